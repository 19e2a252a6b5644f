"""What changed lately in a registry: by its git history where it has one, else by the times of its files.

Asked in a thread: git, or looking at a hundred thousand files, takes its while; both have a limit of time.
"""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from govtui.store import shallow
from govtui.store.git import GitFailed, git, moment
from govtui.store.history import History
from govtui.store.location import MANIFEST
from govtui.store.survey import items, survey

SECONDS = 3.0
"""How long git, or looking at files, may take."""

COMMITS = 200
"""How many commits are looked at."""

MERGES = 20
"""How many files of merges are looked into."""

MOST = 1 << 18
"""Bytes of git's answer that are read: a commit of everything names everything."""


class Recent(NamedTuple):
    """A file that changed."""

    path: str
    when: datetime
    author: str
    """Empty where there is no git."""
    subject: str
    merge: str = ""
    """The commit, where it is a merge: then the file is like none of its parents."""


Decided = Callable[[str, str], bool]
"""Whether a merge decided something in a file: path and commit."""


class Lately(NamedTuple):
    """What changed, latest first, each file once; and how that is known."""

    source: Literal["git", "files"]
    files: tuple[Recent, ...]
    pending: tuple[str, ...] = ()
    """The files that differ from the last commit, by path; removed ones are not among them."""


def lately(root: Path, limit: int, decided: Decided) -> Lately:
    """The files that changed last, at most `limit`. A merge changed those in which it decided something."""
    try:
        history = History(root)
        if history.is_work_tree:
            pending = tuple(file.path for file in history.changed_files() if file.change != "removed")
            return Lately("git", tuple(_first(_committed(history), limit, decided)), pending[:limit])
    except GitFailed:
        pass
    return Lately("files", tuple(_by_time(root, limit)))


def _committed(history: History) -> Iterator[Recent]:
    root, prefix = history.root, history.prefix
    edge = shallow.listed(root)
    out = git(
        root,
        "log",
        f"--max-count={COMMITS}",
        "--no-follow",
        "-c",
        "--no-renames",
        "--no-ext-diff",
        "--no-color",
        "--diff-filter=AM",
        "--name-only",
        "-z",
        "--encoding=UTF-8",
        "--format=%x01%H%x00%P%x00%aI%x00%aN%x00%s",
        "--",
        ".",
        seconds=SECONDS,
        most=MOST,
    )
    parts = iter(out.split(b"\0")[:-1])  # the last one may be cut off
    when, author, subject, merge, known = datetime.min.replace(tzinfo=UTC), "", "", "", True
    for part in parts:
        if part.startswith(b"\x01"):
            commit, parents = part[1:].decode(), next(parts, b"").split()
            # A shallow clone that ends here has every file as new; one that is whole may name its first commit, too.
            known = commit not in edge or not shallow.cut_off(root, [commit])
            merge = commit if len(parents) > 1 else ""
            when = moment(next(parts, b"").decode())
            author, subject = (next(parts, b"").decode("utf-8", "replace") for _ in range(2))
        elif known and (path := os.fsdecode(part.removeprefix(b"\n"))).startswith(prefix) and path:
            yield Recent(path.removeprefix(prefix), when, author, subject, merge)


def _first(found: Iterable[Recent], limit: int, decided: Decided) -> Iterator[Recent]:
    """Each record's file once. Of merges at most MERGES files are looked into; the others decided nothing, as most do."""
    seen: set[str] = set()
    merges = 0
    for one in found:
        if one.path.endswith(".toml") and one.path not in seen and one.path != MANIFEST:
            if one.merge:
                merges += 1
                if merges > MERGES or not decided(one.path, one.merge):
                    continue
            seen.add(one.path)
            yield one
            if len(seen) == limit:
                return


def _by_time(root: Path, limit: int) -> Iterator[Recent]:
    end = time.monotonic() + SECONDS
    stamps: list[tuple[int, str]] = []
    for folder in survey(root):
        there = (path for path, stamp in items(folder).items() if stamp[1] >= 0 and path != MANIFEST)
        stamps = heapq.nlargest(limit, (*stamps, *_written(root, there)))
        if time.monotonic() > end:
            break
    for when, path in stamps:
        yield Recent(path, datetime.fromtimestamp(when / 1e9, UTC), "", "")


def _written(root: Path, paths: Iterable[str]) -> Iterator[tuple[int, str]]:
    for path in paths:
        with suppress(OSError):
            yield (root / path).stat().st_mtime_ns, path
