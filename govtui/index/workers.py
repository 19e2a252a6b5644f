"""Reading and checking many files in several processes: each has its share of the files and keeps its own terms."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from govtui.i18n.translator import load
from govtui.index.reading import Beside, Census, Read, checked, read
from govtui.index.write import Terms
from govtui.model.problem import Problem
from govtui.store.registry import Registry

WORTH_IT = 3000
"""From how many files on starting processes pays."""

_BATCH = 250


class Workers:
    """As many processes as there are processors. What goes wrong in one is raised here."""

    def __init__(self, root: Path, paths: Sequence[str], languages: Sequence[str]) -> None:
        context = multiprocessing.get_context("spawn")
        number = max(1, len(os.sched_getaffinity(0)))
        size = -(-len(paths) // number)
        self._shares = [range(start, min(start + size, len(paths))) for start in range(0, len(paths), size)]
        self._connections: list[Connection] = []
        self._processes = []
        for share in self._shares:
            here, there = context.Pipe()
            part = [paths[doc] for doc in share]
            process = context.Process(
                target=_work, args=(there, root, part, share.start, tuple(languages)), daemon=True
            )
            process.start()
            there.close()
            self._connections.append(here)
            self._processes.append(process)
        self._terms: list[dict[tuple[str, str, int], bytes]] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            process.join(timeout=2)
            if process.is_alive():
                process.kill()

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


def _work(connection: Connection, root: Path, paths: Sequence[str], first: int, languages: Sequence[str]) -> None:
    """What each process does: read its share, send it on in batches, send its terms; then check its share."""
    gc.disable()  # nothing here is circular, and every collection would look at all that was read
    try:
        registry = Registry(root)
        translators = [load(language) for language in languages]
        terms = Terms()
        batch: list[tuple[int, Read]] = []
        for doc, path in enumerate(paths, first):
            one = read(registry, path, translators)
            terms.add(doc, one.known.terms)
            batch.append((doc, one._replace(known=one.known._replace(terms={}))))
            if len(batch) >= _BATCH:
                connection.send(("read", batch))
                batch = []
        connection.send(("read", batch))
        connection.send(("terms", {key: bits.serialize() for key, bits in terms.folded().items()}))
        del terms
        everyone, records = connection.recv()
        beside = Beside(registry, everyone)
        found: list[tuple[int, list[Problem]]] = []
        for doc, key, path in records:
            if problems := checked(registry, beside, key, path):
                found.append((doc, problems))
            if len(found) >= _BATCH:
                connection.send(("problems", found))
                found = []
        connection.send(("problems", found))
        connection.send(("done", None))
    except (EOFError, BrokenPipeError):
        return
    except Exception as error:  # told to whoever waits, who raises it
        connection.send(("error", repr(error)))
