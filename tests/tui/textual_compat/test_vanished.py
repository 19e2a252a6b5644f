"""What a widget that was removed leaves behind is painted over, however the layout after it comes about."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from govtui.tui.textual_compat.vanished import FITS, NothingStays

pytestmark = pytest.mark.skipif(not FITS, reason="stays out with this Textual")


class Page(NothingStays, Screen[None]):
    DEFAULT_CSS = "Page { layers: below above; } #hidden { display: none; } #note { layer: above; height: 2; }"

    def compose(self) -> ComposeResult:
        yield Static("below")
        yield Static("hidden", id="hidden")
        yield Static("above", id="note")


class Told(App[None]):
    def get_default_screen(self) -> Screen[None]:
        return Page()


def test_the_place_of_a_widget_that_is_gone_is_painted_although_a_region_was_asked_for_before_the_layout() -> None:
    async def scenario() -> None:
        app = Told()
        async with app.run_test(size=(40, 10)) as pilot:
            await pilot.pause()
            screen = app.screen
            compositor, note = screen._compositor, screen.query_one("#note")
            place = note.region
            assert place and not compositor._dirty_regions
            compositor.update_widgets({screen.query_one("#hidden")})  # a hidden widget is refreshed
            screen._nodes._remove(note)
            assert note not in compositor.full_map
            assert place in compositor._dirty_regions

    asyncio.run(scenario())


def test_where_nothing_is_gone_nothing_is_painted() -> None:
    async def scenario() -> None:
        app = Told()
        async with app.run_test(size=(40, 10)) as pilot:
            await pilot.pause()
            compositor = app.screen._compositor
            compositor.update_widgets({app.screen.query_one("#hidden")})
            assert compositor.full_map and not compositor._dirty_regions

    asyncio.run(scenario())
