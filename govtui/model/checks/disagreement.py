"""Where sources say different things, or a part lies outside its whole. Shown, never decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from pydantic import BaseModel

from govtui.model.checks.context import CheckContext
from govtui.model.dates import DateError, PartialDate, Point
from govtui.model.field_paths import value_at
from govtui.model.fields import FieldSpec
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Claim, Figure, Step
from govtui.model.problem import Problem, Severity
from govtui.model.record import Event, Record
from govtui.model.schema import ValueType
from govtui.model.statements import (
    Disagreement,
    actor,
    actor_disagreements,
    figure_disagreements,
    outcome_disagreements,
)


def disagreements(record: Record, known: CheckContext) -> Iterator[Problem]:
    """`steps_disagree`, `actors_disagree`, `figures_disagree`, `claim_disagrees`: all discrepancies."""
    if record.kind == "declaration":
        yield from _steps(record.steps)
    yield from _figures(record.figures)
    for position, claim in enumerate(record.claims, 1):
        if claim_disagrees(record, claim, known.schema):
            values = {"field": claim.field, "value": _shown(claim.value), "source": claim.source}
            if claim.field in ("status", "type"):
                values["vocabulary"] = f"{record.kind}.{claim.field}"
            yield _discrepancy("claim_disagrees", "claims", claim.field, position, values)


def _discrepancy(code: str, field: str, name: str, position: int, values: Mapping[str, str | int]) -> Problem:
    return Problem(code, Severity.DISCREPANCY, field=f"{field}.{name}", spot=f"{field}.{position}", values=values)


def _steps(steps: list[Step]) -> Iterator[Problem]:
    for outcome in outcome_disagreements(steps):
        one, other = outcome.statements[:2]
        values = {"event": outcome.slot, "action": one.item.action, "other_action": other.item.action}
        name = one.item.key or one.item.action
        yield _discrepancy("steps_disagree", "steps", name, one.position, values | _sources(outcome))
    for actors in actor_disagreements(steps):
        one, other = actors.statements[:2]
        values = {"action": actors.slot, "by": actor(one.item), "other_by": actor(other.item)}
        name = one.item.key or one.item.action
        yield _discrepancy("actors_disagree", "steps", name, one.position, values | _sources(actors))


def _figures(figures: list[Figure]) -> Iterator[Problem]:
    for group in figure_disagreements(figures):
        one, other = (statement.item for statement in group.statements[:2])
        values: dict[str, str | int] = {
            "what": one.what,
            "value": one.value,
            "bound": one.bound or "exact",
            "other_value": other.value,
            "other_bound": other.bound or "exact",
        }
        position = group.statements[0].position
        yield _discrepancy("figures_disagree", "figures", one.key or one.what, position, values | _sources(group))


def _sources(group: Disagreement[Figure] | Disagreement[Step]) -> dict[str, str | int]:
    """The sources of the first two statements, and how many other values there are: a group is one problem."""
    one, other = group.statements[:2]
    found: dict[str, str | int] = {"source": one.source, "other_source": other.source}
    return found | {"more": group.more} if group.more else found


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


def apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates have no day in common; both tell the year."""
    return day(one, latest=True) < day(other, latest=False) or day(one, latest=False) > day(other, latest=True)


def day(date: PartialDate, *, latest: bool) -> int:
    """The last or the first day that a date may cover, as a number; far away where that end is open."""
    found = date.latest() if latest else date.earliest()
    if found is None:
        return 10**9 if latest else -(10**9)
    return found.toordinal()


def outside_problems(record: Record, known: CheckContext) -> Iterator[Problem]:
    """`part_outside_whole` (discrepancy): an event lies outside the one that it is a part of."""
    if record.kind != "event" or record.date is None or record.date.year_less:
        return
    for target in record.relations.get("part_of", []):
        whole = known.record(target)
        if not isinstance(whole, Event) or whole.date is None or whole.date.year_less:
            continue
        if apart(record.date, whole.date):
            values = {"date": record.date.text, "whole": target, "whole_date": whole.date.text}
            yield Problem("part_outside_whole", Severity.DISCREPANCY, field="date", values=values)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return " / ".join(str(text) for text in value.values())
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


# -- Whether what two sources say of one date can both be true ---------------------------------------------------------


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
