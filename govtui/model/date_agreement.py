"""Agreement of dates: whether two partial dates can both be true of one thing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from govtui.model.dates import PartialDate, Point

_SOME_YEAR = 2004
"""In place of the year where neither date tells it: a leap year, so that 29 February is a day of it."""


class _Span(NamedTuple):
    start: Point | None
    end: Point | None
    interval: bool


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can both be true of one thing: a month fits its days, a date without a year any year.

    Of two intervals the beginnings must agree, and the ends; an open end agrees with every other. A date that is no
    interval agrees with an interval that it meets: it may tell less.
    """
    return any(_fit(a, b) for a in _dated(one, other) for b in _dated(other, one))


def _dated(date: PartialDate, other: PartialDate) -> Iterator[_Span]:
    """Yield a date, or, where it has no year, the date in each year in which it might meet the other one."""
    if not date.year_less:
        yield _Span(date.start, date.end, date.interval)
        return
    known = [point.year for point in (other.start, other.end) if point and point.year is not None] or [_SOME_YEAR]
    for year in range(min(known) - 1, min(max(known), min(known) + 2) + 2):
        start, end = date.start, date.end
        over_new_year = start and end and (end.month or 12, end.day or 31) < (start.month or 1, start.day or 1)
        start = start and replace(start, year=year)
        end = end and replace(end, year=year + 1 if over_new_year else year)
        if _exists(start) and _exists(end):
            yield _Span(start, end, date.interval)


def _exists(point: Point | None) -> bool:
    """Whether there is such a day: not every year has a 29 February."""
    try:
        return point is None or bool(point.latest() and point.earliest())
    except ValueError:
        return False


def _fit(one: _Span, other: _Span) -> bool:
    ends = [(one.start, other.start), (one.end, other.end)] if one.interval and other.interval else []
    return _meet(one.start, one.end, other.start, other.end) and all(_meet(a, a, b, b) for a, b in ends)


def _meet(start: Point | None, end: Point | None, other_start: Point | None, other_end: Point | None) -> bool:
    """Whether two spans have a day in common; None has no bound."""
    return not (
        (start and other_end and _first(start) > _last(other_end))
        or (end and other_start and _first(other_start) > _last(end))
    )


def _first(point: Point) -> datetime.date:
    return point.earliest() or datetime.date.min


def _last(point: Point) -> datetime.date:
    return point.latest() or datetime.date.max


def surely_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is before another whatever days are meant: its last day before the first of the other."""
    last, first = one.latest(), other.earliest()
    return last is not None and first is not None and last < first
