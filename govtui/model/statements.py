"""What the sources of a record state of one thing, and where they differ: figures and steps.

A disagreement is one group of statements, however many they are; nothing here decides between them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from govtui.model.dates import DateError, PartialDate, Point
from govtui.model.field_paths import value_at
from govtui.model.fields import FieldSpec
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Claim, Figure, Step
from govtui.model.record import Record
from govtui.model.schema import ValueType

OUTCOMES = frozenset(["preliminarily_approved", "provisionally_adopted", "adopted", "noted", "endorsed"])
"""Actions by which a body disposes of a text: two sources that name different ones for one meeting disagree."""

_Item = TypeVar("_Item", bound=Figure | Step)


class Statement(NamedTuple, Generic[_Item]):
    """What one source says of a thing."""

    position: int
    """Of the item in its list, from 1."""
    item: _Item
    value: object

    @property
    def source(self) -> str:
        return self.item.source or ""


class Disagreement(NamedTuple, Generic[_Item]):
    """Statements of one thing of which two sources make different ones."""

    slot: str
    """What they are about: the event of an outcome, the action of actors, what a figure counts."""
    statements: Sequence[Statement[_Item]]
    """Each value of each source once; the first two differ."""

    @property
    def position(self) -> int:
        """Where the first of them stands in its list, from 1."""
        return self.statements[0].position

    @property
    def more(self) -> int:
        """How many other values there are beside those of the first two."""
        return len({one.value for one in self.statements}) - 2


def figure_disagreements(figures: Sequence[Figure]) -> list[Disagreement[Figure]]:
    """The numbers that sources give differently, by what is counted."""
    by_what: defaultdict[str, list[Statement[Figure]]] = defaultdict(list)
    for position, figure in enumerate(figures, 1):
        by_what[figure.what].append(Statement(position, figure, (figure.value, figure.bound or "exact")))
    return list(_differing(by_what))


def outcome_disagreements(steps: Sequence[Step]) -> list[Disagreement[Step]]:
    """What happened to a text at an event, where sources name different outcomes."""
    by_event: defaultdict[str, list[Statement[Step]]] = defaultdict(list)
    for position, step in enumerate(steps, 1):
        for event in dict.fromkeys(step.events) if step.action in OUTCOMES else ():
            by_event[event].append(Statement(position, step, step.action))
    return list(_differing(by_event))


def actor_disagreements(steps: Sequence[Step]) -> list[Disagreement[Step]]:
    """Who took a step, where sources name different bodies; two wordings alone are no disagreement."""
    by_action: defaultdict[str, list[Statement[Step]]] = defaultdict(list)
    for position, step in enumerate(steps, 1):
        if step.action in OUTCOMES and (who := actor(step)):
            by_action[step.action].append(Statement(position, step, who))
    return list(_differing(by_action, lambda one, other: bool(one.item.by or other.item.by)))


def actor(step: Step) -> str:
    """Who took a step: the ids of bodies, else the words of the source."""
    return ", ".join(sorted(step.by)) or (step.text or "")


def _differing(
    slots: Mapping[str, list[Statement[_Item]]],
    comparable: Callable[[Statement[_Item], Statement[_Item]], bool] = lambda one, other: True,
) -> Iterator[Disagreement[_Item]]:
    for slot, found in slots.items():
        once: dict[tuple[object, str], Statement[_Item]] = {}
        for one in found:
            once.setdefault((one.value, one.source), one)
        if len({value for value, _ in once}) < 2 or len({source for _, source in once}) < 2:
            continue
        statements = list(once.values())
        pair = _first_pair(statements, comparable)
        if pair is not None:
            rest = [one for one in statements if one not in pair]
            yield Disagreement(slot, [*pair, *rest])


def _first_pair(
    found: Sequence[Statement[_Item]], comparable: Callable[[Statement[_Item], Statement[_Item]], bool]
) -> tuple[Statement[_Item], Statement[_Item]] | None:
    """Two that differ. There nearly always are some near the beginning, where sources and values are several."""
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            if one.source != other.source and one.value != other.value and comparable(one, other):
                return one, other
    return None


def disputed_steps(steps: Sequence[Step]) -> frozenset[int]:
    """The positions of the steps that sources tell differently, in what happened or in who did it."""
    if len(steps) < 2 or len({step.source for step in steps}) < 2:
        return frozenset()
    found = [*outcome_disagreements(steps), *actor_disagreements(steps)]
    said = {(group.slot, one.value, one.source) for group in found for one in group.statements}
    return frozenset(
        position
        for position, step in enumerate(steps, 1)
        if any((event, step.action, step.source or "") in said for event in step.events)
        or (step.action, actor(step), step.source or "") in said
    )


def claim_disagrees(record: Record, claim: Claim, schema: Schema = BUILT_IN) -> bool:
    """Whether a claim contradicts what the record has for its field; a claim that fills a gap or is more exact does not."""
    value = value_at(record, claim.field)
    if is_own := claim.field.startswith("x."):
        value = _own_value(schema.own(record.kind).get(claim.field), value)
    if value in (None, [], {}, "unknown") or isinstance(value, BaseModel):
        return False
    if isinstance(value, PartialDate):
        try:
            return not agree(value, PartialDate.parse(str(claim.value)))
        except DateError:
            return True
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value):
            return False
        claimed = claim.value if isinstance(claim.value, list) else [claim.value]
        return sorted(map(str, value)) != sorted(map(str, claimed))
    if isinstance(value, Mapping) or (not is_own and _is_language(record, claim.field)):
        return False  # the same said in other words is no contradiction
    return str(value) != str(claim.value)


def _own_value(spec: FieldSpec | None, value: object) -> object:
    """The value of a registry's own field as a field of the program would hold it; None of a private note."""
    if spec is None or spec.value_type is not ValueType.DATE:
        return value if spec else None
    try:
        return PartialDate.parse(str(value))
    except DateError:
        return None


def _is_language(record: Record, field: str) -> bool:
    """Whether a path names one language of a text."""
    around = field.rpartition(".")[0]
    return isinstance(value_at(record, around), Mapping) and around not in ("identifiers", "links")


_SOME_YEAR = 2004
"""Stands for the year that neither date tells: a leap year, so that 29 February is a day in it."""


class _Span(NamedTuple):
    start: Point | None
    end: Point | None
    interval: bool


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether both can be true of one thing: a month fits its days, a date without a year any year.

    Of two intervals the beginnings must agree and the ends; an open end agrees with every other. A date that is no
    interval agrees with an interval that it meets: it may tell less.
    """
    return any(_fit(a, b) for a in _dated(one, other) for b in _dated(other, one))


def _dated(date: PartialDate, other: PartialDate) -> Iterator[_Span]:
    """The date, or, where it has no year, the date in each year in which it might meet the other one."""
    if not date.year_less:
        yield _Span(date.start, date.end, date.interval)
        return
    known = [point.year for point in (other.start, other.end) if point and point.year is not None] or [_SOME_YEAR]
    for year in range(min(known) - 1, min(max(known), min(known) + 2) + 2):
        start, end = date.start, date.end
        over_new_year = start and end and (end.month or 12, end.day or 31) < (start.month or 1, start.day or 1)
        start = start and replace(start, year=year)
        end = end and replace(end, year=year + 1 if over_new_year else year)
        if not (_exists(start) and _exists(end)):
            continue
        yield _Span(start, end, date.interval)


def _exists(point: Point | None) -> bool:
    """Whether there is such a day: not every year has a 29 February."""
    if point is None:
        return True
    try:
        point.latest(), point.earliest()  # noqa: B018
    except ValueError:
        return False
    return True


def _fit(one: _Span, other: _Span) -> bool:
    ends = [(one.start, other.start), (one.end, other.end)] if one.interval and other.interval else []
    return _meet(one.start, one.end, other.start, other.end) and all(_meet(a, a, b, b) for a, b in ends)


def _meet(start: Point | None, end: Point | None, other_start: Point | None, other_end: Point | None) -> bool:
    """Whether two spans have a day in common; None has no bound."""
    return not (
        (start and other_end and _first(start) > _last(other_end))
        or (end and other_start and _first(other_start) > _last(end))
    )


def _first(point: Point) -> datetime.date:
    return point.earliest() or datetime.date.min


def _last(point: Point) -> datetime.date:
    return point.latest() or datetime.date.max
