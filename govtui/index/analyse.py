"""What the index keeps of one file: plain values, made from the record or from what could be glimpsed of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from govtui.i18n.dates import date_short
from govtui.i18n.labels import label
from govtui.i18n.places import country_name
from govtui.i18n.translator import Translator
from govtui.index.facts import Fact, facts_of, glimpsed
from govtui.index.search import ALIAS, NAME
from govtui.index.terms import Terms, Token, folded, said
from govtui.index.values import facet_values
from govtui.model.dates import PartialDate
from govtui.model.parts import Place
from govtui.model.reading import text_in
from govtui.model.record import Record
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry
from govtui.text.collate import sort_key
from govtui.text.fold import folded_words

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
) -> list[Analysed]:
    """Files as the index keeps them. `terms`: whose words their texts are read in.

    Step by step for all of them, not file by file: what a step needs stays in the processor's caches.
    """
    heads = [_head(entry, manifest, translators) for entry in entries]
    texts = [_read(entry, head, terms) for entry, head in zip(entries, heads, strict=True)]
    orders = [{language: sort_key(name, language) for language, name in head.shown.items()} for head in heads]
    facets = [facet_values(entry, head.type, head.names, manifest) for entry, head in zip(entries, heads, strict=True)]
    facts = [facts_of(entry.record) if entry.record else glimpsed(entry.kind, entry.glimpse.date) for entry in entries]
    return list(map(_analysed, entries, heads, texts, orders, facets, facts))


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


def _head(entry: Entry, manifest: Manifest, translators: Sequence[Translator]) -> _Head:
    record, glimpse = entry.record, entry.glimpse
    id, kind = entry.id, entry.kind
    names = dict(record.label if record else glimpse.name) or {"": id}
    place = record.place if record else glimpse.place
    date = record.main_date if record else glimpse.date
    type_ = record.type if record else glimpse.type
    words = {
        tr.language: (
            _type_words(kind, type_, tr) or label(f"{kind}.type", type_, tr, manifest),
            _day_words(date.text, tr) if date else "",
            place_words(place, tr) if place else "",
        )
        for tr in translators
    }
    shown = {language: text_in(names, language) for language in SORTED_LANGUAGES}
    return _Head(id, kind, type_, names, shown, date, place, words)


class _Texts(NamedTuple):
    """What a file is found by, in tokens."""

    names: list[list[Token]]
    calls: list[list[Token]]
    """What else it may be called, its id first."""
    aliases: list[list[Token]]
    others: list[Token]


def _read(entry: Entry, head: _Head, terms: Terms) -> _Texts:
    calls, aliases = _aliases(head.id, entry.record)
    return _Texts(
        [terms.read(NAME, name) for name in head.names.values()],
        [terms.read(ALIAS, call) for call in calls],
        [terms.read(ALIAS, alias) for alias in aliases],
        terms.read_lines(_texts(entry.record, head)),
    )


def _analysed(
    entry: Entry,
    head: _Head,
    texts: _Texts,
    sort_names: dict[str, str],
    facets: list[tuple[str, str]],
    facts: list[Fact],
) -> Analysed:
    record, date, place = entry.record, head.date, head.place
    folds = dict(zip(head.names.values(), map(folded, texts.names), strict=True))
    says = list(map(said, texts.names))
    calls = list(map(said, texts.calls))
    lines = [*says, *calls, *map(said, texts.aliases), said(texts.others)]
    if record is None:  # then the id may be anything
        calls[0] = folded_words(head.id.replace("-", " "))
    return Analysed(
        id=head.id,
        kind=head.kind,
        type=head.type,
        readable=record is not None,
        names=head.names,
        words=head.words,
        date=date.text if date else "",
        date_key=_date_key(date.text) if date else "",
        year_less=date is not None and date.year_less,
        country=(place.country or "") if place else "",
        number=record.series.number if record and record.kind == "event" and record.series else None,
        sort_names=sort_names,
        sort_folds={language: folds[name] for language, name in head.shown.items()},
        folded_names=list(dict.fromkeys(folds.values())) if record else [],
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


def _aliases(id: str, record: Record | None) -> tuple[list[str], list[str]]:
    """What else it may be called, its id first; and what it is not called, but found by."""
    calls: list[str] = [id]
    rest: list[str] = []
    if record:
        for alias in record.aka:
            (calls if alias.type in ("acronym", "alias") else rest).append(alias.text)
        rest += (*record.identifiers.values(), *record.former_ids)
        if record.kind == "declaration" and record.symbol:
            calls.append(record.symbol)
    return calls, rest


def _texts(record: Record | None, head: _Head) -> list[str]:
    texts = [place for _, _, place in head.words.values() if place]
    if record is None:
        return texts
    for localized in (record.summary, record.theme):
        if localized:
            texts += localized.values()
    for person in record.people:
        texts += (person.name, *person.aka)
    if record.kind == "source":
        texts += [value for value in (record.author, record.publisher) if value]
    return texts
