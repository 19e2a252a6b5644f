"""A change that is ready to be saved: what it makes of a record, what is wrong with that, and what it alters."""

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
    """One file's change, not yet saved."""

    key: str
    path: str
    before: Entry | None
    """The file as it was read; None for a new one."""
    after: Entry | None
    """The file as it would be; None when it is to be removed."""
    problems: tuple[Problem, ...] = ()
    """All of `after`, worst first, with places in its text."""
    new_problems: tuple[Problem, ...] = ()
    """Those that `before` did not have, or not with these values."""
    differences: tuple[FieldDifference, ...] = ()
    raw: bytes = b""
    """What would be written: the text of `after` with the byte order mark that the file has, if it has one."""
    asked: tuple[str, ...] | None = None
    """The field paths that were to be changed; None where the whole text was given."""
    incoming: tuple[Incoming, ...] = ()
    """Of a removal: the references that would lead nowhere."""
    introduced: tuple[Problem, ...] = ()
    """Errors that the change itself brings (brought_errors)."""

    @property
    def tag(self) -> str:
        """The etag that the file must still have when this is saved; "" for a new file."""
        return self.before.etag if self.before else ""

    @property
    def changes_nothing(self) -> bool:
        """Whether the file would stay as it is, to the byte."""
        return self.before is not None and self.after is not None and self.before.etag == self.after.etag

    @property
    def blocked(self) -> bool:
        """Whether it is saved only if somebody insists: a new file with errors, a change that brings some, others refer to what
        goes. An error that was there before blocks nothing."""
        if self.after is None:
            return bool(self.incoming)
        if self.before is None:
            return self.after.record is None or any(one.severity == Severity.ERROR for one in self.new_problems)
        return bool(self.introduced)

    @property
    def loses_comments(self) -> bool:
        """Whether a comment would be lost beside what was asked for; then the diff is shown first.

        Of fields nothing else can change: store.changes refuses what says anything but what was meant.
        """
        if self.asked is None or self.before is None or self.after is None:
            return False
        return bool(lost_comments(self.before.text, self.after.text))

    def diff(self) -> str:
        """The unified diff of the two texts, with line feeds for line ends; "" when nothing changes."""
        before = f"a/{self.path}" if self.before else "/dev/null"
        after = f"b/{self.path}" if self.after else "/dev/null"
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), before, after, lineterm="")
        return "".join(f"{line}\n" for line in lines)


def _lines(entry: Entry | None) -> list[str]:
    text = entry.text.replace("\r\n", "\n") if entry else ""
    return text.removesuffix("\n").split("\n") if text else []


@dataclass(frozen=True, slots=True)
class Renaming:
    """A new id for a record, not yet saved, with every file that changes for it."""

    key: str
    old: str
    new: str
    path: str
    new_path: str
    files: tuple[str, ...]
    """The record's own file first, then those that refer to it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written."""

    path: str
    tag: str
    """The etag of what is there now; "" when the file was removed."""
    confirmed: bool = True
    """False: written, but the disk did not confirm that it outlasts a power cut."""
    left: tuple[str, ...] = ()
    """Of a renaming: files that still have the old id, since they are no records; it goes on leading to the record."""


class EditRefused(Exception):
    """An edit that is not made. i18n/errors.py has a sentence for each `code`; `values` fill it."""

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
        """What both started from; None where that is not known any more, and for a new file."""
        self.mine = mine
        self.theirs = theirs
        """What is there now; None when the file is gone."""
