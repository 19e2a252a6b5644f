"""`govtui coverage [QUERY]`: prints how far the records are translated, by kind, field and direction."""

from __future__ import annotations

import shutil

import click

from govtui.cli.asked_query import FOUND, NOTHING, found_statuses, query_argument, understood
from govtui.cli.command import example_lines, make_command
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.interchange import machine
from govtui.store.files import printable


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [query_argument(session)]

    def callback(query: tuple[str, ...]) -> int:
        line = printable(" ".join(query))
        index = session.index(may_fall_back=False)
        if (status := understood(session, index, line, "coverage")) is not None:
            return status
        shares = index.coverage(line)
        answer = FOUND if any(one.total for one in shares) or not line.strip() else NOTHING
        if session.form:
            print_lines(session, "coverage", [machine.coverage(one) for one in shares])
            return answer
        from govtui.page.coverage import coverage
        from govtui.page.layout import plain

        context = session.context(session.registry(may_fall_back=False), index)
        session.out.words(plain(coverage(shares, context, line), shutil.get_terminal_size((80, 24)).columns))
        return answer

    words = tr.gettext("Show how far the records are translated.")
    examples = (("govtui coverage", ""), ("govtui coverage kind:event", ""))
    help = (words, example_lines(session, examples), found_statuses(session))
    return make_command(session, "coverage", callback, params, *help, machine=True)
