"""Proposed changes (the file before and after, problems, differences), and their outcomes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govtui.edit.lost_comments import lost_comments
from govtui.edit.record_diff import FieldDifference
from govtui.index.api import Incoming
from govtui.model.problem import Problem, Severity
from govtui.store.registry import Entry

__all__ = ["Conflict", "EditRefused", "FieldDifference", "ProposedChange", "Renaming", "Saved"]


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change of one file, not saved yet."""

    key: str
    path: str
    before: Entry | None
    """The file as it was read; None for a new one."""
    after: Entry | None
    """The file as it would be; None when it is to be removed."""
    problems: tuple[Problem, ...] = ()
    """The problems of `after`, worst first, with places in its text."""
    new_problems: tuple[Problem, ...] = ()
    """Those that `before` did not have (edit.new_problems)."""
    differences: tuple[FieldDifference, ...] = ()
    raw: bytes = b""
    """The bytes to write: the text of `after` with the file's byte order mark, if it has one."""
    asked: tuple[str, ...] | None = None
    """The field paths to be changed; None for a change of the whole text."""
    incoming: tuple[Incoming, ...] = ()
    """Of a removal: references that would dangle."""
    introduced: tuple[Problem, ...] = ()
    """Errors of the change itself (edit.new_problems)."""

    @property
    def tag(self) -> str:
        """The etag that the file must have when this is saved; "" for a new file."""
        return self.before.etag if self.before else ""

    @property
    def changes_nothing(self) -> bool:
        """Whether the file would stay as it is, to the byte."""
        return self.before is not None and self.after is not None and self.before.etag == self.after.etag

    @property
    def blocked(self) -> bool:
        """Whether it is saved only by force: it introduces errors, or others refer to the removed record.

        An error that was there before blocks nothing.
        """
        if self.after is None:
            return bool(self.incoming)
        if self.before is None:
            return self.after.record is None or any(one.severity == Severity.ERROR for one in self.new_problems)
        return bool(self.introduced)

    @property
    def loses_comments(self) -> bool:
        """Whether a change of fields would lose a comment, so that its diff is shown first.

        Nothing else can change: store.field_edits refuses an edit with other data than those meant.
        """
        if self.asked is None or self.before is None or self.after is None:
            return False
        return bool(lost_comments(self.before.text, self.after.text))

    def diff(self) -> str:
        """Return the unified diff of the two texts, with LF line ends; "" when nothing changes."""
        before = f"a/{self.path}" if self.before else "/dev/null"
        after = f"b/{self.path}" if self.after else "/dev/null"
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), before, after, lineterm="")
        return "".join(f"{line}\n" for line in lines)


def _lines(entry: Entry | None) -> list[str]:
    text = entry.text.replace("\r\n", "\n") if entry else ""
    return text.removesuffix("\n").split("\n") if text else []


@dataclass(frozen=True, slots=True)
class Renaming:
    """A new id for a record, not saved yet, with every file that changes for it."""

    key: str
    old: str
    new: str
    path: str
    new_path: str
    files: tuple[str, ...]
    """The record's own file first, then those that refer to it."""


@dataclass(frozen=True, slots=True)
class Removals:
    """The removal of several records, all or none, not saved yet."""

    changes: tuple[ProposedChange, ...]
    incoming: tuple[Incoming, ...]
    """References of other records that would dangle; those from one of these to another are none."""

    @property
    def key(self) -> str:
        """The key of the first record."""
        return self.changes[0].key


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of a save."""

    path: str
    tag: str
    """The etag of the file now; "" when it was removed."""
    confirmed: bool = True
    """False: written, but the disk did not confirm that it outlasts a power cut."""
    left: tuple[str, ...] = ()
    """Of a renaming: files that keep the old id, since they are no records; it still leads to the record."""


class EditRefused(Exception):
    """An edit that cannot be made. i18n/errors.py has a sentence for each `code`, filled with `values`."""

    def __init__(self, code: str, problems: Sequence[Problem] = (), **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)
        self.values: Mapping[str, str | int] = values


class Conflict(Exception):
    """The file is not what it was when the edit began; nothing was written."""

    def __init__(self, base: Entry | None, mine: ProposedChange, theirs: Entry | None) -> None:
        super().__init__(mine.path)
        self.base = base
        """The common base; None where it is not known any more, and for a new file."""
        self.mine = mine
        self.theirs = theirs
        """The file now; None when it is gone."""
