"""Building an index: every file read, put into words for each language, and checked beside the others."""

from __future__ import annotations

import os
import sqlite3
import traceback
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain, count, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple, NoReturn

from pyroaring import BitMap

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import schema
from govtui.index.api import Ended, Progress
from govtui.index.cache_files import remember
from govtui.index.write import crosscheck, populate, shard
from govtui.index.write.crosscheck import File, RegistrySummary
from govtui.index.write.orders import AllOrders
from govtui.index.write.postings import Segment, write_postings
from govtui.index.write.shard import Kept, Shard, ShardResult
from govtui.index.write.workers import WORTH_IT, Workers
from govtui.model.kinds import KINDS
from govtui.model.problem import Problem, Severity
from govtui.store.field_locations import FieldLocations
from govtui.store.files import printable, stem_of
from govtui.store.location import MANIFEST
from govtui.store.registry import Registry
from govtui.store.scan import items, survey, without_collecting

# -- Making an index anew from all files of a registry, in a process of its own where there are many -------------------
#
# What is known of each file is held until all are read, and a process that has held so much does not give it back. The one that
# shows lists and pages goes on for hours: at 100,000 records it would keep 300 MB, and while it builds, every key would wait.


def write(connection: sqlite3.Connection, root: Path, stamp: str, progress: Progress) -> dict[str, bytes]:
    """Fill an empty database; what was in each folder (store.survey.Folder.signature) when it was looked into."""
    kept: dict[str, bytes] = {}

    def found() -> Iterator[str]:
        for folder in survey(root):
            kept[folder.path] = folder.signature
            yield from (path for path in items(folder) if path != MANIFEST)

    schema.create(connection, stamp)
    write_all(connection, Registry(root), None, progress, found())
    remember(connection, kept)
    return kept


def write_here(new: Path, root: Path, stamp: str, progress: Progress) -> None:
    """`write` into a new file that nobody else writes into, and that is worth nothing until it is whole.

    Raises OSError and sqlite3.Error where none can be made or written to its end.
    """
    new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new.unlink(missing_ok=True)
    with closing(schema.connect(new)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        write(connection, root, stamp, progress)


def write_apart(new: Path, root: Path, stamp: str, progress: Progress) -> None:
    """`write_here`, but in another process, which ends with this one, or as soon as this raises.

    What goes wrong there is raised here. Raises Ended, too.
    """
    from govtui.index.write.workers import start

    process, connection = start(__name__)
    try:
        connection.send((new, root, stamp))
        while (told := connection.recv()) is not None:
            if isinstance(told, Exception):
                raise told
            progress(*told)
    except (EOFError, ConnectionError) as error:
        raise Ended from error
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
        connection.send(_wrong(new, root, stamp, lambda done, total: connection.send((done, total))))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # nobody wants it any more
    os._exit(0)  # nobody needs all that was read taken apart piece by piece


def _wrong(new: Path, root: Path, stamp: str, progress: Progress) -> Exception | None:
    """What kept the file from being written."""
    try:
        write_here(new, root, stamp, progress)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        error.add_note(traceback.format_exc())  # for the log of whoever is told
        return error
    return None


def write_all(
    connection: sqlite3.Connection,
    registry: Registry,
    translators: Sequence[Translator] | None = None,
    progress: Progress = lambda done, total: None,
    found: Iterable[str] | None = None,
) -> None:
    """Write the whole registry into an empty index. With many files the work is shared with other processes.

    `found`: what stands in its folders (survey.items) but for the manifest, where it is looked up anyway.
    """
    if found is None:
        found = (file.path for file in registry.files())
    with without_collecting(), _hands(registry, found, translators) as (hands, files):
        populate.write_settings(connection, registry.manifest)
        speakers = translators or [load(language) for language in LANGUAGES]
        builder = _Builder(connection, registry, speakers, files.paths, progress)
        for rows, kept in hands.rows():
            builder.write(rows, kept)
        for told in hands.told():
            builder.hear(told)
        hands.check(builder.settle())
        builder.write_postings(hands.postings(meanwhile=builder.arrange()))
        builder.judge(hands.checked())
        builder.finish([*registry.manifest_problems, *(registry.stray() if files.strays else ())])


class _Files(NamedTuple):
    """What stands in a registry's folders."""

    paths: list[str]
    """Those that are somebody's record, in their order."""
    strays: bool
    """Whether there are others."""

    @classmethod
    def of(cls, found: Iterable[str], registry: Registry) -> _Files:
        every = dict.fromkeys(found)
        paths = sorted(filter(registry.folder_kind, every), key=lambda path: path.split("/"))
        return cls(paths, len(paths) < len(every))


@contextmanager
def _hands(
    registry: Registry, found: Iterable[str], translators: Sequence[Translator] | None
) -> Iterator[tuple[_Alone | Workers, _Files]]:
    """Who reads the files: with many of them other processes, which get ready while the rest of the files is looked for."""
    rest = iter(found)
    some = list(islice(rest, WORTH_IT))
    if translators is None and len(some) == WORTH_IT:
        with Workers(registry.root, LANGUAGES) as workers:
            files = _Files.of(chain(some, rest), registry)
            workers.share(files.paths)
            yield workers, files
    else:
        files = _Files.of(chain(some, rest), registry)
        yield _Alone(registry, files.paths, translators or [load(language) for language in LANGUAGES]), files


class _Alone:
    """Does all the work in this process (the interface of Workers)."""

    def __init__(self, registry: Registry, paths: Sequence[str], translators: Sequence[Translator]) -> None:
        self._paths = paths
        self._share = Shard(registry, translators)
        self.check, self.checked = self._share.check, self._share.checked

    def rows(self) -> Iterator[tuple[populate.Rows, Kept]]:
        for begin in range(0, len(self._paths), shard.BATCH):
            self._share.take(begin, self._paths[begin : begin + shard.BATCH])
            yield self._share.rows()

    def told(self) -> Iterator[ShardResult]:
        yield self._share.told()

    def postings(self, meanwhile: Iterator[None]) -> list[Segment]:
        deque(meanwhile, maxlen=0)
        return self._share.segments()


def kind_words(translators: Sequence[Translator]) -> dict[tuple[str, str], Mapping[str, str]]:
    """The words of the kinds themselves, by language, as `write_typed` keeps them."""
    return {(kind, ""): {tr.language: label("kind", kind, tr) for tr in translators} for kind in KINDS}


class _Builder:
    """Takes what was read, in any order, and writes it."""

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
        self._files: list[File] = []
        self._unnamed = BitMap()
        self.lost: dict[int, str] = {}
        """The keys of those whose id is another's."""
        self._ambiguous: set[int] = set()
        """Those that others of their kind share a name with."""
        self._written = 0
        connection.execute("BEGIN")

    def write(self, rows: populate.Rows, kept: Kept) -> None:
        """Write the rows of some files, for all who look at the index while it grows."""
        self._files += map(File._make, kept.files)
        self._unnamed.update(kept.unnamed)
        populate.insert(self._connection, rows)
        self._written += len(rows.rec)
        self._show()
        self._progress(self._written, len(self._paths))

    def _show(self) -> None:
        """Let others see what is written, and have their turn: whoever writes much at once keeps readers out."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def hear(self, told: ShardResult) -> None:
        """Take what else is known of a share of the files."""
        for facet, docs in told.facets.items():
            self._facets[facet] |= BitMap.deserialize(docs)
        self._orders.join(told.orders)
        self._typed |= told.typed

    def settle(self) -> RegistrySummary:
        """When all files are taken: whose each id is. What everyone is, for the checks."""
        files, self._files = sorted(self._files), []
        claimed = Counter(map(itemgetter(1), self._claims(files)))
        contested: defaultdict[str, list[int]] = defaultdict(list)
        if len(claimed) < len(self._paths):
            for doc, id in sorted(claim for claim in self._claims(files) if claimed[claim[1]] > 1):
                contested[id].append(doc)
        by_doc = {file.doc: file for file in files if file.id in contested}
        for docs in contested.values():
            claiming = [by_doc.get(doc) or self._file(doc) for doc in docs]
            claiming.sort(key=attrgetter("claim"))
            for file in claiming[1:]:
                self.lost[file.doc] = self._lost(file, claiming[0], claimed)
        self._connection.executemany(
            "UPDATE rec SET key = ? WHERE doc = ?", [(key, doc) for doc, key in self.lost.items()]
        )
        unnamed = (self._file(doc) for doc in self._unnamed if doc not in self.lost)
        everyone = RegistrySummary.of(
            ((self.lost.get(file.doc, file.id), file) for file in files), ((file.id, file.kind) for file in unnamed)
        )
        populate.write_former(self._connection, everyone.former)
        shared = everyone.called
        if shared:
            self._ambiguous = {file.doc for file in files if any((file.kind, name) in shared for name in file.names)}
            populate.write_judgement(self._connection, {}, self._ambiguous)
        return everyone

    def _claims(self, files: Iterable[File]) -> Iterator[tuple[int, str]]:
        """Documents and the ids that they claim."""
        yield from ((file.doc, file.id) for file in files)
        yield from ((doc, stem_of(self._paths[doc])) for doc in self._unnamed)

    def _file(self, doc: int) -> File:
        """One of the unnamed."""
        path = self._paths[doc]
        return crosscheck.unnamed(doc, path, self._registry.folder_kind(path))

    def arrange(self) -> Iterator[None]:
        """Write the orders, and what rows are found by, step by step."""
        for name, docs in self._orders.made():
            populate.write_order(self._connection, name, docs)
            yield
        for sql in schema.INDEXES:
            self._connection.execute(sql)
            self._show()
            yield

    def write_postings(self, segments: Sequence[Segment]) -> None:
        """The terms of all files."""
        write_postings(self._connection, segments)
        self._show()

    def _lost(self, file: File, winner: File, taken: Counter[str]) -> str:
        """A key of its own for a file whose id is another's. Names that are not UTF-8 may look the same, too."""
        path, id = printable(file.path), file.id
        key = next(key for n in count(1) if (key := path if n == 1 else f"{path} ({n})") not in taken)
        taken[key] = 1
        place = FieldLocations(self._registry.entry(file.path).text).find("id")
        values = {"id": id, "other": printable(winner.path)}
        problem = Problem("duplicate_id", Severity.ERROR, path, *place, id, "id", values=values)
        self.judge([(file.doc, [problem])])
        return key

    def judge(self, problems: Iterable[tuple[int, list[Problem]]]) -> None:
        """Write what was found beside what is wrong with the files by themselves, as it comes."""
        coming = iter(problems)
        while some := dict(islice(coming, shard.BATCH)):
            for doc, found in some.items():
                for facet in populate.problem_facets(found):
                    self._facets[facet].add(doc)
            populate.write_judgement(self._connection, some, self._ambiguous & some.keys())
            populate.write_problems(
                self._connection, ((doc, problem) for doc, found in some.items() for problem in found)
            )

    def finish(self, general: Sequence[Problem]) -> None:
        """Write what is left; the index is whole."""
        populate.write_facets(self._connection, self._facets)
        populate.write_problems(self._connection, ((-1, problem) for problem in general))
        populate.write_typed(self._connection, self._typed | kind_words(self._translators))
        populate.finish(self._connection, self._written)
        self._connection.execute("COMMIT")
