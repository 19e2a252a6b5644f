"""Wrapping by cells: runs of text, and pairs of texts in two languages. Every text is made safe here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from govtui.page.page import BULLET, Pair, Role, Span
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, pieces, width

Line = tuple[Span, ...]

BESIDE = 86
"""Cells from which a pair stands side by side: a pane of 90 without its padding, its scroll bar and the blank beside that."""

MEASURE = 70
"""Cells of the widest column of a pair."""

RULE = " │ "
"""Between the columns of a pair."""

LABEL = 16
"""Cells of the column of labels; a longer label, and that of a long text, stands on a line of its own."""

LONG = 3
"""Lines beside its label from which a text is long and takes the whole column."""

_ADDRESS = re.compile(r"https?://[^\s<>\"“”‘’«»…]+", re.IGNORECASE)
_BEHIND_ADDRESS = ".,;:!?'"
"""Signs that end a sentence, not the address before them."""
_NUMBER = re.compile(r"[(“]?\d[\d/.,–-]{0,9}[.,;:)”\]…]*(?:\u00a0[⁰¹²³⁴-⁹\d\[\]]+)* *\Z")
"""A short number, a date or a range, with the marks around it, and the numbers of its sources."""
_BETWEEN = frozenset("·–—→")
"""Signs between words, which never begin a line."""
_BINDS = 12
"""Cells of the longest word that a number is bound to."""
_JOINED = 3
"""How many words are bound to one at most."""
_JOINT = re.compile(r".*?(?:[/_.?&=-](?=[A-Za-z0-9])|\u00a0|\Z)", re.DOTALL)
"""A part of a word that no line can hold, such as a URL or words that were bound, after which a line may end."""


def space(cells: int) -> Line:
    """Return a span of so many blanks; empty for none."""
    return (Span(" " * cells),) if cells else ()


def wrapped(spans: Sequence[Span], first: int, rest: int) -> Iterator[Line]:
    """Yield lines of at most `first` cells, then of at most `rest`; each has room for a dozen cells at least."""
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


def _whole(row: Sequence[Span]) -> Line:
    """Return a line that needs no wrapping, without the blanks at its edges."""
    line: list[Span] = []
    for span in row:
        text = span.text if line else span.text.lstrip(" ")
        if text:
            _append(line, span if text == span.text else replace(span, text=text))
    return _closed(line)


def _pieces(text: str, first: int, rest: int) -> list[str]:
    """Break a part of a word into pieces of at most `first`, then `rest` cells; at the joints of a URL or path if near."""
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


def _closed(line: list[Span]) -> Line:
    """Return a line without the blanks at its end."""
    while line and not line[-1].text.rstrip(" "):
        line.pop()
    if line and line[-1].text.endswith(" "):
        line[-1] = replace(line[-1], text=line[-1].text.rstrip(" "))
    return tuple(line)


def _rows(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the spans, made safe, cut at line breaks."""
    row: list[Span] = []
    for span in spans:
        first, *others = safe_text(span.text).split("\n")
        row += addressed(span if first == span.text else replace(span, text=first))
        for text in others:
            yield row
            row = [*addressed(replace(span, text=text))]
    yield row


def addressed(span: Span) -> Iterator[Span]:
    """Yield a span, cut where web addresses begin and end; one that is no printable ASCII is none."""
    if "://" not in span.text or span.link:
        yield span
        return
    at = 0
    for found in _ADDRESS.finditer(span.text):
        url = found[0].rstrip(_BEHIND_ADDRESS)
        if url.endswith(")") and "(" not in url:
            url = url[:-1].rstrip(_BEHIND_ADDRESS)
        if not url.isascii():
            continue
        start, end = found.start(), found.start() + len(url)
        if start > at:
            yield replace(span, text=span.text[at:start])
        yield replace(span, text=url, url=url)
        at = end
    if at < len(span.text):
        yield replace(span, text=span.text[at:])


def _words(row: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield what must stay together: from space to space, over the edges of spans; a word keeps the spaces behind it."""
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
    """Yield words, with the one before it a short number ("thứ 21", "August 2022", "line 9"), or a sign between words."""
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
    if line and (line[-1].role, line[-1].link, line[-1].url) == (span.role, span.link, span.url):
        line[-1] = replace(line[-1], text=line[-1].text + span.text)
    else:
        line.append(span)


# pairs


def column(cells: int) -> int:
    """Return the cells of one of two columns; 0 where there is no room for two."""
    return min(MEASURE, (cells - width(RULE)) // 2) if cells >= BESIDE else 0


def measure(cells: int) -> int:
    """Return the cells that a page of pairs takes of `cells`."""
    one = column(cells)
    return 2 * one + width(RULE) if one else cells


def pair_lines(pair: Pair, cells: int) -> Iterator[Line]:
    """Yield the lines of a pair of texts at a width of `cells`: in level columns, or one under the other."""
    lead = safe_text(pair.lead, multiline=False)
    indent = min(pair.indent, cells // 8)
    hang = max(min(pair.lead_width, LABEL), width(lead) + 1 if lead else 0)
    one = column(cells)
    room = (one or cells) - indent - hang
    longest = max(_length(pair.left), _length(pair.right or ()))
    if hang > LABEL or (lead and hang > BULLET and longest > LONG * room):
        yield (*space(indent), Span(clip(lead, measure(cells) - indent), pair.lead_role))
        lead, hang = "", 0 if pair.right else 2
    head = (*space(indent), Span(pad(lead, hang), pair.lead_role)) if lead else space(indent + hang)
    if pair.right is None:
        yield from _hung(head, pair.left, indent + hang, measure(cells))
    elif one:
        yield from _beside(pair, head, indent + hang, one)
    else:
        yield from _under(pair, head, indent + hang, cells)


def _length(spans: Sequence[Span]) -> int:
    return sum(width(span.text) for span in spans)


def _hung(head: Line, spans: Sequence[Span], margin: int, cells: int) -> Iterator[Line]:
    for line in wrapped(spans, cells - margin, cells - margin):
        yield (*head, *line)
        head = space(margin)


def _beside(pair: Pair, head: Line, margin: int, one: int) -> Iterator[Line]:
    """Yield both from the same line on; the side that ends first leaves space."""
    assert pair.right is not None
    label = width(safe_text(pair.lead, multiline=False)) >= BULLET or (not pair.lead and margin > BULLET)
    right_head, right_margin = ((), 0) if label else (head, margin)
    sides = zip_longest(
        _hung(head, pair.left, margin, one), _hung(right_head, pair.right, right_margin, one), fillvalue=()
    )
    for left, right in sides:
        room = one - sum(width(span.text) for span in left)
        yield (*left, Span(" " * room + RULE, Role.RULE), *right)


def _under(pair: Pair, head: Line, margin: int, cells: int) -> Iterator[Line]:
    """Yield the left one first; each with its tag."""
    assert pair.right is not None
    if not pair.left and not pair.right:
        yield ()
        return
    tag = max(map(width, pair.tags)) + 1
    for spans, name in zip((pair.left, pair.right), pair.tags, strict=True):
        if spans:
            first = (*head, Span(pad(name, tag), Role.MUTED))
            yield from _hung(first, spans, margin + tag, cells)
            head = space(margin)
