"""The problems of registries as `govtui check` prints them: for people, for programs, for GitHub Actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govtui.cli.problem_words import described
from govtui.cli.session import Session
from govtui.i18n.formats import number
from govtui.i18n.problems import severity_label, tally_words
from govtui.index.api import Count, Index
from govtui.model.problem import Problem, Severity
from govtui.page.render_context import RenderContext
from govtui.store.files import Unreadable, read
from govtui.store.registry import Registry
from govtui.text.safe import safe_text
from govtui.text.width import clip

EXCERPT = 100
"""Cells of the line that is shown under a problem."""


@dataclass(frozen=True)
class Found:
    """What was found in a registry."""

    registry: Registry
    index: Index
    problems: Sequence[Problem]
    tally: Mapping[str, Count]
    prefix: str

    def context(self, session: Session) -> RenderContext:
        """In which words they are told."""
        return session.context(self.registry, self.index)


def as_text(session: Session, found: Sequence[Found]) -> None:
    tr = session.tr
    for one in found:
        lines: dict[str, list[str]] = {}
        for problem in one.problems:
            place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
            severity = severity_label(problem.severity, tr)
            words = described(problem, one.context(session))
            session.out.line(f"{one.prefix}{place}: {severity} [{problem.code}] {words}")
            if problem.line:
                if problem.path not in lines:
                    lines[problem.path] = _lines_of(one.registry, problem.path)
                for line in lines[problem.path][problem.line - 1 : problem.line]:
                    excerpt = clip(safe_text(line.rstrip(), multiline=False), EXCERPT)
                    session.out.line(f"    {problem.line:>4} | {excerpt}")
        n = one.index.counts()["all"]
        records = tr.ngettext("{n} record", "{n} records", n).format(n=number(n, tr))
        which = f"{one.prefix.rstrip('/') or '.'}: " if len(found) > 1 else ""
        session.out.line(f"{which}{records}. {', '.join(tally_words(one.tally, tr))}.")


def _lines_of(registry: Registry, path: str) -> list[str]:
    try:
        return read(registry.root, path).decode("utf-8-sig", "replace").split("\n")
    except Unreadable:
        return []


def as_json(session: Session, found: Sequence[Found]) -> None:
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity.name.lower(),
            "path": one.prefix + problem.path,
            "line": problem.line,
            "column": problem.column,
            "record": problem.record,
            "field": problem.field,
            "values": dict(problem.values),
            "muted": problem.muted,
            "message": described(problem, one.context(session)),
        }
        for one in found
        for problem in one.problems
    ]
    session.out.document(rows)


def as_github(session: Session, found: Sequence[Found]) -> None:
    """Workflow commands; paths as seen from the current folder."""
    levels = {Severity.ERROR: "error", Severity.DISCREPANCY: "warning", Severity.WARNING: "notice"}
    for one in found:
        for problem in one.problems:
            if not problem.muted:
                place = {"line": problem.line, "col": problem.column} if problem.line else {}
                properties = {"file": one.prefix + problem.path, **place, "title": problem.code}
                session.out.annotation(levels[problem.severity], described(problem, one.context(session)), properties)
