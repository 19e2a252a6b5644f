"""Query lines that find something in a registry, made from its own records, to show what can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import relation_label
from govtui.index.api import CITED, Dated
from govtui.model.dates import PartialDate
from govtui.page.query_line import spoken
from govtui.page.render_context import RenderContext
from govtui.text.width import width

TRIES = 6
"""Questions that are tried at most."""

NEAR = 6
"""Organizations at the events that are looked at."""


def month(events: Sequence[Dated], context: RenderContext) -> str:
    """Return the month of the latest event that has one: "8/2022"; empty where none has."""
    months = (fact.date[:7] for fact in events)
    found = next((one for one in months if len(one) == 7 and one[4] == "-" and one[5:].isdigit()), "")
    return date_short(PartialDate.parse(found), context.tr) if found else ""


def type_line(context: RenderContext) -> str:
    """Return a query for a type that several records have, the one of the shortest name: "Type: Forum"."""
    several = [one for one, count in context.index.types().items() if one[1] and one[0] != "source" and count > 1]
    if not several:
        return ""
    _, type_ = min(several, key=lambda one: (width(context.label(f"{one[0]}.type", one[1])), one))
    return spoken(f"type:{type_}", context.index, context.tr)


def question(events: Sequence[Dated], context: RenderContext) -> str:
    """Return a query that has an answer, about an organization at one of these events: "ACCSM chair"; empty for none."""
    for tried, (key, line) in enumerate(_questions(events, context)):
        answers = context.index.answers(line, 1)
        if answers.facts and answers.facts[0].subject == key:
            return line
        if tried + 1 == TRIES:
            break
    return ""


def _questions(events: Sequence[Dated], context: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield keys of organizations that have acronyms, each with a line: those that ask for a term first, then for a relation or a person."""
    index, found = context.index, []
    near = dict.fromkeys(ref.target for fact in events for ref in index.outgoing(fact.key))
    cards = (index.card(target) for target in near)
    for card in [one for one in cards if one and one.kind == "organization"][:NEAR]:
        record = context.record(card.id)
        if record is None or not record.acronym or " " in record.acronym:
            continue
        own = [ref.type for ref in index.outgoing(card.key) if ref.type != CITED and not ref.told_by]
        words = [
            *((0, context.label("term.type", one.type)) for one in getattr(record, "terms", ())),
            *((1, relation_label(one, context.tr, context.schema)) for one in own),
            *((2, context.label("person.role", one.role)) for one in getattr(record, "people", ())),
        ]
        found += [
            (rank, card.key, f"{record.acronym} {one[:1].lower()}{one[1:]}") for rank, one in dict.fromkeys(words)
        ]
    yield from ((key, line) for _, key, line in sorted(found, key=lambda one: (one[0], width(one[2]))))
