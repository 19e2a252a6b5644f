"""Statements: what a source says of one thing, at one place in a record; and the groups of them that differ.

A statement is computed from fields with claims, figures, steps, terms and progress tables, and is nowhere written as such.
Groups are made across sources and within one; nothing here decides which statement is right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from pydantic import BaseModel

from govtui.model.date_agreement import agree
from govtui.model.dates import DateError, PartialDate
from govtui.model.declaration_parts import PARTY_DATES, Party, Step
from govtui.model.event_parts import Participant
from govtui.model.field_paths import citations_for, value_at
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Claim, Term
from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.model.schema import ValueType

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


class Disagreement(NamedTuple):
    """Statements on one thing that are not all the same."""

    slots: Sequence[str]
    """The things that the same items differ on, in file order."""
    statements: Sequence[Statement]
    """Each value of each source at each place once, of the first slot; the first two differ."""

    @property
    def slot(self) -> str:
        """The first of the slots, which names the group."""
        return self.slots[0]

    @property
    def within(self) -> bool:
        """Whether one source makes all statements."""
        return bool(self.statements[0].source) and len({one.source for one in self.statements}) == 1

    @property
    def more(self) -> int:
        """The number of values beside those of the first two."""
        return len({one.value for one in self.statements}) - 2


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
        yield from _of_claims(record, schema)


def groups(record: Record, schema: Schema = BUILT_IN) -> list[Disagreement]:
    """Return the groups of statements that differ, each matter once: slots told by the same items are one group."""
    has_several = len(record.figures) > 1 or isinstance(record, Declaration | Organization)
    if not (record.claims or has_several or (isinstance(record, Event) and len(record.participants) > 1)):
        return []
    found = _differing(statements(record, schema))
    return [_with_citations(group, record) for group in found]


def disputed_paths(record: Record, schema: Schema = BUILT_IN) -> frozenset[str]:
    """Return the paths of the steps, parties and terms, and of the fields with claims, on which statements differ."""
    has_steps = isinstance(record, Declaration) and len(record.steps) > 1
    parties = record.parties if isinstance(record, Declaration) and len(record.parties) > 1 else ()
    has_terms = isinstance(record, Organization) and len(record.terms) > 1
    has_claims = record.claims and not all(one.field.startswith("relations.") for one in record.claims)
    if not (has_steps or parties or has_terms or has_claims):
        return frozenset()
    told = [*(_of_steps(record) if isinstance(record, Declaration) else ()), *_of_parties(parties)]
    told += _of_terms(record.terms) if isinstance(record, Organization) and has_terms else ()
    told += _of_claims(record, schema) if has_claims else ()
    if len(told) < 2:
        return frozenset()
    return frozenset(one.path for group in _differing(iter(told)) for one in group.statements)


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
        about = f"progress.{table.unit or ''}.{table.as_of.text if table.as_of else ''}"
        cells: list[tuple[str, Counts | ProgressRow, str]] = []
        if table.stated:
            cells.append(("stated", table.stated, ".."))
        for place, row in enumerate(table.rows, 1):
            cells.append(
                (f"rows.{place}", row, f".{row.area or ''}.{row.under or ''}{f'.{row.item}' if row.item else ''}")
            )
        for inner, counts, cell in cells:
            own = counts if isinstance(counts, ProgressRow) else table
            source, at = own.source or table.source or "", own.at or table.at or ""
            spot = f"progress.{position}.{inner}"
            if (
                isinstance(counts, ProgressRow) and counts.item and counts.status
            ):  # whatever the numbers beside it count
                day = table.as_of.text if table.as_of else ""
                slot = f"progress.measure.{day}.{counts.item}.status"
                yield Statement(slot, counts.status, source, at, f"{path}.{inner}", spot)
            for status in ("stated", *STATUSES):
                number = getattr(counts, status)
                if number is not None:
                    yield Statement(f"{about}{cell}.{status}", (number, "exact"), source, at, f"{path}.{inner}", spot)


def _of_claims(record: Record, schema: Schema) -> Iterator[Statement]:
    """Yield fields with claims that may contradict them, each before its claims."""
    told: defaultdict[str, list[Statement]] = defaultdict(list)
    for position, (path, claim) in enumerate(item_paths("claims", record.claims), 1):
        field = claim.field
        if claim.value is None or field.startswith("relations.") or field == "relations":
            continue
        value, comparable = _field_value(record, field, schema)
        if not comparable or isinstance(claim.value, Mapping):
            continue
        if field not in told:
            told[field] = []
            if value not in (None, [], {}, "unknown"):
                told[field].append(_of_field(field, value))
        told[field].append(_of_claim(claim, value, path, f"claims.{position}"))
    for of_field in told.values():
        yield from of_field


def _of_field(field: str, value: object) -> Statement:
    """Return what a field says; its source follows from the citations."""
    return Statement(field, _plain(value), "", "", field, field)


def _of_claim(claim: Claim, value: object, path: str, spot: str) -> Statement:
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


def _field_value(record: Record, field: str, schema: Schema) -> tuple[object, bool]:
    """Return the value of a field, and whether a claim of it can contradict anything: no text in a language can."""
    value: object = value_at(record, field)
    if field.startswith("x."):
        spec = schema.own(record.kind).get(field)
        return _own_value(spec, value), spec is not None and not isinstance(value, Mapping)
    if isinstance(value, BaseModel | Mapping) or _is_language(record, field):
        return value, False
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return value, False
    return value, True


def _with_citations(group: Disagreement, record: Record) -> Disagreement:
    """Return a group whose statements without a source of their own have that of a citation for their field."""
    told = []
    for one in group.statements:
        if not one.source and (cited := citations_for(record, one.path)):
            own = {claim.source for claim in record.claims if claim.field == one.path}
            best = next((each for each in cited if each.ref not in own), cited[0])
            one = one._replace(source=best.ref, at=best.at or "")
        told.append(one)
    return Disagreement(group.slots, told)


def _differing(found: Iterator[Statement]) -> list[Disagreement]:
    """Group statements by slot, and keep the groups in which two differ."""
    slots: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in found:
        slots[one.slot].append(one)
    merged: dict[frozenset[str], Disagreement] = {}
    for slot, told in slots.items():
        if len(told) < 2 or (pair := _first_two(told)) is None:
            continue
        once = {(one.value, one.source, one.at): one for one in reversed(told)}
        rest = [one for one in reversed(once.values()) if one not in pair]
        group = Disagreement([slot], [*pair, *rest])
        items = frozenset(one.path for one in told)
        if items in merged:
            group = merged[items]._replace(slots=[*merged[items].slots, slot])
        merged[items] = group
    return list(merged.values())


def _first_two(told: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """Return the first two statements of a slot that differ; None where all fit together."""
    first: dict[object, Statement] = {}
    for one in told:
        first.setdefault(one.value, one)
    if len(first) < 2:
        return None
    differ = _RULES.get(told[0].slot.partition(".")[0].partition("@")[0], _values_differ)
    return next((pair for pair in combinations(first.values(), 2) if differ(*pair)), None)


def _values_differ(one: Statement, other: Statement) -> bool:
    """Whether two values that are not equal differ: dates do where they cannot both be true."""
    a, b = one.value, other.value
    if one.path != one.slot and other.path != other.slot and isinstance(a, str) and isinstance(b, str):
        dates = _date(a), _date(b)  # two claims of a field without a value
        return not agree(dates[0], dates[1]) if dates[0] and dates[1] else a != b
    if isinstance(a, PartialDate) or isinstance(b, PartialDate):
        first, second = _date(a), _date(b)
        return first is None or second is None or not agree(first, second)
    return a != b


def _date(value: object) -> PartialDate | None:
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except DateError:
        return None


def _actors_differ(one: Statement, other: Statement) -> bool:
    """Whether two actors differ; two wordings alone do not."""
    a, b = one.value, other.value
    return isinstance(a, Actors) and isinstance(b, Actors) and (a.by_id or b.by_id) and a != b


def _occasions_differ(one: Statement, other: Statement) -> bool:
    """Whether two dates of one action differ; at different events it was taken twice."""
    a, b = one.value, other.value
    if not isinstance(a, Occasion) or not isinstance(b, Occasion):
        return _values_differ(one, other)
    return not (a.events and b.events and not a.events & b.events) and not agree(a.date, b.date)


def _holders_differ(one: Statement, other: Statement) -> bool:
    """Whether two holders of one term, or their times, differ; a term under another text is another term."""
    a, b = one.value, other.value
    if not isinstance(a, Holder) or not isinstance(b, Holder):
        return _values_differ(one, other)  # claims of fields of terms
    if a.under and b.under and a.under != b.under:
        return False
    return a.who != b.who or bool(a.date and b.date and not agree(a.date, b.date))


def _cells_differ(one: Statement, other: Statement) -> bool:
    """Whether two values of one cell differ; within a table a cell that stands twice is told otherwise."""
    tables = [each.spot.partition(".")[2].partition(".")[0] for each in (one, other)]
    return tables[0] != tables[1] and one.value != other.value


_RULES: Mapping[str, Callable[[Statement, Statement], bool]] = {
    "by": _actors_differ,
    "when": _occasions_differ,
    "parties": _occasions_differ,
    "terms": _holders_differ,
    "progress": _cells_differ,
}
"""Beginning of a slot to whether two of its statements differ."""


def claim_disagrees(record: Record, claim: Claim, schema: Schema = BUILT_IN) -> bool:
    """Whether a claim contradicts the value of its field; one that fills a gap or is more exact does not."""
    if claim.value is None or claim.field.partition(".")[0] == "relations" or isinstance(claim.value, Mapping):
        return False
    value, comparable = _field_value(record, claim.field, schema)
    if not comparable or value in (None, [], {}, "unknown"):
        return False
    own, other = _of_field(claim.field, value), _of_claim(claim, value, "", "")
    return own.value != other.value and _values_differ(own, other)


def _own_value(spec: FieldSpec | None, value: object) -> object:
    """Return the value of an own field as a field of the program would hold it; None for a private note."""
    if spec is None or spec.value_type is not ValueType.DATE:
        return value if spec else None
    return _date(value)


def _is_language(record: Record, field: str) -> bool:
    """Whether a path names one language of a text."""
    around, _, last = field.rpartition(".")
    if around in ("", "identifiers", "links"):
        return False
    return isinstance(value_at(record, around), Mapping) or last in ("vi", "en")
