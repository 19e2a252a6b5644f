"""Discrepancies of a record as a page: both sides beside each other with their sources; nothing is smoothed over.

A page has what each side says and where, and for figures the difference. Which side is right is not said anywhere: a reader
compares them with the sources, and whoever did so left a `[[checked]]` note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from govtui.i18n.formats import number
from govtui.i18n.problems import checked_words
from govtui.model.checks import mutes
from govtui.model.checks.figures import status_rows
from govtui.model.declaration_parts import Step
from govtui.model.field_paths import overlap, value_at
from govtui.model.item_names import item_paths
from govtui.model.parts import Citation, Claim, Figure, Term
from govtui.model.problem import Problem, Severity
from govtui.model.progress import Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.model.statements import Holder, Statement, groups
from govtui.page.bodies import person_named
from govtui.page.field_blocks import line_spans, note_blocks
from govtui.page.figures import area_names, row_words
from govtui.page.page import Beside, Block, Gap, Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.store.registry import Entry

_LEAD, _SUM_LEAD = 14, 30
"""Cells of the labels in a column, and before the numbers of a sum."""


def page(entry: Entry, key: str, context: RenderContext) -> Page | None:
    """Return the page of all discrepancies of a record; None where it has none."""
    record = entry.record
    problems = [problem for problem in context.index.problems(key) if problem.severity == Severity.DISCREPANCY]
    if record is None or not problems:
        return None
    unchecked = sum(not problem.muted for problem in problems)
    words = context.tr.ngettext("{n} discrepancy", "{n} discrepancies", unchecked)
    counts = [words.format(n=number(unchecked, context.tr))] if unchecked else []
    if checked := len(problems) - unchecked:
        counts.append(checked_words(checked, context.tr))
    title = (Span(context.text_of(record.label), Role.TITLE),)
    counted = Span(f"≠ {' · '.join(counts)}", Role.DISCREPANCY)
    under = Paragraph((counted, Span("  "), Span(key, Role.LINK, context.name(key).link)))
    sections: list[Section] = []
    last: list[Block] = []
    for problem in problems:
        sides = list(_sides(problem, record, context))
        if sides and sides == last:  # two steps that differ at two meetings: one comparison under both sentences
            before = sections.pop()
            blocks = [before.blocks[0], _sentence(problem, context), *before.blocks[1:]]
            sections.append(Section(before.name, before.heading, blocks))
        else:
            sections.append(section(problem, record, context))
        last = sides
    return Page(key, title, [under], sections)


def section(problem: Problem, record: Record, context: RenderContext) -> Section:
    """Return one discrepancy: its sentence, both sides, and what somebody who looked into the sources found."""
    blocks: list[Block] = [_sentence(problem, context)]
    for part in (list(_sides(problem, record, context)), list(_checked(problem, record, context))):
        blocks += [Gap(), *part] if part else []
    heading = path_words(record.kind, problem.field, context, PathStyle.SHORT)
    return Section(f"discrepancy {problem.field}", heading, blocks)


def _sentence(problem: Problem, context: RenderContext) -> Paragraph:
    words = problem_sentence(problem, context)
    return Paragraph((Span(words, Role.DISCREPANCY),), "≠", Role.DISCREPANCY, field=problem.field)


def _sides(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    sides = _SIDES.get(problem.code)
    return sides(problem, record, context) if sides else iter(())


def _checked(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    for checked in record.checked:
        if mutes(checked, problem):
            words = context.text_of(checked.note) or context.tr.gettext(
                "somebody compared it with the source and found that it matches"
            )
            yield Paragraph((Span(words),), context.tr.gettext("Checked"), lead_width=_LEAD, field=problem.field)


def _source(
    source: str | None, at: str | None, field: str, record: Record, context: RenderContext
) -> Iterator[Paragraph]:
    """Yield a source as a link, the place in it, and what the record quotes from there."""
    if not source:
        yield Paragraph((Span(context.tr.gettext("No source is named."), Role.MUTED),), field=field)
        return
    name = context.name(source)
    yield Paragraph((Span(source, Role.BROKEN if name.role is Role.BROKEN else Role.LINK, name.link),), "→", Role.MUTED)
    title = "".join(span.text for span in context.cited_title(source)) if name.role is not Role.BROKEN else ""
    if words := ", ".join(filter(None, (title if title != source else "", context.locator(at)))):
        yield Paragraph((Span(words, Role.MUTED),), indent=2, field=field)
    for citation in record.sources:
        if citation.ref == source and citation.quote and (_covers(citation, field) or (at and citation.at == at)):
            spans = (*context.quote(citation.quote, source), *context.citation(None, None, citation.said_by))
            yield Paragraph(spans, indent=2, field=field)


_Told = Figure | Step | Term | Claim | ProgressTable | ProgressRow
"""What a statement may stand in: each has a source, its place, the words printed there and who is quoted."""


def _evidence(
    item: _Told, field: str, record: Record, context: RenderContext, told: Statement | None = None
) -> Iterator[Paragraph]:
    """Yield what is printed of an item and whose words they are, its source with the place, and its note.

    `told`: the statement that it makes, whose source may be that of a citation, or of the table around a row.
    """
    source, at = (told.source, told.at) if told else (item.source, item.at)
    quote = context.quote(getattr(item, "quote", None), source)
    if spans := (*quote, *context.citation(None, None, item.said_by)):
        yield Paragraph(spans, field=field)
    yield from _source(source, at, field, record, context)
    yield from note_blocks(getattr(item, "note", None), context, field)


def _covers(citation: Citation, field: str) -> bool:
    return any(overlap(field, path) for path in citation.fields)


# figures, steps


def _statements(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield every statement of a group with its place; of two exact figures the difference, too."""
    for group in groups(record, context.schema):
        if group.slot != problem.values["slot"]:
            continue
        yield from _beside([list(_statement(one, record, context)) for one in group.statements])
        match [one.value for one in group.statements]:
            case [(int() as one, "exact"), (int() as other, "exact")] if one != other:
                yield Gap()
                words = context.tr.pgettext("figures", "Difference")
                difference = number(abs(one - other), context.tr)
                yield Paragraph((Span(difference, Role.UNEXPLAINED),), words, lead_width=_LEAD)


def _statement(one: Statement, record: Record, context: RenderContext) -> Iterator[Paragraph]:
    item = _item(one, record)
    if isinstance(item, Figure):
        yield from _figure(item, one, record, context)
    elif isinstance(item, Step):
        yield from _step(item, one, record, context)
    elif isinstance(item, Claim):
        words = context.tr.gettext("Another source")
        if any(cited.ref == item.source for cited in record.sources if _covers(cited, item.field)):
            words = context.tr.gettext("The same source")
        yield from _said(words, item.field, item.value, one.path, record, context)
        yield from _evidence(item, one.path, record, context, one)
    elif item is not None:
        yield Paragraph((Span(_words(one, record, context), Role.STRONG),), field=one.path)
        yield from _evidence(item, one.path, record, context, one)
    else:
        value = value_at(record, one.path)
        yield from _said(context.tr.gettext("In this record"), one.path, value, one.path, record, context)
        cited = [citation for citation in record.sources if _covers(citation, one.path)]
        if not cited and one.source:
            cited = [Citation(ref=one.source, at=one.at or None)]
        for citation in cited or ([Citation(ref=source)] if (source := _around(one.path, record)) else []):
            yield from _source(citation.ref, citation.at, one.path, record, context)


def _item(one: Statement, record: Record) -> _Told | None:
    """Return the item that makes a statement, of a progress table its row; None for a field."""
    name, _, place = one.spot.partition(".")
    number, _, inside = place.partition(".")
    if not number.isdigit():
        return None
    item: _Told = getattr(record, name)[int(number) - 1]
    if inside.startswith("rows.") and isinstance(item, ProgressTable):
        return item.rows[int(inside.removeprefix("rows.")) - 1]
    return item


def _around(path: str, record: Record) -> str:
    """Return the source of the item that a field is in; "" where it has none."""
    return getattr(value_at(record, path.rpartition(".")[0]), "source", None) or "" if "." in path else ""


def _said(
    heading: str, field: str, value: object, path: str, record: Record, context: RenderContext
) -> Iterator[Paragraph]:
    spans = claim_spans(record, field, value, context)
    yield Paragraph((Span(heading, Role.LABEL),), field=path)
    strong = [Span(span.text, span.role if span.link else Role.STRONG, span.link) for span in spans]
    yield Paragraph(strong, field=path)


def _words(one: Statement, record: Record, context: RenderContext) -> str:
    """Return the value of a term or of a cell of a progress table."""
    match one.value:
        case Holder(who, date):
            name = person_named(who, record) if one.slot.endswith(".person") else context.name_or_text(who)
            return ", ".join((name, *([context.date(date)] if date else [])))
        case (int() as value, _):
            status = one.slot.rpartition(".")[2]
            told = context.tr.gettext("Stated by the source") if status == "stated" else ""
            return f"{number(value, context.tr)} {told or context.label('progress.status', status)}"
        case str() as status if one.slot.startswith("progress."):
            return context.label("measure.status", status)
    return str(one.value)


def _beside(sides: Sequence[Sequence[Paragraph]]) -> Iterator[Block]:
    """Yield what sources state, two beside each other; the last one of an odd number by itself."""
    for place in range(0, len(sides) - 1, 2):
        yield from [Gap()] * bool(place)
        yield Beside(sides[place], sides[place + 1])
    if len(sides) % 2:
        yield Gap()
        yield from sides[-1]


def _figure(figure: Figure, one: Statement, record: Record, context: RenderContext) -> Iterator[Paragraph]:
    field = f"figures.{figure.key or figure.what}"
    value = context.label("figure.bound", figure.bound or "exact").format(number=number(figure.value, context.tr))
    yield Paragraph((Span(f"{value} {context.label('figure.what', figure.what)}", Role.STRONG),), field=field)
    yield from _evidence(figure, field, record, context, one)


def _step(step: Step, one: Statement, record: Record, context: RenderContext) -> Iterator[Paragraph]:
    field = f"steps.{step.key or step.action}"
    yield Paragraph((Span(context.label("step.action", step.action), Role.STRONG),), field=field)
    if step.date:
        yield Paragraph((Span(context.date(step.date)),), context.field("date"), lead_width=_LEAD, field=field)
    by, at = context.tr.pgettext("field", "By"), context.tr.pgettext("field", "At")
    who = [[context.name(id)] for id in step.by] + [line_spans(step.by_text, context)] * bool(step.by_text)
    for words, lines in ((by, who), (at, [[context.name(id)] for id in step.events])):
        for position, spans in enumerate(lines):
            yield Paragraph(spans, "" if position else words, lead_width=_LEAD, field=field)
    yield from _evidence(step, field, record, context, one)


# a part outside its whole


def _outside(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    sides: list[list[Paragraph]] = []
    for one in (record, context.record(str(problem.values["whole"]))):
        if one is None or one.main_date is None:
            return
        side = [Paragraph((context.name(one.id),)), Paragraph((Span(context.date(one.main_date), Role.STRONG),))]
        for citation in one.sources:
            if _covers(citation, "date"):
                side += _source(citation.ref, citation.at, "date", one, context)
        sides.append(side)
    yield Beside(sides[0], sides[1])


def _fallen(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
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
        sides.append([*side, *_evidence(one.row, path, record, context, told)])
    yield Beside(*sides)


# sums of a progress table: what is stated, what is itemised, and the difference


def _sums(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the numbers of one discrepancy, its source, and what other tables of the record have for the same row."""
    if not isinstance(record, Declaration):
        return
    for name, table in item_paths("progress", record.progress):
        if f"{problem.field}.".startswith(f"{name}."):
            yield from _in_table(problem, problem.field[len(name) + 1 :], table, record, context)
            yield Gap()
            yield from _evidence(table, name, record, context)
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
            if (same.area, same.under) == (row.area, row.under):
                yield Gap()
                yield Paragraph((Span(context.tr.gettext("Another table has, for the same"), Role.STRONG),), field=name)
                yield from _counts(same, problem, context)
                yield from _evidence(other, name, record, context)


_SIDES: Mapping[str, Callable[[Problem, Record, RenderContext], Iterator[Block]]] = {
    "sources_disagree": _statements,
    "part_outside_whole": _outside,
    "sum_differs": _sums,
    "total_differs": _sums,
    "percent_off": _sums,
    "progress_back": _fallen,
}
"""Problem code to what shows both sides."""
