"""Dates in query lines: values of `date:` and of own date fields, and bare dates among words.

A value is EDTF as files have it (`2022-08`, `2018/2022`, `2017/..`, `XXXX-08-05`), without marks and time of day: `PartialDate.parse`
reads it, and every language writes the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from govtui.model.dates import PartialDate


class Found(NamedTuple):
    """A date in a text: its span (in characters), its value, and whether it may be a part of a text all the same."""

    start: int
    end: int
    value: str
    may_be_text: bool = False
    """It means text or date: a bare year, years that a programme has in its name, the number of a decree ("nghị định 8/2022")."""


def understood(text: str) -> PartialDate | None:
    """Return the date that a whole value means, as people write dates in either language; None where it is none."""
    from govtui.model.dates import DateError, PartialDate  # not for the first list

    text = text.strip().replace("..", "/") if text.count("..") == 1 and "/" not in text else text.strip()
    try:
        return PartialDate.parse(text)
    except DateError as error:
        return PartialDate.parse(error.suggestion) if error.suggestion else None


def value_of(date: PartialDate) -> str:
    """Return the value that stands for a date in a query: without marks, nor time of day."""
    return date.text.partition("T")[0].translate(_NO_MARKS)


_NO_MARKS = str.maketrans("", "", "?~%")


def beginning(text: str) -> Found | None:
    """Return the longest beginning of a text that is a date and ends with a word; blanks before it are passed over.

    For values without quotation marks: "tháng 8 năm 2022 hội nghị" begins with one.
    """
    start = len(text) - len(text.lstrip())
    ends = [place for place in range(start + 1, len(text) + 1) if place == len(text) or text[place].isspace()]
    for end in reversed(ends[:12]):
        if date := understood(text[start:end]):
            return Found(start, end, value_of(date))
    return None


def find(run: str) -> Sequence[Found]:
    """Return the bare dates in a run of words, in order.

    Dates are forms that have a sign between their parts and a year, or the word of a month; a year alone may be text.
    """
    return ()


def years(text: str) -> list[str] | None:
    """Return the years that a value of `year:` means, as facet values: a year, a span, "từ 2017", "trước 2018"; None where it is none."""
    return None


def decades(text: str) -> list[str] | None:
    """Return the decades that a value of `decade:` means, as facet values; None where it is none."""
    return None
