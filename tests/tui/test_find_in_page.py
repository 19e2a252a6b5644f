"""Find in page: in the reader, in pages over it, in a diff and in the text of a source."""

from __future__ import annotations

import random
from collections.abc import Sequence

from drive import NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from seeds import rounds, seeded
from textual.widget import Widget
from tour import ESCAPE_AND_THROW_AWAY

from govtui.page.page import Page, Paragraph, Section, Span
from govtui.store.registry import Registry
from govtui.tui.base.find_bar import FindBar
from govtui.tui.base.finding import FindsText
from govtui.tui.base.page_view import PageView
from govtui.tui.views.source_panes import TextLines

LONG = "Hội nghị về quản trị công được tổ chức tại Hà Nội, với sự tham gia của các nước thành viên " * 2


def page(key: str = "x") -> Page:
    """Sixty items with links, of which every tenth is long, and a folded section with a word of its own."""
    items = [
        Paragraph(
            (Span(LONG if n % 10 == 0 else f"mục {n} ", link=f"k{n}" if n % 7 == 0 else ""),), "•", field=f"f.{n}"
        )
        for n in range(60)
    ]
    notes = [Paragraph((Span("Lời ghi: thứ trưởng"),), field="notes.0")]
    return Page(key, (Span("Tên"),), [], [
        Section("items", "Nội dung", items, 60), Section("notes", "Ghi chú", notes, 1, folded=True),
    ])  # fmt: skip


def app() -> Rehearsal:
    return Rehearsal(Registry(SAMPLE))


def said(play: Play) -> str:
    """What stands in the field's line, blanks aside; empty where there is none."""
    return " ".join(play.text("FindBar").split()) if play.app.screen.query(FindBar) else ""


def place(view: FindsText) -> object:
    return view.place_now()


def test_a_phrase_is_found_without_accents_and_over_wrapped_lines() -> None:
    async def scenario(play: Play) -> None:
        reader = play.reader
        reader.show(page())
        await play.press("tab", "J", "j")
        before = place(reader)
        await play.press("slash")
        await play.type("nuoc thanh vien hoi")
        assert said(play) == "/ trong trang: nuoc thanh vien hoi 1/6"
        await play.press("enter")
        assert play.app.screen.focused is reader and "1/6" in said(play)
        tops = [reader.top]
        for hit in (2, 3, 4, 5, 6):
            await play.press("n")
            assert said(play).endswith(f" {hit}/6")
            tops.append(reader.top)
        assert tops == sorted(tops) and tops[-1] > tops[0]
        await play.press("n")
        assert said(play).endswith("lại từ đầu · 1/6")
        await play.press("N")
        assert said(play).endswith("lại từ cuối · 6/6")
        here = reader.top
        await play.press("escape")
        assert said(play) == "" and play.app.screen.focused is reader
        assert reader.top == here - 1  # at the end of the page: the field's line is part of it again

        reader.show(page())
        await play.press("g", "J", "j", "slash")
        await play.type("ha noi")
        assert said(play).endswith("1/12")
        await play.type("zz")
        assert said(play).endswith(" 0")
        assert place(reader) == before
        await play.press("backspace", "backspace", "down", "down")
        assert said(play).endswith("3/12")
        await play.press("escape")
        assert place(reader) == before and play.app.screen.focused is reader
        await play.press("slash", "z", "z", "enter")
        assert said(play) == "" and place(reader) == before

    drive(scenario, app(), NARROW)


def test_folded_parts_open_where_they_have_a_hit() -> None:
    async def scenario(play: Play) -> None:
        reader = play.reader
        reader.show(page())
        await play.press("tab", "slash")
        await play.type("thu truong")
        assert "Lời ghi: thứ trưởng" in play.text() and said(play).endswith("1/1")
        await play.press("escape")
        assert reader.top == 0 and not reader.opened
        await play.press("slash")
        await play.type("thuws truowngr")  # without an input method: no such syllable
        await play.press("escape", "slash")
        await play.type("thuws")
        assert said(play).endswith("1/1")
        await play.press("enter", "escape")
        assert list(reader.opened) == ["notes"]
        await play.press("slash", "slash")
        assert play.app.screen.focused is not None and play.app.screen.focused.id == "query" and said(play) == ""

    drive(scenario, app(), NARROW)


def test_another_record_takes_the_marks_away_and_other_words_keep_them() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        await play.press("slash")
        await play.type("nam")
        await play.press("enter", "n")
        hit = said(play).split()[-1].partition("/")[0]
        assert hit == "2"
        await play.press("f2")
        assert said(play).startswith("/ in page: nam 2/")
        await play.resize(100, 30)
        assert said(play).startswith("/ in page: nam 2/")
        play.browse.go_to("accsm-21")
        await play.settle()
        assert said(play) == ""

    drive(scenario, app(), WIDE)


def test_in_pages_over_the_list_in_a_diff_and_in_the_text_of_a_source() -> None:
    async def find(play: Play, typed: str, view: Widget) -> None:
        await play.press("slash")
        await play.type(typed)
        hit = said(play).split()[-1]
        assert hit[0] in "12"
        await play.press("enter")
        assert play.app.screen.focused is view
        await play.press("n", "N")
        assert play.app.screen.focused is view and said(play).endswith(hit)
        await play.press("escape")
        assert said(play) == ""

    async def scenario(play: Play) -> None:
        await play.press("F")
        view = play.app.screen.focused
        assert isinstance(view, Widget)
        await find(play, "nam", view)
        await play.press("escape")
        play.browse.go_to("accsm-21")
        await play.settle()
        await play.press("x", "tab")
        lines = play.app.screen.query_one(TextLines)
        await find(play, "hoi", lines)
        await play.press("escape", "E")
        await play.press("down", "end")
        await play.type("#2")
        await play.press("ctrl+s")
        await find(play, "accsm", play.app.screen.query_one(PageView))
        await play.press("escape", *ESCAPE_AND_THROW_AWAY.split())

    drive(scenario, app(), NARROW)


def test_no_keys_lead_out_of_the_pane_or_lose_the_place() -> None:
    rng = seeded("find")

    async def scenario(play: Play) -> None:
        reader = play.reader
        reader.show(page())
        await play.press("tab")
        for _ in range(rounds(6)):
            await play.press(*rng.choices(("J", "j", "pagedown", "g"), k=3))
            before, typing, typed = place(reader), False, ""
            for key in keys(rng):
                if key == "slash" and typing:
                    continue  # in the empty field it is the way to the query line
                if key == "escape" and not typing and reader.finding is None:
                    continue  # that is the way to the list
                if key in (*"hoim", "enter") and not typing:
                    continue  # that is done with the record, or leads to another
                if key == "slash" and not typing:
                    before, typing, typed = place(reader), True, ""
                elif typing:
                    typed += key if len(key) == 1 else ""
                await play.press(key)
                if typing and key in ("enter", "escape"):
                    typing = False
                    if key == "escape" or reader.finding is None:
                        assert place(reader) == before
                focused = play.app.screen.focused
                assert focused is (play.app.screen.query_one(FindBar).field if typing else reader)
                assert not typing or play.app.screen.query_one(FindBar).field.value == typed
            if reader.finding is not None:
                await play.press("escape")

    drive(scenario, app(), NARROW)


def keys(rng: random.Random) -> Sequence[str]:
    return rng.choices(
        ("slash", "n", "N", "escape", "enter", "h", "o", "i", "m"), weights=(3, 4, 2, 2, 2, 2, 2, 2, 2), k=14
    )
