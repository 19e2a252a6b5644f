"""Where sources say different things, or a part lies outside its whole. Shown, never decided."""

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
