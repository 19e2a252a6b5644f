"""A shard of a registry's files: read them, make rows and postings, later check them beside others.

A small registry is one shard, read in this process; a large one is spread over worker processes (workers.py), a shard each.
Results are plain values: `marshal` sends them at a third of what pickling costs.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from pyroaring import BitMap

from govtui.i18n.translator import Translator
from govtui.index.write import crosscheck, populate
from govtui.index.write.crosscheck import FileSummary, RegistrySummary, Target
from govtui.index.write.ingest import IndexedEntry, index_entries
from govtui.index.write.orders import OrderKeys
from govtui.index.write.postings import Segment, segment_of
from govtui.index.write.terms import Terms
from govtui.model.problem import Problem
from govtui.store.registry import Registry


class ShardResult(NamedTuple):
    """What is known of a shard when all of it is read, without its rows and postings."""

    facets: dict[tuple[str, str], bytes]
    """Facet and value to documents, as a serialized bitmap."""
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


class Shard:
    """Reads files, given by number and path."""

    def __init__(self, registry: Registry, translators: Sequence[Translator]) -> None:
        self._registry, self._translators = registry, translators
        self._alone = crosscheck.AloneContext(registry.manifest)
        self._terms = Terms()
        self._orders = OrderKeys()
        self._facets: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        self._segments: list[Segment] = []
        self._records: list[tuple[FileSummary, tuple[Target, ...], list[Problem] | None]] = []
        """Records with their references, and the problems that show in them alone (None: that cannot be told)."""
        self._batch: list[tuple[int, str, IndexedEntry]] = []
        self._summaries = Summaries([], [])

    def read(self, first: int, paths: Sequence[str]) -> None:
        """Read files, numbered from `first`."""
        for start in range(0, len(paths), STEP):
            entries = self._registry.entries_at(paths[start : start + STEP])
            indexed = index_entries(entries, self._registry.manifest, self._translators, self._terms)
            problems = [crosscheck.problems_alone(entry, self._alone) for entry in entries]
            for doc, (one, alone) in enumerate(zip(indexed, problems, strict=True), first + start):
                self._add(doc, one, alone)
            if len(self._terms) > MAX_TERMS:
                self._segments.append(segment_of(self._terms.folded()))

    def _add(self, doc: int, one: IndexedEntry, alone: list[Problem] | None) -> None:
        fields, summary = one.fields, one.summary(doc)
        self._terms.add(doc, fields.terms)
        self._orders.add(doc, fields)
        values = map(self._facets.__getitem__, (*fields.facets, *populate.order_facets(fields)))
        deque(map(array.append, values, repeat(doc)), maxlen=0)  # a loop that stays in C
        if (fields.kind, fields.type) not in self._typed:
            self._typed[fields.kind, fields.type] = {language: words[0] for language, words in fields.words.items()}
        for facet in populate.problem_facets(one.problems) if one.problems else ():
            self._facets[facet].append(doc)
        if fields.readable:
            self._records.append((summary, tuple(one.references), alone))
        if summary.is_derivable:
            self._summaries.derivable.append(doc)
        else:
            self._summaries.files.append(tuple(summary))
        self._batch.append((doc, fields.id, one))

    def rows(self) -> tuple[populate.Rows, Summaries]:
        """Return rows and summaries of the files read since the last call."""
        out = populate.rows_of(self._batch), self._summaries
        self._batch, self._summaries = [], Summaries([], [])
        return out

    def result(self) -> ShardResult:
        """Return what is known of all its files."""
        facets = {facet: BitMap(docs).serialize() for facet, docs in self._facets.items()}
        return ShardResult(facets, self._orders.plain(), self._typed)

    def segments(self) -> list[Segment]:
        """Return the postings, and forget them."""
        out, self._segments = [*self._segments, segment_of(self._terms.folded())], []
        return out

    @property
    def has_records(self) -> bool:
        """Whether anything is to be checked."""
        return bool(self._records)

    def problems(self, registry: RegistrySummary) -> Iterator[tuple[int, list[Problem]]]:
        """Check the records beside all others; yield number and problems of those that have any."""
        context, schema = crosscheck.SummaryContext(self._registry, registry), self._registry.manifest.record_schema
        for summary, targets, found in self._records:
            if found is None or registry.leaves_in_doubt(summary, targets, schema):
                found = crosscheck.problems_beside(self._registry.entry(summary.path), context)
            if found:
                yield summary.doc, found
