"""What reader and writer of iCalendar share: the days of a date, statuses, and the X-GOVTUI properties with the fields they hold.

A calendar holds less than a record, so each field that a record gets back has a property of its own. Date and status stand in
DTSTART, DTEND and STATUS as well: where these no longer say what was written there, somebody changed them in a calendar program,
and they count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from govtui.model.dates import PartialDate

PREFIX = "X-GOVTUI-"
ID = "X-GOVTUI-ID"
EDTF = "X-GOVTUI-EDTF"
STATUS = "X-GOVTUI-STATUS"
ORGANIZED_BY = "X-GOVTUI-ORGANIZED-BY"
PERSON = "X-GOVTUI-PERSON"
ROLE = "X-ROLE"
"""The parameter of PERSON that has the role."""
FORMER = "X-GOVTUI-ICS"
"""What x.ics of a record has, which itself came out of a calendar, as JSON."""

SCALARS: Mapping[str, str] = {
    "X-GOVTUI-TYPE": "type",
    STATUS: "status",
    EDTF: "date",
    "X-GOVTUI-DATE-TEXT": "date_text",
    "X-GOVTUI-PART-OF-DAY": "part_of_day",
    "X-GOVTUI-FREQUENCY": "frequency",
    "X-GOVTUI-COUNTRY": "place.country",
    "X-GOVTUI-ONLINE": "place.online",
    "X-GOVTUI-WEBSITE": "links.website",
    "X-GOVTUI-SERIES": "series.id",
    "X-GOVTUI-SERIES-NUMBER": "series.number",
}
"""Properties to the paths of the fields that they hold."""

LOCALIZED: Mapping[str, str] = {
    "X-GOVTUI-NAME": "name",
    "X-GOVTUI-SUMMARY": "summary",
    "X-GOVTUI-CITY": "place.city",
    "X-GOVTUI-VENUE": "place.venue",
}
"""The same of texts in several languages: a property for each, with its LANGUAGE."""

_STATUSES = {"planned": "TENTATIVE", "held": "CONFIRMED", "recurring": "CONFIRMED", "cancelled": "CANCELLED"}

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c]")  # Outlook writes VT within a text
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def calendar_status(status: str, component: str) -> str:
    """Return the STATUS of a record's status; "" for none."""
    if component == "VJOURNAL":
        return "CANCELLED" if status == "cancelled" else ""
    return _STATUSES.get(status, "")


def calendar_days(date: PartialDate | None) -> tuple[date, date] | None:
    """Return the first and the last day of a date that is known to the day, without marks; else None."""
    if date is None or date.start is None or date.end is None:
        return None
    points = (date.start, date.end)
    if not all(one.year and one.day and not one.uncertain and not one.approximate for one in points):
        return None
    first, last = date.earliest(), date.latest()
    return (first, last) if first and last and first <= last and (last < last.max or first == last) else None


def day_after(day: date) -> date | None:
    """Return the next day, by which DTEND excludes itself; None for the last that there is."""
    return None if day == day.max else day + timedelta(days=1)


def without_controls(text: str) -> str:
    """Return a text without the control characters that iCalendar forbids; line breaks become LF."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
