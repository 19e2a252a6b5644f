"""What statements hold (actors, holders, occasions, plain values), and whether two of them differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from govtui.model.date_agreement import agree
from govtui.model.dates import DateError, PartialDate


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


def values_differ(one: Statement, other: Statement) -> bool:
    """Whether two values that are not equal differ: dates do where they cannot both be true."""
    a, b = one.value, other.value
    if one.path != one.slot and other.path != other.slot and isinstance(a, str) and isinstance(b, str):
        dates = date_of(a), date_of(b)  # two claims of a field without a value
        return not agree(dates[0], dates[1]) if dates[0] and dates[1] else a != b
    if isinstance(a, PartialDate) or isinstance(b, PartialDate):
        first, second = date_of(a), date_of(b)
        return first is None or second is None or not agree(first, second)
    return a != b


def date_of(value: object) -> PartialDate | None:
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
        return values_differ(one, other)
    return not (a.events and b.events and not a.events & b.events) and not agree(a.date, b.date)


def _holders_differ(one: Statement, other: Statement) -> bool:
    """Whether two holders of one term, or their times, differ; a term under another text is another term."""
    a, b = one.value, other.value
    if not isinstance(a, Holder) or not isinstance(b, Holder):
        return values_differ(one, other)  # claims of fields of terms
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


def differ(one: Statement, other: Statement) -> bool:
    """Whether two statements of one slot, whose values are not equal, differ."""
    return _RULES.get(one.slot.partition(".")[0].partition("@")[0], values_differ)(one, other)
