"""The mark of rows that a query finds by what another source says, or by the date of their whole.

A facet's documents are those whose own value, a claim, or an inherited date counts in it. What the record itself has stands
in its row, so the mark needs no storage; the status alone has documents of its own (CLAIMED).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pyroaring import BitMap

from govtui.index.schema import CLAIMED, INTERNAL

MARKED = ("year", "decade", "place", "country", "status")
"""The facets that count claims."""

Filters = Mapping[str, Sequence[str]]
"""Facet to the values asked for."""


def marked(filters: Filters) -> Filters:
    """Return the filters for which a row may get the mark."""
    return {dim: values for dim, values in filters.items() if dim in MARKED}


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


def is_status_elsewhere(doc: int, filters: Filters, facet: Callable[[str, str], BitMap]) -> bool:
    """Whether a claim alone has the status asked for."""
    asked = filters.get("status", ())
    return any(doc in facet("status", one) and doc in facet(INTERNAL, CLAIMED + one) for one in asked) and not any(
        doc in facet("status", one) and doc not in facet(INTERNAL, CLAIMED + one) for one in asked
    )
