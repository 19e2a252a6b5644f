"""Changed files that may be committed, one a line, each ticked or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.safe_text import segment

if TYPE_CHECKING:
    from govtui.edit.commit import Pending
    from govtui.tui.base.host import RegistryApp


class PendingList(CursorList, can_focus=True):
    """The cursor goes from file to file; space ticks."""

    app: RegistryApp

    COMPONENT_CLASSES = {"pending--name", "pending--word", "pending--added", "pending--removed", "pending--cursor"}
    BINDINGS = [
        Binding("down,j,ọ", "move(1)", N_("Down"), show=False, id="pending.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="pending.up"),
        Binding("home,g", "move(-100000)", N_("First"), show=False, id="pending.first"),
        Binding("end,G", "move(100000)", N_("Last"), show=False, id="pending.last"),
        Binding("space,enter", "tick", N_("Select"), id="pending.tick"),
        Binding("a", "tick_all", N_("Select all"), id="pending.all"),
    ]

    class Ticked(Message):
        """Other files are ticked now."""

    def __init__(self) -> None:
        super().__init__(id="pending")
        self.files: Sequence[Pending] = ()
        self.ticked: set[str] = set()

    @property
    def total(self) -> int:
        return len(self.files)

    @property
    def taken(self) -> list[Pending]:
        """The files that are ticked."""
        return [one for one in self.files if one.file.path in self.ticked]

    def show(self, files: Sequence[Pending], ticked: frozenset[str]) -> None:
        """Show these, with the files at some paths ticked."""
        self.files = files
        self.ticked = {one.file.path for one in files} & ticked
        self.cursor = min(self.cursor, max(0, len(files) - 1))
        self.remeasure()
        self.refresh()

    def retranslate(self) -> None:
        self.refresh()

    def action_tick(self) -> None:
        if self.cursor < len(self.files):
            self.ticked ^= {self.files[self.cursor].file.path}
            self._told()

    def action_tick_all(self) -> None:
        everything = {one.file.path for one in self.files}
        self.ticked = set() if self.ticked == everything else everything
        self._told()

    def _told(self) -> None:
        self.refresh()
        self.post_message(self.Ticked())

    def enter(self) -> None:
        self.action_tick()

    def switches(self, line: int, x: int) -> bool:
        return True

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self.files):
            return Strip.blank(cells, self.rich_style)
        one, tr = self.files[place], self.app.translator
        over = place == self.cursor and self.has_focus
        words = {
            "new": tr.pgettext("file", "new"),
            "removed": tr.pgettext("file", "removed"),
            "clash": tr.pgettext("file", "two versions"),
        }
        tail = [("word", words[one.file.change])] if one.file.change in words else []
        if one.lines is not None and one.file.change == "changed":
            tail = [("added", f"+{one.lines.added}"), ("removed", f"−{one.lines.removed}")]
        mark = "[×] " if one.file.path in self.ticked else "[ ] "
        end = sum(width(text) + 1 for _, text in tail)
        room = cells - 1 - len(mark) - end - 1
        name = clip(one.name(tr.language), room)
        path = clip(one.file.path, max(0, room - width(name) - 2))
        head = segment(f" {mark}{name}", self._style("name", over))
        gap = pad(f"  {path}", room - width(name))
        parts = [
            head,
            segment(gap, self._style("word", over)),
            *(segment(f" {t}", self._style(p, over)) for p, t in tail),
        ]
        return Strip(parts).adjust_cell_length(cells, self._style("name", over) if over else self.rich_style)

    def _style(self, part: str, over: bool) -> Style:
        return self.get_component_rich_style("pending--cursor" if over else f"pending--{part}")
