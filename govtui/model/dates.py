"""Partial dates: the subset of EDTF (ISO 8601-2) that the registry's files use.

A point is `2015`, `2015-11`, `2015-11-05`, a decade `201X`, or a day or month of which the source does not tell the
year, `XXXX-11[-05]`; a mark may follow it: `?` uncertain, `~` approximate, `%` both. A date is a point, a point with
a time of day, an interval `a/b`, or an interval open at one end, `a/..` and `../b`. Precision is never changed: a
month stays a month. Years run from 0001 to 9999, as in `datetime.date`.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, final, get_args

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

DateCode = Literal[
    # What is wrong, and nothing to propose:
    "empty",
    "not_a_date",
    "no_such_year",  # 0000: years begin at 0001
    "no_such_month",
    "no_such_day",
    "no_such_time",
    "reversed",  # an interval that ends before it begins
    "both_ends_open",
    "year_on_one_end",  # 2015-09-09/XXXX-09-10
    "unsupported",  # EDTF, but not of this subset: seasons, sets, centuries, years beyond four digits
    # What was probably meant; `suggestion` holds it:
    "year_first",  # 5/8/2022
    "year_missing",  # 5/8
    "two_digits",  # 2022-8-5
    "hyphens",  # 20220805, 2022/08/05
    "interval",  # 2021-2025
    "open_end",  # 2017/
    "qualifier",  # c. 2015
    "use_x",  # 2010s
    "leave_out",  # 2018-11-XX
    "in_words",  # ngày 5 tháng 8 năm 2022
]
DATE_CODES: tuple[DateCode, ...] = get_args(DateCode)
"""Every code that a DateError can carry, so that a catalog can be held against the whole list."""

LONGEST = 64
"""Characters that are read: the longest text of the grammar has 25."""

LONGEST_IN_WORDS = 128
"""The same of other ways of writing dates: an interval of days in doubt has 77 in Vietnamese."""

_LEAP_YEAR = 2000  # a day without a year may be 29 February


class DateError(ValueError):
    """A value that is no partial date.

    `code` is stable and says why; `value` is what was given, cut to LONGEST characters; `suggestion` is a text that
    parses and was probably meant, or None. A proposal is for a person to accept: `5/8/2022` is read day first, which
    its writer may not have meant.
    """

    def __init__(self, code: DateCode, value: str, suggestion: str | None = None) -> None:
        super().__init__(code, value[:LONGEST], suggestion)
        self.code: DateCode = code
        self.value = value[:LONGEST]
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"{self.code}: {self.value!r}"


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, year or decade, as precisely as it is known.

    `year` is None where the source tells none, and the first of the ten years of a decade. `day` implies `month`.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    decade: bool = False
    uncertain: bool = False
    approximate: bool = False

    def earliest(self) -> datetime.date | None:
        """The first day this may be, whatever its marks; None without a year."""
        return None if self.year is None else datetime.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> datetime.date | None:
        """The last day this may be, whatever its marks; None without a year."""
        if self.year is None:
            return None
        year = self.year + 9 if self.decade else self.year
        month = self.month or 12
        return datetime.date(year, month, self.day or monthrange(year, month)[1])


@final
@dataclass(frozen=True, slots=True, repr=False)
class PartialDate:
    """A date as a source tells it. Made by `parse`; equal and hashed by its text.

    In a Pydantic model a field of this type takes what `parse` takes, in strict mode too, and serializes to `text`;
    a DateError is reported as the type `date_<code>`, with `value` and `suggestion` ("" for none) as its context.
    """

    text: str
    """Canonical EDTF: what is written back."""
    start: Point | None = field(compare=False)
    """None where the interval is open at its start."""
    end: Point | None = field(compare=False)
    """None where the interval is open at its end; the start itself where the date is no interval."""
    interval: bool = field(default=False, compare=False)
    time: str | None = field(default=None, compare=False)
    """HH:MM as the source's clock showed it, or None. `text` keeps seconds and zone."""

    @classmethod
    def parse(cls, value: str | int | datetime.date | datetime.datetime) -> PartialDate:
        """Read EDTF text, a year, or a date or datetime of TOML; raises DateError.

        Outer white space is ignored. Fractions of a second are dropped: EDTF has none.
        """
        if isinstance(value, str):
            return _read(value.strip())
        if isinstance(value, datetime.date):
            return _read(value.isoformat())
        if isinstance(value, int):
            return _read(str(value))  # a bool becomes "True", which is no date
        raise DateError("not_a_date", str(value))

    @property
    def year_less(self) -> bool:
        """Whether the source does not tell the year."""
        return any(point is not None and point.year is None for point in (self.start, self.end))

    def earliest(self) -> datetime.date | None:
        """The first day this may cover; None without a year, and where the start is open."""
        return self.start.earliest() if self.start else None

    def latest(self) -> datetime.date | None:
        """The last day this may cover; None without a year, and where the end is open."""
        return self.end.latest() if self.end else None

    def years(self) -> range | None:
        """The years this may touch; None without a year.

        An open end reaches to the first or last year there is (1, 9999): compare with the range, do not walk it.
        """
        if self.year_less:
            return None
        first, last = self.earliest(), self.latest()
        return range(first.year if first else datetime.MINYEAR, (last.year if last else datetime.MAXYEAR) + 1)

    def sort_key(self) -> str:
        """The earliest possible day as text that sorts by code point, so in SQLite too.

        An open start comes before all days; dates without a year follow all others, by month and day.
        """
        if self.start is None:
            return "XXXX-00-00" if self.year_less else "0000-00-00"
        year = "XXXX" if self.start.year is None else f"{self.start.year:04}"
        return f"{year}-{self.start.month or 1:02}-{self.start.day or 1:02}"

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # Imported here: whoever only reads or shows dates needs no Pydantic.
        from pydantic_core import PydanticCustomError, core_schema

        def validate(value: Any) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            try:
                return cls.parse(value)
            except DateError as error:
                context = {"value": error.value, "suggestion": error.suggestion or ""}
                raise PydanticCustomError(f"date_{error.code}", "no partial date: {value}", context) from None

        return core_schema.no_info_plain_validator_function(
            validate,
            json_schema_input_schema=core_schema.union_schema([core_schema.str_schema(), core_schema.int_schema()]),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )


_POINT = re.compile(r"(?:([0-9]{4})|([0-9]{3})X|XXXX(?=-))(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_OUTSIDE = re.compile(
    r"[?~%]?[0-9X]{4}[?~%]?(?:-[?~%]?[0-9X]{2}[?~%]?){0,2}"  # marks and X at other places, centuries
    r"|Y-?[0-9]{4,}(?:E[0-9]+)?(?:S[0-9]+)?|-[0-9]{4}(?:-[0-9]{2}){0,2}|[0-9]{4}S[0-9]+"  # other years
    r"|\[.*\]|\{.*\}"  # one of a set, all of a set
)

_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_MARKED_POINT = rf"(?:(?:[0-9]{{4}}|X{{4}}(?=-))(?:-{_MONTH}(?:-{_DAY})?)?|[0-9]{{3}}X)[?~%]?"
PATTERN = (
    r"^[\s\x1c-\x1f\x85]*"
    r"(?!(?:.*/)?000[0X])"  # years begin at 0001
    r"(?!.*-(?:02-3|(?:0[469]|11)-31))"  # days that no month has
    r"(?![0-9].*/X|X.*/[0-9])"  # a year at one end alone
    rf"(?:[0-9]{{4}}-{_MONTH}-{_DAY}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
    rf"|{_MARKED_POINT}(?:/(?:{_MARKED_POINT}|\.\.))?|\.\./{_MARKED_POINT})"
    r"[\s\x1c-\x1f\x85]*$"
)
"""Every text that `PartialDate.parse` takes matches it, for who can only look at texts (JSON Schema). So do some that it
does not take: 29 February in all years, intervals that end before they begin, offsets beyond 14:00."""


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> PartialDate:
    try:
        return _parse(text)
    except DateError as error:
        raise _explained(error, text) from None


def _parse(text: str) -> PartialDate:
    if "/" in text:
        return _interval(text)
    if len(text) > 10 and (timed := _TIMED.fullmatch(text)):
        return _timed(text, timed)
    point = _point(text)
    return PartialDate(text, point, point)


def _interval(text: str) -> PartialDate:
    first, _, last = text.partition("/")
    if first == last == "..":
        raise DateError("both_ends_open", text)
    start = None if first == ".." else _point(first)
    end = None if last == ".." else _point(last)
    if start and end:
        if (start.year is None) != (end.year is None):
            raise DateError("year_on_one_end", text)
        earliest, latest = start.earliest(), end.latest()
        # Impossible only if all of it is: 2022/2022-05 is "some time in 2022, to May". Without a year nothing is
        # reversed: 30 December to 2 January crosses New Year.
        if earliest and latest and earliest > latest:
            raise DateError("reversed", text)
    return PartialDate(text, start, end, interval=True)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError("empty" if not text else "unsupported" if _OUTSIDE.fullmatch(text) else "not_a_date", text)
    year_text, decade_text, month_text, day_text, mark = match.groups()
    year = int(year_text) if year_text else int(decade_text) * 10 if decade_text else None
    if year == 0:
        raise DateError("no_such_year", text)
    month = int(month_text) if month_text else None
    day = int(day_text) if day_text else None
    if month is not None:
        if decade_text or (21 <= month <= 41 and day is None):
            raise DateError("unsupported", text)
        if not 1 <= month <= 12:
            raise DateError("no_such_month", text)
        if day is not None and (day < 1 or (day > 28 and day > monthrange(year or _LEAP_YEAR, month)[1])):
            raise DateError("no_such_day", text)
    return Point(year, month, day, decade_text is not None, mark in ("?", "%"), mark in ("~", "%"))


def _timed(text: str, match: re.Match[str]) -> PartialDate:
    day, hour, minute, second, zone = match.groups()
    point = _point(day)
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise DateError("no_such_time", text)
    if zone in ("+00:00", "-00:00"):
        zone = "Z"  # EDTF knows no other way to write it
    if zone and zone != "Z" and (int(zone[4:]) > 59 or zone[1:] > "14:00"):
        raise DateError("no_such_time", text)
    written = f"{day}T{hour}:{minute}:{second or '00'}{zone or ''}"
    return PartialDate(written, point, point, time=f"{hour}:{minute}")


def _explained(error: DateError, text: str) -> DateError:
    """Return the error with what was probably meant, where another way of writing dates fits."""
    whole = DateError(error.code, text)  # of an interval it may name one end
    if len(text) > LONGEST_IN_WORDS or not text:
        return whole
    from govtui.model.written_dates import rewritten  # not loaded where all dates are EDTF

    found = rewritten(text)
    if found is None:
        return whole
    code, meant = found
    try:
        return DateError(code, text, _parse(meant).text)
    except DateError as other:
        # 31/2/2022 is understood and still no day: that is the better thing to say.
        better = error.code == "not_a_date" and other.code != "unsupported"
        return DateError(other.code if better else error.code, text)
