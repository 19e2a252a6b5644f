"""Wrapping runs of text by cells. Every text is made safe here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from govtui.page.page import Span
from govtui.text.safe import safe_text
from govtui.text.width import pieces, width

_NUMBER = re.compile(r"[(“]?\d[\d/.,–-]{0,9}[.,;:)”\]…]* *\Z")
"""A word that is a short number, a date or a range, with the marks around it."""
_BETWEEN = frozenset("·–—→")
"""Signs between words: none of them begins a line."""
_BINDS = 12
"""Cells of the longest word that a number is bound to."""
_JOINED = 3
"""How many words are bound to one at most."""
_JOINT = re.compile(r".*?(?:[/_.?&=-](?=[A-Za-z0-9])|\Z)", re.DOTALL)
"""Of a word that no line can hold, as an address of the web or a path: what may end a line."""


def space(cells: int) -> tuple[Span, ...]:
    """So many blanks; nothing for none."""
    return (Span(" " * cells),) if cells else ()


def wrapped(spans: Sequence[Span], first: int, rest: int) -> Iterator[tuple[Span, ...]]:
    """Lines of at most `first` cells, then of at most `rest`; each has room for a dozen cells at least."""
    room = first
    for row in _rows(spans):
        if width("".join(span.text for span in row).rstrip(" ")) <= room:  # as most do
            yield _whole(row)
            room = rest
            continue
        line: list[Span] = []
        used = 0
        for word in _bound(_words(row)):
            text = "".join(part.text for part in word)
            if line and used + width(text.rstrip(" ")) > room:
                yield _closed(line)
                line, used, room = [], 0, rest
            if not line and not text.strip(" "):
                continue
            for part in word:
                for piece in _pieces(part.text, room - used, rest):
                    if line and used + width(piece.rstrip(" ")) > room:  # a word that no line can hold
                        yield _closed(line)
                        line, used, room = [], 0, rest
                    _append(line, replace(part, text=piece))
                    used += width(piece)
        yield _closed(line)
        room = rest


def _whole(row: Sequence[Span]) -> tuple[Span, ...]:
    """A line that needs no wrapping, without the blanks at its edges."""
    line: list[Span] = []
    for span in row:
        text = span.text if line else span.text.lstrip(" ")
        if text:
            _append(line, span if text == span.text else replace(span, text=text))
    return _closed(line)


def _pieces(text: str, first: int, rest: int) -> list[str]:
    """A part of a word, broken so that the first piece takes at most `first` cells and each other at most `rest`.

    It is broken at the joints of an address or a path where these are near enough.
    """
    if width(text.rstrip(" ")) <= first:
        return [text]
    out: list[str] = []
    line, room = "", first
    for chunk in filter(None, _JOINT.findall(text)):
        cells = width(chunk.rstrip(" "))
        if width(line) + cells <= room:
            line += chunk
            continue
        if line and cells <= rest:
            out.append(line)
            line, room = chunk, rest
            continue
        head = pieces(chunk, room - width(line))[0] if room - width(line) > 1 else ""
        tail = pieces(chunk[len(head) :], rest)
        out += [piece for piece in (line + head, *tail[:-1]) if piece]
        line, room = tail[-1] if tail else "", rest
    return [piece for piece in (*out, line) if piece]


def _closed(line: list[Span]) -> tuple[Span, ...]:
    """A line without the blanks at its end."""
    while line and not line[-1].text.rstrip(" "):
        line.pop()
    if line and line[-1].text.endswith(" "):
        line[-1] = replace(line[-1], text=line[-1].text.rstrip(" "))
    return tuple(line)


def _rows(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans, made safe, cut at line breaks."""
    row: list[Span] = []
    for span in spans:
        first, *others = safe_text(span.text).split("\n")
        row.append(span if first == span.text else replace(span, text=first))
        for text in others:
            yield row
            row = [replace(span, text=text)]
    yield row


def _words(row: Sequence[Span]) -> Iterator[list[Span]]:
    """What must stay together: from one space to the next, over the edges of spans. Spaces stay at the end of a word."""
    word: list[Span] = []
    for span in row:
        text = ""
        for character in span.text:
            ended = text.endswith(" ") if text else bool(word) and word[-1].text.endswith(" ")
            if ended and character != " ":
                if text:
                    word.append(replace(span, text=text))
                yield word
                word, text = [], ""
            text += character
        if text:
            word.append(replace(span, text=text))
    if word:
        yield word


def _bound(words: Iterable[list[Span]]) -> Iterator[list[Span]]:
    """Words, a short number together with the word before it: "thứ 21", "August 2022", "line 9" stay on one line.

    So does a sign that stands between words with the one before it.
    """
    last: list[Span] = []
    joined, counted = 0, False
    for word in words:
        text = "".join(part.text for part in word)
        number = _NUMBER.match(text) is not None
        sign = text.rstrip(" ") in _BETWEEN
        if (
            last
            and joined < _JOINED
            and (sign or (number and not counted and width("".join(part.text for part in last)) <= _BINDS))
        ):
            last, joined, counted = [*last, *word], joined + 1, True
            continue
        if last:
            yield last
        last, joined, counted = word, 0, number
    if last:
        yield last


def _append(line: list[Span], span: Span) -> None:
    if line and line[-1].role == span.role and line[-1].link == span.link:
        line[-1] = replace(line[-1], text=line[-1].text + span.text)
    else:
        line.append(span)
