"""FIELD=VALUE assignments of the command line: parsed, and turned into changes of a record."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Literal, NamedTuple

from govtui.edit.plain_data import Data, same
from govtui.edit.proposal import EditRefused
from govtui.model.field_paths import NotAField, locate, spec_at_keys
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_names
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.field_edits import MISSING, CannotEditInPlace, Change, value_at, value_in
from govtui.text.nfc import nfc


def field_spec(kind: str, data: Data, path: str, schema: Schema = BUILT_IN) -> FieldSpec:
    """Return the spec of the field at `path` of a record with this kind and data.

    Raises EditRefused: unknown_field, with the nearest field; no_such_item.
    """
    real, rest = locate(data, path)
    parts = [*real, *(rest.split(".") if rest else [])]
    try:
        for place in range(len(real), len(parts)):
            is_new_item = real != () and place == len(real) == len(parts) - 1
            if place and "list" in spec_at_keys(kind, parts[:place], schema).takes and not is_new_item:
                raise EditRefused("no_such_item", field=path)
        return spec_at_keys(kind, parts, schema)
    except NotAField as error:
        if whole := _whole_path(kind, path, schema):
            raise EditRefused("unknown_field", field=path, near=whole) from None
        near = difflib.get_close_matches(str(parts[error.place]), error.names, 1, 0.6)
        known = path.split(".")[: error.place - len(parts)]
        raise EditRefused("unknown_field", field=path, near=".".join([*known, *near]) if near else "") from None


def _whole_path(kind: str, path: str, schema: Schema) -> str:
    """Return the path of a field that was named without its table, as "organized_by" or "country"; "" if it is none."""
    first = path.partition(".")[0]
    own = {spec.attribute for spec in schema.own(kind).values()}
    if path in schema.writable_relations(kind):
        return f"relations.{path}"
    if first in own:
        return f"x.{path}"
    with suppress(NotAField):
        spec_at_keys(kind, ["place", *path.split(".")], schema)
        return f"place.{path}"
    return ""


def read_value(spec: FieldSpec, given: str) -> Data:
    """Read a typed value: TOML where the field takes a number, a list or a table, else the text itself.

    For a list, one plain value is a list of one.
    """
    if "anything" in spec.takes:
        found = _toml(given)
        return given if found is MISSING else found
    if "list" in spec.takes and given.lstrip().startswith("["):
        found = _toml(given)
        if isinstance(found, list):
            return found
    if "table" in spec.takes and given.lstrip().startswith("{"):
        found = _toml(given)
        if isinstance(found, dict):
            return found
    if spec.takes & {"integer", "number", "boolean"}:
        found = _toml(given)
        if isinstance(found, bool):
            return found if "boolean" in spec.takes else given
        if isinstance(found, int | float) and spec.takes & {"integer", "number"}:
            return found
    if spec.takes == {"list"}:
        return [read_value(spec.element, given)]
    return given


def _toml(given: str) -> Data:
    try:
        return value_at(f"v = {given.strip()}\n", "v")
    except CannotEditInPlace:
        return MISSING


Sign = Literal["=", "+=", "-="]

_ASSIGNMENT = re.compile(r"(?P<field>[^=\s]+?)(?P<sign>[+-]?=)(?P<value>.*)", re.DOTALL)


class Assignment(NamedTuple):
    """One FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE."""

    field: str
    sign: Sign
    value: str


def parse_assignment(text: str) -> Assignment | None:
    """Parse an argument; None where it is no assignment."""
    found = _ASSIGNMENT.fullmatch(text)
    return Assignment(nfc(found["field"]), found["sign"], nfc(found["value"])) if found else None  # type: ignore[arg-type]


def assignment_changes(
    kind: str, data: dict[str, Data], assignments: Sequence[Assignment], schema: Schema = BUILT_IN
) -> list[Change]:
    """Return the changes of assignments, made one after another, to a record with this kind and data.

    An empty value removes the field; += adds an item to a list, -= removes the item of that value or name. Raises
    EditRefused: unknown_field, language_needed, not_a_list, not_in_list.
    """
    now: dict[str, Data] = {}
    for one in assignments:
        now[one.field] = _assigned(kind, data, one, now, schema)
    return [Change(path, value) for path, value in now.items()]


def unintended_notes(
    kind: str, data: Data, assignments: Sequence[Assignment], schema: Schema = BUILT_IN
) -> Iterator[tuple[str, str]]:
    """Yield new private notes ("x.buget") that look like an own field, with the nearest one of the kind.

    For a field that is declared for other kinds only, the nearest is "".
    """
    kept = data.get("x", {}) if isinstance(data, dict) else {}
    own = [spec.attribute for spec in schema.own(kind).values()]
    for path in dict.fromkeys(one.field for one in assignments if one.value):
        first, _, rest = path.partition(".")
        key = rest.partition(".")[0]
        if first != "x" or not key or key in own or key in kept:
            continue
        near = difflib.get_close_matches(key, own, 1)
        if near or schema.named(f"x.{key}"):
            yield f"x.{key}", f"x.{near[0]}" if near else ""


def _assigned(kind: str, data: dict[str, Data], one: Assignment, now: dict[str, Data], schema: Schema) -> Data:
    wanted = field_spec(kind, data, one.field, schema)
    if one.sign == "=":
        if not one.value:
            return MISSING
        value = read_value(wanted, one.value)
        if wanted.is_localized and "text" not in wanted.takes and not isinstance(value, dict):
            raise EditRefused("language_needed", field=one.field)
        return _with_names(wanted, value)
    old = now[one.field] if one.field in now else value_in(data, one.field)
    items: list[Data] = list(old) if isinstance(old, list) else []
    if "list" not in wanted.takes or not (old is MISSING or isinstance(old, list)):
        raise EditRefused("not_a_list", field=one.field)
    value = read_value(wanted, one.value)
    values = value if isinstance(value, list) else [value]
    if one.sign == "+=":
        new = _with_names(wanted, values)
        return items + [
            each for each, typed in zip(new, values, strict=True) if isinstance(typed, dict) or each not in items
        ]
    for each in values:
        place = _place(one.field, items, each)
        if place is None:
            raise EditRefused("not_in_list", field=one.field, value=one.value)
        del items[place]
    return items or MISSING


def _with_names(wanted: FieldSpec, value: Data) -> Data:
    """Return a list of tables with plain texts put in the field that names an item: a citation is the id of its source."""
    name = wanted.about.items.name if wanted.about.items else ""
    if not name or wanted.element.takes != {"table"} or not isinstance(value, list):
        return value
    return [{name: each} if isinstance(each, str) else each for each in value]


def _place(path: str, items: Sequence[Data], value: Data) -> int | None:
    """Return the position of the item that is the value, or has it as its name."""
    for place, item in enumerate(items):
        if same(item, value):
            return place
    names = item_names(path.rpartition(".")[2], items)
    return names.index(value) if isinstance(value, str) and value in names else None
