"""The plain data of a record's text, and the identity of the items of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from govtui.model.fields import items_of, walk
from govtui.model.item_names import item_name
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import MODELS
from govtui.store.field_edits import MISSING
from govtui.store.toml_values import NotToml, parsed, same

Data = Any
"""A TOML value (tables are dicts), or MISSING."""

__all__ = ["MISSING", "Data", "identity", "is_set", "is_tables", "plain", "same", "unique"]


def plain(text: str) -> dict[str, Data] | None:
    """Parse a text; None where it is no TOML."""
    try:
        return parsed(text)
    except NotToml:
        return None


def is_tables(value: Data) -> bool:
    """Whether a value is a list of tables, with at least one in it."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def is_set(path: str, schema: Schema = BUILT_IN) -> bool:
    """Whether the list at `path` is unordered: ids, codes, field paths, spellings of a name."""
    if any(own.about.unordered for kind in MODELS if (own := schema.own(kind).get(path))):
        return True
    first, _, rest = path.partition(".")
    within = _unordered().get(first, frozenset())
    return rest.rpartition(".")[2] in within or (bool(rest) and "." not in rest and _EVERY in within)


_EVERY = "*"


@cache
def _unordered() -> Mapping[str, frozenset[str]]:
    """Return the unordered lists of plain values: the record's field -> names of lists below it.

    "" stands for the field itself, _EVERY for each list of a table with free keys.
    """
    found: dict[str, set[str]] = {}
    for model in MODELS.values():
        for way, spec in walk(model):
            if spec.about.unordered:
                name = _EVERY if spec.keyed else spec.name if way else ""
                found.setdefault((*way, spec)[0].name, set()).add(name)
    return {first: frozenset(names) for first, names in found.items()}


def identity(list_name: str, item: Mapping[str, Data]) -> str:
    """Return what identifies an item of a list: its name or identity fields; "" for none."""
    if name := item_name(list_name, item):
        return name
    values = [item.get(field) for field in items_of(list_name).identity]
    return "" if all(value is None for value in values) else "\0".join(map(str, values))


def unique(list_name: str, item: Mapping[str, Data]) -> bool:
    """Whether an item that two people add under one name is one thing, not two."""
    return isinstance(item.get("key"), str) or (items_of(list_name).unique and bool(identity(list_name, item)))
