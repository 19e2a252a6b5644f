"""A record's progress tables as a comparison: under each area its frameworks side by side, drawn to one scale, and the totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.formats import number
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem, Severity
from govtui.model.progress import STATUSES, ProgressRow, ProgressTable
from govtui.model.record import Declaration
from govtui.page.figures import (
    NBSP,
    area_heading,
    area_names,
    drawn_parts,
    framework,
    legend,
    part_words,
    size,
)
from govtui.page.page import Block, Gap, Paragraph, Role, Span
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_SIGNS
from govtui.text.width import pad, width

BAR = 16
"""The cells of the longest bar: two frameworks stand beside each other on 80 columns."""


def progress_blocks(key: str, context: RenderContext) -> Iterator[Block]:
    """All tables of a record, under its name; nothing when it cannot be read."""
    record = context.record(key)
    if not isinstance(record, Declaration):
        return
    areas = area_names(record, context)
    problems = context.index.problems(key)
    for place, (name, table) in enumerate(item_paths("progress", record.progress)):
        yield from [Gap()] * bool(place)
        head = [context.name(key)]
        if table.as_of:
            head.append(Span(" · " + context.tr.gettext("As of {date}").format(date=context.date(table.as_of))))
        if table.unit:
            head.append(Span(" · " + context.label("progress.unit", table.unit)))
        yield Paragraph((*head, *context.cited(table.source, table.at)))
        yield Paragraph(legend(table, context))
        own = [p for p in problems if p.severity == Severity.DISCREPANCY and p.field.startswith(f"{name}.")]
        yield from _compared(table, name, areas, own, context)
        for note in context.read(table.note, Role.MUTED):
            yield Paragraph(note)


def _compared(
    table: ProgressTable, name: str, areas: dict[str, str], problems: Sequence[Problem], context: RenderContext
) -> Iterator[Block]:
    frameworks = list(dict.fromkeys(row.under for row in table.rows))
    scale = max((size(row) for row in table.rows), default=0)
    column = max((width(framework(under, context).text) for under in frameworks), default=0)
    for area in dict.fromkeys(row.area for row in table.rows):
        rows = [(n, row) for n, row in enumerate(table.rows, 1) if row.area == area]
        if area is not None:
            yield area_heading(area, areas, context)
        said = {n: [p for p in problems if f"{p.field}.".startswith(f"{name}.rows.{n}.")] for n, _ in rows}
        cells: list[Span] = []
        for n, row in rows:
            cells += [Span(" ")] * bool(cells) + list(_cell(row, scale, column, bool(said[n]), context))
        yield Paragraph(cells, indent=3)
        words = [f"{framework(row.under, context).text} {_words(row, context)}" for _, row in rows if row.parts]
        yield Paragraph((Span("; ".join(words), Role.MUTED),), indent=3)
        for found in said.values():
            for problem in found:
                sign = SEVERITY_SIGNS[Severity.DISCREPANCY]
                text = (Span(problem_sentence(problem, context), Role.DISCREPANCY),)
                yield Paragraph(text, sign, Role.DISCREPANCY, indent=3)
    yield from _totals(table, frameworks, column, context)


def _totals(
    table: ProgressTable, frameworks: Sequence[str | None], column: int, context: RenderContext
) -> Iterator[Block]:
    """The sums over all areas, computed here and said to be; what a source states of them stands among the problems."""
    if len(table.rows) <= len(frameworks):
        return
    sums = [_sum([row for row in table.rows if row.under == under]) for under in frameworks]
    scale = max((size(row) for row in sums), default=0)
    yield Paragraph((Span(context.tr.gettext("All areas, added up here")),), "Σ", Role.STRONG, lead_width=3)
    cells: list[Span] = []
    for row in sums:
        cells += [Span(" ")] * bool(cells) + list(_cell(row, scale, column, row.unexplained != 0, context))
    yield Paragraph(cells, indent=3)
    words = [f"{framework(row.under, context).text} {_words(row, context)}" for row in sums]
    yield Paragraph((Span("; ".join(words), Role.MUTED),), indent=3)


def _sum(rows: Sequence[ProgressRow]) -> ProgressRow:
    """Rows of one framework together; a number that none of them gives is not given."""
    values: dict[str, object] = {"under": rows[0].under}
    for field in ("stated", *STATUSES):
        given = [value for row in rows if (value := getattr(row, field)) is not None]
        values[field] = sum(given) if given else None
    return ProgressRow.model_validate(values)


def _cell(row: ProgressRow, scale: int, column: int, wrong: bool, context: RenderContext) -> Iterator[Span]:
    """One framework's name, number and bar: one word, so that it stands beside the others or below them, whole."""
    total = row.stated if row.stated is not None else row.itemised
    shown = "–" if total is None else number(total, context.tr)
    mark = SEVERITY_SIGNS[Severity.DISCREPANCY] if wrong else NBSP
    yield Span(pad(framework(row.under, context).text, column).replace(" ", NBSP) + NBSP, Role.LABEL)
    yield Span(shown.rjust(4, NBSP), Role.STRONG)
    yield Span(f"{mark}{NBSP}", Role.DISCREPANCY if wrong else Role.PLAIN)
    parts = drawn_parts(row)
    drawn = 0
    for (role, sign, _), cells in zip(parts, _cells([value for *_, value in parts], scale), strict=True):
        yield Span(sign * cells, role)
        drawn += cells
    yield Span(NBSP * (BAR - drawn + 2))


def _cells(values: Sequence[int], scale: int) -> list[int]:
    """The cells of each part; one that is not 0 is seen, and together they are never more than BAR."""
    if scale <= BAR:
        return list(values)
    cells = [max(1, round(value * BAR / scale)) for value in values]
    while sum(cells) > BAR:
        cells[cells.index(max(cells))] -= 1
    return cells


def _words(row: ProgressRow, context: RenderContext) -> str:
    words = part_words(row, context)
    if row.parts and row.unexplained:
        unexplained = context.tr.gettext("unexplained")
        words.append(f"{number(row.unexplained, context.tr)} {unexplained}")
    return ", ".join(words)
