"""Line ends of a text and of its translation: which do not count, and how both get the same.

Tools for translators change CRLF to LF, and gettext wants a text and its translation to begin and end with a line feed alike
(`msgfmt --check`).
"""

from __future__ import annotations

from govtui.text.nfc import nfc


def lf(text: str) -> str:
    """Return the text in NFC with its lines ended by LF."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))


def comparable(text: str) -> str:
    """Return what two texts share that differ in line ends, outer line feeds and the form of letters alone."""
    return lf(text).strip("\n")


def framed_like(text: str, other: str) -> str:
    """Return a text, its lines ended by LF, with as many line feeds at its beginning and end as another has."""
    frame = lf(other)
    inner = frame.strip("\n")
    before = frame.index(inner) if inner else 0
    return "\n" * before + comparable(text) + "\n" * (len(frame) - before - len(inner))
