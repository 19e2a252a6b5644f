"""Disagreements: groups of statements on one thing that are not all the same, across sources and within one.

Nothing here decides which statement is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from govtui.model.date_agreement import agree
from govtui.model.dates import PartialDate
from govtui.model.field_paths import citations_for
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Claim
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.model.statements import (
    Actors,
    Holder,
    Occasion,
    Statement,
    claim_statements,
    date_of,
    field_value,
    of_claim,
    of_field,
    of_links,
    statements,
)
from govtui.model.vocabulary import UNSTATED


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


def groups(record: Record, schema: Schema = BUILT_IN) -> list[Disagreement]:
    """Return the groups of statements that differ, each matter once: slots told by the same items are one group."""
    has_several = len(record.figures) > 1 or isinstance(record, Declaration | Organization)
    if not (record.claims or has_several or (isinstance(record, Event) and len(record.participants) > 1)):
        return []
    found = _differing(statements(record, schema))
    return [_with_citations(group, record) for group in found]


def disputed_paths(record: Record, schema: Schema = BUILT_IN) -> frozenset[str]:
    """Return the paths of the steps, parties and terms, and of the fields with claims, on which statements differ."""
    told = list(of_links(record, schema))
    return (
        frozenset(one.path for group in _differing(told) for one in group.statements) if len(told) > 1 else frozenset()
    )


def additions(record: Record, schema: Schema = BUILT_IN) -> list[int]:
    """Return the positions, from 1, of the claims that add to a record: they differ from no statement, and do not repeat its value."""
    if not record.claims:
        return []
    told = list(claim_statements(record, schema))
    differing = {slot for group in _differing(told) for slot in group.slots}
    disputed = {one.spot for one in told if one.slot in differing}
    return [
        place
        for place, claim in enumerate(record.claims, 1)
        if f"claims.{place}" not in disputed and not _repeats(record, claim, schema)
    ]


def _repeats(record: Record, claim: Claim, schema: Schema) -> bool:
    """Whether a claim says what its field says already: of a list, some of its items."""
    value, _ = field_value(record, claim.field, schema)
    if claim.value is None or value in (None, [], {}):
        return False
    if isinstance(value, PartialDate):
        return date_of(claim.value) == value
    own, said = of_field(claim.field, value).value, of_claim(claim, value, "", "").value
    return set(said) <= set(own) if isinstance(own, tuple) and isinstance(said, tuple) else own == said


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


def _differing(found: Iterable[Statement]) -> list[Disagreement]:
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
    return next((pair for pair in combinations(first.values(), 2) if differ(*pair)), None)


def differ(one: Statement, other: Statement) -> bool:
    """Whether two statements on one thing cannot both be true."""
    rule = _RULES.get(one.slot.partition(".")[0].partition("@")[0], _values_differ)
    return one.value != other.value and rule(one, other)


def _values_differ(one: Statement, other: Statement) -> bool:
    """Whether two values that are not equal differ: dates do where they cannot both be true."""
    a, b = one.value, other.value
    if one.path != one.slot and other.path != other.slot and isinstance(a, str) and isinstance(b, str):
        dates = date_of(a), date_of(b)  # two claims of a field without a value
        return not agree(dates[0], dates[1]) if dates[0] and dates[1] else a != b
    if isinstance(a, PartialDate) or isinstance(b, PartialDate):
        first, second = date_of(a), date_of(b)
        return first is None or second is None or not agree(first, second)
    return a != b


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
    value, comparable = field_value(record, claim.field, schema)
    if not comparable or value in UNSTATED:
        return False
    own, other = of_field(claim.field, value), of_claim(claim, value, "", "")
    return own.value != other.value and _values_differ(own, other)
