"""Change several files as one; what a kill cuts short is completed at the next start.

Each file is written whole by itself (store.saving), so a kill can only leave some changed and others not. A journal in
`.govtui/` lists the changes from before the first file is touched until after the last.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from govtui.store import saving
from govtui.store.files import Unreadable, etag
from govtui.store.lock import SEVERAL, open_lock, own_folder, try_lock
from govtui.store.saving import Changed, NotConfirmed, NotSaved
from govtui.store.termination import terminations_as_interrupts


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's bytes before and after a change; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def reversed(self) -> FileChange:
        """The change that undoes this one."""
        return FileChange(self.path, self.after, self.before)


def apply_change(root: Path, change: FileChange) -> None:
    """Make one change if the file still is as before. Raises what saving's create, remove and replace do."""
    if change.before is None:
        saving.create(root, change.path, change.after or b"")
    elif change.after is None:
        saving.remove(root, change.path, etag(change.before))
    else:
        saving.replace(root, change.path, change.after, etag(change.before))


@dataclass(slots=True)
class Transaction:
    """A transaction under way."""

    is_undone: bool = False
    """Whether the caller has undone all that it made, and was not interrupted in that."""


@contextmanager
def transaction(root: Path, changes: Sequence[FileChange]) -> Iterator[Transaction]:
    """Keep a journal while the caller makes the changes: should it be killed, `complete` makes the rest.

    The caller undoes what was made when one is refused, or when it is interrupted, by SIGTERM or SIGHUP, too; only then
    `is_undone` has to be set. Raises NotSaved; then nothing is begun.
    """
    under_way = Transaction()
    if len(changes) < 2:
        yield under_way
        return
    with exclusively(root):
        complete(root)
        is_ended = True
        try:
            with suppress(NotConfirmed, FileExistsError):  # a journal that cannot be read, and so not completed
                saving.create(root, SEVERAL, json.dumps([_plain(one) for one in changes]).encode())
            with terminations_as_interrupts():
                yield under_way
        except Exception:
            raise
        except BaseException:
            is_ended = under_way.is_undone
            raise
        finally:
            if is_ended:
                (root / SEVERAL).unlink(missing_ok=True)


def complete(root: Path) -> None:
    """Complete a cut-short transaction, within `exclusively`, but for files changed by somebody since.

    Raises NotSaved; then the journal stays, for another time.
    """
    try:
        changes = [_change(*one) for one in json.loads((root / SEVERAL).read_bytes())]
    except OSError:
        return
    except (ValueError, TypeError):
        changes = []
    for change in changes:
        with suppress(Changed, FileExistsError, Unreadable, NotConfirmed):
            apply_change(root, change)
    (root / SEVERAL).unlink(missing_ok=True)


def _plain(change: FileChange) -> list[str | None]:
    texts = [None if raw is None else base64.b64encode(raw).decode() for raw in (change.before, change.after)]
    return [os.fsencode(change.path).hex(), *texts]


def _change(path: str, before: str | None, after: str | None) -> FileChange:
    raws = [None if text is None else base64.b64decode(text) for text in (before, after)]
    return FileChange(os.fsdecode(bytes.fromhex(path)), *raws)


@contextmanager
def exclusively(root: Path) -> Iterator[None]:
    """Let one process at a time change several files. Raises NotSaved (busy: another one does)."""
    folder = own_folder(root)
    if folder is None:
        raise NotSaved("read_only_folder", ".govtui")
    try:
        handle = open_lock(folder / "renaming.lock")
    except OSError as error:
        raise NotSaved("read_only_folder", ".govtui", error) from None
    try:
        is_free = True
        with suppress(OSError):  # a file system without locks
            is_free = try_lock(handle)
        if not is_free:
            raise NotSaved("busy", ".govtui")
        yield
    finally:
        os.close(handle)
