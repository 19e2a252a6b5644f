"""Sets of documents: roaring bitmaps, and orders of all documents in chunks."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from pyroaring import BitMap

from govtui.index.schema import with_checksum, without_checksum

CHUNK = 1024
"""Documents in a chunk of an order when it is written; insertions may let it grow to twice as many."""


def to_blob(bits: BitMap) -> bytes:
    """Serialize a set of documents, with a checksum."""
    bits.run_optimize()
    return with_checksum(bits.serialize())


def from_blob(blob: object) -> BitMap:
    """Return the set of documents. Raises DamagedIndexError."""
    return BitMap.deserialize(without_checksum(blob))


class Order:
    """All documents in one order: windows and positions of any subset, without sorting anything."""

    def __init__(self, chunks: Iterable[bytes], rest: Callable[[], Iterable[bytes]] = tuple) -> None:
        """`chunks`: see `chunk_blob`; `rest` returns those that follow, and is called when they are first needed."""
        self._chunks: list[array[int]] = []
        self._sets: list[BitMap] = []
        self._rest = rest
        self._add(chunks)

    def _add(self, chunks: Iterable[bytes]) -> None:
        for raw in chunks:
            chunk = array("I")
            chunk.frombytes(without_checksum(raw))
            self._chunks.append(chunk)
            self._sets.append(BitMap(chunk))

    def _complete(self) -> None:
        self._add(list(self._rest()))
        self._rest = tuple

    def _each(self) -> Iterator[tuple[array[int], BitMap]]:
        """Yield chunks with their documents as a set; the rest is read only when the first ones are not enough."""
        known = len(self._chunks)
        yield from zip(self._chunks[:known], self._sets[:known], strict=True)
        self._complete()
        yield from zip(self._chunks[known:], self._sets[known:], strict=True)

    def window(self, docs: BitMap, start: int, stop: int) -> list[int]:
        """Return the documents of a set from position `start` up to `stop` in this order."""
        out: list[int] = []
        place = 0
        for chunk, members in self._each():
            count = members.intersection_cardinality(docs)
            if count and place + count > start:
                out += _ordered(chunk, members & docs, count, stop - place)[max(0, start - place) : stop - place]
            place += count
            if place >= stop:
                break
        return out

    def position(self, docs: BitMap, doc: int) -> int | None:
        """Return the position of a document among those of a set; None when it is not in it."""
        if doc not in docs:
            return None
        place = 0
        for chunk, members in self._each():
            if doc in members:
                found = members & docs
                for one in chunk:
                    if one == doc:
                        return place
                    place += one in found
            place += members.intersection_cardinality(docs)
        return None

    def between(self, lower: Any, upper: Any, key: Callable[[int], Any]) -> BitMap:
        """Return the documents with `lower` <= key < `upper`; the order must be that of these keys."""
        self._complete()
        first, start = self._at(lower, key)
        last, stop = self._at(upper, key)
        if first == last:
            return BitMap(self._chunks[first][start:stop]) if first < len(self._chunks) else BitMap()
        found = BitMap(self._chunks[first][start:])
        for members in self._sets[first + 1 : last]:
            found |= members
        return found | BitMap(self._chunks[last][:stop]) if last < len(self._chunks) else found

    def _at(self, wanted: Any, key: Callable[[int], Any]) -> tuple[int, int]:
        """Return chunk and place in it of the first document with a key of at least `wanted`."""
        number = bisect_left(self._chunks, wanted, key=lambda chunk: key(chunk[-1]))
        return number, bisect_left(self._chunks[number], wanted, key=key) if number < len(self._chunks) else 0


FEW, MANY = 24, 512
"""Documents of a chunk: up to FEW are looked up one by one; with MANY the chunk is gone through."""


def _ordered(chunk: array[int], found: BitMap, count: int, wanted: int) -> list[int]:
    """Return at least the first `wanted` of the `count` documents `found` in a chunk, in its order."""
    if count > MANY:
        return list(islice(filter(found.__contains__, chunk), wanted))
    if count > FEW:
        return [doc for doc in chunk if doc in found]
    raw = chunk.tobytes()

    def place(doc: int) -> int:
        number = doc.to_bytes(chunk.itemsize, sys.byteorder)
        at = raw.find(number)
        while at % chunk.itemsize:  # not a number, but the end of one and the beginning of the next
            at = raw.find(number, at + 1)
        return at

    return sorted(found, key=place)


def chunk_blob(chunk: array[int]) -> bytes:
    """Serialize a chunk, with a checksum."""
    return with_checksum(chunk.tobytes())


def chunked(docs: Sequence[int]) -> Iterator[array[int]]:
    """Yield an order in chunks."""
    for start in range(0, len(docs), CHUNK):
        yield array("I", docs[start : start + CHUNK])
