"""What a mistyped word may have meant: terms at a distance of one slip of the fingers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Protocol

from pyroaring import BitMap

from govtui.index.bitmaps import from_blob
from govtui.index.schema import ALIAS, LAST
from govtui.text.fold import fold

SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""

MOST = 8


class Terms(Protocol):
    """The terms of an index, in the order of their code points."""

    def has(self, term: str) -> bool: ...

    def letters_after(self, beginning: str) -> Iterator[str]:
        """The letters that follow a beginning in some term, each once."""


def nearest_terms(word: str, terms: Terms) -> tuple[str, ...]:
    """The terms that differ from `word` by one letter left out, put in, replaced, or swapped with its neighbour.

    Nothing but such words is looked up, letter by letter as far as any term begins so: some hundred questions, however many
    terms there are.
    """
    if len(word) < SHORTEST:
        return ()
    near = {term for term in _slips(word, terms) if term != word and terms.has(term)}
    return tuple(sorted(near, key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))[:MOST])


def _slips(word: str, terms: Terms) -> Iterator[str]:
    """Words that are one slip away from `word` and may be terms."""
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


# -- What a mistyped id may have meant: looked up by its words and letters, so that it costs as little among many rec --


FEW = 500
"""So many ids are compared one by one."""

LEAST = 0.75
"""How alike two ids must be (difflib's ratio)."""


def nearest_id(id: str, connection: sqlite3.Connection) -> str:
    """The id most like one that no record has; "" where none is alike.

    In a large registry only ids with a slip of one letter, or with all words of this one but one, are thought of.
    """
    from difflib import get_close_matches  # not for the first list

    ids = [row[0] for row in connection.execute("SELECT id FROM rec LIMIT ?", (FEW + 1,))]
    if len(ids) > FEW:
        if slips := nearest_terms(id, _Ids(connection)):
            return slips[0]
        ids = list(_alike(id, connection))
    return next(iter(get_close_matches(id, ids, 1, LEAST)), "")


def _alike(id: str, connection: sqlite3.Connection) -> Iterator[str]:
    """Ids that have all words of one but one, the first FEW."""
    words = [_having(word, connection) for word in dict.fromkeys(id.split("-")) if word]
    for left_out in range(len(words)):
        rest = words[:left_out] + words[left_out + 1 :]
        docs = BitMap.intersection(*rest) if rest else BitMap()
        marks = ",".join(map(str, docs[:FEW]))
        yield from (row[0] for row in connection.execute(f"SELECT id FROM rec WHERE doc IN ({marks})"))  # noqa: S608 (numbers)


def _having(word: str, connection: sqlite3.Connection) -> BitMap:
    rows = connection.execute("SELECT docs FROM post WHERE fold = ? AND field = ?", (fold(word), ALIAS))
    return BitMap.union(BitMap(), *(from_blob(docs) for (docs,) in rows))


class _Ids:
    """The ids of an index as near.Terms."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has(self, term: str) -> bool:
        return self._connection.execute("SELECT 1 FROM rec WHERE id = ?", (term,)).fetchone() is not None

    def letters_after(self, beginning: str) -> Iterator[str]:
        place, end, last = len(beginning), beginning + LAST, beginning
        sql = "SELECT min(id) FROM rec WHERE id > ? AND id < ?"
        while (found := self._connection.execute(sql, (last, end)).fetchone()[0]) is not None:
            yield found[place]
            last = beginning + found[place] + LAST
