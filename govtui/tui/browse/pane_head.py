"""The head of a pane: a sign, its ground and bold words tell where the focus is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style

from govtui.tui.base.line_list import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser

FOCUS = "▌"
"""The sign of the pane that has the focus: what tells it where there are no colours."""


class PaneHead(OneLine):
    """What a pane shows, said over it. `PANE` is the id of the widget in it that takes the focus."""

    COMPONENT_CLASSES = {"head--focus", "head--title", "head--word", "head--note"}
    PANE = ""
    screen: Browser

    is_here = False
    """Whether the pane has the focus; none has while somebody types into the search field."""

    def left(self) -> Sequence[Piece]:
        focused = self.screen.focused
        self.is_here = focused is not None and focused.id == self.PANE
        return [Piece(FOCUS if self.is_here else " ", "head--focus"), *self.said()]

    def said(self) -> Sequence[Piece]:
        """Return what stands behind the sign, from the second cell on."""
        return ()

    def title(self, words: str, action: str = "") -> Piece:
        """Return what the pane is called, or shows."""
        return Piece(words, "head--title" if self.is_here else "head--word", action)

    def note(self, words: str, action: str = "") -> Piece:
        """Return what is said beside the title."""
        return Piece(words, "head--note" if self.is_here else "head--word", action)

    @property
    def ground(self) -> Style:
        return self.get_component_rich_style("head--title") if self.is_here else super().ground

    def look_of(self, style: str) -> Style:
        look = super().look_of(style)
        return look + Style(bgcolor=self.ground.bgcolor) if self.is_here else look
