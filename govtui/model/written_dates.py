"""Dates as people write them, in Vietnamese and English, rewritten as EDTF: "ngày 5 tháng 8 năm 2022", "5–6 Nov 2018", "từ 2017".

All that i18n/dates.py writes is read, and more; accents and capitals do not matter. What is returned has the form of EDTF, and
need not be a date ("31/2/2022" is 2022-02-31): `model.dates` judges it, and proposes it to whoever wrote the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta
from typing import Literal, NamedTuple

from govtui.text import months
from govtui.text.fold import unaccented

WrittenCode = Literal[
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


class _Point(NamedTuple):
    """A point as it is written."""

    code: WrittenCode | Literal[""] = ""
    """Empty for EDTF."""
    year: str = ""
    """Four digits; three and an X for a decade; empty where none is written."""
    month: str = ""
    day: str = ""
    approximate: bool = False
    uncertain: bool = False

    @property
    def edtf(self) -> str:
        mark = "%" if self.approximate and self.uncertain else "~" if self.approximate else "?" * self.uncertain
        return "-".join([self.year or "XXXX", *(part.zfill(2) for part in (self.month, self.day) if part)]) + mark

    def marked(self, approximate: bool, uncertain: bool) -> _Point:
        return self._replace(approximate=self.approximate or approximate, uncertain=self.uncertain or uncertain)


def rewritten(text: str) -> tuple[WrittenCode, str] | None:
    """Return what a text means as EDTF, and what is not EDTF in it; None where it is no date in any way that is known.

    A day stands before its month, unless that is not possible.
    """
    plain = unaccented(text).translate(_DASHES)
    if not _DIGIT_OR_MONTH.search(plain):
        return None
    if found := _with_time(plain):
        return found
    year_less = _YEAR_LESS.search(plain)
    if year_less:
        plain = plain[: year_less.start()]
    points = _date(plain)
    if points is None:
        return None
    code, start, end = points
    if year_less and any(point and point.year for point in (start, end)):
        return None
    if start == end and start:
        return code or "in_words", start.edtf
    return code or "interval", f"{start.edtf if start else '..'}/{end.edtf if end else '..'}"


_DIGIT_OR_MONTH = re.compile(r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2014\u2015\u2212"), "–")

_Code = WrittenCode | Literal[""]
_Span = tuple[_Code, _Point | None, _Point | None]
"""What is not EDTF in a date; its start and end (the same of a point), None where it is open."""

_YEAR_LESS = re.compile(r" ?\(?(?:year unknown|khong ro nam)\)?$|, ?\?$|/\?$")
_CLOCK = r"(\d\d?)[:h](\d\d)(?::\d\d)?"
_TIME = re.compile(rf"(?:luc )?{_CLOCK},? (?P<date>.+)|(?P<before>.+?),? (?:luc |at )?{_CLOCK}")


def _with_time(text: str) -> tuple[WrittenCode, str] | None:
    """Read a day with a time of day before or behind it, as `date_long` and `date_short` write it."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    point = _point(match["date"] or match["before"])
    if point is None or not (point.year and point.day) or point.approximate or point.uncertain:
        return None
    hour, minute = (part for part in match.group(1, 2, 5, 6) if part)
    return point.code or "in_words", f"{point.edtf}T{hour.zfill(2)}:{minute}"


_ABOUT = r"c\.|ca?\.?|circa|about|around|approximately|khoang"
_MAYBE = r"possibly|perhaps|maybe|co the|co le"
_MARK_WORD = re.compile(rf"(?:(?P<about>{_ABOUT})|{_MAYBE}) ?(?=[^a-z]|(?<= ))")
_MARK_SIGN = re.compile(r"(?:[~≈]|\?(?!\?)) ?(?=.)")
_MARKS_BEHIND = re.compile(r" ?([?~%]+)$")

_FROM, _TO = r"since|from|ke tu|tu", r"until|till|to|den het|den|toi"
_BETWEEN = re.compile(rf"(?:from|tu) (.+?) (?:{_TO}) (.+)")
_ONE_END = re.compile(rf"(?:(?P<since>{_FROM})|(?P<until>{_TO}|by)|(?P<before>before|truoc)|(?P<after>after|sau)) (.+)")
_ABOUT_WHEN = re.compile(r"(?:trong|vao|in|on|during|giai doan|the period) (?=.)")
_NOW = "nay|now|present|date"
_OPEN_SIGN = re.compile(
    rf"(.+?)(?: ?/(?:open|now|\*)?| ?[-–] ?(?:{_NOW})?| ?/?\.{{2,3}}| ?…| (?:{_TO}) (?:{_NOW}))|(?:/|\.\.|–) ?(?P<last>.+)"
)
_SEPARATOR = re.compile(rf" ?(?:[-–/]|\.{{2,3}}|…) ?| (?:{_TO}) ")


def _date(text: str) -> _Span | None:
    """Read a date without its time of day, and without the sign for an unknown year."""
    if found := _in_sentence(text) or _quarter(text):
        return found
    if point := _point(text):
        return point.code, point, point
    return _open(text) or _interval(text)


def _in_sentence(text: str) -> _Span | None:
    """Read a date behind words: of doubt, which are about all of it, and for its beginning or end."""
    about, maybe, rest = False, False, text
    while match := _MARK_WORD.match(rest) or _ABOUT_WHEN.match(rest):
        if match.re is _MARK_WORD:
            about, maybe = about or bool(match["about"]), maybe or not match["about"]
        rest = rest[match.end() :]
    if rest != text:
        found = _date(rest)
        if found is None:
            return None
        code: _Code = found[0] or ("qualifier" if about or maybe else "in_words")
        start, end = (point and point.marked(about, maybe) for point in found[1:])
        return code, start, end
    if (match := _BETWEEN.fullmatch(text)) and (found := _ends(match[1], match[2], is_close=False)):
        return found
    if match := _ONE_END.fullmatch(text):
        return _one_end(match)
    return None


def _one_end(match: re.Match[str]) -> _Span | None:
    found = _date(match[match.lastindex or 0]) if match.lastindex else None
    if found is None:
        return None
    _, start, end = found
    if match["since"]:
        return ("in_words", start, None) if start else None
    if match["until"]:
        return ("in_words", None, end) if end else None
    beside = _beside(start, -1) if match["before"] else _beside(end, 1)
    return beside and (("in_words", None, beside) if match["before"] else ("in_words", beside, None))


def _beside(point: _Point | None, step: Literal[-1, 1]) -> _Point | None:
    """Return the day, month or year before or after a point: "before 2018" is until 2017."""
    if point is None or not point.year:
        return None
    try:
        if point.day:
            day = Day(int(point.year), int(point.month), int(point.day)) + timedelta(step)
            return point._replace(year=f"{day.year:04}", month=str(day.month), day=str(day.day))
        if point.month:
            months = int(point.year) * 12 + int(point.month) - 1 + step
            return point._replace(year=f"{months // 12:04}", month=str(months % 12 + 1))
    except (ValueError, OverflowError):
        return None
    of_decade = point.year.endswith("X")
    first = int(point.year.replace("X", "0"))
    return point._replace(year=f"{first + (10 if of_decade and step > 0 else step):04}")


_QUARTER = re.compile(r"(?:quy|quarter|q) ?(\d|i{1,3}|iv)(?: nam |/| of |,? |-)(\d{4})")
_ROMAN = ("", "i", "ii", "iii", "iv")


def _quarter(text: str) -> _Span | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    number = _ROMAN.index(match[1]) if match[1] in _ROMAN else int(match[1])
    if not 1 <= number <= 4:
        return None
    first, last = (_Point("in_words", match[2], str(number * 3 + n)) for n in (-2, 0))
    return "in_words", first, last


def _open(text: str) -> _Span | None:
    match = _OPEN_SIGN.fullmatch(text)
    if match is None:
        return None
    point = _point(match["last"] or match[1])
    if point is None:
        return None
    return (point.code or "open_end", None, point) if match["last"] else (point.code or "open_end", point, None)


def _interval(text: str) -> _Span | None:
    """Read an interval, between any of its signs that could be the one between its ends."""
    for sign in _SEPARATOR.finditer(text):
        left, right = text[: sign.start()], text[sign.end() :]
        if sign[0] == "/" and not _EDTF_YEAR.match(left):
            continue  # a sign of dates, too: 5/6/11/2018 is none
        if left and right and (found := _ends(left, right, is_close=sign[0].strip() == sign[0])):
            return found
    return None


_EDTF_YEAR = re.compile(r"\d{3}[\dx]|xxxx")
_NUMBER = re.compile(r"(?:ngay )?(\d\d?)")
_DAY_AND_YEAR = re.compile(r"(\d\d?),? (\d{4})")
_UNIT = re.compile(r"thap (?:nien|ky) |thang |nam ")


def _ends(left: str, right: str, *, is_close: bool) -> _Span | None:
    """Read the ends of an interval; what both share may stand at one of them. `is_close`: no blanks between them.

    A sign of doubt is then about both ("~2015–2017"), and so is the word for decades ("thập niên 1990–2010").
    """
    unit = _UNIT.match(_MARK_SIGN.sub("", left, count=1))
    end = (is_close and unit and _point(unit[0] + right)) or _point(right) or (unit and _point(unit[0] + right))
    start = _point(left)
    if end is None and start and start.month:  # "2018-11-05/06", "Nov 5–6, 2018"
        if (match := _NUMBER.fullmatch(right)) and start.year:
            end = start._replace(day=match[1]) if start.day else start._replace(month=match[1])
        elif (match := _DAY_AND_YEAR.fullmatch(right)) and start.day and not start.year:
            start = start._replace(year=match[2])
            end = start._replace(day=match[1])
    if end is None:
        return None
    if start is None:
        rest = _MARKS_BEHIND.sub("", _MARK_SIGN.sub("", left, count=1))
        match = _NUMBER.fullmatch(rest)
        if match is None or not end.month:
            return None
        start = end._replace(day=match[1]) if end.day else end._replace(month=match[1])
        start = start.marked(*(sign in left for sign in "~?"))
    elif start.month and not start.year and end.year:
        if not end.month or start.code == "use_x":
            return None
        over_new_year = (int(start.month), int(start.day or 1)) > (int(end.month), int(end.day or 31))
        start = start._replace(year=f"{int(end.year) - over_new_year:04}", code=end.code)
    elif bool(start.year) != bool(end.year):
        return None
    if is_close:
        doubts = start.approximate or end.approximate, start.uncertain or end.uncertain
        start, end = start.marked(*doubts), end.marked(*doubts)
    return start.code or end.code or "interval", start, end


# -- points ----------------------------------------------------------------------------------------------------------


def _point(text: str) -> _Point | None:
    """Read a day, month, year or decade with its marks."""
    about = maybe = False
    rest = text
    while match := _MARK_WORD.match(rest) or _MARK_SIGN.match(rest):
        sign = match[0].strip()
        is_maybe = sign == "?" if match.re is _MARK_SIGN else not match["about"]
        about, maybe, rest = about or not is_maybe, maybe or is_maybe, rest[match.end() :]
    if behind := _MARKS_BEHIND.search(rest):
        rest = rest[: behind.start()]
        about, maybe = about or bool({*"~%"} & {*behind[1]}), maybe or bool({*"?%"} & {*behind[1]})
    for code, pattern, make in _POINTS:
        if found := re.fullmatch(pattern, rest, re.ASCII):
            year, month, day, *_ = (*make(*found.groups(default="")), "", "")
            point = _Point(code, year, month, day)
            point = point.marked(about, maybe)
            return point if code or text == point.edtf.lower() else point._replace(code="qualifier")
    return None


def _day_first(day: str, _: str, month: str, year: str) -> tuple[str, ...]:
    return (year, day, month) if int(month) > 12 >= int(day) else (year, month, day)


_IN_WORDS = {unaccented(word): str(number) for word, number in months.VIETNAMESE.items()}


def _named(month: str) -> str:
    """Return the number of an English month, at least its first three letters; "00" for another word."""
    begun = month[:3] if month == "sept" else month
    return next((str(number) for number, name in enumerate(months.ENGLISH, 1) if name.startswith(begun)), "00")


def _vietnamese(day: str, month: str, year: str) -> tuple[str, ...]:
    return year, _IN_WORDS.get(month, month), day


_M = rf"(\d\d?|{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})"
_NAME = f"({months.ENGLISH_NAME})"
_TH = "(?:st|nd|rd|th)?"
_OF_YEAR = r"(?: nam |/|-|\.|,? )"

# Tried in this order. Strings, compiled by `re` when first needed: most sessions never meet one.
_POINTS: tuple[tuple[WrittenCode | Literal[""], str, Callable[..., tuple[str, ...]]], ...] = (
    ("leave_out", r"(\d{4}|x{4})(?:-(\d\d))??(?:-(?:xx|00)){1,2}", lambda y, m: (y.replace("xxxx", ""), m)),
    ("use_x", r"(?:0000|\?{4}|x{4})-(\d\d?)(?:-(\d\d?))?", lambda m, d: ("", m, d)),
    ("", r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", lambda y, m, d: (y, m, d)),
    ("", r"(\d{3})x", lambda decade: (f"{decade}X",)),
    ("year_first", r"(\d\d?)([/.-])(\d\d?)\2(\d{4})", _day_first),
    ("year_first", r"(\d\d?)[/.-](\d{4})", lambda m, y: (y, m)),
    ("year_missing", r"(\d\d?)/(\d\d?)", lambda d, m: ("", m, d)),
    ("year_missing", r"--?(\d\d)-?(\d\d)", lambda m, d: ("", m, d)),
    ("two_digits", r"(\d{4})-(\d\d?)(?:-(\d\d?))?", lambda y, m, d: (y, m, d)),
    ("hyphens", r"(\d{4})[/. ](\d\d?)(?:[/. ](\d\d?))?", lambda y, m, d: (y, m, d)),
    ("hyphens", r"(\d{4})(\d\d)(\d\d)?", lambda y, m, d: (y, m, d)),
    ("use_x", r"(?:the )?(\d{3})0'?s", lambda decade: (f"{decade}X",)),
    ("in_words", r"(?:thap (?:nien|ky)|nhung nam) (\d{3})0", lambda decade: (f"{decade}X",)),
    ("in_words", r"(?:nam|year) (\d{4})", lambda y: (y,)),
    ("in_words", r"ngay (\d\d?)([/.-])(\d\d?)\2(\d{4})", _day_first),
    ("in_words", r"ngay (\d\d?)/(\d\d?)", lambda d, m: ("", m, d)),
    ("in_words", rf"(?:ngay )?(?:m[uo]ng )?(\d\d?) thang {_M}{_OF_YEAR}(\d{{4}})", _vietnamese),
    ("in_words", r"(?:ngay )?(?:m[uo]ng )?(\d\d?) thang (\d\d?)()", _vietnamese),
    ("in_words", rf"()thang {_M}{_OF_YEAR}(\d{{4}})", _vietnamese),
    ("in_words", r"()thang (\d\d?)()", _vietnamese),  # in words it may be "tháng sau", the next month
    ("in_words", r"t(\d\d?)[/. -](\d{4})", lambda m, y: (y, m)),
    (
        "in_words",
        rf"(\d\d?){_TH}(?: of)?[ /-]([a-z]{{3,9}})\.?(?:,? |[/-])(\d{{4}})",
        lambda d, m, y: (y, _named(m), d),
    ),
    ("in_words", rf"([a-z]{{3,9}})\.? (\d\d?){_TH}(?:, ?| )(\d{{4}})", lambda m, d, y: (y, _named(m), d)),
    ("in_words", r"([a-z]{3,9})\.?(?:,? (?:of )?|[/-])(\d{4})", lambda m, y: (y, _named(m))),
    ("in_words", rf"(\d\d?){_TH}(?: of)? {_NAME}\.?", lambda d, m: ("", _named(m), d)),
    ("in_words", rf"{_NAME}\.?(?: (\d\d?){_TH})?", lambda m, d: ("", _named(m), d)),
)
