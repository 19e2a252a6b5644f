"""What was open when someone left a registry, so that it can be opened again: one small file for each registry in the
user's state folder, readable by nobody else. It never keeps anybody from starting: what cannot be read is as if it were not there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from zlib import crc32

import platformdirs

FOLDER = "sessions"
LARGEST = 1024 * 1024
"""A larger file is none of ours."""


def path(root: Path) -> Path:
    """The file for the registry at `root`."""
    real = os.path.realpath(root)
    name = f"{crc32(os.fsencode(real)):08x}-{crc32(os.fsencode(real[::-1])):08x}.json"
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FOLDER / name


def load(root: Path) -> dict[str, Any]:
    """What was kept; empty when there is nothing, or nothing that can be read."""
    try:
        with path(root).open("rb") as stream:
            data = json.loads(stream.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and data.get("registry") == os.path.realpath(root) else {}


def save(root: Path, data: dict[str, Any]) -> bool:
    """Keep this for the next time; False where it cannot be written (a kiosk, a full disk). Not held up by the disk: it is
    lost by a power cut, and by nothing else."""
    from govtui.user import atomic_write  # a start only reads

    target = path(root)
    try:
        raw = json.dumps({"registry": os.path.realpath(root), **data}, ensure_ascii=False).encode("utf-8", "replace")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_write.put(target, raw, synced=False)
    except OSError:
        return False
    return True
