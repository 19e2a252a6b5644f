"""The page of a record in two languages, field by field and paragraph by paragraph.

The page is composed in each of the two languages, and in the interface's for labels and headings. All three have the same
blocks, since they are made from the same record; blocks at the same position are a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from govtui.i18n.translator import LANGUAGES, load
from govtui.model.field_paths import value_at
from govtui.model.record import Record
from govtui.model.translations import is_stale
from govtui.page.compose import compose
from govtui.page.page import (
    Beside,
    Block,
    Card,
    Gap,
    Page,
    Pair,
    Paragraph,
    Raw,
    Role,
    Section,
    Span,
    Spans,
    Table,
)
from govtui.page.render_context import RenderContext
from govtui.page.source_numbers import SourceNumbers
from govtui.page.tables import unbroken
from govtui.store.registry import Entry
from govtui.text.width import width

MISSING, STALE, UNVERIFIED = "○", "!", "?"
"""Signs of the state of a translation, as on the screen of translations."""
_UNSURE = ("translated", "unverified")
"""How sure names are that have the mark UNVERIFIED."""

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_HEADINGS = frozenset({Role.LABEL, Role.STRONG, Role.HEADING})


class _Once(Span):
    """Part of a citation or of a language in brackets, which is shown once, not on both sides."""


@dataclass(frozen=True)
class _Side(RenderContext):
    """The context of one side in its own language."""

    interface: RenderContext
    """The same in the language of the interface, for citations and the state of translations."""
    cites: bool
    """Whether citations and languages are shown on this side."""
    stale: Mapping[int, str]
    """`id()` of texts with an outdated translation on this side, to the language that changed since."""

    @property
    def _missing(self) -> str:
        words = self.interface.tr.gettext("no text in {language}")
        return f"{MISSING} {words.format(language=self.interface.language_name(self.languages[0]))}"

    def _stale(self, text: Mapping[str, str]) -> str:
        source = self.stale.get(id(text))
        if source is None:
            return ""
        words = self.interface.tr.gettext("out of date: the text in {language} changed since")
        return f"{STALE} {words.format(language=self.interface.language_name(source))}"

    def read(self, text: Mapping[str, str] | None, role: Role = Role.PLAIN) -> Iterator[tuple[Span, ...]]:
        if not text:
            return
        if (own := text.get(self.languages[0])) is None:
            yield (Span(self._missing, Role.WARNING),)
            return
        spans = (Span(own.strip("\n"), role),)
        mark = self._stale(text)
        yield (*spans, Span(f"  {mark}", Role.WARNING)) if mark else spans

    def text_of(self, text: Mapping[str, str] | str | None) -> str:
        if text is None or isinstance(text, str):
            return text or ""
        if (own := text.get(self.languages[0])) is None:
            return self._missing
        mark = self._stale(text)
        return own.strip("\n") + (f" ({mark})" if mark else "")

    def citation(self, source: str | None, at: str | None = None, said_by: str | None = None) -> tuple[Span, ...]:
        return self._once(self.interface.citation(source, at, said_by))

    def language_tag(self, language: str | None) -> tuple[Span, ...]:
        return self._once(super().language_tag(language))

    def _once(self, mark: Spans) -> tuple[Span, ...]:
        return tuple(_Once(span.text, span.role, span.link) for span in mark) if self.cites else ()


def sides(languages: Sequence[str], source: str, interface: str) -> tuple[str, str] | None:
    """Return the languages on the left and on the right; None where the registry has only one.

    Left is the language that its records are written in, whatever the interface speaks: nothing jumps when that is
    switched. Right is the interface's, or the first of the others.
    """
    left = source if source in languages else interface if interface in languages else languages[0]
    others = [language for language in languages if language != left]
    if not others:
        return None
    return left, interface if interface in others else others[0]


def parallel(
    entry: Entry, key: str, context: RenderContext, languages: tuple[str, str], *, headed: bool = False
) -> Page:
    """Return the page of a file of the registry in two languages, with labels in that of the interface (compose.compose)."""
    context = replace(
        context, record=cache(context.record)
    )  # composed three times, which reads the same texts around it
    labels = compose(entry, key, replace(context, languages=(languages[0],)), headed=headed)
    if context.number_style is not None:
        context = replace(context, numbers=SourceNumbers(context.number_style, labels.sources))
    made = [compose(entry, key, _side(entry.record, context, languages, place), headed=headed) for place in (0, 1)]
    sections = [Section("title", "", list(_title(entry, made[0], made[1], context, languages)))]
    for named, left, right in zip(labels.sections, made[0].sections, made[1].sections, strict=True):
        blocks: list[Block] = []
        for label, one, other in zip(named.blocks, left.blocks, right.blocks, strict=True):
            if _is_once(label, named.name):
                blocks += _paired(label, label, label, languages)
            elif not _is_left_out(label, named.name, languages):
                blocks += _paired(label, one, other, languages)
        if blocks:
            sections.append(replace(named, blocks=blocks))
    return Page(key, (), (), sections, labels.head, labels.sources)


def _side(record: Record | None, context: RenderContext, languages: tuple[str, str], place: int) -> _Side:
    language = languages[place]
    tr = load(language) if language in LANGUAGES else context.tr
    stale = _stale_texts(record, language) if record else {}
    interface = replace(context, languages=(language,))
    of_registry = (context.index, context.manifest, context.record)
    return _Side(tr, (language,), *of_registry, interface, place == 0, stale, numbers=context.numbers)


def _stale_texts(record: Record, language: str) -> dict[int, str]:
    """Return `id()` of texts with an outdated translation into a language, to their source language."""
    out = {}
    for entry in record.translations:
        text = value_at(record, entry.field)
        if entry.to == language and isinstance(text, Mapping) and language in text and is_stale(text, entry):
            out[id(text)] = entry.source
    return out


def _title(
    entry: Entry, left: Page, right: Page, context: RenderContext, languages: tuple[str, str]
) -> Iterator[Block]:
    """Yield the name in both, how sure each is, and the lines below."""
    titles = [left.title, right.title]
    review = entry.record.review if entry.record else None
    for place, language in enumerate(languages):
        certainty = getattr(review, f"name_{language}", None)
        if certainty in _UNSURE and entry.record and language in entry.record.label:
            words = f"\n{UNVERIFIED} {context.label('review.name', certainty)}"
            titles[place] = (*titles[place], Span(words, Role.MUTED))
    yield Pair(titles[0], titles[1] if titles[0] != titles[1] else None, field="name", tags=languages)
    for one, other in zip(left.under_title, right.under_title, strict=True):
        yield from _paired(one, one, other, languages)


def _is_once(block: Block, section: str) -> bool:
    """Return whether a block is in the interface's language alone: citations, and the state of the record."""
    if not isinstance(block, Paragraph) or block.field.endswith((".quote", ".notes")):
        return False
    cited = section == "sources" and not any(span.link for span in block.spans)
    return (cited or section == "record") and block.lead_role is not Role.WARNING


def _is_left_out(block: Block, section: str, languages: tuple[str, str]) -> bool:
    """Return whether a block is left out: names, which are the title, problems, which are marked."""
    if not isinstance(block, Paragraph):
        return False
    if section == "names":
        return block.field in {f"{name}.{language}" for name in ("name", "title") for language in languages}
    return section == "record" and block.lead_role is Role.WARNING


def _paired(label: Block, left: Block, right: Block, languages: tuple[str, str]) -> Iterator[Block]:
    """Yield the pairs of blocks at the same position."""
    match label, left, right:
        case Paragraph(), Paragraph(), Paragraph():
            yield from _paragraphs(label, left, right, languages)
        case Card(), Card(), Card():
            column = max((width(row.lead) + 1 for row in label.rows), default=0)
            rows = [replace(row, lead_width=column) for row in label.rows]
            for of_card in zip(rows, left.rows, right.rows, strict=True):
                yield from _paragraphs(*of_card, languages)
        case Table(), Table(), Table() if label.numbers:
            yield replace(label, legend=())  # numbers are the same in both
            for places in zip(label.legend, left.legend, right.legend, strict=True):
                yield from _paragraphs(*places, languages)
        case Table(), Table(), Table():
            for named, row, same in zip(label.rows, left.rows, right.rows, strict=True):
                of_label, of_left, of_right = (
                    Paragraph(unbroken(table, each), "•", Role.MUTED, lead_width=3, field=each.field)
                    for table, each in ((label, named), (left, row), (right, same))
                )
                yield from _paragraphs(of_label, of_left, of_right, languages)
                for places in zip(named.below, row.below, same.below, strict=True):
                    yield from _paragraphs(*places, languages)
        case Beside(), Beside(), Beside():
            yield label
        case (Gap() | Raw()) as same, _, _:
            yield Pair((), (), tags=languages) if isinstance(same, Gap) else same


def _paragraphs(label: Paragraph, left: Paragraph, right: Paragraph, languages: tuple[str, str]) -> Iterator[Block]:
    def pair(one: Spans, other: Spans | None, lead: str) -> Pair:
        return Pair(one, other, lead, label.lead_role, label.indent, label.lead_width, label.field, languages)

    lead = label.lead
    if not lead and label.spans and all(span.role in _HEADINGS for span in label.spans):
        yield pair(label.spans, None, "")
    elif not label.spans and label.beside:
        pass
    elif _said(left.spans) == list(right.spans):
        yield pair(left.spans, None, lead)
        lead = ""
    else:
        ones, others = _split(left.spans), _split(right.spans)
        for place in range(max(len(ones), len(others))):
            if place:
                yield Pair((), (), tags=languages)
            one = ones[place] if place < len(ones) else ()
            other = others[place] if place < len(others) else ()
            yield pair(one, other, lead if not place else "")
        lead = ""
    for one, other in zip(left.beside, right.beside, strict=True):
        yield pair(one, None if _said(one) == list(other) else other, lead)
        lead = ""


def _said(spans: Spans) -> list[Span]:
    """Return spans without what is shown on one side only."""
    return [span for span in spans if not isinstance(span, _Once)]


def _split(spans: Spans) -> list[Spans]:
    """Return the paragraphs of a text, which empty lines separate."""
    out: list[list[Span]] = [[]]
    for span in spans:
        first, *following = _BREAK.split(span.text)
        out[-1].append(replace(span, text=first))
        out += [[replace(span, text=text)] for text in following]
    return [[span for span in paragraph if span.text] for paragraph in out]
