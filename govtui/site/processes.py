"""Make a large site in a process for each language; what goes wrong in one is raised here."""

from __future__ import annotations

import gc
import os
import time
import traceback
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple, NoReturn

from govtui.i18n.translator import load
from govtui.index.cache import IndexCache
from govtui.site.build import Report, Tell, known_state, make_files
from govtui.site.site_file import Site
from govtui.site.site_folder import CannotPublish, SiteFolder
from govtui.site.site_state import Journal, load_state
from govtui.store.processes import GONE, end_process, start_process
from govtui.store.registry import Registry

WORTH_IT = 2000
"""From how many records on starting processes pays."""

_PART = 2000
"""How many files are told at once."""

_BETWEEN = 0.2
"""Seconds between two messages of how many files were looked at."""


class Job(NamedTuple):
    """What a process has to know."""

    root: Path
    index_path: Path
    languages: Sequence[str]
    share: Sequence[str]
    """Those that it makes files of."""
    when: datetime
    url: str
    published: Collection[str] | None
    where: str
    folder: Path
    made_from: str
    """The digest of what all files are made from."""
    dry_run: bool


def make_in_processes(jobs: Sequence[Job], tell: Tell) -> Report:
    """Make the files of all jobs, each in a process of its own. Raises CannotPublish."""
    report = Report()
    done: dict[Connection, int] = {}
    started = []
    try:
        for job in jobs:
            process, connection = start_process(__name__)
            started.append((process, connection))
            connection.send(job)
            done[connection] = 0
        waiting = set(done)
        while waiting:
            for ready in wait(list(waiting)):
                assert isinstance(ready, Connection)
                if _take(ready, report, done):
                    waiting.discard(ready)
            tell(sum(done.values()))
    finally:
        for _, connection in started:
            connection.close()
        for process, _ in started:
            end_process(process)
    return report


def _take(connection: Connection, report: Report, done: dict[Connection, int]) -> bool:
    """Take a message; return whether it was the last one. Raises CannotPublish."""
    try:
        kind, data = connection.recv()
    except GONE:
        raise CannotPublish("process_killed", Path()) from None
    match kind:
        case "number":
            done[connection] = data
        case "report":
            report.add(data)
        case "refused":
            code, values = data
            raise CannotPublish(code, **values)
        case "error":
            raise RuntimeError(data)
    return bool(kind == "done")


# -- in such a process -----------------------------------------------------------------------------------------------


def run(handle: int) -> NoReturn:
    """Work over the connection with this file number, then end the process."""
    connection = Connection(handle)
    with suppress(*GONE):
        try:
            _work(connection.recv(), connection)
            connection.send(("done", None))
        except GONE:
            raise
        except CannotPublish as error:
            connection.send(("refused", (error.code, error.values)))
        except Exception:
            connection.send(("error", traceback.format_exc()))
    os._exit(0)  # without freeing piece by piece all that was read


def _work(job: Job, connection: Connection) -> None:
    index = IndexCache(job.root, job.index_path).open()
    if index is None:
        raise CannotPublish("index_gone", job.index_path)
    translators = {language: load(language) for language in job.languages}
    registry = Registry(job.root, for_pages=True)
    site = Site(registry, index, translators, job.when, job.url, job.published, job.share, job.where)
    place = SiteFolder(job.folder)
    state = known_state(load_state(place.root, site.is_mine), job.made_from)
    gc.freeze()  # what is known stays; collections need not look at it again
    gc.set_threshold(20_000, 50)
    next_message = time.monotonic() + _BETWEEN

    def tell(number: int) -> None:
        nonlocal next_message
        if (now := time.monotonic()) >= next_message:
            next_message = now + _BETWEEN
            connection.send(("number", number))

    report = make_files(site, place, state, None if job.dry_run else Journal(place), tell)
    written = frozenset(report.written)
    paths = list(report.files)
    connection.send(("report", Report(in_the_way=report.in_the_way)))
    for start in range(0, len(paths), _PART):
        part = {path: report.files[path] for path in paths[start : start + _PART]}
        connection.send(("report", Report(part, [path for path in part if path in written])))
