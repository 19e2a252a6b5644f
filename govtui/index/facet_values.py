"""The values of facets as the index keeps them: plain texts by which equal values of a type are found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from govtui.index.schema import INTERNAL
from govtui.model.dates import PartialDate
from govtui.model.schema import ValueType

Pairs = Sequence[tuple[str, str]]
"""Facet and value."""


AS_THEY_STAND = frozenset(
    {ValueType.KEY, ValueType.COUNTRY, ValueType.REFERENCE, ValueType.TARGET, ValueType.LANGUAGE, ValueType.FIELD_PATH}
)
"""The types of values that are facet values as files have them."""


def value_facets(facet: str, value_type: ValueType, value: Any) -> Pairs:
    """Return the facet values that one value of a field gives a record.

    A date counts under its years; the whole of it is kept beside them for who asks for just that date.
    """
    match value_type:
        case ValueType.DATE:
            years = years_of(value.text) or ()
            return [*((facet, str(year)) for year in years), (INTERNAL, exact(facet, value.text))]
        case ValueType.NUMBER:
            return [(facet, number_text(value))]
        case ValueType.YES_NO:
            return [(facet, "yes" if value else "no")]
        case ValueType.LOCALIZED | ValueType.QUOTE if not isinstance(value, str):
            return [(facet, localized_text(value))]
        case _ if value_type in AS_THEY_STAND:
            return [(facet, value)]
    return [(facet, _one_line(value))]


def exact(facet: str, date: str) -> str:
    """The value of the internal facet under which the records with just this date (EDTF, without its time) stand."""
    return f"{facet}/{date.partition('T')[0]}"


def number_text(value: float) -> str:
    """A number as a text that is the same for equal numbers, whole ones without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def localized_text(value: Mapping[str, str]) -> str:
    """A text by language as one text: a line for each, language tag and text with a tab between, sorted by tag."""
    return "\n".join(f"{tag}\t{_one_line(text)}" for tag, text in sorted(value.items()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


OFFERED = 200
"""How many years of one date are offered as facets at most."""


@lru_cache(maxsize=1 << 14)
def years_of(edtf: str) -> Sequence[int] | None:
    """The years that a date may fall in, as many as are offered; None where the year is unknown."""
    years = PartialDate.parse(edtf).years()
    return None if years is None else _bounded(years)


def _bounded(years: range) -> Sequence[int]:
    """One without an end is offered as far as today, one without a start in its last year only."""
    if years.start == datetime.MINYEAR:
        return years[-1:]
    if years.stop > datetime.MAXYEAR:
        return range(years.start, max(years.start, datetime.date.today().year) + 1)
    return years[:OFFERED]
