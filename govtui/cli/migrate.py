"""`govtui migrate [PATH] [--write] [--only STEP] [--report]`: brings the files of a registry to the current schema."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session
from govtui.model.migration import STEPS


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(["--write"], is_flag=True, help=tr.gettext("Write the files, all or none.")),
        click.Option(
            ["--only"], metavar=tr.gettext("STEP"), type=click.Choice(STEPS), help=tr.gettext("One step only.")
        ),
        click.Option(
            ["--report"],
            is_flag=True,
            help=tr.gettext("List the sentences that say what sources do not say, with the fields they name."),
        ),
    ]

    def callback(path: str | None, write: bool, only: str | None, report: bool) -> int:
        from govtui.cli.migrate_run import migrate, tell_silences

        if report and (write or only):
            raise click.UsageError(tr.gettext("--report changes nothing: leave out --write and --only."))
        registry = session.registry(path, may_fall_back=False)
        return tell_silences(session, registry) if report else migrate(session, registry, write, only or "")

    words = tr.gettext("Bring the files of a registry to the form of this version.")
    more = tr.gettext(
        "Without --write it shows what would change. Comments, order and layout stay; git is not touched. What a person"
        " must decide is listed, and left as it is; so are files that cannot be read or have the form of a later version."
    )
    examples = [
        ("govtui migrate", tr.gettext("shows what would change")),
        ("govtui migrate --write", tr.gettext("changes the files")),
        ("govtui migrate --report", tr.gettext("lists what the texts say of the silence of sources")),
    ]
    statuses = tr.gettext(
        "Exit status: 0 written, shown, or nothing to change; 1 refused, or some files stay as they are; 2 could not run."
    )
    help = (words, more, example_lines(session, examples), statuses)
    return make_command(session, "migrate", callback, params, *help, machine=True)
