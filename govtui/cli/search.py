"""`govtui search QUERY`: prints the records that match a query, best first, or the facts that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import click

from govtui.cli.asked_query import FOUND, NOTHING, found_statuses, refused, understood
from govtui.cli.command import example_lines, make_command
from govtui.cli.limited import IDS, MOST, ROWS, key_windows, limit_option, remark_nothing, remark_rest, rows_to, stop_at
from govtui.cli.lines import print_lines
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.errors import corrected_words
from govtui.i18n.formats import number
from govtui.index.api import ORDERS, Index, Order, Result, Row, View
from govtui.index.query_api import ANSWERS
from govtui.interchange import machine
from govtui.store.files import printable
from govtui.text.matches import matches
from govtui.text.safe import safe_text


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    params: list[click.Parameter] = [
        click.Argument(["query"], nargs=-1, required=True, metavar=tr.gettext("QUERY")),
        click.Option(
            ["--answers", "answers_only"],
            is_flag=True,
            help=tr.gettext(
                "Print only the facts that answer the query: the best five, or as many as --limit says; in JSON all of them."
            ),
        ),
        click.Option(["--ids"], is_flag=True, help=tr.gettext("Print ids alone, one a line.")),
        click.Option(
            ["--sort", "order"],
            type=click.Choice(list(ORDERS)),
            default="name",
            help=tr.gettext("The order; by name the best matches come first, by date the latest."),
        ),
        click.Option(["--reverse"], is_flag=True, help=tr.gettext("In reverse order.")),
        limit_option(
            session,
            tr.gettext("Print at most N records. Without it all are printed; on a terminal, as text, the first 50."),
        ),
    ]

    def callback(
        query: tuple[str, ...], answers_only: bool, ids: bool, order: Order, reverse: bool, limit: int | None
    ) -> int:
        if ids and (answers_only or session.form):
            raise click.UsageError(
                tr.gettext("--ids prints ids alone, so it goes with none of --answers, --json and --jsonl.")
            )
        line = printable(" ".join(query))
        index = session.index(may_fall_back=True)
        if ids or (session.form and not answers_only):
            status = understood(session, index, line, "record", is_text=False)
            return _for_programs(line, order, reverse, limit, index, session, ids=ids) if status is None else status
        if (status := refused(session, index, line, "answer")) is not None:
            return status
        if answers_only:
            return _answers(line, limit, index, session)
        return _for_people(line, order, reverse, limit, index, session)

    words = tr.gettext(
        "Search a registry: words, “phrases”, OR, NOT, and fields such as type:forum or date:8/2022, in either language."
    )
    examples = (
        ("govtui search open government", ""),
        ("govtui search 'type:forum country:KR' --sort date", ""),
        ("govtui search 'unpog founded' --answers", ""),
        ("govtui search OGP --ids | govtui show - --jsonl", tr.gettext("the records that were found, for a program")),
    )
    short = tr.gettext("Search a registry.")
    help = (words, example_lines(session, examples), found_statuses(session))
    return make_command(session, "search", callback, params, *help, short=short, machine=True)


# -- for programs ----------------------------------------------------------------------------------------------------


def _for_programs(
    line: str, order: Order, reverse: bool, limit: int | None, index: Index, session: Session, *, ids: bool
) -> int:
    """Print ids, or the lines of the records, in the order of the registry's first language: --lang changes nothing."""
    first = index.settings.languages[0]
    result = index.result(View("all", line, order, first, first, reverse))
    stop = stop_at(session, result.total, limit, is_text=False)
    if ids:
        session.out.ids(chain.from_iterable(key_windows(result, stop, IDS)))
    else:
        print_lines(session, "record", _records(result, stop, line, first, index), result.total)
    return FOUND if result.total else NOTHING


def _records(result: Result, stop: int, line: str, language: str, index: Index) -> Iterator[machine.Line]:
    for keys in key_windows(result, stop, ROWS):
        cards = index.cards(keys)
        for card, found in zip(cards, index.found_lines(cards, line, language), strict=True):
            yield machine.record(card, found.text, found.told_by)


# -- answers ---------------------------------------------------------------------------------------------------------


def _answers(line: str, limit: int | None, index: Index, session: Session) -> int:
    """Print the answers alone."""
    if session.form:
        found = index.answers(line, MOST)  # never too many: a script may want the dates of all
        print_lines(session, "answer", map(machine.answer, found.facts[:limit]), found.total)
        total = found.total
    else:
        total = _print_answers(line, limit or ANSWERS, index, session)
    if not total:
        session.out.remark(session.tr.gettext("No answer found."))
    return FOUND if total else NOTHING


def _print_answers(line: str, limit: int, index: Index, session: Session) -> int:
    """Print the facts that answer a query line, and return how many there are: “= label  value  record  [source]”."""
    found, tr = index.answers(line, limit), session.tr
    if found.facts:
        from govtui.page.answer_lines import answer_lines  # a line without answers does without the model

        context = session.context(session.registry(may_fall_back=True), index)
        for one in answer_lines(found.facts, context):
            told = (f"{one.fact.sign} {one.label}", one.value, *one.beside, one.subject, one.cited)
            session.out.line("  ".join(filter(None, told)))
        if len(found.facts) < found.total:
            words = tr.gettext("{shown} of {total} answers shown; --answers --limit N shows more")
            session.out.remark(words.format(shown=number(len(found.facts), tr), total=number(found.total, tr)))
    elif found.total:
        words = tr.ngettext(
            "{n} fact fits, too many to be an answer.",
            "{n} facts fit equally well, too many to be an answer.",
            found.total,
        )
        session.out.remark(words.format(n=number(found.total, tr)))
    return found.total


# -- for people ------------------------------------------------------------------------------------------------------


def _for_people(line: str, order: Order, reverse: bool, limit: int | None, index: Index, session: Session) -> int:
    """Print the best answers, and the records as text."""
    tr, out = session.tr, session.out
    answered = _print_answers(line, ANSWERS, index, session)
    corrected = () if answered else index.corrected(line)  # a word that names a field is no slip
    for one in corrected:
        out.remark(corrected_words(one.typed, one.instead, one.kind, tr))
    result = index.result(View("all", line, order, tr.language, tr.language, reverse))
    stop = stop_at(session, result.total, limit)
    from govtui.index.query import highlights  # completion does without

    marked = highlights(index.query(line), corrected) if out.terminal else ()
    for row in rows_to(result, stop):
        _print(out, row, index.snippet(row.key, line, tr.language), marked)
    remark_rest(session, stop, result.total)
    if not (result.total or answered):
        remark_nothing(session)
    return FOUND if result.total or answered else NOTHING


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
