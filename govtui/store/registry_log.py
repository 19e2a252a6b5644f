"""The commits of a registry, newest first, each with the record files that it changed: one question to git for many.

A merge has the files that are like those of no parent; `one_sided` adds those that it took from one side. Nothing is read
but names and blobs of trees, and for likely renames the files that one commit removed and added.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.store import commit_graph
from govtui.store.blobs import input_lines
from govtui.store.git import NO_HOOKS, GitFailed, git, parse_date
from govtui.store.history import History, Version
from govtui.store.location import MANIFEST

FIRST, NEXT = 256, 8192
"""Commits that are asked for at first, and then at once: most people look at the latest."""

_SHAPE = ("-z", "--no-color", "--encoding=UTF-8", "--format=%x01%H%x00%P%x00%aI%x00%aN%x00%s")
_WORDS = ("--no-follow", "--full-history", "-c", "--raw", "--no-abbrev", "--no-ext-diff", "-l1000")
_ROOT = ("-c", "log.showRoot=true")


class FileChange(NamedTuple):
    """What a commit did to a file of the registry."""

    path: str
    """From the registry's folder; of a file that was removed its last one."""
    former: str
    """Its path in the parent; the same where it was not renamed."""
    before: tuple[str, ...]
    """Its blob in each parent; "" where there is none."""
    after: str
    """Its blob; "" where it was removed."""


class LoggedCommit(NamedTuple):
    """A commit with the record files that it changed."""

    version: Version
    """With the parents of the commit; neither path nor blob, which each file has."""
    files: tuple[FileChange, ...]


def logged_commits(history: History) -> Iterator[LoggedCommit]:
    """Yield the commits with files, and all merges, newest first. Raises GitFailed.

    A commit at which a shallow clone ends is `cut`, and has no files: they were all there before.
    """
    if not (head := history.head()):
        return
    edge = history.edge()
    skipped, most = 0, FIRST
    while True:
        out = _log(history, head, most, skipped)
        count = 0
        for commit in _parsed(out, history.prefix):
            count += 1
            if commit.version.commit in edge and commit_graph.with_parents(history.root, [commit.version.commit]):
                yield LoggedCommit(commit.version._replace(cut=True), ())
            elif commit.files or len(commit.version.parents) > 1:
                yield commit
        if count < most:
            return
        skipped, most = skipped + count, NEXT


def one_sided(history: History, merges: Sequence[Version]) -> dict[str, list[FileChange]]:
    """Return for merges, by commit, the files that are like those of a parent, but not of all. Raises GitFailed."""
    pairs = [(one.commit, parent) for one in merges for parent in one.parents]
    if not pairs:
        return {}
    words = ("--always", "-r", "-z", "--raw", "--no-abbrev", "--no-renames")
    given = input_lines(f"{commit} {parent}" for commit, parent in pairs)
    out = git(history.root, "diff-tree", "--stdin", *words, "--", ".", given=given)
    unlike: dict[tuple[str, str], dict[str, FileChange]] = {}
    waiting = iter(pairs)
    found: dict[str, FileChange] = {}
    parts = iter(out.split(b"\0"))
    for part in parts:
        if part.startswith(b":"):
            if (change := _file(part.decode(), parts, history.prefix)) is not None:
                found[change.path] = change
        elif part:
            found = unlike[next(waiting)] = {}
    return {
        one.commit: list(_taken(one, [unlike.get((one.commit, parent), {}) for parent in one.parents]))
        for one in merges
    }


def _taken(merge: Version, unlike: Sequence[Mapping[str, FileChange]]) -> Iterator[FileChange]:
    for path in dict.fromkeys(path for side in unlike for path in side):
        changes = [side.get(path) for side in unlike]
        after = next(one.after for one in changes if one)
        if not all(changes):
            yield FileChange(path, path, tuple(one.before[0] if one else after for one in changes), after)


def touched(history: History, commit: str, without: Sequence[str]) -> frozenset[str]:
    """Return the files that commits changed, merges against any parent, which lead to `commit`, but to none of others.

    Raises GitFailed.
    """
    words = ("--format=", "-m", "--name-only", "--no-renames", "--no-ext-diff", "-z")
    out = git(history.root, "log", *words, commit, *(f"^{one}" for one in without), "--")
    paths = (os.fsdecode(part).removeprefix("\n") for part in out.split(b"\0"))
    return frozenset(path.removeprefix(history.prefix) for path in paths if path and path.startswith(history.prefix))


def _log(history: History, head: str, most: int, skipped: int) -> bytes:
    asked = (f"--max-count={most}", f"--skip={skipped}", *_WORDS, *_SHAPE, head, "--", ".")
    try:
        return git(history.root, "log", "-M60%", *asked, settings=(*NO_HOOKS, *_ROOT))
    except GitFailed as failure:
        if failure.code != "failed":
            raise
        # It could not look into files that are not in this clone.
        return git(history.root, "log", "--no-renames", *asked, settings=(*NO_HOOKS, *_ROOT))


def _parsed(out: bytes, prefix: str) -> Iterator[LoggedCommit]:
    version: Version | None = None
    files: list[FileChange] = []
    parts = iter(out.split(b"\0"))
    for part in parts:
        if part.startswith(b"\x01"):
            if version is not None:
                yield LoggedCommit(version, tuple(files))
            commit, parents = part[1:].decode(), next(parts).decode().split()
            when, author, subject = (next(parts).decode("utf-8", "replace") for _ in range(3))
            version = Version(commit, parse_date(when), author, subject, "", tuple(parents))
            files = []
        elif (raw := part.removeprefix(b"\n")).startswith(b":"):
            change = _file(raw.decode(), parts, prefix)
            if change is not None:
                files.append(change)
    if version is not None:
        yield LoggedCommit(version, tuple(files))


def _file(raw: str, parts: Iterator[bytes], prefix: str) -> FileChange | None:
    """Return a file by its line of git's raw format, with the paths that follow it; None where it is no record's."""
    count = len(raw) - len(raw.lstrip(":"))
    words = raw[count:].split(" ")
    modes, names, status = words[: count + 1], words[count + 1 : -1], words[-1]
    blobs = [name if mode.startswith("100") else "" for mode, name in zip(modes, names, strict=True)]
    path = former = os.fsdecode(next(parts))
    if count == 1 and status[0] in "RC":
        path = os.fsdecode(next(parts))
        if status[0] == "C":
            former = path
    inside = [one.removeprefix(prefix) for one in (path, former)]
    if not (path.startswith(prefix) and _is_record(inside[0])) or not any(blobs):
        return None
    return FileChange(inside[0], inside[1], tuple(blobs[:-1]), blobs[-1])


def _is_record(path: str) -> bool:
    return path.endswith(".toml") and path != MANIFEST and "/." not in f"/{path}"
