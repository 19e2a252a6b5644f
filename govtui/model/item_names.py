"""Field paths: how citations, claims, translations and problems name a place in a record ("areas.2.name.en").

Items of a list are named by their `key`, or by what they are naturally called, never by position (records.md 2.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from govtui.model.fields import FieldSpec, fields, item_lists, items_of
from govtui.model.schema import ValueType
from govtui.text.fold import y_as_i
from govtui.text.nfc import nfc
from govtui.text.romanise import slug

_Item = TypeVar("_Item")


def item_name(list_name: str, item: object) -> str:
    """What an item of the list `list_name` is called in paths (a model, or a table as it was read); "" for nothing."""
    if isinstance(item, str):
        return item
    kind: Any = type(item)
    for field, as_slug in _naming(list_name, kind):
        value = item.get(field) if isinstance(item, dict) else getattr(item, field)
        if isinstance(value, str) and value:
            return slug(value) if as_slug else value
    return ""


def name_field(list_name: str) -> str:
    """The field that names an item of a list which has no `key`; "" where none does."""
    return items_of(list_name).name


@cache
def _naming(list_name: str, item: type) -> tuple[tuple[str, bool], ...]:
    """The fields that may name an item of a list, and whether as a slug ("people.chu-tuan-tu"); the first that has a text
    wins.
    """
    items = items_of(list_name)
    as_slugs = {"key": False, items.name: items.slug}
    return tuple((attribute, as_slugs[name]) for name, attribute in _held(item, tuple(as_slugs)))


def _held(item: type, names: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The fields of these names that items of a type may have, each with what the item is asked for: asking a model for one
    that it lacks is slow.
    """
    if issubclass(item, BaseModel):
        return [(name, attribute) for name in names if (attribute := _attribute(item, name))]
    return [(name, name) for name in names if name] if issubclass(item, dict) else ()


def names(list_name: str, items: Sequence[object]) -> list[str]:
    """What each item is called: its name, or its position where it has none or an earlier item has the same."""
    if len(items) < 2:
        return [item_name(list_name, item) or "1" for item in items]
    out: list[str] = []
    taken = {""}
    for position, item in enumerate(items, 1):
        name = item_name(list_name, item)
        out.append(str(position) if name in taken else name)
        taken.add(name)
    return out


def named(list_name: str, items: Sequence[_Item]) -> Sequence[tuple[str, _Item]]:
    """Each item of a list with its path ("figures.participants", "figures.2")."""
    if not items:
        return ()
    return [(f"{list_name}.{name}", item) for name, item in zip(names(list_name, items), items, strict=True)]


def path_key(path: str) -> str:
    """Return what two spellings of one field path share: names of items were once written with i for y (li-van-thui)."""
    return path.replace("y", "i")


def overlap(one: str, other: str) -> bool:
    """Whether two field paths are the same, or one of them leads to something inside the other."""
    first, second = path_key(one), path_key(other)
    return f"{first}.".startswith(f"{second}.") or f"{second}.".startswith(f"{first}.")


def spellings(name: str) -> tuple[str, ...]:
    """Return the ways in which the name of an item may stand in a path: as it is, as a slug, and as slugs once were."""
    written = slug(name)
    return name, written, y_as_i(written), path_key(written)


def item_names(item: object) -> tuple[str, ...]:
    """The names by which one item of a list may be called in a path."""
    if isinstance(item, str):
        return (item,)
    kind: Any = type(item)
    found: list[str] = []
    for field in _loosely_naming(kind):
        value = item.get(field) if isinstance(item, dict) else getattr(item, field)
        if isinstance(value, str):
            found += spellings(value)
    return tuple(found)


@cache
def _loosely_naming(item: type) -> Sequence[str]:
    """The fields of an item by whose text a path may call it: those that name items of any list."""
    every = dict.fromkeys(name for _, items in item_lists() for name in ("key", items.name, *items.other_names))
    return [attribute for _, attribute in _held(item, tuple(every))]


def value_at(record: BaseModel, path: str) -> Any:
    """What stands at `path`; None when nothing does. `name` is the whole table, `name.vi` one language of it."""
    if "." in path or not path:
        return _value(record, "", path)
    attribute = _attribute(type(record), path)
    return getattr(record, attribute) if attribute else None


def _value(here: Any, name: str, path: str) -> Any:
    """What stands at `path` below `here`, which is called `name` where it stands."""
    if not path or here is None:
        return here
    first, _, rest = path.partition(".")
    if isinstance(here, BaseModel):
        attribute = _attribute(type(here), first)
        return _value(getattr(here, attribute), first, rest) if attribute else None
    if isinstance(here, Mapping):
        return _value(here[first], first, rest) if first in here else None
    if isinstance(here, list):
        return _item_value(here, name, path)
    return None


@lru_cache(maxsize=1024)
def _attribute(model: type[BaseModel], key: str) -> str | None:
    """The attribute that a key of a file becomes."""
    return next((name for name, info in model.model_fields.items() if key == (info.alias or name)), None)


def _item_value(items: list[Any], name: str, path: str) -> Any:
    exact = zip(names(name, items), items, strict=True)
    loose = ((called, item) for item in items for called in item_names(item))
    counted = ((str(position), item) for position, item in enumerate(items, 1))
    for known in (exact, loose, counted):
        # A name may have dots in it, as that of a claim has; so the longest one that fits is meant.
        fitting = [(called, item) for called, item in known if f"{path}.".startswith(f"{called}.")]
        if fitting:
            called, item = max(fitting, key=lambda pair: len(pair[0]))
            return _value(item, "", path[len(called) + 1 :])
    return None


def held_paths(here: BaseModel, prefix: str = "") -> Iterator[tuple[str, str | list[str]]]:
    """The fields of a record whose values are field paths ("claims.date.field", "sources.un.for"): one each, or several."""
    for spec in _holding_paths(type(here)):
        value = spec.held_by(here)
        if not value:
            continue
        if spec.is_items:
            for path, item in named(spec.name, value):
                yield from held_paths(item, f"{prefix}{path}.")
        elif spec.is_table:
            yield from held_paths(value, f"{prefix}{spec.name}.")
        else:
            yield f"{prefix}{spec.name}", value


@cache
def _holding_paths(model: type[BaseModel]) -> Sequence[FieldSpec]:
    """The fields of a model that are field paths, or in whose parts some are."""
    return [
        spec
        for spec in fields(model).values()
        if spec.value_type is ValueType.FIELD_PATH or (spec.part is not None and _holding_paths(spec.part))
    ]


def digest(text: str) -> str:
    """What a translation remembers of the text it was made from: 12 hex digits of SHA-256 over its NFC form."""
    return hashlib.sha256(nfc(text).encode()).hexdigest()[:12]
