"""`govtui import FORMAT FILE`: imports records of another program's file; the plan is shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.limited import limit_option
from govtui.cli.session import Session
from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator
from govtui.interchange.import_formats import IMPORT_FORMATS


class ImportFormatChoice(click.Choice[str]):
    """The format of a file, which is never guessed from its name."""

    def __init__(self, tr: Translator) -> None:
        super().__init__(list(IMPORT_FORMATS))
        self._tr = tr

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in IMPORT_FORMATS:
            return str(value)
        tr = self._tr
        words = tr.gettext(
            "“{value}” is not a format. The format comes before the file and is never guessed; it is one of: "
            "{formats}. “govtui help import” explains them."
        )
        raise click.UsageError(words.format(value=in_quotes(str(value)), formats=", ".join(IMPORT_FORMATS)), ctx)


def format_list(tr: Translator) -> str:
    """Return a paragraph of help with the formats, one a line."""
    cells = max(map(len, IMPORT_FORMATS))
    rows = (f"  {one.key.ljust(cells)}  {tr.pgettext('import', one.label)}" for one in IMPORT_FORMATS.values())
    return "\n".join(["\b", tr.gettext("FORMAT is one of:"), *rows])


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr

    def callback(**given: Any) -> int:
        _require_fitting(given, tr)
        if given["template"]:
            from govtui.cli.import_template import print_template

            return print_template(session, given)
        from govtui.cli.import_run import import_file

        return import_file(session, given)

    words = tr.gettext("Import records from a file of another program; the plan is always shown first.")
    more = tr.gettext(
        "Nothing is written before the plan is shown: which records are new, which are here already, what changes in"
        " them, what has no place, and what is refused. A record is recognised by its identifiers and never merged by its"
        " name: where the name alone agrees, you are asked. What is new is marked as a draft for review and cites the"
        " file as its source; a value that differs stands beside yours as a claim. Importing the same file again changes"
        " nothing."
    )
    file = tr.gettext("FILE is a file, or “-” for standard input.")
    alone = tr.gettext(
        "Where nobody can be asked, the new source bears the name of the file, and records that are unclear are left out;"
        " --answers FILE lists them in a file to be edited. At most 5,000 files are written at once, all or none of"
        " them; “govtui undo” undoes them."
    )
    examples = [
        (
            "govtui import csv ../agencies.csv --map-template > ../columns.toml",
            tr.gettext("a mapping file to be edited"),
        ),
        (
            "govtui import csv ../agencies.csv --map ../agencies.toml --language vi",
            tr.gettext("shows the plan, and asks"),
        ),
        ("govtui import popolo ../bodies.json --language en --dry-run", tr.gettext("only shows the plan")),
        ("govtui import jsonl ../bodies.jsonl --yes", tr.gettext("what “govtui export jsonl” wrote, as it was")),
    ]
    statuses = tr.gettext(
        "Exit status: 0 imported, shown, or nothing to import; 1 refused, with the reasons, or all is unclear; 2 could not"
        " run; 3 somebody else changed the same thing meanwhile."
    )
    help = (words, more, format_list(tr), file, alone, example_lines(session, examples), statuses)
    short = tr.gettext("Import records from a file of another program.")
    return make_command(session, "import", callback, _params(session), *help, short=short, machine=True)


def _params(session: Session) -> list[click.Parameter]:
    tr = session.tr
    return [
        click.Argument(["format"], type=ImportFormatChoice(tr), metavar=tr.gettext("FORMAT")),
        click.Argument(["file"], metavar=tr.gettext("FILE")),
        click.Option(
            ["--map", "mapping"],
            metavar=tr.gettext("FILE"),
            help=tr.gettext("The mapping file: what the columns and the types of the file mean."),
        ),
        click.Option(
            ["--map-template", "template"],
            is_flag=True,
            help=tr.gettext("Print a mapping file for this file, to be edited; import nothing."),
        ),
        click.Option(
            ["--source", "source"],
            metavar=tr.gettext("ID"),
            help=tr.gettext("The source record that is cited; without it one is made for the file."),
        ),
        click.Option(
            ["--language", "language"],
            metavar=tr.gettext("LANGUAGE"),
            help=tr.gettext("The language of texts that do not state theirs, such as vi."),
        ),
        click.Option(
            ["--type", "type_"],
            metavar=tr.gettext("TYPE"),
            help=tr.gettext("The type of records whose type neither the file nor the mapping file tells."),
        ),
        click.Option(
            ["--answers"],
            metavar=tr.gettext("FILE"),
            help=tr.gettext("A file of decisions on unclear records; open questions are added to it."),
        ),
        click.Option(
            ["--take"],
            multiple=True,
            metavar=tr.gettext("FIELD"),
            help=tr.gettext("Overwrite this field where the file differs; “*” for all fields; may be repeated."),
        ),
        click.Option(
            ["--encoding"],
            metavar=tr.gettext("ENCODING"),
            help=tr.gettext("The encoding of a CSV file that is neither UTF-8 nor UTF-16, such as windows-1258."),
        ),
        click.Option(
            ["--people"], is_flag=True, help=tr.gettext("From Popolo: memberships become people of the organizations.")
        ),
        click.Option(
            ["--sources", "with_sources"],
            is_flag=True,
            help=tr.gettext("From Popolo: the sources of a record become source records."),
        ),
        limit_option(session, tr.gettext("Accept at most N records; 100,000 by default.")),
        click.Option(
            ["--skip-refused"],
            is_flag=True,
            help=tr.gettext("Leave out refused records; without this option one refused record refuses all."),
        ),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show the plan; save nothing.")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Import without asking anything.")),
    ]


def _require_fitting(given: Mapping[str, Any], tr: Translator) -> None:
    """Raise click.UsageError for options that the format does not have, or that exclude each other."""
    format = IMPORT_FORMATS[given["format"]]
    words = {
        "map": ("--map", given["mapping"]),
        "language": ("--language", given["language"]),
        "type": ("--type", given["type_"]),
        "encoding": ("--encoding", given["encoding"]),
        "people": ("--people", given["people"]),
        "sources": ("--sources", given["with_sources"]),
    }
    for name, (option, value) in words.items():
        if value and name not in format.takes:
            message = tr.gettext("The format {format} does not take {option}.")
            raise click.UsageError(message.format(format=format.key, option=option))
        if value == "":
            raise click.UsageError(tr.gettext("{option} names nothing.").format(option=option))
    for option in ("source", "answers"):
        if given[option] == "":
            raise click.UsageError(tr.gettext("{option} names nothing.").format(option=f"--{option}"))
    if given["template"]:
        if "map" not in format.takes:
            message = tr.gettext("The format {format} does not take {option}.")
            raise click.UsageError(message.format(format=format.key, option="--map-template"))
        if given["mapping"] or given["yes"] or given["dry_run"]:
            raise click.UsageError(tr.gettext("--map-template imports nothing: leave out --map, --yes and --dry-run."))
    elif format.key == "csv" and given["mapping"] is None:
        raise click.UsageError(
            tr.gettext("A CSV file needs a mapping file, --map FILE; --map-template prints one to begin with.")
        )
