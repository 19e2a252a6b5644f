"""Names of items: what field paths call the items of a list, for models and for plain data alike.

An item goes by its `key`, else by what it is naturally called ("people.chu-tuan-tu", "figures.participants"), and by its
position only where it has no name or an earlier item has the same (records.md 2.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from govtui.model.fields import fields, item_lists, items_of
from govtui.model.value import Value
from govtui.text.fold import y_as_i
from govtui.text.romanise import slug

_Item = TypeVar("_Item")


def name_field(list_name: str) -> str:
    """Return the field that names the items of a list when they have no `key`; "" where none does."""
    return items_of(list_name).name


def item_name(list_name: str, item: object) -> str:
    """Return the name of one item (a model, a table of plain data or a text) of a list; "" where it has none."""
    if isinstance(item, str):
        return item
    kind: Any = type(item)
    for field, as_slug in _naming(list_name, kind):
        value = item.get(field) if isinstance(item, dict) else getattr(item, field)
        if isinstance(value, str) and value:
            return slug(value) if as_slug else value
    return ""


def item_names(list_name: str, items: Sequence[object]) -> list[str]:
    """Return the name of each item, or its position where it has none or an earlier item has the same."""
    if len(items) < 2:
        return [item_name(list_name, item) or "1" for item in items]
    out: list[str] = []
    taken = {""}
    for position, item in enumerate(items, 1):
        name = item_name(list_name, item)
        out.append(str(position) if name in taken else name)
        taken.add(name)
    return out


def item_paths(list_name: str, items: Sequence[_Item]) -> Sequence[tuple[str, _Item]]:
    """Return each item of a list with its path ("figures.participants", "figures.2")."""
    if not items:
        return ()
    return [(f"{list_name}.{name}", item) for name, item in zip(item_names(list_name, items), items, strict=True)]


def loose_names(item: object) -> tuple[str, ...]:
    """Return every name by which a path may call an item: all its naming fields, each in all its spellings."""
    if isinstance(item, str):
        return (item,)
    kind: Any = type(item)
    found: list[str] = []
    for field in _loosely_naming(kind):
        value = item.get(field) if isinstance(item, dict) else getattr(item, field)
        if isinstance(value, str):
            found += spellings(value)
    return tuple(found)


def spellings(name: str) -> tuple[str, ...]:
    """Return the spellings of an item's name in paths: as it is, as a slug, and as slugs were once written (i for y)."""
    written = slug(name)
    return name, written, y_as_i(written), written.replace("y", "i")


@cache
def _naming(list_name: str, item: type) -> tuple[tuple[str, bool], ...]:
    """Return the attributes that may name an item of a list, the first with a text wins; and whether as a slug."""
    items = items_of(list_name)
    as_slugs = {"key": False, items.name: items.slug}
    return tuple((attribute, as_slugs[name]) for name, attribute in _held(item, tuple(as_slugs)))


@cache
def _loosely_naming(item: type) -> Sequence[str]:
    """Return the attributes of an item that name the items of any list."""
    every = dict.fromkeys(name for _, items in item_lists() for name in ("key", items.name, *items.other_names))
    return [attribute for _, attribute in _held(item, tuple(every))]


def _held(item: type, names: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Return those of the named fields that a type of item has, with their attributes: asking a model in vain is slow."""
    if issubclass(item, Value):
        known = fields(item)
        return [(name, known[name].attribute) for name in names if name in known]
    return [(name, name) for name in names if name] if issubclass(item, dict) else ()
