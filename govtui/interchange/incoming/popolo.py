"""Read Popolo (JSON): organizations and events become records, persons and memberships people of these where it is asked.

http://www.popoloproject.com/specs/. What our own export adds, so that it is read back exactly, are members that begin with
`govtui_` (interchange/outgoing/popolo.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.json_document import ROOT, JsonObject, read_json, toml_value
from govtui.interchange.incoming.known_words import KnownWords
from govtui.interchange.incoming.popolo_document import (
    MEMBERSHIP,
    PERSON,
    POST,
    SCHEME,
    Document,
    Found,
    as_key,
)
from govtui.interchange.incoming.popolo_people import PopoloPeople
from govtui.model.dates import DateError, PartialDate
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord
from govtui.model.localized import LANGUAGE_TAG
from govtui.text.romanise import slug

ID_PATH = "x.popolo.id"
POPOLO_SCHEME = "popolo"
"""The scheme, in our exports, of the id that a record has in the Popolo file that it came from."""

MULTILINGUAL = "multilingual"
"""The note of a name in another language, beside `lang`, as EveryPolitician's files have it."""

_DATE = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?=T|\Z))?)?)(?:T.*)?\Z", re.DOTALL)
"""ISO 8601 as Popolo allows it: a year, month or day, or a day with a time."""


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield the organizations and events of a document, its sources if they are asked for, then what is left of it."""
    document = Document(read_json(stream))
    reading = _Reading(document, options)
    for number, found in enumerate(document.records):
        if number >= options.most:
            raise CannotImport(found.object.place or ROOT, "too_many", limit=options.most)
        yield reading.record(found)
        found.object.forget()
    yield from reading.sources.values()
    for one in document.unclear:
        one.refuse("no_kind")
        yield ImportedRecord(one.place or ROOT, "", {}, faults=tuple(one.faults))
    for name, place in reading.left():
        yield ImportedRecord(place or ROOT, "", {}, counted_as=name)


class _Reading:
    """A document on its way to records."""

    def __init__(self, document: Document, options: ReadOptions) -> None:
        self._document, self._options = document, options
        self._words = KnownWords(options.manifest)
        self._people = PopoloPeople(document, options, self._words, self.reference)
        self._cited: list[tuple[str, str]] = []
        self.sources: dict[str, ImportedRecord] = {}
        """The records of sources by their addresses."""

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield the name and place of all that became nothing, after the last record."""
        yield from self._cited
        yield from self._people.left()
        used = self._people.used
        yield from (
            (name, place)
            for name, place in self._document.others
            if name not in (PERSON, POST, MEMBERSHIP) or place not in used
        )

    def reference(self, kind: str, id: str) -> ForeignId:
        """Return what a Popolo id stands for: a record of ours, if the file holds it as that."""
        found = self._document.found(kind, id)
        if found and found.own_id:
            return ForeignId("id", found.own_id)
        return ForeignId(ID_PATH, found.key if found else self._document.foreign_key(kind, id))

    def record(self, found: Found) -> ImportedRecord:
        """Return an organization or event as a record."""
        one = found.object
        name = one.text("name")
        if not name:
            one.refuse("no_name")
            return ImportedRecord(one.place or ROOT, found.kind, {}, id=found.own_id, faults=tuple(one.faults))
        language = self._language(one)
        data: dict[str, Any] = {"name": {language: name}}
        kept: dict[str, Any] = {}
        """What has no place though its member was read."""
        unknown_type = self._type(one, found.kind, data, kept)
        popolo_id = self._identifiers(found, data, kept)
        self._names(found, language, data)
        self._dates(found, data)
        summary = "\n\n".join(filter(None, (one.text("abstract"), one.text("description"))))
        data["summary"] = ({language: summary} if summary else {}) | _translations(one, "description")
        self._place(one, language, data)
        self._links(one, data, kept)
        relations = {"part_of": (found.kind, found.parent), "organized_by": ("organization", found.organizer)}
        targets = {name: [self.reference(kind, id)] for name, (kind, id) in relations.items() if id}
        if targets:
            data["relations"] = targets
        if found.kind == "event":
            self._status(one, data)
            self._people.attendees(found, language, data, kept)
        else:
            if status := self._known(one, "govtui_status", "organization.status"):
                data["status"] = status
            self._people.members(found, language, data)
        self._sources(found, language, data, kept)
        keys = []
        if popolo_id:
            data["x"] = {"popolo": {"id": popolo_id}}
            keys.append(ForeignId(ID_PATH, popolo_id))
        one.take("govtui_edtf", "govtui_translations", "govtui_type", "govtui_lang", "govtui_place", "govtui_status")
        return ImportedRecord(
            one.place or ROOT,
            found.kind,
            {name: value for name, value in data.items() if value},
            id=found.own_id,
            keys=tuple(keys),
            unknown_type=unknown_type,
            left=one.left() | kept,
            faults=tuple(one.faults),
        )

    def _language(self, one: JsonObject) -> str:
        own = one.text("govtui_lang")
        if own and not LANGUAGE_TAG.match(own):
            one.wrong("govtui_lang", own)
            own = ""
        language = own or self._options.language or (self._options.mapping.language if self._options.mapping else "")
        if not language:
            raise CannotImport(one.at("name"), "language_needed")
        return language

    def _type(self, one: JsonObject, kind: str, data: dict[str, Any], kept: dict[str, Any]) -> str:
        """Put in the type; return the file's word for it where no type here corresponds."""
        own, said = self._known(one, "govtui_type", f"{kind}.type"), one.text("classification")
        mapped = self._options.mapping.classification.get(said) if self._options.mapping and said else None
        meant = mapped or (self._words.key(f"{kind}.type", said) if said else None)
        if known := own or meant:
            data["type"] = known
        if said and not meant:
            kept["classification"] = said
        return "" if known else said

    def _known(self, one: JsonObject, member: str, vocabulary: str) -> str:
        """Return the value of a member of our own, a key of a vocabulary."""
        value = one.text(member)
        if value and not self._options.manifest.knows(vocabulary, value):
            one.wrong(member, value)
            return ""
        return value

    def _identifiers(self, found: Found, data: dict[str, Any], kept: dict[str, Any]) -> str:
        """Put in the identifiers; return the Popolo id."""
        identifiers: dict[str, str] = {}
        rest: list[Any] = []
        popolo_id = found.key if found.id != found.own_id else ""
        for one in found.object.objects("identifiers"):
            scheme, value = one.text("scheme"), one.id("identifier")
            if found.own_id and scheme in (SCHEME, POPOLO_SCHEME):
                popolo_id = value if scheme == POPOLO_SCHEME else popolo_id
            elif scheme == SCHEME:
                one.refuse("bad_id", "identifier", given=value)
            elif (key := as_key(scheme)) and value and key not in identifiers:
                identifiers[key] = value
            else:
                rest.append(toml_value(one.members))
        data["identifiers"] = identifiers
        if rest:
            kept["identifiers"] = rest
        return popolo_id

    def _names(self, found: Found, language: str, data: dict[str, Any]) -> None:
        names, aliases = data["name"], []
        seen = {slug(names[language])}
        languages = self._options.manifest.languages
        for one in found.object.objects("other_names"):
            text, tag, note = one.text("name"), one.text("lang"), one.text("note")
            start, end = self._date(one, "start_date"), self._date(one, "end_date")
            if tag and not LANGUAGE_TAG.match(tag):
                tag = ""
            if not text:
                continue
            told = self._known(one, "govtui_type", "alias.type")
            if is_translation := bool(tag) and note == MULTILINGUAL and not told:
                if tag not in names and not (start or end) and (found.own_id or tag in languages):
                    names[tag] = text
                    seen.add(slug(text))
                    continue
                note = ""
            if not found.own_id and slug(text) in seen:
                continue
            seen.add(slug(text))
            type = told or ("former" if end else "translation" if is_translation else "alias")
            alias = {"text": text, "lang": tag or ("" if found.own_id else language), "type": type}
            span = f"{start or '..'}/{end or '..'}" if start or end else ""
            said = "; ".join(filter(None, (span, note)))
            exact = one.localized("govtui_note")
            aliases.append({name: value for name, value in {**alias, "note": exact or said}.items() if value})
        data["aka"] = aliases

    def _dates(self, found: Found, data: dict[str, Any]) -> None:
        one = found.object
        exact = one.child("govtui_edtf") or JsonObject({}, "")
        start, end = (
            ("founding_date", "dissolution_date") if found.kind == "organization" else ("start_date", "end_date")
        )
        first, last = self._date(one, start), self._date(one, end)
        if found.kind == "organization":
            dates = {"founded": first, "dissolved": last}
        elif not last or first == last:
            dates = {"date": first}
        else:
            dates = {"date": f"{first or '..'}/{last}"}
            if not _is_date(dates["date"]):
                one.refuse("bad_date", end, value=dates["date"])
        for name, date in dates.items():
            own = exact.text(name)
            if own and not _is_date(own):
                exact.refuse("bad_date", name, value=own)
            data[name] = own or date

    def _date(self, one: JsonObject, member: str) -> str:
        """Return a date as EDTF, without its time."""
        text = one.text(member)
        if not text:
            return ""
        match = _DATE.match(text)
        if not match or not _is_date(match[1]):
            one.refuse("bad_date", member, value=text[:40])
            return ""
        return match[1]

    def _place(self, one: JsonObject, language: str, data: dict[str, Any]) -> None:
        location, exact = one.text("location"), one.child("govtui_place")
        if exact is None:
            if location:
                data["place"] = {"venue": {language: location}}
            return
        place: dict[str, Any] = {name: exact.localized(name) for name in ("city", "venue")}
        country = exact.text("country")
        if country and not re.fullmatch("[A-Z]{2}", country):
            exact.wrong("country", country)
        online = exact.members.get("online")
        place |= {"country": country, "online": online if isinstance(online, bool) else None}
        data["place"] = {name: value for name, value in place.items() if value not in ("", None, {})}
        if isinstance(area := one.members.get("area"), dict) and area.get("identifier") == country:
            one.take("area")  # our export made it of the place

    def _links(self, one: JsonObject, data: dict[str, Any], kept: dict[str, Any]) -> None:
        links: dict[str, str] = {}
        for link in one.objects("links"):
            address = link.text("url")
            if not address:
                continue
            key = base = _link_key(link.text("note"))
            number = 1
            while key in links and links[key] != address:
                number += 1
                key = f"{base}-{number}"
            links[key] = address
        data["links"] = links

    def _status(self, one: JsonObject, data: dict[str, Any]) -> None:
        said = one.text("status")
        if own := self._known(one, "govtui_status", "event.status"):
            data["status"] = own
            return
        status: str | None = {"tentative": "planned", "cancelled": "cancelled", "canceled": "cancelled"}.get(
            said.lower()
        )
        if said.lower() == "confirmed":
            last = PartialDate.parse(data["date"]).latest() if _is_date(data.get("date", "")) else None
            status = None if last is None else "held" if last < self._options.today else "planned"
        status = status or self._words.key("event.status", said)
        if status:
            data["status"] = status
        else:
            one.leave("status")

    def _sources(self, found: Found, language: str, data: dict[str, Any], kept: dict[str, Any]) -> None:
        """Put in citations of the sources, if they are asked for, and note their records."""
        rest: list[Any] = []
        cited: list[dict[str, Any]] = []
        for one in found.object.objects("sources"):
            address, note, own = one.text("url"), one.text("note"), one.text("govtui_id")
            if not address or not self._options.sources:
                if own:
                    self._cited.append(("sources", one.place))
                else:
                    rest.append(toml_value(one.members))
                continue
            reference = ForeignId("id", own) if own else ForeignId("url", address)
            cited += [{"ref": reference} | exact for exact in _citations(one)] or [{"ref": reference}]
            title = one.localized("govtui_title") or {language: note or address}
            type = self._known(one, "govtui_type", "source.type") or "web_page"
            self.sources.setdefault(
                own or address,
                ImportedRecord(
                    one.place,
                    "source",
                    {"type": type, "title": title, "url": address},
                    id=own,
                    keys=(ForeignId("url", address),),
                ),
            )
        if rest:
            kept["sources"] = rest
        data["sources"] = cited


_WEBSITE = frozenset(
    ["home-page", "homepage", "official-site", "official-website", "site", "web", "web-site", "trang-chu", "trang-web"]
)
"""Keys of notes that say of a link that it is the website."""


def _link_key(note: str) -> str:
    """Return the key of a link by its note; that of the website where it says nothing."""
    key = as_key(note)
    return "wikipedia" if "wikipedia" in key else "website" if not key or key in _WEBSITE else key


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except DateError:
        return False
    return True


def _citations(source: JsonObject) -> Iterator[dict[str, Any]]:
    """Yield what our own export says is cited from a source."""
    for one in source.objects("govtui_citations"):
        quote: Any = one.localized("quote") if isinstance(one.members.get("quote"), dict) else one.text("quote")
        exact = {"at": one.text("at"), "for": one.texts("for"), "quote": quote, "said_by": one.text("said_by")}
        yield {name: value for name, value in exact.items() if value}


def _translations(one: JsonObject, member: str) -> dict[str, str]:
    """Take what our own export says of a member in other languages."""
    translations = one.child("govtui_translations")
    return {} if translations is None else translations.localized(member)
