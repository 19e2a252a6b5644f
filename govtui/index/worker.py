"""One of the processes that read a large registry: `python -m govtui.index.worker FD`, started by workers.py.

It is told its share over the connection FD, sends rows in batches, then what else it knows of its files, and their terms;
then it is told what all records are, and sends the problems of its share.
"""

from __future__ import annotations

import gc
import marshal
import pickle
import sys
from multiprocessing.connection import Connection
from typing import Any

from govtui.i18n.translator import load
from govtui.index.doubts import Census
from govtui.index.share import BATCH, Share
from govtui.store.registry import Registry


def work(connection: Connection) -> None:
    """Do a share of the work; an error is told to whoever waits, who raises it."""
    gc.disable()  # nothing here is circular, and every collection would look at all that was read
    try:
        _work(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        send(connection, "error", repr(error))


def send(connection: Connection, kind: str, data: Any) -> None:
    """A message of plain values."""
    connection.send_bytes(marshal.dumps((kind, data)))


def _work(connection: Connection) -> None:
    root, paths, first, languages = connection.recv()
    registry = Registry(root)
    share = Share(registry, [load(language) for language in languages])
    for begin in range(0, len(paths), BATCH):
        share.take(first + begin, paths[begin : begin + BATCH])
        send(connection, "rows", tuple(share.rows()))
    send(connection, "told", (tuple(share.told()), pickle.dumps(share.problems)))
    send(connection, "terms", {key: bits.serialize() for key, bits in share.terms().items()})
    everyone, keys = marshal.loads(connection.recv_bytes())  # noqa: S302 (from the process that started this one)
    share.check(Census(*everyone), keys)
    told = []
    for found in share.checked():
        told.append(found)
        if len(told) >= BATCH:
            send(connection, "problems", pickle.dumps(told))
            told = []
    send(connection, "problems", pickle.dumps(told))
    send(connection, "done", None)


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
