"""Every key and every click does what the table of commands says, and is in the help in words of the catalog."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from samples import SAMPLE
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen

from govtui.model.kinds import KINDS
from govtui.store.registry import Registry
from govtui.tui.base.cursor_list import NAVIGATION
from govtui.tui.base.finding import FIND_KEYS
from govtui.tui.base.page_sections import SectionedPage
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.browse.facet_pane import FacetList
from govtui.tui.browse.home_list import HomeList
from govtui.tui.browse.jump_bar import JumpInput
from govtui.tui.browse.record_list import RecordList
from govtui.tui.browse.saved_views import ViewsScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.browse.search_bar import SearchInput
from govtui.tui.command_list import CommandsScreen
from govtui.tui.commands import COMMANDS
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.new_record import NewRecordScreen
from govtui.tui.edit.rename_delete import RemoveScreen
from govtui.tui.screens import modules_with_keys

ROOT = Path(__file__).parent.parent.parent
TALL = (140, 180)


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


# -- the commands ----------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """How to see that a command works: keys that lead to where it can, what is then true, keys that lead back."""

    before: tuple[str, ...]
    met: Callable[[Play], object]
    after: tuple[str, ...]


def kind_is(kind: str) -> Callable[[Play], object]:
    return lambda play: play.browse.kind == kind


def on_top(screen: type[Screen[object]]) -> Callable[[Play], object]:
    return lambda play: isinstance(play.app.screen, screen)


CASES = {
    "search": Case((), lambda play: play.state()["focus"] == "query", ("escape",)),
    "language": Case((), lambda play: play.app.language == "en" and "reading: English" in play.text(), ("f2",)),
    "parallel": Case((), lambda play: play.browse.reading == "both" and play.browse.has_class("-zoomed"), ("p",)),
    "reading": Case((), lambda play: play.browse.reading == "other", ("l", "l")),
    "sort": Case((), lambda play: play.browse.order == "date", ("s", "s", "s", "s")),
    "reverse": Case((), lambda play: play.browse.listing.reverse, ("S",)),
    "jump": Case((), lambda play: play.state()["focus"] == "jump", ("escape",)),
    "next-disputed": Case((), lambda play: play.list.key == "accsm-21", ("g",)),
    "previous-disputed": Case(("G",), lambda play: play.list.key == "tuyen-bo-2021", ("g",)),
    "mark": Case((), lambda play: len(play.browse.listing.marks) == 1, ("up", "space", "up")),
    "mark-range": Case((), lambda play: len(play.browse.listing.marks) == 1, ("space", "up")),
    "invert-marks": Case((), lambda play: len(play.browse.listing.marks) == 16, ("asterisk",)),
    "only-marked": Case((), lambda play: play.browse.listing.only_marked, ("M",)),
    "clear-marks": Case(("space", "up"), lambda play: not play.browse.listing.marks, ()),
    "views": Case((), on_top(ViewsScreen), ("escape",)),
    "last-view": Case(("4",), kind_is("all"), ()),
    "facets": Case((), lambda play: play.state()["focus"] == "facet-list", ("f",)),
    "back": Case(("4",), kind_is("all"), ()),
    "forward": Case(("4", "left_square_bracket"), kind_is("event"), ("1",)),
    "pane": Case((), lambda play: play.reader.has_focus, ("tab",)),
    "pane-back": Case((), lambda play: play.reader.has_focus, ("shift+tab",)),
    "dense": Case((), lambda play: play.list.row_layout.height == 1, ("equals_sign",)),
    "zoom": Case((), lambda play: play.list.size.width > 100 and not play.reader.size, ("plus",)),
    "all": Case(("2",), kind_is("all"), ()),
    **{kind.folder: Case((), kind_is(key), ("1",)) for key, kind in KINDS.items()},
    "home": Case((), lambda play: play.browse.at_home, ("o",)),
    "reload": Case((), lambda play: play.app.screen.query("Toast"), ()),
    "fields": Case((), on_top(FieldChooser), ("escape",)),
    "new": Case((), on_top(NewRecordScreen), ("escape",)),
    "remove": Case((), on_top(RemoveScreen), ("escape",)),
    "matrix": Case((), lambda play: play.app.screen.query("Toast"), ()),
    "undo": Case((), lambda play: play.app.screen.query("Toast"), ()),
    "redo": Case((), lambda play: play.app.screen.query("Toast"), ()),
    "up": Case(("2",), kind_is("all"), ()),
    "palette": Case((), on_top(CommandsScreen), ("escape",)),
    "help": Case((), on_top(CommandsScreen), ("escape",)),
}


ANSWERED = Case((), lambda play: len(play.app.screen_stack) > 1 or play.app.screen.query("Toast"), ("escape",))
"""Of commands that have tests of their own: a screen is opened, or it is said why not."""


def test_every_key_of_every_command_works() -> None:
    assert CASES.keys() <= {command.id for command in COMMANDS}

    async def press_everything(play: Play) -> None:
        for command in COMMANDS:
            if command.id == "quit" or not command.keys:
                continue
            before, met, after = CASES.get(command.id, ANSWERED)
            for key in command.keys.split(","):
                await play.press(*before)
                assert not met(play), f"{command.id} cannot be seen to work"
                await play.press(key)
                await play.until(lambda met=met: met(play), f"{key} does not {command.id}")
                await play.press(*after)
                if play.browse.at_home:  # Esc, where nothing had been opened
                    await play.press("o")
                await play.silence()

    drive(press_everything, app(), BESIDE)


@pytest.mark.parametrize("keys", [("q", "q"), ("ctrl+q",)])
def test_quitting_leaves_with_status_0(keys: tuple[str, ...]) -> None:
    async def leave(play: Play) -> None:
        for key in keys:
            play.app.post_message(play.key(key))
        await play.gone()

    govtui = app()
    drive(leave, govtui)
    assert govtui.return_code == 0


@pytest.mark.parametrize("size", [NARROW, BESIDE], ids=["80x24", "110x24"])
def test_q_leads_back_to_the_list_from_there_home_and_only_from_home_out(size: tuple[int, int]) -> None:
    async def leave(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        assert "q Back" in play.rows()[-1]
        for keys in ((), ("f",), ("enter",), *((key,) for key in "tFychbpx!?d")):
            await play.press(*keys, "q")
            assert not play.app._exit and len(play.app.screen_stack) == 1, keys
            assert play.list.has_focus and "Quit" not in play.rows()[-1] and "o Home" in play.rows()[-1]
        await play.press("slash", "q")
        assert play.browse.text == "q"
        await play.press("enter", "q")
        assert play.browse.pane == "home" and "q Quit" in play.rows()[-1]
        play.app.post_message(play.key("q"))
        await play.gone()

    govtui = app("en")
    drive(leave, govtui, size)
    assert govtui.return_code == 0


def test_ctrl_q_leaves_from_a_modal_too() -> None:
    async def leave(play: Play) -> None:
        await play.press("question_mark")
        play.app.post_message(play.key("ctrl+q"))
        await play.gone()

    govtui = app()
    drive(leave, govtui)
    assert govtui.return_code == 0


def test_who_names_the_command_quit_leaves_from_the_reader_too() -> None:
    async def leave(play: Play) -> None:
        await play.press("enter", "colon")
        await play.type("quit")
        play.app.post_message(play.key("enter"))
        await play.gone()

    drive(leave, app("en"))


def every_binding() -> Iterator[tuple[type, Binding]]:
    """All bindings of all screens and widgets, with the class that has them."""
    for module in modules_with_keys():
        for thing in vars(module).values():
            for binding in vars(thing).get("BINDINGS", ()) if isinstance(thing, type) else ():
                if isinstance(binding, Binding):
                    yield thing, binding


CLOSING = {"dismiss(None)", "close", "leave", "as_it_was", "answer('')"}
"""What q does on other screens than the list's."""
WITHOUT = {"EditOutsideScreen", "FilteredScreen", "PageScreen", "LocalizedModal"}
"""Screens that an editor covers, or that are no screens by themselves."""


def test_q_closes_every_screen_and_does_nothing_else() -> None:
    found = [(owner, binding, binding.key.split(",")) for owner, binding in every_binding()]
    assert len(found) > 150
    assert {one.action for owner, one, keys in found if "q" in keys and owner is not BrowseScreen} == CLOSING
    assert {one.id for owner, one, keys in found if "q" in keys and owner is BrowseScreen} == {"command.quit"}
    closed = {owner.__name__ for owner, _, keys in found if "q" in keys}
    modal = {owner for owner, _, _ in found if issubclass(owner, LocalizedModal)}
    without = {one.__name__ for one in modal if not closed & {base.__name__ for base in one.__mro__}}
    assert without <= WITHOUT


def test_ctrl_c_says_how_to_quit() -> None:
    async def interrupt(play: Play) -> None:
        await play.press("ctrl+c")
        await play.toast()
        assert "Press Ctrl+Q to quit." in play.text("Toast")

    drive(interrupt, app("en"))


# -- moving ----------------------------------------------------------------------------------------------------------


def keys_of(bindings: list[BindingType]) -> set[str]:
    return {key for binding in bindings if isinstance(binding, Binding) for key in binding.key.split(",")}


# 16 records, 10 of them in sight
IN_THE_LIST = [
    ("down", 1), ("j", 2), ("j", 3), ("up", 2), ("k", 1), ("k", 0), ("up", 0),
    ("pagedown", 9), ("pagedown", 15), ("pagedown", 15), ("pageup", 6), ("pageup", 0),
    ("ctrl+d", 5), ("ctrl+d", 10), ("ctrl+u", 5), ("ctrl+u", 0),
    ("end", 15), ("down", 15), ("home", 0), ("G", 15), ("g", 0),
]  # fmt: skip


def test_the_cursor_of_the_list_moves_by_rows_pages_and_to_the_ends_and_stays_in_sight() -> None:
    assert {key for key, _ in IN_THE_LIST} | {"enter"} == keys_of([*NAVIGATION, *RecordList.BINDINGS])

    async def move(play: Play) -> None:
        names = play.names()
        for key, place in IN_THE_LIST:
            await play.press(key)
            assert play.list.cursor == place, key
            assert names[place][:70] in play.text("#list"), key
        await play.press("enter")
        assert play.reader.has_focus and play.browse.shown == "sai-kieu"

    drive(move, app())


def test_the_reader_scrolls_by_pages_half_pages_and_to_the_ends() -> None:
    async def move(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        page, end = play.reader.size.height, play.reader.max_scroll_y
        half = page // 2
        assert end > page
        for key, top in (
            ("pagedown", page - 1),
            ("pageup", 0),
            ("space", page - 1),
            ("ctrl+u", page - 1 - half),
            ("ctrl+d", page - 1),
            ("end", end),
            ("down", end),
            ("home", 0),
            ("pageup", 0),
            ("G", end),
            ("g", 0),
        ):
            await play.press(key)
            assert play.reader.top == top, key

    drive(move, app())


def test_capital_j_and_k_go_from_heading_to_heading() -> None:
    async def move(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        lines = play.reader.lines_said()
        headings = [number for number, line in enumerate(lines) if line.endswith("───")]
        end = play.reader.max_scroll_y
        assert len(headings) > 3 and end > headings[2]
        for key, top in (
            ("K", 0),
            ("J", headings[0]),
            ("J", headings[1]),
            ("J", headings[2]),
            ("K", headings[1]),
            ("K", headings[0]),
            ("K", 0),
        ):
            await play.press(key)
            assert play.reader.top == top, key
        for _ in headings:
            await play.press("J")
        assert play.reader.top == end

    drive(move, app())


def test_down_and_up_go_from_link_to_link_and_scroll_where_there_is_none() -> None:
    async def move(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        links, seen = len(play.reader._links), []
        for _, down in zip(range(200), cycle(("down", "j")), strict=False):
            seen.append(play.reader.link)
            row = play.reader._links[play.reader.link].spots[0][0]
            assert play.reader.top <= row < play.reader.top + play.reader.size.height, "the chosen link is in sight"
            await play.press(down)
            if play.reader.top == play.reader.max_scroll_y and play.reader.link == links - 1:
                break
        assert seen == sorted(seen) and {*seen, links - 1} == set(range(links))
        for _, up in zip(range(200), cycle(("up", "k")), strict=False):
            await play.press(up)
            if play.reader.top == 0 and play.reader.link <= 0:
                break
        assert play.reader.top == 0 and play.reader.link == 0

    drive(move, app())


def test_enter_follows_the_chosen_link_and_the_list_follows_if_it_holds_the_record() -> None:
    async def follow(play: Play) -> None:
        play.browse.go_to("hoi-nghi-2021")
        await play.settle()
        await play.press("down", "down", "enter")  # past the number of a source and the host
        assert play.browse.shown == play.list.key == "tuyen-bo-2021" and play.reader.has_focus
        await play.press("5")
        play.browse.go_to("accsm")
        await play.settle()
        assert play.list.key in ("bao-cao-2022", "trang-web")

    drive(follow, app(), BESIDE)


def test_every_key_of_the_reader_is_tried_here() -> None:
    tried = {"down", "j", "up", "k", "pagedown", "space", "pageup", "ctrl+d", "ctrl+u", "home", "g", "end", "G"}
    told = keys_of([*NAVIGATION, *SectionedPage.BINDINGS, *PageView.BINDINGS]) - keys_of(
        FIND_KEYS
    )  # test_find_in_page.py
    assert told == tried | {"J", "K", "enter"}


def test_only_the_cursor_of_the_list_changes_what_is_read() -> None:
    """Not the order, nor a language, nor reading the files again: the record may not even be in the list."""

    async def change_everything_else(play: Play) -> None:
        await play.press("5")
        play.browse.go_to("accsm-21")
        await play.settle()
        for key in (
            "s",
            "l",
            "l",
            "l",
            "f2",
            "R",
            "plus",
            "f2",
            "tab",
            "s",
            "f2",
            "l",
            "tab",
            "question_mark",
            "escape",
        ):
            await play.press(key)
            assert play.browse.shown == "accsm-21", key
        assert "21" in play.text("#reader")
        await play.press("escape", "j")
        assert play.browse.shown == "trang-web"

    drive(change_everything_else, app(), BESIDE)


# -- panes, fields, Esc ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, BESIDE], ids=["80x24", "110x24"])
def test_tab_goes_from_the_search_field_to_the_list_and_between_list_and_reader(size: tuple[int, int]) -> None:
    async def go(play: Play) -> None:
        for key in ("tab", "shift+tab"):
            await play.press("slash")
            assert play.state()["focus"] == "query"
            for pressed, focus in (("shift+tab", "list"), (key, "reader"), (key, "list")):  # Tab there completes
                await play.press(pressed)
                assert play.state()["focus"] == focus
                assert play.app.screen.focused is not None and play.app.screen.focused.size, "it is in sight"

    drive(go, app(), size)


def test_esc_leaves_the_field_with_the_line_before_then_the_reader_then_clears_line_and_kind_then_goes_home() -> None:
    async def go_up(play: Play) -> None:
        async def escape(focus: str, kind: str, text: str) -> None:
            await play.press("escape")
            assert (play.state()["focus"], play.browse.kind, play.browse.text) == (focus, kind, text)

        await play.press("4", "slash")
        await play.type("accsm")
        await escape("list", "event", "")
        await play.press("slash")
        await play.type("accsm")
        await play.press("enter", "enter")
        assert play.reader.has_focus
        await escape("list", "event", "accsm")
        assert " / accsm" in play.text()
        await play.press("slash", "backspace")
        assert play.browse.text == ""
        await escape("list", "event", "accsm")
        await escape("list", "event", "")
        assert " / accsm" not in play.text()
        await escape("list", "all", "")
        await escape("home", "all", "")
        await escape("home", "all", "")

    drive(go_up, app())


def test_letters_and_signs_act_only_outside_text_fields() -> None:
    text = "lsoRq12345+[]?:/jkgG"

    async def type_all(play: Play) -> None:
        await play.press("slash")
        await play.type(text)
        assert play.state()["query field"][0] == text == play.browse.text
        assert len(play.app.screen_stack) == 1 and play.browse.kind == "all" and play.browse.order == "name"
        await play.press("escape", "escape", "colon")
        await play.type(text)
        assert play.state()["commands-query field"][0] == text

    drive(type_all, app())


def test_keys_typed_ahead_arrive_where_they_were_meant() -> None:
    async def type_ahead(play: Play) -> None:
        await play.type("/accsm 21")
        assert play.browse.text == "accsm 21" and play.list.key == "accsm-21"
        for key in ("enter", "enter", *["down"] * 4, "enter"):  # past the date with its sources, and the series
            play.app.post_message(play.key(key))
        await play.settle()
        assert play.browse.shown == "accsm-20" and play.reader.has_focus
        await play.type("?q:tro giup")
        await play.press("enter")
        assert isinstance(play.app.screen, CommandsScreen)

    drive(type_ahead, app())


def test_digits_choose_a_kind_from_the_reader_as_well_and_lead_to_the_list() -> None:
    async def choose(play: Play) -> None:
        play.browse.go_to("accsm")
        await play.settle()
        await play.press("4")
        assert play.list.has_focus and play.browse.kind == "event" and play.list.size

    drive(choose, app())


def test_a_narrow_terminal_that_becomes_wide_shows_both_panes_and_the_focus_stays() -> None:
    async def resize(play: Play) -> None:
        await play.press("enter")
        assert play.reader.size and not play.list.size
        await play.resize(*BESIDE)
        assert play.reader.size and play.list.size and play.reader.has_focus
        await play.resize(*NARROW)
        assert play.reader.size and not play.list.size and play.reader.has_focus
        await play.resize(20, 5)
        await play.resize(1, 1)
        await play.resize(*NARROW)
        assert play.browse.shown == "sai-kieu" and "hội thảo" in play.text()

    drive(resize, app())


def test_one_pane_takes_the_whole_width_and_the_focus_decides_which() -> None:
    async def zoom(play: Play) -> None:
        await play.press("plus")
        assert play.list.size.width == BESIDE[0] and not play.reader.size
        await play.press("tab")
        assert not play.list.size and play.reader.size.width > 100
        await play.press("plus")
        assert play.list.size and play.reader.size and play.reader.has_focus

    drive(zoom, app(), BESIDE)


# -- the mouse -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, (60, 20)], ids=["80x24", "60x20"])
def test_a_click_on_a_tab_chooses_its_kind(size: tuple[int, int]) -> None:
    async def click(play: Play) -> None:
        for number, kind in ((5, "source"), (2, "organization"), (4, "event"), (3, "declaration"), (1, "all")):
            places = [match.start() for match in re.finditer(r"(?<=[ ])[1-5](?= )", play.rows()[1])]
            digits = [x for x in places if play.rows()[1][x - 2 : x].strip() == ""]
            await play.click_at(digits[number - 1], 1)
            assert play.browse.kind == kind
        if size[0] >= 80:
            for name, kind in (("Sự kiện", "event"), ("Văn kiện 2", "declaration"), ("Tất cả 16", "all")):
                await play.click(name, into=len(name) - 1, line=1)
                assert play.browse.kind == kind

    drive(click, app(), size)


def test_a_click_on_a_row_chooses_it_and_one_more_reads_it() -> None:
    async def click(play: Play) -> None:
        await play.click("Diễn đàn quản trị")
        assert play.list.key == play.browse.shown == "dien-dan" and play.list.has_focus
        await play.click("05/8/2022")  # the second line of a row
        assert play.list.key == "accsm-21" and play.list.has_focus
        await play.click("Hội nghị ACCSM lần thứ 21")
        assert play.reader.has_focus and play.browse.shown == "accsm-21"

    drive(click, app(), BESIDE)


def test_a_click_on_any_cell_of_a_link_follows_it_and_beside_it_does_not() -> None:
    name = "Hiệp hội các quốc gia Đông Nam Á"

    async def click(play: Play) -> None:
        for into, leads in ((0, True), (len(name) - 1, True), (-1, False), (len(name), False)):
            play.browse.go_to("accsm-plus-3")
            await play.settle()
            row = play.find("│ Thuộc")[1]
            x, y = play.find(name, row)
            assert y == row, "the same name stands in the list"
            await play.click_at(x + into, y)
            assert play.browse.shown == ("asean" if leads else "accsm-plus-3"), into

    drive(click, app(), BESIDE)


def test_a_click_on_the_second_line_of_a_link_follows_it_too() -> None:
    async def click(play: Play) -> None:
        play.browse.go_to("tuyen-bo-2021")
        await play.settle()
        await play.resize(40, 60)
        x, y = play.find("Tuyên bố về nền công vụ thích ứng", play.find("§ Kế hoạch")[1])
        assert y > play.find("§ Kế hoạch")[1], "the link wraps"
        await play.click_at(x, y)
        assert play.browse.shown == "ke-hoach-2022"

    drive(click, app())


def test_a_click_in_a_modal_hits_the_line_that_it_points_at() -> None:
    async def click(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        await play.press("m")
        await play.click("→ Bộ Nội vụ", into=2)
        assert len(play.app.screen_stack) == 1 and play.browse.shown == "bao-cao-2022"
        await play.press("colon", *"sap xep")
        x, y = play.find("Sắp xếp")
        await play.click_at(x, y)
        assert play.state()["command"] == ["command.sort"], "which only takes the focus from the field"
        await play.click_at(x, y)
        assert len(play.app.screen_stack) == 1 and play.browse.order == "date"

    drive(click, app(), BESIDE)


def test_a_click_on_a_key_in_the_footer_presses_it() -> None:
    async def click(play: Play) -> None:
        footer = play.app.screen.query_one("KeyBar").region.y
        await play.click("Phím", line=footer)
        assert isinstance(play.app.screen, CommandsScreen)
        await play.click("English", line=footer)
        assert play.app.language == "en"
        await play.click("Close", line=footer)
        await play.click("Narrow", line=footer)
        assert play.browse.facets.values.has_focus

    drive(click, app(), BESIDE)


def test_the_wheel_scrolls_the_pane_under_it() -> None:
    async def turn(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        for pane in (play.reader, play.list):
            area, top = pane.region, pane.top
            for _ in range(3):
                await play.wheel(area.x + 3, area.y + 3)
            assert pane.top > top
        assert play.browse.shown == "ke-hoach-2022"

    drive(turn, app(), (110, 24))


# -- the words of the keys -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def template() -> set[str]:
    """The messages without a context."""
    with (ROOT / "locales" / "govtui.pot").open("rb") as stream:
        return {message.id for message in read_po(stream) if isinstance(message.id, str) and not message.context}


def untranslated(screen: Screen[object]) -> list[ActiveBinding]:
    """The keys that work now, in the words of the code."""
    bindings = Screen.active_bindings.fget(screen)  # type: ignore[attr-defined]
    return list(bindings.values())


def test_every_word_that_the_footer_can_show_is_in_the_template(template: set[str]) -> None:
    seen: set[str] = set()
    foreign: set[str] = set()

    async def look(play: Play) -> None:
        for keys in ((), ("enter",), ("escape", "slash"), ("x",), ("escape", "escape", "question_mark")):
            await play.press(*keys)
            gather(play)
        for key in ("o", "colon"):
            await play.press("escape", key)
            gather(play)

    def gather(play: Play) -> None:
        for one in untranslated(play.app.screen):
            if one.binding.id == "command.language":
                continue  # it is called by the names of the languages
            texts = {one.binding.description, one.binding.tooltip, one.tooltip} - {""}
            if one.binding.show:
                seen.update(texts)
                if type(one.node).__module__.startswith("textual."):
                    foreign.add(one.binding.description)
            elif one.binding.id and one.binding.id.split(".")[0] in (
                "command",
                "list",
                "page",
                "move",
                "commands",
                "home",
            ):
                seen.update(texts)

    drive(look, app())
    assert len(seen) > 30
    assert seen - template == set()
    assert foreign == set(), "Textual's own keys are not offered"


def test_every_binding_has_an_id_of_its_own_for_keymaps_to_come() -> None:
    bindings = [
        *RecordList.BINDINGS,
        *PageView.BINDINGS,
        *FacetList.BINDINGS,
        *JumpInput.BINDINGS,
        *SearchInput.BINDINGS,
    ]
    for screen in (CommandsScreen, HomeList):
        bindings += vars(screen)["BINDINGS"]
    bindings = [
        one for one in bindings if isinstance(one, Binding) and not str(one.id).startswith("move.")
    ]  # NAVIGATION's
    ids = [each.id for each in bindings if isinstance(each, Binding)] + [f"command.{each.id}" for each in COMMANDS]
    assert None not in ids and len(set(ids)) == len(ids) == len(bindings) + len(COMMANDS)


def test_outside_fields_backspace_w_and_doubled_letters_are_bound_to_nothing() -> None:
    """With a Telex or VNI method switched on, these keys arrive when others are meant."""
    keys = {key for command in COMMANDS for key in command.keys.split(",")}
    keys |= keys_of(NAVIGATION) | keys_of(RecordList.BINDINGS) | keys_of(PageView.BINDINGS)
    assert not keys & {"backspace", "w", "ctrl+a", "ctrl+b", "ctrl+i", "ctrl+enter", "f10", "f11", "ctrl+z"}
