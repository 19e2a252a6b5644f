"""Steps that commands saved, kept for `govtui undo`: files in the user's state folder that nobody else can read.

A file is JSON Lines: a head, which tells what the step is, then a line for each file of the registry with its text before
and after. The last MOST steps of a registry are kept, as far as they have LARGEST bytes together. What a file holds is for
edit/undo_history.py; a file that cannot be read counts as missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import platformdirs

from govtui.user.atomic_write import private_folder

FOLDER = "undo"
FORMAT = 1

MOST = 20
LARGEST = 64 * 1024 * 1024
"""Bytes of all steps of a registry; a larger step is not kept."""

_HEAD = 8 * 1024 * 1024
"""Bytes; a larger first line is none of ours."""

_DONE, _UNDONE, _UNDER_WAY, _UNFINISHED = ".jsonl", ".undone", ".undoing", ".new"
_MARKS = (_DONE, _UNDONE, _UNDER_WAY)


class TooLarge(OSError):
    """A step has more than LARGEST bytes."""


@dataclass(frozen=True, slots=True)
class UndoFile:
    """A kept step: its head, and where the rest is."""

    id: str
    """Eight hexadecimal digits."""
    when: float
    """Unix time."""
    head: Mapping[str, Any]
    file: Path

    @property
    def is_undone(self) -> bool:
        """Whether it is marked as undone, or as being undone or redone."""
        return self.file.suffix in (_UNDONE, _UNDER_WAY)

    @property
    def is_under_way(self) -> bool:
        """Whether it was being undone or redone when it was marked last."""
        return self.file.suffix == _UNDER_WAY


def keep(root: Path, head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> UndoFile:
    """Write a step of the registry at `root`. Raises OSError (TooLarge, a full disk, no home); then nothing is left."""
    real, id, now = os.path.realpath(root), secrets.token_hex(4), time.time_ns()
    file = _folder() / f"{_prefix(real)}{now:020d}-{id}{_DONE}"
    whole = {"v": FORMAT, "id": id, "registry": real, "when": now / 1e9, **head}
    temporary = file.with_suffix(_UNFINISHED)
    private_folder(file.parent)
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as stream:
            _write(stream, chain([whole], rows))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return UndoFile(id, whole["when"], whole, file)


def _write(stream: BinaryIO, lines: Iterable[Mapping[str, Any]]) -> None:
    size = 0
    for line in lines:
        raw = json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        size += len(raw)
        if size > LARGEST:
            raise TooLarge
        stream.write(raw)


def all(root: Path) -> list[UndoFile]:  # noqa: A001 (undo_files.all)
    """Return the kept steps of a registry, latest first."""
    real = os.path.realpath(root)
    found = []
    with suppress(OSError):
        for file in sorted(_folder().glob(f"{_prefix(real)}*"), reverse=True):
            if file.suffix in _MARKS and (one := _head(file, real)) is not None:
                found.append(one)
    return found


def _head(file: Path, registry: str) -> UndoFile | None:
    try:
        if not file.is_file():  # a pipe would keep us waiting
            return None
        with file.open("rb") as stream:
            head = _line(stream.readline(_HEAD))
        id, when = head["id"], head["when"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    known = head.get("v") == FORMAT and head.get("registry") == registry and isinstance(id, str)
    if not known or not isinstance(when, int | float) or not 0 <= when < 2**36:
        return None
    return UndoFile(id, float(when), head, file)


def rows(kept: UndoFile) -> list[dict[str, Any]]:
    """Read the lines behind the head. Raises ValueError where the file is damaged, OSError."""
    if kept.file.stat().st_size > LARGEST:
        raise ValueError("too large")
    with kept.file.open("rb") as stream:
        stream.readline(_HEAD)
        return [_line(raw) for raw in stream]


def _line(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8", "surrogatepass"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(data, dict):
        raise ValueError("no object")
    return data


def mark_under_way(kept: UndoFile) -> UndoFile:
    """Mark a step as being undone or redone, until `mark`; an OSError leaves the mark as it was."""
    return _marked(kept, _UNDER_WAY)


def mark(kept: UndoFile, *, undone: bool) -> UndoFile:
    """Mark a step as undone or as redone; an OSError leaves the mark as it was."""
    kept = _marked(kept, _UNDONE if undone else _DONE)
    with suppress(OSError):
        now = time.time_ns()
        os.utime(kept.file, ns=(now, now))  # tells which was marked last; the system's own time moves in steps
    return kept


def _marked(kept: UndoFile, suffix: str) -> UndoFile:
    file = kept.file.with_suffix(suffix)
    for before in (kept.file, *map(kept.file.with_suffix, _MARKS)):  # another process may have marked it
        with suppress(OSError):
            before.replace(file)
            return replace(kept, file=file)
    return kept


def marked_at(kept: UndoFile) -> int:
    """Return when a step was marked last, in nanoseconds of Unix time."""
    with suppress(OSError):
        return kept.file.stat().st_mtime_ns
    return 0


def drop(kept: UndoFile) -> None:
    """Remove a step."""
    with suppress(OSError):
        kept.file.unlink()


def trim(root: Path, latest: UndoFile) -> None:
    """Remove the steps that were undone before `latest` was saved, and the oldest beyond MOST and LARGEST."""
    number = size = 0
    for file in sorted(_folder().glob(f"{_prefix(os.path.realpath(root))}*"), reverse=True):
        with suppress(OSError):
            if file.suffix == _DONE:
                number += 1
                size += file.stat().st_size
            elif file.suffix == _UNFINISHED and time.time() - file.stat().st_mtime < 3600:
                continue  # another process is writing it
            if file != latest.file and (file.suffix != _DONE or number > MOST or size > LARGEST):
                file.unlink()


def _folder() -> Path:
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FOLDER


def _prefix(registry: str) -> str:
    return hashlib.sha256(registry.encode("utf-8", "surrogateescape")).hexdigest()[:12] + "-"
