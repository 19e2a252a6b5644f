"""Renderer of measures: a tree of commitments and their milestones, with who is responsible and by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import field_label
from govtui.model.declaration_parts import Measure
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_names
from govtui.model.record import Declaration, Record
from govtui.page.bodies import DEEPEST, tree
from govtui.page.field_blocks import item_blocks
from govtui.page.figures import area_names
from govtui.page.page import Block, Paragraph, Role, Span, joined_spans
from govtui.page.present import key_words
from govtui.page.render_context import RenderContext


def measures(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the measures under their level, milestones below what they are part of."""
    held: Sequence[Measure] = spec.held_by(record)
    named = dict(zip(item_names(spec.name, held), held, strict=True))
    with_area = isinstance(record, Declaration) and any(one.area for one in held)
    areas = area_names(record, context) if with_area and isinstance(record, Declaration) else {}
    level: str | None = None
    for name, depth in tree(named):
        one = named[name]
        if not depth and one.level != level:
            level = one.level
            heading = key_words("measure.level", level, context) if level else ""
            yield Paragraph((Span(heading, Role.STRONG),), field=spec.name)
        path, indent = f"{spec.name}.{name}", 2 * min(depth, DEEPEST)
        shown = ["area", "lead", "partners", "date"]
        shown += ["level"] * (one.level in (None, level)) + ["within"] * (one.within in named)
        for block in item_blocks(spec, one, context, path, text="text", shown=shown):
            yield replace(block, indent=block.indent + indent)
        if facts := _facts(spec, one, areas, context):
            yield Paragraph(facts, " ", lead_width=3, indent=indent, field=path)


def _facts(spec: FieldSpec, one: Measure, areas: Mapping[str, str], context: RenderContext) -> Sequence[Span]:
    """Return when it is to be done, by whom, and in which area."""
    area = []
    if one.area:
        number = f"{one.area}.\u00a0" if one.area.isdecimal() else ""
        area = [Span(f"{number}{areas[one.area]}" if one.area in areas else one.area)]
    lead = [context.name(one.lead)] if one.lead else []
    partners = joined_spans([[context.name(id)] for id in one.partners], Span("; "))
    labelled = [
        [Span(f"{field_label(parts(spec)[name], context.tr)}: ".replace(" ", "\u00a0"), Role.LABEL), *spans]
        for name, spans in (("lead", lead), ("partners", partners), ("area", area))
        if spans
    ]
    date = [[Span(date_short(one.date, context.tr))]] if one.date else []
    return joined_spans([*date, *labelled], Span(" · ", Role.MUTED))
