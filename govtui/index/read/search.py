"""Find the documents that match a query, in tiers: names, aliases, texts, claims; as typed before without accents."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pyroaring import BitMap

from govtui.index.bitmaps import from_blob
from govtui.index.query import Correction, CorrectionKind, Query, Word
from govtui.index.read.snapshot import weak_lru_cache
from govtui.index.read.suggestions import Terms, nearest_terms
from govtui.index.schema import ALIAS, FIELDS, LAST, NAME, SHORT, TEXT, TONES, TYPED, is_stored_as_typed

FEW = 5000
"""Up to how many documents are looked up one by one for a phrase; for more, all are gone through."""


class Postings:
    """The postings of the index; cached while the index stays the same."""

    def __init__(self, connection: sqlite3.Connection, *, whole: bool = True) -> None:
        self._connection = connection
        self.whole = whole
        """Whether texts are in it, not only names: else nobody knows that a word stands nowhere."""
        self.documents = weak_lru_cache(self._documents, 128)
        self.nearest = weak_lru_cache(self._nearest, 64)

    def _documents(self, word: Word, exact: bool, field: int) -> BitMap:
        """Return the documents that have a word in a field; `exact`: with the accents that were typed."""
        found = BitMap()
        for blob in self._blobs(word, exact, field):
            found |= from_blob(blob)
        return found

    def _blobs(self, word: Word, exact: bool, field: int) -> Iterable[bytes]:
        may_be_stored = exact and word.unfinished and is_stored_as_typed(word.toned)
        if may_be_stored and (stored := self._stored(word.toned, field + TYPED)):
            yield stored
            return
        for form in word.folded:
            if not word.unfinished:
                rows = self._rows("fold = ?", (form,), field)
            elif len(form) <= SHORT and not exact and (stored := self._stored(form, field)):
                yield stored
                continue
            else:
                rows = self._rows("fold >= ? AND fold < ?", (form, form + LAST), field)
            for surface, docs in rows:
                if not exact or _matches(surface, word):
                    yield docs

    def _rows(self, where: str, values: tuple[str, ...], field: int) -> Iterable[tuple[str, bytes]]:
        sql = f"SELECT surface, docs FROM post WHERE {where} AND field = ?"  # noqa: S608 (no value of a user in it)
        return self._connection.execute(sql, (*values, field))

    def _stored(self, prefix: str, field: int) -> bytes | None:
        row = self._connection.execute(
            "SELECT docs FROM pre WHERE prefix = ? AND field = ?", (prefix, field)
        ).fetchone()
        return row[0] if row else None

    def having(self, phrase: Sequence[Word], docs: BitMap) -> BitMap:
        """Return those of the documents that have a phrase; in their names, as long as texts are not in the index."""
        wanted = " " + " ".join(word.folded[0] for word in phrase) + ("" if phrase[-1].unfinished else " ")
        table, texts = ("said", "folded") if self.whole else ("rec", _NAMES)
        sql = f"SELECT doc FROM {table} WHERE instr({texts}, ?)"  # noqa: S608 (nothing of a user in it)
        if len(docs) <= FEW:
            sql += f" AND doc IN ({','.join(map(str, docs))})"
        return BitMap(doc for (doc,) in self._connection.execute(sql, (wanted,))) & docs

    def occurs(self, word: Word) -> bool:
        """Whether any record has a word, accents aside."""
        return any(self.documents(word, False, field) for field in FIELDS)

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Return the terms that a mistyped word may have meant."""
        return nearest_terms(word, Terms(self._connection, "post", "fold"))


_NAMES = "replace(called, char(10), ' ' || char(10)) || ' '"
"""The names of a document as `said` has them: a space before and behind every word, none goes on in the next."""


def _matches(surface: str, word: Word) -> bool:
    """Whether a term is the word as typed; an unfinished word may go on, and get its tone later."""
    if surface == word.toned:
        return True
    if not word.unfinished:
        return False
    return (
        surface.startswith(word.toned)
        or surface.rstrip(TONES).startswith(word.toned.rstrip(TONES))
        and (word.toned[-1:] not in TONES or surface.endswith(word.toned[-1]))
    )


Filter = Callable[[str, str], BitMap | None]


def tiers(query: Query, postings: Postings, everything: BitMap, facet: Filter) -> list[BitMap]:
    """Return disjoint sets of documents, best first; together all that match the query.

    Words as typed come first, then their readings in TELEX or VNI where records have both.
    """
    allowed = filtered(query.filters, everything, facet)
    query = as_read(query, postings)
    words = query.all_words
    if not words:
        return [allowed]
    found = _ranked(words, postings, allowed)
    found += _also_read(words, postings, allowed - BitMap.union(*found))
    if not any(found) and (other := _corrected(words, postings)):
        found = _ranked(other, postings, allowed)
    for phrase in query.phrases:
        if len(phrase) > 1:
            found = [postings.having(phrase, tier) if tier else tier for tier in found]
    return [tier for tier in found if tier]


def as_read(query: Query, postings: Postings) -> Query:
    """Replace words that no record has by their TELEX or VNI readings that occur.

    So a query typed without an input method finds, and ranks, the same as with one.
    """
    if not postings.whole or not any(word.readings for word in query.all_words):
        return query

    def read(words: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(
            word.read() if word.readings and not postings.occurs(word) and postings.occurs(word.read()) else word
            for word in words
        )

    return replace(query, words=read(query.words), phrases=tuple(map(read, query.phrases)))


def filtered(filters: Mapping[str, tuple[str, ...]], everything: BitMap, facet: Filter) -> BitMap:
    """Return the documents that pass all filters: OR within a field, AND between fields."""
    allowed = everything
    for dim, values in filters.items():
        passing = BitMap()
        for value in values:
            if docs := facet(dim, value):
                passing |= docs
        allowed = allowed & passing
    return allowed


_TIERS = ((NAME,), (NAME, ALIAS), (NAME, ALIAS, TEXT), FIELDS)


def _ranked(words: Sequence[Word], postings: Postings, allowed: BitMap) -> list[BitMap]:
    out: list[BitMap] = []
    for fields in _TIERS:
        for exact in (True, False):
            tier = allowed
            for word in words:
                if not tier:
                    break
                tier = tier & BitMap().union(*(postings.documents(word, exact, field) for field in fields))
            out.append(tier)
            allowed = allowed - tier
    return out


def _also_read(words: Sequence[Word], postings: Postings, allowed: BitMap) -> list[BitMap]:
    """Return the documents that have the TELEX or VNI readings of some words, in tiers."""
    if not allowed or not any(word.readings for word in words):
        return []
    out: list[BitMap] = []
    for fields in _TIERS:
        tier = allowed
        for word in words:
            has = BitMap()
            for field in fields:
                has |= postings.documents(word, False, field)
                if word.readings:
                    has |= postings.documents(word.read()._replace(unfinished=False), True, field)
            tier = tier & has
        out.append(tier)
        allowed = allowed - tier
    return out


def corrections(query: Query, postings: Postings, everything: BitMap, facet: Filter) -> tuple[Correction, ...]:
    """Return the words of a query for which `tiers` searches others, or others too."""
    typed, words = query.all_words, as_read(query, postings).all_words
    out = _readings([word for word, read in zip(typed, words, strict=True) if word is not read], CorrectionKind.READ)
    slips = zip(words, _corrected(words, postings) or words, strict=True)
    out += [Correction(word.text, other.folded) for word, other in slips if word != other]
    both = [word for word in words if word.readings]
    if both:
        allowed = filtered(query.filters, everything, facet)
        if any(_also_read(words, postings, allowed - BitMap.union(*_ranked(words, postings, allowed)))):
            out += _readings([word for word in both if postings.occurs(word.read())], CorrectionKind.ALSO_READ)
    return tuple(dict.fromkeys(out))


def _readings(words: Sequence[Word], kind: CorrectionKind) -> list[Correction]:
    """Return one correction for the readings of all words: a name is one thing to the reader."""
    if not words:
        return []
    typed, read = (
        " ".join(dict.fromkeys(texts)) for texts in zip(*((w.text, w.readings[0]) for w in words), strict=True)
    )
    return [Correction(typed, (read,), kind)]


def _corrected(words: Sequence[Word], postings: Postings) -> Sequence[Word] | None:
    """Replace words that do not occur by the nearest that do; return None where nothing is replaced or near."""
    out: list[Word] = []
    if not postings.whole:
        return None
    for word in words:
        if postings.occurs(word):
            out.append(word)
            continue
        near = postings.nearest(word.folded[0])
        if not near:
            return None
        out.append(Word(word.text, near, near[0], (), False))
    return out if out != list(words) else None
