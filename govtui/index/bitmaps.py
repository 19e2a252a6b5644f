"""Sets of documents: roaring bitmaps, and orders of all documents in chunks."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pyroaring import BitMap

from govtui.index.schema import sealed, unsealed

CHUNK = 1024
"""Documents in a chunk of an order when it is written; insertions may let it grow to twice that."""


def frozen(bits: BitMap) -> bytes:
    """A set of documents as the index keeps it."""
    bits.run_optimize()
    return sealed(bits.serialize())


def thawed(blob: object) -> BitMap:
    """The set that was kept. Raises schema.Damaged."""
    return BitMap.deserialize(unsealed(blob))


class Order:
    """All documents in one order. Answers windows and positions of any subset without sorting anything."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        """`chunks` are sealed (`packed`)."""
        self._chunks: list[array[int]] = []
        for raw in chunks:
            chunk = array("I")
            chunk.frombytes(unsealed(raw))
            self._chunks.append(chunk)
        self._sets = [BitMap(chunk) for chunk in self._chunks]

    def window(self, docs: BitMap, start: int, stop: int) -> list[int]:
        """The documents of the set from place `start` up to `stop` in this order."""
        out: list[int] = []
        place = 0
        for chunk, members in zip(self._chunks, self._sets, strict=True):
            count = members.intersection_cardinality(docs)
            if count and place + count > start:
                found = members & docs
                inside = [doc for doc in chunk if doc in found]
                out += inside[max(0, start - place) : max(0, stop - place)]
            place += count
            if place >= stop:
                break
        return out

    def position(self, docs: BitMap, doc: int) -> int | None:
        """Where a document stands among those of the set; None when it is not in it."""
        if doc not in docs:
            return None
        place = 0
        for chunk, members in zip(self._chunks, self._sets, strict=True):
            if doc in members:
                found = members & docs
                for one in chunk:
                    if one == doc:
                        return place
                    place += one in found
            place += members.intersection_cardinality(docs)
        return None

    def between(self, lower: Any, upper: Any, key: Callable[[int], Any]) -> BitMap:
        """The documents whose keys are at least `lower` and below `upper`; the order must be that of these keys."""
        first, start = self._at(lower, key)
        last, stop = self._at(upper, key)
        if first == last:
            return BitMap(self._chunks[first][start:stop]) if first < len(self._chunks) else BitMap()
        found = BitMap(self._chunks[first][start:])
        for members in self._sets[first + 1 : last]:
            found |= members
        return found | BitMap(self._chunks[last][:stop]) if last < len(self._chunks) else found

    def _at(self, wanted: Any, key: Callable[[int], Any]) -> tuple[int, int]:
        """Chunk and place in it of the first document whose key is at least `wanted`."""
        number = bisect_left(self._chunks, wanted, key=lambda chunk: key(chunk[-1]))
        return number, bisect_left(self._chunks[number], wanted, key=key) if number < len(self._chunks) else 0


def packed(chunk: array[int]) -> bytes:
    """A chunk as the index keeps it."""
    return sealed(chunk.tobytes())


def chunked(docs: Sequence[int]) -> Iterator[array[int]]:
    """An order cut into chunks."""
    for start in range(0, len(docs), CHUNK):
        yield array("I", docs[start : start + CHUNK])
