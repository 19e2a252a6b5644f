"""What `govtui rename` does: a record gets another id, in every file that names it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govtui.cli.asked import asked_card
from govtui.cli.change_outcome import Outcome, change_line, run_changes
from govtui.cli.edit_session import (
    SAVED,
    editing_to_write,
    remark_other_editor,
    remark_saved,
)
from govtui.cli.session import Session
from govtui.edit.proposal import Renaming
from govtui.i18n.formats import number
from govtui.interchange.machine import Line


def rename_record(session: Session, old: str, new: str, *, dry_run: bool) -> int:
    """Give a record another id, or list what would change; return the exit status."""
    return run_changes(session, lambda: _rename(session, old, new, dry_run))


def _rename(session: Session, old: str, new: str, dry_run: bool) -> Iterator[Outcome]:
    tr, out = session.tr, session.out
    if not dry_run and _was_finished(session, old, new):
        found = session.index(may_fall_back=False).card(old)
        path = found.path if found else None
        yield Outcome(SAVED, (change_line(record=new, path=path, saved=True, former=old),))
        return
    editing = editing_to_write(session)
    card = asked_card(session, editing.index, editing.registry.root, old)
    remark_other_editor(session, editing, card.key)
    editing.require_renamable(card.key)
    change = editing.renaming(card.key, new)
    if dry_run:
        if not session.form:
            out.line(f"{change.path} → {change.new_path}")
            for path in change.files[1:]:
                out.line(f"    {path}")
        yield Outcome(SAVED, (_line(change, saved=False, path=change.new_path),))
        return
    saved = editing.save(change)
    for path in saved.left:
        out.remark(tr.gettext("{path} is not a valid record now, so it still has the old id.").format(path=path))
    remark_saved(session, editing, saved)
    if not session.form:
        words = tr.gettext("“{old}” is now “{new}”: {path}.")
        out.line(words.format(old=change.old, new=new, path=change.new_path))
        if others := len(change.files) - 1:
            words = tr.ngettext("References updated in {n} file.", "References updated in {n} files.", others)
            out.line(words.format(n=number(others, tr)))
    yield Outcome(SAVED, (_line(change, saved=True, path=saved.path, left=list(saved.left), etag=saved.tag),))


def _line(change: Renaming, *, saved: bool, **more: Any) -> Line:
    files = list(change.files[1:])
    return change_line(record=change.new, saved=saved, former=change.old, files=files, **more)


def _was_finished(session: Session, old: str, new: str) -> bool:
    """Finish what was interrupted; return whether that was this renaming."""
    ended = session.finish_interrupted(session.target(may_fall_back=False).root)
    if not any(one.path.endswith(f"/{new}.toml") for one in ended):
        return False
    card = session.index(may_fall_back=False).card(old)
    return card is not None and card.id == new
