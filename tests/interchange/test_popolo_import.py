"""Popolo comes in: organizations and events as records, what has no place counted, faults at their JSON pointers."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from govtui.i18n.import_texts import IMPORT_TEXTS
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.interchange.incoming.mapping import Mapping
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord
from govtui.store.manifest import Manifest

TODAY = date(2026, 11, 30)

BOARD = {
    "id": "river-board",
    "name": "River Board",
    "other_names": [
        {"name": "Canal Office", "start_date": "1911", "end_date": "1950-06-30", "note": "By decree"},
        {"name": "RB", "start_date": "1951-01"},
        {"name": "Ban Sông ngòi", "lang": "vi", "note": "multilingual"},
        {"name": "Conseil fluvial", "lang": "fr", "note": "multilingual"},
    ],
    "identifiers": [{"scheme": "DUNS", "identifier": "000"}, {"identifier": "77"}],
    "classification": "Statutory board",
    "parent_id": "province",
    "founding_date": "1911-04",
    "dissolution_date": "1998-12-31T00:00:00Z",
    "image": "https://river.example/logo.png",
    "contact_details": [{"type": "voice", "value": "+84 1"}],
    "links": [{"url": "https://river.example/", "note": "Home page"}, {"url": "https://other.example/"}],
    "sources": [{"url": "https://gazette.example/1911", "note": "Gazette"}],
}
SITTING = {
    "id": "sitting-3",
    "name": "Third sitting",
    "description": "Budget and floods.",
    "start_date": "2024-03-01T09:00:00+07:00",
    "end_date": "2024-03-03",
    "location": "Town hall",
    "status": "confirmed",
    "classification": "Session",
    "organization_id": "river-board",
    "parent_id": "term-1",
    "attendees": [{"id": "an"}, {"id": "nobody"}, {"id": "river-board"}, {"name": "Bình Trần"}],
}
AN = {"id": "an", "name": "An Lê", "other_names": [{"name": "Lê An"}], "birth_date": "1960"}
CHAIR = {"id": "m1", "person_id": "an", "organization_id": "river-board", "role": "President", "start_date": "1990"}


def read(document: object, **options: Any) -> list[ImportedRecord]:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    asked = ReadOptions(Manifest(), TODAY, **{"language": "en", **options})
    return list(reader(IMPORT_FORMATS["popolo"])(io.BytesIO(raw), asked))


def only(document: object, **options: Any) -> ImportedRecord:
    (one,) = [found for found in read(document, **options) if not found.counted_as]
    return one


def counted(records: list[ImportedRecord]) -> Counter[str]:
    return Counter(one.counted_as for one in records if one.counted_as)


def faults(records: list[ImportedRecord]) -> list[tuple[str, str]]:
    found = [fault for one in records for fault in one.faults]
    assert all(fault.code in IMPORT_TEXTS for fault in found)
    return [(fault.place, fault.code) for fault in found]


def test_an_organization_has_what_a_record_can_hold_and_leaves_the_rest() -> None:
    one = only({"organizations": [BOARD]})
    assert (one.place, one.kind, one.keys) == (
        "organizations/0",
        "organization",
        (ForeignId("x.popolo.id", "river-board"),),
    )
    assert one.data == {
        "name": {"en": "River Board", "vi": "Ban Sông ngòi"},
        "aka": [
            {"text": "Canal Office", "lang": "en", "type": "former", "note": "1911/1950-06-30; By decree"},
            {"text": "RB", "lang": "en", "type": "alias", "note": "1951-01/.."},
            {"text": "Conseil fluvial", "lang": "fr", "type": "translation"},
        ],
        "identifiers": {"duns": "000"},
        "founded": "1911-04",
        "dissolved": "1998-12-31",
        "links": {"website": "https://river.example/", "website-2": "https://other.example/"},
        "relations": {"part_of": [ForeignId("x.popolo.id", "province")]},
        "x": {"popolo": {"id": "river-board"}},
    }
    assert one.unknown_type == "Statutory board"
    assert one.left.keys() == {"classification", "identifiers", "image", "contact_details", "sources"}
    assert one.left["identifiers"] == [{"identifier": "77"}]


def test_an_event_has_its_people_and_bodies_where_the_file_names_them() -> None:
    records = read({"events": [SITTING], "persons": [AN], "organizations": [BOARD]})
    (one,) = [found for found in records if found.kind == "event"]
    board = ForeignId("x.popolo.id", "river-board")
    assert one.data == {
        "name": {"en": "Third sitting"},
        "type": "session",
        "date": "2024-03-01/2024-03-03",
        "summary": {"en": "Budget and floods."},
        "place": {"venue": {"en": "Town hall"}},
        "status": "held",
        "relations": {"part_of": [ForeignId("x.popolo.id", "term-1")], "organized_by": [board]},
        "people": [
            {"name": "An Lê", "role": "participant", "aka": ["Lê An"]},
            {"name": "Bình Trần", "role": "participant"},
        ],
        "participants": [{"who": board}],
        "x": {"popolo": {"id": "sitting-3"}},
    }
    assert one.left == {"attendees": [{"id": "nobody"}]}


@pytest.mark.parametrize(
    ("said", "start", "status"),
    [
        ("confirmed", "2026-11-29", "held"),
        ("confirmed", "2026-11", "planned"),
        ("Confirmed", "2027", "planned"),
        ("tentative", "2020", "planned"),
        ("cancelled", "2020", "cancelled"),
        ("Postponed", "2020", "postponed"),
        ("Đã hoãn", "2020", "postponed"),
        ("confirmed", None, None),
        ("perhaps", "2020", None),
    ],
)
def test_the_status_of_an_event_is_ours_or_left(said: str, start: str | None, status: str | None) -> None:
    one = only([{"@type": "Event", "name": "Sitting", "status": said, "start_date": start}])
    assert one.data.get("status") == status
    assert one.left == ({} if status else {"status": said})


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ("2019", None, "2019"),
        ("2019-02", "2019-02", "2019-02"),
        ("2019-02-01", "2020", "2019-02-01/2020"),
        (None, "2020", "../2020"),
        ("", "", None),
    ],
)
def test_dates_of_an_event_are_one_date_as_exact_as_they_are(start: str, end: str, edtf: str | None) -> None:
    one = only([{"@type": "Event", "name": "Sitting", "start_date": start, "end_date": end}])
    assert one.data.get("date") == edtf and not one.faults


def test_types_are_told_by_mapping_keys_and_labels_in_either_language() -> None:
    mapping = Mapping(classification={"Statutory board": "government_agency"})
    board = only(BOARD, mapping=mapping)
    assert (board.data["type"], board.unknown_type, "classification" in board.left) == ("government_agency", "", False)
    for said in ("ministry", "Ministry", "Bộ"):
        one = only({"name": "X", "classification": said, "founding_date": "1950"})
        assert (one.data["type"], one.unknown_type) == ("ministry", "")


def test_embedded_objects_are_found_once_and_know_to_whom_they_belong() -> None:
    province = {"id": "province", "name": "Province", "founding_date": "1900"}
    document = {
        "id": "river-board",
        "name": "River Board",
        "founding_date": "1911",
        "parent": province,
        "children": [{"id": "lab", "name": "Water laboratory"}],
        "posts": [{"id": "chair", "label": "Chair", "organization_id": "river-board"}],
        "memberships": [{"person": AN, "post_id": "chair"}, {"person_id": "an", "organization": province}],
    }
    records = read(document, people=True)
    found = {one.keys[0].value: one for one in records if one.keys}
    assert [one.place for one in records if one.keys] == ["line 1", "parent", "children/0"]
    assert found["river-board"].data["relations"] == {"part_of": [ForeignId("x.popolo.id", "province")]}
    assert found["lab"].data["relations"] == {"part_of": [ForeignId("x.popolo.id", "river-board")]}
    assert found["river-board"].data["people"] == [
        {"name": "An Lê", "role": "chair", "aka": ["Lê An"], "title": {"en": "Chair"}}
    ]
    assert counted(records) == {"memberships": 1}
    assert all(not one.left for one in records)


def test_people_of_organizations_come_only_if_asked_and_by_roles_that_are_known() -> None:
    document = {"organizations": [BOARD], "persons": [AN], "memberships": [CHAIR], "votes": [{"option": "yes"}]}
    plain = read(document)
    assert "people" not in plain[0].data
    assert counted(plain) == {"persons": 1, "memberships": 1, "votes": 1}
    assert counted(read(document, people=True)) == counted(plain)
    for roles in ({"President": "chair"}, {"*": "chair"}):
        asked = read(document, people=True, mapping=Mapping(values={"people.role": roles}))
        assert asked[0].data["people"] == [
            {"name": "An Lê", "role": "chair", "aka": ["Lê An"], "title": {"en": "President"}}
        ]
        assert counted(asked) == {"memberships.start_date": 1, "votes": 1}


def test_a_person_with_two_roles_is_two_entries_with_different_keys() -> None:
    twice = {"organizations": [BOARD], "persons": [AN], "memberships": [CHAIR, CHAIR | {"id": "m2", "role": "speaker"}]}
    people = read(twice, people=True, mapping=Mapping(values={"people.role": {"President": "chair"}}))[0].data["people"]
    assert [(one.get("key"), one["role"]) for one in people] == [(None, "chair"), ("an-le-2", "speaker")]


def test_sources_become_records_only_if_asked_once_each() -> None:
    other = {"id": "two", "name": "Two", "classification": "x", "sources": BOARD["sources"]}
    records = read([BOARD, other], sources=True)
    gazette = ForeignId("url", "https://gazette.example/1911")
    assert [one.data.get("sources") for one in records] == [[{"ref": gazette}], [{"ref": gazette}], None]
    assert (records[2].place, records[2].kind, records[2].keys) == ("0/sources/0", "source", (gazette,))
    assert records[2].data == {"type": "web_page", "title": {"en": "Gazette"}, "url": gazette.value}


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"@type": "Organization", "name": "X"}, "organization"),
        ({"type": "http://www.popoloproject.com/schemas/event.json#Event", "name": "X"}, "event"),
        ([{"name": "X", "founding_date": "1950"}], "organization"),
        ([{"name": "X", "memberships": [{"person_id": "p"}]}], "organization"),
        ([{"name": "X", "location": "Huế"}], "event"),
    ],
)
def test_what_an_object_is_is_told_by_its_type_or_its_members(document: object, kind: str) -> None:
    assert only(document).kind == kind


def test_a_type_that_names_no_class_is_left() -> None:
    house = {
        "id": "h",
        "name": "House",
        "classification": "Legislature",
        "type": "unicameral legislature",
        "seats": 101,
    }
    assert only({"organizations": [house]}).left == {
        "classification": "Legislature",
        "type": "unicameral legislature",
        "seats": 101,
    }


def test_persons_memberships_and_posts_alone_are_counted() -> None:
    chair = {"id": "c", "label": "Chair", "role": "Chair", "start_date": "1950"}
    assert counted(read([AN, CHAIR, chair, {"name": "Vy", "memberships": [{"organization_id": "x"}]}])) == {
        "persons": 2,
        "memberships": 2,
        "posts": 1,
    }
    for one, name in ((AN, "persons"), (CHAIR, "memberships"), (chair, "posts")):
        assert counted(read(one)) == {name: 1}


def test_an_organization_and_an_event_with_the_same_id_keep_apart() -> None:
    records = read({"organizations": [BOARD | {"id": 1}], "events": [SITTING | {"id": 1, "organization_id": "1"}]})
    assert [one.keys[0].value for one in records] == ["1", "events/1"]
    assert records[1].data["relations"]["organized_by"] == [ForeignId("x.popolo.id", "1")]


def test_faults_stand_at_their_pointers_and_hold_up_only_their_record() -> None:
    records = read(
        {
            "organizations": [
                BOARD | {"founding_date": "12/05/1911", "name": "A"},
                BOARD | {"id": "b", "dissolution_date": "1998-02-30"},
                {"id": "c", "other_names": [{"name": "C"}]},
                {"id": "d", "name": ["D"]},
                {"id": "e", "name": "E", "links": [{"url": 5}, "x"], "identifiers": {}},
                {"id": "f", "name": "F" * 70_000},
                {"id": "g", "name": "G", "identifiers": [{"scheme": "govtui", "identifier": "Not an id"}]},
                {"id": "h", "name": "H"},
            ],
            "events": [{"name": "E", "start_date": "2020", "end_date": "2019"}],
        }
    )
    assert faults(records) == [
        ("organizations/0/founding_date", "bad_date"),
        ("organizations/1/dissolution_date", "bad_date"),
        ("organizations/2", "no_name"),
        ("organizations/3/name", "wrong_value"),
        ("organizations/3", "no_name"),
        ("organizations/4/identifiers", "wrong_value"),
        ("organizations/4/links/0/url", "wrong_value"),
        ("organizations/4/links/1", "wrong_value"),
        ("organizations/5/name", "text_too_long"),
        ("organizations/5", "no_name"),
        ("organizations/6/identifiers/0/identifier", "bad_id"),
        ("events/0/end_date", "bad_date"),
    ]
    assert not records[7].faults


def test_an_object_that_may_be_several_things_is_refused_as_such() -> None:
    assert faults(read([{"id": "x", "name": "X"}])) == [("0", "no_kind")]


@pytest.mark.parametrize(
    ("document", "place", "code"),
    [
        (5, "line 1", "wrong_form"),
        ({"a": 1}, "line 1", "wrong_form"),
        ([5], "0", "wrong_form"),
        ({"organizations": [{"name": "A"}, None]}, "organizations/1", "wrong_form"),
    ],
)
def test_what_is_no_popolo_is_refused_with_a_place(document: object, place: str, code: str) -> None:
    with pytest.raises(CannotImport) as caught:
        read(document)
    assert (caught.value.fault.place, caught.value.fault.code) == (place, code)


def test_the_language_must_be_known_and_records_are_at_most_so_many() -> None:
    with pytest.raises(CannotImport) as caught:
        read([BOARD], language="")
    assert caught.value.fault[:2] == ("0/name", "language_needed")
    assert only(BOARD, language="", mapping=Mapping(language="vi")).data["name"]["vi"] == "River Board"
    with pytest.raises(CannotImport) as caught:
        read([BOARD] * 3, most=2)
    assert caught.value.fault == ("2", "too_many", {"limit": 2})
