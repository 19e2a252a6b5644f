"""`govtui search QUERY`: the records that answer a query, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from govtui.cli.command import Count, make_command
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.errors import corrected_words, mistake_sentence
from govtui.index.api import ORDERS, Order, Result, Row, View
from govtui.index.query_parser import CorrectionKind, highlights
from govtui.store.files import printable
from govtui.text.matches import matches
from govtui.text.safe import safe_text

SHOWN = 50
"""How many records are printed on a terminal, for people; a program, and a file, gets all."""

MOST = 10**9
"""As many as no registry has."""

WINDOW, WINDOW_OF_IDS = 100, 5000
"""How many rows, and ids, are held at once."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, required=True, metavar=tr.gettext("QUERY")),
        click.Option(["--ids"], is_flag=True, help=tr.gettext("Print ids alone, one a line.")),
        click.Option(["--json", "as_json"], is_flag=True, help=tr.gettext("Print one JSON object a line.")),
        click.Option(
            ["--sort", "order"],
            type=click.Choice(list(ORDERS)),
            default="name",
            help=tr.gettext("The order; by name the best matches come first, by date the latest."),
        ),
        click.Option(["--reverse"], is_flag=True, help=tr.gettext("In reverse order.")),
        click.Option(
            ["--limit"],
            type=Count(tr, MOST),
            metavar=tr.gettext("N"),
            help=tr.gettext(
                "Print at most N records. Without it all are printed; on a terminal, as text, the first 50."
            ),
        ),
    ]

    def callback(
        query: tuple[str, ...], ids: bool, as_json: bool, order: Order, reverse: bool, limit: int | None
    ) -> int:
        line = printable(" ".join(query))
        index = session.index(may_fall_back=True)
        mistakes = index.mistakes(line)
        for mistake in mistakes:
            words = mistake_sentence(mistake.code, mistake.values, mistake.start, tr)
            session.out.remark(words)
        if mistakes:
            return 2
        corrected = index.corrected(line)
        readings = (CorrectionKind.READ, CorrectionKind.ALSO_READ)
        for one in corrected:
            if (ids or as_json) and one.kind in readings:
                continue  # a reading is no guess: the words were typed so
            session.out.remark(corrected_words(one.typed, one.instead, one.kind, tr))
        result = index.result(View("all", line, order, tr.language, tr.language, reverse))
        for_people = not (ids or as_json)
        stop = min(result.total, limit or (SHOWN if for_people and session.out.terminal else MOST))
        if ids:
            session.out.ids(_keys(result, stop))
            return 0 if result.total else 1
        marked = highlights(line, corrected, index.fields) if session.out.terminal else ()
        for row in _rows(result, stop):
            snippet = index.snippet(row.key, line, tr.language)
            if as_json:
                session.out.row({"id": row.key, **_plain(row), "snippet": snippet})
            else:
                _print(session.out, row, snippet, marked)
        if for_people and stop < result.total:
            from govtui.i18n.formats import number

            told = tr.gettext("{shown} of {total} shown; --limit N shows more")
            session.out.remark(told.format(shown=number(stop, tr), total=number(result.total, tr)))
        return 0 if result.total else 1

    words = tr.gettext("Search a registry: words, “phrases”, and fields such as country:VN or year:2018..2022.")
    more = tr.gettext("Exit status: 0 something was found, 1 nothing was found, 2 the query or the registry is wrong.")
    return make_command(session, "search", callback, params, words, more, short=tr.gettext("Search a registry."))


def _plain(row: Row) -> dict[str, str]:
    names = ("kind", "name", "other", "type", "date", "place")
    return {name: getattr(row, name) for name in names}


def _keys(result: Result, stop: int) -> Iterator[str]:
    for start in range(0, stop, WINDOW_OF_IDS):
        yield from result.keys(start, min(start + WINDOW_OF_IDS, stop))


def _rows(result: Result, stop: int) -> Iterator[Row]:
    for start in range(0, stop, WINDOW):
        yield from (row for row in result.window(start, min(start + WINDOW, stop)) if row.key)


def _print(out: Output, row: Row, snippet: str, sought: Sequence[tuple[str, bool]]) -> None:
    mark = f" [{row.missing}]" if row.missing else ""
    out.marked([*_pieces(row.name, sought), (mark, False)])
    out.line("    " + " · ".join(word for word in (row.type, row.date, row.place, row.key) if word))
    if snippet:
        out.marked([("    ", False), *_pieces(snippet, sought)])


def _pieces(text: str, sought: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """A text cut where the words that were searched for begin and end; whether a piece is one of them."""
    text, at = safe_text(text, multiline=False), 0
    for start, end in matches(text, sought):
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False
