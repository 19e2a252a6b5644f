"""The words over the list: what the columns are, how it is sorted, how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govtui.i18n.labels import label
from govtui.i18n.numbers import number
from govtui.tui.widgets.columns import columns, heading
from govtui.tui.widgets.line import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


class ListHeader(OneLine):
    """Column names; the one that sorts is marked."""

    COMPONENT_CLASSES = {"header--word", "header--mistake"}
    screen: BrowseScreen

    def left(self) -> Sequence[Piece]:
        tr, screen = self.screen.app.translator, self.screen
        if screen.mistake:
            return [Piece(f"  {screen.mistake}", "header--mistake")]
        by_name = screen.order == "name"
        name, date = label("field", "name", tr), label("field", "date", tr)
        layout = columns(self.size.width)
        if layout.height == 2:
            order = tr.gettext("by name") if by_name else tr.gettext("by date, latest first")
            count = tr.ngettext("{n} record", "{n} records", screen.total).format(n=number(screen.total, tr))
            return [Piece(f"  {count} · {order}", "header--word")]
        words = heading(
            layout,
            f"{name} ▲" if by_name else name,
            label("field", "type", tr),
            date if by_name else f"{date} ▼",
            label("field", "place", tr),
        )
        return [Piece(words, "header--word")]
