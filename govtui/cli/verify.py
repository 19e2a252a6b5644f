"""`govtui verify [PATH | ID]…`: holds records against the texts of their sources, and lists what no record has."""

from __future__ import annotations

import click

from govtui.cli.asked_files import about_files, file_params
from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session

FORMATS = ("text", "github")


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *file_params(session),
        click.Option(["--texts"], metavar=tr.gettext("DIR"), help=tr.gettext("The folder of the source texts.")),
        click.Option(
            ["--record", "records"],
            multiple=True,
            metavar=tr.gettext("ID"),
            help=tr.gettext("Only this record; the same as ID."),
        ),
        click.Option(
            ["--source", "sources"],
            multiple=True,
            metavar=tr.gettext("ID"),
            help=tr.gettext("Only the text of this source."),
        ),
        click.Option(
            ["--unrecorded", "open_lines"],
            is_flag=True,
            help=tr.gettext("Also list the lines that no record cites; in JSON, list them instead of the findings."),
        ),
        click.Option(
            ["--format", "style"],
            type=click.Choice(FORMATS),
            help=tr.gettext("How problems are printed: as text, or as annotations of GitHub Actions."),
        ),
        click.Option(["--strict"], is_flag=True, help=tr.gettext("Warnings, too, end with exit status 1.")),
        click.Option(
            ["--fix"],
            is_flag=True,
            help=tr.gettext("Cite the line that states what the cited lines do not; the changes are shown first."),
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Repair without asking.")),
    ]

    def callback(
        asked: tuple[str, ...],
        where: str | None,
        texts: str | None,
        records: tuple[str, ...],
        sources: tuple[str, ...],
        open_lines: bool,
        style: str | None,
        strict: bool,
        fix: bool,
        yes: bool,
    ) -> int:
        from govtui.cli.verify_run import Wanted, verify

        if style is not None and session.form:
            raise click.UsageError(tr.gettext("--json, --jsonl and --format exclude each other."))
        if fix and open_lines and session.form:
            raise click.UsageError(tr.gettext("In JSON, --fix and --unrecorded exclude each other."))
        wanted = Wanted((*asked, *records), where, texts, sources, open_lines, style or FORMATS[0], strict, fix, yes)
        return verify(session, wanted)

    words = tr.gettext("Compare records with the texts of their sources.")
    statuses = tr.gettext(
        "Exit status: 0 no errors, 1 errors (with --strict also warnings) or no record was found, 2 could not run or"
        " there are no source texts."
    )
    examples = (
        ("govtui verify --texts ~/texts", ""),
        ("govtui verify unpog --fix", ""),
        ("govtui verify --source qlnn-2019-unpog --unrecorded", ""),
    )
    help = (words, about_files(session), example_lines(session, examples), statuses)
    return make_command(session, "verify", callback, params, *help, machine=True)
