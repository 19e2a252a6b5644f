"""`govtui coverage [QUERY]`: prints how far the records are translated, by kind, field and direction."""

from __future__ import annotations

import shutil

import click

from govtui.cli.command import make_command
from govtui.cli.session import Session


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, metavar=tr.gettext("[QUERY]...")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print JSON.")),
    ]

    def callback(query: tuple[str, ...], as_json: bool) -> int:
        from govtui.page.coverage import coverage
        from govtui.page.layout import plain

        registry, index = session.registry(may_fall_back=False), session.index(may_fall_back=False)
        line = " ".join(query)
        shares = index.coverage(line)
        if as_json:
            session.out.document([{**one._asdict(), "total": one.total} for one in shares])
        else:
            page = coverage(shares, session.context(registry, index), line)
            session.out.words(plain(page, shutil.get_terminal_size((80, 24)).columns))
        return 0

    return make_command(session, "coverage", callback, params, tr.gettext("Show how far the records are translated."))
