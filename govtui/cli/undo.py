"""`govtui undo`: undoes what commands saved."""

from __future__ import annotations

import click

from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["step"], required=False, metavar=tr.gettext("[CHANGE]")),
        click.Option(
            ["--list", "is_list"], is_flag=True, help=tr.gettext("List the changes that are kept, latest first.")
        ),
        click.Option(["--redo"], is_flag=True, help=tr.gettext("Redo the change that was undone last.")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
    ]

    def callback(step: str | None, is_list: bool, redo: bool, dry_run: bool) -> int:
        if is_list and (step or redo or dry_run):
            raise click.UsageError(tr.gettext("--list goes with no other argument or option."))
        from govtui.cli import undo_steps

        if is_list:
            return undo_steps.list_steps(session)
        return undo_steps.undo_step(session, step, redo=redo, dry_run=dry_run)

    words = tr.gettext(
        "Undo the last change that a command saved in this registry, in all its files; run again, it undoes the one"
        " before. What was saved on the screen is undone there."
    )
    more = tr.gettext(
        "CHANGE is the id of a change in --list. A change is undone only if all its files are still as it left them."
        " The last 20 changes are kept."
    )
    examples = [
        ("govtui undo", ""),
        ("govtui undo --list", tr.gettext("changes that can be undone")),
        ("govtui undo --redo", tr.gettext("redoes the change")),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Undo a change that a command saved.")
    return make_command(session, "undo", callback, params, *help, short=short, machine=True)
