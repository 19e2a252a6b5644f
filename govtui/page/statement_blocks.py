"""What sources state of one thing, as blocks: each source with the place, its value, the words printed there, its note.

Nothing is smoothed over, and which side is right is not said anywhere: a reader compares them with the sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from govtui.i18n.formats import number
from govtui.model.declaration_parts import Step
from govtui.model.muting import mutes
from govtui.model.parts import Claim
from govtui.model.problem import Problem
from govtui.model.record import Record
from govtui.model.statements import Statement
from govtui.page import parties
from govtui.page.field_blocks import line_spans, note_blocks
from govtui.page.page import Beside, Block, Gap, Paragraph, Role, Span
from govtui.page.problem_words import problem_sentence
from govtui.page.progress_discrepancies import fallen, sums
from govtui.page.provenance import covers, source_blocks
from govtui.page.render_context import RenderContext
from govtui.page.source_names import short_names
from govtui.page.source_numbers import NumberStyle
from govtui.page.statement_words import item_of, statement_words

_LEAD = 14
"""Cells of the labels in a column."""

_INDENT = 2
"""Cells before what a source says, below its name."""


def source_number(source: str, order: Sequence[str]) -> str:
    """Return the number of a source; empty where it has none."""
    return NumberStyle.SUPERSCRIPT.written(order.index(source) + 1) if source in order else ""


def statement_blocks(
    told: Sequence[Statement], order: Sequence[str], record: Record, context: RenderContext
) -> Iterator[Block]:
    """Yield what is stated, by source in the order of their numbers; a value that all share stands once, on top.

    Of two exact numbers the difference is told, too.
    """
    said = [statement_words(one, record, context) for one in told]
    shared = len(told) > 1 and len(set(said)) == 1
    if shared:
        yield Paragraph((Span(said[0], Role.STRONG),), field=told[0].path)
        yield Gap()
    names = short_names(dict.fromkeys((*order, *(one.source for one in told if one.source))), context)
    number_of = {source: n for n, source in enumerate(order)}
    pairs = sorted(zip(told, said, strict=True), key=lambda pair: number_of.get(pair[0].source, len(number_of)))
    for (_, _), those in groupby(pairs, lambda pair: (pair[0].source, _evidence_of(pair[0], pair[1], record, context))):
        [(first_one, words), *others] = those
        mark = source_number(first_one.source, order)
        yield _head([first_one, *(one for one, _ in others)], mark, names, record, context)
        yield from _evidence(first_one, "" if shared else words, record, context)
    match [one.value for one in told]:
        case [(int() as first, "exact"), (int() as second, "exact")] if first != second:
            yield Gap()
            words = context.tr.pgettext("figures", "Difference")
            difference = number(abs(first - second), context.tr)
            yield Paragraph((Span(difference, Role.UNEXPLAINED),), words, lead_width=_LEAD)


def _evidence_of(one: Statement, words: str, record: Record, context: RenderContext) -> Sequence[str]:
    """Return what a statement says and shows: places of one source that have the same stand on one line."""
    shown = [words, *("".join(span.text for span in line.spans) for line in _evidence(one, "", record, context))]
    return [*shown, one.path] if item_of(one, record) is not None else shown


def _head(
    told: Sequence[Statement], mark: str, names: Mapping[str, str], record: Record, context: RenderContext
) -> Paragraph:
    """Return the line over what a source says: its number, its name as a link, the places in it. `names`: short ones by id."""
    one = told[0]
    if not one.source:
        return Paragraph((Span(context.tr.gettext("No source is named."), Role.MUTED),), field=one.path)
    name = context.name(one.source)
    is_broken = name.role is Role.BROKEN
    spans = [Span(name.text if is_broken else names[one.source], name.role, name.link)]
    if places := context.locator(", ".join(dict.fromkeys(one.at for one in told if one.at))):
        spans.append(Span(f", {places}", Role.MUTED))
    if item_of(one, record) is None and any(claim.field == one.path for claim in record.claims):
        words = context.tr.gettext("In this record")
        spans.append(Span(f" · {words}", Role.MUTED))
    return Paragraph(spans, mark or "→", Role.CITATION, lead_width=2, field=one.path)


def _evidence(one: Statement, words: str, record: Record, context: RenderContext) -> Iterator[Paragraph]:
    """Yield what a statement says, what is printed there and whose words they are, and the note on it."""
    item = item_of(one, record)
    quote = context.quote(getattr(item, "quote", None), one.source)
    is_quote = isinstance(item, Claim) and item.value is None
    if words and not is_quote:
        yield Paragraph((Span(words, Role.STRONG),), indent=_INDENT, field=one.path)
    if isinstance(item, Step):
        yield from _step(item, one, context)
    if spans := (*quote, *context.citation(None, None, getattr(item, "said_by", None))):
        yield Paragraph(spans, indent=_INDENT, field=one.path)
    for citation in record.sources:
        if (
            citation.ref == one.source
            and citation.quote
            and (covers(citation, one.path) or citation.at == one.at != "")
        ):
            printed = (*context.quote(citation.quote, one.source), *context.citation(None, None, citation.said_by))
            yield Paragraph(printed, indent=_INDENT, field=one.path)
    yield from note_blocks(getattr(item, "note", None), context, one.path, indent=_INDENT)


def _step(step: Step, one: Statement, context: RenderContext) -> Iterator[Paragraph]:
    """Yield what a step says beside the value that is compared."""
    kind = one.slot.partition(".")[0].partition("@")[0]
    lines: list[tuple[str, Sequence[Span]]] = []
    if step.date and kind != "when":
        lines.append((context.field("date"), [Span(context.date(step.date))]))
    if kind != "by":
        by = context.tr.pgettext("field", "By")
        lines += [(by, [context.name(id)]) for id in step.by]
        lines += [(by, line_spans(step.by_text, context))] * bool(step.by_text)
    if kind != "outcome":
        lines += [(context.tr.pgettext("field", "At"), [context.name(id)]) for id in step.events]
    last = ""
    for label, spans in lines:
        words = "" if label == last else label
        yield Paragraph(spans, words, lead_width=_LEAD, indent=_INDENT, field=one.path)
        last = label


# what is at odds, but no statement


def problem_blocks(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield a discrepancy that is none of statements: its sentence, and what shows both sides."""
    yield Paragraph((Span(problem_sentence(problem, context), Role.DISCREPANCY),), "≠", Role.DISCREPANCY)
    if sides := _SIDES.get(problem.code):
        yield Gap()
        yield from sides(problem, record, context)


def checked_blocks(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield what somebody found who compared a discrepancy with the sources."""
    for checked in record.checked:
        if mutes(checked, problem):
            words = context.text_of(checked.note) or context.tr.gettext(
                "somebody compared it with the source and found that it matches"
            )
            yield Paragraph((Span(words),), context.tr.gettext("Checked"), lead_width=_LEAD, field=problem.field)


def _outside(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the dates of a part and of the whole that it lies outside of, each with its sources."""
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
"""Problem code to what shows both sides; of "sources_disagree" these are the statements themselves."""
