"""`govtui new KIND`: creates a record, after listing those with similar names."""

from __future__ import annotations

from typing import Any

import click

from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES
from govtui.model.kinds import KINDS


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    names = [
        click.Option(
            [f"--name-{language}", f"name_{language}"],
            metavar=tr.gettext("NAME"),
            help=tr.gettext("The name in {language}; of a source, its title.").format(
                language=label("language", language, tr)
            ),
        )
        for language in LANGUAGES
    ]
    params: list[click.Parameter] = [
        click.Argument(["kind"], type=click.Choice(KINDS), metavar=tr.gettext("KIND")),
        click.Argument(["assignments"], nargs=-1, metavar=tr.gettext("[FIELD=VALUE]...")),
        *names,
        click.Option(["--type", "type_"], metavar=tr.gettext("TYPE"), help=tr.gettext("The type within its kind.")),
        click.Option(["--id"], metavar=tr.gettext("ID"), help=tr.gettext("The id; else one is made of the name.")),
        click.Option(["--dry-run"], is_flag=True, help=tr.gettext("Show what would change; save nothing.")),
        click.Option(
            ["--insist", "force"],
            is_flag=True,
            help=tr.gettext("Save even if there are errors or a record with this name."),
        ),
    ]

    def callback(**given: Any) -> int:
        from govtui.cli.new_record import new_record

        return new_record(session, given)

    words = tr.gettext("Create a new record. KIND is organization, declaration, event or source.")
    more = tr.gettext(
        "Records with similar names are shown first; if one has exactly this name, the new record is not "
        "saved. The status is “unknown” unless one is given."
    )
    examples = [
        ('govtui new organization --type ministry --name-vi "Bộ Tư pháp"', ""),
        ('govtui new event --type forum --name-vi "APGF 3" --name-en "3rd APGF" \\', ""),
        ("    --id apgf-3 date=2016-09 place.country=VN relations.hosted_by+=vn-moha", ""),
        ('govtui new source --type article --name-vi "…" published=2022-08-05', ""),
    ]
    help = (words, more, example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Create a new record.")
    return make_command(session, "new", callback, params, *help, short=short, machine=True)
