"""`govtui drafts`: lists, shows and discards drafts."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session

SHOW, DISCARD = "show", "discard"


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, metavar=tr.gettext("[ID | show N... | discard N...]")),
        click.Option(["--yes"], is_flag=True, help=tr.gettext("Discard without asking.")),
    ]

    def callback(words: tuple[str, ...], yes: bool) -> int:
        act, named = (words[0], words[1:]) if words and words[0] in (SHOW, DISCARD) else ("", words)
        if not act and len(named) > 1:
            raise click.UsageError(tr.gettext("Too many arguments: {words}").format(words=" ".join(words)))
        if act and not named:
            raise click.UsageError(tr.gettext("The number of a draft is missing; “govtui drafts” lists them."))
        from govtui.cli.drafts_kept import KeptDrafts

        kept = KeptDrafts(session)
        if act == SHOW:
            return kept.show(named)
        return kept.discard(named, yes=yes) if act else kept.list(named[0] if named else "")

    words = tr.gettext(
        "List the drafts: texts that were typed and not saved, latest first; with ID, those of one record."
    )
    more = tr.gettext(
        "“govtui drafts show N” shows what a draft changes, “govtui drafts discard N” discards it after a "
        "question; N is the number or the name at the end of its line in the list. “govtui edit ID” continues "
        "a draft."
    )
    statuses = tr.gettext(
        "Exit status: 0 done; 1 the draft was not discarded; 2 could not run, or there is no such record or draft."
    )
    examples = [("govtui drafts", ""), ("govtui drafts show 1", ""), ("govtui drafts discard 1", "")]
    help = (words, more, example_lines(session, examples), statuses)
    short = tr.gettext("List, show and discard texts that were not saved.")
    return make_command(session, "drafts", callback, params, *help, short=short, machine=True)
