"""`govtui rename OLD NEW`: gives a record another id and updates every reference to it."""

from __future__ import annotations

import click

from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["old"], metavar=tr.gettext("OLD")),
        click.Argument(["new"], metavar=tr.gettext("NEW")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("List the files that would change; save nothing.")),
    ]

    def callback(old: str, new: str, dry_run: bool) -> int:
        from govtui.cli.rename_record import rename_record

        return rename_record(session, old, new, dry_run=dry_run)

    words = tr.gettext("Give a record another id; every reference to it is updated.")
    more = tr.gettext(
        "The old id is kept among the record's former ids and still leads to it. A renaming that was interrupted is"
        " finished first."
    )
    examples = [
        ("govtui rename --dry-run unpog un-unpog", tr.gettext("lists the files that would change")),
        ("govtui rename unpog un-unpog", ""),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Give a record another id.")
    return make_command(session, "rename", callback, params, *help, short=short, machine=True)
