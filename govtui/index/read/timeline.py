"""The dated facts of a view's records, in order of time (api.Dates)."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pyroaring import BitMap

from govtui.index.api import ALL, Dated, View
from govtui.index.read.rows import RecordReader, name_of
from govtui.index.schema import DATED, UNDATED, YEAR_LESS

FEW = 2000
"""Up to how many documents are looked up one by one; for more, all facts are gone through."""

_SELECT = "SELECT rowid, doc, part, place FROM fact"
_BY_TIME = "ORDER BY part, place, last, doc, rowid"


class SqliteDates:
    """The facts of a view; read again when the index changed. Of each only its row number and day are held."""

    def __init__(self, index: RecordReader, view: View, docs: Callable[[View], BitMap]) -> None:
        """`docs` returns the documents of a view."""
        self._index, self._view, self._docs_of = index, view, docs
        self._find()

    def _find(self) -> None:
        index = self._index
        self._epoch = index.epoch
        docs = self._docs_of(self._view)
        if self._view.kind == ALL:  # dates of publication are shown for sources alone
            docs = docs - self._docs_of(replace(self._view, kind="source")) or docs
        rows: Iterable[tuple[int, int, int, int]]
        if len(docs) <= FEW:
            rows = index.connection.execute(f"{_SELECT} WHERE doc IN ({','.join(map(str, docs))}) {_BY_TIME}")  # noqa: S608
        else:
            rows = index.connection.execute(f"{_SELECT} {_BY_TIME}")
        found = [row for row in rows if row[1] in docs]
        counts = [0, 0, 0]
        for _, _, part, _ in found:
            counts[part] += 1
        self.dated, self.year_less, self.undated = counts[DATED], counts[YEAR_LESS], counts[UNDATED]
        shown = self.dated + self.year_less
        self._rows = array("q", (row[0] for row in found[:shown]))
        self._docs = array("q", (row[1] for row in found[:shown]))
        self._days = array("q", (row[3] for row in found[: self.dated]))

    def elsewhere(self) -> int:
        def read() -> int:
            self._now()
            docs = {*self._docs}
            told = self._index.connection.execute("SELECT doc FROM fact WHERE told_by != '' AND part != ?", (UNDATED,))
            return sum(doc in docs for (doc,) in told)

        return self._index.read_consistently(read)

    def _now(self) -> None:
        if self._epoch != self._index.epoch:
            self._find()

    @property
    def total(self) -> int:
        """The number of facts with a date, with or without its year."""
        return self.dated + self.year_less

    def window(self, start: int, stop: int) -> Sequence[Dated]:
        def read() -> list[Dated]:
            self._now()
            wanted = self._rows[max(0, start) : max(0, stop)]
            sql = (
                "SELECT fact.rowid, what, value, fact.number, edtf, told_by, key, kind, type, names FROM fact JOIN rec USING (doc)"
                f" WHERE fact.rowid IN ({','.join(map(str, wanted))})"
            )
            found = {row[0]: self._fact(row[1:]) for row in self._index.connection.execute(sql)}
            return [found[row] for row in wanted if row in found]

        return self._index.read_consistently(read)

    def _fact(self, row: Sequence[Any]) -> Dated:
        what, value, number, edtf, by, key, kind, type_, names = row
        name, missing = name_of(json.loads(names), self._view.language, key)
        return Dated(key, kind, type_, name, missing, what, value, number, edtf, by)

    def first_from(self, day: int) -> int:
        self._index.read_consistently(self._now)
        return bisect_left(self._days, day)

    def position(self, key: str) -> int | None:
        def read() -> int | None:
            self._now()
            doc = self._index.doc_of(key)
            return self._docs.index(doc) if doc is not None and doc in self._docs else None

        return self._index.read_consistently(read)
