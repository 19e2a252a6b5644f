"""Dates in query lines: values of `date:` and of own date fields, and bare dates among words.

A value is EDTF as files have it (`2022-08`, `2018/2022`, `2017/..`, `XXXX-08-05`), without marks and time of day: one spelling for
every precision and language, which `PartialDate.parse` reads. The models are imported when a line has something like a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from govtui.text.fold import unaccented
from govtui.text.months import ENGLISH_NAME

if TYPE_CHECKING:
    from govtui.model.dates import PartialDate


class Found(NamedTuple):
    """A date in a text: its span (in characters), its value, and whether it may be text all the same."""

    start: int
    end: int
    value: str
    may_be_text: bool = False
    """It means text or date: a year alone, the years of a programme, a day without its year, and the number of a decree
    ("nghị định 8/2022")."""


@lru_cache(maxsize=1024)
def understood(text: str) -> PartialDate | None:
    """Return the date that a whole value means, as people write dates; None where it is none."""
    from govtui.model.dates import DateError, PartialDate  # not for the first list

    if re.search(_NUMBER_BEHIND, text):
        return None
    try:
        return PartialDate.parse(text)
    except DateError as error:
        return PartialDate.parse(error.suggestion) if error.suggestion else None


_NUMBER_BEHIND = r"(?<!\d)\d{4}\s+\d\d?(?![\d:h])"
"""A year and a number that has nothing to do with it: "date: 2018 8 nước"."""


def value_of(date: PartialDate) -> str:
    """Return the value that stands for a date in a query: without marks, nor time of day."""
    return date.text.partition("T")[0].translate(_NO_MARKS)


_NO_MARKS = str.maketrans("", "", "?~%")

LONGEST = 20
"""Words of the longest date: "có thể khoảng từ ngày 30 tháng 12 năm 2018 đến ngày 28 tháng 1 năm 2019" has 17."""


def beginning(text: str) -> Found | None:
    """Return the longest beginning of a text that is a date and ends with a word, past leading blanks.

    For values without quotation marks: "tháng 8 năm 2022 hội nghị" begins with one. A comma ends a date, too.
    """
    start = len(text) - len(text.lstrip())
    ends = [end.start() for _, end in zip(range(LONGEST), re.compile(_ENDS).finditer(text, start + 1), strict=False)]
    for end in reversed(ends):
        if (date := understood(text[start:end])) and not re.search(_HANGING, text[start:end]):
            return Found(start, end, value_of(date))
    return None


# Patterns are strings, compiled by `re` when first needed: most lines have no date.
_ENDS = r"(?<!\s)(?=[\s,]|\Z)"
_HANGING = r"\s[-–—]\Z"
"""The dash of "8/2022 - hội nghị" belongs to the words."""


# -- years -----------------------------------------------------------------------------------------------------------

_YEARS = r"(?a)(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?\Z"
_OF_YEARS = r"(?a)(\d{3}[\dX]|\.\.)(?:/(\d{3}[\dX]|\.\.))?"
_DECADE = r"(?a)(\d{3})[0xX]s?\Z"
FIRST_YEAR, LAST_YEAR = 1000, 2999
"""What a span of years without a beginning, or an end, is counted from and up to; earlier years are none."""


def years(text: str) -> list[str] | None:
    """Return the years that a value of `year:` means, as facet values; None where it means none.

    A year, a decade or a span of them: "2018", "2018..2022", "2017..", "từ 2017", "trước 2018".
    """
    span = _span(text)
    return None if span is None else [str(year) for year in span]


def decades(text: str) -> list[str] | None:
    """Return the decades that a value of `decade:` means, as facet values; None where it means none."""
    if match := re.match(_DECADE, text):
        return [f"{match[1]}0"]
    span = _span(text)
    return None if span is None else [str(year) for year in range(span.start // 10 * 10, span.stop, 10)]


def _span(text: str) -> range | None:
    match = re.match(_YEARS, text)
    if match and (match["first"] or match["last"]) and (match["dots"] or not match["last"]):
        first, last = int(match["first"] or FIRST_YEAR), int(match["last"] or LAST_YEAR)
        return range(first, (last if match["dots"] else first) + 1) if FIRST_YEAR <= first <= last else None
    date = understood(text)
    ends = re.fullmatch(_OF_YEARS, value_of(date)) if date else None
    if ends is None:
        return None
    begun, ended = ends[1], ends[2] or ends[1]
    first = FIRST_YEAR if begun == ".." else int(begun.replace("X", "0"))
    last = LAST_YEAR if ended == ".." else int(ended.replace("X", "9"))
    return range(first, last + 1) if FIRST_YEAR <= first <= last else None


# -- dates among words -----------------------------------------------------------------------------------------------

_BEFORE = frozenset({
    "tu", "ke", "den", "het", "toi", "trong", "vao", "truoc", "sau",
    "since", "from", "until", "till", "to", "by", "in", "on", "during", "before", "after",
})  # fmt: skip
"""Words before a date that say how it is meant."""

_WORDS = _BEFORE | {
    "ngay", "thang", "nam", "quy", "mung", "mong", "thap", "nien", "ky", "nhung", "luc", "khoang", "co", "the",
    "mot", "hai", "ba", "bay", "tam", "chin", "muoi", "gieng", "chap",
    "around", "about", "circa", "c.", "ca.", "possibly", "of", "at", "quarter", "q", "i", "ii", "iii", "iv", "-", "–",
}  # fmt: skip
"""All words of dates."""

_TOKEN = r"\S+"
_NAME = f"(?:{ENGLISH_NAME})"
_DATE_LIKE = (
    r"[(~≈]?(?:[tq]?\d{1,4}(?:[/.\-–]\d{1,4})*|\d\d?:\d\d|\d{4}\.\.\d{4}|\d{3}[0x]'?s?)(?:st|nd|rd|th|\.\.|[-–])?"
    rf"|[(~≈]?(?:\d{{1,4}}[/\-–])?{_NAME}\.?(?:[/\-–](?:{_NAME}|\d{{1,4}}))?|[ivx]+/\d{{4}}"
)
_PUNCTUATION = r"[.,;:!?)\]”\"]+\Z"

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_HAS_YEAR = rf"(?<!\d){_YEAR}(?!\d)"
_MONTH = rf"\bthang [\da-z]|(?<![a-z]){_NAME}(?![a-z])|\bquy [\di]"
_SIGN = r"(?:\d[/.–-]|\b[tq])\d"
_YEARS_ALONE = r"(?:[\dX]{4}|\.\.)(?:/(?:[\dX]{4}|\.\.))?"
_MONTH_AND_YEAR = rf"\d\d?(?:/{_YEAR}|[.-](?:19|20)\d\d)"
_NO_MONTH_AND_YEAR = r"\d\d?[.-]\d{4}"
_OF_DOCUMENTS = (
    r"(?:^|\W)(?:so|no|nghi dinh|quyet dinh|thong tu|lien tich|luat|nghi quyet|chi thi|cong van|ke hoach|to trinh|thong bao|bao cao"
    r"|huong dan|phap lenh|lenh|cong dien|ket luan|van ban|decree|decision|circular|law|act|resolution|directive|ordinance|order"
    r"|plan|document|n[dq]|qd|ttlt|tt|ct|kh|tb|cv)\.?\s*(?:so|no\.?)?:?\s*$"
)
_SYMBOL = r"\s*(?:nd|qd|nq|ttlt|tt|ct|qh|ubtvqh|kh|vbhn)(?![^\W_]*[a-z]{2,}\s)[\s\d-]*"


@lru_cache(maxsize=256)
def find(run: str) -> Sequence[Found]:
    """Return the bare dates in a run of words, in order; none overlaps another.

    Dates are forms that have a sign between their parts and a year ("8/2022", "5–6/11/2018"), or the word of a month; words that
    say how they are meant ("từ 8/2022") belong to them. Without a year, and of years alone, it may be text.
    """
    if not any(map(str.isdigit, run)):
        return ()
    out: list[Found] = []
    tries = 0
    for tokens in _date_like(run):
        start = 0
        while start < len(tokens):
            begin, end = tokens[start]
            if re.search(_OF_DOCUMENTS, _plain(run[max(begin - _LONGEST_BEFORE, 0) : end])):
                start += 1  # the "tư" of "thông tư 8/2019" is no "từ"
                continue
            for stop in range(_last_stop(run, tokens, start), start, -1):
                tries += 1
                if tries > MOST_TRIES:
                    return tuple(out)
                if found := _bare(run, begin, tokens[stop - 1][1]):
                    out.append(found)
                    start = stop - 1
                    break
            start += 1
    return tuple(out)


MOST_TRIES = 500
"""How many parts of a run are tried as a date at most: of a pasted text with more the rest is words."""

_LONGEST_BEFORE = 60
"""Characters before a date in which the word for a text is looked for."""


def _date_like(run: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the spans of tokens beside one another that may be parts of a date, where these have a digit."""
    beside: list[tuple[int, int]] = []
    for token in re.finditer(_TOKEN, run):
        is_part, may_go_on = _part_of_date(token[0])
        if is_part:
            beside.append(token.span())
        if not may_go_on:
            if beside and any(map(str.isdigit, run[beside[0][0] : beside[-1][1]])):
                yield beside
            beside = []
    if beside and any(map(str.isdigit, run[beside[0][0] :])):
        yield beside


@lru_cache(maxsize=4096)
def _part_of_date(token: str) -> tuple[bool, bool]:
    """Return whether a token may be a part of a date, and whether the next may belong to the same."""
    plain = _plain(token)
    stripped = re.sub(_PUNCTUATION, "", plain) or plain
    is_part = stripped in _WORDS or plain in _WORDS or re.fullmatch(_DATE_LIKE, stripped) is not None
    return is_part, is_part and (plain == stripped or plain.endswith((",", ".", "?", ")")))


def _last_stop(run: str, tokens: Sequence[tuple[int, int]], start: int) -> int:
    """Return where the longest date that begins with a token ends at the latest: it has two years at most."""
    years = 0
    stop = start
    for stop in range(start, min(len(tokens), start + LONGEST)):
        years += len(re.findall(_HAS_YEAR, run[slice(*tokens[stop])]))
        if years > 2 and stop > start:
            return stop
    return stop + 1


def _plain(text: str) -> str:
    return unaccented(text).replace("—", "–")


def _bare(run: str, start: int, end: int) -> Found | None:
    """Return a part of a run as a date, where it is one without a field before it."""
    end -= len(found[0]) if (found := re.search(_PUNCTUATION, run[start:end])) else 0
    start += run.startswith(("(", "[", "“"), start)
    text = run[start:end]
    plain = _plain(text)
    has_year, has_month = re.search(_HAS_YEAR, plain), re.search(_MONTH, plain)
    if not (has_year or has_month) or not any(map(str.isdigit, plain)) or (date := understood(text)) is None:
        return None
    value = value_of(date)
    if any(
        point and point.year and not re.fullmatch(_HAS_YEAR, f"{point.year:04}") for point in (date.start, date.end)
    ):
        return None
    first = plain.partition(" ")[0]
    if re.fullmatch(_YEARS_ALONE, value):
        if ".." in value or first in _BEFORE and "/" not in value:
            return None  # "từ 2017" needs a field
        return Found(start, end, value, ".." not in plain)
    if date.year_less:
        return Found(start, end, value, True) if has_month and first not in _BEFORE else None
    if not (has_month or re.search(_SIGN, plain)):
        return None
    if re.fullmatch(_MONTH_AND_YEAR, plain):
        is_number = re.search(_OF_DOCUMENTS, _plain(run[max(start - _LONGEST_BEFORE, 0) : start])) or re.match(
            _SYMBOL, _plain(run[end:])
        )
        return Found(start, end, value, bool(is_number))
    return None if re.fullmatch(_NO_MONTH_AND_YEAR, plain) else Found(start, end, value)
