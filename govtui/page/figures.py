"""Renderer of single figures, and the words for rows and frameworks of progress tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govtui.i18n.formats import number
from govtui.model.fields import FieldSpec
from govtui.model.measures_over_time import areas_of
from govtui.model.progress import ProgressRow
from govtui.model.record import Declaration, Record
from govtui.page.field_blocks import item_blocks
from govtui.page.page import Block, Role, Span
from govtui.page.present import key_words
from govtui.page.render_context import RenderContext


def area_names(record: Declaration, context: RenderContext) -> dict[str, str]:
    """Return area key to name: the record's own areas, or those of the text it implements."""
    return {key: context.text_of(name) for key, name in areas_of(record, context.record).items()}


def framework(under: str | None, context: RenderContext) -> Span:
    """Return the framework of a row, short, with a link; "all" where it has none."""
    if under is None:
        return Span(context.tr.gettext("all"))
    name = context.name(under)
    return Span(acronym(under) if context.index.card(under) else name.text, name.role, name.link)


def acronym(id: str) -> str:
    """Return a short form of an id for a narrow column: "accsm-plus-3" is "ACCSM+3"."""
    return id.upper().replace("-PLUS-", "+").replace("-", " ")


def row_words(row: ProgressRow, areas: Mapping[str, str], context: RenderContext) -> str:
    """Return what a row is about, on one line; `areas` has the names of those areas that are to have theirs."""
    parts = []
    if row.area == "none":
        parts.append(context.tr.gettext("Not matched to any area"))
    elif row.area is not None:
        key = context.tr.gettext("Area {key}").format(key=row.area)
        parts.append(f"{key}: {areas[row.area]}" if areas.get(row.area) else key)
    if row.under:
        parts.append(acronym(row.under))
    if row.item:
        parts.append(context.tr.gettext("Measure {key}").format(key=row.item))
    return " · ".join(parts) or context.tr.gettext("all")


def figures(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the single figures."""
    for figure in record.figures:
        counted = number(figure.value, context.tr)
        if figure.counted:
            # L10N: A number that the registry counted in what a source lists: "6 (counted)".
            counted = context.tr.gettext("{number} (counted)").format(number=counted)
        value = context.label("figure.bound", figure.bound or "exact").format(number=counted)
        spans: list[Span] = [Span(value, Role.STRONG), Span(" " + key_words("figure.what", figure.what, context))]
        shown = ("what", "value", "bound", "counted")
        path = f"figures.{figure.key or figure.what}"
        yield from item_blocks(spec, figure, context, path, spans=spans, shown=shown)
