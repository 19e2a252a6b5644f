"""Layout of a paragraph: text hanging behind its lead, and what other sources say right of the text or below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.page.page import Paragraph, Span, Spans
from govtui.page.wrapping import space, wrapped
from govtui.text.safe import safe_text
from govtui.text.width import pad, width

PROSE = 84
"""Cells of the longest line of running text: longer ones are hard to read, however wide the page is."""

ROOM_FOR_WORDS = 28
"""Cells beside a bar, or a wide lead, in which its words are wrapped; where there are fewer, they stand below it."""

APART = 3
"""Blanks between a value and what another source says beside it."""

_HANG = 2
"""Cells of the sign before what another source says, which its further lines hang behind."""

Drawn = tuple[tuple[Span, ...], str]
"""The spans of a line, and the path of the field on it."""


def paragraph_lines(block: Paragraph, cells: int, column: int = 0) -> Iterator[Drawn]:
    """Yield the lines of a paragraph at a width of `cells`.

    `column`: cells from the start of the text in which others begin what is beside it; there it begins, too, if it fits.
    """
    lead = safe_text(block.lead, multiline=False)
    margin = text_margin(block, cells)
    indent = min(block.indent, cells // 4)
    hang = margin - indent
    if lead and width(lead) + 1 > hang:
        yield from indented((Span(lead, block.lead_role),), indent, cells, block.field)
        lead = ""
    head = (*space(indent), Span(pad(lead, hang), block.lead_role)) if lead else space(margin)
    room = min(cells - margin, PROSE)
    lines: list[Sequence[Span]] = list(wrapped(block.spans, room, room)) if block.spans or not block.beside else []
    for spans in with_beside(lines, block.beside, room, cells - margin, column) if block.beside else lines:
        yield (*head, *spans), block.field
        head = space(margin)


def text_margin(block: Paragraph, cells: int) -> int:
    """Return the cells before the text of a paragraph: its indent and its lead, or little where a wide lead stands above."""
    lead = safe_text(block.lead, multiline=False)
    indent = min(block.indent, cells // 4)
    hang = max(block.lead_width, width(lead) + 1 if lead else 0)
    if hang > max(cells // 2, cells - ROOM_FOR_WORDS) - indent:
        hang = 2
    return indent + hang


def with_beside(
    lines: list[Sequence[Span]], beside: Sequence[Spans], room: int, whole: int, column: int
) -> list[Sequence[Span]]:
    """Return the lines of a text with what stands beside it: on its last line if it fits there, else on lines below it.

    `room`: cells of a line of running text; `whole`: those up to the edge, which a short addition may take.
    """
    for spans in beside:
        [first, *rest] = list(wrapped(spans, room, room - _HANG))
        cells = line_width(first)
        last = line_width(lines[-1]) if lines else 0
        gap = max(APART, column - last) if lines else 0
        if rest or not lines or last + APART + cells > whole:
            # where it takes lines of its own, these are indented as the value is, and hang behind the sign
            lines += [first, *((*space(_HANG), *line) for line in rest)]
        else:
            gap = gap if last + gap + cells <= whole else APART
            lines[-1] = (*lines[-1], *space(gap), *first)
    return lines


def line_width(spans: Spans) -> int:
    """Return the cells of a line."""
    return width("".join(span.text for span in spans))


def indented(spans: Spans, margin: int, cells: int, field: str) -> Iterator[Drawn]:
    """Yield a text below a wide lead, or beside a bar, each line behind `margin` blanks."""
    for line in wrapped(spans, cells - margin, cells - margin):
        yield (*space(margin), *line), field
