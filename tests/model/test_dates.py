from __future__ import annotations

import calendar
import datetime
import pickle
import re
import subprocess
import sys
import time
import warnings
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError
from seeds import rounds

from govtui.model.dates import DATE_CODES, LONGEST, PATTERN, DateError, PartialDate, Point

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the oracle's grammar warns of itself while it is built
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException


def parse(text: str) -> PartialDate:
    return PartialDate.parse(text)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# Texts of the grammar. Built from numbers, so that they say what they mean without the parser.

marks = st.sampled_from(["", "", "?", "~", "%"])
years = st.integers(1, 9999)
leap_days = st.dates(datetime.date(2000, 1, 1), datetime.date(2000, 12, 31))
dated = st.one_of(
    years.map(lambda year: f"{year:04}"),
    st.dates().map(lambda date: date.isoformat()[:7]),
    st.dates().map(datetime.date.isoformat),
    st.integers(1, 999).map(lambda decade: f"{decade:03}X"),
)
undated = st.one_of(
    leap_days.map(lambda date: f"XXXX-{date:%m}"),
    leap_days.map(lambda date: f"XXXX-{date:%m-%d}"),
)


def marked(points: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(points, marks).map("".join)


def intervals(points: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(points, points).map("/".join).filter(lambda text: "X" * 4 in text or not backwards(text)),
        points.map(lambda point: f"{point}/.."),
        points.map(lambda point: f"../{point}"),
    )


def backwards(text: str) -> bool:
    """Whether an interval with years is impossible, told from the texts alone: all digits of the ends compared."""
    first, last = (part.rstrip("?~%") for part in text.split("/"))
    return first.replace("X", "0").ljust(10, "0") > last.replace("X", "9").ljust(10, "9")


dated_texts = st.one_of(marked(dated), intervals(marked(dated)))
undated_texts = st.one_of(marked(undated), intervals(marked(undated)))
texts = st.one_of(dated_texts, undated_texts)


@given(texts)
def test_every_text_of_the_grammar_is_its_own_canonical_form(text: str) -> None:
    assert parse(text).text == text
    assert str(parse(text)) == text


@given(texts)
def test_a_year_is_missing_exactly_where_the_text_says_so(text: str) -> None:
    assert parse(text).year_less == ("XXXX" in text)


@given(texts)
def test_each_end_is_read_as_it_is_written(text: str) -> None:
    date = parse(text)
    ends = text.split("/") if "/" in text else [text, text]
    assert date.interval == ("/" in text)
    for point, written in zip((date.start, date.end), ends, strict=True):
        assert (point is None) == (written == "..")
        if point is not None:
            assert rendered(point) == written


def rendered(point: Point) -> str:
    year = "XXXX" if point.year is None else f"{point.year // 10:03}X" if point.decade else f"{point.year:04}"
    month = "" if point.month is None else f"-{point.month:02}"
    in_month = "" if point.day is None else f"-{point.day:02}"
    mark = "%" if point.uncertain and point.approximate else "?" if point.uncertain else "~" * point.approximate
    return year + month + in_month + mark


@given(dated_texts)
def test_a_span_begins_before_it_ends_and_has_its_years(text: str) -> None:
    date = parse(text)
    earliest, latest, span = date.earliest() or datetime.date.min, date.latest() or datetime.date.max, date.years()
    assert earliest <= latest
    assert span == range(earliest.year, latest.year + 1)


@given(undated_texts)
def test_a_date_without_a_year_has_no_days_of_a_calendar(text: str) -> None:
    date = parse(text)
    assert (date.earliest(), date.latest(), date.years()) == (None, None, None)


@given(dated_texts, dated_texts)
def test_dates_sort_by_their_earliest_possible_day(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    by_day = [(date.start is not None, date.earliest() or datetime.date.min) for date in (first, second)]
    assert (first.sort_key() < second.sort_key()) == (by_day[0] < by_day[1])
    assert (first.sort_key() == second.sort_key()) == (by_day[0] == by_day[1])


@given(dated_texts, undated_texts)
def test_dates_without_a_year_sort_after_all_others(with_year: str, without: str) -> None:
    assert parse(with_year).sort_key() < parse(without).sort_key()


@given(leap_days, leap_days)
def test_dates_without_a_year_sort_by_month_and_day(one: datetime.date, other: datetime.date) -> None:
    assert (parse(f"XXXX-{one:%m-%d}").sort_key() < parse(f"XXXX-{other:%m-%d}").sort_key()) == (one < other)


@given(st.dates())
def test_a_toml_date_is_its_text(date: datetime.date) -> None:
    assert PartialDate.parse(date) == parse(date.isoformat())


@given(st.integers(1000, 9999))
def test_a_toml_integer_is_a_year(year: int) -> None:
    assert PartialDate.parse(year) == parse(str(year))


offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))


@given(st.datetimes(timezones=st.none() | offsets))
def test_a_toml_datetime_keeps_its_day_and_its_clock(moment: datetime.datetime) -> None:
    date = PartialDate.parse(moment)
    assert date.time == f"{moment:%H:%M}"
    assert date.earliest() == date.latest() == moment.date()
    assert datetime.datetime.fromisoformat(date.text) == moment.replace(microsecond=0)
    assert parse(date.text) == date


# The pattern, which validators of JSON Schema look at texts with.

PATTERN_MATCHES = re.compile(PATTERN)


@given(texts, st.text(" \t\n\u3000", max_size=2))
def test_the_pattern_matches_every_text_of_the_grammar(text: str, blank: str) -> None:
    assert parse(blank + text + blank).text == text
    assert PATTERN_MATCHES.search(blank + text + blank)


@given(st.datetimes(timezones=st.none() | offsets), st.sampled_from(["T", " "]))
def test_the_pattern_matches_every_moment(moment: datetime.datetime, between: str) -> None:
    assert PATTERN_MATCHES.search(moment.isoformat(between))
    assert PATTERN_MATCHES.search(parse(moment.isoformat(between)).text)


@given(st.from_regex(PATTERN_MATCHES))
def test_what_the_pattern_matches_is_a_date_but_for_what_takes_reckoning(text: str) -> None:
    try:
        parse(text)
    except DateError as error:
        day_of_leap_years = "-02-29" in text and error.code == "no_such_day"
        offset = "14:" in text and error.code == "no_such_time"
        assert error.code == "reversed" or day_of_leap_years or offset, text


@pytest.mark.parametrize(
    ("given_text", "text", "clock"),
    [
        ("2022-08-05T13:06", "2022-08-05T13:06:00", "13:06"),
        ("2022-08-05 13:06", "2022-08-05T13:06:00", "13:06"),
        ("2022-08-05T13:06:07.250+00:00", "2022-08-05T13:06:07Z", "13:06"),
        ("2022-08-05T00:00:00+07:00", "2022-08-05T00:00:00+07:00", "00:00"),
        ("  2015 \n", "2015", None),
    ],
)
def test_text_is_brought_to_canonical_edtf(given_text: str, text: str, clock: str | None) -> None:
    date = parse(given_text)
    assert (date.text, date.time) == (text, clock)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "key"),
    [
        ("2015", "2015-01-01", "2015-12-31", "2015-01-01"),
        ("2016-02", "2016-02-01", "2016-02-29", "2016-02-01"),
        ("2015-11-05?", "2015-11-05", "2015-11-05", "2015-11-05"),
        ("201X", "2010-01-01", "2019-12-31", "2010-01-01"),
        ("2021/2025", "2021-01-01", "2025-12-31", "2021-01-01"),
        ("2022/2022-05", "2022-01-01", "2022-05-31", "2022-01-01"),
        ("2022-08/2022", "2022-08-01", "2022-12-31", "2022-08-01"),
        ("2017~/..", "2017-01-01", None, "2017-01-01"),
        ("../2030", None, "2030-12-31", "0000-00-00"),
        ("XXXX-09", None, None, "XXXX-09-01"),
        ("XXXX-12-30/XXXX-01-02", None, None, "XXXX-12-30"),
        ("../XXXX-09", None, None, "XXXX-00-00"),
    ],
)
def test_earliest_latest_and_the_key_by_example(text: str, earliest: str | None, latest: str | None, key: str) -> None:
    date = parse(text)
    assert date.earliest() == (earliest and day(earliest))
    assert date.latest() == (latest and day(latest))
    assert date.sort_key() == key


@pytest.mark.parametrize("text", ["XXXX-12-30/XXXX-01-02", "XXXX-12/XXXX-01", "XXXX-02-29", "2016-02-29", "2022/2022"])
def test_new_year_may_be_crossed_and_leap_days_exist(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize(
    ("value", "code", "suggestion"),
    [
        ("", "empty", None),
        (" \t", "empty", None),
        ("abc", "not_a_date", None),
        ("today", "not_a_date", None),
        ("12345", "not_a_date", None),
        ("٢٠١٥", "not_a_date", None),
        ("2015/2016/2017", "not_a_date", None),
        ("2022-08-05T13:06/2023", "not_a_date", None),
        (12, "not_a_date", None),
        (-2015, "unsupported", None),
        (True, "not_a_date", None),
        (3.5, "not_a_date", None),
        (None, "not_a_date", None),
        (["2015"], "not_a_date", None),
        (datetime.time(7, 30), "not_a_date", None),
        ("0000", "no_such_year", None),
        ("000X", "no_such_year", None),
        ("2022-13", "no_such_month", None),
        ("XXXX-13-01", "no_such_month", None),
        ("2022-21-01", "no_such_month", None),
        ("2022-02-30", "no_such_day", None),
        ("2023-02-29", "no_such_day", None),
        ("2022-04-31/2022-05-01", "no_such_day", None),
        ("XXXX-02-30", "no_such_day", None),
        ("31/2/2022", "no_such_day", None),
        ("2022-08-05T25:00", "no_such_time", None),
        ("2022-08-05T13:06:60", "no_such_time", None),
        ("2022-08-05T13:06+15:00", "no_such_time", None),
        ("2018/2017", "reversed", None),
        ("2022-08-05/2022-08-04", "reversed", None),
        ("201X/2009", "reversed", None),
        ("../..", "both_ends_open", None),
        ("XXXX-09-09/2015-09-10", "year_on_one_end", None),
        ("2015/XXXX-09", "year_on_one_end", None),
        ("2022-21", "unsupported", None),
        ("20XX", "unsupported", None),
        ("XXXX", "unsupported", None),
        ("201X-05", "unsupported", None),
        ("2015-?08", "unsupported", None),
        ("Y17000", "unsupported", None),
        ("[2015,2016]", "unsupported", None),
        ("5/8/2022", "year_first", "2022-08-05"),
        ("05-08-2022", "year_first", "2022-08-05"),
        ("5.8.2022", "year_first", "2022-08-05"),
        ("8/15/2022", "year_first", "2022-08-15"),
        ("11/2021", "year_first", "2021-11"),
        ("5–6/11/2018", "year_first", "2018-11-05/2018-11-06"),
        ("5/8", "year_missing", "XXXX-08-05"),
        ("9-10/9", "year_missing", "XXXX-09-09/XXXX-09-10"),
        ("--08-05", "year_missing", "XXXX-08-05"),
        ("2022-8-5", "two_digits", "2022-08-05"),
        ("2022-8", "two_digits", "2022-08"),
        ("20220805", "hyphens", "2022-08-05"),
        (20220805, "hyphens", "2022-08-05"),
        ("2022/08/05", "hyphens", "2022-08-05"),
        ("2022/8", "hyphens", "2022-08"),
        ("2021-2025", "interval", "2021/2025"),
        ("2021–2025", "interval", "2021/2025"),
        ("2018-11-05 - 2018-11-06", "interval", "2018-11-05/2018-11-06"),
        ("2018-11-05/06", "interval", "2018-11-05/2018-11-06"),
        ("2017/", "open_end", "2017/.."),
        ("2017-", "open_end", "2017/.."),
        ("/2030", "open_end", "../2030"),
        ("c. 2015", "qualifier", "2015~"),
        ("~2015", "qualifier", "2015~"),
        ("2015 ?", "qualifier", "2015?"),
        ("2015?~", "qualifier", "2015%"),
        ("khoảng 2015", "qualifier", "2015~"),
        ("2010s", "use_x", "201X"),
        ("xxxx-09-09", "use_x", "XXXX-09-09"),
        ("0000-09-09", "use_x", "XXXX-09-09"),
        ("2018-XX-XX", "leave_out", "2018"),
        ("2018-11-00", "leave_out", "2018-11"),
        ("Ngày 05 tháng 8 năm 2022", "in_words", "2022-08-05"),
        ("ngày 9 tháng 9", "in_words", "XXXX-09-09"),
        ("tha\u0301ng 11 na\u0306m 2021", "in_words", "2021-11"),
        ("năm 2015", "in_words", "2015"),
        ("thập niên 2010", "in_words", "201X"),
        ("5 August 2022", "in_words", "2022-08-05"),
        ("Aug 5, 2022", "in_words", "2022-08-05"),
        ("5 Foo 2022", "no_such_month", None),
        ("5 anf 2022", "no_such_month", None),
    ],
)
def test_what_is_no_date_says_why_and_what_was_probably_meant(value: object, code: str, suggestion: str | None) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.parse(value)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.suggestion) == (code, suggestion)


near_dates = st.text(alphabet="0123456789X/-.?~% TZ:+xcángthmiê–", max_size=30)


@given(st.one_of(near_dates, st.text(), st.integers(), st.none(), st.floats()))
@example("0" * 10_000)
@example("1 " * 5_000)
@example("-" * 10_000)
@example("5/8%\n::error::")
def test_anything_is_a_date_or_a_date_error_whose_suggestion_is_a_date(value: object) -> None:
    try:
        date = PartialDate.parse(value)  # type: ignore[arg-type]
    except DateError as error:
        assert error.code in DATE_CODES
        assert error.value == (value.strip() if isinstance(value, str) else str(value))[:LONGEST]
        assert error.suggestion is None or parse(error.suggestion).text == error.suggestion
    else:
        assert parse(date.text) == date


def test_an_error_names_its_code_and_survives_a_process_boundary() -> None:
    error: DateError = pickle.loads(pickle.dumps(DateError("year_first", "5/8/2022", "2022-08-05")))
    assert issubclass(DateError, ValueError)
    assert (error.code, error.value, error.suggestion) == ("year_first", "5/8/2022", "2022-08-05")
    assert str(error) == "year_first: '5/8/2022'"


# The value


@given(texts, texts)
def test_dates_are_equal_and_hash_alike_exactly_when_their_texts_do(one: str, other: str) -> None:
    assert (parse(one) == parse(other)) == (one == other)
    assert len({parse(one), parse(other), parse(one)}) == len({one, other})


def test_a_date_is_immutable_small_and_can_be_pickled() -> None:
    date = parse("2018-11-05/2018-11-06")
    with pytest.raises(FrozenInstanceError):
        date.text = "2019"  # type: ignore[misc]
    assert not hasattr(date, "__dict__") and not hasattr(date.start, "__dict__")
    copy = pickle.loads(pickle.dumps(date))
    assert (copy, copy.start, copy.end, copy.interval) == (date, date.start, date.end, True)
    assert repr(date) == "PartialDate('2018-11-05/2018-11-06')"


# In a model


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    date: PartialDate | None = None


@given(texts)
def test_a_model_takes_and_gives_the_text(text: str) -> None:
    record = Record.model_validate({"date": text})
    assert record.date == parse(text)
    assert record.model_dump() == {"date": text}
    assert Record.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2006, "2006"),
        (datetime.date(2022, 8, 5), "2022-08-05"),
        (datetime.datetime(2022, 8, 5, 13, 6), "2022-08-05T13:06:00"),
        (parse("201X"), "201X"),
        (None, None),
    ],
)
def test_a_strict_model_takes_what_toml_reads(value: object, text: str | None) -> None:
    assert Record.model_validate({"date": value}).model_dump(mode="json") == {"date": text}


@pytest.mark.parametrize(
    ("value", "kind", "context"),
    [
        ("5/8/2022", "date_year_first", {"value": "5/8/2022", "suggestion": "2022-08-05"}),
        ("2022-13", "date_no_such_month", {"value": "2022-13", "suggestion": ""}),
        (3.5, "date_not_a_date", {"value": "3.5", "suggestion": ""}),
    ],
)
def test_a_model_reports_a_date_error_by_its_code(value: object, kind: str, context: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        Record.model_validate({"date": value})
    [detail] = caught.value.errors()
    assert (detail["type"], detail["ctx"], detail["loc"]) == (kind, context, ("date",))


def test_a_models_json_schema_tells_that_a_date_is_text_or_a_year() -> None:
    schema = Record.model_json_schema()["properties"]["date"]
    assert schema["anyOf"] == [{"type": "string"}, {"type": "integer"}, {"type": "null"}]


def test_reading_dates_needs_no_pydantic() -> None:
    program = (
        "import sys; from govtui.model.dates import PartialDate; PartialDate.parse('2015'); "
        "sys.exit('pydantic' in sys.modules or 'pydantic_core' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# The oracle: the `edtf` package, which reads all of EDTF (about 10 ms a date, so fewer examples)


def oracle(text: str) -> tuple[datetime.date | None, datetime.date | None] | None:
    """The first and last day by the package; None for an open end; None instead of both if it is no EDTF."""

    def to_date(moment: time.struct_time | float) -> datetime.date | None:
        return None if isinstance(moment, float) else datetime.date(*moment[:3])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read = parse_edtf(text)
            return to_date(read.lower_strict()), to_date(read.upper_strict())
        except EDTFParseException:
            return None


def known_to_the_oracle(text: str) -> bool:
    """Its grammar has no marks or open ends beside an unspecified year, but for a single decade."""
    if "/" in text and "X" in text:
        return not set(text) & set("?~%.")
    return "XXXX" not in text or text[-1] not in "?~%"


@settings(max_examples=rounds(60, 3000), deadline=None)
@given(dated_texts.filter(known_to_the_oracle))
def test_earliest_and_latest_are_those_of_the_edtf_package(text: str) -> None:
    date = parse(text)
    assert oracle(text) == (date.earliest(), date.latest())


@settings(max_examples=rounds(50), deadline=None)
@given(undated_texts.filter(known_to_the_oracle))
def test_dates_without_a_year_are_edtf(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert str(parse_edtf(text)) == text


@settings(max_examples=rounds(50), deadline=None)
@given(st.datetimes(timezones=st.none() | offsets))
def test_a_moment_is_written_as_edtf(moment: datetime.datetime) -> None:
    assert oracle(PartialDate.parse(moment).text) == (moment.date(), moment.date())


@settings(max_examples=rounds(60, 3000), deadline=None)
@given(years, st.integers(0, 20), st.integers(0, 32), marks)
@example(2023, 2, 29, "")
@example(1900, 2, 29, "?")
@example(2022, 0, 1, "")
def test_the_days_that_exist_are_those_of_the_edtf_package_but_for_29_february(
    year: int, month: int, in_month: int, mark: str
) -> None:
    text = f"{year:04}-{month:02}-{in_month:02}{mark}"
    try:
        accepted = bool(parse(text))
    except DateError:
        accepted = False
    if (month, in_month) == (2, 29):  # the package does not look at the year
        assert accepted == calendar.isleap(year)
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert accepted == (parse_edtf(text, fail_silently=True) is not None)


edtf_like = st.from_regex(r"(\.\.|[0-2][0-9X]{3}(-[0-3X][0-9X]){0,2}[?~%]?)(/(\.\.|[0-2][0-9X]{3}(-[01][0-9]){0,2}[?~%]?))?", fullmatch=True)  # fmt: skip


@settings(max_examples=rounds(80, 4000), deadline=None)
@given(edtf_like.filter(known_to_the_oracle))
def test_nothing_is_accepted_that_is_no_edtf(text: str) -> None:
    try:
        date = parse(text)
    except DateError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert str(parse_edtf(date.text)) == text
