"""Browsing, as one sees it: through a pty, in a wide and in a narrow terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.index.api import ALL
from govtui.model.kinds import KINDS

if TYPE_CHECKING:
    from conftest import Browser, Program, Reading

F2, ESC = "\x1bOQ", "\x1b"
WIDE, NARROW = (140, 40), (80, 24)
QUIT = "Back to the list; from the list, quit govtui. Ctrl+Q quits from anywhere, and drafts are kept."
"""What the command to leave says of itself."""
SIZES = pytest.mark.parametrize(("cols", "rows"), [WIDE, NARROW], ids=["wide", "narrow"])


def beginning(sentence: str) -> str:
    """As much of a sentence as the palette shows in a narrow window."""
    return sentence[:20]


@SIZES
def test_a_record_is_found_read_in_two_languages_left_by_a_relation_and_come_back_to(
    program: Program, records: Path, core_scenario: Callable[[Browser], None], cols: int, rows: int
) -> None:
    with program.open(records, cols=cols, rows=rows) as browser:
        core_scenario(browser)


def test_a_list_is_scrolled_and_its_cursor_stands_as_when_a_record_was_opened(
    program: Program, records: Path, vi: Translator
) -> None:
    with program.open(records) as browser:
        browser.started()
        browser.press("s", vi.gettext("by date, latest first"))
        browser.search("quoc")
        browser.send("\x1b[6~" * 2 + "kkk")  # two pages on, three rows back: the cursor stands amid the list
        in_list = browser.still()
        browser.send("\r")
        in_record = browser.still()
        assert in_record != in_list
        browser.send("[")
        browser.wait_for_snapshot(in_list)
        browser.send("]")
        browser.wait_for_snapshot(in_record)


@SIZES
def test_digits_choose_kinds_and_the_list_holds_as_many_as_the_tab_says(
    program: Program, records: Path, vi: Translator, en: Translator, cols: int, rows: int
) -> None:
    with program.open(records, cols=cols, rows=rows) as browser:
        browser.started()
        for tr in (vi, en):
            for digit, kind in (*enumerate(KINDS, 2), (1, ALL)):
                tab = re.search(rf"{digit} (?:\S )?{re.escape(label('kinds', kind, tr))} (\d+)", browser.row(1))
                assert tab, browser.row(1)
                count = int(tab[1])
                browser.press(str(digit), f"/{count} · ")
            if tr is vi:
                browser.press(F2, f" · {en.gettext('by name')}", label("kinds", ALL, en))
                browser.settle(0.1)


def test_a_kind_is_a_place_that_one_comes_back_from(program: Program, records: Path) -> None:
    with program.open(records) as browser:
        browser.started()
        everything = browser.still()
        browser.show_kind("2")
        organizations = browser.still()
        browser.show_kind("4")
        browser.send("[")
        browser.wait_for_snapshot(organizations)
        browser.send("[")
        browser.wait_for_snapshot(everything)
        browser.send("]")
        browser.wait_for_snapshot(organizations)


def test_the_list_is_filtered_with_and_without_accents_and_in_a_mixture_of_both(
    program: Program, records: Path, vi: Translator
) -> None:
    hanoi, renewal = "Đại học Quốc gia Hà Nội", "Cục Kế hoạch Đổi mới Chính phủ"
    with program.open(records) as browser:
        browser.started()
        browser.show_kind("2")
        [whole] = re.findall(r"/\d+ .*", browser.still()[0].splitlines()[2])
        lists = {}
        for words, expected in (
            *(dict.fromkeys(["ha noi", "Hà Nội", "Ha Nội"], hanoi)).items(),
            ("doi moi", renewal),
        ):
            browser.search(words)
            browser.wait_for(expected)
            lists[words] = {line for line in browser.still()[0].splitlines()[3:] if line.strip()}
            chosen = browser.marked().split("\n")[0].strip()
            browser.press(ESC, whole)
            browser.wait_for_mark(chosen)  # the cursor is still on the record that Enter chose
        assert lists["ha noi"] == lists["Hà Nội"] == lists["Ha Nội"]
        assert lists["ha noi"] != lists["doi moi"]
        assert not any(renewal in line for line in lists["ha noi"])
        browser.press("/", vi.gettext("Name, acronym, place, text…"))
        browser.press("xyzzy", vi.gettext("Nothing found."))


def test_the_palette_finds_a_command_by_its_vietnamese_and_by_its_english_name_in_either_language(
    program: Program, records: Path, vi: Translator, en: Translator
) -> None:
    with program.open(records) as browser:
        browser.started()
        for tr, key in ((vi, ":"), (en, "\x10")):  # ctrl+p
            prompt, other_command = (
                tr.gettext("What do you want to do?"),
                tr.gettext("One pane"),
            )
            browser.press(key, prompt, other_command)
            assert (vi if tr is en else en).gettext("One pane") not in browser.text()
            for words in ("thoat", "thoát", "quit"):
                browser.press(words, words, beginning(tr.gettext(QUIT)), gone=[other_command])
                browser.wait_for_mark(tr.gettext("Quit"))
                browser.press("\x15", prompt, other_command)  # ctrl+u empties the field
            if tr is vi:
                browser.press(ESC, gone=[prompt])
                browser.press(F2, f" / {en.gettext('Search')} ")
        browser.press("thoat", gone=[other_command])
        browser.wait_for_mark(en.gettext("Quit"))
        browser.send("\r")
        assert browser.wait_exit() == 0


def test_f2_changes_the_language_of_help_palette_and_home_while_they_are_open(
    program: Program, records: Path, vi: Translator, en: Translator
) -> None:
    with program.open(records) as browser:
        browser.started()
        browser.press("?", vi.gettext("In the list"))
        browser.press(F2, en.gettext("In the list"), gone=[vi.gettext("In the list")])
        browser.press(F2, vi.gettext("In the list"), gone=[en.gettext("In the list")])
        browser.press(ESC, gone=[vi.gettext("In the list")])

        browser.press(":", vi.gettext("What do you want to do?"))
        browser.press(
            "quit",
            beginning(vi.gettext(QUIT)),
            gone=[vi.gettext("One pane")],
        )
        browser.press(F2, beginning(en.gettext(QUIT)), gone=[beginning(vi.gettext(QUIT))])
        assert "│ quit " in browser.text()
        assert en.gettext("Quit") in browser.marked()
        browser.press(ESC, gone=["│ quit "])

        browser.press("o", f"{en.gettext('Latest events')} ───")
        browser.press(F2, f"{vi.gettext('Latest events')} ───", gone=[f"{en.gettext('Latest events')} ───"])
        browser.press("o", f" / {vi.gettext('Search')} ", gone=[f"{vi.gettext('Latest events')} ───"])
        assert browser.left() == 0


def test_a_followed_record_stays_in_the_reader_and_is_come_back_to_though_the_list_does_not_hold_it(
    program: Program, records: Path, unpog: dict[str, Reading], contest: dict[str, Reading]
) -> None:
    with program.open(records, cols=140, rows=40) as browser:
        browser.started()
        browser.show_kind("2")
        browser.search("unpog")
        browser.wait_for_mark(unpog["vi"].name)
        browser.read(unpog["vi"].summary)
        browser.move_to(contest["vi"].name)
        left = browser.still()
        browser.read(contest["vi"].summary)  # an event, in a list of organizations
        followed = browser.still()
        for _ in range(3):  # it once depended on which of two messages came first
            browser.send("[")
            browser.wait_for_snapshot(left)
            browser.send("]")
            browser.wait_for_snapshot(followed)
        for key, language in ((F2, "en"), (F2, "vi"), ("s", "vi"), ("R", "vi")):
            browser.send(key)
            browser.still()
            assert contest[language].summary in browser.text(), f"after {key!r}"


def test_the_scroll_bar_of_the_reader_shows_the_place_that_one_came_back_to(
    program: Program, records: Path, unpog: dict[str, Reading], contest: dict[str, Reading]
) -> None:
    with program.open(records, cols=140, rows=40) as browser:
        browser.started()
        browser.search("unpog")
        browser.wait_for_mark(unpog["vi"].name)
        browser.read(unpog["vi"].summary)
        browser.press("\x1b[6~" * 2, gone=[unpog["vi"].summary])
        browser.send("j")
        browser.wait_for(lambda: bool(browser.marked()))
        place = browser.still()
        before = browser.text()
        browser.send("\r")
        browser.wait_for(lambda: browser.snapshot() != place)
        browser.still()
        browser.send("[")
        browser.wait_for_snapshot(place)
        browser.settle()
        assert browser.text().splitlines() == before.splitlines()


def test_a_record_opens_with_its_first_link_in_sight_chosen_also_where_the_reader_was_hidden(
    program: Program, records: Path, contest: dict[str, Reading]
) -> None:
    with program.open(records) as browser:
        browser.started()
        browser.show_kind("4")
        browser.search("hung bien")
        browser.wait_for_mark(contest["vi"].name)
        browser.read(contest["vi"].summary)
        browser.still()
        assert browser.marked() == "¹"  # the number of the source of the summary


def test_the_footer_of_a_narrow_terminal_names_help_and_quit_in_both_languages(
    program: Program, records: Path, vi: Translator, en: Translator
) -> None:
    with program.open(records) as browser:
        browser.started()
        for tr in (vi, en):
            browser.wait_for(f" / {tr.pgettext('footer', 'Search')} ")
            browser.settle()
            footer = browser.row(browser.rows - 1)
            assert footer.rstrip().endswith(f"q {tr.pgettext('footer', 'Back')}  ? {tr.pgettext('footer', 'Keys')}")
            browser.send(F2)


def test_q_leaves_with_status_0_and_gives_the_terminal_back_as_it_was(program: Program, records: Path) -> None:
    around = 'stty -g; "$@"; echo "left with $?"; stty -g'
    with program.open(records, around=around) as browser:
        browser.started()
        assert browser.left() == 0
        raw = bytes(browser.raw)
    before, _, after = re.split(rb"\x1b\[\?1049[hl]", raw)
    settings = before.split()[0]
    said_after = [line for line in re.sub(rb"\x1b\[[?<0-9;]*[a-z]", b"", after).splitlines() if line]
    assert said_after == [b"left with 0", settings]
    for mode in (b"1000", b"1003", b"1006", b"1004", b"2004"):  # mouse, focus, paste
        switches = re.findall(rb"\x1b\[\?" + mode + rb"([hl])", raw)
        assert switches[-1:] in ([b"l"], []), f"mode {mode.decode()} is left on"
    assert re.findall(rb"\x1b\[\?25([hl])", raw)[-1] == b"h"  # the cursor


def test_the_window_is_named_after_the_record_that_is_read_until_one_leaves(
    program: Program, records: Path, unpog: dict[str, Reading]
) -> None:
    with program.open(records) as browser:
        browser.started()
        browser.search("unpog")
        browser.read(unpog["vi"].summary)
        for language, key in (("vi", F2), ("en", "")):
            title = f"\x1b]2;{unpog[language].name}".encode()
            browser.wait_for(lambda title=title: title in browser.raw)  # type: ignore[misc]
            browser.send(key)
        assert browser.raw.count(b"\x1b[22;2t") == 1 and b"\x1b[23;2t" not in browser.raw
        assert browser.left() == 0
        assert browser.raw.count(b"\x1b[23;2t") == 1


def test_an_address_is_a_link_on_the_screen_and_words_in_a_pipe(program: Program, records: Path) -> None:
    source = next(
        path for path in sorted((records / "sources").glob("*.toml")) if "https://" in path.read_text("utf-8")
    )
    address = re.search(r"https://[!#-~]+", source.read_text("utf-8"))
    assert address
    with program.open(records, cols=140, rows=40) as browser:
        browser.started()
        browser.search(source.stem)
        browser.wait_for(lambda: re.search(rb"\x1b\]8;id=\d+;https://", browser.raw) is not None)
        assert f";{address[0]}\x1b\\".encode() in browser.raw
    shown = program.run("show", source.stem, "--registry", records)
    assert "https://" in shown.stdout and "\x1b" not in shown.stdout
