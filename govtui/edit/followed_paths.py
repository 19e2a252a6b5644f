"""Field paths followed into changed data: where an item went when lists were joined, and what a path to it is now.

A field path names items by their names or positions, which change when items are joined or move, so paths are followed by
keys and indices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from govtui.edit.plain_data import Data, is_tables
from govtui.model.field_paths import locate
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.item_names import item_names
from govtui.model.record import MODELS
from govtui.model.schema import ValueType
from govtui.store.toml_cst import Path

Moves = dict[Path, dict[int, int | None]]
"""The list at a path of the old data to the new index of each item by its old one; None for what is gone."""


def moved_path(path: Path, moves: Moves) -> Path | None:
    """Return a path by keys and indices in the new data; None where an item on it is gone."""
    out: Path = ()
    for n, part in enumerate(path):
        if isinstance(part, int):
            new = moves.get(path[:n], {}).get(part, part)
            if new is None:
                return None
            part = new
        out = (*out, part)
    return out


def field_path(data: Data, path: Path) -> str:
    """Return the field path of what stands at keys and indices."""
    names: list[str] = []
    here, list_name = data, ""
    for part in path:
        if isinstance(part, int):
            names.append(item_names(list_name, here)[part])
        else:
            names.append(part)
            list_name = part
        here = here[part]
    return ".".join(names)


def path_beside(data: Data, path: Path) -> str:
    """Return the field path of a place of which the end may not be there."""
    length = next(n for n in range(len(path), -1, -1) if _has(data, path[:n]))
    return ".".join([*filter(None, (field_path(data, path[:length]),)), *map(str, path[length:])])


def _has(data: Data, path: Path) -> bool:
    try:
        for part in path:
            data = data[part]
    except (LookupError, TypeError):
        return False
    return True


def followed(given: str, old: Data, new: Data, moves: Moves) -> str | None:
    """Return what a field path of the old data is in the new; None where what it leads to is gone.

    One that leads nowhere in the old data stays as it is, as far as it does.
    """
    real, rest = locate(old, given)
    after = moved_path(real, moves)
    if after is None:
        return None
    try:
        leading = field_path(new, after)
    except (LookupError, TypeError):
        return None if not rest else given
    return ".".join(filter(None, (leading, rest)))


def leads_somewhere(data: Data, path: str) -> bool:
    """Whether something stands at a field path."""
    return not locate(data, path)[1]


def slots(kind: str, data: Mapping[str, Data]) -> Iterator[tuple[Path, str]]:
    """Yield each field path that stands in the data of a record, with the keys and indices where it stands."""
    if kind in MODELS:
        yield from _slots(fields(MODELS[kind]), data, ())


def _slots(specs: Mapping[str, FieldSpec], table: Mapping[str, Data], at: Path) -> Iterator[tuple[Path, str]]:
    for name, value in table.items():
        spec = specs.get(name)
        if spec is None:
            continue
        here = (*at, name)
        if spec.value_type is ValueType.FIELD_PATH:
            if isinstance(value, str):
                yield here, value
            elif isinstance(value, list):
                yield from (((*here, n), one) for n, one in enumerate(value) if isinstance(one, str))
        elif spec.is_items and is_tables(value):
            for n, item in enumerate(value):
                yield from _slots(parts(spec), item, (*here, n))
        elif spec.is_table and isinstance(value, dict):
            yield from _slots(parts(spec), value, here)


def with_paths(kind: str, data: Data, become: Callable[[Path, str], str | None]) -> Data:
    """Put other field paths into a copy of a record's data, in place of those that stand in it.

    None takes a path out of its list; the item or table of a single one stays as it is.
    """
    gone: list[Path] = []
    for at, given in list(slots(kind, data)):
        new = become(at, given)
        if new is None and isinstance(at[-1], int):
            gone.append(at)
        elif new is not None and new != given:
            value_holder(data, at)[at[-1]] = new
    for at in reversed(gone):
        del value_holder(data, at)[at[-1]]
    for at in gone:
        names: list[Any] = value_holder(data, at)
        names[:] = list(dict.fromkeys(names))
    return data


def value_holder(data: Data, path: Sequence[str | int]) -> Any:
    """Return the table or list in which what stands at a path stands."""
    for part in path[:-1]:
        data = data[part]
    return data
