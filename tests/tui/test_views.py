"""Views saved under a name, the last view, and what is open again at the next start."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.store.registry import Registry
from govtui.tui.browse.saved_views import ViewsScreen
from govtui.user import session, views
from govtui.user.views import SavedView


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


def app(language: str = "en", root: Path = SAMPLE) -> Rehearsal:
    return Rehearsal(Registry(root), language)


def keeping(language: str = "en", root: Path = SAMPLE) -> Rehearsal:
    """The app as a user has it: it remembers."""
    govtui = app(language, root)
    govtui._remember = True
    return govtui


async def leave(play: Play) -> None:
    play.app.post_message(play.key("ctrl+q"))
    await play.gone()


# -- saved views -----------------------------------------------------------------------------------------------------


def test_a_view_is_saved_under_a_name_and_shown_again_as_it_was() -> None:
    async def save_and_show(play: Play) -> None:
        await play.press("4", "slash")
        await play.type("country:VN hoi")
        await play.press("enter", "s", "S", "l", "f", "tab", "shift+tab", "V")
        await play.type("Việt Nam, theo thời gian")
        assert "Save as “Việt Nam, theo thời gian”" in play.text("#views")
        await play.press("enter")
        assert len(play.app.screen_stack) == 1
        asked, names = play.state()["asked"], play.names()
        await play.press("f", "f", "l", "escape", "escape", "escape", "s")
        assert play.state()["asked"] != asked
        await play.press("V")
        await play.type("thoi gian")  # found without accents
        await play.press("enter")
        assert play.state()["asked"] == asked and play.names() == names
        assert play.browse.listing.reverse and play.browse.facets.size
        assert " / Country: Viet Nam ×  hoi ×" in play.text()

    drive(save_and_show, app(), BESIDE)
    (view,) = views.load(SAMPLE)
    assert (view.query, view.kind, view.order, view.reverse) == ("country:VN hoi", "event", "date", True)
    assert view.registry == str(SAMPLE.resolve()) and view.reading == "other"


def test_a_view_for_one_registry_is_not_offered_in_another_and_one_for_all_is(tmp_path: Path) -> None:
    views.save(SavedView("local", "accsm", registry=str(SAMPLE.resolve())))
    views.save(SavedView("everywhere", "has:error"))
    other = tmp_path / "registry"
    shutil.copytree(SAMPLE, other)
    seen = []

    async def look(play: Play) -> None:
        await play.press("V")
        seen.append(tuple(name in play.text("#views") for name in ("local", "everywhere")))

    for root in (SAMPLE, other):
        drive(look, app(root=root))
    assert seen == [(True, True), (False, True)]


def test_a_click_shows_a_view_and_back_leads_back() -> None:
    views.save(SavedView("Nguồn", kind="source"))

    async def click(play: Play) -> None:
        await play.press("V")
        await play.click("Nguồn", line=3)
        assert play.browse.kind == "source" and len(play.app.screen_stack) == 1
        await play.press("left_square_bracket")
        assert play.browse.kind == "all"

    drive(click, app())


def test_deleting_a_view_is_asked_for_twice() -> None:
    views.save(SavedView("a"))
    views.save(SavedView("b"))

    async def drop(play: Play) -> None:
        await play.press("V", "ctrl+d")
        assert "Delete the saved view" in play.text("#question") and len(views.load()) == 2
        await play.press("enter", "ctrl+d", "tab", "enter", "escape")

    drive(drop, app())
    assert [view.name for view in views.load()] == ["b"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_broken_file_of_views_says_where_and_is_not_written_to(language: str) -> None:
    views.path().parent.mkdir(parents=True)
    broken = '[[view]]\nname = "a"\nquery = \n'
    views.path().write_text(broken, encoding="utf-8")

    async def look(play: Play) -> None:
        await play.press("V")
        assert str(views.path())[:20] in play.text("#views")
        await play.type("x")
        await play.press("enter")
        assert isinstance(play.app.screen, ViewsScreen)

    drive(look, app(language), BESIDE)
    assert views.path().read_text(encoding="utf-8") == broken


# -- the last view ---------------------------------------------------------------------------------------------------


def test_a_hyphen_leads_to_the_view_before_this_one_and_back_again() -> None:
    async def go(play: Play) -> None:
        await play.press("4", "j")
        events = play.list.key
        await play.press("5", "minus")
        assert (play.browse.kind, play.list.key) == ("event", events)
        await play.press("minus")
        assert play.browse.kind == "source"
        await play.press("slash")
        await play.type("accsm")
        await play.press("enter", "minus")
        assert (play.browse.kind, play.browse.text) == ("source", "")
        await play.press("minus")
        assert (play.browse.kind, play.browse.text) == ("source", "accsm")
        await play.press("escape", "minus")
        assert play.browse.text == "accsm", "a filter that was cleared comes back"

    drive(go, app())


def test_without_another_view_one_is_told_so() -> None:
    async def go(play: Play) -> None:
        await play.press("minus")
        await play.toast()
        assert "There was no other view yet." in play.text()

    drive(go, app())


# -- the next start --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, BESIDE], ids=["80x24", "110x24"])
def test_the_next_start_opens_what_was_open(size: tuple[int, int]) -> None:
    left: dict[str, Any] = {}

    def open_now(play: Play) -> dict[str, Any]:
        state = play.state()
        del state["query field"]  # where the cursor stood in it
        listing = play.browse.listing
        return {**state, "marked": play.browse.marked, "reverse": listing.reverse, "lines": listing.records.lines}

    async def work(play: Play) -> None:
        await play.press("G", "k", "space", "4", "equals_sign", "slash")
        await play.type("hoi")
        await play.press("enter", "s", "S", "l", "l", "j", "f", "enter", "shift+tab", "j", "enter", "down")
        left.update(open_now(play))
        await leave(play)

    async def come_back(play: Play) -> None:
        await play.until(lambda: play.reader.has_focus)
        await play.settle()
        assert open_now(play) == left
        await play.press("escape", *["left_square_bracket"] * 3)
        assert play.browse.kind == "all", "places to go back to are kept"

    drive(work, keeping(), size)
    assert left["asked"][:2] == ("event", "hoi status:held") or left["asked"][0] == "event"
    drive(come_back, keeping(), size)


def test_nothing_is_kept_or_opened_by_an_app_that_does_not_remember() -> None:
    async def work(play: Play) -> None:
        await play.press("4")
        await leave(play)

    async def look(play: Play) -> None:
        assert play.browse.kind == "all"

    drive(work, app())
    assert not session.path(SAMPLE).exists()
    session.save(SAMPLE, {"place": {"kind": "event"}})
    drive(look, app())


def test_a_record_that_is_gone_meanwhile_is_passed_over(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)
    gone = {"kind": "all", "cursor": "no-such", "shown": "no-such", "reading": True}
    session.save(root, {"place": gone, "back": [gone], "marks": ["no-such"]})

    async def look(play: Play) -> None:
        await play.until(lambda: play.browse.shown)
        assert play.browse.shown == play.list.key != "no-such"
        await play.press("left_square_bracket")

    drive(look, keeping(root=root))


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b'{"registry": 1}',
        {"place": 1, "back": {}, "marks": "abc", "reading": [], "facets": "yes", "unfolded": [1, None]},
        {"place": {"kind": "nonsense", "order": "name"}, "back": [None, 1, {"kind": []}]},
        {"place": {"kind": "event", "text": 'type: "', "list_scroll": -5, "reader_scroll": 10**9, "link": 10**9}},
        {"place": {"kind": "event", "text": "x\x1b[2J\ud800", "list_scroll": 10**9, "shown": "accsm-20"}},
    ],
    ids=str,
)
def test_whatever_is_in_the_file_the_app_starts(kept: bytes | dict[str, Any]) -> None:
    if isinstance(kept, dict):
        kept = json.dumps({"registry": str(SAMPLE.resolve()), **kept}).encode()
    session.path(SAMPLE).parent.mkdir(parents=True)
    session.path(SAMPLE).write_bytes(kept)

    async def look(play: Play) -> None:
        await play.press("4", "escape", "j", "left_square_bracket")
        assert play.app.is_running and "Events" in play.text()

    drive(look, keeping())


def test_what_is_kept_is_nobody_elses_to_read() -> None:
    session.save(SAMPLE, {"reading": "both"})
    assert session.path(SAMPLE).stat().st_mode & 0o777 == 0o600
    assert session.path(SAMPLE).parent.stat().st_mode & 0o777 == 0o700
    assert session.load(SAMPLE)["reading"] == "both"
