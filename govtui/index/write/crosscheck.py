"""Which records must be checked beside the others at all.

Nearly all that records say of each other is in order: what they point at exists and is of the right kind, nobody is
called the same, no whole is a part of itself. That much can be told from a few words about each record, so only those
in doubt are read a second time. Whoever is not in doubt here has exactly the problems that show in it alone
(model.checks.check_alone); tests/index holds that against the full checks.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.index import schema
from govtui.index.bitmaps import thawed
from govtui.model.identifiers import country_of
from govtui.store.files import stem_of
from govtui.text.fold import fold, folded_words

if TYPE_CHECKING:
    from govtui.index.write.ingest import Read
    from govtui.model.own_fields import Schema


class RecordSummary(NamedTuple):
    """What ties a record to others."""

    kind: str
    id: str
    names: tuple[str, ...]
    """Its names, folded."""
    targets: tuple[tuple[str, str], ...]
    """Type and target of every reference."""
    wholes: tuple[str, ...]
    """What it says that it is a part of."""
    days: tuple[int, int] | None
    """The first and the last day (proleptic ordinals) of an event whose date tells the year."""


class File(NamedTuple):
    """What is kept of a file until all are read: plain values only."""

    doc: int
    id: str
    kind: str
    path: str
    claim: tuple[bool, bool, str]
    """reading.Claim."""
    names: Sequence[str]
    former_ids: Sequence[str]
    wholes: tuple[str, ...]
    days: tuple[int, int] | None
    country: str

    @classmethod
    def of(cls, doc: int, one: Read) -> File:
        """What is kept of one that was read."""
        wholes, days = (one.ties.wholes, one.ties.days) if one.ties else ((), None)
        known = one.known
        return cls(
            doc,
            known.id,
            known.kind,
            one.path,
            one.claim,
            one.names or (),
            one.former_ids or (),
            wholes,
            days,
            known.country,
        )


def is_unnamed(one: Read) -> bool:
    """Whether a file is no record, and its id no other than its name: then path and number tell all about it."""
    return one.claim[:2] == (True, False) and not one.known.country


def unnamed(doc: int, path: str, kind: str) -> File:
    """What is kept of such a file."""
    return File(doc, stem_of(path), kind, path, (True, False, path), (), (), (), None, "")


@dataclass
class RegistrySummary:
    """What all records are, as far as the checks of one need it: small enough to be given to every process."""

    paths: dict[str, str] = field(default_factory=dict)
    """Id to the path of the file that has it, if that is not one of thousands that are no record."""
    kinds: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    """A former id to today's. A file that has lost its id leads nowhere, by former ones neither."""
    called: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)
    """Kind and folded name to the records called so, each plain (model.checks.Namesake), where there are several."""
    wholes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Id to the ids that the record says it is a part of."""
    days: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Id to the days of an event."""

    def plain(self) -> tuple[dict[Any, Any], ...]:
        """Its fields, as they go to another process."""
        return (self.paths, self.kinds, self.former, self.called, self.wholes, self.days)

    @classmethod
    def of(cls, claimed: Iterable[tuple[str, File]], unnamed: Iterable[tuple[str, str]] = ()) -> RegistrySummary:
        """The census of all files, by key; those whose key is not their id have lost it to another. `unnamed`: id and kind."""
        files = list(claimed)
        own = [file for key, file in files if key == file.id]
        out = cls(
            paths={file.id: file.path for file in own},
            kinds={**{file.id: file.kind for file in own}, **dict(unnamed)},
            wholes={file.id: file.wholes for file in own if file.wholes},
        )
        first: dict[tuple[str, str], tuple[str, str, str]] = {}
        others: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for key, file in files:
            one = (file.path, key, file.country)
            for name in file.names:
                called = (file.kind, name)
                if first.setdefault(called, one) is not one:  # seldom, so a list is seldom made
                    others[called].append(one)
        out.called = {called: [first[called], *keys] for called, keys in others.items()}
        former: dict[str, str] = {}
        for file in own:
            for id in file.former_ids:
                former.setdefault(id, file.id)
        out.former = {id: key for id, key in former.items() if id not in out.kinds}
        pointed_at = {out.today(whole) for wholes in out.wholes.values() for whole in wholes}
        out.days = {file.id: file.days for file in own if file.days and file.id in pointed_at}
        return out

    def today(self, id: str) -> str:
        """What the record is called now."""
        return self.former.get(id, id)

    def leaves_in_doubt(self, one: RecordSummary, schema: Schema) -> bool:
        """Whether something may be wrong between a record and others."""
        return (
            any((one.kind, name) in self.called for name in one.names)
            or any(self._is_amiss(one.kind, *target, schema) for target in one.targets)
            or bool(one.wholes and (self._is_within_itself(one) or self._is_outside(one)))
        )

    def _is_amiss(self, kind: str, type_: str, target: str, schema: Schema) -> bool:
        found = self.kinds.get(self.today(target))
        if found is None:
            return country_of(target) is None
        wanted = schema.target_kinds(kind, type_)
        return bool(wanted) and found not in wanted

    def _is_within_itself(self, one: RecordSummary) -> bool:
        seen: set[str] = set()
        waiting: list[str] = list(one.wholes)
        while waiting:
            id = waiting.pop()
            if id == one.id:
                return True
            if id not in seen:
                seen.add(id)
                waiting += self.wholes.get(self.today(id), ())
        return False

    def _is_outside(self, one: RecordSummary) -> bool:
        wholes: Iterable[tuple[int, int] | None] = (self.days.get(self.today(id)) for id in one.wholes)
        first, last = one.days or (0, 0)
        return one.days is not None and any(whole and (last < whole[0] or first > whole[1]) for whole in wholes)


# -- Which records must be checked again because others changed: what the checks ask of others, asked backwards --------


class Answer(NamedTuple):
    """What an id leads to, as far as checks of others ask."""

    doc: int
    key: str
    kind: str
    seen: tuple[bool, str]
    """Whether it can be read, and its date: what events that are part of it are held against."""


class Dependencies:
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

    def affects(self, after: Dependencies) -> set[int]:
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

    def _in_circles(self, after: Dependencies, reached: set[int]) -> set[int]:
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
