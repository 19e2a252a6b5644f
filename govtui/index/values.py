"""By which values of which facets a file is found."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from functools import lru_cache

from govtui.index.schema import INTERNAL
from govtui.index.translated import translation_facets
from govtui.model.dates import PartialDate
from govtui.model.record import Record
from govtui.store.manifest import Manifest


def facet_values(record: Record, names: Collection[str], manifest: Manifest) -> list[tuple[str, str]]:
    """Facet and value, each that a record has. `names`: the languages in which it is called something."""
    found = glimpsed_facets(record.kind, record.type, getattr(record, "status", ""))
    if record.kind == "declaration" and record.progress:
        found.append((INTERNAL, "progress"))
    if record.place and record.place.country:
        found.append(("country", record.place.country))
    if date := record.main_date:
        found += _years(date.text)
    for goal in record.sdg:
        found.append(("sdg", goal))
        if "." in goal:
            found.append(("sdg", goal.partition(".")[0]))
    found += [("source", source) for source in dict.fromkeys([citation.ref for citation in record.sources])]
    for language in manifest.languages:
        if language not in names or (record.summary is not None and language not in record.summary):
            found.append(("missing", language))
    found += translation_facets(record, manifest.languages, manifest.source_language)
    return found


def glimpsed_facets(kind: str, type_: str, status: str) -> list[tuple[str, str]]:
    """Those that a file has even if it is no record."""
    found = [("kind", kind)]
    if type_:
        found.append(("type", type_))
    if status:
        found.append(("status", status))
    return found


OFFERED = 200
"""How many years of one date are offered as facets at most."""


@lru_cache(maxsize=1 << 14)
def _years(edtf: str) -> tuple[tuple[str, str], ...]:
    years = PartialDate.parse(edtf).years()
    return () if years is None else _year_values(years.start, years.stop)


@lru_cache(maxsize=4096)
def _year_values(start: int, stop: int) -> tuple[tuple[str, str], ...]:
    """Of the years of a date: there are far fewer of them than dates."""
    years = _bounded(range(start, stop))
    decades = dict.fromkeys(year // 10 * 10 for year in years)
    return (
        ("dated", "year"),
        *(("year", str(year)) for year in years),
        *(("decade", str(decade)) for decade in decades),
    )


def _bounded(years: range) -> Sequence[int]:
    """The years of a date. One without an end is offered as far as today, one without a start in its last year only."""
    if years.start == datetime.MINYEAR:
        return years[-1:]
    if years.stop > datetime.MAXYEAR:
        return range(years.start, max(years.start, datetime.date.today().year) + 1)
    return years[:OFFERED]
