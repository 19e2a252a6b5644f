"""`govtui list [QUERY]`: prints all records, one a line, or the values of a field that are in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from govtui.cli.asked_query import fields_asked, found_statuses, query_argument, understood
from govtui.cli.command import example_lines, make_command
from govtui.cli.limited import IDS, MOST, key_windows, limit_option, remark_nothing, remark_rest, stop_at
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.index.api import ALL, ORDERS, Order, View
from govtui.interchange import machine
from govtui.model.kinds import KINDS
from govtui.store.files import printable

if TYPE_CHECKING:
    from govtui.index.api import Index, Result


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        query_argument(session),
        click.Option(["--kind"], type=click.Choice(list(KINDS)), help=tr.gettext("Only records of this kind.")),
        click.Option(
            ["--values", "field"],
            metavar=tr.gettext("FIELD"),
            help=tr.gettext(
                "Instead of records, the values of a query field that are in use (type, country, year, the name of a relation …),"
                " those of most records first."
            ),
        ),
        click.Option(
            ["--sort", "order"],
            type=click.Choice(list(ORDERS)),
            help=tr.gettext("The order; by name where none is given, by date the latest first."),
        ),
        click.Option(["--reverse"], is_flag=True, help=tr.gettext("In reverse order.")),
        click.Option(["--ids"], is_flag=True, help=tr.gettext("Print ids alone, one a line.")),
        limit_option(
            session,
            tr.gettext("Print at most N lines. Without it all are printed; on a terminal, as text, the first 50."),
        ),
    ]

    def callback(
        query: tuple[str, ...],
        kind: str | None,
        field: str | None,
        order: Order | None,
        reverse: bool,
        ids: bool,
        limit: int | None,
    ) -> int:
        if ids and session.form:
            raise click.UsageError(tr.gettext("--ids prints ids alone, so it does not go with --json or --jsonl."))
        if field is not None and (ids or order):
            raise click.UsageError(tr.gettext("--values counts values, so it does not go with --ids or --sort."))
        line = printable(" ".join(query))
        index = session.index(may_fall_back=True)
        # For programs in the order of the registry's first language: --lang changes nothing.
        language = index.settings.languages[0] if ids or session.form else tr.language
        view = View(kind or ALL, line, order or "name", language, language, reverse)
        asked = () if field is None else fields_asked(session, index, [printable(field)])
        if (status := understood(session, index, line, "value" if asked else "record", is_text=not ids)) is not None:
            return status
        if asked:
            return _print_values(session, index, view, asked, limit)
        return _print_records(session, index, view, limit, ids)

    words = tr.gettext(
        "List the records of a registry, or those that a query finds, one a line; or the values of a field."
    )
    examples = (
        ("govtui list --kind event --sort date", ""),
        ("govtui list type:forum --ids", ""),
        ("govtui list --values country --limit 5", tr.gettext("the five most frequent countries")),
    )
    return make_command(
        session,
        "list",
        callback,
        params,
        words,
        example_lines(session, examples),
        found_statuses(session),
        short=tr.gettext("List records, or the values of a field."),
        machine=True,
    )


def _print_records(session: Session, index: Index, view: View, limit: int | None, ids: bool) -> int:
    result = index.result(view)
    stop = stop_at(session, result.total, limit, is_text=not ids)
    if ids:
        session.out.ids(chain.from_iterable(key_windows(result, stop, IDS)))
    elif session.form:
        print_lines(session, "record", _records(index, result, stop), total=result.total)
    else:
        from govtui.cli.record_rows import print_rows

        print_rows(session, result, stop)
        remark_rest(session, stop, result.total)
        if not result.total:
            remark_nothing(session)
    return 0 if result.total else 1


def _print_values(session: Session, index: Index, view: View, fields: Sequence[str], limit: int | None) -> int:
    from govtui.cli.value_tables import line_of, print_table, print_tables
    from govtui.page.statistics import values_of

    found = values_of(index, view, fields)
    if view.reverse:
        found.reverse()
    stop = stop_at(session, len(found), limit)
    if session.form:
        print_lines(session, "value", list(map(line_of, found[:stop])), total=len(found))
    elif len(fields) > 1:  # a name that several fields have
        print_tables(session, index, found[:stop], MOST)
    else:
        print_table(session, index, found[:stop])
    if not session.form:
        remark_rest(session, stop, len(found))
        if not found:
            remark_nothing(session)
    return 0 if found else 1


def _records(index: Index, result: Result, stop: int) -> Iterator[machine.Line]:
    for keys in key_windows(result, stop, IDS):
        yield from map(machine.record, index.cards(keys))
