"""Where a statement comes from, as blocks: its source as a link, the place in it, the words printed there, who is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.model.declaration_parts import Party, Step
from govtui.model.parts import Citation, Claim, Figure, Term
from govtui.model.path_overlap import overlap
from govtui.model.progress import ProgressRow, ProgressTable
from govtui.model.record import Record
from govtui.model.statements import Statement
from govtui.page.field_blocks import note_blocks
from govtui.page.page import Paragraph, Role, Span
from govtui.page.render_context import RenderContext


def source_blocks(
    source: str | None, at: str | None, field: str, record: Record, context: RenderContext
) -> Iterator[Paragraph]:
    """Yield a source by its short name as a link, its title, the place in it, and what the record quotes from there."""
    if not source:
        yield Paragraph((Span(context.tr.gettext("No source is named."), Role.MUTED),), field=field)
        return
    place = context.locator(at)
    spans = (context.source_mark(source), *([Span(f", {place}", Role.MUTED)] if place else []))
    yield Paragraph(spans, "→", Role.MUTED, field=field)
    for citation in record.sources:
        if citation.ref == source and citation.quote and (covers(citation, field) or (at and citation.at == at)):
            printed = (*context.quote(citation.quote, source), *context.citation(None, None, citation.said_by))
            yield Paragraph(printed, indent=2, field=field)


StatedItem = Figure | Step | Party | Term | Claim | ProgressTable | ProgressRow
"""The items that tell where they are stated: by source, place, words printed there, and who is quoted."""


def evidence_blocks(
    item: StatedItem, field: str, record: Record, context: RenderContext, told: Statement | None = None
) -> Iterator[Paragraph]:
    """Yield what is printed of an item and whose words they are, its source with the place, and its note.

    `told`: the statement that it makes, whose source may be that of a citation, or of the table around a row.
    """
    source, at = (told.source, told.at) if told else (item.source, item.at)
    quote = context.quote(getattr(item, "quote", None), source)
    if spans := (*quote, *context.citation(None, None, item.said_by)):
        yield Paragraph(spans, field=field)
    yield from source_blocks(source, at, field, record, context)
    yield from note_blocks(getattr(item, "note", None), context, field)


def covers(citation: Citation, field: str) -> bool:
    return any(overlap(field, path) for path in citation.fields)
