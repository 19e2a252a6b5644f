"""What a text or a meeting is made of: aims, activities, measures, areas, agenda, steps, terms, people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.lists import joined
from govtui.i18n.places import country_name
from govtui.i18n.quotes import quoted
from govtui.model.parts import Activity, AgendaItem, Item, Measure, Person, Step, Term
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.voice import Voice


def sections(record: Record, voice: Voice) -> Iterator[Section]:
    """The sections that belong to the record's kind, then its people."""
    match record:
        case Organization():
            yield Section("aims", voice.field("aims"), list(_items("aims", record.aims, voice)))
            yield Section("activities", voice.field("activities"), list(_activities(record, voice)))
            yield Section(
                "terms", voice.field("terms"), [block for term in record.terms for block in _term(term, voice)]
            )
        case Declaration():
            yield Section(
                "steps", voice.field("steps"), [block for step in record.steps for block in _step(step, voice)]
            )
            yield Section("measures", voice.field("measures"), list(_measures(record.measures, voice)))
            yield Section("areas", voice.field("areas"), list(_areas(record, voice)))
        case Event():
            yield Section("agenda", voice.field("agenda"), list(_agenda(record, voice)))
    yield Section("people", voice.field("people"), [_person(person, record, voice) for person in record.people])


def _items(
    field: str, items: Sequence[Item | Activity | AgendaItem], voice: Voice, number: bool = False
) -> Iterator[Block]:
    for item in items:
        for position, spans in enumerate(voice.read(item.text)):
            lead = (f"{item.key}." if number else "•") if not position else " "
            yield Paragraph(
                (*spans, *(voice.cited(None, item.at) if not position else ())),
                lead,
                Role.MUTED,
                lead_width=3,
                field=f"{field}.{item.key}.text",
            )


def _activities(record: Organization, voice: Voice) -> Iterator[Block]:
    for activity in record.activities:
        yield from _items("activities", [activity], voice)
        if activity.see:
            spans = _joined([voice.name(id) for id in activity.see])
            yield Paragraph(spans, "→", Role.MUTED, indent=3, field=f"activities.{activity.key}.see")


def _joined(names: list[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for number, name in enumerate(names):
        out += [Span("; ")] * bool(number) + [name]
    return tuple(out)


def _measures(measures: list[Measure], voice: Voice) -> Iterator[Block]:
    level = None
    for measure in measures:
        if measure.level != level:
            level = measure.level
            yield Paragraph((Span(voice.label("measure.level", level), Role.STRONG),), field="measures")
        for position, spans in enumerate(voice.read(measure.text)):
            cited = voice.cited(measure.source, measure.at) if not position else ()
            yield Paragraph(
                (*spans, *cited),
                " " if position else "•",
                Role.MUTED,
                lead_width=3,
                field=f"measures.{measure.key}.text",
            )


def _areas(record: Declaration, voice: Voice) -> Iterator[Block]:
    for area in record.areas:
        for position, spans in enumerate(voice.read(area.name)):
            lead = "" if position else ("–" if area.key == "none" else f"{area.key}.")
            cited = voice.cited(None, area.at) if not position else ()
            yield Paragraph((*spans, *cited), lead or " ", Role.MUTED, lead_width=3, field=f"areas.{area.key}.name")


def _agenda(record: Event, voice: Voice) -> Iterator[Block]:
    day = None
    for item in record.agenda:
        if item.day != day and item.day is not None:
            text = voice.tr.gettext("Day {number}").format(number=item.day)
            yield Paragraph((Span(text, Role.STRONG),), field="agenda")
        day = item.day
        yield from _items("agenda", [item], voice)


def _step(step: Step, voice: Voice) -> Iterator[Block]:
    spans: list[Span] = [Span(voice.label("step.action", step.action), Role.STRONG)]
    if step.date:
        spans.append(Span(f" · {voice.date(step.date)}"))
    if step.by:
        spans += [Span(" · "), *_joined([voice.name(id) for id in step.by])]
    if step.events:
        spans += [Span(" · " + voice.tr.pgettext("step", "at") + " "), *_joined([voice.name(id) for id in step.events])]
    if step.text:
        spans.append(Span(f" · {quoted(step.text)}", Role.MUTED))
    spans += voice.cited(step.source, step.at)
    field = f"steps.{step.key or step.action}"
    yield Paragraph(spans, "•", Role.MUTED, lead_width=3, field=field)
    for note in voice.read(step.note, Role.MUTED):
        yield Paragraph(note, indent=3, field=f"{field}.note")


def _term(term: Term, voice: Voice) -> Iterator[Block]:
    title = voice.label("term.type", term.type)
    if term.number is not None:
        title += " " + voice.tr.gettext("no. {number}").format(number=term.number)
    spans: list[Span] = [Span(title, Role.STRONG)]
    if term.org:
        spans += [Span(" · "), voice.name(term.org)]
    if term.country:
        spans.append(Span(f" · {country_name(term.country, voice.tr) or term.country}"))
    if term.date:
        spans.append(Span(f" · {voice.date(term.date)}"))
    if term.under:
        spans += [Span(" · " + voice.tr.pgettext("term", "under") + " "), voice.name(term.under)]
    if term.text:
        spans.append(Span(f" · {quoted(term.text)}", Role.MUTED))
    spans += voice.cited(term.source, term.at)
    field = f"terms.{term.key or term.type}"
    yield Paragraph(spans, "•", Role.MUTED, lead_width=3, field=field)
    for note in voice.read(term.note, Role.MUTED):
        yield Paragraph(note, indent=3, field=f"{field}.note")


def _person(person: Person, record: Record, voice: Voice) -> Block:
    spans: list[Span] = [Span(person.name, Role.STRONG), Span(f" · {voice.label('person.role', person.role)}")]
    if title := voice.one(person.title):
        spans.append(Span(f" · {title}"))
    if person.org and person.org != record.id:
        spans += [Span(" · "), voice.name(person.org)]
    if person.on_behalf_of:
        spans += [Span(" · " + voice.tr.pgettext("person", "on behalf of") + " "), voice.name(person.on_behalf_of)]
    if person.aka:
        spans.append(
            Span(" (" + voice.tr.gettext("also: {names}").format(names=joined(person.aka, voice.tr)) + ")", Role.MUTED)
        )
    spans += voice.cited(person.source, person.at)
    return Paragraph(spans, "•", Role.MUTED, lead_width=3, field=f"people.{person.key or person.name}")
