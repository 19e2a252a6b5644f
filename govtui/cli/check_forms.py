"""The output formats of `govtui check` in words: text for people, annotations of GitHub Actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govtui.cli.problem_lines import problem_lines, problem_words
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.i18n.problems import tally_words
from govtui.index.api import Index
from govtui.index.problem_api import Count
from govtui.model.problem import Problem, Severity
from govtui.page.render_context import RenderContext
from govtui.store.files import Unreadable, read
from govtui.store.registry import Registry


@dataclass(frozen=True)
class Found:
    """The problems of one registry."""

    registry: Registry
    index: Index
    problems: Sequence[Problem]
    tally: Mapping[str, Count]
    records: int
    """How many were checked."""
    prefix: str
    """What leads to the registry's folder in the paths that are printed."""

    def context(self, session: Session) -> RenderContext:
        """Return the context of their sentences."""
        return session.context(self.registry, self.index)


def as_text(session: Session, found: Sequence[Found]) -> None:
    """Print a line for each problem, with its line of the file below, and the tally of each registry."""
    tr = session.tr
    for one in found:
        context = one.context(session)
        lines: dict[str, list[str]] = {}
        for problem in one.problems:
            if problem.line and problem.path not in lines:
                lines[problem.path] = _lines_of(one.registry, problem.path)
            text = lines.get(problem.path, [])
            head, *excerpt = problem_lines(problem, problem_words(problem, context), text, context)
            for line in (f"{one.prefix}{head}", *excerpt):
                session.out.line(line)
        n = one.records
        records = tr.ngettext("{n} record", "{n} records", n).format(n=number(n, tr))
        which = f"{one.prefix.rstrip('/') or '.'}: " if len(found) > 1 else ""
        session.out.line(f"{which}{records}. {', '.join(tally_words(one.tally, tr))}.")


def _lines_of(registry: Registry, path: str) -> list[str]:
    try:
        return read(registry.root, path).decode("utf-8-sig", "replace").split("\n")
    except Unreadable:
        return []


def as_github(session: Session, found: Sequence[Found]) -> None:
    """Print workflow commands of GitHub Actions; paths are relative to the current folder."""
    levels = {Severity.ERROR: "error", Severity.DISCREPANCY: "warning", Severity.WARNING: "notice"}
    for one in found:
        for problem in one.problems:
            if not problem.muted:
                place = {"line": problem.line, "col": problem.column} if problem.line else {}
                properties = {"file": one.prefix + problem.path, **place, "title": problem.code}
                session.out.annotation(
                    levels[problem.severity], problem_words(problem, one.context(session)), properties
                )
