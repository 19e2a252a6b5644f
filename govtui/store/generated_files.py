"""Write files that are made from others, such as JSON Schemas: whole or not at all, and only where their content differs.

Nobody edits them, so no lock, no etag and no journal is needed, and their folder may lie outside the registry.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from govtui.store.temporary import fsync_folder, temporary_file, write


def write_changed(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write those of the files that are not there, or not with this content; return their names in the same order.

    The folder is made if it is missing. A link to a file is kept, and the file that it points at is written. Raises
    OSError, `filename` being the file that could not be written; those before it are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [name for name, raw in files.items() if _put(folder / name, raw)]
    if written:
        fsync_folder(folder)
    return written


def _put(path: Path, raw: bytes) -> bool:
    """Write one file atomically unless it has this content; return whether it was written."""
    target = Path(os.path.realpath(path))
    try:
        mode = _mode_if_different(target, raw)
        if mode is None:
            return False
        with temporary_file(target.parent) as (handle, temporary):
            write(handle, raw)
            if mode:
                os.fchmod(handle, mode)
            os.fsync(handle)
            Path(temporary).replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
    return True


def _mode_if_different(target: Path, raw: bytes) -> int | None:
    """Return the permissions of a file with another content, 0 where there is no file; None for the same content."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return 0
    if stat.S_ISREG(status.st_mode) and status.st_size == len(raw) and target.read_bytes() == raw:
        return None
    return stat.S_IMODE(status.st_mode)
