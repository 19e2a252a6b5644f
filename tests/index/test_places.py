"""The query field of places: countries by code and name, cities and venues by their words."""

from __future__ import annotations

import pytest
from small import registry, table

from govtui.index.api import ALL, Index, View
from govtui.index.cache import build
from govtui.index.query_format import canonical


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    hanoi = {"country": "VN", "city": {"vi": "Hà Nội", "en": "Hanoi"}}
    hall = {"venue": {"vi": "Trung tâm Hội nghị Quốc gia, Hà Nội"}}
    seoul = {"country": "KR", "city": {"vi": "Xơ-un", "en": "Seoul"}}
    tables = [
        table("s", "source"),
        table("city", "event", place=hanoi),
        table("hall", "event", place=hall),
        table("away", "event", place=seoul, relations={"hosted_by": ["country:VN"]}),
        table("said", "event", name={"vi": "Tuyên bố Hà Nội", "en": "Hanoi Declaration"}),
    ]
    return build(registry(tmp_path_factory.mktemp("places"), *tables))


def found(index: Index, line: str) -> set[str]:
    result = index.result(View(text=line))
    return set(result.keys(0, result.total))


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("place:VN", {"city"}),
        ("địa điểm: Việt Nam", {"city"}),
        ("place: hanoi", {"city"}),
        ("địa điểm: hà nội", {"city", "hall"}),
        ("dia diem: ha noi", {"city", "hall"}),
        ("tại: HÀ NỘI", {"city", "hall"}),
        ('nơi tổ chức: "hội nghị quốc gia"', {"hall"}),
        ("địa điểm: hội nghị quốc gia", {"hall"}),
        ("place: hà nội, seoul", {"city", "hall", "away"}),
        ("place:VN,seoul", {"city", "away"}),
        ("place:KR place:seoul", {"away"}),
        ("-place:VN kind:event", {"hall", "away", "said"}),
        ("place:hà*", {"city", "hall", "away"}),  # Hàn Quốc, too
        ("place: hà nộ*", {"city", "hall"}),
        ("địa điểm: xơ un", {"away"}),
    ],
)
def test_a_place_is_a_country_a_city_or_a_venue(index: Index, line: str, keys: set[str]) -> None:
    assert found(index, line) == keys
    assert not index.mistakes(line)
    kept = canonical(line, index.query(line), index.fields)
    assert kept.startswith(("place:", "-place:")) and found(index, kept) == keys
    assert canonical(kept, index.query(kept), index.fields) == kept


@pytest.mark.parametrize(
    ("line", "value"),
    [("place: atlantis", "atlantis"), ("địa điểm: đà nẵng", "đà nẵng"), ('place:"hà nội cũ" x', "hà nội cũ")],
)
def test_a_place_where_nothing_is_is_said(index: Index, line: str, value: str) -> None:
    [mistake] = index.mistakes(line)
    assert (mistake.code, mistake.values["value"]) == ("no_such_value", value)
    assert found(index, line) == set()


def test_a_place_that_is_being_typed_is_all_that_begin_so(index: Index) -> None:
    assert index.starred("place: hà n", 11) == "place: hà n*"
    assert index.starred("place: hà nội", 13) == "place: hà nội"
    [offer] = index.offers("place: h", 8, 8)
    assert (offer.value, offer.n) == ("KR", index.counts("place:KR")[ALL])


def test_who_is_found_by_a_city_has_it_itself(index: Index) -> None:
    assert [row.elsewhere for row in index.result(View(text="place:hanoi")).window(0, 9)] == [()]
