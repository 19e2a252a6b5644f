"""Records of one kind as a table in CSV (RFC 4180): a row each, a column for each field that has a single value or a plain list.

A document comes with a mapping file, by which an import reads it back; what stands in both is decided by the records.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.interchange.table_cells import ALIAS, NAMED, SEPARATORS, escaped, is_separable, value_text
from govtui.model.field_paths import to_toml
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.own_fields import Schema
from govtui.model.record import FILE_ORDER, MODELS, Record
from govtui.model.schema import ValueType
from govtui.store.toml_render import key_text
from govtui.store.toml_render import value_text as toml_text

if TYPE_CHECKING:
    from govtui.interchange.exporting import Export, LeftOut

_OF_THE_FILE = frozenset({"schema", "kind"})
_NOTES = "x"


def _is_carried(spec: FieldSpec) -> bool:
    return spec.name not in (*_OF_THE_FILE, _NOTES) and (not spec.is_items or spec.name in NAMED)


CARRIED: Mapping[str, frozenset[str]] = {
    kind: frozenset(name for name, spec in fields(model).items() if _is_carried(spec)) for kind, model in MODELS.items()
}
"""All fields but lists of tables and private notes; of other names the names alone. Own fields are added as they are declared."""

_IN_MEMORY = 16 << 20
"""Bytes of rows that are kept in memory until the columns are known."""


class Cell(NamedTuple):
    """What a record has in a column: a text, or the items of a list."""

    path: str
    value: str | list[str]
    is_text: bool = True
    """Whether it could be taken for a formula: not a number."""


def write(export: Export) -> Iterator[str]:
    """Yield the head and the rows; `export.mapping` is the mapping file afterwards."""
    kind = export.options.get("kind") or next((card.kind for card in export.cards), "organization")
    schema = export.registry.manifest.record_schema
    columns = _Columns()
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8") as rows:  # columns are known after the last record
        for _, record in export.records({kind: CARRIED[kind] | {_NOTES}}):
            found = list(_cells(record, schema, export.left))
            columns.add(found)
            rows.write(json.dumps(found) + "\n")
            yield ""  # nothing yet, but whoever writes the document may look at its keys
        paths = columns.ordered(kind, schema, export.registry.manifest.languages)
        spreadsheet = "spreadsheet" in export.options
        yield "\ufeff" + _line(paths)
        rows.seek(0)
        for line in rows:
            cells = {path: columns.text(path, value) for path, value, _ in json.loads(line)}
            if spreadsheet:
                texts = {path for path, _, is_text in json.loads(line) if is_text}
                cells = {path: escaped(text) if path in texts else text for path, text in cells.items()}
            yield _line([cells.get(path, "") for path in paths])
    export.mapping = _mapping(kind, paths, columns, spreadsheet)


def mapping_text(export: Export) -> str:
    """Return the mapping file of a document that was written."""
    return export.mapping


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


# -- cells of a record -------------------------------------------------------------------------------------------------


def _cells(record: Record, schema: Schema, left: LeftOut) -> Iterator[Cell]:
    """Yield the cells of a record; what has no form in a cell is counted as left."""
    yield Cell("id", record.id)
    lost: set[str] = set()
    for name, spec in schema.fields(record.kind).items():
        value = to_toml(spec.held_by(record))
        if name in (*_OF_THE_FILE, "id", _NOTES) or value in (None, [], {}):
            continue
        if name in NAMED and isinstance(value, list):
            names = [item[NAMED[name]] for item in value]
            lost.update(f"{name}.{key}" for item in value for key in item if not _is_told(key, item[key], NAMED[name]))
            cells: Iterable[Cell | None] = [Cell(name, names) if all(map(is_separable, names)) else None]
        elif spec.is_items:
            continue
        else:
            cells = _of_value(name, spec, value)
        for cell in cells:
            if cell is None:
                lost.add(name)
            else:
                yield cell
    if any(f"x.{key}" not in schema.own(record.kind) for key in record.x):
        lost.add(_NOTES)
    left.fields.update(lost)


def _is_told(key: str, value: Any, name: str) -> bool:
    """Whether an item that comes back by its name has this value again: an other name is an alias."""
    return key == name or (key, value) == ("type", ALIAS)


def _of_value(path: str, spec: FieldSpec, value: Any) -> Iterator[Cell | None]:
    """Yield the cells of a value at a path; None for a value that has none."""
    if isinstance(value, dict):
        inside = parts(spec)
        if not (spec.is_table or spec.keyed or spec.is_localized):
            yield None
            return
        for key, one in value.items():
            below = inside.get(key) if spec.is_table else spec.entry(key)
            if below is None or (below.is_items and one):
                yield None
            elif one not in (None, [], {}):
                yield from _of_value(f"{path}.{key}", below, one)
    elif isinstance(value, list):
        texts = [text for one in value if (text := _text(spec.element, one)) and is_separable(text)]
        yield Cell(path, texts) if spec.many and len(texts) == len(value) else None
    else:
        text = None if spec.many else _text(spec, value)
        yield Cell(path, text, isinstance(value, str)) if text else None


def _text(spec: FieldSpec, value: object) -> str | None:
    """Return a value as a cell; None for what a cell cannot say, or what the field does not take."""
    if spec.value_type is ValueType.DATE and isinstance(value, datetime.date | datetime.time):
        value = value.isoformat()  # own fields are as the file has them
    wanted = {ValueType.NUMBER: int | float, ValueType.YES_NO: bool}.get(spec.value_type, str)
    fits = isinstance(value, wanted) and (isinstance(value, bool) == (wanted is bool))
    text = value_text(value) if fits else None
    return text if text and text.strip() else None


# -- columns -----------------------------------------------------------------------------------------------------------


@dataclass
class _Columns:
    """The columns that records need, with what separates the items of lists."""

    lists: dict[str, set[str]] = field(default_factory=dict)
    """Path to the separators that none of its items has; a path without list is not in it."""
    paths: dict[str, None] = field(default_factory=dict)
    hyphens: set[int] = field(default_factory=set)
    """Lengths of cells that are nothing but hyphens."""

    def add(self, cells: Iterable[Cell]) -> None:
        for path, value, _ in cells:
            self.paths[path] = None
            if isinstance(value, list):
                free = self.lists.setdefault(path, set(SEPARATORS))
                free -= {
                    one for one in free if any(one.strip(" ") in item if one != " " else " " in item for item in value)
                }
            for text in [value] if isinstance(value, str) else value:
                if not text.strip("-"):
                    self.hyphens.add(len(text))

    @property
    def remove(self) -> str:
        """The cell that says that there is no value."""
        return "-" * next(n for n in range(1, len(self.hyphens) + 2) if n not in self.hyphens)

    def separator(self, path: str) -> str:
        """Return what separates the items in a column."""
        preferred = " " if path.startswith("relations.") else SEPARATORS[0]
        free = self.lists[path]
        return preferred if preferred in free else next(one for one in SEPARATORS if one in free)

    def text(self, path: str, value: str | list[str]) -> str:
        return value if isinstance(value, str) else self.separator(path).join(value)

    def ordered(self, kind: str, schema: Schema, languages: Sequence[str]) -> list[str]:
        """Return the paths in the order of files: fields, in them parts, languages and keys."""

        def place(path: str) -> tuple[Any, ...]:
            first, rest = schema.first_step(kind, path)
            order = FILE_ORDER.index(first) if first in FILE_ORDER else len(FILE_ORDER)
            spec, steps = schema.fields(kind)[first], rest.split(".") if rest else []
            own = [*schema.own(kind)].index(first) if spec.is_own else 0
            ranks: list[tuple[int, str]] = []
            for step in steps:
                known = [*parts(spec)] if spec.is_table else [*languages]
                if spec.keyed:
                    known = [*schema.writable_relations(kind)] if spec.name == "relations" else []
                ranks.append((known.index(step) if step in known else len(known), step))
                spec = parts(spec).get(step, spec) if spec.is_table else spec.entry(step)
            return (order, own, ranks)

        return sorted(self.paths or {"id": None}, key=lambda path: (path != "id", *place(path)))


def _mapping(kind: str, paths: Sequence[str], columns: _Columns, spreadsheet: bool) -> str:
    """Return a mapping file (incoming/mapping.py) that restores the rows."""
    lines = [f"kind = {toml_text(kind)}", "cite = false"]
    if columns.remove != "-":
        lines.append(f"remove = {toml_text(columns.remove)}")
    if spreadsheet:
        lines.append("spreadsheet = true")
    lines += ["", "[columns]", *(f"{key_text(path)} = {toml_text(path)}" for path in paths)]
    if columns.lists:
        lines += ["", "[split]"]
        lines += [f"{key_text(path)} = {toml_text(columns.separator(path))}" for path in paths if path in columns.lists]
    return "\n".join([*lines, ""])
