"""Ids proposed for new records, and who is called alike already."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import RECORDS, shipped_index

from govtui.edit.record_ids import SHORT, alike, duplicates, proposed_id
from govtui.index.api import Card, Index
from govtui.model.identifiers import is_record_id
from govtui.model.record import Record
from govtui.store.registry import Registry

NAMES = Path(__file__).resolve().parents[1] / "data" / "names-and-ids.tsv"


@pytest.mark.parametrize(
    ("name", "kind", "data", "id"),
    [
        ("Asian Public Governance Forum (APGF)", "event", {}, "apgf"),
        ("UN Project Office", "organization", {"aka": [{"text": "UNPOG", "type": "acronym"}]}, "unpog"),
        ("3rd Asian Public Governance Forum", "event", {"series": {"id": "apgf", "number": 3}}, "apgf-3"),
        ("21st ACCSM Senior Officials' Meeting", "event", {}, "accsm-senior-officials-meeting-21"),
        ("ACCSM+3 SOM", "event", {}, "accsm-plus-3-som"),
        ({"vi": "Hội nghị cấp cao ASEAN lần thứ 38"}, "event", {}, "hoi-nghi-cap-cao-asean-38"),
        ({"vi": "Bộ Tư pháp", "en": "Ministry of Justice"}, "organization", {"type": "ministry", "place": {"country": "VN"}},
         "vn-ministry-justice"),
        ({"vi": "Dự án về Đổi mới"}, "declaration", {}, "du-an-doi-moi"),
        ({"vi": "Tin tức"}, "source", {"published": "2022-08-05"}, "tin-tuc-2022"),
        ({"ko": "한국"}, "organization", {}, "organization"),
        ("", "event", {}, "event"),
    ],
)  # fmt: skip
def test_an_id_is_proposed_as_ids_of_records_are(name: Any, kind: str, data: dict[str, Any], id: str) -> None:
    assert proposed_id(name, kind, (), data) == id


def test_ids_are_written_as_a_vietnamese_would_write_them() -> None:
    table = [line.split("\t") for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(table) >= 300
    assert {name: proposed_id({"vi": name}, "organization", ()) for name, _ in table} == dict(table)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ({"vi": "Về việc phê duyệt Đề án"}, "viec-phe-duyet-de-an"),
        ({"vi": "Vệ sinh môi trường"}, "ve-sinh-moi-truong"),
        ({"vi": "Của cải của nhân dân"}, "cai-nhan-dan"),
        ({"vi": "BỘ TÀI CHÍNH VÀ BỘ TƯ PHÁP"}, "bo-tai-chinh-bo-tu-phap"),
        ({"vi": "Xã Huỳnh Tịnh Của"}, "xa-huynh-tinh-cua"),
        ({"vi": "Hoà giải tại cơ sở"}, "hoa-giai-co-so"),
        ({"en": "An Giang Department of Finance"}, "an-giang-department-finance"),
        ({"en": "An Institute of Law"}, "institute-law"),
        ({"en": "Convention On The Rights Of The Child"}, "convention-rights-child"),
        ({"en": "Blue Sky Society"}, "blue-sky-society"),
    ],
)
def test_small_words_are_told_with_their_accents(name: dict[str, str], id: str) -> None:
    assert proposed_id(name, "organization", ()) == id


def test_a_number_is_put_behind_an_id_that_is_taken() -> None:
    assert proposed_id("Forum", "event", {"forum"}) == "forum-2"
    assert proposed_id("Forum", "event", {"forum", "forum-2", "forum-3"}) == "forum-4"


@settings(max_examples=rounds(100), deadline=None)
@given(
    st.dictionaries(st.sampled_from(["vi", "en", "ko"]), st.text(max_size=120)),
    st.sampled_from(["organization", "declaration", "event", "source"]),
    st.sets(st.sampled_from(["event", "source", "a", "b"])),
)
def test_every_proposed_id_is_one_and_free(name: dict[str, str], kind: str, taken: Collection[str]) -> None:
    id = proposed_id(name, kind, taken, {"published": "2022", "type": "ministry", "place": {"country": "VN"}})
    assert is_record_id(id) and id not in taken and len(id) <= SHORT + 8


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()


def same(index: Index, names: list[str], kind: str) -> list[str]:
    registry = Registry(RECORDS)

    def record(card: Card) -> Record | None:
        return registry.entry(card.path).record

    return [card.id for card in duplicates(alike(index, names), names, kind, record)]


@pytest.mark.parametrize("name", ["Ministry of Home Affairs", "MINISTRY OF HOME AFFAIRS", "Bo Noi vu"])
def test_records_of_the_same_name_are_found_however_it_is_typed(index: Index, name: str) -> None:
    assert "vn-moha" in [card.id for card in alike(index, [name])]
    assert "vn-moha" in same(index, [name], "organization")


def test_an_acronym_is_a_name(index: Index) -> None:
    assert alike(index, ["UNPOG"])[0].id == "unpog"
    assert same(index, ["UNPOG"], "organization") == ["unpog"]
    assert same(index, ["UNPOG"], "event") == [], "another kind is another thing"


def test_names_that_are_nearly_the_same_are_shown_but_are_not_the_same(index: Index) -> None:
    name = "United Nations Project Office for Governance"
    assert "unpog" in [card.id for card in alike(index, [name])][:2]
    assert same(index, [name], "organization") == []


def test_a_name_like_no_other_finds_nothing(index: Index) -> None:
    assert alike(index, ["Hợp tác xã Bình Minh", "!!!", ""]) == []
