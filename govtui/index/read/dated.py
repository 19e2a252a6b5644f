"""The documents of which a fact touches a date: the field `date`, and full dates of own date fields.

Facts are rows of the table `fact`: main dates, steps, terms, periods, what parties did, what claims say of these, and the dates that
events have of their whole. `model.date_agreement.touches` is the rule.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR
from datetime import date as Day
from functools import cache
from itertools import chain

from pyroaring import BitMap

from govtui.i18n.dates import date_short
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.bitmaps import from_blob
from govtui.index.query_fields import date_value
from govtui.index.schema import DATED, INTERNAL, LAST, LASTING, LONGEST_SHORT, OF_MONTHS, UNDATED, YEAR_LESS, meta
from govtui.model.date_agreement import spans_in_years, touches
from govtui.model.dates import PartialDate

_FIRST, _END = Day.min.toordinal(), Day.max.toordinal()


def touching(connection: sqlite3.Connection, value: str) -> BitMap:
    """Return the documents of which a fact touches a date (query_dates.value_of).

    Until facts are written (`meta.done`) these are the documents of which the main date does.
    """
    asked = PartialDate.parse(value)
    if meta(connection, "done") != 1:
        return _all_touched(asked, connection.execute("SELECT doc, date FROM rec WHERE date != ''"))
    if asked.year_less:
        return _touching_in_any_year(connection, asked)
    first, last = asked.earliest() or Day.min, asked.latest() or Day.max
    return _docs(connection.execute(_SHORT, (first.toordinal(), last.toordinal()))) | _docs(
        connection.execute(_LONG, (first.toordinal(), last.toordinal()))
    )


_SHORT = f"SELECT doc FROM fact WHERE part = {DATED} AND place BETWEEN ?1 - {LONGEST_SHORT} AND ?2 AND last >= ?1"
_LONG = f"SELECT doc FROM fact INDEXED BY fact_lasting WHERE {LASTING} AND last >= ?1 AND (place <= ?2 OR edtf < '/')"
"""Facts that last longer, or have no beginning, are few; `place` of the latter is that of the end."""


def within(connection: sqlite3.Connection, value: str) -> BitMap:
    """Return the documents of which a fact lies within a date, whatever day is meant: in August 2022, not in 2022.

    Of a date of more than a year, or without a year, none: there most facts do.
    """
    asked = PartialDate.parse(value)
    first, last = asked.earliest(), asked.latest()
    if not (first and last) or (last - first).days > LONGEST_SHORT or meta(connection, "done") != 1:
        return BitMap()
    sql = f"SELECT doc FROM fact WHERE part = {DATED} AND place BETWEEN ?1 AND ?2 AND last <= ?2"
    return _docs(connection.execute(sql, (first.toordinal(), last.toordinal())))


def lies_within(edtf: str, values: Sequence[str]) -> bool:
    """Whether a date lies within one of the dates that are asked for, whatever day of it is meant."""
    first, last = (date := PartialDate.parse(edtf)).earliest(), date.latest()
    for asked in map(PartialDate.parse, values):
        start, end = asked.earliest(), asked.latest()
        if first and last and start and end and start <= first and last <= end:
            return True
    return False


_IN_YEARS = "WITH span (first, last) AS (VALUES {}) SELECT doc FROM span CROSS JOIN fact"
_OF_A_MONTH = (
    f"{_IN_YEARS} WHERE part = {DATED} AND place BETWEEN span.first - 30 AND span.last AND fact.last >= span.first"
    " AND fact.last - place < 31"
)
_OF_MONTHS = (
    f"{_IN_YEARS} INDEXED BY fact_months WHERE {OF_MONTHS.replace('last', 'fact.last')}"
    " AND place BETWEEN span.first - 363 AND span.last AND fact.last >= span.first"
)
"""Of a date without a year: facts that last longer say nothing of the day in a year."""


def _touching_in_any_year(connection: sqlite3.Connection, asked: PartialDate) -> BitMap:
    year_less = f"SELECT doc, edtf FROM fact INDEXED BY fact_year_less WHERE part = {YEAR_LESS}"
    found = _all_touched(asked, connection.execute(year_less))
    # Of dates without a beginning the end is found as any other day is.
    endless = f"SELECT doc, edtf FROM fact INDEXED BY fact_lasting WHERE {LASTING} AND last = ?"
    found |= _all_touched(asked, connection.execute(endless, (_END,)))
    # One statement each: only then the index is asked for its first and last row alone.
    first, last = (connection.execute(sql, (DATED,)).fetchone()[0] for sql in _OUTERMOST)
    if first is None:
        return found
    years = range(max(_year(first) - 1, MINYEAR), min(_year(last) + 1, MAXYEAR) + 1)
    spans = [*spans_in_years(asked, years)]
    for start in range(0, len(spans), _AT_ONCE):
        values = ",".join(f"({first},{last})" for first, last in spans[start : start + _AT_ONCE])
        for sql in (_OF_A_MONTH, _OF_MONTHS):
            found |= _docs(connection.execute(sql.format(values)))
    return found


_OUTERMOST = ("SELECT min(place) FROM fact WHERE part = ?", "SELECT max(place) FROM fact WHERE part = ?")

_AT_ONCE = 500
"""Rows of one VALUES clause."""


def _year(day: int) -> int:
    return Day.fromordinal(min(max(day, _FIRST), _END)).year


def _docs(rows: Iterable[tuple[int]]) -> BitMap:
    return BitMap(array("I", chain.from_iterable(rows)))


def _all_touched(asked: PartialDate, rows: Iterable[tuple[int, str]]) -> BitMap:
    """`rows`: documents with a date of theirs (EDTF)."""
    does_touch = _touching(asked)
    return BitMap([doc for doc, edtf in rows if does_touch(edtf)])


def _touching(asked: PartialDate) -> Callable[[str], bool]:
    """Return whether a date (EDTF) touches another; days, months and years are compared as texts."""
    first, last = asked.earliest() or Day.min, asked.latest() or Day.max
    from_day, to_day = ("", "") if asked.year_less else (first.isoformat(), last.isoformat())

    @cache
    def does_touch(edtf: str) -> bool:
        if to_day and _PLAIN.fullmatch(edtf):
            return from_day[: len(edtf)] <= edtf <= to_day[: len(edtf)]
        return touches(PartialDate.parse(edtf), asked)

    return does_touch


_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}")


def touching_own(connection: sqlite3.Connection, facet: str, value: str) -> BitMap:
    """Return the documents of which a date of an own field (facet "x.due") touches a date."""
    does_touch, before = _touching(PartialDate.parse(value)), date_value(facet, "")
    sql = "SELECT value, docs FROM facet WHERE dim = ? AND value >= ? AND value < ?"
    out = BitMap()
    for full, docs in connection.execute(sql, (INTERNAL, before, before + LAST)):
        if does_touch(full[len(before) :]):
            out |= from_blob(docs)
    return out


def words_of(edtf: str, language: str) -> str:
    """Return a date for a list, without its time, in a language of the interface."""
    known = language if language in LANGUAGES else next(iter(LANGUAGES))
    return date_short(PartialDate.parse(edtf.partition("T")[0]), load(known))


def told_elsewhere(
    connection: sqlite3.Connection, docs: Collection[int], values: Sequence[str]
) -> Mapping[int, tuple[str, bool]]:
    """Return of those documents of which no date of their own touches one of the dates: the first date that does.

    That is a claim's, or the whole's; EDTF, with whether it is the whole's.
    """
    asked = [PartialDate.parse(value) for value in values]
    sql = (
        "SELECT fact.doc, edtf, told_by, inherited.doc IS NOT NULL FROM fact LEFT JOIN inherited"
        " ON inherited.doc = fact.doc AND inherited.whole = told_by AND inherited.date = edtf"
        f" WHERE part != {UNDATED} AND fact.doc IN ({','.join(map(str, docs))}) ORDER BY fact.rowid"
    )
    out: dict[int, tuple[str, bool]] = {}
    own: set[int] = set()
    for doc, edtf, told_by, is_of_whole in connection.execute(sql):
        if any(touches(PartialDate.parse(edtf), one) for one in asked):
            if told_by:
                out.setdefault(doc, (edtf, bool(is_of_whole)))
            else:
                own.add(doc)
    return {doc: found for doc, found in out.items() if doc not in own}
