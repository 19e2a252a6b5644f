"""A widget of one line that draws itself from spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from govtui.text.safe import safe_text
from govtui.text.width import width
from govtui.tui.drawn import segment, strip
from govtui.tui.private.components import LazyComponents
from govtui.tui.private.kept_lines import KeepsLines
from govtui.tui.private.still import draw
from govtui.tui.widgets.lines import LEFT


class Piece(NamedTuple):
    """Some words in the style of a component class; a click on them runs `action`."""

    text: str
    style: str
    action: str = ""


class OneLine(LazyComponents, KeepsLines, Widget):
    """One line of pieces, with others flush right; when they do not fit together, the right ones go first."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"

    _said: tuple[list[Piece], list[Piece]] | None = None
    """The pieces that were drawn last."""

    def left(self) -> Sequence[Piece]:
        """The pieces from the left edge."""
        return ()

    def right(self) -> Sequence[Piece]:
        """The pieces at the right edge."""
        return ()

    def retranslate(self) -> None:
        """Words are fetched at drawing; drawing anew is enough."""
        self.refresh()

    def renew(self) -> None:
        """Draw the line anew if it says something else than when it was drawn last."""
        if self._said != (list(self.left()), list(self.right())):
            draw(self, self.size.region)

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.ground)
        cells = self.size.width
        self._said = list(self.left()), list(self.right())
        left, right = map(self._strip, self._said)
        if gap := self._gap(left.cell_length, right.cell_length):
            return strip([*left, segment(" " * gap, self.ground), *right])
        return left.adjust_cell_length(cells, self.ground)

    def _gap(self, left: int, right: int) -> int:
        """The cells between the pieces at the left and those at the right; 0 where these do not stand."""
        return self.size.width - left - right if right and left + 1 + right <= self.size.width else 0

    def _strip(self, pieces: Sequence[Piece]) -> Strip:
        return strip(segment(piece.text, self.get_component_rich_style(piece.style)) for piece in pieces)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the piece that was clicked."""
        if event.button == LEFT and (action := self.action_at(event.get_content_offset_capture(self).x)):
            await self.run_action(action)

    def action_at(self, x: int) -> str:
        """The action of the piece at a column from the left edge of the content; empty where there is none."""
        left, right = self.left(), self.right()
        gap = self._gap(_cells(left), _cells(right))
        place = 0
        for piece in (*left, Piece(" " * gap, ""), *(right if gap else ())):
            place += _cells([piece])
            if 0 <= x < place:
                return piece.action
        return ""


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(safe_text(piece.text, multiline=False)) for piece in pieces)
