"""The query line: chips without the focus, a field with it; kept, given up, left out part by part; what an empty list says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from small import registry, table
from textual.events import AppBlur, AppFocus

from govtui.index.api import ALL
from govtui.index.cache import preview
from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui.browse.search_bar import SearchInput
from govtui.user import views

LANGUAGES = ("vi", "en")
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x40"])
SPOKEN = pytest.mark.parametrize(("language", "size"), [("vi", NARROW), ("en", WIDE)], ids=["vi-80x24", "en-140x40"])


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


def line(play: Play) -> str:
    """The query line as it is seen, without the count at its right."""
    return re.sub(r"\s+(thấy \S+|\S+ found)\s*\Z", "", play.rows()[2][3:])


def field(play: Play) -> SearchInput:
    return play.browse.query_one(SearchInput)


def reversed_cells(play: Play) -> str:
    """What is drawn reversed in the query line, the caret aside."""
    parts = play.segments()[2]
    return "".join(one.text for one in parts if one.style and one.style.reverse).rstrip()


async def kept(play: Play, typed: str) -> None:
    await play.press("slash")
    await play.type(typed)
    await play.press("enter")


# -- in words --------------------------------------------------------------------------------------------------------

CHIPS = {
    "vi": 'Phân loại: Hội nghị hoặc Tọa đàm ×  "hội" ×  không: thảo ×',
    "en": 'Type: Conference or Colloquium ×  "hội" ×  not: thảo ×',
}


@SPOKEN
def test_a_kept_line_is_chips_in_the_interfaces_words_and_f2_changes_them(language: str, size: tuple[int, int]) -> None:
    other = next(one for one in LANGUAGES if one != language)

    async def keep(play: Play) -> None:
        typed = 'type:conference,colloquium "hội" -thảo'
        await play.press("slash")
        await play.type(typed)
        assert line(play).startswith(typed), "what is typed stands as it is typed"
        total = play.browse.listing.total
        await play.press("f2")
        assert field(play).value == typed, "nothing changes under the caret"
        await play.press("f2", "enter")
        assert line(play) == CHIPS[language] and play.list.has_focus
        assert play.browse.listing.total == total
        await play.press("f2")
        assert line(play) == CHIPS[other]
        await play.press("f2", "slash")
        shown = field(play).value
        assert shown != typed and ("Phân loại: " in shown) == (language == "vi")
        await play.press("end", "f2")
        assert field(play).value == shown
        assert play.browse.listing.total == total

    drive(keep, app(language), size)


def test_or_and_not_can_be_read_in_chips() -> None:
    async def keep(play: Play) -> None:
        await kept(play, "hội nghị HOẶC diễn đàn KHÔNG hội thảo")
        assert line(play) == "hội nghị or diễn đàn ×  not: hội thảo ×"
        await play.press("slash")
        assert field(play).value == "hội nghị OR diễn đàn NOT hội thảo"

    drive(keep, app())


@pytest.mark.parametrize("language", LANGUAGES)
def test_chips_that_do_not_fit_are_counted(language: str) -> None:
    async def keep(play: Play) -> None:
        await kept(play, " ".join(f'"hội nghị số {n}"' for n in range(9)))
        shown = line(play)
        assert shown.count("×") >= 1 and shown.endswith(f"… +{9 - shown.count('×')}")
        assert all(width(row) <= NARROW[0] for row in play.rows())
        await play.resize(*WIDE)
        assert line(play).count("×") > shown.count("×")

    drive(keep, app(language))


def test_a_click_on_a_cross_leaves_a_part_out_and_back_brings_it_back() -> None:
    async def click(play: Play) -> None:
        await kept(play, 'type:conference "hội nghị"')
        before = play.browse.text
        await play.click("×", line=2)
        assert line(play) == '"hội nghị" ×' and play.list.has_focus
        await play.press("left_square_bracket")
        assert play.browse.text == before
        await play.click("Conference")
        assert field(play).has_focus and not field(play).fresh
        await play.press("escape")
        await play.click("×", line=2)
        await play.click("×", line=2)
        assert play.browse.text == "" and not play.browse.search_bar.display

    drive(click, app())


HOSTILE = (
    "\u202e[@click=app.quit]x[/] \x1b[31m" + "a" * 300,
    'x"y"z::: -"" OR NOT',
    ":" * 70,
    "loại: " * 40,
    "- - -x OR OR OR",
    '"' * 31,
    "🏳️‍🌈" * 60,
    "type:" + "," * 50,
    "NOT " * 30 + "x",
)


def test_hostile_and_very_long_lines_are_drawn_in_one_line_and_can_be_cleared() -> None:
    async def keep(play: Play) -> None:
        for typed in HOSTILE:
            await play.press("slash")
            await play.paste(typed)
            await play.press("enter")
            if play.browse.text.strip():
                assert all(width(row) <= NARROW[0] for row in play.rows()), typed
                assert "\x1b" not in play.text() and "\u202e" not in play.text(), typed
                await play.press("f2", "slash", "end", *["escape"] * 3)  # offers go first
            assert play.browse.text == "" and play.browse.listing.total == play.app.index.counts()[ALL], typed

    drive(keep, app())


# -- over a line that is there ---------------------------------------------------------------------------------------


def test_a_slash_on_a_line_shows_it_reversed_and_what_is_typed_starts_afresh() -> None:
    async def search(play: Play) -> None:
        await kept(play, "hoi nghi")
        await play.press("slash")
        assert reversed_cells(play) == "hoi nghi"
        await play.type("a")
        assert field(play).value == "a" and "hoi" not in reversed_cells(play)
        await play.press("escape", "slash", "backspace")
        assert field(play).value == ""
        await play.press("escape", "slash")
        await play.paste("bộ nội vụ")
        assert field(play).value == "bộ nội vụ"

    drive(search, app())


def test_moving_in_a_fresh_line_keeps_it() -> None:
    async def search(play: Play) -> None:
        for key in ("right", "left", "home", "end", "ctrl+a", "ctrl+left"):
            await kept(play, "hoi nghi")
            await play.press("slash", key)
            assert field(play).value == "hoi nghi" and "hoi" not in reversed_cells(play), key
            await play.type("x")
            assert len(field(play).value) == len("hoi nghi") + 1, key
            await play.press("escape", "escape")

    drive(search, app())


# -- given up, kept, come back to ------------------------------------------------------------------------------------


@SIZES
def test_esc_gives_back_the_line_that_was_there_and_goes_to_the_list(size: tuple[int, int]) -> None:
    async def search(play: Play) -> None:
        await play.press("slash")
        await play.type("accsm")
        await play.press("escape")
        assert play.browse.text == "" and play.list.has_focus and not play.browse.search_bar.display
        await kept(play, "hoi nghi")
        at = play.list.key
        places = len(play.browse.history.places)
        await play.press("slash")
        await play.type("zzzz")
        assert not play.browse.listing.total
        await play.press("escape")
        assert play.browse.text == "hoi nghi" and play.list.has_focus and play.list.key == at
        assert len(play.browse.history.places) == places, "what is given up is no place"

    drive(search, app(), size)


def test_a_kept_line_is_one_place_however_many_letters_it_has() -> None:
    async def search(play: Play) -> None:
        await kept(play, "accsm")
        await kept(play, "hoi nghi")
        await play.press("left_square_bracket")
        assert play.browse.text == "accsm" and line(play) == "accsm ×"
        await play.press("left_square_bracket")
        assert play.browse.text == "" and not play.browse.has_past
        await play.press("right_square_bracket", "right_square_bracket")
        assert play.browse.text == "hoi nghi"
        await play.press("escape")
        assert play.browse.text == ""
        await play.press("left_square_bracket")
        assert play.browse.text == "hoi nghi", "a line that was cleared can be come back to, too"

    drive(search, app())


def test_a_click_on_the_list_keeps_what_was_typed_and_losing_the_terminal_does_not() -> None:
    async def search(play: Play) -> None:
        await play.press("slash")
        await play.type("type:conf")
        play.app.post_message(AppBlur())
        await play.settle()
        play.app.post_message(AppFocus())
        await play.settle()
        assert field(play).value == "type:conf" and field(play).has_focus
        x, y, *_ = play.list.region
        await play.click_at(x + 6, y)
        assert play.browse.text == "type:conf*" and line(play) == "Type: conf… ×"
        assert play.browse.has_past

    drive(search, app(), BESIDE)


def test_an_unfinished_value_narrows_with_every_letter_and_is_kept_with_a_star() -> None:
    async def search(play: Play) -> None:
        await play.press("slash")
        totals = []
        for letter in "type:conf":
            await play.type(letter)
            totals.append(play.browse.listing.total)
        assert totals[-1] and totals[5:] == sorted(totals[5:], reverse=True)
        await play.press("enter")
        assert play.browse.text == "type:conf*" and play.browse.listing.total == totals[-1]
        await play.press("slash")
        assert field(play).value == "Type: conf*"

    drive(search, app())


# -- nothing found ---------------------------------------------------------------------------------------------------

BLAME = {
    "vi": ("Không bản ghi nào có đủ: accsm (6) · Phân loại: Tọa đàm (1)", "› Bỏ “accsm” · thấy 1", "› Xóa dòng tìm"),
    "en": (
        "No record has all of these: accsm (6) · Type: Colloquium (1)",
        "› Leave out “accsm” · 1 found",
        "› Clear the search line",
    ),
}


@SPOKEN
def test_an_empty_list_says_what_is_to_blame_and_each_way_on_is_a_row(language: str, size: tuple[int, int]) -> None:
    async def search(play: Play) -> None:
        await play.press("slash")
        await play.type("accsm type:colloquium ")
        counts = {one: play.app.index.counts(one)[ALL] for one in ("accsm ", "type:colloquium ")}
        said = " ".join(play.text("#list").split())
        for words in BLAME[language]:
            assert words in said
        await play.press("enter")
        assert play.list.has_focus and play.browse.current_key == ""
        assert play.rows()[-1].startswith({"vi": " Enter Chọn ", "en": " Enter Select "}[language])
        await play.press("enter")
        assert line(play) == ("Phân loại: Tọa đàm ×" if language == "vi" else "Type: Colloquium ×")
        assert play.browse.listing.total == counts["type:colloquium "]
        await play.press("left_square_bracket")
        assert not play.browse.listing.total
        await play.press("G", "enter")
        assert play.browse.text == "" and play.browse.listing.total == play.app.index.counts()[ALL]

    drive(search, app(language), size)


@pytest.mark.parametrize(
    ("typed", "way", "left"),
    [
        ('accsm zzqq "xx yy" ', "Search only for “accsm” · 6 found", "accsm ×"),
        ('accsm hội nghị zzqq "xx yy" ', "Leave out “zzqq” and “xx yy” · 2 found", "accsm hội nghị ×"),
    ],
)
def test_where_one_part_less_is_not_enough_a_row_keeps_the_most(typed: str, way: str, left: str) -> None:
    async def search(play: Play) -> None:
        await kept(play, typed)
        assert way in play.text("#list") and "0 found" not in play.text("#list")
        await play.press("enter")
        assert line(play) == left and play.browse.listing.total == int(way.split()[-2])

    drive(search, app())


@SIZES
def test_what_is_wrong_in_a_line_is_clipped_to_the_head_of_the_list(size: tuple[int, int]) -> None:
    async def search(play: Play) -> None:
        await kept(play, "date: 8/20")
        [head] = [row for row in play.rows() if "is not a date" in row]
        assert head[: play.list.size.width].rstrip().endswith("…")

    drive(search, app(), size)


def test_a_click_on_a_way_on_takes_it_and_the_reader_shows_no_record_meanwhile() -> None:
    async def search(play: Play) -> None:
        await kept(play, "accsm type:colloquium ")
        assert play.browse.shown == ""
        await play.click("Leave out “accsm”")
        assert line(play) == "Type: Colloquium ×" and play.browse.shown == play.list.key

    drive(search, app(), BESIDE)


def test_another_kind_is_a_way_on_and_so_are_the_words_that_were_meant() -> None:
    async def search(play: Play) -> None:
        await play.press("5")
        await kept(play, "type:colloquium")
        await play.click("All kinds of records")
        assert play.browse.kind == ALL and play.browse.listing.total == 1
        await kept(play, "type:confrence")
        await play.click("“conference” instead of “confrence”")
        assert line(play) == "Type: Conference ×"

    drive(search, app())


def test_marks_and_the_anchor_outlive_an_empty_list() -> None:
    async def search(play: Play) -> None:
        await play.press("j", "space", "k")
        at, marks = play.list.key, play.browse.marked
        await kept(play, "zzzz")
        await play.press("j", "k", "space", "v", "asterisk", "end", "home", "pagedown", "pageup")
        assert play.browse.marked == marks and play.browse.listing.anchor == at
        await play.press("G", "enter")
        assert play.list.key == at

    drive(search, app())


# -- what is said ----------------------------------------------------------------------------------------------------


@SPOKEN
def test_a_mistake_is_said_beside_the_count_and_underlined(language: str, size: tuple[int, int]) -> None:
    said = {
        "vi": "“sai” không phải tên trường; đã tìm như chữ thường. Tab: các trường",
        "en": "“sai” is not the name of a field; it is searched as text. Tab: all fields",
    }

    async def search(play: Play) -> None:
        await play.press("slash")
        await play.type("sai:abc type:colloquium ")
        underlined = [one.text for one in play.segments()[2] if one.style and one.style.underline]
        assert "".join(underlined) == "sai"
        if size == NARROW:
            assert said[language] in play.rows()[3]
        else:
            assert said[language][:40] in play.rows()[3] or said[language][:40] in " ".join(play.text("#list").split())
        assert "0" in play.rows()[3][:12]

    drive(search, app(language), size)


READING = {"vi": "Đang đọc 41.000/100.000 tệp…", "en": "Reading 41,000/100,000 files…"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_files_are_read_that_a_search_needs_the_count_says_how_far_that_is(tmp_path: Path, language: str) -> None:
    files = registry(tmp_path, table("a"), table("b"))

    async def search(play: Play) -> None:
        play.app.building = (41_000, 100_000)
        await play.press("slash")
        await play.type("zzqq")
        assert play.rows()[2].endswith(READING[language]) and " / zzqq" in play.rows()[2]
        play.app.building = (99_000, 100_000)
        play.browse.build_progressed()
        await play.settle()
        assert READING[language].replace("41", "99") in play.rows()[2]

    drive(search, Rehearsal(files, language, preview(files)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reading_is_said_in_the_lists_head_beside_the_place(language: str) -> None:
    async def search(play: Play) -> None:
        await play.press("slash")
        await play.type("tooir")
        said = {"vi": "đọc là", "en": "read as"}[language]
        if corrected := play.app.index.corrected("tooir"):
            assert corrected[0].typed in play.rows()[3] and said in play.rows()[3]
        await play.press("escape", "slash")
        await play.type("accsmm")
        assert "“accsm”" in play.rows()[3] and f"1/{play.browse.listing.total}" in play.rows()[3]

    drive(search, app(language))


# -- kept for another day --------------------------------------------------------------------------------------------


def test_a_saved_view_holds_keys_and_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))

    async def save(play: Play) -> None:
        await kept(play, "loại: tọa đàm ngày: 2021 ")
        await play.press("V")
        await play.type("Tọa đàm")
        await play.press("enter")

    async def show(play: Play) -> None:
        await play.press("V")
        assert "Type: Colloquium  Date: 2021" in play.text("#view-list")
        await play.press("enter")
        assert line(play) == "Type: Colloquium ×  Date: 2021 ×"

    drive(save, app("vi"))
    assert [view.query for view in views.load(SAMPLE)] == ["type:colloquium date:2021"]
    drive(show, app("en"))


def test_lines_of_the_first_edition_open() -> None:
    async def show(play: Play) -> None:
        for old in ("country:VN year:2018..2022 type:summit,conference", "has:error", 'status:held "hội nghị"'):
            play.browse.go(play.browse.place._replace(text=old))
            await play.settle()
            total = play.browse.listing.total
            assert play.browse.text == old and "×" in line(play) and not play.browse.listing.mistakes, old
            await play.press("slash", "end", "enter")
            assert play.browse.listing.total == total, old

    drive(show, app())


def test_another_line_in_the_reader_of_a_narrow_terminal_leads_back_there() -> None:
    async def search(play: Play) -> None:
        await play.press("enter")
        read = play.browse.shown
        await kept(play, "hoi nghi")
        await play.press("left_square_bracket")
        assert play.browse.text == "" and play.browse.shown == read

    drive(search, app())


def test_what_is_not_finished_at_the_caret_is_said_when_the_line_is_kept() -> None:
    async def search(play: Play) -> None:
        await play.press("slash")
        await play.type('accsm "hội')
        assert "quotation" not in play.rows()[3] and play.browse.listing.total
        await play.press("enter")
        assert "The quotation mark is not closed." in play.rows()[3]
        await play.press("slash")
        await play.type("zzzz")
        await play.press("escape")
        assert "The quotation mark is not closed." in play.rows()[3]

    drive(search, app())


def test_the_cursor_stays_on_its_way_on_when_the_terminal_is_resized_or_speaks_another_language() -> None:
    async def search(play: Play) -> None:
        await kept(play, "accsm type:colloquium hội nghị ")
        await play.press("G")
        await play.resize(*WIDE)
        await play.resize(*NARROW)
        await play.press("f2", "f2", "enter")
        assert play.browse.text == ""

    drive(search, app())
