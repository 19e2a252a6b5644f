"""The merge of two commits of a registry: each record by field, in git's object store; the work tree is not touched."""

from __future__ import annotations

from typing import Literal, NamedTuple

from govtui.edit.conflict import Clash, Side
from govtui.edit.three_versions import ThreeVersions
from govtui.model.problem import Problem

__all__ = ["FileClash", "Merged", "Side", "Undecided"]

FileReason = Literal["both_changed", "both_added", "removed_here", "removed_there"]


class FileClash(NamedTuple):
    """A file that is no record, changed on both sides, which git's lines cannot merge: one side is to be chosen."""

    path: str
    """From the top of the work tree; the key of the decision."""
    reason: FileReason
    mine: bytes | None
    """The beginning of each side's content, to be shown; None where it is not there."""
    theirs: bytes | None


class Undecided(NamedTuple):
    """A record that somebody has to decide: both sides changed a field, or one removed it, or the merge brings errors."""

    path: str
    """Of the file in the merge, from the registry's folder; the key of the decision."""
    versions: ThreeVersions
    clashes: tuple[Clash, ...]
    """Empty where one side removed the record, or where it merges but with `errors`."""
    errors: tuple[Problem, ...]
    """Errors that the merged record has and neither side had."""


class Merged(NamedTuple):
    """A merge of ours and theirs, as far as it goes."""

    ours: str
    theirs: str
    commit: str
    """What HEAD is to become: a new commit, theirs where we have nothing of our own, ours where they have nothing new; "" while
    something waits for a decision."""
    records: tuple[str, ...]
    """The records that both sides changed and that were merged by field, or decided: paths from the registry's folder."""
    undecided: tuple[Undecided, ...]
    files: tuple[FileClash, ...]
    """Other files that wait for a decision."""
    problems: tuple[Problem, ...] = ()
    """Errors of records that only one side changed, which neither side had; they block nothing."""

    @property
    def waits(self) -> bool:
        """Whether something is to be decided before it can be taken in."""
        return bool(self.undecided or self.files)
