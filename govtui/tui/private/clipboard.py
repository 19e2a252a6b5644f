"""The clipboard of whoever sits at the terminal, by OSC 52: it reaches them through ssh, and through tmux or screen.

Private name used, as it stands in Textual 8.2.8: ``App._driver`` (Textual's own `App.copy_to_clipboard` writes through it, too,
but neither wraps nor limits what it writes).

There is no answer: whether the terminal took the text cannot be known. Whoever copies also shows the text.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

LIMIT = 74_994
"""The most bytes that are copied: 100,000 characters in base64, beyond which xterm, tmux and hterm drop the sequence."""

_PIECE = 768
"""GNU screen's limit for one device control string, in characters."""


def sequences(text: str, environ: Mapping[str, str]) -> list[str]:
    """What is written to the terminal to copy `text`. Raises ValueError when it is longer than LIMIT bytes in UTF-8.

    Inside tmux both ways: plain, which tmux takes with `set-clipboard on`, and passed through, which it lets out with
    `allow-passthrough on`. Inside screen in pieces, since it cuts long strings.
    """
    raw = text.encode()
    if len(raw) > LIMIT:
        raise ValueError(f"{len(raw)} bytes are more than {LIMIT}")
    plain = f"\x1b]52;c;{base64.b64encode(raw).decode()}\a"
    if environ.get("TMUX"):
        inner = plain.replace("\x1b", "\x1b\x1b")
        return [plain, f"\x1bPtmux;{inner}\x1b\\"]
    if environ.get("STY"):
        return ["".join(f"\x1bP{plain[at : at + _PIECE]}\x1b\\" for at in range(0, len(plain), _PIECE))]
    return [plain]


def copy(app: App[object], text: str, environ: Mapping[str, str]) -> None:
    """Offer `text` to the terminal's clipboard. Raises ValueError when it is too long."""
    written = sequences(text, environ)
    if app._driver is not None:
        for sequence in written:
            app._driver.write(sequence)
        app._driver.flush()
