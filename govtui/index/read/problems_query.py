"""Read problems: of a record, counted, in groups and windows."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from pyroaring import BitMap

from govtui.index.api import Count, Grouping, ListedProblem, ProblemGroup
from govtui.index.read.rows import RecordReader
from govtui.index.read.snapshot import consistent_read, weak_lru_cache
from govtui.index.schema import from_db_path

if TYPE_CHECKING:
    from govtui.model.problem import Problem

_SEVERITIES = {1: "warning", 2: "discrepancy", 3: "error"}
"""The names of severities in a query, by model.problem.Severity, which the first list does without."""

REGISTRY = -1
"""The document of problems of the registry as a whole."""


class ProblemReader(RecordReader):
    """Problems. Rows of a table that grows with the registry are all read only to count or to sort them."""

    @abstractmethod
    def _matching(self, text: str) -> BitMap:
        """Return the documents that match a query line."""

    def forget(self) -> None:
        super().forget()
        self._ids = weak_lru_cache(self._read_ids, 64)

    @consistent_read
    def problems(self, key: str = "") -> Sequence[Problem]:
        where, values = ("WHERE doc = ?", (self._doc(key),)) if key else ("", ())
        rows = self.connection.execute(f"SELECT data FROM problem {where}", values)  # noqa: S608
        return sorted((_problem(data) for (data,) in rows), key=lambda problem: problem.order)

    def _doc(self, key: str) -> int:
        doc = self.doc_of(key)
        return REGISTRY if doc is None else doc

    @consistent_read
    def tally(self, text: str = "", *, only: Collection[str] = (), path: str = "") -> Mapping[str, Count]:
        where, values = self._where(text, muted=True), [*only, *[path] * bool(path)]
        where += f" AND code IN ({','.join('?' * len(only))})" * bool(only) + " AND path = ?" * bool(path)
        counted = "count(*), count(DISTINCT CASE WHEN doc >= 0 THEN doc END) FROM problem WHERE"
        out: dict[str, Count] = {}
        for names, rest in (
            ("code", "muted = 0 GROUP BY code"),
            ("severity", "muted = 0 GROUP BY severity"),
            ("'problem'", "muted = 0"),
            ("'checked'", "muted = 1"),
        ):
            sql = f"SELECT {names}, {counted} {where} AND {rest}"  # noqa: S608 (nothing of a user in it)
            for name, places, records in self.connection.execute(sql, values):
                out[_SEVERITIES.get(name, name)] = Count(places, records)
        return out

    @consistent_read
    def problem_groups(self, text: str = "", by: Grouping = "code", *, muted: bool = False) -> Sequence[ProblemGroup]:
        where = self._where(text, muted)
        if by == "code":
            sql = f"SELECT code, severity, count(*), sum(muted) FROM problem WHERE {where} GROUP BY severity, code ORDER BY 2 DESC, 1"  # noqa: S608, E501
        else:
            sql = f"""
                SELECT coalesce(key, ''), worst, n, checked FROM (
                    SELECT doc, max(severity) AS worst, count(*) AS n, sum(muted) AS checked, min(path) AS first
                    FROM problem WHERE {where} GROUP BY doc
                ) LEFT JOIN rec USING (doc) ORDER BY worst DESC, first, doc
            """  # noqa: S608
        return [ProblemGroup(*row) for row in self.connection.execute(sql)]

    @consistent_read
    def problem_window(
        self, group: ProblemGroup, start: int, stop: int, text: str = "", by: Grouping = "code", *, muted: bool = False
    ) -> Sequence[ListedProblem]:
        ids = self._ids(group.name, group.severity, text, by, muted)[max(0, start) : max(0, stop)]
        marks = ",".join(map(str, ids))
        sql = f"SELECT problem.rowid, data, key, rec.path FROM problem LEFT JOIN rec USING (doc) WHERE problem.rowid IN ({marks})"  # noqa: S608, E501
        found = {
            id: ListedProblem(_problem(data), key or "", from_db_path(path) if path else "")
            for id, data, key, path in self.connection.execute(sql)
        }
        return [found[id] for id in ids if id in found]

    def _where(self, text: str, muted: bool) -> str:
        where = "1" if muted else "muted = 0"
        if text.strip():
            self.connection.create_function("asked", 1, self._matching(text).__contains__)
            where += " AND doc >= 0 AND asked(doc)"
        return where

    def _read_ids(self, name: str, severity: int, text: str, by: Grouping, muted: bool) -> Sequence[int]:
        where = self._where(text, muted)
        values: tuple[object, ...] = (severity, name) if by == "code" else (self._doc(name),)
        if by == "code":
            where = f"severity = ? AND code = ? AND {where} ORDER BY path, line, col, rowid"
        else:
            where = f"doc = ? AND {where} ORDER BY severity DESC, path, line, col, code, rowid"
        return [id for (id,) in self.connection.execute(f"SELECT rowid FROM problem WHERE {where}", values)]  # noqa: S608


def _problem(data: str) -> Problem:
    from govtui.model.problem import Problem, Severity

    values = json.loads(data)
    return Problem(**{**values, "severity": Severity(values["severity"])})
