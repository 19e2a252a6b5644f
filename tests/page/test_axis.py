"""The axis of a timeline: where days stand on it, and that a bar never says more or less than its date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from contexts import context_of
from hypothesis import given
from hypothesis import strategies as st
from small import RECORDS, shipped_index

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Dated, Index, View
from govtui.model.dates import DateError, PartialDate
from govtui.model.record import Declaration, Event, Organization
from govtui.page.timeline import (
    ABOUT,
    AFTER,
    BEFORE,
    FROM,
    LASTS,
    PERHAPS,
    SOMEWHERE,
    TICK,
    TODAY,
    UNIT,
    UNTIL,
    VAGUE,
    ZOOMS,
    Layout,
    Zoom,
    bar,
    column,
    extent,
    first_day,
    in_full,
    marks,
    row,
    scale,
    unit_start,
)
from govtui.store.registry import Registry
from govtui.text.width import width

days = st.dates(datetime.date(1800, 1, 1), datetime.date(2199, 12, 31))
zooms = st.sampled_from(ZOOMS)
points = st.one_of(
    days.map(lambda day: day.isoformat()),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day:%Y}"),
    days.map(lambda day: f"{day:%Y}"[:3] + "X"),
)


def _interval(ends: tuple[str, str]) -> str:
    try:
        return PartialDate.parse("/".join(ends)).text
    except DateError:
        return "/".join(reversed(ends))


marked = st.tuples(points, st.sampled_from(["", "?", "~", "%"])).map("".join)
dates = st.one_of(
    marked,
    st.tuples(marked, marked).map(_interval),
    marked.map(lambda point: f"{point}/.."),
    marked.map(lambda point: f"../{point}"),
).map(PartialDate.parse)


@given(days, days, zooms)
def test_later_days_never_stand_further_left(one: datetime.date, other: datetime.date, zoom: Zoom) -> None:
    first, last = sorted((one, other))
    assert column(first, zoom) <= column(last, zoom)


@given(days, zooms)
def test_a_cell_begins_with_its_first_day(day: datetime.date, zoom: Zoom) -> None:
    cell = column(day, zoom)
    assert first_day(cell, zoom) <= day < first_day(cell + 1, zoom)
    assert column(first_day(cell, zoom), zoom) == cell


@given(dates, zooms, st.integers(-60, 60), st.integers(1, 120))
def test_a_bar_is_as_long_as_it_was_asked_for(date: PartialDate, zoom: Zoom, shift: int, cells: int) -> None:
    assert len(bar(date, zoom, extent(date, zoom).first + shift, cells)) == cells


@given(dates, zooms, st.integers(-60, 60))
def test_a_bar_covers_no_day_outside_its_date(date: PartialDate, zoom: Zoom, shift: int) -> None:
    left = extent(date, zoom).first + shift
    first, last = date.earliest() or datetime.date.min, date.latest() or datetime.date.max
    for cell, sign in enumerate(bar(date, zoom, left, 80), left):
        if sign not in f" {BEFORE}{AFTER}{ABOUT}{PERHAPS}":
            assert column(first, zoom) <= cell <= column(last, zoom)
        if sign == " ":
            assert not column(first, zoom) <= cell <= column(last, zoom)


@given(dates, zooms)
def test_a_bar_in_sight_is_seen(date: PartialDate, zoom: Zoom) -> None:
    where = extent(date, zoom)
    for cell in (where.first, where.last):
        assert bar(date, zoom, cell - 5, 20)[5] not in f" {BEFORE}{AFTER}"


@given(dates, zooms)
def test_what_stands_outside_says_on_which_side(date: PartialDate, zoom: Zoom) -> None:
    where = extent(date, zoom)
    if where.end:
        assert bar(date, zoom, where.last + 1, 20).strip() == BEFORE
    if where.start:
        assert bar(date, zoom, where.first - 20, 20).strip() == AFTER


@given(st.integers(1800, 2199))
def test_a_year_fills_its_year_and_a_decade_its_decade(year: int) -> None:
    start = column(datetime.date(year, 1, 1), "year")
    assert bar(PartialDate.parse(str(year)), "year", start - 1, 8) == f" {SOMEWHERE * UNIT['year']} "
    ten = f"{year:04}"[:3]
    assert bar(PartialDate.parse(f"{ten}X"), "decade", int(ten) * 10 - 1, 12) == f" {SOMEWHERE * 10} "


def test_signs_tell_without_colour_how_sure_and_how_long_a_date_is() -> None:
    def drawn(text: str, zoom: Zoom = "year", cells: int = 14) -> str:
        return bar(PartialDate.parse(text), zoom, column(datetime.date(2021, 1, 1), zoom) - 1, cells)

    assert drawn("2021-03-05") == "  ●           "
    assert drawn("2021-03-05/2021-03-07") == "  ●           "
    assert drawn("2021-03") == f"  {VAGUE}           "
    assert drawn("2021-01-10/2022-03-01") == f" {LASTS * 8}     "
    assert drawn("2021-03-05/..") == f"  {LASTS * 11}{UNTIL}"
    assert drawn("../2021-03-05") == f"{FROM}{LASTS * 2}           "
    assert drawn("2021~") == f" {SOMEWHERE * 6}{ABOUT}      "
    assert drawn("2021%") == f" {SOMEWHERE * 6}{ABOUT}{PERHAPS}     "
    assert marks(PartialDate.parse("2021?/2023~")) == ABOUT + PERHAPS


@given(days, zooms, st.integers(1, 160), st.sampled_from(["vi", "en"]), days)
def test_the_scale_names_units_where_they_begin(
    day: datetime.date, zoom: Zoom, cells: int, language: str, today: datetime.date
) -> None:
    left = column(day, zoom)
    names, rule = scale(zoom, left, cells, today, load(language))
    assert width(names) == width(rule) == cells
    for place, sign in enumerate(rule):
        edge = unit_start(left + place, zoom) == left + place
        assert (sign == TICK) <= edge
        assert (sign == TODAY) == (column(today, zoom) == left + place)
        if names[place] != " " and (place == 0 or names[place - 1] == " ") and not names[place].isalpha():
            assert edge or names[:place].rstrip()[-1:].isalpha()  # a year behind the name of its month


# -- the registry that ships -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index() -> Index:
    return shipped_index()


def told() -> Iterator[tuple[str, str]]:
    """Every date of every file that a timeline shows, by a plain reading of the files: record and date."""
    everything = Registry(RECORDS)
    for found in everything.files():
        record = everything.entry(found.path).record
        dated: list[PartialDate | None] = []
        match record:
            case Event():
                dated = [record.date]
            case Declaration():
                dated = [record.date, record.period, *(step.date for step in record.steps)]
            case Organization():
                dated = [record.founded, record.dissolved, *(term.date for term in record.terms)]
        for date in dated:
            if record is not None and date is not None:
                yield record.id, date.text


def test_every_date_of_the_records_is_on_the_axis_between_its_first_and_last_day(index: Index) -> None:
    dates = index.dates(View())
    facts = dates.window(0, dates.dated + dates.year_less)
    assert {(fact.key, fact.date) for fact in facts if not fact.by} == set(told())
    assert len(facts) > 30
    for place, fact in enumerate(facts):
        date = PartialDate.parse(fact.date)
        assert date.year_less == (place >= dates.dated)
        if date.year_less:
            continue
        for zoom in ZOOMS:
            where = extent(date, zoom)
            assert bar(date, zoom, where.first - 1, 9)[1] not in f" {BEFORE}{AFTER}"


def test_the_facts_stand_in_order_of_their_first_day(index: Index) -> None:
    dates = index.dates(View())
    begun = []
    for fact in dates.window(0, dates.dated):
        date = PartialDate.parse(fact.date)
        day = date.earliest() or (date.end.earliest() if date.end else None)
        assert day is not None
        begun.append(day)
    assert begun == sorted(begun)
    for day in (begun[0], begun[len(begun) // 2], datetime.date(2100, 1, 1)):
        place = dates.first_from(day.toordinal())
        assert place == sum(one < day for one in begun)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_record_does_not_say_itself_has_the_sign_before_and_who_says_so_behind(
    index: Index, language: str
) -> None:
    context = context_of(Registry(RECORDS), index, language)
    told = load(language).pgettext("elsewhere", "according to {source}").format(source="s1")
    event = Dated("a", "event", "forum", "Diễn đàn", "", "date", "", None, "2015", "s1")
    founded = event._replace(kind="organization", what="founded", name="Hội")
    for fact, words in (
        (event, f"+ Diễn đàn · {told}"),
        (event._replace(by=""), "Diễn đàn"),
        (founded, f"+ {context.field('founded')} · Hội · {told}"),
    ):
        line = "".join(
            span.text for span in row(fact, context, Layout.of(200), "year", 2015, datetime.date(2022, 1, 1))
        )
        assert words in " ".join(line.split())
        assert in_full(fact, context).endswith(f" · + {told}") is bool(fact.by)
