"""Changed files that may be committed, one a line, each ticked or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message

from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece

if TYPE_CHECKING:
    from govtui.edit.commit import Pending
    from govtui.tui.base.host import RegistryApp


class PendingList(CursorList, can_focus=True):
    """The cursor goes from file to file; space ticks."""

    app: RegistryApp

    COMPONENT_CLASSES = {"pending--name", "pending--word", "pending--added", "pending--removed"}
    BINDINGS = [
        Binding("space,enter", "tick", N_("Select"), id="pending.tick"),
        Binding("a", "tick_all", N_("Select all"), id="pending.all"),
    ]
    KEY_GROUP = "pending"

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

    def cursor_style(self, line: int) -> str:
        return "row--cursor" if self.has_focus else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        one, tr = self.files[line], self.app.translator
        words = {
            "new": tr.pgettext("file", "new"),
            "removed": tr.pgettext("file", "removed"),
            "clash": tr.pgettext("file", "two versions"),
        }
        tail = [Piece(f" {words[one.file.change]}", "pending--word")] if one.file.change in words else []
        if one.lines is not None and one.file.change == "changed":
            tail = [
                Piece(f" +{one.lines.added}", "pending--added"),
                Piece(f" −{one.lines.removed}", "pending--removed"),
            ]
        mark = "[×] " if one.file.path in self.ticked else "[ ] "
        room = cells - 2 - len(mark) - sum(width(piece.text) for piece in tail)
        name = clip(one.name(tr.language), room)
        path = clip(one.file.path, max(0, room - width(name) - 2))
        gap = pad(f"  {path}", room - width(name))
        return Piece(f" {mark}{name}", "pending--name"), Piece(gap, "pending--word"), *tail
