"""`govtui publish DIR`: writes the registry as a website that any web server, or a disk, can show."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["folder"], metavar=tr.gettext("DIR")),
        click.Option(
            ["--where"], metavar=tr.gettext("QUERY"), help=tr.gettext("Only the records that this query finds.")
        ),
        click.Option(
            ["--url"],
            metavar=tr.gettext("URL"),
            help=tr.gettext("The web address of the site; search engines and feed readers need it in the pages."),
        ),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would be written; write nothing.")),
    ]

    def callback(folder: str, where: str | None, url: str | None, dry_run: bool) -> int:
        from govtui.cli.publish_run import Asked, run, site_url

        return run(session, Asked(folder, where, site_url(session, url), dry_run))

    words = tr.gettext(
        "Write the registry as a website: a page for each record, lists, search, in every language of the interface."
    )
    about = tr.gettext(
        "DIR is an empty folder, a new one, or a site that this command wrote before: then only what changed is "
        "written, and what no longer belongs to the site is removed. Other files in it stay. DIR must be outside "
        "the folder of the registry."
    )
    where = tr.gettext(
        "With --where only the records that the query finds are on the site; names of others are plain text there. Comments in files, "
        "and values of “x” that registry.toml does not declare, are never published."
    )
    examples = (
        ("govtui publish ../public", ""),
        ("govtui publish ../public --url https://registry.example.org/", ""),
        ("govtui publish ../korea --where country:KR --dry-run", ""),
    )
    return make_command(
        session,
        "publish",
        callback,
        params,
        words,
        about,
        where,
        example_lines(session, examples),
        tr.gettext("Exit status: 0 written, or nothing to write; 1 the query finds nothing; 2 could not run."),
        short=tr.gettext("Write the registry as a website."),
        machine=True,
    )
