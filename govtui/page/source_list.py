"""The sources of a page at its foot: number, short name, title and places, and what the record takes from each place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from govtui.model.cited_lines import cited_places
from govtui.model.parts import Citation
from govtui.model.record import Record, Source
from govtui.page.field_blocks import further_blocks, further_spans
from govtui.page.page import Block, Paragraph, Role, Section, Span, Spans
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.page.source_names import short_names
from govtui.text.width import width

SOURCES = "sources"
"""The name of the section."""

_BETWEEN = (Span("; ", Role.MUTED),)

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
    places: dict[str, set[str]] = {}
    for place in cited_places(record, context.schema) if record else ():
        places.setdefault(place.source, set()).update(one.strip() for one in place.at.split(","))
    for source, lead in zip(sources, leads, strict=True):
        path = f"{SOURCES}.{source}"
        there = sorted(places.get(source, ()), key=_in_order)
        at = context.locator(", ".join(there))
        spans = [*named_title(source, names[source], context), *([Span(f", {at}", Role.MUTED)] if at else [])]
        yield Paragraph(spans, lead, Role.CITATION, lead_width=room, field=path)
        if record:
            of = [one for one in record.sources if one.ref == source]
            yield from _covered(of, path, record, room, context, placed=len(there) > 1)


def named_title(source: str, name: str, context: RenderContext) -> Spans:
    """Return the title of a source in full, behind its short name where that is of publisher or author."""
    record = context.record(source)
    is_named = isinstance(record, Source) and (record.publisher or record.author)
    return [*([Span(f"{name}: ", Role.STRONG)] if is_named else []), *context.cited_title(source)]


def _covered(
    citations: Sequence[Citation], path: str, record: Record, indent: int, context: RenderContext, *, placed: bool
) -> Iterator[Block]:
    """Yield what the citations of a source cover: places with their fields, words that are quoted there, who says them.

    Those without words of their own share a paragraph. `placed`: there are several places, so each says which it is.
    """
    spec = context.schema.fields(record.kind)[SOURCES]
    shared: list[Span] = []
    for one in citations:
        fields = [path_words(record.kind, field, context, PathStyle.QUALIFIED, record) for field in one.fields]
        text = ": ".join(
            part for part in (context.locator(one.at) if placed else "", ", ".join(_gathered(fields))) if part
        )
        spans = further_spans(spec, one, _SHOWN, context, [Span(text, Role.MUTED)] if text else [])
        said = list(context.quote(one.quote, one.ref))
        if one.said_by:
            said.append(Span(f" — {one.said_by}" if said else f"— {one.said_by}"))
        below = list(further_blocks(spec, one, _SHOWN, context, path, indent))
        if said or below:
            spans, shared = [*shared, *_BETWEEN, *spans] if shared and spans else [*shared, *spans], []
            yield from [Paragraph(spans, indent=indent, field=path)] if spans else []
            yield from below
            yield from [Paragraph(said, indent=indent, field=f"{path}.quote")] if said else []
        elif spans:
            shared += [*(_BETWEEN if shared else ()), *spans]
    if shared:
        yield Paragraph(shared, indent=indent, field=path)


def _in_order(place: str) -> tuple[list[int], str]:
    """Return the sort key of a place: Điều 10 khoản 1 after Điều 9."""
    return [int(number) for number in re.findall(r"\d+", place)], place


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
