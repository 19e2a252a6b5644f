"""Renderers of links: relations, claims and citations of a record, records that point at it, its series."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.field_labels import according_to, relation_label
from govtui.i18n.formats import number
from govtui.index.api import Incoming, Index
from govtui.model.disagreements import claim_disagrees
from govtui.model.fields import FieldSpec
from govtui.model.kinds import KINDS
from govtui.model.record import Declaration, Record
from govtui.model.references import actors, claimed
from govtui.model.relations import DISPUTED, PLAIN, QUALITIES
from govtui.page.field_blocks import item_blocks
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.render_context import LEAD, RenderContext
from govtui.page.signs import KIND_ROLES

MANY = 200
"""How many incoming links of one type are shown before the rest is only counted."""


class Linked(NamedTuple):
    """The other end of a reference."""

    name: Span
    field: str
    quality: frozenset[str] = PLAIN
    told_by: str = ""
    """The source, where a claim alone says so."""


def outgoing(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield what the record points at, by relation, then what claims add; who adopted or issued a text follows from its steps."""
    written = {
        name: [Linked(context.name(id), f"relations.{name}") for id in targets]
        for name, targets in record.relations.items()
    }
    schema = context.schema
    for one in actors(record) if isinstance(record, Declaration) else ():
        linked = Linked(context.name(one.target), f"relations.{one.type}", one.quality)
        written.setdefault(one.type, []).append(linked)
    for relation, added in claimed_links(record, record.relations, context).items():
        if relation != "attended_by" and (relation in schema.relations or relation in schema.inverses):
            written.setdefault(relation, []).extend(added)
    inverses, order = schema.inverses, {name: n for n, name in enumerate(schema.relations)}
    for relation in sorted(written, key=lambda name: order.get(inverses.get(name) or name, len(order))):
        heading = relation_label(inverses.get(relation, relation), context.tr, schema, inverse=relation in inverses)
        yield from _group(heading, written[relation], f"relations.{relation}", context)


def incoming(key: str, context: RenderContext, told: Collection[str] = ()) -> Iterator[Section]:
    """Yield the section of all other records that point here, by relation, under the name of its inverse.

    `told`: types of reference that another section of the page has; what only a claim says is in this one. A text that was
    adopted or issued here is not named again among those acted on.
    """
    groups: dict[str, list[Incoming]] = {}
    found = [one for one in context.index.incoming(key) if one.key != key]
    decided = {one.key for one in found if one.type in ("adopted_by", "issued_by")}
    for reference in found:
        if reference.type in told and not reference.told_by:
            continue
        if reference.type == "step_by" and reference.key in decided and not reference.told_by:
            continue
        groups.setdefault(reference.type, []).append(reference)
    blocks: list[Block] = []
    schema = context.schema
    for relation, those in groups.items():
        names = [Linked(context.name(one.key), "", one.quality, one.told_by) for one in those[:MANY]]
        if len(those) > MANY:
            more = context.tr.gettext("and {n} more").format(n=number(len(those) - MANY, context.tr))
            names.append(Linked(Span(more, Role.MUTED), ""))
        turned = schema.inverses.get(relation)  # an inverse typed by hand: here the relation itself
        heading = relation_label(turned or relation, context.tr, schema, inverse=turned is None)
        blocks += _group(heading, names, "", context)
    if not context.index.whole:
        blocks.append(Paragraph((Span(context.tr.gettext("Reading the files…"), Role.MUTED),)))
    yield Section("incoming", context.tr.gettext("Links to this record"), blocks)


def claimed_links(
    record: Record, known: Mapping[str, Collection[str]], context: RenderContext
) -> Mapping[str, list[Linked]]:
    """Return the references that claims alone make, by type, each target once; `known`: targets of the record by type."""
    found: dict[str, list[Linked]] = {}
    seen = {(type, id) for type, ids in known.items() for id in ids}
    for one in claimed(record, context.schema):
        if (one.type, one.target) not in seen:
            seen.add((one.type, one.target))
            linked = Linked(context.name(one.target), one.field, one.quality, one.told_by)
            found.setdefault(one.type, []).append(linked)
    return found


def qualified(quality: frozenset[str], told_by: str, context: RenderContext) -> Iterator[Span]:
    """Yield what qualifies a reference, to stand behind its name: " · provisional · disputed", " (according to ²)"."""
    for one in QUALITIES:
        if one in quality:
            yield Span(" · ", Role.MUTED)
            yield Span(context.label("quality", one), Role.DISCREPANCY if one == DISPUTED else Role.MUTED)
    if told_by:
        before, _, after = according_to("\n", context.tr).partition("\n")
        yield Span(f" ({before}", Role.MUTED)
        yield context.source_mark(told_by)
        yield Span(f"{after})", Role.MUTED)


def _group(heading: str, names: Sequence[Linked], field: str, context: RenderContext) -> Iterator[Block]:
    yield Paragraph((Span(heading, Role.LABEL),), field=field)
    for name, place, quality, told_by in names:
        card = context.index.card(name.link) if name.link else None
        sign, role = (KINDS[card.kind].sign, KIND_ROLES[card.kind]) if card else ("→", Role.MUTED)
        yield Paragraph((name, *qualified(quality, told_by, context)), sign, role, indent=2, field=place)


def claims(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield what other sources say of fields of the record, and whether it differs."""
    for claim in record.claims:
        differs = claim_disagrees(record, claim, context.schema)
        field = path_words(record.kind, claim.field, context, PathStyle.QUALIFIED, record)
        spans = [Span(f"{field}: ", Role.LABEL), *claim_spans(record, claim.field, claim.value, context)]
        sign, role = ("≠", Role.DISCREPANCY) if differs else ("+", Role.MUTED)
        path = f"claims.{claim.field}"
        shown = ("field", "value")
        yield from item_blocks(spec, claim, context, path, spans=spans, shown=shown, lead=sign, lead_role=role)


# an event in its series


class Neighbours(NamedTuple):
    """The keys of the events before and after one in its series; empty where none is known."""

    series: str
    """The id of the series."""
    earlier: str
    later: str
    numbered: bool
    """Whether the event has a number in the series."""


def neighbours_of(index: Index, key: str) -> Neighbours | None:
    """Return the neighbours of a record in its series, from the index alone; None for one without a series."""
    series = next((one.target for one in index.outgoing(key) if one.type == "series" and not one.told_by), "")
    card = index.card(key)
    if not series or card is None:
        return None
    if card.number is None:
        return Neighbours(series, "", "", False)
    return Neighbours(series, *_around(index, series, card.number), True)


def numbers_of(index: Index, series: str) -> dict[int, str]:
    """Return number to key of the events of a series; of several with one number the last by name."""
    cards = (index.card(one.key) for one in index.incoming(series) if one.type == "series" and not one.told_by)
    return {card.number: card.key for card in cards if card and card.number is not None}


def _around(index: Index, series: str, number: int) -> tuple[str, str]:
    numbers = numbers_of(index, series)
    earlier = max((one for one in numbers if one < number), default=number)
    later = min((one for one in numbers if one > number), default=number)
    keys = {**numbers, number: ""}
    return keys[earlier], keys[later]


def neighbours(series: str, number: int, context: RenderContext) -> Iterator[Block]:
    """Yield the events before and after a number of a series."""
    words = ("← " + context.tr.gettext("previous"), "→ " + context.tr.gettext("next"))
    for key, lead in zip(_around(context.index, series, number), words, strict=True):
        if key:
            yield Paragraph((context.name(key),), lead, lead_width=LEAD, field="series")
