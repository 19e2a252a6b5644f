"""Statements: what a source says of one thing, at one place in a record.

A statement is computed from fields with claims, figures, steps, terms and progress tables, and is nowhere written as such.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.model.date_agreement import agree
from govtui.model.dates import DateError, PartialDate
from govtui.model.declaration_parts import PARTY_DATES, Party, Step
from govtui.model.event_parts import Participant
from govtui.model.field_paths import value_at
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Claim, Term
from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.model.schema import ValueType
from govtui.model.value import Value
from govtui.model.vocabulary import UNSTATED

OUTCOMES = frozenset(["preliminarily_approved", "provisionally_adopted", "adopted", "noted", "endorsed"])
"""Actions by which a body disposes of a text: who names different ones for one meeting contradicts."""


_ACTED = OUTCOMES | {"issued"}
"""Actions that are taken once, so that sources which name others for them, or other days, contradict."""


class Statement(NamedTuple):
    """What one source says of a thing."""

    slot: str
    """The thing: a field path, `outcome@EVENT`, `by.ACTION`, `when.ACTION`, `figures.WHAT`, `participants.WHO`,
    `parties.WHO.DATE`, `progress.…`, `terms.…`.
    """
    value: object
    source: str
    at: str
    path: str
    """The field path of where it is written: of an item, a claim or the field itself."""
    spot: str
    """The same by position ("steps.2"); the path where it is not in a list."""


class Actors(NamedTuple):
    """Who took a step: ids of bodies, else words for them."""

    text: str
    by_id: bool


class Holder(NamedTuple):
    """Who holds a term, and when."""

    who: str
    date: PartialDate | None
    under: str


class Occasion(NamedTuple):
    """When a step was taken, and at which events."""

    date: PartialDate
    events: frozenset[str]


def statements(record: Record, schema: Schema = BUILT_IN) -> Iterator[Statement]:
    """Yield every statement of a record on a thing of which it may have several, in the order of its fields."""
    if len(record.figures) > 1:
        for position, (path, figure) in enumerate(item_paths("figures", record.figures), 1):
            value = (figure.value, figure.bound or "exact")
            slot, spot = f"figures.{figure.what}", f"figures.{position}"
            yield Statement(slot, value, figure.source or "", figure.at or "", path, spot)
    if isinstance(record, Event) and len(record.participants) > 1:
        yield from _of_participants(record.participants)
    elif isinstance(record, Declaration):
        yield from _of_steps(record)
        if len(record.parties) > 1:
            yield from _of_parties(record.parties)
        if len(record.progress) > 1:
            yield from _of_progress(record.progress)
    elif isinstance(record, Organization) and len(record.terms) > 1:
        yield from _of_terms(record.terms)
    if record.claims:
        yield from claim_statements(record, schema)


def of_links(record: Record, schema: Schema = BUILT_IN) -> Iterator[Statement]:
    """Yield the statements of steps, parties and terms, from which references follow, and those of claims on fields."""
    if isinstance(record, Declaration):
        if len(record.steps) > 1:
            yield from _of_steps(record)
        if len(record.parties) > 1:
            yield from _of_parties(record.parties)
    elif isinstance(record, Organization) and len(record.terms) > 1:
        yield from _of_terms(record.terms)
    if record.claims:
        yield from claim_statements(record, schema)


def _of_participants(participants: Sequence[Participant]) -> Iterator[Statement]:
    """Yield how many people each body or country sent; those of a part of a delegation are another matter."""
    counted = [one for one in participants if one.who and one.count is not None]
    for position, (path, one) in enumerate(item_paths("participants", participants) if len(counted) > 1 else (), 1):
        if one.who and one.count is not None and not one.within:
            value = (one.count, "exact")
            spot = f"participants.{position}"
            yield Statement(f"participants.{one.who}", value, one.source or "", one.at or "", path, spot)


def _of_steps(record: Declaration) -> Iterator[Statement]:
    """Yield outcomes at events, actors of steps without one, and dates of steps."""
    steps, date_of = record.steps, record.date_of if record.date else None
    if len(steps) < 2 and not (steps and date_of):
        return
    dates = [step.date for step in steps if step.date and step.action == date_of]
    for position, (path, step) in enumerate(item_paths("steps", steps), 1):
        source, at, spot = step.source or "", step.at or "", f"steps.{position}"
        if step.action in OUTCOMES:
            for event in dict.fromkeys(step.events):
                yield Statement(f"outcome@{event}", step.action, source, at, path, spot)
        if step.action in _ACTED and not step.events and (who := actor(step)).text:
            yield Statement(f"by.{step.action}", who, source, at, path, spot)
        if step.date and (step.action in _ACTED or step.action == date_of):
            when = Occasion(step.date, frozenset(step.events))
            yield Statement(f"when.{step.action}", when, source, at, path, spot)
    if record.date and dates and not any(agree(record.date, date) for date in dates):
        yield Statement(f"when.{date_of}", Occasion(record.date, frozenset()), "", "", "date", "date")


def _of_parties(parties: Sequence[Party]) -> Iterator[Statement]:
    """Yield what is told of each party that has several rows: the dates of what it did."""
    counted = Counter(party.who for party in parties)
    for position, (path, party) in enumerate(item_paths("parties", parties), 1):
        for name in PARTY_DATES if counted[party.who] > 1 else ():
            if date := getattr(party, name):
                source, at, spot = party.source or "", party.at or "", f"parties.{position}"
                yield Statement(f"parties.{party.who}.{name}", Occasion(date, frozenset()), source, at, path, spot)


def actor(step: Step) -> Actors:
    """Return who took a step: the ids of bodies, else the words for them."""
    if step.by:
        return Actors(", ".join(sorted(step.by)), by_id=True)
    return Actors(next(iter((step.by_text or {}).values()), ""), by_id=False)


def _of_terms(terms: Sequence[Term]) -> Iterator[Statement]:
    """Yield who holds each numbered term: levels (country, organization, person) do not contradict one another."""
    for position, (path, term) in enumerate(item_paths("terms", terms), 1):
        if term.number is None:
            continue
        country = f"country:{term.country}" if term.country else None
        for level, who in (("country", country), ("org", term.org), ("person", term.person)):
            if who:
                slot = f"terms.{term.type}.{term.number}.{level}"
                value = Holder(who, term.date, term.under or "")
                yield Statement(slot, value, term.source or "", term.at or "", path, f"terms.{position}")


def _of_progress(tables: Sequence[ProgressTable]) -> Iterator[Statement]:
    """Yield the numbers of progress tables, each under what is counted, its day, area, framework, measure and status; and
    how far measures are, each under the day."""
    for position, (path, table) in enumerate(item_paths("progress", tables), 1):
        day = table.as_of.text if table.as_of else ""
        about = f"progress.{table.unit or ''}.{day}"
        cells: list[tuple[str, Counts | ProgressRow, str]] = [("stated", table.stated, "..")] if table.stated else []
        for place, row in enumerate(table.rows, 1):
            cell = f".{row.area or ''}.{row.under or ''}" + (f".{row.item}" if row.item else "")
            cells.append((f"rows.{place}", row, cell))
        for inner, counts, cell in cells:
            own = counts if isinstance(counts, ProgressRow) else table
            source, at = own.source or table.source or "", own.at or table.at or ""
            where, spot = f"{path}.{inner}", f"progress.{position}.{inner}"
            if (
                isinstance(counts, ProgressRow) and counts.item and counts.status
            ):  # whatever the numbers beside it count
                yield Statement(f"progress.measure.{day}.{counts.item}.status", counts.status, source, at, where, spot)
            for status in ("stated", *STATUSES):
                number = getattr(counts, status)
                if number is not None:
                    yield Statement(f"{about}{cell}.{status}", (number, "exact"), source, at, where, spot)


def claim_statements(record: Record, schema: Schema) -> Iterator[Statement]:
    """Yield fields with claims that may contradict them, each before its claims."""
    told: defaultdict[str, list[Statement]] = defaultdict(list)
    for position, (path, claim) in enumerate(item_paths("claims", record.claims), 1):
        field = claim.field
        if claim.value is None or field.startswith("relations.") or field == "relations":
            continue
        value, comparable = field_value(record, field, schema)
        if not comparable or isinstance(claim.value, Mapping):
            continue
        if field not in told:
            told[field] = []
            if value not in UNSTATED:
                told[field].append(of_field(field, value))
        told[field].append(of_claim(claim, value, path, f"claims.{position}"))
    for of_one in told.values():
        yield from of_one


def of_field(field: str, value: object) -> Statement:
    """Return what a field says; its source follows from the citations."""
    return Statement(field, _plain(value), "", "", field, field)


def of_claim(claim: Claim, value: object, path: str, spot: str) -> Statement:
    """Return what a claim says beside the value of its field: of a list it may name a single item."""
    said = [claim.value] if isinstance(value, list) and not isinstance(claim.value, list) else claim.value
    return Statement(claim.field, _plain(said), claim.source, claim.at or "", path, spot)


def _plain(value: object) -> object:
    """Return a value so that equal ones compare equal: lists without order, all else but dates as text."""
    if isinstance(value, list):
        return tuple(sorted(str(_plain(item)) for item in value))
    if isinstance(value, PartialDate):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def field_value(record: Record, field: str, schema: Schema) -> tuple[object, bool]:
    """Return the value of a field, and whether a claim of it can contradict anything: no text in a language can."""
    value: object = value_at(record, field)
    if field.startswith("x."):
        spec = schema.own(record.kind).get(field)
        return _own_value(spec, value), spec is not None and not isinstance(value, Mapping)
    if isinstance(value, Value | Mapping) or _is_language(record, field):
        return value, False
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return value, False
    return value, True


def _own_value(spec: FieldSpec | None, value: object) -> object:
    """Return the value of an own field as a field of the program would hold it; None for a private note."""
    if spec is None or spec.value_type is not ValueType.DATE:
        return value if spec else None
    return date_of(value)


def _is_language(record: Record, field: str) -> bool:
    """Whether a path names one language of a text."""
    around, _, last = field.rpartition(".")
    if around in ("", "identifiers", "links"):
        return False
    return isinstance(value_at(record, around), Mapping) or last in ("vi", "en")


def date_of(value: object) -> PartialDate | None:
    """Return a value as a date; None where it is none."""
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except DateError:
        return None
