"""A share of a registry's files: read one by one, put into rows, and later checked beside all the others.

One process has all files of a small registry for its share; of a large one, each of several has a part (workers.py).
What is told at the end is plain, so that it goes from process to process by `marshal`, at a third of what pickling costs.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from pyroaring import BitMap

from govtui.i18n.translator import Translator
from govtui.index import write
from govtui.index.doubts import Census, File, Ties
from govtui.index.orders import Orders
from govtui.index.reading import Alone, Beside, Read, checked, checked_alone, read_all
from govtui.index.terms import Terms
from govtui.model.problem import Problem
from govtui.store.registry import Registry


class Told(NamedTuple):
    """What is known of a share when all of it is read, beside what was handed on with its rows, and its terms."""

    facets: dict[tuple[str, str], list[int]]
    orders: tuple[Any, ...]
    """Of an Orders."""
    typed: dict[tuple[str, str], dict[str, str]]
    """The words of kinds and types by language."""


BATCH = 250
"""How many files are taken, and their rows handed on, at once."""

TOGETHER = 50
"""How many of them are read step by step: a few are too few for a step, and of many the records fill the caches, too."""


class Share:
    """Takes files by their number and path."""

    def __init__(self, registry: Registry, translators: Sequence[Translator]) -> None:
        self._registry, self._translators = registry, translators
        self._alone = Alone(registry.manifest)
        self._terms = Terms()
        self._orders = Orders()
        self._facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        self._files: list[tuple[Any, ...]] = []
        self._paths: dict[int, str] = {}
        self._ties: dict[int, Ties] = {}
        self._within: dict[int, list[Problem] | None] = {}
        self._waiting: list[tuple[int, str, Read]] = []
        self._everyone = Census()

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

    def _add(self, doc: int, path: str, one: Read, within: list[Problem] | None) -> None:
        known = one.known
        self._terms.add(doc, known.terms)
        self._orders.add(doc, known)
        values = map(self._facets.__getitem__, (*known.facets, *write.order_facets(known)))
        deque(map(list.append, values, repeat(doc)), maxlen=0)  # a loop that stays in C
        if (known.kind, known.type) not in self._typed:
            self._typed[known.kind, known.type] = {language: words[0] for language, words in known.words.items()}
        for facet in write.problem_facets(one.problems) if one.problems else ():
            self._facets[facet].append(doc)
        if one.ties:
            self._ties[doc], self._paths[doc] = one.ties, path
            if within != []:
                self._within[doc] = within
        self._files.append(tuple(File.of(doc, one)))
        self._waiting.append((doc, known.id, one))

    def rows(self) -> tuple[write.Rows, list[tuple[Any, ...]]]:
        """The rows of the files taken since this was last asked, and what is kept of each until all are read (doubts.File)."""
        out, files = write.rows_of(self._waiting), self._files
        self._waiting, self._files = [], []
        return out, files

    def told(self) -> Told:
        """What is known of all of them."""
        return Told(dict(self._facets), self._orders.plain(), self._typed)

    def terms(self) -> dict[tuple[str, str, int], BitMap]:
        """Their postings, which are forgotten then."""
        out = self._terms.folded()
        self._terms = Terms()
        return out

    def check(self, everyone: Census) -> None:
        """What all records are."""
        self._everyone = everyone

    def checked(self) -> Iterator[tuple[int, list[Problem]]]:
        """The problems of each record that has any beside all the others (`check` has told who they are)."""
        everyone = self._everyone
        beside = Beside(self._registry, everyone)
        for doc, ties in self._ties.items():
            found = self._within.get(doc, [])
            if found is None or everyone.leaves_in_doubt(ties):
                path = self._paths[doc]
                found = checked(self._registry.entry(path), beside)
            if found:
                yield doc, found
