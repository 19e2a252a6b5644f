"""The layout of a row of the list for a width: columns on one line, else two lines; if many rows are wanted, one line with
the name and, behind a short one, place and date."""

from __future__ import annotations

from typing import NamedTuple

from govtui.index.api import ELSEWHERE, Row
from govtui.model.kinds import kind_sign
from govtui.model.problem import SEVERITY_SIGNS
from govtui.text.width import clip, pad, width
from govtui.tui.base.line_list import FoundWords, excerpt

ONE_LINE = 92
"""The width in cells from which a row takes one line."""

SIGNS = {0: " ", 1: " ", 2: SEVERITY_SIGNS[2], 3: SEVERITY_SIGNS[3]}
"""The sign before a record by its worst problem."""

DATE = 21
"""Cells that a date needs: “within 5–6 Nov 2018 +”."""

SNIPPET = 20
"""Cells that must be free beside a name for what a search found elsewhere."""

MARK = "*"
"""The sign of a marked record, beside the worst problem's."""

LEAD = 4
"""Cells before a name: the worst problem's sign, the mark, the kind's sign, a blank."""


class Columns(NamedTuple):
    """The widths of the columns; all 0 but the name's where there is no room for others."""

    name: int
    type: int = 0
    date: int = 0
    place: int = 0
    height: int = 1
    """Lines that a row takes."""


def columns(cells: int, *, dense: bool = False) -> Columns:
    """Return the columns for a list that is `cells` wide; `dense`: a row takes one line in any case."""
    inside = cells - LEAD
    if cells < ONE_LINE:
        return Columns(inside, height=1 if dense else 2)
    type_, place = min(26, inside // 5), min(24, inside // 5)
    return Columns(inside - type_ - DATE - place - 3, type_, DATE, place)


class Cell(NamedTuple):
    """A piece of a row and its part."""

    text: str
    part: str
    """"sign", a kind (of its sign), "name", "mark", "word" (of a column), "text" (of the record)."""


def line_of(
    layout: Columns, row: Row, part: int, snippet: str, words: FoundWords, *, marked: bool = False, both: bool = False
) -> list[Cell]:
    """Return a line of a row, the first (part 0) or the second.

    `snippet`: what a search for `words` found outside the name; `both`: whether the name in the other language is wanted.
    """
    if part == 0:
        return _first(layout, row, snippet, words, marked)
    if snippet:
        return _second(layout, (_excerpt(snippet, words, layout.name),), "text")
    return _second(layout, (row.other,) if both and row.other else row.columns)


def _first(layout: Columns, row: Row, snippet: str, words: FoundWords, marked: bool) -> list[Cell]:
    """Return signs, name (with the mark of a fallback language) and columns.

    Where a row takes one line, the snippet, or place and date, stand behind the name as far as there is room.
    """
    mark = f" [{row.missing}]" if row.missing else ""
    room = layout.name - width(mark)
    shown = clip(row.name, room)
    left = room - width(shown)
    found = told = ""
    if layout.height == 1 and snippet and left >= SNIPPET:
        found = f"  {_excerpt(snippet, words, left - 3)}"
    elif layout.height == 1 and not layout.date:
        _, date, place = row.columns
        tellable = (" · ".join(filter(None, (place, date))), date, place)
        told = next((words for words in tellable if words and width(words) + 2 <= left), "")
    rest = " " * (left - width(found) - width(told))
    cells = [
        Cell(SIGNS[row.severity] + (MARK if marked else " "), "sign"),
        Cell(f"{kind_sign(row.kind)} ", row.kind or "name"),
    ]
    if mark or found:
        cells += [Cell(shown, "name"), Cell(mark, "mark"), Cell(found, "text"), Cell(rest, "name")]
    else:  # each piece is styled, and sent, by itself
        cells.append(Cell(shown + rest, "name"))
    cells.append(Cell(told, "word"))
    if layout.type:
        type_, date, place = row.columns
        columns_ = f" {pad(type_, layout.type)} {pad(date, layout.date)} {pad(place, layout.place)}"
        cells.append(Cell(columns_, "word"))
    return cells


def _excerpt(snippet: str, words: FoundWords, room: int) -> str:
    """Return as much of a snippet as has room; of one from a claim at least the sign, and its source where there is room."""
    if not snippet.startswith(f"{ELSEWHERE} ") or width(snippet) <= room:
        return excerpt(snippet, words, room)
    told, _, text = snippet.partition(": ")
    lead = f"{told}: " if width(told) + 2 + SNIPPET <= room else f"{ELSEWHERE} "
    return lead + excerpt(text, words, room - width(lead))


def _second(layout: Columns, words: tuple[str, ...], part: str = "word") -> list[Cell]:
    """Return the second line: type, date and place, as far as known, or other words instead."""
    return [Cell(pad(" " * LEAD + " · ".join(word for word in words if word), layout.name + LEAD), part)]
