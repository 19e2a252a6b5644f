"""The answers to the first sync of each clone: that git may run the programs of its owner's settings, and reach its server.

An answer holds for one state of these settings, known by a digest; once they change, it is no answer any more. A file for each
clone in the user's state folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path

import platformdirs

from govtui.user.atomic_write import private_folder, put

FOLDER = "sync"
FORMAT = 1

LARGEST = 64 * 1024
"""Bytes; a larger file is none of ours."""


def is_allowed(clone: Path, digest: str) -> bool:
    """Whether the user has agreed to these settings of a clone, named by git's own folder."""
    try:
        with _file(clone).open("rb") as stream:
            kept = json.loads(stream.read(LARGEST))
        return bool(kept["v"] == FORMAT and kept["clone"] == os.path.realpath(clone) and kept["digest"] == digest)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False


def allow(clone: Path, digest: str) -> bool:
    """Keep that the user has agreed; False where that cannot be written, so that the next sync asks again."""
    file = _file(clone)
    kept = {"v": FORMAT, "clone": os.path.realpath(clone), "digest": digest, "when": time.time()}
    try:
        private_folder(file.parent)
        put(file, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogateescape"))
    except (OSError, UnicodeError):
        return False
    return True


def forget(clone: Path) -> None:
    """Remove the answer: the next sync asks again."""
    with suppress(OSError):
        _file(clone).unlink()


def _file(clone: Path) -> Path:
    name = hashlib.sha256(os.path.realpath(clone).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FOLDER / f"{name}.json"
