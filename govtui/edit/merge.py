"""Merging two edits of one record, field by field (three-way: what both started from, mine, theirs).

What only one side changed is taken. What both changed in different ways is a clash; until somebody chooses, theirs stands.
Tables are merged by key, lists of tables by what their items are called, lists of ids, codes and field paths as sets; every
other value is one value. The result is made of `theirs` by splices, so that their comments stay; where the two touched
different lines, line by line, so that both sides' comments do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from govtui.edit import memory
from govtui.edit.alignment import Row, matched, reordered, woven
from govtui.edit.data import ABSENT, Data, is_set, is_tables, plain, same
from govtui.edit.lines import merged_lines
from govtui.store.changes import NoSplice, respelt

WHOLE = ""
"""The path of a clash that is about the whole text: one of the three is no TOML, or the merge cannot be spliced."""


class Side(StrEnum):
    """Whose value is chosen."""

    MINE = "mine"
    THEIRS = "theirs"


class Own(NamedTuple):
    """A third value, chosen instead of either (needed only where that is the text "mine" or "theirs")."""

    value: Data


class Clash(NamedTuple):
    """A field that both sides changed, each in its own way; ABSENT on a side where it is not there."""

    path: str
    base: Data
    mine: Data
    theirs: Data


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of two edits."""

    text: str
    """Theirs, with everything that only mine changed; where the two clash, as theirs has it."""
    clashes: tuple[Clash, ...]
    comments_lost: bool
    """Whether comments that only mine has are not in `text`."""
    base: str
    mine: str
    theirs: str


Choices = Mapping[str, Data]
"""Path of a clash to "mine", "theirs", or the value to take instead."""


def merged(base: str, mine: str, theirs: str) -> Merge:
    """Merge two versions of a text that came of the same `base`. Never raises: at worst the whole text is the clash."""
    return _merged(base, mine, theirs, {})


def merged_values(base: Data, mine: Data, theirs: Data) -> tuple[Data, list[Clash]]:
    """Merge plain data alone: what the three make together, with theirs where both changed a field differently, and those
    fields."""
    work = _Work({})
    return work.record(base, mine, theirs), work.clashes


def resolved(merge: Merge, choices: Choices) -> str:
    """The text when somebody has chosen. Clashes without a choice stay as theirs has them.

    Raises NoSplice where what was chosen cannot be put into their text; the choice of a whole text always can.
    """
    if WHOLE in choices:
        chosen = _chosen(choices, Clash(WHOLE, merge.base, merge.mine, merge.theirs))
        return str(chosen)
    again = _merged(merge.base, merge.mine, merge.theirs, choices)
    if any(clash.path == WHOLE for clash in again.clashes) and choices:
        raise NoSplice("cannot_merge", WHOLE)
    return again.text


def _merged(base: str, mine: str, theirs: str, choices: Choices) -> Merge:
    for text, other in ((theirs, mine), (mine, theirs)):
        if other in (base, text):  # nothing to merge: one side is the other, or what both started from
            return Merge(text, (), False, base, mine, theirs)
    data = [plain(text) for text in (base, mine, theirs)]
    whole = Merge(theirs, (Clash(WHOLE, base, mine, theirs),), bool(_comments(mine, base, theirs)), base, mine, theirs)
    if any(one is None for one in data):
        return whole
    work = _Work(choices)
    wanted = work.record(*data)
    by_lines = merged_lines(base, mine, theirs)
    try:
        text = by_lines if by_lines is not None and same(plain(by_lines), wanted) else respelt(theirs, wanted)
    except NoSplice:
        return whole
    return Merge(text, tuple(work.clashes), bool(_comments(mine, base, text)), base, mine, theirs)


def _comments(mine: str, base: str, text: str) -> list[str]:
    """The lines of nothing but a comment that mine has and neither the base nor the text has."""
    others = {line.strip() for other in (base, text) for line in other.splitlines()}
    return [line for line in map(str.strip, mine.splitlines()) if line.startswith("#") and line not in others]


def _chosen(choices: Choices, clash: Clash) -> Data:
    choice = choices.get(clash.path, Side.THEIRS)
    if isinstance(choice, Own):
        return choice.value
    if isinstance(choice, str) and choice in (Side.MINE, Side.THEIRS):
        return clash.mine if choice == Side.MINE else clash.theirs
    return choice


class _Work:
    """One merge of data: the choices that were made, the clashes that were met."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self.clashes: list[Clash] = []

    def record(self, base: Data, mine: Data, theirs: Data) -> Data:
        """What three whole records make together. What a translation remembers goes with its text."""
        parts = [memory.apart(data) for data in (base, mine, theirs)]
        if any(part is None for part in parts):
            return self.value("", base, mine, theirs)
        old, one, other = (part for part in parts if part)
        made = self.value("", old[0], one[0], other[0])
        memories = memory.together(made, one, other, old[1], self.value)
        return {**made, memory.FIELD: memories} if memories else made

    def value(self, path: str, base: Data, mine: Data, theirs: Data) -> Data:
        """What the three make together."""
        if same(mine, theirs) or same(mine, base):
            return theirs
        if same(theirs, base):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            if isinstance(base, dict) or base is ABSENT:
                old_table: dict[str, Data] = base if isinstance(base, dict) else {}
                return self._table(path, old_table, mine, theirs)
            return self._clash(path, base, mine, theirs)
        old: Data = [] if base is ABSENT else base
        if isinstance(old, list) and isinstance(mine, list) and isinstance(theirs, list):
            if all(is_tables(one) or not one for one in (old, mine, theirs)):
                return self._tables(path, base, old, mine, theirs)
            if is_set(path) and all(_are_texts(one) for one in (old, mine, theirs)):
                return _set(old, mine, theirs)
        return self._clash(path, base, mine, theirs)

    def _clash(self, path: str, base: Data, mine: Data, theirs: Data) -> Data:
        clash = Clash(path, base, mine, theirs)
        self.clashes.append(clash)
        return _chosen(self._choices, clash)

    def _table(self, path: str, base: dict[str, Data], mine: dict[str, Data], theirs: dict[str, Data]) -> Data:
        out = {}
        for key in dict.fromkeys((*theirs, *mine, *base)):
            three = (one.get(key, ABSENT) for one in (base, mine, theirs))
            value = self.value(f"{path}.{key}".lstrip("."), *three)
            if value is not ABSENT:
                out[key] = value
        return out

    def _tables(self, path: str, given: Data, base: list[Data], mine: list[Data], theirs: list[Data]) -> Data:
        name = path.rpartition(".")[2]
        rows = matched(name, base, mine, theirs)
        orders = [_in_order(rows, side) for side in range(3)]
        if reordered(*orders) == (True, True) and not same(mine, theirs):
            shared = [[row for row in order if None not in row] for order in orders]
            if shared[1] != shared[2]:
                return self._clash(path, given, mine, theirs)  # each put the items into another order
        became: dict[Row, Data] = {}
        for row in rows:
            three = (ABSENT if n is None else items[n] for items, n in zip((base, mine, theirs), row[1:], strict=True))
            became[row] = self.value(f"{path}.{row.name}", *three)
        return [became[row] for row in woven(*orders) if became[row] is not ABSENT]


def _in_order(rows: Sequence[Row], side: int) -> list[Row]:
    """The items that one version of a list has, as they stand there: the base (0), mine (1), theirs (2)."""
    places = [(place, row) for row in rows if (place := row[1 + side]) is not None]
    return [row for _, row in sorted(places)]


def _are_texts(values: Sequence[Data]) -> bool:
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def _set(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Theirs, without what mine took out, with what mine put in."""
    gone = set(base) - set(mine)
    kept = [value for value in theirs if value not in gone]
    return kept + [value for value in mine if value not in base and value not in theirs]
