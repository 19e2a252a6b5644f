"""Making an index anew from all files of a registry, in a process of its own where there are many.

What is known of each file is held until all are read, and a process that has held so much does not give it back. The one that
shows lists and pages goes on for hours: at 100,000 records it would keep 300 MB, and while it builds, every key would wait.
"""

from __future__ import annotations

import os
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from govtui.index import schema
from govtui.index.changes import remember
from govtui.index.query import Ended
from govtui.store.location import MANIFEST
from govtui.store.scan import items, survey

Progress = Callable[[int, int], None]
"""Told how many files of how many have been read; of none at first, when there are but the first records to show."""


def write(connection: sqlite3.Connection, root: Path, stamp: str, progress: Progress) -> dict[str, bytes]:
    """Fill an empty database; what was in each folder (store.survey.Folder.signature) when it was looked into."""
    from govtui.index.build import fill
    from govtui.store.registry import Registry

    kept: dict[str, bytes] = {}

    def found() -> Iterator[str]:
        for folder in survey(root):
            kept[folder.path] = folder.signature
            yield from (path for path in items(folder) if path != MANIFEST)

    schema.create(connection, stamp)
    fill(connection, Registry(root), None, progress, found())
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
    from govtui.index.processes import start

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
