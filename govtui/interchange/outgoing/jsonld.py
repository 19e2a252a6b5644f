"""Records as linked data: JSON-LD with the vocabulary of schema.org, one object a line.

Every text has its language. A date is there to the precision known, and not at all where it is uncertain. Names of records are
`urn:govtui:<id>`; no word is that of the interface.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govtui.interchange.exporting import Export
from govtui.interchange.json_text import json_text
from govtui.interchange.outgoing.schema_org import (
    Node,
    address,
    citations,
    claims,
    compact,
    coverage,
    goals,
    identifiers,
    in_role,
    iri,
    member,
    moment,
    names,
    node,
    person,
    same_as,
    span,
    tagged,
    thing,
)
from govtui.model.dates import PartialDate
from govtui.model.record import Declaration, Event, Organization, Record, Source
from govtui.model.references import actors

CONTEXT = "https://schema.org"

_ALL = frozenset(
    ["type", "aka", "summary", "place", "identifiers", "links", "sdg", "relations", "people", "claims", "sources"]
)

CARRIED: Mapping[str, frozenset[str]] = {
    "organization": _ALL | {"name", "founded", "dissolved", "members"},
    "declaration": (_ALL - {"place"}) | {"name", "status", "symbol", "date", "period", "theme"},
    "event": _ALL | {"name", "status", "date", "series", "participants", "theme"},
    "source": (_ALL - {"place"}) | {"title", "author", "publisher", "published", "url", "lang", "theme"},
}
"""The fields that are carried, by kind; of `relations` those of RELATIONS."""

_PARTS: Mapping[str, frozenset[str]] = {
    "aka": frozenset(["text", "lang", "type"]),
    "people": frozenset(["name", "role", "title", "org", "aka"]),
    "members": frozenset(["who", "capacity", "date"]),
    "participants": frozenset(["who", "capacity"]),
    "series": frozenset(["id"]),
    "claims": frozenset(["field", "value", "quote", "source", "at", "said_by"]),
    "sources": frozenset(["ref", "at", "quote", "said_by"]),
}
"""Of lists and tables that are carried, the fields of their items that are, too."""

ORGANIZATIONS: Mapping[str, str] = {
    **dict.fromkeys(
        ["government", "ministry", "ministry_unit", "government_agency", "embassy"], "GovernmentOrganization"
    ),
    "academy": "EducationalOrganization",
    "university": "CollegeOrUniversity",
    "research_institute": "ResearchOrganization",
    "ngo": "NGO",
    "media": "NewsMediaOrganization",
}
"""Types of organizations to those of schema.org; others are Organization."""

WORKS: Mapping[str, str] = {
    **dict.fromkeys(
        [
            "treaty",
            "constitution",
            "code",
            "law",
            "ordinance",
            "order",
            "decree",
            "circular",
            "joint_circular",
            "directive",
        ],
        "Legislation",
    ),
    **dict.fromkeys(["report", "publication"], "Report"),
}
"""Types of declarations to those of schema.org; others are CreativeWork."""

SOURCES: Mapping[str, str] = {"article": "Article", "web_page": "WebPage", "data_set": "Dataset"}

EVENT_STATUSES: Mapping[str, str] = {
    "planned": "EventScheduled",
    "held": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}

LEGAL_FORCE: Mapping[str, str] = {
    "in_force": "InForce",
    "partly_in_force": "PartiallyInForce",
    **dict.fromkeys(["not_in_force", "suspended", "repealed", "expired", "superseded"], "NotInForce"),
}

_OF_ALL = {"funded_by": "funder", "supported_by": "sponsor"}
RELATIONS: Mapping[str, Mapping[str, str]] = {
    "organization": {**_OF_ALL, "part_of": "parentOrganization", "member_of": "memberOf"},
    "declaration": {
        "funded_by": "funder",
        "part_of": "isPartOf",
        "based_on": "isBasedOn",
        "cites": "citation",
        "concerns": "about",
        "initiated_by": "sponsor",
        "prepared_by": "contributor",
    },
    "event": {
        **_OF_ALL,
        "part_of": "superEvent",
        "organized_by": "organizer",
        "discussed": "about",
        "concerns": "about",
    },
    "source": {"funded_by": "funder", "part_of": "isPartOf", "cites": "citation"},
}
"""By kind the relations that schema.org has a word for."""

OF_LEGISLATION: Mapping[str, str] = {
    "amends": "legislationAmends",
    "replaces": "legislationChanges",
    "repeals": "legislationRepeals",
    "implements": "legislationEnsuresImplementationOf",
}
"""Relations that only legislation has a word for."""

PUBLICATION = frozenset(["published", "issued", "promulgated", "reported"])
"""Meanings of a date (date_of) by which a text became public."""


def write(export: Export) -> Iterator[str]:
    """Yield the document, a record a line."""
    yield f'{{"@context": "{CONTEXT}", "@graph": ['
    between = "\n"
    for _, record in export.records(CARRIED):
        yield between + json_text(record_node(record, export)).replace("<", "\\u003c")  # so that it can stand in HTML
        between = ",\n"
    yield "\n]}\n"


def record_node(record: Record, export: Export) -> Node:
    """Return a record as an object of schema.org; what it does not hold is counted in the export."""
    for name, carried in _PARTS.items():
        if name in CARRIED[record.kind]:
            export.count_parts(record, name, carried)
    match record:
        case Organization():
            type, own = ORGANIZATIONS.get(record.type, "Organization"), _organization(record, export)
        case Event():
            type, own = "Event", _event(record, export)
        case Declaration():
            type, own = WORKS.get(record.type, "CreativeWork"), _declaration(record, export)
        case Source():
            type, own = SOURCES.get(record.type, "CreativeWork"), _source(record, export)
    members = {
        "additionalType": record.type,
        "name": tagged(record.label),
        "alternateName": names(record.aka),
        "description": tagged(record.summary),
        **own,
        "identifier": [*own.get("identifier", []), *identifiers(record)],
        "sameAs": same_as(record),
    }
    for property, values in _related(record, type, export).items():
        members[property] = [*members.get(property, []), *values]
    return {"@id": iri(record.id), "@type": type, **compact(members)}


def _organization(record: Organization, export: Export) -> Node:
    if record.place and (record.place.venue or record.place.online is not None):
        export.count_parts(record, "place", ("country", "city"))
    roles = [in_role("member", person(one), one.role, type="OrganizationRole") for one in record.people]
    return {
        "url": record.links.get("website"),
        "foundingDate": _certain(record.founded, "founded", export),
        "dissolutionDate": _certain(record.dissolved, "dissolved", export),
        "address": address(record.place),
        "knowsAbout": goals(record),
        "member": [*map(member, record.members), *roles],
        "subjectOf": [*citations(record.sources), *claims(record.claims)],
    }


def _event(record: Event, export: Export) -> Node:
    start, end = span(record.date)
    if record.date and not start and not end:
        export.left.fields["date"] += 1
    if record.status == "recurring":
        export.left.fields["status"] += 1
    place = record.place
    roles: dict[str, list[Node]] = {}
    for one in record.people:
        property = {"speaker": "performer", "participant": "attendee"}.get(one.role, "contributor")
        roles.setdefault(property, []).append(in_role(property, person(one), one.role))
    bodies = [in_role("attendee", thing(one.who), one.capacity) for one in record.participants if one.who]
    return {
        "url": record.links.get("website"),
        "startDate": start,
        "endDate": end,
        "eventStatus": _term(EVENT_STATUSES.get(record.status)),
        "eventAttendanceMode": _term("OnlineEventAttendanceMode" if place and place.online else None),
        "location": node("Place", name=tagged(place.venue), address=address(place))
        if place and (place.venue or address(place))
        else None,
        "superEvent": [{"@id": iri(record.series.id)}] if record.series else [],
        "attendee": [*bodies, *roles.pop("attendee", [])],
        **roles,
        "about": [*_theme(record), *goals(record)],
        "subjectOf": [*citations(record.sources), *claims(record.claims)],
    }


def _declaration(record: Declaration, export: Export) -> Node:
    is_law = record.type in WORKS and WORKS[record.type] == "Legislation"
    by = [thing(one.target) for one in actors(record) if one.type in ("adopted_by", "issued_by") and not one.quality]
    date = "datePublished" if record.date_of in PUBLICATION else "legislationDate" if is_law else "dateCreated"
    period = coverage(record.period)
    if record.period and not period:
        export.left.fields["period"] += 1
    return {
        "url": record.links.get("website"),
        "identifier": [record.symbol] if record.symbol else [],
        "legislationIdentifier": record.symbol if is_law else None,
        "legislationType": record.type if is_law else None,
        "legislationLegalForce": _term(LEGAL_FORCE.get(record.status)) if is_law else None,
        "creativeWorkStatus": record.status if record.status != "unknown" else None,
        date: _certain(record.date, "date", export),
        "temporalCoverage": period,
        "legislationPassedBy" if is_law else "creator": by,
        **_makers(record),
        "about": [*_theme(record), *goals(record)],
        "citation": citations(record.sources),
        "subjectOf": [*claims(record.claims)],
    }


def _source(record: Source, export: Export) -> Node:
    publisher = record.publisher
    is_record = publisher is not None and export.index.card(publisher) is not None
    return {
        "url": record.url,
        "inLanguage": record.lang,
        "author": [record.author] if record.author else [],
        "publisher": [thing(publisher) if is_record else publisher] if publisher else [],
        "datePublished": _certain(record.published, "published", export),
        **_makers(record),
        "about": [*_theme(record), *goals(record)],
        "citation": citations(record.sources),
        "subjectOf": [*claims(record.claims)],
    }


def _makers(record: Declaration | Source) -> Node:
    """Return the people of a work in their roles."""
    return {"contributor": [in_role("contributor", person(one), one.role) for one in record.people]}


def _theme(record: Record) -> Sequence[Node]:
    return [node("Thing", name=tagged(record.theme))] if record.theme else []


def _related(record: Record, type: str, export: Export) -> Mapping[str, list[Node]]:
    """Return what a record is related to, by property; the relations without one are counted."""
    properties = {**RELATIONS[record.kind], **(OF_LEGISLATION if type == "Legislation" else {})}
    found: dict[str, list[Node]] = {}
    for relation, targets in record.relations.items():
        if property := properties.get(relation):
            found.setdefault(property, []).extend(map(thing, targets))
        else:
            export.left.fields[f"relations.{relation}"] += 1
    return found


def _certain(date: PartialDate | None, field: str, export: Export) -> str | None:
    """Return a date that is a single point and certain; another is counted as left."""
    found = moment(date)
    if date and not found:
        export.left.fields[field] += 1
    return found


def _term(name: str | None) -> str | None:
    """Return the address of a term of schema.org."""
    return f"{CONTEXT}/{name}" if name else None
