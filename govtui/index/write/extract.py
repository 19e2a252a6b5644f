"""Extract what the index keeps of a file: plain values of the record, or of a broken one's glimpse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from govtui.i18n.countries import country_name
from govtui.i18n.dates import date_short
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator
from govtui.index.field_getters import Getters, InWords, claimed_texts, getters_of, words_in
from govtui.index.schema import ALIAS, CLAIM, NAME, TEXT
from govtui.index.write.facets import record_facets, translation_facets
from govtui.index.write.named import Named, named_of
from govtui.index.write.stored_facts import stored_facts
from govtui.index.write.terms import Terms, Token, folded, said
from govtui.index.write.timeline_facts import Fact, date_facts, facts_of
from govtui.model.dates import PartialDate
from govtui.model.localized import text_in
from govtui.model.parts import Place
from govtui.model.record import Record
from govtui.model.symbols import standard_form
from govtui.store.codec import Preview
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry
from govtui.text.collate import sort_keys
from govtui.text.fold import folded_words


class ListFields(NamedTuple):
    """What lists, facets and the search for names need of one file: the first part of a build."""

    id: str
    kind: str
    type: str
    readable: bool
    names: dict[str, str]
    words: dict[str, tuple[str, str, str]]
    """Type, date and place, by interface language."""
    status: str
    symbol: str
    date: str
    date_key: str
    year_less: bool
    country: str
    number: int | None
    sort_names: dict[str, str]
    sort_folds: dict[str, str]
    folded_names: list[str]
    """Distinct names of a record without accents, to find namesakes by."""
    terms: list[Token]
    """The words of its names, and of its id and what else it is called."""
    called: str
    """The words of its names, folded, each name after a line feed and a space."""
    calls: list[str]
    """Each of its full names, folded and without punctuation: id, names, other names, acronyms, symbols."""
    facets: list[tuple[str, str]]


class TextFields(NamedTuple):
    """What the full text, coverage and the timeline need of one file: the second part."""

    terms: list[Token]
    """The words of the texts that search finds, but for names."""
    said: str
    """Names and texts folded, each on a line, with a space before and behind every word."""
    facets: Sequence[tuple[str, str]]
    """Internal ones."""
    facts: list[Fact]
    named: list[Named]
    told: bytes
    """The facts that may answer a query (write/stored_facts.py)."""


def list_fields(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[ListFields]:
    """Extract what lists need of files; their words are added to `terms`.

    Step by step for all of them, not file by file: what a step needs stays in the processor's caches.
    """
    records = [entry.record for entry in entries if entry.record]
    extracted = iter(_lists_of_records(records, manifest, translators, terms))
    return [next(extracted) if entry.record else _unreadable(entry, manifest, translators, terms) for entry in entries]


def text_fields(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[TextFields]:
    """Extract what the full text needs of files; their words are added to `terms`."""
    in_words = words_in(manifest, translators)
    return [
        _record_texts(entry.record, manifest, translators, in_words, terms)
        if entry.record
        else _unreadable_texts(entry, translators, terms)
        for entry in entries
    ]


class _Head(NamedTuple):
    """What a list shows of a file."""

    id: str
    kind: str
    type: str
    status: str
    symbol: str
    names: dict[str, str]
    shown: dict[str, str]
    """The name that is shown in each language."""
    date: PartialDate | None
    place: Place | None
    words: dict[str, tuple[str, str, str]]


def _lists_of_records(
    records: Sequence[Record], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[ListFields]:
    heads = [
        _head(record.id, record.kind, record, dict(record.label), record.main_date, manifest, translators)
        for record in records
    ]
    getters = {kind: getters_of(manifest.record_schema, kind) for kind in {record.kind for record in records}}
    in_words = words_in(manifest, translators)
    names = [[terms.read(NAME, name) for name in head.names.values()] for head in heads]
    called = [_called(record, getters[record.kind], in_words) for record in records]
    calls = [[terms.read(ALIAS, call) for call in calls] for calls, _ in called]
    aliases = [[terms.read(ALIAS, alias) for alias in aliases] for _, aliases in called]
    orders = [sort_keys(head.shown) for head in heads]
    facets = [
        record_facets(record, head.names, manifest, getters[record.kind].facets)
        for record, head in zip(records, heads, strict=True)
    ]
    numbers = [record.series.number if record.kind == "event" and record.series else None for record in records]
    return list(map(_listed, heads, names, calls, aliases, orders, facets, numbers))


def _unreadable(entry: Entry, manifest: Manifest, translators: Sequence[Translator], terms: Terms) -> ListFields:
    """Extract a file that is no record: its id, and its glimpse. A registry may be full of such files."""
    id, kind, preview = entry.id, entry.kind, entry.preview
    head = _head(id, kind, preview, dict(preview.name) or {"": id}, preview.date, manifest, translators)
    names = [terms.read(NAME, name) for name in head.names.values()]
    facets = [pair for pair in (("kind", kind), ("type", preview.type), ("status", preview.status)) if pair[1]]
    calls = [terms.read(ALIAS, id)]
    found = _listed(head, names, calls, [], sort_keys(head.shown), facets, None, readable=False)
    if id.isascii():
        return found
    return found._replace(calls=list(dict.fromkeys((folded_words(id.replace("-", " ")), *found.calls[1:]))))


def _head(
    id: str,
    kind: str,
    one: Record | Preview,
    names: dict[str, str],
    date: PartialDate | None,
    manifest: Manifest,
    translators: Sequence[Translator],
) -> _Head:
    type_, place = one.type, one.place
    status, symbol = _status_and_symbol(one)
    words = {tr.language: _row_words(kind, type_, date, place, tr, manifest) for tr in translators}
    shown = {language: names.get(language) or text_in(names, language) for language in LANGUAGES}
    return _Head(id, kind, type_, status, symbol, names, shown, date, place, words)


def _status_and_symbol(one: Record | Preview) -> tuple[str, str]:
    """Return the key of a record's status, and the symbol of a declaration; empty for what it has not."""
    if isinstance(one, Preview):
        return one.status, ""
    if one.kind == "source":
        return "", ""
    return one.status, (one.symbol or "") if one.kind == "declaration" else ""


def _called(record: Record, getters: Getters, in_words: InWords) -> tuple[list[str], list[str]]:
    """Return what a record is called beside its names, id first; and what else it is found by."""
    calls: list[str] = [record.id, *(alias.text for alias in record.aka)]
    aliases: list[str] = []
    for words in getters.calls:
        calls += words(record, in_words)
    if record.kind == "declaration" and record.symbol:
        standard = standard_form(record.symbol)
        calls += [standard] if standard and standard != record.symbol else []
    for words in getters.aliases:
        aliases += words(record, in_words)
    return calls, aliases


def _listed(
    head: _Head,
    names: list[list[Token]],
    calls: list[list[Token]],
    aliases: list[list[Token]],
    sort_names: dict[str, str],
    facets: list[tuple[str, str]],
    number: int | None,
    *,
    readable: bool = True,
) -> ListFields:
    date, place = head.date, head.place
    folds = dict(zip(head.names.values(), map(folded, names), strict=True))
    said_names = list(map(said, names))
    return ListFields(
        id=head.id,
        kind=head.kind,
        type=head.type,
        status=head.status,
        symbol=head.symbol,
        readable=readable,
        names=head.names,
        words=head.words,
        date=date.text if date else "",
        date_key=_date_key(date.text) if date else "",
        year_less=date is not None and date.year_less,
        country=(place.country or "") if place else "",
        number=number,
        sort_names=sort_names,
        sort_folds={language: folds[name] for language, name in head.shown.items()},
        folded_names=list(dict.fromkeys(folds.values())) if readable else [],
        terms=list(chain(*names, *calls, *aliases)),
        called="".join([f"\n {name}" for name in said_names]),
        calls=list(dict.fromkeys((*map(said, calls), *said_names))),  # nobody types the punctuation of a name
        facets=facets,
    )


# -- texts -----------------------------------------------------------------------------------------------------------


def _record_texts(
    record: Record, manifest: Manifest, translators: Sequence[Translator], in_words: InWords, terms: Terms
) -> TextFields:
    getters = getters_of(manifest.record_schema, record.kind)
    calls, aliases = _called(record, getters, in_words)
    texts = _place_texts(record.place, translators)
    for words in getters.texts:
        texts += words(record, in_words)
    found = terms.read_lines(TEXT, texts)
    claimed: list[Token] = []
    if record.claims:
        said_elsewhere = claimed_texts(record, manifest.record_schema, in_words)
        claimed = terms.read_lines(CLAIM, (text for _, _, text in said_elsewhere))
    facets = translation_facets(record, manifest.languages, manifest.source_language, manifest.record_schema)
    called = (*record.label.values(), *calls, *aliases)
    named = named_of(record, manifest.record_schema)
    told = stored_facts(record, manifest.record_schema)
    said_texts = _said(terms, called, found, claimed)
    return TextFields(found + claimed, said_texts, (*facets, *told.facets), facts_of(record), named, told.row)


def _unreadable_texts(entry: Entry, translators: Sequence[Translator], terms: Terms) -> TextFields:
    preview = entry.preview
    found = terms.read_lines(TEXT, _place_texts(preview.place, translators)) if preview.place else []
    called = (*(preview.name.values() or (entry.id,)), entry.id)
    return TextFields(found, _said(terms, called, found), (), date_facts(entry.kind, preview.date), [], b"")


def _place_texts(place: Place | None, translators: Sequence[Translator]) -> list[str]:
    return [words for tr in translators if (words := _place_words(place, tr))] if place else []


def _said(terms: Terms, called: Iterable[str], texts: list[Token], claimed: list[Token] | None = None) -> str:
    """Return names, texts and claims as phrases are looked for in them."""
    names = [said(terms.read(TEXT, name)) for name in called]  # looked up as words of texts, without a document
    return f" {_LINE.join([*names, said(texts), *([said(claimed)] if claimed else ())])} "


_LINE = " \n "


# -- words of a row --------------------------------------------------------------------------------------------------


def _row_words(
    kind: str, type_: str, date: PartialDate | None, place: Place | None, tr: Translator, manifest: Manifest
) -> tuple[str, str, str]:
    """Return type, date and place in the words of a language."""
    return (
        _type_words(kind, type_, tr) or label(f"{kind}.type", type_, tr, manifest),
        day_words(date.text, tr) if date else "",
        _place_words(place, tr) if place else "",
    )


@lru_cache(maxsize=1024)
def _type_words(kind: str, type_: str, tr: Translator) -> str:
    """Return the label of a built-in type; empty for any other."""
    words = label(f"{kind}.type", type_, tr)
    return words if words != type_ else ""


@lru_cache(maxsize=1 << 15)
def day_words(edtf: str, tr: Translator) -> str:
    """Return a date for a list, without its time."""
    return date_short(PartialDate.parse(edtf.partition("T")[0]), tr)


@lru_cache(maxsize=1 << 14)
def _date_key(edtf: str) -> str:
    return PartialDate.parse(edtf).sort_key()


def _place_words(place: Place, tr: Translator) -> str:
    """Return venue, city and country in the words of a language, as far as known."""
    parts = [text_in(text, tr.language) for text in (place.venue, place.city) if text]
    if place.country:
        parts.append(country_name(place.country, tr) or place.country)
    if place.online:
        parts.append(tr.pgettext("place", "online"))
    return ", ".join(parts)
