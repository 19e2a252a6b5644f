"""What others changed in a registry between two commits: by record and field, and the other files by name."""

from __future__ import annotations

from typing import Literal, NamedTuple

from govtui.edit.record_diff import FieldDifference
from govtui.model.localized import text_in
from govtui.store.registry import Entry

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
    """The commit of HEAD."""
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
