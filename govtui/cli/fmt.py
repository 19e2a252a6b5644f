"""`govtui fmt [PATH | ID]…`: formats records: tables and keys in one order, with their comments; no value changes."""

from __future__ import annotations

import click

from govtui.cli.asked_files import about_files, file_params
from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *file_params(session),
        click.Option(
            ["--check"], is_flag=True, help=tr.gettext("Only list the files that would change, as for a git hook.")
        ),
        click.Option(
            ["--diff", "--dry-run", "diff"],
            is_flag=True,
            help=tr.gettext("Show what would change as a diff; save nothing."),
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Change the files without asking.")),
    ]

    def callback(asked: tuple[str, ...], where: str | None, check: bool, diff: bool, yes: bool) -> int:
        from govtui.cli.fmt_run import format_records

        if yes and (check or diff):
            raise click.UsageError(tr.gettext("--yes changes files, --check and --diff do not: use one or the other."))
        return format_records(session, asked, where, check=check, diff=diff, yes=yes)

    words = tr.gettext("Format records: tables and keys in the usual order, each with its comments.")
    more = tr.gettext(
        "Texts are put into NFC, lines end with LF, and one blank line stands between tables. Values, the order of"
        " items and the columns of = stay as they are. A file with errors, or one that would lose anything, is left"
        " unchanged. All files are written or none; “govtui undo” undoes it."
    )
    examples = [
        ("govtui fmt", tr.gettext("shows what would change, and asks")),
        ("govtui fmt --check", tr.gettext("for a git hook: exit status 1 if a file would change")),
        ("govtui fmt unpog --yes", tr.gettext("one record")),
        ("govtui fmt --where kind:event --diff", tr.gettext("shows what would change in all events")),
    ]
    statuses = tr.gettext(
        "Exit status: 0 formatted, shown, or nothing to change; 1 refused, or some files stay as they are, and with"
        " --check also if a file would change; 2 could not run; 3 somebody else changed a file meanwhile."
    )
    help = (words, more, about_files(session), example_lines(session, examples), statuses)
    return make_command(session, "fmt", callback, params, *help, machine=True, short=tr.gettext("Format records."))
