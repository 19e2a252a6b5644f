"""Building an index: every file read, put into words for each language, and checked beside the others."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count

from pyroaring import BitMap

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import schema, write
from govtui.index.disk import DiskIndex
from govtui.index.reading import Beside, Census, Read, census, checked, read
from govtui.index.workers import WORTH_IT, Workers
from govtui.model.problem import Problem, Severity
from govtui.store.files import printable
from govtui.store.places import Places
from govtui.store.registry import Entry, Registry

Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""


def build(registry: Registry, translators: Sequence[Translator] | None = None) -> DiskIndex:
    """Read the whole registry into an index in memory.

    Nothing that a file holds stops it; every unreadable file is an item with its problems.
    """
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    fill(connection, registry, translators)
    return DiskIndex(connection)


def fill(
    connection: sqlite3.Connection,
    registry: Registry,
    translators: Sequence[Translator] | None = None,
    progress: Progress = lambda done, total: None,
) -> None:
    """Write the whole registry into an empty index. With many files the work is shared with other processes."""
    paths = [found.path for found in registry.files() if registry.folder_kind(found.path)]
    with _hands(registry, paths, translators) as hands:
        write.write_settings(connection, registry.manifest)
        builder = _Builder(connection, registry, len(paths), progress)
        for doc, one in hands.read():
            builder.add(doc, one)
        everyone = builder.settle(hands.terms())
        builder.judge(hands.checked(everyone, builder.records()))
    builder.finish([*registry.manifest_problems, *registry.stray()])


class _Alone:
    """Does all the work in this process (the interface of Workers)."""

    def __init__(self, registry: Registry, paths: Sequence[str], translators: Sequence[Translator]) -> None:
        self._registry, self._paths, self._translators = registry, paths, translators
        self._terms = write.Terms()
        self._entries: dict[str, Entry] = {}

    def __enter__(self) -> _Alone:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def read(self) -> Iterator[tuple[int, Read]]:
        for doc, path in enumerate(self._paths):
            entry = self._entries[path] = self._registry.entry(path)
            one = read(entry, self._registry.manifest, self._translators)
            self._terms.add(doc, one.known.terms)
            yield doc, one

    def terms(self) -> Mapping[tuple[str, str, int], BitMap]:
        return self._terms.folded()

    def checked(self, everyone: Census, records: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, list[Problem]]]:
        beside = Beside(self._registry, everyone, self._entries.__getitem__)
        for doc, key, path in records:
            yield doc, checked(self._entries[path], key, beside)


def _hands(registry: Registry, paths: Sequence[str], translators: Sequence[Translator] | None) -> _Alone | Workers:
    if translators is None and len(paths) >= WORTH_IT:
        return Workers(registry.root, paths, LANGUAGES)
    return _Alone(registry, paths, translators or [load(language) for language in LANGUAGES])


class _Builder:
    """Takes what was read, in any order, and writes it."""

    def __init__(self, connection: sqlite3.Connection, registry: Registry, total: int, progress: Progress) -> None:
        self._registry = registry
        self._connection, self._total, self._progress = connection, total, progress
        self._orders = write.Orders()
        self._facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._claims: defaultdict[str, list[tuple[tuple[bool, bool, str], int]]] = defaultdict(list)
        self._light: dict[int, Read] = {}
        self._keys: dict[int, str] = {}
        self._found: list[tuple[int, Problem]] = []
        self._waiting: list[tuple[int, Read]] = []
        connection.execute("BEGIN")

    def add(self, doc: int, one: Read) -> None:
        """Take one file."""
        known = one.known
        self._orders.add(doc, known)
        for facet in known.facets:
            self._facets[facet].append(doc)
        self._claims[known.id].append((one.claim, doc))
        self._found += [(doc, problem) for problem in one.problems]
        self._light[doc] = one._replace(
            known=known._replace(terms={}, said="", facets=[], calls=[], words={}), references=[]
        )
        self._waiting.append((doc, one))
        if len(self._waiting) >= 500:
            self._flush()

    def _flush(self) -> None:
        write.write_rows(self._connection, ((doc, one.known.id, one.path, one.known) for doc, one in self._waiting))
        write.write_calls(self._connection, ((doc, one.known) for doc, one in self._waiting))
        write.write_said(self._connection, ((doc, one.known) for doc, one in self._waiting))
        write.write_references(self._connection, ((doc, one.references) for doc, one in self._waiting))
        self._waiting.clear()
        self._progress(len(self._light), self._total)
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def settle(self, terms: Mapping[tuple[str, str, int], BitMap]) -> Census:
        """When all files are taken: keys, terms, orders. What everyone is, for the checks."""
        self._flush()
        taken = set(self._claims)
        for id, claims in self._claims.items():
            claims.sort()
            self._keys[claims[0][1]] = id
            for _, doc in claims[1:]:
                self._keys[doc] = self._lost(doc, id, claims[0][1], taken)
        changed = [(key, doc) for doc, key in self._keys.items() if key != self._light[doc].known.id]
        self._connection.executemany("UPDATE rec SET key = ? WHERE doc = ?", changed)
        write.write_terms(self._connection, terms)
        write.write_orders(self._connection, self._orders.made())
        everyone = census((self._keys[doc], self._light[doc]) for doc in sorted(self._light))
        write.write_former(self._connection, everyone.former)
        return everyone

    def _lost(self, doc: int, id: str, winner: int, taken: set[str]) -> str:
        """A key of its own for a file whose id is another's. Names that are not UTF-8 may look the same, too."""
        path = printable(self._light[doc].path)
        key = next(key for n in count(1) if (key := path if n == 1 else f"{path} ({n})") not in taken)
        taken.add(key)
        place = Places(self._registry.entry(self._light[doc].path).text).find("id")
        values = {"id": id, "other": printable(self._light[winner].path)}
        problem = Problem("duplicate_id", Severity.ERROR, path, *place, id, "id", values=values)
        self._found.append((doc, problem))
        return key

    def records(self) -> list[tuple[int, str, str]]:
        """Document, key and path of every readable record."""
        return [(doc, self._keys[doc], one.path) for doc, one in sorted(self._light.items()) if one.known.readable]

    def judge(self, problems: Iterable[tuple[int, list[Problem]]]) -> None:
        """Take what the checks found."""
        for doc, found in problems:
            self._found += [(doc, problem) for problem in found]

    def finish(self, general: Sequence[Problem]) -> None:
        """Write what is left; the index is whole."""
        own: defaultdict[int, list[Problem]] = defaultdict(list)
        for doc, problem in self._found:
            own[doc].append(problem)
        for doc, problems in own.items():
            for facet in write.has_facets(problems):
                self._facets[facet].append(doc)
        ambiguous = {doc for doc, found in own.items() if any(p.code == "likely_duplicate" for p in found)}
        write.write_judgement(self._connection, own, ambiguous)
        write.write_facets(self._connection, self._facets)
        write.write_problems(self._connection, [*((-1, problem) for problem in general), *self._found])
        write.finish(self._connection, len(self._light))
        self._connection.execute("COMMIT")
