"""Writing a file so that it is always whole: the old text or the new one, never half of either.

Temporary file in the same folder, fsync, rename, fsync of the folder; and only over the content that was read.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from govtui.store.files import Unreadable, etag, read

TEMPORARY = ".govtui-tmp"


class Changed(Exception):
    """The file is not what it was when it was read; nothing was written."""


def replace(root: Path, path: str, raw: bytes, tag: str) -> None:
    """Put `raw` in the place of the file at `path` below `root`, whose content must still have the etag `tag`.

    A link to the file is kept and what it points at is written; mode, and owner where possible, stay. Raises Changed,
    Unreadable, OSError; in every case the file is the old or the new one, whole.
    """
    target = Path(os.path.realpath(root / path))
    if etag(read(root, path)) != tag:
        raise Changed(path)
    status = target.stat()
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)  # renaming would pass over that
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=TEMPORARY, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fchmod(stream.fileno(), stat.S_IMODE(status.st_mode))
            with suppress(PermissionError):
                os.fchown(stream.fileno(), status.st_uid, status.st_gid)
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


__all__ = ["Changed", "Unreadable", "replace"]
