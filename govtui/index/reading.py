"""From files to what the index keeps of them: first each file by itself, then each record beside the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.analyse import Analysed, analyse
from govtui.model.checks import check
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.relations import references
from govtui.store.files import printable
from govtui.store.manifest import Manifest
from govtui.store.places import Places
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold

Claim = tuple[bool, bool, str]
"""Who gets an id that several files claim, best first: a readable record before a broken one, then one whose file is named
by the id before a copy, then by path."""


class Read(NamedTuple):
    """One file, read by itself."""

    path: str
    claim: Claim
    known: Analysed
    references: list[tuple[str, str, str]]
    """Type, target and field of each reference, each (type, target) once."""
    former_ids: list[str]
    names: list[str]
    """The record's names, folded, for finding others called the same."""
    problems: list[Problem]
    """Those that show without looking at other records."""


def read(entry: Entry, manifest: Manifest, translators: Sequence[Translator]) -> Read:
    """A file, as the index keeps it."""
    record = entry.record
    problems = list(entry.problems)
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    if record is not None:
        problems += _misplaced(entry, record)
        for reference in references(record):
            found.setdefault((reference.type, reference.target), (reference.type, reference.target, reference.field))
    return Read(
        path=entry.path,
        claim=(record is None, entry.id != entry.stem, entry.path),
        known=analyse(entry, manifest, translators),
        references=list(found.values()),
        former_ids=list(record.former_ids) if record else [],
        names=list({fold(name) for name in record.label.values()}) if record else [],
        problems=problems,
    )


def _misplaced(entry: Entry, record: Record) -> Iterator[Problem]:
    if record.id != entry.stem:
        values = {"id": record.id, "stem": entry.stem}
        yield located(entry, Problem("id_not_file_name", Severity.ERROR, field="id", values=values))
    if record.kind != entry.folder_kind:
        yield located(entry, Problem("kind_not_folder", Severity.ERROR, field="kind", values={"kind": record.kind}))


def located(entry: Entry, problem: Problem, places: Places | None = None) -> Problem:
    """A problem of a record with its line and column in the file."""
    place = (places or Places(entry.text)).find(problem.spot or problem.field)
    return replace(problem, record=entry.id).at(printable(entry.path), *place)


@dataclass
class Census:
    """What all records are, as far as the checks of one need it: small enough to be given to every process."""

    paths: dict[str, str] = field(default_factory=dict)
    """Id to the path of the file that has it."""
    kinds: dict[str, str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    """A former id to today's."""
    called: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Kind and folded name to the keys of the records called so, where there are several."""


def census(claimed: Iterable[tuple[str, Read]]) -> Census:
    """The census of all files, by key; those whose key is not their id have lost it to another."""
    out = Census()
    called: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    former: dict[str, str] = {}
    for key, one in claimed:
        if key == one.known.id:
            out.paths[key], out.kinds[key] = one.path, one.known.kind
        for name in one.names:
            called[one.known.kind, name].append(key)
        for id in one.former_ids:
            former.setdefault(id, key)
    out.former = {id: key for id, key in former.items() if id not in out.paths}
    out.called = {name: keys for name, keys in called.items() if len(keys) > 1}
    return out


class Beside:
    """A registry's records as the checks of one ask about them (model.checks.Known), read from their files on demand."""

    def __init__(self, registry: Registry, everyone: Census, entry: Callable[[str], Entry] | None = None) -> None:
        self._registry, self._census = registry, everyone
        self._entry = entry or registry.entry
        self.record = lru_cache(maxsize=4096)(self._record)
        self.languages: Sequence[str] = registry.manifest.languages
        self.key = ""
        """The key of the record that is being checked, which is not beside itself."""

    def _record(self, id: str) -> Record | None:
        path = self._census.paths.get(self._census.former.get(id, id))
        return self._entry(path).record if path is not None else None

    def kind_of(self, id: str) -> str | None:
        return self._census.kinds.get(self._census.former.get(id, id))

    def knows(self, vocabulary: str, key: str) -> bool:
        return self._registry.manifest.knows(vocabulary, key)

    def keys(self, vocabulary: str) -> Sequence[str]:
        return self._registry.manifest.keys(vocabulary)

    def same_name(self, record: Record) -> Collection[str]:
        names = {fold(name) for name in record.label.values()}
        found = (self._census.called.get((record.kind, name), ()) for name in names)
        return {key for keys in found for key in keys} - {self.key}


def checked(entry: Entry, key: str, beside: Beside) -> list[Problem]:
    """The problems of a file's record that show only beside the others, with their places."""
    if entry.record is None:
        return []
    beside.key = key
    places: Places | None = None
    out = []
    for problem in check(entry.record, beside):
        places = places or Places(entry.text)
        out.append(located(entry, problem, places))
    return out
