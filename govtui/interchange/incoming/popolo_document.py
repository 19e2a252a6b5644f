"""Popolo documents: which organizations, events, persons, memberships and posts there are, wherever they stand.

http://www.popoloproject.com/specs/. A document is an object of arrays, an array of objects or a single object, and objects
may be embedded in others: an organization has memberships, posts, a parent and children, a membership its organization. Here
each is found once, and who belongs to whom is told by ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govtui.interchange.incoming.json_document import ROOT, JsonObject, pointer
from govtui.model.identifiers import ID_LENGTH, PATTERNS, is_record_id
from govtui.model.imported import CannotImport
from govtui.model.schema import ValueType
from govtui.text.romanise import slug

ORGANIZATION, EVENT, PERSON, MEMBERSHIP, POST = "organizations", "events", "persons", "memberships", "posts"
CLASSES = (ORGANIZATION, EVENT, PERSON, MEMBERSHIP, POST)
"""The classes that are read, by the names of their arrays."""

COUNTED = ("areas", "motions", "vote_events", "votes", "speeches", "counts", "contact_details")
"""Those that are counted as left."""

SCHEME = "govtui"
"""The scheme of an identifier that is a record's id."""

_TYPES = {
    "organization": ORGANIZATION,
    "event": EVENT,
    "person": PERSON,
    "membership": MEMBERSHIP,
    "post": POST,
    "area": "areas",
    "motion": "motions",
    "voteevent": "vote_events",
    "vote": "votes",
    "speech": "speeches",
    "count": "counts",
    "contactdetail": "contact_details",
}
"""Names of classes, as in `@type`, in small letters."""

_TOLD_BY: Mapping[str, frozenset[str]] = {
    MEMBERSHIP: frozenset(["person_id", "person", "member", "post_id", "post", "on_behalf_of_id", "on_behalf_of"]),
    PERSON: frozenset(
        [
            "family_name",
            "given_name",
            "additional_name",
            "honorific_prefix",
            "honorific_suffix",
            "patronymic_name",
            "sort_name",
            "gender",
            "birth_date",
            "death_date",
            "biography",
            "national_identity",
            "email",
        ]
    ),
    "vote_events": frozenset(["counts", "votes", "motion_id", "motion"]),
    "votes": frozenset(["option", "voter", "voter_id", "vote_event_id"]),
    "speeches": frozenset(["creator_id", "creator", "audience_id", "attribution_text"]),
    "motions": frozenset(["creator_id", "creator", "requirement", "result"]),
    "areas": frozenset(["geometry", "area_of"]),
    ORGANIZATION: frozenset(["founding_date", "dissolution_date", "posts"]),
    EVENT: frozenset(["attendees", "location", "start_date", "end_date", "organization_id", "organization", "status"]),
}
"""Members that only one class has, but for what stands before it."""


@dataclass(slots=True)
class Found:
    """An organization or event of a document."""

    object: JsonObject
    kind: str
    id: str
    """Its Popolo id; "" for none."""
    own_id: str
    """The id of the record that it was exported from."""
    key: str = ""
    """By what it is recognised: its Popolo id, with its class before it where an organization of the file has the same id."""
    parent: str = ""
    organizer: str = ""
    """Popolo ids: what it is part of, who organizes it."""


@dataclass(slots=True)
class Membership:
    """A person's place in an organization, by their Popolo ids."""

    object: JsonObject
    person: str
    organization: str
    post: str
    on_behalf_of: str


class Document:
    """What a document holds."""

    def __init__(self, value: object) -> None:
        """Raises CannotImport where it has not the form of Popolo."""
        self.records: list[Found] = []
        self.persons: dict[str, JsonObject] = {}
        self.posts: dict[str, JsonObject] = {}
        self.memberships: list[Membership] = []
        self.unclear: list[JsonObject] = []
        """Objects that may be of several classes."""
        self.others: list[tuple[str, str]] = []
        """The class and place of all that is counted as left."""
        self._by_id: dict[tuple[str, str], Found] = {}
        self._parents: dict[tuple[str, str], str] = {}
        """What is embedded as a child, to its parent."""
        named = list(_objects(value))
        self._whole = {(name, _id(one)) for name, one in named}
        for name, one in named:
            self._add(name, one)
        for found in self.records:
            is_shared = found.kind == "event" and ("organization", found.id) in self._by_id
            found.key = f"{EVENT}/{found.id}" if is_shared and found.id else found.id
            found.parent = found.parent or (self._parents.get((found.kind, found.id), "") if found.id else "")

    def found(self, kind: str, id: str) -> Found | None:
        """Return the organization or event with a Popolo id."""
        return self._by_id.get((kind, id))

    def foreign_key(self, kind: str, id: str) -> str:
        """Return the key of an organization or event that the document names and has not."""
        is_other = any((other, id) in self._by_id for other in _KINDS.values() if other != kind)
        return f"{kind}s/{id}" if is_other else id

    def _add(self, name: str, one: JsonObject) -> None:
        match name:
            case "organizations" | "events":
                self._record(name, one)
            case "persons":
                self._person(one)
            case "memberships":
                self._membership(one)
            case "posts":
                self._post(one)
            case "":
                self.unclear.append(one)
            case _:
                self.others.append((name, one.place))

    def _record(self, name: str, one: JsonObject, parent: str = "") -> str:
        """Add an organization or event and what is embedded in it; return its Popolo id."""
        kind, id = _KINDS[name], _id(one)
        one.take("id", "_id", "@id", "@type", "@context")
        if _class_name(one.members.get("type")):  # EveryPolitician has a type such as "unicameral legislature" there
            one.take("type")
        found = Found(one, kind, id, _own_id(one.members))
        self.records.append(found)
        if id:
            self._by_id.setdefault((kind, id), found)
        found.parent = self._reference(name, one, "parent") or parent
        if name == EVENT:
            found.organizer = self._reference(ORGANIZATION, one, "organization")
        for child in _embedded(one, "children"):
            self._parents.setdefault((kind, _id(child)), id)
            if child.has("name") and (name, _id(child)) not in self._whole:
                self._record(name, child, id)
        if name == ORGANIZATION:
            for membership in _embedded(one, "memberships"):
                self._membership(membership, organization=id)
            for post in _embedded(one, "posts"):
                self._post(post, organization=id)
        for name in COUNTED[1:-1]:
            self.others += [(name, other.place) for other in _embedded(one, name)]
        return id

    def _reference(self, name: str, one: JsonObject, member: str) -> str:
        """Return the Popolo id of an organization or event that is named, or embedded, in an object."""
        id = one.id(f"{member}_id")
        if not isinstance(embedded := one.members.get(member), dict):
            return id
        one.take(member)
        other = JsonObject(embedded, one.at(member))
        known = _id(other) or id
        is_whole = other.has("name") and (not known or (name, known) not in self._whole)
        if is_whole and (_KINDS[name], known) not in self._by_id:
            known = self._record(name, other) or id
        if not known:
            one.leave(member)
        return known

    def _person(self, one: JsonObject) -> str:
        id = _id(one) or one.place
        if one.has("name") and id not in self.persons:
            self.persons[id] = one
            self.others.append((PERSON, one.place))
        for membership in _embedded(one, "memberships"):
            self._membership(membership, person=id)
        return id

    def _post(self, one: JsonObject, organization: str = "") -> str:
        id = _id(one) or one.place
        if id not in self.posts:
            self.posts[id] = one
            self.others.append((POST, one.place))
        organization = self._reference(ORGANIZATION, one, "organization") or organization
        for membership in _embedded(one, "memberships"):
            self._membership(membership, organization=organization, post=id)
        return id

    def _membership(self, one: JsonObject, person: str = "", organization: str = "", post: str = "") -> None:
        for name in ("person", "member"):
            if (members := _dict(one, name)) and _class(other := JsonObject(members, one.at(name))) in ("", PERSON):
                person = self._person(other)
        if other_post := _dict(one, "post"):
            post = self._post(JsonObject(other_post, one.at("post")), organization)
        self.memberships.append(
            Membership(
                one,
                one.id("person_id") or person,
                self._reference(ORGANIZATION, one, "organization") or organization,
                one.id("post_id") or post,
                self._reference(ORGANIZATION, one, "on_behalf_of"),
            )
        )


_KINDS = {ORGANIZATION: "organization", EVENT: "event"}


_KEY = re.compile(PATTERNS[ValueType.KEY])


def as_key(text: str) -> str:
    """Return the key that a scheme, note or name makes; "" where no letter of it is left."""
    if _KEY.fullmatch(text):
        return text[:ID_LENGTH].rstrip("_-")
    return re.sub("[^a-z0-9]+", "-", slug(text))[:ID_LENGTH].strip("-")


def _objects(value: object) -> Iterator[tuple[str, JsonObject]]:
    """Yield the objects of a document with the names of their classes; "" for what may be several."""
    match value:
        case dict() if _is_container(value):
            for name, items in value.items():
                if isinstance(items, list):
                    for number, one in enumerate(items):
                        yield name, _object(one, name, number)
        case dict():
            name = _class(one := JsonObject(value, ""))
            if name is None:
                raise CannotImport(ROOT, "wrong_form", format="Popolo")
            yield name, one
        case list():
            for number, item in enumerate(value):
                one = _object(item, number)
                yield _class(one) or "", one
        case _:
            raise CannotImport(ROOT, "wrong_form", format="Popolo")


def _object(value: object, *steps: str | int) -> JsonObject:
    if not isinstance(value, dict):
        raise CannotImport(pointer(*steps), "wrong_form", format="Popolo")
    return JsonObject(value, pointer(*steps))


def _is_container(members: Mapping[str, Any]) -> bool:
    arrays = {name for name in (*CLASSES, *COUNTED) if isinstance(members.get(name), list)}
    return (
        not arrays.isdisjoint((ORGANIZATION, EVENT, PERSON))
        and "name" not in members
        or (bool(arrays) and members.keys().isdisjoint(("id", "_id", "name", "label", "@type", "type", "person_id")))
    )


def _class(one: JsonObject) -> str | None:
    """Return the class of an object: as it says, else as its members tell; "" if it may be several, None for none."""
    for member in ("@type", "type"):
        if known := _class_name(one.members.get(member)):
            return known
    members = {name for name, value in one.members.items() if value is not None}
    for name, telling in _TOLD_BY.items():
        if members & telling:
            if name == EVENT and "label" in members and "name" not in members:
                return POST
            return name
    if memberships := [item for item in one.members.get("memberships") or () if isinstance(item, dict)]:
        return ORGANIZATION if any("person_id" in item or "person" in item for item in memberships) else PERSON
    if "classification" in members and "name" in members:
        return ORGANIZATION
    if "label" in members and "role" in members:
        return POST
    return "" if members & {"name", "id", "_id"} else None


def _class_name(said: object) -> str | None:
    """Return the class that a type names: "Organization", "popolo:Organization", ".../event.json#Event"."""
    return _TYPES.get(re.split("[:#/]", said)[-1].replace("_", "").lower()) if isinstance(said, str) else None


def _embedded(one: JsonObject, name: str) -> Iterator[JsonObject]:
    """Yield the objects of an array that are records or parts of their own; takes the member."""
    if not isinstance(items := one.members.get(name), list):
        return
    one.take(name)
    for number, item in enumerate(items):
        if isinstance(item, dict):
            yield JsonObject(item, one.at(name, number))


def _dict(one: JsonObject, name: str) -> dict[str, Any] | None:
    value = one.members.get(name)
    return value if isinstance(value, dict) else None


def _id(one: JsonObject) -> str:
    for name in ("id", "_id", "@id"):
        value = one.members.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _own_id(members: Mapping[str, Any]) -> str:
    identifiers = members.get("identifiers")
    for one in identifiers if isinstance(identifiers, list) else ():
        if isinstance(one, dict) and one.get("scheme") == SCHEME:
            value = one.get("identifier")
            return value if isinstance(value, str) and is_record_id(value) else ""
    return ""
