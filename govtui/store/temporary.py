"""Temporary files: made beside the file that they replace, renamed to it when whole, swept when stale."""

from __future__ import annotations

import errno
import itertools
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

TEMPORARY = ".govtui-tmp"
"""The suffix of temporary files; they begin with a dot, so that no walk meets them."""

_HOST = sha256(os.uname().nodename.encode()).hexdigest()[:8]
"""This machine, in the names of temporary files: process numbers mean nothing on another."""

_numbers = itertools.count()


@contextmanager
def temporary_file(folder: Path) -> Iterator[tuple[int, str]]:
    """Make an empty file in `folder`, named after this process, and remove it unless it was renamed."""
    while True:
        temporary = os.fspath(folder / f".{_HOST}-{os.getpid()}-{next(_numbers)}{TEMPORARY}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            handle = os.open(temporary, flags, 0o666)
            break
        except FileExistsError:  # left by a process of our number
            continue
    try:
        yield handle, temporary
    finally:
        with suppress(OSError):
            os.close(handle)
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108


def write(handle: int, raw: bytes) -> None:
    """Write all of `raw`, in as many steps as the system wants."""
    view = memoryview(raw)
    while view:
        view = view[os.write(handle, view) :]


def copy_attributes(handle: int, target: Path, before: os.stat_result) -> None:
    """Copy owner, group, mode and attributes of the replaced file, as far as this user may set them."""
    for uid, gid in ((-1, before.st_gid), (before.st_uid, -1)):
        with suppress(OSError):
            os.fchown(handle, uid, gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode))
    with suppress(OSError):
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(handle, name, os.getxattr(target, name))


def link_name(temporary: str, target: Path) -> None:
    """Give a temporary file a name that is free; it may keep the old one, too. Raises FileExistsError."""
    try:
        os.link(temporary, target, follow_symlinks=False)  # noqa: PTH200
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        _rename_new(temporary, target)  # a file system without hard links


def _rename_new(temporary: str, target: Path) -> None:
    import ctypes  # seldom needed: where there are no hard links

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), os.fspath(target))
    at_cwd, no_replace = -100, 1
    if libc.renameat2(at_cwd, os.fsencode(temporary), at_cwd, os.fsencode(target), no_replace) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(target))


def fsync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk. Raises OSError where the disk does not confirm them."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):  # a file system that knows no such thing
            raise


STALE = 3600
"""Seconds after which a temporary file is stale, whoever made it."""


def sweep(root: Path) -> list[str]:
    """Remove the temporary files of killed saves: their process is gone, or they are older than STALE.

    Returns the paths removed, relative to `root`. Nothing is raised: what cannot be removed stays.
    """
    swept = []
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name != ".git"]
        swept += [Path(folder, name).relative_to(root).as_posix() for name in _swept(folder, files)]
    return sorted(swept)


SHARE = 20
"""A folder is swept again only after this many times as long as it took last."""

_next_sweep: dict[str, float] = {}


def sweep_folder(folder: Path) -> list[str]:
    """Sweep one folder that was written to, but not after each of many saves; return the names removed."""
    key, start = os.fspath(folder), time.monotonic()
    if start < _next_sweep.get(key, 0):
        return []
    with suppress(OSError):
        swept = _swept(key, [entry.name for entry in os.scandir(folder)])
        end = time.monotonic()
        _next_sweep[key] = end + SHARE * (end - start)
        return sorted(swept)
    return []


def _swept(folder: str, names: Iterable[str]) -> list[str]:
    """Remove the stale temporary files among the names in a folder; return their names."""
    out = []
    for name in names:
        if name.startswith(".") and name.endswith(TEMPORARY):
            with suppress(OSError):
                if _is_stale(path := Path(folder, name)):
                    path.unlink()
                    out.append(name)
    return out


def _is_stale(path: Path) -> bool:
    host, _, rest = path.name[1:].partition("-")
    number = rest.partition("-")[0]
    if host == _HOST and number.isdecimal() and not _lives(int(number)):
        return True
    return time.time() - path.lstat().st_mtime > STALE


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
