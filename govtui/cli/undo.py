"""`govtui undo`: takes back what commands saved."""

from __future__ import annotations

import click

from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["step"], required=False, metavar=tr.gettext("[STEP]")),
        click.Option(
            ["--list", "is_list"], is_flag=True, help=tr.gettext("List the changes that are kept, latest first.")
        ),
        click.Option(["--redo"], is_flag=True, help=tr.gettext("Make again what was taken back last.")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
    ]

    def callback(step: str | None, is_list: bool, redo: bool, dry_run: bool) -> int:
        if is_list and (step or redo or dry_run):
            raise click.UsageError(tr.gettext("--list stands alone."))
        from govtui.cli import undo_steps

        if is_list:
            return undo_steps.list_steps(session)
        return undo_steps.undo_step(session, step, redo=redo, dry_run=dry_run)

    words = tr.gettext(
        "Take back the last change that a command saved in this registry, with all its files; again, the one before it."
        " What the screen saves is taken back there."
    )
    more = tr.gettext(
        "STEP is the id of a change in --list. A change is taken back only where all its files are as it left them. The"
        " last 20 are kept."
    )
    examples = [
        ("govtui undo", ""),
        ("govtui undo --list", tr.gettext("what can be taken back")),
        ("govtui undo --redo", tr.gettext("makes it again")),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Take back what a command saved.")
    return make_command(session, "undo", callback, params, *help, short=short, machine=True)
