"""Everything that is wrong with one entry beside the others as the index knows them; also with one that is not saved yet."""

from __future__ import annotations

from govtui.index.known import Others
from govtui.index.query import Index
from govtui.index.reading import located, misplaced
from govtui.model.checks import check
from govtui.model.problem import Problem, Severity
from govtui.store.field_locations import Places
from govtui.store.files import printable
from govtui.store.registry import Entry, Registry


def judged(index: Index, registry: Registry, entry: Entry, others: Others | None = None) -> list[Problem]:
    """What `check` would say of this entry if it stood in its file: with places, in the order of the checks.

    `others` keeps what was read of other records from one entry to the next.
    """
    others = others or Others(index, registry)
    others.around(entry)
    problems = list(entry.problems)
    if entry.record is not None:
        problems += misplaced(entry, entry.record)
    if other := others.better(entry):
        problems.append(duplicate(entry, other))
    if entry.record is not None:
        places: Places | None = None
        for problem in check(entry.record, others):
            places = places or Places(entry.text)
            problems.append(located(entry, problem, places))
    return problems


def duplicate(entry: Entry, other: str) -> Problem:
    """That the entry's id belongs to the file at `other`."""
    values = {"id": entry.id, "other": printable(other)}
    place = Places(entry.text).find("id")
    return Problem("duplicate_id", Severity.ERROR, printable(entry.path), *place, entry.id, "id", values=values)
