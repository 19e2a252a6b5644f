"""A change that is ready to be saved: what it makes of a record, what is wrong with that, and what it alters."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govtui.edit.differences import FieldDifference
from govtui.index.query import Incoming
from govtui.model.problem import Problem, Severity
from govtui.store.registry import Entry

__all__ = ["Conflict", "EditRefused", "FieldDifference", "Prepared", "Renaming", "Saved"]


@dataclass(frozen=True, slots=True)
class Prepared:
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
    """Those that `before` did not have."""
    differences: tuple[FieldDifference, ...] = ()
    raw: bytes = b""
    """What would be written: the text of `after` with the byte order mark that the file has, if it has one."""
    asked: tuple[str, ...] | None = None
    """The field paths that were to be changed; None where the whole text was given."""
    incoming: tuple[Incoming, ...] = ()
    """Of a removal: the references that would lead nowhere."""

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
        """Whether it is saved only if somebody insists: it is no record, brings new errors, or others refer to what goes."""
        if self.after is None:
            return bool(self.incoming)
        return self.after.record is None or any(one.severity == Severity.ERROR for one in self.new_problems)

    @property
    def alters_more(self) -> bool:
        """Whether anything changes beside what was asked for, a comment for example; then the diff is shown first."""
        if self.asked is None or self.before is None or self.after is None:
            return False
        if any(not any(_touches(path, asked) for asked in self.asked) for path, *_ in self.differences):
            return True
        kept = set(map(str.strip, self.after.text.splitlines()))
        lines = map(str.strip, self.before.text.splitlines())
        return any(line.startswith("#") and line not in kept for line in lines)

    def diff(self) -> str:
        """The unified diff of the two texts, with line feeds for line ends; "" when nothing changes."""
        before = f"a/{self.path}" if self.before else "/dev/null"
        after = f"b/{self.path}" if self.after else "/dev/null"
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), before, after, lineterm="")
        return "".join(f"{line}\n" for line in lines)


def _lines(entry: Entry | None) -> list[str]:
    text = entry.text.replace("\r\n", "\n") if entry else ""
    return text.removesuffix("\n").split("\n") if text else []


def _touches(path: str, asked: str) -> bool:
    """Whether a field that changed is the one that was asked for, one around it or one in it."""
    return f"{path}.".startswith(f"{asked}.") or f"{asked}.".startswith(f"{path}.")


def new_problems(old: Sequence[Problem], now: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems that were not there before, wherever they stand in the text."""
    known = [(one.code, one.field, dict(one.values)) for one in old]
    out = []
    for one in now:
        if (what := (one.code, one.field, dict(one.values))) in known:
            known.remove(what)
        else:
            out.append(one)
    return tuple(out)


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
    """An edit that is not made. i18n/refusals.py has a sentence for each `code`; `values` fill it."""

    def __init__(self, code: str, problems: Sequence[Problem] = (), **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)
        self.values: Mapping[str, str | int] = values


class Conflict(Exception):
    """The file is not what it was when the edit began; nothing was written."""

    def __init__(self, base: Entry | None, mine: Prepared, theirs: Entry | None) -> None:
        super().__init__(mine.path)
        self.base = base
        """What both started from; None where that is not known any more, and for a new file."""
        self.mine = mine
        self.theirs = theirs
        """What is there now; None when the file is gone."""
