"""Presence: who is editing a record, for others to see; it never keeps anybody from editing.

A file for each record in `.govtui/editing/`, locked by the process that edits it, so that the sign goes with the process
however that ends; in it, who it is. Where the folder cannot be written nobody says or learns anything. On a file system
with locks that other machines do not see, another machine's sign counts as long as it is fresh (`beat`).
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from govtui.model.identifiers import is_record_id
from govtui.store.lock import OWN, open_lock, own_folder, try_lock

FOLDER = "editing"

FRESH = 150.0
"""Seconds for which a sign from another machine counts after its last beat."""

_SIZE = 4096


class Editor(NamedTuple):
    """Somebody who is editing."""

    user: str
    host: str
    pid: int
    since: str
    """ISO 8601, UTC."""


class Presence:
    """The records that this process is editing, and whether others are."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._held: dict[str, int] = {}

    def enter(self, key: str) -> Editor | None:
        """Say that `key` is edited here. Returns who else edits it; None when it is ours, or cannot be said."""
        if key in self._held:
            return None
        folder = own_folder(self._root, FOLDER)
        if folder is None:
            return None
        for _ in range(_TRIES):  # somebody may be looking, or just leaving
            try:
                handle = open_lock(folder / _name(key))
            except OSError:
                return None
            if other := self._try(key, handle, folder / _name(key)):
                os.close(handle)
                if other is not _AGAIN:
                    return other
                time.sleep(0.005)
            else:
                return None
        return self.others(key)

    def _try(self, key: str, handle: int, path: Path) -> Editor | None:
        try:
            if not try_lock(handle):
                return _AGAIN
            if not os.path.samestat(os.fstat(handle), path.stat()):  # removed by who left
                return _AGAIN
            if (other := _said(handle)) and _is_elsewhere(other, handle):
                return other
            os.ftruncate(handle, 0)
            os.pwrite(handle, json.dumps(_myself()._asdict()).encode(), 0)
        except OSError:
            return _AGAIN
        self._held[key] = handle
        return None

    def leave(self, key: str) -> None:
        """Take back that `key` is being edited here."""
        if (handle := self._held.pop(key, None)) is not None:
            with suppress(OSError):  # before the lock goes: whoever gets it then sees that the file is gone
                (self._root / OWN / FOLDER / _name(key)).unlink()
            os.close(handle)

    def beat(self) -> None:
        """Refresh our signs every minute or so, for machines that do not see our locks."""
        for handle in self._held.values():
            with suppress(OSError):
                os.utime(handle)

    def others(self, key: str) -> Editor | None:
        """Return who else is editing `key`."""
        if key in self._held:
            return None
        try:
            handle = os.open(self._root / OWN / FOLDER / _name(key), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return None
        try:
            other = _said(handle)
            return other if other and (_is_locked(handle) or _is_elsewhere(other, handle)) else None
        finally:
            os.close(handle)


_AGAIN = Editor("", "", 0, "")
_TRIES = 5


def _name(key: str) -> str:
    return f"{key if is_record_id(key) else sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()}.json"


def _myself() -> Editor:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return Editor(user, socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))


def _said(handle: int) -> Editor | None:
    """Return the editor that a sign names; anybody may have written it."""
    try:
        data = json.loads(os.pread(handle, _SIZE, 0))
        return Editor(str(data["user"]), str(data["host"]), int(data["pid"]), str(data["since"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    fcntl.flock(handle, fcntl.LOCK_UN)
    return False


def _is_elsewhere(other: Editor, handle: int) -> bool:
    """Return whether a sign without a visible lock is another machine's and fresh."""
    return other.host != socket.gethostname() and time.time() - os.fstat(handle).st_mtime < FRESH
