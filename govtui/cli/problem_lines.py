"""Problems in the output of commands: a sentence with its place and line of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govtui.i18n.problems import sentence, severity_label
from govtui.text.safe import safe_text
from govtui.text.width import clip

if TYPE_CHECKING:
    from govtui.model.problem import Problem
    from govtui.page.render_context import RenderContext

EXCERPT_CELLS = 100
"""Width of the line of the file that stands under a problem."""


def problem_words(problem: Problem, context: RenderContext) -> str:
    """Return a problem as a sentence, with the nearest id of a dangling reference (looked up only here)."""
    from govtui.page.problem_words import problem_values  # pages, and with them the models of records

    if problem.code == "dangling" and (near := context.index.nearest(str(problem.values["target"]))):
        problem = replace(problem, values={**problem.values, "near": near})
    words = sentence(problem, context.tr, words=problem_values(problem, context))
    return words + " " + context.tr.gettext("(checked)") if problem.muted else words


def place_of(problem: Problem) -> str:
    """Return path:line:column of a problem, as far as they are known."""
    return ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)


def problem_lines(problem: Problem, words: str, text: Sequence[str], context: RenderContext) -> Iterator[str]:
    """Yield "path:line:column: severity [code] words" and the line of the file (`text`: all its lines)."""
    yield f"{place_of(problem)}: {severity_label(problem.severity, context.tr)} [{problem.code}] {words}"
    for line in text[problem.line - 1 : problem.line] if problem.line else []:
        yield f"    {problem.line:>4} | {clip(safe_text(line.rstrip(), multiline=False), EXCERPT_CELLS)}"
