"""Discrepancies of a record as a page: both sides beside each other with their sources; nothing is smoothed over.

A page has what each side says and where, and for figures the difference. Which side is right is not said anywhere: a reader
compares them with the sources, and whoever did so left a `[[checked]]` note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from govtui.i18n.formats import number
from govtui.i18n.problems import checked_words
from govtui.model.checks import mutes
from govtui.model.declaration_parts import Step
from govtui.model.disagreements import Disagreement, groups
from govtui.model.field_paths import value_at
from govtui.model.parts import Citation, Claim, Figure
from govtui.model.problem import Problem, Severity
from govtui.model.progress import ProgressTable
from govtui.model.record import Record
from govtui.model.statements import Holder, Occasion, Statement
from govtui.page import parties
from govtui.page.bodies import person_named
from govtui.page.field_blocks import line_spans
from govtui.page.page import Beside, Block, Gap, Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.problem_words import problem_sentence
from govtui.page.progress_discrepancies import fallen, sums
from govtui.page.provenance import Told, covers, evidence_blocks, source_blocks
from govtui.page.render_context import RenderContext
from govtui.store.registry import Entry

_LEAD = 14
"""Cells of the labels in a column."""


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
    told = groups(record, context.schema)
    for problem in problems:
        sides = list(_sides(problem, record, context, told))
        if sides and sides == last:  # two steps that differ at two meetings: one comparison under both sentences
            before = sections.pop()
            blocks = [before.blocks[0], _sentence(problem, context), *before.blocks[1:]]
            sections.append(Section(before.name, before.heading, blocks))
        else:
            sections.append(_section(problem, record, context, sides))
        last = sides
    return Page(key, title, [under], sections)


def section(problem: Problem, record: Record, context: RenderContext) -> Section:
    """Return one discrepancy: its sentence, both sides, and what somebody who looked into the sources found."""
    return _section(problem, record, context, list(_sides(problem, record, context, groups(record, context.schema))))


def _section(problem: Problem, record: Record, context: RenderContext, sides: list[Block]) -> Section:
    blocks: list[Block] = [_sentence(problem, context)]
    for part in (sides, list(_checked(problem, record, context))):
        blocks += [Gap(), *part] if part else []
    heading = path_words(record.kind, problem.field, context, PathStyle.SHORT)
    return Section(f"discrepancy {problem.field}", heading, blocks)


def _sentence(problem: Problem, context: RenderContext) -> Paragraph:
    words = problem_sentence(problem, context)
    return Paragraph((Span(words, Role.DISCREPANCY),), "≠", Role.DISCREPANCY, field=problem.field)


def _sides(problem: Problem, record: Record, context: RenderContext, told: Sequence[Disagreement]) -> Iterator[Block]:
    """Yield what shows both sides of a problem. `told`: all that differs in the record, found once for a page."""
    if problem.code == "sources_disagree":
        return _statements(problem, record, context, told)
    sides = _SIDES.get(problem.code)
    return sides(problem, record, context) if sides else iter(())


def _checked(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    for checked in record.checked:
        if mutes(checked, problem):
            words = context.text_of(checked.note) or context.tr.gettext(
                "somebody compared it with the source and found that it matches"
            )
            yield Paragraph((Span(words),), context.tr.gettext("Checked"), lead_width=_LEAD, field=problem.field)


# figures, steps


def _statements(
    problem: Problem, record: Record, context: RenderContext, told: Sequence[Disagreement]
) -> Iterator[Block]:
    """Yield every statement of a group with its place; of two exact figures the difference, too."""
    for group in told:
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
        if any(cited.ref == item.source for cited in record.sources if covers(cited, item.field)):
            words = context.tr.gettext("The same source")
        yield from _said(words, item.field, item.value, one.path, record, context)
        yield from evidence_blocks(item, one.path, record, context, one)
    elif item is not None:
        yield Paragraph((Span(_words(one, record, context), Role.STRONG),), field=one.path)
        yield from evidence_blocks(item, one.path, record, context, one)
    else:
        value = value_at(record, one.path)
        yield from _said(context.tr.gettext("In this record"), one.path, value, one.path, record, context)
        cited = [citation for citation in record.sources if covers(citation, one.path)]
        if not cited and one.source:
            cited = [Citation(ref=one.source, at=one.at or None)]
        for citation in cited or ([Citation(ref=source)] if (source := _around(one.path, record)) else []):
            yield from source_blocks(citation.ref, citation.at, one.path, record, context)


def _item(one: Statement, record: Record) -> Told | None:
    """Return the item that makes a statement, of a progress table its row; None for a field."""
    name, _, place = one.spot.partition(".")
    number, _, inside = place.partition(".")
    if not number.isdigit():
        return None
    item: Told = getattr(record, name)[int(number) - 1]
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
    """Return the value of a term, of a date of a party or of a cell of a progress table."""
    match one.value:
        case Holder(who, date):
            name = person_named(who, record) if one.slot.endswith(".person") else context.name_or_text(who)
            return ", ".join((name, *([context.date(date)] if date else [])))
        case (int() as value, _) if one.slot.startswith("participants."):
            return context.tr.ngettext("{n} person", "{n} people", value).format(n=number(value, context.tr))
        case Occasion(date):
            return context.date(date)
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
    yield from evidence_blocks(figure, field, record, context, one)


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
    yield from evidence_blocks(step, field, record, context, one)


# a part outside its whole


def _outside(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    sides: list[list[Paragraph]] = []
    for one in (record, context.record(str(problem.values["whole"]))):
        if one is None or one.main_date is None:
            return
        side = [Paragraph((context.name(one.id),)), Paragraph((Span(context.date(one.main_date), Role.STRONG),))]
        for citation in one.sources:
            if covers(citation, "date"):
                side += source_blocks(citation.ref, citation.at, "date", one, context)
        sides.append(side)
    yield Beside(sides[0], sides[1])


_SIDES: Mapping[str, Callable[[Problem, Record, RenderContext], Iterator[Block]]] = {
    "part_outside_whole": _outside,
    "party_order": parties.order_blocks,
    "sum_differs": sums,
    "total_differs": sums,
    "percent_off": sums,
    "progress_back": fallen,
}
"""Problem code to what shows both sides; of "sources_disagree" that is `_statements`."""
