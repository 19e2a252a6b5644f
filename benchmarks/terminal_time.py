"""How long a program in a terminal takes to paint: `python -m benchmarks.terminal_time PATTERN [options] -- COMMAND…`

What the program writes is kept in pieces, each with the time at which it came. Only when the program has fallen silent,
or its raw bytes hold what is waited for, are the pieces drawn by pyte, one by one; the time that counts is that of the
piece after which the screen was right. So pyte, which needs milliseconds for a screen, delays no measurement.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pyte

COLUMNS, ROWS = 140, 40
QUIET = 0.08
"""Seconds without output after which a program counts as waiting for keys."""

ROOT = Path(__file__).resolve().parent.parent

# pyte 0.8.2 paints what follows the introducer of these; none of them changes a cell.
_MISPARSED = re.compile(rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<>=?$]*|\][^\x07\x1b]*\x1b?)?\Z")
_COLOURS = re.compile(rb"\x1b\[[0-9;:]*m")

_CPUCLOCK_SCHED = 2

Lines = Sequence[str]
Seen = Callable[[Lines], bool]
"""Whether a screen, as its lines with trailing blanks, is what one waits for."""


class Unseen(Exception):
    """What was waited for did not come; the text says what, why, and what stood on the screen."""


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The whole environment of a measured program: a home of its own, a true-colour terminal, UTF-8, nothing inherited."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        **(more or {}),
    }


def pattern(expression: str) -> Seen:
    """A regular expression somewhere on the screen."""
    wanted = re.compile(expression)
    return lambda lines: wanted.search("\n".join(lines)) is not None


@dataclass(frozen=True)
class _Piece:
    at: float
    data: bytes


class TimedTerminal:
    """A program in a pty of COLUMNS x ROWS. To be used in a ``with``, which ends the program.

    `started` is the time (perf_counter) just before the process was made; all other times are of the same clock.
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path | None = None) -> None:
        self.ended = False
        self.bytes = 0
        """How many the program has written."""
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._unfinished = b""
        self._pieces: list[_Piece] = []
        self._drawn = 0
        self._first = 0.0
        self.started = perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            with contextlib.suppress(OSError):
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.chdir(cwd or "/")
                os.execvpe(argv[0], list(argv), dict(env))
            os._exit(127)

    def __enter__(self) -> TimedTerminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def first_byte(self) -> float:
        """When the first byte came; 0.0 before."""
        return self._first

    def lines(self) -> list[str]:
        """The screen as it is now, with all that has come."""
        self._draw_all()
        return list(self._screen.display)

    def send(self, keys: str) -> float:
        """Type; the time just before the first byte is written. What has come until then is drawn first."""
        self._draw_all()
        data = keys.encode()
        at = perf_counter()
        while data:
            data = data[os.write(self._fd, data) :]
        return at

    def wait(self, seen: Seen, *, raw: bytes = b"", timeout: float = 60.0) -> float:
        """Wait until the screen is right; when it became so. Raises Unseen.

        Only what comes from now on is looked at: a screen that is right already does not count.
        `raw`, a part of what is waited for as it stands between two escape sequences, lets the screen be drawn at once;
        without it the program must fall silent first.
        """
        return self.wait_all([seen], raw=raw, timeout=timeout)[0]

    def wait_all(self, seen: Sequence[Seen], *, raw: bytes = b"", timeout: float = 60.0) -> list[float]:
        """Wait until each of several things has been on the screen; when each came first. Raises Unseen."""
        deadline = perf_counter() + timeout
        found: dict[int, float] = {}
        begin = self._drawn
        while True:
            self._listen(raw, begin, deadline)
            while self._drawn < len(self._pieces):
                piece = self._pieces[self._drawn]
                self._draw_next()
                self._read(0)
                lines = self._screen.display
                for number, one in enumerate(seen):
                    if number not in found and one(lines):
                        found[number] = piece.at
                if len(found) == len(seen):
                    return [found[number] for number in range(len(seen))]
            if self.ended or perf_counter() > deadline:
                why = "the program ended" if self.ended else f"not within {timeout:g} s"
                raise Unseen(why + "\n" + "\n".join(line.rstrip() for line in self._screen.display).rstrip())
            begin = self._drawn

    def settle(self, quiet: float = QUIET, timeout: float = 60.0) -> float:
        """Wait until nothing was written for `quiet` seconds; when the last byte came (now, if none did)."""
        deadline = perf_counter() + timeout
        while not self.ended and perf_counter() < deadline and self._read(quiet):
            pass
        self._draw_all()
        return self._pieces[-1].at if self._pieces else perf_counter()

    def resident(self) -> float:
        """VmRSS of the program and all its descendants, in megabytes (10^6 bytes); shared pages count once for each."""
        return sum(_resident(pid) for pid in _tree(self.pid))

    def wait_until_alone(self, timeout: float = 60.0) -> None:
        """Wait until no process runs any more that the program has started. Raises Unseen."""
        deadline = perf_counter() + timeout
        while len(_tree(self.pid)) > 1:
            if self.ended or perf_counter() > deadline:
                raise Unseen(f"it still works with others after {timeout:g} s")
            self._read(0.1)

    def processor(self) -> float:
        """Seconds of processor time that the program itself has used; steadier than the clock where others work, too."""
        return time.clock_gettime(~self.pid << 3 | _CPUCLOCK_SCHED)  # clock_getcpuclockid(3), as Linux makes the id

    def close(self) -> None:
        """End the program and whatever it has started in its session."""
        if self._fd < 0:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        os.close(self._fd)
        self._fd = -1
        os.waitpid(self.pid, 0)

    def _listen(self, raw: bytes, begin: int, deadline: float) -> None:
        """Read until `raw` stands in what has come since the piece `begin`, or until there is silence after something."""
        while not self.ended and perf_counter() < deadline:
            if len(self._pieces) > begin:
                if raw and raw in _COLOURS.sub(b"", b"".join(piece.data for piece in self._pieces[begin:])):
                    return
                if not self._read(QUIET):
                    return
            else:
                self._read(deadline - perf_counter())

    def _read(self, seconds: float) -> bool:
        """Take what comes within so many seconds, as soon as it comes; whether anything did."""
        if self.ended or not select.select([self._fd], [], [], max(0.0, seconds))[0]:
            return False
        at = perf_counter()
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # EIO: the program has closed the pty
            data = b""
        if not data:
            self.ended = True
            return False
        self._first = self._first or at
        self.bytes += len(data)
        self._pieces.append(_Piece(at, data))
        return True

    def _draw_all(self) -> None:
        while self._drawn < len(self._pieces):
            self._draw_next()
            self._read(0)

    def _draw_next(self) -> None:
        data = _MISPARSED.sub(b"", self._unfinished + self._pieces[self._drawn].data)
        tail = _UNFINISHED.search(data)
        self._unfinished = tail[0] if tail else b""
        self._stream.feed(data[: len(data) - len(self._unfinished)])
        self._drawn += 1


def _tree(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
                parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _resident(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def main() -> None:
    """One line of JSON a run: seconds to the first byte, to the pattern, from the keys to the second pattern; MB; bytes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terminal_time", description=__doc__)
    parser.add_argument("pattern", help="a regular expression that the screen must match")
    parser.add_argument("--keys", default="", help="typed when it does; escapes such as \\r and \\x1b are understood")
    parser.add_argument("--then", default="", metavar="PATTERN", help="what the screen must match after the keys")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=120.0)
    parser.add_argument("--home", type=Path, default=Path.home())
    parser.add_argument("--show", action="store_true", help="print the last screen too")
    parser.add_argument("command", nargs="+", metavar="COMMAND")
    asked = parser.parse_args()
    for _ in range(asked.runs):
        with TimedTerminal(asked.command, environment(asked.home), Path.cwd()) as terminal:
            seen = terminal.wait(pattern(asked.pattern), timeout=asked.timeout)
            out = {"first_byte": terminal.first_byte - terminal.started, "pattern": seen - terminal.started}
            if asked.keys:
                terminal.settle()
                keys = re.sub(r"\\(?:x[0-9a-f]{2}|[rnte])", _escape, asked.keys)
                at = terminal.send(keys)
                out["keys"] = terminal.wait(pattern(asked.then), timeout=asked.timeout) - at
            terminal.settle()
            out |= {"resident": terminal.resident(), "bytes": terminal.bytes}
            print(json.dumps({name: round(value, 4) for name, value in out.items()}), flush=True)
            if asked.show:
                print("\n".join(line.rstrip() for line in terminal.lines()))


def _escape(match: re.Match[str]) -> str:
    named = {"r": "\r", "n": "\n", "t": "\t", "e": "\x1b"}
    return named.get(match[0][1:]) or chr(int(match[0][2:], 16))


if __name__ == "__main__":
    main()
