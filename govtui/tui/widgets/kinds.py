"""The kinds of record as tabs, each with the number of records that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.index.api import ALL
from govtui.model.kinds import KINDS
from govtui.text.width import width
from govtui.tui.themes import kind_rules
from govtui.tui.widgets.line import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen

TABS = (ALL, *KINDS)
"""What can be chosen, from left to right."""


class KindTabs(OneLine):
    """Digits, signs, names and counts; where they do not fit, the signs go, or all names but the chosen tab's."""

    DEFAULT_CSS = kind_rules("KindTabs", "kinds")
    COMPONENT_CLASSES = {"kinds--tab", "kinds--chosen", "kinds--digit", *(f"kinds--{kind}" for kind in KINDS)}
    screen: BrowseScreen

    def __init__(self) -> None:
        super().__init__()
        self._chosen = ALL
        self._counts: Mapping[str, int] = {}

    def show(self, chosen: str, counts: Mapping[str, int]) -> None:
        """Which tab is chosen, and the numbers."""
        self._chosen, self._counts = chosen, counts
        self.renew()

    def left(self) -> Sequence[Piece]:
        for pieces in (self._pieces(names=True), self._pieces(names=True, tight=True)):
            if sum(width(piece.text) for piece in pieces) <= self.size.width:
                return pieces
        return self._pieces(names=False)

    def _pieces(self, *, names: bool, tight: bool = False) -> list[Piece]:
        tr = self.screen.app.translator
        out = []
        for kind in TABS:
            chosen = kind == self._chosen
            name = label("kinds", kind, tr) if names or chosen else ""
            digit = KINDS[kind].digit if kind in KINDS else "1"
            count = number(self._counts.get(kind, 0), tr)
            style = "kinds--chosen" if chosen else "kinds--tab"
            action = f"screen.kind('{kind}')"
            out.append(Piece(" ", "kinds--tab"))
            out.append(Piece(f"{digit} ", "kinds--digit", action))
            if kind in KINDS and not (names and tight):
                out.append(Piece(f"{KINDS[kind].sign} ", f"kinds--{kind}", action))
            out.append(Piece(f"{name} {count}".lstrip(), style, action))
            out.append(Piece(" ", "kinds--tab"))
        return out
