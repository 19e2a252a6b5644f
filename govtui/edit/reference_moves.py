"""Move references from one record to another in the texts that make them, for a record merge.

The id is replaced as in a renaming (store/renaming.py). A text that named both then names one of them twice: lists of ids have it
once, items that fill each other's gaps become one, and field paths follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from govtui.edit.followed_paths import Moves, field_path, followed, moved_path, with_paths
from govtui.edit.placed_comments import PlacedComment, lost, with_comments
from govtui.edit.plain_data import Data, is_tables, plain
from govtui.edit.same_items import fits
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.item_names import name_field
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import MODELS
from govtui.store.field_edits import with_data_as_written
from govtui.store.renaming import renamed
from govtui.store.toml_cst import Path
from govtui.store.toml_values import copied


class MovedReferences(NamedTuple):
    """A text that names another record now."""

    text: str
    doubled: tuple[str, ...] = ()
    """The field paths of items that name one record now and could not become one."""
    unplaced: tuple[PlacedComment, ...] = ()
    """Comments of an id or item that became one with another, and have no place."""


def with_references_moved(text: str, gone: str, kept: str, schema: Schema = BUILT_IN) -> MovedReferences:
    """Have a text name the record `kept` wherever it names `gone`. Raises CannotEditInPlace.

    A text that is no record stays as it is.
    """
    before = plain(text) or {}
    after = renamed(text.encode(), gone, kept, schema).decode()
    data, kind = plain(after), str(before.get("kind"))
    if after == text or data is None or kind not in MODELS:
        return MovedReferences(text)
    once = _Once(kind, gone, kept, schema)
    wanted = once.table(data, before)
    doubled = tuple(field_path(wanted, path) for path in once.doubled)
    if not once.moves:
        return MovedReferences(after, doubled)

    def become(at: Path, given: str) -> str | None:
        was = _at(before, at)
        return given if was == given else followed(was, before, wanted, once.moves)

    wanted = _Once(kind, gone, kept, schema).table(with_paths(kind, data, become), before)
    made = with_data_as_written(after, wanted)
    found = [one._replace(path=moved_path(one.path, once.moves) or one.path) for one in lost(after, made)]
    made, unplaced = with_comments(made, found)
    return MovedReferences(made, doubled, tuple(unplaced))


class _Once:
    """Has a record named once where it was named twice, in lists of ids and lists of items."""

    def __init__(self, kind: str, gone: str, kept: str, schema: Schema) -> None:
        own = {spec.attribute: spec for spec in schema.own(kind).values()}
        self._specs: Mapping[str, FieldSpec] = fields(MODELS[kind])
        self._own: Mapping[str, FieldSpec] = own
        self._gone, self._kept = gone, kept
        self.moves: Moves = {}
        self.doubled: list[Path] = []

    def table(self, data: Data, before: Data) -> dict[str, Data]:
        """Return the data of a record, of which `before` are those with the former id."""
        return self._table(self._specs, data, before, ())

    def _table(self, specs: Mapping[str, FieldSpec], data: Data, before: Data, at: Path) -> dict[str, Data]:
        out = {}
        for key, value in data.items():
            was, here, spec = before.get(key), (*at, key), specs.get(key)
            if here == ("x",) and isinstance(value, dict):
                value = self._table(self._own, value, was or {}, here)
            elif spec is not None and spec.is_items and is_tables(value) and is_tables(was):
                value = self._items(spec, value, was, here)
            elif spec is not None and spec.keyed and isinstance(value, dict) and isinstance(was, dict):
                value = {inner: self._value(one, was.get(inner), (*here, inner)) for inner, one in value.items()}
            elif spec is not None and spec.is_table and isinstance(value, dict) and isinstance(was, dict):
                value = self._table(parts(spec), value, was, here)
            else:
                value = self._value(value, was, here)
            out[key] = value
        return out

    def _value(self, value: Data, was: Data, at: Path) -> Data:
        """Return a value, of a list of ids the kept one once."""
        if not isinstance(value, list) or value.count(self._kept) < 2 or self._gone not in (was or ()):
            return copied(value)
        first = value.index(self._kept)
        out: list[Data] = []
        moves: dict[int, int | None] = {}
        for n, one in enumerate(value):
            is_again = one == self._kept and n != first
            moves[n] = first if is_again else len(out)
            if not is_again:
                out.append(one)
        self.moves[at] = moves
        return out

    def _items(self, spec: FieldSpec, items: list[Data], was: list[Data], at: Path) -> list[Data]:
        naming = name_field(spec.name)
        out: list[Data] = []
        moves: dict[int, int | None] = {}
        for n, (item, old) in enumerate(zip(items, was, strict=True)):
            now = self._table(parts(spec), item, old, (*at, n))
            place = None
            if naming and now.get(naming) == self._kept and spec.name != "sources":
                others = [m for m, one in enumerate(out) if one.get(naming) == self._kept and _key(one) == _key(now)]
                changed = any(one.get(naming) == self._gone for one in was)
                place = next((m for m in others if changed and _fit(spec, out[m], now)), None)
                if others and changed and place is None:
                    self.doubled.append((*at, len(out)))
            moves[n] = len(out) if place is None else place
            if place is None:
                out.append(now)
            else:
                out[place] = {**now, **out[place]}
        if len(out) < len(items):
            self.moves[at] = moves
        return out


def _key(item: Mapping[str, Data]) -> Data:
    return item.get("key")


def _fit(spec: FieldSpec, one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    """Whether two items can be one without a list or text of them being joined."""
    both = [name for name in one if name in other]
    return fits(spec, one, other) and all(one[name] == other[name] for name in both)


def _at(data: Data, path: Path) -> Data:
    for part in path:
        data = data[part]
    return data
