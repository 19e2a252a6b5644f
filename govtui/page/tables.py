"""Tables on a page: columns as wide as their widest cell, or where these have no room each row as a line of its own.

Groups of columns stand side by side as far as there is room for them, the others below, behind the first column again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from govtui.page.page import COMPUTED, ColumnGroup, Paragraph, Role, Span, Spans, Table, TableRow, joined_spans
from govtui.page.wrapping import wrapped
from govtui.text.safe import safe_text
from govtui.text.width import width

BETWEEN = 2
"""Cells between two columns; between numbers one less where that lets more groups stand side by side."""

BETWEEN_GROUPS = 3

NBSP = "\u00a0"

NOTHING = "–"
"""In an empty cell of a column of words."""

_BETWEEN_VALUES = Span(" · ", Role.MUTED)

WIDEST_NAME, LEAST_NAME = 40, 18
"""Cells of the first column, where longer names wrap: at most, and at least, or else the table is given up."""


class TableLine(NamedTuple):
    """A line of a table with the paths of the fields on it."""

    spans: Spans
    fields: Sequence[str]


class _Column(NamedTuple):
    """A column as it is drawn: its place in the table, its cells, the cells before it, and those for marks at its end."""

    place: int
    cells: int
    before: int
    marks: int


class _Band(NamedTuple):
    """Groups that stand side by side, by their numbers, with the columns of each."""

    groups: Sequence[int]
    columns: Sequence[Sequence[_Column]]

    @property
    def cells(self) -> int:
        return sum(map(_drawn, self.columns))


def table_lines(table: Table, cells: int) -> Iterator[TableLine | Paragraph]:
    """Yield the lines of a table, and as paragraphs what has no columns. The legend is left to the layout."""
    fitted = _fitted(table, cells - table.indent)
    if fitted is None:
        for row in table.rows:
            for group in range(len(groups_of(table))):
                if spans := unbroken(table, row, group):
                    yield Paragraph(spans, "•", Role.MUTED, lead_width=3, field=_field(row, group))
            yield from row.below
        yield from table.notes
        return
    name, bands = fitted
    heads = [(Span(head, Role.LABEL),) for head in table.heads]
    for band in bands:
        if any(group.head for group in groups_of(table)):
            yield TableLine(_group_heads(table, name, band), (table.field,))
        yield TableLine(_line(table, heads[0], heads, name, band), (table.field,))
        for row in table.rows:
            fields = [_field(row, group) for group in band.groups]
            if len(bands) > 1 and row.fields and not any(fields):
                continue
            first, *more = list(wrapped(row.cells[0], name, name)) or [()]
            cells_ = [cell(table, row, place) for place in range(len(table.heads))]
            yield TableLine(_line(table, first, cells_, name, band), fields)
            yield from (TableLine(_cell(spans, 0, table.indent), fields) for spans in more)
            for below in row.below:
                if len(bands) == 1 or any(field and f"{below.field}.".startswith(f"{field}.") for field in fields):
                    yield replace(below, indent=table.indent + 2)
    yield from table.notes
    if words := short_heads(table):
        yield Paragraph((Span(words, Role.MUTED),), indent=table.indent)


def short_heads(table: Table) -> str:
    """Return what short heads stand for that do not say it themselves, as "recur" says “recurring”."""
    pairs = dict.fromkeys(zip(table.heads, table.full_heads, strict=True))
    told = [f"{head}: {name}".replace(" ", NBSP) for head, name in pairs if head and not _says(head, name)]
    return " · ".join(told)


def _says(head: str, name: str) -> bool:
    short, full = head.casefold(), name.casefold()
    return full.startswith(short) or short in full.split()


def table_width(table: Table, cells: int) -> int:
    """Return the cells of the widest line of a table that is drawn in `cells`; 0 where its columns have no room."""
    fitted = _fitted(table, cells - table.indent)
    return table.indent + fitted[0] + max(band.cells for band in fitted[1]) if fitted else 0


def in_words(table: Table, row: TableRow, group: int | None = None) -> list[Span]:
    """Return a row on one line: its name, then each cell that says something behind its head; of one group, or of all."""
    parts: list[Spans] = []
    for number, (columns, one) in enumerate(zip(_places(table), groups_of(table), strict=True)):
        if group in (None, number):
            heads = [(place, (Span(f"{table.full_heads[place]} ", Role.LABEL),)) for place in columns]
            said = [
                (*head * bool(head[0].text.strip()), *row.cells[place]) for place, head in heads if row.cells[place]
            ]
            parts += [one.head, *said] if said else []
    return joined_spans([row.name or row.cells[0], *parts], _BETWEEN_VALUES) if parts or len(table.groups) < 2 else []


def unbroken(table: Table, row: TableRow, group: int | None = None) -> list[Span]:
    """Return the same with each value beside its head, on whatever line there is room."""
    spans, name = in_words(table, row, group), len(row.name or row.cells[0])
    return [
        one if place < name or one == _BETWEEN_VALUES else replace(one, text=one.text.replace(" ", NBSP))
        for place, one in enumerate(spans)
    ]


def cell(table: Table, row: TableRow, place: int) -> Spans:
    """Return what a cell shows: of an empty one the sign of that, if it is in a column that has one."""
    if row.cells[place] or not place:
        return row.cells[place]
    if place in table.numbers:
        return (Span(row.silent, Role.MUTED),)
    return () if table.groups else (Span(NOTHING, Role.MUTED),)


def groups_of(table: Table) -> Sequence[ColumnGroup]:
    """Return the groups of columns; all of them without a head where they have none."""
    return table.groups or (ColumnGroup((), len(table.heads) - 1),)


def _places(table: Table) -> Iterator[range]:
    """Yield the columns of each group."""
    first = 1
    for group in groups_of(table):
        yield range(first, first + group.columns)
        first += group.columns


def _field(row: TableRow, group: int) -> str:
    return row.fields[group] if row.fields else row.field


def _fitted(table: Table, room: int) -> tuple[int, Sequence[_Band]] | None:
    """Return the cells of the first column, and the groups that stand side by side; None where one has no room."""
    places = range(len(table.heads))
    columns = [
        [(Span(head),), *(cell(table, row, place) for row in table.rows)] for place, head in enumerate(table.heads)
    ]
    marks = [int(place in table.numbers and any(map(_is_marked, columns[place]))) for place in places]
    widest = [
        max(_width(spans) + marks[place] * (not _is_marked(spans)) for spans in columns[place]) for place in places
    ]
    tightest = 1 if table.numbers else BETWEEN
    found = [_bands(table, widest, marks, room, between) for between in range(BETWEEN, tightest - 1, -1)]
    return min((one for one in found if one), key=lambda one: len(one[1]), default=None)


def _is_marked(spans: Spans) -> bool:
    return bool(spans) and spans[-1].text.endswith(COMPUTED)


def _bands(
    table: Table, widest: Sequence[int], marks: Sequence[int], room: int, between: int
) -> tuple[int, list[_Band]] | None:
    laid = []
    for group, places in zip(groups_of(table), _places(table), strict=True):
        gaps = [between if place in table.numbers else BETWEEN for place in places]
        columns = [
            _Column(place, widest[place], gap, marks[place])
            for place, gap in zip(places, gaps, strict=True)
            if widest[place]
        ]
        if columns and (missing := _width(group.head) + columns[0].before - _drawn(columns)) > 0:
            columns[-1] = columns[-1]._replace(cells=columns[-1].cells + missing)
        laid.append(columns)
    name = min(widest[0], WIDEST_NAME, room - max(map(_drawn, laid)))
    if name < min(widest[0], LEAST_NAME):
        return None
    bands: list[_Band] = []
    for number, columns in enumerate(laid):
        if bands and name + bands[-1].cells + BETWEEN_GROUPS - BETWEEN + _drawn(columns) <= room:
            further = [columns[0]._replace(before=columns[0].before + BETWEEN_GROUPS - BETWEEN), *columns[1:]]
            bands[-1] = _Band([*bands[-1].groups, number], [*bands[-1].columns, further])
        else:
            bands.append(_Band([number], [columns]))
    return name, bands


def _drawn(columns: Sequence[_Column]) -> int:
    return sum(column.before + column.cells for column in columns)


def _group_heads(table: Table, name: int, band: _Band) -> list[Span]:
    """Return the line of common heads, each with a rule over its numbers."""
    out = [Span(" " * (table.indent + name))]
    for number, columns in zip(band.groups, band.columns, strict=True):
        head, before = groups_of(table)[number].head, columns[0].before if columns else 0
        numbers = _drawn([column for column in columns if column.place in table.numbers or not table.numbers])
        rule = numbers - before - _width(head)
        out += [*_cell(head, _width(head), before), Span(f" {'─' * (rule - 1)}" if rule > 1 else " " * rule, Role.RULE)]
        out.append(Span(" " * (_drawn(columns) - max(numbers, before + _width(head)))))
    return _closed(out)


def _line(table: Table, first: Spans, cells: Sequence[Spans], name: int, band: _Band) -> list[Span]:
    """Return a line of cells under a band's columns: numbers flush right, words flush left."""
    out = _cell(first, name, table.indent)
    for column in (each for columns in band.columns for each in columns):
        spans = cells[column.place]
        if column.place in table.numbers:
            behind = column.marks * (not _is_marked(spans))
            out += _cell(spans, _width(spans) + behind, column.before + column.cells - _width(spans) - behind)
        else:
            out += _cell(spans, column.cells, column.before)
    return _closed(out)


def _cell(spans: Spans, cells: int, before: int) -> list[Span]:
    """Return spans made safe behind `before` blanks, filled with blanks to `cells`."""
    free = cells - _width(spans)
    safe = [replace(span, text=_safe(span.text)) for span in spans]
    return [*([Span(" " * before)] * (before > 0)), *safe, *([Span(" " * free)] * (free > 0))]


def _closed(spans: list[Span]) -> list[Span]:
    """Return a line without the blanks at its end."""
    while spans and not spans[-1].text.strip(" "):
        spans.pop()
    return spans


def _width(spans: Spans) -> int:
    return sum(width(_safe(span.text)) for span in spans)


def _safe(text: str) -> str:
    return safe_text(text, multiline=False)
