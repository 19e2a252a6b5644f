"""KeptLines: the same lines as Textual's, drawn only when they changed, filtered once."""

from __future__ import annotations

import asyncio

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from govtui.tui.textual_compat.kept_lines import FITS, KeepsLines

pytestmark = pytest.mark.skipif(not FITS, reason="stays out with this Textual")


class Shout(LineFilter):
    """Counts what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = 0

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        self.lines += 1
        return [Segment(text.upper(), style) for text, style, _ in segments]


class Lined(Widget):
    word = "line"

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return Strip([Segment(f"{self.word} {y}", self.rich_style)])


class Keeping(KeepsLines, Lined):
    pass


class Two(App[None]):
    def __init__(self, look: str = "") -> None:
        super().__init__()
        self.shout = Shout()
        self._filters.append(self.shout)
        self.look = look

    def compose(self) -> ComposeResult:
        for made in (Lined(), Keeping()):
            made.styles.height, made.styles.width = 9, 30
            yield made

    def on_mount(self) -> None:
        for widget in self.query(Lined):
            widget.set_styles(self.look)
            widget.border_title = Content("title")


LOOKS = [
    "",
    "padding: 1 2;",
    "border: round red; padding: 0 1;",
    "border-left: solid red; padding: 0 3;",
    "border-top: solid red;",
    "tint: blue 40%;",
    "opacity: 60%; background: red;",
    "text-opacity: 50%;",
    "hatch: cross green;",
    "outline: solid red;",
    "background: blue 50%;",
]


def lines(widget: Widget, region: Region | None = None) -> list[list[tuple[str, object]]]:
    drawn = widget.render_lines(region or Region(0, 0, *widget.outer_size))
    return [[(one.text, one.style) for one in line if one.text] for line in drawn]


@pytest.mark.parametrize("look", LOOKS)
def test_lines_are_as_textual_draws_them(look: str) -> None:
    async def run() -> None:
        app = Two(look)
        async with app.run_test() as pilot:
            stock, keeping = app.query(Lined)
            before = lines(keeping)
            assert before == lines(stock)
            for widget in (stock, keeping):
                widget.word = "other"
                widget.refresh(Region(0, 2, 30, 1))
            await pilot.pause()
            told = lines(keeping)
            assert told == lines(stock)
            assert told != before
            part = Region(3, 1, 20, 6)
            assert lines(keeping, part) == lines(stock, part)
            for widget in (stock, keeping):
                widget.styles.color = "yellow"
                widget.styles.padding = (0, 4)
            await pilot.pause()
            assert lines(keeping) == lines(stock)

    asyncio.run(run())


def test_a_line_that_did_not_change_is_neither_drawn_nor_filtered_again() -> None:
    async def run() -> None:
        app = Two()
        async with app.run_test() as pilot:
            keeping = app.query_one(Keeping)
            lines(keeping)
            keeping.drawn.clear()
            app.shout.lines = 0
            lines(keeping)
            assert (keeping.drawn, app.shout.lines) == ([], 0)
            keeping.refresh(Region(0, 4, 30, 2))
            await pilot.pause()
            lines(keeping)
            assert sorted(set(keeping.drawn)) == [4, 5]

    asyncio.run(run())


def test_another_filter_or_ground_has_all_lines_drawn_anew() -> None:
    async def run() -> None:
        app = Two()
        async with app.run_test() as pilot:
            stock, keeping = app.query(Lined)
            before = lines(keeping)
            app.theme = "textual-light"
            await pilot.pause()
            assert lines(keeping) == lines(stock) != before
            app._filters.remove(app.shout)
            app.screen.refresh()
            app.refresh_css(animate=False)
            for widget in (stock, keeping):
                widget.refresh()
            await pilot.pause()
            assert lines(keeping) == lines(stock)
            assert "line 0" in "".join(text for text, _ in lines(keeping)[0])

    asyncio.run(run())
