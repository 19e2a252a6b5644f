"""The scripts that the search of the website reads: what the index finds by, dealt out by the first letters of words.

Records are numbered by their names in a language. A file calls `govtui.take(name, data)`, so that it can be loaded from a disk, too.

    index    how many records, kinds with folders and labels, names of languages, which words and years there are files of
    t-do     the words that begin with "do": {word: {as written, "" for the same: [in names, aliases, texts, claims]}}, then what
             records are called in full: CRC-32 of the name, or the name itself where it begins with a digit
    t-d-     all words that begin with "d", where these are few
    x-doi    where t-do would be longer than SPLIT: in texts and claims those that begin with "doi"
    r-3      rows of results, CHUNK a file
    f-kind   a facet: [value, label, records]; of types also the labels in all languages
    y-201    the records of which a date touches a year of this decade, and the years behind it that are not listed

Sets of records are differences, each a number in base 32, digits that others follow taken from the second half of DIGITS.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import sub
from typing import NamedTuple
from zlib import crc32

from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.index.api import Card, Row, View
from govtui.index.query_api import Posting, SearchData
from govtui.model.kinds import KINDS
from govtui.page.facet_words import value_words
from govtui.site.site_file import Site, record_address
from govtui.text.collate import sort_key

SPLIT = 128 * 1024
"""Bytes of a file of words above which texts go to files by three letters."""

CHUNK = 256
"""Rows in a file."""

FACETS = ("kind", "type", "country", "year")
"""What results are narrowed by."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

TOGETHER = 32 * 1024
"""Bytes up to which all words with the same first letter are in one file."""

ALL = "-"
"""Stands in its name behind that letter."""

OTHER = "~"
"""Stands for all letters but a to z and digits in the name of a file."""

_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")

_TEXTS = 2
"""The first field that is split off."""


class _Written(dict[int, str]):
    """Numbers as they are written; remembered."""

    def __missing__(self, number: int) -> str:
        rest, out = number, ""
        while rest >= 32:
            out += DIGITS[32 + rest % 32]
            rest //= 32
        self[number] = out = out + DIGITS[rest]
        return out


_WRITTEN = _Written()


def packed(places: Sequence[int]) -> str:
    """Return an ascending sequence of numbers as text."""
    return "".join(map(_WRITTEN.__getitem__, map(sub, places, [0, *places])))


def beginning(word: str, length: int) -> str:
    """Return the letters that a word is filed under; all letters from the first beyond a to z on are one."""
    for at, letter in enumerate(word[:length]):
        if letter not in _ASCII:
            return word[:at] + OTHER
    return word[:length]


def script(name: str, *data: object) -> bytes:
    """Return the script that hands data over; nothing in it ends the element that it may be put into."""
    given = ",".join(_json(one).replace("<", "\\u003c") for one in (name, *data))
    return f"govtui.take({given})\n".encode()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def scripts(site: Site, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files for a language."""
    tr = site.translators[language]
    data = site.index.search_data(language, site.published)
    languages = set[str]()
    yield from _rows(site, data, language, languages)
    yield from _facets(site, data, tr)
    terms, texts, years = list[str](), list[str](), list[str]()
    for decade, touched in _years(data):
        years += touched
        yield f"y-{decade}", script(f"y-{decade}", touched)
    for name, content in _words(data):
        (terms if name.startswith("t-") else texts).append(name[2:])
        yield name, content
    kinds = [[kind.folder, tr.pgettext("kind", kind.label)] for kind in KINDS.values()]
    names = {"terms": " ".join(terms), "texts": " ".join(texts), "years": " ".join(years)}
    spoken = {one: label("language", one, tr) for one in sorted(languages) if one}
    about = {"n": len(data.keys), "chunk": CHUNK, "kinds": kinds, "languages": spoken} | names
    yield "index", script("index", about)


# -- rows ------------------------------------------------------------------------------------------------------------


def _rows(site: Site, data: SearchData, language: str, languages: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of rows; the languages of names that the language of the site lacks are added to `languages`."""
    disputed = {data.keys[place] for place in dict(data.having("has")).get("discrepancy", ())}
    rows: list[list[object]] = []
    number = 0
    for row, card in _listed(site, language):
        rows.append(_row(row, card, row.key in disputed))
        languages.add(row.missing)
        if len(rows) == CHUNK:
            yield f"r-{number}", script(f"r-{number}", rows)
            number, rows = number + 1, []
    if rows:
        yield f"r-{number}", script(f"r-{number}", rows)


def _listed(site: Site, language: str) -> Iterator[tuple[Row, Card]]:
    """Yield the records of the site by name."""
    index = site.index
    result = index.result(View(language=language, words=language))
    for start in range(0, result.total, CHUNK):
        rows = [row for row in result.window(start, start + CHUNK) if row.key and site.has(row.key)]
        cards = {card.key: card for card in index.cards([row.key for row in rows])}
        yield from ((row, cards[row.key]) for row in rows if row.key in cards)


_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


def _row(row: Row, card: Card, is_disputed: bool) -> list[object]:
    """Return what results show of a record, as numbers and texts.

    Page ("" for none), kind, name, its language if another, 1 where sources disagree, type, date, place; then the other names, each
    behind its language.
    """
    page = record_address(card).rpartition("/")[2].removesuffix(".html")
    number = _NUMBERS.get(row.kind, len(_NUMBERS))
    others = [words for pair in card.name.items() if pair[1] != row.name for words in pair]
    return [page, number, row.name, row.missing, int(is_disputed), *row.columns, *others]


# -- facets ----------------------------------------------------------------------------------------------------------


def _facets(site: Site, data: SearchData, tr: Translator) -> Iterator[tuple[str, bytes]]:
    vocabulary = site.index.fields.vocabulary
    for dim in FACETS:
        values = [[value, _label(dim, value, site, tr), packed(places)] for value, places in data.having(dim)]
        if dim == "type":  # which may be typed before a number in any language
            values = [[*one, *vocabulary.value_labels(dim, one[0])] for one in values]
        if dim == "kind":
            values.sort(key=lambda value: _NUMBERS.get(value[0], len(_NUMBERS)))
        elif dim == "year":
            values.sort(reverse=True)
        else:
            values.sort(key=lambda value: (sort_key(value[1], tr.language), value[0]))
        yield f"f-{dim}", script(f"f-{dim}", values)


def _years(data: SearchData) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield decades, without their last digit, with the records of which a date touches a year; only years that differ from the last."""
    last = ""
    for decade in range(150, 220):
        years: dict[str, str] = {}
        for year in range(10 * decade, 10 * decade + 10):
            if (touched := packed(data.touching(str(year)))) != last:
                years[str(year)] = last = touched
        if years:
            yield str(decade), years


def _label(dim: str, value: str, site: Site, tr: Translator) -> str:
    if dim == "kind" and value in KINDS:
        return tr.pgettext("kinds", KINDS[value].plural)
    return value_words(dim, value, site.index, tr)


# -- words -----------------------------------------------------------------------------------------------------------

_Terms = dict[str, dict[str, list[str]]]


class _Part(NamedTuple):
    """The words that begin with some letters, and what records are called in full that begins so."""

    letters: str
    terms: _Terms
    called: dict[str, str]


def _words(data: SearchData) -> Iterator[tuple[str, bytes]]:
    """Yield the files of words, those of one first letter at a time: together where they are short."""
    for first, some in groupby(_parts(data), lambda part: part.letters[0]):
        parts = list(some)
        if len(parts) > 1 and sum(len(part.terms) for part in parts) <= TOGETHER // _LEAST:
            terms = {fold: surfaces for part in parts for fold, surfaces in part.terms.items()}
            called = {name: places for part in parts for name, places in part.called.items()}
            whole = _Part(first + ALL, terms, called)
            content = script(f"t-{whole.letters}", whole.terms, whole.called)
            if len(content) <= TOGETHER:
                yield f"t-{whole.letters}", content
                continue
        for part in parts:
            yield from _filed(*part)


_LEAST = 12
"""Bytes of the shortest term in a file."""


def _parts(data: SearchData) -> Iterator[_Part]:
    names = groupby(data.called(), lambda one: beginning(one[0].partition(" ")[0], 2))
    first, called = next(names, ("", _NONE))
    for letters, postings in groupby(data.postings(), lambda one: beginning(one.fold, 2)):
        while first < letters and called is not _NONE:  # a name without words
            first, called = next(names, (letters, _NONE))
        yield _Part(letters, _terms(postings), _called(called) if first == letters else {})


_NONE: Iterator[tuple[str, Sequence[int]]] = iter(())


def _called(names: Iterable[tuple[str, Sequence[int]]]) -> dict[str, str]:
    return {name if name[:1].isdecimal() else f"{crc32(name.encode('utf-16-le')):x}": packed(at) for name, at in names}


def _terms(postings: Iterable[Posting]) -> _Terms:
    out: _Terms = {}
    for fold, surface, field, places in postings:
        fields = out.setdefault(fold, {}).setdefault("" if surface == fold else surface, [])
        fields += [""] * (field - len(fields))
        fields.append(packed(places))
    return out


def _filed(letters: str, terms: _Terms, whole: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the file of the words with these first letters; where it is too long, those for texts behind it."""
    content = script(f"t-{letters}", terms, whole)
    if len(content) <= SPLIT:
        yield f"t-{letters}", content
        return
    yield f"t-{letters}", script(f"t-{letters}", _only(terms, slice(0, _TEXTS)), whole)
    for three, some in groupby(terms.items(), lambda one: beginning(one[0], 3)):
        if texts := _only(dict(some), slice(_TEXTS, None)):
            yield f"x-{three}", script(f"x-{three}", texts)


def _only(terms: _Terms, fields: slice) -> _Terms:
    """Return terms with some of their fields only."""
    out: _Terms = {}
    for fold, surfaces in terms.items():
        if some := {surface: part for surface, all_ in surfaces.items() if any(part := all_[fields])}:
            out[fold] = some
    return out
