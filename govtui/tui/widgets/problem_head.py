"""The line over the problems: how many there are of each severity, and which are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from govtui.i18n.numbers import number
from govtui.page.signs import SEVERITY_SIGNS
from govtui.tui.widgets.line import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.app import GovtuiApp


class ProblemHead(OneLine):
    """Counts at the left, the filter at the right."""

    COMPONENT_CLASSES = {"head--name", "head--path", *(f"head--{n}" for n in (1, 2, 3))}
    app: GovtuiApp

    counts: reactive[tuple[tuple[int, int], ...]] = reactive(())
    """Severity and number of problems, worst first."""
    note: reactive[str] = reactive("")
    """Which are listed, in words."""

    def left(self) -> Sequence[Piece]:
        tr = self.app.translator
        title = tr.gettext("Problems")
        pieces = [Piece(f" {title}  ", "head--name")]
        for severity, count in self.counts:
            pieces.append(Piece(f" {SEVERITY_SIGNS[severity]} {number(count, tr)} ", f"head--{severity}"))
        return pieces

    def right(self) -> Sequence[Piece]:
        return [Piece(f"{self.note} ", "head--path", "screen.filter")]
