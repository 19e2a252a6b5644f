"""Read problems, additions and orphans: of a record, counted, in groups and windows."""

from __future__ import annotations

import json
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from pyroaring import BitMap

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import CITED
from govtui.index.problem_api import SEVERITIES, Addition, Count, Grouping, ListedProblem, ProblemGroup
from govtui.index.read.rows import RecordReader
from govtui.index.read.snapshot import consistent_read, weak_lru_cache
from govtui.index.schema import INTERNAL, LINKING, from_db_path

if TYPE_CHECKING:
    from govtui.model.problem import Problem

_CHECKED, _DANGLING = "checked", "dangling"
"""The group of muted problems; the code of links to nothing, which are a group of their own."""

REGISTRY = -1
"""The document of problems of the registry as a whole."""


class ProblemReader(RecordReader):
    """Problems and additions. Rows of a table that grows with the registry are all read only to count or to sort them."""

    if TYPE_CHECKING:  # given by SqliteIndex
        _order: Any
        _alive: BitMap
        whole: bool

    @abstractmethod
    def _matching(self, text: str) -> BitMap:
        """Return the documents that match a query line."""

    def forget(self) -> None:
        super().forget()
        self._ids = weak_lru_cache(self._read_ids, 64)
        self._adding = weak_lru_cache(self._read_adding, 4)
        self._alone = weak_lru_cache(self._read_alone, 1)

    @consistent_read
    def problems(self, key: str = "") -> Sequence[Problem]:
        where, values = ("WHERE doc = ?", (self._doc(key),)) if key else ("", ())
        rows = self.connection.execute(f"SELECT data FROM problem {where}", values)  # noqa: S608
        return sorted((_problem(data) for (data,) in rows), key=lambda problem: problem.order)

    def _doc(self, key: str) -> int:
        doc = self.doc_of(key)
        return REGISTRY if doc is None else doc

    # counting

    @consistent_read
    def tally(self, text: str = "", *, only: Collection[str] = (), path: str = "") -> Mapping[str, Count]:
        where, values = self._where(text), [*only, *[path] * bool(path)]
        where += f" AND code IN ({','.join('?' * len(only))})" * bool(only) + " AND path = ?" * bool(path)
        counted = "count(*), count(DISTINCT CASE WHEN doc >= 0 THEN doc END) FROM problem WHERE"
        out: dict[str, Count] = {}
        for names, rest in (
            ("code", "muted = 0 GROUP BY code"),
            ("severity", "muted = 0 GROUP BY severity"),
            ("'problem'", "muted = 0"),
            (f"'{_CHECKED}'", "muted = 1"),
        ):
            sql = f"SELECT {names}, {counted} {where} AND {rest}"  # noqa: S608 (nothing of a user in it)
            for name, places, records in self.connection.execute(sql, values):
                out[SEVERITIES.get(name, name)] = Count(places, records)
        if not values:
            sql = f"SELECT coalesce(sum(n), 0), count(*) FROM addition WHERE {where}"  # noqa: S608
            out["addition"] = Count(*self.connection.execute(sql).fetchone())
        return out

    @consistent_read
    def problem_groups(self, text: str = "", by: Literal["code", "record"] = "code") -> Sequence[ProblemGroup]:
        where = self._where(text)
        if by == "record":
            sql = f"""
                SELECT coalesce(key, ''), max(worst), sum(n), doc >= 0, sum(more) FROM (
                    SELECT doc, max(severity) AS worst, count(*) AS n, 0 AS more, min(path) AS first FROM problem
                    WHERE muted = 0 AND {where} GROUP BY doc
                    UNION ALL
                    SELECT doc, 0, 0, n, rec.path FROM addition JOIN rec USING (doc) WHERE {where}
                ) LEFT JOIN rec USING (doc) GROUP BY doc ORDER BY max(worst) DESC, min(first), doc
            """  # noqa: S608
            return [ProblemGroup(by, *row) for row in self.connection.execute(sql)]
        sql = f"""
            SELECT code, severity, count(*), count(DISTINCT CASE WHEN doc >= 0 THEN doc END) FROM problem
            WHERE muted = 0 AND {where} GROUP BY severity, code ORDER BY 2 DESC, 1
        """  # noqa: S608
        return [ProblemGroup(by, *row) for row in self.connection.execute(sql)]

    # problems

    @consistent_read
    def problem_window(self, group: ProblemGroup, start: int, stop: int, text: str = "") -> Sequence[ListedProblem]:
        ids = self._ids(group.by, group.name, text)[max(0, start) : max(0, stop)]
        marks = ",".join(map(str, ids))
        sql = f"SELECT problem.rowid, data, key, rec.path FROM problem LEFT JOIN rec USING (doc) WHERE problem.rowid IN ({marks})"  # noqa: S608, E501
        found = {
            id: ListedProblem(_problem(data), key or "", from_db_path(path) if path else "")
            for id, data, key, path in self.connection.execute(sql)
        }
        return [found[id] for id in ids if id in found]

    def _where(self, text: str) -> str:
        if not text.strip():
            return "1"
        self.connection.create_function("asked", 1, self._matching(text).__contains__)
        return "doc >= 0 AND asked(doc)"

    def _read_ids(self, by: Grouping, name: str, text: str) -> Sequence[int]:
        values: list[object] = []
        where, order = "muted = 0", "path, line, col, code, rowid"
        if by == "record":
            where, order, values = f"doc = ? AND {where}", f"severity DESC, {order}", [self._doc(name)]
        elif by == "code":
            where, values = f"{where} AND code = ?", [name]
        elif name == _CHECKED:
            where = "muted = 1"
        else:
            severity = next(number for number, one in SEVERITIES.items() if one == name)
            where, values = f"severity = ? AND {where} AND code != ?", [severity, _DANGLING]
        sql = f"SELECT rowid FROM problem WHERE {where} AND {self._where(text)} ORDER BY {order}"  # noqa: S608
        return [id for (id,) in self.connection.execute(sql, values)]

    # additions

    @consistent_read
    def additions(self, start: int, stop: int, text: str = "", key: str = "") -> Sequence[Addition]:
        docs, ends = ([self._doc(key)], [stop]) if key else self._adding(text)
        first = bisect_right(ends, start)
        before = ends[first - 1] if first else 0
        chosen = docs[first : bisect_right(ends, stop - 1) + 1]
        sql = f"SELECT doc, key, claims FROM addition JOIN rec USING (doc) WHERE doc IN ({','.join(map(str, chosen))})"  # noqa: S608
        found = {doc: (key, claims) for doc, key, claims in self.connection.execute(sql)}
        out = [Addition(found[doc][0], *claim) for doc in chosen if doc in found for claim in json.loads(found[doc][1])]
        return out[start - before : stop - before]

    def _read_adding(self, text: str) -> tuple[list[int], list[int]]:
        """Return the documents with additions by file, and where the additions of each end."""
        sql = f"SELECT doc, n FROM addition JOIN rec USING (doc) WHERE {self._where(text)} ORDER BY path"  # noqa: S608
        rows = self.connection.execute(sql).fetchall()
        return [doc for doc, _ in rows], list(accumulate(n for _, n in rows))

    # records without links

    @consistent_read
    def orphans(self, language: str, text: str = "", start: int = 0, stop: int | None = None) -> Sequence[str]:
        docs = self._orphans(text)
        order = self._order(f"name:{language if language in LANGUAGES else 'en'}")
        chosen = order.window(docs, start, len(docs) if stop is None else stop)
        keys = self.keys_of(chosen)
        return [keys[doc] for doc in chosen]

    @consistent_read
    def orphan_count(self, text: str = "") -> int:
        return len(self._orphans(text))

    def _orphans(self, text: str) -> BitMap:
        return self._alone() & self._matching(text) if self.whole else BitMap()

    def _read_alone(self) -> BitMap:
        """Return the documents that no link leads to or from; what a claim alone says makes no link of a record."""
        docs = json.dumps([*(self._alive - self._facet(INTERNAL, LINKING))])
        sql = """
            SELECT doc, key FROM rec WHERE doc IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
                SELECT 1 FROM ref WHERE target = rec.key AND told_by = '' AND (ref.type != ? OR rec.kind = 'source')
            )
        """
        found = {key: doc for doc, key in self.connection.execute(sql, (docs, CITED))}
        sql = """
            SELECT former.key FROM former JOIN ref ON target = former.id
            WHERE former.key IN (SELECT value FROM json_each(?)) AND told_by = ''
        """
        for (key,) in self.connection.execute(sql, (json.dumps([*found]),)):
            found.pop(key, None)
        return BitMap(found.values())


def _problem(data: str) -> Problem:
    from govtui.model.problem import Problem, Severity

    values = json.loads(data)
    return Problem(**{**values, "severity": Severity(values["severity"])})
