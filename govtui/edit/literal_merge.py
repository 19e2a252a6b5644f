"""Three-way merge of TOML literals: their bytes, and the comments between the items of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from govtui.edit.alignment import align
from govtui.edit.comment_merge import CommentClashes, Trivia, join_lines
from govtui.edit.conflict import Own, Side
from govtui.edit.plain_data import Data, plain, same
from govtui.store.field_edits import CannotEditInPlace, with_data
from govtui.store.toml_units import ItemLine, ItemLines, comments, item_lines

Literals = tuple[str, str, str]
"""A value as written in base, mine and theirs; "" where the base has none."""


class LiteralMerge:
    """Merges the literals of one record."""

    def __init__(self, comments: CommentClashes) -> None:
        self.comments = comments
        self.loose: list[str] = []
        """Chosen comments of items that are gone, a line each."""

    def merge(self, path: str, texts: Literals, data: Sequence[Data], wanted: Data) -> str:
        """Spell the value `wanted` as the three do; `data`: the value of each. Raises CannotEditInPlace."""
        if any("#" in text for text in texts) and isinstance(wanted, list):
            lines = self._item_lines(path, texts, data, wanted)
            if lines is not None:
                return lines
        return self._spliced(path, texts, data, wanted)

    def _spliced(self, path: str, texts: Literals, data: Sequence[Data], wanted: Data) -> str:
        """Return `wanted` in the bytes of the side whose value or comments it keeps."""
        base, mine, theirs = (Counter(comments_in(text)) for text in texts)
        lead = Side.THEIRS
        clashing = mine != theirs and mine != base and theirs != base
        if clashing:
            chosen = self.comments.add(path, *("".join(f"{one}\n" for one in comments_in(text)) for text in texts))
            if isinstance(chosen, Own):
                raise CannotEditInPlace("cannot_merge", path)
            lead = chosen
        elif mine != theirs:
            lead = Side.MINE if theirs == base else Side.THEIRS
        elif same(wanted, data[1]) or same(data[1], data[0]):
            # Theirs keeps the bytes where both say the same; where mine has only another layout, mine does.
            lead = Side.THEIRS if same(wanted, data[2]) and not same(data[1], data[0]) else Side.MINE
        value = _respelt(texts[1 if lead is Side.MINE else 2], wanted)
        if clashing:  # what is chosen is in the text, though the item that it stood at may be gone
            chosen_ones = mine if lead is Side.MINE else theirs
            self.loose += [f"{comment}\n" for comment in (chosen_ones - Counter(comments_in(value))).elements()]
        return value

    def _item_lines(self, path: str, texts: Literals, data: Sequence[Data], wanted: list[Data]) -> str | None:
        """Merge a list with an item a line, item by item with its comments; None for another layout."""
        laid = [item_lines(text) for text in texts]
        old, one, other = laid
        if one is None or other is None or (old is None and texts[0] and "#" in texts[0]):
            return None
        name = path.rpartition(".")[2]
        lists = [side if isinstance(side, list) else [] for side in data]
        places = [{m: n for n, m in align(name, side, wanted).items()} for side in lists]
        rows = [_row([side.get(n) for side in places], laid) for n in range(len(wanted))]
        if any(row[1] is None and row[2] is None for row in rows):
            return None
        out = [self.comments.merge(path, Trivia(_opening(old), _opening(one), _opening(other)), "behind")]
        for n, (item, row) in enumerate(zip(wanted, rows, strict=True)):
            called = _item_name(item, [side.get(n) for side in places])
            out.append(self._item_line(f"{path}.{called}", row, item, n + 1 < len(wanted)))
        closing = self.comments.merge(path, Trivia(_closing(old), _closing(one), _closing(other)), "below")
        bracket = other.closing[other.closing.rfind("\n") + 1 :]
        return join_lines(["[" + out[0], *out[1:], closing, bracket])

    def _item_line(self, path: str, lines: Sequence[ItemLine | None], item: Data, more: bool) -> str:
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
            above = self.comments.merge(path, Trivia(before[0], mine.above, theirs.above), "above")
            behind = self.comments.merge(path, Trivia(before[1], mine.behind, theirs.behind), "behind")
        literal = next((line.value for line in (other, one) if line and same(data_of(line.value), item)), None)
        if literal is None:
            literal = _respelt(shape.value, item)
        comma = "," if more or shape.comma else ""
        return f"{above}{shape.indent}{literal}{comma}{behind}"


def _respelt(literal: str, wanted: Data) -> str:
    text = f"v = {literal}"
    return with_data(text, {"v": wanted}).removeprefix("v = ") if not same(data_of(literal), wanted) else literal


def data_of(literal: str) -> Data:
    """Parse a TOML literal. Raises CannotEditInPlace."""
    data = plain(f"v = {literal}")
    if data is None:
        raise CannotEditInPlace("cannot_merge")
    return data["v"]


def _row(places: Sequence[int | None], laid: Sequence[ItemLines | None]) -> list[ItemLine | None]:
    """Return the line of one item in each of the three lists."""
    pairs = zip(places, laid, strict=True)
    return [None if place is None or lines is None else lines.items[place] for place, lines in pairs]


def _opening(lines: ItemLines | None) -> str:
    """Return the rest of the line behind the opening bracket."""
    return lines.opening[1:] if lines else "\n"


def _closing(lines: ItemLines | None) -> str:
    """Return the comments below the last item."""
    return lines.closing[: lines.closing.rfind("\n") + 1] if lines else ""


def _item_name(item: Data, at: Sequence[int | None]) -> str:
    if isinstance(item, str):
        return item
    base, mine, theirs = at
    return str((base if base is not None else min(n for n in (mine, theirs) if n is not None)) + 1)


def comments_in(literal: str) -> list[str]:
    """Return the comments inside a TOML literal."""
    return list(comments(f"v = {literal}"))
