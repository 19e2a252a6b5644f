"""Sparse: the screen is drawn as ever, and a widget in which nothing changed is not asked for its lines."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from rich.segment import Segment
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from govtui.tui.textual_compat.sparse import Sparse, SparseCompositor

ASKED: Counter[str] = Counter()


class Pane(Widget):
    words = "before"

    def render_line(self, y: int) -> Strip:
        return Strip.blank(self.size.width) if y else Strip([Segment(self.words)])

    def render_lines(self, crop: Region) -> list[Strip]:
        ASKED[self.id or ""] += 1
        return super().render_lines(crop)


class Main(Sparse, Screen[None]):
    def compose(self) -> ComposeResult:
        yield Pane(id="top")
        with Horizontal():
            yield Pane(id="left")
            yield Pane(id="right")
        yield Pane(id="bottom")


class Panes(App[None]):
    CSS = "#top, #bottom { height: 2; } #left, #right { width: 1fr; height: 1fr; }"

    def get_default_screen(self) -> Screen[None]:
        return Main()


def test_only_widgets_in_which_something_changed_are_asked() -> None:
    async def run() -> None:
        app = Panes()
        async with app.run_test() as pilot:
            assert isinstance(app.screen._compositor, SparseCompositor)
            await pilot.pause()
            for changed in ({"top", "left"}, {"right"}, {"top", "bottom"}):
                ASKED.clear()
                for name in changed:
                    pane = app.screen.query_one(f"#{name}", Pane)
                    pane.words = f"{name} now"
                    pane.refresh()
                await pilot.pause()
                assert set(ASKED) == changed
                shown = "\n".join(line.text for line in app.screen._compositor.render_strips())
                assert all(f"{name} now" in shown for name in changed)

    asyncio.run(run())


@pytest.mark.parametrize("names", [("left",), ("top", "right"), ("left", "right", "bottom")])
def test_what_is_sent_is_what_textual_would_send(names: tuple[str, ...]) -> None:
    async def run() -> None:
        app = Panes()
        async with app.run_test() as pilot:
            await pilot.pause()
            compositor, panes = app.screen._compositor, [app.screen.query_one(f"#{name}", Pane) for name in names]
            sent = []
            for kind in (SparseCompositor, Compositor):
                compositor.__class__ = kind
                for pane in panes:
                    pane.words = "now"
                    pane.refresh(Region(0, 0, 9, 1))
                compositor._dirty_regions.clear()
                compositor.update_widgets(set(panes))
                update = compositor.render_partial_update()
                assert update is not None
                sent.append(update.render_segments(app.console))
            assert sent[0] == sent[1]
            assert sent[0].count("now") == len(names)

    asyncio.run(run())
