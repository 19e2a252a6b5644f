"""The history of a registry: what its latest commits changed, record by record, the uncommitted changes first.

git lists all commits in one run, and the texts of many of them are read in one; only a record that a merge changed in a way
of its own is looked into by its own history (edit.file_history).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from govtui.edit.blob_texts import BlobTexts
from govtui.edit.file_history import FileHistory, Revision, one_parent_revision, uncommitted_revision
from govtui.edit.plain_data import Data, plain
from govtui.store.git import GitFailed
from govtui.store.history import HistoryAtOnce, Standing, Version
from govtui.store.migrating import current_text
from govtui.store.registry import Registry
from govtui.store.registry_log import FIRST, FileChange, logged_commits, one_sided, touched

MERGES = 50
"""Merges whose sides are asked for, and records whose own history is; beyond, merges decide nothing, as most do."""

BATCH, LARGEST = 32, 1024
"""Files whose texts are read at once: a few at first."""


class LoggedChange(NamedTuple):
    """What a commit did to a record, or what nobody has committed yet."""

    path: str
    """Where the record is now, or was last, from the registry's folder."""
    revision: Revision
    data: Data
    """The record as it was then, or before it was removed; None where that was not read."""
    left: int = 0
    """Of the last record that is told of a commit: how many more it changed."""


class RegistryHistory:
    """The history of a registry; `standing` says whether there is one.

    Raises GitFailed when git fails although it is there.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._history = HistoryAtOnce(registry.root)
        self.standing: Standing = self._history.standing
        self.cut: Version | None = None
        """The commit at which a shallow clone ends, once it was met."""
        self._now: dict[str, str] = {}
        """The path that a record has now, by each former one that was met."""
        self._sided = 0
        """How many merges were asked for files that they took from one side."""
        self._merged: dict[str, dict[str, Revision]] = {}
        """The versions of records that merges changed, by the path of the record and the commit."""

    def changes(self, most_each: int = 0) -> Iterator[LoggedChange]:
        """Yield the changes, newest first; of each commit at most `most_each` records (0: all)."""
        if self.standing != "ready":
            return
        yield from self._uncommitted(most_each)
        for batch in _batches(self._commits(), most_each):
            texts = self._texts(file for part in batch for file, _ in part.files)
            for part in batch:
                yield from self._told(part, texts)

    def _texts(self, files: Iterable[FileChange]) -> BlobTexts:
        return BlobTexts(self._history.texts({blob for one in files for blob in (*one.before, one.after)}))

    # what is not committed

    def _uncommitted(self, most_each: int) -> Iterator[LoggedChange]:
        paths = [one.path for one in self._history.changed_files() if self._registry.folder_kind(one.path)]
        committed = self._history.committed_blobs(paths)
        head = self._history.head()
        there = {path: bool(self._registry.entry(path).text) for path in paths}
        files = _renamed(
            [FileChange(path, path, (committed[path],), path if there[path] else "") for path in paths],
            lambda path: plain(current_text(self._registry.entry(path).text)),
        )
        self._note_names(files)
        shown = files[: most_each or None]
        texts = self._texts(one._replace(after="") for one in shown)
        for one in shown:
            now = self._registry.entry(one.path)
            revision = uncommitted_revision(now, head, one.before[0], texts)
            data = plain(current_text(now.text)) if now.text else texts.data(one.before[0])
            yield LoggedChange(one.path, revision, data, len(files) - len(shown) if one is shown[-1] else 0)

    # commits

    def _commits(self) -> Iterator[_Part]:
        """Yield the commits with the files of records, and where these are now."""
        commits = logged_commits(self._history)
        while window := list(islice(commits, FIRST)):
            added = [
                one for commit in window if _may_rename(commit.files) for one in commit.files if not any(one.before)
            ]
            texts = self._texts(added)
            sided = self._one_sided([one.version for one in window if len(one.version.parents) > 1])
            for commit in window:
                if commit.version.cut:
                    self.cut = self.cut or commit.version
                    continue
                files = [one for one in commit.files if self._registry.folder_kind(one.path)]
                files += self._dropped(commit.version, sided.get(commit.version.commit, ()))
                if _may_rename(files):
                    files = _renamed(files, texts.data)
                named = [(one, self._now.get(one.path, one.path)) for one in files]
                self._note_names(files)
                if files:
                    yield _Part(commit.version, named, 0)

    def _one_sided(self, merges: Sequence[Version]) -> dict[str, list[FileChange]]:
        try:
            return one_sided(self._history, merges)
        except GitFailed:  # not even the trees are all in this copy
            return {}

    def _dropped(self, merge: Version, sided: Sequence[FileChange]) -> Sequence[FileChange]:
        """Return the files that a merge took from one side although another had changed them."""
        sided = [one for one in sided if self._registry.folder_kind(one.path)]
        if not sided or self._sided == MERGES:
            return ()
        self._sided += 1
        found: dict[str, FileChange] = {}
        for place, parent in enumerate(merge.parents):
            unlike = [one for one in sided if one.before[place] != one.after]
            others = [one for one in merge.parents if one != parent]
            there = touched(self._history, parent, others) if unlike else frozenset()
            found |= {one.path: one for one in unlike if one.path in there}
        return tuple(found.values())

    def _note_names(self, files: Sequence[FileChange]) -> None:
        """Note under which names commits before this one know its records."""
        now = {one.former: self._now.get(one.path, one.path) for one in files if one.former != one.path}
        for one in files:
            if one.after and not any(one.before):
                self._now.pop(one.path, None)  # before it was made, a record of that name was another one
        self._now |= now

    def _told(self, part: _Part, texts: BlobTexts) -> Iterator[LoggedChange]:
        version, told = part.version, []
        for one, path in part.files:
            if len(version.parents) > 1:
                revision = self._decided(path, version)
            else:
                parent = version.parents[0] if version.parents else ""
                revision = one_parent_revision(version, parent, one.before[0], one.after, texts)
            if revision is not None:
                here = revision.version or version
                revision = revision._replace(version=here._replace(path=one.path if one.after else "", blob=one.after))
                told.append(LoggedChange(path, revision, texts.data(one.after or one.before[0])))
        for change in told:
            yield change._replace(left=part.left if change is told[-1] else 0)

    def _decided(self, path: str, version: Version) -> Revision | None:
        """Return what a merge changed or decided in a record; None for nothing."""
        if path not in self._merged:
            if len(self._merged) == MERGES:
                return None
            try:
                history = FileHistory(self._registry, path, self._history)
            except GitFailed:
                history = None
            revisions = history.revisions if history else ()
            self._merged[path] = {one.name: one for one in revisions}
        return self._merged[path].get(version.commit)


class _Part(NamedTuple):
    """Files of a commit that are told together, each with the path that the record has now."""

    version: Version
    files: Sequence[tuple[FileChange, str]]
    left: int
    """Files of the commit that are not told."""


def _batches(commits: Iterator[_Part], most_each: int) -> Iterator[list[_Part]]:
    """Yield commits, or parts of one that changed many records, so many that their texts are read at once."""
    batch: list[_Part] = []
    count, size = 0, BATCH
    for commit in commits:
        shown = commit.files[: most_each or None]
        for start in range(0, len(shown), LARGEST):
            files = shown[start : start + LARGEST]
            batch.append(_Part(commit.version, files, len(commit.files) - len(shown)))
            count += len(files)
            if count >= size:
                yield batch
                batch, count, size = [], 0, min(2 * size, LARGEST)
    if batch:
        yield batch


def _may_rename(files: Sequence[FileChange]) -> bool:
    """Whether a commit added files and removed others."""
    return any(not one.after for one in files) and any(not any(one.before) for one in files)


def _renamed(files: Sequence[FileChange], data_of: Callable[[str], Data]) -> list[FileChange]:
    """Return the files, those that were renamed as their records tell (former_ids) as one; `data_of` is asked for `after`."""
    gone = {one.path: one for one in files if not one.after}
    out: dict[str, FileChange] = {one.path: one for one in files}
    for one in files if gone else ():
        if one.after and not any(one.before) and isinstance(data := data_of(one.after), dict):
            ids = data.get("former_ids")
            folder = one.path.rpartition("/")[0]
            former = [f"{folder}/{id}.toml" for id in reversed(ids if isinstance(ids, list) else [])]
            if old := next((path for path in former if path in gone), ""):
                out[one.path] = one._replace(former=old, before=gone.pop(old).before)
                del out[old]
    return list(out.values())
