"""What the sources of a record state of one thing, and where they differ: figures and steps.

A disagreement is one group of statements, however many they are; nothing here decides between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from govtui.model.parts import Figure, Step

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
