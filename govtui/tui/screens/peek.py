"""A record read over another screen, to come back to that; a link, or one key, leads to it in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


class PeekScreen(LocalizedModal):
    """Answers with the record to go to, or None."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Close"), id="peek.close"),
        Binding("o,ô", "go", N_("Go to the record"), id="peek.go"),
    ]
    AUTO_FOCUS = "PageView"

    def __init__(self, below: BrowseScreen, key: str) -> None:
        super().__init__()
        self._below = below
        self._key = key

    def compose(self) -> ComposeResult:
        yield PageView(id="peek")
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        from govtui.page.compose import compose

        card = self.app.index.card(self._key) if self.app.index else None
        if card is None:
            self.dismiss(None)
            return
        entry = self.app.registry.entry(card.path)
        self.query_one(PageView).show_again(compose(entry, card.key, self._below.voice))

    def index_changed(self) -> None:
        self.retranslate()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        from govtui.page.page import DISCREPANCY_LINK

        if not message.key.startswith(DISCREPANCY_LINK):
            self.dismiss(message.key)
            return
        from govtui.tui.screens.discrepancy import opened

        opened(self._below, self._key, message.key.removeprefix(DISCREPANCY_LINK), self._chosen)

    def _chosen(self, key: object) -> None:
        """On the page of what is at odds a record was chosen, or none."""
        if key:
            self.dismiss(key)

    def action_go(self) -> None:
        self.dismiss(self._key)
