"""People of records as Popolo has them: persons and memberships of organizations, attendees and speeches of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from govtui.i18n.countries import country_name
from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.json_text import json_text
from govtui.interchange.outgoing.popolo_values import SCHEME, PopoloValues
from govtui.model.event_parts import Participant
from govtui.model.identifiers import country_of
from govtui.model.localized import text_in
from govtui.model.parts import Person
from govtui.model.record import Event, Record
from govtui.text.romanise import slug

if TYPE_CHECKING:
    from govtui.interchange.exporting import Export

COUNTRY_SCHEME = "ISO 3166-1 alpha-2"

_NOT_THERE = "author"
"""The role of people who need not have been at an event to be named by it."""


class PopoloPeople:
    """Makes persons of the people of the records of one export. One name is one person within a record, not beyond it."""

    def __init__(self, export: Export, values: PopoloValues) -> None:
        self._export, self._values = export, values
        self._persons: list[str] = []
        self._memberships: list[str] = []
        self._speeches: list[str] = []

    def arrays(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the arrays of what stands beside organizations and events, as JSON."""
        yield "persons", self._persons
        yield "memberships", self._memberships
        yield "speeches", self._speeches

    def of(self, record: Record) -> dict[str, Any]:
        """Return the members that a record has for its people; those of an organization stand in arrays of their own."""
        for name in ("source", "at", "said_by", "org"):
            if any(getattr(person, name) for person in record.people):
                self._values.left(f"people.{name}")
        if not isinstance(record, Event):
            self._members(record)
            return {}
        there = [person for person in record.people if person.role != _NOT_THERE]
        if len(there) < len(record.people):
            self._values.left("people")
        if any(person.on_behalf_of for person in there):
            self._values.left("people.on_behalf_of")
        attendees = [_person(record, person) | self._exact(person, "participant") for person in there] + [
            self._body(record, one) for one in record.participants
        ]
        self._speak(record, {person.name for person in there})
        for name in ("head", "count", "within", "note", "source", "at", "said_by"):
            if any(getattr(one, name) for one in record.participants):
                self._values.left(f"participants.{name}")
        return {"attendees": attendees} if attendees else {}

    def _members(self, record: Record) -> None:
        persons: dict[str, dict[str, Any]] = {}
        for number, person in enumerate(record.people, 1):
            one = persons.setdefault(slug(person.name), _person(record, person))
            behalf = person.on_behalf_of
            if behalf and not self._values.is_exported("organization", behalf):
                self._values.left("people.on_behalf_of")
                behalf = None
            membership = {
                "id": f"{record.id}.people.{number}",
                "person_id": one["id"],
                "organization_id": record.id,
                "on_behalf_of_id": behalf,
                "role": text_in(person.title, self._values.language(record)) or person.role,
                **self._exact(person, ""),
            }
            self._memberships.append(json_text({name: value for name, value in membership.items() if value}))
        self._persons += map(json_text, persons.values())

    def _exact(self, person: Person, usual: str) -> dict[str, Any]:
        """Return what Popolo has no terms for; a role is left away where it is the usual one."""
        found = {"role": person.role if person.role != usual else None, "title": person.title, "key": person.key}
        return {f"govtui_{name}": value for name, value in found.items() if value}

    def _body(self, record: Record, one: Participant) -> dict[str, Any]:
        """Return a body that took part as an attendee that is an organization."""
        language = self._values.language(record)
        body: dict[str, Any] = {"@type": "Organization"}
        if one.who and (code := country_of(one.who)):
            body["name"] = country_name(code, load(language if language in LANGUAGES else "en")) or code
            body["identifiers"] = [{"scheme": COUNTRY_SCHEME, "identifier": code}]
        elif one.who:
            card = self._export.index.card(one.who)
            body |= {"id": one.who, "name": text_in(card.name, language) if card else one.who}
            body["identifiers"] = [{"scheme": SCHEME, "identifier": one.who}]
        else:
            body["name"] = text_in(one.text, language)
            if one.text and one.text.keys() != {language}:
                body["govtui_text"] = one.text
        exact = {"govtui_capacity": one.capacity, "govtui_key": one.key}
        return body | {name: value for name, value in exact.items() if value}

    def _speak(self, record: Event, attendees: set[str]) -> None:
        """Put in what was said, where a source prints the words; a remark in words of the registry is no transcript."""
        for remark in record.remarks:
            if not remark.quote:
                continue
            words = (
                remark.quote if isinstance(remark.quote, str) else text_in(remark.quote, self._values.language(record))
            )
            speech = {
                "id": f"{record.id}.remarks.{remark.key}",
                "event_id": record.id,
                "creator_id": _person_id(record, remark.person) if remark.person in attendees else None,
                "attribution_text": remark.person,
                "text": words,
            }
            self._speeches.append(json_text({name: value for name, value in speech.items() if value}))
        if record.remarks:
            self._values.left("remarks.text" if all(remark.quote for remark in record.remarks) else "remarks")


def _person(record: Record, person: Person) -> dict[str, Any]:
    one: dict[str, Any] = {"id": _person_id(record, person.name), "name": person.name}
    return one | ({"other_names": [{"name": name} for name in person.aka]} if person.aka else {})


def _person_id(record: Record, name: str) -> str:
    return f"{record.id}.people.{slug(name)}"
