"""A list with a cursor of which only the rows in sight are asked for, each drawn from pieces."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.text.markers import N_
from govtui.text.width import clip
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece
from govtui.tui.base.safe_text import segment


class WindowList(CursorList, can_focus=True):
    """Rows by their place; whoever derives from it says how many there are and what stands in each."""

    COMPONENT_CLASSES = {"window--cursor", "window--resting", "window--empty"}
    BINDINGS = [
        Binding("down,j,ọ", "move(1)", N_("Down"), show=False, id="window.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="window.up"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="window.page-down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="window.page-up"),
        Binding("home,g", "end(0)", N_("First"), show=False, id="window.first"),
        Binding("end,G", "end(-1)", N_("Last"), show=False, id="window.last"),
        Binding("enter", "choose", N_("Open"), id="window.choose"),
    ]

    class Highlighted(Message):
        """The cursor came to another row."""

    class Chosen(Message):
        """Enter was pressed on the row under the cursor, or it was clicked again."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)

    def pieces(self, place: int, cells: int) -> Sequence[Piece]:
        """What stands in a row of so many cells."""
        raise NotImplementedError

    def empty(self) -> str:
        """What stands there when there is no row."""
        return ""

    def renewed(self) -> None:
        """The rows are others: the cursor stays within them."""
        self.cursor = max(0, min(self.cursor, self.total - 1))
        self.remeasure()
        self.refresh()

    def moved(self) -> None:
        self.post_message(self.Highlighted())

    def action_choose(self) -> None:
        if self.total:
            self.post_message(self.Chosen())

    def enter(self) -> None:
        self.action_choose()

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= self.total:
            words = f" {clip(self.empty(), cells - 2)}" if not self.total and y == 1 else ""
            style = self.get_component_rich_style("window--empty")
            return Strip([segment(words, style)]).adjust_cell_length(cells, self.rich_style)
        here: Style | None = None
        if place == self.cursor:
            here = self.get_component_rich_style("window--cursor" if self.has_focus else "window--resting")
        parts = [
            segment(piece.text, here or self.get_component_rich_style(piece.style))
            for piece in self.pieces(place, cells)
        ]
        return Strip(parts).adjust_cell_length(cells, here or self.rich_style)
