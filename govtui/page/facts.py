"""Renderers of single fields: dates, place, series, names, review; those of lists of tables are in contents.py."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.i18n.countries import country_name
from govtui.i18n.formats import quoted
from govtui.model.fields import FieldSpec
from govtui.model.parts import Place
from govtui.model.record import Record
from govtui.model.vocabulary import HIDDEN_ALIASES
from govtui.page import links
from govtui.page.field_blocks import field_blocks, further_blocks, further_spans
from govtui.page.page import Block, Gap, Paragraph, Role, Span
from govtui.page.present import key_words
from govtui.page.voice import LEAD, Voice


def date(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """With the part of the day in brackets."""
    value = spec.held_by(record)
    if value is not None:
        part_of_day = getattr(record, "part_of_day", None)
        tail = f" ({key_words('part_of_day', part_of_day, voice)})" if part_of_day else ""
        yield voice.fact("date", Span(voice.date(value) + tail))


def part_of_day(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """By itself only where there is no date that it stands behind."""
    if record.main_date is None:
        yield from field_blocks(spec, spec.held_by(record), voice)


def printed(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """Words as a source prints them."""
    if text := spec.held_by(record):
        yield voice.fact(spec.name, Span(quoted(text)))


def codes(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """Short plain values, between which a comma does."""
    if values := spec.held_by(record):
        yield voice.fact(spec.name, Span(", ".join(values)))


def summary(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """The text that needs no label."""
    for number, spans in enumerate(voice.read(spec.held_by(record))):
        if number:
            yield Gap()  # between two languages
        yield Paragraph(spans, field=spec.name)


def series(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """The series, the number in it, and the events before and after."""
    value = spec.held_by(record)
    if value is None:
        return
    spans = [voice.name(value.id)]
    if value.number is not None:
        spans.append(Span(" · " + voice.tr.gettext("no. {number}").format(number=value.number)))
    told = ("id", "number")
    yield voice.fact("series", *further_spans(spec, value, told, voice, spans), path="series.id")
    yield from further_blocks(spec, value, told, voice, spec.name, LEAD)
    if value.number is not None:
        yield from links.neighbours(value.id, value.number, voice)


def place(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """As on a letter: venue, city, country; once for each language in which it reads otherwise."""
    value = spec.held_by(record)
    if value is None:
        return
    words = "; ".join(dict.fromkeys(filter(None, _places(value, voice))))
    told = ("venue", "city", "country", "online")
    if spans := further_spans(spec, value, told, voice, [Span(words)] if words else []):
        yield voice.fact("place", *spans)
    yield from further_blocks(spec, value, told, voice, spec.name, LEAD)


def _places(place: Place, voice: Voice) -> Iterator[str]:
    for language in voice.languages:
        parts = [text[language] if language in text else voice.one(text) for text in (place.venue, place.city) if text]
        if place.country:
            parts.append(country_name(place.country, voice.tr) or quoted(place.country))
        if place.online is not None:
            tr = voice.tr
            parts.append(tr.pgettext("place", "online") if place.online else tr.pgettext("place", "in person"))
        yield ", ".join(parts)


def names(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """The name or title in every language that has one, and how sure the English one is."""
    for language, name in record.label.items():
        certainty = record.review.name_en if record.review and language == "en" else None
        known = [Span(name)]
        if certainty:
            known.append(Span(f" ({key_words('review.name_en', certainty, voice)})", Role.MUTED))
        yield Paragraph(known, voice.named(language), lead_width=LEAD, field=f"{spec.name}.{language}")


def aliases(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """Other names by type; what is only searched for comes last."""
    groups: dict[str, list[Paragraph]] = {}
    for alias in record.aka:
        spans = [Span(alias.text), *voice.tag(alias.lang)]
        told = ("text", "lang", "type", "source", "at", "note")
        spans = further_spans(spec, alias, told, voice, spans)
        spans += voice.cited(alias.source, alias.at)
        if note := voice.one(alias.note):
            spans.append(Span(f" {note}", Role.MUTED))
        kind = "hidden" if alias.type in HIDDEN_ALIASES else alias.type
        lead = voice.tr.gettext("variants") if kind == "hidden" else key_words("alias.type", kind, voice)
        lead = "" if kind in groups else lead
        group = groups.setdefault(kind, [])
        group += [Paragraph(spans, lead, lead_width=LEAD, field="aka")]
        group += further_blocks(spec, alias, told, voice, "aka", LEAD)
    for kind in sorted(groups, key=lambda kind: kind == "hidden"):
        yield from groups[kind]


def review(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """State, person, day; below what is still to be done."""
    value = record.review
    if value is None:
        return
    words = [key_words("review.state", value.state, voice)] if value.state else []
    if value.name_en and "en" not in record.label:  # else it stands behind that name
        words.append(key_words("review.name_en", value.name_en, voice))
    words += [value.by] if value.by else []
    words += [voice.date(value.on)] if value.on else []
    told = ("state", "name_en", "by", "on", "notes")
    if spans := further_spans(spec, value, told, voice, [Span(" · ".join(words))] if words else []):
        yield voice.fact("review", *spans)
    yield from further_blocks(spec, value, told, voice, spec.name, LEAD)
    if value.notes:
        yield Paragraph((Span(voice.one(value.notes)),), "", lead_width=LEAD, field="review.notes")


def copy_of_source(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """The file of a source, beside the file of its record."""
    if path := spec.held_by(record):
        yield Paragraph((Span(path),), voice.tr.gettext("Local copy"), lead_width=LEAD, field=spec.name)
