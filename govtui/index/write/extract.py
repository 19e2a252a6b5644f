"""What the index keeps of one file: plain values, made from the record or from what could be glimpsed of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from govtui.i18n.countries import country_name
from govtui.i18n.dates import date_short
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.index.facet_values import years_of
from govtui.index.field_getters import Facets, InWords, Taken, taken, words_in
from govtui.index.read.coverage import MARK
from govtui.index.schema import ALIAS, INTERNAL, NAME
from govtui.index.write.terms import Terms, Token, folded, said
from govtui.index.write.timeline_facts import Fact, facts_of
from govtui.index.write.timeline_facts import glimpsed as glimpsed_facts
from govtui.model.dates import PartialDate
from govtui.model.localized import text_in
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Place
from govtui.model.record import Record
from govtui.model.translations import State, localized_texts, translated, without_entries
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry
from govtui.text.collate import sort_keys
from govtui.text.fold import folded_words

# -- What the index keeps of the translations of one record (coverage.py) ----------------------------------------------


_Facets = tuple[tuple[str, str], ...]
_Direction = tuple[str, str, str, State]
"""The field of the record, source, target, state."""


def translation_facets(
    record: Record, languages: Sequence[str], source_language: str, schema: Schema = BUILT_IN
) -> _Facets:
    """The internal facets of a record that tell the state of its translations."""
    if record.translations:
        found = translated(record, languages, source_language, schema)
        return _facets(
            Counter((schema.first_step(record.kind, one.path)[0], one.source, one.target, one.state) for one in found)
        )
    # Without any, the state follows from the languages that the texts have, and most records have the same.
    texts = tuple([(field, *text) for field, text in localized_texts(record, schema)])
    return _unremembered_facets(texts, tuple(languages), source_language)


@lru_cache(maxsize=4096)
def _unremembered_facets(
    texts: tuple[tuple[str, ...], ...], languages: tuple[str, ...], source_language: str
) -> _Facets:
    """`texts`: the field of each, then its languages."""
    counted: Counter[_Direction] = Counter()
    for field, *present in texts:
        counted.update((field, *one) for one in without_entries(present, languages, source_language))
    return _facets(counted)


def _facets(counted: Counter[_Direction]) -> _Facets:
    return tuple(
        (INTERNAL, f"{MARK}{source}>{target}/{field}/{state}/{bit}")
        for (field, source, target, state), count in counted.items()
        for bit in range(count.bit_length())
        if count >> bit & 1
    )


# -- By which values of which facets a file is found -------------------------------------------------------------------


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


SORTED_LANGUAGES = ("vi", "en")


class IndexedFields(NamedTuple):
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
    terms: list[Token]
    """The words of the texts that it is found by."""
    said: str
    """All these texts folded, each on a line, with a space before and behind every word."""
    called: str
    """The words of its names, folded, each name behind a line end and a space."""
    calls: list[str]
    """What it is called, whole, folded and without punctuation: id, names, acronyms, symbols."""
    facets: list[tuple[str, str]]
    facts: list[Fact]
    """What it tells of time."""


def analyse(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[IndexedFields]:
    """Files as the index keeps them. `terms`: whose words their texts are read in.

    Step by step for all of them, not file by file: what a step needs stays in the processor's caches.
    """
    records = [entry.record for entry in entries if entry.record]
    known = iter(_records(records, manifest, translators, terms))
    return [next(known) if entry.record else _glimpsed(entry, manifest, translators, terms) for entry in entries]


def _records(
    records: Sequence[Record], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[IndexedFields]:
    heads = [_head(record, manifest, translators) for record in records]
    getters = {kind: taken(manifest.record_schema, kind) for kind in {record.kind for record in records}}
    in_words = words_in(manifest, translators)
    texts = [
        _read(record, head, getters[record.kind], in_words, terms) for record, head in zip(records, heads, strict=True)
    ]
    orders = [sort_keys(head.shown) for head in heads]
    facets = [
        facets_of(record, head.names, manifest, getters[record.kind].facets)
        for record, head in zip(records, heads, strict=True)
    ]
    return list(map(_analysed, records, heads, texts, orders, facets, map(facts_of, records)))


def _glimpsed(entry: Entry, manifest: Manifest, translators: Sequence[Translator], terms: Terms) -> IndexedFields:
    """A file that is no record: its id, and what could be glimpsed of it. A registry may be full of such files."""
    id, kind, glimpse = entry.id, entry.kind, entry.glimpse
    type_, date, place = glimpse.type, glimpse.date, glimpse.place
    names = dict(glimpse.name) or {"": id}
    words = (
        {tr.language: _spoken(kind, type_, date, place, tr, manifest) for tr in translators}
        if type_ or date or place
        else dict.fromkeys([tr.language for tr in translators], _NOTHING_SAID)
    )
    named = [terms.read(NAME, name) for name in names.values()]
    called, others = terms.read(ALIAS, id), terms.read_lines(_place_texts(words)) if place else []
    says = list(map(said, named))
    says_id = said(called)
    call = says_id if id.isascii() else folded_words(id.replace("-", " "))  # the id may be anything
    shown = {language: names.get(language) or text_in(names, language) for language in SORTED_LANGUAGES}
    folds = dict(zip(names.values(), map(folded, named), strict=True))
    return IndexedFields(
        id,
        kind,
        type_,
        False,
        names,
        words,
        date.text if date else "",
        _date_key(date.text) if date else "",
        date is not None and date.year_less,
        (place.country or "") if place else "",
        None,
        sort_keys(shown),
        {language: folds[name] for language, name in shown.items()},
        [],
        list(chain(*named, called, others)),
        f" {_LINE.join([*says, says_id, said(others)])} ",
        "".join([f"\n {name}" for name in says]),
        list(dict.fromkeys((call, *says))),
        glimpsed_facets(kind, type_, glimpse.status),
        glimpsed_facts(kind, date),
    )


class _Head(NamedTuple):
    """What a list shows of a file."""

    id: str
    kind: str
    type: str
    names: dict[str, str]
    shown: dict[str, str]
    """The name that it goes by in each language."""
    date: PartialDate | None
    place: Place | None
    words: dict[str, tuple[str, str, str]]


def _head(record: Record, manifest: Manifest, translators: Sequence[Translator]) -> _Head:
    id, kind, type_ = record.id, record.kind, record.type
    names, date, place = dict(record.label), record.main_date, record.place
    words = {tr.language: _spoken(kind, type_, date, place, tr, manifest) for tr in translators}
    shown = {language: text_in(names, language) for language in SORTED_LANGUAGES}
    return _Head(id, kind, type_, names, shown, date, place, words)


_NOTHING_SAID = ("", "", "")


def _spoken(
    kind: str, type_: str, date: PartialDate | None, place: Place | None, tr: Translator, manifest: Manifest
) -> tuple[str, str, str]:
    """Type, date and place in the words of a language."""
    return (
        _type_words(kind, type_, tr) or label(f"{kind}.type", type_, tr, manifest),
        _day_words(date.text, tr) if date else "",
        place_words(place, tr) if place else "",
    )


class _Texts(NamedTuple):
    """What a file is found by, in tokens."""

    names: list[list[Token]]
    calls: list[list[Token]]
    """What else it may be called, its id first."""
    aliases: list[list[Token]]
    others: list[Token]


def _read(record: Record, head: _Head, getters: Taken, in_words: InWords, terms: Terms) -> _Texts:
    calls, aliases = _aliases(record, getters, in_words)
    texts = _place_texts(head.words)
    for words in getters.texts:
        texts += words(record, in_words)
    return _Texts(
        [terms.read(NAME, name) for name in head.names.values()],
        [terms.read(ALIAS, call) for call in calls],
        [terms.read(ALIAS, alias) for alias in aliases],
        terms.read_lines(texts),
    )


def _analysed(
    record: Record,
    head: _Head,
    texts: _Texts,
    sort_names: dict[str, str],
    facets: list[tuple[str, str]],
    facts: list[Fact],
) -> IndexedFields:
    date, place = head.date, head.place
    folds = dict(zip(head.names.values(), map(folded, texts.names), strict=True))
    says = list(map(said, texts.names))
    calls = list(map(said, texts.calls))
    lines = [*says, *calls, *map(said, texts.aliases), said(texts.others)]
    return IndexedFields(
        id=head.id,
        kind=head.kind,
        type=head.type,
        readable=True,
        names=head.names,
        words=head.words,
        date=date.text if date else "",
        date_key=_date_key(date.text) if date else "",
        year_less=date is not None and date.year_less,
        country=(place.country or "") if place else "",
        number=record.series.number if record.kind == "event" and record.series else None,
        sort_names=sort_names,
        sort_folds={language: folds[name] for language, name in head.shown.items()},
        folded_names=list(dict.fromkeys(folds.values())),
        terms=list(chain(*texts.names, *texts.calls, *texts.aliases, texts.others)),
        said=f" {_LINE.join(lines)} ",
        called="".join([f"\n {name}" for name in says]),
        calls=list(dict.fromkeys((*calls, *says))),  # nobody types the punctuation of a name
        facets=facets,
        facts=facts,
    )


_LINE = " \n "


@lru_cache(maxsize=1024)
def _type_words(kind: str, type_: str, tr: Translator) -> str:
    """Of a type that is built in; empty for any other."""
    words = label(f"{kind}.type", type_, tr)
    return words if words != type_ else ""


@lru_cache(maxsize=1 << 15)
def _day_words(edtf: str, tr: Translator) -> str:
    """A date for a list, without its time."""
    return date_short(PartialDate.parse(edtf.partition("T")[0]), tr)


@lru_cache(maxsize=1 << 14)
def _date_key(edtf: str) -> str:
    return PartialDate.parse(edtf).sort_key()


def place_words(place: Place, tr: Translator) -> str:
    """Where something is, in the words of `tr`: venue, city, country, as far as known."""
    parts = [text_in(text, tr.language) for text in (place.venue, place.city) if text]
    if place.country:
        parts.append(country_name(place.country, tr) or place.country)
    if place.online:
        parts.append(tr.pgettext("place", "online"))
    return ", ".join(parts)


def _aliases(record: Record, getters: Taken, in_words: InWords) -> tuple[list[str], list[str]]:
    """What else it may be called, its id first; and what it is not called, but found by."""
    calls: list[str] = [record.id]
    rest: list[str] = []
    for alias in record.aka:
        (calls if alias.type in ("acronym", "alias") else rest).append(alias.text)
    for words in getters.calls:
        calls += words(record, in_words)
    for words in getters.aliases:
        rest += words(record, in_words)
    return calls, rest


def _place_texts(words: Mapping[str, tuple[str, str, str]]) -> list[str]:
    return [place for _, _, place in words.values() if place]
