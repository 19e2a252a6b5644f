"""LastKey: what an input method sends outside fields is read back as the key that was typed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from input_method import LETTERS, InputMethod
from seeds import rounds, seeded
from telex_hand import telex_bytes
from terminal import Terminal, python_app
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Button, Input

from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.key_queue import KeyQueue
from govtui.tui.textual_compat.last_key import BACKSPACE, BURST_SECONDS, LastKey


def words(letters: str) -> Iterator[tuple[str, ...] | list[str]]:
    """All sequences of two and of three keys, and random words of eight."""
    yield from itertools.product(letters, repeat=2)
    yield from itertools.product(letters, repeat=3)
    choose = seeded("last key").choices
    yield from (choose(letters, k=8) for _ in range(rounds(20_000)))


def test_of_more_than_400000_keys_typed_through_telex_and_vni_none_comes_out_wrong() -> None:
    keys = bursts = 0
    wrong: list[tuple[str, str, str, list[str]]] = []
    for vni, letters in LETTERS.items():
        for word in words(letters):
            method, last = InputMethod(vni=vni), LastKey(vni=vni)
            for key in word:
                sent = method.press(key)
                keys, bursts = keys + 1, bursts + (sent != key)
                came = [one for letter in sent if (one := last.feed(letter, keys))]
                if came != [key]:
                    wrong.append(("".join(word), key, sent, came))
    assert not wrong, wrong[:10]
    assert keys > 400_000 and bursts > 30_000


@pytest.mark.parametrize(
    ("sent", "telex", "vni"),
    [
        ("d\x7fđ", "dd", "d9"),
        ("D\x7fĐ", "Dd", "D9"),
        ("e\x7fê", "ee", "e6"),
        ("a\x7fă", "aw", "a8"),
        ("u\x7fụ", "uj", "u5"),
        ("â\x7fậ", "aj", "65"),  # the first came ready made
        ("hoa\x7f\x7foá", "hoas", "hoa1"),
        ("á\x7fas", "ss", "1s"),  # a tone key pressed twice
        ("ơ", "[", "["),
        ("Ư", "]", "]"),
        ("ộ", "o", "6"),  # ready made: its shape
        ("é", "s", "1"),
        ("ф", "ф", "ф"),
        ("jk/,", "jk/,", "jk/,"),
        ("d/\x7fđ", "d/d", "d/9"),  # a sign ends the word
    ],
)
def test_what_is_sent_is_the_keys_that_were_typed(sent: str, telex: str, vni: str) -> None:
    for method, typed in ((False, telex), (True, vni)):
        last = LastKey(vni=method)
        assert "".join(last.feed(letter, 0) for letter in sent) == typed


def test_a_backspace_pressed_by_hand_swallows_nothing_of_what_follows() -> None:
    last = LastKey()
    assert [last.feed("d", 0.0), last.feed(BACKSPACE, 1.0)] == ["d", ""]
    assert last.feed("d", 1.0 + 2 * BURST_SECONDS) == "d"
    assert [last.feed(BACKSPACE, 2.0), last.feed("đ", 2.0 + BURST_SECONDS / 2)] == ["", "d"]


def test_a_letter_that_comes_while_a_burst_is_still_going_on_is_not_lost() -> None:
    last, method = LastKey(), InputMethod(vni=False)
    sent = "".join(method.press(key) for key in "ddeej")  # a slow line: all of it at one moment
    assert "".join(last.feed(letter, 0) for letter in sent) == "ddeej"


class Probe(KeyQueue, App[None]):
    """Counts what its keys do; `/` goes to a field, and F2 from there to a button."""

    BINDINGS = [
        *((key, f"count('{key}')", key) for key in "abcdeghijklmnopqrstuvxyz123456789"),
        ("left_square_bracket", "count('[')", "["),
        ("right_square_bracket", "count(']')", "]"),
        ("slash", "app.focus('field')", "Type"),
        ("f2", "app.focus('button')", "Leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done = ""

    def compose(self) -> ComposeResult:
        yield Button("press", id="button")
        yield ImeInput(id="field")

    def action_count(self, key: str) -> None:
        self.done += key


def send(app: App[None], sent: str) -> None:
    """Put what an input method sends into the app's queue, as the driver does with a packet."""
    named = {BACKSPACE: "backspace", "/": "slash", "⇥": "f2"}
    for character in sent:
        event = events.Key(named.get(character, character), None if character in "\x7f⇥" else character)
        event.time = 1.0
        event.set_sender(app)
        app.post_message(event)


def with_probe(play: Callable[[Probe, Pilot[None]], object], *, vni: bool = False) -> None:
    async def run() -> None:
        app = Probe()
        app.last_key.vni = vni
        async with app.run_test() as pilot:
            app.query_one("#button").focus()
            await pilot.pause()
            await play(app, pilot)  # type: ignore[misc]

    asyncio.run(run())


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


@pytest.mark.parametrize(("vni", "typed"), [(False, "ddeejkuoas"), (True, "d9e65kuoa1")])
def test_bindings_get_the_keys_in_order_and_each_once(vni: bool, typed: str) -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        method = InputMethod(vni=vni)
        send(app, "".join(method.press(key) for key in typed) + "ươ")
        await until(pilot, lambda: len(app.done) >= len(typed) + 2)
        await pilot.pause()
        assert app.done == typed + "]["

    with_probe(play, vni=vni)


def test_what_goes_into_a_field_and_what_is_pasted_is_left_alone() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        field = app.query_one("#field", Input)
        send(app, "d/" + b"".join(telex_bytes("đổi mới")).decode() + "⇥" + "d\x7fđ")
        await until(pilot, lambda: len(app.done) >= 3)
        assert (app.done, field.value) == ("ddd", "đổi mới")
        send(app, "/")
        await until(pilot, lambda: app.focused is field)
        app.post_message(events.Paste(" d\x7fđ"))
        await until(pilot, lambda: "dđ" in field.value)
        assert app.done == "ddd"

    with_probe(play)


def test_a_backspace_that_somebody_bound_still_acts() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        app.bind("backspace", "count('<')")
        send(app, BACKSPACE)
        await until(pilot, lambda: app.done == "<")

    with_probe(play)


SCRIPT = """
from textual.app import App
from textual.widgets import Static
from govtui.tui.textual_compat.terminal import SafeDriver
from govtui.tui.textual_compat.key_queue import KeyQueue

class Probe(KeyQueue, App):
    BINDINGS = [("d", "count", "Count"), ("m", "marked", "Say that all before was seen")]
    times = 0

    def compose(self):
        yield Static("ready", markup=False)

    def action_count(self):
        self.times += 1

    def action_marked(self):
        self.query_one(Static).update(f"d {self.times} times.")

Probe(driver_class=SafeDriver).run()
"""


def test_over_a_terminal_a_burst_in_one_packet_is_one_key(tmp_path: Path) -> None:
    script = tmp_path / "probe.py"
    script.write_text(SCRIPT)
    with Terminal(python_app(script)) as terminal:
        terminal.wait_for("ready")
        terminal.send("dm")
        terminal.wait_for("d 1 times.")
        terminal.send("/d\x7fđm")
        terminal.wait_for("d 3 times.")
        terminal.send(" d")
        terminal.settle(0.1)
        terminal.send("\x7fđ")
        terminal.send("m")
        terminal.wait_for("d 5 times.")
