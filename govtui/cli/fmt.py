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
            ["--check"], is_flag=True, help=tr.gettext("Only list the files that would change, as a hook does.")
        ),
        click.Option(["--diff", "--dry-run", "diff"], is_flag=True, help=tr.gettext("Only show what would change.")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Change the files without asking.")),
    ]

    def callback(asked: tuple[str, ...], where: str | None, check: bool, diff: bool, yes: bool) -> int:
        from govtui.cli.fmt_run import format_records

        if yes and (check or diff):
            raise click.UsageError(tr.gettext("--yes changes files, --check and --diff do not: leave one out."))
        return format_records(session, asked, where, check=check, diff=diff, yes=yes)

    words = tr.gettext("Format records: tables and keys in the usual order, each with the comments at it.")
    more = tr.gettext(
        "Texts are put into NFC, lines end with LF, tables are set apart by one blank line. Values, the order of items and"
        " the columns of = stay as they are. A file stays as it is where it has errors, or would lose anything. All files"
        " are written or none, and “govtui undo” takes it back."
    )
    examples = [
        ("govtui fmt", tr.gettext("shows what would change, and asks")),
        ("govtui fmt --check", tr.gettext("for a hook: exit status 1 where something would change")),
        ("govtui fmt unpog --yes", tr.gettext("one record")),
        ("govtui fmt --where kind:event --diff", tr.gettext("shows it for all events")),
    ]
    statuses = tr.gettext(
        "Exit status: 0 formatted, shown, or nothing to change; 1 with --check something would change, you said no, or"
        " some files stay as they are; 2 could not run; 3 somebody else changed a file meanwhile."
    )
    help = (words, more, about_files(session), example_lines(session, examples), statuses)
    return make_command(session, "fmt", callback, params, *help, machine=True, short=tr.gettext("Format records."))
