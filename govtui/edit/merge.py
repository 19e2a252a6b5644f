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
from govtui.edit.data import ABSENT, Data, aligned, called, identity, is_set, is_tables, plain, same, unique
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
        to_mine, to_theirs = aligned(name, base, mine), aligned(name, base, theirs)
        everywhere = [n for n in range(len(base)) if n in to_mine and n in to_theirs]
        by_mine = sorted(everywhere, key=to_mine.__getitem__)
        by_theirs = sorted(everywhere, key=to_theirs.__getitem__)
        if everywhere != by_mine != by_theirs != everywhere:
            return self._clash(path, given, mine, theirs)  # each put the items into another order
        paths = [f"{path}.{one}" for one in called(name, base)]
        found: dict[tuple[int, int], Data] = {}  # side and position there -> what the item became
        for n, item in enumerate(base):
            one, other = to_mine.get(n), to_theirs.get(n)
            value = self.value(
                paths[n],
                item,
                ABSENT if one is None else mine[one],
                ABSENT if other is None else theirs[other],
            )
            if one is not None:
                found[0, one] = value
            if other is not None:
                found[1, other] = value
        same_in = {to_mine[n]: to_theirs[n] for n in everywhere}
        same_in |= self._added(path, name, mine, theirs, found)
        for n in to_mine.keys() - to_theirs.keys():  # one of them took it out, and it was kept after all
            found.setdefault((0, to_mine[n]), ABSENT)
        lead_by_mine = by_theirs == everywhere != by_mine
        return _woven(mine, theirs, same_in, found, lead_by_mine)

    def _added(
        self, path: str, name: str, mine: list[Data], theirs: list[Data], found: dict[tuple[int, int], Data]
    ) -> dict[int, int]:
        """Put what the two added into `found`; which of mine is which of theirs."""
        ours = [n for n in range(len(mine)) if (0, n) not in found]
        others = [n for n in range(len(theirs)) if (1, n) not in found]
        out = {}
        for n in ours:
            for other in others:
                one, two = mine[n], theirs[other]
                alike = identity(name, one) == identity(name, two) and unique(name, one) and unique(name, two)
                if same(one, two) or alike:
                    called_so = called(name, [one])[0] if identity(name, one) else str(n + 1)
                    found[0, n] = found[1, other] = self.value(f"{path}.{called_so}", ABSENT, one, two)
                    out[n] = other
                    others.remove(other)
                    break
            else:
                found[0, n] = mine[n]
        found |= {(1, n): theirs[n] for n in others}
        return out


def _woven(
    mine: Sequence[Data],
    theirs: Sequence[Data],
    same_in: Mapping[int, int],
    found: Mapping[tuple[int, int], Data],
    lead_by_mine: bool,
) -> list[Data]:
    """The items of both lists in the order of one of them, the other's own behind what they stood behind there."""
    leader, follower = (0, 1) if lead_by_mine else (1, 0)
    to_leader = {other: one for one, other in same_in.items()} if lead_by_mine else dict(same_in)
    sizes = (len(mine), len(theirs))
    behind: dict[int, list[Data]] = {}
    place = -1
    for n in range(sizes[follower]):
        if n in to_leader:
            place = to_leader[n]
        elif (value := found.get((follower, n), ABSENT)) is not ABSENT:
            behind.setdefault(place, []).append(value)
    out: list[Data] = []
    waiting = behind.get(-1, [])
    shared = set(to_leader.values())
    for n in range(sizes[leader]):
        if n in shared:  # what the leader put behind the same item comes first
            out += waiting
            waiting = behind.get(n, [])
        if (value := found.get((leader, n), ABSENT)) is not ABSENT:
            out.append(value)
    return out + waiting


def _are_texts(values: Sequence[Data]) -> bool:
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def _set(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Theirs, without what mine took out, with what mine put in."""
    gone = set(base) - set(mine)
    kept = [value for value in theirs if value not in gone]
    return kept + [value for value in mine if value not in base and value not in theirs]
