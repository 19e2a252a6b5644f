"""From files to what the index keeps of them: first each file by itself, then each record beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.read.snapshot import remembering
from govtui.index.write.crosscheck import RecordSummary, RegistrySummary
from govtui.index.write.extract import IndexedFields, analyse
from govtui.index.write.terms import Terms
from govtui.model.checks import check, check_alone
from govtui.model.checks.disagreement import day
from govtui.model.checks.namesakes import Group, Namesake, Namesakes, country_of_record
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem, Severity
from govtui.model.record import Event, Record
from govtui.model.references import references
from govtui.model.relations import Reference, least_qualified
from govtui.store.field_locations import FieldLocations
from govtui.store.files import printable
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold

Claim = tuple[bool, bool, str]
"""Who gets an id that several files claim, best first: a readable record before a broken one, then one whose file is named
by the id before a copy, then by path."""


class Read(NamedTuple):
    """One file, read by itself."""

    path: str
    claim: Claim
    known: IndexedFields
    references: list[Reference]
    """Each (type, target) once."""
    former_ids: list[str]
    names: list[str]
    """The record's names, folded, for finding others called the same."""
    problems: list[Problem]
    """Those that keep it from being a record, or from being where it should."""
    tag: str = ""
    """What identifies the content that was read (`tag_of`)."""
    ties: RecordSummary | None = None
    """What ties a readable record to others."""


def read(entry: Entry, manifest: Manifest, translators: Sequence[Translator], terms: Terms | None = None) -> Read:
    """A file, as the index keeps it. `terms`: where its words are gathered."""
    (one,) = read_all([entry], manifest, translators, Terms() if terms is None else terms)
    return one


def read_all(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[Read]:
    """Some files."""
    known = analyse(entries, manifest, translators, terms)
    return [_read(entry, one, manifest.record_schema) for entry, one in zip(entries, known, strict=True)]


def _read(entry: Entry, known: IndexedFields, schema: Schema) -> Read:
    record, problems = entry.record, list(entry.problems)
    claim = (record is None, known.id != entry.stem, entry.path)
    if record is None:
        return Read(entry.path, claim, known, [], [], [], problems, tag_of(entry))
    problems += misplaced(entry, record)
    found = least_qualified(references(record, schema))
    wholes = tuple(record.relations.get("part_of", ()))
    ties = RecordSummary(record.kind, record.id, tuple(known.folded_names), tuple(found), wholes, _days(record))
    return Read(
        path=entry.path,
        claim=claim,
        known=known,
        references=list(found.values()),
        former_ids=list(record.former_ids),
        names=known.folded_names,
        problems=problems,
        tag=tag_of(entry),
        ties=ties,
    )


def _days(record: Record) -> tuple[int, int] | None:
    if not isinstance(record, Event) or record.date is None or record.date.year_less:
        return None
    return day(record.date, latest=False), day(record.date, latest=True)


def tag_of(entry: Entry) -> str:
    """Equal for equal content; for files that cannot be read, for the same reason."""
    return entry.etag[:32] or repr([(problem.code, sorted(problem.values.items())) for problem in entry.problems])


def misplaced(entry: Entry, record: Record) -> Iterator[Problem]:
    """Whether a record stands in the file and the folder that its id and kind ask for."""
    if record.id != entry.stem:
        values = {"id": record.id, "stem": entry.stem}
        yield located(entry, Problem("id_not_file_name", Severity.ERROR, field="id", values=values))
    if record.kind != entry.folder_kind:
        yield located(entry, Problem("kind_not_folder", Severity.ERROR, field="kind", values={"kind": record.kind}))


def located(entry: Entry, problem: Problem, places: FieldLocations | None = None) -> Problem:
    """A problem of a record with its line and column in the file."""
    place = (places or FieldLocations(entry.text)).find(problem.spot or problem.field)
    return replace(problem, record=entry.id).at(printable(entry.path), *place)


class Alone:
    """What the checks of one record may know before the others are read (model.checks.Known)."""

    def __init__(self, manifest: Manifest) -> None:
        self.languages: Sequence[str] = manifest.languages
        self.schema = manifest.record_schema
        self.knows = lru_cache(maxsize=4096)(manifest.knows)
        self.keys = manifest.keys
        self.asked = False
        """Whether another record was asked for, so that the answer was no answer."""

    def record(self, id: str) -> Record | None:
        self.asked = True
        return None

    def kind_of(self, id: str) -> str | None:
        self.asked = True
        return None

    def namesakes(self, record: Record) -> Iterable[Group]:
        self.asked = True
        return ()


def checked_alone(entry: Entry, alone: Alone) -> list[Problem] | None:
    """The problems of a file's record as long as nothing is wrong between it and others; None: that cannot be told.

    Those that keep it from being a record are not among them.
    """
    if entry.record is None:
        return []
    alone.asked = False
    found = _with_places(entry, check_alone(entry.record, alone))
    return None if alone.asked else found


class Beside:
    """A registry's records as the checks of one ask about them (model.checks.Known), read from their files on demand."""

    def __init__(
        self, registry: Registry, everyone: RegistrySummary, entry: Callable[[str], Entry] | None = None
    ) -> None:
        self._registry, self._census = registry, everyone
        self._entry = entry or registry.entry
        self.record = remembering(self._record, 4096)
        self._called = remembering(self._read_called, 1024)
        self.languages: Sequence[str] = registry.manifest.languages
        self.schema = registry.manifest.record_schema
        self.path = ""
        """The file of the record that is being checked, which is not beside itself."""

    def _record(self, id: str) -> Record | None:
        path = self._census.paths.get(self._census.today(id))
        return self._entry(path).record if path is not None else None

    def kind_of(self, id: str) -> str | None:
        return self._census.kinds.get(self._census.today(id))

    def knows(self, vocabulary: str, key: str) -> bool:
        return self._registry.manifest.knows(vocabulary, key)

    def keys(self, vocabulary: str) -> Sequence[str]:
        return self._registry.manifest.keys(vocabulary)

    def _read_called(self, called: tuple[str, str]) -> Namesakes:
        return Namesakes(map(Namesake._make, self._census.called.get(called, ())))

    def namesakes(self, record: Record) -> Iterator[Group]:
        for name in dict.fromkeys(map(fold, record.label.values())):
            yield from self._called((record.kind, name)).around(self.path, country_of_record(record))


def checked(entry: Entry, beside: Beside) -> list[Problem]:
    """The problems of a file's record that show only beside the others, with their places."""
    if entry.record is None:
        return []
    beside.path = entry.path
    return _with_places(entry, check(entry.record, beside))


def _with_places(entry: Entry, problems: Iterable[Problem]) -> list[Problem]:
    places: FieldLocations | None = None
    out = []
    for problem in problems:
        places = places or FieldLocations(entry.text)
        out.append(located(entry, problem, places))
    return out
