"""`govtui set [ID…] FIELD=VALUE…`: changes fields of records and leaves everything else as it is."""

from __future__ import annotations

import click

from govtui.cli.asked import about_ids, where_option
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, required=True, metavar=tr.gettext("[ID]... FIELD=VALUE...")),
        where_option(session),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Change several records without asking.")),
        click.Option(
            ["--skip-refused"],
            is_flag=True,
            help=tr.gettext(
                "Leave out the records that are refused; without this option, one refusal leaves all records unchanged."
            ),
        ),
        click.Option(["--insist", "force"], is_flag=True, help=tr.gettext("Save even if the change causes errors.")),
    ]

    def callback(
        words: tuple[str, ...], where: str | None, dry_run: bool, yes: bool, skip_refused: bool, force: bool
    ) -> int:
        from govtui.cli.set_fields import set_fields

        return set_fields(session, words, where, dry_run=dry_run, yes=yes, skip_refused=skip_refused, force=force)

    words = tr.gettext("Change fields of a record; comments, order and layout of its file stay as they are.")
    several = tr.gettext(
        "Several records are changed together: what would change is shown first, then all of it is saved or nothing;"
        " “govtui undo” undoes it."
    )
    fields = tr.gettext(
        "FIELD is a path as “govtui check” prints it. VALUE is plain text; for a number, a list or a table, "
        "what a TOML file would have. FIELD= removes the field; FIELD+=VALUE adds to a list, FIELD-=VALUE "
        "removes from it. FIELD=@FILE takes the text of a file, FIELD=@- that of standard input; a value that begins"
        " with @ is written @@…."
    )
    examples = [
        ("govtui set unpog status=inactive", ""),
        ('govtui set unpog name.en="UN Project Office on Governance"', ""),
        ("govtui set unpog place.city.vi=Seoul place.city.en=Seoul", ""),
        ("govtui set unpog sdg+=16.6 relations.supported_by-=kr-mois", tr.gettext("adds to a list, removes from it")),
        ('govtui set unpog \'aka+={text="UNPOG", type="acronym"}\'', tr.gettext("one more item")),
        ("govtui set unpog aka.unpog.type=alias", tr.gettext("an item, by its name")),
        ("govtui set unpog dissolved=", tr.gettext("removes the field")),
        ("govtui set --where 'type:forum year:2018' status=held", tr.gettext("all records that a query finds")),
        ("govtui search type:forum --ids | govtui set - status=held --yes", tr.gettext("ids from another command")),
        ("govtui set unpog summary.en=@summary.txt", tr.gettext("the text of a file")),
    ]
    help = (words, several, fields, about_ids(session), example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Change fields of a record, or of many at once.")
    return make_command(session, "set", callback, params, *help, short=short, machine=True)
