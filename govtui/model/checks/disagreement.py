"""Checks of discrepancies: sources that state different things, and parts that lie outside their whole.

They are shown, and never decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govtui.model.checks.context import CheckContext
from govtui.model.dates import PartialDate
from govtui.model.parts import Figure, Step
from govtui.model.problem import Problem, Severity
from govtui.model.record import Event, Record
from govtui.model.statements import (
    Disagreement,
    actor,
    actor_disagreements,
    claim_disagrees,
    figure_disagreements,
    outcome_disagreements,
)

_Values = dict[str, str | int]


def disagreements(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`steps_disagree`, `actors_disagree`, `figures_disagree`, `claim_disagrees`: all discrepancies."""
    if record.kind == "declaration":
        for outcome in outcome_disagreements(record.steps):
            one, other = (statement.item for statement in outcome.statements[:2])
            values: _Values = {"event": outcome.slot, "action": one.action, "other_action": other.action}
            yield _discrepancy(
                "steps_disagree", "steps", one.key or one.action, outcome.position, values | _sources(outcome)
            )
        for actors in actor_disagreements(record.steps):
            one, other = (statement.item for statement in actors.statements[:2])
            values = {"action": actors.slot, "by": actor(one), "other_by": actor(other)}
            yield _discrepancy(
                "actors_disagree", "steps", one.key or one.action, actors.position, values | _sources(actors)
            )
    for figures in figure_disagreements(record.figures):
        figure, rival = (statement.item for statement in figures.statements[:2])
        values = {"what": figure.what, "value": figure.value, "bound": figure.bound or "exact"}
        values |= {"other_value": rival.value, "other_bound": rival.bound or "exact"}
        yield _discrepancy(
            "figures_disagree", "figures", figure.key or figure.what, figures.position, values | _sources(figures)
        )
    for position, claim in enumerate(record.claims, 1):
        if claim_disagrees(record, claim, context.schema):
            values = {"field": claim.field, "value": _shown(claim.value), "source": claim.source}
            if claim.field in ("status", "type"):
                values["vocabulary"] = f"{record.kind}.{claim.field}"
            yield _discrepancy("claim_disagrees", "claims", claim.field, position, values)


def _sources(group: Disagreement[Figure] | Disagreement[Step]) -> _Values:
    """Return the sources of the first two statements, and how many other values there are: a group is one problem."""
    one, other = group.statements[:2]
    return {"source": one.source, "other_source": other.source} | ({"more": group.more} if group.more else {})


def _discrepancy(code: str, field: str, name: str, position: int, values: Mapping[str, str | int]) -> Problem:
    return Problem(code, Severity.DISCREPANCY, field=f"{field}.{name}", spot=f"{field}.{position}", values=values)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return " / ".join(str(text) for text in value.values())
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def outside_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`part_outside_whole` (discrepancy): an event lies outside the one that it is a part of."""
    if record.kind != "event" or record.date is None or record.date.year_less:
        return
    for target in record.relations.get("part_of", []):
        whole = context.record(target)
        if not isinstance(whole, Event) or whole.date is None or whole.date.year_less:
            continue
        if _apart(record.date, whole.date):
            values = {"date": record.date.text, "whole": target, "whole_date": whole.date.text}
            yield Problem("part_outside_whole", Severity.DISCREPANCY, field="date", values=values)


def _apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates, which both tell the year, have no day in common."""
    return day(one, latest=True) < day(other, latest=False) or day(one, latest=False) > day(other, latest=True)


def day(date: PartialDate, *, latest: bool) -> int:
    """Return the last or the first day that a date may cover (proleptic ordinal); far away where that end is open."""
    found = date.latest() if latest else date.earliest()
    if found is None:
        return 10**9 if latest else -(10**9)
    return found.toordinal()
