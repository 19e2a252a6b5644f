"""The list of versions of a record, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from govtui.i18n.datetimes import moment_short
from govtui.page.differences import CUT, MERGE
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece

if TYPE_CHECKING:
    from govtui.edit.file_history import Revision
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import RegistryApp

WHEN, AUTHOR = width("22 Nov 2026, 00:00"), 18
"""Cells of the columns of dates and of authors."""
ROOMY = 60
"""The width in cells from which author and subject stand beside the date."""


class VersionList(CursorList, can_focus=True):
    """Versions of a record, newest first: a line each, two where the list is narrow; one can be marked to compare with."""

    app: RegistryApp

    COMPONENT_CLASSES = {"versions--when", "versions--word", "versions--mark"}
    BINDINGS = [
        Binding("enter", "choose", N_("Whole"), id="versions.open"),
        Binding("space", "mark", N_("Compare"), id="versions.mark"),
    ]
    KEY_GROUP = "versions"

    def __init__(self) -> None:
        super().__init__(id="versions")
        self.versions: Sequence[Revision] = ()
        self.footer_words: Mapping[str, str] = {}
        """What keys of the screen are called in the footer, by the ids of their bindings, where that changes."""
        self.marked: str | None = None
        """The name of the marked version; None when none is."""

    @property
    def chosen(self) -> Revision | None:
        """The version under the cursor."""
        return self.versions[self.cursor] if self.cursor < len(self.versions) else None

    def show(self, versions: Sequence[Revision], name: str | None = None) -> None:
        """Show these, with the cursor on the version called `name`.

        None: it stays on its version, unless that was the file as it stood, which stays on top.
        """
        if name is None:
            name = self.chosen.name if self.chosen else None
        self.versions = versions
        self.cursor = next((n for n, told in enumerate(versions) if told.name == name), 0)
        if all(told.name != self.marked for told in versions):
            self.marked = None
        self.renew()

    @property
    def total(self) -> int:
        return len(self.versions)

    @property
    def row_height(self) -> int:
        return 1 if self.cells >= ROOMY else 2

    def action_mark(self) -> None:
        if self.chosen:
            self.marked = None if self.marked == self.chosen.name else self.chosen.name
            self.refresh()
            self.moved()

    def mark(self) -> None:
        self.action_mark()

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        row, second = divmod(line, self.row_height)
        told, tr = self.versions[row], self.app.translator
        version = told.version
        when = moment_short(version.when, tr) if version else tr.gettext("Not yet committed")
        author, subject = _said(told, tr)
        mark = Piece(" ◆ " if told.name == self.marked and not second else "   ", "versions--mark")
        if self.row_height == 2:
            words = subject if second else f"{when}  {author}".rstrip()
            return mark, Piece(clip(words, cells - 3), "versions--word" if second else "versions--when")
        column = min(AUTHOR, cells // 5)
        room = cells - 3 - WHEN - 2
        said = clip(subject, room - column - 2 if author else room)
        words = f"{pad(clip(author, column), column)}  {said}" if author else said
        return mark, Piece(pad(when, WHEN + 2), "versions--when"), Piece(words, "versions--word")


def _said(told: Revision, tr: Translator) -> tuple[str, str]:
    """Return author and subject of a version; where a shallow clone ends there is only a sentence that says so."""
    version = told.version
    if version is None:
        return "", ""
    if version.cut:
        return "", tr.gettext(CUT)
    return version.author, f"{MERGE} {version.subject}" if len(version.parents) > 1 else version.subject
