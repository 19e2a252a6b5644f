"""Commands: what one is, what it needs, and why it cannot be run now."""

from __future__ import annotations

import shutil
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class Group(Enum):
    """Commands that belong together, with the heading that they have in the list of commands."""

    GO = NP_("keys", "Moving around")
    FIND = NP_("keys", "Search")
    READ = NP_("keys", "Reading")
    EDIT = NP_("keys", "Editing")
    MARK = NP_("keys", "Marking")
    PROGRAM = NP_("keys", "The program")


class Need(Enum):
    """What must be there for a command to be run."""

    WRITABLE = "writable"
    REFERENCES = "references"
    RECORD = "record"
    ROW = "row"
    UNDO = "undo"
    REDO = "redo"
    GIT = "git"
    PAST = "past"
    FUTURE = "future"


class Command(NamedTuple):
    """Something a user can do. It has an `action` of the browse screen, or `opens` a screen of `screens.SCREENS`.

    A command without keys is in the list of commands only.
    """

    id: str
    keys: str
    group: Group
    title: str
    help: str
    action: str = ""
    opens: str = ""
    needs: tuple[Need, ...] = ()
    priority: bool = False

    @property
    def run(self) -> str:
        """The action that the browse screen runs."""
        return self.action or f"open('{self.opens}')"


def availability(command: Command, host: Host) -> str:
    """Return why a command cannot be run now, in the user's language; empty when it can."""
    return next((why for need in command.needs if (why := _lacking(need, host))), "")


def _lacking(need: Need, host: Host) -> str:
    app, tr = host.app, host.app.translator
    match need:
        case Need.WRITABLE:
            return app.edit_session.refusal()
        case Need.REFERENCES if app.index is None or not app.index.whole:
            from govtui.i18n.errors import refusal  # not for the first list

            return refusal("not_whole", {}, tr)
        case Need.RECORD if not host.current_key:
            return tr.gettext("No record is chosen.")
        case Need.ROW if not host.listed_key:
            return tr.gettext("No record of the list is under the cursor.")
        case Need.UNDO if app.edit_session.journal.last is None:
            return tr.gettext("There is nothing to undo.")
        case Need.REDO if app.edit_session.journal.next is None:
            return tr.gettext("There is nothing to redo.")
        case Need.GIT:
            return _no_git(host)
        case Need.PAST if not host.has_past:
            return tr.gettext("No earlier view.")
        case Need.FUTURE if not host.has_future:
            return tr.gettext("No later view.")
    return ""


def _no_git(host: Host) -> str:
    from govtui.i18n.errors import standing_sentence

    tr, root = host.app.translator, host.app.library.root.absolute()
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return standing_sentence("no_work_tree", tr)
    return "" if shutil.which("git") else standing_sentence("no_program", tr)
