"""Drafts: what somebody is typing, kept until it is saved, so that a crash or a lost connection costs nothing.

One file a draft in the user's state folder, readable by nobody else. It is named by the registry, the record, the text that
it began from, and the process, so that two processes never write over each other's.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import platformdirs

FOLDER = "drafts"
NEW = "+"
"""The key of what is typed into the form for a new record. No id has it."""
QUIET = 3600
"""Seconds without a change after which a draft from another machine is taken for left behind: whether its process lives
cannot be seen from here."""

LARGEST = 4 * 1024 * 1024
"""A larger file is no draft of ours."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was not saved."""

    key: str
    """The record's key, or NEW."""
    text: str
    base_text: str
    """The record's text when the edit began; "" for a new one."""
    tag: str
    """The etag of that text."""
    when: float
    """When it was kept last, in seconds since 1970."""
    root: str
    """The registry's real path."""
    host: str
    pid: int
    born: str
    """What tells the process from a later one of the same number."""
    path: str = ""
    """Where the record's file stood, from the registry's folder: to write it again if it is gone. Empty where that is not known."""
    file: Path = field(default=Path(), compare=False)


def folder() -> Path:
    """Where drafts stand."""
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FOLDER


def keep(root: Path, key: str, text: str, base_text: str, tag: str, path: str = "") -> bool:
    """Keep what was typed; False where it cannot be written (a full disk, no home): then only saving helps."""
    pid = os.getpid()
    draft = Draft(key, text, base_text, tag, time.time(), _real(root), socket.gethostname(), pid, _born(pid), path)
    target = folder() / _name(draft)
    data = {one.name: getattr(draft, one.name) for one in fields(Draft) if one.name != "file"}
    raw = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
    temporary = target.with_suffix(".new")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.parent.chmod(0o700)
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


def find(root: Path, key: str) -> Draft | None:
    """The latest draft of a record that nobody is typing at; None when there is none."""
    return next(iter(_left(_prefix(_real(root), key))), None)


def all(root: Path) -> list[Draft]:  # noqa: A001 (drafts.all)
    """The drafts of a registry that nobody is typing at, latest first, one a record."""
    out: dict[str, Draft] = {}
    for draft in _left(_prefix(_real(root))):
        out.setdefault(draft.key, draft)
    return list(out.values())


def drop(root: Path, key: str) -> None:
    """Forget the drafts of a record: saved, or thrown away. Those of other living processes stay."""
    for draft in _drafts(_prefix(_real(root), key)):
        if not _is_another_s(draft):
            with suppress(OSError):
                draft.file.unlink()


def _left(prefix: str) -> list[Draft]:
    found = [draft for draft in _drafts(prefix) if not _is_another_s(draft)]
    return sorted(found, key=lambda draft: -draft.when)


def _drafts(prefix: str) -> Iterator[Draft]:
    with suppress(OSError):
        for file in folder().glob(f"{prefix}*.json"):
            if (draft := _read(file)) is not None:
                yield draft


def _read(file: Path) -> Draft | None:
    try:
        if file.stat().st_size > LARGEST:
            return None
        data = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
        draft = Draft(**data, file=file)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    numbers = isinstance(draft.when, int | float) and isinstance(draft.pid, int)
    texts = (draft.key, draft.text, draft.base_text, draft.tag, draft.root, draft.host, draft.born, draft.path)
    return draft if numbers and not any(not isinstance(text, str) for text in texts) else None


def _is_another_s(draft: Draft) -> bool:
    """Whether another process is typing at it."""
    if draft.host != socket.gethostname():
        return time.time() - draft.when < QUIET
    return draft.pid != os.getpid() and _born(draft.pid) == draft.born and _lives(draft.pid)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _born(pid: int) -> str:
    """When a process began, as Linux counts it; "" where nobody can tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return ""
    return (stat.rpartition(b")")[2].split()[19:20] or [b""])[0].decode("ascii", "replace")


def _real(root: Path) -> str:
    return os.path.realpath(root)


def _prefix(root: str, key: str | None = None) -> str:
    """How the names of the drafts of a registry, or of one record, begin."""
    return _hash(root, 12) + "-" + (_hash(key, 16) + "-" if key is not None else "")


@cache
def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:length]


def _name(draft: Draft) -> str:
    return f"{_prefix(draft.root, draft.key)}{_hash(draft.tag, 8)}-{_hash(draft.host, 6)}-{draft.pid}.json"
