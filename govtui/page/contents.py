"""Renderers of fields that deserve better than the default of field_blocks.py: what a text or a meeting is made of, people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from govtui.i18n.countries import country_name
from govtui.i18n.formats import joined, quoted
from govtui.model.fields import FieldSpec
from govtui.model.parts import Activity, AgendaItem, Measure, Person, Place, Step, Term
from govtui.model.record import Record
from govtui.model.vocabulary import HIDDEN_ALIASES
from govtui.page import figures, links
from govtui.page.field_blocks import field_blocks, further_blocks, further_spans, item_blocks
from govtui.page.page import Block, Gap, Paragraph, Role, Span
from govtui.page.present import key_words
from govtui.page.render_context import LEAD, RenderContext

# -- Renderers of single fields: dates, place, series, names, review; those of lists of tables are in contents.py ------


def date(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """With the part of the day in brackets."""
    value = spec.held_by(record)
    if value is not None:
        part_of_day = getattr(record, "part_of_day", None)
        tail = f" ({key_words('part_of_day', part_of_day, context)})" if part_of_day else ""
        yield context.fact("date", Span(context.date(value) + tail))


def part_of_day(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """By itself only where there is no date that it stands behind."""
    if record.main_date is None:
        yield from field_blocks(spec, spec.held_by(record), context)


def printed(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Words as a source prints them."""
    if text := spec.held_by(record):
        yield context.fact(spec.name, Span(quoted(text)))


def codes(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Short plain values, between which a comma does."""
    if values := spec.held_by(record):
        yield context.fact(spec.name, Span(", ".join(values)))


def summary(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """The text that needs no label."""
    for number, spans in enumerate(context.read(spec.held_by(record))):
        if number:
            yield Gap()  # between two languages
        yield Paragraph(spans, field=spec.name)


def series(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """The series, the number in it, and the events before and after."""
    value = spec.held_by(record)
    if value is None:
        return
    spans = [context.name(value.id)]
    if value.number is not None:
        spans.append(Span(" · " + context.tr.gettext("no. {number}").format(number=value.number)))
    told = ("id", "number")
    yield context.fact("series", *further_spans(spec, value, told, context, spans), path="series.id")
    yield from further_blocks(spec, value, told, context, spec.name, LEAD)
    if value.number is not None:
        yield from links.neighbours(value.id, value.number, context)


def place(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """As on a letter: venue, city, country; once for each language in which it reads otherwise."""
    value = spec.held_by(record)
    if value is None:
        return
    words = "; ".join(dict.fromkeys(filter(None, _places(value, context))))
    told = ("venue", "city", "country", "online")
    if spans := further_spans(spec, value, told, context, [Span(words)] if words else []):
        yield context.fact("place", *spans)
    yield from further_blocks(spec, value, told, context, spec.name, LEAD)


def _places(place: Place, context: RenderContext) -> Iterator[str]:
    for language in context.languages:
        parts = [
            text[language] if language in text else context.one(text) for text in (place.venue, place.city) if text
        ]
        if place.country:
            parts.append(country_name(place.country, context.tr) or quoted(place.country))
        if place.online is not None:
            tr = context.tr
            parts.append(tr.pgettext("place", "online") if place.online else tr.pgettext("place", "in person"))
        yield ", ".join(parts)


def names(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """The name or title in every language that has one, and how sure the English one is."""
    for language, name in record.label.items():
        certainty = record.review.name_en if record.review and language == "en" else None
        known = [Span(name)]
        if certainty:
            known.append(Span(f" ({key_words('review.name_en', certainty, context)})", Role.MUTED))
        yield Paragraph(known, context.named(language), lead_width=LEAD, field=f"{spec.name}.{language}")


def aliases(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Other names by type; what is only searched for comes last."""
    groups: dict[str, list[Paragraph]] = {}
    for alias in record.aka:
        spans = [Span(alias.text), *context.tag(alias.lang)]
        told = ("text", "lang", "type", "source", "at", "note")
        spans = further_spans(spec, alias, told, context, spans)
        spans += context.cited(alias.source, alias.at)
        if note := context.one(alias.note):
            spans.append(Span(f" {note}", Role.MUTED))
        kind = "hidden" if alias.type in HIDDEN_ALIASES else alias.type
        lead = context.tr.gettext("variants") if kind == "hidden" else key_words("alias.type", kind, context)
        lead = "" if kind in groups else lead
        group = groups.setdefault(kind, [])
        group += [Paragraph(spans, lead, lead_width=LEAD, field="aka")]
        group += further_blocks(spec, alias, told, context, "aka", LEAD)
    for kind in sorted(groups, key=lambda kind: kind == "hidden"):
        yield from groups[kind]


def review(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """State, person, day; below what is still to be done."""
    value = record.review
    if value is None:
        return
    words = [key_words("review.state", value.state, context)] if value.state else []
    if value.name_en and "en" not in record.label:  # else it stands behind that name
        words.append(key_words("review.name_en", value.name_en, context))
    words += [value.by] if value.by else []
    words += [context.date(value.on)] if value.on else []
    told = ("state", "name_en", "by", "on", "notes")
    if spans := further_spans(spec, value, told, context, [Span(" · ".join(words))] if words else []):
        yield context.fact("review", *spans)
    yield from further_blocks(spec, value, told, context, spec.name, LEAD)
    if value.notes:
        yield Paragraph((Span(context.one(value.notes)),), "", lead_width=LEAD, field="review.notes")


def copy_of_source(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """The file of a source, beside the file of its record."""
    if path := spec.held_by(record):
        yield Paragraph((Span(path),), context.tr.gettext("Local copy"), lead_width=LEAD, field=spec.name)


Renderer = Callable[[FieldSpec, Record, RenderContext], Iterator[Block]]
"""Makes the blocks of a field of a record; of the parts of its items it tells those that it likes, the rest by item_blocks."""


def _items(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    for item in spec.held_by(record):
        yield from item_blocks(spec, item, context, f"{spec.name}.{item.key}", text="text")


def _activities(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    activities: Sequence[Activity] = spec.held_by(record)
    for activity in activities:
        path = f"{spec.name}.{activity.key}"
        yield from item_blocks(spec, activity, context, path, text="text", told=("see",))
        if activity.see:
            yield Paragraph(_names(activity.see, context), "→", Role.MUTED, indent=3, field=f"{path}.see")


def _names(ids: Sequence[str], context: RenderContext) -> list[Span]:
    out: list[Span] = []
    for id in ids:
        out += [Span("; ")] * bool(out) + [context.name(id)]
    return out


def _measures(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Under the level that they are for."""
    measures: Sequence[Measure] = spec.held_by(record)
    level = None
    for measure in measures:
        if measure.level != level:
            level = measure.level
            yield Paragraph((Span(key_words("measure.level", level, context), Role.STRONG),), field=spec.name)
        yield from item_blocks(spec, measure, context, f"{spec.name}.{measure.key}", text="text", told=("level",))


def _areas(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    for area in spec.held_by(record):
        lead = "–" if area.key == "none" else f"{area.key}."
        yield from item_blocks(spec, area, context, f"{spec.name}.{area.key}", text="name", lead=lead)


def _agenda(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Under its days."""
    agenda: Sequence[AgendaItem] = spec.held_by(record)
    day = None
    for item in agenda:
        if item.day != day and item.day is not None:
            text = context.tr.gettext("Day {number}").format(number=item.day)
            yield Paragraph((Span(text, Role.STRONG),), field=spec.name)
        day = item.day
        yield from item_blocks(spec, item, context, f"{spec.name}.{item.key}", text="text", told=("day",))


def _steps(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    steps: Sequence[Step] = spec.held_by(record)
    for step in steps:
        spans: list[Span] = [Span(key_words("step.action", step.action, context), Role.STRONG)]
        if step.date:
            spans.append(Span(f" · {context.date(step.date)}"))
        if step.by:
            spans += [Span(" · "), *_names(step.by, context)]
        if step.events:
            spans += [Span(" · " + context.tr.pgettext("step", "at") + " "), *_names(step.events, context)]
        if step.text:
            spans.append(Span(f" · {quoted(step.text)}", Role.MUTED))
        told = ("action", "date", "by", "events", "text")
        yield from item_blocks(spec, step, context, f"steps.{step.key or step.action}", spans=spans, told=told)


def _terms(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    terms: Sequence[Term] = spec.held_by(record)
    for term in terms:
        title = key_words("term.type", term.type, context)
        if term.number is not None:
            title += " " + context.tr.gettext("no. {number}").format(number=term.number)
        spans: list[Span] = [Span(title, Role.STRONG)]
        if term.org:
            spans += [Span(" · "), context.name(term.org)]
        if term.country:
            spans.append(Span(f" · {country_name(term.country, context.tr) or quoted(term.country)}"))
        if term.date:
            spans.append(Span(f" · {context.date(term.date)}"))
        if term.under:
            spans += [Span(" · " + context.tr.pgettext("term", "under") + " "), context.name(term.under)]
        if term.text:
            spans.append(Span(f" · {quoted(term.text)}", Role.MUTED))
        told = ("type", "number", "org", "country", "date", "under", "text")
        yield from item_blocks(spec, term, context, f"terms.{term.key or term.type}", spans=spans, told=told)


def _people(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    people: Sequence[Person] = spec.held_by(record)
    for person in people:
        spans = [Span(person.name, Role.STRONG), Span(f" · {key_words('person.role', person.role, context)}")]
        if title := context.one(person.title):
            spans.append(Span(f" · {title}"))
        if person.org and person.org != record.id:
            spans += [Span(" · "), context.name(person.org)]
        if person.on_behalf_of:
            words = context.tr.pgettext("person", "on behalf of")
            spans += [Span(f" · {words} "), context.name(person.on_behalf_of)]
        if person.aka:
            also = context.tr.gettext("also: {names}").format(names=joined(person.aka, context.tr))
            spans.append(Span(f" ({also})", Role.MUTED))
        told = ("name", "role", "title", "org", "on_behalf_of", "aka")
        yield from item_blocks(spec, person, context, f"people.{person.key or person.name}", spans=spans, told=told)


RENDERERS: Mapping[str, Renderer] = {
    "name": names,
    "title": names,
    "date": date,
    "part_of_day": part_of_day,
    "date_text": printed,
    "series": series,
    "place": place,
    "summary": summary,
    "aka": aliases,
    "sdg": codes,
    "review": review,
    "file": copy_of_source,
    "aims": _items,
    "activities": _activities,
    "terms": _terms,
    "steps": _steps,
    "measures": _measures,
    "areas": _areas,
    "agenda": _agenda,
    "people": _people,
    "figures": figures.figures,
    "progress": figures.progress,
    "relations": links.outgoing,
    "claims": links.claims,
    "sources": links.citations,
}
"""Field to its renderer; every other field has the default."""
