"""By which values of which facets a file is found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from govtui.index.facet_values import years_of
from govtui.index.field_getters import Facets
from govtui.index.schema import INTERNAL
from govtui.index.translated import translation_facets
from govtui.model.record import Record
from govtui.store.manifest import Manifest


def facets_of(
    record: Record, names: Collection[str], manifest: Manifest, getters: Sequence[Facets]
) -> list[tuple[str, str]]:
    """Facet and value, each that a record has. `names`: the languages in which it is called something."""
    found = [pair for facets in getters for pair in facets(record)]
    # A target is of its goal, too ("16.6": "16").
    found += [("sdg", goal.partition(".")[0]) for goal in record.sdg if "." in goal]
    if record.kind == "declaration" and record.progress:
        found.append((INTERNAL, "progress"))
    if date := record.main_date:
        found += _year_facets(date.text)
    for language in manifest.languages:
        if language not in names or (record.summary is not None and language not in record.summary):
            found.append(("missing", language))
    found += translation_facets(record, manifest.languages, manifest.source_language, manifest.record_schema)
    return found


def glimpsed_facets(kind: str, type_: str, status: str) -> list[tuple[str, str]]:
    """Those that a file has even if it is no record."""
    found = [("kind", kind)]
    if type_:
        found.append(("type", type_))
    if status:
        found.append(("status", status))
    return found


@lru_cache(maxsize=1 << 14)
def _year_facets(edtf: str) -> Sequence[tuple[str, str]]:
    return _of_years(tuple(years)) if (years := years_of(edtf)) is not None else ()


@lru_cache(maxsize=4096)
def _of_years(years: Sequence[int]) -> Sequence[tuple[str, str]]:
    """The years of a date with their decades: there are far fewer of them than dates."""
    decades = dict.fromkeys(year // 10 * 10 for year in years)
    return (
        ("dated", "year"),
        *(("year", str(year)) for year in years),
        *(("decade", str(decade)) for decade in decades),
    )
