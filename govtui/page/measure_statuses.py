"""How far measures are over time: a table of measures by days, made from all progress tables of a record.

Signs and words say it, without colour. The page of a record and the screen of figures draw the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.dates import date_short
from govtui.i18n.formats import quoted
from govtui.model.dates import PartialDate
from govtui.model.declaration_parts import Measure
from govtui.model.measures_over_time import StatusRow, by_day, measures_of, status_rows
from govtui.model.problem import Problem, Severity
from govtui.model.progress import ProgressTable
from govtui.model.record import Declaration
from govtui.page.bodies import DEEPEST, tree
from govtui.page.page import DISCREPANCY_LINK, Block, Gap, Paragraph, Role, Span, joined_spans
from govtui.page.present import key_words
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_SIGNS
from govtui.text.width import pad, width

METERS = {
    "completed": (Role.DONE, "███"),
    "substantial": (Role.ONGOING, "██░"),
    "limited": (Role.RECURRING, "█░░"),
    "not_started": (Role.PLANNED, "░░░"),
    "withdrawn": (Role.CANCELLED, "╳╳╳"),
}
"""Role and sign of each status: the sign alone tells them apart, without colour."""

OWN = (Role.PLAIN, "▒▒▒")
"""The same of a status that the registry declares; the words tell which."""

UNTOLD = "–"
"""In place of the sign where a table is silent on a measure."""


MOST_DAYS = 3
"""The most days that stand beside each other, in every language: the others follow in a table of their own."""

NBSP = "\u00a0"


class _Row(NamedTuple):
    """A measure in the table: its key, its depth below what it is part of, its wording, and what is said of it."""

    key: str
    depth: int
    text: str
    told: Sequence[StatusRow]


class _Column(NamedTuple):
    """A day for which tables, of one source or several, say how far measures are."""

    heading: str
    tables: Sequence[ProgressTable]

    def holds(self, one: StatusRow) -> bool:
        return any(one.table is table for table in self.tables)


def status_blocks(
    record: Declaration, problems: Sequence[Problem], context: RenderContext, *, cites: bool = True
) -> Iterator[Block]:
    """Yield the table of measures by days, if the record has one: signs, the measure, and the last status in words.

    With `cites` the status of each day stands below it in words instead, with its place in the source.
    """
    columns = _columns(record, context)
    if not columns:
        return
    cells = max(4, *(width(one.heading) for one in columns)) + 1
    told = status_rows(record)
    yield Paragraph(_legend(told, context), field="progress")
    found = [one for one in problems if one.severity is Severity.DISCREPANCY]
    for first in range(0, len(columns), MOST_DAYS):
        beside = columns[first : first + MOST_DAYS]
        yield from [Gap()] * bool(first)
        headings = "".join(pad(one.heading, cells) for one in beside).rstrip()
        yield Paragraph((Span(headings, Role.LABEL),), field="progress")
        here = {key: [one for one in rows if any(column.holds(one) for column in beside)] for key, rows in told.items()}
        for row in _rows(record, {key: rows for key, rows in here.items() if rows}, context):
            yield from _measure(row, beside, cells, found, context, cites)


def _columns(record: Declaration, context: RenderContext) -> list[_Column]:
    """Return the days of all tables that tell of measures, in order of time; what has no day comes last."""
    found: dict[PartialDate | None, list[ProgressTable]] = {}
    for table in sorted(record.progress, key=lambda table: by_day(table.as_of)):
        if any(row.item for row in table.rows):
            found.setdefault(table.as_of, []).append(table)
    return [_Column(date_short(day, context.tr) if day else UNTOLD, tables) for day, tables in found.items()]


def _legend(told: Mapping[str, Sequence[StatusRow]], context: RenderContext) -> list[Span]:
    used = {one.row.status for rows in told.values() for one in rows}
    return joined_spans(
        (
            (Span(sign, role), Span(f" {key_words('measure.status', status, context)}".replace(" ", NBSP), Role.MUTED))
            for status, (role, sign) in METERS.items()
            if status in used
        ),
        Span("   ", Role.MUTED),
    )


def _rows(record: Declaration, told: Mapping[str, Sequence[StatusRow]], context: RenderContext) -> Iterator[_Row]:
    """Yield the measures that rows tell of, in the order of their tree, with what they are part of."""
    measures = measures_of(record, context.record)
    wanted = set[str]()
    for key in told:
        above: str | None = key
        while above in measures and above not in wanted:
            wanted.add(above)
            above = measures[above].within
    shown: Mapping[str, Measure] = {key: measure for key, measure in measures.items() if key in wanted}
    for key, depth in tree(shown):
        yield _Row(key, min(depth, DEEPEST), context.text_of(shown[key].text), told.get(key, ()))
    for key, rows in told.items():
        if key not in measures:
            yield _Row(key, 0, quoted(key), rows)


def _measure(
    row: _Row,
    columns: Sequence[_Column],
    cells: int,
    problems: Sequence[Problem],
    context: RenderContext,
    cites: bool,
) -> Iterator[Block]:
    """Yield the line of a measure, what each table says of it in words, and what is at odds."""
    found = [one for one in problems if any(_is_about(one, told) for told in row.told)]
    signs, last, spans = "", "", list[Span]()
    role = Role.MUTED
    for column in columns:
        here = [one for one in row.told if column.holds(one)]
        told = [one for one in here if one.row.status]
        sign = UNTOLD
        if told:
            last = str(told[0].row.status)
            role, sign = METERS.get(last, OWN)
        if any(_is_about(problem, one) for problem in found for one in here):
            sign += SEVERITY_SIGNS[Severity.DISCREPANCY]
        signs += pad(sign, cells)
        for one in here:
            spans += [Span(" → ", Role.MUTED)] * bool(spans)
            spans += _words(one, column, context)
    lead = f"{signs}{'  ' * row.depth}•"
    field = row.told[-1].path if row.told else f"measures.{row.key}"
    words = [] if cites or not last else [Span(f" · {key_words('measure.status', last, context)}", Role.MUTED)]
    yield Paragraph((Span(row.text), *words), lead, role, field=field)
    if cites and spans:
        yield Paragraph(spans, lead_width=width(lead) + 1, field=field)
    for problem in found:
        link = DISCREPANCY_LINK + problem.field if cites else ""
        said = Span(problem_sentence(problem, context), Role.DISCREPANCY, link)
        sign = SEVERITY_SIGNS[Severity.DISCREPANCY]
        yield Paragraph((said,), sign, Role.DISCREPANCY, indent=2, field=problem.field)


def _is_about(problem: Problem, told: StatusRow) -> bool:
    """Whether a discrepancy is one of the status in a row."""
    if problem.code == "progress_back":
        return problem.field == f"{told.path}.status"
    return problem.values.get("item") == told.row.item and told.path in str(problem.values.get("paths", "")).split()


def _words(one: StatusRow, column: _Column, context: RenderContext) -> list[Span]:
    """Return the day and the status with its place; its source where several tables are of that day."""
    status = key_words("measure.status", one.row.status, context) if one.row.status else UNTOLD
    source = one.row.source if len(column.tables) == 1 else one.source or None
    cited = context.citation(source, one.row.at, one.row.said_by)
    return [Span(f"{column.heading} ".replace(" ", NBSP), Role.MUTED), Span(status.replace(" ", NBSP)), *cited]
