"""Cross-record checks: select the records whose problems depend on other records, and check them.

Nearly all that records say of each other is in order: their references lead to records of the right kind, no name is
shared, no whole is a part of itself. A few words about each record tell that much (`RegistrySummary`), so a build reads only
those in doubt a second time; all others have exactly the problems that show in them alone (model.checks.check_alone), which
tests/index holds against the full checks. An update asks the database instead: `Dependencies` before and after a change.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pyroaring import BitMap

from govtui.index import schema
from govtui.index.bitmaps import from_blob
from govtui.index.entry_checks import Claim, ManifestContext, claim, located
from govtui.model.checks import check, check_alone
from govtui.model.checks.force import ENDING
from govtui.model.checks.links import MEMBER_OF
from govtui.model.checks.namesakes import Group, Namesake
from govtui.model.identifiers import country_of
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem
from govtui.model.record import Record
from govtui.store.files import stem_of
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold, folded_words

Target = tuple[str, str]
"""Type and target of a reference."""


class FileSummary(NamedTuple):
    """What cross-record checks need to know of a file: plain values, to be sent by `marshal`."""

    doc: int
    id: str
    kind: str
    path: str
    readable: bool
    names: tuple[str, ...]
    """Folded."""
    former_ids: tuple[str, ...]
    wholes: tuple[str, ...]
    """The ids that it is `part_of`."""
    members: tuple[str, ...]
    """The ids of bodies that it names as its members."""
    days: tuple[int, int] | None
    """The first and last day of an event (proleptic ordinals); None where its year is unknown."""
    country: str
    limits: bool = False
    """Whether it is a source of which not every place may be cited."""
    ends: tuple[str, ...] = ()
    """The ids of the texts that it, having effect, repeals or replaces."""
    is_in_force: bool = False
    """Whether it is a text in force as a whole."""

    @property
    def claim(self) -> Claim:
        """The claim to its id."""
        return claim(self.id, self.path, readable=self.readable)

    @property
    def is_derivable(self) -> bool:
        """Whether number, path and kind tell all about it (`derived`): thousands of files may be no record."""
        return not self.readable and self.id == stem_of(self.path) and not self.country

    @classmethod
    def derived(cls, doc: int, path: str, kind: str) -> FileSummary:
        """Return the summary of a file that is no record."""
        return cls(doc, stem_of(path), kind, path, False, (), (), (), (), None, "")


class RegistrySummary(NamedTuple):
    """What the checks of one record need to know of all others: small enough to be sent to every process."""

    paths: dict[str, str]
    """Id to the path of the file that has it; without derivable files."""
    kinds: dict[str, str]
    former: dict[str, str]
    """Former id to current id. Neither the id nor former ids of a file that lost its id lead anywhere."""
    called: dict[tuple[str, str], list[tuple[str, str, str]]]
    """Kind and folded name to the records (as plain Namesakes) that share it."""
    wholes: dict[str, tuple[str, ...]]
    """Id to the ids that it is `part_of`."""
    members: dict[str, tuple[str, ...]]
    """Id to the ids of bodies that it names as its members."""
    days: dict[str, tuple[int, int]]
    """Id to the days of an event that others are part of."""
    limiting: frozenset[str] = frozenset()
    """The ids of sources of which not every place may be cited."""
    ended: dict[str, tuple[str, ...]] = {}
    """Id of a text to the keys of those with effect that repeal or replace it, sorted."""

    @classmethod
    def of(
        cls, claimed: Iterable[tuple[str, FileSummary]], derivable: Iterable[tuple[str, str]] = ()
    ) -> RegistrySummary:
        """Summarise files by key (not their id where they lost it), and derivable ones (id, kind)."""
        files = list(claimed)
        own = [file for key, file in files if key == file.id]
        paths = {file.id: file.path for file in own}
        kinds = {**{file.id: file.kind for file in own}, **dict(derivable)}
        former = {id: file.id for file in reversed(own) for id in reversed(file.former_ids) if id not in kinds}
        wholes = {file.id: file.wholes for file in own if file.wholes}
        members = {file.id: file.members for file in own if file.members}
        have_parts = {former.get(whole, whole) for several in wholes.values() for whole in several}
        days = {file.id: file.days for file in own if file.days and file.id in have_parts}
        first: dict[tuple[str, str], tuple[str, str, str]] = {}
        others: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for key, file in files:
            namesake = (file.path, key, file.country)
            for name in file.names:
                called = (file.kind, name)
                if first.setdefault(called, namesake) is not namesake:  # seldom, so a list is seldom made
                    others[called].append(namesake)
        shared = {called: [first[called], *more] for called, more in others.items()}
        limiting = frozenset(file.id for file in own if file.limits)
        ending: defaultdict[str, set[str]] = defaultdict(set)
        for key, file in files:
            for id in file.ends:
                ending[former.get(id, id)].add(key)
        ended = {id: tuple(sorted(keys)) for id, keys in ending.items()}
        return cls(paths, kinds, former, shared, wholes, members, days, limiting, ended)

    def current(self, id: str) -> str:
        """Return the current id of a record."""
        return self.former.get(id, id)

    def leaves_in_doubt(self, file: FileSummary, targets: Iterable[Target], schema: Schema) -> bool:
        """Whether something may be wrong between a record, which refers to `targets`, and others."""
        return (
            any((file.kind, name) in self.called for name in file.names)
            or any(self._is_amiss(file.kind, *target, schema) for target in targets)
            or bool(self.members and self._is_member_twice(file, targets))
            or (file.is_in_force and file.id in self.ended)
            or bool(file.wholes and (self._is_within_itself(file) or self._is_outside(file)))
        )

    def _is_amiss(self, kind: str, type_: str, target: str, schema: Schema) -> bool:
        current = self.current(target)
        found = self.kinds.get(current)
        if found is None:
            return country_of(target) is None
        if current in self.limiting:
            return True
        wanted = schema.target_kinds(kind, type_)
        return bool(wanted) and found not in wanted

    def _is_member_twice(self, file: FileSummary, targets: Iterable[Target]) -> bool:
        bodies = (self.current(target) for type, target in targets if type == MEMBER_OF)
        return any(file.id == self.current(one) for body in bodies for one in self.members.get(body, ()))

    def _is_within_itself(self, file: FileSummary) -> bool:
        seen: set[str] = set()
        waiting: list[str] = list(file.wholes)
        while waiting:
            id = waiting.pop()
            if id == file.id:
                return True
            if id not in seen:
                seen.add(id)
                waiting += self.wholes.get(self.current(id), ())
        return False

    def _is_outside(self, file: FileSummary) -> bool:
        wholes: Iterable[tuple[int, int] | None] = (self.days.get(self.current(id)) for id in file.wholes)
        first, last = file.days or (0, 0)
        return file.days is not None and any(whole and (last < whole[0] or first > whole[1]) for whole in wholes)


# -- checks during a build -------------------------------------------------------------------------------------------


class AloneContext(ManifestContext):
    """A CheckContext before other records are read: it knows of none, and notes that one was asked for."""

    def __init__(self, manifest: Manifest) -> None:
        super().__init__(manifest, lambda kind, name: ())
        self.asked = False

    def record(self, id: str) -> Record | None:
        self.asked = True
        return None

    def kind_of(self, id: str) -> str | None:
        self.asked = True
        return None

    def ended_by(self, record: Record) -> Iterator[str]:
        self.asked = True
        return iter(())

    def namesakes(self, record: Record) -> Iterator[Group]:
        self.asked = True
        return iter(())


def problems_alone(entry: Entry, context: AloneContext) -> list[Problem] | None:
    """Return the problems of a record if nothing is wrong between it and others; None where that is unknown."""
    if entry.record is None:
        return []
    context.asked = False
    found = list(located(entry, check_alone(entry.record, context)))
    return None if context.asked else found


class SummaryContext(ManifestContext):
    """A CheckContext over a RegistrySummary, which reads other records from their files on demand."""

    def __init__(
        self, registry: Registry, summary: RegistrySummary, read: Callable[[str], Entry] | None = None
    ) -> None:
        super().__init__(
            registry.manifest, lambda kind, name: map(Namesake._make, summary.called.get((kind, name), ()))
        )
        read = read or registry.entry

        def record(id: str) -> Record | None:
            path = summary.paths.get(summary.current(id))
            return read(path).record if path is not None else None

        self.record = lru_cache(maxsize=4096)(record)
        self._summary = summary

    def kind_of(self, id: str) -> str | None:
        return self._summary.kinds.get(self._summary.current(id))

    def ended_by(self, record: Record) -> Sequence[str]:
        return self._summary.ended.get(record.id, ())


def problems_beside(entry: Entry, context: SummaryContext) -> list[Problem]:
    """Return the problems of a record beside all others."""
    if entry.record is None:
        return []
    context.path = entry.path
    return list(located(entry, check(entry.record, context)))


# -- checks after an update -----------------------------------------------------------------------------------------


class Answer(NamedTuple):
    """What an id leads to, as far as checks of other records depend on it."""

    doc: int
    key: str
    kind: str
    details: tuple[bool, str]
    """Whether it is readable, and its date, which its parts are compared with."""
    limits: bool
    """Whether it is a source of which not every place may be cited."""


class Dependencies:
    """What other records depend on of some files, before a change or after it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        ids: Collection[str],
        former: Collection[str],
        docs: Collection[int],
        limiting: Collection[int] = (),
    ) -> None:
        """`ids`, `former`: ids and former ids of the changed files, before and after; `docs`: those that go, or came.

        `limiting`: those of them whose facets are not written yet and that are sources of which not every place may be cited.
        """
        self._connection = connection
        self._limiting = BitMap(limiting) | self._internal(schema.LIMITING)
        touched = {*docs, *(doc for id in ids for doc in self._column("SELECT doc FROM rec WHERE id = ?", id))}
        claimed = (id for doc in touched for id in self._column("SELECT id FROM claim WHERE doc = ?", doc))
        self.former = {*former, *claimed}
        """Every former id that may lead elsewhere after the change."""
        self._answers = {id: self._answer(id) for id in {*ids, *self.former}}
        self._called = self._names(touched)
        self._contested = {id: self._keys(id) for id in ids}
        self._parts = self._with_wholes(touched)
        self._ended = {id for doc in touched for id in self._column(_ENDED, doc)}
        """The ids of texts that these repeal or replace, whether they have effect or not."""

    def affects(self, after: Dependencies) -> set[int]:
        """Return the documents, by their numbers after the change, whose problems may have changed."""
        reached: set[int] = set()
        ended = self._ended | after._ended
        for id in self._answers.keys() | after._answers.keys():
            was, now = self._answers.get(id), after._answers.get(id)
            if was is None or now is None or (was.key, was.kind) != (now.key, now.kind):
                if was != now:  # whoever had the id may be named by it among the members of a body
                    reached |= self._referring(id) | self._having_had(id)
                    ended |= {id} if self._referring(id, *ENDING[:1]) | self._referring(id, *ENDING[1:]) else set()
                continue
            if was.details != now.details:
                reached |= self._referring(id, "part_of")
            if was.doc != now.doc:  # its areas and members, or what of it may be cited
                reached |= self._referring(id, "implements") | self._referring(id, MEMBER_OF)
                if was.limits or now.limits:
                    reached |= self._referring(id, "cited_source")
        out = reached.union(*(after._leading_to(id) for id in ended))
        for kind_and_name in self._called.keys() | after._called.keys():
            if self._called.get(kind_and_name) != after._called.get(kind_and_name):
                out |= self._all_called(*kind_and_name)
        for id, keys in after._contested.items():
            if keys != self._contested.get(id):
                out |= {doc for doc, _ in keys}
        return out | self._in_cycles(after, reached)

    def _column(self, sql: str, *values: object) -> list[Any]:
        return [value for (value,) in self._connection.execute(sql, values)]

    def _internal(self, value: str) -> BitMap:
        """Return the documents of a value of the internal facet."""
        blobs = self._column("SELECT docs FROM facet WHERE dim = ? AND value = ?", schema.INTERNAL, value)
        return from_blob(blobs[0]) if blobs else BitMap()

    def _keys(self, id: str) -> set[tuple[int, str]]:
        """Return the documents that claim an id, with their keys, or the only one without it."""
        found = set(self._connection.execute("SELECT doc, key FROM rec WHERE id = ?", (id,)))
        return found if len(found) > 1 else {(doc, "") for doc, key in found if key == id}

    def _answer(self, id: str) -> Answer | None:
        sql = "SELECT doc, key, kind, readable, date FROM rec WHERE key = ? AND key = id"
        row = self._connection.execute(sql, (id,)).fetchone()
        if row is None:
            former = self._connection.execute("SELECT key FROM former WHERE id = ?", (id,)).fetchone()
            row = self._connection.execute(sql, former).fetchone() if former else None
        return Answer(row[0], row[1], row[2], (bool(row[3]), row[4]), row[0] in self._limiting) if row else None

    def _names(self, docs: Iterable[int]) -> dict[tuple[str, str], set[tuple[str, str, str]]]:
        """Return kind and folded name to key, country and path of those of the documents that have the name.

        The path counts: of namesakes the first by path has the warning.
        """
        out: defaultdict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
        for doc in docs:
            sql = "SELECT kind, key, country, path, names FROM rec WHERE doc = ? AND readable"
            for kind, key, country, path, names in self._connection.execute(sql, (doc,)):
                for name in json.loads(names).values():
                    out[kind, fold(name)].add((key, country, path))
        return out

    def _all_called(self, kind: str, name: str) -> set[int]:
        sql = "SELECT doc, names FROM call JOIN rec USING (doc) WHERE folded = ? AND kind = ? AND readable"
        found = self._connection.execute(sql, (folded_words(name), kind))
        return {doc for doc, names in found if name in map(fold, json.loads(names).values())}

    def _leading_to(self, id: str) -> set[int]:
        """Return the documents that an id may mean, or has meant."""
        return {*self._column("SELECT doc FROM rec WHERE id = ?", id), *self._having_had(id)}

    def _having_had(self, id: str) -> set[int]:
        return set(self._column("SELECT doc FROM claim WHERE id = ?", id))

    def _referring(self, id: str, *types: str) -> set[int]:
        return set(self._column("SELECT source FROM ref WHERE target = ?" + " AND type = ?" * len(types), id, *types))

    # cycles of part_of

    def _with_wholes(self, docs: Iterable[int]) -> set[int]:
        """Return those of the documents that are part of something."""
        return {doc for doc in docs if self._column(f"{_WHOLES} LIMIT 1", doc)}

    def _in_cycles(self, after: Dependencies, reached: set[int]) -> set[int]:
        """Return the documents on a cycle that the change may have closed, and all that were on one."""
        changed = after._parts | self._with_wholes(reached)
        if not self._parts and not changed:
            return set()
        out = {doc for doc in self._internal("cycle") if self._column("SELECT 1 FROM rec WHERE doc = ?", doc)}
        for doc in changed:
            above = self._above(doc)
            if doc in above:
                out |= above
        return out

    def _above(self, doc: int) -> set[int]:
        """Return all that a document is part of, directly or not."""
        seen: set[int] = set()
        waiting = [doc]
        while waiting:
            for target in self._column(_WHOLES, waiting.pop()):
                if (answer := self._answer(target)) and answer.doc not in seen:
                    seen.add(answer.doc)
                    waiting.append(answer.doc)
        return seen


_ENDED = f"SELECT target FROM ref WHERE source = ? AND type IN {ENDING} AND told_by = ''"
_WHOLES = "SELECT target FROM ref WHERE source = ? AND type = 'part_of' AND told_by = ''"
