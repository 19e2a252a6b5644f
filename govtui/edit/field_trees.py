"""The values of a record as a tree of field paths, parted by what two versions have in common.

Items of lists are matched by what they are (edit.alignment), not by their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govtui.edit.alignment import align
from govtui.edit.plain_data import Data, identity, is_tables, same
from govtui.model.item_names import item_names

Waiting = dict[str | int, Any]
"""Fields that wait at a version: its data as a tree, by keys and positions, down to the paths that they have now."""


def _inner(data: Data) -> Iterator[tuple[str | int, Data]]:
    """Yield what a table or a list of tables holds, by key or position; nothing of a value."""
    if isinstance(data, dict):
        yield from data.items()
    elif is_tables(data):
        yield from enumerate(data)


def _steps(data: Data, path: str) -> Iterator[tuple[str | int, Data, str]]:
    """Yield what a table or a list of tables holds, each with its field path."""
    names = item_names(path.rpartition(".")[2], data) if isinstance(data, list) else ()
    for step, value in _inner(data):
        yield step, value, f"{path}.{names[step] if isinstance(step, int) else step}".lstrip(".")


def field_paths(data: Data, path: str) -> Iterator[str]:
    """Yield the field path of each value in a record."""
    for _, value, inner in _steps(data, path):
        if next(_inner(value), None) is None:
            yield inner
        else:
            yield from field_paths(value, inner)


def tree(data: Data, path: str = "") -> Waiting:
    """Return the field path of each value in a record, as a tree."""
    return {
        step: tree(value, inner) if next(_inner(value), None) is not None else (inner,)
        for step, value, inner in _steps(data, path)
    }


def named_paths(waiting: Waiting, data: Data, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the field path in this version, and those of now, of fields that wait at it."""
    for step, value, inner in _steps(data, path):
        below = waiting.get(step)
        if isinstance(below, dict):
            yield from named_paths(below, value, inner)
        elif below:
            yield inner, below


def waiting_paths(waiting: Waiting) -> Iterator[str]:
    """Yield the paths of now of all fields that wait."""
    for below in waiting.values():
        yield from waiting_paths(below) if isinstance(below, dict) else below


def parted(waiting: Waiting, new: Data, old: Data, name: str) -> tuple[Waiting, Waiting]:
    """Part the fields that wait at a version: those with another value in a parent, and the others as they stand there."""
    if new == old and repr(new) == repr(old):  # quicker than `same`: most of a record is as it was
        return {}, waiting
    if isinstance(new, dict):
        if not isinstance(old, dict):
            return waiting, {}
        places: Mapping[Any, Any] = {step: step for step in waiting if step in old}
    else:
        if not is_tables(old):
            return waiting, {}
        places = places_in(name, new, old)
    unlike: Waiting = {}
    alike: Waiting = {}
    for step, below in waiting.items():
        if step not in places:
            unlike[step] = below
            continue
        place = places[step]
        if isinstance(below, dict):
            rest, going = parted(below, new[step], old[place], step if isinstance(step, str) else "")
            if rest:
                unlike[step] = rest
            if going:
                alike[place] = going
        elif same(new[step], old[place]):
            alike[place] = below
        else:
            unlike[step] = below
    return unlike, alike


def places_in(name: str, new: Sequence[Data], old: Sequence[Data]) -> dict[int, int]:
    """Return the position in the older version of each item that it has; equal ones at both ends are not compared again."""
    most = min(len(new), len(old))
    start = next((n for n in range(most) if new[n] != old[n]), most)
    end = next((n for n in range(most - start) if new[-1 - n] != old[-1 - n]), most - start)
    changed = [side[start : len(side) - end] for side in (old, new)]
    inner = {0: 0} if _one_item(name, changed) else align(name, *changed)
    shift = len(old) - len(new)
    return {
        **{n: n for n in range(start)},
        **{start + n: start + place for place, n in inner.items()},
        **{n: n + shift for n in range(len(new) - end, len(new))},
    }


def _one_item(name: str, both: Sequence[Sequence[Data]]) -> bool:
    """Whether each side has a single item, of the same name."""
    names = [identity(name, side[0]) if len(side) == 1 else "" for side in both]
    return names[0] == names[1] != ""


def joined(one: Waiting, other: Waiting) -> Waiting:
    """Return the fields of two trees of one version."""
    out = dict(one)
    for step, below in other.items():
        there = out.get(step)
        if there is None:
            out[step] = below
        else:
            out[step] = joined(there, below) if isinstance(there, dict) else tuple(dict.fromkeys((*there, *below)))
    return out


def without(waiting: Waiting, names: set[str]) -> Waiting:
    """Return the tree without some paths of now."""
    out: Waiting = {}
    for step, below in waiting.items():
        if isinstance(below, dict):
            rest: Any = without(below, names)
        else:
            rest = tuple(one for one in below if one not in names)
        if rest:
            out[step] = rest
    return out
