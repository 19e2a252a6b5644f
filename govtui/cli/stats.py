"""`govtui stats [QUERY]`: prints statistics of a registry, or how often the values of fields occur."""

from __future__ import annotations

import click

from govtui.cli.asked_query import fields_asked, found_statuses, query_argument, understood
from govtui.cli.command import example_lines, make_command
from govtui.cli.limited import MOST, SHOWN, limit_option
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.index.api import ALL, View
from govtui.store.files import printable


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        query_argument(session),
        click.Option(
            ["--by"],
            multiple=True,
            metavar=tr.gettext("FIELD,…"),
            help=tr.gettext(
                "Instead, the number of records for each value of these query fields, such as type,country."
            ),
        ),
        limit_option(
            session,
            tr.gettext(
                "At most N values of each field. Without it all are printed; on a terminal, as text, the first 50."
            ),
        ),
    ]

    def callback(query: tuple[str, ...], by: tuple[str, ...], limit: int | None) -> int:
        line = printable(" ".join(query))
        index = session.index(may_fall_back=True)
        names = [name.strip() for one in by for name in printable(one).split(",") if name.strip()]
        if by and not names:
            raise click.UsageError(tr.gettext("--by needs the name of a query field, such as type or country."))
        fields = fields_asked(session, index, names)
        if (status := understood(session, index, line, "value")) is not None:
            return status
        from govtui.cli.value_tables import limited, line_of, print_tables
        from govtui.page.statistics import statistics, values_of

        found = values_of(index, View(ALL, line), fields) if fields else statistics(index, line)
        if session.form:
            print_lines(session, "value", list(map(line_of, limited(found, limit or MOST))), total=len(found))
        else:
            shown = [one for one in found if one.n or one.facet == "kind"]
            print_tables(session, index, shown, limit or (SHOWN if session.out.terminal else MOST))
        return 0 if any(one.n for one in found) else 1

    words = tr.gettext(
        "Print statistics of a registry, or of the records that a query finds: records by kind and type, problems,"
        " translations, dates."
    )
    examples = (
        ("govtui stats", ""),
        ("govtui stats type:forum --by country,year", ""),
    )
    return make_command(
        session,
        "stats",
        callback,
        params,
        words,
        example_lines(session, examples),
        found_statuses(session),
        short=tr.gettext("Print statistics of a registry."),
        machine=True,
    )
