"""`govtui check [PATH]`: prints the problems of a registry, for people, hooks and CI; repairs some."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cache
from typing import NamedTuple

import click

from govtui.cli.check_forms import Found, as_github, as_json, as_text
from govtui.cli.command import make_command
from govtui.cli.session import Session, here
from govtui.i18n.errors import refusal, standing_sentence
from govtui.i18n.formats import in_quotes
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.problems import why
from govtui.index.problem_api import counts_of
from govtui.interchange.stale_schemas import renewed, stale_schemas
from govtui.model.problem import RENAMED_CODES, Problem, Severity
from govtui.store import saving
from govtui.store.files import Unreadable, read
from govtui.store.fixes import fixed
from govtui.store.location import MANIFEST, is_writable
from govtui.store.registry import Registry

FORMATS = ("text", "json", "github")


class _Checked(NamedTuple):
    """A registry to check, or one file of it."""

    registry: Registry
    file: str
    """"" for the whole registry."""
    prefix: str
    """The prefix of printed paths: the registry's folder."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
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
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Repair without asking.")),
        click.Option(["--every"], is_flag=True, help=tr.gettext("Check each registry of the git work tree.")),
        click.Option(
            ["--texts"],
            metavar=tr.gettext("DIR"),
            help=tr.gettext("Also hold the records against the source texts in this folder."),
        ),
        click.Option(["--explain"], metavar=tr.gettext("CODE"), help=tr.gettext("Explain why a problem matters.")),
    ]

    def callback(
        path: str | None,
        style: str,
        only: tuple[str, ...],
        strict: bool,
        fix: bool,
        yes: bool,
        every: bool,
        texts: str | None,
        explain: str | None,
    ) -> int:
        if explain is not None:
            return _explain(session, explain)
        only = tuple(dict.fromkeys(_current(session, code) for code in only))
        if not every:
            registry, chosen = session.registry_or_file(path, may_fall_back=False)
            checked = [_Checked(registry, chosen, _from_here(registry) if style == "github" else "")]
        elif path is None and "registry" not in session.given:
            checked = [_Checked(registry, "", _from_here(registry)) for registry in _every(session)]
        else:
            raise click.UsageError(tr.gettext("--every finds the registries by itself: leave out PATH and --registry."))
        found: list[Found] = []
        status = 0
        for one in checked:

            def asked(problem: Problem, one: _Checked = one) -> bool:
                return (not only or problem.code in only) and (not one.file or problem.path == one.file)

            if fix:
                failed = _fix(session, one.registry, asked, yes, beside=style != "text")
                if failed is not None:
                    status = failed
                    continue
                one = one._replace(registry=Registry(one.registry.root, read_only=one.registry.read_only))
            index = session.index_of(one.registry)
            if not one.registry.read_only:
                saving.sweep(one.registry.root)
            tally = index.tally(only=only, path=one.file)
            problems = list(filter(asked, index.problems()))
            if texts is not None:
                from govtui.cli.held_records import hold

                problems += filter(asked, hold(session, one.registry, texts).problems)
                problems.sort(key=lambda problem: problem.order)
                tally = counts_of(problems)
            if stale := list(filter(asked, stale_schemas(one.registry.root))):
                problems = sorted([*problems, *stale], key=lambda problem: problem.order)
                tally = counts_of(problems)
            found.append(Found(one.registry, index, problems, tally, one.prefix))
        if found:
            {"text": as_text, "json": as_json, "github": as_github}[style](session, found)
        counted = any(not p.muted and (strict or p.severity == Severity.ERROR) for one in found for p in one.problems)
        return status or (1 if counted else 0)

    words = tr.gettext("Check a registry and print its problems.")
    statuses = tr.gettext(
        "Exit status: 0 no errors, 1 errors (with --strict also discrepancies and warnings), 2 could not run."
    )
    return make_command(session, "check", callback, params, words, statuses)


def _current(session: Session, code: str) -> str:
    """Return a problem code; of an earlier version's the one in its place, saying so. Raises click.UsageError."""
    if code in RENAMED_CODES:
        words = session.tr.gettext("“{old}” is now called “{new}”.").format(
            old=in_quotes(code), new=in_quotes(RENAMED_CODES[code])
        )
        session.out.words(words, err=True)
        return RENAMED_CODES[code]
    _known_code(session, code, PROBLEMS)
    return code


def _known_code(session: Session, code: str, codes: Collection[str]) -> None:
    if code not in codes:
        near = difflib.get_close_matches(code, codes, 1)
        words = session.tr.gettext("There is no problem code “{code}”.").format(code=code)
        if near:
            words += " " + session.tr.gettext("Did you mean “{near}”?").format(near=near[0])
        raise click.UsageError(words)


def _explain(session: Session, code: str) -> int:

    code = _current(session, code)
    session.out.words(click.wrap_text(why(code, session.tr) or "", width=80))
    return 0


def _every(session: Session) -> list[Registry]:
    """Return each registry of the git work tree. Raises click.ClickException where there is none."""
    from govtui.store.git import GitFailed, registries

    tr = session.tr
    try:
        found = registries(here())
    except GitFailed as failure:
        words = tr.gettext("There is no git work tree here, so there is no registry to be found in it.")
        raise click.ClickException(
            words if failure.code == "no_work_tree" else standing_sentence(failure.code, tr)
        ) from None
    if not found:
        raise click.ClickException(
            tr.gettext("There is no registry in this git work tree: git keeps no registry.toml with “schema” in it.")
        )
    return [Registry(root, read_only=not is_writable(root)) for root in found]


def _from_here(registry: Registry) -> str:
    """Return a registry's path from the current folder, "" or "data/"; absolute where it is not below."""
    try:
        path = registry.root.resolve().relative_to(here().resolve()).as_posix()
    except ValueError:
        path = registry.root.as_posix()
    return "" if path == "." else f"{path}/"


def _fix(
    session: Session, registry: Registry, asked: Callable[[Problem], bool], yes: bool, *, beside: bool
) -> int | None:
    """Show the repairs, ask, write them; return an exit status, or None to check the files as they are now.

    `asked` selects the problems. `beside`: the diff goes to standard error, since a program reads standard output.
    """
    from govtui.cli.repairs import write_repairs
    from govtui.store.transaction import FileChange

    tr = session.tr
    if registry.is_of_earlier_schema:
        session.out.remark(refusal("old_schema", {"path": MANIFEST}, tr))
        return 2
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
    schemas = renewed(registry.root, [problem.path for problem in stale_schemas(registry.root) if asked(problem)])
    if not changes and not schemas:
        session.out.words(tr.gettext("There is nothing that can be repaired safely."), err=True)
        return None
    for path, text in sorted(changes.items()):
        session.out.diff(path, text_of(path) or "", text, err=beside)
    for path in schemas:  # hundreds of lines, which nobody has written
        session.out.line(tr.gettext("{path}: the schema is written anew.").format(path=path), err=beside)
    stays = tr.gettext("{path} could not be written or was changed meanwhile; it stays as it is.")
    # All or none: a relation that moves is in two files.
    files = [FileChange(path, raw[path], text.encode()) for path, text in sorted(changes.items())]
    files += [FileChange(path, before, after) for path, (before, after) in schemas.items()]
    return write_repairs(session, registry, files, yes, lambda error: stays.format(path=error.values["path"]))
