"""The last line of every screen: the keys of the focused pane in the order of their use, filled to the width, never cut."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from tour import READING, WORKING, WRITING, tour
from workshop import workshop

from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui.base.footer import Entries, KeyBar, fitted
from govtui.tui.base.key_names import Keymap
from govtui.tui.commands import COMMANDS
from govtui.tui.contexts import FOOTERS, WORDS, footer
from govtui.tui.screens import modules_with_keys

TELLING = {"SearchInput", "FacetList"}
"""The panes of which the order is drawn in the design: Esc stands second in the query line, Space before Enter in the facets."""


SPOKEN = ("vi", "en", "qps")


@cache
def bars(language: str) -> Mapping[str, tuple[str, Entries, Entries]]:
    """By stop of the tour: the class of the focused widget, and the entries of the last line of the screen on top."""
    return _toured()[language]


@cache
def _toured() -> Mapping[str, Mapping[str, tuple[str, Entries, Entries]]]:
    """The lines of one tour in all languages: at each stop the app speaks each for a moment."""
    seen: dict[str, dict[str, tuple[str, Entries, Entries]]] = {language: {} for language in SPOKEN}
    legs = READING + WRITING

    async def look_around(play: Play) -> None:
        async for stop in tour(play, (), legs):
            own = play.app.translator
            for bar in play.app.screen.query(KeyBar):
                for language in SPOKEN:
                    play.app.translator = play.app.speaker(language)
                    bar.retranslate()
                    seen[language][stop] = (type(play.app.screen.focused).__name__, *bar.entries)
                play.app.translator = own
                bar.retranslate()

    drive(look_around, Rehearsal(Registry(SAMPLE), SPOKEN[0]), NARROW)
    legs = WORKING
    with TemporaryDirectory() as home, workshop(Path(home)) as made:
        drive(look_around, Rehearsal(Registry(made.root), SPOKEN[0]), NARROW)
    return seen


def texts(entries: Entries) -> list[str]:
    return ["".join(piece.text for piece in entry).strip() for entry in entries]


@pytest.mark.parametrize("cells", [40, 80, 100, 120, 140, 200])
@pytest.mark.parametrize("language", SPOKEN)
def test_the_last_line_of_every_screen_is_filled_and_nothing_in_it_is_cut(language: str, cells: int) -> None:
    for stop, (_, some, always) in bars(language).items():
        shown = "".join(piece.text for piece in fitted(some, always, cells))
        if cells < 80 and width(shown) <= cells:
            continue  # where there is room for nothing else, what always stands goes, too
        assert width(shown) <= cells, stop
        assert all(text in shown for text in texts(always)), stop
        for text in texts(some):
            assert f" {text}" in shown or width(f"{shown}  {text}") > cells, (stop, text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_enter_stands_first_and_the_way_out_and_help_last(language: str) -> None:
    for stop, (focused, some, always) in bars(language).items():
        line, last = [*texts(some), *texts(always)], texts(always)
        assert last[-1].split()[0] in ("?", "F1"), stop
        if focused in TELLING:
            continue
        assert len(last) == 1 or last[-2].split()[0] in ("q", "Esc"), stop
        entered = [place for place, text in enumerate(line) if text.startswith("Enter ")]
        assert entered in ([], [0]), (stop, line)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_field_over_the_links_says_how_one_leaves_it(language: str) -> None:
    async def look(play: Play) -> None:
        await play.press("b", "slash")
        assert play.rows()[-1].startswith({"vi": " Enter Giữ", "en": " Enter Keep"}[language])
        assert {"vi": "Esc Đóng", "en": "Esc Close"}[language] in play.rows()[-1]

    drive(look, Rehearsal(Registry(SAMPLE), language), NARROW)


def test_the_panes_say_what_the_design_draws() -> None:
    drawn = {
        "list": "Enter Đọc  / Tìm  f Lọc  t Thời gian  e Sửa  a Thêm  m Nguồn  T Dịch  y Chép  Space Đánh dấu"
        "  s Sắp xếp  l Ngôn ngữ  F2 English",
        "reader": "Enter Mở  / Tìm trong trang  J Mục sau  m Nguồn  b Liên kết  e Sửa  y Chép  p Song song  h Lịch sử  < > Chuỗi",
        "home": "Enter Mở  / Tìm  t Thời gian  ! Vấn đề  T Dịch  a Thêm  o Danh sách  1–5 Loại",
        "search": "Enter Giữ  Esc Bỏ  ↓ Xuống danh sách",
        "facets": "Space Chọn  Enter Chọn riêng  ← Đóng nhóm  f Đóng khung",
    }
    for stop, line in drawn.items():
        _, some, _ = bars("vi")[stop]
        assert "  ".join(texts(some)).startswith(line), stop


def test_every_entry_is_a_key_that_there_is_and_every_screen_has_a_footer() -> None:
    classes = {thing.__name__: thing for thing in _classes()}
    known = {f"command.{command.id}" for command in COMMANDS} | {
        binding.id
        for thing in classes.values()
        for binding in vars(thing).get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    }
    for name in FOOTERS:
        assert name in classes, name
        for entry in footer(name):
            assert all(id in known or id.startswith("=") for id, _ in entry.keys), (name, entry)
    told = {one.partition("/")[0] for line in FOOTERS.values() for one in line.split()}
    assert {name.split()[-1] for name in WORDS} <= told
    for name, thing in classes.items():
        if issubclass(thing, Screen) and "KeyBar" in inspect.getsource(thing.compose):
            panes = name.startswith(("Browse", "Panes"))
            assert panes or any(base.__name__ in FOOTERS for base in thing.__mro__) or thing.__subclasses__(), name


def _classes() -> Iterator[type[DOMNode]]:
    for module in modules_with_keys():
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == module.__name__:
                yield thing


def test_a_key_that_somebody_changed_is_shown_as_it_is_now() -> None:
    async def look(play: Play) -> None:
        assert play.rows()[-1].startswith(" Enter Read  F9 Search  f Narrow")
        await play.press("f9")
        assert play.state()["focus"] == "query"

    app = Rehearsal(Registry(SAMPLE), "en")
    app.keymap = Keymap({"command.search": "f9"}, ())
    app.set_keymap({"command.search": "f9"})
    drive(look, app, WIDE)


def off(play: Play) -> Sequence[str]:
    bar = play.app.screen.query_one(KeyBar)
    return [piece.text for piece in bar.left() if piece.action == "app.bell"][1::2]


def test_where_nothing_can_be_changed_the_keys_that_would_are_dimmed() -> None:
    async def look(play: Play) -> None:
        assert off(play) == ["Edit", "Add", "Translate"]

    drive(look, Rehearsal(Registry(SAMPLE, read_only=True), "en"), WIDE)


def test_what_is_off_in_an_empty_list_is_dimmed_and_works_again_when_there_are_rows() -> None:
    async def empty(play: Play) -> None:
        assert off(play) == []
        await play.type("/zzzz")
        await play.press("enter")
        assert {"Edit", "Copy", "Mark"} <= set(off(play)) and not {"Read", "Add"} & set(off(play)), (
            "Enter takes a way on"
        )
        await play.press("escape", "escape")
        assert off(play) == []

    drive(empty, Rehearsal(Registry(SAMPLE, read_only=False), "en"), WIDE)


@pytest.mark.parametrize("size", [NARROW, BESIDE, WIDE])
def test_the_head_of_the_pane_with_the_focus_alone_is_marked(size: tuple[int, int]) -> None:
    async def look(play: Play) -> None:
        def marked() -> list[str]:
            return [row[row.index("▌") + 1 :].split(" · ")[0].strip() for row in play.rows() if "▌" in row]

        assert marked() == ["List 1/16"]
        await play.press("tab")
        assert [head.split()[0] for head in marked()] == ["◊"], "of the reader, the sign of the record's kind"
        await play.press("tab", "f")
        assert [head.split("  ")[0] for head in marked()] == ["Narrow by"]
        await play.press("f", "slash")
        assert marked() == [], "nobody's while something is typed"
        await play.press("escape")
        assert marked() == ["List 1/16"]

    drive(look, Rehearsal(Registry(SAMPLE), "en"), size)


def test_the_reader_says_in_its_head_what_is_read_and_not_again_under_the_title() -> None:
    async def look(play: Play) -> None:
        play.browse.go_to("accsm-21")
        await play.settle()
        rows = play.rows()
        assert rows[2].startswith("▌◊ accsm-21 · Sự kiện · ") and rows[2].endswith(" tiếng Việt")
        assert "đọc bằng" not in rows[0], "the language is said once"
        assert "Sự kiện" not in " ".join(rows[3:6])

    drive(look, Rehearsal(Registry(SAMPLE), "vi"), NARROW)
