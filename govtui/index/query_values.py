"""The values of fields in a query line: how several are written, and what each stands for as a value of a facet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govtui.text.fold import fold
from govtui.text.nfc import nfc

_QUOTED = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"?|(?P<plain>[^,"]+)')
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?\Z")

NOT_OF_THE_TYPE: Mapping[str, str] = {
    "date": "not_a_date",
    "number": "not_a_number",
    "yes_no": "not_yes_or_no",
    "country": "not_a_country",
}
"""The mistake that a value is which cannot be one of a type; of any other type every text may be one."""


def split_values(values: str) -> list[str]:
    """The values of a list with commas, of which some may stand in quotation marks; one inside is written twice."""
    found = (
        part["plain"] if part["quoted"] is None else part["quoted"].replace('""', '"')
        for part in _QUOTED.finditer(values)
    )
    return [value.strip() for value in found if value.strip()]


def span(values: Sequence[str]) -> str:
    """Years that follow each other, as one span; empty where they are none."""
    if len(values) < 2 or not all(len(value) == 4 and value.isdecimal() for value in values):
        return ""
    found = [int(value) for value in values]
    return f"{values[0]}..{values[-1]}" if found == list(range(found[0], found[-1] + 1)) else ""


def in_quotes(value: str) -> str:
    """A value as `split_values` reads it."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\s,"]', value) else value


_ANSWERS = {"yes": "yes", "true": "yes", "co": "yes", "no": "no", "false": "no", "khong": "no"}
"""Folded, in English, Vietnamese and as files have it."""


def value_of(value_type: str, value: str) -> list[str] | None:
    """What a value of a type stands for, as facet values (facet_values.py); None when it cannot be one."""
    match value_type:
        case "date":
            return years(value) or _date(value)
        case "number":
            return _number(value)
        case "yes_no":
            answer = _ANSWERS.get(fold(value))
            return [answer] if answer else None
        case "country":
            return [value.upper()] if len(value) == 2 and value.isalpha() and value.isascii() else None
        case "text" | "localized" | "quote":
            return [nfc(value)]
    return [value.casefold()]


def _date(value: str) -> list[str] | None:
    from govtui.model.dates import PartialDate  # not for the first list

    try:
        return [PartialDate.parse(value).text.partition("T")[0]]
    except ValueError:
        return None


def _number(value: str) -> list[str] | None:
    from govtui.index.facet_values import number_text

    try:
        return [number_text(int(value) if value.lstrip("+-").isdecimal() else float(value))]
    except ValueError:
        return None


def years(value: str) -> list[str] | None:
    """A year, or the years of a span ("2018..2022", "2018.."), each by itself; None where it is neither."""
    match = _YEARS.match(value)
    if not match or not (match["first"] or match["last"]):
        return None
    if not match["dots"]:
        return [match["first"]] if match["first"] and not match["last"] else None
    first, last = int(match["first"] or 1000), int(match["last"] or 2999)
    return [str(year) for year in range(first, last + 1)] if first <= last else None
