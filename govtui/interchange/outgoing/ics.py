"""Events as iCalendar (RFC 5545): a VEVENT where the date is known to the day, else a VJOURNAL that says it in words.

What a calendar says less exactly than a record stands in X-GOVTUI properties besides (interchange/calendar_terms.py), so that an
import puts it back. Written without a library: an export must work without the extra `exchange`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from govtui.interchange import calendar_terms as terms
from govtui.interchange.exporting import Export
from govtui.model.localized import with_fallback
from govtui.model.record import Event
from govtui.page.record_names import record_name

CARRIED: Mapping[str, frozenset[str]] = {
    "event": frozenset(
        {
            *("type", "status", "date", "date_text", "part_of_day", "frequency", "name", "summary"),
            *("place", "links", "series", "relations", "people"),
        }
    )
}

HOST = "govtui.invalid"
"""The host in each UID: a name that belongs to nobody (RFC 6761), since a registry does not say where it is published."""

LINE = 75
"""Octets of a line."""

_RELATION = "organized_by"
_LINK = "website"


def write(export: Export) -> Iterator[str]:
    """Yield a calendar, its head, each event and its end."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//govtui//govtui//EN",
        "CALSCALE:GREGORIAN",
    ]
    if name := with_fallback(export.registry.manifest.name, export.context.language):
        head += [_line(one, name.text, LANGUAGE=name.language) for one in ("NAME", "X-WR-CALNAME")]
    yield _folded(head)
    for card, entry in export.entries():
        record = entry.record
        if record is None:
            export.left.record("not_a_record", card.key)
        elif not isinstance(record, Event):
            export.left.record("other_kind", card.key)
        elif record.date is None:
            export.left.record("no_date", card.key)
        else:
            yield _folded(_Component(record, export).lines())
    yield _folded(["END:VCALENDAR"])


class _Component:
    """An event as a component: the properties that calendars know, then those from which the record is put back."""

    def __init__(self, event: Event, export: Export) -> None:
        self._event, self._export, self._context = event, export, export.context
        self._days = terms.calendar_days(event.date)
        self._name = "VEVENT" if self._days else "VJOURNAL"

    def lines(self) -> Iterator[str]:
        """Yield its lines, unfolded; count what it leaves."""
        event = self._event
        yield f"BEGIN:{self._name}"
        yield f"UID:{event.id}@{HOST}"
        yield f"DTSTAMP:{self._export.when:%Y%m%dT%H%M%SZ}"
        if self._days:
            first, last = self._days
            yield f"DTSTART;VALUE=DATE:{_day(first)}"
            if after := terms.day_after(last):
                yield f"DTEND;VALUE=DATE:{_day(after)}"
            yield "TRANSP:TRANSPARENT"
        name = with_fallback(event.name, self._context.language)
        if name:
            yield _line("SUMMARY", name.text, LANGUAGE=name.language)
        yield from self._description()
        if self._days and (place := self._place()):
            yield _line("LOCATION", place)
        website = event.links.get(_LINK, "")
        is_address = (
            website.isprintable() and " " not in website and website.lower().startswith(("http://", "https://"))
        )
        if is_address:
            yield f"URL:{website}"
        if status := terms.calendar_status(event.status, self._name):
            yield f"STATUS:{status}"
        yield _line("CATEGORIES", self._context.label("event.type", event.type))
        if names := "; ".join(map(self._called, event.relations.get(_RELATION, []))):
            quoted = terms.without_controls(names).replace('"', "'").replace("\n", " ")
            yield f'ORGANIZER;CN="{quoted}":invalid:nomail'  # it has no mail address, and a calendar wants one
        yield f"{terms.ID}:{event.id}"
        yield from self._put_back(name.language if name else "", is_address)
        yield f"END:{self._name}"

    def _description(self) -> Iterator[str]:
        summary = with_fallback(self._event.summary, self._context.language)
        if self._days:
            if summary:
                yield _line("DESCRIPTION", summary.text, LANGUAGE=summary.language)
            return
        assert self._event.date is not None
        when = self._context.date(self._event.date)  # a journal has neither date nor place of its own
        yield _line("DESCRIPTION", "\n\n".join(filter(None, [when, self._place(), summary.text if summary else ""])))

    def _place(self) -> str:
        place = self._event.place
        if place is None:
            return ""
        texts = (with_fallback(one, self._context.language) for one in (place.venue, place.city))
        return ", ".join(filter(None, [*(one.text for one in texts if one), self._context.country(place.country)]))

    def _called(self, target: str) -> str:
        return record_name(target, self._export.index, self._context.language, self._context.tr).text

    # what an import puts back

    def _put_back(self, shown: str, is_address: bool) -> Iterator[str]:
        event = self._event
        place, series = event.place, event.series
        texts: dict[str, Mapping[str, str]] = {
            "name": {language: text for language, text in event.name.items() if language != shown},
            "summary": self._unsaid_summary(),
            "place.city": (place.city if place else None) or {},
            "place.venue": (place.venue if place else None) or {},
        }
        for name, path in terms.LOCALIZED.items():
            for language, text in texts[path].items():
                yield _line(name, text, LANGUAGE=language)
        values: dict[str, str | int | None] = {
            "type": event.type,
            "status": event.status,
            "date": event.date.text if event.date else None,
            "date_text": event.date_text,
            "part_of_day": event.part_of_day,
            "frequency": event.frequency,
            "place.country": place.country if place else None,
            "place.online": None if place is None or place.online is None else str(place.online).upper(),
            "links.website": None if is_address else event.links.get(_LINK),
            "series.id": series.id if series else None,
            "series.number": series.number if series else None,
        }
        for name, path in terms.SCALARS.items():
            if (value := values[path]) is not None:
                yield _line(name, str(value))
        if organizers := event.relations.get(_RELATION):
            yield f"{terms.ORGANIZED_BY}:{','.join(organizers)}"
        yield from self._people()
        yield from self._former()
        left = self._export.left.fields
        left.update(f"links.{one}" for one in event.links if one != _LINK)
        left.update(f"relations.{one}" for one in event.relations if one != _RELATION)

    def _unsaid_summary(self) -> Mapping[str, str]:
        """Return the summary in the languages in which DESCRIPTION does not say it, and nothing else."""
        summary = self._event.summary or {}
        shown = with_fallback(summary, self._context.language)
        return {one: text for one, text in summary.items() if not (self._days and shown and one == shown.language)}

    def _people(self) -> Iterator[str]:
        """Yield the people, if names and roles are all that is known of them: half of a list must not replace it."""
        people = self._event.people
        for one in people:
            if any(
                getattr(one, name) not in (None, []) for name in type(one).model_fields if name not in ("name", "role")
            ):
                self._export.left.fields["people"] += 1
                return
        for one in people:
            yield _line(terms.PERSON, one.name, **{terms.ROLE: one.role})

    def _former(self) -> Iterator[str]:
        """Yield what the record kept of the calendar out of which it came; count what else has no place."""
        x = self._event.x
        written = _json(x["ics"]) if isinstance(x.get("ics"), dict) else ""
        if written:
            yield _line(terms.FORMER, written)
        carried = CARRIED["event"] | ({"x"} if written and len(x) == 1 else set())
        self._export.count_left(self._event, carried)


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):  # dates of TOML: they would come back as texts
        return ""


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _line(name: str, text: str, **parameters: str) -> str:
    """Return a property with a text (RFC 5545, 3.3.11); values of parameters are tags and keys, which need no quotes."""
    escaped = terms.without_controls(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    named = "".join(f";{key}={value}" for key, value in parameters.items())
    return f"{name}{named}:" + escaped.replace("\n", "\\n")


def _folded(lines: Iterator[str] | list[str]) -> str:
    return "".join(one for line in lines for one in _fold(line))


def _fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets (RFC 5545, 3.1), never cut within a character."""
    raw = line.encode("utf-8", "replace")
    start, width = 0, LINE
    while len(raw) - start > width:
        end = start + width
        while raw[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        yield raw[start:end].decode() + "\r\n "
        start, width = end, LINE - 1
    yield raw[start:].decode() + "\r\n"
