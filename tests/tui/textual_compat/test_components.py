"""Components are styled when they are drawn: what is drawn looks as it would without that, and follows every change."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from govtui.tui.textual_compat.no_relayout import STYLES_FIT, LazyComponents

pytestmark = pytest.mark.skipif(not STYLES_FIT, reason="stays out with this Textual")


class Eager(Widget):
    COMPONENT_CLASSES = {"one", "two"}


class Lazy(LazyComponents, Widget):
    COMPONENT_CLASSES = {"one", "two"}


class Both(App[None]):
    CSS = """
    .one { color: red; }
    .two { color: green; }
    .-other .one { color: blue; }
    """

    def compose(self) -> ComposeResult:
        yield Eager()
        yield Lazy()


def test_a_component_looks_the_same_before_and_after_a_change_above_it() -> None:
    async def run() -> None:
        app = Both()
        async with app.run_test() as pilot:
            eager, lazy = app.query_one(Eager), app.query_one(Lazy)
            before = lazy.get_component_rich_style("one")
            assert before == eager.get_component_rich_style("one")
            app.add_class("-other")
            await pilot.pause()
            assert lazy.get_component_rich_style("one") == eager.get_component_rich_style("one") != before
            assert set(lazy._component_styles) == {"one"}

    asyncio.run(run())


def test_what_is_no_component_is_refused() -> None:
    async def run() -> None:
        app = Both()
        async with app.run_test():
            with pytest.raises(KeyError):
                app.query_one(Lazy).get_component_styles("three")

    asyncio.run(run())
