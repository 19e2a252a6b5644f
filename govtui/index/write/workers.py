"""Other processes of this program, and the connections to them."""

from __future__ import annotations

import marshal
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

from govtui.index.write.crosscheck import RegistrySummary
from govtui.index.write.populate import Rows
from govtui.index.write.postings import Segment
from govtui.index.write.shard import BATCH, Kept, ShardResult
from govtui.model.problem import Problem

_RUN = (
    "import sys; sys.path[:] = sys.argv[3:]; from importlib import import_module;"
    " import_module(sys.argv[1]).run(int(sys.argv[2]))"
)
"""The same program as this one: `python -m` would look for it in the folder where the user stands first, whoever's that is."""

PATIENCE = 2.0
"""Seconds that a process is given to end by itself when its connection is closed."""


def start(module: str) -> tuple[subprocess.Popen[bytes], Connection]:
    """A process in which `run` of a module is called with the file number of the other end of a connection.

    Not multiprocessing's own processes: they ask for the file numbers of standard streams, which a screen has taken away.
    """
    here, there = Pipe()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _RUN, module, str(there.fileno()), *sys.path],
        pass_fds=[there.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    there.close()
    return process, here


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process has ended whose connection was closed, but not long."""
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# -- Reading and checking many files in several processes: each has its share of the files and keeps its own terms -----


WORTH_IT = 3000
"""From how many files on starting processes pays."""

AHEAD = 2
"""How many batches of files a process is handed before the rows of the first have come: it never waits for the next."""


class Workers:
    """As many processes as there are processors. What goes wrong in one is raised here."""

    def __init__(self, root: Path, languages: Sequence[str]) -> None:
        """They begin, and wait for files."""
        self._paths: Sequence[str] = ()
        self._left: dict[Connection, range] = {}
        """The files that are meant for each process and that nobody has yet."""
        self._processes: list[subprocess.Popen[bytes]] = []
        self._waiting: set[Connection] = set()
        """Those from which more is to come."""
        self._sent_away: set[Connection] = set()
        """Those that know that there are no more files."""
        self._told: list[ShardResult] = []
        self._postings: list[Segment] = []
        self._everyone, self._census = RegistrySummary(), b""
        for _ in range(max(1, len(os.sched_getaffinity(0)))):
            self._left[self._started(root, languages)] = range(0)

    def _started(self, root: Path, languages: Sequence[str]) -> Connection:
        process, here = start("govtui.index.write.worker")
        self._processes.append(process)
        here.send((root, tuple(languages)))
        return here

    def share(self, paths: Sequence[str]) -> None:
        """Let them read these files, which are numbered in this order."""
        self._paths = paths
        size = -(-len(paths) // len(self._left))
        for number, connection in enumerate(self._left):
            self._left[connection] = range(len(paths))[number * size : (number + 1) * size]
        for connection in self._left:
            for _ in range(AHEAD):
                self._hand_on(connection)

    def _hand_on(self, connection: Connection) -> None:
        """Give a process some more files: its own from the front, then some from the end of who has most left."""
        mine = self._left[connection]
        if mine:
            files, self._left[connection] = mine[:BATCH], mine[BATCH:]
        else:
            most = max(self._left, key=lambda other: len(self._left[other]))
            rest = self._left[most]
            files, self._left[most] = rest[-BATCH:], rest[:-BATCH]
        if files:
            connection.send((files.start, self._paths[files.start : files.stop]))
        elif connection not in self._sent_away:
            connection.send(None)
            self._sent_away.add(connection)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        for connection in self._left:
            connection.close()
        for process in self._processes:
            end(process)

    def rows(self) -> Iterator[tuple[Rows, Kept]]:
        """As Share.rows, of all files, as they come; when they have, what else is known of them is there, too."""
        self._waiting = set(self._left)
        while self._waiting:
            for connection, kind, data in self._messages():
                if kind == "rows":
                    self._hand_on(connection)
                    yield Rows(*data[0]), Kept(*data[1])
                else:
                    self._told.append(ShardResult(*data))
                    self._waiting.discard(connection)

    def told(self) -> Iterator[ShardResult]:
        """What else is known of the files, share by share, which is not kept here."""
        while self._told:
            yield self._told.pop(0)

    def check(self, everyone: RegistrySummary) -> None:
        """Let them check their shares beside all records, as soon as they have sent their postings."""
        self._everyone = everyone

    def postings(self, meanwhile: Iterator[None]) -> list[Segment]:
        """The postings of all shares. Until they come this process does something else, step by step."""
        self._waiting = set(self._left)
        while self._waiting:
            at_it = next(meanwhile, self) is None
            for connection, kind, data in self._messages(timeout=0 if at_it else None):
                if kind == "postings":
                    self._postings.append(data)
                    continue
                self._waiting.discard(connection)
                if data:  # it listens now: before, both would have waited for each other
                    self._census = self._census or marshal.dumps(self._everyone.plain())
                    connection.send_bytes(self._census)
        self._census, self._everyone = b"", RegistrySummary()
        for _ in meanwhile:
            pass
        return self._postings

    def checked(self) -> Iterator[tuple[int, list[Problem]]]:
        """The problems that show then, as they come; only records that have any."""
        self._waiting = set(self._left)
        while self._waiting:
            for connection, kind, data in self._messages():
                if kind == "problems":
                    yield from pickle.loads(data)  # noqa: S301 (from a process that this one started)
                else:
                    self._waiting.discard(connection)

    def _messages(self, timeout: float | None = None) -> Iterator[tuple[Connection, str, Any]]:
        """A message of each that has sent one."""
        for connection in wait(list(self._waiting), timeout):
            assert isinstance(connection, Connection)
            kind, data = marshal.loads(connection.recv_bytes())  # noqa: S302 (from a process that this one started)
            if kind == "error":
                raise RuntimeError(data)
            yield connection, kind, data
