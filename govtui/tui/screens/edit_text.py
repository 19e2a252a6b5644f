"""Editing the text of the record in hand: what keeps it from being edited is said, a draft of it is offered first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.edit.proposal import EditRefused
from govtui.store.field_locations import Places
from govtui.tui.screens.text_editor import EditTextScreen
from govtui.tui.text_work import TextWork

if TYPE_CHECKING:
    from govtui.tui.localized import LocalizedModal
    from govtui.tui.screens.browse import BrowseScreen


def begin(below: BrowseScreen, key: str, start: tuple[int, int] | None = None) -> EditTextScreen | None:
    """The text of a record, ready to be edited at `start` (line and column from 0), else at the field that is read.

    None where that cannot be, which the user is told.
    """
    app, tr = below.app, below.app.translator
    if app.desk.refuses():
        return None
    try:
        entry = app.desk.editing.entry(key)
    except EditRefused as error:
        app.say(app.desk.refused(error))
        return None
    if any(problem.code == "not_utf8" for problem in entry.problems):
        app.say(tr.gettext("The file is not UTF-8, so it cannot be edited here without loss; open it with E."))
        return None
    if start is None:
        line, column = Places(entry.text).find(_field_in_hand(below, key))
        start = (line - 1, column - 1)
    work = TextWork(app.library.root, key, entry)
    return EditTextScreen(below, work, start=start)


def _field_in_hand(below: BrowseScreen, key: str) -> str:
    """The field that is read now; empty where the cursor is in the list."""
    return below.reader.field_in_hand[0] if below.is_reading and below.reader.key == key else ""


def opened(below: BrowseScreen, key: str, start: tuple[int, int] | None = None) -> LocalizedModal | None:
    """The text of a record (see `begin`); where drafts of it were left, they are offered first."""
    from govtui.tui.resuming import offered

    return offered(below, key, lambda: begin(below, key, start))


def screen(below: BrowseScreen) -> LocalizedModal | None:
    """The text of the record in hand."""
    return opened(below, below.in_hand) if below.in_hand else None
