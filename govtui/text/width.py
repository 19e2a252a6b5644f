"""Width of text in terminal cells, and cutting, padding and breaking text to a width.

East Asian wide and fullwidth characters take two cells, combining marks none (UAX #11, UAX #44 Mn/Me), all others one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ELLIPSIS = "…"

# What nearly every text is made of: letters of Latin alphabets, composed, with punctuation, arrows, lines and blocks.
_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc]*")


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def is_narrow(text: str) -> bool:
    """Whether every character takes one cell, for all who count: False where that takes a closer look."""
    return _NARROW.fullmatch(text) is not None


def width(text: str) -> int:
    """The cells that `text` takes on one line."""
    return len(text) if is_narrow(text) else sum(map(_cell, text))


def clip(text: str, cells: int) -> str:
    """`text` cut to at most `cells`, ending in an ellipsis when something was cut off."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    out, used = [], 0
    for character in text:
        used += _cell(character)
        if used > cells - 1:
            break
        out.append(character)
    return "".join(out) + ELLIPSIS


def pad(text: str, cells: int) -> str:
    """`text` cut or filled with spaces to exactly `cells`."""
    text = clip(text, cells)
    return text + " " * (cells - width(text))


def pieces(word: str, cells: int) -> list[str]:
    """A word too long for a line, broken into parts of at most `cells` (at least one character each)."""
    out, part, used = [], "", 0
    for character in word:
        cell = _cell(character)
        if part and used + cell > cells:
            out.append(part)
            part, used = "", 0
        part += character
        used += cell
    return [*out, part] if part else out
