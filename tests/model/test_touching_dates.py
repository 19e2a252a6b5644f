"""Which dates touch which: the rule of `date:` in query lines, held against sets of days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from seeds import rounds

from govtui.model.date_agreement import touches
from govtui.model.dates import DateError, PartialDate, Point

WORLD = (datetime.date(1980, 1, 1), datetime.date(2030, 12, 31))
"""Where a date without an end ends here."""

days = st.dates(datetime.date(1999, 1, 1), datetime.date(2005, 12, 31))
marks = st.sampled_from(["", "", "?", "~", "%"])
dated = st.one_of(
    days.map(datetime.date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
    st.sampled_from(["199X", "200X"]),
)
undated = st.dates(datetime.date(2000, 1, 1), datetime.date(2000, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"XXXX-{day:%m}", f"XXXX-{day:%m-%d}"])
)


def spans(points: st.SearchStrategy[str]) -> st.SearchStrategy[PartialDate]:
    marked = st.tuples(points, marks).map("".join)
    texts = st.one_of(
        marked, st.tuples(marked, marked).map("/".join), marked.map("{}/..".format), marked.map("../{}".format)
    )
    return texts.filter(is_date).map(PartialDate.parse)


def is_date(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except DateError:
        return False


dates = st.one_of(spans(dated), spans(undated))


def from_to(first: datetime.date, last: datetime.date) -> set[datetime.date]:
    return {datetime.date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)}


def days_of(date: PartialDate) -> set[datetime.date]:
    return from_to(date.earliest() or WORLD[0], date.latest() or WORLD[1])


def days_in_a_year(date: PartialDate) -> set[tuple[int, int]]:
    """The months and days of a date without a year, 29 February among them; of the known end of an open interval."""
    start, end = date.start or date.end, date.end or date.start
    assert start and end and start.month and end.month
    out = set()
    for month, day in round_the_year((start.month, start.day or 1)):
        out.add((month, day))
        if (month, day) == (end.month, end.day or last_of(end.month)):
            break
    return out


def last_of(month: int) -> int:
    return {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)


def round_the_year(begun: tuple[int, int]) -> Iterator[tuple[int, int]]:
    all_days = [(month, day) for month in range(1, 13) for day in range(1, last_of(month) + 1)]
    at = all_days.index(begun)
    yield from all_days[at:] + all_days[:at]


def days_of_known_end(date: PartialDate) -> set[datetime.date]:
    known: Point | None = date.start or date.end
    if date.start and date.end:
        return days_of(date)
    first, last = known and known.earliest(), known and known.latest()
    assert first and last
    return from_to(first, last)


def slowly(date: PartialDate, asked: PartialDate) -> bool:
    if not asked.year_less:
        return not date.year_less and bool(days_of(date) & days_of(asked))
    wanted = days_in_a_year(asked)
    if date.year_less:
        return bool(days_in_a_year(date) & wanted)
    told = days_of_known_end(date)
    return len(told) < 365 and any((day.month, day.day) in wanted for day in told)


@settings(max_examples=rounds(100, 20_000))
@given(dates, dates)
@example(PartialDate.parse("2001-02"), PartialDate.parse("XXXX-02-29"))
@example(PartialDate.parse("2004-02"), PartialDate.parse("XXXX-02-29"))
@example(PartialDate.parse("XXXX-12-30/XXXX-01-02"), PartialDate.parse("XXXX-01-01"))
@example(PartialDate.parse("2001-12-30/2002-01-02"), PartialDate.parse("XXXX-01-02"))
@example(PartialDate.parse("2001"), PartialDate.parse("XXXX-08-05"))
@example(PartialDate.parse("../2001-08"), PartialDate.parse("XXXX-08-05"))
@example(PartialDate.parse("XXXX-03/XXXX-02"), PartialDate.parse("XXXX-02-29"))
def test_a_date_touches_what_it_has_a_day_of(date: PartialDate, asked: PartialDate) -> None:
    assert touches(date, asked) == slowly(date, asked)


@given(dates)
def test_a_date_touches_itself_unless_it_says_nothing_of_the_day_in_a_year(date: PartialDate) -> None:
    assert touches(date, date)


@given(dates, dates, marks)
def test_doubt_changes_nothing(date: PartialDate, asked: PartialDate, mark: str) -> None:
    plain = PartialDate.parse(asked.text.translate(dict.fromkeys(map(ord, "?~%"))))
    assume(plain.text != asked.text)
    assert touches(date, asked) == touches(date, plain)


@given(spans(dated), spans(dated))
def test_with_years_touching_is_mutual(one: PartialDate, other: PartialDate) -> None:
    assert touches(one, other) == touches(other, one)


@pytest.mark.parametrize(
    ("date", "asked", "found"),
    [
        ("2021-10-26", "2021-10", True),
        ("2021", "2021-10", True),
        ("2017/..", "2050", True),
        ("../2030", "2020", True),
        ("../2030", "2031", False),
        ("XXXX-08-05", "2022-08-05", False),
        ("XXXX-08-05", "XXXX-08", True),
        ("2022-08-05", "XXXX-08-05", True),
        ("2021/2025", "XXXX-08-05", False),
        ("2021-11/..", "XXXX-11", True),
        ("2021-11/..", "XXXX-12", False),
        ("9999-12", "XXXX-12-31", True),
        ("0001-01", "XXXX-01-01", True),
        ("9999-12/..", "XXXX-12/XXXX-01", True),
    ],
)
def test_touching_by_example(date: str, asked: str, found: bool) -> None:
    assert touches(PartialDate.parse(date), PartialDate.parse(asked)) == found
