"""Read a file into what the index keeps of it: extracted fields, references, claims, problems of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.entry_checks import misplaced
from govtui.index.write.crosscheck import FileSummary, Target
from govtui.index.write.extract import IndexedFields, extract
from govtui.index.write.terms import Terms
from govtui.model.checks.disagreement import day
from govtui.model.problem import Problem
from govtui.model.record import Event, Record
from govtui.model.references import references
from govtui.model.relations import Reference, least_qualified
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry


class IndexedEntry(NamedTuple):
    """One file, read by itself."""

    path: str
    fields: IndexedFields
    references: dict[Target, Reference]
    """By type and target."""
    former_ids: Sequence[str]
    problems: list[Problem]
    """Those that keep it from being a record, or from standing in the right place."""
    tag: str
    """See `tag_of`."""
    wholes: tuple[str, ...] = ()
    """The ids that it is `part_of`."""
    days: tuple[int, int] | None = None
    """The first and last day of an event (proleptic ordinals); None where its year is unknown."""

    def summary(self, doc: int) -> FileSummary:
        """Return what cross-record checks need to know of it; `doc` is its number."""
        known, former = self.fields, tuple(self.former_ids)
        names = tuple(known.folded_names)
        own = (doc, known.id, known.kind, self.path, known.readable)
        return FileSummary(*own, names, former, self.wholes, self.days, known.country)


def index_entry(
    entry: Entry, manifest: Manifest, translators: Sequence[Translator], terms: Terms | None = None
) -> IndexedEntry:
    """Read one file; its words are added to `terms`."""
    (one,) = index_entries([entry], manifest, translators, Terms() if terms is None else terms)
    return one


def index_entries(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[IndexedEntry]:
    """Read several files, one step for all before the next; their words are added to `terms`."""
    extracted = extract(entries, manifest, translators, terms)
    return [_indexed(entry, fields, manifest) for entry, fields in zip(entries, extracted, strict=True)]


def _indexed(entry: Entry, fields: IndexedFields, manifest: Manifest) -> IndexedEntry:
    record, tag = entry.record, tag_of(entry)
    if record is None:
        return IndexedEntry(entry.path, fields, {}, (), list(entry.problems), tag)
    found = least_qualified(references(record, manifest.record_schema))
    problems = [*entry.problems, *misplaced(entry)]
    wholes = tuple(record.relations.get("part_of", ()))
    return IndexedEntry(entry.path, fields, found, record.former_ids, problems, tag, wholes, _days(record))


def _days(record: Record) -> tuple[int, int] | None:
    if not isinstance(record, Event) or record.date is None or record.date.year_less:
        return None
    return day(record.date, latest=False), day(record.date, latest=True)


def tag_of(entry: Entry) -> str:
    """Return a tag that is equal for equal content, or for equal reasons where a file cannot be read."""
    return entry.etag[:32] or repr([(problem.code, sorted(problem.values.items())) for problem in entry.problems])
