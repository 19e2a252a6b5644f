"""Driving the interface in tests: a scenario over the real app, and the screen as text.

The private names of Textual that these tests need stand here and nowhere else (Textual 8.2.8): ``Screen._compositor``, which
draws the lines of a screen, the two functions that lead from a character to the name of its key and back, and
``Stylesheet._parse_rules``; and ``Widget._styles_cache``, emptied before a full repaint. Of asyncio it is ``_ready``, the queue
of what a loop is to run next.
"""

from __future__ import annotations

import asyncio
import re
import time
import unicodedata
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import quick_pyte
from living import PATIENCE
from pseudo import PseudoTranslator
from quick_textual import quick
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from samples import SAMPLE
from small import RECORDS
from textual._compositor import Compositor, LayoutUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import (
    Callback,
    Key,
    MouseDown,
    MouseEvent,
    MouseMove,
    MouseScrollDown,
    MouseScrollUp,
    MouseUp,
    Paste,
    Resize,
)
from textual.geometry import Size
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.store.registry import Registry
from govtui.tui import app as app_module
from govtui.tui.app import GovtuiApp
from govtui.tui.base import last_change_hint
from govtui.tui.base.page_view import PageView
from govtui.tui.browse.facet_pane import FacetList
from govtui.tui.browse.record_list import RecordList
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.command_list import CommandList
from govtui.tui.library import Library

NARROW, WIDE = (80, 24), (140, 40)
"""Columns and rows of the two terminals that screens are made for."""

BESIDE = (110, 24)
"""A terminal that is just wide enough for list and reader side by side: quicker to draw than WIDE."""

NEVER = 3600.0
"""Seconds: longer than a test."""

QUIET = 2
"""How often in a row there is nothing left to do before the app counts as settled."""


class Rehearsal(GovtuiApp):
    """The app as a user has it, but that it keeps no choices and also speaks the pseudo language, "qps"."""

    CSS_PATH = Path(app_module.__file__).with_name("app.tcss")  # else looked for beside this file

    def __init__(self, registry: Registry | Library, language: str = "vi", index: Index | None = None) -> None:
        """A Library follows the files, a Registry does not."""
        self.pseudo = PseudoTranslator()
        if index is None and isinstance(registry, Registry):
            kept = registry.root in (SAMPLE, RECORDS)
            index = _kept_index(registry.root) if kept else build(registry, [*map(load, LANGUAGES), self.pseudo])
        super().__init__(registry, language, index=index, remember=False)
        self.translator = self.speaker(language)

    def speaker(self, language: str) -> Translator:
        return self.pseudo if language == self.pseudo.language else super().speaker(language)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """There is no terminal that could be handed over: an editor outside is run beside the app."""
        yield


@cache
def _kept_index(root: Path) -> Index:
    """The index of the sample or of the registry that ships, which no test changes."""
    return build(Registry(root), [*map(load, LANGUAGES), PseudoTranslator()])


def _strips(app: App[Any]) -> list[Strip]:
    """The lines of the screen."""
    visible_screen_stack.set(app._background_screens)  # what a modal lets through
    return app.screen._compositor.render_strips()


class _Passing:
    """Counts the widgets that have come to it in their queues."""

    _param_count = 0  # else Textual looks for it each time

    def __init__(self) -> None:
        self.awaited = 0
        self.done = asyncio.Event()

    def __call__(self) -> None:
        self.awaited -= 1
        if not self.awaited:
            self.done.set()


class Play:
    """A running app, and what a person does with it."""

    def __init__(self, app: GovtuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self._pilot = pilot

    # what a person does

    async def press(self, *keys: str) -> None:
        """Press these keys, by Textual's names or as characters, each when the one before has taken effect."""
        for key in keys:
            self.app.post_message(_key(key))
            await self.settle()

    async def hold(self, key: str, times: int) -> None:
        """Hold a key down until it came so many times: all of them wait in the queue at once."""
        for _ in range(times):
            self.app.post_message(_key(key))
        await self.settle()

    @staticmethod
    def key(name: str) -> Key:
        """The event of a key, by its name or its character."""
        return _key(name)

    async def type(self, text: str) -> None:
        """Type a text, as fast as a paste: all keys wait in the queue at once."""
        for character in text:
            self.app.post_message(_key(character))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text as a terminal does it."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def click(self, text: str, *, into: int = 0, line: int = 0, ctrl: bool = False) -> None:
        """Click on the first place where the screen shows this text, so many cells into it."""
        x, y = self.find(text, line)
        await self.click_at(x + into, y, ctrl=ctrl)

    async def click_at(self, x: int, y: int, *, button: int = 1, ctrl: bool = False) -> None:
        """Click on a cell: the button goes down and up; the app makes a click of it where both hit the same widget."""
        for kind in (MouseDown, MouseUp):
            await self._mouse(kind, x, y, button=button, ctrl=ctrl)

    async def drag(self, x: int, y: int, to_x: int, to_y: int) -> None:
        """Hold the button down on a cell, and let it go on another."""
        await self._mouse(MouseDown, x, y)
        await self._mouse(MouseMove, to_x, to_y)
        await self._mouse(MouseUp, to_x, to_y)

    async def wheel(self, x: int, y: int, *, up: bool = False, ctrl: bool = False, shift: bool = False) -> None:
        """Turn the wheel by one notch over a cell."""
        await self._mouse(MouseScrollUp if up else MouseScrollDown, x, y, button=0, ctrl=ctrl, shift=shift)

    async def _mouse(
        self, kind: type[MouseEvent], x: int, y: int, *, button: int = 1, ctrl: bool = False, shift: bool = False
    ) -> None:
        """What the terminal tells of the mouse, on its way through the app."""
        at = {"x": x, "y": y, "screen_x": x, "screen_y": y, "delta_x": 0, "delta_y": 0}
        self.app.post_message(kind(None, **at, button=button, shift=shift, meta=False, ctrl=ctrl))
        await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        # Not by the pilot: it waits until the processor is idle, up to a second, and that each time.
        size = Size(columns, rows)
        self.app._driver._size = size
        self.app.post_message(Resize(size, size))
        await self.settle()

    # waiting

    async def settle(self) -> None:
        """Wait until every key has taken effect and the screen is drawn.

        What a key causes passes through the queues of several widgets, then a refresh, then perhaps the queues of widgets
        that are new (a footer makes all of its keys anew): all is done when nothing is left to do twice in a row.
        """
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < QUIET and time.monotonic() < end:
            await self._turn()
            if quiet + 1 == QUIET:  # a widget may be waiting for what no turn of the loop brings
                await self._round()
            # Looked at after every turn: keys that were sent lately close the gate only when the app has come to them.
            # Where a thread or a timer is waited for, turning round would take the processor from it.
            beside, busy, closed = self._works_beside(), self._is_busy(), not self._gate_is_open()
            if beside or (closed and not busy):
                await asyncio.sleep(0.001)
            quiet = 0 if beside or busy or closed else quiet + 1
        assert self._gate_is_open(), "the gate stays closed"
        assert quiet == QUIET, "the app does not come to rest"

    def _gate_is_open(self) -> bool:
        return self.app._gate_closed_at is None and not self.app._gate_held

    def _is_busy(self) -> bool:
        """Whether a message waits for any widget, or something is to be laid out, drawn, made anew, or called after drawing."""
        if self.app._resize_event is not None:
            return True
        for screen in self.app.screen_stack:
            laid_out = (
                screen._layout_required and screen.is_current
            )  # one that is not seen is laid out when it is seen again
            if screen._callbacks or laid_out or screen._recompose_required:
                return True
            if any(node._next_callbacks or node.message_queue_size for node in screen.walk_children(with_self=True)):
                return True
        return self.app.screen._repaint_required

    def _works_beside(self) -> bool:
        """Whether a thread looks something up that is then shown."""
        if any(each.is_looking for each in self.app.screen_stack[0].walk_children(RecordList)):
            return True
        groups = (
            *("home", "lately", "history", "last-change", "commit", "clipboard", "migrate"),
            *("unmerged", "settle", "finish", "share", "distance"),
        )
        return any(worker.group in groups and worker.is_running for worker in self.app.workers)

    async def _turn(self) -> None:
        """Let the loop run until nothing is ready to run, and the screen be drawn.

        Much cheaper than a round: a message to each widget, eight times a key, was a third of what a key cost.
        """
        ready, still = asyncio.get_running_loop()._ready, 0  # type: ignore[attr-defined]  # private in asyncio
        while still < QUIET:
            await asyncio.sleep(0)
            still = 0 if ready else still + 1
        self._draw()

    async def _round(self) -> None:
        """Let every widget, also those of the screens beneath, work through its queue once, and the screen be drawn."""
        nodes = [self.app, *(node for screen in self.app.screen_stack for node in screen.walk_children(with_self=True))]
        passing = _Passing()
        passing.awaited = sum(node.post_message(Callback(callback=passing)) for node in nodes)
        if passing.awaited:
            waiting = [asyncio.ensure_future(event.wait()) for event in (self.app._exception_event, passing.done)]
            await asyncio.wait(waiting, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            for each in waiting:
                each.cancel()
        self._draw()

    def _draw(self) -> None:
        """What a screen does sixty times a second."""
        for screen in self.app.screen_stack:
            if screen is self.app.screen or screen._layout_required or screen._callbacks:
                screen._on_timer_update()

    async def gone(self) -> None:
        """Wait until the app has ended."""
        end = time.monotonic() + PATIENCE
        while self.app.is_running and not self.app._exit:
            assert time.monotonic() < end, "the app does not end"
            await asyncio.sleep(0.002)

    async def toast(self) -> None:
        """Wait until what the app says is on the screen."""
        await self.until(lambda: self.app.screen.query("Toast"), "nothing is said")
        await self.settle()

    async def silence(self) -> None:
        """Put away what the app says."""
        self.app.clear_notifications()
        await self.until(lambda: not self.app.screen.query("Toast"), "still something is said")
        await self.settle()

    async def until(self, met: Callable[[], object], complaint: str = "") -> None:
        """Wait until a condition is true."""
        end = time.monotonic() + PATIENCE
        await self._round()
        while not met():
            assert time.monotonic() < end, f"{complaint or 'it did not happen'}\n{self.text()}"
            await asyncio.sleep(0.002)
            await self._turn()

    # what a person sees

    def _strips(self) -> list[Strip]:
        return _strips(self.app)

    def segments(self) -> list[list[Segment]]:
        """The runs of text of every line of the screen, as they go to the terminal."""
        return [list(strip) for strip in self._strips()]

    def rows(self) -> list[str]:
        """The lines of the screen, trailing blanks cut."""
        return ["".join(segment.text for segment in line).rstrip() for line in self.segments()]

    def text(self, *selectors: str) -> str:
        """The whole screen, or what is seen in some widgets of it."""
        if not selectors:
            return "\n".join(self.rows())
        strips = self._strips()
        regions = [self.app.screen.query_one(selector).region for selector in selectors]
        return "\n".join(strips[y].crop(area.x, area.right).text for area in regions for y in area.line_range)

    def seen(self) -> str:
        """The screen; of a modal, what it shows itself: what lies beneath is cut by it at any letter."""
        return self.text_and_seen()[1]

    def text_and_seen(self) -> tuple[str, str]:
        """Both, drawn once."""
        strips = self._strips()
        text = "\n".join(strip.text.rstrip() for strip in strips)
        if len(self.app.screen_stack) == 1:
            return text, text
        regions = [child.region for child in self.app.screen.children]
        return text, "\n".join(strips[y].crop(area.x, area.right).text for area in regions for y in area.line_range)

    def find(self, text: str, line: int = 0) -> tuple[int, int]:
        """Column and row of the first cell of a text, looked for from a line on."""
        for y, row in enumerate(self.rows()):
            if y >= line and (at := row.find(text)) >= 0:
                return cell_len(row[:at]), y
        raise AssertionError(f"not on the screen: {text!r}\n{self.text()}")

    # where the app stands

    @property
    def browse(self) -> BrowseScreen:
        """The screen at the bottom of the stack."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BrowseScreen)
        return screen

    @property
    def list(self) -> RecordList:
        return self.browse.query_one(RecordList)

    @property
    def reader(self) -> PageView:
        return self.browse.query_one("#reader", PageView)

    def names(self) -> list[str]:
        """The names of all records in the list, in its order."""
        return [row.name for row in self.app.index.result(self.browse.view).window(0, 10_000)]

    def state(self) -> dict[str, Any]:
        """What a change of language must leave alone, of every open screen."""
        screen = self.app.screen
        pages = {f"{page.id} page": (page.top, page.link) for page in screen.query(PageView)}
        fields = {f"{field.id} field": (field.value, field.cursor_position) for field in screen.query(Input)}
        commands = [each.chosen.id for each in screen.query(CommandList) if each.chosen]
        facets = [each.choice[:3] for each in screen.query(FacetList) if each.choice]
        return {
            "screens": [type(each).__name__ for each in self.app.screen_stack],
            "focus": screen.focused.id if screen.focused else None,
            "list": (self.list.key, self.list.top),
            "read": self.browse.shown,
            "reader": (self.reader.top, self.reader.link),
            "asked": (self.browse.kind, self.browse.text, self.browse.order, self.browse.reading),
            "marks": tuple(self.browse.listing.marks),
            **pages,
            **fields,
            "command": commands,
            "facet": facets,
        }


def _key(key: str) -> Key:
    """The event of a key, by its name or its character."""
    name = _character_to_key(key) if len(key) == 1 else key
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        character = key if len(key) == 1 else None
    return Key(name, character)


def _draw_nothing(
    compositor: Compositor, full: bool = False, screen_stack: object = None, simplify: bool = False
) -> None:
    """In place of drawing what nobody looks at: a test draws the screen when it asks for it, which is most of the time saved."""
    compositor._dirty_regions.clear()


class Painted:
    """A terminal on which the app draws: only what it takes to be no longer true, as it does for a user."""

    def __init__(self, size: tuple[int, int] = NARROW) -> None:
        self.size = size
        self._screen = quick_pyte.Screen(*size)
        self._stream = quick_pyte.Stream(self._screen)

    def resize(self, size: tuple[int, int]) -> None:
        """Become as large as this, before the app knows it."""
        self.size = size
        self._screen.resize(size[1], size[0])

    def drawing(self) -> Callable[..., None]:
        """Return what draws here, in place of ``Compositor.render_update``."""

        def draw(compositor: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> None:
            if update := _render_update(compositor, full, screen_stack):
                self._stream.feed(_sent(update))

        return draw

    def stale(self, app: App[Any]) -> list[tuple[str, str]]:
        """The lines that look different when all of them are drawn anew, without anything that was kept: then, and now."""
        for screen in app.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                widget._styles_cache.clear()
        anew = Painted(self.size)
        update = LayoutUpdate([[strip] for strip in _strips(app)], app.screen.region)
        anew._stream.feed(_sent(update))
        lines = zip(self._screen.display, anew._screen.display, range(self.size[1]), strict=True)
        looks = ((here, self._screen.buffer[y], there, anew._screen.buffer[y]) for here, there, y in lines)
        return [(here, there) for here, cells, there, others in looks if here != there or cells != others]


_render_update = Compositor.render_update


def _sent(update: Any) -> str:
    """What a terminal gets of an update; that the cursor goes to the left with a new line is the driver's doing."""
    text = update.render_segments(Console(force_terminal=True, color_system="truecolor", legacy_windows=False))
    return re.sub(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)", "", text.replace("\n", "\r\n"))


_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


_variables: dict[tuple[tuple[str, str], ...], int] = {}
_last_variables: tuple[dict[str, str], int] = ({}, -1)


def _number_of(variables: dict[str, str]) -> int:
    """A number for all variables with these values; an app asks a hundred times with the same dictionary, which it never changes."""
    global _last_variables
    if _last_variables[0] is not variables:
        _last_variables = variables, _variables.setdefault(tuple(variables.items()), len(_variables))
    return _last_variables[1]


def _parsed_rules(sheet: Stylesheet, *args: Any, **kwargs: Any) -> list[RuleSet]:
    """The rules of a style sheet, parsed once in a process: each app would parse the same again, 20 ms of the 70 it starts in."""
    key = (args, *sorted(kwargs.items()), _number_of(sheet._variables))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, *args, **kwargs)
    return _parsed[key]


def drive(
    scenario: Callable[[Play], Awaitable[None]],
    app: GovtuiApp,
    size: tuple[int, int] = NARROW,
    terminal: Painted | None = None,
    *,
    rest: float = NEVER,
) -> None:
    """Run a scenario over an app in a terminal of so many columns and rows; what the app crashes with is raised.

    With a `terminal` all is drawn on it, else nothing but what the scenario looks at. `rest`: seconds after which a cursor
    rests on a field, so that it is said who last changed it; else what is drawn would hang on how fast a test is.
    """
    size = terminal.size if terminal else size

    async def run() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            play = Play(app, pilot)
            await play.settle()
            await play.until(lambda: play.browse.at_home or play.browse.shown or not play.list.key, "nothing is shown")
            await play.settle()
            await scenario(play)

    with quick(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", terminal.drawing() if terminal else _draw_nothing)
        patch.setattr(Stylesheet, "_parse_rules", _parsed_rules)
        patch.setattr(last_change_hint, "REST", rest)
        asyncio.run(run())
