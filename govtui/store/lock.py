"""The folder `.govtui/` in a registry, and the lock in it that lets one save at a time through.

The folder holds nothing that would be missed: the lock, who is editing, a renaming under way. git ignores it, and it is as
writable as the registry's own folder, so that all who share a registry share the lock.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWN = ".govtui"

RENAMING, SEVERAL = f"{OWN}/renaming.json", f"{OWN}/several.json"
"""Journals of a renaming and of a transaction that are under way, or were cut short."""

PATIENCE = 5.0
"""Seconds to wait for another save; one takes milliseconds, so a longer wait is for a stopped process."""


class Busy(Exception):
    """Another process has held the lock for longer than PATIENCE."""


def is_interrupted(root: Path) -> bool:
    """Return whether a change of several files is under way or was cut short (see renaming.resume)."""
    return os.path.lexists(root / RENAMING) or os.path.lexists(root / SEVERAL)


def own_folder(root: Path, *names: str) -> Path | None:
    """Return the folder `.govtui` of a registry, or one below it, made if missing; None if it cannot be."""
    folder = root / OWN
    try:
        mode = stat.S_IMODE(root.stat().st_mode) | 0o700
        if _made(folder, mode):
            _write_new(folder / ".gitignore", b"*\n", mode & 0o666)
        for name in names:
            folder /= name
            _made(folder, mode)
    except OSError:
        return None
    return folder


def _made(folder: Path, mode: int) -> bool:
    """Make a folder; return False when it was there. Raises OSError for a link: it may lead anywhere."""
    try:
        folder.mkdir()
    except FileExistsError:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), os.fspath(folder)) from None
        return False
    with suppress(OSError):
        folder.chmod(mode)
    return True


def _write_new(path: Path, raw: bytes, mode: int) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            os.fchmod(handle, mode)
            os.write(handle, raw)
        finally:
            os.close(handle)


def open_lock(path: Path) -> int:
    """Open a file to lock, made where it is missing, as open to others as its folder. Raises OSError."""
    flags = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | flags, 0o600)
    except FileExistsError:
        try:
            return os.open(path, os.O_RDWR | flags)
        except PermissionError:
            return os.open(path, os.O_RDONLY | flags)  # enough for a lock, but on NFS
    with suppress(OSError):
        os.fchmod(handle, stat.S_IMODE(path.parent.stat().st_mode) & 0o666)
    return handle


def try_lock(handle: int) -> bool:
    """Take the lock on an open file; return False when somebody has it. It ends with the process."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            return False
        raise
    return True


@contextmanager
def save_lock(root: Path) -> Iterator[bool]:
    """Let one save of a registry at a time through, among processes and threads. Raises Busy.

    Yields False where there can be no lock (a folder that this user may not write to, a file system without locks): then
    only the comparison of contents guards.
    """
    handle = _handle(root)
    try:
        yield handle >= 0 and _waited(handle)
    finally:
        if handle >= 0:
            with suppress(OSError):
                os.close(handle)  # the file stays: removing it would let two hold two files of one name


def _handle(root: Path) -> int:
    folder = own_folder(root)
    if folder is None:
        return -1
    try:
        return open_lock(folder / "lock")
    except OSError:
        return -1


def _waited(handle: int) -> bool:
    end, pause = time.monotonic() + PATIENCE, 0.001
    while True:
        try:
            if try_lock(handle):
                return True
        except OSError:
            return False
        if time.monotonic() > end:
            raise Busy
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
