"""A problem in words, with what only the rest of the registry knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govtui.i18n.problems import sentence
from govtui.model.problem import Problem

if TYPE_CHECKING:
    from govtui.cli.session import Session
    from govtui.index.query import Index


def described(problem: Problem, session: Session, index: Index) -> str:
    """The problem's sentence; the nearest id of a dangling reference is looked up only here."""
    if problem.code == "dangling" and (near := index.nearest(str(problem.values["target"]))):
        problem = replace(problem, values={**problem.values, "near": near})
    words = sentence(problem, session.tr)
    return words + " " + session.tr.gettext("(checked)") if problem.muted else words
