"""What can be wrong across the fields of a record and across records: `check` yields problems, never sentences.

Each check is a function from a record and a `Known` (what the rest of the registry holds, implemented by the index) to
problems without a place; whoever shows them finds the line from the field. A discrepancy is never repaired.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govtui.model.checks.disagreement import disagreements
from govtui.model.checks.figures import figure_problems
from govtui.model.checks.known import Known
from govtui.model.checks.language import language_problems
from govtui.model.checks.links import link_problems
from govtui.model.checks.vocabulary import vocabulary_problems
from govtui.model.problem import Problem
from govtui.model.record import Record

__all__ = ["Known", "check"]

_CHECKS = (vocabulary_problems, link_problems, figure_problems, disagreements, language_problems)


def check(record: Record, known: Known) -> Iterator[Problem]:
    """Every problem of a valid record, those that a `[[checked]]` entry mutes marked as muted."""
    for problems in _CHECKS:
        for problem in problems(record, known):
            muted = any(c.code == problem.code and c.field in (None, problem.field) for c in record.checked)
            yield replace(problem, record=record.id, muted=muted)
