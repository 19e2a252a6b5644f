"""The line over a history: whose it is, and the two ways of looking at it, by version and by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from govtui.text.markers import NP_
from govtui.text.width import clip, width
from govtui.tui.base.line_list import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp

By = Literal["version", "field"]

_VIEWS: Mapping[By, str] = {"version": NP_("history", "by version"), "field": NP_("history", "by field")}
OTHER: Mapping[By, str] = {"version": NP_("footer", "By field"), "field": NP_("footer", "By version")}
"""What the key to the other view is called."""


LEAST = 16
"""Cells that the title has at least beside the ways of looking."""


class HistoryHead(OneLine):
    """Whose history is shown, and at the right the two ways of looking at it."""

    app: RegistryApp

    COMPONENT_CLASSES = {"head--name", "head--path", "head--here"}
    words = ""
    by: By = "version"

    def __init__(self) -> None:
        super().__init__(id="history-title")

    def say(self, words: str, by: By) -> None:
        """Say this; the view that one is in stands in brackets."""
        self.words, self.by = words, by
        self.refresh()

    def left(self) -> Sequence[Piece]:
        room = self.size.width - sum(width(piece.text) for piece in self.right()) - 2
        return [Piece(f" {clip(self.words, room if room >= LEAST else self.size.width - 2)}", "head--name")]

    def right(self) -> Sequence[Piece]:
        pieces = []
        for by, words in _VIEWS.items():
            told = self.app.translator.pgettext("history", words)
            if by == self.by:
                pieces.append(Piece(f"[{told}]", "head--here"))
            else:
                pieces.append(Piece(f" {told} ", "head--path", "screen.turn"))
        return pieces
