"""`govtui search QUERY`: prints the records that match a query, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from govtui.cli.command import Count, make_command
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.errors import corrected_words, mistake_sentence
from govtui.index.api import ORDERS, Index, Order, Result, Row, View
from govtui.index.query import CorrectionKind, highlights
from govtui.index.query_api import ANSWERS
from govtui.store.files import printable
from govtui.text.matches import matches
from govtui.text.safe import safe_text

SHOWN = 50
"""Records that are printed as text on a terminal; a pipe, or a program, gets all."""

MOST = 10**9

WINDOW, ID_WINDOW = 100, 5000
"""Rows, and ids, that are read at once."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, required=True, metavar=tr.gettext("QUERY")),
        click.Option(
            ["--answers", "answers_only"],
            is_flag=True,
            help=tr.gettext("Print only the facts that answer the query: the best five, or as many as --limit says."),
        ),
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
        query: tuple[str, ...],
        answers_only: bool,
        ids: bool,
        as_json: bool,
        order: Order,
        reverse: bool,
        limit: int | None,
    ) -> int:
        if answers_only and (ids or as_json):
            raise click.UsageError(tr.gettext("--answers prints words, so it does not go with --ids or --json."))
        line = printable(" ".join(query))
        index = session.index(may_fall_back=True)
        mistakes = index.mistakes(line)
        for mistake in mistakes:
            from govtui.page.facet_words import mistake_values  # a line without mistakes does without

            words = mistake_sentence(mistake.code, mistake_values(mistake, index.fields, tr), mistake.start, tr)
            session.out.remark(words)
        if any(mistake.code == "unclosed_quote" for mistake in mistakes):
            return 2  # nobody knows where the phrase was meant to end
        if mistakes and index.query(line).empty:
            return 1  # nothing is left to be searched, which must not mean all records
        answered = 0 if ids or as_json else _print_answers(line, limit if answers_only else None, index, session)
        if answers_only:
            if not answered:
                session.out.remark(tr.gettext("No answer found."))
            return 0 if answered else 1
        corrected = () if answered else index.corrected(line)  # a word that names a field is no slip
        readings = (CorrectionKind.READ, CorrectionKind.ALSO_READ)
        for one in corrected:
            if (ids or as_json) and one.kind in readings:
                continue  # a reading of the words as typed, not a guess
            session.out.remark(corrected_words(one.typed, one.instead, one.kind, tr))
        result = index.result(View("all", line, order, tr.language, tr.language, reverse))
        for_people = not (ids or as_json)
        stop = min(result.total, limit or (SHOWN if for_people and session.out.terminal else MOST))
        if ids:
            session.out.ids(_keys(result, stop))
            return 0 if result.total else 1
        marked = highlights(index.query(line), corrected) if session.out.terminal else ()
        for row in _rows(result, stop):
            snippet = index.snippet(row.key, line, tr.language)
            if as_json:
                session.out.row({"id": row.key, **_plain(row), "snippet": snippet})
            else:
                _print(session.out, row, snippet, marked)
        if for_people and stop < result.total:
            from govtui.i18n.formats import number

            words = tr.gettext("{shown} of {total} shown; --limit N shows more")
            session.out.remark(words.format(shown=number(stop, tr), total=number(result.total, tr)))
        return 0 if result.total or answered else 1

    words = tr.gettext(
        "Search a registry: words, “phrases”, OR, NOT, and fields such as type:forum or date:8/2022, in either language."
    )
    more = tr.gettext(
        "Exit status: 0 something was found, 1 nothing was found, 2 a quotation mark is not closed or the registry cannot be read."
    )
    return make_command(session, "search", callback, params, words, more, short=tr.gettext("Search a registry."))


def _print_answers(line: str, limit: int | None, index: Index, session: Session) -> int:
    """Print the facts that answer a query line, and return how many there are: “= label  value  record  [source]”."""
    found = index.answers(line, limit or ANSWERS)
    if found.facts:
        from govtui.page.answer_lines import answer_lines  # a line without answers does without the model

        context = session.context(session.registry(may_fall_back=True), index)
        for one in answer_lines(found.facts, context):
            told = (f"{one.fact.sign} {one.label}", one.value, *one.beside, one.subject, one.cited)
            session.out.line("  ".join(filter(None, told)))
    elif found.total:
        from govtui.i18n.formats import number

        tr = session.tr
        words = tr.ngettext(
            "{n} fact fits, too many to be an answer.",
            "{n} facts fit equally well, too many to be an answer.",
            found.total,
        )
        session.out.remark(words.format(n=number(found.total, tr)))
    return found.total


def _plain(row: Row) -> dict[str, str]:
    names = ("kind", "name", "other", "type", "date", "place")
    return {name: getattr(row, name) for name in names}


def _keys(result: Result, stop: int) -> Iterator[str]:
    for start in range(0, stop, ID_WINDOW):
        yield from result.keys(start, min(start + ID_WINDOW, stop))


def _rows(result: Result, stop: int) -> Iterator[Row]:
    for start in range(0, stop, WINDOW):
        yield from (row for row in result.window(start, min(start + WINDOW, stop)) if row.key)


def _print(out: Output, row: Row, snippet: str, sought: Sequence[tuple[str, bool]]) -> None:
    mark = f" [{row.missing}]" if row.missing else ""
    out.marked([*_pieces(row.name, sought), (mark, False)])
    out.line("    " + " · ".join(word for word in (*row.columns, row.key) if word))
    if snippet:
        out.marked([("    ", False), *_pieces(snippet, sought)])


def _pieces(text: str, sought: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Split a text at the matches; yield each piece, and whether it is a match."""
    text, at = safe_text(text, multiline=False), 0
    for start, end in matches(text, sought):
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False
