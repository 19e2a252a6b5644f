"""`govtui migrate [PATH] [--write] [--only STEP] [--report]`: brings the files of a registry to the current schema."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.problem_lines import place_of
from govtui.cli.session import Session
from govtui.edit.migration_plan import MigrationPlan, carry_out, plan, silences_in
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.migration_texts import changes_words, question_words
from govtui.i18n.problems import sentence
from govtui.model.migration import STEPS
from govtui.store.registry import Registry


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(["--write"], is_flag=True, help=tr.gettext("Write the files, all or none.")),
        click.Option(
            ["--only"], metavar=tr.gettext("STEP"), type=click.Choice(STEPS), help=tr.gettext("One step only.")
        ),
        click.Option(
            ["--report"],
            is_flag=True,
            help=tr.gettext("List the sentences that say what sources do not say, with the fields they name."),
        ),
    ]

    def callback(path: str | None, write: bool, only: str | None, report: bool) -> int:
        if report and (write or only):
            raise click.UsageError(tr.gettext("--report changes nothing: leave out --write and --only."))
        registry = session.registry(path, may_fall_back=False)
        return _report(session, registry) if report else _migrate(session, registry, write, only or "")

    words = tr.gettext("Bring the files of a registry to the form of this version.")
    more = tr.gettext(
        "Without --write it shows what would change. Comments, order and layout stay; git is not touched. What a person"
        " must decide is listed, and left as it is; so are files that cannot be read or have the form of a later version."
    )
    examples = [
        ("govtui migrate", tr.gettext("shows what would change")),
        ("govtui migrate --write", tr.gettext("changes the files")),
        ("govtui migrate --report", tr.gettext("lists what the texts say of the silence of sources")),
    ]
    statuses = tr.gettext(
        "Exit status: 0 written, shown, or nothing to change; 1 refused, or some files stay as they are; 2 could not run."
    )
    return make_command(session, "migrate", callback, params, words, more, example_lines(session, examples), statuses)


def _migrate(session: Session, registry: Registry, write: bool, only: str) -> int:
    tr, out = session.tr, session.out
    planned = plan(registry, only)
    if not write:
        for change in planned.changes:
            out.diff(change.path, (change.before or b"").decode(), (change.after or b"").decode())
    _tell_left(session, planned)
    if planned.refused:
        out.words(tr.gettext("Nothing was changed."), err=True)
        return 1
    status = 1 if planned.left else 0
    if not planned.changes:
        out.words(tr.gettext("There is nothing to migrate."), err=True)
        return status
    n = len(planned.changes)
    if not write:
        words = tr.ngettext(
            "{n} file would change; “govtui migrate --write” changes it.",
            "{n} files would change; “govtui migrate --write” changes them.",
            n,
        )
        out.words(words.format(n=number(n, tr)), err=True)
        return status
    try:
        carry_out(registry, planned)
    except EditRefused as error:
        out.line(refusal(error.code, error.values, tr), err=True)
        out.words(tr.gettext("Nothing was changed."), err=True)
        return 2
    out.words(changes_words(n, tr))
    return status


def _tell_left(session: Session, planned: MigrationPlan) -> None:
    """Print what a person must decide, and which files stay as they are."""
    tr, out = session.tr, session.out
    for path, one in planned.questions:
        out.line(f"{path}: {one.path}: {question_words(one, tr)}", err=True)
    for problem in planned.left:
        out.line(f"{place_of(problem)}: {sentence(problem, tr)}", err=True)
    if n := len(planned.left):
        words = tr.ngettext("{n} file stays as it is.", "{n} files stay as they are.", n)
        out.words(words.format(n=number(n, tr)), err=True)
    for path in planned.refused:
        out.line(tr.gettext("{path} cannot be changed without losing something.").format(path=path), err=True)


def _report(session: Session, registry: Registry) -> int:
    """Print each sentence about silence with the gaps that it names, and how many there are."""
    tr, out = session.tr, session.out
    found = list(silences_in(registry, tr.language))
    for path, one in found:
        gaps = ", ".join(f'"{gap}"' for gap in one.gaps)
        told = f"gaps = [{gaps}]" if gaps else tr.gettext("(names no field)")
        out.line(f"{path}: {one.field}.{one.language}: {one.sentence}")
        out.line(f"    {told}")
    n, named = len(found), sum(1 for _, one in found if one.gaps)
    words = tr.ngettext(
        "{n} sentence says what sources do not say; {named} of them name a field.",
        "{n} sentences say what sources do not say; {named} of them name a field.",
        n,
    )
    out.words(words.format(n=number(n, tr), named=number(named, tr)), err=True)
    return 0
