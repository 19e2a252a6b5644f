"""How a row of the list is laid out for a width: in columns on one line, or in two lines where there is no room for them."""

from __future__ import annotations

from typing import NamedTuple

from govtui.index.query import Row
from govtui.page.kind_signs import SEVERITY_SIGNS, kind_sign
from govtui.text.width import clip, pad, width
from govtui.tui.widgets.found import Words, excerpt

ONE_LINE = 92
"""The width in cells from which a row takes one line."""

SIGNS = {0: " ", 1: " ", 2: SEVERITY_SIGNS[2], 3: SEVERITY_SIGNS[3]}
"""The sign before a record by its worst problem."""


SNIPPET = 20
"""Cells that must be free beside a name for what a search found elsewhere."""

MARK = "*"
"""The sign beside it of a record that someone marked."""

LEAD = 4
"""Cells before a name: the worst problem's sign, the mark, the kind's sign, a blank."""


class Columns(NamedTuple):
    """The widths of the columns; all 0 but the name's where a row takes two lines."""

    name: int
    type: int
    date: int
    place: int

    @property
    def height(self) -> int:
        """Lines that a row takes."""
        return 1 if self.type else 2


def columns(cells: int) -> Columns:
    """The columns for a list that is `cells` wide."""
    inside = cells - LEAD
    if cells < ONE_LINE:
        return Columns(inside, 0, 0, 0)
    type_, date, place = min(26, inside // 5), 15, min(24, inside // 5)
    return Columns(inside - type_ - date - place - 3, type_, date, place)


class Cell(NamedTuple):
    """A piece of a row and what it is."""

    text: str
    part: str
    """"sign", a kind (of its sign), "name", "mark", "word" (of a column), "text" (of the record)."""


def first_line(layout: Columns, row: Row, snippet: str = "", words: Words = (), *, marked: bool = False) -> list[Cell]:
    """The first line of a row: signs, name (with the mark of a language that stands in), and the columns if there are any;
    between them, where there is room, a snippet of what a search for `words` found elsewhere in the record."""
    mark = f" [{row.missing}]" if row.missing else ""
    room = layout.name - width(mark)
    shown = clip(row.name, room)
    left = room - width(shown)
    found = f"  {excerpt(snippet, words, left - 3)}" if snippet and layout.height == 1 and left >= SNIPPET else ""
    rest = " " * (left - width(found))
    cells = [
        Cell(SIGNS[row.severity] + (MARK if marked else " "), "sign"),
        Cell(f"{kind_sign(row.kind)} ", row.kind or "name"),
    ]
    if mark or found:
        cells += [Cell(shown, "name"), Cell(mark, "mark"), Cell(found, "text"), Cell(rest, "name")]
    else:  # each piece is styled, and sent, by itself
        cells.append(Cell(shown + rest, "name"))
    if layout.height == 1:
        columns_ = f" {pad(row.type, layout.type)} {pad(row.date, layout.date)} {pad(row.place, layout.place)}"
        cells.append(Cell(columns_, "word"))
    return cells


def second_line(layout: Columns, words: tuple[str, str, str], part: str = "word") -> list[Cell]:
    """The second line of a row: type, date and place, as far as known; or something else in their place."""
    return [Cell(pad(" " * LEAD + " · ".join(word for word in words if word), layout.name + LEAD), part)]
