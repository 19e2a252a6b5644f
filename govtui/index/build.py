"""Building an index: every file read, put into words for each language, and checked beside the others."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from operator import itemgetter

from pyroaring import BitMap

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import schema, share, write
from govtui.index.disk import DiskIndex
from govtui.index.doubts import Census, File
from govtui.index.orders import Orders
from govtui.index.share import Share, Told
from govtui.index.workers import WORTH_IT, Workers
from govtui.model.problem import Problem, Severity
from govtui.model.vocabulary import KINDS
from govtui.store.collecting import without_collecting
from govtui.store.files import printable
from govtui.store.places import Places
from govtui.store.registry import Registry

FIRST = 50
"""How many files are read before all others, to be shown at once: a screenful."""

Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""


def build(registry: Registry, translators: Sequence[Translator] | None = None) -> DiskIndex:
    """Read the whole registry into an index in memory.

    Nothing that a file holds stops it; every unreadable file is an item with its problems.
    """
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    fill(connection, registry, translators)
    return DiskIndex(connection, registry.root)


def glance(registry: Registry) -> DiskIndex:
    """The first files, in memory: something to show while all are read."""
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    write.write_settings(connection, registry.manifest)
    first = Share(registry, [load(language) for language in LANGUAGES])
    paths = (found.path for found in registry.files())
    first.take(0, list(islice((path for path in paths if registry.folder_kind(path)), FIRST)))
    write.insert(connection, first.rows())
    return DiskIndex(connection, registry.root)


def fill(
    connection: sqlite3.Connection,
    registry: Registry,
    translators: Sequence[Translator] | None = None,
    progress: Progress = lambda done, total: None,
    paths: Sequence[str] | None = None,
) -> None:
    """Write the whole registry into an empty index. With many files the work is shared with other processes.

    `paths`: its files in their order (survey.items), where they are known already.
    """
    if paths is None:
        paths = [found.path for found in registry.files()]
    paths = list(dict.fromkeys(path for path in paths if registry.folder_kind(path)))
    with without_collecting(), _hands(registry, paths, translators) as hands:
        write.write_settings(connection, registry.manifest)
        speakers = translators or [load(language) for language in LANGUAGES]
        builder = _Builder(connection, registry, speakers, len(paths), progress)
        for rows in hands.rows():
            builder.write(rows)
        for told in hands.told():
            builder.hear(told)
        builder.judge([(doc, [problem]) for doc, problem in hands.problems])
        hands.check(builder.settle(), builder.lost)  # while the other processes do it, this one writes
        builder.write_all(hands.terms())
        builder.judge(hands.checked())
    builder.finish([*registry.manifest_problems, *registry.stray()])


class _Alone:
    """Does all the work in this process (the interface of Workers)."""

    def __init__(self, registry: Registry, paths: Sequence[str], translators: Sequence[Translator]) -> None:
        self._paths = paths
        self._share = Share(registry, translators)
        self.terms, self.check, self.checked = self._share.terms, self._share.check, self._share.checked
        self.problems = self._share.problems

    def __enter__(self) -> _Alone:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def rows(self) -> Iterator[write.Rows]:
        for begin in range(0, len(self._paths), share.BATCH):
            self._share.take(begin, self._paths[begin : begin + share.BATCH])
            yield self._share.rows()

    def told(self) -> Sequence[Told]:
        return [self._share.told()]


def kind_words(translators: Sequence[Translator]) -> dict[tuple[str, str], Mapping[str, str]]:
    """The words of the kinds themselves, by language, as `write_typed` keeps them."""
    return {(kind, ""): {tr.language: label("kind", kind, tr) for tr in translators} for kind in KINDS}


def _hands(registry: Registry, paths: Sequence[str], translators: Sequence[Translator] | None) -> _Alone | Workers:
    if translators is None and len(paths) >= WORTH_IT:
        return Workers(registry.root, paths, LANGUAGES)
    return _Alone(registry, paths, translators or [load(language) for language in LANGUAGES])


class _Builder:
    """Takes what was read, in any order, and writes it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        registry: Registry,
        translators: Sequence[Translator],
        total: int,
        progress: Progress,
    ) -> None:
        self._registry, self._translators = registry, translators
        self._connection, self._total, self._progress = connection, total, progress
        self._orders = Orders()
        self._typed: dict[tuple[str, str], Mapping[str, str]] = {}
        self._facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._files: dict[int, File] = {}
        self.lost: dict[int, str] = {}
        """The keys of those whose id is another's."""
        self._found: list[tuple[int, Problem]] = []
        self._written = 0
        connection.execute("BEGIN")

    def write(self, rows: write.Rows) -> None:
        """Write the rows of some files, for all who look at the index while it grows."""
        write.insert(self._connection, rows)
        self._written += len(rows.rec)
        self._progress(self._written, self._total)
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def hear(self, told: Told) -> None:
        """Take what else is known of a share of the files."""
        self._files |= {plain[0]: File._make(plain) for plain in told.files}
        for facet, docs in told.facets.items():
            self._facets[facet] += docs
        self._orders.join(told.orders)
        self._typed |= told.typed

    def settle(self) -> Census:
        """When all files are taken: whose each id is. What everyone is, for the checks."""
        claims: defaultdict[str, list[tuple[tuple[bool, bool, str], int]]] = defaultdict(list)
        for doc, file in sorted(self._files.items()):
            claims[file.id].append((file.claim, doc))
        taken = set(claims)
        for id, claiming in claims.items():
            claiming.sort()
            for _, doc in claiming[1:]:
                self.lost[doc] = self._lost(doc, id, claiming[0][1], taken)
        self._connection.executemany(
            "UPDATE rec SET key = ? WHERE doc = ?", [(key, doc) for doc, key in self.lost.items()]
        )
        everyone = Census.of((self.lost.get(doc, file.id), file) for doc, file in sorted(self._files.items()))
        write.write_former(self._connection, everyone.former)
        return everyone

    def write_all(self, terms: Mapping[tuple[str, str, int], BitMap]) -> None:
        """Terms and orders of all files."""
        write.write_terms(self._connection, terms)
        for name, docs in self._orders.made():
            write.write_order(self._connection, name, docs)

    def _lost(self, doc: int, id: str, winner: int, taken: set[str]) -> str:
        """A key of its own for a file whose id is another's. Names that are not UTF-8 may look the same, too."""
        path = printable(self._files[doc].path)
        key = next(key for n in count(1) if (key := path if n == 1 else f"{path} ({n})") not in taken)
        taken.add(key)
        place = Places(self._registry.entry(self._files[doc].path).text).find("id")
        values = {"id": id, "other": printable(self._files[winner].path)}
        problem = Problem("duplicate_id", Severity.ERROR, path, *place, id, "id", values=values)
        self._found.append((doc, problem))
        return key

    def judge(self, problems: Iterable[tuple[int, list[Problem]]]) -> None:
        """Take what the checks found."""
        for doc, found in problems:
            self._found += [(doc, problem) for problem in found]

    def finish(self, general: Sequence[Problem]) -> None:
        """Write what is left; the index is whole."""
        self._found.sort(key=itemgetter(0))  # they come in any order from several processes
        own: defaultdict[int, list[Problem]] = defaultdict(list)
        for doc, problem in self._found:
            own[doc].append(problem)
        for doc, problems in own.items():
            for facet in write.problem_facets(problems):
                self._facets[facet].append(doc)
        ambiguous = {doc for doc, found in own.items() if any(p.code == "likely_duplicate" for p in found)}
        write.write_judgement(self._connection, own, ambiguous)
        write.write_facets(self._connection, self._facets)
        write.write_problems(self._connection, [*((-1, problem) for problem in general), *self._found])
        write.write_typed(self._connection, self._typed | kind_words(self._translators))
        write.finish(self._connection, len(self._files))
        for sql in filter(None, map(str.strip, schema.INDEXES.split(";"))):
            self._connection.execute(sql)
        self._connection.execute("COMMIT")
