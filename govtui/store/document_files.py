"""Write documents, such as exports: made part by part beside their place, and put there whole, or not at all.

They lie where a user says, so a file that is there is replaced only when that was said, too, and never a registry's own files.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from govtui.store.location import MANIFEST
from govtui.store.lock import OWN
from govtui.store.temporary import fsync_folder, link_name, temporary_file, write
from govtui.store.termination import interrupts_deferred


class CannotWrite(Exception):
    """A document was not written; `code` and `values` are those of a refusal (i18n/errors.py)."""

    def __init__(self, code: str, path: Path, **values: str) -> None:
        super().__init__(f"{code}: {path}")
        self.code, self.path = code, path
        self.values: dict[str, str | Path] = {"path": path, **values}


def check_place(path: Path, registry: Path, *, replace: bool = False) -> None:
    """Check that a document may be written to `path`, before the work of making it. Raises CannotWrite.

    `registry` is the folder of the registry, whose records, manifest and state stay what they are.
    """
    target, root = Path(os.path.realpath(path)), Path(os.path.realpath(registry))
    if target.is_relative_to(root):
        inside = target.relative_to(root).parts
        if target.suffix.lower() == ".toml" or inside[:1] in ((OWN,), (MANIFEST,)):
            raise CannotWrite("own_file", path)
    try:
        status = target.stat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise CannotWrite("no_such_folder", path, folder=os.fspath(path.parent)) from None
        return
    except OSError as error:
        raise _refused(error, path) from error
    if stat.S_ISDIR(status.st_mode):
        raise CannotWrite("is_folder", path)
    if not stat.S_ISREG(status.st_mode):
        raise CannotWrite("no_plain_file", path)
    if not replace:
        raise CannotWrite("file_exists", path)


@contextmanager
def document_file(path: Path, *, replace: bool = False) -> Iterator[Callable[[str], int]]:
    """Make a document: the function writes a part of it in UTF-8 and returns how many bytes these are.

    It is put in its place at the end, replacing a file only where that is said; a link to a file is kept, and the file that it
    points at is written. Whatever is raised within leaves no file. Raises CannotWrite.
    """
    target = Path(os.path.realpath(path))
    try:
        with temporary_file(target.parent) as (handle, temporary):

            def put(part: str) -> int:
                raw = part.encode(errors="backslashreplace")
                write(handle, raw)
                return len(raw)

            yield put
            if replace and target.exists():
                os.fchmod(handle, stat.S_IMODE(target.stat().st_mode))
            os.fsync(handle)
            if replace:
                Path(temporary).replace(target)
            else:
                link_name(temporary, target)
            fsync_folder(target.parent)
    except FileExistsError:
        raise CannotWrite("file_exists", path) from None
    except OSError as error:
        raise _refused(error, path) from error


def write_document(path: Path, parts: Iterable[str], *, replace: bool = False) -> int:
    """Write the parts of a document and return the number of bytes; a signal that ends the program waits for the end of a part.

    Then, and when making a part raises, nothing is left behind. Raises CannotWrite.
    """
    size = 0
    with interrupts_deferred() as stop, document_file(path, replace=replace) as put:
        for part in parts:
            size += put(part)
            stop()
    return size


def _refused(error: OSError, path: Path) -> CannotWrite:
    code = _REFUSALS.get(error.errno or 0, "io_error")
    return CannotWrite(code, path, reason=error.strerror or str(error), folder=os.fspath(path.parent))


_REFUSALS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "disk_full_here"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "place_not_writable"),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ELOOP), "no_such_folder"),
    errno.ENAMETOOLONG: "name_too_long",
}
"""What an error of the disk means here, by its number."""
