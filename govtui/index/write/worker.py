"""One of the processes that read a large registry, started by workers.py.

It is handed files over a connection, some at a time, and sends their rows; when there are no more, what else it knows of
its files, and their postings; then it is told what all records are, and sends the problems of its share.
"""

from __future__ import annotations

import gc
import marshal
import os
import pickle
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from govtui.i18n.translator import load
from govtui.index.write.crosscheck import RegistrySummary
from govtui.index.write.shard import BATCH, Shard
from govtui.store.registry import Registry


def run(handle: int) -> NoReturn:
    """Work over the connection with this file number; then the process is over."""
    work(Connection(handle))
    os._exit(0)  # nobody needs all that was read taken apart piece by piece, which takes most of a second


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
    root, languages = connection.recv()
    share = Shard(Registry(root), [load(language) for language in languages])
    while files := connection.recv():
        share.take(*files)
        rows, kept = share.rows()
        send(connection, "rows", (tuple(rows), tuple(kept)))
    send(connection, "told", tuple(share.told()))
    for segment in share.segments():
        send(connection, "postings", segment)
    send(connection, "read", share.has_records)
    if share.has_records:
        everyone = marshal.loads(connection.recv_bytes())  # noqa: S302 (from the process that started this one)
        share.check(RegistrySummary(*everyone))
    told = []
    for found in share.checked():
        told.append(found)
        if len(told) >= BATCH:
            send(connection, "problems", pickle.dumps(told))
            told = []
    send(connection, "problems", pickle.dumps(told))
    send(connection, "done", None)
