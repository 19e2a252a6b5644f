"""Statements of sources on one thing, and where they disagree: figures, steps, claims, dates.

A disagreement is one group of statements, however many they are; nothing here decides between them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
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
    """Statements on one thing that are not all the same."""

    slot: str
    """The thing: the event of an outcome, the action of actors, what a figure counts."""
    statements: Sequence[Statement[_Item]]
    """Each value of each source once; the first two differ, and are of two sources."""

    @property
    def position(self) -> int:
        """The position of the first statement."""
        return self.statements[0].position

    @property
    def more(self) -> int:
        """The number of values beside those of the first two."""
        return len({one.value for one in self.statements}) - 2


def figure_disagreements(figures: Sequence[Figure]) -> list[Disagreement[Figure]]:
    """Return the numbers that sources give differently, by what is counted."""
    return _disagreements(
        (one.what, Statement(position, one, (one.value, one.bound or "exact")))
        for position, one in enumerate(figures, 1)
    )


def outcome_disagreements(steps: Sequence[Step]) -> list[Disagreement[Step]]:
    """Return the different outcomes for a text that sources name for one event, by event."""
    return _disagreements(
        (event, Statement(position, step, step.action))
        for position, step in enumerate(steps, 1)
        if step.action in OUTCOMES
        for event in dict.fromkeys(step.events)
    )


def actor_disagreements(steps: Sequence[Step]) -> list[Disagreement[Step]]:
    """Return the different bodies that sources name for one action; two wordings alone are no disagreement."""
    found = (
        (step.action, Statement(position, step, who))
        for position, step in enumerate(steps, 1)
        if step.action in OUTCOMES and (who := actor(step))
    )
    return _disagreements(found, lambda one, other: bool(one.item.by or other.item.by))


def actor(step: Step) -> str:
    """Return who took a step: the ids of bodies, else the words for them."""
    return ", ".join(sorted(step.by)) or next(iter((step.by_text or {}).values()), "")


def disputed_steps(steps: Sequence[Step]) -> frozenset[int]:
    """Return the positions, from 1, of the steps on which sources disagree in outcome or actors."""
    if len(steps) < 2 or len({step.source for step in steps}) < 2:
        return frozenset()
    found = [*outcome_disagreements(steps), *actor_disagreements(steps)]
    disputed = {(group.slot, one.value, one.source) for group in found for one in group.statements}
    return frozenset(
        position
        for position, step in enumerate(steps, 1)
        if any((event, step.action, step.source or "") in disputed for event in step.events)
        or (step.action, actor(step), step.source or "") in disputed
    )


def _disagreements(
    found: Iterable[tuple[str, Statement[_Item]]],
    comparable: Callable[[Statement[_Item], Statement[_Item]], bool] = lambda one, other: True,
) -> list[Disagreement[_Item]]:
    """Group statements by slot; keep the groups in which two comparable statements of two sources differ."""
    slots: defaultdict[str, dict[tuple[object, str], Statement[_Item]]] = defaultdict(dict)
    for slot, one in found:
        slots[slot].setdefault((one.value, one.source), one)
    out = []
    for slot, once in slots.items():
        if len({value for value, _ in once}) < 2 or len({source for _, source in once}) < 2:
            continue
        # The first two that differ stand near the beginning nearly always, where sources and values are several.
        for one, other in combinations(once.values(), 2):
            if one.source != other.source and one.value != other.value and comparable(one, other):
                out.append(
                    Disagreement(slot, [one, other, *(each for each in once.values() if each not in (one, other))])
                )
                break
    return out


def claim_disagrees(record: Record, claim: Claim, schema: Schema = BUILT_IN) -> bool:
    """Whether a claim contradicts the value of its field; one that fills a gap or is more exact does not."""
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
    """Return the value of an own field as a field of the program would hold it; None for a private note."""
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


# -- agreement of dates ------------------------------------------------------------------------------------------------


_SOME_YEAR = 2004
"""In place of the year where neither date tells it: a leap year, so that 29 February is a day of it."""


class _Span(NamedTuple):
    start: Point | None
    end: Point | None
    interval: bool


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can both be true of one thing: a month fits its days, a date without a year any year.

    Of two intervals the beginnings must agree, and the ends; an open end agrees with every other. A date that is no
    interval agrees with an interval that it meets: it may tell less.
    """
    return any(_fit(a, b) for a in _dated(one, other) for b in _dated(other, one))


def _dated(date: PartialDate, other: PartialDate) -> Iterator[_Span]:
    """Yield a date, or, where it has no year, the date in each year in which it might meet the other one."""
    if not date.year_less:
        yield _Span(date.start, date.end, date.interval)
        return
    known = [point.year for point in (other.start, other.end) if point and point.year is not None] or [_SOME_YEAR]
    for year in range(min(known) - 1, min(max(known), min(known) + 2) + 2):
        start, end = date.start, date.end
        over_new_year = start and end and (end.month or 12, end.day or 31) < (start.month or 1, start.day or 1)
        start = start and replace(start, year=year)
        end = end and replace(end, year=year + 1 if over_new_year else year)
        if _exists(start) and _exists(end):
            yield _Span(start, end, date.interval)


def _exists(point: Point | None) -> bool:
    """Whether there is such a day: not every year has a 29 February."""
    try:
        return point is None or bool(point.latest() and point.earliest())
    except ValueError:
        return False


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
