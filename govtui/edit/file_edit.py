"""Files written for an edit, one or several as a whole; errors of the store become EditRefused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from govtui.edit.proposal import EditRefused
from govtui.model.problem import Problem, Severity
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import Unreadable, printable, read
from govtui.store.registry import Registry
from govtui.store.saving import Changed, NotConfirmed, NotSaved
from govtui.store.transaction import FileChange, Transaction, apply_change, transaction

_OF_OTHERS = ("file_exists", "unreadable")
"""Refusals because of what somebody put in the place of a file."""


def write(root: Path, change: FileChange) -> bool:
    """Make a change unless the file was changed. False: written, but the disk did not confirm it.

    Raises Changed, EditRefused.
    """
    try:
        apply_change(root, change)
    except NotConfirmed:
        return False
    except (NotSaved, FileExistsError, Unreadable) as error:
        raise refusal_of(change.path, error) from None
    return True


def write_all(
    registry: Registry, changes: Sequence[FileChange], tell: Callable[[int], object] = lambda number: None
) -> None:
    """Make all changes or none; after a kill the next start makes the rest. `tell` is told how many are made.

    Raises EditRefused: changed_since (a file is not what a change starts from), read_only, disk_full …
    """
    if registry.read_only:
        raise EditRefused("read_only")
    for change in changes:
        if _bytes_at(registry.root, change.path) != change.before:
            raise _changed_since(change)
    try:
        with transaction(registry.root, changes) as under_way:
            _write_each(registry.root, changes, under_way, tell)
    except NotSaved as error:
        raise refusal_of(error.path, error) from None


def write_unchanged(
    registry: Registry, changes: Sequence[FileChange], tell: Callable[[int], object] = lambda number: None
) -> None:
    """Make all changes or none, as `write_all` does, of an edit that is made now.

    Raises EditRefused: changed_meanwhile (where `write_all` speaks of undoing), read_only, disk_full …
    """
    try:
        write_all(registry, changes, tell)
    except EditRefused as error:
        if error.code != "changed_since":
            raise
        raise EditRefused("changed_meanwhile", path=error.values["path"]) from None


def _write_each(
    root: Path, changes: Sequence[FileChange], under_way: Transaction, tell: Callable[[int], object]
) -> None:
    for number, change in enumerate(changes):
        try:
            tell(number)
            write(root, change)
            under_way.raise_deferred()
        except (Changed, EditRefused) as error:
            if not _undo(root, changes[:number]):
                under_way.is_left = True
                raise EditRefused("half_saved", path=printable(change.path), count=number) from None
            raise error if isinstance(error, EditRefused) else _changed_since(change) from None
        except KeyboardInterrupt:  # a second one leaves the rest to the next start
            under_way.is_undone = _undo(root, changes[: number + 1])
            raise
    tell(len(changes))


def _undo(root: Path, made: Sequence[FileChange]) -> bool:
    """Take back what was made, but for what somebody changed since; return whether the disk allowed it."""
    is_undone = True
    for change in reversed(made):
        try:
            write(root, change.reversed)
        except Changed:
            continue
        except EditRefused as error:
            is_undone = is_undone and error.code in _OF_OTHERS
    return is_undone


def _bytes_at(root: Path, path: str) -> bytes | None:
    """Read a file; None where there is none. Raises EditRefused."""
    try:
        return read(root, path)
    except Unreadable as error:
        if error.code == "gone":
            return None
        raise unreadable(path, error) from None


def _changed_since(change: FileChange) -> EditRefused:
    return EditRefused("changed_since", path=printable(change.path))


def refusal_of(path: str, error: Exception) -> EditRefused:
    """Return an error of the store as the refusal of an edit."""
    shown = printable(path)
    match error:
        case NotSaved():
            return EditRefused(error.code, path=printable(error.path), reason=error.values["reason"])
        case NotConfirmed():
            return EditRefused("not_confirmed", path=printable(error.path))
        case FileExistsError():
            return EditRefused("file_exists", path=shown)
        case CannotEditInPlace():
            return EditRefused(error.code, field=error.path, path=shown)
        case Unreadable():
            return unreadable(path, error)
    return EditRefused("io_error", path=shown, reason=str(error))


def unreadable(path: str, error: Unreadable) -> EditRefused:
    """Return the refusal for a file that may not or cannot be read, with the problem that says why."""
    shown = printable(path)
    problem = Problem(error.code, Severity.ERROR, path=shown, values=error.values)
    return EditRefused("unreadable", [problem], path=shown)
