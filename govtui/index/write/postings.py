"""Write postings: merge the segments of all shards, and store the unions of short prefixes."""

from __future__ import annotations

import marshal
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter

from pyroaring import BitMap

from govtui.index.bitmaps import to_blob
from govtui.index.schema import CHECKSUM, SHORT, SHORT_TYPED, TYPED, is_stored_as_typed
from govtui.index.write.populate import insert_all

Posting = tuple[str, str, int, bytes]
"""A row of `post`: folded, as typed, field, documents."""

MANY = 32
"""The union of a short prefix is stored when more terms than this share it."""

HELD = 64
"""How many sets of documents are held until they become one."""

Segment = list[bytes]
"""Postings in the order of the table, marshalled in pieces: unpacked they take four times the memory."""

PIECE = 1000
"""How many postings are in a piece."""


def segment_of(terms: Mapping[tuple[str, str, int], BitMap]) -> Segment:
    """Make the postings of some terms."""
    rows = [(*term, to_blob(terms[term])) for term in sorted(terms)]
    return [marshal.dumps(rows[start : start + PIECE]) for start in range(0, len(rows), PIECE)]


def write_postings(connection: sqlite3.Connection, segments: Iterable[Segment]) -> None:
    """Write the postings of all segments, and the unions of short prefixes that many terms share."""
    folded, typed = _Unions(SHORT), _Unions(SHORT_TYPED)

    def rows() -> Iterator[Posting]:
        for row, docs in _merged(segments):
            fold, surface, field, _ = row
            folded.add(fold, field, docs)
            typed.add(surface, field + TYPED, docs)
            yield row

    insert_all(connection, "post", rows())
    unions = chain(folded.found(), filter(lambda union: is_stored_as_typed(union[0]), typed.found()))
    stored = ((prefix, field, to_blob(docs)) for prefix, field, docs in unions)
    connection.executemany("INSERT INTO pre VALUES (?, ?, ?)", stored)


def _merged(segments: Iterable[Segment]) -> Iterator[tuple[Posting, BitMap]]:
    """Yield one posting for each term, in order, with its documents."""
    for (fold, surface, field), same in groupby(merge(*map(_rows, segments)), itemgetter(0, 1, 2)):
        row, *more = same
        docs = BitMap.deserialize(row[3][CHECKSUM:])  # made just now: no need to check it
        if more:
            docs = BitMap.union(docs, *[BitMap.deserialize(other[3][CHECKSUM:]) for other in more])
            row = (fold, surface, field, to_blob(docs))
        yield row, docs


def _rows(segment: Segment) -> Iterator[Posting]:
    for piece in segment:
        yield from marshal.loads(piece)  # noqa: S302 (made by `segment_of`)


class _Unions:
    """The unions of the documents of terms that share a prefix of at most `longest` characters."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._by_length: list[defaultdict[tuple[str, int], list[BitMap]]] = [
            defaultdict(list) for _ in range(longest + 1)
        ]
        self._more: defaultdict[tuple[str, int], int] = defaultdict(int)
        """How many terms there are beyond one for each set, since a set may be a union."""

    def add(self, word: str, field: int, docs: BitMap) -> None:
        """Add a term with its documents."""
        begin = word[: self._longest]
        sets = self._by_length[len(begin)][begin, field]
        sets.append(docs)
        if len(sets) >= HELD:
            self._more[begin, field] += len(sets) - 1
            sets[:] = [BitMap.union(*sets)]

    def found(self) -> Iterator[tuple[str, int, BitMap]]:
        """Yield prefix, field and documents where more than MANY terms share the prefix.

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


def prefixes(folded: str, surface: str, field: int) -> Iterator[tuple[str, int]]:
    """Yield the prefixes of a term whose unions may be stored, with the field that they are stored for."""
    for length in range(1, min(SHORT, len(folded)) + 1):
        yield folded[:length], field
    for length in range(1, min(SHORT_TYPED, len(surface)) + 1):
        if is_stored_as_typed(surface[:length]):
            yield surface[:length], field + TYPED
