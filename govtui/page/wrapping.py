"""Wrapping runs of text by cells. Every text is made safe here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govtui.page.page import Span
from govtui.text.safe import safe_text
from govtui.text.width import pieces, width


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
        for word in _words(row):
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
    """A part of a word, broken so that the first piece takes at most `first` cells and each other at most `rest`."""
    if width(text.rstrip(" ")) <= first:
        return [text]
    head = pieces(text, first)[0] if first > 1 else ""
    return [piece for piece in (head, *pieces(text[len(head) :], rest)) if piece]


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


def _append(line: list[Span], span: Span) -> None:
    if line and line[-1].role == span.role and line[-1].link == span.link:
        line[-1] = replace(line[-1], text=line[-1].text + span.text)
    else:
        line.append(span)
