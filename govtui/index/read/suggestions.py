"""Correct mistyped words and ids: terms at an edit distance of one (Damerau-Levenshtein)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches

from pyroaring import BitMap

from govtui.index.bitmaps import from_blob
from govtui.index.schema import ALIAS, LAST
from govtui.text.fold import fold

SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""

MOST = 8

FEW = 500
"""Up to how many ids are compared one by one."""

LEAST = 0.75
"""How alike two ids must be (difflib's ratio)."""


class Terms:
    """A column of terms that has an index of the database."""

    def __init__(self, connection: sqlite3.Connection, table: str, column: str) -> None:
        self._connection = connection
        self._has = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608
        self._next = f"SELECT min({column}) FROM {table} WHERE {column} > ? AND {column} < ?"  # noqa: S608

    def has(self, term: str) -> bool:
        """Whether a term occurs."""
        return self._connection.execute(self._has, (term,)).fetchone() is not None

    def letters_after(self, prefix: str) -> Iterator[str]:
        """Yield the letters that follow a prefix in some term, each once."""
        last, end = prefix, prefix + LAST
        while (found := self._connection.execute(self._next, (last, end)).fetchone()[0]) is not None:
            letter = found[len(prefix)]
            yield letter
            last = prefix + letter + LAST


def nearest_terms(word: str, terms: Terms) -> tuple[str, ...]:
    """Return the terms at one letter left out, inserted, replaced, or swapped with its neighbour.

    Only such words are looked up, letter by letter as far as any term has the prefix: some hundred queries, however many
    terms there are.
    """
    if len(word) < SHORTEST:
        return ()
    near = {term for term in _slips(word, terms) if term != word and terms.has(term)}
    return tuple(sorted(near, key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))[:MOST])


def _slips(word: str, terms: Terms) -> Iterator[str]:
    """Yield words at a distance of one from `word` that may be terms."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        letters = list(terms.letters_after(before))
        if not letters:
            return
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def nearest_id(id: str, connection: sqlite3.Connection) -> str:
    """Return the id most like one that no record has; "" where none is alike.

    In a large registry only ids at a distance of one, or with all words of this one but one, are considered.
    """
    ids = [row[0] for row in connection.execute("SELECT id FROM rec LIMIT ?", (FEW + 1,))]
    if len(ids) > FEW:
        if near := nearest_terms(id, Terms(connection, "rec", "id")):
            return near[0]
        ids = list(_sharing_words(id, connection))
    return next(iter(get_close_matches(id, ids, 1, LEAST)), "")


def _sharing_words(id: str, connection: sqlite3.Connection) -> Iterator[str]:
    """Yield ids that have all words of one but one, FEW for each that is left out."""
    words = [_having(word, connection) for word in dict.fromkeys(id.split("-")) if word]
    for left_out in range(len(words)):
        rest = words[:left_out] + words[left_out + 1 :]
        docs = BitMap.intersection(*rest) if rest else BitMap()
        marks = ",".join(map(str, docs[:FEW]))
        yield from (row[0] for row in connection.execute(f"SELECT id FROM rec WHERE doc IN ({marks})"))  # noqa: S608 (numbers)


def _having(word: str, connection: sqlite3.Connection) -> BitMap:
    rows = connection.execute("SELECT docs FROM post WHERE fold = ? AND field = ?", (fold(word), ALIAS))
    return BitMap.union(BitMap(), *(from_blob(docs) for (docs,) in rows))
