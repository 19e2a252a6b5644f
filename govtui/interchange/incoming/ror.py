"""Read records of the Research Organization Registry, schema version 2 (JSON).

https://ror.readme.io/docs/ror-data-structure. A file is one record, an array of them (the public dumps) or an answer of ROR's
interface, whose `items` they are. Version 1 is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from govtui.i18n.countries import is_country
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.json_document import ROOT, JsonObject, pointer, read_json, toml_value
from govtui.model.imported import Backward, CannotImport, ForeignId, ImportedRecord
from govtui.model.localized import LANGUAGE_TAG
from govtui.text.romanise import slug

ID_PATH = "identifiers.ror"

TYPES: dict[str, str] = {
    "government": "government_agency",
    "nonprofit": "ngo",
    "education": "university",
    "facility": "research_institute",
    "archive": "research_institute",
}
"""Types of ROR to ours; the others are asked for."""

_LAST = ("funder", "other")
"""Types that say least of an organization that has several."""

_ID = re.compile(r"(?:https?://ror\.org/)?(0[a-z0-9]{8})\Z")
_VERSION_1 = ("aliases", "acronyms", "labels", "country", "addresses", "ip_addresses", "wikipedia_url")


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield the organizations of a file."""
    document = read_json(stream)
    ids = {one.members.get("id") for one in _objects(document) if isinstance(one.members.get("id"), str)}
    for number, one in enumerate(_objects(document)):
        if number >= options.most:
            raise CannotImport(one.place or ROOT, "too_many", limit=options.most)
        yield _record(one, options, ids)


def _objects(value: object) -> Iterator[JsonObject]:
    steps: tuple[str, ...] = ()
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value, steps = value["items"], ("items",)
    for number, one in enumerate(value) if isinstance(value, list) else [("", value)]:
        place = pointer(*steps, number) if isinstance(value, list) else ""
        if not isinstance(one, dict) or not {"id", "names", "name"} & one.keys():
            raise CannotImport(place or ROOT, "wrong_form", format="ROR")
        if "names" not in one and any(name in one for name in _VERSION_1):
            raise CannotImport(place or ROOT, "ror_version_1")
        yield JsonObject(one, place)


def _record(one: JsonObject, options: ReadOptions, ids: Collection[object]) -> ImportedRecord:
    address = one.text("id")
    if not (match := _ID.match(address)):
        one.wrong("id", address)
    id = match[1] if match else ""
    data: dict[str, Any] = {"identifiers": {"ror": id}}
    kept: dict[str, Any] = {}
    data["name"], data["aka"] = _names(one, options)
    if not data["name"]:
        one.refuse("no_name", "names")
    unknown_type = _type(one, options, data)
    if (status := one.text("status")) and options.manifest.knows("organization.status", status):
        data["status"] = status
    elif status:
        one.leave("status")
    _established(one, data)
    _place(one, data, kept)
    _links(one, data)
    _external_ids(one, data, kept)
    backward = tuple(_relations(one, data, kept, ids))
    return ImportedRecord(
        one.place or ROOT,
        "organization",
        {name: value for name, value in data.items() if value},
        keys=(ForeignId(ID_PATH, id),) if id else (),
        unknown_type=unknown_type,
        left=one.left() | kept,
        faults=tuple(one.faults),
        backward=backward,
    )


def _names(one: JsonObject, options: ReadOptions) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return the name by language, that which ROR shows before other labels, and all other names."""
    language = options.language or (options.mapping.language if options.mapping else "")
    names: dict[str, str] = {}
    others: list[tuple[str, str, str]] = []
    given = [
        (text, tag if LANGUAGE_TAG.match(tag) else "", entry.texts("types"), entry.place)
        for entry in one.objects("names")
        for text, tag in [(entry.text("value"), entry.text("lang"))]
        if text
    ]
    for text, tag, types, place in sorted(given, key=lambda name: "ror_display" not in name[2]):
        tag = tag or language
        if "label" in types or "ror_display" in types:
            if not tag:
                raise CannotImport(place, "language_needed")
            if tag not in names:
                names[tag] = text
                continue
        others.append((text, tag, "acronym" if "acronym" in types else "alias"))
    aliases: list[dict[str, str]] = []
    seen = set(map(slug, names.values()))
    for text, tag, type in others:
        if slug(text) not in seen:
            seen.add(slug(text))
            aliases.append({"text": text} | ({"lang": tag} if tag else {}) | {"type": type})
    return names, aliases


def _type(one: JsonObject, options: ReadOptions, data: dict[str, Any]) -> str:
    """Put in the type; return the first that ROR gives where no type here corresponds."""
    types = sorted(one.texts("types"), key=lambda type: type in _LAST)
    meanings = TYPES | (options.mapping.classification if options.mapping else {})
    if types:
        data["x"] = {"ror": {"types": one.texts("types")}}
    for type in types:
        if type in meanings:
            data["type"] = meanings[type]
            return ""
    return types[0] if types else ""


def _established(one: JsonObject, data: dict[str, Any]) -> None:
    year = one.members.get("established")
    one.take("established")
    if isinstance(year, int) and not isinstance(year, bool) and 1 <= year <= 9999:
        data["founded"] = f"{year:04}"
    elif year is not None:
        one.refuse("bad_date", "established", value=str(year)[:40])


def _place(one: JsonObject, data: dict[str, Any], kept: dict[str, Any]) -> None:
    """Put in country and city of the first location; what else GeoNames says of it has no place."""
    locations = list(one.objects("locations"))
    if not locations:
        return
    details = locations[0].child("geonames_details")
    if details is not None:
        country, city = details.text("country_code"), details.text("name")
        place: dict[str, Any] = {}
        if is_country(country):
            place["country"] = country
        elif country:
            details.leave("country_code")
        if city:
            place["city"] = {"en": city}
        data["place"] = place
        details.take("country_name")
        kept["geonames_details"] = details.left() | locations[0].left()
    if len(locations) > 1:
        kept["locations"] = [toml_value(other.members) for other in locations[1:]]


def _links(one: JsonObject, data: dict[str, Any]) -> None:
    links: dict[str, str] = {}
    for link in one.objects("links"):
        type, address = link.text("type"), link.text("value")
        if type not in ("website", "wikipedia"):
            link.wrong("type", type)
        elif address:
            number = sum(name.startswith(type) for name in links)
            links[f"{type}-{number + 1}" if number else type] = address
    data["links"] = links


def _external_ids(one: JsonObject, data: dict[str, Any], kept: dict[str, Any]) -> None:
    """Put in the preferred identifier of each system, else the only one; the others have no place."""
    rest = []
    for entry in one.objects("external_ids"):
        system, preferred, every = entry.text("type").lower(), entry.text("preferred"), entry.texts("all")
        if not preferred and len(every) == 1:
            preferred = every[0]
        if re.fullmatch("[a-z0-9]+", system) and preferred and system not in data["identifiers"]:
            data["identifiers"][system] = preferred
            every = [one for one in every if one != preferred]
        if every:
            rest.append({"type": system, "all": every})
    if rest:
        kept["external_ids"] = rest


def _relations(
    one: JsonObject, data: dict[str, Any], kept: dict[str, Any], ids: Collection[object]
) -> Iterator[Backward]:
    """Put in what this organization is part of and succeeds; yield the same of others to it.

    The others of which the file has no record (`ids`) are kept as well: they may not be here.
    """
    relations: dict[str, list[ForeignId]] = {}
    rest = []
    for entry in one.objects("relationships"):
        type, address = entry.text("type"), entry.text("id")
        match = _ID.match(address)
        if not match:
            entry.wrong("id", address)
            continue
        other = ForeignId(ID_PATH, match[1])
        if type in ("child", "successor") and address not in ids:
            rest.append(toml_value(entry.members))
        match type:
            case "parent":
                relations.setdefault("part_of", []).append(other)
            case "predecessor":
                relations.setdefault("succeeds", []).append(other)
            case "child":
                yield Backward(other, "part_of")
            case "successor":
                yield Backward(other, "succeeds")
            case _:
                rest.append(toml_value(entry.members))
    data["relations"] = relations
    if rest:
        kept["relationships"] = rest
