"""`govtui check [PATH]`: every problem of a registry, with its place; the judge that a pre-commit hook or CI asks."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import click

from govtui.cli.session import Session
from govtui.i18n.numbers import number
from govtui.i18n.problems import SENTENCES, sentence, severity_label
from govtui.index.query import Index
from govtui.model.problem import Problem, Severity
from govtui.store import saving
from govtui.store.files import Unreadable, etag, read
from govtui.store.fixes import fixed
from govtui.store.registry import Registry
from govtui.text.safe import safe_text
from govtui.text.width import clip

FORMATS = ("text", "json", "github")
EXCERPT = 100
"""Cells of the line that is shown under a problem."""


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(
            ["--format", "style"],
            type=click.Choice(FORMATS),
            default="text",
            help=tr.gettext("How problems are printed."),
        ),
        click.Option(
            ["--only"], multiple=True, metavar=tr.gettext("CODE"), help=tr.gettext("Only problems with this code.")
        ),
        click.Option(
            ["--strict"], is_flag=True, help=tr.gettext("Discrepancies and warnings, too, end with exit status 1.")
        ),
        click.Option(
            ["--fix"], is_flag=True, help=tr.gettext("Repair what can be repaired safely; the changes are shown first.")
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Make the repairs without asking.")),
        click.Option(["--explain"], metavar=tr.gettext("CODE"), help=tr.gettext("Say why a problem matters.")),
        *options,
    ]

    def callback(
        path: str | None, style: str, only: tuple[str, ...], strict: bool, fix: bool, yes: bool, explain: str | None
    ) -> int:
        if explain is not None:
            return _explain(session, explain)
        for code in only:
            _known_code(session, code, SENTENCES)
        registry, chosen = session.registry_or_file(path)

        def asked(problem: Problem) -> bool:
            return (not only or problem.code in only) and (not chosen or problem.path == chosen)

        if fix:
            status = _fix(session, registry, asked, yes, beside=style != "text")
            if status is not None:
                return status
            registry = Registry(registry.root, read_only=registry.read_only)
        index = session.index_of(registry)
        problems = list(filter(asked, index.problems()))
        {"text": _text, "json": _json, "github": _github}[style](session, registry, index, problems)
        counted = [p for p in problems if not p.muted and (strict or p.severity == Severity.ERROR)]
        return 1 if counted else 0

    words = tr.gettext("Check a registry and print its problems.")
    return click.Command(
        "check",
        callback=callback,
        params=params,
        help=words
        + "\n\n"
        + tr.gettext(
            "Exit status: 0 no errors, 1 errors (with --strict also discrepancies and warnings), 2 could not run."
        ),
        short_help=words,
        options_metavar=tr.gettext("[OPTIONS]"),
    )


def _known_code(session: Session, code: str, codes: Collection[str]) -> None:
    if code not in codes:
        near = difflib.get_close_matches(code, codes, 1)
        words = session.tr.gettext("There is no problem code “{code}”.").format(code=code)
        if near:
            words += " " + session.tr.gettext("Did you mean “{near}”?").format(near=near[0])
        raise click.UsageError(words)


def _explain(session: Session, code: str) -> int:
    from govtui.i18n.explanations import EXPLANATIONS, explanation

    _known_code(session, code, EXPLANATIONS)
    session.out.words(click.wrap_text(explanation(code, session.tr) or "", width=80))
    return 0


def described(problem: Problem, session: Session, index: Index) -> str:
    """The problem's sentence; the nearest id of a dangling reference is looked up only here."""
    if problem.code == "dangling" and (near := index.nearest(str(problem.values["target"]))):
        problem = replace(problem, values={**problem.values, "near": near})
    words = sentence(problem, session.tr)
    return words + " " + session.tr.gettext("(checked)") if problem.muted else words


def _place(problem: Problem) -> str:
    return ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)


def _text(session: Session, registry: Registry, index: Index, problems: Sequence[Problem]) -> None:
    tr = session.tr
    lines: dict[str, list[str]] = {}
    for problem in problems:
        severity = severity_label(problem.severity, tr)
        head = f"{_place(problem)}: {severity} [{problem.code}] {described(problem, session, index)}"
        session.out.line(head)
        if problem.line:
            if problem.path not in lines:
                lines[problem.path] = _lines_of(registry, problem.path)
            excerpt = lines[problem.path][problem.line - 1 : problem.line]
            for line in excerpt:
                session.out.line(f"    {problem.line:>4} | {clip(safe_text(line.rstrip(), multiline=False), EXCERPT)}")
    counts = Counter(problem.severity for problem in problems if not problem.muted)
    records = tr.ngettext("{n} record", "{n} records", index.counts()["all"]).format(
        n=number(index.counts()["all"], tr)
    )
    parts = [
        f"{severity_label(severity, tr)}: {number(counts[severity], tr)}" for severity in sorted(Severity, reverse=True)
    ]
    session.out.words(f"{records}. {', '.join(parts)}.")


def _lines_of(registry: Registry, path: str) -> list[str]:
    try:
        return read(registry.root, path).decode("utf-8-sig", "replace").split("\n")
    except Unreadable:
        return []


def _json(session: Session, _registry: Registry, index: Index, problems: Sequence[Problem]) -> None:
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity.name.lower(),
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "record": problem.record,
            "field": problem.field,
            "values": dict(problem.values),
            "muted": problem.muted,
            "message": described(problem, session, index),
        }
        for problem in problems
    ]
    session.out.document(rows)


def _github(session: Session, registry: Registry, index: Index, problems: Sequence[Problem]) -> None:
    """Workflow commands, as GitHub Actions reads them from a job's output; paths as seen from the current folder."""
    levels = {Severity.ERROR: "error", Severity.DISCREPANCY: "warning", Severity.WARNING: "notice"}
    try:
        prefix = registry.root.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        prefix = registry.root.as_posix()
    for problem in problems:
        if problem.muted:
            continue
        path = problem.path if prefix == "." else f"{prefix}/{problem.path}"
        where = {"line": problem.line, "col": problem.column} if problem.line else {}
        properties = {"file": path, **where, "title": problem.code}
        session.out.annotation(levels[problem.severity], described(problem, session, index), properties)


def _fix(
    session: Session, registry: Registry, asked: Callable[[Problem], bool], yes: bool, *, beside: bool
) -> int | None:
    """Show what would change, ask, and write; an exit status, or None to go on and check what is there now.

    `asked` tells which problems are meant; with `beside`, what is shown goes where it is in no other program's way.
    """
    tr = session.tr
    index = session.index_of(registry)
    raw: dict[str, bytes] = {}

    @cache
    def text_of(path: str) -> str | None:
        with suppress(Unreadable, UnicodeDecodeError):
            raw[path] = read(registry.root, path)
            return raw[path].decode("utf-8")
        return None

    changes = fixed(
        filter(asked, index.problems()), text_of, lambda id: card.path if (card := index.card(id)) else None
    )
    if not changes:
        session.out.words(tr.gettext("There is nothing that can be repaired safely."), err=True)
        return None
    for path, text in sorted(changes.items()):
        for line in _diff(path, text_of(path) or "", text):
            session.out.line(line, err=beside)
    if registry.read_only:
        session.out.words(tr.gettext("The registry is read-only; nothing was changed."), err=True)
        return 2
    if not yes and not _agreed(session, tr.gettext("Make these changes?"), tr.gettext("y"), tr.gettext("n")):
        session.out.words(tr.gettext("Nothing was changed."), err=True)
        return None
    if (failed := _written(registry.root, changes, raw)) is not None:
        sentence = tr.gettext("{path} could not be written or was changed meanwhile; it stays as it is.")
        session.out.line(sentence.format(path=failed), err=True)
        return 2
    return None


def _written(root: Path, changes: Mapping[str, str], raw: Mapping[str, bytes]) -> str | None:
    """Write all changes or none: a relation that moves is in two files. The path that kept it from being done."""
    done: list[str] = []
    for path, text in sorted(changes.items()):
        try:
            with suppress(saving.NotConfirmed):  # it is written: the disk only did not say that it outlasts a power cut
                saving.replace(root, path, text.encode(), etag(raw[path]))
        except (saving.Changed, Unreadable, OSError):
            for other in reversed(done):
                with suppress(saving.Changed, Unreadable, OSError):
                    saving.replace(root, other, raw[other], etag(changes[other].encode()))
            return path
        done.append(path)
    return None


def _diff(path: str, old: str, new: str) -> Iterable[str]:
    return difflib.unified_diff(old.split("\n"), new.split("\n"), f"a/{path}", f"b/{path}", lineterm="")


def _agreed(session: Session, question: str, yes: str, no: str) -> bool:
    """Ask on the terminal; without one the answer is no."""
    return sys.stdin.isatty() and session.out.ask(f"{question} [{yes}/{no}]") in (yes, "y")
