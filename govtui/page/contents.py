"""Renderers of fields that deserve better than the default of field_blocks.py: RENDERERS has one row a field.

A renderer makes the blocks of a field of a record. It shows the parts of an item that it likes; `further_spans`,
`further_blocks` and `item_blocks` show the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from govtui.i18n.dates import date_long
from govtui.i18n.formats import joined, quoted
from govtui.model.declaration_parts import Step
from govtui.model.event_parts import AgendaItem
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_paths
from govtui.model.parts import Activity, Person, Place, Term
from govtui.model.record import Record
from govtui.model.vocabulary import HIDDEN_ALIASES
from govtui.page import figures, links, meetings
from govtui.page.bodies import members, participants, person_named
from govtui.page.field_blocks import field_blocks, further_blocks, further_spans, item_blocks, line_spans, text_spans
from govtui.page.gaps import gaps
from govtui.page.measures import measures
from govtui.page.page import Block, Gap, Paragraph, Role, Span, joined_spans
from govtui.page.parties import parties
from govtui.page.present import key_words
from govtui.page.progress import progress
from govtui.page.render_context import LEAD, RenderContext
from govtui.text.width import width

Renderer = Callable[[FieldSpec, Record, RenderContext], Iterator[Block]]


def _fact(
    spec: FieldSpec, value: Any, spans: Sequence[Span], shown: Collection[str], context: RenderContext, path: str = ""
) -> Iterator[Block]:
    """Yield a table as a labelled line: `spans`, then its parts not `shown`."""
    if spans := further_spans(spec, value, shown, context, spans):
        yield context.fact(spec.name, *spans, path=path)
    yield from further_blocks(spec, value, shown, context, spec.name, LEAD)


def _dotted(*parts: Sequence[Span]) -> list[Span]:
    """Return the parts that are not empty, with " · " between them."""
    out: list[Span] = []
    for part in filter(None, parts):
        if out:
            out.append(Span(" · ", Role.MUTED if part[0].role is Role.MUTED else Role.PLAIN))
        out += part
    return out


def _words(text: str, role: Role = Role.PLAIN) -> list[Span]:
    return [Span(text, role)] if text else []


def _names(ids: Sequence[str], context: RenderContext) -> list[Span]:
    return joined_spans([[context.name(id)] for id in ids], Span("; "))


# single fields: dates, place, series, names, review


def _date(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """With the part of the day in brackets, under the name of what happened then."""
    value = spec.held_by(record)
    if value is not None:
        part_of_day = getattr(record, "part_of_day", None)
        tail = f" ({key_words('part_of_day', part_of_day, context)})" if part_of_day else ""
        label = context.date_label(of) if (of := getattr(record, "date_of", None)) else ""
        if width(label) >= LEAD:  # wider than the column of labels
            label, tail = "", f"{tail} · {label}"
        yield Paragraph(
            (Span(context.date(value) + tail),), label or context.field("date"), lead_width=LEAD, field="date"
        )


def _beside_date(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Only where there is no date to stand behind."""
    if record.main_date is None:
        yield from field_blocks(spec, spec.held_by(record), context)


def _printed(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Words as a source prints them."""
    if text := spec.held_by(record):
        yield context.fact(spec.name, Span(quoted(text)))


def _codes(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    if values := spec.held_by(record):
        yield context.fact(spec.name, Span(", ".join(values)))


def _summary(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Without a label."""
    for number, spans in enumerate(context.read(spec.held_by(record))):
        if number:
            yield Gap()  # between two languages
        yield Paragraph(spans, field=spec.name)


def _series(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """With the number in the series, and the events before and after."""
    value = spec.held_by(record)
    if value is not None:
        spans = _dotted([context.name(value.id)], _words(context.ordinal(value.number)))
        yield from _fact(spec, value, spans, ("id", "number"), context, path="series.id")
        if value.number is not None:
            yield from links.neighbours(value.id, value.number, context)


def _place(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """As on a letter: venue, city, country; once for each language in which it reads otherwise."""
    value = spec.held_by(record)
    if value is not None:
        words = "; ".join(dict.fromkeys(filter(None, _places(value, context))))
        yield from _fact(spec, value, _words(words), ("venue", "city", "country", "online"), context)


def _places(place: Place, context: RenderContext) -> Iterator[str]:
    tr = context.tr
    online = {True: tr.pgettext("place", "online"), False: tr.pgettext("place", "in person"), None: ""}[place.online]
    for language in context.languages:
        parts = [
            text[language] if language in text else context.text_of(text) for text in (place.venue, place.city) if text
        ]
        yield ", ".join(filter(None, (*parts, context.country(place.country), online)))


def _name(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """In every language that has one, and how sure those of which the review tells it are; of a source which is its own."""
    original = getattr(record, "lang", None)
    for language, name in record.label.items():
        certainty = getattr(record.review, f"name_{language}", None)
        spans = [Span(name, lang=language)] if name else []
        if certainty:
            is_original = record.kind == "source" and language == original
            told = context.tr.gettext("original title") if is_original else key_words("review.name", certainty, context)
            spans.append(Span(f" ({told})", Role.MUTED))
        yield Paragraph(spans, context.language_name(language), lead_width=LEAD, field=f"{spec.name}.{language}")


def _aliases(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """By type; those that are only searched for come last."""
    groups: dict[str, list[Paragraph]] = {}
    for alias in record.aka:
        spans = [
            Span(alias.text, lang=alias.lang or ""),
            *context.language_tag(alias.lang if alias.lang != context.language else None),
        ]
        shown = ("text", "lang", "type", "source", "at", "note")
        spans = further_spans(spec, alias, shown, context, spans)
        spans += context.citation(alias.source, alias.at)
        used, rest = alias.dated_note
        if used:
            spans.append(Span(f" · {date_long(used, context.tr)}", Role.MUTED))
        if note := line_spans(rest or None if used else alias.note, context, Role.MUTED):
            spans += [Span(" · ", Role.MUTED), *note]
        kind = "hidden" if alias.type in HIDDEN_ALIASES else alias.type
        lead = context.tr.gettext("variants") if kind == "hidden" else key_words("alias.type", kind, context)
        group = groups.setdefault(kind, [])
        group.append(Paragraph(spans, "" if group else lead, lead_width=LEAD, field="aka"))
        group += further_blocks(spec, alias, shown, context, "aka", LEAD)
    for kind in sorted(groups, key=lambda kind: kind == "hidden"):
        yield from groups[kind]


def _review(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """State, person, day; below what is still to be done."""
    value = record.review
    if value is None:
        return
    words = [key_words("review.state", value.state, context)] if value.state else []
    words += filter(None, (value.by, value.on and context.date(value.on)))
    names = [f"name_{language}" for language in record.label]  # how sure a name is stands behind it
    yield from _fact(spec, value, _words(" · ".join(words)), ("state", *names, "by", "on", "notes"), context)
    if value.notes:
        for notes in text_spans(value.notes, context):
            yield Paragraph(notes, "", lead_width=LEAD, field="review.notes")


def _copy_of_source(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """The file of a source, beside the file of its record."""
    if path := spec.held_by(record):
        yield Paragraph((Span(path),), context.tr.gettext("Local copy"), lead_width=LEAD, field=spec.name)


# lists of tables


def _items(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    for item in spec.held_by(record):
        yield from item_blocks(spec, item, context, f"{spec.name}.{item.key}", text="text")


def _activities(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    activities: Sequence[Activity] = spec.held_by(record)
    for activity in activities:
        path = f"{spec.name}.{activity.key}"
        yield from item_blocks(spec, activity, context, path, text="text", shown=("see",))
        if activity.see:
            yield Paragraph(_names(activity.see, context), "→", Role.MUTED, indent=3, field=f"{path}.see")


def _areas(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    for area in spec.held_by(record):
        lead = "–" if area.key == "none" else f"{area.key}."
        yield from item_blocks(spec, area, context, f"{spec.name}.{area.key}", text="name", lead=lead)


def _agenda(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Under its days; numbered where outcomes name its items."""
    agenda: Sequence[AgendaItem] = spec.held_by(record)
    numbers = meetings.agenda_numbers(record)
    day = None
    for item in agenda:
        if item.day != day and item.day is not None:
            text = context.tr.gettext("Day {number}").format(number=item.day)
            yield Paragraph((Span(text, Role.STRONG),), field=spec.name)
        day = item.day
        lead = f"{numbers[item.key]}." if numbers else "•"
        yield from item_blocks(spec, item, context, f"{spec.name}.{item.key}", text="text", shown=("day",), lead=lead)


def _steps(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    steps: Sequence[Step] = spec.held_by(record)
    for step in steps:
        at = context.tr.pgettext("step", "at")
        spans = _dotted(
            [Span(key_words("step.action", step.action, context), Role.STRONG)],
            _words(context.date(step.date) if step.date else ""),
            _names(step.by, context),
            line_spans(step.by_text, context),
            [Span(f"{at} "), *_names(step.events, context)] if step.events else [],
        )
        shown = ("action", "date", "by", "by_text", "events")
        yield from item_blocks(spec, step, context, f"steps.{step.key or step.action}", spans=spans, shown=shown)


def _terms(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    terms: Sequence[Term] = spec.held_by(record)
    for term in terms:
        title = " ".join(filter(None, (key_words("term.type", term.type, context), context.ordinal(term.number))))
        under = context.tr.pgettext("term", "under")
        org = [context.name(term.org)] if term.org else []
        country = context.country(term.country)
        spans = _dotted(
            [Span(title, Role.STRONG)],
            org,
            _words("" if any(country == span.text for span in org) else country),
            _words(person_named(term.person, record)),
            _words(context.date(term.date) if term.date else ""),
            [Span(f"{under} "), context.name(term.under)] if term.under else [],
        )
        shown = ("type", "number", "org", "country", "person", "date", "under")
        yield from item_blocks(spec, term, context, f"terms.{term.key or term.type}", spans=spans, shown=shown)


def _people(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    people: Sequence[Person] = spec.held_by(record)
    for path, person in item_paths(spec.name, people):
        for_ = context.tr.pgettext("person", "on behalf of")
        spans = _dotted(
            [Span(person.name, Role.STRONG)],
            _words(key_words("person.role", person.role, context)),
            line_spans(person.title, context),
            [context.name(person.org)] if person.org and person.org != record.id else [],
            [Span(f"{for_} "), context.name(person.on_behalf_of)] if person.on_behalf_of else [],
        )
        if person.aka:
            also = context.tr.gettext("also: {names}").format(names=joined(person.aka, context.tr))
            spans.append(Span(f" ({also})", Role.MUTED))
        shown = ("name", "role", "title", "org", "on_behalf_of", "aka")
        yield from item_blocks(spec, person, context, path, spans=spans, shown=shown)


RENDERERS: Mapping[str, Renderer] = {
    "name": _name,
    "title": _name,
    "date": _date,
    "part_of_day": _beside_date,
    "date_of": _beside_date,
    "date_text": _printed,
    "series": _series,
    "place": _place,
    "summary": _summary,
    "aka": _aliases,
    "sdg": _codes,
    "review": _review,
    "gaps": gaps,
    "file": _copy_of_source,
    "aims": _items,
    "activities": _activities,
    "terms": _terms,
    "steps": _steps,
    "measures": measures,
    "areas": _areas,
    "agenda": _agenda,
    "outcomes": meetings.outcomes,
    "remarks": meetings.remarks,
    "people": _people,
    "participants": participants,
    "parties": parties,
    "members": members,
    "figures": figures.figures,
    "progress": progress,
}
"""Field to its renderer; every other field has the default."""
