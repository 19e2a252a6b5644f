"""`govtui rm [ID…]`: removes records, unless others refer to them."""

from __future__ import annotations

import click

from govtui.cli.asked import about_ids, asked_params
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *asked_params(session),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Remove several records without asking.")),
        click.Option(
            ["--insist", "force"], is_flag=True, help=tr.gettext("Remove it even if other records refer to it.")
        ),
    ]

    def callback(ids: tuple[str, ...], where: str | None, dry_run: bool, yes: bool, force: bool) -> int:
        from govtui.cli.rm_records import remove_records

        return remove_records(session, ids, where, dry_run=dry_run, yes=yes, force=force)

    words = tr.gettext("Remove a record. What refers to it is shown; then it is removed only with --insist.")
    several = tr.gettext(
        "Several records are removed together, all or none; references among them do not count. “govtui undo” brings"
        " them back."
    )
    examples = [
        ("govtui rm --dry-run unpog", tr.gettext("shows what refers to it")),
        ("govtui rm unpog", ""),
        ("govtui rm --where 'missing:en status:unknown' --dry-run", tr.gettext("all records that a query finds")),
    ]
    help = (words, several, about_ids(session), example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Remove records.")
    return make_command(session, "rm", callback, params, *help, short=short, machine=True)
