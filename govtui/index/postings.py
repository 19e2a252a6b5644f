"""The postings of an index as they are written: rows that several processes have made, merged; the unions of short prefixes."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pyroaring import BitMap

from govtui.index.bitmaps import frozen
from govtui.index.schema import SEAL
from govtui.index.search import SHORT, SHORT_TYPED, TYPED, may_be_stored
from govtui.index.write import insert_all

Posting = tuple[str, str, int, bytes]
"""A row of the table: folded, as typed, field, documents."""

MANY = 32
"""How many terms must share a short prefix for their union to be stored."""


def postings(terms: Mapping[tuple[str, str, int], BitMap]) -> list[Posting]:
    """The rows of some terms, in the order of the table."""
    return [(*term, frozen(terms[term])) for term in sorted(terms)]


def write_postings(connection: sqlite3.Connection, shares: Iterable[Sequence[Posting]]) -> None:
    """The postings of all shares of the documents, and the unions of short prefixes that many terms have."""
    rows, sets = _merged(shares)
    insert_all(connection, "post", rows)
    folded = ((fold, field, docs) for (fold, _, field, _), docs in zip(rows, sets, strict=True))
    typed = ((surface, field + TYPED, docs) for (_, surface, field, _), docs in zip(rows, sets, strict=True))
    unions = chain(_unions(folded, SHORT), filter(lambda union: may_be_stored(union[0]), _unions(typed, SHORT_TYPED)))
    stored = ((prefix, field, frozen(docs)) for prefix, field, docs in unions)
    connection.executemany("INSERT INTO pre VALUES (?, ?, ?)", stored)


def _merged(shares: Iterable[Sequence[Posting]]) -> tuple[list[Posting], list[BitMap]]:
    """One row for each term, in order; and the documents of each."""
    rows: list[Posting] = []
    sets: list[BitMap] = []
    last: tuple[object, ...] = (None, None, None)
    for row in sorted(chain.from_iterable(shares)):  # each share is in order, so this is a merge
        fold, surface, field, blob = row
        docs = BitMap.deserialize(blob[SEAL:])  # made just now: its checksum need not be asked
        if surface == last[1] and fold == last[0] and field == last[2]:
            sets[-1] |= docs
            rows[-1] = last = (fold, surface, field, frozen(sets[-1]))
        else:
            sets.append(docs)
            rows.append(row)
            last = row
    return rows, sets


def _unions(terms: Iterable[tuple[str, int, BitMap]], longest: int) -> Iterator[tuple[str, int, BitMap]]:
    """Prefix, field and documents, where more than MANY terms begin so.

    Long prefixes first: a shorter one is then the union of a few unions, not of thousands of terms.
    """
    by_length: list[defaultdict[tuple[str, int], list[BitMap]]] = [defaultdict(list) for _ in range(longest + 1)]
    for word, field, docs in terms:
        prefix = word[:longest]
        by_length[len(prefix)][prefix, field].append(docs)
    more: defaultdict[tuple[str, int], int] = defaultdict(int)
    """How many terms there are beyond one for each set, since a set may be a union."""
    for length in range(longest, 0, -1):
        for (prefix, field), sets in by_length[length].items():
            count = len(sets) + more[prefix, field]
            docs = BitMap.union(*sets) if len(sets) > 1 else sets[0]
            if count > MANY:
                yield prefix, field, docs
            by_length[length - 1][prefix[:-1], field].append(docs)
            more[prefix[:-1], field] += count - 1
        by_length[length].clear()
