"""Renderers of fields that deserve better than the default of field_blocks.py: what a text or a meeting is made of, people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from govtui.i18n.countries import country_name
from govtui.i18n.formats import joined, quoted
from govtui.model.fields import FieldSpec
from govtui.model.parts import Activity, AgendaItem, Measure, Person, Step, Term
from govtui.model.record import Record
from govtui.page import facts, figures, links
from govtui.page.field_blocks import item_blocks
from govtui.page.page import Block, Paragraph, Role, Span
from govtui.page.present import key_words
from govtui.page.voice import Voice

Renderer = Callable[[FieldSpec, Record, Voice], Iterator[Block]]
"""Makes the blocks of a field of a record; of the parts of its items it tells those that it likes, the rest by item_blocks."""


def _items(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    for item in spec.held_by(record):
        yield from item_blocks(spec, item, voice, f"{spec.name}.{item.key}", text="text")


def _activities(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    activities: Sequence[Activity] = spec.held_by(record)
    for activity in activities:
        path = f"{spec.name}.{activity.key}"
        yield from item_blocks(spec, activity, voice, path, text="text", told=("see",))
        if activity.see:
            yield Paragraph(_names(activity.see, voice), "→", Role.MUTED, indent=3, field=f"{path}.see")


def _names(ids: Sequence[str], voice: Voice) -> list[Span]:
    out: list[Span] = []
    for id in ids:
        out += [Span("; ")] * bool(out) + [voice.name(id)]
    return out


def _measures(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """Under the level that they are for."""
    measures: Sequence[Measure] = spec.held_by(record)
    level = None
    for measure in measures:
        if measure.level != level:
            level = measure.level
            yield Paragraph((Span(key_words("measure.level", level, voice), Role.STRONG),), field=spec.name)
        yield from item_blocks(spec, measure, voice, f"{spec.name}.{measure.key}", text="text", told=("level",))


def _areas(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    for area in spec.held_by(record):
        lead = "–" if area.key == "none" else f"{area.key}."
        yield from item_blocks(spec, area, voice, f"{spec.name}.{area.key}", text="name", lead=lead)


def _agenda(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    """Under its days."""
    agenda: Sequence[AgendaItem] = spec.held_by(record)
    day = None
    for item in agenda:
        if item.day != day and item.day is not None:
            text = voice.tr.gettext("Day {number}").format(number=item.day)
            yield Paragraph((Span(text, Role.STRONG),), field=spec.name)
        day = item.day
        yield from item_blocks(spec, item, voice, f"{spec.name}.{item.key}", text="text", told=("day",))


def _steps(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    steps: Sequence[Step] = spec.held_by(record)
    for step in steps:
        spans: list[Span] = [Span(key_words("step.action", step.action, voice), Role.STRONG)]
        if step.date:
            spans.append(Span(f" · {voice.date(step.date)}"))
        if step.by:
            spans += [Span(" · "), *_names(step.by, voice)]
        if step.events:
            spans += [Span(" · " + voice.tr.pgettext("step", "at") + " "), *_names(step.events, voice)]
        if step.text:
            spans.append(Span(f" · {quoted(step.text)}", Role.MUTED))
        told = ("action", "date", "by", "events", "text")
        yield from item_blocks(spec, step, voice, f"steps.{step.key or step.action}", spans=spans, told=told)


def _terms(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    terms: Sequence[Term] = spec.held_by(record)
    for term in terms:
        title = key_words("term.type", term.type, voice)
        if term.number is not None:
            title += " " + voice.tr.gettext("no. {number}").format(number=term.number)
        spans: list[Span] = [Span(title, Role.STRONG)]
        if term.org:
            spans += [Span(" · "), voice.name(term.org)]
        if term.country:
            spans.append(Span(f" · {country_name(term.country, voice.tr) or quoted(term.country)}"))
        if term.date:
            spans.append(Span(f" · {voice.date(term.date)}"))
        if term.under:
            spans += [Span(" · " + voice.tr.pgettext("term", "under") + " "), voice.name(term.under)]
        if term.text:
            spans.append(Span(f" · {quoted(term.text)}", Role.MUTED))
        told = ("type", "number", "org", "country", "date", "under", "text")
        yield from item_blocks(spec, term, voice, f"terms.{term.key or term.type}", spans=spans, told=told)


def _people(spec: FieldSpec, record: Record, voice: Voice) -> Iterator[Block]:
    people: Sequence[Person] = spec.held_by(record)
    for person in people:
        spans = [Span(person.name, Role.STRONG), Span(f" · {key_words('person.role', person.role, voice)}")]
        if title := voice.one(person.title):
            spans.append(Span(f" · {title}"))
        if person.org and person.org != record.id:
            spans += [Span(" · "), voice.name(person.org)]
        if person.on_behalf_of:
            words = voice.tr.pgettext("person", "on behalf of")
            spans += [Span(f" · {words} "), voice.name(person.on_behalf_of)]
        if person.aka:
            also = voice.tr.gettext("also: {names}").format(names=joined(person.aka, voice.tr))
            spans.append(Span(f" ({also})", Role.MUTED))
        told = ("name", "role", "title", "org", "on_behalf_of", "aka")
        yield from item_blocks(spec, person, voice, f"people.{person.key or person.name}", spans=spans, told=told)


RENDERERS: Mapping[str, Renderer] = {
    "name": facts.names,
    "title": facts.names,
    "date": facts.date,
    "part_of_day": facts.part_of_day,
    "date_text": facts.printed,
    "series": facts.series,
    "place": facts.place,
    "summary": facts.summary,
    "aka": facts.aliases,
    "sdg": facts.codes,
    "review": facts.review,
    "file": facts.copy_of_source,
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
