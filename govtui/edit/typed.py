"""A field path as it is typed, and what is meant by a value typed as plain text."""

from __future__ import annotations

import difflib

from govtui.edit.data import Data
from govtui.edit.prepared import EditRefused
from govtui.model.field_paths import NoField, spec_of
from govtui.model.fields import FieldSpec
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.store.field_edits import ABSENT, NoSplice, real_path, value_at


def field_spec(kind: str, data: Data, path: str, schema: Schema = BUILT_IN) -> FieldSpec:
    """The spec of the field of a kind of record at `path` of a record that holds `data`.

    Raises EditRefused: unknown_field, with the nearest field that there is; no_such_item.
    """
    real, rest = real_path(data, path)
    parts = [*real, *(rest.split(".") if rest else [])]
    try:
        for place in range(len(real), len(parts)):
            is_new_item = real != () and place == len(real) == len(parts) - 1
            if place and "list" in spec_of(kind, parts[:place], schema).takes and not is_new_item:
                raise EditRefused("no_such_item", field=path)
        return spec_of(kind, parts, schema)
    except NoField as error:
        near = difflib.get_close_matches(str(parts[error.place]), error.names, 1, 0.6)
        known = path.split(".")[: error.place - len(parts)]
        raise EditRefused("unknown_field", field=path, near=".".join([*known, *near]) if near else "") from None


def read_value(spec: FieldSpec, given: str) -> Data:
    """What is meant by a value as it is typed: TOML where the field takes a number, a list or a table, else the text itself.

    For a list, one plain value is a list of that one.
    """
    if "anything" in spec.takes:
        found = _toml(given)
        return given if found is ABSENT else found
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
    except NoSplice:
        return ABSENT
