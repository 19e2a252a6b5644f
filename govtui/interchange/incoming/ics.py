"""iCalendar (RFC 5545) as records: VEVENT and VJOURNAL become events, a recurring one a single event that is a series.

Every property is looked at by itself, so what is broken is the fault of its component alone. Events of our own export are put
back by their X-GOVTUI properties (interchange/calendar_terms.py). Mail addresses are taken nowhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from icalendar.parser import split_on_unescaped_comma, unescape_backslash

from govtui.interchange import calendar_terms as terms
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.ics_components import RECORDS, Component, ContentLine, components
from govtui.interchange.incoming.ics_dates import CalendarDate, NotADate, calendar_date
from govtui.interchange.incoming.known_words import KnownWords
from govtui.model.dates import DateError, PartialDate
from govtui.model.identifiers import is_record_id
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord, ImportFault
from govtui.model.localized import LANGUAGE_TAG, normal

LONGEST_TEXT = 64 * 1024
"""Bytes of a text."""

LONGEST_KEPT = 1000
"""Characters of a property that is kept without being understood."""

MOST_KEPT = 32 * 1024
"""Characters that are kept of one component; of further properties only how many there are."""

KEY = "x.ics.id"

_RECURS = ("RRULE", "RDATE", "EXRULE", "EXDATE")
_FREQUENCIES = {"YEARLY/1": "annual", "YEARLY/2": "biennial", "MONTHLY/1": "monthly", "MONTHLY/3": "quarterly"}
_PLAIN_RULE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
"""Parts of a rule that do not change how often it recurs within its period."""

_FILES_OWN = frozenset({"DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE"})
"""Properties about the entry in some calendar, not about the event: other ones with every download."""

_SAID_BETTER = frozenset({"UID", "LOCATION", "ORGANIZER", "CATEGORIES", "RECURRENCE-ID", "TRANSP"})
"""Properties of our own export that its X-GOVTUI properties say exactly."""

_MAIL = re.compile(r"(?:mailto:)?[^\s@,;:<>\"']{1,64}@[^\s@,;:<>\"']{1,255}", re.IGNORECASE)
_NO_PERSON = {"ROOM", "RESOURCE", "GROUP"}


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield the events of a calendar file. Raises CannotImport."""
    number = 0
    words = KnownWords(options.manifest)
    for component in components(stream):
        if component.name not in RECORDS:
            yield ImportedRecord(component.place, "", {}, counted_as=component.name)
            continue
        number += 1
        if number > options.most:
            raise CannotImport(component.place, "too_many", limit=options.most)
        yield _Event(component, options, words).record()


class _Event:
    """The reading of one component: its properties by name, what they make, and what is wrong with them."""

    def __init__(self, component: Component, options: ReadOptions, words: KnownWords) -> None:
        self._component, self._options, self._words = component, options, words
        self._faults = list(component.faults)
        self._data: dict[str, Any] = {}
        self._left: dict[str, Any] = {}
        self._unread: dict[str, list[ContentLine]] = {}
        for one in component.properties:
            self._unread.setdefault(one.name, []).append(one)
        self._is_ours = terms.ID in self._unread
        if self._is_ours:
            for name in _SAID_BETTER | ({"DESCRIPTION"} if component.name == "VJOURNAL" else set()):
                self._unread.pop(name, None)

    def record(self) -> ImportedRecord:
        """Return what the component makes."""
        id = self._own_id() if self._is_ours else ""
        recurs = any(name in self._unread for name in _RECURS)
        when = self._date()
        self._put_texts()
        unknown_type = "" if self._is_ours else self._put_type(recurs)
        self._put_status(when, recurs)
        if self._is_ours:
            keys = self._put_back(when)
        else:
            keys = self._put_key()
            self._put_people()
        self._keep_rest()
        if not self._data.get("name") and not self._faults:
            self._faults.append(ImportFault(self._component.place, "no_name"))
        return ImportedRecord(
            self._component.place,
            "event",
            self._data,
            id=id,
            keys=keys,
            unknown_type=unknown_type,
            left=self._left,
            faults=tuple(self._faults),
            restored=self._is_ours,
        )

    def _put(self, path: str, value: object) -> None:
        *above, last = path.split(".")
        table = self._data
        for name in above:
            table = table.setdefault(name, {})
        table[last] = value

    def _fault(self, at: ContentLine, code: str, **values: str | int) -> None:
        self._faults.append(ImportFault(at.place, code, values))

    # properties

    def _one(self, name: str) -> ContentLine | None:
        """Take the first property of a name; further ones stay, and so are kept as left."""
        lines = self._unread.get(name)
        return next(self._readable([lines.pop(0)]), None) if lines else None

    def _all(self, name: str) -> list[ContentLine]:
        return list(self._readable(self._unread.pop(name, [])))

    def _readable(self, lines: Iterable[ContentLine]) -> Iterator[ContentLine]:
        for at in lines:
            if at.code:
                self._fault(at, at.code)
            else:
                yield at

    def _text(self, at: ContentLine | None) -> str:
        """Return the text of a property; "" for none, and where it cannot be one."""
        if at is None:
            return ""
        if at.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            self._fault(at, "ics_old_encoding", name=at.name)
            return ""
        text = normal(terms.without_controls(unescape_backslash(at.value)))
        if len(text.encode()) > LONGEST_TEXT:
            self._fault(at, "text_too_long", field=at.name, limit=LONGEST_TEXT // 1024)
            return ""
        return text if self._is_ours and text.strip() else text.strip()

    def _localized(self, name: str) -> dict[str, str]:
        """Take the texts of a property that may stand once a language; a second one of a language stays."""
        texts: dict[str, str] = {}
        stay = []
        for at in self._all(name):
            if not (text := self._text(at)):
                continue
            if (language := self._language(at)) in texts:
                stay.append(at)
            else:
                texts[language] = text
        if stay:
            self._unread[name] = stay
        return texts

    def _language(self, at: ContentLine) -> str:
        primary, _, rest = at.parameters.get("LANGUAGE", "").partition("-")
        tag = primary.lower() + (f"-{rest}" if rest else "")
        if LANGUAGE_TAG.match(tag):
            known = self._options.manifest.languages
            return primary.lower() if tag not in known and primary.lower() in known else tag
        if not self._options.language:
            raise CannotImport(at.place, "language_needed")
        return self._options.language

    # fields

    def _date(self) -> CalendarDate | None:
        start, end, duration = map(self._one, ("DTSTART", "DTEND", "DURATION"))
        if start is None:
            return None
        try:
            when = calendar_date(start, end, duration)
        except NotADate as error:
            self._faults.append(error.fault)
            return None
        self._put("date", when.edtf)
        if when.printed:
            self._put("date_text", when.printed)
        return when

    def _put_texts(self) -> None:
        for name, path in (("SUMMARY", "name"), ("DESCRIPTION", "summary"), ("LOCATION", "place.venue")):
            if texts := self._localized(name):
                self._put(path, texts)
        if (url := self._one("URL")) is not None:
            address = terms.without_controls(url.value).strip()
            if re.match(r"https?://\S+\Z", address, re.IGNORECASE) and len(address) <= LONGEST_TEXT:
                self._put("links.website", normal(address))
            else:
                self._unread["URL"] = [url]

    def _put_type(self, recurs: bool) -> str:
        """Put the type, as far as recurrence or categories tell it; return what the file calls it where nothing does."""
        mapped = self._options.mapping.classification if self._options.mapping else {}
        lines = self._all("CATEGORIES")
        called = [normal(terms.without_controls(one)).strip() for at in lines for one in _list(at.value)]
        called = list(dict.fromkeys(filter(None, called)))
        known = {one: found for one in called if (found := mapped.get(one) or self._words.key("event.type", one))}
        type = "series" if recurs else next(iter(known.values()), "")
        rest = [one for one in called if known.get(one) != type]
        if type:
            self._put("type", type)
        if rest:
            self._left["categories"] = [one[:LONGEST_KEPT] for one in rest]
        return rest[0][:LONGEST_KEPT] if rest and not type else ""

    def _put_status(self, when: CalendarDate | None, recurs: bool) -> None:
        status = self._text(self._one("STATUS")).upper()
        if status == "CANCELLED":
            self._put("status", "cancelled")
        elif recurs:
            self._put("status", "recurring")
        elif status == "TENTATIVE":
            self._put("status", "planned")
        elif status == "CONFIRMED" and when:
            self._put("status", "held" if when.last < self._options.today else "planned")
        self._stated_status = status
        rules = self._unread.get("RRULE", [])
        if frequency := _frequency(rules[0].value) if len(rules) == 1 else "":
            self._put("frequency", frequency)

    def _put_people(self) -> None:
        """Put the names of those who take part; what has no name but a mail address is counted as left."""
        people: dict[str, str] = {}
        for name in ("ATTENDEE", "ORGANIZER"):
            for at in self._unread.pop(name, []):
                called = normal(terms.without_controls(at.parameters.get("CN", ""))).strip(" \t\n'\"")
                stays_away = at.parameters.get("PARTSTAT", "").upper() == "DECLINED"
                of = at.parameters.get("ROLE", "").upper()
                is_person = at.parameters.get("CUTYPE", "").upper() not in _NO_PERSON and of != "NON-PARTICIPANT"
                if not called or "@" in called or stays_away or not is_person or len(called) > LONGEST_KEPT:
                    self._left[name.lower()] = self._left.get(name.lower(), 0) + 1
                elif of == "CHAIR":
                    people[called] = "chair"
                else:
                    people.setdefault(called, "participant")
        if people:
            self._put("people", [{"name": name, "role": role} for name, role in people.items()])

    def _put_key(self) -> tuple[ForeignId, ...]:
        uid = self._text(self._one("UID"))[:LONGEST_KEPT]
        if not uid:
            return ()
        if instance := self._text(self._one("RECURRENCE-ID"))[:LONGEST_KEPT]:
            self._put("series", {"id": ForeignId(KEY, uid)})
            uid = f"{uid} {instance}"
        self._put(KEY, uid)
        return (ForeignId(KEY, uid),)

    # our own export

    def _own_id(self) -> str:
        at = self._one(terms.ID)
        id = self._text(at).strip()
        if at is not None and not is_record_id(id):
            self._fault(at, "bad_id", given=id[:80])
            return ""
        return id

    def _put_back(self, when: CalendarDate | None) -> tuple[ForeignId, ...]:
        """Put what the X-GOVTUI properties say in place of what the calendar's own say less exactly."""
        self._data.pop("date_text", None)  # of times that a calendar program added
        for name, path in terms.LOCALIZED.items():
            if texts := self._localized(name):
                for language, text in texts.items():
                    self._put(f"{path}.{language}", text)
        for name, path in terms.SCALARS.items():
            if (at := self._one(name)) is not None and (text := self._text(at)):
                self._put_scalar(at, path, text, when)
        if organizers := [one for at in self._all(terms.ORGANIZED_BY) for one in _list(at.value)]:
            self._put("relations.organized_by", [one if ":" in one else ForeignId("id", one) for one in organizers])
        people = [(self._text(at), at.parameters.get(terms.ROLE, "")) for at in self._all(terms.PERSON)]
        if people := [one for one in people if all(one)]:
            self._put("people", [{"name": name, "role": role} for name, role in people])
        return self._put_former()

    def _put_scalar(self, at: ContentLine, path: str, text: str, when: CalendarDate | None) -> None:
        if path == "date":
            try:
                date = PartialDate.parse(text)
            except DateError:
                self._fault(at, "bad_date", value=text[:64])
                return
            if terms.calendar_days(date) == (when and (when.first, when.last)):
                self._put("date", text)
        elif path == "status":
            written = terms.calendar_status(text, self._component.name)
            # Calendar programs confirm what has no status.
            if self._stated_status == written or (self._stated_status, written) == ("CONFIRMED", ""):
                self._put("status", text)
        elif path == "series.id":
            self._put(path, ForeignId("id", text))
        elif path == "series.number":
            if text.isascii() and text.isdigit() and len(text) < 16:
                self._put(path, int(text))
            else:
                self._fault(at, "wrong_value", field=path, value=text[:64])
        elif path == "place.online":
            self._put(path, text.upper() == "TRUE")
        else:
            self._put(path, text)

    def _put_former(self) -> tuple[ForeignId, ...]:
        at = self._one(terms.FORMER)
        if at is None:
            return ()
        try:
            kept = json.loads(self._text(at) or "{}")
            if not (isinstance(kept, dict) and _is_plain(kept)):
                raise ValueError(at.name)
        except (ValueError, RecursionError):
            self._fault(at, "wrong_value", field=at.name, value=at.value[:64])
            return ()
        if kept:
            self._put("x.ics", kept)
        id = kept.get("id")
        return (ForeignId(KEY, id),) if isinstance(id, str) and id else ()

    # what has no place

    def _keep_rest(self) -> None:
        room = MOST_KEPT
        for name, lines in self._unread.items():
            if name in _FILES_OWN or not lines or (self._is_ours and name.startswith(terms.PREFIX)):
                continue
            kept: list[str] = []
            for one in lines:
                if room > 0:
                    kept.append(self._kept(one.value))
                    room -= len(kept[-1]) + 1
            whole = len(kept) == len(lines)
            self._left[name.lower()] = len(lines) if not whole else kept[0] if len(kept) == 1 else kept

    @staticmethod
    def _kept(value: str) -> str:
        text = normal(_MAIL.sub("", terms.without_controls(value[: 4 * LONGEST_KEPT]))).strip()
        return text if len(text) <= LONGEST_KEPT else text[:LONGEST_KEPT] + "…"


def _list(value: str) -> Iterable[str]:
    return split_on_unescaped_comma(value)


def _frequency(rule: str) -> str:
    """Return our word for how often a rule of recurrence recurs, where it is as plain as that; else ""."""
    parts = dict(one.partition("=")[::2] for one in rule.strip().upper().split(";") if one)
    if not parts.keys() <= _PLAIN_RULE:
        return ""
    return _FREQUENCIES.get(f"{parts.get('FREQ', '')}/{parts.get('INTERVAL', '1')}", "")


def _is_plain(value: object, depth: int = 10) -> bool:
    """Whether a value can stand in a TOML file."""
    if isinstance(value, dict):
        return depth > 0 and all(_is_plain(one, depth - 1) for one in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_plain(one, depth - 1) for one in value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() == value  # no lone surrogate
    return isinstance(value, bool) or isinstance(value, int | float) and abs(value) < 1 << 63  # nor NaN
