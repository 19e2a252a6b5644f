"""People of Popolo documents: attendees of events and, where it is asked, members of organizations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.json_document import JsonObject, toml_value
from govtui.interchange.incoming.known_words import KnownWords
from govtui.interchange.incoming.popolo_document import MEMBERSHIP, PERSON, SCHEME, Document, Found, Membership, as_key
from govtui.model.identifiers import country_of
from govtui.model.imported import ForeignId
from govtui.text.romanise import slug

ROLE_PATH = "people.role"
"""The table of a mapping file that says which roles of ours the file's are: [values."people.role"]."""

COUNTRY_SCHEME = "ISO 3166-1 alpha-2"
"""The scheme, in our exports, of the code of a country that attended."""

_ABOUT_ITSELF = frozenset(
    [
        "id",
        "_id",
        "@type",
        "type",
        "person_id",
        "person",
        "member",
        "organization_id",
        "organization",
        "post_id",
        "post",
    ]
)


class PopoloPeople:
    """Persons of a document, as people and participants of its records."""

    def __init__(
        self,
        document: Document,
        options: ReadOptions,
        words: KnownWords,
        reference: Callable[[str, str], ForeignId],
    ) -> None:
        self._document, self._options, self._words, self._reference = document, options, words, reference
        self._by_organization: dict[str, list[Membership]] = {}
        if options.people:
            for membership in document.memberships:
                self._by_organization.setdefault(membership.organization, []).append(membership)
        self._rest: list[tuple[str, str]] = []
        self.used: set[str] = set()
        """Places of the persons, posts and memberships that became people."""

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield memberships that became nobody, and members of those that did."""
        for membership in self._document.memberships:
            if membership.object.place not in self.used:
                yield MEMBERSHIP, membership.object.place
        yield from self._rest

    def members(self, found: Found, language: str, data: dict[str, Any]) -> None:
        """Put in the people of an organization whose role is known."""
        people: list[dict[str, Any]] = []
        for membership in self._by_organization.get(found.id, ()) if found.id else ():
            one, person = membership.object, self._document.persons.get(membership.person)
            post = self._document.posts.get(membership.post)
            said = one.text("role") or (post and (post.text("role") or post.text("label"))) or one.text("label")
            role = self._role(one, said or "")
            if person is None or not person.text("name") or not role:
                continue
            entry = self._person(person, one, role, people)
            title = one.localized("govtui_title") or ({language: said} if said and not one.has("govtui_role") else {})
            entry |= {"title": title} if title else {}
            if membership.on_behalf_of:
                entry["on_behalf_of"] = self._reference("organization", membership.on_behalf_of)
            people.append(entry)
            self.used.update(part.place for part in (one, person, post) if part is not None)
            one.take(*_ABOUT_ITSELF)
            self._rest += [(f"{MEMBERSHIP}.{name}", one.at(name)) for name in one.left()]
        data["people"] = people

    def attendees(self, found: Found, language: str, data: dict[str, Any], kept: dict[str, Any]) -> None:
        """Put in the people and bodies that attended an event."""
        people: list[dict[str, Any]] = []
        participants: list[dict[str, Any]] = []
        rest: list[Any] = []
        for one in found.object.objects("attendees"):
            id, name = one.id("id"), one.text("name")
            said = one.text("@type") or one.text("type")
            if (id and self._document.found("organization", id)) or said.lower().endswith("organization"):
                if body := self._body(one, id, name, language):
                    participants.append(body)
                else:
                    rest.append(toml_value(one.members))
                continue
            person = self._document.persons.get(id) if id and not name else one if name else None
            if person is None or not person.text("name"):
                rest.append(toml_value(one.members))
                continue
            role = one.text("govtui_role")
            entry = self._person(person, one, role if self._knows("person.role", role) else "participant", people)
            title = one.localized("govtui_title")
            people.append(entry | ({"title": title} if title else {}))
            self.used.add(person.place)
        data["people"], data["participants"] = people, participants
        if rest:
            kept["attendees"] = rest

    def _body(self, one: JsonObject, id: str, name: str, language: str) -> dict[str, Any]:
        """Return a body that attended: a record, a country, or its name; empty where nothing names it."""
        schemes = {entry.text("scheme"): entry.id("identifier") for entry in one.objects("identifiers")}
        entry: dict[str, Any] = {}
        if key := as_key(one.text("govtui_key")):
            entry["key"] = key
        if country_of(target := f"country:{schemes.get(COUNTRY_SCHEME)}"):
            entry["who"] = target
        elif own := schemes.get(SCHEME):
            entry["who"] = ForeignId("id", own)
        elif id and self._document.found("organization", id):
            entry["who"] = self._reference("organization", id)
        elif name:
            entry["text"] = one.localized("govtui_text") or {language: name}
        else:
            return {}
        capacity = one.text("govtui_capacity")
        return entry | ({"capacity": capacity} if self._knows("participant.capacity", capacity) else {})

    def _role(self, one: JsonObject, said: str) -> str:
        """Return the role of ours: as our own export says, else by the mapping file, else the one that is called so."""
        own = one.text("govtui_role")
        if own and self._knows("person.role", own):
            return own
        mapped = self._options.mapping.values.get(ROLE_PATH, {}) if self._options.mapping else {}
        return mapped.get(said) or (self._words.key("person.role", said) if said else None) or mapped.get("*", "")

    def _person(self, person: JsonObject, one: JsonObject, role: str, people: list[dict[str, Any]]) -> dict[str, Any]:
        """Return an entry of `people`, with a key if somebody of that name is among them."""
        name = person.text("name")
        entry: dict[str, Any] = {}
        own = as_key(one.text("govtui_key"))
        earlier = sum(slug(other["name"]) == slug(name) for other in people)
        if own or earlier:
            entry["key"] = own or f"{as_key(name) or PERSON}-{earlier + 1}"
        entry |= {"name": name, "role": role}
        others = [text for other in person.objects("other_names") if (text := other.text("name")) and text != name]
        if others:
            entry["aka"] = list(dict.fromkeys(others))
        return entry

    def _knows(self, vocabulary: str, key: str) -> bool:
        return self._options.manifest.knows(vocabulary, key)
