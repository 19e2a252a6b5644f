"""Edits of plain data by path: rename a key, set, remove, insert. A migration is a list of these."""

from __future__ import annotations

from typing import Any, NamedTuple

Path = tuple[str | int, ...]
Data = dict[str, Any]


class Rename(NamedTuple):
    """Give the key at the end of a path another name."""

    path: Path
    name: str


class Set(NamedTuple):
    """Write a value at a path, whether or not one is there."""

    path: Path
    value: Any


class Remove(NamedTuple):
    """Remove what is at a path; `by`: the field that has taken its place, if one has."""

    path: Path
    by: str = ""


class Insert(NamedTuple):
    """Put an item at the end of the list at a path, which is made where there is none."""

    path: Path
    value: Any


Edit = Rename | Set | Remove | Insert
"""The path of an edit is that of the data as the edits before it leave them."""


def apply(data: Data, edit: Edit) -> None:
    """Apply an edit to the data in place. Raises LookupError or TypeError where its path leads nowhere."""
    *above, last = edit.path
    holder: Any = data
    for part in above:
        holder = holder[part]
    match edit:
        case Rename(_, name):
            pairs = [(name if key == last else key, value) for key, value in holder.items()]
            holder.clear()
            holder.update(pairs)
        case Set(_, value):
            holder[last] = copied(value)
        case Remove():
            del holder[last]
        case Insert(_, value):
            holder.setdefault(last, []).append(copied(value))


def copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data
