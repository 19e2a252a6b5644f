"""The versions of a record, newest first: when, who, what was said of it; one can be marked to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.i18n.datetimes import moment_short
from govtui.page.versions import CUT, MERGE
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.safe_text import segment

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

    COMPONENT_CLASSES = {"versions--when", "versions--word", "versions--mark", "versions--cursor", "versions--resting"}
    BINDINGS = [
        Binding("down,j,ọ", "move(1)", N_("Down"), show=False, id="versions.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="versions.up"),
        Binding("pagedown,ctrl+d", "move(8)", N_("Page down"), show=False, id="versions.page-down"),
        Binding("pageup,ctrl+u", "move(-8)", N_("Page up"), show=False, id="versions.page-up"),
        Binding("home,g", "move(-100000)", N_("First"), show=False, id="versions.first"),
        Binding("end,G", "move(100000)", N_("Last"), show=False, id="versions.last"),
        Binding("enter", "open", N_("Whole"), id="versions.open"),
        Binding("space", "mark", N_("Compare"), id="versions.mark"),
    ]

    class Highlighted(Message):
        """The cursor stands on another version, or another one is marked."""

    class Opened(Message):
        """A version was chosen to be read."""

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
    def place_height(self) -> int:
        return 1 if self.cells >= ROOMY else 2

    def retranslate(self) -> None:
        self.refresh()

    def moved(self) -> None:
        self.post_message(self.Highlighted())

    def action_mark(self) -> None:
        if self.chosen:
            self.marked = None if self.marked == self.chosen.name else self.chosen.name
            self.refresh()
            self.post_message(self.Highlighted())

    def action_open(self) -> None:
        self.post_message(self.Opened())

    def enter(self) -> None:
        self.action_open()

    def mark(self) -> None:
        self.action_mark()

    # drawing

    def render_line(self, y: int) -> Strip:
        place, row = divmod(y + self.top, self.place_height)
        cells = self.cells
        if place >= len(self.versions):
            return Strip.blank(cells, self.rich_style)
        told, tr = self.versions[place], self.app.translator
        over = ("cursor" if self.has_focus else "resting") if place == self.cursor else ""
        marked = told.name == self.marked
        version = told.version
        when = moment_short(version.when, tr) if version else tr.gettext("Not yet committed")
        author, subject = _said(told, tr)
        mark = segment(" ◆ " if marked and not row else "   ", self._style(over or "mark"))
        if self.place_height == 2:
            words = when + (f"  {author}" if author else "") if not row else subject
            part = "when" if not row else "word"
            parts = [mark, segment(clip(words, cells - 3), self._style(over or part))]
        else:
            column = min(AUTHOR, cells // 5)
            room = cells - 3 - WHEN - 2
            text = (
                f"{pad(clip(author, column), column)}  {clip(subject, room - column - 2)}"
                if author
                else clip(subject, room)
            )
            parts = [
                mark,
                segment(pad(when, WHEN + 2), self._style(over or "when")),
                segment(text, self._style(over or "word")),
            ]
        return Strip(parts).adjust_cell_length(cells, self._style(over) if over else self.rich_style)

    def _style(self, part: str):  # type: ignore[no-untyped-def]
        return self.get_component_rich_style(f"versions--{part}")


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
