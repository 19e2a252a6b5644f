"""A shard of a registry's files: read them for lists, then for the full text, and check them beside others.

A small registry is one shard, read in this process; a large one is spread over worker processes (workers.py), a shard each.
Results are plain values: `marshal` sends them at a third of what pickling costs.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from pyroaring import BitMap

from govtui.i18n.translator import Translator
from govtui.index.write import crosscheck, populate
from govtui.index.write.crosscheck import RegistrySummary
from govtui.index.write.ingest import ListedEntry, TextEntry, list_entries, summary_of, text_entries
from govtui.index.write.orders import OrderKeys
from govtui.index.write.postings import Segment, segment_of
from govtui.index.write.terms import Terms
from govtui.model.problem import Problem
from govtui.store.registry import Entry, Registry

Facets = dict[tuple[str, str], bytes]
"""Facet and value to documents, as a serialized bitmap."""


class ShardResult(NamedTuple):
    """What lists need of a shard when all of it is read, without its rows and postings."""

    facets: Facets
    orders: tuple[Any, ...]
    """See `OrderKeys.plain`."""
    typed: dict[tuple[str, str], dict[str, str]]
    """The words of kinds and types by language."""


class Summaries(NamedTuple):
    """The summaries of a batch of files, kept until all are read."""

    files: list[tuple[Any, ...]]
    """A FileSummary each, as plain tuples."""
    derivable: list[int]
    """The numbers of those whose summary is not sent (`FileSummary.is_derivable`)."""


MAX_TERMS = 40_000
"""How many words are held until they become a segment."""

BATCH = 250
"""How many files are read, and their rows handed on, at once."""

STEP = 50
"""How many files go through a step together: fewer cost more, more records fill the caches."""


Found = list[tuple[int, list[Problem]]]
"""Problems by document."""


class Shard:
    """Takes in files, given by number and entry: first for lists, then for texts."""

    def __init__(self, registry: Registry, translators: Sequence[Translator]) -> None:
        self._registry, self._translators = registry, translators
        self._alone = crosscheck.AloneContext(registry.manifest)
        self._terms = Terms()
        self._orders = OrderKeys()
        self._facets: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        self._segments: list[Segment] = []
        self._summary = RegistrySummary.of(())
        self._beside = crosscheck.SummaryContext(registry, self._summary)

    def _add_facets(self, doc: int, facets: Iterable[tuple[str, str]]) -> None:
        deque(map(array.append, map(self._facets.__getitem__, facets), repeat(doc)), maxlen=0)  # a loop that stays in C

    def _drop_terms(self) -> None:
        """Make a segment of the words when there are many."""
        if len(self._terms) > MAX_TERMS:
            self._segments.append(segment_of(self._terms.folded()))

    def read_lists(self, first: int, entries: Sequence[Entry]) -> tuple[populate.ListRows, Summaries]:
        """Read files for lists, numbered from `first`."""
        listed = list_entries(entries, self._registry.manifest, self._translators, self._terms)
        batch: list[tuple[int, str, ListedEntry]] = []
        summaries = Summaries([], [])
        for doc, one in enumerate(listed, first):
            fields, summary = one.fields, one.summary(doc)
            self._terms.add(doc, fields.terms)
            self._orders.add(doc, fields)
            self._add_facets(doc, (*fields.facets, *populate.order_facets(fields)))
            if (fields.kind, fields.type) not in self._typed:
                self._typed[fields.kind, fields.type] = {language: words[0] for language, words in fields.words.items()}
            if summary.is_derivable:
                summaries.derivable.append(doc)
            else:
                summaries.files.append(tuple(summary))
            batch.append((doc, fields.id, one))
        self._drop_terms()
        return populate.list_rows(batch), summaries

    def lists(self) -> ShardResult:
        """Return what lists need of all files, and forget it."""
        return ShardResult(self.facets(), self._orders.plain(), self._typed)

    def check_beside(self, summary: RegistrySummary) -> None:
        """Check the records beside these from now on."""
        self._summary, self._orders = summary, OrderKeys()
        self._beside = crosscheck.SummaryContext(self._registry, summary)

    def read_texts(self, first: int, entries: Sequence[Entry]) -> tuple[populate.TextRows, Found]:
        """Read the texts of files, numbered from `first`, and check them."""
        read = text_entries(entries, self._registry.manifest, self._translators, self._terms)
        found: Found = []
        for doc, (one, entry) in enumerate(zip(read, entries, strict=True), first):
            self._terms.add(doc, one.fields.terms)
            self._add_facets(doc, one.fields.facets)
            for facet in populate.problem_facets(one.problems) if one.problems else ():
                self._facets[facet].append(doc)
            if problems := self._problems(doc, entry, one):
                found.append((doc, problems))
        self._drop_terms()
        return populate.text_rows(enumerate(read, first)), found

    def _problems(self, doc: int, entry: Entry, one: TextEntry) -> list[Problem]:
        """Check a record beside all others where it depends on them, else by itself."""
        if entry.record is None:
            return []
        alone = crosscheck.problems_alone(entry, self._alone)
        summary = summary_of(doc, entry.record, entry.path, named=bool(self._summary.called))
        if alone is None or self._summary.leaves_in_doubt(
            summary, one.references, self._registry.manifest.record_schema
        ):
            return crosscheck.problems_beside(entry, self._beside)
        return alone

    def facets(self) -> Facets:
        """Return the facets of the files read since the last call."""
        facets = {facet: BitMap(docs).serialize() for facet, docs in self._facets.items()}
        self._facets.clear()
        return facets

    def segments(self) -> list[Segment]:
        """Return the postings, and forget them."""
        out, self._segments = [*self._segments, segment_of(self._terms.folded())], []
        return out
