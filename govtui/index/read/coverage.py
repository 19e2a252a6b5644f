"""Translation coverage and the translator's queue, from bitmaps.

Each record counts the texts of each of its fields ("name", "areas", "x.mission") by state and direction of translation. A
bit-sliced index, with a set of documents for each binary digit of these numbers, gives the sums over any set of documents,
and is updated as all facets are.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pyroaring import BitMap

from govtui.index.api import Coverage, QueueItem
from govtui.index.bitmaps import from_blob
from govtui.index.read.rows import RecordReader
from govtui.index.read.snapshot import consistent_read, weak_lru_cache
from govtui.index.schema import INTERNAL, LAST, TRANSLATION
from govtui.model.kinds import KINDS

TO_DO = ("missing", "stale")
RANKS: tuple[Literal["name", "summary", "rest"], ...] = ("name", "summary", "rest")
_RANK = {"name": 0, "title": 0, "summary": 1}


class Slice(NamedTuple):
    """The documents whose number of texts of a field, in a state of a direction, has this binary digit."""

    source: str
    target: str
    field: str
    state: str
    bit: int
    docs: BitMap


Task = tuple[int, int, tuple[str, str]]
"""A document, an index into RANKS, a direction."""


class TranslationReader(RecordReader):
    """Coverage and the translator's queue."""

    if TYPE_CHECKING:  # given by SqliteIndex
        _facet: Any
        _order: Any

    @abstractmethod
    def _matching(self, text: str) -> BitMap:
        """Return the documents that match a query line."""

    def forget(self) -> None:
        super().forget()
        self._slices = weak_lru_cache(self._read_slices, 1)
        self._links = weak_lru_cache(self._read_links, 1)
        self._tasks = weak_lru_cache(self._read_tasks, 4)

    def _read_slices(self) -> list[Slice]:
        sql = "SELECT value, docs FROM facet WHERE dim = ? AND value > ? AND value < ?"
        out = []
        for value, docs in self.connection.execute(sql, (INTERNAL, TRANSLATION, TRANSLATION + LAST)):
            _, direction, field, state, bit = value.split("/")
            source, _, target = direction.partition(">")
            out.append(Slice(source, target, field, state, int(bit), from_blob(docs)))
        return out

    def _read_links(self) -> dict[int, int]:
        """Return the number of incoming references by document, also under former ids."""
        sql = """
            SELECT doc, sum(n) FROM (SELECT target, count(*) AS n FROM ref GROUP BY target)
            JOIN rec ON rec.key = coalesce((SELECT key FROM former WHERE id = target), target) GROUP BY doc
        """
        return dict(self.connection.execute(sql))

    def _read_tasks(self, text: str, unverified: bool) -> list[Task]:
        """Return the queue: names, summaries, the rest; within these most-linked records first, then by name."""
        states, asked, links = (*TO_DO, *["unverified"] * unverified), self._matching(text), self._links()
        wanted: defaultdict[tuple[int, tuple[str, str]], BitMap] = defaultdict(BitMap)
        for one in self._slices():
            if one.state in states:
                wanted[_RANK.get(one.field, 2), (one.source, one.target)] |= one.docs & asked
        every = BitMap().union(*wanted.values())
        docs = sorted(self._order("name:vi").window(every, 0, len(every)), key=lambda doc: -links.get(doc, 0))
        keys = sorted(wanted)
        return [
            (doc, rank, direction)
            for place in range(len(RANKS))
            for doc in docs
            for rank, direction in keys
            if rank == place and doc in wanted[rank, direction]
        ]

    @consistent_read
    def coverage(self, text: str = "") -> Sequence[Coverage]:
        asked = self._matching(text)
        kinds = {kind: self._facet("kind", kind) & asked for kind in KINDS}
        sums: defaultdict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
        for one in self._slices():
            for kind, docs in kinds.items():
                if count := one.docs.intersection_cardinality(docs):
                    sums[kind, one.field, one.source, one.target][one.state] += count << one.bit
        order = list(kinds)
        keys = sorted(sums, key=lambda key: (order.index(key[0]), _RANK.get(key[1], 2), key[1:]))
        states = ("done", "unverified", "stale", "missing")
        return [Coverage(*key, *(sums[key][state] for state in states)) for key in keys]

    @consistent_read
    def queue_length(self, text: str = "", *, unverified: bool = False) -> int:
        return len(self._tasks(text, unverified))

    @consistent_read
    def queue_window(self, start: int, stop: int, text: str = "", *, unverified: bool = False) -> Sequence[QueueItem]:
        wanted = self._tasks(text, unverified)[max(0, start) : max(0, stop)]
        return [item for task in wanted if (item := self._item(task))]

    @consistent_read
    def queue_position(self, wanted: QueueItem, text: str = "", *, unverified: bool = False) -> int | None:
        task = (self.doc_of(wanted.key), RANKS.index(wanted.rank), (wanted.source, wanted.target))
        found = self._tasks(text, unverified)
        return found.index(task) if task in found else None

    def _item(self, task: Task) -> QueueItem | None:
        """Return what a line of the queue shows of a task; None where its document is gone."""
        doc, rank, (source, target) = task
        row = self.connection.execute("SELECT key, kind, names FROM rec WHERE doc = ?", (doc,)).fetchone()
        if row is None:
            return None
        counts: Counter[str] = Counter()
        fields: set[str] = set()
        for one in self._slices():
            if (one.source, one.target, _RANK.get(one.field, 2)) == (source, target, rank) and doc in one.docs:
                counts[one.state] += 1 << one.bit
                if one.state != "done":
                    fields.add(one.field)
        key, kind, names = row
        states = (counts["missing"], counts["stale"], counts["unverified"])
        direction = (source, target, *states, self._links().get(doc, 0))
        return QueueItem(key, kind, json.loads(names), RANKS[rank], tuple(sorted(fields)), *direction)
