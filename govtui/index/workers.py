"""Reading and checking many files in several processes: each has its share of the files and keeps its own terms."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from govtui.index.reading import Census, Read
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
        self._terms: list[dict[tuple[str, str, int], bytes]] = []

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

    def read(self) -> Iterator[tuple[int, Read]]:
        """Every file with its number, as they come."""
        for kind, data in self._messages("terms"):
            if kind == "read":
                yield from data
            else:
                self._terms.append(data)

    def terms(self) -> Mapping[tuple[str, str, int], BitMap]:
        """The postings of all of them."""
        out: dict[tuple[str, str, int], BitMap] = {}
        for part in self._terms:
            for key, raw in part.items():
                bits = BitMap.deserialize(raw)
                if known := out.get(key):
                    known |= bits
                else:
                    out[key] = bits
        self._terms.clear()
        return out

    def checked(self, everyone: Census, records: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, list[Problem]]]:
        """The problems that show beside the others, as they come; only records that have any."""
        for connection, share in zip(self._connections, self._shares, strict=True):
            connection.send((everyone, [one for one in records if one[0] in share]))
        for kind, data in self._messages("done"):
            if kind == "problems":
                yield from data

    def _messages(self, last: str) -> Iterator[tuple[str, Any]]:
        waiting = set(self._connections)
        while waiting:
            for connection in wait(list(waiting)):
                assert isinstance(connection, Connection)
                kind, data = connection.recv()
                if kind == "error":
                    raise RuntimeError(data)
                if kind == last:
                    waiting.discard(connection)
                yield kind, data
