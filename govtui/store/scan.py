"""Scan a registry's folders by stat alone: enough to see which files changed since they were read."""

from __future__ import annotations

import gc
import marshal
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from govtui.store.files import WALK_DEPTH

RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before a scan may change again without its time changing (some file systems count
whole seconds). It is recorded without a time, so the next scan reads it again."""

LINK, DEEP = -2, -3
"""In place of a size: a link to a folder, a folder deeper than WALK_DEPTH."""

Stamp = tuple[str, int, int, int]
"""Name, size, times in nanoseconds, inode. The times are the sum of mtime and ctime: a program may set a file's mtime back
(rsync and cp can), and some file systems have no ctime."""


class Folder(NamedTuple):
    """The TOML files of one folder; `racy`: one of them is recorded without a time."""

    path: str
    """Relative to the registry's folder; "" for that folder itself."""
    files: list[Stamp]
    racy: bool = False

    @property
    def signature(self) -> bytes:
        """Equal for equal files in the system's order; should that change, it only costs a comparison.

        marshal version 2: later ones write the same value in several ways.
        """
        return marshal.dumps(self.files, 2)


def files_from(signature: bytes) -> list[Stamp]:
    """Return the files that a signature was made of."""
    files: list[Stamp] = marshal.loads(signature)  # noqa: S302 (the index's own, in the user's own cache)
    return files


def scan_folders(root: Path, below: str = "") -> Iterator[Folder]:
    """Yield every folder of the registry, or of the part below one, as store.files.walk goes.

    Folders that walk does not enter are among the files of the folder around them (`LINK`, `DEEP`).
    """
    racy_from = time.time_ns() - RACY
    waiting = [below]
    while waiting:
        folder, inside = _scanned(root, waiting.pop(), racy_from)
        waiting += inside
        yield folder


def scan_folder(root: Path, path: str) -> tuple[Folder, list[str]]:
    """Return one folder, and the paths of those in it."""
    return _scanned(root, path, time.time_ns() - RACY)


def items(folder: Folder) -> dict[str, Stamp]:
    """Return the stamps of a folder's files by path; of the folder itself where it cannot be opened."""
    before = f"{folder.path}/" if folder.path else ""
    return {before + stamp[0] if stamp[0] else folder.path or ".": stamp for stamp in folder.files}


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector for work that makes many objects and no cycles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _scanned(root: Path, path: str, racy_from: int) -> tuple[Folder, list[str]]:
    base = os.fspath(root)
    depth = path.count("/") + 1 if path else 0
    files: list[Stamp] = []
    add = files.append
    inside: list[str] = []
    racy = False
    try:
        # By its handle, not by its name: else the kernel resolves the whole path for every file.
        handle = os.open(f"{base}/{path}" if path else base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with gc_paused(), os.scandir(handle) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if name[-5:] == ".toml":
                        try:
                            status = entry.stat()
                        except OSError:
                            add((name, -1, 0, 0))
                        else:
                            written, changed = status.st_mtime_ns, status.st_ctime_ns
                            if written < racy_from > changed:
                                add((name, status.st_size, written + changed, status.st_ino))
                            else:
                                racy = True
                                add((name, status.st_size, 0, status.st_ino))
                            if S_ISDIR(status.st_mode) and depth < WALK_DEPTH and not entry.is_symlink():
                                inside.append(f"{path}/{name}" if path else name)
                    elif entry.is_dir(follow_symlinks=False):
                        if depth < WALK_DEPTH:
                            inside.append(f"{path}/{name}" if path else name)
                        else:
                            add((name, DEEP, 0, 0))
                    elif entry.is_symlink() and entry.is_dir():
                        add((name, LINK, 0, 0))
        finally:
            os.close(handle)
    except OSError:
        files, inside = [("", -1, 0, 0)], []
    return Folder(path, files, racy), inside
