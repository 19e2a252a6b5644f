"""The history of a record's file: its revisions, committed or not, with the fields that each changed.

A revision is compared with its parents; a merge commit with the merge of its parents by field: where it has something else,
or had to choose between two sides, it decided something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from govtui.edit.blob_texts import BlobTexts, FieldDifferences, NotKnown
from govtui.edit.merge_commits import MergeCommits
from govtui.edit.plain_data import MISSING, Data, plain
from govtui.edit.record_diff import differences
from govtui.store.git import GitFailed
from govtui.store.history import History, NotRead, Standing, Version, Versions
from govtui.store.migrating import current_text
from govtui.store.registry import Entry, Registry

State = Literal["created", "changed", "removed", "kept", "cut", "missing", "too_large"]
"""kept: a merge kept what one side had removed. cut: a shallow clone ends here. missing, too_large: the text of this
version, or of one that it is compared with, is not in this copy, or larger than a record."""


class Revision(NamedTuple):
    """A version of the file with what it changed."""

    version: Version | None
    """None for the uncommitted file."""
    changes: Mapping[str, FieldDifferences]
    """Parent commit ("" for none) to differences; for a merge only in the fields that it decided. A record that is missing
    in a parent is a single difference without a path."""
    decided: bool
    state: State

    @property
    def name(self) -> str:
        """The commit's hash; "" for the uncommitted file."""
        return self.version.commit if self.version else ""


class FileHistory:
    """The history of a file of a registry, asked of git when it is made: better done in a thread.

    Raises GitFailed when git fails although it is there; `standing` says whether it is. `history`: of the registry, where
    several files are asked about.
    """

    def __init__(self, registry: Registry, path: str, history: History | None = None) -> None:
        self.path = path
        self._registry = registry
        self.schema = registry.manifest.record_schema
        self._history = history or History(registry.root)
        self._entries: dict[str, Entry | None] = {}
        self.standing: Standing = self._history.standing
        self.versions = Versions()
        """The versions in git, also merges that decided nothing."""
        self.uncommitted = False
        self.texts = BlobTexts({})
        """What the blobs of the versions hold."""
        if self.standing == "ready":
            self.versions = self._history.versions(path)
            self.uncommitted = not self.versions.items or bool(self._history.changed_files(path))
            if not self.versions.items:
                self.versions = self._renamed()
            blobs = [version.blob for version in self.versions.items]
            self.texts = BlobTexts(self._history.texts([*blobs, *self.versions.beyond.values()]))

    def _renamed(self) -> Versions:
        """Return the versions under a former id, for a renaming that is not committed yet."""
        now = self.now
        folder, _, _ = self.path.rpartition("/")
        for id in reversed(now.record.former_ids if now.record else ()):
            path = f"{folder}/{id}.toml".lstrip("/")
            if not (self._registry.root / path).exists() and (found := self._history.versions(path)).items:
                return found
        return Versions()

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """The versions that changed or decided something, newest first; the uncommitted file before them."""
        return tuple(_revisions(self))

    @property
    def more(self) -> bool:
        """Whether there are older versions that were not read."""
        return self.versions.more

    @cached_property
    def by_commit(self) -> Mapping[str, Version]:
        """Commit to version."""
        return {version.commit: version for version in self.versions.items}

    @cached_property
    def now(self) -> Entry:
        """The file as it stands."""
        return self._registry.entry(self.path)

    def entry(self, version: Version | None) -> Entry | None:
        """Read the record in a version (None: the uncommitted file); None where it was not there, or is not read."""
        if version is None:
            return self.now
        if version.commit not in self._entries:
            raw = self.texts.raw(version.blob)
            self._entries[version.commit] = (
                self._registry.entry_from(self.path, raw) if isinstance(raw, bytes) else None
            )
        return self._entries[version.commit]

    def text(self, version: Version | None) -> str:
        """Return the text of the file in a version, in the current schema; "" where there is none."""
        if version is None:
            return current_text(self.now.text)
        text = self.texts.text(version.blob)
        return "" if isinstance(text, NotRead) else text

    def blob_of(self, commit: str) -> str:
        """Return the blob of a version, or of a parent beyond those listed."""
        version = self.by_commit.get(commit)
        return version.blob if version else self.versions.beyond.get(commit, "")

    @cached_property
    def merges(self) -> MergeCommits:
        """The merge commits of the file."""
        return MergeCommits(self.versions, self.texts, self.schema)

    def data(self, version: Version | None) -> Data | None:
        """Return the plain data of a version, in the current schema; MISSING for no file, None where it is not read."""
        if version is not None:
            return self.data_of(version.blob)
        text = self.text(None)
        return plain(text) if text else MISSING

    def data_of(self, blob: str) -> Data | None:
        """Return the plain data of a blob, as `data` does; "" is no file."""
        return self.texts.data(blob)

    def differences(self, older: Version | None, newer: Version | None) -> FieldDifferences:
        """Compare two versions by field."""
        return differences(self.text(older), self.text(newer))


def decides(registry: Registry, path: str, commit: str) -> bool:
    """Whether a merge commit decided something in a file."""
    try:
        history = FileHistory(registry, path)
    except GitFailed:
        return False
    return any(one.decided and one.name == commit for one in history.revisions)


def _revisions(history: FileHistory) -> Iterator[Revision]:
    """Yield the uncommitted file, then the versions that changed or decided something, children before parents."""
    items = history.versions.items
    if history.uncommitted and history.standing == "ready":
        yield _uncommitted(history, items[0].commit if items else "")
    for version in items:
        if version.cut:
            yield Revision(version, {}, False, "cut")
        elif len(version.parents) > 1:
            if (merge := _merge(history, version)) is not None:
                yield merge
        else:
            yield _one_parent(history, version)


def _uncommitted(history: FileHistory, head: str) -> Revision:
    """Compare the file in the work tree with the last commit."""
    return uncommitted_revision(history.now, head, history.blob_of(head), history.texts)


def uncommitted_revision(now: Entry, head: str, blob: str, texts: BlobTexts) -> Revision:
    """Compare a file as it stands with its blob in the commit `head`."""
    if any(problem.code == "too_large" for problem in now.problems):
        return Revision(None, {head: ()}, False, "too_large")
    text, before = current_text(now.text), texts.text(blob)
    if isinstance(before, NotRead):
        return Revision(None, {head: ()}, False, UNREAD[before])
    state: State = "removed" if not text else "changed" if blob else "created"
    return Revision(None, {head: differences(before, text)}, False, state)


def _one_parent(history: FileHistory, version: Version) -> Revision:
    """Compare a version with its parent; with nothing where it has none."""
    parent = version.parents[0] if version.parents else ""
    return one_parent_revision(version, parent, history.blob_of(parent), version.blob, history.texts)


def one_parent_revision(version: Version, parent: str, before: str, after: str, texts: BlobTexts) -> Revision:
    """Compare a file's blob in a version with that in its parent."""
    if after == before:  # only its mode changed
        return Revision(version, {parent: ()}, False, "changed")
    state: State = "removed" if not after else "changed" if before else "created"
    try:
        return Revision(version, {parent: texts.between(before, after)}, False, state)
    except NotKnown as error:
        return Revision(version, {parent: ()}, False, UNREAD[error.why])


def _merge(history: FileHistory, version: Version) -> Revision | None:
    """Return a merge with what it decided; None where it decided nothing."""
    before = [history.blob_of(parent) for parent in version.parents]
    try:
        changes = history.merges.decided(version)
    except NotKnown as error:
        unread = Revision(version, dict.fromkeys(version.parents, ()), False, UNREAD[error.why])
        return None if version.blob in before else unread
    if not changes:
        return None
    state: State = "changed"
    if not version.blob:
        state = "removed"
    elif not all(before):
        state = "kept" if any(before) else "created"
    return Revision(version, changes, True, state)


UNREAD: Mapping[NotRead, State] = {NotRead.MISSING: "missing", NotRead.TOO_LARGE: "too_large"}
"""Why a text was not read, as the state of a version."""
