"""The layout of a row of the list for a width: two lines, or one with columns for date, type and place, as many as have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govtui.index.api import ELSEWHERE, Row
from govtui.model.kinds import kind_sign
from govtui.model.problem import SEVERITY_SIGNS
from govtui.text.width import clip, pad, width
from govtui.tui.base.line_list import FoundWords, excerpt

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.tui.base.settling import Left

ONE_LINE = 120
"""The width of the terminal in cells from which a row takes one line, unless somebody wants it otherwise."""

SIGNS = {0: " ", **SEVERITY_SIGNS}
"""The sign before a record by its worst problem."""

DATE, TYPE, PLACE = 11, 18, 18
"""Cells of the columns. A longer date takes what the name beside it leaves; a type runs on where there is no place."""

FROM = (46, 66, 88)
"""From how many cells on a list has a column for date, type, place: the name has 30 at least."""

LEAST = 24
"""Cells that a name keeps beside a date that is longer than its column."""

SNIPPET = 20
"""Cells that must be free beside a name for what a search found elsewhere."""

MARK = "*"
"""The sign of a marked record, beside the worst problem's."""

LEAD = 4
"""Cells before a name: the worst problem's sign, the mark, the kind's sign, a blank."""


class Columns(NamedTuple):
    """The widths of the columns, in this order; 0 for those that there is no room for."""

    name: int
    date: int = 0
    type: int = 0
    place: int = 0
    height: int = 1
    """Lines that a row takes."""


def columns(cells: int, *, height: int = 1) -> Columns:
    """Return the columns for a list that is `cells` wide; where a row takes two lines (`height`) there is only the name."""
    inside = cells - LEAD
    if height > 1:
        return Columns(inside, height=height)
    beside = [room if cells >= least else 0 for room, least in zip((DATE, TYPE, PLACE), FROM, strict=True)]
    return Columns(inside - sum(room + 1 for room in beside if room), *beside)


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


def row_of_decision(row: Row, left: Left, layout: Columns, tr: Translator) -> Row:
    """Return the row of a record that a merge left in conflict, saying so in place of type, date and place."""
    from govtui.i18n.conflict_texts import left_column, left_words

    row = row._replace(type="", date="", place="", within="", elsewhere=(), told="")
    if layout.height > 1:
        return row._replace(type=left_words(left.is_removed, tr))
    return row._replace(date=left_column(left.is_removed, tr))  # the column that has room first


def has_snippet(layout: Columns, row: Row) -> bool:
    """Whether there is room for what a search found outside the name: in rows of one line, behind a short name."""
    return layout.height > 1 or _room(layout, row)[0] - width(row.name) - width(_mark(row)) >= SNIPPET


def _mark(row: Row) -> str:
    """Return the mark of a name in another language than that of the list."""
    return f" [{row.missing}]" if row.missing else ""


def _room(layout: Columns, row: Row) -> tuple[int, str]:
    """Return the cells for name and mark of a row, and what stands in the columns behind them."""
    return _beside(layout, row, width(row.name) + width(_mark(row))) if layout.date else (layout.name, "")


def _first(layout: Columns, row: Row, snippet: str, words: FoundWords, marked: bool) -> list[Cell]:
    """Return signs, name (with the mark of a fallback language) and columns.

    Where a row takes one line, the snippet stands behind the name as far as there is room; else what has no column and tells
    namesakes apart does.
    """
    mark = _mark(row)
    room, beside = _room(layout, row)
    shown = clip(row.name, room - width(mark))
    left = room - width(mark) - width(shown)
    found = told = ""
    if layout.height == 1 and snippet and left >= SNIPPET:
        found = f"  {_excerpt(snippet, words, left - 3)}"
    elif layout.height == 1 and not layout.date:
        _, date, place = row.columns
        tellable = (" · ".join(filter(None, (place, date))), date, place)
        told = next((words for words in tellable if words and width(words) + 2 <= left), "")
    place = "" if layout.height > 1 or layout.place or not layout.date or found else row.columns[2]
    placed = f"  {place}" if place and place not in row.name and width(place) + 2 <= left else ""
    rest = " " * (left - width(found) - width(told) - width(placed))
    cells = [
        Cell(SIGNS[row.severity] + (MARK if marked else " "), "sign"),
        Cell(f"{kind_sign(row.kind)} ", row.kind or "name"),
    ]
    if mark or found or placed:
        cells += [Cell(shown, "name"), Cell(mark, "mark"), Cell(found, "text"), Cell(f"{placed}{rest}", "word")]
    else:  # each piece is styled, and sent, by itself
        cells.append(Cell(shown + rest, "name"))
    cells.append(Cell(told or beside, "word"))
    return cells


def _beside(layout: Columns, row: Row, name: int) -> tuple[int, str]:
    """Return the cells for a name that is so wide, and what stands in the columns behind them.

    Names and types run on into columns that are empty. A date is told whole at the cost of the name before it.
    """
    type_, date, place = row.columns
    room, cells = layout.name, [(date, layout.date), (type_, layout.type), (place, layout.place)]
    while cells and not (cells[0][0] and cells[0][1]):
        room += cells[0][1] + bool(cells[0][1])
        del cells[0]
    if len(cells) == len(FROM) and (more := width(date) - layout.date) > 0:
        more = min(more, max(0, room - min(name, LEAST)))
        room -= more
        cells[0] = (date, layout.date + more)
    out: list[str] = []
    while cells:
        words, wide = cells.pop(0)
        while cells and not cells[0][0]:
            wide += cells[0][1] + bool(cells[0][1])
            del cells[0]
        out.append(pad(words, wide) if wide else "")
    return room, "".join(f" {one}" for one in out if one)


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
