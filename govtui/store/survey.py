"""What files a registry has, without reading them: enough to see what changed since they were read."""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govtui.store.files import WALK_DEPTH

RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again without its time changing (some file
systems count whole seconds). It is remembered as of no time, and so looked at again."""

Stamp = tuple[str, int, int, int]
"""Name, size, time of change in nanoseconds, inode."""


class Folder(NamedTuple):
    """The TOML files that stand in one folder."""

    path: str
    """Relative to the registry's folder; "" for that folder itself."""
    files: list[Stamp]

    @property
    def signature(self) -> bytes:
        """Equal for equal files. marshal version 2: later ones write the same value in several ways."""
        return marshal.dumps(self.files, 2)


def files_of(signature: bytes) -> list[Stamp]:
    """The files that a signature was made of."""
    files: list[Stamp] = marshal.loads(signature)  # noqa: S302 (the index's own, in the user's own cache)
    return files


def survey(root: Path) -> Iterator[Folder]:
    """Every folder of the registry with the TOML files in it; as store.files.walk goes, but by stat alone."""
    racy_from = time.time_ns() - RACY
    waiting = [("", 0)]
    base = os.fspath(root)
    while waiting:
        path, depth = waiting.pop()
        files: list[Stamp] = []
        try:
            with os.scandir(f"{base}/{path}" if path else base) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if name.endswith(".toml"):
                        files.append(_stamp(entry, racy_from))
                    if entry.is_dir(follow_symlinks=False) and depth < WALK_DEPTH:
                        waiting.append((f"{path}/{name}" if path else name, depth + 1))
        except OSError:
            files = [("", -1, 0, 0)]
        files.sort()
        yield Folder(path, files)


def _stamp(entry: os.DirEntry[str], racy_from: int) -> Stamp:
    try:
        status = entry.stat()
    except OSError:
        return (entry.name, -1, 0, 0)
    changed = status.st_mtime_ns
    return (entry.name, status.st_size, changed if changed < racy_from else 0, status.st_ino)
