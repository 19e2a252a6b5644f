"""Discrepancies of progress as blocks: sums that differ from what is stated, and statuses of measures that fall back."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.i18n.formats import number
from govtui.model.item_names import item_paths
from govtui.model.measures_over_time import status_rows
from govtui.model.problem import Problem
from govtui.model.progress import Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.model.statements import Statement
from govtui.page.figures import area_names, row_words
from govtui.page.page import Beside, Block, Gap, Paragraph, Role, Span
from govtui.page.provenance import evidence_blocks
from govtui.page.render_context import RenderContext

_SUM_LEAD = 30
"""Cells before the numbers of a sum."""


def fallen(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield what a source says of a measure for two days, the earlier one first."""
    if not isinstance(record, Declaration):
        return
    rows = {one.path: one for told in status_rows(record).values() for one in told}
    sides = []
    for path in (str(problem.values["before"]), problem.field.removesuffix(".status")):
        if (one := rows.get(path)) is None or not one.row.status or not one.table.as_of:
            return
        told = Statement("", one.row.status, one.source, one.row.at or one.table.at or "", path, path)
        side = [
            Paragraph(
                (Span(context.tr.gettext("As of {date}").format(date=context.date(one.table.as_of))),), field=path
            ),
            Paragraph((Span(context.label("measure.status", one.row.status), Role.STRONG),), field=path),
        ]
        sides.append([*side, *evidence_blocks(one.row, path, record, context, told)])
    yield Beside(*sides)


def sums(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the numbers of one discrepancy, its source, and what other tables of the record have for the same row."""
    if not isinstance(record, Declaration):
        return
    for name, table in item_paths("progress", record.progress):
        if f"{problem.field}.".startswith(f"{name}."):
            yield from _in_table(problem, problem.field[len(name) + 1 :], table, record, context)
            yield Gap()
            yield from evidence_blocks(table, name, record, context)
            yield from _elsewhere(problem, table, record, context)


def _in_table(
    problem: Problem, path: str, table: ProgressTable, record: Declaration, context: RenderContext
) -> Iterator[Block]:
    first, *rest = path.split(".")
    if first == "rows" and rest and rest[0].isdigit() and int(rest[0]) <= len(table.rows):
        row = table.rows[int(rest[0]) - 1]
        yield Paragraph((Span(row_words(row, area_names(record, context), context), Role.STRONG),), field=problem.field)
        yield from _counts(row, problem, context)
    elif first == "stated" and table.stated is not None:
        if problem.code == "total_differs" and rest:
            yield from _total(table, rest[0], problem, record, context)
        else:
            yield from _counts(table.stated, problem, context)


def _counts(counts: Counts | ProgressRow, problem: Problem, context: RenderContext) -> Iterator[Block]:
    """Yield the parts of a row, their sum and what is stated; or a share given beside the share computed."""
    tr = context.tr
    off = {status: (given, share) for status, given, share in counts.percent_off}
    for status, value in counts.parts:
        tail = ""
        if problem.code == "percent_off" and status == problem.field.rpartition(".")[2] and status in off:
            given, computed = (number(one, tr) for one in (off[status][0], round(off[status][1], 1)))
            tail = "  " + tr.gettext("{given}% given, {computed}% computed").format(given=given, computed=computed)
        yield _line(context.label("progress.status", status), value, context, problem, tail=tail)
    if counts.itemised is not None:
        yield _line(tr.gettext("Itemised together"), counts.itemised, context, problem, Role.STRONG, lead="Σ")
    if counts.stated is not None:
        yield _line(tr.gettext("Stated by the source"), counts.stated, context, problem, Role.STRONG)
    if counts.unexplained:
        yield _line(tr.gettext("Unexplained"), counts.unexplained, context, problem, Role.UNEXPLAINED, lead="≠")


def _total(
    table: ProgressTable, status: str, problem: Problem, record: Declaration, context: RenderContext
) -> Iterator[Block]:
    """Yield the rows of a table, their sum and the total that is stated."""
    tr, total = context.tr, 0
    for row in table.rows:
        value: int | None = getattr(row, status, None)
        if value is not None:
            total += value
            yield _line(row_words(row, area_names(record, context), context), value, context, problem)
    stated: int = getattr(table.stated, status, None) or 0
    yield _line(tr.gettext("The rows together"), total, context, problem, Role.STRONG, lead="Σ")
    yield _line(tr.gettext("Stated as the total"), stated, context, problem, Role.STRONG)
    yield _line(tr.pgettext("figures", "Difference"), stated - total, context, problem, Role.UNEXPLAINED, lead="≠")


def _line(
    words: str,
    value: int,
    context: RenderContext,
    problem: Problem,
    role: Role = Role.PLAIN,
    *,
    lead: str = " ",
    tail: str = "",
) -> Paragraph:
    spans = [Span(number(value, context.tr).rjust(8, "\u00a0"), role), *[Span(tail, Role.DISCREPANCY)] * bool(tail)]
    return Paragraph(spans, f"{lead} {words}", lead_width=_SUM_LEAD, field=problem.field)


def _elsewhere(problem: Problem, table: ProgressTable, record: Declaration, context: RenderContext) -> Iterator[Block]:
    """Yield the same row in other tables of the record."""
    position = problem.field.rpartition("rows.")[2]
    if not position.isdigit() or int(position) > len(table.rows):
        return
    row = table.rows[int(position) - 1]
    for name, other in item_paths("progress", record.progress):
        for same in other.rows if other is not table else ():
            if row_key(same) == row_key(row):
                yield Gap()
                yield Paragraph((Span(context.tr.gettext("Another table has, for the same"), Role.STRONG),), field=name)
                yield from _counts(same, problem, context)
                yield from evidence_blocks(other, name, record, context)


def row_key(row: ProgressRow) -> tuple[str | None, str | None, str | None]:
    """Return what a row is about: the same in two tables of a record is told by both."""
    return row.area, row.under, row.item
