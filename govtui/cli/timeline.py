"""`govtui timeline [QUERY]`: prints the dated facts of records, the latest first."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from govtui.cli.asked_query import found_statuses, query_argument, understood
from govtui.cli.command import example_lines, make_command
from govtui.cli.limited import limit_option, remark_rest, stop_at
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.index.api import ALL, View
from govtui.interchange import machine
from govtui.store.files import printable

if TYPE_CHECKING:
    from govtui.index.api import Dated, Dates, Index
    from govtui.model.dates import PartialDate
    from govtui.page.agenda import AgendaRow

WINDOW = 500
"""Facts that are read at once."""


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    date_word = tr.gettext("DATE")
    params: list[click.Parameter] = [
        query_argument(session),
        click.Option(
            ["--from", "first"],
            metavar=date_word,
            help=tr.gettext("Only what happened, or lasted, on this date or later: 2021, 8/2022, 5 Aug 2022."),
        ),
        click.Option(
            ["--to", "last"], metavar=date_word, help=tr.gettext("Only what happened, or began, by this date.")
        ),
        click.Option(
            ["--reverse"], is_flag=True, help=tr.gettext("The earliest first; dates without a year last all the same.")
        ),
        limit_option(
            session,
            tr.gettext("Print at most N dates. Without it all are printed; on a terminal, as text, the first 50."),
        ),
    ]

    def callback(query: tuple[str, ...], first: str | None, last: str | None, reverse: bool, limit: int | None) -> int:
        line = printable(" ".join(query))
        since, until = _date(session, first), _date(session, last)
        begin, end = since and since.earliest(), until and until.latest()
        if begin and end and begin > end:
            raise click.UsageError(tr.gettext("--from is later than --to."))
        index = session.index(may_fall_back=True)
        if (status := understood(session, index, line, "fact")) is not None:
            return status
        dates = index.dates(View(ALL, line, "date", tr.language, tr.language))
        facts: Sequence[Dated] | None = None
        if since or until:
            facts = list(_within(_facts(dates, reverse), since, until))
        total = dates.dated + dates.year_less if facts is None else len(facts)
        stop = stop_at(session, total, limit)
        shown = _facts(dates, reverse, stop) if facts is None else facts[:stop]
        if session.form:
            print_lines(session, "fact", map(machine.fact, shown), total=total)
        else:
            _print_text(session, index, shown, stop, total, dates.undated if facts is None else 0)
        return 0 if total else 1

    words = tr.gettext("Print the dated facts of all records, or of those that a query finds, the latest first.")
    examples = (
        ("govtui timeline country:KR", ""),
        ("govtui timeline --from 2018 --to 2021 --reverse", ""),
        ("govtui timeline kind:event --jsonl", ""),
    )
    return make_command(
        session,
        "timeline",
        callback,
        params,
        words,
        example_lines(session, examples),
        found_statuses(session),
        short=tr.gettext("Print dated facts in order of time."),
        machine=True,
    )


def _date(session: Session, text: str | None) -> PartialDate | None:
    """Return the date that an option means, as people write dates. Raises click.UsageError."""
    if text is None:
        return None
    from govtui.model.dates import DateError, PartialDate

    date = None
    try:
        date = PartialDate.parse(printable(text))
    except DateError as error:
        if error.suggestion:
            date = PartialDate.parse(error.suggestion)
    if date is None or date.year_less:
        from govtui.i18n.formats import in_quotes

        words = session.tr.gettext("“{text}” is not a date with a year; write 2021, 8/2022 or 5 Aug 2022.")
        raise click.UsageError(words.format(text=in_quotes(printable(text))))
    return date


def _facts(dates: Dates, reverse: bool, stop: int | None = None) -> Iterator[Dated]:
    """Yield the first `stop` facts: the latest first, or the earliest; those without a year last, by month and day."""
    stop = dates.dated + dates.year_less if stop is None else stop
    dated = min(stop, dates.dated)
    for start in range(0, dated, WINDOW):
        end = min(start + WINDOW, dated)
        if reverse:
            yield from dates.window(start, end)
        else:
            yield from reversed(dates.window(dates.dated - end, dates.dated - start))
    for start in range(dates.dated, stop, WINDOW):
        yield from dates.window(start, min(start + WINDOW, stop))


def _within(facts: Iterable[Dated], since: PartialDate | None, until: PartialDate | None) -> Iterator[Dated]:
    """Yield the facts that may lie, even in part, between two dates; those without a year are in no such time."""
    from govtui.model.dates import PartialDate

    begin, end = since and since.earliest(), until and until.latest()
    for fact in facts:
        date = PartialDate.parse(fact.date)
        first, last = date.earliest(), date.latest()
        if date.year_less or (begin and last and last < begin) or (end and first and first > end):
            continue
        yield fact


def _print_text(session: Session, index: Index, facts: Iterable[Dated], stop: int, total: int, undated: int) -> None:
    from govtui.page.agenda import DATE, agenda, agenda_lines, date_cells
    from govtui.page.timeline import MANY, undated_words
    from govtui.text.wrap import wrapped

    tr, out = session.tr, session.out
    context = session.context(session.registry(may_fall_back=True), index)
    cells = shutil.get_terminal_size((80, 24)).columns
    rows: Iterable[AgendaRow] = agenda(facts, context)
    column = DATE
    if stop <= MANY:  # of more the widest is not looked for
        column = date_cells(rows := list(rows))
    for row in rows:
        for line in agenda_lines(row, column, cells):
            out.line(line)
    if not total:
        out.remark(tr.gettext("No dates found."))
    if undated:
        out.words("\n".join(wrapped(undated_words(undated, tr), cells)))
    remark_rest(session, stop, total)
