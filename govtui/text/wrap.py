"""Wrap plain text into lines of a number of cells."""

from __future__ import annotations

import re
from itertools import pairwise

from govtui.text.width import pieces, width

_WORD = re.compile(r"\S+")


def wrapped(text: str, cells: int, *, hang: int = 0) -> list[str]:
    """`text` in lines of at most `cells` (at least 8), broken between words; lines after the first begin with `hang` blanks."""
    cells = max(8, cells)
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        for piece in pieces(word, cells - hang):
            cost = width(piece)
            if line and used + 1 + cost > cells:  # a line of marks alone takes no cell, and is one
                lines.append(line)
                line, used = "", 0
            lead = " " if line else " " * hang if lines else ""
            line, used = line + lead + piece, used + len(lead) + cost
    return [*lines, line] if line or not lines else lines


def broken(text: str, cells: int) -> list[str]:
    """`text` in lines of at most `cells` (at least 8) with nothing left out: behind a blank where there is one, else anywhere."""
    cells = max(8, cells)
    lines = []
    while width(text) > cells:
        head = pieces(text, cells)[0]
        space = head.rfind(" ") + 1
        head = head[:space] if space > len(head) // 2 else head
        lines.append(head)
        text = text[len(head) :]
    return [*lines, text]


def line_spans(text: str, cells: int) -> list[tuple[int, int]]:
    """Return start and end of the lines of at most `cells` (at least 8) that a text is wrapped into, between words.

    Blanks at which a line ends are in none; a word that no line can hold is broken anywhere. An empty text is one line.
    """
    cells = max(8, cells)
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for word in _WORD.finditer(text):
        cost = width(text[end : word.end()])
        if used and used + cost > cells:
            lines.append((start, end))
            start, end, used = word.start(), word.start(), 0
            cost = width(word[0])
        if used + cost > cells:  # longer than a line
            edges = [word.start()]
            for piece in pieces(word[0], cells):
                edges.append(edges[-1] + len(piece))
            *broken_off, (start, end) = pairwise(edges)
            lines += broken_off
            used = width(text[start:end])
        else:
            used, end = used + cost, word.end()
    return [*lines, (start, end)]
