"""`govtui sync`: fetches what others changed, merges it by field, and sends the commits of this clone."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Option(
            ["--dry-run"],
            is_flag=True,
            help=tr.gettext("Fetch, and show what would be merged and sent; change nothing here, send nothing."),
        ),
        click.Option(
            ["--propose"],
            is_flag=False,
            flag_value="",
            default=None,
            metavar=tr.gettext("[NAME]"),
            help=tr.gettext(
                "Send your commits for review, as a branch of their own, instead of merging them. NAME is the"
                " name of the proposal; by default your name and the date."
            ),
        ),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Agree to what the first sync of a clone asks.")),
        click.Option(
            ["--remote"],
            metavar=tr.gettext("REMOTE"),
            help=tr.gettext(
                "The remote to share this branch with from now on; needed once, where git does not know it."
            ),
        ),
        click.Option(
            ["--branch"],
            metavar=tr.gettext("BRANCH"),
            help=tr.gettext("The branch there; by default the one of the same name."),
        ),
    ]

    def callback(dry_run: bool, propose: str | None, yes: bool, remote: str | None, branch: str | None) -> int:
        from govtui.cli.sync_run import Asked, run

        others = (("--propose", propose), ("--remote", remote), ("--branch", branch))  # these set or send something
        if dry_run and (other := next((name for name, value in others if value is not None), "")):
            raise click.UsageError(
                tr.gettext("{one} and {other} exclude each other.").format(one="--dry-run", other=other)
            )
        return run(session, Asked(dry_run, propose, yes, remote, branch))

    words = tr.gettext("Take in what others changed, merge it with your changes by field, and send yours.")
    about = tr.gettext(
        "What others committed is fetched from the remote and shown by record and field. Where both sides changed a record, it is"
        " merged field by field, with its comments; only fields that both changed differently have to be decided, by a person, in"
        " the program: open it and press c. Until all is decided, nothing is changed here. Nothing is ever forced or lost."
    )
    first = tr.gettext(
        "Only what is committed is shared. The first sync of a clone asks before it connects, and names the programs that git"
        " would run; without a terminal, --yes agrees to them."
    )
    examples = (
        ("govtui sync", ""),
        ("govtui sync --dry-run", ""),
        ("govtui sync --propose", ""),
        ("govtui sync --remote origin --branch main", ""),
    )
    return make_command(
        session,
        "sync",
        callback,
        params,
        words,
        about,
        first,
        example_lines(session, examples),
        tr.gettext(
            "Exit status: 0 done, or nothing to do; 1 something has to be decided first; 2 refused, or it could not be done."
        ),
        short=tr.gettext("Exchange changes with others, merged by field."),
        machine=True,
    )
