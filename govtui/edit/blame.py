"""Blame by field: the version that gave each field of a record its value, and the versions in which a field changed.

As git-blame passes lines, each field is passed from the newest version to the first parent that has the same value, children
before parents, or stays; what a merge decided stays with the merge. Items of lists are followed by what they are (`edit.alignment`), not by
their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.blob_texts import NotKnown
from govtui.edit.field_trees import (
    Waiting,
    field_paths,
    joined,
    named_paths,
    parted,
    places_in,
    tree,
    waiting_paths,
    without,
)
from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.plain_data import MISSING, Data, is_tables, same
from govtui.model.field_paths import locate
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


def last_changed(history: FileHistory) -> LastChanges:
    """Return the last change of each field of the record as it stands; of none without git, or where it is no TOML."""
    return _Blame(history).found()


def field_changes(history: FileHistory, field: str) -> tuple[Revision, ...]:
    """Return the revisions in which a field, or something in it, changed, newest first; an item also under former names."""
    return tuple(revision for revision, _ in field_revisions(history, field))


class _Blame:
    """The walk from the newest version back."""

    def __init__(self, history: FileHistory) -> None:
        self._history = history
        self._waiting: dict[str, Waiting] = {}
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
            self._settle(now, tree(now), parents, LastChange(items[0] if unread else None, unread))
        else:
            self._waiting[items[0].commit] = tree(now)
        for version in items:
            if waiting := self._waiting.pop(version.commit, None):
                self._at(version, waiting)
        return LastChanges({path: self._found[path] for path in field_paths(now, "")})

    def _at(self, version: Version, waiting: Waiting) -> None:
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

    def _settle(self, now: Data, waiting: Waiting, parents: Sequence[_Parent], change: LastChange) -> None:
        """Send fields to the first parent that has the same value; the others were changed here."""
        for parent in parents:
            waiting, going = parted(waiting, now, parent.data, "")
            if not parent.listed:
                self._stay(going, change._replace(earlier=True))
            elif going:
                there = self._waiting.get(parent.commit)
                self._waiting[parent.commit] = joined(there, going) if there else going
            if not waiting:
                return
        self._stay(waiting, change)

    def _without_decided(self, version: Version, now: Data, waiting: Waiting, parents: Sequence[_Parent]) -> Waiting:
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
            unlike, _ = parted(waiting, now, parent.data, "")
            for path, names in named_paths(unlike, now, ""):
                if any(overlap(path, one) for one in decided):
                    stay |= set(names)
        self._found |= dict.fromkeys(stay, LastChange(version))
        return without(waiting, stay)

    def _stay(self, waiting: Waiting, change: LastChange) -> None:
        self._found |= dict.fromkeys(waiting_paths(waiting), change)


class _Parent(NamedTuple):
    """A version that another one is compared with."""

    commit: str
    data: Data
    """MISSING where it has no such record."""
    listed: bool
    """Whether its own parents are known."""


# one field


def field_revisions(history: FileHistory, field: str) -> Iterator[tuple[Revision, tuple[str, ...]]]:
    """Yield the same with the paths that the field has in each: items may be called otherwise in older versions."""
    told = {one.name: one for one in history.revisions}
    items = history.versions.items
    paths: dict[str, set[str]] = {}
    if history.uncommitted or not items:
        if (one := told.get("")) and _changed_here(history, one, {field}):
            yield one, (field,)
        head = items[0].commit if items else ""
        paths[head] = _former(history.data(None), history.data_of(history.blob_of(head)), {field})
    else:
        paths[items[0].commit] = {field}
    for version in items:
        here = paths.pop(version.commit, set())
        if (one := told.get(version.commit)) and _changed_here(history, one, here):
            yield one, tuple(sorted(here))
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
            if not same(_value_at(now, path), _value_at(before, old)):
                return True
    return False


def _former(now: Data, before: Data, paths: set[str]) -> set[str]:
    """Return the paths that fields of a version have in the one before it; of new items without a name none."""
    if not isinstance(now, dict) or not isinstance(before, dict):
        return paths
    return {former for path in paths if (former := _former_path(now, before, path)) is not None}


def _former_path(now: Data, before: Data, path: str) -> str | None:
    """Return a path in the version before; from where that has nothing like it on as it is."""
    keys, rest = locate(now, path)
    words: list[str] = []
    name = ""
    for key in keys:
        if isinstance(key, str):
            before = before.get(key, MISSING) if isinstance(before, dict) else MISSING
            name = key
        else:
            former = before if is_tables(before) else []
            place = places_in(name, now, former).get(key)
            name = item_names(name, now if place is None else former)[key if place is None else place]
            if place is None and name.isdigit():
                return None
            before = MISSING if place is None else former[place]
        words.append(name)
        now = now[key]
    return ".".join([*words, rest] if rest else words)


def _value_at(data: Data, path: str) -> Data:
    """Return what stands at a path of plain data; MISSING for nothing."""
    keys, rest = locate(data, path) if isinstance(data, dict) else ((), path)
    if rest or not keys:
        return MISSING
    for key in keys:
        data = data[key]
    return data
