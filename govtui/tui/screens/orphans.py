"""Orphans: the records that neither link nor are linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.tui.screens.links import LinksScreen

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


def screen(below: BrowseScreen) -> LinksScreen:
    """The screen over the list."""
    return LinksScreen(below, "orphans")
