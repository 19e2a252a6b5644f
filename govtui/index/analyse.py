"""What the index keeps of one file: plain values, made from the record or from what could be glimpsed of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from govtui.i18n.dates import date_short
from govtui.i18n.labels import label
from govtui.i18n.places import country_name
from govtui.i18n.translator import Translator
from govtui.index.facts import Fact, facts_of, glimpsed
from govtui.index.schema import INTERNAL
from govtui.index.search import ALIAS, NAME, TEXT
from govtui.index.translated import translation_facets
from govtui.model.dates import PartialDate
from govtui.model.parts import Place
from govtui.model.reading import read
from govtui.model.record import Declaration, Event, Record, Source
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry
from govtui.text.collate import sort_key
from govtui.text.fold import fold, folded_words, spoken

SORTED_LANGUAGES = ("vi", "en")


class Analysed(NamedTuple):
    """One file as the index knows it, before it is seen beside the others."""

    id: str
    kind: str
    type: str
    readable: bool
    names: dict[str, str]
    words: dict[str, tuple[str, str, str]]
    """Type, date and place, by interface language."""
    date: str
    date_key: str
    year_less: bool
    country: str
    number: int | None
    sort_names: dict[str, str]
    sort_folds: dict[str, str]
    folded_names: list[str]
    """A record's names without accents, each once, for finding others called the same."""
    terms: dict[int, set[str]]
    """The words of the texts that it is found by, as they stand there, by field of the index."""
    said: str
    """All these texts folded, each on a line, with a space before and behind every word."""
    called: str
    """The words of its names, folded, each name behind a line end and a space."""
    calls: list[str]
    """What it is called, whole and folded: id, names, acronyms, symbols."""
    facets: list[tuple[str, str]]
    facts: list[Fact]
    """What it tells of time."""


def analyse(entry: Entry, manifest: Manifest, translators: Sequence[Translator]) -> Analysed:
    """The file as the index keeps it."""
    record, glimpse = entry.record, entry.glimpse
    id = entry.id
    names = dict(record.label if record else glimpse.name) or {"": id}
    place = record.place if record else glimpse.place
    date = record.main_date if record else glimpse.date
    type_ = record.type if record else glimpse.type
    kind = entry.kind
    in_words = {
        tr.language: (
            label(f"{kind}.type", type_, tr, manifest) if type_ else "",
            _day_words(date, tr) if date else "",
            place_words(place, tr),
        )
        for tr in translators
    }
    series = record.series if isinstance(record, Event) else None
    shown = {language: _name(names, language) for language in SORTED_LANGUAGES}
    folds = {name: fold(name) for name in (*names.values(), *shown.values())}
    texts = {NAME: list(names.values()), **_texts(id, record, [where for _, _, where in in_words.values()])}
    terms, said = _said(texts)
    called = dict(zip(texts[NAME], said, strict=False))
    return Analysed(
        id=id,
        kind=kind,
        type=type_,
        readable=record is not None,
        names=names,
        words=in_words,
        date=date.text if date else "",
        date_key=date.sort_key() if date else "",
        year_less=bool(date and date.year_less),
        country=(place.country or "") if place else "",
        number=series.number if series else None,
        sort_names={language: sort_key(name, language) for language, name in shown.items()},
        sort_folds={language: folds[name] for language, name in shown.items()},
        folded_names=list(dict.fromkeys([folds[name] for name in names.values()])) if record else [],
        terms=terms,
        said="\n".join([f" {words} " for words in said]),
        called="".join([f"\n {called[name]}" for name in names.values()]),
        calls=list(_calls(id, record, folds, called)),
        facets=list(_facets(entry, kind, type_, names, manifest)),
        facts=facts_of(record) if record else glimpsed(kind, date),
    )


@lru_cache(maxsize=8192)
def _day_words(date: PartialDate, tr: Translator) -> str:
    """A date for a list, without its time."""
    return date_short(PartialDate.parse(date.text.partition("T")[0]) if date.time else date, tr)


def _name(names: dict[str, str], language: str) -> str:
    reading = read(names, language)
    return reading.text if reading else ""


def place_words(place: Place | None, tr: Translator) -> str:
    """Where something is, in the words of `tr`: venue, city, country, as far as known."""
    if place is None:
        return ""
    parts = [reading.text for text in (place.venue, place.city) if (reading := read(text, tr.language))]
    if place.country:
        parts.append(country_name(place.country, tr) or place.country)
    if place.online:
        parts.append(tr.pgettext("place", "online"))
    return ", ".join(parts)


def _texts(id: str, record: Record | None, places: Sequence[str]) -> dict[int, list[str]]:
    text = list(places)
    aliases = [id]
    if record:
        aliases += [alias.text for alias in record.aka]
        aliases += record.identifiers.values()
        aliases += record.former_ids
        for localized in (record.summary, record.theme):
            text += (localized or {}).values()
        text += [name for person in record.people for name in (person.name, *person.aka)]
        if isinstance(record, Source):
            text += [value for value in (record.author, record.publisher) if value]
        if isinstance(record, Declaration) and record.symbol:
            aliases.append(record.symbol)
    return {ALIAS: aliases, TEXT: text}


def _said(texts: dict[int, list[str]]) -> tuple[dict[int, set[str]], list[str]]:
    """The words of some texts as they stand there, by field; and what each text says, folded."""
    terms: dict[int, set[str]] = {}
    said = []
    for field, parts in texts.items():
        terms[field] = found = set()
        for text in parts:
            tokens = text.split()
            found.update(tokens)
            said.append(spoken(tokens))
    return terms, said


def _calls(id: str, record: Record | None, folds: Mapping[str, str], called: Mapping[str, str]) -> Iterable[str]:
    """`folds` of its names and what they say, `called`, are known already."""
    more = [id, id.replace("-", " ")]
    if record:
        more += [alias.text for alias in record.aka if alias.type in ("acronym", "alias")]
        more += [record.symbol] if isinstance(record, Declaration) and record.symbol else []
    names = [folds[name] for name in called]
    # Nobody types the punctuation of a name.
    return dict.fromkeys([*map(fold, more), *names, *map(folded_words, more), *called.values()])


def _facets(
    entry: Entry, kind: str, type_: str, names: dict[str, str], manifest: Manifest
) -> Iterator[tuple[str, str]]:
    record = entry.record
    yield "kind", kind
    if type_:
        yield "type", type_
    status = record.status if record and not isinstance(record, Source) else entry.glimpse.status
    if status:
        yield "status", status
    if record is None:
        return
    if isinstance(record, Declaration) and record.progress:
        yield INTERNAL, "progress"
    if record.place and record.place.country:
        yield "country", record.place.country
    if record.main_date:
        yield from _years(record.main_date)
    for goal in record.sdg:
        yield "sdg", goal
        if "." in goal:
            yield "sdg", goal.partition(".")[0]
    for source in dict.fromkeys([citation.ref for citation in record.sources]):
        yield "source", source
    for language in manifest.languages:
        lacking = language not in names or (record.summary is not None and language not in record.summary)
        if lacking:
            yield "missing", language
    yield from translation_facets(record, manifest.languages, manifest.source_language)


OFFERED = 200
"""How many years of one date are offered as facets at most."""


@lru_cache(maxsize=8192)
def _years(date: PartialDate) -> tuple[tuple[str, str], ...]:
    if date.year_less:
        return ()
    years = _bounded(date.years())
    decades = dict.fromkeys(year // 10 * 10 for year in years)
    return (
        ("dated", "year"),
        *(("year", str(year)) for year in years),
        *(("decade", str(decade)) for decade in decades),
    )


def _bounded(years: range | None) -> Sequence[int]:
    """The years of a date. One without an end is offered as far as today, one without a start in its last year only."""
    if years is None:
        return ()
    if years.start == datetime.MINYEAR:
        return years[-1:]
    if years.stop > datetime.MAXYEAR:
        return range(years.start, max(years.start, datetime.date.today().year) + 1)
    return years[:OFFERED]
