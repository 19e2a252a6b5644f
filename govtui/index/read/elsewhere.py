"""The mark of rows that a query finds by what another source says, or by the date of their whole.

A facet's documents are those whose own value, a claim, or an inherited date counts in it. What the record itself has stands
in its row, so the mark needs no storage; the status alone has documents of its own (CLAIMED), and dates stand in the table `fact`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pyroaring import BitMap

from govtui.index.query import STAR, Query
from govtui.index.query_fields import DATE, PLACE, year_span
from govtui.index.schema import CLAIMED, INTERNAL

MARKED = ("year", "decade", "place", "country", "status")
"""The facets that count claims."""

Filters = Mapping[str, Sequence[str]]
"""Facet to the values asked for."""


def marked(query: Query) -> Filters:
    """Return the filters for which a row may get the mark, dates among words included."""
    found = {dim: values for dim, values in query.filters.items() if dim in MARKED and _are_in_rows(dim, values)}
    dates = tuple(dict.fromkeys(dates_of(query)))
    return {**found, DATE: dates} if dates else found


def _are_in_rows(dim: str, values: Sequence[str]) -> bool:
    """Whether the row of a record tells if its own value is one of these: none that is only begun (`year:201*`), no city."""
    return not any(value.endswith(STAR) or (dim == PLACE and len(value) != COUNTRY_CODE) for value in values)


COUNTRY_CODE = 2
"""Letters of the code of a country (ISO 3166-1 alpha-2)."""


def dates_of(query: Query) -> Iterator[str]:
    """Yield the dates that a query asks for (query_dates.value_of), alternatives among them."""
    yield from query.filters.get(DATE, ())
    for group in query.groups:
        for one in group:
            yield from dates_of(one)


def asked_dates(filters: Filters) -> Iterator[Sequence[str]]:
    """Yield, for each field of dates that is asked for, the dates one of which is meant (query_dates.value_of)."""
    if dates := filters.get(DATE):
        yield dates
    if years := filters.get("year"):
        span = year_span(years)
        yield ["/".join(span)] if span else years
    if decades := filters.get("decade"):
        yield [f"{decade[:3]}X" for decade in decades]


def is_date_elsewhere(edtf: str, filters: Filters) -> bool:
    """Whether none of the years of a record's own date (EDTF, or empty) is asked for."""
    if not ("year" in filters or "decade" in filters):
        return False
    from govtui.index.years import years_of  # not for the first list

    years = (years_of(edtf) or ()) if edtf else ()
    return not all(
        dim not in filters or any(str(year - year % unit) in filters[dim] for year in years)
        for dim, unit in (("year", 1), ("decade", 10))
    )


def is_place_elsewhere(country: str, filters: Filters) -> bool:
    """Whether a record's own country is not the one asked for."""
    return any(dim in filters and country not in filters[dim] for dim in ("place", "country"))


def asked_links(query: Query, is_linked: Callable[[str], bool]) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield, for each field of records or people that is asked for, the fields and values one of which must hold."""
    for parts in ((query,), *query.groups):
        alone = [one for one in parts if not (one.words or one.phrases or one.groups or one.excluded)]
        if parts == (query,):
            yield from ([(dim, one) for one in values] for dim, values in query.filters.items() if is_linked(dim))
        elif len(alone) == len(parts) and all(is_linked(dim) for one in parts for dim in one.filters):
            yield [(dim, value) for one in parts for dim, values in one.filters.items() for value in values]


def is_status_elsewhere(doc: int, filters: Filters, facet: Callable[[str, str], BitMap]) -> bool:
    """Whether a claim alone has the status asked for."""
    asked = filters.get("status", ())
    return any(doc in facet("status", one) and doc in facet(INTERNAL, CLAIMED + one) for one in asked) and not any(
        doc in facet("status", one) and doc not in facet(INTERNAL, CLAIMED + one) for one in asked
    )
