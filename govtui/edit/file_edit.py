"""One file written, made or removed; what the store refuses becomes what an edit is refused for."""

from __future__ import annotations

from pathlib import Path

from govtui.edit.proposal import EditRefused
from govtui.model.problem import Problem, Severity
from govtui.store import saving
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import Unreadable, printable
from govtui.store.transaction import FileChange, apply_change


def write(root: Path, change: FileChange) -> bool:
    """Make the change, if the file still is what it was before it. False when it is written, but the disk did not confirm it.

    Raises saving.Changed, EditRefused.
    """
    try:
        apply_change(root, change)
    except saving.NotConfirmed:
        return False
    except (saving.NotSaved, FileExistsError, Unreadable) as error:
        raise refused(change.path, error) from None
    return True


def refused(path: str, error: Exception) -> EditRefused:
    """What the store raised, as an edit that is refused."""
    shown = printable(path)
    if isinstance(error, saving.NotSaved):
        return EditRefused(error.code, path=printable(error.path), reason=error.values["reason"])
    if isinstance(error, saving.NotConfirmed):
        return EditRefused("not_confirmed", path=printable(error.path))
    if isinstance(error, FileExistsError):
        return EditRefused("file_exists", path=shown)
    if isinstance(error, CannotEditInPlace):
        return EditRefused(error.code, field=error.path, path=shown)
    return (
        unreadable(path, error)
        if isinstance(error, Unreadable)
        else EditRefused("io_error", path=shown, reason=str(error))
    )


def unreadable(path: str, error: Unreadable) -> EditRefused:
    """A file that may not or cannot be read, with the problem that says why."""
    shown = printable(path)
    problem = Problem(error.code, Severity.ERROR, path=shown, values=error.values)
    return EditRefused("unreadable", [problem], path=shown)
