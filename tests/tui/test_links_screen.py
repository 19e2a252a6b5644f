"""Links on the screen, in both languages: the tree, going along a series, and what the texts can be asked. Ten seconds in all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from pseudo import PseudoTranslator, leaks, words
from small import RECORDS, registry, shipped_index, table
from textual.widgets import Input

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import Index
from govtui.store.registry import Registry
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.key_names import shown
from govtui.tui.base.option_list import OptionList
from govtui.tui.views.links import LinksScreen

SHIPPED = Registry(RECORDS)


@cache
def index() -> Index:
    return shipped_index()


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(SHIPPED, language, index())


async def at(play: Play, key: str, *keys: str) -> None:
    play.browse.go_to(key)
    await play.settle()
    await play.press(*keys)


QUESTIONS = [
    ("who oversees UNPOG", "unpog", "b", "overseen_by", "un-dpidg"),
    ("which forum established UNPOG", "unpog", "b", "established_by", "gfrg-6"),
    ("what UNPOG is part of", "unpog", "b", "part_of", "un-desa"),
    ("what carries out the declaration of 2021", "asean-declaration-civil-service-2021", "b", "implements", "asean-poa-civil-service-2022"),
    ("at which summits the declaration was noted", "asean-declaration-civil-service-2021", "b", "step_at", "asean-summit-38"),
    ("which text the plan of action carries out", "asean-poa-civil-service-2022", "b", "implements", "asean-declaration-civil-service-2021"),
    ("which meetings were held beside that of OGP in 2018", "ogp-asia-pacific-2018", "b G k k", "held_beside", "ogp-ap-2018-side-meeting"),
    ("what the side meeting was held beside", "ogp-ap-2018-side-meeting", "b", "held_beside", "ogp-asia-pacific-2018"),
    ("what the Division oversees", "un-dpidg", "b", "overseen_by", "unpog"),
    ("who prepared the report of the senior officials", "accsm-som-report-2022", "b", "prepared_by", "asean-secretariat"),
    ("which forum of Asian governance there was before", "apgf-2", "b", "series", "apgf"),
    ("who comes after the chair of ACCSM 21", "accsm-22", "b", "concerns", "accsm"),
]  # fmt: skip


def test_the_questions_of_the_texts_are_answered_in_at_most_three_keys_from_the_record() -> None:
    async def scenario(play: Play) -> None:
        for question, key, keys, relation, answer in QUESTIONS:
            await at(play, key, *keys.split()[:3])
            card = index().card(answer)
            assert card is not None
            tree = play.app.screen
            assert isinstance(tree, LinksScreen)
            heads = [row for row in tree.rows.shown.rows() if row.name == relation] if tree.rows.shown else []
            assert any(child.name == answer for head in heads for child in head.children or ()), question
            assert card.name["vi"][:24] in play.text(), question
            await play.press("q")

    drive(scenario, app(), NARROW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_go_by_their_names_in_the_interfaces_language(language: str) -> None:
    async def scenario(play: Play) -> None:
        await at(play, "un-dpidg", "b")
        ours, theirs = ("Giám sát, bảo trợ", "Oversees") if language == "vi" else ("Oversees", "Giám sát, bảo trợ")
        assert ours in play.text() and theirs not in play.text()
        await play.press("f2")
        assert theirs in play.text() and ours not in play.text()

    drive(scenario, app(language), WIDE)


def test_a_record_opens_in_its_place_and_the_one_above_is_not_opened_again() -> None:
    async def scenario(play: Play) -> None:
        await at(play, "unpog", "b", "down", "down", "right")
        assert "↺ ⌂ Văn phòng Dự án" in play.text()
        before = play.text()
        await play.press("left")
        assert "↺" not in play.text()
        await play.press("right")
        assert play.text() == before
        await play.press("enter")
        assert (play.app.screen, play.browse.shown) == (play.browse, "un-desa")
        await play.press("left_square_bracket")
        assert play.browse.shown == "unpog"

    drive(scenario, app(), WIDE)


def test_the_filter_takes_words_without_accents_and_esc_takes_it_away_first() -> None:
    async def scenario(play: Play) -> None:
        await at(play, "unpog", "b", "slash")
        await play.type("cuoc thi")
        assert "Cuộc thi hùng biện" in play.text() and "Bộ Nội vụ (Hàn Quốc)" not in play.text()
        await play.press("enter")
        assert play.app.screen.focused is play.app.screen.query_one("#tree")
        await play.press("escape")
        assert "Bộ Nội vụ (Hàn Quốc)" in play.text()
        assert not play.app.screen.query_one(Input).display
        await play.press("escape")
        assert play.app.screen is play.browse

    drive(scenario, app(), WIDE)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_every_word_comes_from_the_catalog_and_the_keys_have_room(tmp_path: Path, size: tuple[int, int]) -> None:
    digits = {"vi": "1", "en": "1"}
    files = registry(
        tmp_path,
        table("1", name=digits, relations={"part_of": ["2"], "member_of": ["3"]}),
        table("2", name=digits, relations={"part_of": ["1"]}),
        table("4", name=digits, sources=None),
        manifest='schema = 2\nname = { vi = "1", en = "1" }\n',
    )

    keys = {
        *words(shown("enter,f2,escape", PseudoTranslator())),
        "Enter",
        "F2",
        "Esc",
        "q",
        "s",
    }  # the id of the source that is cited

    async def scenario(play: Play) -> None:
        await at(play, "1", "b")
        assert leaks(play.seen(), keys) == []
        assert not play.app.screen.query_one(KeyBar).is_cut

    drive(scenario, Rehearsal(files, "qps"), size)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_have_room_in_the_narrow_footer(language: str) -> None:
    async def scenario(play: Play) -> None:
        await at(play, "unpog", "b")
        assert not play.app.screen.query_one(KeyBar).is_cut
        await play.press("q", "p")
        assert not play.app.screen.query_one(KeyBar).is_cut

    drive(scenario, app(language), NARROW)


def test_what_is_open_stays_open_when_the_registry_changes(tmp_path: Path) -> None:
    files = registry(
        tmp_path, *(table(id, relations={"part_of": [of]}) for id, of in (("a", "b"), ("b", "c"))), table("c")
    )

    async def scenario(play: Play) -> None:
        await at(play, "a", "b", "down", "down", "right")
        before = play.text("#tree")
        play.app.screen.index_changed()  # type: ignore[attr-defined]
        await play.settle()
        assert play.text("#tree") == before

    drive(scenario, Rehearsal(files), WIDE)


def test_along_a_series_from_one_event_to_the_next_and_it_is_said_where_there_is_none(tmp_path: Path) -> None:
    events = [table(f"e{n}", "event", series={"id": "s", "number": n}) for n in (1, 3)]
    files = registry(tmp_path, table("s", "event"), *events, table("free", "event", series={"id": "s"}))

    async def scenario(play: Play) -> None:
        await at(play, "e1", ">")
        assert play.browse.shown == "e3"
        await play.press(">")
        await play.toast()
        assert "Chưa ghi nhận kỳ nào sau" in play.text()
        await play.silence()
        await play.press("<")
        assert play.browse.shown == "e1"
        await play.press("<")
        await play.toast()
        assert "Chưa ghi nhận kỳ nào trước" in play.text()
        await play.silence()
        await at(play, "free", ">")
        await play.toast()
        assert "không có số thứ tự" in play.text()
        await play.silence()
        await at(play, "s", "<")
        await play.toast()
        assert "không thuộc chuỗi" in play.text()

    drive(scenario, Rehearsal(files), WIDE)


QUALIFIED = {
    "vi": [
        ("kr-government", "theo TT"),
        ("ogp-asia-pacific-2018", "theo TT"),
        ("accsm-heads", "tạm thời · các nguồn không thống nhất"),
        ("asean-declaration-civil-service-2021", "tạm thời · các nguồn không thống nhất"),
    ],
    "en": [
        ("kr-government", "according to TT"),
        ("ogp-asia-pacific-2018", "according to TT"),
        ("accsm-heads", "provisional · disputed"),
        ("asean-declaration-civil-service-2021", "provisional · disputed"),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_qualifies_a_link_is_whole_where_the_name_is_cut(language: str) -> None:
    async def scenario(play: Play) -> None:
        for key, qualifiers in QUALIFIED[language]:
            await at(play, key, "b")
            assert qualifiers in play.text(), key
            await play.press("q")

    drive(scenario, app(language), NARROW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_deletes_a_record_sees_what_qualifies_each_link_to_it(language: str) -> None:
    async def scenario(play: Play) -> None:
        for key, qualifiers in QUALIFIED[language][::2]:
            await at(play, key, "d")
            shown = play.app.screen.query_one("#remove-incoming", OptionList)
            told = [play.text()]
            for _ in range(3):
                shown.scroll_relative(y=5, animate=False)
                await play.settle()
                told.append(play.text())
            assert any(f"· {qualifiers}" in text for text in told), key
            await play.press("escape")

    drive(scenario, app(language), NARROW)
