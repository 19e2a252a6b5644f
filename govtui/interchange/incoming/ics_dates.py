"""The date of an iCalendar event: DTSTART with DTEND or DURATION, as days in the zone of its start and as printed with times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from icalendar.prop import vDDDTypes, vDuration
from icalendar.timezone import tzp

from govtui.interchange.calendar_terms import without_controls
from govtui.interchange.incoming.ics_components import ContentLine
from govtui.model.imported import ImportFault

_RAISED = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What icalendar and datetime raise for values out of form or range."""


class NotADate(Exception):
    """A property whose value is no date, or ends before it begins."""

    def __init__(self, at: ContentLine, code: str = "bad_date") -> None:
        super().__init__(at.value)
        self.fault = ImportFault(at.place, code, {"value": without_controls(at.value)[:64]})


class CalendarDate(NamedTuple):
    """When an event is."""

    first: date
    last: date
    """The last day of it, unlike DTEND."""
    printed: str
    """Day and times with their zone, "2010-10-10 10:00–12:00 (UTC)"; "" for whole days."""

    @property
    def edtf(self) -> str:
        """The days as a partial date."""
        return self.first.isoformat() + (f"/{self.last.isoformat()}" if self.last > self.first else "")


class _Moment(NamedTuple):
    day: date
    time: time | None
    zone: str
    """"UTC", the TZID as printed, or "" for a floating time and for a day."""


def calendar_date(start: ContentLine, end: ContentLine | None, duration: ContentLine | None) -> CalendarDate:
    """Return when an event is. Raises NotADate."""
    begin = _moment(start)
    if end is not None:
        finish, at = _in_zone_of(begin, _moment(end)), end
    elif duration is not None:
        finish, at = _after(begin, duration), duration
    else:
        return CalendarDate(begin.day, begin.day, _printed(begin, begin))
    last = finish.day
    if finish.time in (None, time()) and last > begin.day:  # DTEND excludes itself
        last -= timedelta(days=1)
    same_zone = finish.zone == begin.zone
    if last < begin.day or (same_zone and begin.time and finish.time and _naive(finish) < _naive(begin)):
        raise NotADate(at, "ics_ends_before")
    return CalendarDate(begin.day, last, _printed(begin, finish))


def _moment(at: ContentLine) -> _Moment:
    try:
        value: Any = vDDDTypes.from_ical(at.value.strip().upper())  # type: ignore[no-untyped-call]
    except _RAISED as error:
        raise NotADate(at) from error
    if isinstance(value, datetime):
        zone = "UTC" if value.tzinfo else without_controls(at.parameters.get("TZID", "")).strip()
        return _Moment(value.date(), value.time(), zone)
    if isinstance(value, date):
        return _Moment(value, None, "")
    raise NotADate(at)


def _after(begin: _Moment, at: ContentLine) -> _Moment:
    try:
        length: Any = vDuration.from_ical(at.value.strip().upper())  # type: ignore[no-untyped-call]
        finish = _naive(begin) + length
    except _RAISED as error:
        raise NotADate(at) from error
    if length < timedelta():
        raise NotADate(at, "ics_ends_before")
    return _Moment(finish.date(), None if begin.time is None else finish.time(), begin.zone)


def _in_zone_of(begin: _Moment, finish: _Moment) -> _Moment:
    """Return the end by the clock of the start, where both zones are known; else as it is."""
    if begin.time is None or finish.time is None or "" in (begin.zone, finish.zone) or begin.zone == finish.zone:
        return finish
    try:
        there, here = tzp.timezone(finish.zone), tzp.timezone(begin.zone)
        if there is None or here is None:
            return finish
        local = tzp.localize(_naive(finish), there).astimezone(here)
    except _RAISED:
        return finish
    return _Moment(local.date(), local.time().replace(tzinfo=None), begin.zone)


def _naive(moment: _Moment) -> datetime:
    return datetime.combine(moment.day, moment.time or time())


def _printed(begin: _Moment, finish: _Moment) -> str:
    if begin.time is None:
        return ""
    zone = f" ({begin.zone})" if begin.zone else ""
    text = f"{begin.day} {_clock(begin.time)}"
    if finish.time is None or finish == begin:
        return text + zone
    if finish.zone != begin.zone:
        other = f" ({finish.zone})" if finish.zone else ""
        return f"{text}{zone} – {finish.day} {_clock(finish.time)}{other}"
    if finish.day == begin.day:
        return f"{text}–{_clock(finish.time)}{zone}"
    return f"{text} – {finish.day} {_clock(finish.time)}{zone}"


def _clock(moment: time) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes")
