"""Facets of a record: values of its fields, its years, countries and gaps, what claims add, and its translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from govtui.index.field_getters import Facets
from govtui.index.schema import CLAIMED, HELD_AT, INTERNAL, LIMITING, TRANSLATION
from govtui.index.years import years_of
from govtui.model.checks.cited_sources import limits_places
from govtui.model.dates import DateError, PartialDate
from govtui.model.identifiers import country_of
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Place
from govtui.model.record import Record
from govtui.model.translations import State, localized_texts, translated, without_entries
from govtui.store.manifest import Manifest
from govtui.text.fold import folded_words


def record_facets(
    record: Record, names: Collection[str], manifest: Manifest, getters: Sequence[Facets]
) -> list[tuple[str, str]]:
    """Return facet and value, each that a record has; `names`: the languages that it has a name in."""
    found = [pair for facets in getters for pair in facets(record)]
    # A target is of its goal, too ("16.6": "16").
    found += [("sdg", goal.partition(".")[0]) for goal in record.sdg if "." in goal]
    if record.kind == "declaration" and record.progress:
        found.append((INTERNAL, "progress"))
    if limits_places(record):
        found.append((INTERNAL, LIMITING))
    if date := record.main_date:
        found += years_facets(date.text)
    found += _countries(record)
    if record.place:
        found += _places(record.place)
    if record.claims:
        found.append(("has", "other-source"))
        found += _claimed_facets(record)
    for language in manifest.languages:
        if language not in names or (record.summary is not None and language not in record.summary):
            found.append(("missing", language))
    return found


@lru_cache(maxsize=1 << 14)
def years_facets(edtf: str) -> Sequence[tuple[str, str]]:
    """Return the years and decades of a date as facets."""
    return _of_years(tuple(years)) if (years := years_of(edtf)) is not None else ()


@lru_cache(maxsize=4096)
def _of_years(years: Sequence[int]) -> Sequence[tuple[str, str]]:
    """Return the years of a date with their decades; cached, as there are far fewer of them than dates."""
    decades = dict.fromkeys(year // 10 * 10 for year in years)
    return (*(("year", str(year)) for year in years), *(("decade", str(decade)) for decade in decades))


def _countries(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the countries that are coded in a record as facets: of place, members, participants, parties, relations."""
    if record.place and record.place.country:
        yield "country", record.place.country
    for targets in record.relations.values():
        yield from _target_countries(targets)
    if record.kind == "organization":
        yield from _target_countries(member.who for member in record.members)
    elif record.kind == "event":
        yield from _target_countries(one.who for one in record.participants if one.who)
    elif record.kind == "declaration":
        yield from _target_countries(party.who for party in record.parties)


def _places(place: Place) -> Iterator[tuple[str, str]]:
    """Yield the city and the venue of a place, in each language, as internal facets."""
    for texts in (place.city, place.venue):
        for text in texts.values() if texts else ():
            if said := folded_words(text):
                yield INTERNAL, f"{HELD_AT} {said} "


def _target_countries(targets: Iterable[str]) -> list[tuple[str, str]]:
    return [("country", code) for target in targets if target.startswith("country:") and (code := country_of(target))]


def _claimed_facets(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the facets that claims on dates, countries and the status of a record count in."""
    for claim in record.claims:
        values = claim.value if isinstance(claim.value, list) else [claim.value]
        texts = [value for value in values if isinstance(value, str)]
        if claim.field in KINDS[record.kind].date_fields:
            for text in texts:
                yield from claimed_years(text)
        elif claim.field == "status":
            for text in texts:
                yield "status", text
                if text != getattr(record, "status", ""):
                    yield INTERNAL, CLAIMED + text
        elif claim.field == "place.country":
            yield from (pair for text in texts for pair in (("place", text), ("country", text)))
        else:
            yield from _target_countries(texts)


def own_and_claimed_years(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the years and decades that a record counts under by itself."""
    if date := record.main_date:
        yield from years_facets(date.text)
    if record.claims:
        yield from (pair for pair in _claimed_facets(record) if pair[0] in ("year", "decade"))


@lru_cache(maxsize=4096)
def claimed_years(text: str) -> Sequence[tuple[str, str]]:
    """Return the years and decades of a date that is said of a record; none of what is no date."""
    try:
        return years_facets(PartialDate.parse(text).text)
    except DateError:
        return ()


_Facets = tuple[tuple[str, str], ...]


def translation_facets(
    record: Record, languages: Sequence[str], source_language: str, schema: Schema = BUILT_IN
) -> _Facets:
    """Return the internal facets that count a record's texts by state of translation (read/coverage.py)."""
    if record.translations:
        found = translated(record, languages, source_language, schema)
        return _counted(
            Counter((schema.first_step(record.kind, one.path)[0], one.source, one.target, one.state) for one in found)
        )
    # Without any, the state follows from the languages that the texts have, and most records have the same.
    texts = tuple([(field, *text) for field, text in localized_texts(record, schema)])
    return _unremembered(texts, tuple(languages), source_language)


@lru_cache(maxsize=4096)
def _unremembered(texts: tuple[tuple[str, ...], ...], languages: tuple[str, ...], source_language: str) -> _Facets:
    """`texts`: the field of each, then its languages."""
    counts: Counter[tuple[str, str, str, State]] = Counter()
    for field, *present in texts:
        counts.update((field, *one) for one in without_entries(present, languages, source_language))
    return _counted(counts)


def _counted(counts: Counter[tuple[str, str, str, State]]) -> _Facets:
    """`counts`: by field, source, target, state."""
    return tuple(
        (INTERNAL, f"{TRANSLATION}{source}>{target}/{field}/{state}/{bit}")
        for (field, source, target, state), count in counts.items()
        for bit in range(count.bit_length())
        if count >> bit & 1
    )
