"""A share of a registry's files: read one by one, put into rows, and later checked beside all the others.

One process has all files of a small registry for its share; of a large one, each of several has a part (workers.py).
What is told at the end is plain, so that it goes from process to process by `marshal`, at a third of what pickling costs.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from pyroaring import BitMap

from govtui.i18n.translator import Translator
from govtui.index.write import populate
from govtui.index.write.crosscheck import File, RecordSummary, RegistrySummary, is_unnamed
from govtui.index.write.ingest import Alone, Beside, Read, checked, checked_alone, read_all
from govtui.index.write.orders import Orders
from govtui.index.write.postings import Segment, packed
from govtui.index.write.terms import Terms
from govtui.model.problem import Problem
from govtui.store.registry import Registry


class ShardResult(NamedTuple):
    """What is known of a share when all of it is read, beside what was handed on with its rows, and its terms."""

    facets: dict[tuple[str, str], bytes]
    """The documents of each, as a bitmap."""
    orders: tuple[Any, ...]
    """Of an Orders."""
    typed: dict[tuple[str, str], dict[str, str]]
    """The words of kinds and types by language."""


class Kept(NamedTuple):
    """What is kept of some files until all are read: plain, too."""

    files: list[tuple[Any, ...]]
    """A doubts.File of each but the unnamed ones."""
    unnamed: list[int]
    """Those that are no record and say of no other id than their file's name: there may be thousands."""


MANY_WORDS = 40_000
"""How many words are held until their postings are packed."""

BATCH = 250
"""How many files are taken, and their rows handed on, at once."""

TOGETHER = 50
"""How many of them are read step by step: a few are too few for a step, and of many the records fill the caches, too."""


class Shard:
    """Takes files by their number and path."""

    def __init__(self, registry: Registry, translators: Sequence[Translator]) -> None:
        self._registry, self._translators = registry, translators
        self._alone = Alone(registry.manifest)
        self._terms = Terms()
        self._orders = Orders()
        self._facets: defaultdict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        self._kept = Kept([], [])
        self._segments: list[Segment] = []
        self._paths: dict[int, str] = {}
        self._ties: dict[int, RecordSummary] = {}
        self._within: dict[int, list[Problem] | None] = {}
        self._waiting: list[tuple[int, str, Read]] = []
        self._everyone = RegistrySummary()

    def take(self, first: int, paths: Sequence[str]) -> None:
        """Read some files, numbered from `first`.

        Step by step for some of them, not file by file: what a step needs stays in the processor's caches.
        """
        for start in range(0, len(paths), TOGETHER):
            self._take(first + start, paths[start : start + TOGETHER])

    def _take(self, first: int, paths: Sequence[str]) -> None:
        manifest, speakers, terms = self._registry.manifest, self._translators, self._terms
        entries = self._registry.entries_at(paths)
        ones = read_all(entries, manifest, speakers, terms)
        problems = [checked_alone(entry, self._alone) for entry in entries]
        for doc, (entry, one, within) in enumerate(zip(entries, ones, problems, strict=True), first):
            self._add(doc, entry.path, one, within)
        if len(self._terms) > MANY_WORDS:
            self._segments.append(packed(self._terms.folded()))

    def _add(self, doc: int, path: str, one: Read, within: list[Problem] | None) -> None:
        known = one.known
        self._terms.add(doc, known.terms)
        self._orders.add(doc, known)
        values = map(self._facets.__getitem__, (*known.facets, *populate.order_facets(known)))
        deque(map(array.append, values, repeat(doc)), maxlen=0)  # a loop that stays in C
        if (known.kind, known.type) not in self._typed:
            self._typed[known.kind, known.type] = {language: words[0] for language, words in known.words.items()}
        for facet in populate.problem_facets(one.problems) if one.problems else ():
            self._facets[facet].append(doc)
        if one.ties:
            self._ties[doc], self._paths[doc] = one.ties, path
            if within != []:
                self._within[doc] = within
        if is_unnamed(one):
            self._kept.unnamed.append(doc)
        else:
            self._kept.files.append(tuple(File.of(doc, one)))
        self._waiting.append((doc, known.id, one))

    def rows(self) -> tuple[populate.Rows, Kept]:
        """The rows of the files taken since this was last asked, and what is kept of each."""
        out, kept = populate.rows_of(self._waiting), self._kept
        self._waiting, self._kept = [], Kept([], [])
        return out, kept

    def told(self) -> ShardResult:
        """What is known of all of them."""
        facets = {facet: BitMap(docs).serialize() for facet, docs in self._facets.items()}
        return ShardResult(facets, self._orders.plain(), self._typed)

    def segments(self) -> list[Segment]:
        """Their postings, which are forgotten then."""
        out, self._segments = [*self._segments, packed(self._terms.folded())], []
        return out

    @property
    def has_records(self) -> bool:
        """Whether anything is to be checked."""
        return bool(self._ties)

    def check(self, everyone: RegistrySummary) -> None:
        """What all records are."""
        self._everyone = everyone

    def checked(self) -> Iterator[tuple[int, list[Problem]]]:
        """The problems of each record that has any beside all the others (`check` has told who they are)."""
        everyone, schema = self._everyone, self._registry.manifest.record_schema
        beside = Beside(self._registry, everyone)
        for doc, ties in self._ties.items():
            found = self._within.get(doc, [])
            if found is None or everyone.leaves_in_doubt(ties, schema):
                path = self._paths[doc]
                found = checked(self._registry.entry(path), beside)
            if found:
                yield doc, found
