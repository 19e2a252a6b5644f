"""Sets of documents: roaring bitmaps, and orders of all documents in chunks."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap

CHUNK = 1024
"""Documents in a chunk of an order when it is written; insertions may let it grow to twice that."""


class Order:
    """All documents in one order. Answers windows and positions of any subset without sorting anything."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks: list[array[int]] = []
        for raw in chunks:
            chunk = array("I")
            chunk.frombytes(raw)
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


def chunked(docs: Sequence[int]) -> Iterator[array[int]]:
    """An order cut into chunks."""
    for start in range(0, len(docs), CHUNK):
        yield array("I", docs[start : start + CHUNK])
