"""Blobs of a git repository, many in one run: which one a path names in a commit, and what they hold. Nothing is fetched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from govtui.store.files import RECORD_SIZE
from govtui.store.git import GitFailed, git

_BLOB = re.compile(rb"([0-9a-f]{40,64}) blob (\d+)")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


class NotRead(StrEnum):
    """Why a blob is not read."""

    MISSING = "missing"
    TOO_LARGE = "too_large"


def texts(root: Path, blobs: Iterable[str]) -> dict[str, bytes | NotRead]:
    """What some blobs hold. Nothing is fetched, and nothing is read that is larger than a record may be."""
    names = sorted(set(blobs) - {""})
    if not names:
        return {}
    out: dict[str, bytes | NotRead] = {}
    for name, (blob, size) in zip(names, looked_up(root, names), strict=True):
        out[name] = NotRead.TOO_LARGE if blob and size > RECORD_SIZE else NotRead.MISSING
        if blob and size <= RECORD_SIZE:
            out[name] = b""
    out.update(_contents(root, [name for name in names if out[name] == b""]))
    return out


def _contents(root: Path, blobs: Sequence[str]) -> dict[str, bytes | NotRead]:
    """What blobs hold; git ends at a broken one, so it is looked for by halves."""
    if not blobs:
        return {}
    try:
        raw = git(root, "cat-file", "--batch", "--buffer", given=lines(blobs))
    except GitFailed as failure:
        if failure.code != "failed":
            raise
        if len(blobs) == 1:
            return {blobs[0]: NotRead.MISSING}
        half = len(blobs) // 2
        return _contents(root, blobs[:half]) | _contents(root, blobs[half:])
    out: dict[str, bytes | NotRead] = {}
    at = 0
    for blob in blobs:
        end = raw.index(b"\n", at)
        found = _BLOB.fullmatch(raw, at, end)
        size = int(found[2]) if found else -1
        out[blob] = raw[end + 1 : end + 1 + size] if found else NotRead.MISSING
        at = end + 2 + size
    return out


def looked_up(root: Path, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Blob and size of each thing that is named, links within the work tree followed; ("", 0) where that is no file."""
    out = git(
        root,
        "cat-file",
        "--batch-check=%(objectname) %(objecttype) %(objectsize)",
        "--follow-symlinks",
        given=lines(names),
    )
    at = 0
    for _ in names:
        end = out.index(b"\n", at)
        line, at = out[at:end], end + 1
        if found := _BLOB.fullmatch(line):
            yield found[1].decode(), int(found[2])
            continue
        kind, _, size = line.partition(b" ")
        if kind in (b"dangling", b"loop", b"notdir", b"symlink") and size.isdigit():
            at += int(size) + 1  # the name follows, on lines of its own
        yield "", 0


def lines(names: Iterable[str]) -> bytes:
    """Names as git reads them from its input."""
    return b"".join(os.fsencode(name) + b"\n" for name in names)


def not_here(root: Path, commits: Sequence[str], pathspec: str) -> dict[str, str]:
    """The blobs that git names by a path, but does not have: a partial clone leaves them out, or they were lost.

    Commits that have no file at the path are named with ""; those that are like all their parents are not named.
    """
    if not commits:
        return {}
    words = ("-r", "-m", "--root", "-z", "--raw", "--no-abbrev", "--no-renames")
    out = git(root, "diff-tree", "--stdin", *words, "--", pathspec, given=lines(commits))
    blobs: dict[str, str] = {}
    commit = ""
    for part in out.decode("utf-8", "replace").split("\0"):
        if part.startswith(":"):
            _, mode, _, blob, _ = part[1:].split(" ")
            blobs[commit] = blob if mode.startswith("100") else ""
        elif _COMMIT.fullmatch(part):
            commit = part
    return blobs
