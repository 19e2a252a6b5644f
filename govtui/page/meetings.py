"""Renderers of what came of a meeting and what was said there; texts that were dealt with add their steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from govtui.model.declaration_parts import Step
from govtui.model.disagreements import disputed_paths
from govtui.model.event_parts import Outcome, Remark
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_paths
from govtui.model.record import Declaration, Event, Record
from govtui.model.relations import DISPUTED, PLAIN
from govtui.model.statements import OUTCOMES
from govtui.page.bodies import person_named
from govtui.page.field_blocks import item_blocks, line_spans
from govtui.page.links import MANY, qualified
from govtui.page.page import Block, Paragraph, Role, Span, joined_spans
from govtui.page.present import key_words
from govtui.page.render_context import RenderContext

STEP_AT = "step_at"
"""The type of the references by which a text says that something happened to it at an event."""

_READ = 20
"""Texts of which a page tells what happened to them; each is a file to read. Others are named."""


def agenda_numbers(record: Record) -> Mapping[str, int]:
    """Return the number of each item of the agenda by its key; none where no outcome names one."""
    if not isinstance(record, Event):
        return {}
    numbers = {item.key: number for number, item in enumerate(record.agenda, 1)}
    return numbers if any(one.agenda in numbers for one in record.outcomes) else {}


def outcomes(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield what came of the meeting: the act, what it is about, the records meant, the item of the agenda."""
    held: Sequence[Outcome] = spec.held_by(record)
    numbers = agenda_numbers(record)
    for item in held:
        before = [Span(key_words("outcome.act", item.act, context), Role.STRONG)]
        for body in item.by:
            before += [Span(" · "), context.name(body)]
        after: list[Span] = []
        if item.of:
            after += [Span(" → ", Role.MUTED), *joined_spans([[context.name(id)] for id in item.of], Span("; "))]
        shown = ["act", "of", "by"]
        if number := numbers.get(item.agenda or ""):
            shown.append("agenda")
            # L10N: Behind an outcome of a meeting: the item of the agenda that it came of, by its number on the page.
            words = context.tr.gettext("agenda item {number}").format(number=number)
            after.append(Span(f" ({words})", Role.MUTED))
        path = f"{spec.name}.{item.key}"
        before.append(Span(": "))
        yield from item_blocks(spec, item, context, path, text="text", before=before, after=after, shown=shown)


def texts_here(key: str, context: RenderContext) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return what happened to texts at an event, as their own steps say: what the meeting did with them, and all else."""
    texts = dict.fromkeys(one.key for one in context.index.incoming(key) if one.type == STEP_AT and not one.told_by)
    by_meeting: list[Block] = []
    others: list[Block] = []
    for number, text in enumerate(islice(texts, MANY)):
        record = context.record(text) if number < _READ else None
        steps = list(_steps_at(key, record, context)) if isinstance(record, Declaration) else []
        for step, quality in steps:
            spans = [Span(key_words("step.action", step.action, context), Role.STRONG)]
            if step.action not in OUTCOMES:
                by = [[context.name(body)] for body in step.by] or [line_spans(step.by_text, context)]
                if actors := joined_spans(by, Span("; ")):
                    spans += [Span(" · "), *actors]
            spans += [Span(": "), context.name(text), *qualified(quality, "", context)]
            line = _line([*spans, *context.citation(step.source, step.at, step.said_by)])
            (by_meeting if step.action in OUTCOMES else others).append(line)
        if not steps:
            others.append(_line([context.name(text)]))
    return by_meeting, others


def _steps_at(key: str, record: Declaration, context: RenderContext) -> Iterator[tuple[Step, frozenset[str]]]:
    """Yield the steps of a text at an event, each with what qualifies it; an event may go by a former id."""
    disputed = disputed_paths(record, context.schema)
    for path, step in item_paths("steps", record.steps):
        cards = map(context.index.card, step.events)
        if any(card is not None and card.key == key for card in cards):
            yield step, frozenset({DISPUTED}) if path in disputed else PLAIN


def _line(spans: Sequence[Span]) -> Paragraph:
    return Paragraph(spans, "•", Role.MUTED, lead_width=3, field="outcomes")


def remarks(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield what was said: the occasion, who said it, for whom; then what, and the words as they are printed."""
    held: Sequence[Remark] = spec.held_by(record)
    for item in held:
        before = [Span(person_named(item.person, record), Role.STRONG)]
        if item.occasion:
            before = [Span(key_words("remark.occasion", item.occasion, context), Role.STRONG), Span(" · "), *before]
        if item.on_behalf_of:
            words = context.tr.pgettext("person", "on behalf of")
            before += [Span(f", {words} "), context.name(item.on_behalf_of)]
        before.append(Span(": "))
        shown, path = ("person", "occasion", "on_behalf_of"), f"{spec.name}.{item.key}"
        yield from item_blocks(spec, item, context, path, text="text", before=before, shown=shown)
