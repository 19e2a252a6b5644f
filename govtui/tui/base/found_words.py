"""What a search found, marked where it stands in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style

from govtui.text.matches import matches
from govtui.text.width import clip, width
from govtui.tui.base.safe_text import segment

FoundWords = Sequence[tuple[str, bool]]
"""Folded words of a query, each with whether it may go on (index.ask.Ask.marked)."""


def places(text: str, words: FoundWords) -> tuple[tuple[int, int], ...]:
    """Where words are found in a text: start and end of each place, in order. Remembered: rows are drawn again and again."""
    return _places(text, tuple(words)) if words else ()


@lru_cache(maxsize=512)
def _places(text: str, words: tuple[tuple[str, bool], ...]) -> tuple[tuple[int, int], ...]:
    return tuple(matches(text, words))


def segments(text: str, style: Style, found: Style, words: FoundWords) -> Iterator[Segment]:
    """A run of text in a style, with the words that are found in it in that of `found`, laid over it."""
    at = 0
    for start, end in places(text, words):
        if start > at:
            yield segment(text[at:start], style)
        yield segment(text[start:end], style + found)
        at = end
    if at < len(text):
        yield segment(text[at:], style)


def excerpt(text: str, words: FoundWords, room: int) -> str:
    """As much of a text as has room in so many cells, so that the first thing found in it is seen."""
    if width(text) <= room:
        return text
    first = next(iter(places(text, words)), (0, 0))
    if width(text[: first[1]]) + 1 < room:
        return clip(text, room)
    start = first[0]
    lead = max(0, (room - 2 - width(text[first[0] : first[1]])) // 3)
    while start and (width(text[start - 1 : first[0]]) <= lead or width(text[start - 1 :]) <= room - 2):
        start -= 1
    if " " in text[start : first[0]].strip():  # from the beginning of a word
        start = text.index(" ", start) + 1
    return clip(f"… {text[start:]}", room)
