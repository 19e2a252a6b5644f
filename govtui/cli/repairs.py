"""The end of `--fix`: what was shown is asked about, then written, all files or none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from govtui.cli.session import Session
from govtui.edit.proposal import EditRefused
from govtui.edit.undo_history import write_step
from govtui.i18n.errors import refusal
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange


def write_repairs(
    session: Session,
    registry: Registry,
    changes: Sequence[FileChange],
    yes: bool,
    sentence: Callable[[EditRefused], str],
) -> int | None:
    """Write files if somebody says yes (`yes`: without asking); return an exit status, or None to go on.

    They are one step that `govtui undo` takes back. `sentence` says why nothing was written.
    """
    tr, out = session.tr, session.out
    if registry.read_only:
        out.words(tr.gettext("The registry is read-only; nothing was changed."), err=True)
        return 2
    if not yes and not (sys.stdin.isatty() and out.confirm(tr.gettext("Make these changes?"))):
        out.words(tr.gettext("Nothing was changed."), err=True)
        return None
    try:
        if not write_step(registry, "repairs", changes):
            out.remark(refusal("not_kept", {}, tr))
    except EditRefused as error:
        out.line(sentence(error), err=True)
        return 2
    return None
