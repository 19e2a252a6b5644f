"""How far measures are over time: a table of measures by days, made from all progress tables of a record.

Signs and words say it, without colour. The page of a record and the screen of figures draw the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.dates import date_short
from govtui.i18n.formats import quoted
from govtui.model.checks.figures import StatusRow, by_day, measures_of, status_rows
from govtui.model.declaration_parts import Measure
from govtui.model.problem import Problem, Severity
from govtui.model.progress import ProgressTable
from govtui.model.record import Declaration
from govtui.page.bodies import DEEPEST, tree
from govtui.page.page import DISCREPANCY_LINK, Block, Paragraph, Role, Span, legend_spans
from govtui.page.present import key_words
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_SIGNS
from govtui.text.width import pad, width

METERS = {
    "completed": (Role.DONE, "███"),
    "substantial": (Role.ONGOING, "██·"),
    "limited": (Role.RECURRING, "█··"),
    "not_started": (Role.PLANNED, "···"),
    "withdrawn": (Role.CANCELLED, "×××"),
}
"""Role and sign of each status: the sign alone tells them apart, without colour."""

OWN = (Role.PLAIN, "▒▒▒")
"""The same of a status that the registry declares; the words tell which."""

UNTOLD = "–"
"""In place of the sign where a table is silent on a measure."""


class _Row(NamedTuple):
    """A measure in the table: its key, its depth below what it is part of, its wording, and what is said of it."""

    key: str
    depth: int
    text: str
    told: Sequence[StatusRow]


def has_statuses(table: ProgressTable) -> bool:
    """Whether a table says how far measures are."""
    return any(row.item for row in table.rows)


def status_blocks(record: Declaration, problems: Sequence[Problem], context: RenderContext) -> Iterator[Block]:
    """Yield the table of measures by days, if the record has one: signs, the measure, and below it words with places."""
    tables = sorted(filter(has_statuses, record.progress), key=lambda table: by_day(table.as_of))
    if not tables:
        return
    days = [date_short(table.as_of, context.tr) if table.as_of else UNTOLD for table in tables]
    column = max(4, *map(width, days)) + 1
    rows = list(_rows(record, context))
    yield Paragraph(_legend(rows, context), field="progress")
    yield Paragraph((), "".join(pad(day, column) for day in days).rstrip(), Role.LABEL, field="progress")
    behind = {one.field: one for one in problems if one.code == "progress_back"}
    for row in rows:
        yield from _measure(row, tables, days, column, behind, context)


def _legend(rows: Sequence[_Row], context: RenderContext) -> list[Span]:
    used = {one.row.status for row in rows for one in row.told}
    signs = [(*meter, status) for status, meter in METERS.items() if status in used]
    return legend_spans((role, sign, key_words("measure.status", status, context)) for role, sign, status in signs)


def _rows(record: Declaration, context: RenderContext) -> Iterator[_Row]:
    """Yield the measures that some table tells of, in the order of their tree, with what they are part of."""
    told = status_rows(record)
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
    tables: Sequence[ProgressTable],
    days: Sequence[str],
    column: int,
    behind: Mapping[str, Problem],
    context: RenderContext,
) -> Iterator[Block]:
    """Yield the line of a measure, what each table says of it in words, and where it fell back."""
    signs = ""
    found = [problem for one in row.told if (problem := behind.get(f"{one.path}.status"))]
    for table in tables:
        here = [one for one in row.told if one.table is table and one.row.status]
        _, sign = METERS.get(here[0].row.status or "", OWN) if here else (Role.MUTED, UNTOLD)
        mark = SEVERITY_SIGNS[Severity.DISCREPANCY] if any(f"{one.path}.status" in behind for one in here) else ""
        signs += pad(sign + mark, column)
    last = next((one.row.status for one in reversed(row.told) if one.row.status), None)
    role, _ = METERS.get(last, OWN) if last else (Role.MUTED, "")
    lead = f"{signs}{'  ' * row.depth}•"
    field = row.told[-1].path if row.told else f"measures.{row.key}"
    yield Paragraph((Span(row.text),), lead, role, field=field)
    spans: list[Span] = []
    for one in row.told:
        spans += [Span(" → ", Role.MUTED)] * bool(spans) + _words(one, days[tables.index(one.table)], tables, context)
    if spans:
        yield Paragraph(spans, indent=0, lead_width=width(lead) + 1, field=field)
    for problem in found:
        words = Span(problem_sentence(problem, context), Role.DISCREPANCY, DISCREPANCY_LINK + problem.field)
        sign = SEVERITY_SIGNS[Severity.DISCREPANCY]
        yield Paragraph((words,), sign, Role.DISCREPANCY, indent=2, field=problem.field)


def _words(one: StatusRow, day: str, tables: Sequence[ProgressTable], context: RenderContext) -> list[Span]:
    """Return the day and the status with its place; its source where two tables are of one day."""
    status = key_words("measure.status", one.row.status, context) if one.row.status else UNTOLD
    is_alone = [table.as_of for table in tables].count(one.table.as_of) == 1
    source = one.row.source if is_alone else one.source or None
    cited = context.citation(source, one.row.at, one.row.said_by)
    return [Span(f"{day} ", Role.MUTED), Span(status.replace(" ", "\u00a0")), *cited]
