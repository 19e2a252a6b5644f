"""Blame by field: the version that gave each field of a record its value, and the versions in which a field changed.

All fields wait at the newest version. Children before parents, each goes to the first parent that has the same value, or
stays; what a merge decided stays with the merge. Items of lists are followed by what they are (`edit.alignment`), not by
their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from govtui.edit.alignment import align
from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.merge_commits import NotKnown
from govtui.edit.plain_data import MISSING, Data, identity, is_tables, same
from govtui.model.item_names import item_names
from govtui.model.path_overlap import overlap, path_key
from govtui.store.history import Version


class LastChange(NamedTuple):
    """The version that gave a field its value."""

    version: Version | None
    """None: the uncommitted file did."""
    earlier: bool = False
    """Whether the field may have had its value before this version: what came before is not in this copy, or not read."""


class LastChanges(Mapping[str, LastChange]):
    """Field path to last change, for each value of a record in its order; tables and lists of tables by what is in them."""

    def __init__(self, found: Mapping[str, LastChange]) -> None:
        self._found = found
        self._keys = {path_key(path): path for path in found}

    def __getitem__(self, path: str) -> LastChange:
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def of(self, path: str) -> LastChange | None:
        """Return the last change of a field, of the latest value in it, or of the value that it is part of."""
        key = path_key(path)
        if key in self._keys:
            return self._found[self._keys[key]]
        inside = [change for one, change in self._found.items() if path_key(one).startswith(f"{key}.")]
        if inside:
            return max(inside, key=_moment)
        while key:
            key = key.rpartition(".")[0]
            if key in self._keys:
                return self._found[self._keys[key]]
        return None


def _moment(change: LastChange) -> tuple[bool, bool, float]:
    if change.version is None:
        return True, True, 0.0
    return False, not change.earlier, change.version.when.timestamp()


_Waiting = dict[str | int, Any]
"""Fields that wait at a version: its data as a tree, by keys and positions, down to the paths that they have now."""


def last_changed(history: FileHistory) -> LastChanges:
    """Return the last change of each field of the record as it stands; of none without git, or where it is no TOML."""
    return _Blame(history).found()


def field_changes(history: FileHistory, field: str) -> tuple[Revision, ...]:
    """Return the revisions in which a field, or something in it, changed, newest first; an item also under former names."""
    return tuple(_changes(history, field))


class _Blame:
    """The walk from the newest version back."""

    def __init__(self, history: FileHistory) -> None:
        self._history = history
        self._waiting: dict[str, _Waiting] = {}
        """Commit to the fields that came to it."""
        self._found: dict[str, LastChange] = {}

    def found(self) -> LastChanges:
        history = self._history
        items = history.versions.items
        now = history.data(None) if history.uncommitted or not items else history.data(items[0])
        if not isinstance(now, dict) or history.standing != "ready":
            return LastChanges({})
        if history.uncommitted:
            parents, unread = self._above([items[0].commit] if items else [])
            self._settle(now, _tree(now), parents, LastChange(items[0] if unread else None, unread))
        else:
            self._waiting[items[0].commit] = _tree(now)
        for version in items:
            if waiting := self._waiting.pop(version.commit, None):
                self._at(version, waiting)
        return LastChanges({path: self._found[path] for path in _paths(now, "")})

    def _at(self, version: Version, waiting: _Waiting) -> None:
        """Send the fields that wait at a version to its parents, but for those that it changed."""
        if version.cut:
            self._stay(waiting, LastChange(version, earlier=True))
            return
        parents, unread = self._above(version.parents)
        now = self._history.data(version)
        if len(parents) > 1:
            waiting = self._without_decided(version, now, waiting, parents)
        self._settle(now, waiting, parents, LastChange(version, unread))

    def _above(self, commits: Sequence[str]) -> tuple[list[_Parent], bool]:
        """Return the parents with their data; for one that was not read its own parents, and that there is such a one."""
        out: dict[str, _Parent] = {}
        unread = False
        stack = list(reversed(commits))
        seen = set(commits)
        while stack:
            commit = stack.pop()
            version = self._history.by_commit.get(commit)
            data = self._history.data_of(self._history.blob_of(commit))
            if data is not None:
                out[commit] = _Parent(commit, data, version is not None)
                continue
            unread = True
            above = [one for one in (version.parents if version else ()) if one not in seen]
            seen |= set(above)
            stack += reversed(above)
        return list(out.values()), unread

    def _settle(self, now: Data, waiting: _Waiting, parents: Sequence[_Parent], change: LastChange) -> None:
        """Send fields to the first parent that has the same value; the others were changed here."""
        for parent in parents:
            waiting, going = _parted(waiting, now, parent.data, "")
            if not parent.listed:
                self._stay(going, change._replace(earlier=True))
            elif going:
                there = self._waiting.get(parent.commit)
                self._waiting[parent.commit] = _joined(there, going) if there else going
            if not waiting:
                return
        self._stay(waiting, change)

    def _without_decided(self, version: Version, now: Data, waiting: _Waiting, parents: Sequence[_Parent]) -> _Waiting:
        """Leave the fields with a merge that it decided; return the others."""
        try:
            changes = self._history.merges.decided(version)
        except NotKnown:
            return waiting
        decided = {one.path for found in changes.values() for one in found if one.path}
        if not decided:
            return waiting
        stay: set[str] = set()
        for parent in parents:
            unlike, _ = _parted(waiting, now, parent.data, "")
            for path, names in _named(unlike, now, ""):
                if any(overlap(path, one) for one in decided):
                    stay |= set(names)
        self._found |= dict.fromkeys(stay, LastChange(version))
        return _without(waiting, stay)

    def _stay(self, waiting: _Waiting, change: LastChange) -> None:
        self._found |= dict.fromkeys(_all_names(waiting), change)


class _Parent(NamedTuple):
    """A version that another one is compared with."""

    commit: str
    data: Data
    """MISSING where it has no such record."""
    listed: bool
    """Whether its own parents are known."""


# fields as a tree


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


def _paths(data: Data, path: str) -> Iterator[str]:
    """Yield the field path of each value in a record."""
    for _, value, inner in _steps(data, path):
        if next(_inner(value), None) is None:
            yield inner
        else:
            yield from _paths(value, inner)


def _tree(data: Data, path: str = "") -> _Waiting:
    """Return the field path of each value in a record, as a tree."""
    return {
        step: _tree(value, inner) if next(_inner(value), None) is not None else (inner,)
        for step, value, inner in _steps(data, path)
    }


def _named(waiting: _Waiting, data: Data, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the field path in this version, and those of now, of fields that wait at it."""
    for step, value, inner in _steps(data, path):
        below = waiting.get(step)
        if isinstance(below, dict):
            yield from _named(below, value, inner)
        elif below:
            yield inner, below


def _all_names(waiting: _Waiting) -> Iterator[str]:
    for below in waiting.values():
        yield from _all_names(below) if isinstance(below, dict) else below


def _parted(waiting: _Waiting, new: Data, old: Data, name: str) -> tuple[_Waiting, _Waiting]:
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
        places = _places(name, new, old)
    unlike: _Waiting = {}
    alike: _Waiting = {}
    for step, below in waiting.items():
        if step not in places:
            unlike[step] = below
            continue
        place = places[step]
        if isinstance(below, dict):
            rest, going = _parted(below, new[step], old[place], step if isinstance(step, str) else "")
            if rest:
                unlike[step] = rest
            if going:
                alike[place] = going
        elif same(new[step], old[place]):
            alike[place] = below
        else:
            unlike[step] = below
    return unlike, alike


def _places(name: str, new: Sequence[Data], old: Sequence[Data]) -> dict[int, int]:
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


def _joined(one: _Waiting, other: _Waiting) -> _Waiting:
    """Return the fields of two trees of one version."""
    out = dict(one)
    for step, below in other.items():
        there = out.get(step)
        if there is None:
            out[step] = below
        else:
            out[step] = _joined(there, below) if isinstance(there, dict) else tuple(dict.fromkeys((*there, *below)))
    return out


def _without(waiting: _Waiting, names: set[str]) -> _Waiting:
    """Return the tree without some paths of now."""
    out: _Waiting = {}
    for step, below in waiting.items():
        if isinstance(below, dict):
            rest: Any = _without(below, names)
        else:
            rest = tuple(one for one in below if one not in names)
        if rest:
            out[step] = rest
    return out


# one field


def _changes(history: FileHistory, field: str) -> Iterator[Revision]:
    """Walk back from the newest version with the paths that the field has in each."""
    told = {one.name: one for one in history.revisions}
    items = history.versions.items
    paths: dict[str, set[str]] = {}
    if history.uncommitted or not items:
        if (one := told.get("")) and _changed_here(history, one, {field}):
            yield one
        head = items[0].commit if items else ""
        paths[head] = _former(history.data(None), history.data_of(history.blob_of(head)), {field})
    else:
        paths[items[0].commit] = {field}
    for version in items:
        here = paths.pop(version.commit, set())
        if (one := told.get(version.commit)) and _changed_here(history, one, here):
            yield one
        for parent in version.parents:
            before = history.data_of(history.blob_of(parent))
            paths.setdefault(parent, set()).update(_former(history.data(version), before, here))


def _changed_here(history: FileHistory, revision: Revision, paths: set[str]) -> bool:
    """Whether a revision gave the field at one of its paths another value than a parent; for a merge: decided it."""
    now = history.data(revision.version)
    for parent, found in revision.changes.items():
        before = history.data_of(history.blob_of(parent))
        if now is None or before is None:
            continue
        for path in paths:
            if revision.decided and not any(not one.path or overlap(one.path, path) for one in found):
                continue
            (old,) = _former(now, before, {path}) or ("",)
            if not same(_value_at(now, path), _value_at(before, old) if old else MISSING):
                return True
    return False


def _former(now: Data, before: Data, paths: set[str]) -> set[str]:
    """Return the paths that fields of a version have in the one before it; of new items without a name none."""
    if not isinstance(now, dict) or not isinstance(before, dict):
        return paths
    return {former for path in paths if (former := _former_path(now, before, path, "")) is not None}


def _former_path(now: Data, before: Data, path: str, name: str) -> str | None:
    """Return a path, from here on, in the version before; as it is where that has nothing like it."""
    found = _step(now, path, name)
    if found is None:
        return path
    step, words = found
    rest = path[len(words) + 1 :]
    if isinstance(step, int):
        before = before if is_tables(before) else []
        place = _places(name, now, before).get(step)
        if place is None:
            return None if words.isdigit() else path
        words, below = item_names(name, before)[place], before[place]
    else:
        below = before.get(step, MISSING) if isinstance(before, dict) else MISSING
    if not rest:
        return words
    inner = _former_path(now[step], below, rest, words)
    return None if inner is None else f"{words}.{inner}"


def _step(data: Data, path: str, name: str) -> tuple[str | int, str] | None:
    """Return the first step of a path into a table or a list of tables, with its words; None where it leads nowhere."""
    key = path_key(path)
    steps: Sequence[str] = item_names(name, data) if is_tables(data) else [*data] if isinstance(data, dict) else ()
    fit = [n for n, one in enumerate(steps) if f"{key}.".startswith(f"{path_key(one)}.")]
    if not fit:
        return None
    place = max(fit, key=lambda n: len(steps[n]))
    return place if isinstance(data, list) else steps[place], path[: len(steps[place])]


def _value_at(data: Data, path: str, name: str = "") -> Data:
    """Return what stands at a path; MISSING for nothing."""
    found = _step(data, path, name)
    if found is None:
        return MISSING
    step, words = found
    rest = path[len(words) + 1 :]
    return _value_at(data[step], rest, words) if rest else data[step]
