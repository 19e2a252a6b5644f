"""`govtui export FORMAT [ID…]`: writes records in a format of other programs, and says what the format does not hold."""

from __future__ import annotations

import click

from govtui.cli.asked import about_ids, where_option
from govtui.cli.asked_query import found_statuses
from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session
from govtui.interchange.formats import FORMATS
from govtui.model.kinds import KINDS


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["key"], type=click.Choice(list(FORMATS)), metavar=tr.gettext("FORMAT")),
        click.Argument(["ids"], nargs=-1, metavar=tr.gettext("[ID]...")),
        where_option(session),
        click.Option(["--kind"], type=click.Choice(list(KINDS)), help=tr.gettext("Only records of this kind.")),
        click.Option(
            ["-o", "--output", "output"],
            metavar=tr.gettext("FILE"),
            help=tr.gettext(
                "The file to write, whole or not at all. For formats of single records it may be a folder, which "
                "gets a file for each."
            ),
        ),
        click.Option(["--force"], is_flag=True, help=tr.gettext("Replace a file that is there.")),
        click.Option(
            ["--spreadsheet"],
            is_flag=True,
            help=_of(
                "spreadsheet", tr.gettext("Put an apostrophe before texts that a spreadsheet would take for formulas.")
            ),
            hidden=not _takers("spreadsheet"),
        ),
        click.Option(
            ["--mapping"],
            metavar=tr.gettext("FILE"),
            help=_of(
                "mapping", tr.gettext("Also write the mapping file with which “govtui import” reads the document back.")
            ),
            hidden=not _takers("mapping"),
        ),
        click.Option(
            ["--language"],
            metavar=tr.gettext("LANGUAGE"),
            help=_of("language", tr.gettext("The language to translate into.")),
            hidden=not _takers("language"),
        ),
        click.Option(
            ["--from", "source"],
            metavar=tr.gettext("LANGUAGE"),
            help=_of("from", tr.gettext("The language to translate from; by default that of registry.toml.")),
            hidden=not _takers("from"),
        ),
    ]

    def callback(
        key: str,
        ids: tuple[str, ...],
        where: str | None,
        kind: str | None,
        output: str | None,
        force: bool,
        spreadsheet: bool,
        mapping: str | None,
        language: str | None,
        source: str | None,
    ) -> int:
        from govtui.cli.export_run import Asked, output_path, run

        given = {
            "spreadsheet": "yes" if spreadsheet else None,
            "mapping": mapping,
            "language": language,
            "from": source,
        }
        options = {name: value for name, value in given.items() if value is not None}
        return run(session, Asked(FORMATS[key], ids, where, kind, output_path(output), force, options))

    words = tr.gettext("Write records in a format of other programs: all of them, or those that are named.")
    about = tr.gettext(
        "Records are in the order of their ids, and the same records give the same bytes. What a format does not "
        "hold is reported on standard error, with the number of records. Without -o the document is printed."
    )
    cells = max(map(len, FORMATS))
    formats = [f"  {one.key.ljust(cells)}  {tr.pgettext('copy', one.label)}" for one in FORMATS.values()]
    when = tr.gettext(
        "A time in the document is that of the newest commit, or what SOURCE_DATE_EPOCH says. --json and --jsonl tell what was "
        "written, so they need -o."
    )
    examples = (
        ("govtui export jsonld -o records.jsonld", ""),
        ("govtui export bibtex --kind source > sources.bib", ""),
        ("govtui export markdown --where country:KR -o korea.md", ""),
    )
    return make_command(
        session,
        "export",
        callback,
        params,
        words,
        "\n".join(["\b", tr.gettext("Formats:"), *formats]),
        about,
        about_ids(session),
        when,
        example_lines(session, examples),
        found_statuses(session),
        short=tr.gettext("Write records in a format of other programs."),
        machine=True,
    )


def _takers(option: str) -> list[str]:
    """Return the keys of the formats that take an option."""
    return [one.key for one in FORMATS.values() if option in one.takes]


def _of(option: str, help: str) -> str:
    return f"[{', '.join(_takers(option))}] {help}"
