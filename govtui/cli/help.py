"""`govtui help [COMMAND]`: what the program, or one of its commands, does."""

from __future__ import annotations

import click

from govtui.cli.command import make_command, plain_statuses
from govtui.cli.command_list import no_such_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["command"], required=False, metavar=tr.gettext("[COMMAND]")),
    ]

    def callback(command: str | None) -> int:
        above = click.get_current_context().parent
        assert above is not None and isinstance(above.command, click.Group), "a command of the program"
        if command is None:
            session.out.words(above.get_help())
            return 0
        found = above.command.get_command(above, command)
        if found is None:
            names = above.command.list_commands(above)
            raise click.UsageError(no_such_command(command, names, tr, may_be_folder=False))
        session.out.words(click.Context(found, above, command).get_help())
        return 0

    words = tr.gettext("Show the list of commands, or what one command does and which options it has.")
    more = tr.gettext("“govtui COMMAND -h” shows the same help.")
    return make_command(
        session,
        "help",
        callback,
        params,
        words,
        more,
        plain_statuses(session),
        short=tr.gettext("Show this list, or the help of a command."),
    )
