"""An endless axis of time in cells: in which cell a day stands, and how a partial date is drawn on it.

A cell never holds days of two units (years, decades), so a bar can be read off by its edges: what is only known by its year
fills that year. Signs alone tell everything; colour only says whose bar it is.
"""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from govtui.model.dates import PartialDate, Point

Zoom = Literal["decade", "year", "month"]
ZOOMS: tuple[Zoom, ...] = ("decade", "year", "month")
"""From far to near."""

UNIT = {"decade": 10, "year": 6, "month": 6}
"""Cells of one decade (a year each), year (two months each) or month (five days each)."""

DAY, VAGUE, LASTS, SOMEWHERE = "●", "○", "═", "░"
"""One day; less exact than a day and narrower than a cell; a time that something lasts; somewhere in this time."""
FROM, UNTIL = "◄", "►"
"""The start, the end is open."""
BEFORE, AFTER = "‹", "›"
"""It stands outside what is in sight, on that side."""
ABOUT, PERHAPS = "~", "?"

LEAST, MOST = datetime.date.min, datetime.date.max


def column(day: datetime.date, zoom: Zoom) -> int:
    """The cell in which a day stands."""
    match zoom:
        case "decade":
            return day.year
        case "year":
            return day.year * UNIT[zoom] + (day.month - 1) // 2
        case "month":
            return (day.year * 12 + day.month - 1) * UNIT[zoom] + min(5, (day.day - 1) // 5)


def first_day(cell: int, zoom: Zoom) -> datetime.date:
    """The first day of a cell; the first or last day there is where the calendar ends before it."""
    if zoom == "decade":
        year, month, day = cell, 1, 1
    elif zoom == "year":
        year, part = divmod(cell, UNIT[zoom])
        month, day = part * 2 + 1, 1
    else:
        months, part = divmod(cell, UNIT[zoom])
        year, month, day = months // 12, months % 12 + 1, part * 5 + 1
    if year < LEAST.year:
        return LEAST
    return datetime.date(year, month, day) if year <= MOST.year else MOST


def unit_start(cell: int, zoom: Zoom, step: int = 0) -> int:
    """The first cell of the unit that a cell belongs to, or of one that is some units further."""
    return (cell // UNIT[zoom] + step) * UNIT[zoom]


class Extent(NamedTuple):
    """The cells of a date: between which its start and its end lie; None where it is open."""

    start: tuple[int, int] | None
    end: tuple[int, int] | None

    @property
    def first(self) -> int:
        """The first cell that is known to belong to it."""
        return self.start[0] if self.start else self.end[0] if self.end else 0

    @property
    def last(self) -> int:
        """The last one."""
        return self.end[1] if self.end else self.start[1] if self.start else 0


def extent(date: PartialDate, zoom: Zoom) -> Extent:
    """Where a date that has a year stands."""
    return Extent(_cells(date.start, zoom), _cells(date.end, zoom))


def _cells(point: Point | None, zoom: Zoom) -> tuple[int, int] | None:
    first, last = (point.earliest(), point.latest()) if point else (None, None)
    return (column(first, zoom), column(last, zoom)) if first and last else None


def bar(date: PartialDate, zoom: Zoom, left: int, cells: int) -> str:
    """A date that has a year as `cells` characters of the axis from cell `left` on; blank where it is not."""
    where = extent(date, zoom)
    right = left + cells - 1
    if where.start and where.start[0] > right or (where.start is None and where.first > right and where.end is None):
        return " " * (cells - 1) + AFTER
    if where.end and where.end[1] < left:
        return BEFORE + " " * (cells - 1)
    drawn = [_sign(date, where, cell) for cell in range(left, right + 1)]
    if where.start is None:
        drawn[0] = FROM
    if where.end is None:
        drawn[-1] = UNTIL
    for place, mark in enumerate(marks(date), where.last + 1 - left):
        if where.end is not None and 0 <= place < cells:
            drawn[place] = mark
    return "".join(drawn)


def touches(date: PartialDate, zoom: Zoom, first: int, last: int) -> bool:
    """Whether some of a date's bar stands between two cells."""
    where = extent(date, zoom)
    begins = where.start is None or where.start[0] <= last
    return begins and (where.end is None or where.end[1] >= first)


def marks(date: PartialDate) -> str:
    """The signs of a date that is only approximate or uncertain, at either end."""
    points = [point for point in (date.start, date.end) if point]
    return ABOUT * any(point.approximate for point in points) + PERHAPS * any(point.uncertain for point in points)


def _sign(date: PartialDate, where: Extent, cell: int) -> str:
    start, end = where.start, where.end
    if (start and cell < start[0]) or (end and cell > end[1]):
        return " "
    if start and end and start[0] == end[1]:  # all of it within one cell
        exact = _is_day(date.start) and _is_day(date.end)
        return DAY if exact else VAGUE
    if not date.interval:
        return SOMEWHERE
    if start and cell <= start[1] and start[0] != start[1]:
        return SOMEWHERE
    if end and cell >= end[0] and end[0] != end[1]:
        return SOMEWHERE
    return LASTS


def _is_day(point: Point | None) -> bool:
    return point is not None and point.day is not None
