"""Agreement of dates: whether two partial dates can both be true of one thing."""

from __future__ import annotations

import datetime
from calendar import monthrange
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
    """Whether a date is surely before another: its last day before the first of the other."""
    last, first = one.latest(), other.earliest()
    return last is not None and first is not None and last < first


def touches(date: PartialDate, asked: PartialDate) -> bool:
    """Whether a date may have a day of the one that is asked for; a mark changes nothing, and an open end has no bound.

    What is asked for without a year ("5/8") is so in any year: the days of dates that leave less than a year open are
    compared, and of an open interval those of the end that is known. A date without a year is of no year that is asked for.
    """
    if asked.year_less:
        return _touches_in_any_year(date, asked)
    if date.year_less:
        return False
    return (date.earliest() or datetime.date.min) <= (asked.latest() or datetime.date.max) and (
        asked.earliest() or datetime.date.min
    ) <= (date.latest() or datetime.date.max)


_WHOLE_YEAR = 365
"""Days from which on a date says nothing of the day in a year."""


def _touches_in_any_year(date: PartialDate, asked: PartialDate) -> bool:
    start, end = date.start or date.end, date.end or date.start
    if start is None or end is None:
        return False
    if date.year_less:
        first, last = _first_in_year(start), _last_in_year(end)
        of_asked = (asked.start or asked.end), (asked.end or asked.start)
        assert of_asked[0] and of_asked[1], "no date is open at both ends"
        asked_first, asked_last = _first_in_year(of_asked[0]), _last_in_year(of_asked[1])
        return _is_between(first, asked_first, asked_last) or _is_between(asked_first, first, last)
    begun, ended = start.earliest(), end.latest()
    if begun is None or ended is None or (ended - begun).days + 1 >= _WHOLE_YEAR:
        return False
    years = range(max(begun.year - 1, datetime.MINYEAR), ended.year + 1)  # a span may go on over New Year
    return any(begun.toordinal() <= last and first <= ended.toordinal() for first, last in spans_in_years(asked, years))


def _first_in_year(point: Point) -> tuple[int, int]:
    return point.month or 1, point.day or 1


def _last_in_year(point: Point) -> tuple[int, int]:
    return point.month or 12, point.day or 31


def _is_between(day: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a day lies between two others of a year, over New Year where the last comes first."""
    return first <= day <= last if first <= last else day >= first or day <= last


def spans_in_years(date: PartialDate, years: range) -> Iterator[tuple[int, int]]:
    """Yield the first and last day (ordinals) of a date without a year in each year that has it.

    Of an open interval that is the end that is known; one that ends before it begins goes on over New Year.
    """
    start, end = date.start or date.end, date.end or date.start
    if start is None or end is None or start.month is None or end.month is None:
        return
    over_new_year = (end.month, end.day or 31) < (start.month, start.day or 1)
    for year in years:
        last_year = min(year + over_new_year, datetime.MAXYEAR)
        # 29 February is the end of what begins on it in other years, and the day after the beginning of what ends on it.
        first = datetime.date(year, start.month, 1).toordinal() + (start.day or 1) - 1
        days = monthrange(last_year, end.month)[1]
        last = datetime.date(last_year, end.month, min(end.day or days, days)).toordinal()
        if last_year < year + over_new_year:
            last = datetime.date.max.toordinal()
        if first <= last:
            yield first, last
