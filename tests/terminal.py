"""A terminal for tests: a program in a real pty, drawn by pyte."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import quick_pyte
from forks import Forks
from living import PATIENCE

_SLICE_SECONDS = 0.02

# pyte 0.8.2 paints what follows the introducer of these: kitty's keyboard protocol (CSI > u, CSI < u, CSI = u), mode queries
# (CSI ? n $ p) and most OSC strings (22 sets the pointer's shape). None of them changes a cell.
_MISPARSED = re.compile(rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<>=?$]*|\][^\x07\x1b]*\x1b?)?\Z")


@dataclass(frozen=True)
class Cell:
    """One character cell. Colours are pyte's: a name ("default", "red", "brightred") or six hexadecimal digits."""

    text: str
    foreground: str
    background: str
    bold: bool
    italic: bool
    underline: bool
    reverse: bool


class Terminal:
    """A program running in a pty of its own, and the screen that it paints.

    ``Terminal([sys.executable, "app.py"], cols=100, rows=30, env={"LANG": "vi_VN.UTF-8"})``. The environment is PATH, HOME,
    TERM=xterm-256color and LANG=C.UTF-8, changed by `env`; nothing else is inherited. With `forks`, `argv` is what follows "govtui". To be closed, or used in a ``with``.
    `raw` holds every byte the program has written.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        forks: Forks | None = None,
    ) -> None:
        self.raw = bytearray()
        self.at_end = False
        """The program has closed its side of the pty."""
        self._screen = quick_pyte.Screen(cols, rows)
        self._stream = quick_pyte.ByteStream(self._screen)
        self._unfinished = b""
        self._code: int | None = None
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | dict(env or {})
        self._forks = forks
        if forks:
            self._fd, theirs = pty.openpty()
            _set_size(theirs, cols, rows)
            self.pid = forks.start(argv, cwd or Path.cwd(), environment, theirs)
            os.close(theirs)
        else:
            self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                _set_size(0, cols, rows)
                os.chdir(cwd or ".")
                os.execvpe(argv[0], list(argv), environment)
            finally:
                os._exit(127)
        os.set_blocking(self._fd, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def cols(self) -> int:
        return int(self._screen.columns)

    @property
    def rows(self) -> int:
        return int(self._screen.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        return int(self._screen.cursor.x), int(self._screen.cursor.y)

    def send(self, keys: str | bytes) -> None:
        """Type, or paste: all of it in as few packets as the pty takes."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            try:
                data = data[os.write(self._fd, data) :]
            except BlockingIOError:  # the program reads slowly; it may be waiting for us to read
                self._pump(_SLICE_SECONDS)

    def wait_for(self, what: str | Callable[[], bool], timeout: float = PATIENCE) -> float:
        """Wait until the screen shows a text, or a condition is true; return the seconds that took."""
        return self._wait(what if callable(what) else lambda: what in self.text(), f"not seen: {what!r}", timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> float:
        """Wait until the screen no longer shows a text; return the seconds that took."""
        return self._wait(lambda: text not in self.text(), f"still there: {text!r}", timeout)

    def _wait(self, met: Callable[[], bool], complaint: str, timeout: float) -> float:
        start = time.monotonic()
        while not met():
            if self.at_end or time.monotonic() - start > timeout:
                raise AssertionError(f"{complaint} ({'program ended' if self.at_end else 'time is up'})\n{self.text()}")
            self._pump(_SLICE_SECONDS)
        return time.monotonic() - start

    def settle(self, quiet: float = 0.25, timeout: float = PATIENCE) -> None:
        """Wait until nothing has been painted for `quiet` seconds, counted from this call. Only where no text can be awaited."""
        start = last = time.monotonic()
        while not self.at_end and time.monotonic() - last < quiet and time.monotonic() - start < timeout:
            if self._pump(_SLICE_SECONDS):
                last = time.monotonic()
        assert self.at_end or time.monotonic() - last >= quiet, f"the program does not come to rest\n{self.text()}"

    def text(self) -> str:
        """The whole screen, one line a row, trailing blanks cut."""
        return "\n".join(self.row(number) for number in range(self.rows))

    def row(self, number: int) -> str:
        """One row from the top, from 0, trailing blanks cut."""
        cells = self._screen.buffer[number]
        return "".join(cells[x].data for x in range(self.cols)).rstrip()

    def cell(self, x: int, y: int) -> Cell:
        """The cell in column x of row y, from 0. The right half of a wide character has the text ""."""
        char = self._screen.buffer[y][x]
        return Cell(char.data, char.fg, char.bg, char.bold, char.italics, char.underscore, char.reverse)

    def find(self, text: str) -> tuple[int, int]:
        """Column and row of the first cell of a text on the screen."""
        for y in range(self.rows):
            cells = [self._screen.buffer[y][x].data for x in range(self.cols)]
            if (at := "".join(cells).find(text)) >= 0:
                x = 0
                while len("".join(cells[:x])) < at:
                    x += 1
                return x, y
        raise AssertionError(f"not on the screen: {text!r}\n{self.text()}")

    def resize(self, cols: int, rows: int) -> None:
        """Change the size of the window; the kernel sends SIGWINCH. At most 600x250 cells are drawn here, whatever is claimed."""
        self._screen.resize(min(rows, 250), min(cols, 600))
        _set_size(self._fd, cols, rows)

    def hang_up(self) -> None:
        """Close the window: the kernel sends SIGHUP, and the program's input ends."""
        self.at_end = True
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Wait for the program to end; return its exit code, or minus the number of the signal that ended it."""
        deadline = time.monotonic() + timeout
        while self._code is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"still running\n{self.text()}")
            self._pump(_SLICE_SECONDS)
            self._reap(os.WNOHANG)
        while self._pump(0):
            pass
        return self._code

    def close(self) -> None:
        """End the program, if it still runs, and everything it has started in its session."""
        if self._code is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._reap(0)
        self.hang_up()

    def _reap(self, flags: int) -> None:
        pid, status = self._forks.wait(self.pid, flags) if self._forks else os.waitpid(self.pid, flags)
        if pid:
            self._code = os.waitstatus_to_exitcode(status)

    def _pump(self, seconds: float) -> bool:
        """Paint what the program writes within so many seconds, as soon as there is something; say whether there was."""
        if self.at_end:
            time.sleep(seconds)  # nothing can be awaited but the exit of the program
            return False
        if not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except BlockingIOError:
            return False
        except OSError:  # EIO: the program has closed the pty
            data = b""
        if not data:
            self.at_end = True
            return False
        self.raw += data
        data = _MISPARSED.sub(b"", self._unfinished + data)
        tail = _UNFINISHED.search(data)
        self._unfinished = tail[0] if tail else b""
        self._stream.feed(data[: len(data) - len(self._unfinished)])
        return True


def _set_size(fd: int, cols: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))


def python_app(script: Path) -> list[str]:
    """The command line that runs a script with the interpreter of the tests, so that it finds the same packages."""
    return [sys.executable, "-X", "utf8", str(script)]
