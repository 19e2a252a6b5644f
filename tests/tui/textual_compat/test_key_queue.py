"""KeyQueue: keys typed faster than the screen follows arrive where the typist meant them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from living import PATIENCE
from terminal import Terminal, python_app
from textual import events, work
from textual.app import App, ComposeResult
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, OptionList, TextArea

from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.ime_area import ImeTextArea
from govtui.tui.textual_compat.key_queue import KeyQueue

BURSTS = """
import sys
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static
from govtui.tui.textual_compat.terminal import SafeDriver
from govtui.tui.textual_compat.key_queue import KeyQueue
from govtui.tui.textual_compat.ime import ImeInput

class Search(Screen):
    def compose(self):
        yield ImeInput(id="query")

    def on_input_submitted(self, event):
        self.dismiss(event.value)

class Probe(KeyQueue, App):
    BINDINGS = [("slash", "search", "Search")]
    found = ()

    def compose(self):
        yield Static("ready", markup=False)

    def action_search(self):
        self.push_screen(Search(), self.show)

    def show(self, text):
        self.found = (*self.found, text)
        self.query_one(Static).update(f"{len(self.found)} bursts, {self.found.count('abcdefgh')} intact")

Probe(driver_class=SafeDriver).run()
"""


def test_twelve_bursts_over_a_pty_are_all_intact(tmp_path: Path) -> None:
    script = tmp_path / "probe.py"
    script.write_text(BURSTS)
    with Terminal(python_app(script)) as terminal:
        terminal.wait_for("ready")
        for number in range(1, 13):
            terminal.send("/abcdefgh")
            terminal.wait_for("abcdefgh")
            terminal.send("\r")
            terminal.wait_for(f"{number} bursts, {number} intact")
        terminal.send("/abcdefgh\r" * 12)
        terminal.wait_for("24 bursts, 24 intact")


class Search(Screen[str]):
    BINDINGS = [("escape", "dismiss", "Leave")]

    def compose(self) -> ComposeResult:
        yield ImeInput(id="query")


class Confirm(ModalScreen[str]):
    BINDINGS = [("y", "dismiss('yes')", "Yes"), ("n", "dismiss('no')", "No")]

    def compose(self) -> ComposeResult:
        yield Label("Sure?")


class Chosen(Widget):
    """Posts a message of its own when an option is chosen inside it, as a compound widget does."""

    class Opened(Message):
        pass

    def compose(self) -> ComposeResult:
        yield OptionList("one", "two", id="options")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened())


class Probe(KeyQueue, App[None]):
    BINDINGS = [
        ("slash", "search", "Search"),
        ("colon", "app.focus('field')", "Focus"),
        ("d", "delete", "Delete"),
        ("w", "hang", "Hang"),
        ("p", "count", "Count"),
        ("down", "app.focus('options')", "To the list"),
    ]
    answer = ""
    pressed = 0
    release: asyncio.Event

    def compose(self) -> ComposeResult:
        yield ImeInput(id="field")
        yield ImeTextArea(id="area")
        yield TextArea("text", read_only=True, id="reader")
        yield Chosen()
        yield Button("press", id="button")

    def action_search(self) -> None:
        self.push_screen(Search())

    @work
    async def action_delete(self) -> None:
        self.answer = await self.push_screen_wait(Confirm())

    async def action_hang(self) -> None:
        self.release = asyncio.Event()
        self.query_one("#button").call_later(self.release.wait)
        self.query_one("#button").focus()

    def on_chosen_opened(self) -> None:
        self.push_screen(Search())

    def action_count(self) -> None:
        self.pressed += 1


def burst(app: App[None], keys: str) -> None:
    """Put the keys into the app's queue as the driver does with one packet. "↓" is Down, "⏎" Enter, "⎋" Escape, "⇥" Tab."""
    named = {"↓": "down", "⏎": "enter", "⎋": "escape", "⇥": "tab"}
    for key in keys:
        event = (
            events.Key(named[key], None)
            if key in named
            else events.Key(key if key.isalnum() else _character_to_key(key), key)
        )
        event.set_sender(app)
        app.post_message(event)


async def until(condition: Callable[[], bool], timeout: float = PATIENCE) -> bool:
    """Let the app work until the condition holds; say whether it did."""
    deadline = time.monotonic() + timeout
    while not condition() and time.monotonic() < deadline:
        await asyncio.sleep(0.01)
    return condition()


def with_probe(play: Callable[[Probe, Pilot[None]], Awaitable[None]], focus: str) -> None:
    async def run() -> None:
        app = Probe()
        async with app.run_test() as pilot:
            app.query_one(focus).focus()
            await pilot.pause()
            await play(app, pilot)

    asyncio.run(run())


def query_text(app: Probe) -> str:
    return "".join(field.value for field in app.screen.query("#query").results(Input))


@pytest.mark.parametrize(
    ("focus", "keys"),
    [
        ("#button", "/abcdefgh"),
        ("#reader", "/abcdefgh"),  # a TextArea, but one that consumes nothing
        ("#options", "↓⏎abcdefgh"),  # key -> action -> OptionSelected -> Opened -> push_screen
    ],
)
def test_what_follows_a_key_that_opens_a_screen_is_typed_there(focus: str, keys: str) -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        for _ in range(5):
            burst(app, keys)
            assert await until(lambda: query_text(app) == "abcdefgh"), query_text(app)
            burst(app, "⎋")
            assert await until(lambda: not isinstance(app.screen, Search))

    with_probe(play, focus)


def test_what_follows_a_key_that_moves_the_focus_is_typed_there() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        burst(app, ":abc⇥def")
        assert await until(lambda: app.query_one("#area", TextArea).text == "def")
        assert app.query_one("#field", Input).value == "abc"

    with_probe(play, "#button")


def test_an_answer_typed_ahead_of_a_question_that_a_worker_asks_reaches_it() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        for _ in range(5):
            app.answer = ""
            burst(app, "dy")
            assert await until(lambda: app.answer == "yes")

    with_probe(play, "#button")


def test_an_arrow_that_leaves_a_field_is_not_taken_for_movement_inside_it() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        burst(app, "abc↓↓⏎xyz")
        assert await until(lambda: query_text(app) == "xyz")
        assert app.screen_stack[0].query_one("#field", Input).value == "abc"

    with_probe(play, "#field")


def test_a_paste_waits_like_a_key() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        burst(app, "/a")
        app.post_message(events.Paste("bc"))
        burst(app, "d")
        assert await until(lambda: query_text(app) == "abcd")

    with_probe(play, "#button")


def test_keys_after_leaving_a_screen_reach_the_one_below() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        burst(app, "/abc⎋ppp/de")
        assert await until(lambda: query_text(app) == "de")
        assert app.pressed == 3

    with_probe(play, "#button")


@pytest.mark.parametrize("field", ["#field", "#area"])
def test_a_long_burst_of_text_into_a_subclass_of_a_text_field_is_not_held(field: str) -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        text = "thequickbrownfox" * 20
        burst(app, text)
        widget = app.query_one(field)
        assert await until(
            lambda: (widget.value if isinstance(widget, Input) else app.query_one(TextArea).text) == text
        )
        assert app._gate_ticket == 0

    with_probe(play, field)


def test_three_hundred_arrows_inside_a_list_are_not_held() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        options = app.query_one("#options", OptionList)
        options.add_options(str(number) for number in range(400))
        burst(app, "↓" * 300)
        assert await until(lambda: options.highlighted == 300)
        assert app._gate_ticket == 0

    with_probe(play, "#options")


def test_a_handler_that_does_not_return_locks_the_keyboard_only_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        field = app.query_one("#field", Input)
        monkeypatch.setattr(KeyQueue, "GATE_PATIENCE", 1000)
        burst(app, "w")
        assert await until(lambda: hasattr(app, "release"))
        try:
            field.focus()
            burst(app, "ab")  # held: the button, which got the "w", is stuck
            assert await until(lambda: app.focused is field)
            assert field.value == ""
            monkeypatch.setattr(KeyQueue, "GATE_PATIENCE", 0)
            burst(app, "c")
            assert await until(lambda: field.value == "abc")
        finally:
            app.release.set()

    with_probe(play, "#button")


def test_a_pilot_presses_keys_through_the_gate() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        await pilot.press("slash", "a", "b")
        await pilot.pause()
        assert query_text(app) == "ab"

    with_probe(play, "#button")


def test_textual_still_hands_keys_to_the_app_first() -> None:
    assert "on_event" in vars(App)
    assert not events.Key("a", "a").is_forwarded
