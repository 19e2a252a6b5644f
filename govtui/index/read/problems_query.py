"""What the index can tell of the whole registry: its problems in groups and windows, and how far it is translated."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from govtui.index.api import Count, Coverage, Grouping, ListedProblem, ProblemGroup, QueueItem
from govtui.index.read.coverage import RANKS, TO_DO, Task, covered, item, linked, slices, tasks
from govtui.index.read.snapshot import SnapshotReader, consistent_read, remembering
from govtui.index.schema import path_of
from govtui.model.kinds import KINDS

if TYPE_CHECKING:
    from govtui.index.bitmaps import Order
    from govtui.model.problem import Problem

_SEVERITIES = {1: "warning", 2: "discrepancy", 3: "error"}
"""What a severity is called in a query; the values of model.problem.Severity, which the first list does without."""

REGISTRY = -1
"""The document that problems of the registry as a whole belong to."""


class Accounts(SnapshotReader):
    """Nothing here reads a file or all rows of a table that grows with the registry, but to count or to sort them."""

    if TYPE_CHECKING:  # what SqliteIndex gives
        _facet: Any
        _order: Any

    @abstractmethod
    def _together(self, text: str) -> BitMap:
        """The documents that a query line leaves."""

    def forget(self) -> None:
        super().forget()
        self._ids = remembering(self._read_ids, 64)
        self._slices = lru_cache(maxsize=1)(partial(slices, self.connection))
        self._links = lru_cache(maxsize=1)(partial(linked, self.connection))
        self._tasks = remembering(self._read_tasks, 4)

    # problems

    @consistent_read
    def problems(self, key: str = "") -> Sequence[Problem]:
        """The problems of one record, or of the whole registry; worst first."""
        if key:
            row = self.connection.execute("SELECT doc FROM rec WHERE key = ?", (_asked(key),)).fetchone()
            rows = self.connection.execute("SELECT data FROM problem WHERE doc = ?", (row[0] if row else REGISTRY,))
        else:
            rows = self.connection.execute("SELECT data FROM problem")
        return sorted((_problem(data) for (data,) in rows), key=lambda problem: problem.order)

    @consistent_read
    def tally(self, text: str = "", *, only: Collection[str] = (), path: str = "") -> Mapping[str, Count]:
        """The one count of problems (index.query.Index)."""
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
        """The problems of the records that a query leaves, counted by code or by record; worst first."""
        where = self._where(text, muted)
        if by == "code":
            sql = f"SELECT code, severity, count(*), sum(muted) FROM problem WHERE {where} GROUP BY severity, code ORDER BY 2 DESC, 1"  # noqa: S608, E501
            return [ProblemGroup(*row) for row in self.connection.execute(sql)]
        sql = f"""
            SELECT coalesce(key, ''), worst, n, checked FROM (
                SELECT doc, max(severity) AS worst, count(*) AS n, sum(muted) AS checked, min(path) AS first FROM problem WHERE {where} GROUP BY doc
            ) LEFT JOIN rec USING (doc) ORDER BY worst DESC, first, doc
        """  # noqa: S608
        return [ProblemGroup(*row) for row in self.connection.execute(sql)]

    @consistent_read
    def problem_window(
        self, group: ProblemGroup, start: int, stop: int, text: str = "", by: Grouping = "code", *, muted: bool = False
    ) -> Sequence[ListedProblem]:
        """The problems of a group from place `start` up to `stop`: by file and line; those of a record worst first."""
        ids = self._ids(group.name, group.severity, text, by, muted)[max(0, start) : max(0, stop)]
        marks = ",".join(map(str, ids))
        sql = f"SELECT problem.rowid, data, key, rec.path FROM problem LEFT JOIN rec USING (doc) WHERE problem.rowid IN ({marks})"  # noqa: S608, E501
        found = {
            id: ListedProblem(_problem(data), key or "", path_of(path) if path else "")
            for id, data, key, path in self.connection.execute(sql)
        }
        return [found[id] for id in ids if id in found]

    def _where(self, text: str, muted: bool) -> str:
        where = "1" if muted else "muted = 0"
        if text.strip():
            self.connection.create_function("asked", 1, self._together(text).__contains__)
            where += " AND doc >= 0 AND asked(doc)"
        return where

    def _read_ids(self, name: str, severity: int, text: str, by: Grouping, muted: bool) -> Sequence[int]:
        where = self._where(text, muted)
        values: tuple[object, ...] = (severity, name)
        if by == "code":
            sql = (
                f"SELECT rowid FROM problem WHERE severity = ? AND code = ? AND {where} ORDER BY path, line, col, rowid"  # noqa: S608
            )
        else:
            row = self.connection.execute("SELECT doc FROM rec WHERE key = ?", (name,)).fetchone()
            values = (row[0] if row else REGISTRY,)
            sql = f"SELECT rowid FROM problem WHERE doc = ? AND {where} ORDER BY severity DESC, path, line, col, code, rowid"  # noqa: S608, E501
        return [id for (id,) in self.connection.execute(sql, values)]

    # translations

    @consistent_read
    def coverage(self, text: str = "") -> Sequence[Coverage]:
        """How many texts of the records that a query leaves are translated, by kind, field and direction."""
        asked = self._together(text)
        return covered(self._slices(), {kind: self._facet("kind", kind) & asked for kind in KINDS})

    @consistent_read
    def queue_length(self, text: str = "", *, unverified: bool = False) -> int:
        """How many tasks there are for a translator in the records that a query leaves."""
        return len(self._tasks(text, unverified))

    @consistent_read
    def queue_window(self, start: int, stop: int, text: str = "", *, unverified: bool = False) -> Sequence[QueueItem]:
        """The tasks from place `start` up to `stop`."""
        wanted = self._tasks(text, unverified)[max(0, start) : max(0, stop)]
        links = self._links()
        found = (item(self.connection, self._slices(), task, links.get(task[0], 0)) for task in wanted)
        return [one for one in found if one]

    @consistent_read
    def queue_position(self, wanted: QueueItem, text: str = "", *, unverified: bool = False) -> int | None:
        """Where the same texts of the same record stand in the queue now."""
        row = self.connection.execute("SELECT doc FROM rec WHERE key = ?", (_asked(wanted.key),)).fetchone()
        task = (row[0] if row else REGISTRY, RANKS.index(wanted.rank), (wanted.source, wanted.target))
        found = self._tasks(text, unverified)
        return found.index(task) if task in found else None

    def _read_tasks(self, text: str, unverified: bool) -> list[Task]:
        states = (*TO_DO, "unverified") if unverified else TO_DO
        order: Order = self._order("name:vi")
        return tasks(self._slices(), self._together(text), states, order, self._links())


def _asked(key: str) -> str:
    from govtui.index.read.rows import text_of

    return text_of(key)


def _problem(data: str) -> Problem:
    from govtui.model.problem import Problem, Severity

    values = json.loads(data)
    return Problem(**{**values, "severity": Severity(values["severity"])})
