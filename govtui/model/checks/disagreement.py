"""Where sources say different things, or a part lies outside its whole. Shown, never decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from govtui.model.checks.known import Known
from govtui.model.dates import DateError, PartialDate
from govtui.model.parts import Claim, Figure, Step
from govtui.model.paths import value_at
from govtui.model.problem import Problem, Severity
from govtui.model.record import Declaration, Event, Record

_OUTCOMES = frozenset(["preliminarily_approved", "provisionally_adopted", "adopted", "noted", "endorsed"])
"""Actions by which a body disposes of a text: two sources that name different ones for one meeting disagree."""


def disagreements(record: Record, known: Known) -> Iterator[Problem]:
    """`steps_disagree`, `actors_disagree`, `figures_disagree`, `claim_disagrees`, `part_outside_whole`: all discrepancies."""
    if isinstance(record, Declaration):
        yield from _steps(record.steps)
    yield from _figures(record.figures)
    for claim in record.claims:
        if claim_disagrees(record, claim):
            values = {"field": claim.field, "value": _shown(claim.value), "source": claim.source}
            yield Problem("claim_disagrees", Severity.DISCREPANCY, field=f"claims.{claim.field}", values=values)
    if isinstance(record, Event):
        yield from _outside(record, known)


def _steps(steps: list[Step]) -> Iterator[Problem]:
    said: set[tuple[str, ...]] = set()
    for one, other in combinations(steps, 2):
        if one.source == other.source or not {one.action, other.action} <= _OUTCOMES:
            continue
        sources = {"source": one.source or "", "other_source": other.source or ""}
        for event in one.events:
            if event in other.events and one.action != other.action:
                mark = ("steps", event, *sorted((one.action, other.action)))
                if mark not in said:
                    said.add(mark)
                    values = {"event": event, "action": one.action, "other_action": other.action, **sources}
                    yield Problem(
                        "steps_disagree", Severity.DISCREPANCY, field=f"steps.{one.key or one.action}", values=values
                    )
        if one.action == other.action and _actor(one) and _actor(other) and _actor(one) != _actor(other):
            values = {"action": one.action, "by": _actor(one), "other_by": _actor(other), **sources}
            yield Problem(
                "actors_disagree", Severity.DISCREPANCY, field=f"steps.{one.key or one.action}", values=values
            )


def _actor(step: Step) -> str:
    return ", ".join(sorted(step.by)) or (step.text or "")


def _figures(figures: list[Figure]) -> Iterator[Problem]:
    said = set()
    for one, other in combinations(figures, 2):
        if (
            one.what == other.what
            and one.source != other.source
            and (one.value, one.bound) != (other.value, other.bound)
        ):
            mark = (one.what, frozenset({(one.value, one.bound, one.source), (other.value, other.bound, other.source)}))
            if mark in said:
                continue
            said.add(mark)
            values: dict[str, str | int] = {
                "what": one.what,
                "value": one.value,
                "bound": one.bound or "exact",
                "other_value": other.value,
                "other_bound": other.bound or "exact",
                "source": one.source or "",
                "other_source": other.source or "",
            }
            yield Problem(
                "figures_disagree", Severity.DISCREPANCY, field=f"figures.{one.key or one.what}", values=values
            )


def claim_disagrees(record: Record, claim: Claim) -> bool:
    """Whether a claim contradicts what the record has for its field; a claim that fills a gap or is more exact does not."""
    value = value_at(record, claim.field)
    if value in (None, [], {}):
        return False
    if isinstance(value, PartialDate):
        try:
            return not _compatible(value, PartialDate.parse(str(claim.value)))
        except DateError:
            return True
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value):
            return False
        claimed = claim.value if isinstance(claim.value, list) else [claim.value]
        return sorted(map(str, value)) != sorted(map(str, claimed))
    if isinstance(value, Mapping) or isinstance(value_at(record, claim.field.rpartition(".")[0]), Mapping):
        return False  # the same said in other words is no contradiction
    return str(value) != str(claim.value)


def _compatible(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can both be true of one thing: a year-less date fits any year, a month fits its days."""
    if one.year_less != other.year_less:
        less, full = (one, other) if one.year_less else (other, one)
        return (
            (less.start.month, less.start.day) == (full.start.month, full.start.day)
            if less.start and full.start
            else True
        )
    if one.year_less:
        return one.text == other.text
    first, last = max(_day(one, False), _day(other, False)), min(_day(one, True), _day(other, True))
    return first <= last


def _day(date: PartialDate, latest: bool) -> int:
    day = date.latest() if latest else date.earliest()
    if day is None:
        return 10**9 if latest else -(10**9)
    return day.toordinal()


def _outside(record: Event, known: Known) -> Iterator[Problem]:
    if record.date is None or record.date.year_less:
        return
    for target in record.relations.get("part_of", []):
        whole = known.record(target)
        if not isinstance(whole, Event) or whole.date is None or whole.date.year_less:
            continue
        if _day(record.date, True) < _day(whole.date, False) or _day(record.date, False) > _day(whole.date, True):
            values = {"date": record.date.text, "whole": target, "whole_date": whole.date.text}
            yield Problem("part_outside_whole", Severity.DISCREPANCY, field="date", values=values)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return " / ".join(str(text) for text in value.values())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
