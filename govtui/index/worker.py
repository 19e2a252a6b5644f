"""One of the processes that read a large registry: `python -m govtui.index.worker FD`, started by workers.py.

It is told its share over the connection FD, sends what it reads on in batches, then its terms; then it is told what all
records are, and sends the problems of its share.
"""

from __future__ import annotations

import gc
import sys
from multiprocessing.connection import Connection

from govtui.i18n.translator import load
from govtui.index.reading import Beside, Read, checked, read
from govtui.index.write import Terms
from govtui.model.problem import Problem
from govtui.store.registry import Registry

BATCH = 250


def work(connection: Connection) -> None:
    """Do a share of the work; an error is told to whoever waits, who raises it."""
    gc.disable()  # nothing here is circular, and every collection would look at all that was read
    try:
        _work(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        connection.send(("error", repr(error)))


def _work(connection: Connection) -> None:
    root, paths, first, languages = connection.recv()
    registry = Registry(root)
    translators = [load(language) for language in languages]
    terms = Terms()
    batch: list[tuple[int, Read]] = []
    for doc, path in enumerate(paths, first):
        one = read(registry.entry(path), registry.manifest, translators)
        terms.add(doc, one.known.terms)
        batch.append((doc, one._replace(known=one.known._replace(terms={}))))
        if len(batch) >= BATCH:
            connection.send(("read", batch))
            batch = []
    connection.send(("read", batch))
    connection.send(("terms", {key: bits.serialize() for key, bits in terms.folded().items()}))
    del terms
    everyone, records = connection.recv()
    beside = Beside(registry, everyone)
    found: list[tuple[int, list[Problem]]] = []
    for doc, key, path in records:
        if problems := checked(registry.entry(path), key, beside):
            found.append((doc, problems))
        if len(found) >= BATCH:
            connection.send(("problems", found))
            found = []
    connection.send(("problems", found))
    connection.send(("done", None))


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
