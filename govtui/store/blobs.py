"""Look up and read blobs of a git repository, many in one run. Nothing is fetched."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from govtui.store.files import RECORD_SIZE
from govtui.store.git import GitFailed, git

_OBJECT = re.compile(rb"[0-9a-f]{40,64} [a-z]+ (\d+)")
_BLOB = re.compile(rb"([0-9a-f]{40,64}) blob (\d+)")


class NotRead(StrEnum):
    """Why a blob is not read."""

    MISSING = "missing"
    TOO_LARGE = "too_large"


def read_blobs(root: Path, blobs: Iterable[str], missing: Collection[str] = ()) -> dict[str, bytes | NotRead]:
    """Return the contents of blobs by name, of none that is larger than a record may be.

    Those known to be `missing` are not asked for: git ends where a partial clone lacks a blob.
    """
    names = sorted({*blobs} - {"", *missing})
    out: dict[str, bytes | NotRead] = dict.fromkeys(missing, NotRead.MISSING)
    found = dict(zip(names, lookup(root, names), strict=True)) if names else {}
    for name, (blob, size) in found.items():
        out[name] = NotRead.TOO_LARGE if blob and size > RECORD_SIZE else NotRead.MISSING
    return out | contents(root, [name for name, (blob, size) in found.items() if blob and size <= RECORD_SIZE])


def contents(root: Path, blobs: Sequence[str]) -> dict[str, bytes | NotRead]:
    """Return the contents of objects; git ends at a broken one, so that is found by bisection."""
    if not blobs:
        return {}
    try:
        raw = git(root, "cat-file", "--batch", "--buffer", given=input_lines(blobs))
    except GitFailed as failure:
        if failure.code != "failed":
            raise
        if len(blobs) == 1:
            return {blobs[0]: NotRead.MISSING}
        half = len(blobs) // 2
        return contents(root, blobs[:half]) | contents(root, blobs[half:])
    out: dict[str, bytes | NotRead] = {}
    at = 0
    for blob in blobs:
        end = raw.index(b"\n", at)
        found = _OBJECT.fullmatch(raw, at, end)
        size = int(found[1]) if found else -1
        out[blob] = raw[end + 1 : end + 1 + size] if found else NotRead.MISSING
        at = end + 2 + size
    return out


def lookup(root: Path, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield blob and size of each object named, through links in the work tree; ("", 0) for no file."""
    check = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
    out = git(root, "cat-file", check, "--follow-symlinks", given=input_lines(names))
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


def input_lines(names: Iterable[str]) -> bytes:
    """Return names as git reads them from its input."""
    return b"".join(os.fsencode(name) + b"\n" for name in names)


def blobs_at(root: Path, pairs: Sequence[tuple[str, str]], path: str, pathspec: str) -> list[tuple[str, str] | None]:
    """Return a path's blobs in the parent and the commit, for pairs of a commit and a parent ("": none).

    `path` is from the top of the work tree, `pathspec` the same from `root`. A blob is "" where there is no file of its own;
    a pair is None where both name the same. Works from trees alone: the blobs may be missing.
    """
    words = ("--always", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames")
    given = input_lines(f"{commit} {parent}".rstrip() for commit, parent in pairs)
    out: list[tuple[str, str] | None] = []
    parts = iter(git(root, "diff-tree", "--stdin", *words, "--", pathspec, given=given).split(b"\0"))
    for part in parts:
        if part.startswith(b":"):
            modes, blobs = part[1:].decode().split(" ")[:2], part.decode().split(" ")[2:4]
            before, after = (blob if mode.startswith("100") else "" for mode, blob in zip(modes, blobs, strict=True))
            if os.fsdecode(next(parts)) == path:  # else it lies below: the path is a folder
                out[-1] = (before, after)
        elif part:
            out.append(None)
    return out


def present_objects(root: Path) -> frozenset[str]:
    """Return all objects that are in this copy."""
    out = git(root, "cat-file", "--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objectname)")
    return frozenset(out.decode().split())


def missing_objects(root: Path, commits: Sequence[str], pathspec: str) -> frozenset[str]:
    """Return the objects on the way to a path in some commits that a partial clone lacks."""
    words = ("--objects", "--missing=print", "--no-walk=unsorted", "--no-object-names")
    out = git(root, "rev-list", *words, "--stdin", given=input_lines((*commits, "--", pathspec)))
    return frozenset(line[1:].decode() for line in out.split(b"\n") if line.startswith(b"?"))
