"""`govtui merge-file BASE MINE THEIRS [PATH]`: merges a record's file by field, as git asks a merge driver for it."""

from __future__ import annotations

import click

from govtui.cli.command import Count, example_lines, make_command
from govtui.cli.session import Session

MOST_SIGNS = 200
"""The longest conflict marker."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *(click.Argument([name.lower()], metavar=name) for name in ("BASE", "MINE", "THEIRS")),
        click.Argument(["path"], required=False, metavar=tr.gettext("[PATH]")),
        click.Option(
            ["--check"], is_flag=True, help=tr.gettext("Write nothing; only list the conflicts that there would be.")
        ),
        click.Option(
            ["--marker-size"],
            type=Count(tr, MOST_SIGNS),
            default=7,
            metavar=tr.gettext("N"),
            help=tr.gettext("The length of conflict markers."),
        ),
        click.Option(
            ["-L", "names"],
            multiple=True,
            metavar=tr.gettext("NAME"),
            help=tr.gettext("The name after a conflict marker: first for MINE, then for BASE, then for THEIRS."),
        ),
    ]

    def callback(
        base: str, mine: str, theirs: str, path: str | None, check: bool, marker_size: int, names: tuple[str, ...]
    ) -> int:
        from govtui.cli.merge_file_run import Asked, merge_files

        if len(names) > 3:
            raise click.UsageError(tr.gettext("-L takes at most three names."))
        return merge_files(Asked(base, mine, theirs, path or "", check, marker_size, names), session)

    words = tr.gettext("Merge two versions of a record's file by field, for git.")
    more = tr.gettext(
        "MINE and THEIRS both come from BASE. The result is written to MINE: what only one side changed is"
        " taken, and where both changed a field or a comment differently, both versions of its lines are put"
        " between conflict markers. A file that is not a record, or has the form of another version of govtui,"
        " is merged by lines, as git does it. PATH is the file's path from the top of the work tree."
    )
    driver = tr.gettext("“govtui init” and “govtui doctor --fix” can set git to call it.")
    examples = [
        ("govtui merge-file ../base.toml ../mine.toml ../theirs.toml", tr.gettext("writes mine.toml")),
        ("govtui merge-file ../base.toml ../mine.toml ../theirs.toml --check", tr.gettext("lists the conflicts")),
    ]
    statuses = tr.gettext("Exit status: 0 merged, 1 conflicts are left, 2 could not run.")
    help = (words, more, driver, example_lines(session, examples), statuses)
    return make_command(session, "merge-file", callback, params, *help, machine=True)
