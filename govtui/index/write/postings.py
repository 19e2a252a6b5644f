"""The postings of an index as they are written: rows that were made share by share, merged; the unions of short prefixes."""

from __future__ import annotations

import marshal
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter

from pyroaring import BitMap

from govtui.index.bitmaps import frozen
from govtui.index.read.search import may_be_stored
from govtui.index.schema import SEAL, SHORT, SHORT_TYPED, TYPED
from govtui.index.write.populate import insert_all

Posting = tuple[str, str, int, bytes]
"""A row of the table: folded, as typed, field, documents."""

MANY = 32
"""How many terms must share a short prefix for their union to be stored."""

HELD = 64
"""How many sets are held until they become one."""


Segment = list[bytes]
"""Postings in the order of the table, packed (marshal) in pieces: as they are, they take four times the memory."""

PIECE = 1000
"""How many stand in a piece."""


def packed(terms: Mapping[tuple[str, str, int], BitMap]) -> Segment:
    """The rows of some terms."""
    rows = [(*term, frozen(terms[term])) for term in sorted(terms)]
    return [marshal.dumps(rows[start : start + PIECE]) for start in range(0, len(rows), PIECE)]


def write_postings(connection: sqlite3.Connection, segments: Iterable[Segment]) -> None:
    """The postings of all segments, and the unions of short prefixes that many terms have."""
    folded, typed = _Unions(SHORT), _Unions(SHORT_TYPED)

    def rows() -> Iterator[Posting]:
        for row, docs in _merged(segments):
            fold, surface, field, _ = row
            folded.add(fold, field, docs)
            typed.add(surface, field + TYPED, docs)
            yield row

    insert_all(connection, "post", rows())
    unions = chain(folded.found(), filter(lambda union: may_be_stored(union[0]), typed.found()))
    stored = ((prefix, field, frozen(docs)) for prefix, field, docs in unions)
    connection.executemany("INSERT INTO pre VALUES (?, ?, ?)", stored)


def _merged(segments: Iterable[Segment]) -> Iterator[tuple[Posting, BitMap]]:
    """One row for each term, in order; and its documents."""
    for (fold, surface, field), same in groupby(merge(*map(_rows, segments)), itemgetter(0, 1, 2)):
        row, *more = same
        docs = BitMap.deserialize(row[3][SEAL:])  # made just now: its checksum need not be asked
        if more:
            docs = BitMap.union(docs, *[BitMap.deserialize(other[3][SEAL:]) for other in more])
            row = (fold, surface, field, frozen(docs))
        yield row, docs


def _rows(segment: Segment) -> Iterator[Posting]:
    for piece in segment:
        yield from marshal.loads(piece)  # noqa: S302 (`packed` made it)


class _Unions:
    """The unions of terms that begin with the same few characters."""

    def __init__(self, longest: int) -> None:
        """`longest`: how many characters at most."""
        self._longest = longest
        self._by_length: list[defaultdict[tuple[str, int], list[BitMap]]] = [
            defaultdict(list) for _ in range(longest + 1)
        ]
        self._more: defaultdict[tuple[str, int], int] = defaultdict(int)
        """How many terms there are beyond one for each set, since a set may be a union."""

    def add(self, word: str, field: int, docs: BitMap) -> None:
        """A term with its documents."""
        begin = word[: self._longest]
        sets = self._by_length[len(begin)][begin, field]
        sets.append(docs)
        if len(sets) >= HELD:
            self._more[begin, field] += len(sets) - 1
            sets[:] = [BitMap.union(*sets)]

    def found(self) -> Iterator[tuple[str, int, BitMap]]:
        """Prefix, field and documents, where more than MANY terms begin so.

        Long prefixes first: a shorter one is then the union of a few unions, not of thousands of terms.
        """
        by_length, more = self._by_length, self._more
        for length in range(self._longest, 0, -1):
            for (prefix, field), sets in by_length[length].items():
                count = len(sets) + more[prefix, field]
                docs = BitMap.union(*sets) if len(sets) > 1 else sets[0]
                if count > MANY:
                    yield prefix, field, docs
                by_length[length - 1][prefix[:-1], field].append(docs)
                more[prefix[:-1], field] += count - 1
            by_length[length].clear()
