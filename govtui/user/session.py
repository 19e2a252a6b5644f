"""The browse screen's state between runs: a file for each registry in the user's state folder (0600).

A file that cannot be read counts as missing: it must not keep anybody from starting.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import platformdirs

FOLDER = "sessions"
LARGEST = 1024 * 1024
"""Bytes; a larger file is none of ours."""


def path(root: Path) -> Path:
    """Return the file for the registry at `root`."""
    real = os.path.realpath(root)
    name = f"{crc32(os.fsencode(real)):08x}-{crc32(os.fsencode(real[::-1])):08x}.json"
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FOLDER / name


def load(root: Path) -> dict[str, Any]:
    """Read the state; {} where there is none, or none that can be read."""
    try:
        with path(root).open("rb") as stream:
            data = json.loads(stream.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and data.get("registry") == os.path.realpath(root) else {}


def when(data: Mapping[str, object]) -> datetime | None:
    """Return when a state was saved; None for one of the time before that was kept, or of another clock."""
    seconds = data.get("when")
    if not isinstance(seconds, int) or not 0 < seconds <= time.time():
        return None
    return datetime.fromtimestamp(seconds, UTC)


def save(root: Path, data: dict[str, Any]) -> bool:
    """Save the state; False where it cannot be written. Not synced: only a power cut can lose it."""
    from govtui.user import atomic_write  # late: a start only reads

    target = path(root)
    try:
        whole = {"registry": os.path.realpath(root), "when": round(time.time()), **data}
        raw = json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
        atomic_write.private_folder(target.parent)
        atomic_write.put(target, raw, synced=False)
    except OSError:
        return False
    return True
