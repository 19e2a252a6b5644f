"""A widget of one line that draws itself from spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from govtui.text.safe import safe_text
from govtui.text.width import width
from govtui.tui.drawn import segment
from govtui.tui.private.components import LazyComponents


class Piece(NamedTuple):
    """Some words in the style of a component class; a click on them runs `action`."""

    text: str
    style: str
    action: str = ""


class OneLine(LazyComponents, Widget):
    """One line of pieces, with others flush right; when they do not fit together, the right ones go first."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"

    def left(self) -> Sequence[Piece]:
        """The pieces from the left edge."""
        return ()

    def right(self) -> Sequence[Piece]:
        """The pieces at the right edge."""
        return ()

    def retranslate(self) -> None:
        """Words are fetched at drawing; drawing anew is enough."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        cells = self.size.width
        strip = self._strip(self.left())
        right = self._strip(self.right())
        if right.cell_length and strip.cell_length + 1 + right.cell_length <= cells:
            gap = segment(" " * (cells - strip.cell_length - right.cell_length), self.rich_style)
            return Strip([*strip, gap, *right])
        return strip.adjust_cell_length(cells, self.rich_style)

    def _strip(self, pieces: Sequence[Piece]) -> Strip:
        return Strip([segment(piece.text, self.get_component_rich_style(piece.style)) for piece in pieces])

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the piece that was clicked."""
        if action := self.action_at(event.x):
            await self.run_action(action)

    def action_at(self, x: int) -> str:
        """The action of the piece at a column; empty where there is none."""
        place = 0
        for piece in self.left():
            place += width(safe_text(piece.text, multiline=False))
            if x < place:
                return piece.action
        return ""
