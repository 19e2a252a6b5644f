"""Build an index of all files of a registry, in this process or in another one.

What is known of each file is held until all are read, and a process does not give that memory back: at 100,000 records
300 MB. The process that shows lists goes on for hours, and while it built, every key would wait; so it has a large index
built by another one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import traceback
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NoReturn

from pyroaring import BitMap

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import schema
from govtui.index.api import BuilderKilledError, Progress
from govtui.index.cache_files import lists_of_new, remember
from govtui.index.entry_checks import duplicate_id, own_key
from govtui.index.write import inherited, populate, shard
from govtui.index.write.crosscheck import FileSummary, RegistrySummary
from govtui.index.write.inherited import Inherited
from govtui.index.write.orders import AllOrders
from govtui.index.write.postings import Segment, write_postings
from govtui.index.write.shard import Facets, Found, Shard, ShardResult, Summaries
from govtui.index.write.workers import BACKGROUND, WORTH_IT, Workers
from govtui.model.kinds import KINDS
from govtui.model.problem import Problem
from govtui.store.files import stem_of
from govtui.store.location import MANIFEST
from govtui.store.processes import GONE, start_process
from govtui.store.registry import Entry, Registry
from govtui.store.scan import gc_paused, items, scan_folders


def build_into(
    connection: sqlite3.Connection,
    root: Path,
    stamp: str,
    progress: Progress,
    listed: Callable[[], None] = lambda: None,
) -> dict[str, bytes]:
    """Build an index in an empty database; return the signatures (store.scan.Folder) of the folders.

    `listed` is called when lists, facets and the search for names are complete, if texts take longer.
    """
    signatures: dict[str, bytes] = {}

    def found() -> Iterator[str]:
        for folder in scan_folders(root):
            signatures[folder.path] = folder.signature
            yield from (path for path in items(folder) if path != MANIFEST)

    schema.create(connection, stamp)
    write_index(connection, Registry(root), None, progress, found(), listed)
    remember(connection, signatures)
    return signatures


def build_file(new: Path, root: Path, stamp: str, progress: Progress, *, nice: int = 0) -> None:
    """Build an index in a new file that nobody else writes into, and that is worth nothing until it is whole.

    `nice`: how much nicer the process is from when lists are complete (cache_files.lists_of_new) on.
    Raises OSError and sqlite3.Error where the file cannot be made or written to its end.
    """
    new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new.unlink(missing_ok=True)
    lists = lists_of_new(new)

    def keep_lists() -> None:
        """Copy what there is: to be read while texts are written into the file, undisturbed by locks."""
        shutil.copyfile(new, new.with_name(f"{lists.name}.new"))
        new.with_name(f"{lists.name}.new").replace(lists)
        os.nice(nice)

    with closing(schema.connect(new)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        build_into(connection, root, stamp, progress, keep_lists)


def build_file_apart(new: Path, root: Path, stamp: str, progress: Progress) -> None:
    """Like `build_file`, in another process, which ends with this one, or as soon as this raises.

    Raises what went wrong there, and BuilderKilledError.
    """
    process, connection = start_process(__name__)
    try:
        connection.send((new, root, stamp))
        while (message := connection.recv()) is not None:
            if isinstance(message, Exception):
                raise message
            progress(*message)
    except (EOFError, ConnectionError) as error:
        raise BuilderKilledError from error
    finally:
        process.kill()  # it has closed the file before it said that it is done
        process.wait()
        connection.close()


def run(handle: int) -> NoReturn:
    """Be that process: work over the connection with this file number."""
    from multiprocessing.connection import Connection

    connection = Connection(handle)
    try:
        new, root, stamp = connection.recv()
        connection.send(_error_of(new, root, stamp, lambda done, total: connection.send((done, total))))
    except GONE:
        pass  # nobody wants it any more
    os._exit(0)  # without freeing all that was read piece by piece


def _error_of(new: Path, root: Path, stamp: str, progress: Progress) -> Exception | None:
    """Return what kept the file from being written."""
    try:
        build_file(new, root, stamp, progress, nice=BACKGROUND)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        error.add_note(traceback.format_exc())  # for the log of whoever is told
        return error
    return None


def write_index(
    connection: sqlite3.Connection,
    registry: Registry,
    translators: Sequence[Translator] | None = None,
    progress: Progress = lambda done, total: None,
    found: Iterable[str] | None = None,
    listed: Callable[[], None] = lambda: None,
) -> None:
    """Write the whole registry into an empty index, with worker processes where it has many files.

    First what lists, facets and the search for names need, then all else. `found`: the paths of all its files
    (store.scan.items) but the manifest, where they are looked up anyway; `listed` as in `build_into`.
    """
    if found is None:
        found = (file.path for file in registry.files())
    with gc_paused(), _reader(registry, found, translators) as (reader, paths, has_strays):
        populate.write_settings(connection, registry)
        translators = translators or [load(language) for language in LANGUAGES]
        builder = _Builder(connection, registry, translators, paths, progress)
        for rows, summaries in reader.rows():
            builder.write_rows(rows, summaries)
        for result in reader.lists():
            builder.add_result(result)
        builder.finish_lists(reader.names(builder.assign_keys(), meanwhile=builder.write_orders()))
        if isinstance(reader, Workers):
            listed()
        for count, texts, problems in reader.texts():
            builder.write_texts(count, texts, problems)
        builder.finish_texts(*reader.postings())
        builder.finish([*registry.manifest_problems, *(registry.stray() if has_strays else ())])


def _record_files(found: Iterable[str], registry: Registry) -> tuple[list[str], bool]:
    """Return the files below the folders of the kinds, in their order, and whether there are others."""
    every = dict.fromkeys(found)
    paths = sorted(filter(registry.folder_kind, every), key=lambda path: path.split("/"))
    return paths, len(paths) < len(every)


@contextmanager
def _reader(
    registry: Registry, found: Iterable[str], translators: Sequence[Translator] | None
) -> Iterator[tuple[_InProcess | Workers, list[str], bool]]:
    """Choose who reads the files: for many, workers, which start while the rest is looked for."""
    rest = iter(found)
    some = list(islice(rest, WORTH_IT))
    if translators is None and len(some) == WORTH_IT:
        with Workers(registry.root, tuple(LANGUAGES)) as workers:
            paths, has_strays = _record_files(chain(some, rest), registry)
            workers.share(paths)
            yield workers, paths, has_strays
    else:
        paths, has_strays = _record_files(chain(some, rest), registry)
        translators = translators or [load(language) for language in LANGUAGES]
        yield _InProcess(registry, paths, translators), paths, has_strays


class _InProcess:
    """The interface of Workers over one shard, read in this process."""

    def __init__(self, registry: Registry, paths: Sequence[str], translators: Sequence[Translator]) -> None:
        self._paths = paths
        self._shard = Shard(registry, translators)
        self._registry = registry
        self._read: list[tuple[int, list[Entry]]] = []
        """All files, by steps: there are not many."""

    def rows(self) -> Iterator[tuple[populate.ListRows, Summaries]]:
        for first in range(0, len(self._paths), shard.STEP):
            entries = self._registry.entries_at(self._paths[first : first + shard.STEP])
            self._read.append((first, entries))
            yield self._shard.read_lists(first, entries)

    def lists(self) -> Iterator[ShardResult]:
        yield self._shard.lists()

    def names(self, registry: RegistrySummary, meanwhile: Iterator[None]) -> list[Segment]:
        deque(meanwhile, maxlen=0)
        self._shard.check_beside(registry)
        return self._shard.segments()

    def texts(self) -> Iterator[tuple[int, populate.TextRows, Found]]:
        for first, entries in self._read:
            yield len(entries), *self._shard.read_texts(first, entries)

    def postings(self) -> tuple[list[Facets], list[Segment]]:
        return [self._shard.facets()], self._shard.segments()


class _Builder:
    """Takes what was read, in any order, and writes it: lists first, then texts."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        registry: Registry,
        translators: Sequence[Translator],
        paths: Sequence[str],
        progress: Progress,
    ) -> None:
        self._registry, self._translators = registry, translators
        self._connection, self._paths, self._progress = connection, paths, progress
        self._orders = AllOrders()
        self._typed: dict[tuple[str, str], Mapping[str, str]] = {}
        self._facets: defaultdict[tuple[str, str], BitMap] = defaultdict(BitMap)
        self._files: list[FileSummary] = []
        self._derivable = BitMap()
        self._ambiguous: set[int] = set()
        """Documents that share a name with others of their kind."""
        self._inherited: list[Inherited] = []
        self._lost: Found = []
        """The problems of files that lost their id to others, written with all others."""
        self._written = self._told = 0
        connection.execute("BEGIN")

    def write_rows(self, rows: populate.ListRows, summaries: Summaries) -> None:
        """Write the rows of some files, to be seen by all who look at the index while it grows."""
        self._files += map(FileSummary._make, summaries.files)
        self._derivable.update(summaries.derivable)
        populate.insert_lists(self._connection, rows)
        self._written += len(rows.rec)
        self._tell()

    def _tell(self) -> None:
        """Commit, and tell how far it is, after every batch."""
        if self._written // shard.BATCH != self._told or self._written == len(self._paths):
            self._told = self._written // shard.BATCH
            self._commit()
            self._progress(self._written, len(self._paths))

    def _commit(self) -> None:
        """Let readers have their turn: one long transaction would keep them out."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def add_result(self, result: ShardResult) -> None:
        """Take what else is known of a shard."""
        self._add_facets(result.facets)
        self._orders.join(result.orders)
        self._typed |= result.typed

    def _add_facets(self, facets: Facets) -> None:
        for facet, docs in facets.items():
            self._facets[facet] |= BitMap.deserialize(docs)

    def assign_keys(self) -> RegistrySummary:
        """Give each id to the file with the best claim, and the others keys of their own, when all files are read."""
        files, self._files = sorted(self._files), []
        claimed = Counter(map(itemgetter(1), self._claims(files)))
        contested: defaultdict[str, list[int]] = defaultdict(list)
        if len(claimed) < len(self._paths):
            for doc, id in sorted(claim for claim in self._claims(files) if claimed[claim[1]] > 1):
                contested[id].append(doc)
        by_doc = {file.doc: file for file in files if file.id in contested}
        lost: dict[int, str] = {}
        for docs in contested.values():
            claiming = [by_doc.get(doc) or self._derived(doc) for doc in docs]
            claiming.sort(key=attrgetter("claim"))
            for file in claiming[1:]:
                lost[file.doc] = key = own_key(file.path, claimed.__contains__)
                claimed[key] = 1
                problem = duplicate_id(self._registry.entry(file.path), claiming[0].path)
                self._lost.append((file.doc, [problem]))
        self._connection.executemany("UPDATE rec SET key = ? WHERE doc = ?", [(key, doc) for doc, key in lost.items()])
        derived = (self._derived(doc) for doc in self._derivable if doc not in lost)
        registry = RegistrySummary.of(
            ((lost.get(file.doc, file.id), file) for file in files), ((file.id, file.kind) for file in derived)
        )
        populate.write_former(self._connection, registry.former)
        parts = {file.doc: file.wholes for file in files if file.wholes and file.kind == "event"}
        self._inherited = inherited.all_inherited(self._connection, parts, registry.wholes)
        shared = registry.called
        if shared:
            self._ambiguous = {file.doc for file in files if any((file.kind, name) in shared for name in file.names)}
            populate.write_severities(self._connection, {}, self._ambiguous)
        return registry

    def _claims(self, files: Iterable[FileSummary]) -> Iterator[tuple[int, str]]:
        """Yield documents and the ids that they claim."""
        yield from ((file.doc, file.id) for file in files)
        yield from ((doc, stem_of(self._paths[doc])) for doc in self._derivable)

    def _derived(self, doc: int) -> FileSummary:
        path = self._paths[doc]
        return FileSummary.derived(doc, path, self._registry.folder_kind(path))

    def write_orders(self) -> Iterator[None]:
        """Write the orders and SQLite's indexes, step by step."""
        for name, docs in self._orders.made({one.doc: one.date for one in self._inherited}):
            populate.write_order(self._connection, name, docs)
            yield
        for sql in schema.LIST_INDEXES:
            self._connection.execute(sql)
            self._commit()
            yield

    def finish_lists(self, names: Sequence[Segment]) -> None:
        """Write the terms of names, the facets, and that lists are complete."""
        write_postings(self._connection, names)
        for one in self._inherited:
            for facet in one.facets:
                self._facets[facet].add(one.doc)
        inherited.write(self._connection, self._inherited, self._translators)
        self._write_facets()
        kinds = {(kind, ""): {tr.language: label("kind", kind, tr) for tr in self._translators} for kind in KINDS}
        populate.write_typed(self._connection, self._typed | kinds)
        populate.finish_lists(self._connection, self._written)
        self._commit()
        self._written = self._told = 0

    def _write_facets(self) -> None:
        populate.write_facets(self._connection, self._facets)
        self._facets.clear()

    def write_texts(self, count: int, rows: populate.TextRows, problems: Found) -> None:
        """Write the texts of some files, and their problems beside those that they have by themselves."""
        populate.insert_texts(self._connection, rows)
        self.write_problems(problems)
        self._written += count
        self._tell()

    def finish_texts(self, facets: Iterable[Facets], segments: Sequence[Segment]) -> None:
        """Write the terms of texts, the other facets, and what is wrong between files."""
        self.write_problems(self._lost)
        for some in facets:
            self._add_facets(some)
        write_postings(self._connection, segments)

    def write_problems(self, problems: Iterable[tuple[int, list[Problem]]]) -> None:
        """Write problems by document, as they come, beside those that the files have by themselves."""
        coming = iter(problems)
        while some := dict(islice(coming, shard.BATCH)):
            for doc, found in some.items():
                for facet in populate.problem_facets(found):
                    self._facets[facet].add(doc)
            populate.write_severities(self._connection, some, self._ambiguous & some.keys())
            populate.write_problems(
                self._connection, ((doc, problem) for doc, found in some.items() for problem in found)
            )

    def finish(self, general: Sequence[Problem]) -> None:
        """Write what is left, the problems of the registry as a whole among it; the index is whole then."""
        self._write_facets()
        populate.write_problems(self._connection, ((-1, problem) for problem in general))
        for sql in schema.INDEXES:
            self._connection.execute(sql)
        inherited.write_facts(self._connection, self._inherited)
        populate.finish(self._connection)
        self._connection.execute("COMMIT")
