"""The records of a view in its order: runs of documents, each in one of the stored orders."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap

from govtui.index.api import Row, View
from govtui.index.bitmaps import Order
from govtui.index.read.rows import RecordReader
from govtui.index.read.search import Filter

GONE = Row("", "", 0, "", "", "", "", "", "")
"""Stands for a record that went away since the list was made."""

FEW = 100
"""Up to how many documents are looked up one by one; for more the whole order is gone through."""


class Run(NamedTuple):
    """Documents in a stored order, or in its reverse."""

    docs: BitMap
    order: Order
    backwards: bool = False

    def window(self, start: int, stop: int) -> list[int]:
        """Return the documents from position `start` up to `stop`."""
        if not self.backwards:
            return self.order.window(self.docs, start, stop)
        total = len(self.docs)
        return self.order.window(self.docs, max(0, total - stop), max(0, total - start))[::-1]

    def position(self, doc: int) -> int | None:
        """Return the position of a document in the run."""
        place = self.order.position(self.docs, doc)
        return place if place is None or not self.backwards else len(self.docs) - 1 - place


class Found(NamedTuple):
    """The documents of a view: first the head, then run after run."""

    head: Sequence[int]
    runs: Sequence[Run]

    @property
    def total(self) -> int:
        """The number of documents."""
        return len(self.head) + sum(len(run.docs) for run in self.runs)

    def _starts(self) -> Iterator[tuple[int, Run]]:
        """Yield the runs with the positions that they start at."""
        before = len(self.head)
        for run in self.runs:
            yield before, run
            before += len(run.docs)

    def docs(self, start: int, stop: int) -> list[int]:
        """Return the documents from position `start` up to `stop`."""
        out = list(self.head[start:stop])
        for before, run in self._starts():
            if before >= stop:
                break
            if before + len(run.docs) > start:
                out += run.window(max(0, start - before), stop - before)
        return out

    def position(self, doc: int) -> int | None:
        """Return the position of a document."""
        if doc in self.head:
            return self.head.index(doc)
        found = (before + place for before, run in self._starts() if (place := run.position(doc)) is not None)
        return next(found, None)

    def positions(self, docs: BitMap) -> dict[int, int]:
        """Return the positions of those of the documents that are here."""
        return {doc: place for place, doc in enumerate(self.docs(0, self.total)) if doc in docs}

    def next(self, doc: int | None, docs: BitMap, step: int) -> int | None:
        """Return the nearest of some documents behind (1) or before (-1) a document; None where there is none.

        A document that is not here stands before the first.
        """
        if doc is None or self.position(doc) is None:
            first = self.first(docs) if step > 0 else None
            return None if first is None else self.docs(first, first + 1)[0]
        if doc in self.head:
            at = self.head.index(doc)
            near = self.head[at + 1 :] if step > 0 else self.head[:at][::-1]
            here = next((one for one in near if one in docs), None)
            if here is not None or step < 0:
                return here
        runs = list(self.runs)
        own = next((number for number, run in enumerate(runs) if doc in run.docs), -1)
        if own >= 0:
            with_it = runs[own]._replace(docs=(runs[own].docs & docs) | BitMap([doc]))
            at = (with_it.position(doc) or 0) + step
            if at >= 0 and (found := with_it.window(at, at + 1)):
                return found[0]
        for run in runs[own + 1 :] if step > 0 else runs[:own][::-1]:
            here_too = run._replace(docs=run.docs & docs)
            at = 0 if step > 0 else len(here_too.docs) - 1
            if here_too.docs:
                return here_too.window(at, at + 1)[0]
        return next((one for one in reversed(self.head) if one in docs), None) if step < 0 else None

    def first(self, docs: BitMap) -> int | None:
        """Return the position of the first of some documents; None when none is here."""
        for place, doc in enumerate(self.head):
            if doc in docs:
                return place
        for before, run in self._starts():
            if here := run._replace(docs=run.docs & docs).window(0, 1):
                return before + (run.position(here[0]) or 0)
        return None


class SqliteResult:
    """A view of the index (api.Result); searched again when the index changed."""

    def __init__(self, index: RecordReader, view: View, search: Callable[[View], Found]) -> None:
        self._index, self._view, self._search = index, view, search
        self._found, self._epoch = search(view), index.epoch
        self.total = self._found.total

    def _now(self) -> Found:
        if self._epoch != self._index.epoch:
            self._found, self._epoch = self._search(self._view), self._index.epoch
            self.total = self._found.total
        return self._found

    def window(self, start: int, stop: int) -> Sequence[Row]:
        promised = self.total

        def read() -> list[Row]:
            found = self._now()
            return self._index.rows(found.docs(max(0, start), min(max(0, stop), found.total)), self._view)

        rows = self._index.read_consistently(read)
        missing = min(max(0, stop), promised) - max(0, start) - len(rows)
        return [*rows, *[GONE] * missing] if missing > 0 else rows

    def position(self, key: str) -> int | None:
        def read() -> int | None:
            found, doc = self._now(), self._index.doc_of(key)
            return None if doc is None else found.position(doc)

        return self._index.read_consistently(read)

    def keys(self, start: int, stop: int) -> Sequence[str]:
        def read() -> list[str]:
            docs = self._now().docs(max(0, start), max(0, stop))
            known = self._index.keys_of(docs)
            return [known[doc] for doc in docs if doc in known]

        return self._index.read_consistently(read)

    def next_disputed(self, key: str, step: int, among: Collection[str] | None = None) -> str:
        def read() -> str:
            found, doc, docs = self._now(), self._index.doc_of(key), self._index.disputed()
            if among is not None:
                docs = docs & BitMap(self._index.docs_of(among).values())
            near = found.next(doc, docs, step)
            return "" if near is None else self._index.keys_of([near]).get(near, "")

        return self._index.read_consistently(read)

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        def read() -> dict[str, int]:
            found, docs = self._now(), self._index.docs_of(keys)
            if len(docs) > FEW:
                places = found.positions(BitMap(docs.values()))
                return {key: places[doc] for key, doc in docs.items() if doc in places}
            here = ((key, found.position(doc)) for key, doc in docs.items())
            return {key: place for key, place in here if place is not None}

        return self._index.read_consistently(read)


def groups_by_words(connection: sqlite3.Connection, facet: Filter, order: str, language: str) -> list[BitMap]:
    """Return the documents that share the words of their kind or type, in the order of these words."""
    from govtui.text.collate import sort_key

    out: dict[str, BitMap] = {}
    for kind, type_, raw in connection.execute("SELECT kind, type, words FROM typed"):
        if (order == "kind") != (type_ == ""):
            continue
        words = json.loads(raw)
        docs = facet("kind", kind) or BitMap()
        if order == "type":
            docs = docs & (facet("type", type_) or BitMap())
        key = sort_key(words.get(language) or next(iter(words.values()), ""), language)
        out[key] = out[key] | docs if key in out else docs
    return [out[key] for key in sorted(out)]
