"""A terminal and a remote machine for tests: a program in a real pty, drawn by pyte, reached directly or through OpenSSH."""

from __future__ import annotations

import contextlib
import fcntl
import getpass
import html
import os
import pty
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

import pyte

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
    TERM=xterm-256color and LANG=C.UTF-8, changed by `env`; nothing else is inherited. To be closed, or used in a ``with``.
    `raw` holds every byte the program has written.
    """

    def __init__(
        self, argv: Sequence[str], *, cols: int = 80, rows: int = 24, env: Mapping[str, str] | None = None
    ) -> None:
        self.raw = bytearray()
        self.at_end = False
        """The program has closed its side of the pty."""
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unfinished = b""
        self._code: int | None = None
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | dict(env or {})
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                _set_size(0, cols, rows)
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

    def wait_for(self, what: str | Callable[[], bool], timeout: float = 15.0) -> float:
        """Wait until the screen shows a text, or a condition is true; return the seconds that took."""
        return self._wait(what if callable(what) else lambda: what in self.text(), f"not seen: {what!r}", timeout)

    def wait_gone(self, text: str, timeout: float = 15.0) -> float:
        """Wait until the screen no longer shows a text; return the seconds that took."""
        return self._wait(lambda: text not in self.text(), f"still there: {text!r}", timeout)

    def _wait(self, met: Callable[[], bool], complaint: str, timeout: float) -> float:
        start = time.monotonic()
        while not met():
            if self.at_end or time.monotonic() - start > timeout:
                raise AssertionError(f"{complaint} ({'program ended' if self.at_end else 'time is up'})\n{self.text()}")
            self._pump(_SLICE_SECONDS)
        return time.monotonic() - start

    def settle(self, quiet: float = 0.25, timeout: float = 10.0) -> None:
        """Wait until nothing has been painted for `quiet` seconds, counted from this call. Only where no text can be awaited."""
        start = last = time.monotonic()
        while not self.at_end and time.monotonic() - last < quiet and time.monotonic() - start < timeout:
            if self._pump(_SLICE_SECONDS):
                last = time.monotonic()

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

    def wait_exit(self, timeout: float = 15.0) -> int:
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
        pid, status = os.waitpid(self.pid, flags)
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


def find_sshd() -> Path | None:
    """The OpenSSH server of this machine, if it has one; it stands outside the PATH of ordinary users."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/usr/libexec", "/sbin"])
    found = shutil.which("sshd", path=places)
    return Path(found) if found and shutil.which("ssh") and shutil.which("ssh-keygen") else None


class Sshd:
    """An OpenSSH server on the loopback interface with keys of its own, which runs `command` for whoever logs in.

    Works as root and as an ordinary user (who can log in as himself only). ``LANG`` and ``LC_*`` are accepted from the
    client. `config` is added to sshd_config. To be closed, or used in a ``with``::

        with Sshd("python3 app.py") as sshd, Terminal(sshd.client(), env={"LANG": "vi_VN.UTF-8"}) as terminal:
            terminal.wait_for("ready")
    """

    def __init__(self, command: str, *, config: str = "") -> None:
        server = find_sshd()
        if server is None:
            raise FileNotFoundError("sshd, ssh or ssh-keygen")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where the server locks up its unprivileged half
        self._folder = Path(tempfile.mkdtemp(prefix="sshd-"))
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self.port = _free_port()
            self._write_files(command, config)
            with (self._folder / "log").open("wb") as log:
                # By its absolute path, without which it refuses to start; -e: the log to standard error.
                self._server = subprocess.Popen(
                    [server, "-D", "-e", "-f", self._folder / "sshd_config"],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            self._wait_until_listening()
        except BaseException:
            self.close()
            raise

    def _write_files(self, command: str, config: str) -> None:
        folder = self._folder
        for name in ("host_key", "client_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        (folder / "authorized_keys").write_bytes((folder / "client_key.pub").read_bytes())
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {(folder / 'host_key.pub').read_text()}")
        (folder / "sshd_config").write_text(
            f"""
Port {self.port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
AuthenticationMethods publickey
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
PrintMotd no
PrintLastLog no
AcceptEnv LANG LC_*
LogLevel VERBOSE
{config}
ForceCommand {command}
"""
        )

    def _wait_until_listening(self, timeout: float = 10.0) -> None:
        assert self._server is not None
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and self._server.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return
            time.sleep(0.02)  # nothing tells when a server begins to listen
        raise RuntimeError(f"sshd did not start\n{self.log()}")

    def client(self, *options: str, tty: bool = True, command: Sequence[str] = ()) -> list[str]:
        """The command line of a client that logs in; options as for ssh, e.g. "-C" or "-o", "ServerAliveInterval=1"."""
        settings = {
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": str(self._folder / "known_hosts"),
            "StrictHostKeyChecking": "yes",
            "SendEnv": "LANG LC_*",
            "LogLevel": "ERROR",
        }
        flags = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        where = ["-p", str(self.port), "-i", str(self._folder / "client_key"), f"{getpass.getuser()}@127.0.0.1"]
        return ["ssh", "-F", "none", "-e", "none", *flags, "-tt" if tty else "-T", *options, *where, *command]

    def log(self) -> str:
        """What the server has logged so far."""
        path = self._folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def close(self) -> None:
        """Stop the server and remove its files. Sessions that are still open live on until their client ends."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Sshd:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BACKSPACE = "\x7f"


def telex_bytes(text: str) -> list[bytes]:
    """How a Telex input method with fake backspaces (UniKey, EVKey, OpenKey) types a text: one packet a keystroke.

    A plain letter passes. The key that shapes a letter (``dd``, ``oo``, ``ow``) becomes a backspace and the shaped letter.
    The tone comes last in the word, as most people type it: as many backspaces as there are letters from the toned vowel
    on, and those letters again. "đổi" is d, BS đ, o, BS ô, i, BS BS ổi.
    """
    packets: list[str] = []
    for word in re.findall(r"\w+|\W", unicodedata.normalize("NFC", text)):
        plain = [_without_tone(letter) for letter in word]
        for letter in plain:
            base = _without_shape(letter)
            packets += [base] if base == letter else [base, _BACKSPACE + letter]
        toned = [at for at, letter in enumerate(word) if letter != plain[at]]
        if toned:
            packets.append(_BACKSPACE * (len(word) - toned[0]) + word[toned[0] :])
    return [packet.encode() for packet in packets]


def _without_tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))


def _without_shape(letter: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(letter, unicodedata.normalize("NFD", letter)[0])


_NAMED_COLOURS = {
    "black": "000000",
    "red": "cd3131",
    "green": "0dbc79",
    "brown": "e5e510",
    "blue": "2472c8",
    "magenta": "bc3fbc",
    "cyan": "11a8cd",
    "white": "e5e5e5",
    "brightblack": "666666",
    "brightred": "f14c4c",
    "brightgreen": "23d18b",
    "brightbrown": "f5f543",
    "brightyellow": "f5f543",
    "brightblue": "3b8eea",
    "brightmagenta": "d670d6",
    "bfightmagenta": "d670d6",  # so spelt by pyte 0.8.2
    "brightcyan": "29b8db",
    "brightwhite": "ffffff",
}
_FOREGROUND, _BACKGROUND = "d4d4d4", "1e1e1e"
_CELL_WIDTH, _CELL_HEIGHT, _FONT_SIZE = 8.43, 17, 14  # DejaVu Sans Mono advances 0.602 em


def screen_picture(terminal: Terminal, path: Path) -> Path:
    """Write the screen as a picture for people: SVG, or PNG if `path` ends in .png and rsvg-convert is there.

    Return the path that was written; without rsvg-convert that is the SVG beside the path asked for.
    """
    svg = path.with_suffix(".svg")
    svg.write_text(_svg(terminal), encoding="utf-8")
    converter = shutil.which("rsvg-convert")
    if path.suffix != ".png" or converter is None:
        return svg
    subprocess.run([converter, "-o", path, svg], check=True)
    svg.unlink()
    return path


def _svg(terminal: Terminal) -> str:
    size = f'width="{terminal.cols * _CELL_WIDTH:.2f}" height="{terminal.rows * _CELL_HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} shape-rendering="crispEdges">',
        f'<rect width="100%" height="100%" fill="#{_BACKGROUND}"/>',
        f'<g font-family="DejaVu Sans Mono, monospace" font-size="{_FONT_SIZE}" xml:space="preserve">',
    ]
    for y in range(terminal.rows):
        row = [terminal.cell(x, y) for x in range(terminal.cols)]
        colours = [_colours(cell) for cell in row]
        # All backgrounds of a row before its letters, so that no cell cuts off the accents of its neighbour.
        x = 0
        for background, run in groupby(background for _, background in colours):
            width = len(list(run))
            box = f'x="{x * _CELL_WIDTH:.2f}" y="{y * _CELL_HEIGHT}" width="{width * _CELL_WIDTH:.2f}" height="{_CELL_HEIGHT}"'
            parts.append(f'<rect {box} fill="#{background}"/>')
            x += width
        for x, (cell, (foreground, _)) in enumerate(zip(row, colours, strict=True)):
            if cell.text.strip():
                style = f'fill="#{foreground}"'
                style += ' font-weight="bold"' * cell.bold + ' font-style="italic"' * cell.italic
                style += ' text-decoration="underline"' * cell.underline
                at = f'x="{x * _CELL_WIDTH:.2f}" y="{y * _CELL_HEIGHT + _FONT_SIZE - 1}"'
                parts.append(f"<text {at} {style}>{html.escape(cell.text)}</text>")
    return "\n".join([*parts, "</g></svg>\n"])


def _colours(cell: Cell) -> tuple[str, str]:
    """Foreground and background as hexadecimal digits."""
    foreground = _FOREGROUND if cell.foreground == "default" else _NAMED_COLOURS.get(cell.foreground, cell.foreground)
    background = _BACKGROUND if cell.background == "default" else _NAMED_COLOURS.get(cell.background, cell.background)
    return (background, foreground) if cell.reverse else (foreground, background)


def python_app(script: Path) -> list[str]:
    """The command line that runs a script with the interpreter of the tests, so that it finds the same packages."""
    return [sys.executable, "-X", "utf8", str(script)]
