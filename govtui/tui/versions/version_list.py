"""The versions of a record, newest first: when, who, what was said of it; one can be marked to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from govtui.i18n.datetimes import moment_short
from govtui.page.versions import CUT, MERGE
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece

if TYPE_CHECKING:
    from govtui.edit.file_history import Revision
    from govtui.i18n.translator import Translator
    from govtui.tui.base.host import RegistryApp

AUTHOR = 18
"""Cells of the column of authors, where there is room for one."""
ROOMY = 60
"""The width from which author and subject stand beside the date."""


class VersionList(CursorList, can_focus=True):
    """One version a line, two where the list is narrow."""

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
        self.marked: str | None = None
        """The name of the marked version; None when none is."""

    @property
    def chosen(self) -> Revision | None:
        """The version under the cursor."""
        return self.versions[self.cursor] if self.cursor < len(self.versions) else None

    def show(self, versions: Sequence[Revision]) -> None:
        """Show these; the cursor stays on its version, unless that was the file as it stood, which stays on top."""
        name = self.chosen.name if self.chosen else None
        self.versions = versions
        self.cursor = next((n for n, told in enumerate(versions) if told.name == name), 0)
        if all(told.name != self.marked for told in versions):
            self.marked = None
        self.remeasure()
        self.refresh()

    @property
    def total(self) -> int:
        return len(self.versions)

    @property
    def row_height(self) -> int:
        return 1 if self.cells >= ROOMY else 2

    def retranslate(self) -> None:
        self.refresh()

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
            first = when + (f"  {author}" if author else "")
            return mark, Piece(
                clip(subject if second else first, cells - 3), f"versions--{'word' if second else 'when'}"
            )
        column = min(AUTHOR, cells // 5)
        room = cells - 3 - WHEN - 2
        said = clip(subject, room - column - 2 if author else room)
        words = f"{pad(clip(author, column), column)}  {said}" if author else said
        return mark, Piece(pad(when, WHEN + 2), "versions--when"), Piece(words, "versions--word")


def _said(told: Revision, tr: Translator) -> tuple[str, str]:
    """Who made a version, and what was said of it; where a shallow clone ends, that: who changed what is not known there."""
    version = told.version
    if version is None:
        return "", ""
    if version.cut:
        return "", tr.gettext(CUT)
    return version.author, f"{MERGE} {version.subject}" if len(version.parents) > 1 else version.subject


WHEN = width("22 Nov 2026, 00:00")
"""Cells of the column of dates."""
