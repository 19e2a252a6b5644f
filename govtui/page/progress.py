"""Renderer of progress: the tables of numbers of a record, then how far its measures are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.dates import date_short
from govtui.model.fields import FieldSpec
from govtui.model.problem import Problem
from govtui.model.progress import ProgressTable
from govtui.model.record import Declaration, Record
from govtui.page.field_blocks import further_blocks, further_spans, note_blocks
from govtui.page.measure_statuses import status_blocks
from govtui.page.page import Block, Gap, Paragraph, Role, Span, Spans
from govtui.page.present import key_words
from govtui.page.progress_numbers import numbered
from govtui.page.progress_tables import NumberTable
from govtui.page.render_context import RenderContext

_SHOWN = ("key", "as_of", "unit", "source", "at", "said_by", "note", "stated", "rows")
"""The parts of a table that have a place of their own."""


def progress(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the progress tables of a record, then how far its measures are."""
    if not isinstance(record, Declaration):
        return
    problems = context.index.problems(record.id)
    for position, table in enumerate(record.progress, 1):
        # a series of statuses is one table below; here is only what it was told by
        close = position > 1 and not (numbered(table) or numbered(record.progress[position - 2]))
        yield from [Gap()] * (position > 1 and not close)
        path = f"progress.{table.key or position}"
        yield Paragraph(table_head(spec, table, context), field=path)
        yield from table_blocks(spec, table, path, record, problems, context)
    if statuses := list(status_blocks(record, problems, context)):
        yield from (Gap(), *statuses)


def table_head(spec: FieldSpec, table: ProgressTable, context: RenderContext) -> Spans:
    """Return the day and the unit of a table, and who tells it."""
    head: list[Span] = []
    if table.as_of:
        day = date_short(table.as_of, context.tr)
        head.append(Span(context.tr.gettext("As of {date}").format(date=day), Role.STRONG))
    if table.unit:
        head.append(Span((" · " if head else "") + key_words("progress.unit", table.unit, context)))
    head = further_spans(spec, table, _SHOWN, context, head)
    return (*head, *context.citation(table.source, table.at, table.said_by))


def table_blocks(
    spec: FieldSpec,
    table: ProgressTable,
    path: str,
    record: Declaration,
    problems: Sequence[Problem],
    context: RenderContext,
    *,
    at_home: bool = True,
) -> Iterator[Block]:
    """Yield the numbers of a table, and what it says besides; `path` is that of its field.

    `at_home`: whether they stand on the page of the record, so that links lead to its fields, else to the record.
    """
    yield from NumberTable(spec, table, path, record, problems, context, at_home=at_home).blocks()
    yield from further_blocks(spec, table, _SHOWN, context, path)
    if table.note:
        yield from note_blocks(table.note, context, path)
