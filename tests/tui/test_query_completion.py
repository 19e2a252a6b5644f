"""What is offered under the query line: it comes and goes with the caret, is chosen and taken by keys and mouse, in any window."""

from __future__ import annotations

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from test_typing import laid_out
from textual.screen import Screen

from govtui.i18n.translator import LANGUAGES
from govtui.page.offered_words import OfferLine
from govtui.store.registry import Registry
from govtui.tui.browse.completion import Completion
from govtui.tui.browse.offer_lines import OfferLines, flow

SIZES = (NARROW, WIDE)


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


def rows(play: Play) -> list[str]:
    """The lines between the query line and the list."""
    widget = play.app.screen.query_one(Completion)
    return [row.rstrip() for row in play.rows()[widget.region.y : widget.region.bottom]] if widget.display else []


def offered(play: Play) -> list[str]:
    """The same without lines that will be given back."""
    return [row for row in rows(play) if row]


def line(play: Play) -> str:
    return play.app.screen.query_one("#query").value  # type: ignore[attr-defined, no-any-return]


def chosen(play: Play) -> str:
    """The words of the offer that is drawn as chosen."""
    view = play.app.screen.query_one(OfferLines)
    return next((cell.words for row in view.lines for cell in row.cells if cell.place == view.chosen), "")


@pytest.mark.parametrize("size", SIZES)
def test_values_are_offered_by_themselves_in_the_value_of_a_field_and_go_with_it(size: tuple[int, int]) -> None:
    async def type_a_value(play: Play) -> None:
        await play.press("slash")
        await play.type("loại")
        assert not rows(play)
        await play.type(": hội n")
        assert rows(play)[0].split("   ")[1:] == [
            "Phân loại",
            "Hội nghị người đứng đầu 2 · Hội nghị 1 · Hội nghị cấp cao 1",
        ]
        assert rows(play)[1] == "   Tab nhận · ↓ chọn · cũng viết được: loại:heads_meeting"
        assert "Danh sách 1/4" in play.rows()[play.app.screen.query_one(Completion).region.bottom]
        await play.type("ghị c")
        assert rows(play)[0].endswith("Hội nghị cấp cao 1")
        await play.type("xx")
        assert not offered(play)
        await play.until(lambda: not rows(play), "the list does not get its room back")

    drive(type_a_value, app(), size)


@pytest.mark.parametrize("size", SIZES)
def test_in_english_too(size: tuple[int, int]) -> None:
    async def type_a_value(play: Play) -> None:
        await play.press("slash")
        await play.type("type: head")
        assert rows(play)[0].split("   ")[1:] == ["Type", "Heads' meeting 2"]
        assert rows(play)[1] == "   Tab accept · ↓ choose · can also be written: type:heads_meeting"

    drive(type_a_value, app("en"), size)


def test_the_list_is_of_all_that_are_offered() -> None:
    async def type_a_value(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        offers = play.app.screen.query_one(Completion)
        assert offers.is_open
        assert play.app.screen.listing.total == 4  # type: ignore[attr-defined]
        await play.press("enter")
        assert not rows(play)
        assert play.app.screen.listing.total == 4  # type: ignore[attr-defined]
        assert "hội n*" in play.app.screen.text  # type: ignore[attr-defined]

    drive(type_a_value, app())


def test_arrows_choose_tab_takes_and_the_next_word_can_be_typed() -> None:
    async def choose(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        assert not chosen(play)
        await play.press("down")
        assert chosen(play) == "Hội nghị người đứng đầu"
        await play.press("down", "down")
        assert chosen(play) == "Hội nghị cấp cao"
        assert rows(play)[1].endswith("loại:summit")
        await play.press("up")
        assert chosen(play) == "Hội nghị"
        await play.press("tab")
        assert line(play) == "loại: Hội nghị "
        assert not rows(play)
        await play.type("accsm")
        assert line(play) == "loại: Hội nghị accsm"

    drive(choose, app())


def test_offers_that_come_back_say_how_they_can_be_written() -> None:
    async def type_two_values(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        assert rows(play)[1].endswith("loại:heads_meeting")
        await play.press("tab")
        assert not rows(play)
        await play.type("nước:")
        assert rows(play)[1].endswith("nước:VN")

    drive(type_two_values, app())


def test_above_the_first_nothing_is_chosen_and_enter_takes_only_what_is() -> None:
    async def choose(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        await play.press("down", "up")
        assert not chosen(play)
        await play.press("down", "enter")
        assert line(play) == "loại: Hội nghị người đứng đầu "
        assert play.app.screen.focused.id == "query"  # type: ignore[union-attr]
        await play.press("enter")
        assert play.app.screen.focused.id == "list"  # type: ignore[union-attr]

    drive(choose, app())


def test_behind_the_last_offer_down_leads_to_the_list() -> None:
    async def go_down(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        await play.press("down", "down", "down")
        assert play.app.screen.focused.id == "query"  # type: ignore[union-attr]
        await play.press("down")
        assert play.app.screen.focused.id == "list"  # type: ignore[union-attr]
        assert not rows(play)

    drive(go_down, app())


def test_esc_closes_the_offers_first_and_they_come_back_by_tab() -> None:
    async def close(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        await play.press("escape")
        assert not rows(play)
        assert line(play) == "loại: hội n"
        await play.type("g")
        assert not rows(play)
        await play.press("tab")
        assert rows(play)
        await play.press("escape", "escape")
        assert play.app.screen.focused.id == "list"  # type: ignore[union-attr]

    drive(close, app())


def test_tab_offers_values_and_fields_anywhere() -> None:
    async def ask(play: Play) -> None:
        await play.press("slash")
        await play.type("accsm trư")
        assert not rows(play)
        await play.press("backspace", "backspace", "backspace")
        await play.type("hội nghị ngư")
        await play.press("tab")
        assert rows(play)[0].split("   ")[1:] == ["Phân loại", "Hội nghị người đứng đầu 2"]
        await play.press("down", "enter")
        assert line(play) == "accsm Phân loại: Hội nghị người đứng đầu "

    drive(ask, app())


@pytest.mark.parametrize("size", SIZES)
def test_tab_on_an_empty_line_offers_all_fields_with_examples(size: tuple[int, int]) -> None:
    async def ask(play: Play) -> None:
        await play.press("slash", "tab")
        assert rows(play)[0].startswith("   Trường   Phân loại: ")
        assert len(rows(play)) == 8
        await play.press("down", "tab")
        assert line(play) == "Phân loại: "
        assert rows(play)[0].startswith("   Phân loại")  # its values follow at once

    drive(ask, app(), size)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_several_fields_is_offered_once(language: str) -> None:
    async def offered(play: Play) -> None:
        await play.press("slash", "tab")
        named = [cell.words for row in play.app.screen.query_one(OfferLines).lines for cell in row.cells]
        assert len(named) > 40 and len(set(named)) == len(named)

    drive(offered, app(language))


def test_tab_with_nothing_to_offer_leads_to_the_list() -> None:
    async def ask(play: Play) -> None:
        await play.press("slash")
        await play.type("zzz")
        await play.press("tab")
        assert play.app.screen.focused.id == "list"  # type: ignore[union-attr]

    drive(ask, app())


def test_a_click_takes_an_offer_and_the_field_keeps_the_focus() -> None:
    async def click(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        await play.click("Hội nghị cấp cao", into=2)
        assert line(play) == "loại: Hội nghị cấp cao "
        assert play.app.screen.focused.id == "query"  # type: ignore[union-attr]

    drive(click, app())


def test_the_wheel_scrolls_the_offers() -> None:
    async def turn(play: Play) -> None:
        await play.press("slash", "tab")
        first, at = rows(play)[0], play.app.screen.query_one(Completion).region.y
        await play.wheel(30, at)
        assert rows(play)[0] != first
        await play.wheel(30, at, up=True)
        assert rows(play)[0] == first
        assert line(play) == ""

    drive(turn, app())


def test_what_is_chosen_is_in_sight() -> None:
    async def go_on(play: Play) -> None:
        await play.press("slash", "tab")
        for _ in range(40):
            await play.press("down")
            assert any(chosen(play)[:10] in row for row in rows(play)), chosen(play)

    drive(go_on, app(), (60, 16))


def test_in_a_low_window_few_lines_are_taken_and_the_list_is_seen() -> None:
    async def ask(play: Play) -> None:
        for width in (80, 40, 24):
            for height in (24, 20, 19, 12, 10, 9, 8):
                await play.resize(width, height)
                await play.press("slash", "tab")
                taken = len(rows(play))
                assert 1 <= taken <= (8 if height >= 20 else 3), (width, height)
                assert play.list.region.height >= (1 if height > 8 else 0), (width, height)
                await play.press("escape")
                assert not rows(play), (width, height)
                await play.press("escape")

    drive(ask, app())


def test_another_size_is_followed() -> None:
    async def resize(play: Play) -> None:
        await play.press("slash", "tab")
        for size in ((80, 12), (40, 24), (140, 40), (24, 9), (80, 24)):
            await play.resize(*size)
            assert 1 <= len(rows(play)) <= (8 if size[1] >= 20 else 3)
        assert rows(play)[0].startswith("   Trường   Phân loại: ")

    drive(resize, app())


def test_another_language_is_followed_and_what_is_chosen_stays() -> None:
    async def switch(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        await play.press("down", "down", "f2")
        assert rows(play)[0].split("   ")[1] == "Type"
        assert chosen(play) == "Conference"
        await play.press("f2")
        assert chosen(play) == "Hội nghị"
        await play.press("enter")
        assert line(play) == "loại: Hội nghị "

    drive(switch, app())


def test_offers_go_when_the_field_loses_the_focus_and_come_back_with_it() -> None:
    async def leave(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: hội n")
        play.app.screen.query_one("#list").focus()
        await play.settle()
        assert not rows(play)
        await play.press("slash")
        assert not rows(play)  # the line is fresh: a letter takes its place
        await play.press("end")
        assert rows(play)

    drive(leave, app())


def test_lines_that_are_not_needed_are_given_back_when_nobody_types() -> None:
    async def type_on(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: ")
        before = len(rows(play))
        await play.type("hội n")
        assert len(rows(play)) in (before, 2)  # a slow machine is a pause
        assert [row[:6] for row in offered(play)] == ["   Phâ", "   Tab"]
        assert rows(play)[:2] == offered(play)  # the hint under the last offer
        await play.until(lambda: len(rows(play)) == 2, "the list does not get its room back")
        assert rows(play)[1].startswith("   Tab nhận")
        await play.press("ctrl+w", "ctrl+w")
        assert len(rows(play)) == before

    drive(type_on, app(), WIDE)


def test_nothing_is_laid_out_anew_where_no_more_lines_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    async def type_on(play: Play) -> None:
        await play.press("slash")
        await play.type("loại: ")
        play.app.screen.query_one(Completion).give_back.stop()
        with laid_out(monkeypatch) as times:
            for letter in "hội ngh":
                await play.type(letter)
            await play.press("down", "down", "up")
            await play.type("zz")
            assert times == []

    drive(type_on, app(), WIDE)


def test_offers_come_and_go_in_the_frame_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    async def type_on(play: Play) -> None:
        seen: list[tuple[bool, bool]] = []
        refresh = Screen._refresh_layout

        def noted(self: Screen[object], *args: object, **named: object) -> None:
            refresh(self, *args, **named)  # type: ignore[arg-type]
            offers = play.app.screen.query_one(Completion)
            seen.append((offers.display, offers.region.height > 0))

        await play.press("slash")
        await play.type("loại")
        with monkeypatch.context() as patched:
            patched.setattr(Screen, "_refresh_layout", noted)
            await play.type(":")
            assert seen
            assert set(seen) == {(True, True)}
            seen.clear()
            await play.press("backspace")
            await play.until(lambda: not rows(play))
            assert set(seen) == {(False, False)}

    drive(type_on, app(), WIDE)


@pytest.mark.parametrize("cells", [140, 80, 40, 24, 10])
def test_offers_are_laid_out_in_the_room_that_there_is(cells: int) -> None:
    told = [
        OfferLine("Phân loại", "Diễn đàn", " 4"),
        OfferLine("Phân loại", "x" * 200, " 12.345"),
        OfferLine("Nước", "Lào", " 1"),
    ]
    lines = flow(told, cells)
    places = [cell.place for line in lines for cell in line.cells]
    assert places == [0, 1, 2]
    assert all(line.cells[-1].end <= cells for line in lines if line.cells) or cells < 24
    assert [line.label for line in lines if line.label][:1] == ["Phân loại" if cells > 15 else "Phâ…"]
