"""What a record tells of time: what happened when, what lasted from when to when. Plain values, for the index's table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from functools import lru_cache
from typing import NamedTuple

from govtui.model.dates import PartialDate
from govtui.model.kinds import KINDS
from govtui.model.record import Declaration, Organization, Record

DATED, YEAR_LESS, UNDATED = 0, 1, 2
"""The groups in which facts stand: by their day, by month and day where the year is unknown, and those without any date."""

SERIES = "series"
"""The type of events that are no event themselves, so that no date is missing."""


class Fact(NamedTuple):
    """One row of the table but for the document."""

    part: int
    """DATED, YEAR_LESS or UNDATED."""
    place: int
    """What it is sorted by: the first day it may have begun (a proleptic ordinal), or may have ended where the start is
    open; without a year month and day as one number."""
    last: int
    """The last day it may cover, as such a number."""
    what: str
    """The field: date, period, founded, dissolved, published, steps, terms."""
    value: str
    """A step's action, a term's type."""
    number: int | None
    """A term's number."""
    edtf: str


def facts_of(record: Record) -> list[Fact]:
    """The facts of a record in the order in which it tells them, each once."""
    match record.kind:
        case "event":
            return [] if record.type == SERIES and record.date is None else [_fact("date", record.date)]
        case "declaration":
            found = _declared(record)
        case "organization":
            found = _organized(record)
        case _:
            return glimpsed(record.kind, record.main_date)
    return list(dict.fromkeys(found))


def glimpsed(kind: str, date: PartialDate | None) -> list[Fact]:
    """What is told by a file that is no record but lets its date be seen."""
    return [_fact(KINDS[kind].date_fields[0], date)] if kind in KINDS and date else []


def _declared(record: Declaration) -> Iterator[Fact]:
    steps = [_fact("steps", step.date, step.action) for step in record.steps]
    taken = {step.edtf for step in steps}
    if record.date and record.date.text not in taken:
        yield _fact("date", record.date)
    if record.period:
        yield _fact("period", record.period)
    yield from steps
    if not (record.date or record.period or steps):
        yield _fact("date", None)


def _organized(record: Organization) -> Iterator[Fact]:
    for what, date in (("founded", record.founded), ("dissolved", record.dissolved)):
        if date:
            yield _fact(what, date)
    for term in record.terms:
        yield _fact("terms", term.date, term.type, term.number)


def _fact(what: str, date: PartialDate | None, value: str = "", number: int | None = None) -> Fact:
    return _dated(what, date.text, value, number) if date else Fact(UNDATED, 0, 0, what, value, number, "")


@lru_cache(maxsize=1 << 14)
def _dated(what: str, edtf: str, value: str, number: int | None) -> Fact:
    date = PartialDate.parse(edtf)
    if date.year_less:
        return Fact(YEAR_LESS, _month_day(date), _month_day(date), what, value, number, date.text)
    begun = date.earliest() or (date.end.earliest() if date.end else None)
    return Fact(DATED, _ordinal(begun), _ordinal(date.latest() or Day.max), what, value, number, date.text)


def _ordinal(day: Day | None) -> int:
    return day.toordinal() if day else 0


def _month_day(date: PartialDate) -> int:
    point = date.start or date.end
    return (point.month or 0) * 32 + (point.day or 0) if point else 0
