"""A living program as tests see it: the end of its processes, and its files while it writes, renames and removes them.

A name that was listed may be gone when it is read, and a file may be missed that was renamed meanwhile (house-2.md,
section 9). So whatever is gone is left out, and the folder is read again until two readings agree.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
from pathlib import Path

PATIENCE = 30.0
"""Seconds after which what a test waits for is not going to happen, on a machine that does much else besides."""


def ends(pid: int) -> bool:
    """Whether a process ends, or has ended, within PATIENCE. The kernel ends what was killed a moment after `kill` returns."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], PATIENCE)[0])
    finally:
        os.close(process)


def texts(folder: Path, pattern: str) -> dict[Path, str]:
    """The texts of the files that match, as they stood at one moment. AssertionError where they never stand still."""
    end = time.monotonic() + PATIENCE
    before, now = None, _read(folder, pattern)
    while before != now:
        assert time.monotonic() < end, f"the files in {folder} never stand still"
        before, now = now, _read(folder, pattern)
    return now


def _read(folder: Path, pattern: str) -> dict[Path, str]:
    found = {}
    for path in folder.glob(pattern):
        with contextlib.suppress(FileNotFoundError):
            found[path] = path.read_text(encoding="utf-8")
    return found
