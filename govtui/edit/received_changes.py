"""What others changed in a registry between two commits: by record and field, and the other files by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from govtui.edit.record_diff import FieldDifference, differences
from govtui.edit.record_versions import FileAt, Moved, is_record_path, moves
from govtui.model.localized import text_in
from govtui.store.blobs import NotRead
from govtui.store.history import History
from govtui.store.registry import Entry, Registry
from govtui.store.tree_merge import ChangedPath

MOST = 1000
"""The most records whose versions are read to be told."""

Change = Literal["new", "changed", "removed", "renamed"]


class RecordChange(NamedTuple):
    """What others did to a record."""

    path: str
    """From the registry's folder; where it was, if it is removed."""
    change: Change
    before: Entry | None
    after: Entry | None
    differences: tuple[FieldDifference, ...]
    """Of the fields; empty for a new or removed record."""
    former_path: str = ""
    """Where a renamed record was."""

    @property
    def entry(self) -> Entry:
        """The record as they have it, or as it was before its removal."""
        entry = self.after or self.before
        assert entry is not None, "a record that changed is or was"
        return entry

    def name(self, language: str) -> str:
        """Return the name of the record."""
        names = self.entry.record.label if self.entry.record else dict(self.entry.preview.name)
        return text_in(names, language) or self.entry.id


class OtherFile(NamedTuple):
    """A changed file that is no record of this registry."""

    path: str
    """From the top of the work tree."""
    change: Literal["new", "changed", "removed"]


class Received(NamedTuple):
    """What the upstream branch has that this clone had not taken in; nothing is changed by it yet."""

    ours: str
    """The commit of HEAD; "" where there is none yet: then everything is theirs, and neither records nor files are named."""
    theirs: str
    """The commit of the upstream branch; "" where there is no such branch yet."""
    base: str
    """The nearest common ancestor; "" where there is none."""
    commits: int
    """Commits of theirs that are new here."""
    waiting: int
    """Commits of ours that they do not have."""
    authors: tuple[str, ...]
    """Who made the commits, each once, the latest first."""
    records: tuple[RecordChange, ...]
    """By path."""
    files: tuple[OtherFile, ...]
    """By path."""
    more: int = 0
    """Records that are not in `records`: of many only the first MOST are read."""

    @property
    def number(self) -> int:
        """How many records changed."""
        return len(self.records) + self.more


def record_changes(
    registry: Registry, history: History, changes: Iterable[ChangedPath]
) -> tuple[tuple[RecordChange, ...], int, tuple[OtherFile, ...]]:
    """Return the records among changed files, how many more there are, and the other files. Raises GitFailed."""
    prefix = history.prefix
    records: dict[str, tuple[str, str]] = {}
    others = []
    for one in changes:
        inside = one.path.removeprefix(prefix)
        if one.path.startswith(prefix) and is_record_path(inside):
            records[inside] = (one.before.name if one.before else "", one.after.name if one.after else "")
        else:
            others.append(OtherFile(one.path, "removed" if not one.after else "changed" if one.before else "new"))
    found = moves(records, history.texts)
    texts = history.texts(file.blob for one in found[:MOST] for file in one if file is not None)
    told = tuple(filter(None, (_told(registry, one, texts) for one in found[:MOST])))
    return told, len(found) - len(told), tuple(others)


def _told(registry: Registry, one: Moved, texts: Mapping[str, bytes | NotRead]) -> RecordChange | None:
    """Return what became of a record; None where neither version can be read."""
    before, after = (_entry(registry, file, texts) for file in one)
    path = (one.after or one.before or FileAt("", "")).path
    if one.before is None or one.after is None:
        change: Change = "new" if one.before is None else "removed"
        return RecordChange(path, change, before, after, ()) if before or after else None
    if before is None and after is None:
        return None
    found = differences(before.text, after.text) if before and after else ()
    former = one.before.path if one.is_renamed else ""
    return RecordChange(path, "renamed" if former else "changed", before, after, found, former)


def _entry(registry: Registry, file: FileAt | None, texts: Mapping[str, bytes | NotRead]) -> Entry | None:
    raw = texts.get(file.blob) if file else None
    return registry.entry_from(file.path, raw) if file and isinstance(raw, bytes) else None
