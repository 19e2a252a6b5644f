"""Renderers of what a record points at, what other sources say, and what it is cited from; and what points at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govtui.i18n.field_labels import relation_label
from govtui.i18n.formats import number, quoted
from govtui.index.api import Incoming, Index
from govtui.model.fields import FieldSpec
from govtui.model.kinds import KINDS
from govtui.model.record import Declaration, Record
from govtui.model.references import adopters
from govtui.model.relations import DISPUTED, PLAIN, QUALITIES
from govtui.model.statements import claim_disagrees
from govtui.page.field_blocks import further_blocks, further_spans, item_blocks
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES

# -- An event among those of its series: which come before and after it, by their numbers ------------------------------


class Neighbours(NamedTuple):
    """The keys of the events before and after one in its series; empty where none is known."""

    series: str
    """The id of the series."""
    earlier: str
    later: str
    numbered: bool
    """Whether the event has a number, so that it has a place in the series."""


def neighbours_of(index: Index, key: str) -> Neighbours | None:
    """The neighbours of a record in its series, asked of the index alone; None for what belongs to none."""
    series = next((one.target for one in index.outgoing(key) if one.type == "series"), "")
    card = index.card(key)
    if not series or card is None:
        return None
    if card.number is None:
        return Neighbours(series, "", "", False)
    numbers = numbers_of(index, series)
    earlier = max((number for number in numbers if number < card.number), default=card.number)
    later = min((number for number in numbers if number > card.number), default=card.number)
    there = {**numbers, card.number: ""}
    return Neighbours(series, there[earlier], there[later], True)


def numbers_of(index: Index, series: str) -> dict[int, str]:
    """The numbers of a series with the keys of the events that have them; of several with one number the last by name."""
    found = (index.card(reference.key) for reference in index.incoming(series) if reference.type == "series")
    return {card.number: card.key for card in found if card and card.number is not None}


MANY = 200
"""How many incoming links of one type are shown before the rest is only counted."""


def outgoing(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """What the record points at, by relation; who adopted a text follows from its steps."""
    written = {
        relation: [(context.name(id), PLAIN) for id in targets] for relation, targets in record.relations.items()
    }
    if isinstance(record, Declaration) and (computed := adopters(record)):
        written["adopted_by"] = [(context.name(one.target), one.quality) for one in computed]
    schema = context.schema
    inverses, order = schema.inverses, {name: n for n, name in enumerate(schema.relations)}
    for relation in sorted(written, key=lambda name: order.get(inverses.get(name) or name, len(order))):
        heading = relation_label(inverses.get(relation, relation), context.tr, schema, inverse=relation in inverses)
        yield from _group(heading, written[relation], f"relations.{relation}", context)


def incoming(key: str, context: RenderContext) -> Iterator[Section]:
    """Every record that points here, grouped by what it says, under the inverse's name."""
    groups: dict[str, list[Incoming]] = {}
    for reference in context.index.incoming(key):
        groups.setdefault(reference.type, []).append(reference)
    blocks: list[Block] = []
    schema = context.schema
    for relation, found in groups.items():
        names = [(context.name(one.key), one.quality) for one in found[:MANY]]
        if len(found) > MANY:
            more = context.tr.gettext("and {n} more").format(n=number(len(found) - MANY, context.tr))
            names.append((Span(more, Role.MUTED), PLAIN))
        turned = schema.inverses.get(relation)  # an inverse typed by hand: what it says here is the relation itself
        blocks += _group(
            relation_label(turned or relation, context.tr, schema, inverse=turned is None), names, "", context
        )
    yield Section("incoming", context.tr.gettext("Links to this record"), blocks)


def qualified(quality: frozenset[str], context: RenderContext) -> Iterator[Span]:
    """What qualifies a reference, to stand behind its name: " · provisional · disputed"."""
    for one in QUALITIES:
        if one in quality:
            yield Span(" · ", Role.MUTED)
            yield Span(context.label("quality", one), Role.DISCREPANCY if one == DISPUTED else Role.MUTED)


def _group(
    heading: str, names: Sequence[tuple[Span, frozenset[str]]], field: str, context: RenderContext
) -> Iterator[Block]:
    yield Paragraph((Span(heading, Role.LABEL),), field=field)
    for name, quality in names:
        card = context.index.card(name.link) if name.link else None
        sign, role = (KINDS[card.kind].sign, KIND_ROLES[card.kind]) if card else ("→", Role.MUTED)
        yield Paragraph((name, *qualified(quality, context)), sign, role, indent=2, field=field)


def neighbours(series: str, here: int, context: RenderContext) -> Iterator[Block]:
    """The event before and the event after in a series."""
    numbered = numbers_of(context.index, series)
    earlier = max((n for n in numbered if n < here), default=None)
    later = min((n for n in numbered if n > here), default=None)
    if earlier is not None:
        yield Paragraph(
            (context.name(numbered[earlier]),), "← " + context.tr.gettext("previous"), lead_width=18, field="series"
        )
    if later is not None:
        yield Paragraph(
            (context.name(numbered[later]),), "→ " + context.tr.gettext("next"), lead_width=18, field="series"
        )


def claims(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """What other sources say of fields of the record, and whether it says otherwise."""
    for claim in record.claims:
        differs = claim_disagrees(record, claim, context.schema)
        field = path_words(record.kind, claim.field, context, PathStyle.QUALIFIED, record)
        spans = [Span(f"{field}: ", Role.LABEL), *claim_spans(record, claim.field, claim.value, context)]
        sign, role = ("≠", Role.DISCREPANCY) if differs else ("+", Role.MUTED)
        path = f"claims.{claim.field}"
        told = ("field", "value")
        yield from item_blocks(spec, claim, context, path, spans=spans, told=told, lead=sign, lead_role=role)


def citations(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Where each fact is stated: the source, the place in it, and the fields it covers."""
    last = None
    for citation in record.sources:
        path = f"sources.{citation.ref}"
        if citation.ref != last:
            last = citation.ref
            yield Paragraph((context.name(citation.ref),), "•", Role.MUTED, lead_width=3, field=path)
        place = context.at(citation.at)
        fields = (path_words(record.kind, one, context, PathStyle.QUALIFIED, record) for one in citation.fields)
        text = ": ".join(part for part in (place, ", ".join(dict.fromkeys(fields))) if part)
        spans = [Span(text, Role.MUTED)] if text else []
        told = ("ref", "at", "for", "quote", "by")
        if spans := further_spans(spec, citation, told, context, spans):
            yield Paragraph(spans, indent=3, field=path)
        yield from further_blocks(spec, citation, told, context, path)
        said = quoted(context.one(citation.quote)) if citation.quote else ""
        if words := " — ".join(filter(None, (said, citation.by))):
            yield Paragraph((Span(words if said else f"— {words}"),), indent=3, field=f"{path}.quote")
