"""Why a command cannot be done here and now, in words: said when its key is pressed, and shown in the help and the palette."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govtui.tui.base.command import Command
    from govtui.tui.browse.screen import BrowseScreen

NEEDS: Mapping[str, str] = {
    "copy": "record",
    "discrepancies": "record",
    "fields": "writing record",
    "edit": "writing record",
    "edit-outside": "writing record",
    "drafts": "writing",
    "translate": "writing record",
    "new": "writing",
    "rename": "writing record",
    "remove": "writing record",
    "undo": "writing undo",
    "redo": "writing redo",
    "history": "record",
    "commit": "writing git",
    "mark": "row",
    "mark-range": "row",
    "invert-marks": "row",
    "back": "back",
    "forward": "forward",
}
"""What a command needs, by its id, in the order in which it is asked for."""


def reason(command: Command | str, host: BrowseScreen) -> str:
    """Why a command (or the one with this id) cannot be done now, a sentence; empty when it can."""
    id = command if isinstance(command, str) else command.id
    return next((why for need in NEEDS.get(id, "").split() if (why := _lacking(need, host))), "")


def reason_of_screen(name: str, host: BrowseScreen) -> str:
    """The same for the command that opens a screen over the list."""
    from govtui.tui.commands import COMMANDS

    return next((reason(command, host) for command in COMMANDS if command.action == f"over('{name}')"), "")


def _lacking(need: str, host: BrowseScreen) -> str:
    app = host.app
    tr = app.translator
    match need:
        case "writing":
            return app.edit_session.refusal()
        case "record" if not host.current_record:
            return tr.gettext("No record is chosen.")
        case "row" if not host.listing.records.key:
            return tr.gettext("The list is empty.")
        case "undo" if app.edit_session.journal.last is None:
            return tr.gettext("There is nothing to undo.")
        case "redo" if app.edit_session.journal.next is None:
            return tr.gettext("There is nothing to redo.")
        case "git":
            return _no_git(host)
        case "back" if not host.history.has_past:
            return tr.gettext("This is where you began.")
        case "forward" if not host.history.has_future:
            return tr.gettext("There is nothing to go forward to.")
    return ""


def _no_git(host: BrowseScreen) -> str:
    from govtui.i18n.errors import standing_sentence

    tr, root = host.app.translator, host.app.library.root.absolute()
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return standing_sentence("no_work_tree", tr)
    return "" if shutil.which("git") else standing_sentence("no_program", tr)
