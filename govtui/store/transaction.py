"""Change several files as one; what a kill cuts short is completed at the next start.

Each file is written whole by itself (store.saving), so a kill can only leave some changed and others not. A journal in
`.govtui/` lists the changes from before the first file is touched until after the last.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from govtui.store import saving
from govtui.store.files import Unreadable, etag
from govtui.store.lock import OWN, SEVERAL, open_lock, own_folder, try_lock
from govtui.store.saving import Changed, NotConfirmed, NotSaved
from govtui.store.termination import interrupts_deferred


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

    raise_deferred: Callable[[], None]
    """Raises KeyboardInterrupt if one has arrived; called where no file is half written."""
    is_undone: bool = False
    """Whether the caller has undone all that it made, and was not interrupted in that."""
    is_left: bool = False
    """Whether the caller could not undo what it made: then the next start makes the rest."""


@contextmanager
def transaction(root: Path, changes: Sequence[FileChange]) -> Iterator[Transaction]:
    """Keep a journal while the caller makes the changes: should it be killed, `complete` makes the rest.

    The caller undoes what was made when one is refused, or when it is interrupted, by SIGTERM or SIGHUP, too; only then
    `is_undone` has to be set. Raises NotSaved; then nothing is begun.
    """
    if len(changes) < 2:
        with interrupts_deferred():
            yield Transaction(lambda: None)
        return
    with speaking_of(changes[0].path), exclusively(root), interrupts_deferred() as raise_deferred:
        under_way = Transaction(raise_deferred)
        complete(root)
        is_ended, is_begun = True, False
        try:
            with suppress(NotConfirmed, FileExistsError):  # a journal that cannot be read, and so not completed
                saving.create(root, SEVERAL, json.dumps([_plain(one) for one in changes]).encode())
            is_begun = True
            yield under_way
        except Exception:
            is_ended = not under_way.is_left
            raise
        except BaseException:
            is_ended = under_way.is_undone or not is_begun
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
def speaking_of(path: str) -> Iterator[None]:
    """Let a refusal to write what `.govtui/` holds name a file that the change is about: nobody knows the others."""
    try:
        yield
    except NotSaved as error:
        if error.code == "read_only_folder" or not error.path.startswith(OWN):
            raise
        raise NotSaved(error.code, path, error) from None


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
