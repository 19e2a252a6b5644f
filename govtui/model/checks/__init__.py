"""What can be wrong across the fields of a record and across records: `check` yields problems, never sentences.

Each check is a function from a record and a `Known` (what the rest of the registry holds, implemented by the index) to
problems without a place; whoever shows them finds the line from the field. A discrepancy is never repaired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from govtui.model.checks.context import CheckContext
from govtui.model.checks.disagreement import disagreements, outside_problems
from govtui.model.checks.figures import figure_problems
from govtui.model.checks.links import (
    citation_problems,
    cycle_problems,
    duplicate_problems,
    relation_problems,
    target_problems,
)
from govtui.model.checks.own_fields import own_field_problems
from govtui.model.checks.vocabulary import language_problems, vocabulary_problems
from govtui.model.field_paths import path_key
from govtui.model.parts import Checked
from govtui.model.problem import Problem
from govtui.model.record import Record

__all__ = ["Known", "check", "check_alone", "mutes"]

_Check = Callable[[Record, CheckContext], Iterator[Problem]]

_CHECKS: tuple[_Check, ...] = (
    vocabulary_problems,
    own_field_problems,
    relation_problems,
    target_problems,
    cycle_problems,
    citation_problems,
    duplicate_problems,
    figure_problems,
    disagreements,
    outside_problems,
    language_problems,
)
_OF_OTHERS: frozenset[_Check] = frozenset({target_problems, cycle_problems, duplicate_problems, outside_problems})
"""Those that find nothing unless other records are told of (index/write/crosscheck.py knows what they would ask)."""

_OF_ONE = tuple(one for one in _CHECKS if one not in _OF_OTHERS)


def check(record: Record, known: CheckContext) -> Iterator[Problem]:
    """Every problem of a valid record, those that a `[[checked]]` entry mutes marked as muted."""
    return _checked(record, known, _CHECKS)


def check_alone(record: Record, known: CheckContext) -> Iterator[Problem]:
    """The same as long as nothing is wrong between the record and others.

    Of others only the areas of a text that this one implements are asked for (`known.record`).
    """
    return _checked(record, known, _OF_ONE)


def _checked(record: Record, known: CheckContext, checks: Iterable[_Check]) -> Iterator[Problem]:
    for problems in checks:
        for problem in problems(record, known):
            muted = any(mutes(checked, problem) for checked in record.checked)
            yield replace(problem, record=record.id, muted=muted)


def mutes(checked: Checked, problem: Problem) -> bool:
    """Whether an entry of `[[checked]]` says of a problem that somebody looked into it."""
    if checked.code != problem.code:
        return False
    return checked.field is None or path_key(checked.field) == path_key(problem.field)
