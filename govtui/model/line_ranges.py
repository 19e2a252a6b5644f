"""Lines and paragraphs that a place in a source names ("L5, L7-L9", "¶2"), compared without the text of the source.

passages.py resolves places to the lines of a text; here nothing but the places is known, so a line is never a paragraph.
"""

from __future__ import annotations

import re

_LINES = re.compile(r"(L|¶)\s*(\d{1,6})(?:\s*[-–]\s*(?:L|¶)?\s*(\d{1,6}))?")  # noqa: RUF001
_BETWEEN = re.compile(r"[\s,;]*")

Ranges = list[tuple[str, int, int]]
"""Unit (L or ¶), first and last."""


def ranges(place: str) -> Ranges | None:
    """Return the lines (L) and paragraphs (¶) of a place such as "L5, L7-L9"; None for another form of place."""
    if _BETWEEN.sub("", _LINES.sub("", place)):
        return None
    return [(unit, int(first), int(last or first)) for unit, first, last in _LINES.findall(place)] or None


def contains(outer: str, inner: str) -> bool:
    """Return whether a place in a source has another one inside it; "" is the whole source."""
    if not outer or outer == inner:
        return True
    wide, narrow = ranges(outer), ranges(inner)
    if wide is None or narrow is None:
        return False
    return all(any(u == unit and f <= first and last <= e for u, f, e in wide) for unit, first, last in narrow)


def in_common(one: str, other: str) -> str:
    """Return the first lines that two places share ("L33", "L9-L11"); of other forms one that both are; else ""."""
    mine, theirs = ranges(one), ranges(other)
    if mine is None or theirs is None:
        return one if one == other else ""
    for unit, first, last in mine:
        for u, f, e in theirs:
            begin, end = max(first, f), min(last, e)
            if u == unit and begin <= end:
                return f"{unit}{begin}" if begin == end else f"{unit}{begin}-{unit}{end}"
    return ""
