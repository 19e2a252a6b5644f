"""Drafts: unsaved texts, kept while they are typed, so that a crash or lost connection costs nothing.

A draft belongs to one edit and has its own id: a record may have several, and only saving or discarding a draft removes it.
Each is a file in the user's state folder, readable by nobody else, named by the registry, the record and the id.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path

import platformdirs

FOLDER = "drafts"
FORMAT = 2
"""The file format's version. Format 1, still read, had no id, and the process in the file's name."""

NEW = "+"
"""The key of drafts of new records; no id has it."""
QUIET = 3600
"""Seconds without a change after which a draft of another host, with its unseen process, is abandoned."""

LARGEST = 4 * 1024 * 1024
"""Bytes; a larger draft is not kept, and a larger file is no draft of ours."""

_LATEST = 2.0**36
"""Unix time that no clock reaches; a file with a later one is no draft of ours."""

NOBODY = 0
"""The pid of a draft that nobody is typing at."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved text."""

    id: str
    """Eight hexadecimal digits; for a file of format 1, its name."""
    key: str
    """The record's key when the text was kept, or NEW."""
    text: str
    base_text: str
    """The record's text when the edit began; "" for a new one."""
    tag: str
    when: float
    """Unix time when it was kept last."""
    root: str
    """The registry's real path."""
    host: str
    pid: int
    """The process that kept it last, or NOBODY."""
    born: str
    """The start time of the process, which tells it from a later one with the same pid."""
    path: str = ""
    """The record's file in the registry, to write it again if it is gone; "" where it is unknown."""
    file: Path = field(default=Path(), compare=False)

    @property
    def is_typed_elsewhere(self) -> bool:
        """Whether another live process is typing at it."""
        if self.pid == NOBODY:
            return False
        if self.host != socket.gethostname():
            return time.time() - self.when < QUIET
        return self.pid != os.getpid() and _born(self.pid) == self.born and _lives(self.pid)


def folder() -> Path:
    """Return the folder of the drafts."""
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FOLDER


def begin(root: Path, key: str, base_text: str, tag: str, path: str = "") -> Draft:
    """Return a new draft; it has no file before something is kept."""
    real, id = _real(root), ""
    while not id or os.path.lexists(folder() / _name(real, key, id)):
        id = secrets.token_hex(4)
    file = folder() / _name(real, key, id)
    return _mine(Draft(id, key, base_text, base_text, tag, time.time(), real, "", NOBODY, "", path, file))


def keep(draft: Draft, text: str) -> bool:
    """Write what was typed; False where that fails (a full disk, no home, too large): only saving helps."""
    return _write(replace(_mine(draft), text=text, when=time.time()))


def drop(draft: Draft) -> None:
    """Remove a draft that was saved or discarded."""
    for file in (draft.file, _temporary(draft.file)):
        with suppress(OSError):
            file.unlink()


def take(draft: Draft) -> Draft | None:
    """Take over an abandoned draft; None when another process has it, or it is gone."""
    with _one_at_a_time():
        now = _read(draft.file)
        if now is None or now.is_typed_elsewhere:
            return None
        mine = _mine(now)
        return mine if _write(mine) else now  # a disk that is full keeps nobody from reading what is there


def leave(draft: Draft) -> None:
    """Release a draft: anybody may take it."""
    with _one_at_a_time():
        now = _read(draft.file)
        if now is not None and not now.is_typed_elsewhere:
            _write(replace(now, pid=NOBODY, born=""))


def all(root: Path) -> list[Draft]:  # noqa: A001 (drafts.all)
    """Return all drafts of a registry, latest first; also those that others are typing at."""
    found = []
    with suppress(OSError):
        found = [draft for file in folder().glob(f"{_hash(_real(root), 12)}-*.json") if (draft := _read(file))]
    return sorted(found, key=lambda draft: (-draft.when, draft.id))


def of(root: Path, key: str) -> list[Draft]:
    """Return the drafts under this key, latest first. Of a renamed record, older ones have the former key."""
    return [draft for draft in all(root) if draft.key == key]


def left(root: Path) -> list[Draft]:
    """Return the drafts of a registry that nobody else is typing at, latest first."""
    return [draft for draft in all(root) if not draft.is_typed_elsewhere]


def _write(draft: Draft) -> bool:
    data = {one.name: getattr(draft, one.name) for one in fields(Draft) if one.name != "file"}
    raw = json.dumps({"v": FORMAT, **data}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(raw) > LARGEST:
        return False
    from govtui.user.atomic_write import private_folder  # late: a start only reads

    target, temporary = draft.file, _temporary(draft.file)
    try:
        private_folder(target.parent)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        return False
    return True


def _read(file: Path) -> Draft | None:
    try:
        if file.stat().st_size > LARGEST:
            return None
        data = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
        version = data.pop("v", 1)
        data.setdefault("id", file.stem)
        draft = Draft(**data, file=file)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    numbers = isinstance(draft.when, int | float) and 0 <= draft.when < _LATEST and isinstance(draft.pid, int)
    texts = (
        draft.id,
        draft.key,
        draft.text,
        draft.base_text,
        draft.tag,
        draft.root,
        draft.host,
        draft.born,
        draft.path,
    )
    known = version in (1, FORMAT) and numbers and not any(not isinstance(text, str) for text in texts)
    return draft if known else None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keep other processes from taking a draft meanwhile, where the file system has locks."""
    try:
        handle = os.open(folder(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _mine(draft: Draft) -> Draft:
    """Return the draft with this process as the one that types at it."""
    pid = os.getpid()
    return replace(draft, host=socket.gethostname(), pid=pid, born=_born(pid))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _born(pid: int) -> str:
    """Return the start time of a process from /proc (clock ticks since boot); "" where there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return ""
    return (stat.rpartition(b")")[2].split()[19:20] or [b""])[0].decode("ascii", "replace")


def _real(root: Path) -> str:
    return os.path.realpath(root)


@cache
def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:length]


def _name(root: str, key: str, id: str) -> str:
    return f"{_hash(root, 12)}-{_hash(key, 16)}-{id}.json"


def _temporary(file: Path) -> Path:
    return file.with_suffix(".new")
