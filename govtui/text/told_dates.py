"""The dates that a text tells: years, and months with their days, in the forms of Vietnamese and English texts and ISO 8601.

Year and day are kept apart, since texts tell them in different sentences ("Sáng 5/8"; "năm 2022" in the dateline); a day that
is told with its year ("15/6/2021") is one of that year alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from govtui.text import months
from govtui.text.nfc import nfc


class ToldDates(NamedTuple):
    """What texts tell of time."""

    years: frozenset[int]
    days: frozenset[tuple[int, int | None]]
    """Month and day; each month also with None."""
    of_years: frozenset[tuple[int | None, int, int | None]]
    """The same behind the year that is told with it; None where it is told alone."""

    def __or__(self, other: object) -> ToldDates:
        if not isinstance(other, ToldDates):
            return NotImplemented
        return ToldDates(self.years | other.years, self.days | other.days, self.of_years | other.of_years)

    def tells(self, year: int | None, month: int, day: int | None) -> bool:
        """Return whether a day, or a month, of a year may be meant; of an unknown year any."""
        if year is None:
            return (month, day) in self.days
        return not self.of_years.isdisjoint({(None, month, day), (year, month, day)})


NOTHING = ToldDates(frozenset(), frozenset(), frozenset())

_MONTHS = {
    name[:length]: number for number, name in enumerate(months.ENGLISH, 1) for length in (months.ABBREVIATED, len(name))
} | {"sept": 9}
_ENGLISH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_VIETNAMESE = "|".join(sorted(months.VIETNAMESE, key=len, reverse=True))

_TO = r"\s*(?:[-‐‑–—,&]|và|đến|tới|to|and)\s*"
_DAYS = rf"(?P<days>\d{{1,2}}(?:{_TO}(?:ngày\s+)?\d{{1,2}})*)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d/.]){_DAYS}\s?[/.]\s?(?P<month>\d{{1,2}})(?!\d)",  # 5/8, 05/8/2022, 5-6/11, 09.9.2015
        rf"{_DAYS}\s+tháng\s+(?P<month>\d{{1,2}}|{_VIETNAMESE})(?!\w)",
        rf"(?:ngày\s+(?:mùng\s+|mồng\s+)?{_DAYS}\s*,?\s*)?tháng\s+(?P<month>\d{{1,2}}|{_VIETNAMESE})(?!\w)",
        r"(?<![\d/.])(?P<month>\d{1,2})(?=/\d{4}(?!\d))",  # 11/2018
        rf"(?<!\w)(?P<month>{_ENGLISH})\.?\s+{_DAYS}(?:st|nd|rd|th)?(?!\d)",  # August 5, 2022
        rf"(?:{_DAYS}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?<!\w)(?P<month>{_ENGLISH})(?!\w)",  # 5 August, 5-6 November
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<days>\d\d))?(?!\d)",
    )
)
_DIGIT = re.compile(r"\d")
_ITS_YEAR = re.compile(r"\s?(?:[/.-]\s?|,?\s*năm\s+)(1\d{3}|20\d\d|21\d\d)(?!\d)")
_ITS_ENGLISH_YEAR = re.compile(r",?\s+(1\d{3}|20\d\d|21\d\d)(?!\d)")  # "5/8, 2000 people" has no year
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d|21\d\d)(?!\d)")


@lru_cache(maxsize=1 << 14)
def told_dates(text: str) -> ToldDates:
    """Return the years and days that a text tells."""
    text = nfc(text).casefold()
    of_years = frozenset(_days(text))
    days = frozenset((month, day) for _, month, day in of_years)
    return ToldDates(frozenset(map(int, _YEAR.findall(text))), days, of_years)


@lru_cache(maxsize=1 << 14)
def split_dates(text: str) -> tuple[str, str]:
    """Return what a text tells as dates, and the text without it: "8/2022" is no number of anything."""
    text = nfc(text).casefold()
    if not _DIGIT.search(text):
        return "", text
    dates: list[str] = []

    def taken(found: re.Match[str]) -> str:
        dates.append(found[0])
        return "|"

    for pattern in (*_PATTERNS, _YEAR):  # what has a day comes before what may have one
        text = pattern.sub(taken, text)
    return "|".join(dates), text


def _days(text: str) -> Iterator[tuple[int | None, int, int | None]]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            written = found["month"]
            month = int(written) if written.isdecimal() else _MONTHS.get(written) or months.VIETNAMESE[written]
            if not 1 <= month <= 12:
                continue
            behind = _ITS_YEAR.match(text, found.end())
            if written in _MONTHS:
                behind = behind or _ITS_ENGLISH_YEAR.match(text, found.end())
            named = found["year"] if "year" in pattern.groupindex else behind and behind[1]
            year = int(named) if named else None
            yield year, month, None
            days = found["days"] if "days" in pattern.groupindex else None
            yield from ((year, month, day) for each in re.findall(r"\d+", days or "") if 1 <= (day := int(each)) <= 31)
