"""`govtui check [PATH | ID]…`: prints the problems of a registry, for people, hooks, CI and programs; repairs some."""

from __future__ import annotations

import click

from govtui.cli.asked_files import about_files, file_params
from govtui.cli.command import FormatChoice, example_lines, make_command
from govtui.cli.session import Session

FORMATS = ("text", "github")


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *file_params(session),
        click.Option(
            ["--format", "style"],
            type=FormatChoice(FORMATS, ("json",), tr),
            help=tr.gettext("How problems are printed: as text, or as annotations of GitHub Actions."),
        ),
        click.Option(
            ["--only"],
            multiple=True,
            metavar=tr.gettext("CODE,..."),
            help=tr.gettext("Only problems with these codes."),
        ),
        click.Option(
            ["--strict"], is_flag=True, help=tr.gettext("Discrepancies and warnings, too, end with exit status 1.")
        ),
        click.Option(
            ["--fix"], is_flag=True, help=tr.gettext("Repair what can be repaired safely; the changes are shown first.")
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Repair without asking.")),
        click.Option(["--every"], is_flag=True, help=tr.gettext("Check every registry in this git work tree.")),
        click.Option(
            ["--texts"],
            metavar=tr.gettext("DIR"),
            help=tr.gettext("Also compare the records with the source texts in this folder."),
        ),
        click.Option(["--explain"], metavar=tr.gettext("CODE"), help=tr.gettext("Explain why a problem matters.")),
    ]

    def callback(
        asked: tuple[str, ...],
        where: str | None,
        style: str | None,
        only: tuple[str, ...],
        strict: bool,
        fix: bool,
        yes: bool,
        every: bool,
        texts: str | None,
        explain: str | None,
    ) -> int:
        from govtui.cli.check_run import Wanted, check, current_codes, explained

        if explain is not None:
            if session.form:
                raise click.UsageError(
                    tr.gettext("--explain prints words, so it goes with neither --json nor --jsonl.")
                )
            return explained(session, explain)
        if style is not None and session.form:
            raise click.UsageError(tr.gettext("--json, --jsonl and --format exclude each other."))
        if every and (asked or where is not None or "registry" in session.given):
            raise click.UsageError(
                tr.gettext("--every finds the registries by itself: leave out PATH, ID, --where and --registry.")
            )
        codes = current_codes(session, only)
        wanted = Wanted(asked, where, style or FORMATS[0], codes, strict, fix, yes, every, texts)
        return check(session, wanted)

    words = tr.gettext("Check a registry, or some of its records, and print the problems.")
    more = tr.gettext(
        "Records are checked together with all others. With --fix, --json and --jsonl print the changes, otherwise"
        " the problems."
    )
    examples = [
        ("govtui check", ""),
        ("govtui check unpog events/ogp-asia-pacific-2018.toml", ""),
        ("govtui check --only dangling,cycle --jsonl", ""),
        ("govtui check --every --strict", tr.gettext("every registry in this git work tree")),
    ]
    statuses = tr.gettext(
        "Exit status: 0 no errors, 1 errors (with --strict also discrepancies and warnings) or no record was found, 2"
        " could not run."
    )
    help = (words, about_files(session), more, example_lines(session, examples), statuses)
    return make_command(
        session,
        "check",
        callback,
        params,
        *help,
        machine=True,
        short=tr.gettext("Check a registry and print its problems."),
    )
