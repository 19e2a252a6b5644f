"""The fields of a record, each with the version that gave it its value, and the fields that were removed.

What is in a table or list is told as one field where one version gave all of it; else by what is in it, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.blame import LastChange, last_changed
from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.plain_data import MISSING, Data, is_tables, same
from govtui.edit.record_diff import FieldDifference
from govtui.model.item_names import item_names
from govtui.model.path_overlap import path_key
from govtui.store.field_edits import value_in


class ChangedField(NamedTuple):
    """A field and its last change."""

    path: str
    value: Data
    """The plain value; of a removed field the last that it had."""
    change: LastChange
    removed: bool = False


FIXED = ("schema", "kind")
"""Fields that say what file it is; they are not told."""


def changed_fields(history: FileHistory, order: Sequence[str] = ()) -> tuple[ChangedField, ...]:
    """Return the fields of the record as it stands, then those that were removed, the latest first.

    `order`: the names of fields in the order in which they are read; others come last.
    """
    found = last_changed(history)
    now = history.data(None)
    if not isinstance(now, dict):
        return ()
    rank = {name: place for place, name in enumerate(order)}
    names = sorted((name for name in now if name not in FIXED), key=lambda name: rank.get(name, len(rank)))
    told = [one for name in names for one in _told(name, now[name], found)]
    return (*told, *_removed(history, now))


def _told(path: str, value: Data, found: Mapping[str, LastChange]) -> Iterator[ChangedField]:
    """Yield a field, or what is in it where that was not all changed in one version."""
    inside = list(_inside(path, value))
    changes = [found[path]] if path in found else []
    for inner, part in inside:
        changes += [one.change for one in _told(inner, part, found)]
    if len({_name(change) for change in changes}) == 1:
        yield ChangedField(path, value, changes[0])
        return
    for inner, part in inside:
        yield from _told(inner, part, found)


def _inside(path: str, value: Data) -> Iterator[tuple[str, Data]]:
    """Yield what is in a table or list of tables, by its field path."""
    if isinstance(value, dict):
        yield from ((f"{path}.{key}", part) for key, part in value.items())
    elif is_tables(value):
        names = item_names(path.rpartition(".")[2], value)
        yield from ((f"{path}.{name}", part) for name, part in zip(names, value, strict=True))


def _name(change: LastChange) -> tuple[str, bool]:
    return change.version.commit if change.version else "", change.earlier


# fields that were removed


def _removed(history: FileHistory, now: Data) -> Iterator[ChangedField]:
    """Yield the fields that a version removed and that are not there now, the latest first."""
    met: list[str] = []
    for revision in history.revisions:
        for one in _gone(history, revision, now):
            if not any(_within(one.path, path) for path in met):
                met.append(one.path)
                yield one


def _gone(history: FileHistory, revision: Revision, now: Data) -> Iterator[ChangedField]:
    """Yield what a version removed and is not there now; of a table or list that went as a whole, that."""
    for parent, found in revision.changes.items():
        before = history.data_of(history.blob_of(parent))
        for one in found:
            if not one.path or one.after is not MISSING or not isinstance(before, dict) or _is_there(one, now):
                continue
            path, value = next(_holders(one.path, before, now), (one.path, one.before))
            yield ChangedField(path, value, LastChange(revision.version), removed=True)


def _holders(path: str, before: Data, now: Data) -> Iterator[tuple[str, Data]]:
    """Yield what holds a field and is not there now, the outermost first, with its value before."""
    steps = path.split(".")
    for n in range(1, len(steps)):
        holder = ".".join(steps[:n])
        value = value_in(before, holder)
        if value is not MISSING and value_in(now, holder) is MISSING:
            yield holder, value


def _within(path: str, outer: str) -> bool:
    return f"{path_key(path)}.".startswith(f"{path_key(outer)}.")


def _is_there(one: FieldDifference, now: Data) -> bool:
    """Whether a field that was removed is there now; an item without a name, whose place another may have, by its value."""
    holder, _, name = one.path.rpartition(".")
    if holder and name.isdigit():
        items = value_in(now, holder)
        return isinstance(items, list) and any(same(item, one.before) for item in items)
    return value_in(now, one.path) is not MISSING


# what a version did with a field


def revision_of(history: FileHistory, field: ChangedField) -> Revision | None:
    """Return the revision that last changed a field; None where only a version that is not listed can have."""
    name = field.change.version.commit if field.change.version else ""
    return next((one for one in history.revisions if one.name == name), None)


def differences_in(revision: Revision, path: str) -> Mapping[str, tuple[FieldDifference, ...]]:
    """Return the differences of one field in a version, by parent, as Revision.changes has them."""
    return {parent: tuple(_narrowed(found, path)) for parent, found in revision.changes.items()}


def _narrowed(found: Sequence[FieldDifference], path: str) -> Iterator[FieldDifference]:
    for one in found:
        if not one.path or _within(one.path, path):
            yield one
        elif _within(path, one.path):
            rest = path[len(one.path) + 1 :]
            before, after = (_part(value, one.path, rest) for value in (one.before, one.after))
            if not same(before, after):
                yield FieldDifference(path, before, after)


def _part(value: Data, path: str, rest: str) -> Data:
    """Return what stands at the rest of a path in the value at its beginning."""
    if not isinstance(value, dict | list):
        return MISSING
    name = path.rpartition(".")[2]
    return value_in({name: value}, f"{name}.{rest}")
