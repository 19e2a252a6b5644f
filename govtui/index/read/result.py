"""What a view holds, in its order: runs of documents one after another, each in one of the stored orders."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from govtui.index.api import Row, View
from govtui.index.bitmaps import Order
from govtui.index.read.search import Filter

if TYPE_CHECKING:
    from govtui.index.read.sqlite_index import SqliteIndex

GONE = Row("", "", 0, "", "", "", "", "", "")
"""In place of a record that went away since the list was asked for."""


FEW = 100
"""Up to so many documents are looked for one by one; for more the whole order is gone through."""


class Run(NamedTuple):
    """Some documents in a stored order, or in that order backwards."""

    docs: BitMap
    order: Order
    backwards: bool = False

    def window(self, start: int, stop: int) -> list[int]:
        """Those from place `start` up to `stop`."""
        if not self.backwards:
            return self.order.window(self.docs, start, stop)
        total = len(self.docs)
        return self.order.window(self.docs, max(0, total - stop), max(0, total - start))[::-1]

    def position(self, doc: int) -> int | None:
        """Where a document stands in the run."""
        place = self.order.position(self.docs, doc)
        return place if place is None or not self.backwards else len(self.docs) - 1 - place


class Found(NamedTuple):
    """The documents of a view: first the head, then run after run."""

    head: Sequence[int]
    runs: Sequence[Run]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.head) + sum(len(run.docs) for run in self.runs)

    def docs(self, start: int, stop: int) -> list[int]:
        """The numbers of the documents from `start` up to `stop`."""
        out = list(self.head[start:stop])
        before = len(self.head)
        for run in self.runs:
            if before >= stop:
                break
            if before + len(run.docs) > start:
                out += run.window(max(0, start - before), stop - before)
            before += len(run.docs)
        return out

    def position(self, doc: int) -> int | None:
        """Where a document stands."""
        if doc in self.head:
            return self.head.index(doc)
        before = len(self.head)
        for run in self.runs:
            if (place := run.position(doc)) is not None:
                return before + place
            before += len(run.docs)
        return None

    def places(self, docs: BitMap) -> dict[int, int]:
        """Where these documents stand, as far as they are here."""
        return {doc: place for place, doc in enumerate(self.docs(0, self.total)) if doc in docs}

    def first(self, docs: BitMap) -> int | None:
        """The place of the first of some documents; None when none of them is here."""
        for place, doc in enumerate(self.head):
            if doc in docs:
                return place
        before = len(self.head)
        for run in self.runs:
            if here := run._replace(docs=run.docs & docs).window(0, 1):
                return before + (run.position(here[0]) or 0)
            before += len(run.docs)
        return None


class DiskResult:
    """A view of the index (index.query.Result); found anew when the index changed behind it."""

    def __init__(self, index: SqliteIndex, view: View) -> None:
        self._index, self._view = index, view
        self._found = index.found(view)
        self._moment = index.moment
        self.total = self._found.total

    def window(self, start: int, stop: int) -> Sequence[Row]:
        promised = self.total
        rows = self._index.steadily(lambda: self._window(start, stop))
        missing = min(max(0, stop), promised) - max(0, start) - len(rows)
        return [*rows, *[GONE] * missing] if missing > 0 else rows

    def _window(self, start: int, stop: int) -> list[Row]:
        found = self._now()
        return self._index.rows(found.docs(max(0, start), min(max(0, stop), found.total)), self._view)

    def position(self, key: str) -> int | None:
        return self._index.steadily(lambda: self._position(key))

    def _position(self, key: str) -> int | None:
        found, doc = self._now(), self._index.doc_of(key)
        return None if doc is None else found.position(doc)

    def keys(self, start: int, stop: int) -> Sequence[str]:
        return self._index.steadily(lambda: self._keys(start, stop))

    def _keys(self, start: int, stop: int) -> list[str]:
        docs = self._now().docs(max(0, start), max(0, stop))
        known = self._index.keys_of(docs)
        return [known[doc] for doc in docs if doc in known]

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        return self._index.steadily(lambda: self._places(keys))

    def _places(self, keys: Collection[str]) -> dict[str, int]:
        found, docs = self._now(), self._index.docs_of(keys)
        if len(docs) > FEW:
            places = found.places(BitMap(docs.values()))
            return {key: places[doc] for key, doc in docs.items() if doc in places}
        here = ((key, found.position(doc)) for key, doc in docs.items())
        return {key: place for key, place in here if place is not None}

    def _now(self) -> Found:
        if self._moment != self._index.moment:
            self._found = self._index.found(self._view)
            self._moment = self._index.moment
            self.total = self._found.total
        return self._found


def by_words(connection: sqlite3.Connection, facet: Filter, order: str, language: str) -> list[BitMap]:
    """The documents that share the words of their kind or type, in the order of these words."""
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
