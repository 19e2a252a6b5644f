"""Merging three texts unit by unit, so that comments and layout go with the field that they stand at.

Units of the texts are matched by what they hold (items of lists by edit/alignment.py, never by number), and each part of a
unit is merged for itself. What comes out is no more than a proposal: edit/merge.py reads it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govtui.edit.alignment import aligned, reordered, woven
from govtui.edit.clash import COMMENT, Choices, Clash, Own, Side, choice
from govtui.edit.data import ABSENT, Data, plain, same
from govtui.edit.labels import PAIR, Label, Labelled, around, groups_of, path_of
from govtui.edit.remarks import Remark, bare, merged_remarks, same_text, written
from govtui.edit.value_merge import ValueMerge
from govtui.store.changes import NoSplice, respelt
from govtui.store.units import ItemLine, Unit, comments, item_lines, lines_of

PARTS = ("above", "behind", "below")
"""Of a unit: those in which comments stand, beside the value."""


class Proposal(NamedTuple):
    """What the units of three texts make together."""

    text: str
    clashes: list[Clash]
    """Of comments alone."""
    dropped: Counter[str]
    """Comments that went with a field which somebody replaced by a value of their own."""


@dataclass
class _Notes:
    """The clashes of comments, by path; all comments at one field are one clash."""

    choices: Choices
    parts: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, path: str, base: str, mine: str, theirs: str) -> Side | Own:
        """Note what the three have, and return what is chosen."""
        self.parts.setdefault(path + COMMENT, []).append((base, mine, theirs))
        return choice(self.choices, path + COMMENT)

    def first(self, path: str) -> bool:
        """Whether one part alone of the comments at a field is noted so far."""
        return len(self.parts[path + COMMENT]) == 1

    @property
    def clashes(self) -> list[Clash]:
        out = []
        for path, parts in self.parts.items():
            three = ("\n".join(filter(None, (bare(part[side]) for part in parts))) or ABSENT for side in range(3))
            out.append(Clash(path, *three))
        return out


class UnitMerge:
    """The merge of base, mine and theirs, whose values clash as `found`."""

    def __init__(self, labelled: Labelled, found: Sequence[Clash], choices: Choices) -> None:
        self.texts, self.rows, self.data = labelled.texts, labelled.rows, labelled.data
        self.choices = choices
        self.clashing = {clash.path: choice(choices, clash.path) for clash in found}
        self.notes = _Notes(choices)
        self.loose: list[str] = []
        """Comments, a line each, whose place in a value is gone."""

    def proposal(self, orphans: Mapping[Label, Remark]) -> Proposal:
        """What the units make together. `orphans`: comments that found no place before, by the unit that they stood at.

        Raises NoSplice where values cannot be put together within their text.
        """
        self.notes = _Notes(self.choices)
        out: list[str] = []
        dropped: Counter[str] = Counter()
        for label in self._order([list(rows) for rows in self.rows]):
            three = [rows.get(label) for rows in self.rows]
            if self.clashing and any(isinstance(self.clashing.get(path), Own) for path in around(label)):
                dropped.update(comment for one in three for comment in _comments_at(one))
            if stays := self._stays(label):
                out += self._loosened()  # of units before this one
            if label in orphans:
                self.loose.append(self._chosen_lines(path_of(label), orphans[label]))
            if stays:
                above, *rest = self._unit(label, three)
                out += [above, *self._loosened(), *rest]
            else:
                self.loose.append(self._left(label, three))
        tails = [text.tail for text in self.texts]
        out += [*self._loosened(), self._remark("", Remark(*tails), "")]
        mark = _three(*(text.mark for text in self.texts))
        return Proposal(mark + written(out), self.notes.clashes, dropped)

    def _loosened(self) -> list[str]:
        loose, self.loose = self.loose, []
        return loose

    def orphans(self, missing: Counter[str]) -> dict[Label, Remark]:
        """The units at which comments stand that have no place in the result."""
        left, out = Counter(missing), {}
        for label in dict.fromkeys((*self.rows[2], *self.rows[1])):
            lines = [_in_order(rows[label]) if label in rows else [] for rows in self.rows[1:]]
            here = [one for one in dict.fromkeys(lines[0] + lines[1]) if left[one] > 0]
            if here:
                left.subtract(here)
                sides = ["".join(f"{one}\n" for one in here if one in side) for side in lines]
                out[label] = Remark("", *sides)
        return out

    # which units stand, and in which order

    def _stays(self, label: Label) -> bool:
        base, mine, theirs = (label in rows for rows in self.rows)
        if (chosen := self._governing(label)) is not None:
            return mine if chosen is Side.MINE else theirs
        return (mine and theirs) or (not base and (mine or theirs))

    def _governing(self, label: Label) -> Side | None:
        """The side that was chosen where the values clash at this unit or around it."""
        for path in around(label) if self.clashing else ():
            if (chosen := self.clashing.get(path)) is not None:
                return chosen if isinstance(chosen, Side) else Side.THEIRS
        return None

    def _order(self, three: Sequence[list[Label]], depth: int = 0) -> list[Label]:
        """The labels of all three in one order, level by level: what belongs to one table or item stays together."""
        labels = dict.fromkeys(label for row in three for label in row)
        if len(labels) < 2:
            return list(labels)
        groups = [found for row in three if (found := groups_of(row, depth)) is not None]
        if len(groups) < 3:
            base, mine, theirs = three
            return woven(base, mine, theirs, first=lambda one: one[-1] == PAIR)
        starts = {key: row[0] for one in groups for key, row in one.items()}
        keys = [list(one) for one in groups]
        by_mine = None
        if reordered(*keys) == (True, True):
            by_mine = self._governing((*next(iter(labels))[:depth], PAIR)) is Side.MINE
        out: list[Label] = []
        for key in woven(*keys, by_mine=by_mine, first=lambda key: starts[key][-1] == PAIR):
            out += self._order([one.get(key, []) for one in groups], depth + 1)
        return out

    # one unit

    def _unit(self, label: Label, three: Sequence[Unit | None]) -> list[str]:
        old, one, other = three
        if one is None or other is None:
            there = one or other
            assert there is not None
            parts = {part: getattr(there, part) for part in PARTS}
            if old is not None or self._governing(label) is not None:
                side = Side.MINE if one else Side.THEIRS
                new = _put_in(old, there)
                if new and (chosen := self.notes.add(self._gone(label), "", *_sides(side, new))) is not side:
                    indent = there.head[: len(there.head) - len(there.head.lstrip())]
                    own = _own_lines(chosen, indent)
                    parts = {part: getattr(old, part) if old else _blanks(text) for part, text in parts.items()}
                    parts["above"] += own
            return [parts["above"], there.head + there.value + parts["behind"], parts["below"]]
        if one.text == other.text and (old is None or one.text == old.text):
            return [other.above, other.head + other.value + other.behind, other.below]
        path = path_of(label)
        above, behind, below = (
            self._remark(
                path, Remark(getattr(old, part) if old else "", getattr(one, part), getattr(other, part)), part
            )
            for part in PARTS
        )
        head = _three(old.head, one.head, other.head) if old else other.head
        value = "" if other.header else self._value(label, three)
        return [above, head + value + behind, below]

    def _remark(self, path: str, remark: Remark, part: str) -> str:
        """What the comments of the three at one place make together."""
        found = merged_remarks(remark, lines=part != "behind")
        if found is not None:
            return found
        chosen = self.notes.add(path, *remark)
        if isinstance(chosen, Side):
            return remark.mine if chosen is Side.MINE else remark.theirs
        own = _own_lines(chosen, "") if self.notes.first(path) else ""
        if part != "behind":
            before, after = _blankaround(remark.theirs)
            return before + own + after
        return f"  {' '.join(own.split(chr(10))).strip()}\n" if own else "\n"

    # comments whose field one side took out

    def _left(self, label: Label, three: Sequence[Unit | None]) -> str:
        """What stays of a unit that is gone: comments that the other side put in, if they are chosen."""
        old, one, other = three
        if (one is None) == (other is None):
            return ""
        there, side = (one, Side.MINE) if one is not None else (other, Side.THEIRS)
        assert there is not None
        new = _put_in(old, there)
        return self._chosen_lines(self._gone(label), Remark("", *_sides(side, new))) if new else ""

    def _chosen_lines(self, path: str, remark: Remark) -> str:
        """Note comments that have no place, and return those that were chosen, a line each."""
        chosen = self.notes.add(path, *remark)
        if isinstance(chosen, Side):
            return remark.mine if chosen is Side.MINE else remark.theirs
        return _own_lines(chosen, "") if self.notes.first(path) else ""

    def _gone(self, label: Label) -> str:
        """The path of the outermost table or item around a unit that one of the two took out."""
        path = label[:-1]
        for n in range(1, len(path)):
            there = [path[:n] in data for data in self.data[1:]]
            if not all(there):
                return path_of((*path[:n], ""))
        return path_of(label)

    # values

    def _value(self, label: Label, three: Sequence[Unit | None]) -> str:
        base, mine, theirs = (one.value if one else None for one in three)
        assert mine is not None and theirs is not None
        if same_text(mine, theirs) or (base is not None and same_text(mine, base)):
            return theirs
        if base is not None and same_text(theirs, base):
            return mine
        path = path_of(label)
        data = [ABSENT if one is None else _data(one) for one in (base, mine, theirs)]
        governing = self._governing((*label[:-2], PAIR))
        if governing is not None:
            wanted = data[1] if governing is Side.MINE else data[2]
        else:
            wanted = ValueMerge(self.choices).value(path, *data)
        if wanted is ABSENT:
            wanted = data[2]
        texts = (base or "", mine, theirs)
        if any("#" in text for text in texts) and isinstance(wanted, list):
            lines = self._item_lines(path, texts, data, wanted)
            if lines is not None:
                return lines
        return self._spliced(path, texts, data, wanted)

    def _spliced(self, path: str, texts: tuple[str, str, str], data: Sequence[Data], wanted: Data) -> str:
        """The value that is wanted, in the bytes of the side whose value or comments it keeps."""
        base, mine, theirs = (Counter(_comments_in(text)) for text in texts)
        lead = Side.THEIRS
        noted = mine != theirs and mine != base and theirs != base
        if noted:
            chosen = self.notes.add(path, *("".join(f"{one}\n" for one in _comments_in(text)) for text in texts))
            if isinstance(chosen, Own):
                raise NoSplice("cannot_merge", path)
            lead = chosen
        elif mine != theirs:
            lead = Side.MINE if theirs == base else Side.THEIRS
        elif same(wanted, data[1]) or same(data[1], data[0]):
            # Theirs keeps the bytes where both say the same; where mine has only another layout, mine does.
            lead = Side.THEIRS if same(wanted, data[2]) and not same(data[1], data[0]) else Side.MINE
        value = _respelt(texts[1 if lead is Side.MINE else 2], wanted)
        if noted:  # what is chosen is in the text, though the item that it stood at may be gone
            chosen_ones = mine if lead is Side.MINE else theirs
            self.loose += [f"{comment}\n" for comment in (chosen_ones - Counter(_comments_in(value))).elements()]
        return value

    def _item_lines(
        self, path: str, texts: tuple[str, str, str], data: Sequence[Data], wanted: list[Data]
    ) -> str | None:
        """A list with an item a line, the comments of each item merged for themselves; None where it is not laid out so."""
        laid = [item_lines(text) for text in texts]
        old, one, other = laid
        if one is None or other is None or (old is None and texts[0] and "#" in texts[0]):
            return None
        name = path.rpartition(".")[2]
        lists = [side if isinstance(side, list) else [] for side in data]
        places = [{m: n for n, m in aligned(name, side, wanted).items()} for side in lists]
        out = []
        opening = self._remark(path, Remark(_opening(old), _opening(one), _opening(other)), "behind")
        for n, item in enumerate(wanted):
            at = [side.get(n) for side in places]
            lines = [
                None if place is None or array is None else array.items[place]
                for place, array in zip(at, laid, strict=True)
            ]
            if lines[1] is None and lines[2] is None:
                return None
            values = [side[place] for side, place in zip(lists, at, strict=True) if place is not None]
            out.append(self._item_line(f"{path}.{_item_name(item, at)}", lines, item, values, n + 1 < len(wanted)))
        closing = self._remark(path, Remark(_closing(old), _closing(one), _closing(other)), "below")
        bracket = other.closing[other.closing.rfind("\n") + 1 :]
        return written(["[" + opening, *out, closing, bracket])

    def _item_line(
        self, path: str, lines: Sequence[ItemLine | None], item: Data, values: Sequence[Data], more: bool
    ) -> str:
        old, one, other = lines
        shape = other or one
        assert shape is not None
        mine, theirs = one or shape, other or shape
        if old is None and (one is None or other is None):
            above, behind = shape.above, shape.behind
        else:
            before = ("", "") if old is None else (old.above, old.behind)
            if one is None or other is None:  # the other one has the item on another line
                mine, theirs = shape, shape
            above = self._remark(path, Remark(before[0], mine.above, theirs.above), "above")
            behind = self._remark(path, Remark(before[1], mine.behind, theirs.behind), "behind")
        literal = next((line.value for line in (other, one) if line and same(_data(line.value), item)), None)
        if literal is None:
            literal = _respelt(shape.value, item)
        comma = "," if more or shape.comma else ""
        return f"{above}{shape.indent}{literal}{comma}{behind}"


def _respelt(literal: str, wanted: Data) -> str:
    text = f"v = {literal}"
    return respelt(text, {"v": wanted}).removeprefix("v = ") if not same(_data(literal), wanted) else literal


def _data(literal: str) -> Data:
    data = plain(f"v = {literal}")
    if data is None:
        raise NoSplice("cannot_merge")
    return data["v"]


def _opening(lines: object) -> str:
    return getattr(lines, "opening", "[\n")[1:]


def _closing(lines: object) -> str:
    closing: str = getattr(lines, "closing", "]")
    return closing[: closing.rfind("\n") + 1]


def _item_name(item: Data, at: Sequence[int | None]) -> str:
    if isinstance(item, str):
        return item
    base, mine, theirs = at
    return str((base if base is not None else min(n for n in (mine, theirs) if n is not None)) + 1)


def _three(base: str, mine: str, theirs: str) -> str:
    """One setting of three: theirs, unless only mine changed it."""
    return mine if theirs == base else theirs


def _sides(side: Side, text: str) -> tuple[str, str]:
    return (text, "") if side is Side.MINE else ("", text)


def _own_lines(chosen: Side | Own, indent: str) -> str:
    """Comments that somebody wrote in place of both, a line each."""
    if not isinstance(chosen, Own) or not isinstance(chosen.value, str):
        return ""
    lines = filter(None, map(str.strip, chosen.value.splitlines()))
    return "".join(f"{indent}{line if line.startswith('#') else f'# {line}'}\n" for line in lines)


def _put_in(old: Unit | None, there: Unit) -> str:
    """The comments, a line each, that a side put in at a unit which the base has not so."""
    before = _comments_at(old)
    out = []
    for comment in _in_order(there):
        if before[comment]:
            before[comment] -= 1
        else:
            out.append(f"{comment}\n")
    return "".join(out)


def _blankaround(text: str) -> tuple[str, str]:
    """The blank lines before the first comment, and those behind the last."""
    lines = lines_of(text)
    places = [n for n, line in enumerate(lines) if line.strip()]
    return ("".join(lines[: places[0]]), "".join(lines[places[-1] + 1 :])) if places else (text, "")


def _blanks(text: str) -> str:
    """A text without its comments: its blank lines, or the end of its line."""
    return "".join("\n" for line in text.split("\n")[:-1] if not line.strip()) or ("\n" if text.endswith("\n") else "")


def _in_order(unit: Unit) -> list[str]:
    """The comments at a unit."""
    return [*_lines_of(unit.above), *_comments_in(unit.value), *_lines_of(unit.behind), *_lines_of(unit.below)]


def _comments_at(unit: Unit | None) -> Counter[str]:
    return Counter(_in_order(unit)) if unit else Counter()


def _lines_of(remark: str) -> list[str]:
    return bare(remark).split("\n") if remark.strip() else []


def _comments_in(literal: str) -> list[str]:
    return comments(f"v = {literal}") if "#" in literal else []
