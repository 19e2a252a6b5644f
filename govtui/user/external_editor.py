"""The user's own editor, run on a copy of a text in the foreground of the terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from govtui.user import drafts
from govtui.user.atomic_write import private_folder

FALLBACKS = ("editor", "nano", "vim", "vi")

SAVE_INTERVAL = 1.0
"""Seconds between two readings of what the editor has saved so far."""

POLL_INTERVAL = 0.02
"""Seconds between two checks whether the editor has ended."""

KEPT = 7 * 24 * 3600
"""Seconds after which an abandoned copy is removed."""


class NoEditor(Exception):
    """No editor can be started. `name`: the one that the user chose; "" for none."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def editor(environ: Mapping[str, str]) -> list[str]:
    """Return the command line of $VISUAL, else $EDITOR, else of an installed editor. Raises NoEditor."""
    for variable in ("VISUAL", "EDITOR"):
        if line := environ.get(variable, "").strip():
            try:
                command = shlex.split(line)
            except ValueError:
                raise NoEditor(line) from None
            if not command or shutil.which(command[0], path=environ.get("PATH")) is None:
                raise NoEditor(command[0] if command else line)
            return command
    found = next((name for name in FALLBACKS if shutil.which(name, path=environ.get("PATH"))), None)
    if found is None:
        raise NoEditor("")
    return [found]


def is_found(environ: Mapping[str, str]) -> bool:
    """Return whether there is an editor to start."""
    try:
        editor(environ)
    except NoEditor:
        return False
    return True


def copy(key: str, text: bytes) -> Path:
    """Write a copy for the editor: beside the drafts, mode 0600, with a name that says it is TOML."""
    folder = drafts.folder()
    private_folder(folder)
    _sweep(folder)
    stem = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "_" for letter in key)
    handle, name = tempfile.mkstemp(prefix=f"{stem[:60]}.", suffix=".toml", dir=folder)  # mode 0600
    with os.fdopen(handle, "wb") as stream:
        stream.write(text)
    return Path(name)


def changed(file: Path) -> bytes | None:
    """Read a copy; None when it is gone."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def drop(file: Path) -> None:
    """Remove a copy."""
    with suppress(OSError):
        file.unlink()


def _sweep(folder: Path) -> None:
    """Remove old leftovers of a killed govtui: copies (drafts have their text) and half-written drafts."""
    for old in (*folder.glob("*.toml"), *folder.glob("*.new")):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > KEPT:
                old.unlink()


@contextmanager
def deaf() -> Iterator[None]:
    """Ignore Ctrl+C, Ctrl+\\ and Ctrl+Z in govtui itself while the editor has the terminal."""
    numbers = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
    before = [signal.signal(number, lambda *_: None) for number in numbers]  # not SIG_IGN, which a child would inherit
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def run(command: Sequence[str], file: Path, terminal: int, saved: Callable[[bytes], None]) -> int:
    """Run an editor on a file in the foreground of a terminal (a file descriptor); return its exit status.

    It gets a process group of its own, so that Ctrl+C in it does not reach govtui; when it stops itself (Ctrl+Z) it is
    continued, since there is no shell to come back to. What it saves is passed to `saved` within a second, so that it
    outlives this process. Raises OSError when it cannot be started.
    """

    def to_the_front() -> None:  # in the child, before it is the editor: no key may go to the wrong one
        with suppress(OSError):
            os.tcsetpgrp(terminal, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)

    given = changed(file)
    shown = None if os.isatty(1) else terminal  # a pipe is for what govtui tells a program
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # to give and take the terminal from the background
    try:
        child = subprocess.Popen([*command, str(file)], stdout=shown, process_group=0, preexec_fn=to_the_front)  # noqa: PLW1509
        try:
            return _wait(child, file, given, saved)
        finally:
            with suppress(OSError):
                os.tcsetpgrp(terminal, os.getpgrp())
    finally:
        signal.signal(signal.SIGTTOU, before)


def _wait(child: subprocess.Popen[bytes], file: Path, seen: bytes | None, saved: Callable[[bytes], None]) -> int:
    """Wait for the editor; `seen`: the file as the editor got it, which may have saved already."""
    looked = time.monotonic()
    while True:
        try:
            pid, status = os.waitpid(child.pid, os.WUNTRACED | os.WNOHANG)
        except ChildProcessError:
            child.returncode = 0
            return 0
        if pid and os.WIFSTOPPED(status):
            with suppress(OSError):
                os.killpg(child.pid, signal.SIGCONT)
        elif pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode
        if time.monotonic() - looked > SAVE_INTERVAL:
            now, looked = changed(file), time.monotonic()
            if now and now != seen:
                seen = now
                saved(now)
        time.sleep(POLL_INTERVAL)
