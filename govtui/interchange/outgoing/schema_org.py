"""Values of records as values of schema.org: texts with their language, dates, places, people, and what sources state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govtui.model.dates import PartialDate, Point
from govtui.model.identifiers import country_of
from govtui.model.parts import Alias, Citation, Claim, Member, Person, Place
from govtui.model.record import Record
from govtui.model.vocabulary import HIDDEN_ALIASES

Node = dict[str, Any]

GOALS = "https://sdgs.un.org/goals"
AT_HOME: Mapping[str, str] = {
    "ror": "https://ror.org/",
    "wikidata": "https://www.wikidata.org/entity/",
    "viaf": "https://viaf.org/viaf/",
    "isni": "https://isni.org/isni/",
    "doi": "https://doi.org/",
}
"""Key of an identifier to where the page of a thing with that identifier is."""


def iri(id: str) -> str:
    """Return the name of a record in linked data."""
    return f"urn:govtui:{id}"


def thing(target: str) -> Node:
    """Return what a reference points at: a record of the registry, or a country by its code in ISO 3166-1."""
    code = country_of(target)
    return {"@type": "Country", "identifier": code} if code else {"@id": iri(target)}


def node(type: str, /, **members: Any) -> Node:
    """Return an object of a type, without members that have no value."""
    return {"@type": type, **compact(members)}


def compact(members: Mapping[str, Any]) -> Node:
    """Return members that have a value; a list of one is that one."""
    found = {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in members.items()
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def tagged(text: Mapping[str, str] | str | None, language: str | None = None) -> list[Any]:
    """Return a text as language-tagged values; a plain text whose language nobody knows as it is."""
    if not text:
        return []
    if isinstance(text, str):
        return [{"@language": language, "@value": text} if language else text]
    return [{"@language": tag, "@value": one} for tag, one in text.items()]


def names(aliases: Iterable[Alias]) -> list[Any]:
    """Return other names, without those that are slips of a text."""
    return [one for alias in aliases if alias.type not in HIDDEN_ALIASES for one in tagged(alias.text, alias.lang)]


# -- dates -----------------------------------------------------------------------------------------------------------


def day(point: Point | None) -> str | None:
    """Return a point of time in ISO 8601, to the precision that is known; None where it is not certain."""
    if point is None or point.year is None or point.decade or point.uncertain or point.approximate:
        return None
    steps = [f"{point.year:04}", *(f"{step:02}" for step in (point.month, point.day) if step)]
    return "-".join(steps)


def moment(date: PartialDate | None) -> str | None:
    """Return a date that is no interval, with its time of day; None where it is not certain."""
    if date is None or date.interval:
        return None
    return date.text if date.time else day(date.start)


def span(date: PartialDate | None) -> tuple[str | None, str | None]:
    """Return start and end; no end of a date that is no interval."""
    if date is None or not date.interval:
        return moment(date), None
    return day(date.start), day(date.end)


def coverage(date: PartialDate | None) -> str | None:
    """Return a period as ISO 8601 has it, with ".." for an open end; None where an end is not certain."""
    if date is None or not date.interval:
        return moment(date)
    ends = [".." if point is None else day(point) for point in (date.start, date.end)]
    return "/".join(end for end in ends if end) if all(ends) else None


# -- parts of records ------------------------------------------------------------------------------------------------


def address(place: Place | None) -> Node | None:
    """Return where something is; None where neither country nor city is known."""
    if place is None or not (place.country or place.city):
        return None
    return node("PostalAddress", addressCountry=place.country, addressLocality=tagged(place.city))


def person(one: Person) -> Node:
    """Return a person."""
    org = {"@id": iri(one.org)} if one.org else None
    return node("Person", name=one.name, alternateName=list(one.aka), jobTitle=tagged(one.title), affiliation=org)


def in_role(property: str, who: Node, role: str | None, date: PartialDate | None = None, type: str = "Role") -> Node:
    """Return who stands in a property, as a role of schema.org where more is known of it."""
    start, end = span(date)
    told = compact({"roleName": role, "startDate": start, "endDate": end})
    return {"@type": type, property: who, **told} if told else who


def member(one: Member) -> Node:
    """Return a member of a body."""
    return in_role("member", thing(one.who), one.capacity, one.date, "OrganizationRole")


def identifiers(record: Record) -> list[Node]:
    """Return the identifiers of a record in other systems."""
    return [node("PropertyValue", propertyID=key, value=value) for key, value in record.identifiers.items()]


def same_as(record: Record) -> list[str]:
    """Return addresses of pages about the same thing: of its identifiers, and its links but for its own site."""
    known = [AT_HOME[key] + value for key, value in record.identifiers.items() if key in AT_HOME]
    return list(dict.fromkeys([*known, *(url for key, url in record.links.items() if key != "website")]))


def goals(record: Record) -> list[Node]:
    """Return the Sustainable Development Goals of a record."""
    return [node("DefinedTerm", termCode=one, inDefinedTermSet=GOALS) for one in record.sdg]


# -- statements ------------------------------------------------------------------------------------------------------


def cited(source: str, at: str | None, quote: Any = None, said_by: str | None = None) -> Node:
    """Return a source, or the part of it that is cited, with whose words it reports: a quotation where they are given."""
    whole = {"@id": iri(source)}
    if quote:
        said = node("Person", name=said_by) if said_by else None
        return node("Quotation", text=tagged(quote), isPartOf=whole, pagination=at, spokenByCharacter=said)
    return node("CreativeWork", isPartOf=whole, pagination=at, author=said_by) if at or said_by else whole


def citations(sources: Iterable[Citation]) -> list[Node]:
    """Return the sources of a record."""
    return [cited(one.ref, one.at, one.quote, one.said_by) for one in sources]


def claims(told: Iterable[Claim]) -> Iterator[Node]:
    """Yield what other sources state, each as a claim: the path of the field as its name, the value as its text."""
    for one in told:
        value = one.value
        values = value if isinstance(value, list) else [] if value is None else [value]
        text = [part for each in values for part in (tagged(each) if isinstance(each, dict | str) else [each])]
        yield node("Claim", name=one.field, text=text, appearance=cited(one.source, one.at, one.quote, one.said_by))
