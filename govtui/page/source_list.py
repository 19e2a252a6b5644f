"""The sources of a page at its foot: number, short name, title and places, and what the record takes from each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from govtui.model.cited_lines import cited_places
from govtui.model.fields import FieldSpec
from govtui.model.parts import Citation
from govtui.model.record import Record, Source
from govtui.page.field_blocks import further_blocks, further_spans
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.page.source_names import short_names
from govtui.text.width import width

SOURCES = "sources"
"""The name of the section."""

_SHOWN = ("ref", "at", "for", "quote", "said_by")


def heading(context: RenderContext) -> str:
    """Return the heading over the sources of a page."""
    # L10N: The heading over the sources of a page.
    return context.tr.pgettext("page", "Sources")


def with_sources(sections: Iterable[Section], record: Record | None, context: RenderContext) -> list[Section]:
    """Return sections with their sources numbered, and these listed in the section SOURCES; a new last one where none is.

    Sources that the record cites for all of it come after those that a value has beside it.
    """
    found = list(sections)
    if context.numbers is None:
        order = dict.fromkeys(one.ref for one in record.sources) if record else {}
    else:
        found = context.numbers.numbered(found)
        for one in record.sources if record else ():
            context.numbers.of(one.ref)
        order = dict.fromkeys(context.numbers.order)
    blocks = list(source_blocks(list(order), record, context))
    if not any(one.name == SOURCES for one in found):
        found.append(Section(SOURCES, heading(context)))
    return [replace(one, blocks=blocks, count=len(order)) if one.name == SOURCES else one for one in found]


def source_blocks(sources: Sequence[str], record: Record | None, context: RenderContext) -> Iterator[Block]:
    """Yield the sources in order: number, short name, title and all places; then what stands at which place."""
    names = short_names(sources, context)
    leads = [context.numbers.of(source) if context.numbers else "•" for source in sources]
    room = max(map(width, leads), default=0) + 1
    places: dict[str, dict[str, None]] = {}
    for place in cited_places(record, context.schema) if record else ():
        places.setdefault(place.source, {})[place.at] = None
    for source, lead in zip(sources, leads, strict=True):
        path = f"{SOURCES}.{source}"
        title = context.cited_title(source)
        of_source = context.record(source)
        is_named = isinstance(of_source, Source) and (of_source.publisher or of_source.author)
        named = [Span(f"{names[source]}: ", Role.STRONG)] if is_named else []
        at = context.locator(", ".join(places.get(source, ())))
        spans = [*named, *title, *([Span(f", {at}", Role.MUTED)] if at else [])]
        yield Paragraph(spans, lead, Role.CITATION, lead_width=room, field=path)
        if record:
            spec = context.schema.fields(record.kind)[SOURCES]
            for one in record.sources:
                if one.ref == source:
                    yield from _covered(spec, one, record, room, context)


def _covered(
    spec: FieldSpec, citation: Citation, record: Record, indent: int, context: RenderContext
) -> Iterator[Block]:
    """Yield what a citation covers: its place with the fields, the words that are quoted there, and who says them."""
    path = f"{SOURCES}.{citation.ref}"
    fields = [path_words(record.kind, one, context, PathStyle.QUALIFIED, record) for one in citation.fields]
    text = ": ".join(part for part in (context.locator(citation.at), ", ".join(_gathered(fields))) if part)
    spans = further_spans(spec, citation, _SHOWN, context, [Span(text, Role.MUTED)] if text else [])
    if spans:
        yield Paragraph(spans, indent=indent, field=path)
    yield from further_blocks(spec, citation, _SHOWN, context, path)
    said = list(context.quote(citation.quote, citation.ref))
    if citation.said_by:
        said.append(Span(f" — {citation.said_by}" if said else f"— {citation.said_by}"))
    if said:
        yield Paragraph(said, indent=indent, field=f"{path}.quote")


def _gathered(fields: Iterable[str]) -> Iterator[str]:
    """Yield fields once each, those of one item behind its name: "Terms · 21st chair (Number, Country)"."""
    inner: dict[str, dict[str, None]] = {}
    for field in dict.fromkeys(fields):
        around, _, last = field.rpartition(" · ")
        inner.setdefault(around or last, {})[last if around else ""] = None
    for around, names in inner.items():
        told = [name for name in names if name]
        if "" in names or not told:
            yield around
        if len(told) == 1:
            yield f"{around} · {told[0]}"
        elif told:
            yield f"{around} ({', '.join(told)})"
