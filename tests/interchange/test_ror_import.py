"""Records of the Research Organization Registry come in; what has no place is left, faults stand at their pointers."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from govtui.i18n.import_texts import IMPORT_TEXTS
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.interchange.incoming.mapping import Mapping
from govtui.model.imported import Backward, CannotImport, ForeignId, ImportedRecord
from govtui.store.manifest import Manifest


def ror(last: str) -> str:
    return f"https://ror.org/{last}"


def foreign(last: str) -> ForeignId:
    return ForeignId("identifiers.ror", last)


WATER = {
    "id": ror("0aaaaaa11"),
    "names": [
        {"value": "IW", "types": ["acronym"], "lang": None},
        {"value": "Institute of Water", "types": ["label"], "lang": "en"},
        {"value": "Water Institute", "types": ["label", "ror_display"], "lang": "en"},
        {"value": "Viện Nước", "types": ["label"], "lang": "vi"},
        {"value": "Viện nước", "types": ["alias"], "lang": "vi"},
        {"value": "The Institute", "types": ["alias"], "lang": "en"},
    ],
    "status": "inactive",
    "types": ["funder", "facility"],
    "established": 987,
    "locations": [
        {
            "geonames_id": 1,
            "geonames_details": {"country_code": "VN", "country_name": "Vietnam", "name": "Huế", "lat": 1.5},
        },
        {"geonames_id": 2, "geonames_details": {"country_code": "LA", "name": "Vientiane"}},
    ],
    "links": [
        {"type": "website", "value": "https://water.example"},
        {"type": "wikipedia", "value": "https://wiki.example/Water"},
        {"type": "website", "value": "https://water.example/en"},
    ],
    "external_ids": [
        {"type": "isni", "all": ["0000"], "preferred": None},
        {"type": "fundref", "all": ["1", "2"], "preferred": "2"},
        {"type": "grid", "all": ["g.1", "g.2"], "preferred": None},
    ],
    "relationships": [
        {"type": "parent", "id": ror("0bbbbbb22"), "label": "Academy"},
        {"type": "child", "id": ror("0cccccc33"), "label": "Laboratory"},
        {"type": "predecessor", "id": ror("0dddddd44"), "label": "Office"},
        {"type": "successor", "id": ror("0eeeeee55"), "label": "Agency"},
        {"type": "related", "id": ror("0ffffff66"), "label": "Hospital"},
    ],
    "domains": ["water.example"],
    "admin": {"created": {"date": "2020-01-01", "schema_version": "1.0"}},
}


def read(document: object, **options: Any) -> list[ImportedRecord]:
    asked = ReadOptions(Manifest(), date(2026, 11, 30), **options)
    return list(reader(IMPORT_FORMATS["ror"])(io.BytesIO(json.dumps(document).encode()), asked))


def test_a_record_of_ror_has_what_a_record_can_hold_and_leaves_the_rest() -> None:
    (one,) = read(WATER)
    assert (one.place, one.kind, one.keys, one.unknown_type) == ("line 1", "organization", (foreign("0aaaaaa11"),), "")
    assert one.data == {
        "identifiers": {"ror": "0aaaaaa11", "isni": "0000", "fundref": "2"},
        "name": {"en": "Water Institute", "vi": "Viện Nước"},
        "aka": [
            {"text": "IW", "type": "acronym"},
            {"text": "Institute of Water", "lang": "en", "type": "alias"},
            {"text": "The Institute", "lang": "en", "type": "alias"},
        ],
        "type": "research_institute",
        "status": "inactive",
        "founded": "0987",
        "place": {"country": "VN", "city": {"en": "Huế"}},
        "links": {
            "website": "https://water.example",
            "wikipedia": "https://wiki.example/Water",
            "website-2": "https://water.example/en",
        },
        "relations": {"part_of": [foreign("0bbbbbb22")], "succeeds": [foreign("0dddddd44")]},
        "x": {"ror": {"types": ["funder", "facility"]}},
    }
    assert one.backward == (Backward(foreign("0cccccc33"), "part_of"), Backward(foreign("0eeeeee55"), "succeeds"))
    assert one.left == {
        "admin": WATER["admin"],
        "domains": WATER["domains"],
        "geonames_details": {"geonames_id": 1, "lat": 1.5},
        "locations": [WATER["locations"][1]],  # type: ignore[index]
        "external_ids": [{"type": "fundref", "all": ["1"]}, {"type": "grid", "all": ["g.1", "g.2"]}],
        "relationships": [WATER["relationships"][number] for number in (1, 3, 4)],  # type: ignore[index]
    }


def test_a_child_that_the_file_has_is_not_left() -> None:
    first, _ = read([WATER, WATER | {"id": ror("0cccccc33")}])
    assert first.left["relationships"] == [WATER["relationships"][number] for number in (3, 4)]  # type: ignore[index]


@pytest.mark.parametrize(
    ("types", "mapped", "type", "asked"),
    [
        (["government"], {}, "government_agency", ""),
        (["education", "funder"], {}, "university", ""),
        (["nonprofit"], {}, "ngo", ""),
        (["archive"], {}, "research_institute", ""),
        (["company", "funder"], {}, None, "company"),
        (["funder", "company"], {"company": "network"}, "network", ""),
        (["nonprofit"], {"nonprofit": "network"}, "network", ""),
    ],
)
def test_types_of_ror_are_ours_by_a_table_and_by_the_mapping(
    types: list[str], mapped: dict[str, str], type: str | None, asked: str
) -> None:
    (one,) = read([WATER | {"types": types}], mapping=Mapping(classification=mapped))
    assert (one.data.get("type"), one.unknown_type) == (type, asked)
    assert one.data["x"] == {"ror": {"types": types}}


def test_dumps_and_answers_of_the_interface_are_lists_of_records() -> None:
    assert [one.place for one in read([WATER, WATER])] == ["0", "1"]
    assert [one.place for one in read({"number_of_results": 1, "items": [WATER]})] == ["items/0"]


def test_faults_stand_at_their_pointers() -> None:
    (one,) = read(
        [WATER | {"id": "https://ror.org/x", "established": "1911", "status": 1, "links": [{"type": "blog"}]}]
    )
    assert all(fault.code in IMPORT_TEXTS for fault in one.faults)
    assert [(fault.place, fault.code) for fault in one.faults] == [
        ("0/id", "wrong_value"),
        ("0/status", "wrong_value"),
        ("0/established", "bad_date"),
        ("0/links/0/type", "wrong_value"),
    ]
    (nameless,) = read([WATER | {"names": [{"value": "IW", "types": ["acronym"], "lang": None}]}])
    assert [(fault.place, fault.code) for fault in nameless.faults] == [("0/names", "no_name")]


@pytest.mark.parametrize(
    ("document", "place", "code"),
    [
        ([WATER, {"id": ror("0aaaaaa11"), "name": "Water", "aliases": [], "country": {}}], "1", "ror_version_1"),
        ({"organizations": []}, "line 1", "wrong_form"),
        ([5], "0", "wrong_form"),
        ([WATER | {"names": [{"value": "Water", "types": ["label"], "lang": None}]}], "0/names/0", "language_needed"),
    ],
)
def test_what_cannot_be_read_on_is_refused_with_a_place(document: object, place: str, code: str) -> None:
    with pytest.raises(CannotImport) as caught:
        read(document)
    assert (caught.value.fault.place, caught.value.fault.code) == (place, code)
    assert code in IMPORT_TEXTS


def test_the_language_of_the_command_is_that_of_names_without_one() -> None:
    (one,) = read([WATER | {"names": [{"value": "Water", "types": ["label"], "lang": None}]}], language="vi")
    assert one.data["name"] == {"vi": "Water"}
    with pytest.raises(CannotImport):
        read([WATER, WATER], most=1)
