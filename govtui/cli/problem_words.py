"""A problem in words, with what only the rest of the registry knows."""

from __future__ import annotations

from dataclasses import replace

from govtui.i18n.problems import sentence
from govtui.model.problem import Problem
from govtui.page.problem_words import problem_values
from govtui.page.render_context import RenderContext


def described(problem: Problem, context: RenderContext) -> str:
    """The problem's sentence; the nearest id of a dangling reference is looked up only here."""
    if problem.code == "dangling" and (near := context.index.nearest(str(problem.values["target"]))):
        problem = replace(problem, values={**problem.values, "near": near})
    words = sentence(problem, context.tr, words=problem_values(problem, context))
    return words + " " + context.tr.gettext("(checked)") if problem.muted else words
