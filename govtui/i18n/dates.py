"""Partial dates in words: `date_long` for reading, `date_short` for lists.

Every word and every order of words is an entry of the catalogs, in the context "date"; English is the msgid, and names of
months are CLDR's. Only two things are decided here by language: Vietnamese writes months as numbers, and pads days below
10 and the months 1 and 2 beside a slash (05/8/2022, 05/02/2022), at both ends of an interval (05–06/11/2018), as Nghị
định 30/2020/NĐ-CP, Phụ lục I, has it for documents. The long form is not padded.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Literal, Protocol

from govtui.i18n.translator import LANGUAGES
from govtui.model.dates import DateError, PartialDate, Point


class Words(Protocol):
    """The part of a translator that dates need."""

    @property
    def language(self) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...


def date_long(date: PartialDate, tr: Words) -> str:
    """Return the date in full: "5 August 2022", "ngày 5 tháng 8 năm 2022"; nothing that the source tells is left out."""
    text = _long(date, tr)
    if date.year_less:
        text = tr.pgettext("date", "{date} (year unknown)").format(date=text)
    return _with_time(text, date.time, tr)


def text_short(text: str, tr: Words) -> str:
    """Return a date that is written as in a file (EDTF) for a column; empty where it is none."""
    try:
        return date_short(PartialDate.parse(text), tr)
    except DateError:
        return ""


def date_short(date: PartialDate, tr: Words) -> str:
    """Return the date for a column: "5 Aug 2022", "05/8/2022".

    Marks are as in EDTF: "~" about, "?" uncertain. Without them at most 21 characters, but 23 for English intervals of
    days across years ("30 Dec 2018–28 Jan 2019"); a mark adds one. Ends of different precision, or not equally sure,
    are each written in full and may take more.
    """
    text = _short(date, tr)
    if date.year_less:
        # L10N: the question mark stands for the year, which the source does not tell: "9 Sep, ?"
        text = tr.pgettext("date", "{date}, ?").format(date=text)
    return _with_time(text, date.time, tr)


def date_told(date: PartialDate, tr: Words) -> str:
    """Return the part of a date that a text tells, for a list: "5 Aug", "05/8"; the missing year is not marked."""
    return _short(date, tr)


def date_in_year(date: PartialDate, year: int, tr: Words) -> str:
    """Return the date for a column under the heading of a year: what it tells beside that year, else as `date_short` has it.

    Nothing for the year itself; the time of day is left out.
    """
    start, end = date.start, date.end
    if start and end and {start.year, end.year} == {year} and not (start.decade or end.decade):
        if start == end and not start.month and not any(_marks(start)):
            return ""
        if start.month and end.month:
            points = replace(start, year=None), replace(end, year=None)
            return _short(PartialDate(date.text, *points, date.interval), tr)
    return _short(date, tr)


def _with_time(text: str, time: str | None, tr: Words) -> str:
    return tr.pgettext("date", "{date}, {time}").format(date=text, time=time) if time else text


# Long


def _long(date: PartialDate, tr: Words) -> str:
    start, end = date.start, date.end
    if start is None or end is None:
        point = _known_end(date)
        text = _marked_point_long(point, tr, doubt=False, inside=True)
        return _marked_long(_open(text, date, tr), point.uncertain, False, tr)
    if start == end:
        return _marked_point_long(start, tr)
    if _marks(start) == _marks(end):
        return _marked_long(_span_long(start, end, tr), start.uncertain, start.approximate, tr)
    # Each end says for itself how sure it is; a doubt about both is said once, of the whole.
    uncertain = start.uncertain and end.uncertain
    text = tr.pgettext("date", "from {start} to {end}").format(
        start=_marked_point_long(start, tr, doubt=not uncertain, inside=True),
        end=_marked_point_long(end, tr, doubt=not uncertain, inside=True),
    )
    return _marked_long(text, uncertain, False, tr)


def _marked_point_long(point: Point, tr: Words, *, doubt: bool = True, inside: bool = False) -> str:
    """Return a point with its marks, its uncertainty only if `doubt`; `inside`: other words come before it."""
    uncertain = point.uncertain and doubt
    text = _point_long(point, tr, inside=inside or uncertain or point.approximate)
    return _marked_long(text, uncertain, point.approximate, tr)


def _marked_long(text: str, uncertain: bool, approximate: bool, tr: Words) -> str:
    if approximate:
        text = tr.pgettext("date", "about {date}").format(date=text)
    if uncertain:
        text = tr.pgettext("date", "possibly {date}").format(date=text)
    return text


def _point_long(point: Point, tr: Words, *, inside: bool) -> str:
    if point.month is not None:
        month = _month(point.month, "wide", tr)
        if point.day is not None and point.year is not None:
            return tr.pgettext("date", "{day} {month} {year}").format(day=point.day, month=month, year=point.year)
        if point.day is not None:
            return tr.pgettext("date", "{day} {month}").format(day=point.day, month=month)
        if point.year is not None:
            return tr.pgettext("date", "{month} {year}").format(month=month, year=point.year)
        return tr.pgettext("date", "{month}").format(month=month)
    if not point.decade:
        return tr.pgettext("date", "{year}").format(year=point.year)
    if inside:
        # L10N: a decade after other words: "since the 2010s"
        return tr.pgettext("date", "the {decade}s").format(decade=point.year)
    # L10N: a decade by itself: "2010s"
    return tr.pgettext("date", "{decade}s").format(decade=point.year)


def _span_long(start: Point, end: Point, tr: Words) -> str:
    """Return an interval between equally sure points, without marks: what they share is said once."""
    if start.month and end.month and start.year == end.year and (start.day is None) == (end.day is None):
        month, last_month = _month(start.month, "wide", tr), _month(end.month, "wide", tr)
        year, day, last_day = start.year, start.day, end.day
        if day and last_day and start.month == end.month and day < last_day:
            if year is None:
                return tr.pgettext("date", "{day}–{last_day} {month}").format(day=day, last_day=last_day, month=month)
            return tr.pgettext("date", "{day}–{last_day} {month} {year}").format(
                day=day, last_day=last_day, month=month, year=year
            )
        if day and year is not None:
            return tr.pgettext("date", "{day} {month} – {last_day} {last_month} {year}").format(
                day=day, month=month, last_day=last_day, last_month=last_month, year=year
            )
        if not day and start.month < end.month:  # without a year the interval may cross New Year
            if year is None:
                return tr.pgettext("date", "{month}–{last_month}").format(month=month, last_month=last_month)
            return tr.pgettext("date", "{month}–{last_month} {year}").format(
                month=month, last_month=last_month, year=year
            )
    elif _precision(start) == _precision(end) == "year":
        return tr.pgettext("date", "{year}–{last_year}").format(year=start.year, last_year=end.year)
    return tr.pgettext("date", "{start} – {end}").format(
        start=_point_long(start, tr, inside=any(_marks(start))), end=_point_long(end, tr, inside=False)
    )


# Short


def _short(date: PartialDate, tr: Words) -> str:
    start, end = date.start, date.end
    if start is None or end is None:
        return _open(_marked_point_short(_known_end(date), tr), date, tr)
    if start == end:
        return _marked_point_short(start, tr)
    if _marks(start) == _marks(end) and _precision(start) == _precision(end):
        return _marked_short(_span_short(start, end, tr), start, tr)
    # L10N: two ends that are not of the same kind, or not equally sure, each with its own mark: "1990s – 2005",
    # "~2015 – 2017"; the spaces tell it from "~2015–2017", where the mark is of both
    return tr.pgettext("date", "{first} – {last}").format(
        first=_marked_point_short(start, tr), last=_marked_point_short(end, tr)
    )


def _marked_point_short(point: Point, tr: Words) -> str:
    return _marked_short(_point_short(point, tr), point, tr)


def _marked_short(text: str, marks: Point, tr: Words) -> str:
    if marks.approximate:
        # L10N: about, in a list: "~2015"
        text = tr.pgettext("date", "~{date}").format(date=text)
    if marks.uncertain:
        # L10N: possibly, in a list: "2015?"
        text = tr.pgettext("date", "{date}?").format(date=text)
    return text


def _point_short(point: Point, tr: Words) -> str:
    if point.month is not None:
        mon = _month(point.month, "abbreviated", tr)
        if point.day is not None and point.year is not None:
            day = _padded(point.day, tr)
            # L10N: {mon} is the short name of a month ("Aug"), or its number in Vietnamese, where {day} is padded
            return tr.pgettext("date", "{day} {mon} {year}").format(day=day, mon=mon, year=point.year)
        if point.day is not None:
            return tr.pgettext("date", "{day} {mon}").format(day=_padded(point.day, tr), mon=mon)
        if point.year is not None:
            return tr.pgettext("date", "{mon} {year}").format(mon=mon, year=point.year)
        return tr.pgettext("date", "{mon}").format(mon=_month(point.month, "abbreviated", tr, beside_slash=False))
    return tr.pgettext("date", "{decade}s").format(decade=point.year) if point.decade else str(point.year)


def _span_short(start: Point, end: Point, tr: Words) -> str:
    """Return an interval between points of one precision, without marks."""
    if start.month and end.month and start.year == end.year:
        mon, last_mon = _month(start.month, "abbreviated", tr), _month(end.month, "abbreviated", tr)
        year, day, last_day = start.year, start.day, end.day
        if day and last_day:
            days = {"day": _padded(day, tr), "last_day": _padded(last_day, tr), "mon": mon, "last_mon": last_mon}
            if start.month == end.month and day < last_day:
                if year is None:
                    return tr.pgettext("date", "{day}–{last_day} {mon}").format(**days)
                return tr.pgettext("date", "{day}–{last_day} {mon} {year}").format(**days, year=year)
            if year is None:
                return tr.pgettext("date", "{day} {mon}–{last_day} {last_mon}").format(**days)
            return tr.pgettext("date", "{day} {mon}–{last_day} {last_mon} {year}").format(**days, year=year)
        if start.month < end.month:
            if year is None:
                mon, last_mon = (
                    _month(month, "abbreviated", tr, beside_slash=False) for month in (start.month, end.month)
                )
                return tr.pgettext("date", "{mon}–{last_mon}").format(mon=mon, last_mon=last_mon)
            return tr.pgettext("date", "{mon}–{last_mon} {year}").format(mon=mon, last_mon=last_mon, year=year)
    if start.decade and end.decade:
        return tr.pgettext("date", "{decade}s–{last_decade}s").format(decade=start.year, last_decade=end.year)
    # L10N: two ends of the same kind: "2021–2025", "Nov 2021–Feb 2022"
    return tr.pgettext("date", "{first}–{last}").format(first=_point_short(start, tr), last=_point_short(end, tr))


# Parts of both


def _known_end(date: PartialDate) -> Point:
    point = date.start or date.end
    if point is None:
        raise ValueError("open at both ends: no partial date is")
    return point


def _open(text: str, date: PartialDate, tr: Words) -> str:
    """Return an interval open at one end; `text` is the other end."""
    if date.end is None:
        return tr.pgettext("date", "since {date}").format(date=text)
    return tr.pgettext("date", "until {date}").format(date=text)


def _marks(point: Point) -> tuple[bool, bool]:
    return point.uncertain, point.approximate


def _precision(point: Point) -> Literal["decade", "year", "month", "day"]:
    return "decade" if point.decade else "day" if point.day else "month" if point.month else "year"


def _writes_numbers(tr: Words) -> bool:
    return tr.language.replace("_", "-").partition("-")[0] == "vi"


def _padded(day: int, tr: Words) -> str:
    return f"{day:02}" if _writes_numbers(tr) else str(day)


def _month(month: int, width: Literal["wide", "abbreviated"], tr: Words, *, beside_slash: bool = True) -> str:
    """Return a month for the patterns: a number in Vietnamese (padded `beside_slash`), else its CLDR name."""
    if _writes_numbers(tr):
        return f"{month:02}" if width == "abbreviated" and beside_slash and month < 3 else str(month)
    names = _month_names(width, tr.language if tr.language in LANGUAGES else "en")
    # L10N: the name of a month, from CLDR; leave it as it is
    return tr.pgettext("date", "{name}").format(name=names[month])


_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""As in CLDR, whose short names are the first three letters; known without Babel, whose import takes as long as making a page."""


@lru_cache
def _month_names(width: Literal["wide", "abbreviated"], language: str) -> dict[int, str]:
    if language == "en":
        return {number: name if width == "wide" else name[:3] for number, name in enumerate(_ENGLISH_MONTHS, 1)}
    from babel.dates import get_month_names

    return dict(get_month_names(width, "format", language).items())
