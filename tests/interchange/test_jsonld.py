"""Records as linked data of schema.org: what they say, in their own languages, as exactly as it is known, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exports import export_of, exported
from hypothesis import given
from hypothesis import strategies as st
from small import RECORDS, shipped_index, table

from govtui.interchange.formats import FORMATS, document
from govtui.interchange.outgoing.jsonld import (
    CARRIED,
    EVENT_STATUSES,
    LEGAL_FORCE,
    ORGANIZATIONS,
    RELATIONS,
    SOURCES,
    WORKS,
)
from govtui.interchange.outgoing.schema_org import coverage, moment, span
from govtui.model.dates import PartialDate
from govtui.model.relations import RELATIONS as OURS
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.registry import Registry


def nodes(root: Path, *records: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
    """The objects of a document by id, and the fields that were left out."""
    text, export = exported("jsonld", root, *records)
    found = {one["@id"].removeprefix("urn:govtui:"): one for one in json.loads(text)["@graph"]}
    return found, dict(export.left.fields)


def test_an_organization_has_its_names_its_date_and_its_place(tmp_path: Path) -> None:
    bo = table(
        "bo",
        type="ministry",
        name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"},
        aka=[{"text": "BNV", "type": "acronym", "lang": "vi"}, {"text": "Bô", "type": "ocr"}],
        founded="2002-08",
        place={"country": "VN", "city": {"vi": "Hà Nội"}},
        links={"website": "https://a.example", "wikipedia": "https://w.example"},
        identifiers={"ror": "0438wbg98"},
        relations={"part_of": ["chinh-phu"], "member_of": ["country:VN"]},
        sdg=["16.6"],
    )
    found, left = nodes(tmp_path, bo)
    assert found["bo"] == {
        "@id": "urn:govtui:bo",
        "@type": "GovernmentOrganization",
        "additionalType": "ministry",
        "name": [{"@language": "vi", "@value": "Bộ Nội vụ"}, {"@language": "en", "@value": "Ministry of Home Affairs"}],
        "alternateName": {"@language": "vi", "@value": "BNV"},
        "url": "https://a.example",
        "foundingDate": "2002-08",
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "VN",
            "addressLocality": {"@language": "vi", "@value": "Hà Nội"},
        },
        "knowsAbout": {"@type": "DefinedTerm", "termCode": "16.6", "inDefinedTermSet": "https://sdgs.un.org/goals"},
        "subjectOf": {"@id": "urn:govtui:s"},
        "identifier": {"@type": "PropertyValue", "propertyID": "ror", "value": "0438wbg98"},
        "sameAs": ["https://ror.org/0438wbg98", "https://w.example"],
        "parentOrganization": {"@id": "urn:govtui:chinh-phu"},
        "memberOf": {"@type": "Country", "identifier": "VN"},
    }
    assert left == {}


def test_an_event_has_who_took_part_in_which_role_and_where_it_belongs(tmp_path: Path) -> None:
    people = [{"name": "Nguyễn A", "role": "chair", "org": "bo"}, {"name": "B", "role": "speaker"}]
    hop = table(
        "hop",
        "event",
        status="postponed",
        date="2018-11-05/2018-11-06",
        place={"online": True},
        people=people,
        participants=[{"who": "bo"}, {"who": "country:VN", "capacity": "observer"}, {"text": {"vi": "97 nước"}}],
        series={"id": "chuoi", "number": 3},
        relations={"organized_by": ["bo"], "part_of": ["lon"], "held_beside": ["kia"]},
    )
    found, left = nodes(tmp_path, hop, table("bo"), table("lon", "event", status="recurring"))
    event = found["hop"]
    assert (event["startDate"], event["endDate"]) == ("2018-11-05", "2018-11-06")
    assert event["eventStatus"] == "https://schema.org/EventPostponed"
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["superEvent"] == [{"@id": "urn:govtui:chuoi"}, {"@id": "urn:govtui:lon"}]
    assert event["organizer"] == {"@id": "urn:govtui:bo"} and "location" not in event
    chair = {"@type": "Person", "name": "Nguyễn A", "affiliation": {"@id": "urn:govtui:bo"}}
    assert event["contributor"] == {"@type": "Role", "contributor": chair, "roleName": "chair"}
    assert event["performer"]["performer"]["name"] == "B"
    observer = {"@type": "Role", "attendee": {"@type": "Country", "identifier": "VN"}, "roleName": "observer"}
    assert event["attendee"] == [{"@id": "urn:govtui:bo"}, observer]
    assert left == {"series.number": 1, "participants.text": 1, "relations.held_beside": 1, "status": 1}


def test_laws_are_legislation_and_other_texts_works_with_who_adopted_them(tmp_path: Path) -> None:
    steps = [{"action": "issued", "date": "2020-03-05", "by": ["chinh-phu"]}]
    law = table(
        "nd", "declaration", type="decree", status="in_force", symbol="30/2020/NĐ-CP", date="2020-03-05", date_of="issued",
        steps=steps, relations={"replaces": ["cu"], "belongs_to": ["chinh-phu"]},
    )  # fmt: skip
    plan = table("kh", "declaration", type="work_plan", date="2021", period="2021/..", relations={"replaces": ["cu"]})
    found, left = nodes(tmp_path, law, plan, table("chinh-phu"))
    nd, kh = found["nd"], found["kh"]
    assert (nd["@type"], nd["legislationType"], nd["identifier"]) == ("Legislation", "decree", "30/2020/NĐ-CP")
    assert nd["legislationLegalForce"] == "https://schema.org/InForce" and nd["datePublished"] == "2020-03-05"
    assert nd["legislationPassedBy"] == {"@id": "urn:govtui:chinh-phu"}
    assert nd["legislationChanges"] == {"@id": "urn:govtui:cu"} and nd["citation"] == {"@id": "urn:govtui:s"}
    assert (kh["@type"], kh["dateCreated"], kh["temporalCoverage"]) == ("CreativeWork", "2021", "2021/..")
    assert left == {"steps": 1, "relations.belongs_to": 1, "date_of": 1, "relations.replaces": 1}


def test_quotations_and_what_other_sources_state_travel_with_their_places(tmp_path: Path) -> None:
    cited = [
        {"ref": "s", "at": "L3", "for": ["name.vi"]},
        {"ref": "s", "at": "L4", "quote": {"vi": "đổi mới"}, "said_by": "Bộ trưởng"},
    ]
    claims = [{"field": "founded", "value": 2003, "source": "t", "at": "¶1"}]
    found, left = nodes(tmp_path, table("bo", founded="2002", sources=cited, claims=claims))
    place, quotation, claim = found["bo"]["subjectOf"]
    source = {"@id": "urn:govtui:s"}
    assert place == {"@type": "CreativeWork", "isPartOf": source, "pagination": "L3"}
    assert quotation == {
        "@type": "Quotation",
        "text": {"@language": "vi", "@value": "đổi mới"},
        "isPartOf": source,
        "pagination": "L4",
        "spokenByCharacter": {"@type": "Person", "name": "Bộ trưởng"},
    }
    assert claim == {
        "@type": "Claim",
        "name": "founded",
        "text": 2003,
        "appearance": {"@type": "CreativeWork", "isPartOf": {"@id": "urn:govtui:t"}, "pagination": "¶1"},
    }
    assert left == {"sources.for": 1}


def test_a_source_names_its_publisher_as_a_record_or_by_its_name(tmp_path: Path) -> None:
    a = table(
        "a", "source", author="Thanh Tuấn", publisher="bao", published="2022-08-05", url="https://a.example", lang="vi"
    )
    found, _ = nodes(tmp_path, a, table("b", "source", type="web_page", publisher="VGP"), table("bao"))
    assert found["a"]["publisher"] == {"@id": "urn:govtui:bao"} and found["b"]["publisher"] == "VGP"
    assert (found["a"]["author"], found["a"]["inLanguage"], found["a"]["datePublished"]) == (
        "Thanh Tuấn",
        "vi",
        "2022-08-05",
    )
    assert (found["a"]["@type"], found["b"]["@type"]) == ("Article", "WebPage")


@pytest.mark.parametrize("date", ["2002?", "2002~", "200X", "2002/2003"])
def test_a_date_that_is_not_certain_is_left_out_and_counted(tmp_path: Path, date: str) -> None:
    found, left = nodes(tmp_path, table("bo", founded=date))
    assert "foundingDate" not in found["bo"] and left == {"founded": 1}


POINTS = st.one_of(
    st.from_regex(r"\A(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?[?~%]?\Z"),
    st.just(".."),
    st.just("201X"),
)


@given(st.lists(POINTS, min_size=1, max_size=2))
def test_dates_are_never_more_exact_or_more_certain_than_they_are(ends: list[str]) -> None:
    try:
        date = PartialDate.parse("/".join(ends))
    except ValueError:
        return
    certain = [end for end in ends if not set(end) & set("?~%X.")]
    told = [one for one in (moment(date), *span(date)) if one]
    assert set(told) <= {*certain}
    if len(certain) == len(ends):
        assert coverage(date) == date.text and told
    if set("?~%X") & set(date.text):
        assert coverage(date) is None


def values(node: object) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield name, value
            yield from values(value)
    elif isinstance(node, list):
        for one in node:
            yield from values(one)


def test_every_record_that_ships_becomes_an_object_in_every_interface_the_same() -> None:
    texts = {
        "".join(document(FORMATS["jsonld"], export_of(Registry(RECORDS), language, shipped_index())))
        for language in ("vi", "en")
    }
    (text,) = texts
    assert "<" not in text
    graph = json.loads(text)["@graph"]
    names = [one["@id"] for one in graph]
    assert names == sorted({*names}) and len(names) > 100
    inside = list(values(graph))
    assert all(value not in (None, "", [], {}) for _, value in inside)
    referred = {value for name, value in inside if name == "@id"}
    assert len(referred & {*names}) > 100
    assert not {"@context", "@graph"} & {name for name, _ in inside}


def test_the_tables_of_types_and_relations_name_what_there_is() -> None:
    assert ORGANIZATIONS.keys() <= {*VOCABULARIES["organization.type"]}
    assert WORKS.keys() <= {*VOCABULARIES["declaration.type"]}
    assert SOURCES.keys() == {*VOCABULARIES["source.type"]}
    assert EVENT_STATUSES.keys() | {"recurring", "unknown"} == {*VOCABULARIES["event.status"]}
    assert LEGAL_FORCE.keys() <= {*VOCABULARIES["declaration.status"]}
    for kind, properties in RELATIONS.items():
        assert kind in CARRIED and all(kind in OURS[relation].sources for relation in properties), kind


def test_it_can_stand_in_a_page_of_html(tmp_path: Path) -> None:
    text, _ = exported("jsonld", tmp_path, table("a", name={"vi": "</script><b>\x1b[31m\u202e"}))
    assert "<" not in text and "\x1b" not in text and "\u202e" not in text
    assert json.loads(text)["@graph"][0]["name"]["@value"] == "</script><b>\x1b[31m\u202e"
