"""Tables on a page: columns as wide as their widest cell, or where these have no room each row as a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govtui.page.page import Paragraph, Role, Span, Spans, Table, TableRow, joined_spans
from govtui.page.wrapping import wrapped
from govtui.text.safe import safe_text
from govtui.text.width import width

BETWEEN = 2
"""Cells between two columns."""

NBSP = "\u00a0"

NOTHING = "–"
"""In an empty cell."""

_BETWEEN_VALUES = Span(" · ", Role.MUTED)

WIDEST_NAME, LEAST_NAME = 40, 18
"""Cells of the first column, where longer names wrap: at most, and at least, or else the table is given up."""


def table_lines(table: Table, cells: int) -> Iterator[tuple[Spans, str] | Paragraph]:
    """Yield the lines of a table, each with its field, and as paragraphs what has no columns."""
    columns = _columns(table, cells - table.indent)
    if columns is None:
        for row in table.rows:
            yield Paragraph(unbroken(table, row), "•", Role.MUTED, lead_width=3, field=row.field)
            yield from row.below
        return
    heads = [(Span(head, Role.LABEL),) for head in table.heads]
    yield _line(heads, columns, table.indent), table.field
    for row in table.rows:
        name, *more = list(wrapped(row.cells[0], columns[0], columns[0])) or [()]
        cells_ = [name, *(cell or (Span(NOTHING, Role.MUTED),) for cell in row.cells[1:])]
        yield _line(cells_, columns, table.indent), row.field
        yield from ((_line([spans], columns[:1], table.indent), row.field) for spans in more)
        yield from (replace(one, indent=table.indent + 2) for one in row.below)


def in_words(table: Table, row: TableRow) -> list[Span]:
    """Return a row on one line: its name, then each other cell behind the head of its column."""
    parts = [
        (Span(f"{head} ", Role.LABEL), *cell) for head, cell in zip(table.heads[1:], row.cells[1:], strict=True) if cell
    ]
    return joined_spans([row.cells[0], *parts], _BETWEEN_VALUES)


def unbroken(table: Table, row: TableRow) -> list[Span]:
    """Return the same with each value beside its head, on whatever line there is room."""
    spans, name = in_words(table, row), len(row.cells[0])
    return [
        one if place < name or one == _BETWEEN_VALUES else replace(one, text=one.text.replace(" ", NBSP))
        for place, one in enumerate(spans)
    ]


def _columns(table: Table, room: int) -> list[int] | None:
    """Return the cells of each column; None where they have no room."""
    rows = [list(table.heads), *([_text(cell) for cell in row.cells] for row in table.rows)]
    widest = [max(width(safe_text(row[place], multiline=False)) for row in rows) for place in range(len(table.heads))]
    others = sum(widest[1:]) + BETWEEN * (len(widest) - 1)
    name = min(widest[0], WIDEST_NAME, room - others)
    return [name, *widest[1:]] if name >= min(widest[0], LEAST_NAME) else None


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _line(cells: Sequence[Spans], columns: Sequence[int], indent: int) -> list[Span]:
    """Return cells padded to their columns."""
    out = [Span(" " * indent)] if indent else []
    for place, (spans, room) in enumerate(zip(cells, columns, strict=True)):
        used = 0
        for span in spans:
            text = safe_text(span.text, multiline=False)
            out.append(replace(span, text=text))
            used += width(text)
        if place < len(columns) - 1:
            out.append(Span(" " * (room - used + BETWEEN)))
    return out
