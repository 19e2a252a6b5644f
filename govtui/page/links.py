"""Links between records in both directions, the citations of a record, and its neighbours in a series."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.field_labels import relation_label
from govtui.i18n.formats import number
from govtui.index.api import ELSEWHERE, Incoming, Index
from govtui.model.kinds import KINDS
from govtui.model.record import Record
from govtui.model.relations import DISPUTED, PLAIN, PROVISIONAL, QUALITIES
from govtui.page.page import Block, Paragraph, Role, Section, Span, Spans
from govtui.page.render_context import LEAD, RenderContext
from govtui.page.signs import KIND_ROLES
from govtui.page.source_numbers import cited_numbers

MANY = 200
"""How many incoming links of one type are shown before the rest is only counted."""


class Linked(NamedTuple):
    """The other end of a reference."""

    name: Span
    field: str
    quality: frozenset[str] = PLAIN
    told_by: str = ""
    "The source, if only a claim of another source states the reference."


def links(
    record: Record,
    found: Sequence[Incoming],
    held: Mapping[str, Sequence[Linked]],
    said: Mapping[str, Sequence[Spans]],
    context: RenderContext,
    told: Collection[str] = (),
) -> Section:
    """Return the section of both ends: what the record points at, by relation, then all that points at it.

    `found`: references that arrive. `held`: relation to those that the record itself has, without what its card tells.
    `said`: relation to what other sources say of it. `told`: see `incoming`.
    """
    blocks: list[Block] = []
    schema, count = context.schema, 0
    inverses, order = schema.inverses, {name: n for n, name in enumerate(schema.relations)}
    for relation in sorted({**held, **said}, key=lambda name: order.get(inverses.get(name) or name, len(order))):
        heading = relation_label(inverses.get(relation, relation), context.tr, schema, inverse=relation in inverses)
        field = f"relations.{relation}"
        blocks += _group(heading, held.get(relation, ()), field, context, cited_numbers(record, field, context))
        count += len(held.get(relation, ()))
        if beside := said.get(relation):
            blocks.append(Paragraph((), indent=2, field=field, beside=beside))
    for heading, names, many in _arriving(found, context, told):
        blocks += _group(heading, names, "", context)
        count += many
    if not context.index.whole:
        blocks.append(Paragraph((Span(context.tr.gettext("Reading the files…"), Role.MUTED),)))
    # L10N: A heading over links between records, in both directions.
    return Section("links", context.tr.pgettext("heading", "Links"), blocks, count)


def incoming(key: str, context: RenderContext) -> Section:
    """Return the section of the records that point at one that cannot be read."""
    found = [one for one in context.index.incoming(key) if one.key != key]
    blocks = [block for heading, names, _ in _arriving(found, context) for block in _group(heading, names, "", context)]
    return Section("links", context.tr.gettext("Links to this record"), blocks)


def _arriving(
    found: Sequence[Incoming], context: RenderContext, told: Collection[str] = ()
) -> Iterator[tuple[str, Sequence[Linked], int]]:
    """Yield the records that point at one by relation, under the name of its inverse: heading, names, how many there are.

    `told`: types of reference that another section of the page has; what only a claim says is in this one. A text that was
    adopted or issued here is not named again among those acted on.
    """
    groups: dict[str, list[Incoming]] = {}
    decided = {one.key for one in found if one.type in ("adopted_by", "issued_by")}
    for reference in found:
        if reference.type in told and not reference.told_by:
            continue
        if reference.type == "step_by" and reference.key in decided and not reference.told_by:
            continue
        groups.setdefault(reference.type, []).append(reference)
    schema = context.schema
    for relation, those in groups.items():
        names = [Linked(context.name(one.key), "", one.quality, one.told_by) for one in those[:MANY]]
        if len(those) > MANY:
            more = context.tr.gettext("and {n} more").format(n=number(len(those) - MANY, context.tr))
            names.append(Linked(Span(more, Role.MUTED), ""))
        turned = schema.inverses.get(relation)  # an inverse typed by hand: here the relation itself
        yield relation_label(turned or relation, context.tr, schema, inverse=turned is None), names, len(those)


def qualified(quality: frozenset[str], told_by: str, context: RenderContext) -> Iterator[Span]:
    """Yield what qualifies a reference, to stand behind its name: " · provisional · disputed", and who alone says so."""
    for one in QUALITIES:
        if one in quality:
            words = context.label("quality", one)
            if one == PROVISIONAL:  # it follows from a step, whose name says more
                words = context.label("step.action", "provisionally_adopted")
            yield Span(" · ", Role.MUTED)
            yield Span(words[:1].lower() + words[1:], Role.DISCREPANCY if one == DISPUTED else Role.MUTED)
    if told_by:
        yield from context.citation(told_by)


def _group(
    heading: str, names: Sequence[Linked], field: str, context: RenderContext, cited: Spans = ()
) -> Iterator[Paragraph]:
    """Yield a heading and the names under it. `cited`: the numbers of the sources of those that the record has itself."""
    yield Paragraph((Span(heading, Role.LABEL),), field=field)
    for name, place, quality, told_by in names:
        card = context.index.card(name.link) if name.link else None
        sign, role = (KINDS[card.kind].sign, KIND_ROLES[card.kind]) if card else ("→", Role.MUTED)
        added = [Span(f"{ELSEWHERE} ", Role.ELSEWHERE)] if told_by else []
        sources = () if told_by else cited
        yield Paragraph(
            (*added, name, *qualified(quality, told_by, context), *sources), sign, role, indent=2, field=place
        )


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
    return Neighbours(series, *neighbours_around(index, series, card.number), True)


def numbers_of(index: Index, series: str) -> dict[int, str]:
    """Return number to key of the events of a series; of several with one number the last by name."""
    cards = (index.card(one.key) for one in index.incoming(series) if one.type == "series" and not one.told_by)
    return {card.number: card.key for card in cards if card and card.number is not None}


def neighbours_around(index: Index, series: str, number: int) -> tuple[str, str]:
    """Return the keys of the events before and after a number of a series; empty where there is none."""
    numbers = numbers_of(index, series)
    earlier = max((one for one in numbers if one < number), default=number)
    later = min((one for one in numbers if one > number), default=number)
    keys = {**numbers, number: ""}
    return keys[earlier], keys[later]


def neighbours(series: str, number: int, context: RenderContext) -> Iterator[Block]:
    """Yield the events before and after a number of a series."""
    words = ("← " + context.tr.gettext("previous"), "→ " + context.tr.gettext("next"))
    for key, lead in zip(neighbours_around(context.index, series, number), words, strict=True):
        if key:
            yield Paragraph((context.name(key),), lead, lead_width=LEAD, field="series")
