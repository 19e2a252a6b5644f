"""The members of a Popolo organization or event that a record has by itself: names, dates, place, identifiers, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from govtui.i18n.countries import country_name
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.dates import Point
from govtui.model.localized import text_in
from govtui.model.parts import Alias, Place
from govtui.model.record import Event, Organization, Record, Source
from govtui.model.vocabulary import UNSTATED

if TYPE_CHECKING:
    from govtui.interchange.exporting import Export

SCHEME, POPOLO_SCHEME = "govtui", "popolo"
"""Schemes of the identifiers that are the record's id, and its id in the Popolo file that it came from."""

MULTILINGUAL = "multilingual"
"""The note of a name in another language, beside `lang`, as EveryPolitician's files have it."""

_STATUS = {"planned": "tentative", "held": "confirmed", "cancelled": "cancelled"}

_LOST = {"part_of": "parent_id", "organized_by": "organization_id"}
"""References that led nowhere when they were imported (edit/import_references.py), to Popolo's names for them."""

_JOINED = ("identifiers", "sources", "attendees")
"""Lists of which an import took a part: what it left stands behind what the record has."""


class PopoloValues:
    """Makes organizations and events of the records of one export."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._languages = tuple(export.registry.manifest.languages)
        self._exported = {(card.kind, card.id) for card in export.cards}
        self._source = cache(self._read_source)
        self._left: set[str] = set()

    def left(self, path: str) -> None:
        """Note that a part of the record has no place; a record counts once."""
        self._left.add(path)

    def count_left(self) -> None:
        """Count what of the record that was written has no place."""
        self._export.left.fields.update(self._left)
        self._left.clear()

    def is_exported(self, kind: str, id: str) -> bool:
        """Whether a record is in the document."""
        return (kind, id) in self._exported

    def language(self, record: Record) -> str:
        """Return the language of the record's texts: the registry's first in which it has a name."""
        names = record.label
        return next((one for one in self._languages if one in names), next(iter(names)))

    def of(self, record: Record, people: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record as Popolo has it; `people`: the members that it has for its people."""
        assert isinstance(record, Organization | Event)
        language = self.language(record)
        exact: dict[str, Any] = {}
        """What Popolo says less exactly, by the names of our own members."""
        translations: dict[str, Mapping[str, str]] = {}
        one: dict[str, Any] = {"id": record.id, "name": record.name[language]}
        others = [
            {"name": text, "lang": tag, "note": MULTILINGUAL} for tag, text in record.name.items() if tag != language
        ]
        one["other_names"] = others + [self._alias(alias, language) for alias in record.aka]
        one["identifiers"] = self._identifiers(record)
        kept = record.x.get("popolo", {})
        kept = kept if isinstance(kept, dict) else {}
        one["classification"] = kept.get("classification") or record.type
        if one["classification"] != record.type:
            exact["type"] = record.type
        one |= self._relations(record)
        one |= _organization_dates(record, exact) if isinstance(record, Organization) else _event_dates(record, exact)
        if record.summary:
            one["description"] = record.summary.get(language)
            if rest := {tag: text for tag, text in record.summary.items() if tag != language}:
                translations["description"] = rest
        if record.place:
            one |= self._place(record, record.place, language, exact)
        self._status(record, one, exact)
        one["links"] = [{"url": address, "note": key} for key, address in record.links.items()]
        one["sources"] = self._sources(record, language)
        one |= {"govtui_lang": language, **{f"govtui_{name}": value for name, value in exact.items()}}
        if translations:
            one["govtui_translations"] = translations
        one |= people
        self._add_kept(record, one, kept)
        return {name: value for name, value in one.items() if value not in (None, "", [], {})}

    def _alias(self, alias: Alias, language: str) -> dict[str, Any]:
        note = alias.note if isinstance(alias.note, str) else text_in(alias.note, language)
        one: dict[str, Any] = {"name": alias.text, "lang": alias.lang}
        used, rest = alias.dated_note
        if used and all(point is None or _is_certain(point) for point in (used.start, used.end)):
            start, _, end = used.text.partition("/")
            one |= {name: day for name, day in (("start_date", start), ("end_date", end)) if day != ".."}
            note = rest
        one["note"] = note
        if alias.type != ("former" if one.get("end_date") else "alias") or note == MULTILINGUAL:
            one["govtui_type"] = alias.type
        if isinstance(alias.note, dict):
            one["govtui_note"] = alias.note
        for name in ("source", "at"):
            if getattr(alias, name):
                self.left(f"aka.{name}")
        return _stated(one)

    def _identifiers(self, record: Record) -> list[dict[str, str]]:
        found = [{"scheme": SCHEME, "identifier": record.id}]
        kept = record.x.get("popolo")
        if isinstance(kept, dict) and isinstance(id := kept.get("id"), str | int):
            found.append({"scheme": POPOLO_SCHEME, "identifier": str(id)})
        for scheme, value in record.identifiers.items():
            if scheme in (SCHEME, POPOLO_SCHEME):
                self.left("identifiers")
            else:
                found.append({"scheme": scheme, "identifier": value})
        return found

    def _relations(self, record: Record) -> dict[str, str]:
        """Return parent and organizer, where they are in the document; Popolo has one of each and no other relations."""
        found: dict[str, str] = {}
        for relation, targets in record.relations.items():
            kind, member = {
                "part_of": (record.kind, "parent_id"),
                "organized_by": ("organization", "organization_id"),
            }.get(relation, ("", ""))
            first = next((target for target in targets if self.is_exported(kind, target)), None) if member else None
            if first:
                found[member] = first
            if len(targets) > (first is not None):
                self.left(f"relations.{relation}")
        return found

    def _place(self, record: Record, place: Place, language: str, exact: dict[str, Any]) -> dict[str, Any]:
        data = {
            name: value
            for name in ("country", "city", "venue", "online")
            if (value := getattr(place, name)) is not None
        }
        country = place.country and (country_name(place.country, load(language if language in LANGUAGES else "en")))
        if record.kind == "event":
            words = [text_in(place.venue, language), text_in(place.city, language), country]
            if data.keys() != {"venue"} or data["venue"].keys() != {language}:
                exact["place"] = data
            return {"location": ", ".join(filter(None, words))}
        exact["place"] = data
        return {"area": {"name": country, "identifier": place.country, "classification": "country"}} if country else {}

    def _status(self, record: Organization | Event, one: dict[str, Any], exact: dict[str, Any]) -> None:
        if record.status in UNSTATED:
            return
        said = _STATUS.get(record.status) if isinstance(record, Event) else None
        one["status"] = said
        last = record.date.latest() if isinstance(record, Event) and record.date else None
        is_over = last is not None and last < self._export.when.date()
        if said is None or (said == "confirmed" and not is_over):
            exact["status"] = record.status

    def _sources(self, record: Record, language: str) -> list[dict[str, Any]]:
        """Return the cited sources that have an address, each once, with what is cited from them."""
        found: dict[str, dict[str, Any]] = {}
        for citation in record.sources:
            source = self._source(citation.ref)
            if source is None:
                continue
            address, title = source.url, source.title
            one = found.setdefault(
                citation.ref,
                {"url": address, "note": text_in(title, language), "govtui_id": citation.ref, "govtui_citations": []},
            )
            if title.keys() != {language}:
                one["govtui_title"] = title
            if source.type != "web_page":
                one["govtui_type"] = source.type
            exact = {"at": citation.at, "for": citation.fields, "quote": citation.quote, "said_by": citation.said_by}
            if exact := _stated(exact):
                one["govtui_citations"].append(exact)
        if any(citation.ref not in found for citation in record.sources):
            self.left("sources")
        return [_stated(one) for one in found.values()]

    def _read_source(self, id: str) -> Source | None:
        """Return a source that has an address."""
        source = self._export.context.record(id)
        return source if isinstance(source, Source) and source.url else None

    def _add_kept(self, record: Record, one: dict[str, Any], kept: Mapping[str, Any]) -> None:
        """Put what an import from Popolo had no place for back where it was; count other notes as left."""
        own = self._export.registry.manifest.record_schema.own(record.kind)
        for path, spec in own.items():
            if spec.held_by(record) not in UNSTATED:
                self.left(path)
        has_left = bool(record.x.keys() - {"popolo"} - {spec.attribute for spec in own.values()})
        for name, value in kept.items():
            member = _LOST.get(name, name)
            if member in ("id", "classification"):
                continue
            if member in _JOINED and isinstance(value, list):
                one[member] = [*one.get(member, ()), *filter(self._is_foreign, value)]
            elif not one.get(member) and not self._misleads(record.kind, member, value):
                one[member] = value
            else:
                has_left = True
        if has_left:
            self.left("x")

    def _is_foreign(self, item: object) -> bool:
        """Whether an item that was left has not the id of an organization of the document."""
        return not (isinstance(item, dict) and self.is_exported("organization", str(item.get("id", ""))))

    def _misleads(self, kind: str, member: str, value: object) -> bool:
        """Whether an id of the other file would be taken for that of a record of the document."""
        named = {"parent_id": kind, "organization_id": "organization"}.get(member)
        return named is not None and (not isinstance(value, str) or self.is_exported(named, value))


def _organization_dates(record: Organization, exact: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for member, field, date in (
        ("founding_date", "founded", record.founded),
        ("dissolution_date", "dissolved", record.dissolved),
    ):
        if date is None:
            continue
        if not date.interval and not date.time and _is_certain(date.start):
            found[member] = date.text
        else:
            exact.setdefault("edtf", {})[field] = date.text
    return found


def _event_dates(record: Event, exact: dict[str, Any]) -> dict[str, str]:
    date = record.date
    if date is None:
        return {}
    if not _is_certain(date.start) or not _is_certain(date.end):
        exact["edtf"] = {"date": date.text}
        return {}
    if date.time:
        exact["edtf"] = {"date": date.text}
        has_zone = date.text.endswith("Z") or re.search(r"[+-][0-9]{2}:[0-9]{2}\Z", date.text)
        return {"start_date": date.text if has_zone else date.text[:10]}
    if not date.interval:
        return {"start_date": date.text}
    start, _, end = date.text.partition("/")
    if start == end:
        exact["edtf"] = {"date": date.text}
    return {"start_date": start, "end_date": end}


def _is_certain(point: Point | None) -> bool:
    return point is not None and point.year is not None and not (point.decade or point.uncertain or point.approximate)


def _stated(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}
