"""Saved views on the browse screen: made of what it shows, and shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.index.api import ALL, ORDERS, Order
from govtui.tui.history import Place
from govtui.tui.places import ask_as
from govtui.tui.reading import READINGS
from govtui.tui.widgets.kinds import TABS
from govtui.user.views import SavedView

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


def saved_view(screen: BrowseScreen, name: str, registry: str) -> SavedView:
    """What the list shows now, under a name; `registry`: the real path of the one it is for, empty for all."""
    asked = screen.listing
    return SavedView(
        name,
        asked.text.strip(),
        asked.kind,
        asked.order,
        asked.reverse,
        screen.reading,
        screen.has_class("-facets"),
        screen.has_class("-zoomed"),
        registry,
    )


def show_saved(screen: BrowseScreen, view: SavedView) -> None:
    """Show a list as it was saved; one can come back from it. What another version of govtui wrote is passed over."""
    screen.leave()
    order: Order = next((one for one in ORDERS if one == view.order), "name")
    kind = view.kind if view.kind in TABS else ALL
    screen.reading = view.reading if view.reading in READINGS else "same"
    screen.set_class(view.facets, "-facets")
    screen.set_class(view.zoomed, "-zoomed")
    ask_as(screen, Place(kind, view.query, order, view.reverse))
    screen.turn_to("list")
    screen.retranslate()
    screen.refresh_list()
