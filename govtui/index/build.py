"""From files to an index: every entry read, checked, and put into words for each language."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import count

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import schema, write
from govtui.index.analyse import analyse
from govtui.index.disk import DiskIndex
from govtui.index.query import Incoming
from govtui.model.checks import check
from govtui.model.problem import Problem, Severity
from govtui.model.reading import read
from govtui.model.record import Record
from govtui.model.relations import INVERSES, OTHER_REFERENCES, RELATIONS, references
from govtui.store.files import printable
from govtui.store.places import Places
from govtui.store.registry import Entry, Registry
from govtui.text.collate import sort_key
from govtui.text.fold import fold

_REFERENCE_ORDER = {name: n for n, name in enumerate((*RELATIONS, *OTHER_REFERENCES))}


def build(registry: Registry, translators: Sequence[Translator] | None = None) -> DiskIndex:
    """Read the whole registry into an index in memory.

    Nothing that a file holds stops it; every unreadable file is an item with its problems.
    """
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    connection.execute("BEGIN")
    _fill(connection, registry, translators or [load(language) for language in LANGUAGES])
    connection.execute("COMMIT")
    return DiskIndex(connection)


def _fill(connection: sqlite3.Connection, registry: Registry, translators: Sequence[Translator]) -> None:
    gathered = _Gathered(registry)
    problems = gathered.problems()
    known = []
    rows = []
    terms = write.Terms()
    facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    found = [(-1, problem) for problem in (*registry.manifest_problems, *registry.stray())]
    for doc, (key, entry) in enumerate(gathered.entries.items()):
        analysed = analyse(entry, registry.manifest, translators)
        own = problems[key]
        worst = max((p.severity for p in own if not p.muted), default=Severity.WARNING)
        ambiguous = bool(entry.record and gathered.same_name(entry.record))
        known.append(analysed)
        rows.append((doc, key, entry.path, analysed, int(worst) if worst > Severity.WARNING else 0, ambiguous))
        terms.add(doc, analysed.terms)
        for facet in {*analysed.facets, *write.has_facets(own)}:
            facets[facet].append(doc)
        found += [(doc, problem) for problem in own]
    write.write_rows(connection, rows)
    write.write_calls(connection, enumerate(known))
    write.write_terms(connection, terms.folded())
    write.write_facets(connection, facets)
    write.write_orders(connection, write.orders(known))
    write.write_links(connection, gathered.incoming(), gathered.former)
    write.write_problems(connection, found)
    write.finish(connection, len(known))


class _Gathered:
    """All entries of a registry by key; answers what the checks ask (model.checks.Known)."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.entries: dict[str, Entry] = {}
        self.former: dict[str, str] = {}
        self._names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._own: defaultdict[str, list[Problem]] = defaultdict(list)
        for entry in sorted(registry.entries(), key=_claim):
            self._add(entry)
        for key, entry in self.entries.items():
            for former in entry.record.former_ids if entry.record else ():
                if former not in self.entries:
                    self.former[former] = key

    def _add(self, entry: Entry) -> None:
        key = entry.id
        if key in self.entries:
            taken = self.entries[key]
            key = self._free(printable(entry.path))
            values = {"id": entry.id, "other": printable(taken.path)}
            self._own[key].append(self._at(entry, Problem("duplicate_id", Severity.ERROR, field="id", values=values)))
        self.entries[key] = entry
        self._own[key] += entry.problems
        record = entry.record
        if record is None:
            return
        for name in record.label.values():
            self._names[record.kind, fold(name)].add(key)
        if record.id != entry.stem:
            values = {"id": record.id, "stem": entry.stem}
            self._own[key].append(
                self._at(entry, Problem("id_not_file_name", Severity.ERROR, field="id", values=values))
            )
        if record.kind != entry.folder_kind:
            problem = Problem("kind_not_folder", Severity.ERROR, field="kind", values={"kind": record.kind})
            self._own[key].append(self._at(entry, problem))

    def _free(self, path: str) -> str:
        """A key of its own for a file whose id is taken. Names that are not UTF-8 may look the same, too."""
        return next(key for n in count(1) if (key := path if n == 1 else f"{path} ({n})") not in self.entries)

    def _at(self, entry: Entry, problem: Problem) -> Problem:
        place = Places(entry.text).find(problem.spot or problem.field)
        return replace(problem, record=entry.id).at(printable(entry.path), *place)

    def problems(self) -> dict[str, list[Problem]]:
        """Every entry's problems with their places, worst first."""
        out = {}
        for key, entry in self.entries.items():
            found = self._own[key]
            if entry.record:
                places: Places | None = None
                for problem in check(entry.record, self):
                    places = places or Places(entry.text)
                    found.append(problem.at(printable(entry.path), *places.find(problem.spot or problem.field)))
            out[key] = sorted(found, key=lambda problem: problem.order)
        return out

    def incoming(self) -> dict[str, list[Incoming]]:
        """Target id to the references that arrive there."""
        found: defaultdict[str, list[Incoming]] = defaultdict(list)
        for key, entry in self.entries.items():
            if entry.record is None:
                continue
            seen = set()
            for reference in references(entry.record):
                target = self.former.get(reference.target, reference.target)
                if (reference.type, target) not in seen:
                    seen.add((reference.type, target))
                    found[target].append(Incoming(reference.type, key, reference.field))
        for target in found:
            found[target].sort(key=lambda one: (_reference_order(one.type), self._sort_name(one.key)))
        return dict(found)

    def _sort_name(self, key: str) -> str:
        record = self.entries[key].record
        reading = read(record.label, "vi") if record else None
        return sort_key(reading.text if reading else key, "vi")

    # what the checks ask

    @property
    def languages(self) -> Sequence[str]:
        return self.registry.manifest.languages

    def record(self, id: str) -> Record | None:
        entry = self.entries.get(self.former.get(id, id))
        return entry.record if entry else None

    def kind_of(self, id: str) -> str | None:
        entry = self.entries.get(self.former.get(id, id))
        return entry.kind if entry else None

    def knows(self, vocabulary: str, key: str) -> bool:
        return self.registry.manifest.knows(vocabulary, key)

    def keys(self, vocabulary: str) -> Sequence[str]:
        return self.registry.manifest.keys(vocabulary)

    def same_name(self, record: Record) -> Collection[str]:
        names = (self._names[record.kind, fold(name)] for name in record.label.values())
        return {key for keys in names for key in keys if self.entries[key].record is not record}


def _reference_order(type: str) -> int:
    return _REFERENCE_ORDER.get(INVERSES.get(type, type), len(_REFERENCE_ORDER))


def _claim(entry: Entry) -> tuple[bool, bool, str]:
    """Who gets an id that several files claim: a readable record before a broken one, one named by its id before a copy."""
    return entry.record is None, entry.id != entry.stem, entry.path
