"""Read a file into what the index keeps of it: what lists need, then texts, references and problems of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtui.i18n.translator import Translator
from govtui.index.api import CITED
from govtui.index.entry_checks import misplaced
from govtui.index.schema import INTERNAL, LINKING, UNREAD
from govtui.index.write.crosscheck import FileSummary, Target
from govtui.index.write.extract import ListFields, TextFields, list_fields, text_fields
from govtui.index.write.terms import Terms
from govtui.model.checks.cited_sources import limits_places
from govtui.model.checks.disagreement import day
from govtui.model.checks.force import ended, is_in_force
from govtui.model.disagreements import additions
from govtui.model.identifiers import country_of
from govtui.model.problem import Problem
from govtui.model.record import Event, Organization, Record
from govtui.model.references import references
from govtui.model.relations import Reference, least_qualified
from govtui.store.files import Unreadable, etag, read
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold


class ListedEntry(NamedTuple):
    """One file as lists, facets and the search for names have it."""

    path: str
    fields: ListFields
    former_ids: Sequence[str]
    problems: list[Problem]
    """Those that keep it from being a record, or from standing in the right place."""
    tag: str
    """See `tag_of`."""
    wholes: tuple[str, ...] = ()
    """The ids that it is `part_of`."""
    members: tuple[str, ...] = ()
    """The ids of bodies that it names as its members."""
    days: tuple[int, int] | None = None
    """The first and last day of an event (proleptic ordinals); None where its year is unknown."""
    limits: bool = False
    """Whether it is a source of which not every place may be cited."""
    ends: tuple[str, ...] = ()
    """The ids of the texts that it, having effect, repeals or replaces."""
    is_in_force: bool = False
    """Whether it is a text in force as a whole."""

    def summary(self, doc: int) -> FileSummary:
        """Return what cross-record checks need to know of it; `doc` is its number."""
        known, former = self.fields, tuple(self.former_ids)
        names = tuple(known.folded_names)
        own = (doc, known.id, known.kind, self.path, known.readable)
        within = self.wholes, self.members, self.days
        return FileSummary(*own, names, former, *within, known.country, self.limits, self.ends, self.is_in_force)


class TextEntry(NamedTuple):
    """What else the index keeps of a file: its texts, references, and problems of its own."""

    fields: TextFields
    references: dict[Target, Reference]
    """By type and target."""
    problems: list[Problem]
    """As in ListedEntry."""
    additions: Sequence[tuple[int, str, str]]
    """Of the claims that add to it: position from 1, field, source."""


class IndexedEntry(NamedTuple):
    """All that the index keeps of one file by itself."""

    listed: ListedEntry
    texts: TextEntry


def index_entry(
    entry: Entry, manifest: Manifest, translators: Sequence[Translator], terms: Terms | None = None
) -> IndexedEntry:
    """Read one file; all its words are added to `terms`."""
    known = Terms() if terms is None else terms
    (listed,) = list_entries([entry], manifest, translators, known)
    (texts,) = text_entries([entry], manifest, translators, known)
    return IndexedEntry(listed, texts)


def list_entries(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[ListedEntry]:
    """Read several files for lists, one step for all before the next; words of names are added to `terms`."""
    extracted = list_fields(entries, manifest, translators, terms)
    return [_listed(entry, fields) for entry, fields in zip(entries, extracted, strict=True)]


def text_entries(
    entries: Sequence[Entry], manifest: Manifest, translators: Sequence[Translator], terms: Terms
) -> list[TextEntry]:
    """Read what else several files hold; the words of their texts are added to `terms`."""
    extracted = text_fields(entries, manifest, translators, terms)
    return [_texts(entry, fields, manifest) for entry, fields in zip(entries, extracted, strict=True)]


def _texts(entry: Entry, fields: TextFields, manifest: Manifest) -> TextEntry:
    found = _references(entry.record, manifest)
    if any(type_ != CITED and not one.told_by for (type_, _), one in found.items()):
        fields = fields._replace(facets=(*fields.facets, (INTERNAL, LINKING)))
    return TextEntry(fields, found, own_problems(entry), _additions(entry.record, manifest))


def own_problems(entry: Entry) -> list[Problem]:
    """Return the problems that keep a file from being a record, or from standing in the right place."""
    return [*entry.problems, *misplaced(entry)] if entry.record else list(entry.problems)


def _listed(entry: Entry, fields: ListFields) -> ListedEntry:
    record, tag, problems = entry.record, tag_of(entry), own_problems(entry)
    if record is None:
        return ListedEntry(entry.path, fields, (), problems, tag)
    wholes = tuple(record.relations.get("part_of", ()))
    within = wholes, _members(record), _days(record)
    return ListedEntry(entry.path, fields, record.former_ids, problems, tag, *within, *_force(record))


def _references(record: Record | None, manifest: Manifest) -> dict[Target, Reference]:
    return least_qualified(references(record, manifest.record_schema)) if record else {}


def _additions(record: Record | None, manifest: Manifest) -> Sequence[tuple[int, str, str]]:
    if record is None or not record.claims:
        return ()
    places = additions(record, manifest.record_schema)
    return [(place, claim.field, claim.source) for place in places for claim in (record.claims[place - 1],)]


def summary_of(doc: int, record: Record, path: str, *, named: bool) -> FileSummary:
    """Return the summary of a record, as `ListedEntry.summary` does; without its names where nobody asks for them."""
    names = tuple(dict.fromkeys(map(fold, record.label.values()))) if named else ()
    wholes = tuple(record.relations.get("part_of", ()))
    country = (record.place.country or "") if record.place else ""
    former = tuple(record.former_ids)
    within = wholes, _members(record), _days(record)
    return FileSummary(doc, record.id, record.kind, path, True, names, former, *within, country, *_force(record))


def _force(record: Record) -> tuple[bool, tuple[str, ...], bool]:
    """Return the last three fields of FileSummary: what its places and its force mean for others."""
    return limits_places(record), ended(record), is_in_force(record)


def _members(record: Record) -> tuple[str, ...]:
    if not isinstance(record, Organization) or not record.members:
        return ()
    return tuple(one.who for one in record.members if not country_of(one.who))


def _days(record: Record) -> tuple[int, int] | None:
    if not isinstance(record, Event) or record.date is None or record.date.year_less:
        return None
    return day(record.date, latest=False), day(record.date, latest=True)


def tag_at(registry: Registry, path: str) -> str:
    """Return the tag of the file at `path`, which is not parsed where it can be read."""
    try:
        return etag(read(registry.root, path))
    except Unreadable:
        return tag_of(registry.entry(path))


def tag_of(entry: Entry) -> str:
    """Return a file's etag, or a text that is equal for equal reasons where it cannot be read."""
    return entry.etag or UNREAD + repr([(problem.code, sorted(problem.values.items())) for problem in entry.problems])
