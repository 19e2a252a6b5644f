"""A query line in the interface's words means what the line means, and its chips are all of its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import RECORDS

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import ALL, Index, View
from govtui.index.cache import build
from govtui.index.query import units
from govtui.page.query_line import chips, kept, localized, meaning, spoken
from govtui.store.registry import Registry


@pytest.fixture(scope="module")
def index() -> Index:
    return build(Registry(RECORDS), [*map(load, LANGUAGES)])


def found(index: Index, line: str) -> set[str]:
    result = index.result(View(text=line))
    return set(result.keys(0, result.total))


PARTS = (
    "unpog", "hội nghị", "a", '"đổi mới"', '"nền công vụ', "type:forum", "loại:diễn đàn", "type:diễn*", "type:forum,summit",
    "kind:event", "tình trạng: đang hoạt động", "nước: việt nam, hàn quốc", "country:VN", "year:2018", "year:2015..2020",
    "year:..2010", "decade:2010s", "has:discrepancy", "missing:en", "sdg:16", "source:unpog-who-we-are", "date:2022-08",
    "ngày: tháng 8 năm 2022", "8/2022", "Aug 2022", "2022", "overseen_by:un-dpidg", "giám sát: un-dpidg", "id:unpog",
    'person:"Phạm Thị Thanh Trà"', "sai:abc", "type:", "type:xyz", "year:20x8", "-hội", '-"đổi mới"', "-type:forum", "10:30",
    "http://x.y", "HOẶC", "OR", "KHÔNG", "NOT", "- x", "A, B", "--", '""', "",
)  # fmt: skip

LINES = st.builds(
    lambda parts, end: " ".join(parts) + end, st.lists(st.sampled_from(PARTS), max_size=5), st.sampled_from(["", " "])
)


@given(LINES, st.sampled_from(["vi", "en"]))
def test_a_line_in_words_means_the_same_and_so_does_the_line_that_is_kept(
    index: Index, line: str, language: str
) -> None:
    query, tr = index.query(line), load(language)
    written = localized(line, query, index, tr)
    assert meaning(index.query(written)) == meaning(query)
    assert found(index, written) == found(index, line) == found(index, kept(line, index))
    if not query.mistakes:
        assert kept(written, index) == kept(line, index), "one line, whatever language it was edited in"
    assert localized(written, index.query(written), index, tr) == written, "in words already"


@given(LINES, st.sampled_from(["vi", "en"]))
def test_chips_are_the_parts_of_the_line_in_their_order(index: Index, line: str, language: str) -> None:
    query = index.query(line)
    shown = chips(line, query, index, load(language))
    ends = [0, *(place for chip in shown for place in (chip.start, chip.end))]
    assert ends == sorted(ends)
    covered = [unit for chip in shown for unit in units(query) if chip.start <= unit.start and unit.end <= chip.end]
    assert covered == units(query)
    assert all(chip.text for chip in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_of_each_facet_can_be_edited_in_words(index: Index, language: str) -> None:
    tr, unsaid = load(language), []
    for dim, counts in index.facets("").items():
        for value in counts:
            line = kept(f'{dim}:"{value}"', index)
            written = localized(line, index.query(line), index, tr)
            assert found(index, written) == found(index, line), line
            if written.startswith(f"{dim}:"):
                unsaid.append(line)
    names = [index.card(line.removeprefix("source:")).name[language] for line in unsaid]
    assert all(names.count(name) > 1 for name in names), "only what has the name of another stays an id"


SPOKEN = {
    'type:forum,summit "đổi mới" -hội NOT type:summit': (
        'Phân loại: Diễn đàn hoặc Hội nghị cấp cao  "đổi mới"  không: hội  Phân loại không phải: Hội nghị cấp cao',
        'Type: Forum or Summit  "đổi mới"  not: hội  Type not: Summit',
    ),
    "date:2022-08 unpog": ("Thời gian: 8/2022  unpog", "Date: Aug 2022  unpog"),
    "year:2015..2020 country:VN": ("Năm: 2015–2020  Quốc gia: Việt Nam", "Year: 2015–2020  Country: Viet Nam"),
    "hội nghị HOẶC diễn đàn": ("hội nghị hoặc diễn đàn", "hội nghị or diễn đàn"),
    "type:diễn*": ("Phân loại: diễn…", "Type: diễn…"),
    "overseen_by:un-dpidg": (
        "Chịu sự giám sát, bảo trợ của: Phòng Thể chế công và Chính phủ số",
        "Overseen by: Division for Public Institutions and Digital Government",
    ),
}


@pytest.mark.parametrize("line", SPOKEN)
def test_lines_as_they_are_read(index: Index, line: str) -> None:
    assert tuple(spoken(line, index, load(language)) for language in ("vi", "en")) == SPOKEN[line]


def test_a_line_with_a_mistake_is_kept_as_it_was_typed(index: Index) -> None:
    assert kept("sai:abc loại:diễn đàn", index) == "sai:abc loại:diễn đàn"
    assert kept("loại:diễn đàn", index) == "type:forum" and index.counts("type:forum")[ALL]
