"""Dated facts as an agenda: a heading for each year, in full years one for each month too, and under it date, sign and words.

Without an axis: it can be read at any width, and aloud. `timeline` has the words of a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from govtui.i18n.dates import date_in_year, date_long, date_told
from govtui.index.api import ELSEWHERE, Dated
from govtui.model.dates import PartialDate
from govtui.model.kinds import kind_sign
from govtui.page.page import Role
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES
from govtui.page.timeline import YEAR_UNKNOWN, fact_words
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, width
from govtui.text.wrap import wrapped

FULL = 8
"""Facts of a year above which its months have headings."""

RULE = "─"

DATE = 14
"""The most cells of the column of dates; a longer one, of years apart, moves its words."""

LEAST = 24
"""Cells that words have at least: on a narrower line they stand below the date."""


class AgendaRow(NamedTuple):
    """A heading, or a fact with what tells it."""

    part: Literal["year", "month", "fact"]
    words: str
    date: str = ""
    """Of a fact: its date, without what the headings say."""
    sign: str = ""
    """Of a fact: `+` where another source says so, and the sign of the kind of its record."""
    role: Role = Role.LABEL
    """Of the sign."""
    key: str = ""
    """Of a fact: the key of its record."""
    fact: Dated | None = None


def agenda(facts: Iterable[Dated], context: RenderContext) -> Iterator[AgendaRow]:
    """Yield the rows of facts in order of time, either way; those without a year come last, as in api.Dates.

    Of a year with headings for its months, facts that tell no month come first.
    """
    for year, some in groupby(facts, year_of):
        if year is None:
            yield AgendaRow("year", context.tr.gettext(YEAR_UNKNOWN))
            yield from (_row(fact, date_told(_date(fact), context.tr), context) for fact in some)
            continue
        yield AgendaRow("year", str(year))
        yield from _of_year(year, list(some), context)


def _of_year(year: int, facts: Sequence[Dated], context: RenderContext) -> Iterator[AgendaRow]:
    if len(facts) <= FULL:
        yield from (_row(fact, date_in_year(_date(fact), year, context.tr), context) for fact in facts)
        return
    for month, some in groupby(
        sorted(facts, key=lambda fact: bool(_month(fact, year))), lambda fact: _month(fact, year)
    ):
        if month:
            yield AgendaRow("month", date_long(PartialDate.parse(f"{year:04}-{month:02}"), context.tr))
        for fact in some:
            told = "" if _is_month(fact, year, month) else date_in_year(_date(fact), year, context.tr)
            yield _row(fact, told, context)


def _row(fact: Dated, date: str, context: RenderContext) -> AgendaRow:
    words = fact_words(fact, context).removeprefix(f"{ELSEWHERE} ")
    tail = f" [{fact.missing}]" if fact.missing else ""
    sign = (ELSEWHERE if fact.by else " ") + kind_sign(fact.kind)
    return AgendaRow("fact", words + tail, date, sign, KIND_ROLES.get(fact.kind, Role.PLAIN), fact.key, fact)


def _date(fact: Dated) -> PartialDate:
    return PartialDate.parse(fact.date.partition("T")[0])


def year_of(fact: Dated) -> int | None:
    """Return the year under which a fact stands, by which the index orders it: that of its start, else of its end."""
    date = _date(fact)
    point = date.start or date.end
    return None if date.year_less or point is None else point.year


def _month(fact: Dated, year: int) -> int:
    """Return the month of its start, where that is in a year; 0 where none is told."""
    start = _date(fact).start
    return start.month or 0 if start and start.year == year and not start.decade else 0


def _is_month(fact: Dated, year: int, month: int) -> bool:
    """Whether a date is that month and no more."""
    return bool(month) and fact.date == f"{year:04}-{month:02}"


# -- as lines --------------------------------------------------------------------------------------------------------


def date_cells(rows: Iterable[AgendaRow]) -> int:
    """Return the cells that the column of dates needs."""
    return min(DATE, max((width(row.date) for row in rows), default=0))


def agenda_lines(row: AgendaRow, column: int, cells: int) -> Iterator[str]:
    """Yield the lines of a row: dates in a column of `column` cells; words are wrapped, never cut."""
    words = safe_text(row.words, multiline=False)
    if row.part == "year":
        head = f"{clip(words, cells - 2)} "
        yield head + RULE * max(0, cells - width(head))
    elif row.part == "month":
        yield f"  {clip(words, cells - 2)}"
    else:
        lead = f"  {pad(row.date, max(column, width(row.date)))} {row.sign} "
        hang = width(lead)
        if cells - hang < LEAST:
            yield lead.rstrip()
            lead = " " * (hang := 4)
        for line in wrapped(words, cells - hang):
            yield lead + line
            lead = " " * hang
