"""The mouse works everywhere, and is needed nowhere: one rule for clicks, a way out of every dialog, a wheel that scrolls.

What holds on every screen is looked at once, in about ten seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from editing import TEXT, Edited, edited, on, opened
from repository import Repository, organization
from samples import SAMPLE
from test_conflict import in_conflict
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.widget import Widget
from textual.widgets import Input
from tour import WORKING, stops, tour
from workshop import PAST, workshop

from govtui.i18n.translator import load
from govtui.page.page import PAGE_LINK
from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.option_list import OptionList
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.conflict import ConflictScreen
from govtui.tui.edit.conflict_list import ClashList
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.rename_delete import RemoveScreen
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.tui.edit.value_form import ValueScreen
from govtui.tui.translate.screen import TranslateScreen
from govtui.tui.versions.commit import PendingList
from govtui.tui.views.page_screens import PreviewScreen
from govtui.tui.views.problem_list import ProblemList
from govtui.tui.views.timeline_view import TimelineView
from govtui.tui.views.tree_view import TreeView

__all__ = ["edited"]

vi = load("vi")


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


def line_of(widget: CursorList, place: int) -> int | None:
    """The line in sight on which a place begins."""
    lines = range(widget.page_lines)
    return next((y for y in lines if widget.row_at(y + widget.top) == place), None)


async def click_on(play: Play, widget: CursorList, place: int, x: int = 9, *, button: int = 1) -> None:
    """Click on a place of a list, so many cells from its left edge."""
    y = line_of(widget, place)
    assert y is not None, "out of sight"
    area = widget.content_region
    await play.click_at(area.x + x, area.y + y, button=button)


# -- on every screen ---------------------------------------------------------------------------------------------------

SCREENS = stops(
    "timeline figures problems sources coverage copy links source-text themes views fields edit"
    " translate new history rename remove drafts commit share migrate init unmerged"
)
"""Screens that are opened by their names, over a record of which there is everything."""
ALSO = stops("list facets help palette")
DEEPER = stops("field conflict conflict-value leave-out merge")
"""Of the tour: what stands over another screen."""
STOPS = (*ALSO, *SCREENS, *DEEPER)


@dataclass
class Seen:
    """What the mouse did at a stop."""

    modal: bool = False
    shut: dict[str, list[str]] = field(default_factory=dict)
    """The keys that clicks on the way out in the last line, Esc or q, and beside the dialog, came to."""
    wheel: dict[str, bool] = field(default_factory=dict)
    """Whether the wheel scrolled what can be scrolled, there and back."""
    rule: dict[str, list[str]] = field(default_factory=dict)
    """What two clicks on another place of a list did, and one with another button."""


@contextmanager
def noted(target: object, *names: str) -> Iterator[list[str]]:
    """What would be done is noted instead."""
    out: list[str] = []

    def note(name: str) -> object:
        return lambda *args: out.append(" ".join([name, *(str(one) for one in args if isinstance(one, str))]))

    with mock.patch.multiple(target, **{name: note(name) for name in names}):
        yield out


async def look(play: Play) -> Seen:
    """Try the mouse on all that is on the screen on top; it is left as it was."""
    screen, seen = play.app.screen, Seen()
    seen.modal = isinstance(screen, LocalizedModal)
    if isinstance(screen, LocalizedModal):
        for bar in screen.query(KeyBar):
            if (x := way_out_in(bar)) is not None:
                with noted(play.app, "simulate_key") as seen.shut["last line"]:
                    await play.click_at(bar.region.x + x + 1, bar.region.y)
        beside = [(x, 0) for x in range(play.app.size.width) if screen.get_widget_at(x, 0)[0] is screen]
        if beside and screen.closed_by_click:
            with noted(play.app, "simulate_key") as seen.shut["beside"]:
                await play.click_at(*beside[0])
    for widget in screen.query(Widget):
        if widget.max_scroll_y and widget.show_vertical_scrollbar and widget.region and widget.is_scrollable:
            seen.wheel[widget.id or ""] = await _wheel(play, widget)
    for lines in screen.query(CursorList):
        if lines.total > 1 and lines.region and not isinstance(lines, TreeView):
            seen.rule[lines.id or ""] = await _rule(play, lines)
    return seen


def way_out_in(bar: KeyBar) -> int | None:
    """Where on the last line Esc or q stands, if one does."""
    x = 0
    for piece in bar.left():
        if piece.action in ("app.simulate_key('escape')", "app.simulate_key('q')"):
            return x if x + width(piece.text) <= bar.size.width else None
        x += width(piece.text)
    return None


async def _wheel(play: Play, widget: Widget) -> bool:
    x, y = widget.content_region.x + 1, widget.content_region.y
    before = widget.scroll_offset.y
    down = before < widget.max_scroll_y
    await play.wheel(x, y, up=not down)
    there = widget.scroll_offset.y
    widget.scroll_to(y=before, animate=False, force=True, immediate=True)
    await play.settle()
    return there > before if down else there < before


async def _rule(play: Play, lines: CursorList) -> list[str]:
    before, top = lines.cursor, lines.top
    spots = [place for y in range(lines.page_lines) if (place := lines.row_at(y + lines.top)) is not None]
    other = next((place for place in spots if place != before), None)
    if other is None:
        return ["still"]
    done = []
    with noted(lines, "enter", "switch") as acts:
        await click_on(play, lines, other, button=2)
        done.append("nothing" if lines.cursor == before and not acts else "something")
        await click_on(play, lines, other, x=12)
        done.append("moved" if lines.cursor == other and not acts else " ".join(acts))
        await click_on(play, lines, other, x=12)
        done += acts[-1:] or ["nothing"]
    lines.cursor = before
    lines.jump(top)
    await play.settle()
    return done


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Seen]:
    """What the mouse did at every stop."""
    found: dict[str, Seen] = {}

    async def look_around(play: Play) -> None:
        for stop in ALSO:
            match stop:
                case "facets":
                    play.browse.action_facets()
                case "help":
                    play.app.action_help()
                case "palette":
                    play.browse.action_palette()
            found[stop] = await shown(play)
        for stop in SCREENS:
            long = stop in ("sources", "edit")
            if play.browse.current_key != (record := "ke-hoach-2022" if long else PAST):
                play.browse.go_to(record)
            play.browse.action_open(stop)
            found[stop] = await shown(play)
        async for stop in tour(play, DEEPER, WORKING):
            found[stop] = await look(play)

    async def shown(play: Play) -> Seen:
        await play.settle()
        out = await look(play)
        if len(play.app.screen_stack) > 1:
            play.app.pop_screen()
        play.browse.remove_class("-facets")
        play.browse.turn_to("list")
        await play.settle()
        return out

    with workshop(tmp_path_factory.mktemp("mouse")) as shop:
        drive(look_around, Rehearsal(Registry(shop.root)), NARROW)
    return found


@pytest.mark.parametrize("stop", STOPS)
def test_the_mouse_leads_out_of_every_dialog(seen: Mapping[str, Seen], stop: str) -> None:
    if seen[stop].modal:
        assert seen[stop].shut
        for where, keys in seen[stop].shut.items():
            assert keys == ["simulate_key escape"] or (where == "last line" and keys == ["simulate_key q"])


@pytest.mark.parametrize("stop", STOPS)
def test_the_wheel_scrolls_whatever_can_be_scrolled(seen: Mapping[str, Seen], stop: str) -> None:
    assert all(seen[stop].wheel.values()), seen[stop].wheel


BOXES = {"facet-list"}
"""Lists of boxes: each click on a line ticks."""


@pytest.mark.parametrize("stop", STOPS)
def test_a_click_goes_to_a_line_and_one_more_does_what_enter_does_there(seen: Mapping[str, Seen], stop: str) -> None:
    for name, done in seen[stop].rule.items():
        acts = ["nothing", *(("switch", "switch") if name in BOXES else ("moved", "enter"))]
        assert done in (acts, ["still"]), name


def test_the_tours_come_by_all_that_the_rules_are_about(seen: Mapping[str, Seen]) -> None:
    """Else what is said above is said of nothing."""
    lists = {name for one in seen.values() for name, done in one.rule.items() if done != ["still"]}
    assert lists >= {"list", "commands", "looks", "timeline", "problem-list", "copy-forms", "fields", "new-choices"}
    assert lists >= {"remove-answers", "draft-list", "versions", "value-choices", "facet-list"}
    scrolled = {name for one in seen.values() for name in one.wheel}
    assert scrolled >= {"list", "commands", "figures", "text", "fields"}
    assert sum(one.modal for one in seen.values()) > 20


# -- what clicks do ----------------------------------------------------------------------------------------------------


def test_a_list_that_had_not_the_focus_only_takes_it_with_the_first_click() -> None:
    async def click(play: Play) -> None:
        await play.press("enter")
        assert play.reader.has_focus and play.browse.is_reading
        here = play.list.cursor
        await click_on(play, play.list, here)
        assert play.list.has_focus and not play.browse.is_reading and play.browse.pane == "list"
        await click_on(play, play.list, here)
        assert play.reader.has_focus and play.browse.pane == "reader"

    drive(click, app(), BESIDE)


def test_a_click_gives_a_pane_the_focus_as_tab_does() -> None:
    async def click(play: Play) -> None:
        await play.press("f")
        for pane, widget in (("list", play.list), ("reader", play.reader), ("facets", play.browse.facets.values)):
            area = widget.scrollable_content_region
            await play.click_at(area.right - 1, area.bottom - 1)
            assert play.browse.pane == pane and widget.has_focus
            assert play.browse.has_class("-reading") == (pane == "reader")
            assert play.browse.has_class("-choosing") == (pane == "facets")

    drive(click, app(), WIDE)


def test_a_click_with_ctrl_marks_a_record_and_one_more_unmarks_it() -> None:
    async def click(play: Play) -> None:
        third = play.app.index.result(play.browse.view).window(2, 3)[0].key
        y = line_of(play.list, 2)
        assert y is not None
        x, y = play.list.content_region.x + 9, play.list.content_region.y + y
        await play.click_at(x, y, ctrl=True)
        assert set(play.browse.listing.marks) == {third} and play.list.key == third and play.list.has_focus
        await play.click_at(x, y, ctrl=True)
        assert not set(play.browse.listing.marks) and play.list.has_focus

    drive(click, app())


def test_a_click_on_the_reading_languages_goes_to_the_next() -> None:
    async def click(play: Play) -> None:
        for reading in ("other", "both", "same"):
            await play.click("đọc bằng:", into=7)
            assert play.browse.reading == reading

    drive(click, app(), BESIDE)


def test_in_the_tree_the_triangle_opens_and_a_click_on_the_line_with_the_cursor_goes_there() -> None:
    async def click(play: Play) -> None:
        play.browse.go_to("accsm-21")
        await play.settle()
        await play.press("b")
        tree = play.app.screen.query_one(TreeView)
        lines = tree.total
        closed = next(n for n, node in enumerate(tree._rows) if node.sort == "record" and node.opens and not node.open)
        indent = 2 * tree._rows[closed].depth
        await click_on(play, tree, closed, indent + 1)
        assert tree.total > lines and tree.cursor == closed
        await click_on(play, tree, closed, indent + 1)
        assert tree.total == lines
        await click_on(play, tree, 0, 12)
        await click_on(play, tree, closed, 12)
        assert tree.total == lines and on(play, type(tree.screen)), "it was only gone to"
        wanted = tree._rows[closed].name
        await click_on(play, tree, closed, 12)
        assert on(play, BrowseScreen) and play.browse.shown == wanted

    drive(click, app())


def test_in_the_problems_the_triangle_folds_and_a_problem_is_gone_to_by_a_second_click() -> None:
    async def click(play: Play) -> None:
        await play.press("exclamation_mark")
        problems = play.app.screen.query_one(ProblemList)
        total, size = problems.total, problems.headings[0].size
        await click_on(play, problems, 0, 1)
        assert problems.total == total - size
        await click_on(play, problems, 0, 1)
        assert problems.total == total
        await click_on(play, problems, 0, 12)
        assert problems.total == total - size, "the cursor was on the heading already"
        await click_on(play, problems, 0, 12)
        await click_on(play, problems, size, 12)
        listed = problems.problem
        assert listed is not None and listed.key
        await click_on(play, problems, size, 12)
        assert on(play, BrowseScreen) and play.browse.shown == listed.key

    drive(click, app())


def test_a_click_anywhere_on_a_line_that_leads_somewhere_goes_there() -> None:
    async def click(play: Play) -> None:
        play.browse.action_open("figures")
        await play.settle()
        page = play.app.screen.query_one(PageView)
        lines = enumerate(page._lines)
        line = next(n for n, one in lines if any(span.link.startswith("list:") for span in one.spans))
        page.jump(line)
        await play.settle()
        end = len(page._lines[line].text.rstrip()) - 1
        area = page.content_region
        await play.click_at(area.x + end, area.y + line - page.top)
        assert on(play, BrowseScreen)

    drive(click, app(), NARROW)


def test_the_wheel_does_not_take_the_chosen_link_along_and_enter_follows_only_what_is_seen() -> None:
    async def turn(play: Play) -> None:
        play.browse.go_to("accsm-21")
        await play.settle()
        reader, shown = play.reader, play.browse.shown
        first = reader.link
        for _ in range(20):
            await play.wheel(reader.content_region.x + 2, reader.content_region.y + 2)
        assert reader.link == first and reader.top > 0
        await play.press("enter")
        assert play.browse.shown == shown and reader.link != first
        while (wanted := reader._links[reader.link].key).startswith("#"):
            await play.press("j")
        await play.press("enter")
        assert play.browse.shown == (shown if wanted.startswith(PAGE_LINK) else wanted)

    drive(turn, app(), NARROW)


def test_a_click_on_what_the_problems_are_narrowed_by_shows_all_and_one_more_narrows_them_again() -> None:
    async def click(play: Play) -> None:
        play.browse.filter_by("accsm")
        await play.settle()
        await play.press("exclamation_mark")
        problems = play.app.screen.query_one(ProblemList)
        narrowed, note = problems.total, play.find("accsm", 0)
        await play.click_at(*note)
        assert problems.total > narrowed
        await play.press("f")
        assert problems.total == narrowed
        await play.click_at(*note)
        assert problems.total > narrowed

    drive(click, app(), BESIDE)


def test_what_refers_to_a_record_is_there_to_be_read_and_a_click_on_it_answers_nothing() -> None:
    async def click(play: Play) -> None:
        play.browse.go_to("accsm")
        await play.settle()
        await play.press("d")
        incoming = play.app.screen.query_one("#remove-incoming", OptionList)
        for _ in range(2):
            await play.click_at(incoming.region.x + 5, incoming.region.y)
        assert incoming.total and incoming.picked is None and on(play, RemoveScreen)

    drive(click, app(), NARROW)


# -- the timeline ------------------------------------------------------------------------------------------------------


def test_on_the_timeline_the_wheel_scrolls_zooms_and_goes_along_the_axis() -> None:
    async def turn(play: Play) -> None:
        await play.press("t")
        view = play.app.screen.query_one(TimelineView)
        x, y = view.content_region.x + 30, view.content_region.y + 3
        zoom, left = view.zoom, view.left
        await play.wheel(x, y, up=True, ctrl=True)
        assert view.zoom != zoom and view.cursor == view.row_at(view.top + 3)
        await play.wheel(x, y, ctrl=True)
        assert view.zoom == zoom
        left = view.left
        await play.wheel(x, y, shift=True)
        assert view.left > left and view.zoom == zoom
        await play.wheel(x, view.content_region.y - 1, up=True)  # on the scale
        assert view.zoom != zoom

    drive(turn, app(), NARROW)


def test_where_the_wheel_leaves_the_cursor_behind_the_axis_comes_along() -> None:
    async def turn(play: Play) -> None:
        await play.resize(80, 12)
        await play.press("t", "G", "ctrl+up", "ctrl+up")
        view = play.app.screen.query_one(TimelineView)
        for _ in range(20):
            await play.wheel(view.content_region.x + 30, view.content_region.y + 1, up=True)
        assert view.top == 0 and view.cursor == view.total - 1
        axis = play.text("#timeline")
        assert any(sign in axis for sign in "●○░═◄►"), axis

    drive(turn, app(), NARROW)


# -- forms and texts ---------------------------------------------------------------------------------------------------


async def beside(play: Play) -> None:
    """Click where the screen below is seen."""
    assert play.app.screen.get_widget_at(0, 0)[0] is play.app.screen
    await play.click_at(0, 0)


def test_a_value_is_chosen_by_a_click_and_saved_by_one_more(edited: Edited) -> None:
    async def click(play: Play) -> None:
        await play.press("e", *"tinh trang")
        fields = play.app.screen.query_one(OptionList)
        await click_on(play, fields, 0)
        assert on(play, FieldForm)
        values = play.app.screen.query_one(OptionList)
        wanted = next(n for n, choice in enumerate(values.options) if choice.value == "inactive")
        await click_on(play, values, wanted)
        assert on(play, FieldForm) and play.app.screen.editor_value == "inactive"  # type: ignore[attr-defined]
        assert edited.text == TEXT
        await click_on(play, values, wanted)
        assert on(play, FieldChooser)

    edited.open(click)
    assert edited.text == TEXT.replace('status = "active"', 'status = "inactive"')


def test_a_click_beside_a_form_asks_before_it_throws_away_what_was_typed(edited: Edited) -> None:
    async def click(play: Play) -> None:
        await play.press("e", *"ten", "enter", "end", *" Nội")
        await beside(play)
        assert on(play, QuestionScreen)
        await beside(play)
        assert on(play, FieldForm) and play.app.screen.query(Input).first().value == "Bộ Nội"
        await beside(play)
        answers = play.app.screen.query_one(OptionList)
        await click_on(play, answers, 2)
        assert on(play, QuestionScreen), "the first click only goes to the answer"
        await click_on(play, answers, 2)
        assert on(play, FieldChooser)
        await beside(play)
        assert on(play, BrowseScreen)

    edited.open(click)
    assert edited.text == TEXT


def test_where_esc_throws_away_what_was_typed_a_click_beside_it_does_not(edited: Edited) -> None:
    async def click(play: Play) -> None:
        await in_conflict(play, edited)
        await play.press("E")
        editor = play.app.screen
        assert isinstance(editor, EditTextScreen)
        assert not editor.closed_by_click, "nothing is seen beside it"

    edited.open(click)


def test_a_text_that_is_edited_by_itself_is_left_by_a_click_only_while_it_is_as_it_was(edited: Edited) -> None:
    async def click(play: Play) -> None:
        await play.app.push_screen(ValueScreen(lambda _: "–", "Bộ"))
        await play.settle()
        await play.type("x")
        await beside(play)
        assert on(play, ValueScreen)
        await play.press("backspace")
        await beside(play)
        assert on(play, BrowseScreen)

    edited.open(click)


def test_a_clash_is_decided_by_a_click_on_the_value_that_is_to_stand(edited: Edited) -> None:
    async def click(play: Play) -> None:
        await in_conflict(play, edited)
        clashes = play.app.screen.query_one(ClashList)
        for name, side in (("của họ", "theirs"), ("của tôi", "mine")):
            await play.click(f"[ ] {name}", into=12)
            assert on(play, ConflictScreen) and clashes.choices == {"status": side}

    edited.open(click)


def test_a_click_on_a_problem_goes_to_its_line_and_one_on_the_count_to_the_next(edited: Edited) -> None:
    edited.file.write_text(TEXT.replace("ministry", "bộ").replace('"active"', '"?"'), encoding="utf-8")

    async def click(play: Play) -> None:
        screen = await opened(play)
        rows = play.app.screen.query_one("#faults").content_region
        for n, fault in enumerate(screen.query_one("FaultList").faults):  # type: ignore[attr-defined]
            await play.click_at(rows.x + 9, rows.y + n)
            assert screen.area.cursor_location[0] == max(0, fault.line - 1) and screen.area.has_focus
        before = screen.area.cursor_location
        await play.click("✗", line=0)
        assert screen.area.cursor_location != before

    edited.open(click)


def test_a_completion_is_taken_by_a_click_on_what_the_cursor_is_on(edited: Edited) -> None:
    async def click(play: Play) -> None:
        screen = await opened(play)
        screen.area.move_cursor((4, len('status = "')))
        await play.press("tab")
        offered = screen.query_one("#completion", OptionList)
        other = next(n for n, choice in enumerate(offered.options) if choice.words == "inactive")
        await click_on(play, offered, other, 3)
        assert screen.area.file_text == TEXT and offered.display
        await click_on(play, offered, other, 3)
        assert screen.area.file_text == TEXT.replace('"active"', '"inactive"') and not offered.display

    edited.open(click)


def test_a_click_on_a_source_text_goes_to_its_translation(edited: Edited) -> None:
    edited.file.write_text(TEXT.replace("[[sources]]", '[summary]\nvi = "Quản lý"\n\n[[sources]]'), encoding="utf-8")

    async def click(play: Play) -> None:
        await play.press("T")
        screen = play.app.screen
        assert isinstance(screen, TranslateScreen)
        for text in ("Bộ", "Quản lý"):
            source = next(one for one in screen.query(".source").results() if text in str(one.render()))
            await play.click_at(source.region.x, source.region.y)
            assert screen.focused is not None and screen.focused.parent is source.parent

    edited.open(click)


def test_each_click_on_a_changed_file_takes_it_or_leaves_it(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.commit("1")
    for id in ("bo", "so", "ban"):
        made.write(f"organizations/{id}.toml", organization(id))

    async def click(play: Play) -> None:
        play.browse.action_open("commit")
        await play.settle()
        pending = play.app.screen.query_one(PendingList)
        await play.until(lambda: pending.total == 3, "git did not answer")
        await play.settle()
        for place, taken in ((1, 1), (2, 2), (1, 1)):
            await click_on(play, pending, place)
            assert len(pending.taken) == taken and pending.cursor == place

    drive(click, Rehearsal(Registry(made.root)))


# -- scroll bars -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keys", "name"), [("", "list"), ("question_mark", "commands"), ("F", "figures")])
def test_a_scroll_bar_is_dragged(keys: str, name: str) -> None:
    async def drag(play: Play) -> None:
        await play.press(*keys.split())
        widget = play.app.screen.query_one(f"#{name}")
        bar = widget.vertical_scrollbar.region
        await play.drag(bar.x, bar.y, bar.x, bar.y + bar.height - 1)
        await play.until(lambda: widget.scroll_offset.y > widget.max_scroll_y // 2, "nothing was dragged")

    drive(drag, app(), NARROW)


def test_a_tap_on_a_scroll_bar_does_not_hold_it() -> None:
    """The button is up again before the bar knows that it was grabbed."""

    async def tap(play: Play) -> None:
        bar = play.list.vertical_scrollbar.region
        for kind in (MouseDown, MouseUp):
            play.app.post_message(mouse_event(kind, bar.x, bar.y, button=1))
        await play.settle()
        top = play.list.top
        for y in range(bar.y, bar.bottom):
            play.app.post_message(mouse_event(MouseMove, bar.x, y, button=0))
        await play.settle()
        assert play.app.mouse_captured is None and play.list.top == top

    drive(tap, app(), NARROW)


def mouse_event(kind: type[MouseEvent], x: int, y: int, *, button: int) -> MouseEvent:
    at = {"x": x, "y": y, "screen_x": x, "screen_y": y, "delta_x": 0, "delta_y": 0}
    return kind(None, **at, button=button, shift=False, meta=False, ctrl=False)


def test_a_text_longer_than_its_window_is_scrolled_by_the_wheel_in_every_part_of_an_edit(edited: Edited) -> None:
    edited.file.write_text(TEXT + "# – \n" * 60, encoding="utf-8")

    async def turn(play: Play) -> None:
        screen = await opened(play)
        await play.wheel(20, 8)
        assert screen.area.scroll_offset.y > 0
        screen.area.load("\n".join(f"# {n}" for n in range(80)))
        await play.press("ctrl+s")
        diff = play.app.screen.query_one(PageView)
        await play.wheel(20, 8)
        assert diff.top > 0
        await beside(play)
        assert play.app.screen is screen

    edited.open(turn)


def test_a_fact_is_read_over_the_timeline_by_a_second_click_and_a_click_beside_it_leads_back() -> None:
    async def click(play: Play) -> None:
        await play.press("t")
        timeline = play.app.screen
        view = timeline.query_one(TimelineView)
        await click_on(play, view, view.cursor)
        assert on(play, PreviewScreen)
        await beside(play)
        assert play.app.screen is timeline

    drive(click, app(), NARROW)
