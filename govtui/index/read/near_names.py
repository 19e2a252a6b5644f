"""Find records by a whole name, or by most of its words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations, islice
from math import log
from typing import TYPE_CHECKING

from pyroaring import BitMap

from govtui.index.api import Card
from govtui.index.bitmaps import from_blob
from govtui.index.read.rows import CARD, RecordReader, card_of, db_text
from govtui.index.read.snapshot import consistent_read, weak_lru_cache
from govtui.index.schema import ALIAS, NAME
from govtui.text.fold import folded_words

SHARED = 0.6
"""The part of the words of the longer of two names that both have, from which on they are similar."""

WEIGHED = 0.6
"""The same by weight (inverse document frequency): two universities share "University of" alone."""

FEW = 3
"""Records of a kind of which no word can be called rare."""

LOOKED_AT = 50
"""How many of the records that have rare words of a name are compared with it."""


class NearNameReader(RecordReader):
    """Finds records with a name, or a similar one."""

    if TYPE_CHECKING:  # given by SqliteIndex
        _facet: Callable[[str, str], BitMap]

    def forget(self) -> None:
        super().forget()
        self._weights = weak_lru_cache(self._make_weights, 4)

    def _make_weights(self, kind: str) -> Weights:
        return Weights(self.connection, self._facet("kind", kind))

    @consistent_read
    def called(self, kind: str, names: Collection[str]) -> Sequence[Card]:
        wanted = json.dumps([db_text(folded_words(name)) for name in names if folded_words(name)])
        docs = "SELECT doc FROM call WHERE folded IN (SELECT value FROM json_each(?))"
        sql = f"SELECT {CARD} FROM rec WHERE doc IN ({docs}) AND kind = ? ORDER BY key"  # noqa: S608
        return [card_of(row) for row in self.connection.execute(sql, (wanted, kind))]

    @consistent_read
    def similar(self, kind: str, names: Collection[str]) -> Sequence[Card]:
        best: dict[int, float] = {}
        weights = self._weights(kind)
        for name in names:
            wanted = frozenset(folded_words(db_text(name)).split())
            docs = weights.with_rarest(wanted) if len(wanted) > 1 else ()
            for doc, called in self._calls(docs).items():
                share = max(weights.share(wanted, one) for one in called)
                if share:
                    best[doc] = max(share, best.get(doc, 0.0))
        keys = self.keys_of(best)
        found = sorted((-share, keys[doc]) for doc, share in best.items() if doc in keys)
        return self.cards([key for _, key in found])

    def _calls(self, docs: Sequence[int]) -> Mapping[int, list[frozenset[str]]]:
        """Return the words of each name of documents."""
        found: dict[int, list[frozenset[str]]] = {}
        sql = f"SELECT doc, folded FROM call WHERE doc IN ({','.join(map(str, docs))})"  # noqa: S608
        for doc, folded in self.connection.execute(sql) if docs else ():
            found.setdefault(doc, []).append(frozenset(folded.split()))
        return found


class Weights:
    """How rare words are in the names of one kind of record."""

    def __init__(self, connection: sqlite3.Connection, of_kind: BitMap) -> None:
        self._connection, self._of_kind = connection, of_kind
        self._known: dict[str, BitMap] = {}

    def _documents(self, words: Collection[str]) -> Mapping[str, BitMap]:
        """Return the documents that have words in their names, by word."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        if new := [word for word in words if word not in self._known]:
            self._known |= dict.fromkeys(new, BitMap())
            sql = "SELECT fold, docs FROM post WHERE fold IN (SELECT value FROM json_each(?)) AND field IN (?, ?)"
            for word, docs in self._connection.execute(sql, (json.dumps(new), NAME, ALIAS)):
                self._known[word] = self._known[word] | (from_blob(docs) & self._of_kind)
        return self._known

    def with_rarest(self, words: Collection[str]) -> Sequence[int]:
        """Return the documents that have two of the three rarest of those words that occur, those of the rarest two first."""
        having = self._documents(words)
        rarest = sorted(filter(None, (having[word] for word in words)), key=len)[:3]
        pairs = (doc for one, other in combinations(rarest, 2) for doc in one & other)
        return list(islice(dict.fromkeys(islice(pairs, 3 * LOOKED_AT)), LOOKED_AT))

    def share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return which part of the longer of two names both have; 0 where they are not similar."""
        share = len(one & other) / max(len(one), len(other))
        if share < SHARED or len(self._of_kind) <= FEW:
            return share if share >= SHARED else 0.0
        having, total = self._documents(one | other), len(self._of_kind) + 1
        weight = {word: log(total / (len(having[word]) + 0.5)) + _LEAST for word in one | other}
        heavier = max(sum(weight[word] for word in name) for name in (one, other))
        return share if sum(weight[word] for word in one & other) >= WEIGHED * heavier else 0.0


_MOST_KNOWN = 2000
"""The most words whose documents are remembered."""

_LEAST = 0.1
"""The weight of a word that all names have."""
