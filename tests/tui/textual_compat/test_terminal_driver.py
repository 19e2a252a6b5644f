"""SafeDriver: what a terminal can do to a program that reads it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from living import ends
from terminal import Terminal, python_app
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from govtui.tui.textual_compat.terminal import CARRIED, HANGUP_EXIT_CODE, MAX_COLUMNS, MAX_ROWS, clamped

APP = """
import sys
from textual.app import App
from textual.widgets import Button, Static
from govtui.tui.textual_compat import terminal as driver
from govtui.tui.textual_compat.terminal import SafeDriver

if "hurry" in sys.argv:
    driver.HANGUP_SECONDS = 1
SafeDriver.no_input_message = "Chương trình cần một màn hình thật."

class Probe(App):
    CSS = "Button { dock: bottom; }"
    keys = ""
    clicks = 0

    def compose(self):
        yield Static("", markup=False)
        yield Button("press")

    def on_mount(self):
        self.show()

    def show(self):
        size = f"size {self.size.width}x{self.size.height}"
        self.query_one(Static).update(f"{size}|clicks {self.clicks}|{self.keys}|")

    def on_resize(self):
        self.call_after_refresh(self.show)

    def on_key(self, event):
        self.keys = (self.keys + (event.character or "<" + event.key + ">"))[-30:]
        self.show()

    def on_button_pressed(self):
        self.clicks += 1
        self.show()

    def on_hangup(self):
        with open("hangup.log", "a") as log:
            log.write("once\\n")
        BODY_OF_ON_HANGUP

app = Probe(driver_class=SafeDriver)
app.run(mouse="nomouse" not in sys.argv)
sys.exit(app.return_code or 0)
"""

CLICK = "\x1b[<0;5;23M\x1b[<0;5;23m"

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the probe, with a statement as the body of on_hangup, and waits for its first frame."""
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "probe.py"
    opened: list[Terminal] = []

    def run(*arguments: str, on_hangup: str = "pass", before: tuple[str, ...] = ()) -> Terminal:
        script.write_text(APP.replace("BODY_OF_ON_HANGUP", on_hangup))
        terminal = Terminal([*before, *python_app(script), *arguments])
        opened.append(terminal)
        terminal.wait_for("size 80x24|clicks 0||")
        return terminal

    yield run
    for terminal in opened:
        terminal.close()


def hangups() -> list[str]:
    log = Path("hangup.log")
    return log.read_text().split() if log.exists() else []


def test_hostile_input_is_survived_and_what_follows_in_the_same_packet_is_read(start: Start) -> None:
    terminal = start()
    terminal.send(CLICK)
    terminal.wait_for("clicks 1")
    hostile = [
        b"\xff\xfe\x80",
        b"\xc3",  # half a letter, and then another one
        b"\xed\xa0\x80",
        b"\x1b[99999999999;5u",
        b"\x1b[97;1;99999999999u",
        b"\x1b[55296;5u",
        b"\x1b[97;99999999999999999999u",
        b"\x1b[99999999;99999999R",
        b"\x1b[<0;99999999;99999999M",
        b"\x1b[<999999;1;1M",
        b"\x1b[M\xff\xff\xff",
        b"\x1b[48;0;0;0;0t\x1b[<0;5;5M\x1b[48;24;80;0;0t\x1b[<0;5;5M",
        b"\x1b]0;" + b"A" * 500 + b"\x07",
        b"\x1b[?9999999999;9$y",
        bytes(range(0x80, 0x100)),
    ]
    for number, sequence in enumerate(hostile):
        mark = f"mark{number}"
        terminal.send(sequence + b"\x1b[0m" + mark.encode())
        terminal.wait_for(mark)
    for byte in "đổi mới".encode():
        terminal.send(bytes([byte]))
        time.sleep(0.005)  # so that letters are split over two reads; there is nothing to see in between
    terminal.wait_for("đổi mới")


@pytest.mark.parametrize(
    ("claimed", "painted"),
    [((65535, 65535), (MAX_COLUMNS, MAX_ROWS)), ((1, 1), (1, 1)), ((501, 3), (500, 3)), ((3, 201), (3, 200))],
)
def test_every_claimed_size_is_clamped_to_what_is_painted(claimed: tuple[int, int], painted: tuple[int, int]) -> None:
    assert clamped(*claimed) == painted
    assert clamped(0, -1) == (1, 1)


def test_a_window_change_to_an_absurd_size_paints_500x200_and_stays_small(start: Start) -> None:
    terminal = start()
    terminal.resize(65535, 65535)
    terminal.wait_for(f"size {MAX_COLUMNS}x{MAX_ROWS}|")
    terminal.resize(1, 1)
    terminal.settle(0.1)
    terminal.resize(90, 20)
    terminal.wait_for("size 90x20|")
    assert _peak_memory(terminal.pid) < 300_000_000


def test_an_in_band_report_of_an_absurd_size_is_clamped_too(start: Start) -> None:
    terminal = start()
    terminal.send("\x1b[48;65535;65535;65535;65535t")
    terminal.wait_for(f"size {MAX_COLUMNS}x{MAX_ROWS}|")
    terminal.send("\x1b[48;0;0;0;0t")
    terminal.settle(0.1)
    terminal.send("\x1b[48;22;77;220;770tx")
    terminal.wait_for("size 77x22|clicks 0|x|")
    assert _peak_memory(terminal.pid) < 300_000_000


def _peak_memory(pid: int) -> int:
    """The most memory a process has held so far, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


def test_a_click_sent_by_hand_is_dropped_with_the_mouse_off(start: Start) -> None:
    terminal = start("nomouse")
    terminal.send(CLICK + "end")
    terminal.wait_for("clicks 0|end|")


def test_closing_the_window_calls_on_hangup_once_and_ends_with_129(start: Start) -> None:
    terminal = start()
    terminal.hang_up()
    assert terminal.wait_exit() == HANGUP_EXIT_CODE
    assert hangups() == ["once"]


@pytest.mark.skipif(shutil.which("setsid") is None, reason="no setsid on this machine")
def test_end_of_input_is_enough_when_the_signal_never_comes(start: Start) -> None:
    # In another session: the kernel signals the session of the pty only, the program sees EIO and nothing else.
    terminal = start(before=("setsid", "--wait", "sh", "-c", 'echo $$ >pid; exec "$@"', "sh"))
    terminal.hang_up()
    pid = int(Path("pid").read_text())
    try:
        assert ends(pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert hangups() == ["once"]


def test_a_hangup_ends_with_129_and_writes_nothing_to_the_terminal(start: Start) -> None:
    terminal = start()
    terminal.settle(0.1)
    painted = len(terminal.raw)
    terminal.signal(signal.SIGHUP)
    assert terminal.wait_exit() == HANGUP_EXIT_CODE
    assert terminal.raw[painted:] == b""
    assert hangups() == ["once"]


def test_sigterm_ends_with_129_and_gives_the_terminal_back_as_it_was(start: Start) -> None:
    terminal = start()
    terminal.settle(0.1)
    painted = len(terminal.raw)
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == HANGUP_EXIT_CODE
    said = bytes(terminal.raw[painted:])
    assert said.endswith(b"\x1b[?25h\x1b[?1049l") and b"\x1b[?1003l" in said and b"\x1b[?2004l" in said
    assert hangups() == ["once"]


def test_an_on_hangup_that_fails_does_not_keep_the_process(start: Start) -> None:
    terminal = start(on_hangup="raise SystemExit(0)")
    terminal.hang_up()
    assert terminal.wait_exit() == HANGUP_EXIT_CODE


def test_an_on_hangup_that_never_returns_is_ended_by_the_kernel(start: Start) -> None:
    terminal = start("hurry", on_hangup="import time; time.sleep(60)")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit(8) == -signal.SIGALRM


@pytest.mark.parametrize("redirection", ["0<&-", "2>&-", "0<probe.py"])
def test_without_a_terminal_there_is_one_sentence_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redirection: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "probe.py").write_text(APP.replace("BODY_OF_ON_HANGUP", "pass"))
    command = " ".join(python_app(tmp_path / "probe.py"))
    with Terminal(["sh", "-c", f"{command} {redirection}"]) as terminal:
        assert terminal.wait_exit(10) == 2
        said = b"" if redirection.startswith("2") else "Chương trình cần một màn hình thật.\r\n".encode()
        assert bytes(terminal.raw) == said


def test_without_any_terminal_the_sentence_reaches_a_pipe(tmp_path: Path) -> None:
    script = tmp_path / "probe.py"
    script.write_text(APP.replace("BODY_OF_ON_HANGUP", "pass"))
    run = subprocess.run(python_app(script), stdin=subprocess.DEVNULL, capture_output=True, cwd=tmp_path, timeout=30)
    assert (run.returncode, run.stdout, run.stderr.decode()) == (2, b"", "Chương trình cần một màn hình thật.\n")


def test_no_key_log_is_written_in_textuals_debug_mode(start: Start) -> None:
    terminal = start(before=("env", "TEXTUAL=debug"))
    terminal.send("k")
    terminal.wait_for("|k|")
    assert not Path("keys.log").exists()


def test_the_private_names_of_textual_are_there() -> None:
    for name in ("_get_terminal_size", "run_input_thread", "process_message", "start_application_mode"):
        assert name in vars(LinuxDriver), name
    parser = XTermParser()
    assert all(hasattr(parser, name) for name in CARRIED)
    assert [type(message).__name__ for message in parser.feed("a")] == ["Key"]
    assert list(parser.tick()) == []
