"""Links on pages that lead to no record: a list, another screen, a saved view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.index.api import ALL
from govtui.page.overview import LIST, SCREEN, VIEW
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.tui.browse.screen import BrowseScreen


def follow(screen: LocalizedModal, host: BrowseScreen, link: str) -> None:
    """Leave a screen over the list for what a link on it leads to."""
    if link.startswith(LIST):
        screen.dismiss(None)
        host.call_after_refresh(_ask, host, link.removeprefix(LIST))
    elif link.startswith(SCREEN):
        screen.dismiss(None)
        host.call_after_refresh(host.action_over, link.removeprefix(SCREEN))
    elif link.startswith(VIEW):
        screen.dismiss(None)
        host.call_after_refresh(_show_view, host, int(link.removeprefix(VIEW)))
    else:
        screen.dismiss(link)


def _ask(host: BrowseScreen, line: str) -> None:
    """Show the list that a query line leaves; one can come back from it."""
    host.leave()
    host.listing.kind = ALL
    if line == host.text:
        host.refresh_list()
    host.filter_by(line)
    host.turn_to("list")


def _show_view(host: BrowseScreen, place: int) -> None:
    from govtui.tui.browse.saved_views import show_saved
    from govtui.user import views

    try:
        saved = views.load(host.app.library.root)
    except views.BrokenViews:
        return
    if place < len(saved):
        show_saved(host, saved[place])
