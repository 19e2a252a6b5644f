"""A record's file merged from three versions of it: its clashes, what choices make of them, and the errors that this would bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from govtui.edit.conflict import WHOLE, Choices, Clash, Own, Side
from govtui.edit.merge import Merge, merged, resolved
from govtui.edit.new_problems import introduced_errors, new_problems
from govtui.edit.proposal import ProposedChange
from govtui.edit.record_diff import differences
from govtui.edit.three_versions import ThreeVersions
from govtui.edit.typed_text import encode, with_line_ends
from govtui.edit.unknown_base import unknown_base
from govtui.index.entry_checks import IndexContext, check_entry
from govtui.model.localized import text_in
from govtui.model.problem import Problem

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.store.registry import Entry, Registry


class VersionMerge:
    """Three versions of a file, read and merged. Nothing is opened or written."""

    def __init__(self, registry: Registry, index: Index, versions: ThreeVersions) -> None:
        self.versions = versions
        self._registry, self._index = registry, index
        self._others = IndexContext(index, registry, tells=True)
        self.base, self.mine, self.theirs = (
            None if raw is None else registry.entry_from(versions.path, raw)
            for raw in (versions.base, versions.mine, versions.theirs)
        )
        base, mine, theirs = (entry.text if entry else "" for entry in (self.base, self.mine, self.theirs))
        schema = registry.manifest.record_schema
        if self.is_whole:
            self.merge = Merge(theirs, (Clash(WHOLE, base, mine, theirs),), base, mine, theirs, schema=schema)
        else:
            self.merge = merged(unknown_base(mine, theirs) if self.base is None else base, mine, theirs, schema)

    @property
    def removed_by(self) -> Side | None:
        """The side that removed the file; None where neither did, or both."""
        if (self.mine is None) == (self.theirs is None):
            return None
        return Side.MINE if self.mine is None else Side.THEIRS

    @property
    def is_whole(self) -> bool:
        """Whether only one of the two files can be chosen: one is not there, or is no UTF-8."""
        sides = (self.versions.mine, self.versions.theirs)
        if sides[0] == sides[1]:
            return False
        return None in sides or any(_is_not_utf8(entry) for entry in (self.base, self.mine, self.theirs))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What is to be decided; nothing where the two sides go together."""
        return self.merge.clashes

    @property
    def kind(self) -> str:
        """The kind of the record; "" where no version says it."""
        return next((one.kind for one in (self.mine, self.theirs, self.base) if one is not None and one.kind), "")

    def name(self, language: str) -> str:
        """Return the name of the record; its path where no version has one."""
        return record_name((self.mine, self.theirs, self.base), language) or self.versions.path

    @property
    def meant(self) -> Side:
        """The side that a result is compared with: mine, where it has the file."""
        return Side.THEIRS if self.mine is None and self.theirs is not None else Side.MINE

    def text(self, choices: Choices) -> str:
        """Return the text with these choices. Raises CannotEditInPlace as `resolved` does."""
        return resolved(self.merge, choices)

    def raw(self, choices: Choices) -> bytes | None:
        """Return the file with these choices: of a side that is chosen as a whole, its own bytes, or None where it is not there.

        Raises CannotEditInPlace, EditRefused (too_large …).
        """
        match choices.get(WHOLE):
            case Own(value):
                return self.encoded(str(value))
            case Side.MINE:
                return self.versions.mine
            case Side.THEIRS:
                return self.versions.theirs
        if self.versions.mine == self.versions.theirs:
            return self.versions.mine
        return self._encoded(self.text(choices))

    def encoded(self, typed: str) -> bytes:
        """Return the file with a text that was typed. Raises EditRefused (too_large …)."""
        return self._encoded(with_line_ends(self.merge.text, typed))

    def _encoded(self, text: str) -> bytes:
        """Encode a text, with a byte order mark if three-way merging wants one."""
        marks = [one is not None and any(p.code == "byte_order_mark" for p in one.problems) for one in self._three]
        mine_leads = marks[2] == marks[0] or self.theirs is None
        return encode(text, self.mine if mine_leads else self.theirs)

    @property
    def _three(self) -> tuple[Entry | None, Entry | None, Entry | None]:
        return self.base, self.mine, self.theirs

    def proposed(self, raw: bytes | None) -> ProposedChange:
        """Return a result as a change of the side that is meant, with the problems that neither side has."""
        before = self.theirs if self.meant is Side.THEIRS else self.mine
        after = None if raw is None else self._registry.entry_from(self.versions.path, raw)
        entry = after or before or self.base
        key = entry.id if entry else self.versions.path
        changed = differences(before.text if before else "", after.text if after else "")
        if after is None:
            return ProposedChange(key, self.versions.path, before, None, differences=changed)
        now = self._checked(after)
        new, errors = now, now
        for side in (self.mine, self.theirs):
            if side is not None:
                old = self._checked(side)
                new = _common(new, new_problems(side.text, after.text, old, now))
                brought = introduced_errors(side, after, old, now, differences(side.text, after.text))
                errors = _common(errors, brought)
        return ProposedChange(key, self.versions.path, before, after, now, new, changed, raw or b"", introduced=errors)

    def checked(self, typed: str) -> tuple[Problem, ...]:
        """Return the problems of a text that is being typed, by line."""
        found = self._checked(self._registry.entry_from(self.versions.path, typed.encode("utf-8", "replace")))
        return tuple(sorted(found, key=lambda one: (one.line, one.column, -one.severity)))

    def _checked(self, entry: Entry) -> tuple[Problem, ...]:
        """Return the problems of a version beside the records that there are now, worst first."""
        found = check_entry(self._index, self._registry, entry, self._others)
        return tuple(sorted(found, key=lambda problem: problem.order))


def record_name(versions: Iterable[Entry | None], language: str) -> str:
    """Return the name of the first version of a record that has one; "" for none."""
    for one in versions:
        if one is not None:
            names = one.record.label if one.record else dict(one.preview.name)
            if found := text_in(names, language):
                return found
    return ""


def _is_not_utf8(entry: Entry | None) -> bool:
    return entry is not None and any(problem.code == "not_utf8" for problem in entry.problems)


def _common(some: tuple[Problem, ...], others: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(one for one in some if one in others)
