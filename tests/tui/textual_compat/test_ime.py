"""ImeSafe: Vietnamese as input methods really type it."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telex_hand import telex_bytes
from terminal import Terminal, python_app
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, Selection

from govtui.text.nfc import nfc
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.ime_area import ImeTextArea
from govtui.tui.textual_compat.key_queue import KeyQueue

PTY_APP = """
import unicodedata
from textual.app import App
from textual.widgets import Static
from govtui.tui.textual_compat.terminal import SafeDriver
from govtui.text.nfc import nfc
from govtui.tui.textual_compat.key_queue import KeyQueue
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.ime_area import ImeTextArea

class Probe(KeyQueue, App):
    CSS = "ImeTextArea { height: 5; }"
    BINDINGS = [("escape", "clear", "Clear")]

    def compose(self):
        yield ImeInput()
        yield ImeTextArea()
        yield Static("ready", markup=False)

    def action_clear(self):
        self.query_one(ImeInput).value = ""
        self.query_one(ImeTextArea).text = ""

    def on_input_changed(self, event):
        self.show("I", event.value)

    def on_text_area_changed(self, event):
        self.show("T", event.text_area.text)

    def show(self, kind, text):
        form = "NFC" if unicodedata.is_normalized("NFC", text) else "NFD"
        self.query_one(Static).update(f"{kind}|{text}|{len(text)} {form}")

Probe(driver_class=SafeDriver).run()
"""


def test_telex_is_replayed_as_an_input_method_with_fake_backspaces_types() -> None:
    keystrokes = ["d", "\x7fđ", "o", "\x7fô", "i", "\x7f\x7fổi", " ", "m", "o", "\x7fơ", "i", "\x7f\x7fới"]
    assert telex_bytes("đổi mới") == [keystroke.encode() for keystroke in keystrokes]


@settings(deadline=None)  # the machine may be busy
@given(st.text("aăâbcdđeêoôơuưyáằẵợửĐỔ .").map(lambda text: unicodedata.normalize("NFC", text)))
def test_a_field_that_obeys_the_replay_in_order_ends_with_the_text(text: str) -> None:
    typed = ""
    for letter in b"".join(telex_bytes(text)).decode():
        typed = typed[:-1] if letter == "\x7f" else typed + letter
    assert typed == text


def test_telex_and_paste_arrive_over_a_pty_at_every_speed(tmp_path: Path) -> None:
    """The Input first, then the TextArea: one packet a keystroke, quick and slow, then all keystrokes in one packet."""
    script = tmp_path / "probe.py"
    script.write_text(PTY_APP)
    packets = telex_bytes("đổi mới")
    decomposed = unicodedata.normalize("NFD", "Nghị quyết đổi mới")
    assert len(decomposed) > len("Nghị quyết đổi mới")
    with Terminal(python_app(script)) as terminal:
        terminal.wait_for("ready")
        for kind in "IT":
            for pause in (0.03, 0.01, 0.001, None):
                for packet in packets if pause is not None else [b"".join(packets)]:
                    terminal.send(packet)
                    time.sleep(pause or 0)  # the typist's own speed
                terminal.wait_for(f"{kind}|đổi mới|7 NFC")
                terminal.send("\x1b[27u")  # Escape in kitty's protocol: no waiting for a sequence to follow
                terminal.wait_for("T||0 NFC")
            terminal.send(f"\x1b[200~{decomposed}\x1b[201~")
            terminal.wait_for(f"{kind}|Nghị quyết đổi mới|18 NFC")
            terminal.send("\x7f\x7f\x7fớ")
            terminal.wait_for(f"{kind}|Nghị quyết đổi ớ|16 NFC")
            terminal.send("\x1b[27u")
            terminal.wait_for("T||0 NFC")
            terminal.send("\t")


class Probe(KeyQueue, App[None]):
    BINDINGS = [("down", "leave", "Leave"), ("f2", "leave", "Leave")]
    left = 0
    submitted = ""

    def compose(self) -> ComposeResult:
        yield ImeInput(id="field")
        yield ImeTextArea(id="area")

    def action_leave(self) -> None:
        self.left += 1

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.submitted = event.value


def with_probe(play: Callable[[Probe, Pilot[None]], Awaitable[None]]) -> None:
    async def run() -> None:
        app = Probe()
        async with app.run_test() as pilot:
            await play(app, pilot)

    asyncio.run(run())


def key(app: App[None], name: str, character: str | None = None) -> None:
    event = events.Key(name, character)
    event.set_sender(app)
    app.post_message(event)


def test_keys_between_letters_act_in_the_order_of_typing() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        for letter in "abc":
            key(app, letter, letter)
        key(app, "left")
        key(app, "left")
        key(app, "upper_x", "X")
        key(app, "backspace", "\x7f")
        key(app, "upper_y", "Y")
        key(app, "end")
        key(app, "upper_z", "Z")
        key(app, "enter", "\r")
        await pilot.pause()
        assert app.query_one("#field", Input).value == "aYbcZ"
        assert app.submitted == "aYbcZ"

    with_probe(play)


def test_keys_that_the_field_does_not_use_still_reach_the_app() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        await pilot.press("a", "f2", "b", "down", "tab")
        await pilot.pause()
        assert (app.left, app.query_one("#field", Input).value) == (2, "ab")
        assert app.focused is app.query_one("#area")

    with_probe(play)


letters = st.text("aeou \u0300\u0301\u0302\u0303\u0309\u0323\u031bêơạ", max_size=4)


def test_every_edit_of_a_field_leaves_it_composed_with_the_cursor_behind_the_new_text() -> None:
    @settings(deadline=None)  # the machine may be busy
    @given(before=letters, new=letters, after=st.text("xyz", max_size=3))
    def law(before: str, new: str, after: str) -> None:
        field.value = before + after
        field.cursor_position = len(field.value) - len(after)
        field.insert_text_at_cursor(new)
        assert field.value == nfc(nfc(before) + new + after)
        assert field.value[field.cursor_position :] == after

    field: Input

    async def play(app: Probe, pilot: Pilot[None]) -> None:
        nonlocal field
        field = app.query_one("#field", Input)
        law()

    with_probe(play)


def test_every_edit_of_a_text_area_leaves_it_composed_with_the_cursor_behind_the_new_text() -> None:
    @settings(deadline=None)  # the machine may be busy
    @given(before=letters, new=letters, after=st.text("xyz", max_size=3))
    def law(before: str, new: str, after: str) -> None:
        start = nfc(before)
        area.load_text("line\n" + start + after)
        area.selection = Selection.cursor((1, len(start)))
        area.insert(new)
        row, column = area.cursor_location
        assert area.text == "line\n" + nfc(start + new + after)
        assert (row, area.document.get_line(1)[column:]) == (1, after)
        area.undo()
        assert area.text == "line\n" + start + after

    area: TextArea

    async def play(app: Probe, pilot: Pilot[None]) -> None:
        nonlocal area
        area = app.query_one("#area", TextArea)
        law()

    with_probe(play)


def test_text_loaded_into_a_text_area_is_left_as_it_is() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        area = app.query_one("#area", TextArea)
        area.load_text("e\u0302")
        assert area.text == "e\u0302"

    with_probe(play)


def test_replacing_a_selection_composes_with_the_letter_before_it() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        field = app.query_one("#field", Input)
        field.value = "mêxyz"
        field.replace("\u0301", 4, 2)  # a selection may have been made backwards
        assert (field.value, field.cursor_position) == ("mếz", 2)

    with_probe(play)


def test_a_restricted_field_judges_the_composed_text() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        field = app.query_one("#field", Input)
        field.max_length = 2
        field.insert_text_at_cursor("e\u0302\u0301m")
        assert field.value == "ếm"
        field.insert_text_at_cursor("x")
        assert field.value == "ếm"

    with_probe(play)


def test_a_field_is_an_input_for_style_sheets_and_does_not_blink_or_select_itself() -> None:
    async def play(app: Probe, pilot: Pilot[None]) -> None:
        field, area = app.query_one("#field", Input), app.query_one("#area", TextArea)
        assert {field, area} == {*app.query("Input"), *app.query("TextArea")}
        assert not field.cursor_blink and not area.cursor_blink
        field.value = "text"
        area.focus()
        await pilot.pause()
        field.focus()
        await pilot.pause()
        assert field.selection.is_empty

    with_probe(play)


@pytest.mark.parametrize(
    ("widget", "name"), [(Input, "replace"), (TextArea, "edit"), (Input, "_on_key"), (TextArea, "_on_key")]
)
def test_the_methods_that_textual_makes_every_edit_through_are_there(widget: type, name: str) -> None:
    assert name in vars(widget)
    assert {"text", "from_location", "to_location"} <= set(Edit.__dataclass_fields__)


def test_signs_that_are_typed_are_no_keys_meanwhile() -> None:
    """Textual looks for the character of a key by its Unicode name, which is not what it calls these."""
    field = ImeInput()
    assert all(field.check_consume_key(key, None) for key in ("slash", "backslash", "minus", "plus"))
    assert not any(field.check_consume_key(key, None) for key in ("f2", "escape", "alt+left"))
