"""Checks across the fields of a valid record and across records: `check` yields problems, never sentences.

Each check is a function from a record and a `CheckContext` (the rest of the registry, as the index has it) to problems
without a place; whoever shows them finds the line by the field. A discrepancy is never repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from govtui.model.checks.cited_sources import cited_place_problems
from govtui.model.checks.completeness import completeness_problems
from govtui.model.checks.context import CheckContext
from govtui.model.checks.disagreement import disagreements, outside_problems
from govtui.model.checks.figures import figure_problems
from govtui.model.checks.force import force_problems, party_problems
from govtui.model.checks.item_keys import item_key_problems
from govtui.model.checks.links import (
    citation_problems,
    cycle_problems,
    duplicate_problems,
    membership_problems,
    relation_problems,
    target_problems,
)
from govtui.model.checks.own_fields import own_field_problems
from govtui.model.checks.vocabulary import language_problems, vocabulary_problems
from govtui.model.muting import mutes
from govtui.model.problem import Problem
from govtui.model.record import Record

_Check = Callable[[Record, CheckContext], Iterator[Problem]]

_CHECKS: tuple[_Check, ...] = (
    vocabulary_problems,
    own_field_problems,
    relation_problems,
    target_problems,
    cycle_problems,
    membership_problems,
    citation_problems,
    cited_place_problems,
    completeness_problems,
    item_key_problems,
    duplicate_problems,
    figure_problems,
    party_problems,
    force_problems,
    disagreements,
    outside_problems,
    language_problems,
)
_OF_OTHERS: frozenset[_Check] = frozenset(
    {
        *(target_problems, cycle_problems, membership_problems, cited_place_problems),
        *(duplicate_problems, outside_problems, force_problems),
    }
)
"""Checks that find nothing without other records; index/write/crosscheck.py knows when they would."""

_OF_ONE = tuple(one for one in _CHECKS if one not in _OF_OTHERS)


def check(record: Record, context: CheckContext) -> Iterator[Problem]:
    """Yield every problem of a record; those that a `[[checked]]` entry mutes are marked as muted."""
    return _checked(record, context, _CHECKS)


def check_alone(record: Record, context: CheckContext) -> Iterator[Problem]:
    """Yield the problems of a record as long as nothing is wrong between it and others.

    Of others only the areas of a text that this one implements are asked for (`context.record`).
    """
    return _checked(record, context, _OF_ONE)


def _checked(record: Record, context: CheckContext, checks: Iterable[_Check]) -> Iterator[Problem]:
    for problems in checks:
        for problem in problems(record, context):
            muted = any(mutes(checked, problem) for checked in record.checked)
            yield replace(problem, record=record.id, muted=muted)
