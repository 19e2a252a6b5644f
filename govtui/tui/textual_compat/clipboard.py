"""The clipboard of the user's own terminal: by tmux if govtui runs in it, else by OSC 52.

Private names used, as they stand in Textual 8.2.8: ``App._driver`` (what is written to the terminal) and ``App._clipboard``
(what Ctrl+V in a field pastes); Textual's own `App.copy_to_clipboard` uses both, but neither wraps nor limits what it writes.

OSC 52 passes ssh. Only tmux answers: whether a terminal took OSC 52 cannot be known, so callers say where the text was sent, and show it.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from govtui.text.safe import safe_text
from govtui.tui.textual_compat.mixins import AppBase

if TYPE_CHECKING:
    from textual.app import App


LIMIT = 74_994
"""The most bytes that are copied: 100,000 characters in base64, beyond which xterm, tmux and hterm drop the sequence."""

_PIECE = 768
"""GNU screen's limit for one device control string (DCS), in characters."""

SECONDS = 2.0
"""Time limit for tmux."""


class CopyResult(Enum):
    """Where a copied text is known to be, or was sent."""

    TMUX_AND_TERMINAL = auto()
    """It is in tmux's buffer, and tmux sent it on to the clipboard of its terminal."""
    TMUX = auto()
    """It is in tmux's buffer only: tmux before 3.2 sends nothing on."""
    TERMINAL = auto()
    """It was sent to the terminal, which does not answer."""
    TMUX_FAILED = auto()
    """As TERMINAL, since tmux did not take it: there is no such program, it failed, or it took too long."""


def encoded(text: str) -> bytes:
    """Return `text` in UTF-8. Raises ValueError when it is longer than LIMIT bytes."""
    raw = text.encode(errors="replace")
    if len(raw) > LIMIT:
        raise ValueError(f"{len(raw)} bytes are more than {LIMIT}")
    return raw


def sequences(text: str, environ: Mapping[str, str]) -> list[str]:
    """Return the OSC 52 sequences that copy `text`. Raises ValueError beyond LIMIT bytes in UTF-8.

    Inside tmux in two ways: plain, which tmux takes with `set-clipboard on`, and passed through, which it lets out with
    `allow-passthrough on`. Inside screen in pieces, since it cuts long strings.
    """
    plain = f"\x1b]52;c;{base64.b64encode(encoded(text)).decode()}\a"
    if environ.get("TMUX"):
        inner = plain.replace("\x1b", "\x1b\x1b")
        return [plain, f"\x1bPtmux;{inner}\x1b\\"]
    if environ.get("STY"):
        return ["".join(f"\x1bP{plain[at : at + _PIECE]}\x1b\\" for at in range(0, len(plain), _PIECE))]
    return [plain]


async def copy(app: App[Any], text: str, environ: Mapping[str, str]) -> CopyResult:
    """Copy `text` by tmux's command or else by OSC 52. Raises ValueError beyond LIMIT bytes in UTF-8.

    It is made safe first, since clipboards are pasted into shells. With its default settings (`set-clipboard external`) tmux
    drops the OSC 52 of a program, hence the command.
    """
    text = safe_text(text)
    raw = encoded(text)
    if environ.get("TMUX") and (result := await asyncio.to_thread(_load_buffer, raw, environ)):
        return result
    if app._driver is not None:
        for sequence in sequences(text, environ):
            app._driver.write(sequence)
        app._driver.flush()
    return CopyResult.TMUX_FAILED if environ.get("TMUX") else CopyResult.TERMINAL


def _load_buffer(raw: bytes, environ: Mapping[str, str]) -> CopyResult | None:
    """Load a text into tmux's buffer; None when it does not take it."""
    for option, result in (("-w", CopyResult.TMUX_AND_TERMINAL), ("", CopyResult.TMUX)):
        command = ["tmux", "load-buffer", *filter(None, [option]), "-"]
        status = _status(command, raw, environ)
        if status == 0:
            return result
        if status is None:
            break
    return None


def _status(command: list[str], given: bytes, environ: Mapping[str, str]) -> int | None:
    """Return the exit status of a command fed with some bytes; None when it failed to start or to end."""
    try:
        process = subprocess.Popen(
            command,
            env=dict(environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    try:
        process.communicate(given, timeout=SECONDS)
        return process.returncode
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()


class CopyingFields(AppBase):
    """Mixin for an App: text copied or cut in a field goes to the same clipboards."""

    def copy_to_clipboard(self, text: str) -> None:
        if text:
            self._clipboard = text
            self.run_worker(self._copy_from_field(text), group="clipboard", exit_on_error=False)

    async def _copy_from_field(self, text: str) -> None:
        try:
            self.copied_from_field(await copy(self, text, os.environ))
        except ValueError:
            self.copied_from_field(None)

    def copied_from_field(self, result: CopyResult | None) -> None:
        """Hook: a text was copied or cut in a field; None: it is too long for a clipboard."""
