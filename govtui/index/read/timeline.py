"""The dated facts of the records that a view leaves, in order of time (index.times.Dates)."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from govtui.index.api import ALL, Dated, View
from govtui.index.read.rows import name_of
from govtui.index.write.timeline_facts import DATED, UNDATED, YEAR_LESS

if TYPE_CHECKING:
    from govtui.index.read.sqlite_index import SqliteIndex

FEW = 2000
"""Up to how many documents are looked up one by one; of more, all facts are gone through in their order, in C."""

_ORDERED = "SELECT rowid, doc, part, place FROM fact"
_BY_TIME = "ORDER BY part, place, last, doc, rowid"


class DiskDates:
    """The facts of a view; found anew when the index changed behind it. Of each only its number and its day are held."""

    def __init__(self, index: SqliteIndex, view: View) -> None:
        self._index, self._view = index, view
        self._find()

    def _find(self) -> None:
        index = self._index
        self._moment = index.moment
        docs = index.docs(self._view)
        if self._view.kind == ALL:  # when a source was published is asked of sources alone
            docs = docs - index.docs(replace(self._view, kind="source")) or docs
        rows: Iterable[tuple[int, int, int, int]]
        if len(docs) <= FEW:
            rows = index.connection.execute(f"{_ORDERED} WHERE doc IN ({','.join(map(str, docs))}) {_BY_TIME}")  # noqa: S608
        else:
            rows = index.connection.execute(f"{_ORDERED} {_BY_TIME}")
        found = [row for row in rows if row[1] in docs]
        counts = [0, 0, 0]
        for _, _, part, _ in found:
            counts[part] += 1
        self.dated, self.year_less, self.undated = counts[DATED], counts[YEAR_LESS], counts[UNDATED]
        shown = self.dated + self.year_less
        self._rows = array("q", (row[0] for row in found[:shown]))
        self._docs = array("q", (row[1] for row in found[:shown]))
        self._days = array("q", (row[3] for row in found[: self.dated]))

    @property
    def total(self) -> int:
        """How many have a date, with or without its year."""
        return self.dated + self.year_less

    def window(self, start: int, stop: int) -> Sequence[Dated]:
        return self._index.steadily(lambda: self._window(start, stop))

    def _window(self, start: int, stop: int) -> list[Dated]:
        self._now()
        wanted = self._rows[max(0, start) : max(0, stop)]
        sql = (
            "SELECT fact.rowid, what, value, fact.number, edtf, key, kind, type, names FROM fact JOIN rec USING (doc)"
            f" WHERE fact.rowid IN ({','.join(map(str, wanted))})"
        )
        found = {row[0]: self._fact(row[1:]) for row in self._index.connection.execute(sql)}
        return [found[row] for row in wanted if row in found]

    def _fact(self, row: Sequence[Any]) -> Dated:
        what, value, number, edtf, key, kind, type_, names = row
        name, missing = name_of(json.loads(names), self._view.language, key)
        return Dated(key, kind, type_, name, missing, what, value, number, edtf)

    def first_from(self, day: int) -> int:
        self._index.steadily(self._now)
        return bisect_left(self._days, day)

    def position(self, key: str) -> int | None:
        return self._index.steadily(lambda: self._position(key))

    def _position(self, key: str) -> int | None:
        self._now()
        doc = self._index.doc_of(key)
        return self._docs.index(doc) if doc is not None and doc in self._docs else None

    def _now(self) -> None:
        if self._moment != self._index.moment:
            self._find()
