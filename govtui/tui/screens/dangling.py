"""Dangling links: the ids that are named and that no record has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.tui.screens.links import LinksScreen

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


def screen(below: BrowseScreen) -> LinksScreen:
    """The screen over the list."""
    return LinksScreen(below, "dangling")
