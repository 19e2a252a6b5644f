"""`govtui merge KEEP GONE`: merges two records about the same thing."""

from __future__ import annotations

import click

from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    field = tr.gettext("FIELD")
    params: list[click.Parameter] = [
        click.Argument(["kept"], metavar=tr.gettext("KEEP")),
        click.Argument(["gone"], metavar=tr.gettext("GONE")),
        click.Option(
            ["--take"],
            multiple=True,
            metavar=field,
            help=tr.gettext(
                "Where the two differ in this field, take the value of GONE. “comments”: put comments that have no"
                " place at the end."
            ),
        ),
        click.Option(
            ["--keep"],
            multiple=True,
            metavar=field,
            help=tr.gettext(
                "Where the two differ in this field, leave the value of KEEP and drop the other if no source has it."
            ),
        ),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Merge without asking.")),
        click.Option(["--insist", "force"], is_flag=True, help=tr.gettext("Save even if the change causes errors.")),
    ]

    def callback(
        kept: str, gone: str, take: tuple[str, ...], keep: tuple[str, ...], dry_run: bool, yes: bool, force: bool
    ) -> int:
        from govtui.cli.merge_records import merge_records

        return merge_records(session, kept, gone, take, keep, dry_run=dry_run, yes=yes, force=force)

    words = tr.gettext(
        "Merge two records of one thing: KEEP gets what GONE has, every reference to GONE leads to KEEP, and the file of"
        " GONE is removed."
    )
    differing = tr.gettext(
        "Values of KEEP stand. Another value of GONE is kept as a claim of its source; without a source you decide, by"
        " --take or --keep. Names of GONE become other names, its id a former id. All files are written, or none;"
        " “govtui undo” takes it back."
    )
    examples = [
        ("govtui merge --dry-run kr-mois kr-government", tr.gettext("shows what would change")),
        ("govtui merge kr-mois kr-government --take type --yes", ""),
    ]
    help = (words, differing, example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Merge two records about the same thing.")
    return make_command(session, "merge", callback, params, *help, short=short, machine=True)
