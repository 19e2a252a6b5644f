"""Layout of a card: labels and values in a rounded box; plain labelled lines where there is no room for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govtui.page.page import Card, Paragraph, Role, Span
from govtui.page.paragraph_layout import (
    APART,
    PROSE,
    Drawn,
    line_width,
    paragraph_lines,
    text_margin,
)
from govtui.page.wrapping import wrapped
from govtui.text.safe import safe_text
from govtui.text.width import width

BOXED = 40
"""Cells from which a card has a box."""

_EDGES = 4
"""Cells that the box takes of a line: its sides, and a blank inside each."""

_LABELS = 18
"""Cells that the column of labels takes at most; a longer label pushes its own value only."""


def card_lines(card: Card, cells: int) -> Iterator[Drawn]:
    """Yield the lines of a card at a width of `cells`, never wider than running text and the box."""
    rows = _aligned(card.rows)
    if cells < BOXED:
        for row in rows:
            yield from paragraph_lines(row, cells)
        return
    inner = min(cells - _EDGES, PROSE)
    rule = "─" * (inner + 2)
    yield (Span(f"╭{rule}╮", Role.RULE),), ""
    column = _beside_column(rows, inner)
    for row in rows:
        for spans, field in paragraph_lines(row, inner, column):
            blank = " " * (inner - line_width(spans))
            yield (Span("│ ", Role.RULE), *spans, Span(f"{blank} │", Role.RULE)), field
    yield (Span(f"╰{rule}╯", Role.RULE),), ""


def _aligned(rows: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the rows with a column for their longest label."""
    labels = [width(safe_text(row.lead, multiline=False)) + 2 for row in rows]
    column = max((cells for cells in labels if cells <= _LABELS), default=0)
    return [replace(row, lead_width=column) for row in rows]


def _beside_column(rows: Sequence[Paragraph], cells: int) -> int:
    """Return the cells behind the label in which all that fits beside a value begins."""
    column = 0
    for row in rows:
        room = cells - text_margin(row, cells)
        if not row.beside or not row.spans:
            continue
        last = line_width(list(wrapped(row.spans, room, room))[-1]) + APART
        if last + max(sum(width(span.text) for span in beside) for beside in row.beside) <= room:
            column = max(column, last)
    return column
