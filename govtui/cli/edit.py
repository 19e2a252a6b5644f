"""`govtui edit [ID…]`: opens records' texts in the user's own editor, one after the other."""

from __future__ import annotations

import click

from govtui.cli.asked import about_ids, asked_params
from govtui.cli.command import edit_statuses, example_lines, make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        *asked_params(session),
        click.Option(["--insist", "force"], is_flag=True, help=tr.gettext("Save even if the change causes errors.")),
    ]

    def callback(ids: tuple[str, ...], where: str | None, force: bool) -> int:
        from govtui.cli.edit_texts import edit_texts

        return edit_texts(session, ids, where, force=force)

    words = tr.gettext("Edit a record's text in your own editor ($VISUAL or $EDITOR).")
    more = tr.gettext(
        "When the editor ends, the text is checked. If it has errors, it can be edited again, kept as a draft, "
        "or discarded; the file is unchanged."
    )
    several = tr.gettext("Several records are edited one after the other, each saved by itself.")
    examples = [
        ("govtui edit unpog", ""),
        ("EDITOR='subl --wait' govtui edit unpog", tr.gettext("an editor with its own window needs an option to wait")),
    ]
    help = (words, more, several, about_ids(session), example_lines(session, examples), edit_statuses(session))
    short = tr.gettext("Edit a record's text in your own editor.")
    return make_command(session, "edit", callback, params, *help, short=short, machine=True)
