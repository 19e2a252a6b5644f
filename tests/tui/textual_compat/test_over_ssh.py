"""The pieces of tui/textual_compat together, over a real OpenSSH server; and the terminal that the tests look through."""

from __future__ import annotations

import shlex
import signal
from pathlib import Path

import pytest
from pictures import screen_picture
from sshd import Sshd, find_sshd
from telex_hand import telex_bytes
from terminal import Cell, Terminal, python_app

APP = """
import os, sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from govtui.tui.textual_compat.terminal import SafeDriver
from govtui.tui.textual_compat.key_queue import KeyQueue
from govtui.tui.textual_compat.ime import ImeInput

class Probe(KeyQueue, App):
    CSS = "Static { background: #102030; color: #ffcc00; text-style: bold; }"

    def compose(self):
        yield ImeInput(compact=True)
        yield Static(os.environ.get("LANG", ""), id="words", markup=False)

    def on_input_submitted(self, event):
        self.query_one("#words", Static).update(f"found {event.value}")

    def on_resize(self, event):
        self.query_one(ImeInput).placeholder = f"{event.size.width}x{event.size.height}"

    def on_hangup(self):
        Path(__file__).with_suffix(".hangup").touch()

Probe(driver_class=SafeDriver).run()
"""

needs_sshd = pytest.mark.skipif(find_sshd() is None, reason="no OpenSSH server on this machine")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "probe.py"
    path.write_text(APP)
    return path


@needs_sshd
def test_vietnamese_typed_over_ssh_arrives_and_a_lost_connection_is_noticed(script: Path) -> None:
    with Sshd(shlex.join(python_app(script))) as sshd:
        with Terminal(sshd.client(), cols=60, rows=10, env={"LANG": "vi_VN.UTF-8"}) as terminal:
            terminal.wait_for("60x10")
            assert terminal.row(1) == "vi_VN.UTF-8"
            for packet in telex_bytes("Nghị quyết đổi mới"):
                terminal.send(packet)
            terminal.send("\r")
            terminal.wait_for("found Nghị quyết đổi mới")
            terminal.resize(70, 12)
            terminal.send("\x7f" * 18)
            terminal.wait_for("70x12")
            terminal.signal(signal.SIGKILL)
            assert terminal.wait_exit() == -signal.SIGKILL
        # A login that runs into the same ForceCommand, only to wait for something that takes a round trip.
        with Terminal(sshd.client()) as second:
            second.wait_for("80x24")
            second.wait_for(script.with_suffix(".hangup").exists)
        assert "Accepted publickey" in sshd.log()


def test_the_terminal_of_the_tests_shows_colours_cursor_and_rows(script: Path, tmp_path: Path) -> None:
    with Terminal(python_app(script), cols=40, rows=5, env={"LANG": "Đổi", "COLORTERM": "truecolor"}) as terminal:
        terminal.wait_for("Đổi")
        assert terminal.find("Đổi") == (0, 1)
        assert terminal.cell(0, 1) == Cell(
            "Đ", "ffcc00", "102030", bold=True, italic=False, underline=False, reverse=False
        )
        svg = screen_picture(terminal, tmp_path / "screen.svg").read_text()
        assert svg.count(">Đ</text>") == 1 and "#ffcc00" in svg and "#102030" in svg
        picture = screen_picture(terminal, tmp_path / "screen.png")
        assert picture.read_bytes()[:4] in (b"\x89PNG", b"<svg")
        terminal.wait_gone("never there")
        with pytest.raises(AssertionError, match="not seen: 'never there' \\(time is up\\)"):
            terminal.wait_for("never there", timeout=0.05)


def test_sequences_that_pyte_misreads_leave_no_trace_on_the_screen_however_they_are_split(tmp_path: Path) -> None:
    output = r"\033[>25uA\033[?2026$pB\033]22;default\033\\C\033]8;;http://x\033\\D\033]8;;\007E\033[<uF"
    with Terminal(["sh", "-c", f"printf '{output}'; sleep 60"]) as terminal:
        terminal.wait_for("ABCDEF")
    # One byte at a time, each awaited on the screen's side of the pty.
    with Terminal(["sh", "-c", f"stty raw -echo; printf '{output}' | dd bs=1 2>/dev/null; sleep 60"]) as terminal:
        terminal.wait_for("ABCDEF")
