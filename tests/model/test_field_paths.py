"""Field paths: how a place in a record is named, so that it keeps its name when items are moved."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import rtoml
from small import FILES, record

from govtui.model.field_paths import Step, field_path_values, locate, step, to_toml, value_at
from govtui.model.item_names import item_names, item_paths, loose_names
from govtui.model.record import Record
from govtui.model.translations import digest, localized_fields
from govtui.store.codec import loads
from govtui.text.romanise import slug

PERSON = {"name": "Chu Tuấn Tú", "role": "reporter", "title": {"vi": "Vụ trưởng", "en": "Director"}}


def whole() -> Record:
    return record(
        "d",
        "declaration",
        symbol="A/RES/1",
        place={"country": "VN", "city": {"vi": "Hà Nội", "en": "Hanoi"}},
        relations={"implements": ["un-agenda-2030"]},
        areas=[
            {"key": "2", "name": {"vi": "hai", "en": "two"}},
            {"key": "1", "name": {"vi": "một", "en": "one"}},
        ],
        people=[PERSON, {**PERSON, "role": "chair"}],
        aka=[{"text": "v.v.", "type": "acronym"}, {"text": "Tuyên bố", "type": "alias"}],
        figures=[{"what": "days", "value": 2}, {"what": "days", "value": 3}],
        steps=[{"action": "adopted", "by": ["a"]}, {"key": "again", "action": "adopted", "date": "2015"}],
        progress=[{"rows": [{"area": "2", "stated": 3}, {"area": "2", "stated": 4}], "note": {"vi": "x"}}],
        claims=[{"field": "areas.2.name.vi", "value": "x", "source": "s", "note": {"vi": "lời khác"}}],
        sources=[{"ref": "s", "for": ["date"]}, {"ref": "s", "at": "L9"}],
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("symbol", "A/RES/1"),
        ("schema", 2),
        ("place.country", "VN"),
        ("place.city", {"vi": "Hà Nội", "en": "Hanoi"}),
        ("place.city.en", "Hanoi"),
        ("relations.implements", ["un-agenda-2030"]),
        ("relations.implements.un-agenda-2030", "un-agenda-2030"),
        ("areas.2.name.en", "two"),  # a key, not a position
        ("areas.1.name.en", "one"),
        ("people.chu-tuan-tu.role", "reporter"),
        ("people.Chu Tuấn Tú.role", "reporter"),
        ("people.2.role", "chair"),
        ("people.chu-tuan-tu.title.vi", "Vụ trưởng"),
        ("aka.v-v.type", "acronym"),
        ("aka.tuyen-bo.text", "Tuyên bố"),
        ("figures.days.value", 2),
        ("figures.1.value", 2),
        ("figures.2.value", 3),
        ("steps.adopted.by.a", "a"),
        ("steps.again.action", "adopted"),
        ("progress.1.rows.2.stated", 4),
        ("claims.areas.2.name.vi.value", "x"),
        ("claims.areas.2.name.vi.note.vi", "lời khác"),
        ("sources.s.for.date", "date"),
        ("sources.2.at", "L9"),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: object) -> None:
    assert value_at(whole(), path) == value


@pytest.mark.parametrize(
    "path",
    ["dates", "place.contry", "place.city.ko", "areas.3", "areas.3.name", "areas.0", "people.chu", "symbol.x", "x.y",
     "relations.part_of", "schema_", "."],
)  # fmt: skip
def test_a_path_that_leads_nowhere_leads_to_none(path: str) -> None:
    assert value_at(whole(), path) is None


def paths(data: Any, path: str = "", list_name: str = "", way: tuple[str | int, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every path into plain data, each in all its spellings, with the keys that it is the path of."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield f"{path}{key}", (*way, key)
            yield from paths(value, f"{path}{key}.", key, (*way, key))
    elif isinstance(data, list):
        for index, (name, item) in enumerate(zip(item_names(list_name, data), data, strict=True)):
            yield f"{path}{name}", (*way, index)
            yield from paths(item, f"{path}{name}.", "", (*way, index))
            for other in {*loose_names(item), str(index + 1)} - {name}:
                yield f"{path}{other}", None
                yield from ((one, None) for one, _ in paths(item, f"{path}{other}."))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_path_leads_to_the_same_place_in_a_record_and_in_its_plain_data(file) -> None:
    """By name, by other names and by position."""
    raw = file.read_bytes()
    made, data = loads(raw).record, rtoml.loads(raw.decode())
    for path, keys in paths(data):
        found = locate(data, path)
        assert keys is None or found == (keys, ""), path
        if found != locate(made, path):  # a file leaves out what is empty
            assert found[1] and value_at(made, path) in ([], {}), path
        if keys is not None:
            assert to_toml(value_at(made, path)) == undated(value_at(data, path)), path


def undated(data: Any) -> Any:
    """Dates may stand without quotation marks."""
    if isinstance(data, dict | list):
        return {k: undated(v) for k, v in data.items()} if isinstance(data, dict) else [undated(one) for one in data]
    return data.isoformat() if isinstance(data, datetime.date) else data


def test_the_longest_name_or_key_that_fits_is_meant() -> None:
    claims = [{"field": "areas"}, {"field": "areas.2.name"}]
    assert step(claims, "claims", "areas.2.name.note") == Step(1, "areas.2.name", claims[1], "note")
    assert step(claims, "claims", "areas.note") == Step(0, "areas", claims[0], "note")
    assert step({"a": 1, "a.b": 2}, "", "a.b.c") == Step("a.b", "a.b", 2, "c")


def test_a_name_goes_before_a_loose_one_and_that_before_a_position() -> None:
    people = [{"name": "Lý Văn Thúy", "key": "2"}, {"name": "2"}, {"name": "A"}]
    assert [step(people, "people", path) for path in ("2", "ly-van-thuy", "li-van-thui", "3", "4")] == [
        *[Step(0, "2", people[0], "")] * 3,
        Step(2, "a", people[2], ""),
        None,
    ]


def test_texts_that_are_not_normal_are_found_by_their_normal_form() -> None:
    data = {unicodedata.normalize("NFD", "tên"): [unicodedata.normalize("NFD", "hoà")]}
    assert locate(data, "tên.hoà") == locate(data, unicodedata.normalize("NFD", "tên.hoà"))
    assert locate(data, "tên.hoà")[1] == "" and value_at(data, "tên.1") is not None


class TestNames:
    def test_an_item_is_called_by_its_key(self) -> None:
        assert item_names("areas", whole().areas) == ["2", "1"]

    def test_or_by_what_it_is(self) -> None:
        assert item_names("figures", [{"what": "days"}]) == ["days"]
        assert item_names("steps", [{"action": "adopted"}]) == ["adopted"]
        assert item_names("terms", [{"type": "chair", "text": "…"}]) == ["chair"]
        assert item_names("sources", [{"ref": "s"}]) == ["s"]
        assert item_names("claims", [{"field": "date"}]) == ["date"]

    def test_or_by_its_name_as_a_slug(self) -> None:
        assert item_names("people", [PERSON]) == ["chu-tuan-tu"]
        assert item_names("aka", [{"text": "Văn phòng “UNPOG”", "type": "alias"}]) == ["van-phong-unpog"]

    def test_or_by_itself(self) -> None:
        assert item_names("by", ["vn-moha", "accsm"]) == ["vn-moha", "accsm"]

    def test_else_by_its_position(self) -> None:
        assert item_names("rows", [{"area": "2"}, {}, 5]) == ["1", "2", "3"]

    def test_one_whose_name_is_taken_by_its_position(self) -> None:
        assert item_names("figures", whole().figures) == ["days", "2"]
        assert item_names("by", ["a", "a"]) == ["a", "2"]

    def test_a_model_and_the_table_it_was_made_from_are_called_alike(self) -> None:
        data = [PERSON, {"name": "Lan", "role": "chair", "key": "lan-2"}]
        assert item_names("people", record("a", people=data).people) == item_names("people", data)

    def test_named_gives_the_paths(self) -> None:
        assert [path for path, _ in item_paths("figures", whole().figures)] == ["figures.days", "figures.2"]

    @pytest.mark.parametrize(
        ("text", "made"),
        [("Chu Tuấn Tú", "chu-tuan-tu"), ("Đỗ  Ánh, TS.", "do-anh-ts"), ("A/RES/1", "a-res-1"), ("…", "")],
    )
    def test_a_slug_is_the_folded_words(self, text: str, made: str) -> None:
        assert slug(text) == made
        assert slug(unicodedata.normalize("NFD", text)) == made


def test_every_text_in_languages_is_found_with_its_path() -> None:
    assert [path for path, _ in localized_fields(whole())] == [
        "place.city",
        "people.chu-tuan-tu.title",
        "people.2.title",
        "claims.areas.2.name.vi.note",
        "name",
        "areas.2.name",
        "areas.1.name",
        "progress.1.note",
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_two_texts_of_a_real_record_have_the_same_path_and_each_path_leads_to_its_text(file) -> None:
    real = loads(file.read_bytes()).record
    assert real is not None
    found = list(localized_fields(real))
    assert len({path for path, _ in found}) == len(found)
    for path, text in found:
        assert value_at(real, path) == text


def test_the_digest_is_of_the_letters_not_of_their_form() -> None:
    text = "Tuyên bố"
    assert digest(text) == digest(unicodedata.normalize("NFD", text))
    assert digest(text) != digest(text + ".")
    assert len(digest(text)) == 12


def test_the_fields_that_hold_field_paths_are_found_with_them() -> None:
    made = record(
        "a",
        claims=[{"field": "status", "value": "x", "source": "s"}],
        sources=[{"ref": "s", "for": ["name", "status"]}, {"ref": "t"}],
        translations=[{"field": "name", "from": "vi", "to": "en", "digest": "x"}],
        checked=[{"code": "dangling"}, {"code": "cites_nothing", "field": "sources.s"}],
    )
    assert sorted(field_path_values(made)) == [
        ("checked.2.field", "sources.s"),
        ("claims.status.field", "status"),
        ("sources.s.for", ["name", "status"]),
        ("translations.1.field", "name"),
    ]
