"""Popolo goes out valid by the specification's rules, and comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from popolo_round_trip import by_id, read, rewritten, tables, written
from seeds import rounds
from small import FILES, RECORDS, shipped_index, table

from govtui.store.registry import Registry

SCHEMA = json.loads((Path(__file__).parent.parent / "data" / "popolo" / "popolo.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def members(*records: dict[str, Any]) -> dict[str, Any]:
    """Write records; return the document, which is valid."""
    found: dict[str, Any] = json.loads(rewritten([*records, table("s", "source", url="https://s.example/")]))
    VALIDATOR.validate(found)
    return found


def test_the_shipped_registry_is_written_validly_and_comes_back_the_same() -> None:
    registry, index = Registry(RECORDS), shipped_index()
    raw, export = written(registry, index, sorted(path.stem for path in FILES))
    document = json.loads(raw)
    VALIDATOR.validate(document)
    records = read(raw)
    assert not [fault for one in records for fault in one.faults]
    assert sum(one.kind in ("organization", "event") for one in records) == export.written == 82
    assert not [one.place for one in records if one.left]
    first = tables(records)
    for one in first:
        entry = registry.entry(index.card(one["id"]).path)  # type: ignore[union-attr]
        assert entry.record is not None
        data = {
            name: value
            for name, value in one.items()
            if name in ("type", "status", "name", "summary", "place", "identifiers")
        }
        if one["kind"] != "source":
            assert data == {name: _plain(getattr(entry.record, name)) for name in data}
            assert one.get("date") == (str(date) if (date := getattr(entry.record, "date", None)) else None)
    assert by_id(tables(read(rewritten(first)))) == by_id(first)
    assert {"aims", "terms", "claims", "sources", "relations.concerns", "remarks.text"} <= export.left.fields.keys()


def _plain(value: Any) -> Any:
    """Return a part as data."""
    if hasattr(value, "country"):
        fields = {name: getattr(value, name) for name in ("country", "city", "venue", "online")}
        return {name: one for name, one in fields.items() if one is not None}
    return value


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"founded": "1985"}, {"founding_date": "1985"}),
        (
            {"founded": "1985-03-01", "dissolved": "1990-07"},
            {"founding_date": "1985-03-01", "dissolution_date": "1990-07"},
        ),
        ({"founded": "1985~"}, {"govtui_edtf": {"founded": "1985~"}}),
        ({"founded": "198X"}, {"govtui_edtf": {"founded": "198X"}}),
        ({"founded": "1985/1986"}, {"govtui_edtf": {"founded": "1985/1986"}}),
        ({"founded": "1985/.."}, {"govtui_edtf": {"founded": "1985/.."}}),
    ],
)
def test_dates_of_organizations_that_popolo_cannot_say_stand_beside_in_edtf(
    fields: dict[str, str], expected: dict[str, Any]
) -> None:
    (one,) = members(table("a", **fields))["organizations"]
    assert {name: value for name, value in one.items() if "dat" in name or "edtf" in name} == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2018-11-05/2018-11-06", {"start_date": "2018-11-05", "end_date": "2018-11-06"}),
        ("2018-11", {"start_date": "2018-11"}),
        (
            "2018-11-05T09:00:00+07:00",
            {"start_date": "2018-11-05T09:00:00+07:00", "govtui_edtf": "2018-11-05T09:00:00+07:00"},
        ),
        ("2018-11-05T09:00:00", {"start_date": "2018-11-05", "govtui_edtf": "2018-11-05T09:00:00"}),
        ("2018/2018", {"start_date": "2018", "end_date": "2018", "govtui_edtf": "2018/2018"}),
        ("2018?/2019", {"govtui_edtf": "2018?/2019"}),
        ("../2019", {"govtui_edtf": "../2019"}),
        ("XXXX-11-05", {"govtui_edtf": "XXXX-11-05"}),
    ],
)
def test_dates_of_events_that_popolo_cannot_say_stand_beside_in_edtf(date: str, expected: dict[str, str]) -> None:
    raw = rewritten([table("a", "event", date=date)])
    (one,) = json.loads(raw)["events"]
    VALIDATOR.validate(json.loads(raw))
    found = {name: value for name, value in one.items() if name.endswith("_date")}
    exact = one.get("govtui_edtf", {}).get("date")
    assert found | ({"govtui_edtf": exact} if exact else {}) == expected
    assert read(raw)[0].data["date"] == date


def test_names_statuses_places_and_relations_are_told_as_a_reader_of_popolo_expects() -> None:
    parent = table("parent", name={"en": "Parent"})
    child = table(
        "child",
        sources=[{"ref": "s", "at": "L1"}, {"ref": "s", "for": ["name"], "quote": "Con"}],
        name={"vi": "Con", "en": "Child"},
        aka=[
            {"text": "Kid", "lang": "en", "type": "former", "note": "1990/1995-02; By decree"},
            {"text": "K", "type": "acronym"},
        ],
        status="inactive",
        place={"country": "VN", "city": {"vi": "Huế"}},
        relations={"part_of": ["elsewhere", "parent"], "member_of": ["parent"]},
        links={"website": "https://child.example/"},
        identifiers={"ror": "0aaaaaa11"},
    )
    event = table("talk", "event", status="held", place={"venue": {"vi": "Hội trường"}, "country": "VN"}, date="2999")
    found = members(parent, child, event)
    one = found["organizations"][0]
    assert one == {
        "id": "child",
        "name": "Con",
        "other_names": [
            {"name": "Child", "lang": "en", "note": "multilingual"},
            {"name": "Kid", "lang": "en", "start_date": "1990", "end_date": "1995-02", "note": "By decree"},
            {"name": "K", "govtui_type": "acronym"},
        ],
        "identifiers": [{"scheme": "govtui", "identifier": "child"}, {"scheme": "ror", "identifier": "0aaaaaa11"}],
        "classification": "network",
        "parent_id": "parent",
        "area": {"name": "Việt Nam", "identifier": "VN", "classification": "country"},
        "links": [{"url": "https://child.example/", "note": "website"}],
        "sources": [
            {
                "url": "https://s.example/",
                "note": "s",
                "govtui_id": "s",
                "govtui_citations": [{"at": "L1"}, {"for": ["name"], "quote": "Con"}],
                "govtui_title": {"vi": "s", "en": "s"},
                "govtui_type": "article",
            }
        ],
        "govtui_lang": "vi",
        "govtui_place": {"country": "VN", "city": {"vi": "Huế"}},
        "govtui_status": "inactive",
    }
    (talk,) = found["events"]
    assert (talk["status"], talk["govtui_status"], talk["location"]) == ("confirmed", "held", "Hội trường, Việt Nam")


def test_people_are_persons_with_memberships_attendees_and_speeches_of_printed_words() -> None:
    an = {"name": "An Lê", "aka": ["Lê An"]}
    board = table("board", people=[an | {"role": "chair", "title": {"vi": "Chủ tịch"}, "on_behalf_of": "board"}])
    talk = table(
        "talk",
        "event",
        people=[an | {"role": "speaker"}, {"name": "Tác giả", "role": "author"}],
        participants=[{"who": "board", "capacity": "observer"}, {"who": "country:VN"}, {"text": {"vi": "Báo chí"}}],
        remarks=[
            {"key": "hello", "person": "An Lê", "text": {"vi": "Chào"}, "quote": "Xin chào"},
            {"key": "bye", "person": "An Lê", "text": {"vi": "Tạm biệt"}},
        ],
    )
    found = members(board, talk)
    assert found["persons"] == [{"id": "board.people.an-le", "name": "An Lê", "other_names": [{"name": "Lê An"}]}]
    assert found["memberships"] == [
        {
            "id": "board.people.1",
            "person_id": "board.people.an-le",
            "organization_id": "board",
            "on_behalf_of_id": "board",
            "role": "Chủ tịch",
            "govtui_role": "chair",
            "govtui_title": {"vi": "Chủ tịch"},
        }
    ]
    (speech,) = found["speeches"]
    assert (speech["event_id"], speech["creator_id"], speech["text"]) == ("talk", "talk.people.an-le", "Xin chào")
    assert [(one.get("@type"), one["name"]) for one in found["events"][0]["attendees"]] == [
        (None, "An Lê"),
        ("Organization", "board"),
        ("Organization", "Việt Nam"),
        ("Organization", "Báo chí"),
    ]


def test_what_an_import_had_no_place_for_goes_out_where_it_was() -> None:
    notes = {
        "id": "old",
        "image": "https://x.example/logo.png",
        "classification": "Corporation",
        "part_of": "holding",
        "identifiers": [{"identifier": "7"}],
    }
    one, _ = members(table("a", x={"popolo": notes}), table("b", x={"popolo": {"part_of": "a"}, "mine": 1}))[
        "organizations"
    ]
    assert (one["image"], one["classification"], one["govtui_type"]) == (notes["image"], "Corporation", "network")
    assert one["parent_id"] == "holding"
    assert one["identifiers"] == [
        {"scheme": "govtui", "identifier": "a"},
        {"scheme": "popolo", "identifier": "old"},
        {"identifier": "7"},
    ]
    assert "parent_id" not in _  # "a" of the other file is not the record "a"


# -- any document ----------------------------------------------------------------------------------------------------

WORDS = some.sampled_from(["Bộ Nội vụ", "Ủy ban", "Board", "Hội đồng 2", "Office of Rivers", "Đại hội", "X"])
IDS = some.sampled_from(["a", "b", "c", "1", "bo", "holding"])
DAYS = some.sampled_from(["1950", "1950-02", "1950-02-03", "1951-12-31", "2030-01-01", None])
NAMES = some.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "start_date": some.just("1901-05"),
        "end_date": some.just("1940"),
        "note": some.sampled_from(["Tên khai sinh", "multilingual", "1900/1901"]),
        "lang": some.sampled_from(["vi", "en", "fr", "not a language"]),
    },
)
BOTH: dict[str, Any] = {
    "other_names": some.lists(NAMES, max_size=3),
    "identifiers": some.lists(
        some.fixed_dictionaries(
            {"identifier": WORDS}, optional={"scheme": some.sampled_from(["DUNS", "ISIN", "mã số"])}
        ),
        max_size=3,
    ),
    "links": some.lists(
        some.fixed_dictionaries(
            {"url": some.sampled_from(["https://a.example", "https://b.example"])}, optional={"note": WORDS}
        ),
        max_size=3,
    ),
    "sources": some.lists(some.just({"url": "https://gazette.example", "note": "Công báo"}), max_size=1),
    "classification": some.sampled_from(["Ministry", "network", "Corporation", "Hội thảo"]),
    "parent_id": IDS,
    "description": WORDS,
    "image": some.just("https://a.example/logo.png"),
    "created_at": some.just("2020-01-01T00:00:00Z"),
}
ORGANIZATION = some.fixed_dictionaries(
    {"id": IDS, "name": WORDS}, optional=BOTH | {"founding_date": DAYS, "dissolution_date": DAYS}
)
ATTENDEE = some.one_of(
    some.fixed_dictionaries({"id": some.sampled_from(["p", "q", "a", "nobody"])}),
    some.fixed_dictionaries({"@type": some.just("Organization"), "name": WORDS}),
)
EVENT = some.fixed_dictionaries(
    {"id": IDS, "name": WORDS},
    optional=BOTH
    | {
        "start_date": some.sampled_from(["1950", "1950-01-01", "2025-05-05T08:00:00Z"]),
        "end_date": some.sampled_from(["2025-06", "2030"]),
        "location": WORDS,
        "status": some.sampled_from(["confirmed", "tentative", "cancelled", "perhaps"]),
        "organization_id": IDS,
        "attendees": some.lists(ATTENDEE, max_size=3),
    },
)
PERSON = some.fixed_dictionaries(
    {"id": some.sampled_from(["p", "q"]), "name": WORDS}, optional={"other_names": some.lists(NAMES, max_size=2)}
)
MEMBERSHIP = some.fixed_dictionaries(
    {"person_id": some.sampled_from(["p", "q"]), "organization_id": IDS},
    optional={"role": some.sampled_from(["chair", "Chủ tọa", "Chef"]), "on_behalf_of_id": IDS, "start_date": DAYS},
)


def by(member: str) -> Any:
    return lambda one: one[member]


DOCUMENT = some.fixed_dictionaries(
    {
        "organizations": some.lists(ORGANIZATION, max_size=3, unique_by=by("id")),
        "events": some.lists(EVENT, max_size=2, unique_by=by("id")),
        "persons": some.lists(PERSON, max_size=2, unique_by=by("id")),
        "memberships": some.lists(MEMBERSHIP, max_size=2),
    }
)


@settings(max_examples=rounds(20, 2000), deadline=None)
@given(document=DOCUMENT)
@example(document={"organizations": [{"id": "a", "name": "X"}], "events": [{"id": "b", "name": "X", "parent_id": "a"}]})
@example(
    document={
        "organizations": [{"id": "a", "name": "X"}],
        "events": [{"id": "a", "name": "X", "attendees": [{"id": "p"}, {"id": "a"}]}],
    }
)
def test_any_document_comes_in_goes_out_and_comes_in_the_same(document: dict[str, Any]) -> None:
    records = read(json.dumps(document).encode(), "en")
    assert not [fault for one in records for fault in one.faults]
    first = tables(records)
    raw = rewritten(first)
    VALIDATOR.validate(json.loads(raw))
    assert by_id(tables(read(raw))) == by_id(first)
