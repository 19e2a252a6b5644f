"""Dated facts of a record for the timeline: rows of the table `fact`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import NamedTuple

from govtui.index.schema import DATED, UNDATED, YEAR_LESS
from govtui.model.date_agreement import agree
from govtui.model.dates import DateError, PartialDate
from govtui.model.declaration_parts import PARTY_DATES, Measure, Party, Step
from govtui.model.field_paths import locate
from govtui.model.kinds import KINDS
from govtui.model.parts import Term
from govtui.model.record import Declaration, Organization, Record

SERIES = "series"
"""The type of events that are no event themselves: they need no date."""


class Fact(NamedTuple):
    """A row of `fact` without its document."""

    part: int
    """DATED, YEAR_LESS or UNDATED."""
    place: int
    """The sort key: the first day (proleptic ordinal) of its start, or of its end where the start is open; without a year
    32 * month + day."""
    last: int
    """The last day that it may cover, as such a number."""
    what: str
    """The field: date, period, founded, dissolved, published, steps, terms, measures, parties."""
    value: str
    """The action of a step, or of the date of a text; the type of a term; the wording of a measure by language as JSON; of
    one party the field and who, of several the field ("signed")."""
    number: int | None
    """Of a term; of several parties how many."""
    edtf: str
    by: str = ""
    """The source, where a claim says so; the whole of which an event has its date."""


def facts_of(record: Record) -> list[Fact]:
    """Return the facts of a record in the order of its fields, each once, then what claims say otherwise of these dates."""
    found = _own_facts(record)
    if record.claims and (claimed := dict(_claimed(record))):
        told_elsewhere = {*claimed.values()}
        found = [fact for fact in found if fact.part != UNDATED or fact not in told_elsewhere]
        found += [fact for fact in claimed if fact._replace(by="") not in found]
    return found


def _own_facts(record: Record) -> list[Fact]:
    match record.kind:
        case "event":
            return [] if record.type == SERIES and record.date is None else [_fact("date", record.date)]
        case "declaration":
            found = _declared(record)
        case "organization":
            found = _organized(record)
        case _:
            return date_facts(record.kind, record.main_date)
    return list(dict.fromkeys(found))


def _claimed(record: Record) -> Iterator[tuple[Fact, Fact]]:
    """Yield what claims say of dates that the timeline has, each with what the record itself says there."""
    for claim in record.claims:
        if not isinstance(claim.value, str) or (own := _own_fact(record, claim.field)) is None:
            continue
        try:
            date = PartialDate.parse(claim.value)
        except DateError:
            continue
        fact = _dated(own.what, date.text, own.value, own.number)
        if not _says_no_more(fact, own):
            yield fact._replace(by=claim.source), own


def _says_no_more(claimed: Fact, own: Fact) -> bool:
    """Whether a claimed date is the record's own, or agrees with it and is less exact ("2021" or "XXXX-08-05")."""
    if claimed.edtf == own.edtf:
        return True
    date = PartialDate.parse(claimed.edtf)
    if own.part == UNDATED or date.interval or not agree(date, PartialDate.parse(own.edtf)):
        return False
    if claimed.part == own.part:
        return claimed.place <= own.place and own.last <= claimed.last
    return claimed.part == YEAR_LESS


def _own_fact(record: Record, field: str) -> Fact | None:
    """Return the fact at a field path, dated or not: of a date of the record, a step, term or measure; None for other fields."""
    if field == "date" and isinstance(record, Declaration):
        return _of_date(record)
    if field in _DATE_FIELDS[record.kind]:
        return _fact(field, getattr(record, field))
    path, _, name = field.rpartition(".")
    if name != "date" or path.partition(".")[0] not in ("steps", "terms", "measures"):
        return None
    keys, rest = locate(record, path)
    if rest or len(keys) != 2:
        return None
    if record.kind == "declaration" and keys[0] == "steps":
        return _of_step(record.steps[int(keys[1])])
    if record.kind == "declaration" and keys[0] == "measures":
        return _of_measure(record.measures[int(keys[1])])
    if record.kind == "organization" and keys[0] == "terms":
        return _of_term(record.terms[int(keys[1])])
    return None


_DATE_FIELDS = {kind: (*one.date_fields, *(("dissolved",) * (kind == "organization"))) for kind, one in KINDS.items()}


def _of_date(record: Declaration) -> Fact:
    return _fact("date", record.date, record.date_of or "")


def _of_step(step: Step) -> Fact:
    return _fact("steps", step.date, step.action)


def _of_measure(measure: Measure) -> Fact:
    return _fact("measures", measure.date, json.dumps(measure.text, ensure_ascii=False, sort_keys=True))


def _of_term(term: Term) -> Fact:
    return _fact("terms", term.date, term.type, term.number)


def inherited_fact(edtf: str, whole: str) -> Fact:
    """Return the fact of an event without a date that has the span of its whole, an id."""
    return _dated("date", edtf, "", None)._replace(by=whole)


def date_facts(kind: str, date: PartialDate | None) -> list[Fact]:
    """Return the fact of the main date of a kind; also of files that are no record."""
    return [_fact(KINDS[kind].date_fields[0], date)] if kind in KINDS and date else []


def _declared(record: Declaration) -> Iterator[Fact]:
    steps = [*map(_of_step, record.steps)]
    taken = {step.edtf for step in steps}
    if record.date and record.date.text not in taken:
        yield _of_date(record)
    if record.period:
        yield _fact("period", record.period)
    yield from steps
    yield from (_of_measure(measure) for measure in record.measures if measure.date)  # most are to be done at no time
    parties = [*_of_parties(record.parties, {(step.value, step.edtf) for step in steps})] if record.parties else []
    yield from parties
    if not (record.date or record.period or steps or parties):
        yield _fact("date", None)


def _of_parties(parties: Sequence[Party], told: Collection[tuple[str, str]]) -> Iterator[Fact]:
    """Yield what parties did, once for those that did it on the same day; not what a step of the text tells, too."""
    for field in PARTY_DATES:
        by_date: dict[str, list[str]] = {}
        for party in parties:
            if date := getattr(party, field):
                by_date.setdefault(date.text, []).append(party.who)
        for edtf, who in by_date.items():
            if len(who) == 1:
                yield _dated("parties", edtf, f"{field} {who[0]}", None)
            elif (field, edtf) not in told:
                yield _dated("parties", edtf, field, len(who))


def _organized(record: Organization) -> Iterator[Fact]:
    for what, date in (("founded", record.founded), ("dissolved", record.dissolved)):
        if date:
            yield _fact(what, date)
    yield from map(_of_term, record.terms)


def _fact(what: str, date: PartialDate | None, value: str = "", number: int | None = None) -> Fact:
    return _dated(what, date.text, value, number) if date else Fact(UNDATED, 0, 0, what, value, number, "")


@lru_cache(maxsize=1 << 14)
def _dated(what: str, edtf: str, value: str, number: int | None) -> Fact:
    date = PartialDate.parse(edtf)
    if date.year_less:
        return Fact(YEAR_LESS, _month_day(date), _month_day(date), what, value, number, date.text)
    begun = date.earliest() or (date.end.earliest() if date.end else None)
    return Fact(DATED, _ordinal(begun), _ordinal(date.latest() or Day.max), what, value, number, date.text)


def _ordinal(day: Day | None) -> int:
    return day.toordinal() if day else 0


def _month_day(date: PartialDate) -> int:
    point = date.start or date.end
    return (point.month or 0) * 32 + (point.day or 0) if point else 0
