"""Checks of the life of a text: the order of the dates of its parties, and whether a text in force has been ended by another."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.model.checks.context import CheckContext
from govtui.model.date_agreement import surely_before
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem, Severity
from govtui.model.record import Declaration, Record

ENDING = ("repeals", "replaces")
"""Relations of a text that end another one, as a whole or in part."""

_IN_FORCE = "in_force"
_EFFECTIVE = frozenset({_IN_FORCE, "partly_in_force", "amended"})
"""The statuses of texts that have effect."""

_ORDER = (("signed", "ratified"), ("signed", "in_force"), ("in_force", "withdrawn"))
"""What comes first for a party, and what cannot come before it. Some texts apply before they are ratified."""


def party_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`party_order`: a party is bound, or has ratified, before it signed; or withdraws before the text binds it."""
    if not isinstance(record, Declaration) or not record.parties:
        return
    for path, party in item_paths("parties", record.parties):
        for first, second in _ORDER:
            before, after = getattr(party, first), getattr(party, second)
            if before and after and surely_before(after, before):
                values: dict[str, str | int] = {"who": party.who, "early": second, "late": first}
                values |= {"date": after.text, "other_date": before.text}
                yield Problem("party_order", Severity.DISCREPANCY, field=f"{path}.{second}", values=values)


def is_in_force(record: Record) -> bool:
    """Whether a record is a text in force as a whole, which none that is in force may have ended."""
    return isinstance(record, Declaration) and record.status == _IN_FORCE


def ended(record: Record) -> tuple[str, ...]:
    """Return the ids of the texts that a text with effect repeals or replaces; none of any other record."""
    if not isinstance(record, Declaration) or not record.relations or record.status not in _EFFECTIVE:
        return ()
    return tuple(target for key in ENDING for target in record.relations.get(key, ()))


def force_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`force_outdated`: a text in force that a text with effect repeals or replaces; one warning for each of these."""
    if is_in_force(record):
        for other in context.ended_by(record):
            yield Problem("force_outdated", Severity.WARNING, field="status", values={"other": other})
