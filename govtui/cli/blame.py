"""`govtui blame ID [FIELD]...`: prints who last changed each field of a record, and when, as git has it."""

from __future__ import annotations

import click

from govtui.cli.asked import asked_card
from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session
from govtui.store.files import printable

FOUND, NOTHING = 0, 1
"""Exit statuses."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["id"], metavar=tr.gettext("ID")),
        click.Argument(["fields"], nargs=-1, metavar=tr.gettext("[FIELD]...")),
    ]

    def callback(id: str, fields: tuple[str, ...]) -> int:
        from govtui.cli.blame_table import blame_lines, checked_fields, print_blame
        from govtui.cli.lines import print_lines
        from govtui.cli.log_versions import history_of

        registry, index = session.registry(may_fall_back=False), session.index(may_fall_back=False)
        card = asked_card(session, index, registry.root, printable(id))
        past = history_of(session, registry, card)
        asked = checked_fields(session, past, card, [printable(one) for one in fields])
        if session.form:
            lines = blame_lines(card.key, past, asked)
            print_lines(session, "blame", lines)
            return FOUND if lines else NOTHING
        return FOUND if print_blame(session, card, past, asked, session.context(registry, index)) else NOTHING

    words = tr.gettext("Show who last changed each field of a record, and when.")
    fields = tr.gettext(
        "FIELD is a path as “govtui check” prints it: only that field, with what is in it, even if it was removed."
        " “govtui log ID --field FIELD” shows all its changes."
    )
    statuses = tr.gettext(
        "Exit status: 0 done, 1 the record has never had such a field, 2 could not run, or there is no such record."
    )
    examples = [("govtui blame unpog", ""), ("govtui blame unpog name.en", ""), ("govtui blame unpog --jsonl", "")]
    about = tr.gettext("ID is the id of a record, a former id, or the path of its file.")
    help = (words, fields, about, example_lines(session, examples), statuses)
    return make_command(session, "blame", callback, params, *help, machine=True)
