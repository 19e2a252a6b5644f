"""A small file of the user's, put in place whole: nobody ever reads half of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def put(target: Path, raw: bytes, *, synced: bool = True) -> None:
    """Write a file that only its owner can read, in place of what was there.

    With `synced` it outlasts a power cut, without it nobody waits for the disk. Raises OSError; the old file stays then.
    """
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            if synced:
                stream.flush()
                os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
