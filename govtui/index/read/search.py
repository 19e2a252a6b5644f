"""Find the documents that match a query, in tiers: names, aliases, texts, claims; as typed before without accents."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pyroaring import BitMap

from govtui.index.bitmaps import from_blob
from govtui.index.query import Correction, CorrectionKind, Query, Word, begun_words
from govtui.index.query_fields import DATE, WITHIN
from govtui.index.read.elsewhere import dates_of
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

    def with_words(self, typed: str, fields: Sequence[int], *, exact: bool = False) -> BitMap:
        """Return the documents that have all words of a text in some of the fields; the last may go on unless the text ends it."""
        found = [
            BitMap().union(*(self.documents(word, exact, field) for field in fields)) for word in begun_words(typed)
        ]
        return BitMap.intersection(*found) if found else BitMap()

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

    Words as typed come first, then their readings in TELEX or VNI where records have both. A document counts for the worst
    of its ranks in the words and in each group, and in a group for the best of its alternatives. Of one rank, what happened
    within a date that is asked for comes before what lasted then.
    """
    found = _matching(query, postings, everything, facet)
    if within := BitMap().union(*(facet(WITHIN, value) or BitMap() for value in dates_of(query))):
        found = [part for tier in found for part in (tier & within, tier - within)]
    return [tier for tier in found if tier]


def _matching(
    query: Query, postings: Postings, everything: BitMap, facet: Filter, *, may_correct: bool = True
) -> list[BitMap]:
    """Return a set of documents for each rank, some of them empty; at most RANKS."""
    found = _of_words(query, postings, everything, facet, may_correct=may_correct)
    for group in query.groups:
        found = _in_both(found, _of_group(group, postings, BitMap().union(*found), facet, may_correct=may_correct))
    for one in query.excluded:
        gone = BitMap().union(*_matching(one, postings, BitMap().union(*found), facet, may_correct=False))
        found = [tier - gone for tier in found]
    return found


def _of_words(
    query: Query, postings: Postings, everything: BitMap, facet: Filter, *, may_correct: bool
) -> list[BitMap]:
    allowed = filtered(query.filters, everything, facet)
    query = as_read(query, postings)
    words = query.all_words
    if not words:
        return [allowed]
    search = _Search(postings, facet)
    found = search.ranked(words, allowed)
    found += search.also_read(words, allowed - BitMap.union(*found))
    if may_correct and not any(found) and (other := search.corrected(words)):
        found = search.ranked(other, allowed)
    for phrase in query.phrases:
        if len(phrase) > 1:
            found = [postings.having(phrase, tier) if tier else tier for tier in found]
    return found


def _of_group(
    group: Sequence[Query], postings: Postings, everything: BitMap, facet: Filter, *, may_correct: bool
) -> list[BitMap]:
    """Return the documents of any of the queries, each by its best rank; one without words ranks among hits in texts."""
    by_rank = [BitMap() for _ in range(RANKS)]
    are_ranked = any(one.all_words for alternative in group for one in alternative.alternatives)
    for one in group:
        found = _matching(one, postings, everything, facet, may_correct=may_correct)
        if are_ranked and len(found) == 1:
            found = [*[BitMap()] * _WITHOUT_WORDS, *found]
        for rank, tier in enumerate(found):
            by_rank[rank] |= tier
    seen = BitMap()
    out = []
    for tier in by_rank:
        out.append(tier - seen)
        seen |= tier
    return out


def _in_both(one: Sequence[BitMap], other: Sequence[BitMap]) -> list[BitMap]:
    """Return the documents of both, each by the worse of its ranks."""
    out: list[BitMap] = []
    before, up_to_one, up_to_other = BitMap(), BitMap(), BitMap()
    for rank in range(max(len(one), len(other))):
        up_to_one |= one[rank] if rank < len(one) else BitMap()
        up_to_other |= other[rank] if rank < len(other) else BitMap()
        both = up_to_one & up_to_other
        out.append(both - before)
        before = both
    return out


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

RANKS = 3 * len(_TIERS)
"""Ranks of documents: as typed and without accents by where the words stand, then readings in TELEX or VNI."""

_WITHOUT_WORDS = 2 * _TIERS.index((NAME, ALIAS, TEXT)) + 1


class _Search:
    """Looks up words: in postings, and what is a date as well also among dates."""

    def __init__(self, postings: Postings, facet: Filter) -> None:
        self._postings, self._facet = postings, facet

    def _documents(self, word: Word, exact: bool, fields: Sequence[int]) -> BitMap:
        if len(fields) == 1:
            return self._postings.documents(word, exact, fields[0])
        found = BitMap().union(*[self._postings.documents(word, exact, field) for field in fields])
        if word.date and TEXT in fields and (dated := self._facet(DATE, word.date)):
            return found | dated
        return found

    def _occurs(self, word: Word) -> bool:
        return self._postings.occurs(word) or bool(word.date and self._facet(DATE, word.date))

    def ranked(self, words: Sequence[Word], allowed: BitMap) -> list[BitMap]:
        """Return the documents that have all words as typed, two ranks for each of `_TIERS`."""
        out: list[BitMap] = []
        for fields in _TIERS:
            for exact in (True, False):
                tier = allowed
                for word in words:
                    if not tier:
                        break
                    tier = tier & self._documents(word, exact, fields)
                out.append(tier)
                allowed = allowed - tier
        return out

    def also_read(self, words: Sequence[Word], allowed: BitMap) -> list[BitMap]:
        """Return the documents that have the TELEX or VNI readings of some words, in tiers."""
        if not allowed or not any(word.readings for word in words):
            return []
        out: list[BitMap] = []
        for fields in _TIERS:
            tier = allowed
            for word in words:
                has = self._documents(word, False, fields)
                if word.readings:
                    read = word.read()._replace(unfinished=False)
                    has = has.union(*[self._postings.documents(read, True, field) for field in fields])
                tier = tier & has
            out.append(tier)
            allowed = allowed - tier
        return out

    def corrected(self, words: Sequence[Word]) -> Sequence[Word] | None:
        """Replace words that do not occur by the nearest that do; return None where nothing is replaced or near."""
        out: list[Word] = []
        if not self._postings.whole:
            return None
        for word in words:
            if self._occurs(word):
                out.append(word)
                continue
            near = self._postings.nearest(word.folded[0])
            if not near:
                return None
            out.append(Word(word.text, near, near[0], (), False))
        return out if out != list(words) else None


def corrections(query: Query, postings: Postings, everything: BitMap, facet: Filter) -> tuple[Correction, ...]:
    """Return the words of a query for which `tiers` searches others, or others too."""
    found = [one for each in query.alternatives for one in _corrections(each, postings, everything, facet)]
    return tuple(dict.fromkeys(found))


def _corrections(query: Query, postings: Postings, everything: BitMap, facet: Filter) -> list[Correction]:
    typed, words = query.all_words, as_read(query, postings).all_words
    search = _Search(postings, facet)
    out = _readings([word for word, read in zip(typed, words, strict=True) if word is not read], CorrectionKind.READ)
    slips = zip(words, search.corrected(words) or words, strict=True)
    out += [Correction(word.text, other.folded) for word, other in slips if word != other]
    both = [word for word in words if word.readings]
    if both:
        allowed = filtered(query.filters, everything, facet)
        if any(search.also_read(words, allowed - BitMap.union(*search.ranked(words, allowed)))):
            out += _readings([word for word in both if postings.occurs(word.read())], CorrectionKind.ALSO_READ)
    return out


def _readings(words: Sequence[Word], kind: CorrectionKind) -> list[Correction]:
    """Return one correction for the readings of all words: a name is one thing to the reader."""
    if not words:
        return []
    typed, read = (
        " ".join(dict.fromkeys(texts)) for texts in zip(*((w.text, w.readings[0]) for w in words), strict=True)
    )
    return [Correction(typed, (read,), kind)]
