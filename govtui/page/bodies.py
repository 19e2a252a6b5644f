"""Renderers of the bodies and countries of a record: those that took part in an event, and the members of a body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import number
from govtui.model.declaration_parts import Measure
from govtui.model.event_parts import Participant
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_names, item_paths
from govtui.model.parts import Member
from govtui.model.record import Record
from govtui.model.references import ended
from govtui.model.relations import PLAIN
from govtui.page.field_blocks import common_citation, item_blocks, line_spans, rest_below
from govtui.page.links import qualified
from govtui.page.page import Block, Paragraph, Role, Span, Table, TableRow, joined_spans
from govtui.page.present import key_words
from govtui.page.render_context import RenderContext

DEEPEST = 6
"""Levels of parts of delegations and of measures that are indented; further ones stand under the last."""


def person_named(name: str | None, record: Record) -> str:
    """Return the name of somebody among the people of a record, by a key; other texts as they are."""
    people = dict(zip(item_names("people", record.people), record.people, strict=True))
    return people[name].name if name in people else name or ""


def participants(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield who took part, the parts of a delegation below it."""
    held: Sequence[Participant] = spec.held_by(record)
    named = dict(zip(item_names(spec.name, held), held, strict=True))
    for name, depth in tree(named):
        one = named[name]
        capacity = key_words("participant.capacity", one.capacity, context) if one.capacity else ""
        head = f"{field_label(parts(spec)['head'], context.tr)}: {person_named(one.head, record)}" if one.head else ""
        # L10N: How many people a body sent to an event: "10 people".
        count = context.tr.ngettext("{n} person", "{n} people", one.count or 0) if one.count is not None else ""
        words = (capacity, count.format(n=number(one.count or 0, context.tr)), head)
        spans = _named(one.who, context), line_spans(one.text, context), *([Span(each)] for each in words if each)
        shown = ["who", "text", "capacity", "head", "count"] + ["within"] * (one.within in named)
        line = joined_spans([list(each) for each in spans if each], Span(" · "))
        for block in item_blocks(spec, one, context, f"{spec.name}.{name}", spans=line, shown=shown):
            yield replace(block, indent=block.indent + 2 * min(depth, DEEPEST))


def tree(named: Mapping[str, Participant] | Mapping[str, Measure]) -> Iterator[tuple[str, int]]:
    """Yield each name once with its depth, parts after their whole; parts of themselves as if they were part of none."""
    below: dict[str | None, list[str]] = {}
    for name, one in named.items():
        below.setdefault(one.within if one.within in named else None, []).append(name)
    seen: set[str] = set()
    for top in (*below.get(None, ()), *named):
        waiting = [(top, 0)]
        while waiting:
            name, depth = waiting.pop()
            if name not in seen:
                seen.add(name)
                yield name, depth
                waiting += [(inner, depth + 1) for inner in reversed(below.get(name, []))]


def members(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the members: a list of names, or a table where capacity or time is known of some.

    What most of them cite stands once, behind their number.
    """
    held: Sequence[Member] = spec.held_by(record)
    common = common_citation(held)
    if common[0]:
        count = context.tr.ngettext("{n} member", "{n} members", len(held)).format(n=number(len(held), context.tr))
        yield Paragraph((Span(count, Role.STRONG), *context.citation(*common)), field=spec.name)
    columns = [name for name in ("capacity", "date") if any(getattr(one, name) for one in held)]
    shown = ("key", "who", "capacity", "date", "source", "at", "said_by", "note")
    rows = []
    for path, one in item_paths(spec.name, held):
        cells = {
            "capacity": [Span(key_words("member.capacity", one.capacity or "member", context))],
            "date": [Span(date_short(one.date, context.tr))] if one.date else [],
        }
        name = [context.name(one.who), *qualified(ended(one.date) if one.date else PLAIN, "", context)]
        below = list(rest_below(spec, one, shown, context, path, common))
        rows.append(TableRow([name, *(cells[column] for column in columns)], path, below))
    if columns:
        yield Table([field_label(parts(spec)[name], context.tr) for name in ("who", *columns)], rows, field=spec.name)
    else:
        for row in rows:
            yield Paragraph(row.cells[0], "•", Role.MUTED, lead_width=3, field=row.field)
            yield from row.below


def _named(id: str | None, context: RenderContext) -> list[Span]:
    return [context.name(id)] if id else []
