"""StillView: contents grow and shrink, the screen stays as it is laid out, and the scroll bar tells the truth."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from govtui.tui.textual_compat.no_relayout import LAYOUT_FITS, StillView, thumb

pytestmark = pytest.mark.skipif(not LAYOUT_FITS, reason="stays out with this Textual")


class Lined(StillView):
    DEFAULT_CSS = "Lined { height: 10; overflow-x: hidden; scrollbar-gutter: stable; }"

    def render_line(self, y: int) -> Strip:
        return Strip.blank(self.size.width)


class Stock(ScrollView):
    DEFAULT_CSS = "Stock { height: 10; overflow-x: hidden; scrollbar-gutter: stable; }"

    def render_line(self, y: int) -> Strip:
        return Strip.blank(self.size.width)


class Both(App[None]):
    def compose(self) -> ComposeResult:
        yield Lined()
        yield Stock()


def bar(view: ScrollView) -> tuple[object, ...]:
    found = view.vertical_scrollbar
    return view.show_vertical_scrollbar, found.window_virtual_size, found.window_size, found.position, view.scroll_y


def test_the_bar_and_the_scroll_follow_the_size_as_in_a_stock_view(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = []
    refresh = Screen._refresh_layout

    def counted(self: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        laid_out.append(size)
        refresh(self, size, scroll)

    async def run() -> None:
        app = Both()
        async with app.run_test() as pilot:
            still, stock = app.query_one(Lined), app.query_one(Stock)
            for height, top in ((100, 60), (40, 30), (3000, 2000), (11, 1), (900, 0)):
                for view in (still, stock):
                    view.virtual_size = Size(view.size.width, height)
                await pilot.pause()
                for view in (still, stock):
                    view.scroll_to(y=top, animate=False, force=True)
                await pilot.pause()
                assert bar(still) == bar(stock)
                assert still.scroll_y == top
            for height in (5, 0, 7):  # nothing to scroll: the bar goes, and what was scrolled comes back
                for view in (still, stock):
                    view.virtual_size = Size(view.size.width, height)
                await pilot.pause()
                assert not still.show_vertical_scrollbar
                assert still.scroll_y == stock.scroll_y == 0
            for view in (still, stock):
                view.virtual_size = Size(view.size.width, 500)
            await pilot.pause()
            monkeypatch.setattr(Screen, "_refresh_layout", counted)
            still.virtual_size = Size(still.size.width, 5000)
            await pilot.pause()
            assert laid_out == []
            stock.virtual_size = Size(stock.size.width, 5000)
            await pilot.pause()
            assert laid_out  # else the measure of the line above is broken

    asyncio.run(run())


def test_a_view_as_large_as_its_contents_is_laid_out_with_them() -> None:
    class Grown(App[None]):
        CSS = "Lined, Stock { height: auto; max-height: 8; }"

        def compose(self) -> ComposeResult:
            yield Lined()
            yield Stock()

    async def run() -> None:
        app = Grown()
        async with app.run_test() as pilot:
            views = app.query_one(Lined), app.query_one(Stock)
            seen = set()
            for height in (3, 6, 2, 20):
                for view in views:
                    view.virtual_size = Size(view.size.width, height)
                await pilot.pause()
                assert views[0].size == views[1].size
                seen.add(views[0].size.height)
            assert len(seen) == 4

    asyncio.run(run())


@given(
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60), st.integers(0, 5000)), min_size=2, max_size=2),
)
def test_a_bar_that_looks_different_has_anotherthumb(cells: int, states: list[tuple[int, int, int]]) -> None:
    class Told(ScrollBar):
        size = Size(1, cells)

    drawn, thumbs = [], []
    for whole, window, position in states:
        position = max(0, min(position, whole - window))
        told = Told()
        told.set_reactive(ScrollBar.window_virtual_size, whole)
        told.set_reactive(ScrollBar.window_size, window)
        told.set_reactive(ScrollBar.position, position)
        thumbs.append(thumb(told))
        shown = ScrollBarRender.render_bar(
            cells,
            whole,
            window if window < whole else 0,
            position,
            back_color=Color.default(),
            bar_color=Color.default(),
        )
        drawn.append([(one.text, one.style) for one in shown.segments])
    assert thumbs[0] != thumbs[1] or drawn[0] == drawn[1]
