"""An edit on the command line: opening, merging, saving, exit status of what is refused."""

from __future__ import annotations

from datetime import datetime

from govtui.cli.session import Session
from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict, EditRefused, ProposedChange, Saved
from govtui.edit.undo_history import UndoHistory
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence
from govtui.i18n.translator import Translator
from govtui.store.presence import Editor, Presence

SAVED, REFUSED, COULD_NOT_RUN, CONFLICT = 0, 1, 2, 3

_COULD_NOT_RUN = frozenset(
    [
        "no_such_record",
        "unreadable",
        "read_only",
        "old_schema",
        "disk_full",
        "half_saved",
        "read_only_folder",
        "no_permission",
        "name_too_long",
        "gone",
        "busy",
        "io_error",
        "file_exists",
        "no_terminal",
        "no_editor",
        "editor_failed",
        "not_unicode",
    ]
)
"""Refusals that say nothing about the change itself."""

_CONFLICTS = frozenset(["changed_meanwhile", "gone_meanwhile", "changed_since", "conflict"])
"""Refusals because somebody else changed the same thing."""

_MAX_REASONS = 3
"""How many problems of a file are named as the reason why it cannot be edited."""

_MAX_MERGES = 5
"""How often a change is merged with what others keep saving before that is called a conflict."""


def editing_of(session: Session) -> Editing:
    """Open the command line's registry for editing."""
    index = session.index(may_fall_back=False)  # first, since it finishes what was interrupted
    return Editing(session.registry(may_fall_back=False), index)


def editing_to_write(session: Session) -> Editing:
    """Open it for a change that is kept for `govtui undo`.

    Raises EditRefused where it has the form of an earlier version.
    """
    editing = editing_of(session)
    editing.journal = UndoHistory(editing.registry)
    editing.require_current_registry()
    return editing


def remark_other_editor(session: Session, editing: Editing, key: str) -> None:
    """Remark that somebody else is editing the record, if so."""
    if other := Presence(editing.registry.root).others(key):
        remark_editor(session, other)


def remark_editor(session: Session, other: Editor) -> None:
    """Remark who is editing the record, where, since when."""
    try:
        since = datetime.fromisoformat(other.since).astimezone().strftime("%H:%M")
    except ValueError:
        since = other.since
    words = session.tr.gettext("{user} has been editing this record on {host} since {time}.")
    session.out.remark(words.format(user=other.user, host=other.host, time=since))


def status_of(error: EditRefused) -> int:
    """Return the exit status of a refused edit."""
    if error.code in _CONFLICTS:
        return CONFLICT
    return COULD_NOT_RUN if error.code in _COULD_NOT_RUN else REFUSED


def refusal_words(error: EditRefused, tr: Translator) -> str:
    """Return why an edit was refused, with the first problems of the file that are the reason."""
    reasons = [sentence(problem, tr) for problem in error.problems[:_MAX_REASONS]]
    if (more := len(error.problems) - _MAX_REASONS) > 0:
        left = tr.gettext("and {n} more").format(n=number(more, tr))
        reasons.append(f"({left})")
    return " ".join([refusal(error.code, error.values, tr), *reasons])


def merged_and_saved(
    session: Session, editing: Editing, change: ProposedChange, *, force: bool
) -> tuple[ProposedChange, Saved]:
    """Save a change, merged with what others saved meanwhile. Raises Conflict where the two clash."""
    for _ in range(_MAX_MERGES):
        try:
            return change, editing.save(change, force=force)
        except Conflict as conflict:
            _, again = editing.reconciled(conflict)
            if again is None:
                raise
            change, last = again, conflict
            session.out.remark(
                session.tr.gettext("The file was changed by somebody else meanwhile; both changes were merged.")
            )
    raise last


def is_kept(editing: Editing) -> bool:
    """Whether “govtui undo” can take back what was saved last."""
    return not (isinstance(editing.journal, UndoHistory) and editing.journal.not_kept)


def remark_saved(session: Session, editing: Editing, saved: Saved | None = None) -> None:
    """Remark that the disk did not confirm a save, or that it could not be kept for undo, if so."""
    if saved is not None and not saved.confirmed:
        session.out.remark(refusal("not_confirmed", {"path": saved.path}, session.tr))
    if not is_kept(editing):
        session.out.remark(refusal("not_kept", {}, session.tr))
