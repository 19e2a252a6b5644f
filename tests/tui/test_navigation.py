"""The law of lists: each navigation key moves every list alike; and the ids of keys that users may still have work for their list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from samples import SAMPLE
from textual.binding import Binding
from tour import READING, WORKING, WRITING, tour
from workshop import workshop

from govtui.i18n.translator import load
from govtui.store.registry import Registry
from govtui.tui.app import GovtuiApp
from govtui.tui.base.cursor_list import NAVIGATION, UNDER_FIELD, CursorList, MovesList, ScrolledLines
from govtui.tui.base.finding import FIND_KEYS
from govtui.tui.base.key_names import ADVICE
from govtui.tui.base.option_list import OptionList
from govtui.tui.base.page_sections import SectionedPage
from govtui.tui.base.page_view import PageView
from govtui.tui.edit.conflict_list import ClashList
from govtui.tui.edit.rename_delete import RemoveScreen
from govtui.tui.keymap import OLD_IDS, checked, sentence
from govtui.tui.screens import modules_with_keys
from govtui.tui.views.source_panes import TextLines
from govtui.user import choices
from govtui.user.choices import Setting

LOW = (80, 18)
"""A terminal in which most lists are longer than they are high."""

OVER_SAMPLE = (
    "list list-by-date reader progress facets help palette themes timeline figures problems sources copy found-next links views"
    " source-text source-text-lines source-text-facts coverage coverage-queue home new"
)
OVER_WORKSHOP = (
    "rename-new remove fields-found field field-leaving items new-similar text-offered difference"
    " conflict conflict-undecided drafts drafts-difference views-saved history-changes history-by-field review merge commit"
)


LATER = {"difference", "history-fields", "home", "matrix", "registry", "unmerged"}
"""Lists that came when all had the same ids already."""


def classes() -> Iterator[type]:
    """Every class of a list, and of what moves one."""
    for module in modules_with_keys():
        for thing in vars(module).values():
            its_own = isinstance(thing, type) and thing.__module__ == module.__name__
            if its_own and issubclass(thing, (ScrolledLines, MovesList)):
                yield thing


def moved(play: Play) -> tuple[ScrolledLines, list[Binding]] | None:
    """The list that the keys move now, and which keys do."""
    screen = play.app.screen
    for node in screen.focused.ancestors_with_self if screen.focused else (screen,):
        if isinstance(node, ScrolledLines):
            return node, NAVIGATION
        if isinstance(node, MovesList):
            return node.moved_list(), UNDER_FIELD if node.TYPES else NAVIGATION
    return None


def scrolled_to(lines: ScrolledLines, move: str, top: int) -> int:
    """Where a page is after a move from line `top`."""
    page = lines.page_lines
    wanted = {
        "page-down": top + page - 1,
        "page-up": top - page + 1,
        "half-down": top + page // 2,
        "half-up": top - page // 2,
        "first": 0,
        "last": lines.max_scroll_y,
        "down": top + 1,
        "up": top - 1,
    }
    return max(0, min(int(lines.max_scroll_y), wanted[move]))


def gone_to(lines: CursorList, move: str, row: int) -> int:
    """Where the cursor is after a move from a row."""
    rows = [one for one in range(lines.total) if lines.can_stand(one)]
    at = rows.index(row)
    if move in ("first", "last"):
        return rows[0 if move == "first" else -1]
    next_row = rows[min(at + 1, len(rows) - 1)] if move.endswith("down") else rows[max(at - 1, 0)]
    if move in ("down", "up"):
        return next_row
    high = lines.page_lines // lines.row_height
    step = max(1, high // 2 if move.startswith("half") else high - 1) * lines.row_height
    if move.endswith("down"):
        return max(next_row, max(one for one in rows if lines.line_of(one) <= lines.line_of(row) + step))
    return min(next_row, min(one for one in rows if lines.line_of(one) >= lines.line_of(row) - step))


async def obeys(play: Play, stop: str) -> str:
    """Press every navigation key at a stop; the name of the list that obeyed them."""
    found = moved(play)
    assert found is not None, f"nothing moves at {stop}"
    lines, keys = found
    cursor, top = getattr(lines, "cursor", 0), lines.top
    for binding in keys:
        move, key = (binding.id or "").partition(".")[2], binding.key.partition(",")[0]
        if isinstance(lines, CursorList):
            rows = [row for row in range(lines.total) if lines.can_stand(row)]
            if not rows or ("page" in move or "half" in move) and isinstance(play.app.screen, RemoveScreen):
                continue  # whose pages are of the list of what refers to the record
            start = rows[len(rows) // 2]
            lines.go_to(start)
            await play.settle()
            wanted = gone_to(lines, move, start)
            await play.press(key)
            if (
                not isinstance(lines, (ClashList, TextLines)) or "page" not in move and "half" not in move
            ):  # whose rows may be higher
                assert lines.cursor == wanted, (stop, move, start)
            begin = lines.line_of(lines.cursor)
            assert lines.top <= begin < lines.top + lines.page_lines or not lines.size, (stop, move, "out of sight")
        else:
            lines.jump(start := int(lines.max_scroll_y) // 2)
            await play.settle()
            link = getattr(lines, "link", -1)
            wanted = scrolled_to(lines, move, start)
            await play.press(key)
            followed = move in ("down", "up") and getattr(lines, "link", -1) != link
            assert lines.top == wanted or followed, (stop, move, start)
    if isinstance(lines, CursorList):
        lines.go_to(cursor)
    lines.jump(top)
    await play.settle()
    return type(lines).__name__


def test_every_key_moves_every_list_of_the_tour_alike(tmp_path: Path) -> None:
    met: set[str] = set()
    stops, legs = OVER_SAMPLE.split(), READING + WRITING

    async def go(play: Play) -> None:
        async for stop in tour(play, stops, legs):
            met.add(await obeys(play, stop))

    drive(go, Rehearsal(Registry(SAMPLE)), LOW)
    stops, legs = OVER_WORKSHOP.split(), WORKING
    with workshop(tmp_path) as made:
        drive(go, Rehearsal(Registry(made.root)), NARROW)
    bases = {"ScrolledLines", "CursorList", "WindowList", "SectionedPage"}
    assert met == {one.__name__ for one in classes() if issubclass(one, ScrolledLines)} - bases - {"Completion"}


# -- the user's keys ---------------------------------------------------------------------------------------------------


def test_every_old_id_belongs_to_one_list_and_doctor_proposes_the_new_one() -> None:
    groups = {one.KEY_GROUP for one in classes() if "KEY_GROUP" in vars(one) and one.KEY_GROUP}
    assert groups - LATER == {id.partition(".")[0] for id in OLD_IDS}
    assert len(OLD_IDS) == 84 and set(OLD_IDS.values()) == {one.id for one in NAVIGATION}
    for id, new in OLD_IDS.items():
        keymap = checked([Setting(id, "f5", 7)])
        assert keymap.by_id == {id: "f5"}
        (advice,) = [fault for fault in keymap.faults if fault.code in ADVICE]
        assert not advice.is_error and advice.values == {"name": id, "new": new}
    assert "“move.down”" in sentence(checked([Setting("list.down", "f5", 7)]).faults[-1], load("en"))


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({"move.down": "v"}, []),
        ({"move.down": "k"}, [("taken", "move.up")]),
        ({"list.down": "k"}, [("taken", "move.up")]),
        ({"list.down": "j"}, []),
        ({"move.down": "d"}, [("taken", "drafts.away")]),
        ({"move.down": "asterisk"}, [("taken", "pending.all")]),
        ({"move.down": "v", "list.down": "p"}, []),
        ({"move.down": "v", "list.up": "v"}, [("twice", "move.down")]),
        ({"list.down": "n", "page.up": "n"}, []),
    ],
    ids=str,
)
def test_what_one_key_means_for_lists_is_told(settings: dict[str, str], codes: list[tuple[str, str]]) -> None:
    faults = checked([Setting(name, key, line) for line, (name, key) in enumerate(settings.items(), 1)]).faults
    assert [(fault.code, fault.values.get("other", "")) for fault in faults if fault.code not in ADVICE] == codes


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    choices.folder().mkdir(parents=True)
    return choices.file()


def test_an_old_id_is_for_its_list_a_new_one_for_all_and_no_letter_is_taken_from_a_field(configured: Path) -> None:
    configured.write_text('[keys]\n"move.down" = "v"\n"move.last" = "f5"\n"list.down" = "f6"\n"question.up" = "f7"\n')

    async def use(play: Play) -> None:
        assert not play.app.screen.query("Toast"), "what works is no news"
        await play.press("o")  # from home
        await play.press("f6", "v", "j", "down")
        assert play.list.cursor == 1, "the list has a key of its own"
        await play.press("f5")
        assert play.list.cursor == play.list.total - 1
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        await play.press("f6")
        assert play.reader.top == 0
        await play.press("f5")
        assert play.reader.top == play.reader.max_scroll_y > 0
        await play.press("escape", "colon", "v", "down")
        assert play.state()["commands-query field"][0] == "v"
        commands = play.app.screen.query_one(CursorList)
        assert commands.cursor == 1, "arrows move it all the same"
        await play.press("escape", "exclamation_mark", "v")
        assert play.app.screen.query_one(CursorList).cursor > 1

    app = GovtuiApp(Registry(SAMPLE), "vi", index=Rehearsal(Registry(SAMPLE)).index)
    drive(use, app, BESIDE)


def test_pages_and_options_keep_what_they_add() -> None:
    added = [one.id for one in (*SectionedPage.BINDINGS, *PageView.BINDINGS) if isinstance(one, Binding)]
    assert added[:4] == ["page.next-section", "page.previous-section", "page.onward", "page.follow"]
    assert added[4:] == [one.id for one in FIND_KEYS]
    assert [one.id for one in OptionList.BINDINGS if isinstance(one, Binding)] == ["choices.choose"]
