"""Which records must be checked again because others changed: what the checks ask of others, asked backwards."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from govtui.index import schema
from govtui.index.bitmaps import thawed
from govtui.text.fold import fold, folded_words


class Answer(NamedTuple):
    """What an id leads to, as far as checks of others ask."""

    doc: int
    key: str
    kind: str
    seen: tuple[bool, str]
    """Whether it can be read, and its date: what events that are part of it are held against."""


class Circumstances:
    """What other records may see of some files before a change, or after it."""

    def __init__(
        self, connection: sqlite3.Connection, ids: Collection[str], former: Collection[str], docs: Collection[int]
    ) -> None:
        """`ids` are those that the changed files have or had, `former` those that they claim to have had, `docs` the
        documents that go, or have come."""
        self._connection = connection
        self._touched = {*docs, *self._claimants(ids)}
        self.former = {*former, *self._claims(self._touched)}
        """Every former id that may now lead elsewhere."""
        self._docs = set(docs)
        self._answers = {id: self._answer(id) for id in {*ids, *self.former}}
        self._called = self._names(self._touched)
        self._contested = {id: self._keys(id) for id in ids}
        self._parts = self._wholes(self._touched)

    def affects(self, after: Circumstances) -> set[int]:
        """The documents, as they are numbered now, whose problems may be others than before."""
        out: set[int] = set()
        reached: set[int] = set()
        for id in self._answers.keys() | after._answers.keys():
            was, now = self._answers.get(id), after._answers.get(id)
            if was == now:
                continue
            if was is None or now is None or (was.key, was.kind) != (now.key, now.kind):
                reached |= self._referring(id)
                continue
            if was.seen != now.seen:
                reached |= self._referring(id, "part_of")
            if was.doc != now.doc:
                reached |= self._referring(id, "implements")
        out |= reached
        for kind_and_name in self._called.keys() | after._called.keys():
            if self._called.get(kind_and_name) != after._called.get(kind_and_name):
                out |= self._all_called(*kind_and_name)
        for id, keys in after._contested.items():
            if keys != self._contested.get(id):
                out |= {doc for doc, _ in keys}
        out |= self._in_circles(after, reached)
        return out

    def _claimants(self, ids: Iterable[str]) -> Iterator[int]:
        for id in ids:
            yield from (doc for (doc,) in self._connection.execute("SELECT doc FROM rec WHERE id = ?", (id,)))

    def _claims(self, docs: Iterable[int]) -> Iterator[str]:
        for doc in docs:
            yield from (id for (id,) in self._connection.execute("SELECT id FROM claim WHERE doc = ?", (doc,)))

    def _keys(self, id: str) -> set[tuple[int, str]]:
        """The documents that claim an id, with their keys; nothing to tell while there is but one."""
        found = set(self._connection.execute("SELECT doc, key FROM rec WHERE id = ?", (id,)))
        return found if len(found) > 1 else {(doc, "") for doc, key in found if key == id}

    def _answer(self, id: str) -> Answer | None:
        sql = "SELECT doc, key, kind, readable, date FROM rec WHERE key = ? AND key = id"
        row = self._connection.execute(sql, (id,)).fetchone()
        if row is None:
            former = self._connection.execute("SELECT key FROM former WHERE id = ?", (id,)).fetchone()
            row = self._connection.execute(sql, former).fetchone() if former else None
        return Answer(row[0], row[1], row[2], (bool(row[3]), row[4])) if row else None

    def _names(self, docs: Iterable[int]) -> dict[tuple[str, str], set[tuple[str, str]]]:
        """Kind and folded name to the keys and countries of those among the documents that are called so."""
        out: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for doc in docs:
            sql = "SELECT kind, key, country, names FROM rec WHERE doc = ? AND readable"
            for kind, key, country, names in self._connection.execute(sql, (doc,)):
                for name in json.loads(names).values():
                    out[kind, fold(name)].add((key, country))
        return out

    def _all_called(self, kind: str, name: str) -> set[int]:
        sql = "SELECT doc, names FROM call JOIN rec USING (doc) WHERE folded = ? AND kind = ? AND readable"
        found = self._connection.execute(sql, (folded_words(name), kind))
        return {doc for doc, names in found if name in map(fold, json.loads(names).values())}

    def _referring(self, id: str, type_: str = "") -> set[int]:
        sql = "SELECT source FROM ref WHERE target = ?" + (" AND type = ?" if type_ else "")
        return {doc for (doc,) in self._connection.execute(sql, (id, type_) if type_ else (id,))}

    # circles of part_of

    def _wholes(self, docs: Iterable[int]) -> set[int]:
        """Those of the documents that are part of something."""
        sql = "SELECT 1 FROM ref WHERE source = ? AND type = 'part_of' LIMIT 1"
        return {doc for doc in docs if self._connection.execute(sql, (doc,)).fetchone()}

    def _in_circles(self, after: Circumstances, reached: set[int]) -> set[int]:
        """Those on a circle now that a change may have closed, and all that were on one."""
        changed = after._parts | self._wholes(reached)
        if not self._parts and not changed:
            return set()
        sql = "SELECT docs FROM facet WHERE dim = ? AND value = 'cycle'"
        row = self._connection.execute(sql, (schema.INTERNAL,)).fetchone()
        out = {doc for doc in thawed(row[0]) if self._is_there(doc)} if row else set()
        for doc in changed:
            above = self._above(doc)
            if doc in above:
                out |= above
        return out

    def _is_there(self, doc: int) -> bool:
        return self._connection.execute("SELECT 1 FROM rec WHERE doc = ?", (doc,)).fetchone() is not None

    def _above(self, doc: int) -> set[int]:
        """All that a document is part of, directly or not."""
        seen: set[int] = set()
        waiting = [doc]
        sql = "SELECT target FROM ref WHERE source = ? AND type = 'part_of'"
        while waiting:
            for (target,) in self._connection.execute(sql, (waiting.pop(),)).fetchall():
                if (answer := self._answer(target)) and answer.doc not in seen:
                    seen.add(answer.doc)
                    waiting.append(answer.doc)
        return seen
