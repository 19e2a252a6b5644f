"""The card of a record: its rows by kind, its box at any width, and that nothing it tells is told again below."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page.contexts import context_of
from small import RECORDS, registry, table

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import View
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.fields import fields
from govtui.model.record import MODELS
from govtui.model.relations import CITED_SOURCE, RELATIONS
from govtui.page.card import CARDS, ROWS
from govtui.page.card_layout import BOXED
from govtui.page.compose import compose
from govtui.page.layout import lay_out
from govtui.page.page import Card, Page, Paragraph, Role, Section, Span
from govtui.page.paragraph_layout import PROSE
from govtui.store.registry import Registry
from govtui.text.safe import UNSAFE, safe_text
from govtui.text.width import width

LEGAL = Path(__file__).parents[1] / "data" / "legal"


@cache
def shipped(root: Path) -> tuple[Registry, SqliteIndex]:
    files = Registry(root)
    return files, build(files)


@cache
def page_of(root: Path, key: str, language: str, *, both: bool = False) -> Page:
    files, index = shipped(root)
    card = index.card(key)
    assert card is not None
    return compose(files.entry(card.path), card.key, context_of(files, index, language, both=both))


def rows_of(page: Page) -> dict[str, str]:
    """Label to what stands behind it, on one line."""
    [section] = [one for one in page.sections if one.name == "card"]
    [card] = section.blocks
    assert isinstance(card, Card)
    return {row.lead: said(row) for row in card.rows}


def said(row: Paragraph) -> str:
    parts = (row.spans, *row.beside)
    return "   ".join("".join(span.text for span in spans) for spans in parts if spans).replace("\u00a0", " ")


class TestRows:
    def test_every_row_shows_fields_that_records_of_its_kind_have(self) -> None:
        for kind, rows in CARDS.items():
            known = fields(MODELS[kind])
            for name in (name for row in rows for name in row.fields):
                first, _, last = name.partition(".")
                assert name == CITED_SOURCE or first in known
                assert first != "relations" or kind in RELATIONS[last].sources

    def test_those_of_an_organization(self) -> None:
        assert rows_of(page_of(RECORDS, "unpog", "en")) == {
            "Overseen by": "Division for Public Institutions and Digital Government ¹",
            "Part of": "United Nations Department of Economic and Social Affairs ¹",
            "Mandate": "until 2030 · under Transforming our world: the 2030 Agenda for Sustainable Development ¹   + Jul 2016–Dec 2030 ²",
            "Place": "Incheon, Republic of Korea ¹   + Seoul, before the move to Songdo, Incheon, in 2017 ³",
            "Founded": "June 2006, following 6th Global Forum on Reinventing Government ¹",
            "Status": "Active · http://www.unpog.org ¹",
            "Supported by": "Ministry of the Interior and Safety (Republic of Korea); Government of the Republic of Korea ¹",
        }

    def test_those_of_a_declaration_say_by_whom_and_that_sources_differ(self) -> None:
        rows = rows_of(page_of(RECORDS, "asean-declaration-civil-service-2021", "vi"))
        assert list(rows) == ["Tình trạng", "Thời gian", "Bên thông qua", "Thuộc", "Khởi xướng"]
        assert rows["Tình trạng"].startswith("Đã ghi nhận · tại Hội nghị Cấp cao ASEAN lần thứ 38")
        assert rows["Tình trạng"].endswith("≠ Thông qua ¹")
        assert " · thông qua tạm thời · các nguồn không thống nhất ¹" in rows["Bên thông qua"]
        assert rows["Bên thông qua"].endswith("≠ Người đứng đầu các nước ASEAN ²")

    def test_those_of_a_law_begin_with_its_symbol(self) -> None:
        rows = rows_of(page_of(LEGAL, "nd-12-2022", "vi"))
        assert list(rows)[:4] == ["Ký hiệu", "Tình trạng", "Ngày ban hành", "Cơ quan ban hành"]
        assert rows["Ngày ban hành"].endswith("≠ 28/02/2022 ²")

    def test_the_progress_of_a_plan_is_a_total_that_says_that_it_is_computed(self) -> None:
        row = rows_of(page_of(RECORDS, "asean-poa-civil-service-2022", "en"))["Progress"]
        assert row.startswith("ACCSM 75ᶜ, 20 completed; ACCSM+3 71ᶜ, 16 completed")

    def test_those_of_an_event(self) -> None:
        rows = rows_of(page_of(RECORDS, "accsm-heads-21", "vi"))
        assert list(rows) == [
            "Thời gian", "Tình trạng", "Địa điểm", "Chuỗi", "Đơn vị tổ chức", "Chủ trì", "Thành phần", "Chủ đề",
        ]  # fmt: skip
        assert rows["Thời gian"] == "ngày 5 tháng 8 năm 2022 (buổi sáng) ¹ ²   ≠ 2021 ¹   + 05/8/? ¹ ²"
        assert rows["Chủ trì"] == "Phạm Thị Thanh Trà, Bộ trưởng Bộ Nội vụ Việt Nam ¹"
        assert "và 5 thành phần khác" in rows["Thành phần"]

    def test_an_event_leads_to_those_before_and_after_it_in_its_series(self) -> None:
        [section] = [one for one in page_of(RECORDS, "asean-summit-39", "en").sections if one.name == "card"]
        [card] = section.blocks
        assert isinstance(card, Card)
        linked = {span.text: span.link for row in card.rows for span in row.spans}
        assert linked["< 38"] == "asean-summit-38"

    def test_those_of_a_source_say_how_many_records_cite_it(self) -> None:
        rows = rows_of(page_of(RECORDS, "qlnn-2019-unpog", "vi"))
        assert list(rows) == ["Tác giả", "Nơi đăng", "Địa chỉ web", "Dẫn trong"]
        assert rows["Dẫn trong"] == "30 bản ghi"

    def test_a_field_that_only_another_source_gives_is_a_row_without_a_value(self) -> None:
        assert rows_of(page_of(RECORDS, "asean-summit-38", "vi"))["Thời gian"] == "+ 26/10/2021 ¹"

    @pytest.mark.parametrize("root", [RECORDS, LEGAL], ids=["shipped", "legal"])
    def test_there_are_eight_at_most_and_each_has_a_label_and_words(self, root: Path) -> None:
        for row in shipped(root)[1].result(View()).window(0, 1000):
            page = page_of(root, row.key, "vi")
            for section in page.sections:
                for block in section.blocks if section.name == "card" else ():
                    assert isinstance(block, Card)
                    assert 0 < len(block.rows) <= ROWS
                    assert all(one.lead and said(one).strip() for one in block.rows), row.key
                    assert len({one.lead for one in block.rows}) == len(block.rows), row.key

    def test_in_both_languages_what_is_the_same_stands_once(self, tmp_path: Path) -> None:
        held: dict[str, Any] = {"place": {"city": {"vi": "Jakarta", "en": "Jakarta"}}, "claims": [
            {"field": "place.venue", "value": {"vi": "Merdeka", "en": "Merdeka"}, "source": "s"},
            {"field": "theme", "value": {"vi": "Đổi mới", "en": "Renewal"}, "source": "s"},
        ]}  # fmt: skip
        files = registry(tmp_path, table("s", "source"), table("e", "event", **held))
        context = context_of(files, build(files), "vi", both=True)
        rows = rows_of(compose(files.entry("events/e.toml"), "e", context))
        assert rows["Địa điểm"] == "Jakarta   + Merdeka ¹"
        assert rows["Chủ đề"] == "+ Đổi mới [vi] / Renewal [en] ¹"


class TestBelowTheCard:
    def sections(self, key: str) -> list[str]:
        return [one.name for one in page_of(RECORDS, key, "vi").sections]

    def test_its_order(self) -> None:
        names = self.sections("unpog")
        assert names == [
            "card", "text", "aims", "activities", "figures", "links", "sources", "notes", "names", "record",
        ]  # fmt: skip

    def test_what_the_card_tells_is_not_told_again(self) -> None:
        page = page_of(RECORDS, "unpog", "vi")
        below = {line.field for line in lay_out(page, 80) if line.section not in ("card", "notes")}
        assert below.isdisjoint({"place", "founded", "status", "links.website", "terms.mandate", "relations.part_of"})

    def test_quotation_and_note_of_what_it_tells_are_notes(self) -> None:
        [notes] = [one for one in page_of(RECORDS, "unpog", "vi").sections if one.name == "notes"]
        told = [said(block) for block in notes.blocks if isinstance(block, Paragraph)]
        at = told.index("Nhiệm vụ")
        assert told[at + 1].startswith("“gia hạn đến cuối năm 2030”")
        assert notes.count == 4

    def test_who_was_in_the_chair_is_not_among_the_others(self) -> None:
        [people] = [one for one in page_of(RECORDS, "accsm-heads-21", "vi").sections if one.name == "people"]
        assert people.count == 3
        assert not any("Chủ trì" in said(one) for one in people.blocks if isinstance(one, Paragraph))

    def test_no_list_is_left_with_a_heading_alone_or_counts_what_it_has_not(self) -> None:
        for row in shipped(RECORDS)[1].result(View()).window(0, 1000):
            for section in page_of(RECORDS, row.key, "vi").sections:
                if section.name in ("people", "participants", "terms"):
                    begun = [one for one in section.blocks if isinstance(one, Paragraph) and one.lead == "•"]
                    assert len(begun) == section.count > 0, (row.key, section.name)

    def test_single_facts_that_are_no_row_stand_below_the_summary(self) -> None:
        names = self.sections("accsm-heads-21")
        assert names[:3] == ["card", "text", "facts"]

    def test_what_is_about_the_record_is_folded_and_all_texts_have_it(self) -> None:
        page = page_of(RECORDS, "unpog", "vi")
        assert [one.name for one in page.sections if one.folded] == ["notes", "names", "record"]
        assert any("Bài viết phần lớn là bản dịch" in line.text for line in lay_out(page, 80))

    def test_lists_say_how_many_they_are(self) -> None:
        counts = {one.name: one.count for one in page_of(RECORDS, "unpog", "vi").sections}
        assert (counts["aims"], counts["activities"], counts["figures"], counts["names"]) == (3, 6, 2, 4)
        assert counts["links"] == 14 and counts["sources"] == 5

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_title_has_the_acronym(self, language: str) -> None:
        assert "".join(span.text for span in page_of(RECORDS, "unpog", language).title).endswith(" · UNPOG")


WORDS = st.lists(st.sampled_from(["Hội nghị", "a", "漢字" * 9, "2022", "x" * 30, "\x1b[31m", "tab\t"]), max_size=7)
SPANS = st.lists(st.builds(Span, WORDS.map(" ".join), st.sampled_from([Role.PLAIN, Role.LINK])), max_size=3)
BESIDE = st.lists(SPANS.map(lambda spans: [Span("+ ", Role.ELSEWHERE), *spans]), max_size=3)
FACTS = st.builds(Paragraph, SPANS, WORDS.map(" ".join), st.just(Role.LABEL), field=st.just("name"), beside=BESIDE)
CELLS = st.integers(20, 200)


def laid(card: Card, cells: int) -> list[str]:
    return [line.text for line in lay_out(Page("", (), (), [Section("card", "", [card])]), cells)][2:]


class TestBox:
    @settings(deadline=None)
    @given(st.lists(FACTS, min_size=1, max_size=4).map(Card), CELLS)
    def test_it_is_closed_and_no_wider_than_running_text_allows(self, card: Card, cells: int) -> None:
        lines = laid(card, cells)
        if cells < BOXED:
            assert not any("│" in line or "─" in line for line in lines)
            assert all(width(line) <= cells for line in lines)
            return
        assert {width(line) for line in lines} == {min(cells, PROSE + 4)}
        assert lines[0][0] + lines[0][-1] + lines[-1][0] + lines[-1][-1] == "╭╮╰╯"
        assert all(line[0] == line[-1] == "│" for line in lines[1:-1])

    @settings(deadline=None)
    @given(st.lists(FACTS, min_size=1, max_size=4).map(Card), CELLS)
    def test_nothing_in_it_is_lost_and_nothing_unsafe_comes_out(self, card: Card, cells: int) -> None:
        shown = "".join(laid(card, cells))
        assert UNSAFE.search(shown) is None
        for row in card.rows:
            for text in (row.lead, *(span.text for spans in (row.spans, *row.beside) for span in spans)):
                for word in safe_text(text).split():
                    assert len(word) > 8 or word in shown

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("both", [False, True])
    def test_every_shipped_card_is_closed_at_any_width(self, language: str, both: bool) -> None:
        for row in shipped(RECORDS)[1].result(View()).window(0, 1000):
            page = page_of(RECORDS, row.key, language, both=both)
            alone = Page("", (), (), [one for one in page.sections if one.name == "card"])
            for cells in (20, BOXED - 1, BOXED, 57, 76, 80, 100, 200):
                boxed = [width(line.text) for line in lay_out(alone, cells) if line.section == "card" and line.text]
                assert all(one <= cells for one in boxed)
                assert cells < BOXED or len(set(boxed)) <= 1, (row.key, cells)

    def test_what_is_beside_begins_in_one_column_where_it_fits(self) -> None:
        beside = [[Span("+ x")]]
        rows = [Paragraph([Span(text)], "L", field="f", beside=beside) for text in ("a", "a longer value", "b")]
        assert len({line.index("+") for line in laid(Card(rows), 60)[1:-1]}) == 1

    def test_what_does_not_fit_stands_below_the_value_and_hangs_behind_its_sign(self) -> None:
        row = Paragraph([Span("Incheon, Hàn Quốc")], "Địa điểm", field="place", beside=[[Span("+ " + "chữ " * 12)]])
        lines = [line.strip("│ ") for line in laid(Card([row]), 44)[1:-1]]
        assert lines[0] == "Địa điểm  Incheon, Hàn Quốc"
        assert lines[1].startswith("+ chữ") and lines[2].startswith("chữ")
        raw = laid(Card([row]), 44)
        assert raw[2].index("+") == raw[1].index("Incheon") == raw[3].index("chữ") - 2
