"""Questions about commits and the files in them: which files a commit has, who made the commits between two others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from govtui.store.git import GitFailed, git, parse_date
from govtui.store.history import History

MOST = 1000
"""Commits whose authors are asked for."""

NAME = 80
"""Letters of an author's name that are told."""


class Between(NamedTuple):
    """The commits that one commit has and another lacks."""

    number: int
    authors: tuple[str, ...]
    """Each once, the latest first; of the last MOST commits."""


class LastChange(NamedTuple):
    """The last commit that changed a file."""

    author: str
    when: datetime


def head(history: History) -> str:
    """Return the commit that is checked out; "" where nothing has been committed yet. Raises GitFailed."""
    try:
        return os.fsdecode(git(history.root, "rev-parse", "--verify", "-q", "HEAD^{commit}")).strip()
    except GitFailed as failure:
        if failure.code == "failed" and not failure.output:
            return ""
        raise


def commits_between(history: History, without: str, tip: str) -> Between:
    """Return what `tip` has and `without` ("": nothing) lacks. Raises GitFailed."""
    words = ("log", f"--max-count={MOST + 1}", "-z", "--encoding=UTF-8", "--format=%aN", tip)
    words = (*words, *([f"^{without}"] if without else ()), "--")
    names = [_name(name) for name in git(history.root, *words).decode("utf-8", "replace").split("\0")[:-1]]
    number = len(names) if len(names) <= MOST else count_between(history, without, tip)
    return Between(number, tuple(dict.fromkeys(filter(None, names[:MOST]))))


def count_between(history: History, without: str, tip: str) -> int:
    """Return how many commits `tip` has and `without` ("": nothing) lacks. Raises GitFailed."""
    return int(git(history.root, "rev-list", "--count", tip, *([f"^{without}"] if without else ()), "--"))


def last_change(history: History, without: str, tip: str, path: str) -> LastChange | None:
    """Return who changed a file last, by its path from the top, among the commits that `without` lacks."""
    words = ("log", "--max-count=1", "-z", "--encoding=UTF-8", "--format=%aN%x00%aI", tip, f"^{without}")
    try:
        # Pathspecs are taken from the current folder, which is the registry's.
        out = git(history.root, *words, "--", f"{_up(history)}{path}").decode("utf-8", "replace").split("\0")
    except GitFailed:
        return None
    return LastChange(_name(out[0]), parse_date(out[1])) if len(out) > 1 and out[0] else None


def _name(author: str) -> str:
    name = author[: NAME + 1].strip()
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"


def _up(history: History) -> str:
    return "../" * history.prefix.count("/")


def records_of(history: History, commit: str) -> Iterator[tuple[str, str]]:
    """Yield path (from the registry's folder) and blob of the registry's TOML files in a commit. Raises GitFailed."""
    within = (history.prefix,) if history.prefix else ()
    out = git(history.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *within)
    for line in out.split(b"\0"):
        head, tab, name = line.partition(b"\t")
        if tab and head.startswith(b"100") and name.endswith(b".toml"):
            yield os.fsdecode(name).removeprefix(history.prefix), head.split(b" ")[2].decode()


def sizes(history: History, blobs: list[str]) -> dict[str, int]:
    """Return the sizes of blobs that are in this clone, in bytes. Raises GitFailed."""
    given = b"".join(blob.encode() + b"\n" for blob in blobs)
    out = git(history.root, "cat-file", "--batch-check=%(objectname) %(objectsize)", given=given)
    rows = (line.split() for line in out.decode("ascii", "replace").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}  # noqa: PLR2004
