"""A registry's past, where it lies in the work tree of a git repository: versions of a file, what is not committed.

That there is no git, or no work tree, is a value (`standing`), not an error. Nothing here changes anything.
"""

from __future__ import annotations

import heapq
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from govtui.store import blobs, commit_graph, version_graph
from govtui.store.blobs import NotRead
from govtui.store.files import RECORD_SIZE
from govtui.store.git import NO_HOOKS, GitFailed, git, moment, without_filters
from govtui.store.location import MANIFEST
from govtui.store.scan import items, scan_folders
from govtui.store.version_graph import Version, Versions

Standing = Literal["ready", "no_program", "no_work_tree", "not_trusted", "took_too_long", "failed"]

_STANDINGS: dict[str, Standing] = {
    "no_program": "no_program",
    "no_work_tree": "no_work_tree",
    "not_trusted": "not_trusted",
    "took_too_long": "took_too_long",
}

__all__ = ["ChangedFile", "Counted", "History", "NotRead", "Standing", "Version", "Versions"]

_COMMIT = re.compile(r"HEAD|[0-9a-f]{7,64}")


class ChangedFile(NamedTuple):
    """A file of the registry that is not as it was committed."""

    path: str
    """Relative to the registry's folder."""
    change: Literal["new", "changed", "removed", "clash"]
    """`clash`: a merge left two versions of it."""


class Counted(NamedTuple):
    """How many lines of a file are new and gone since it was committed."""

    path: str
    added: int
    removed: int


class History:
    """The past of the registry at `root`; every method but `standing` wants that to be "ready", else raises GitFailed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._missing: frozenset[str] = frozenset()
        """Blobs that a partial clone has left out, as far as they were met."""

    @cached_property
    def _place(self) -> tuple[Standing, str, Path]:
        """How things stand, the registry's path from the top of the work tree ("" or ending in "/"), git's own folder."""
        try:
            out = git(self.root, "rev-parse", "--is-inside-work-tree", "--show-prefix", "--absolute-git-dir")
        except GitFailed as failure:
            return _STANDINGS.get(failure.code, "failed"), "", Path()
        inside, prefix, folder = os.fsdecode(out).split("\n")[:3]
        return ("ready" if inside == "true" else "no_work_tree"), prefix, Path(folder)

    @property
    def standing(self) -> Standing:
        """Whether there is a past to be asked; asked of git once."""
        return self._place[0]

    @property
    def is_work_tree(self) -> bool:
        """Whether the registry lies in a git work tree that may be read."""
        return self.standing == "ready"

    @cached_property
    def _looking(self) -> tuple[str, ...]:
        """Settings for questions that compare files of the work tree."""
        return (*NO_HOOKS, *without_filters(self.root))

    @property
    def folder(self) -> Path:
        """Git's own folder of this work tree."""
        return self._place[2]

    @property
    def prefix(self) -> str:
        """The registry's path from the top of the work tree: "" or ending in "/"."""
        return self._place[1]

    def branch(self) -> str:
        """The name of the branch that is checked out; "" for none."""
        try:
            return os.fsdecode(git(self.root, "symbolic-ref", "--short", "-q", "HEAD")).strip()
        except GitFailed:
            return ""

    def versions(self, path: str) -> Versions:
        """The versions of the file at `path`, newest first, also under names that it had before."""
        if not self._has_commits():
            return Versions()
        prefix = self._place[1]
        found, missing = version_graph.versions(self.root, prefix, prefix + path)
        self._missing |= missing
        return found

    def texts(self, names: Iterable[str]) -> dict[str, bytes | NotRead]:
        """What some blobs (Version.blob) hold, each read once; "" is none."""
        return blobs.texts(self.root, names, self._missing)

    def _has_commits(self) -> bool:
        try:
            return bool(git(self.root, "rev-parse", "--verify", "-q", "HEAD"))
        except GitFailed as failure:
            if failure.code == "failed":
                return False
            raise

    def text_at(self, commit: str, path: str) -> bytes | None:
        """What a file held at a commit, its `path` from the top of the work tree (Version.path); None when it was not there.

        At most RECORD_SIZE + 1 bytes: what is longer is no record.
        """
        if not _COMMIT.fullmatch(commit):
            raise ValueError(f"no commit: {commit!r}")
        if not path:
            return None
        try:
            return git(self.root, "cat-file", "blob", f"{commit}:{path}", most=RECORD_SIZE)
        except GitFailed as failure:
            if failure.code == "failed":
                return None
            raise

    def committed(self, path: str) -> bytes | None:
        """What the file at `path` (from the registry's folder) holds in the last commit."""
        return self.text_at("HEAD", self._place[1] + path)

    def changed_files(self, *paths: str) -> tuple[ChangedFile, ...]:
        """The registry's TOML files (or those of `paths`) that are not as they were committed, by path."""
        out = git(
            self.root,
            "status",
            "--porcelain=v1",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--ignore-submodules=all",
            "--",
            *(paths or (".",)),
            settings=self._looking,
        )
        found = []
        prefix = self._place[1]
        for line in os.fsdecode(out).split("\0"):
            state, path = line[:2], line[3:]
            if path.startswith(prefix) and path.endswith(".toml") and "/." not in f"/{path[len(prefix) :]}":
                found.append(ChangedFile(path[len(prefix) :], _change(state)))
        return tuple(sorted(found))

    def counted(self, paths: Sequence[str]) -> tuple[Counted, ...]:
        """How many lines are new and gone in each of these files since the last commit; new files are not counted."""
        if not paths or not self._has_commits():
            return ()
        words = ("diff", "HEAD", "--numstat", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative")
        out = git(self.root, *words, "--", *paths, settings=self._looking)
        rows = (row.split("\t") for row in os.fsdecode(out).split("\0") if row.count("\t") == 2)
        return tuple(Counted(path, int(added), int(gone)) for added, gone, path in rows if added.isdigit())


def _change(state: str) -> Literal["new", "changed", "removed", "clash"]:
    if "U" in state or state in ("AA", "DD"):
        return "clash"
    if state == "??" or "A" in state:
        return "new"
    return "removed" if "D" in state else "changed"


# -- What changed lately in a registry: by its git history where it has one, else by the times of its files ------------
#
# Asked in a thread: git, or looking at a hundred thousand files, takes its while; both have a limit of time.


SECONDS = 3.0
"""How long git, or looking at files, may take."""

COMMITS = 200
"""How many commits are looked at."""

MERGES = 20
"""How many files of merges are looked into."""

MOST = 1 << 18
"""Bytes of git's answer that are read: a commit of everything names everything."""


class RecentFile(NamedTuple):
    """A file that changed."""

    path: str
    when: datetime
    author: str
    """Empty where there is no git."""
    subject: str
    merge: str = ""
    """The commit, where it is a merge: then the file is like none of its parents."""


MergeDecided = Callable[[str, str], bool]
"""Whether a merge decided something in a file: path and commit."""


class RecentChanges(NamedTuple):
    """What changed, latest first, each file once; and how that is known."""

    source: Literal["git", "files"]
    files: tuple[RecentFile, ...]
    pending: tuple[str, ...] = ()
    """The files that differ from the last commit, by path; removed ones are not among them."""


def recent_changes(root: Path, limit: int, decided: MergeDecided) -> RecentChanges:
    """The files that changed last, at most `limit`. A merge changed those in which it decided something."""
    try:
        history = History(root)
        if history.is_work_tree:
            pending = tuple(file.path for file in history.changed_files() if file.change != "removed")
            return RecentChanges("git", tuple(_first(_committed(history), limit, decided)), pending[:limit])
    except GitFailed:
        pass
    return RecentChanges("files", tuple(_by_time(root, limit)))


def _committed(history: History) -> Iterator[RecentFile]:
    root, prefix = history.root, history.prefix
    edge = commit_graph.listed(root)
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
            known = commit not in edge or not commit_graph.cut_off(root, [commit])
            merge = commit if len(parents) > 1 else ""
            when = moment(next(parts, b"").decode())
            author, subject = (next(parts, b"").decode("utf-8", "replace") for _ in range(2))
        elif known and (path := os.fsdecode(part.removeprefix(b"\n"))).startswith(prefix) and path:
            yield RecentFile(path.removeprefix(prefix), when, author, subject, merge)


def _first(found: Iterable[RecentFile], limit: int, decided: MergeDecided) -> Iterator[RecentFile]:
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


def _by_time(root: Path, limit: int) -> Iterator[RecentFile]:
    end = time.monotonic() + SECONDS
    stamps: list[tuple[int, str]] = []
    for folder in scan_folders(root):
        there = (path for path, stamp in items(folder).items() if stamp[1] >= 0 and path != MANIFEST)
        stamps = heapq.nlargest(limit, (*stamps, *_written(root, there)))
        if time.monotonic() > end:
            break
    for when, path in stamps:
        yield RecentFile(path, datetime.fromtimestamp(when / 1e9, UTC), "", "")


def _written(root: Path, paths: Iterable[str]) -> Iterator[tuple[int, str]]:
    for path in paths:
        with suppress(OSError):
            yield (root / path).stat().st_mtime_ns, path
