"""`govtui completion SHELL`: prints the script by which a shell completes govtui's command lines."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command, plain_statuses
from govtui.cli.session import Session
from govtui.cli.shells import SCRIPTS


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["shell"], type=click.Choice(list(SCRIPTS)), metavar=tr.gettext("SHELL")),
    ]

    def callback(shell: str) -> int:
        session.out.verbatim(SCRIPTS[shell])
        return 0

    words = tr.gettext(
        "Print the script by which bash, zsh or fish completes commands, options, ids, fields and their values with Tab."
    )
    more = tr.gettext(
        "Ids and values come from the index that govtui keeps for a registry: none are offered until the registry has"
        " been opened for the first time."
    )
    examples = [
        ("""echo 'eval "$(govtui completion bash)"' >> ~/.bashrc""", tr.gettext("takes effect in the next bash")),
        ("""echo 'eval "$(govtui completion zsh)"' >> ~/.zshrc""", tr.gettext("after the line with compinit")),
        ("govtui completion fish > ~/.config/fish/completions/govtui.fish", ""),
    ]
    short = tr.gettext("Print a script for completion with Tab in bash, zsh or fish.")
    return make_command(
        session,
        "completion",
        callback,
        params,
        words,
        more,
        example_lines(session, examples),
        plain_statuses(session),
        short=short,
    )
