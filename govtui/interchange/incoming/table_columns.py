"""The columns of a table: which field each is, by the mapping file, and whether there is such a field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from govtui.i18n.labels import LABELS
from govtui.interchange.incoming.mapping import Mapping as MappingFile
from govtui.interchange.table_cells import ALIAS, NAMED
from govtui.model.field_paths import inner_spec
from govtui.model.fields import FieldSpec, of_type, parts
from govtui.model.identifiers import PATTERNS
from govtui.model.imported import CannotImport
from govtui.model.localized import LANGUAGE_TAG
from govtui.model.own_fields import Schema
from govtui.model.schema import ValueType
from govtui.model.vocabulary import VOCABULARIES
from govtui.text.nfc import nfc

HEAD = "row 1"
"""Where the head of a table stands: rows are counted as spreadsheets count them."""

ALIKE = 0.6
"""How alike a name must be to one that is known to be meant (difflib's ratio)."""
NEARLY = 0.85
"""The same of a private note and an own field: nothing is wrong with a note, but for a slip."""


class Column(NamedTuple):
    """A column that is a field."""

    header: str
    path: str
    """The field path, with the language of a text."""
    spec: FieldSpec
    separator: str = ""
    """What separates the values in a cell; "" for a single one."""
    alias: str = ""
    """Of a column of other names: their type."""

    @property
    def is_key(self) -> bool:
        """Whether a record is recognised by it."""
        return (
            self.path == "symbol"
            or self.path.startswith("identifiers.")
            or _FOREIGN_ID.fullmatch(self.path) is not None
        )


_FOREIGN_ID = re.compile(r"x\.[^.]+\.id")


def header_text(cell: str) -> str:
    """Return a header in one line, in NFC."""
    return " ".join(nfc(cell).split())


def columns_of(
    headers: Sequence[str], mapping: MappingFile, kind: str, language: str, schema: Schema
) -> dict[int, Column | None]:
    """Return the mapped columns by their place; None for one that the mapping says means nothing.

    Raises CannotImport: unknown_path, language_needed, no_such_column, column_twice, field_twice.
    """
    mapped = {header_text(name): path.strip() for name, path in mapping.columns.items()}
    found: dict[int, Column | None] = {}
    counted = Counter(headers)
    for header, path in mapped.items():
        if header not in counted:
            _refuse_missing(header, [one for one in counted if one not in mapped], mapping)
        elif counted[header] > 1:
            raise CannotImport(HEAD, "column_twice", column=header)
        else:
            column = column_at(path, kind, language, schema, header) if path else None
            found[headers.index(header)] = column and column._replace(separator=_separator(mapping, path, column.path))
    paths = Counter(column.path for column in found.values() if column and not column.spec.many)
    for path, times in paths.items():
        if times > 1:
            raise CannotImport(HEAD, "field_twice", field=path)
    return dict(sorted(found.items()))


def require_apart(paths: Sequence[str]) -> None:
    """Raise CannotImport (field_twice) where a path leads into the value of another one."""
    for path in paths:
        steps = path.split(".")
        for length in range(1, len(steps)):
            if ".".join(steps[:length]) in paths:
                raise CannotImport(HEAD, "field_twice", field=".".join(steps[:length]))


def _separator(mapping: MappingFile, *paths: str) -> str:
    return next((mapping.split[path] for path in paths if mapping.split.get(path)), "")


def _refuse_missing(header: str, others: Sequence[str], mapping: MappingFile) -> None:
    """Raise CannotImport where the mapping names a column that is not there; of our own export it says nothing."""
    near = get_close_matches(header, others, 1, ALIKE)
    if near:
        raise CannotImport(HEAD, "no_such_column_near", column=header, near=near[0])
    if mapping.cite:
        raise CannotImport(HEAD, "no_such_column", column=header)


def column_at(path: str, kind: str, language: str, schema: Schema, header: str = "") -> Column:
    """Return the column of a field path. Raises CannotImport: unknown_path, language_needed."""
    path = nfc(path)
    name, rest = schema.first_step(kind, path)
    steps = [name, *(rest.split(".") if rest else [])]
    known = schema.fields(kind).get(name)
    if name == "x" and schema.named(f"x.{steps[1] if rest else ''}") is None and _NOTE_PATH.fullmatch(path):
        if near := get_close_matches(path, schema.own(kind), 1, NEARLY):
            raise CannotImport(HEAD, "unknown_path_near", column=header, field=path, kind=kind, near=near[0])
        return Column(header, path, of_type(ValueType.TEXT))
    if name in NAMED and known is not None and (not rest or rest in ALIAS_TYPES):
        return Column(header, name, known, alias=rest or ALIAS)
    spec = _spec(kind, steps, schema) if known is not None else None
    if spec is None:
        near = get_close_matches(path, known_paths(kind, schema), 1, ALIKE)
        values = {"column": header, "field": path, "kind": kind}
        raise CannotImport(
            HEAD, "unknown_path_near" if near else "unknown_path", near=near[0] if near else "", **values
        )
    if spec.is_localized and "text" not in spec.allowed:
        if not language:
            raise CannotImport(HEAD, "language_needed")
        return column_at(f"{path}.{language}", kind, language, schema, header)
    return Column(header, path, spec)


ALIAS_TYPES = VOCABULARIES["alias.type"]
"""Paths like "aka.acronym" are columns of other names of one type."""

_NOTE_PATH = re.compile(r"x(\.[^.]+){1,3}")
"""A private note, such as the key that another system has for the record ("x.csv.id")."""

_KEY = re.compile(PATTERNS[ValueType.KEY])


def _spec(kind: str, steps: Sequence[str], schema: Schema) -> FieldSpec | None:
    """Return the spec of a value, or list of values, that a column can be; None for others."""
    spec: FieldSpec | None = schema.fields(kind)[steps[0]]
    for step in steps[1:]:
        if spec is None or spec.many and not spec.keyed:
            return None
        if spec.name == "relations" and step not in schema.writable_relations(kind):
            return None
        if spec.keyed and not _KEY.fullmatch(step) or spec.is_localized and not LANGUAGE_TAG.fullmatch(step):
            return None
        spec = inner_spec(kind, spec, step, schema) if spec.value_type is not ValueType.ANY or spec.part else None
    is_value = spec is not None and spec.part is None and not spec.keyed and spec.value_type is not ValueType.ANY
    return spec if is_value and steps[0] not in ("schema", "kind") else None


@cache
def known_paths(kind: str, schema: Schema, languages: Sequence[str] = ("vi", "en")) -> tuple[str, ...]:
    """Return the paths that a column can be, in reading order."""
    found: list[str] = []

    def add(path: str, spec: FieldSpec) -> None:
        if spec.name == "relations":
            found.extend(f"{path}.{one}" for one in schema.writable_relations(kind))
        elif spec.keyed:
            found.extend(f"{path}.{one}" for one in VOCABULARIES.get(path, LABELS.get(path.removesuffix("s"), ())))
        elif spec.is_table:
            for part in parts(spec).values():
                add(f"{path}.{part.name}", part)
        elif spec.is_localized:
            found.extend(f"{path}.{language}" for language in languages)
        elif spec.part is None and spec.value_type is not ValueType.ANY:
            found.append(path)
        elif path in NAMED:
            found.extend([path, *(f"{path}.{type}" for type in ALIAS_TYPES)])

    for spec in schema.fields(kind).values():
        if spec.name not in ("schema", "kind", "x"):
            add(spec.name, spec)
    return tuple(found)
