"""Write files atomically, the old text or the new one, and only over the content that was read.

Temporary file in the same folder, fsync, rename, fsync of the folder. Of two processes that save over the same content one
is refused (Changed); none is lost. A lock in `.govtui/` makes that certain among govtui's own processes. An editor that does
not know the lock is noticed by the content, up to the moment of the rename.

A link to a file is kept, and the file that it points at is written. Mode, extended attributes, and owner and group where
this user may set them, stay. Other *hard* links to a file keep its old content.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from govtui.store.files import Unreadable, etag, read
from govtui.store.lock import Busy, save_lock
from govtui.store.temporary import copy_attributes, fsync_folder, link_name, sweep_folder, temporary_file, write
from govtui.store.temporary import sweep as sweep


class Changed(Exception):
    """The file is not as it was read, or `gone`; nothing was written."""

    def __init__(self, path: str, *, gone: bool = False) -> None:
        super().__init__(path)
        self.path = path
        self.gone = gone


class NotSaved(OSError):
    """The file system refused; nothing was written.

    `code` is one of disk_full, read_only_folder, no_permission, name_too_long, gone (a folder above it), busy (somebody
    else has been saving for seconds), io_error; `values` fill its sentence.
    """

    def __init__(self, code: str, path: str, error: OSError | None = None) -> None:
        number = error.errno if error and error.errno else errno.EIO
        super().__init__(number, os.strerror(number), path)
        self.code = code
        self.path = path
        self.values: dict[str, str | int] = {"path": path, "reason": os.strerror(number)}


class NotConfirmed(OSError):
    """The file is written and in its place, but the disk did not confirm that it will outlast a power cut."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(error.errno, error.strerror, path)
        self.code = "not_confirmed"
        self.path = path


def replace(root: Path, path: str, raw: bytes, tag: str) -> None:
    """Replace the file at `path` below `root` by `raw`, if its content still has the etag `tag`.

    Raises Changed, NotSaved, Unreadable (a link out of the registry, a folder, gone); then nothing was written. Raises
    NotConfirmed when it was. The file is the old or the new one, whole, at every moment.
    """
    with _saving(root, path):
        _expect(root, path, tag)
        target = Path(os.path.realpath(root / path))
        status = target.stat()
        if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise NotSaved("no_permission", path)  # renaming would pass over that
        with temporary_file(target.parent) as (handle, temporary):
            write(handle, raw)
            copy_attributes(handle, target, status)
            os.fsync(handle)
            _expect(root, path, tag)  # an editor without our lock may have saved meanwhile
            Path(temporary).replace(target)
        _confirm(target.parent, path)


def create(root: Path, path: str, raw: bytes) -> None:
    """Write `raw` as a new file at `path` below `root`, and make missing folders.

    Raises FileExistsError when anything has that name, NotSaved, Unreadable (a folder on the way leads out of the
    registry), NotConfirmed. An existing file is never overwritten, nor is half a file ever there.
    """
    with _saving(root, path):
        _create(root, path, raw)


def create_without_lock(root: Path, path: str, raw: bytes) -> None:
    """Do what `create` does for a folder that is no registry, or none yet: nothing of govtui's own is left in it."""
    with _in_words(path):
        _create(root, path, raw)


def _create(root: Path, path: str, raw: bytes) -> None:
    folder = _folder(root, path)
    target = folder / Path(path).name
    with temporary_file(folder) as (handle, temporary):
        write(handle, raw)
        shared = stat.S_IMODE(folder.stat().st_mode) & 0o020
        os.fchmod(handle, stat.S_IMODE(os.fstat(handle).st_mode) | shared)
        os.fsync(handle)
        link_name(temporary, target)
    _confirm(folder, path)


def remove(root: Path, path: str, tag: str) -> None:
    """Remove the file at `path` below `root`, or the link there, if its content still has the etag `tag`.

    Raises Changed, NotSaved, Unreadable, NotConfirmed, as `replace` does.
    """
    with _saving(root, path):
        _expect(root, path, tag)
        if not os.access(root / path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise NotSaved("no_permission", path)
        (root / path).unlink()
        _confirm((root / path).parent, path)


def move(root: Path, path: str, to: str, tag: str) -> None:
    """Rename the file at `path` to `to` in the same folder, if its content still has the etag `tag`.

    Raises FileExistsError when anything has that name, and what `remove` does. A move that was cut short may leave the file
    with both names: then the same move completes it.
    """
    with _saving(root, path):
        source, target = root / path, root / to
        if not source.exists() and target.exists():
            _expect(root, to, tag)
            return
        _expect(root, path, tag)
        try:
            link_name(os.fspath(source), target)
        except FileExistsError:
            if not (target.exists() and target.samefile(source)):
                raise
        source.unlink(missing_ok=True)
        _confirm(source.parent, path)


def _expect(root: Path, path: str, tag: str) -> None:
    try:
        now = read(root, path)
    except Unreadable as error:
        if error.code == "gone":
            raise Changed(path, gone=True) from None
        raise
    if etag(now) != tag:
        raise Changed(path)


@contextmanager
def _saving(root: Path, path: str) -> Iterator[None]:
    """Hold the lock, turn OSError into NotSaved, and sweep temporary files that killed saves left behind."""
    with _in_words(path):
        with save_lock(root):
            yield
        sweep_folder(Path(os.path.realpath(root / path)).parent)


@contextmanager
def _in_words(path: str) -> Iterator[None]:
    """Turn OSError and Busy into NotSaved, which says what it means for the file."""
    try:
        yield
    except Busy:
        raise NotSaved("busy", path) from None
    except (NotSaved, NotConfirmed, FileExistsError):
        raise
    except OSError as error:
        raise NotSaved(_CODES.get(error.errno or 0, "io_error"), path, error) from None


_CODES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk_full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "read_only_folder"),  # the file itself was asked before
    errno.ENAMETOOLONG: "name_too_long",
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), "gone"),
}


def _folder(root: Path, path: str) -> Path:
    """Return the real folder of a new file, made where it is missing, never outside `root`."""
    real_root = os.path.realpath(root)
    folder = os.path.realpath((root / path).parent)
    if os.path.commonpath([folder, real_root]) != real_root:
        raise Unreadable("link_outside")
    mode = stat.S_IMODE(root.stat().st_mode) | 0o700
    missing = [one for one in (Path(folder), *Path(folder).parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        with suppress(OSError):
            one.chmod(mode)
        fsync_folder(one.parent)
    return Path(folder)


def _confirm(folder: Path, path: str) -> None:
    try:
        fsync_folder(folder)
    except OSError as error:
        raise NotConfirmed(path, error) from None
