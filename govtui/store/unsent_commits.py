"""The commits of a branch that its upstream, as it was fetched last, does not have: what a push would send."""

from __future__ import annotations

import os
from datetime import datetime
from typing import NamedTuple

from govtui.store.git import git, parse_date
from govtui.store.history import History

LIMIT = 50
"""How many commits are named; the others are counted only."""

MOST = 1 << 18
"""Bytes of git's answer that are read: a commit of everything names everything."""


class UnsentCommit(NamedTuple):
    """A commit that waits to be sent."""

    commit: str
    when: datetime
    author: str
    subject: str
    paths: tuple[str, ...]
    """The files of the registry that it changed; none for a merge."""


def unsent_commits(history: History, limit: int = LIMIT) -> tuple[UnsentCommit, ...]:
    """Return the latest commits that wait to be sent, the newest first; merges that only took in others' are left out.

    Raises GitFailed, too where there is no upstream.
    """
    out = git(
        history.root,
        "log",
        f"--max-count={limit}",
        "--no-merges",
        "--no-follow",
        "--no-renames",
        "--no-ext-diff",
        "--no-color",
        "--name-only",
        "-z",
        "--encoding=UTF-8",
        "--format=%x01%H%x00%aI%x00%aN%x00%s",
        "@{upstream}..HEAD",
        "--",
        most=MOST,
    )
    found: list[UnsentCommit] = []
    parts = iter(out.split(b"\0")[:-1])  # the last one may be cut off
    for part in parts:
        if part.startswith(b"\x01"):
            when, author, subject = (next(parts, b"").decode("utf-8", "replace") for _ in range(3))
            found.append(UnsentCommit(part[1:].decode(), parse_date(when), author, subject, ()))
        elif found and (path := os.fsdecode(part.removeprefix(b"\n"))).startswith(history.prefix) and path:
            latest = found[-1]
            found[-1] = latest._replace(paths=(*latest.paths, path.removeprefix(history.prefix)))
    return tuple(found)
