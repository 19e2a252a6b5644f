"""Laying out the same text in two languages: in two columns that stay level, or one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from govtui.page.page import BULLET, Pair, Role, Span
from govtui.page.wrapping import space, wrapped
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, width

BESIDE = 92
"""Cells from which the two stand side by side: a terminal of 100 columns without borders and scroll bar."""

MEASURE = 70
"""The widest column, in cells."""

RULE = " │ "
"""What stands between the columns."""

LABEL = 16
"""Cells of the column of labels; a longer label stands on a line of its own, and so does that of a long text."""

LONG = 3
"""Lines beside its label from which a text is long: it takes the whole column."""

Spans = tuple[Span, ...]


def column(cells: int) -> int:
    """The cells of one of two columns; 0 where there is no room for two."""
    return min(MEASURE, (cells - width(RULE)) // 2) if cells >= BESIDE else 0


def measure(cells: int) -> int:
    """The cells that a page of pairs takes of those that there are."""
    one = column(cells)
    return 2 * one + width(RULE) if one else cells


def pair_lines(pair: Pair, cells: int) -> Iterator[Spans]:
    """The lines of a pair at a width of `cells`."""
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


def _hung(head: Spans, spans: Sequence[Span], margin: int, cells: int) -> Iterator[Spans]:
    for line in wrapped(spans, cells - margin, cells - margin):
        yield (*head, *line)
        head = space(margin)


def _beside(pair: Pair, head: Spans, margin: int, one: int) -> Iterator[Spans]:
    """Both from the same line on; the side that ends first leaves space."""
    assert pair.right is not None
    label = width(safe_text(pair.lead, multiline=False)) >= BULLET or (not pair.lead and margin > BULLET)
    right_head, right_margin = ((), 0) if label else (head, margin)
    sides = zip_longest(
        _hung(head, pair.left, margin, one), _hung(right_head, pair.right, right_margin, one), fillvalue=()
    )
    for left, right in sides:
        room = one - sum(width(span.text) for span in left)
        yield (*left, Span(" " * room + RULE, Role.RULE), *right)


def _under(pair: Pair, head: Spans, margin: int, cells: int) -> Iterator[Spans]:
    """The left one first; each with its tag."""
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
