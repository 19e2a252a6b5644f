"""The end of `--fix`: what was shown is asked about, then written, all files or none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from govtui.cli.change_outcome import change_line
from govtui.cli.output import diff_lines
from govtui.cli.session import Session
from govtui.edit.proposal import EditRefused, FieldDifference
from govtui.edit.record_diff import differences
from govtui.edit.undo_history import write_step
from govtui.i18n.errors import refusal
from govtui.interchange.machine import Line
from govtui.store.files import etag, printable
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange


def write_repairs(
    session: Session,
    registry: Registry,
    changes: Sequence[FileChange],
    yes: bool,
    sentence: Callable[[EditRefused], str],
) -> tuple[int | None, str]:
    """Write files if somebody says yes (`yes`: without asking); return an exit status, or None to go on, and why they are not.

    They are one step of `govtui undo`. `sentence` says why nothing was written.
    """
    tr, out = session.tr, session.out
    if registry.read_only:
        out.words(tr.gettext("The registry is read-only; nothing was changed."), err=True)
        return 2, "read_only"
    asks = sys.stdin.isatty()
    if not yes and not (asks and out.confirm(tr.gettext("Make these changes?"))):
        out.words(tr.gettext("Nothing was changed."), err=True)
        return None, "declined" if asks else "needs_yes"
    try:
        write_kept(session, registry, "repairs", changes)
    except EditRefused as error:
        out.line(sentence(error), err=True)
        return 2, error.code
    return None, ""


def write_kept(
    session: Session, registry: Registry, code: str, changes: Sequence[FileChange], keys: Sequence[str] = ()
) -> None:
    """Write files as one step of `govtui undo`, with a remark where it could not be kept. Raises EditRefused."""
    if not write_step(registry, code, changes, keys=keys):
        session.out.remark(refusal("not_kept", {}, session.tr))


def repaired_lines(
    changes: Sequence[FileChange], keys: Mapping[str, str], refused: str, prefix: str = ""
) -> list[Line]:
    """Return the machine lines of repairs; `keys` are those of the records, `prefix` leads to the registry.

    `refused`: why they were not written.
    """
    return [
        change_line(
            record=keys.get(change.path),
            path=prefix + printable(change.path),
            saved=not refused,
            refused=refused,
            changes=changed_fields(change),
            diff=file_diff(change) if refused else None,
            etag=None if refused else etag(change.after or b""),
        )
        for change in changes
    ]


def changed_fields(change: FileChange) -> Sequence[FieldDifference]:
    """Return the fields that a change of a record, or of registry.toml, changes."""
    return differences(*texts_of(change)) if change.path.endswith(".toml") else ()


def file_diff(change: FileChange) -> str:
    """Return the unified diff of a change."""
    return "\n".join(diff_lines(printable(change.path), *texts_of(change)))


def texts_of(change: FileChange) -> tuple[str, str]:
    """Return the texts before and after a change; empty where there is no file."""
    before, after = ((raw or b"").decode("utf-8", "replace") for raw in (change.before, change.after))
    return before, after
