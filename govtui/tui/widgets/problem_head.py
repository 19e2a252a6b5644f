"""The line over the problems: how many there are of each severity, and which are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from govtui.i18n.problems import count_words
from govtui.page.signs import SEVERITY_SIGNS
from govtui.text.width import width
from govtui.tui.widgets.line import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.app import GovtuiApp


class ProblemHead(OneLine):
    """Counts at the left, the filter at the right."""

    COMPONENT_CLASSES = {"head--name", "head--path", *(f"head--{n}" for n in (1, 2, 3))}
    app: GovtuiApp

    counts: reactive[tuple[tuple[int, int, int], ...]] = reactive(())
    """Severity, in how many places, in how many records; worst first."""
    note: reactive[str] = reactive("")
    """Which are listed, in words."""

    def left(self) -> Sequence[Piece]:
        tr = self.app.translator
        title = tr.gettext("Problems")
        pieces = [Piece(f" {title}  ", "head--name")]
        words = [(severity, count_words(places, records, tr)) for severity, places, records in self.counts]
        room = self.size.width - width(title) - sum(width(piece.text) for piece in self.right()) - 4
        if sum(width(told) + 4 for _, told in words) > room:
            words = [(severity, count_words(places, 0, tr)) for severity, places, _ in self.counts]
        return [
            *pieces,
            *(Piece(f" {SEVERITY_SIGNS[severity]} {told} ", f"head--{severity}") for severity, told in words),
        ]

    def right(self) -> Sequence[Piece]:
        return [Piece(f"{self.note} ", "head--path", "screen.filter")]
