"""SafeDriver.set_title: the title of a terminal's window, put back whatever ends the program."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import Terminal, python_app

from govtui.tui.textual_compat.terminal import POP_TITLE, PUSH_TITLE, TITLE_CELLS

APP = r"""
import sys
from textual.app import App
from textual.widgets import Static
from govtui.tui.textual_compat.fatal import CrashSentence
from govtui.tui.textual_compat.terminal import SafeDriver, set_title

class Probe(CrashSentence, App):
    def compose(self):
        yield Static("ready", markup=False)

    def crash_sentence(self, reference):
        return "crashed"

    def on_key(self, event):
        match event.character:
            case "q":
                self.exit()
            case "c":
                raise RuntimeError
            case "s":
                with self.suspend():
                    print("outside")
            case "h":
                set_title(self, "a\x1b[2J\x07\x9c\u202eb" + "đ" * 500)
            case character:
                set_title(self, "Bản ghi " + character)
        self.query_one(Static).update(f"had {event.character}")

app = Probe(driver_class=SafeDriver)
app.run()
sys.exit(app.return_code or 0)
"""

PUSH, POP = PUSH_TITLE.encode(), POP_TITLE.encode()


def title(words: str) -> bytes:
    return f"\x1b]2;{words}\x1b\\".encode()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    script = tmp_path / "probe.py"
    script.write_text(APP)
    opened: list[Terminal] = []

    def run(**env: str) -> Terminal:
        opened.append(Terminal(python_app(script), env=env))
        opened[-1].wait_for("ready")
        return opened[-1]

    yield run
    for terminal in opened:
        terminal.close()


def press(terminal: Terminal, key: str) -> None:
    terminal.send(key)
    terminal.wait_for(f"had {key}")


def test_a_title_is_pushed_once_and_the_one_before_comes_back_at_the_end(start: Callable[..., Terminal]) -> None:
    terminal = start()
    for key in ("1", "2", "2"):
        press(terminal, key)
    terminal.send("q")
    assert terminal.wait_exit() == 0
    raw = bytes(terminal.raw)
    assert raw.count(PUSH) == raw.count(POP) == raw.count(title("Bản ghi 1")) == raw.count(title("Bản ghi 2")) == 1
    assert raw.index(PUSH) < raw.index(title("Bản ghi 1")) < raw.index(title("Bản ghi 2")) < raw.index(POP)


def test_no_title_no_sequences(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert PUSH not in terminal.raw and POP not in terminal.raw and b"\x1b]2;" not in terminal.raw


@pytest.mark.parametrize("end", ["crash", "SIGTERM"])
def test_it_comes_back_after_a_crash_and_when_the_program_is_ended(start: Callable[..., Terminal], end: str) -> None:
    terminal = start()
    press(terminal, "1")
    if end == "crash":
        terminal.send("c")
    else:
        terminal.signal(signal.SIGTERM)
    terminal.wait_exit()
    assert terminal.raw.count(PUSH) == terminal.raw.count(POP) == 1


def test_a_program_started_from_it_has_the_title_before_and_later_it_is_back(start: Callable[..., Terminal]) -> None:
    terminal = start()
    press(terminal, "1")
    press(terminal, "s")
    terminal.wait_for(lambda: terminal.raw.count(PUSH) == 2)
    press(terminal, "1")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    raw = bytes(terminal.raw)
    assert raw.count(POP) == raw.count(title("Bản ghi 1")) == 2
    assert raw.index(POP) < raw.index(b"outside") < raw.rindex(PUSH) < raw.rindex(title("Bản ghi 1")) < raw.rindex(POP)


@pytest.mark.parametrize("term", ["linux", "dumb"])
def test_a_terminal_without_a_window_is_sent_none(start: Callable[..., Terminal], term: str) -> None:
    terminal = start(TERM=term)
    press(terminal, "1")
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert PUSH not in terminal.raw and POP not in terminal.raw and b"\x1b]2;" not in terminal.raw


def test_a_hostile_title_is_harmless_and_short(start: Callable[..., Terminal]) -> None:
    terminal = start()
    press(terminal, "h")
    assert title("a[2Jb" + "đ" * (TITLE_CELLS - 6) + "…") in terminal.raw
