"""The git history of a registry: versions of files, uncommitted changes, recent changes.

A missing git or work tree is a value (`standing`), not an error. Nothing here changes anything. `recent_changes` goes by the
times of files where there is no git; both have a limit of time, and are asked in a thread.
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
from typing import Literal, NamedTuple, cast, get_args

from govtui.store import blobs, commit_graph, version_graph
from govtui.store.blobs import NotRead as NotRead
from govtui.store.files import RECORD_SIZE
from govtui.store.git import NO_HOOKS, GitFailed, git, parse_date, without_filters
from govtui.store.location import MANIFEST
from govtui.store.scan import items, scan_folders
from govtui.store.version_graph import Version as Version
from govtui.store.version_graph import Versions as Versions

Standing = Literal["ready", "no_program", "no_work_tree", "not_trusted", "took_too_long", "failed"]

_TRACK = re.compile(r"(ahead|behind) (\d+)")

_COMMIT = re.compile(r"HEAD|[0-9a-f]{7,64}")

SECONDS = 3.0
"""The most time that recent changes may take."""

COMMITS = 200
"""The most commits that are looked at for recent changes."""

MERGES = 20
"""The most files of merges that are looked into."""

MOST = 1 << 18
"""Bytes of git's answer that are read: a commit of everything names everything."""


class ChangedFile(NamedTuple):
    """An uncommitted change of a file of the registry; `clash`: a merge left two versions of it."""

    path: str
    change: Literal["new", "changed", "removed", "clash"]


class AheadBehind(NamedTuple):
    """How many commits a branch has that its upstream, as it was fetched last, has not; and the other way round."""

    ahead: int = 0
    behind: int = 0

    @classmethod
    def read(cls, track: str) -> AheadBehind:
        """Read "[ahead 3, behind 2]", as git says it; what it leaves out is 0."""
        return cls(**{word: int(count) for word, count in _TRACK.findall(track)})


class WorkState(NamedTuple):
    """The uncommitted changes, and where the branch stands to its upstream; None where it has none."""

    files: tuple[ChangedFile, ...]
    distance: AheadBehind | None


class Counted(NamedTuple):
    """The lines of a file added and removed since it was committed."""

    path: str
    added: int
    removed: int


class History:
    """The history of the registry at `root`; all but `standing` raises GitFailed unless that is "ready"."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._missing: frozenset[str] = frozenset()
        """Blobs that a partial clone lacks, as far as they were met."""

    @cached_property
    def _place(self) -> tuple[Standing, str, Path]:
        """The standing, the prefix and git's own folder."""
        try:
            out = git(self.root, "rev-parse", "--is-inside-work-tree", "--show-prefix", "--absolute-git-dir")
        except GitFailed as failure:
            known = failure.code in get_args(Standing)
            return (cast(Standing, failure.code) if known else "failed"), "", Path()
        inside, _, rest = os.fsdecode(out).removesuffix("\n").partition("\n")
        prefix, _, folder = rest.partition("\n/")  # a folder's name may have line breaks
        return ("ready" if inside == "true" else "no_work_tree"), prefix, Path("/", folder)

    @property
    def standing(self) -> Standing:
        """Whether there is a history to be asked, and why not; asked of git once."""
        return self._place[0]

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
        """Return the name of the branch that is checked out; "" for none."""
        try:
            return os.fsdecode(git(self.root, "symbolic-ref", "--short", "-q", "HEAD")).strip()
        except GitFailed:
            return ""

    def versions(self, path: str) -> Versions:
        """Return the versions of the file at `path`, newest first, also under its former names."""
        if not self.head():
            return Versions()
        found, missing = version_graph.versions(self.root, self.prefix, self.prefix + path, self.edge())
        self._missing |= missing
        return found

    def texts(self, names: Iterable[str]) -> dict[str, bytes | NotRead]:
        """Return the contents of blobs (Version.blob), each read once; "" is none."""
        names = {*names}
        try:
            return blobs.read_blobs(self.root, names, self._missing)
        except GitFailed as failure:
            if failure.code != "failed" or not (
                missing := names - {"", *self._missing} - blobs.present_objects(self.root)
            ):
                raise
        self._missing |= missing
        return blobs.read_blobs(self.root, names, self._missing)

    def head(self) -> str:
        """Return the commit that is checked out; "" for none."""
        try:
            return git(self.root, "rev-parse", "--verify", "-q", "HEAD").decode().strip()
        except GitFailed as failure:
            if failure.code == "failed":
                return ""
            raise

    def edge(self) -> frozenset[str]:
        """Return the commits at which this clone ends; none where it is whole."""
        return commit_graph.shallow_commits(self.root)

    def committed_blobs(self, paths: Sequence[str]) -> dict[str, str]:
        """Return the blobs of files (by path from the registry's folder) as they were last committed; "" for none."""
        asked = [path for path in paths if "\n" not in path]
        found = blobs.lookup(self.root, [f"HEAD:{self.prefix}{path}" for path in asked]) if asked else ()
        return dict.fromkeys(paths, "") | {path: blob for path, (blob, _) in zip(asked, found, strict=bool(asked))}

    def text_at(self, commit: str, path: str) -> bytes | None:
        """Return a file at a commit, by its path from the top of the work tree (Version.path), or None.

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
        """Return the file at `path` (from the registry's folder) as it was last committed."""
        return self.text_at("HEAD", self.prefix + path)

    def changed_files(self, *paths: str) -> tuple[ChangedFile, ...]:
        """Return the uncommitted changes of the registry's TOML files (or of `paths`), by path."""
        return self._state(*paths)[0]

    def work_state(self) -> WorkState:
        """Return the uncommitted changes, and how far the branch is from its upstream, by one question."""
        return WorkState(*self._state(options=("--branch", "--ahead-behind")))

    def _state(self, *paths: str, options: Sequence[str] = ()) -> tuple[tuple[ChangedFile, ...], AheadBehind | None]:
        words = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all")
        out = git(self.root, *words, *options, "--", *(paths or (".",)), settings=self._looking)
        lines = os.fsdecode(out).split("\0")
        branch = lines.pop(0) if options else ""
        found = []
        for line in lines:
            state, path = line[:2], line[3:]
            inside = path.removeprefix(self.prefix)
            if path.startswith(self.prefix) and path.endswith(".toml") and "/." not in f"/{inside}":
                found.append(ChangedFile(inside, _change(state)))
        return tuple(sorted(found)), _distance(branch)

    def counted(self, paths: Sequence[str]) -> tuple[Counted, ...]:
        """Count the lines added to and removed from these files since the last commit; omits new files."""
        if not paths or not self.head():
            return ()
        words = ("diff", "HEAD", "--numstat", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative")
        out = git(self.root, *words, "--", *paths, settings=self._looking)
        rows = (row.split("\t") for row in os.fsdecode(out).split("\0") if row.count("\t") == 2)
        return tuple(Counted(path, int(added), int(gone)) for added, gone, path in rows if added.isdigit())


class HistoryAtOnce(History):
    """The same for many files that are asked about at one moment: what all of them share is asked once."""

    @cached_property
    def _head(self) -> str:
        return super().head()

    @cached_property
    def _edge(self) -> frozenset[str]:
        return super().edge()

    @cached_property
    def _changed(self) -> tuple[ChangedFile, ...]:
        return super().changed_files()

    def head(self) -> str:
        return self._head

    def edge(self) -> frozenset[str]:
        return self._edge

    def changed_files(self, *paths: str) -> tuple[ChangedFile, ...]:
        return tuple(one for one in self._changed if one.path in paths) if paths else self._changed


def _distance(branch: str) -> AheadBehind | None:
    """Read "## main...origin/main [ahead 3, behind 2]": no name of a branch has "..", a blank or a bracket."""
    upstream, _, told = branch.removeprefix("## ").partition("...")[2].partition(" [")
    return AheadBehind.read(told) if upstream and told != "gone]" else None


def ahead_behind(root: Path) -> AheadBehind | None:
    """Return how far the branch is from its upstream as it was fetched last; None where there is none, or no git."""
    try:
        out = git(root, "rev-list", "--left-right", "--count", "HEAD...@{upstream}", "--", seconds=SECONDS)
    except GitFailed:
        return None
    ahead, behind = map(int, out.split())
    return AheadBehind(ahead, behind)


def _change(state: str) -> Literal["new", "changed", "removed", "clash"]:
    if "U" in state or state in ("AA", "DD"):
        return "clash"
    if state == "??" or "A" in state:
        return "new"
    return "removed" if "D" in state else "changed"


class RecentFile(NamedTuple):
    """A file's last change; without git only its time. `merge`: the commit, if it is like no parent."""

    path: str
    when: datetime
    author: str
    subject: str
    merge: str = ""


MergeDecided = Callable[[str, str], bool]
"""Whether a merge decided something in a file, by path and commit."""


class RecentChanges(NamedTuple):
    """The last changes, latest first, each file once."""

    source: Literal["git", "files"]
    files: tuple[RecentFile, ...]
    pending: tuple[str, ...] = ()
    """The uncommitted files, by path, without removed ones."""
    state: WorkState | None = None
    """None without git."""


def recent_changes(root: Path, limit: int, decided: MergeDecided, seconds: float = SECONDS) -> RecentChanges:
    """Return at most `limit` files that changed last. A merge changed those in which it decided something."""
    try:
        history = History(root)
        if history.standing == "ready":
            state = history.work_state()
            pending = tuple(file.path for file in state.files if file.change != "removed")[:limit]
            return RecentChanges("git", tuple(_first(_committed(history, seconds), limit, decided)), pending, state)
    except GitFailed:
        pass
    return RecentChanges("files", tuple(_by_time(root, limit)))


def _committed(history: History, seconds: float) -> Iterator[RecentFile]:
    root, prefix = history.root, history.prefix
    edge = commit_graph.shallow_commits(root)
    shape = ("-z", "--encoding=UTF-8", "--format=%x01%H%x00%P%x00%aI%x00%aN%x00%s")
    words = (
        "--no-follow",
        "-c",
        "--no-renames",
        "--no-ext-diff",
        "--no-color",
        "--diff-filter=AM",
        "--name-only",
        *shape,
    )
    out = git(root, "log", f"--max-count={COMMITS}", *words, "--", ".", seconds=seconds, most=MOST)
    parts = iter(out.split(b"\0")[:-1])  # the last one may be cut off
    when, author, subject, merge, known = datetime.min.replace(tzinfo=UTC), "", "", "", True
    for part in parts:
        if part.startswith(b"\x01"):
            commit, parents = part[1:].decode(), next(parts, b"").split()
            # A shallow clone that ends here has every file as new; one that is whole may name its first commit, too.
            known = commit not in edge or not commit_graph.with_parents(root, [commit])
            merge = commit if len(parents) > 1 else ""
            when = parse_date(next(parts, b"").decode())
            author, subject = (next(parts, b"").decode("utf-8", "replace") for _ in range(2))
        elif known and (path := os.fsdecode(part.removeprefix(b"\n"))).startswith(prefix) and path:
            yield RecentFile(path.removeprefix(prefix), when, author, subject, merge)


def _first(found: Iterable[RecentFile], limit: int, decided: MergeDecided) -> Iterator[RecentFile]:
    """Yield each record's file once. Beyond MERGES files, merges count as deciding nothing, as most do."""
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
        for path, stamp in items(folder).items():
            if stamp[1] >= 0 and path != MANIFEST:
                with suppress(OSError):
                    stamps.append(((root / path).stat().st_mtime_ns, path))
        stamps = heapq.nlargest(limit, stamps)
        if time.monotonic() > end:
            break
    for when, path in stamps:
        yield RecentFile(path, datetime.fromtimestamp(when / 1e9, UTC), "", "")
