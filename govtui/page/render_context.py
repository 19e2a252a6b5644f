"""The context in which pages are made: translator, languages that are read, index, manifest and other records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Self

from govtui.i18n.countries import country_name
from govtui.i18n.dates import date_long
from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import quoted
from govtui.i18n.labels import date_label, label
from govtui.i18n.translator import Translator
from govtui.index.api import Index
from govtui.model.dates import PartialDate
from govtui.model.identifiers import country_of
from govtui.model.localized import with_fallback
from govtui.model.own_fields import Schema
from govtui.model.record import Record, Source
from govtui.page.page import Paragraph, Role, Span
from govtui.page.record_names import record_name
from govtui.page.source_names import short_name
from govtui.page.source_numbers import BEFORE, UNNUMBERED, NumberStyle, SourceNumbers, foot_link
from govtui.store.manifest import Manifest

if TYPE_CHECKING:
    from govtui.store.registry import Registry

_LINES = re.compile(r"L(\d+)(?:\s*[-–]\s*L?(\d+))?\Z")
_PARAGRAPHS = re.compile(r"¶\s*(\d+)(?:\s*[-–]\s*¶?\s*(\d+))?\Z")

_IMPORTED = re.compile(r"(?:line|row|entry) \d")
"""A place in an imported file (model.imported.ImportFault.place)."""

LEAD = 18
"""Cells of the column of labels."""


@dataclass(frozen=True)
class RenderContext:
    """The language of the interface, those of the records, and the registry around a record."""

    tr: Translator
    languages: tuple[str, ...]
    """The languages that records are read in, one under another."""
    index: Index
    manifest: Manifest
    record: Callable[[str], Record | None]
    """Reads another record: the areas of a plan are those of the text it implements."""
    number_style: NumberStyle | None = field(default=NumberStyle.SUPERSCRIPT, kw_only=True)
    """How pages write the numbers of sources; None: citations name their sources."""
    numbers: SourceNumbers | None = field(default=None, kw_only=True)
    """The numbers of sources on the page that is made; None where there is no page: citations name their sources."""

    @classmethod
    def of(cls, registry: Registry, tr: Translator, languages: Sequence[str], index: Index) -> RenderContext:
        """Return the context of a registry; other records are read from their files when a page needs them."""

        read = registry.for_pages()

        def record(id: str) -> Record | None:
            card = index.card(id)
            return read.entry(card.path).record if card else None

        return cls(tr, tuple(languages), index, registry.manifest, record)

    def on_page(self) -> Self:
        """Return the context of one page: with numbers of its own, if pages have numbers; other records are read once each."""
        if self.numbers is not None:
            return self
        numbers = SourceNumbers(self.number_style) if self.number_style else None
        return replace(self, numbers=numbers, record=cache(self.record))

    @property
    def language(self) -> str:
        """The language of names: that of the interface if it is read, else the first that is."""
        return self.tr.language if self.tr.language in self.languages else self.languages[0]

    def label(self, vocabulary: str, key: str) -> str:
        """Return the label of a vocabulary key."""
        return label(vocabulary, key, self.tr, self.manifest)

    def date_label(self, action: str) -> str:
        """Return the label of a date by what happened then."""
        return date_label(action, self.tr, self.manifest)

    @property
    def schema(self) -> Schema:
        """The fields and relations that records of the registry may have."""
        return self.manifest.record_schema

    def field(self, name: str) -> str:
        """Return the label of a field."""
        spec = self.schema.named(name)
        return field_label(spec, self.tr) if spec else name

    def date(self, date: PartialDate) -> str:
        """Return a date in full."""
        return date_long(date, self.tr)

    def ordinal(self, number: int | None) -> str:
        """Return a number in a series: "no. 3"; empty for none."""
        return "" if number is None else self.tr.gettext("no. {number}").format(number=number)

    def country(self, code: str | None) -> str:
        """Return the name of a country; an unknown code in quotation marks, empty for none."""
        return (country_name(code, self.tr) or quoted(code)) if code else ""

    def language_name(self, language: str) -> str:
        """Return the name of a language."""
        return label("language", language, self.tr)

    def language_tag(self, language: str | None) -> tuple[Span, ...]:
        """Return the language of the words before it: " (English)"; empty for none."""
        return (Span(f" ({self.language_name(language)})", Role.MUTED),) if language else ()

    def read(self, text: Mapping[str, str] | None, role: Role = Role.PLAIN) -> Iterator[tuple[Span, ...]]:
        """Yield a localized text in each language that is read; a fallback for a missing one is marked."""
        if not text:
            return
        shown = set()
        for language in self.languages:
            reading = with_fallback(text, language)
            if reading is None or reading.language in shown:
                continue
            shown.add(reading.language)
            words = reading.text.strip("\n")
            if reading.missing:
                mark = self.tr.gettext("[no {language} text; this is {other}]").format(
                    language=self.language_name(language), other=self.language_name(reading.language)
                )
                yield (Span(words, role, lang=reading.language), Span(f" {mark}", Role.MUTED))
            elif len(self.languages) > 1:
                yield (Span(words, role, lang=reading.language), Span(f" [{reading.language}]", Role.MUTED))
            else:
                yield (Span(words, role, lang=reading.language),)

    def text_of(self, text: Mapping[str, str] | str | None) -> str:
        """Return a text in the language of names."""
        if text is None or isinstance(text, str):
            return text or ""
        reading = with_fallback(text, self.language)
        return reading.text.strip("\n") if reading else ""

    def name(self, id: str) -> Span:
        """Return the name of a record as a link, or of a country; what is missing or unreadable is marked."""
        return record_name(id, self.index, self.language, self.tr)

    def name_or_text(self, id: str) -> str:
        """Return the name of a record or country in a sentence; a text that is no id as it is."""
        return self.name(id).text if country_of(id) or self.index.card(id) else id

    def cited_title(self, source: str) -> tuple[Span, ...]:
        """Return the title of a source as a citation has it: "Original title [translation]", the original as a link.

        A source without a title in its own language has its name for the reader, as any record.
        """
        name = self.name(source)
        record = self.record(source) if name.role is Role.LINK else None
        if not isinstance(record, Source) or not record.original_title:
            return (name,)
        link = Span(record.original_title.strip("\n"), Role.LINK, name.link, lang=record.lang or "")
        read = [record.title[one].strip("\n") for one in self.languages if one in record.title]
        if not read:  # as with any name that the reader's language lacks
            return (link, Span(f" [{record.lang}]", Role.MUTED))
        translations = [words for words in dict.fromkeys(read) if words != link.text]
        return (link, Span(f" [{' / '.join(translations)}]", Role.MUTED)) if translations else (link,)

    def locator(self, at: str | None) -> str:
        """Return a place in a source in words: "L9-L11" is "lines 9–11", "row 2" of an imported file too; other forms as they are."""
        if not at:
            return ""
        places = [part.strip() for part in at.split(",")]
        if len(places) > 1:
            return self._locators(places)
        if match := _LINES.match(at):
            if match[2] and match[2] != match[1]:
                return self.tr.gettext("lines {first}–{last}").format(first=match[1], last=match[2])
            return self.tr.gettext("line {line}").format(line=match[1])
        if (match := _PARAGRAPHS.match(at)) and match[2]:
            return self.tr.gettext("paragraphs {first}–{last}").format(first=match[1], last=match[2])
        if match:
            return self.tr.gettext("paragraph {number}").format(number=match[1])
        if _IMPORTED.match(at):
            from govtui.i18n.import_texts import place_words  # imports Babel, which home does without

            return place_words(at, self.tr)
        return at

    def _locators(self, places: Sequence[str]) -> str:
        """Return several places in words: "lines 3, 9–11; paragraph 2"; other forms as they are."""
        lines = [one for one in map(_LINES.match, places) if one]
        paragraphs = [one for one in map(_PARAGRAPHS.match, places) if one]
        told = []
        if len(lines) > 1:
            # L10N: Several places in a source, {places} are numbers and ranges: "lines 3, 9–11".
            told.append(self.tr.gettext("lines {places}").format(places=_ranges(lines)))
        elif lines:
            told.append(self.locator(lines[0][0]))
        if len(paragraphs) > 1:
            # L10N: Several places in a source, {places} are numbers and ranges: "paragraphs 2, 4–5".
            told.append(self.tr.gettext("paragraphs {places}").format(places=_ranges(paragraphs)))
        elif paragraphs:
            told.append(self.locator(paragraphs[0][0]))
        others = [one for one in places if not _LINES.match(one) and not _PARAGRAPHS.match(one)]
        return "; ".join(filter(None, (*told, ", ".join(others))))

    def citation(self, source: str | None, at: str | None = None, said_by: str | None = None) -> tuple[Span, ...]:
        """Return a short citation: " (according to Hoa) ¹ line 9" on a page, both a link to the foot, else " [UNPOG, line 9]".

        The number is given when the page is put together (SourceNumbers).
        """
        said: tuple[Span, ...] = ()
        if said_by:
            # L10N: Behind what somebody said whose words a source reports. {name} is a person.
            words = self.tr.gettext("according to {name}").format(name=said_by)
            said = (Span(f" ({words})", Role.MUTED),)
        place = self.locator(at)
        if not source:
            return (*said, Span(f" [{place}]", Role.MUTED)) if place else said
        mark = self.source_mark(source)
        if self.numbers is not None:
            return (*said, Span(BEFORE), mark, *([Span(f" {place}", Role.MUTED, mark.link)] if place else []))
        return (*said, Span(" [", Role.MUTED), mark, Span(f", {place}]" if place else "]", Role.MUTED))

    def source_mark(self, source: str) -> Span:
        """Return the number of a source on a page, a link to its foot, else its short name, a link to its record."""
        if self.numbers is not None:
            return Span(UNNUMBERED, Role.CITATION, foot_link(source))
        name = self.name(source)
        return Span(short_name(source, self), name.role, name.link)

    def quote(
        self, quote: Mapping[str, str] | str | None, source: str | None = None, role: Role = Role.PLAIN
    ) -> tuple[Span, ...]:
        """Return printed words between “ ”, in each language that is read; where one is missing, as they are printed.

        Other languages than the printed one are marked as translations. A plain text is in the source's own language.
        """
        if not quote:
            return ()
        if isinstance(quote, str):
            return (Span(quoted(quote.strip("\n")), role, lang=self._lang_of(source)),)
        printed = self._printed_in(quote, source)
        out: list[Span] = []
        for language in dict.fromkeys(one if one in quote else printed for one in self.languages):
            out += [Span(" ", role)] * bool(out)
            if language != printed:
                mark = self.tr.gettext("[translation]")
                out.append(Span(f"{mark} ", Role.MUTED))
            out.append(Span(quoted(quote[language].strip("\n")), role, lang=language))
        return tuple(out)

    def _printed_in(self, quote: Mapping[str, str], source: str | None) -> str:
        """Return the language that a source prints a quotation in: its own, else the first that the quotation has."""
        first = next(iter(quote))
        if len(quote) == 1 or not source:
            return first
        language = self._lang_of(source)
        return language if language in quote else first

    def _lang_of(self, source: str | None) -> str:
        """Return the language of a source; empty where it is not known."""
        return str(getattr(self.record(source), "lang", None) or "") if source else ""

    def fact(self, field: str, *spans: Span, path: str = "") -> Paragraph:
        """Return a labelled line."""
        return Paragraph(spans, self.field(field), lead_width=LEAD, field=path or field)


def _ranges(found: Iterable[re.Match[str]]) -> str:
    """Return numbers and ranges in order, those that touch as one: "3, 9–11"."""
    merged: list[list[int]] = []
    for first, last in sorted((int(one[1]), int(one[2] or one[1])) for one in found):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in merged)
