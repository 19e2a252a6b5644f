"""Who says what: the matrix of a record, a row for each thing that its sources state, a column for each source.

First stand the rows where sources differ (one for each discrepancy), then those where another source adds something, then what only
one source states, or what sources agree on. Nothing here decides which source is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from govtui.i18n.problems import why
from govtui.model.disagreements import Disagreement, differ, groups
from govtui.model.field_paths import citations_for
from govtui.model.item_names import item_paths
from govtui.model.path_overlap import overlap
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.stated_values import stated_values
from govtui.model.statements import Statement, field_value, of_claim, of_field
from govtui.model.vocabulary import UNSTATED
from govtui.page.discrepancy_cells import cells_of, label_of
from govtui.page.page import Block, Gap, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.page.source_list import heading, named_title
from govtui.page.source_names import short_names
from govtui.page.stated_rows import stated_fields
from govtui.page.statement_blocks import checked_blocks, problem_blocks, source_number, statement_blocks
from govtui.page.statement_words import slot_words, statement_words


class RowKind(Enum):
    """How the sources of a row stand to one another; the value is the sign of the row."""

    DIFFERS = "≠"
    ADDS = "+"
    AGREES = ""
    """Only one source states it, or all state the same."""


class Cell(NamedTuple):
    """What one source says of the thing that a row is about."""

    values: Sequence[str]
    """Each in words, several where the source contradicts itself, or states several items."""
    sign: str = ""
    """≠: another source contradicts it, or it contradicts itself; +: it says so beside the record."""


class MatrixRow(NamedTuple):
    """One thing that sources state."""

    kind: RowKind
    field: str
    """The path of the field that it leads to."""
    label: str
    cells: Mapping[str, Cell]
    """By the id of the source, "" for what has none; a silent source is missing."""
    told: Sequence[Statement]
    problem: Problem | None = None
    """The discrepancy that it is."""


class SourceMatrix(NamedTuple):
    """All rows of a record, and its sources."""

    sources: Sequence[str]
    """Ids in the order of the columns; "" last, where something is stated without a source."""
    order: Sequence[str]
    """Ids in the order of their numbers, from 1; empty where they have none."""
    rows: Sequence[MatrixRow]

    def row_of(self, field: str) -> int:
        """Return the first row about a field, by its path or that of an item of it; 0 where there is none."""
        exact = [n for n, row in enumerate(self.rows) if row.problem and row.problem.field == field]
        same = [n for n, row in enumerate(self.rows) if field in _paths(row)]
        near = [n for n, row in enumerate(self.rows) if any(overlap(field, path) for path in _paths(row))]
        return next(iter((*exact, *same, *near)), 0)


def source_matrix(record: Record, key: str, context: RenderContext, order: Sequence[str] = ()) -> SourceMatrix:
    """Return who says what in a record.

    `order`: its sources in the order of their numbers (Page.sources); without it they have none.
    """
    problems = [one for one in context.index.problems(key) if one.severity == Severity.DISCREPANCY]
    problems.sort(key=lambda one: one.muted)
    told = groups(record, context.schema)
    differing = [_problem_row(one, told, record, context) for one in problems]
    slots = {slot for row in differing if row.problem for slot in str(row.problem.values.get("slots", "")).split()}
    adding = list(_adding(record, slots, context))
    taken = {path for row in (*differing, *adding) for path in (row.field, *(one.path for one in row.told))}
    rows = [*differing, *adding, *_agreeing(record, taken, context)]
    known = dict.fromkeys((*order, *_cited(record, context)))
    seen = {source for row in rows for source in row.cells}
    return SourceMatrix([*(one for one in known if one in seen), *[""] * ("" in seen)], order, rows)


def row_details(
    problem: Problem, record: Record, context: RenderContext, order: Sequence[str] = ()
) -> Sequence[Section]:
    """Return a discrepancy of a record at length: what each source says, what somebody checked, why it matters.

    `order`: the sources in the order of their numbers (Page.sources); without it they have no numbers.
    """
    row = _problem_row(problem, groups(record, context.schema), record, context)
    return details(row, order, record, context)


def details(row: MatrixRow, order: Sequence[str], record: Record, context: RenderContext) -> Sequence[Section]:
    """Return a row at length: the statements with place, quotation and note; what somebody checked; why it matters.

    `order`: the sources in the order of their numbers.
    """
    problem, blocks = row.problem, list[Block]()
    if problem is not None and problem.code != "sources_disagree":
        blocks += problem_blocks(problem, record, context)
    else:
        blocks += statement_blocks(row.told, order, record, context)
        if row.kind is RowKind.ADDS and all(one.spot.startswith("claims.") for one in row.told):
            words = context.tr.gettext("The record itself states nothing here.")
            blocks += [Gap(), Paragraph((Span(words, Role.MUTED),), field=row.field)]
    sections = [Section("told", "", blocks)]
    if problem is None:
        return sections
    if checked := list(checked_blocks(problem, record, context)):
        sections.append(Section("checked", "", checked))
    if reason := why(problem.code, context.tr):
        words = context.tr.gettext("Why it matters")
        sections.append(Section("why", "", [Paragraph((Span(f"{words}: ", Role.LABEL), Span(reason)))]))
    return sections


def source_details(matrix: SourceMatrix, context: RenderContext) -> Sequence[Section]:
    """Return the sources of a matrix with their titles in full, each with its number."""
    names, blocks = _short_names(matrix, context), []
    for source in filter(None, matrix.sources):
        spans = named_title(source, names[source], context)
        blocks.append(Paragraph(spans, source_number(source, matrix.order), Role.CITATION, lead_width=3))
    return [Section("sources", heading(context), blocks)]


def column_names(matrix: SourceMatrix, context: RenderContext) -> Sequence[str]:
    """Return what stands over each column: the number and the short name of the source."""
    nothing = context.tr.gettext("No source is named.").rstrip(".")
    names = _short_names(matrix, context)
    numbers = {source: source_number(source, matrix.order) for source in matrix.sources}
    return [" ".join(filter(None, (numbers[one], names[one]))) if one else nothing for one in matrix.sources]


def _short_names(matrix: SourceMatrix, context: RenderContext) -> Mapping[str, str]:
    return short_names(dict.fromkeys((*matrix.order, *filter(None, matrix.sources))), context)


def matrix_text(matrix: SourceMatrix, context: RenderContext) -> str:
    """Return all rows as lines, with tabs between their cells, as spreadsheets take them."""
    lines = [["", *column_names(matrix, context)]]
    for row in matrix.rows:
        cells = (row.cells.get(source, Cell(())) for source in matrix.sources)
        lines.append([row.label, *(" ".join(filter(None, (cell.sign, "; ".join(cell.values)))) for cell in cells)])
    return "".join("\t".join(" ".join(one.split()) for one in line) + "\n" for line in lines)


def _cited(record: Record, context: RenderContext) -> Sequence[str]:
    """Return the ids of the sources of a record in the order in which its fields first cite them."""
    found: dict[str, None] = {}
    for one in stated_values(record, context.schema):
        found.update(dict.fromkeys(source for source, _ in one.places))
    found.update(dict.fromkeys(claim.source for claim in record.claims))
    found.update(dict.fromkeys(one.ref for one in record.sources))
    return list(found)


# rows


def _problem_row(problem: Problem, told: Sequence[Disagreement], record: Record, context: RenderContext) -> MatrixRow:
    """Return the row of a discrepancy."""
    group = next((one for one in told if one.slot == problem.values.get("slot")), None)
    checked = context.tr.gettext("(checked)")
    mark = f" {checked}" if problem.muted else ""
    if group is None:
        label, told_by = label_of(problem, record, context) + mark, cells_of(problem, record, context)
        cells = {
            source: Cell(tuple(values), RowKind.DIFFERS.value * at_odds)
            for source, (values, at_odds) in told_by.items()
        }
        return MatrixRow(RowKind.DIFFERS, problem.field, label, cells, (), problem)
    statements = list(_with_all_citations(group.statements, record))
    label = slot_words(group.slots, statements, record, context) + mark
    return MatrixRow(RowKind.DIFFERS, problem.field, label, _cells(statements, record, context), statements, problem)


def _cells(told: Sequence[Statement], record: Record, context: RenderContext) -> dict[str, Cell]:
    """Return what each source says in a row of statements that differ."""
    by_source: dict[str, list[Statement]] = {}
    for one in told:
        by_source.setdefault(one.source, []).append(one)
    cells = {}
    for source, own in by_source.items():
        others = [those for id, those in by_source.items() if id != source]
        # A value that another source contradicts with all that it says; or the source contradicts itself.
        marked = any(all(differ(one, other) for other in those) for one in own for those in others)
        marked = marked or any(differ(one, other) for one in own for other in own)
        values = dict.fromkeys(statement_words(one, record, context) for one in own)
        cells[source] = Cell(tuple(values), RowKind.DIFFERS.value * marked)
    return cells


def _with_all_citations(told: Sequence[Statement], record: Record) -> Iterator[Statement]:
    """Yield statements, that of a field once for each citation of it: the group has one of these only.

    A citation is left out where a claim of the same field stands at the same place: that is what the source says there.
    """
    for one in told:
        if "." in one.spot and one.spot.rpartition(".")[2].isdigit():
            yield one
            continue
        claimed = {(claim.source, claim.at) for claim in record.claims if claim.field == one.path}
        cited = [(each.ref, each.at) for each in citations_for(record, one.path)]
        places = [(ref, at or "") for ref, at in dict.fromkeys(cited) if (ref, at) not in claimed]
        yield from (one._replace(source=ref, at=at) for ref, at in places) if places else (one,)


def _adding(record: Record, slots: Iterable[str], context: RenderContext) -> Iterator[MatrixRow]:
    """Yield a row for each field of which another source says something that is no discrepancy."""
    told: dict[str, list[Statement]] = {}
    for position, (path, claim) in enumerate(item_paths("claims", record.claims), 1):
        if claim.field not in slots:
            value, _ = field_value(record, claim.field, context.schema)
            told.setdefault(claim.field, []).append(of_claim(claim, value, path, f"claims.{position}"))
    for field, claims in told.items():
        value, _ = field_value(record, field, context.schema)
        own = [] if value in UNSTATED else _with_all_citations([of_field(field, value)], record)
        adding = {claim.source for claim in claims}  # what it adds is what it says there
        statements = [*(one for one in own if one.source not in adding), *claims]
        label = path_words(record.kind, field, context, PathStyle.QUALIFIED, record)
        yield MatrixRow(RowKind.ADDS, field, label, _plain_cells(statements, record, context), statements)


def _agreeing(record: Record, taken: Iterable[str], context: RenderContext) -> Iterator[MatrixRow]:
    """Yield a row for each other field that a source states, each entry of tables with free keys by itself."""
    for field, told in stated_fields(record, frozenset(taken), context):
        label = path_words(record.kind, field, context, PathStyle.QUALIFIED, record)
        yield MatrixRow(RowKind.AGREES, field, label, _plain_cells(told, record, context), told)


def _plain_cells(told: Sequence[Statement], record: Record, context: RenderContext) -> dict[str, Cell]:
    """Return what each source says in a row in which nothing differs."""
    by_source: dict[str, dict[str, None]] = {}
    for one in told:
        by_source.setdefault(one.source, {})[statement_words(one, record, context)] = None
    adding = {one.source for one in told if one.spot.startswith("claims.")}
    return {
        source: Cell(tuple(filter(None, values)), RowKind.ADDS.value * (source in adding))
        for source, values in by_source.items()
    }


def _paths(row: MatrixRow) -> set[str]:
    return {row.field, *(one.path for one in row.told), *(one.slot for one in row.told if one.slot)}
