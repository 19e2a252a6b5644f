"""Reading and checking many files in several processes: each has its share of the files and keeps its own terms."""

from __future__ import annotations

import marshal
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from govtui.index.doubts import Census
from govtui.index.share import Told
from govtui.index.write import Rows
from govtui.model.problem import Problem

WORTH_IT = 3000
"""From how many files on starting processes pays."""


class Workers:
    """As many processes as there are processors. What goes wrong in one is raised here."""

    def __init__(self, root: Path, paths: Sequence[str], languages: Sequence[str]) -> None:
        number = max(1, len(os.sched_getaffinity(0)))
        size = -(-len(paths) // number)
        self._shares = [range(start, min(start + size, len(paths))) for start in range(0, len(paths), size)]
        self._connections: list[Connection] = []
        self._processes = []
        for share in self._shares:
            here, there = Pipe()
            command = [sys.executable, "-m", "govtui.index.worker", str(there.fileno())]
            # Not multiprocessing's own processes: they ask for the file numbers of standard streams, which a screen has
            # taken away.
            process = subprocess.Popen(
                command,
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            there.close()
            here.send((root, [paths[doc] for doc in share], share.start, tuple(languages)))
            self._connections.append(here)
            self._processes.append(process)
        self._told: list[Told] = []
        self._terms: list[dict[tuple[str, str, int], bytes]] = []
        self.problems: list[tuple[int, Problem]] = []
        """Those of files as they are by themselves; known when all rows have come."""

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def rows(self) -> Iterator[Rows]:
        """The rows of all files, as they come."""
        for kind, data in self._messages("terms"):
            if kind == "rows":
                yield Rows(*data)
            elif kind == "told":
                self._told.append(Told(*data[0]))
                self.problems += pickle.loads(data[1])  # noqa: S301 (from a process that this one started)
            else:
                self._terms.append(data)

    def told(self) -> Sequence[Told]:
        """What else is known of the files, share by share."""
        return self._told

    def terms(self) -> Mapping[tuple[str, str, int], BitMap]:
        """The postings of all of them."""
        out: dict[tuple[str, str, int], BitMap] = {}
        while self._terms:
            for key, raw in self._terms.pop().items():
                bits = BitMap.deserialize(raw)
                if known := out.get(key):
                    known |= bits
                else:
                    out[key] = bits
        return out

    def check(self, everyone: Census, keys: Mapping[int, str]) -> None:
        """Let them check their shares beside all records."""
        plain = marshal.dumps((everyone.plain(), dict(keys)))
        for connection in self._connections:
            connection.send_bytes(plain)

    def checked(self) -> Iterator[tuple[int, list[Problem]]]:
        """The problems that show then, as they come; only records that have any."""
        for kind, data in self._messages("done"):
            if kind == "problems":
                yield from pickle.loads(data)  # noqa: S301

    def _messages(self, last: str) -> Iterator[tuple[str, Any]]:
        waiting = set(self._connections)
        while waiting:
            for connection in wait(list(waiting)):
                assert isinstance(connection, Connection)
                kind, data = marshal.loads(connection.recv_bytes())  # noqa: S302 (from a process that this one started)
                if kind == "error":
                    raise RuntimeError(data)
                if kind == last:
                    waiting.discard(connection)
                yield kind, data
