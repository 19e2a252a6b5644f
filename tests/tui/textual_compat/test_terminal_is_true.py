"""What stands on the terminal is what a full repaint draws, wherever something goes away."""

from __future__ import annotations

import asyncio

import pytest
from drive import Painted, Play, Rehearsal, drive
from samples import SAMPLE
from seeds import THOROUGH
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import HorizontalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from tour import READING, tour

from govtui.store.registry import Registry
from govtui.tui.textual_compat.vanished import FITS, NothingStays

pytestmark = pytest.mark.skipif(not FITS, reason="stays out with this Textual")

FEW = {"list", "search-found", "reader", "facets-chosen", "help-end", "themes", "problems-by-record", "links"}
"""Stops of the tour that are enough, but in a long run."""


def refresh_what_is_hidden(screen: Screen[object]) -> None:
    """Have drawn anew what is not seen, as happens at many keys: Textual then works out places when one is asked for."""
    for widget in screen.walk_children(Widget):
        if widget.display and not widget.region:
            widget.refresh()


def test_nothing_of_a_toast_stays_on_any_screen_when_it_goes() -> None:
    terminal = Painted()
    stale: dict[str, list[tuple[str, str]]] = {}

    async def say_at_each_stop(play: Play) -> None:
        async for stop in tour(play, () if THOROUGH else FEW, READING):
            stale[stop] = terminal.stale(play.app)
            play.app.say("☒ " * 60)
            await play.toast()
            stale[f"{stop} with a toast"] = terminal.stale(play.app)
            assert "☒" in play.text()
            refresh_what_is_hidden(play.app.screen)
            await play.settle()
            await play.silence()
            stale[f"{stop} after a toast"] = terminal.stale(play.app)

    drive(say_at_each_stop, Rehearsal(Registry(SAMPLE)), terminal=terminal)
    assert stale
    assert {stop: lines for stop, lines in stale.items() if lines} == {}


class TwoColumns(HorizontalScroll):
    """A tall column, and a short one; without it they take as much room."""

    DEFAULT_CSS = """
    TwoColumns { height: 10; overflow-y: scroll; }
    TwoColumns Static { width: 20; height: 8; background: red; }
    TwoColumns #tall { height: 30; }
    """

    def compose(self) -> ComposeResult:
        yield Static("tall " * 40, id="tall")
        yield Static("short " * 20, id="short")


class Page(NothingStays, Screen[None]):
    def compose(self) -> ComposeResult:
        yield TwoColumns()


class OnePage(App[None]):
    def get_default_screen(self) -> Screen[None]:
        return Page()


def test_what_is_hidden_after_a_scroll_is_drawn_over_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Painted((60, 12))
    monkeypatch.setattr(Compositor, "render_update", terminal.drawing())

    async def run() -> list[tuple[str, str]]:
        app = OnePage()
        async with app.run_test(size=terminal.size) as pilot:
            columns = app.screen.query_one(TwoColumns)
            columns.scroll_to(y=5, animate=False)
            await pilot.pause()
            columns.refresh(layout=True)
            await pilot.pause()
            columns.scroll_to(y=0, animate=False)
            await pilot.pause()
            app.screen.query_one("#short").display = False
            await pilot.pause()
            return terminal.stale(app)

    assert asyncio.run(run()) == []
