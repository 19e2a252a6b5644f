"""Links on pages that lead to no record: a list, another screen, a saved view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.page.overview import LIST, SCREEN, VIEW
from govtui.tui.base.screen import LocalizedModal

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


def follow(screen: LocalizedModal, host: Host, link: str) -> None:
    """Leave a screen over the list for what a link on it leads to."""
    if link.startswith(LIST):
        screen.dismiss(None)
        host.app.call_later(host.ask, link.removeprefix(LIST))
    elif link.startswith(SCREEN):
        screen.dismiss(None)
        host.app.call_later(host.open, link.removeprefix(SCREEN))
    elif link.startswith(VIEW):
        screen.dismiss(None)
        host.app.call_later(host.show_view, int(link.removeprefix(VIEW)))
    else:
        screen.dismiss(link)
