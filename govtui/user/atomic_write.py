"""Atomic replacement of a small file of the user: nobody ever reads half of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def private_folder(folder: Path) -> None:
    """Make a folder of the program, and the one above it, for their owner alone: mkdir makes missing parents readable to all.

    Raises OSError.
    """
    for place in (folder.parent, folder):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def put(target: Path, raw: bytes, *, synced: bool = True) -> None:
    """Write a file that only its owner can read; `synced`: wait until it outlasts a power cut.

    Raises OSError; the old file stays then.
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
