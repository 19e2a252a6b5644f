"""What `govtui check` does: finds the problems that were asked for, in one registry or in each of a git work tree."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import click

from govtui.cli.asked import CannotAsk
from govtui.cli.asked_files import asked_files
from govtui.cli.change_outcome import Outcome, run_changes
from govtui.cli.check_forms import Found, as_github, as_text
from govtui.cli.limited import remark_nothing
from govtui.cli.lines import print_lines
from govtui.cli.session import Session, here
from govtui.i18n.errors import standing_sentence
from govtui.i18n.formats import in_quotes
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.problems import why
from govtui.index.api import Index
from govtui.index.problem_api import counts_of
from govtui.interchange import machine
from govtui.interchange.stale_schemas import stale_schemas
from govtui.model.problem import RENAMED_CODES, Problem, Severity
from govtui.store import saving
from govtui.store.location import is_writable
from govtui.store.registry import Registry

DONE, NOT_CLEAN = 0, 1


class Wanted(NamedTuple):
    """What the command line asks for."""

    asked: tuple[str, ...]
    """Paths and ids."""
    where: str | None
    style: str
    """text or github."""
    only: Collection[str]
    """Codes; all where there is none."""
    strict: bool
    fix: bool
    yes: bool
    every: bool
    texts: str | None


@dataclass(frozen=True, slots=True)
class _Checked:
    """A registry to check, or some files of it."""

    registry: Registry
    only: Collection[str] = ()
    """Codes; all where there is none."""
    files: Collection[str] | None = None
    """None for the whole registry."""
    prefix: str = ""
    """The prefix of printed paths: the registry's folder."""
    index: Index | None = None
    """Its index, if it is at hand."""

    def has(self, problem: Problem) -> bool:
        """Whether a problem is asked for."""
        return (not self.only or problem.code in self.only) and (self.files is None or problem.path in self.files)


def check(session: Session, wanted: Wanted) -> int:
    """Check what is wanted; return the exit status."""
    found: list[Found] = []
    if wanted.fix:
        return run_changes(session, lambda: _outcomes(session, wanted, found))
    status = max(outcome.status for outcome in _outcomes(session, wanted, found))
    if session.form:
        print_lines(
            session, "problem", [machine.problem(problem, one.prefix) for one in found for problem in one.problems]
        )
    return status


def _outcomes(session: Session, wanted: Wanted, found: list[Found]) -> Iterator[Outcome]:
    """Repair, if that is wanted, and check each registry; put what is found into a list, and print it in words."""
    for one in _checked(session, wanted):
        if one.files is not None and not one.files:
            remark_nothing(session)
            yield Outcome(NOT_CLEAN)
            continue
        if wanted.fix:
            from govtui.cli.check_fix import fix

            index = one.index or session.index_of(one.registry)
            beside = bool(session.form) or wanted.style != "text"
            failed, lines = fix(session, one.registry, index, one.has, wanted.yes, beside=beside, prefix=one.prefix)
            yield Outcome(failed or DONE, tuple(lines))
            if failed is not None:
                continue
            one = replace(one, registry=Registry(one.registry.root, read_only=one.registry.read_only), index=None)
        found.append(_found(session, one, wanted.texts))
    if found and not session.form:
        {"text": as_text, "github": as_github}[wanted.style](session, found)
    counted = (
        not problem.muted and (wanted.strict or problem.severity == Severity.ERROR)
        for one in found
        for problem in one.problems
    )
    yield Outcome(NOT_CLEAN if any(counted) else DONE)


def _checked(session: Session, wanted: Wanted) -> Iterator[_Checked]:
    if wanted.every:
        for registry in _every(session):
            yield _Checked(registry, wanted.only, prefix=_from_here(registry))
        return
    chosen = asked_files(session, wanted.asked, wanted.where)
    prefix = _from_here(chosen.registry) if wanted.style == "github" else ""
    yield _Checked(chosen.registry, wanted.only, chosen.files, prefix, chosen.index)


def _found(session: Session, one: _Checked, texts: str | None) -> Found:
    """Return the problems that are asked for."""
    index = one.index or session.index_of(one.registry)
    if not one.registry.read_only:
        saving.sweep(one.registry.root)
    problems = list(filter(one.has, index.problems()))
    more = list(filter(one.has, stale_schemas(one.registry.root)))
    if texts is not None:
        from govtui.cli.held_records import hold

        more += filter(one.has, hold(session, one.registry, texts).problems)
    if more or one.files is not None:
        problems = sorted([*problems, *more], key=lambda problem: problem.order)
        tally = counts_of(problems)
    else:
        tally = index.tally(only=one.only)
    records = index.counts()["all"] if one.files is None else len(one.files)
    return Found(one.registry, index, problems, tally, records, one.prefix)


def _every(session: Session) -> list[Registry]:
    """Return each registry of the git work tree. Raises click.ClickException where there is none."""
    from govtui.store.git import GitFailed, registries

    tr = session.tr
    try:
        found = registries(here())
    except GitFailed as failure:
        words = tr.gettext("There is no git work tree here, so there is no registry to be found in it.")
        words = words if failure.code == "no_work_tree" else standing_sentence(failure.code, tr)
        raise CannotAsk(failure.code, words) from None
    if not found:
        words = tr.gettext(
            "There is no registry in this git work tree: git keeps no registry.toml with “schema” in it. A new one is added with “git add”."
        )
        raise CannotAsk("no_registry", words)
    return [Registry(root, read_only=not is_writable(root)) for root in found]


def _from_here(registry: Registry) -> str:
    """Return a registry's path from the current folder, "" or "data/"; absolute where it is not below."""
    try:
        path = registry.root.resolve().relative_to(here().resolve()).as_posix()
    except ValueError:
        path = registry.root.as_posix()
    return "" if path == "." else f"{path}/"


# codes


def current_codes(session: Session, given: Sequence[str]) -> list[str]:
    """Return problem codes, several of which may be joined by commas, each once. Raises click.UsageError."""
    names = [name for one in given for part in one.split(",") if (name := part.strip())]
    if given and not names:
        raise click.UsageError(session.tr.gettext("--only needs the code of a problem."))
    return list(dict.fromkeys(_current(session, name) for name in names))


def _current(session: Session, code: str) -> str:
    """Return a problem code; of an earlier version's the one in its place, saying so. Raises click.UsageError."""
    tr = session.tr
    if code in RENAMED_CODES:
        words = tr.gettext("“{old}” is now called “{new}”.")
        session.out.words(words.format(old=in_quotes(code), new=in_quotes(RENAMED_CODES[code])), err=True)
        return RENAMED_CODES[code]
    if code not in PROBLEMS:
        near = difflib.get_close_matches(code, PROBLEMS, 1)
        words = tr.gettext("There is no problem code “{code}”.").format(code=in_quotes(code))
        if near:
            words += " " + tr.gettext("Did you mean “{near}”?").format(near=near[0])
        raise click.UsageError(words)
    return code


def explained(session: Session, code: str) -> int:
    """Print why a problem matters; return the exit status."""
    session.out.words(click.wrap_text(why(_current(session, code), session.tr) or "", width=80))
    return DONE
