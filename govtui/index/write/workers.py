"""Worker processes, each of which reads and checks a shard of the files.

A worker is handed batches of files over a connection and sends what lists need of them; when there are no more, its
ShardResult and the postings of names. Then it is told the RegistrySummary and handed files again, and sends texts and
problems, facets and postings.
"""

from __future__ import annotations

import gc
import marshal
import os
import pickle
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NoReturn

from govtui.i18n.translator import load
from govtui.index.write.crosscheck import RegistrySummary
from govtui.index.write.populate import ListRows, TextRows
from govtui.index.write.postings import Segment
from govtui.index.write.shard import BATCH, STEP, Facets, Found, Shard, ShardResult, Summaries
from govtui.store.processes import GONE, end_process, start_process
from govtui.store.registry import Entry, Registry

# -- in a worker -----------------------------------------------------------------------------------------------------


def run(handle: int) -> NoReturn:
    """Work over the connection with this file number, then end the process."""
    work(Connection(handle))
    os._exit(0)  # without freeing all that was read piece by piece, which takes most of a second


def work(connection: Connection) -> None:
    """Read and check a shard; send an error to the other end, which raises it."""
    gc.disable()  # nothing here is circular, and every collection would look at all that was read
    with suppress(*GONE):
        try:
            _work(connection)
        except GONE:
            raise
        except Exception as error:
            _send(connection, "error", repr(error))


def _send(connection: Connection, kind: str, data: Any) -> None:
    connection.send_bytes(marshal.dumps((kind, data)))


_NEXT = marshal.dumps(("next", None))
"""The message of a worker that has read a batch of files."""


def _work(connection: Connection) -> None:
    root, languages = connection.recv()
    registry = Registry(root)
    shard = Shard(registry, [load(language) for language in languages])
    for first, entries in _steps(registry, connection):
        rows, summaries = shard.read_lists(first, entries)
        _send(connection, "rows", (tuple(rows), tuple(summaries)))
    _send(connection, "lists", tuple(shard.lists()))
    for segment in shard.segments():
        _send(connection, "postings", segment)
    _send(connection, "done", None)
    shard.check_beside(RegistrySummary(*marshal.loads(connection.recv_bytes())))  # noqa: S302 (from the process that started this one)
    os.nice(BACKGROUND)
    for first, entries in _steps(registry, connection):
        texts, found = shard.read_texts(first, entries)
        _send(connection, "texts", (len(entries), tuple(texts), pickle.dumps(found) if found else b""))
    _send(connection, "facets", shard.facets())
    for segment in shard.segments():
        _send(connection, "postings", segment)
    _send(connection, "done", None)


def _steps(registry: Registry, connection: Connection) -> Iterator[tuple[int, list[Entry]]]:
    """Read the files that are handed over, by steps; yield the number of the first and the entries."""
    while files := connection.recv():
        first, paths = files
        for start in range(0, len(paths), STEP):
            yield first + start, registry.entries_at(paths[start : start + STEP])
        connection.send_bytes(_NEXT)


# -- in the process that builds the index ----------------------------------------------------------------------------

WORTH_IT = 3000
"""From how many files on starting processes pays."""

AHEAD = 2
"""How many batches a worker is handed before the rows of the first have come, so that it never waits."""


BACKGROUND = 10
"""How much nicer a worker is while it reads texts: lists can be used, and keys must not wait."""


class Workers:
    """A worker for each processor. What goes wrong in one is raised here."""

    def __init__(self, root: Path, languages: Sequence[str]) -> None:
        """Start them; they wait for files."""
        self._paths: Sequence[str] = ()
        self._left: dict[Connection, range] = {}
        """The files of each worker that are not handed out yet."""
        self._processes: list[subprocess.Popen[bytes]] = []
        self._waiting: set[Connection] = set()
        """The workers from which more is to come."""
        self._dismissed: set[Connection] = set()
        """The workers that know that there are no more files."""
        self._lists: list[ShardResult] = []
        self._facets: list[Facets] = []
        self._segments: list[Segment] = []
        self._early: list[tuple[Connection, bytes]] = []
        """Messages that came while nobody asked for texts."""
        self._taker: threading.Thread | None = None
        self._asked = threading.Event()
        """Whether somebody asks for texts."""
        for _ in range(max(1, len(os.sched_getaffinity(0)))):
            process, connection = start_process(__name__)
            self._processes.append(process)
            connection.send((root, tuple(languages)))
            self._left[connection] = range(0)

    def share(self, paths: Sequence[str]) -> None:
        """Hand out these files, which are numbered in this order."""
        self._paths = paths
        self._deal()
        for connection in self._left:
            self._begin(connection)

    def _deal(self) -> None:
        """Give each worker its share."""
        size = -(-len(self._paths) // len(self._left))
        for number, connection in enumerate(self._left):
            self._left[connection] = range(len(self._paths))[number * size : (number + 1) * size]
        self._dismissed = set()

    def _begin(self, connection: Connection) -> None:
        for _ in range(AHEAD):
            self._hand_on(connection)

    def _hand_on(self, connection: Connection) -> None:
        """Hand a worker its next batch, or one from the end of the largest share that is left."""
        mine = self._left[connection]
        if mine:
            files, self._left[connection] = mine[:BATCH], mine[BATCH:]
        else:
            most = max(self._left, key=lambda other: len(self._left[other]))
            rest = self._left[most]
            files, self._left[most] = rest[-BATCH:], rest[:-BATCH]
        if files:
            connection.send((files.start, self._paths[files.start : files.stop]))
        elif connection not in self._dismissed:
            connection.send(None)
            self._dismissed.add(connection)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop_taking()
        for connection in self._left:
            connection.close()
        for process in self._processes:
            end_process(process)

    def rows(self) -> Iterator[tuple[ListRows, Summaries]]:
        """Yield rows and summaries of all files as they come; `lists` are there when they have."""
        self._waiting = set(self._left)
        while self._waiting:
            for connection, kind, data in self._messages():
                if kind == "rows":
                    yield ListRows(*data[0]), Summaries(*data[1])
                elif kind == "next":
                    self._hand_on(connection)
                else:
                    self._lists.append(ShardResult(*data))
                    self._waiting.discard(connection)

    def lists(self) -> Iterator[ShardResult]:
        """Yield what lists need of each shard, and forget it."""
        while self._lists:
            yield self._lists.pop(0)

    def names(self, registry: RegistrySummary, meanwhile: Iterator[None]) -> list[Segment]:
        """Return the postings of names; go through `meanwhile` until they come.

        A worker that has sent its own is told `registry`, and begins with the texts.
        """
        self._deal()
        plain = marshal.dumps(tuple(registry))
        self._waiting = set(self._left)
        while self._waiting:
            is_at_work = next(meanwhile, self) is None
            for connection, kind, data in self._messages(timeout=0 if is_at_work else None):
                if kind == "postings":
                    self._segments.append(data)
                else:  # it listens now: before, both would have waited for each other
                    self._waiting.discard(connection)
                    connection.send_bytes(plain)
                    self._begin(connection)
        for _ in meanwhile:
            pass
        self._taker = threading.Thread(target=self._take_early, daemon=True)
        self._taker.start()
        return self._taken()

    def _take_early(self) -> None:
        """Take messages until texts are asked for: a worker would wait while the lists are written."""
        with suppress(*GONE):  # `texts` meets it again
            while not self._asked.is_set():
                for connection in wait(list(self._left), 0.02):
                    assert isinstance(connection, Connection)
                    message = connection.recv_bytes()
                    if message == _NEXT:
                        self._hand_on(connection)
                    else:
                        self._early.append((connection, message))

    def _stop_taking(self) -> None:
        self._asked.set()
        if self._taker:
            self._taker.join()

    def _taken(self) -> list[Segment]:
        out, self._segments = self._segments, []
        return out

    def texts(self) -> Iterator[tuple[int, TextRows, Found]]:
        """Yield number of files, rows and problems of all files as they come."""
        self._stop_taking()
        self._waiting = set(self._left)
        while self._waiting:
            for connection, kind, data in self._messages():
                if kind == "texts":
                    count, rows, found = data
                    yield count, TextRows(*rows), pickle.loads(found) if found else []  # noqa: S301 (from a process that this one started)
                elif kind == "next":
                    self._hand_on(connection)
                elif kind == "facets":
                    self._facets.append(data)
                elif kind == "postings":
                    self._segments.append(data)
                else:
                    self._waiting.discard(connection)

    def postings(self) -> tuple[list[Facets], list[Segment]]:
        """Return facets and postings of all texts, when these have come; forget them."""
        out, self._facets = self._facets, []
        return out, self._taken()

    def _messages(self, timeout: float | None = None) -> Iterator[tuple[Connection, str, Any]]:
        """Yield a message of each worker that has sent one."""
        early, self._early = self._early, []
        for connection, message in early or self._next_messages(timeout):
            kind, data = marshal.loads(message)  # noqa: S302 (from a process that this one started)
            if kind == "error":
                raise RuntimeError(data)
            yield connection, kind, data

    def _next_messages(self, timeout: float | None) -> Iterator[tuple[Connection, bytes]]:
        for connection in wait(list(self._waiting), timeout):
            assert isinstance(connection, Connection)
            yield connection, connection.recv_bytes()
