"""The plain data of a record's text, and what tells the items of its lists apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govtui.model.paths import item_name, names
from govtui.store.changes import ABSENT
from govtui.store.data import NotToml, parsed, same

Data = Any
"""What TOML holds: tables as dicts, lists, texts, numbers, booleans, dates; ABSENT for what is not there."""

SETS = frozenset({"by", "countries", "events", "for", "former_ids", "sdg", "see", "aka"})
"""Lists of plain values whose order means nothing: ids, codes, field paths, other spellings of a person's name."""

_TABLES_OF_SETS = frozenset({"relations"})
"""Tables whose every list is such a set."""

_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "translations": ("field", "to"),
    "checked": ("code", "field"),
    "progress": ("as_of", "unit", "source"),
    "rows": ("area", "under"),
}
"""Lists whose items have neither a key nor a natural name, and the fields that tell them apart."""

_ONE_OF_A_NAME = frozenset({"aka", "people", *_IDENTITY})
"""Lists in which no two items are called the same; elsewhere a second citation of one source is another citation."""

__all__ = ["ABSENT", "Data", "called", "identity", "is_set", "is_tables", "plain", "same", "unique"]


def plain(text: str) -> dict[str, Data] | None:
    """The data of a text; None where it is no TOML."""
    try:
        return parsed(text)
    except NotToml:
        return None


def is_tables(value: Data) -> bool:
    """Whether a value is a list of tables, with at least one in it."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def is_set(path: str) -> bool:
    """Whether the list at `path` is one whose order means nothing."""
    parts = path.split(".")
    return parts[-1] in SETS or (len(parts) == 2 and parts[0] in _TABLES_OF_SETS)


def identity(list_name: str, item: Mapping[str, Data]) -> str:
    """What tells an item of a list from the others, whatever else changes in it; "" where nothing does."""
    if name := item_name(list_name, item):
        return name
    values = [item.get(field) for field in _IDENTITY.get(list_name, ())]
    return "" if all(value is None for value in values) else "\0".join(map(str, values))


def unique(list_name: str, item: Mapping[str, Data]) -> bool:
    """Whether an item that two people added under the same name is one thing, not two."""
    return isinstance(item.get("key"), str) or (list_name in _ONE_OF_A_NAME and bool(identity(list_name, item)))


def called(list_name: str, items: Sequence[Data]) -> list[str]:
    """What the items are called in paths."""
    return names(list_name, items)
