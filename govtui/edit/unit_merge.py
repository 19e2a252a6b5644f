"""Three-way merge of texts unit by unit, so that comments and layout stay with the field that they stand at.

Units of the three texts with one label are versions of one field, header or item; each part of a unit is merged by itself.
The result is only a proposal: edit/merge.py parses and proves it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.alignment import ItemMatch, common_order, match_items, merge_orders
from govtui.edit.comment_merge import CommentClashes, Trivia, bare, join_lines, own_lines, same_text
from govtui.edit.conflict import Choose, Clash, Own, Side
from govtui.edit.literal_merge import LiteralMerge, comments_in, data_of
from govtui.edit.plain_data import MISSING, Data, is_tables
from govtui.edit.value_merge import ValueMerge
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.toml_cst import Path
from govtui.store.toml_units import Unit, Units, units

PARTS = ("above", "behind", "below")
"""The parts of a unit in which comments stand, beside the value."""


Label = tuple[str | ItemMatch, ...]
"""The path of a unit, the same in all three texts: list items are named by match, not by number."""

PAIR, HEADER = "=", "[]"
"""The end of a unit's label."""


class Labelled:
    """Base, mine and theirs as labelled units. Raises CannotEditInPlace where a text has no units."""

    def __init__(self, texts: Sequence[str], data: Sequence[Data]) -> None:
        known: list[dict[Path, tuple[Label, Data]]] = [{}, {}, {}]
        _find_labels("", data, ((), (), ()), (), known)
        self.data: list[dict[Label, Data]] = [dict(side.values()) for side in known]
        """Label to value, for everything in the data."""
        self.texts: list[Units] = [units(text) for text in texts]
        self.rows: list[dict[Label, Unit]] = [
            {_label_of(unit, side): unit for unit in text.rows} for text, side in zip(self.texts, known, strict=True)
        ]
        if any(len(rows) != len(text.rows) for rows, text in zip(self.rows, self.texts, strict=True)):
            raise CannotEditInPlace("cannot_merge")


def _find_labels(
    name: str,
    three: Sequence[Data],
    paths: Sequence[Path],
    label: Label,
    out: Sequence[dict[Path, tuple[Label, Data]]],
) -> None:
    """Fill `out` for each of three data with path -> (label, value) of everything in it."""
    for known, value, path in zip(out, three, paths, strict=True):
        if value is not MISSING:
            known[path] = label, value
    there = [value for value in three if value is not MISSING]
    if all(isinstance(value, dict) for value in there):
        for key in dict.fromkeys(key for value in there for key in value):
            inner = [MISSING if value is MISSING else value.get(key, MISSING) for value in three]
            _find_labels(key, inner, [(*path, key) for path in paths], (*label, key), out)
    elif all(is_tables(value) or value == [] for value in there):
        lists = [[] if value is MISSING else value for value in three]
        for row in match_items(name, *lists):
            inner = [MISSING if n is None else items[n] for items, n in zip(lists, row[1:], strict=True)]
            places = [(*path, -1 if n is None else n) for path, n in zip(paths, row[1:], strict=True)]
            _find_labels("", inner, places, (*label, row), out)


def _label_of(unit: Unit, known: Mapping[Path, tuple[Label, Data]]) -> Label:
    path = unit.path
    length = next(n for n in range(len(path), -1, -1) if path[:n] in known)
    rest = tuple(map(str, path[length:]))
    return (*known[path[:length]][0], *rest, HEADER if unit.header else PAIR)


def path_of(label: Label) -> str:
    """Return the field path of a unit."""
    return ".".join(part.name if isinstance(part, ItemMatch) else part for part in label[:-1])


def paths_around(label: Label) -> Iterator[str]:
    """Yield the paths of everything around a unit and of itself, the outermost first."""
    for n in range(1, len(label)):
        yield path_of((*label[:n], ""))


def group_labels(labels: Sequence[Label], depth: int) -> dict[Label, list[Label]] | None:
    """Group labels by their first `depth` + 1 parts; None where a group does not stand together."""
    out: defaultdict[Label, list[Label]] = defaultdict(list)
    last: Label | None = None
    for label in labels:
        key = label[: depth + 1]
        if key != last and key in out:
            return None
        out[key].append(label)
        last = key
    return dict(out)


class Proposal(NamedTuple):
    """A merged text that is not proved yet."""

    text: str
    clashes: list[Clash]
    dropped: Counter[str]
    """Comments of fields that a user replaced by a value of their own."""


class UnitMerge:
    """Merges the units of base, mine and theirs, whose values are merged already (`values`)."""

    def __init__(self, labelled: Labelled, values: ValueMerge, choose: Choose) -> None:
        self.texts, self.rows, self.data = labelled.texts, labelled.rows, labelled.data
        self.choose = choose
        self.schema = values.schema
        chosen = {clash.path: choose(clash.path) for clash in values.clashes}
        self.orders = {path: side for path, side in chosen.items() if path in values.orders and side in list(Side)}
        """Lists with a clash of their order, and the side that is chosen."""
        ranks = [{label: n for n, label in enumerate(rows)} for rows in self.rows]
        late = len(ranks[0])  # units that the base lacks come after those that it has
        added = {label: late + min(rank[label] for rank in ranks[1:] if label in rank) for label in ranks[1] | ranks[2]}
        self.places = {**added, **ranks[0]}
        self.clashing = {path: one for path, one in chosen.items() if path not in self.orders}
        self._reset()

    def proposal(self, orphans: Mapping[Label, Trivia]) -> Proposal:
        """Merge the units. `orphans`: comments that an earlier proposal lost, by the unit at which they stand.

        Raises CannotEditInPlace where the literals of a value cannot be merged.
        """
        self._reset()
        out: list[str] = []
        dropped: Counter[str] = Counter()
        for label in self._order([list(rows) for rows in self.rows]):
            three = [rows.get(label) for rows in self.rows]
            self.comments.place = self.places[label]
            if self.clashing and any(isinstance(self.clashing.get(path), Own) for path in paths_around(label)):
                dropped.update(comment for one in three for comment in _comments_at(one))
            if stays := self._stays(label):
                out += self._take_loose()  # of units before this one
            if label in orphans:
                self.literals.loose.append(self.comments.chosen_lines(path_of(label), orphans[label]))
            if stays:
                above, *rest = self._unit(label, three)
                out += [above, *self._take_loose(), *rest]
            else:
                self.literals.loose.append(self._remaining_comments(label, three))
        self.comments.place = max(self.places.values(), default=0) + 1
        tails = [text.tail for text in self.texts]
        out += [*self._take_loose(), self.comments.merge("", Trivia(*tails), "")]
        mark = _three(*(text.mark for text in self.texts))
        return Proposal(mark + join_lines(out), self.comments.clashes, dropped)

    def _reset(self) -> None:
        self.comments = CommentClashes(self.choose)
        self.literals = LiteralMerge(self.comments)

    def _take_loose(self) -> list[str]:
        loose, self.literals.loose = self.literals.loose, []
        return loose

    def orphans(self, missing: Counter[str]) -> dict[Label, Trivia]:
        """Return the comments that have no place in the result, by the unit at which they stand."""
        left, out = Counter(missing), {}
        for label in dict.fromkeys((*self.rows[2], *self.rows[1])):
            lines = [_unit_comments(rows[label]) if label in rows else [] for rows in self.rows[1:]]
            here = [one for one in dict.fromkeys(lines[0] + lines[1]) if left[one] > 0]
            if here:
                left.subtract(here)
                sides = ["".join(f"{one}\n" for one in here if one in side) for side in lines]
                out[label] = Trivia("", *sides)
        return out

    # which units stand, and in which order

    def _stays(self, label: Label) -> bool:
        base, mine, theirs = (label in rows for rows in self.rows)
        if (chosen := self._governing(label)) is not None:
            return mine if chosen is Side.MINE else theirs
        return (mine and theirs) or (not base and (mine or theirs))

    def _governing(self, label: Label) -> Side | None:
        """Return the side that is chosen where values clash at this unit or around it."""
        for path in paths_around(label) if self.clashing else ():
            if (chosen := self.clashing.get(path)) is not None:
                return chosen if isinstance(chosen, Side) else Side.THEIRS
        return None

    def _order(self, three: Sequence[list[Label]], depth: int = 0) -> list[Label]:
        """Merge the orders of the labels level by level, so that the units of one table or item stay together."""
        labels = dict.fromkeys(label for row in three for label in row)
        if len(labels) < 2:
            return list(labels)
        groups = [found for row in three if (found := group_labels(row, depth)) is not None]
        if len(groups) < 3:
            base, mine, theirs = three
            return merge_orders(base, mine, theirs, first=lambda one: one[-1] == PAIR)
        starts = {key: row[0] for one in groups for key, row in one.items()}
        keys = [list(one) for one in groups]
        by_mine = None
        if common_order(*keys) is None:
            here = (*next(iter(labels))[:depth], PAIR)
            by_mine = self.orders.get(path_of(here), self._governing(here)) is Side.MINE
        out: list[Label] = []
        for key in merge_orders(*keys, by_mine=by_mine, first=lambda key: starts[key][-1] == PAIR):
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
                new, path = _added_comments(old, there), self._removed_path(label)
                if new and (chosen := self.comments.add(path, "", *_sides(side, new))) is not side:
                    indent = there.head[: len(there.head) - len(there.head.lstrip())]
                    own = own_lines(chosen, indent) if self.comments.is_first(path) else ""
                    parts = {part: getattr(old, part) if old else _blanks(text) for part, text in parts.items()}
                    parts["above"] += own
            return [parts["above"], there.head + there.value + parts["behind"], parts["below"]]
        if one.text == other.text and (old is None or one.text == old.text):
            return [other.above, other.head + other.value + other.behind, other.below]
        path = path_of(label)
        above, behind, below = (
            self.comments.merge(
                path, Trivia(getattr(old, part) if old else "", getattr(one, part), getattr(other, part)), part
            )
            for part in PARTS
        )
        head = _three(old.head, one.head, other.head) if old else other.head
        value = "" if other.header else self._value(label, three)
        return [above, head + value + behind, below]

    # comments of units that one side removed

    def _remaining_comments(self, label: Label, three: Sequence[Unit | None]) -> str:
        """Return the comments that the other side added at a removed unit, if they are chosen."""
        old, one, other = three
        if (one is None) == (other is None):
            return ""
        there, side = (one, Side.MINE) if one is not None else (other, Side.THEIRS)
        assert there is not None
        new = _added_comments(old, there)
        return self.comments.chosen_lines(self._removed_path(label), Trivia("", *_sides(side, new))) if new else ""

    def _removed_path(self, label: Label) -> str:
        """Return the path of the outermost table or item around a unit that one side removed."""
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
        data = [MISSING if one is None else data_of(one) for one in (base, mine, theirs)]
        governing = self._governing((*label[:-2], PAIR))
        if governing is not None:
            wanted = data[1] if governing is Side.MINE else data[2]
        else:
            wanted = ValueMerge(self.choose, self.schema).value(path, *data)
        if wanted is MISSING:
            wanted = data[2]
        return self.literals.merge(path, (base or "", mine, theirs), data, wanted)


def _three(base: str, mine: str, theirs: str) -> str:
    """Return theirs, unless only mine changed it."""
    return mine if theirs == base else theirs


def _sides(side: Side, text: str) -> tuple[str, str]:
    return (text, "") if side is Side.MINE else ("", text)


def _added_comments(old: Unit | None, there: Unit) -> str:
    """Return the comments, a line each, that one side added at a unit."""
    before = _comments_at(old)
    out = []
    for comment in _unit_comments(there):
        if before[comment]:
            before[comment] -= 1
        else:
            out.append(f"{comment}\n")
    return "".join(out)


def _blanks(text: str) -> str:
    """Return a text without its comments: its blank lines, or the end of its line."""
    return "".join("\n" for line in text.split("\n")[:-1] if not line.strip()) or ("\n" if text.endswith("\n") else "")


def _unit_comments(unit: Unit) -> list[str]:
    """Return the comments at a unit, in order."""
    return [*_lines_of(unit.above), *comments_in(unit.value), *_lines_of(unit.behind), *_lines_of(unit.below)]


def _comments_at(unit: Unit | None) -> Counter[str]:
    return Counter(_unit_comments(unit)) if unit else Counter()


def _lines_of(text: str) -> list[str]:
    return bare(text).split("\n") if text.strip() else []
