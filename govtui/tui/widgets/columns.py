"""How a row of the list is laid out for a width: in columns on one line, or in two lines where there is no room for them."""

from __future__ import annotations

from typing import NamedTuple

from govtui.text.width import clip, pad, width

ONE_LINE = 92
"""The width in cells from which a row takes one line."""

SIGNS = {0: " ", 1: " ", 2: "≠", 3: "✗"}
"""The sign before a record by its worst problem."""


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
    inside = cells - 2
    if cells < ONE_LINE:
        return Columns(inside, 0, 0, 0)
    type_, date, place = min(26, inside // 5), 15, min(24, inside // 5)
    return Columns(inside - type_ - date - place - 3, type_, date, place)


def heading(layout: Columns, name: str, type_: str, date: str, place: str) -> str:
    """The words over the list."""
    if layout.height == 2:
        return clip(f"  {name}", layout.name + 2)
    return f"  {pad(name, layout.name)} {pad(type_, layout.type)} {pad(date, layout.date)} {pad(place, layout.place)}"


class Cell(NamedTuple):
    """A piece of a row and what it is."""

    text: str
    part: str
    """"sign", "name", "mark", "word"."""


def first_line(layout: Columns, severity: int, name: str, missing: str, words: tuple[str, str, str]) -> list[Cell]:
    """The first line of a row: sign, name (with the mark of a language that stands in), and the columns if there are any."""
    mark = f" [{missing}]" if missing else ""
    room = layout.name - width(mark)
    shown = clip(name, room)
    filled = " " * (room - width(shown))
    cells = [Cell(SIGNS[severity] + " ", "sign"), Cell(shown, "name"), Cell(mark, "mark"), Cell(filled, "name")]
    if layout.height == 1:
        type_, date, place = words
        columns_ = f" {pad(type_, layout.type)} {pad(date, layout.date)} {pad(place, layout.place)}"
        cells.append(Cell(columns_, "word"))
    return cells


def second_line(layout: Columns, words: tuple[str, str, str]) -> list[Cell]:
    """The second line of a row: type, date and place, as far as known."""
    return [Cell(pad("    " + " · ".join(word for word in words if word), layout.name + 2), "word")]
