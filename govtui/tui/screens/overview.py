"""The overview: the registry as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer

from govtui.i18n.marks import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


class OverviewScreen(LocalizedModal):
    """What the registry holds; answers with the record that was chosen."""

    BINDINGS = [Binding("escape,q,o,ô", "dismiss(None)", N_("Close"), id="overview.close")]
    AUTO_FOCUS = "PageView"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        yield PageView(id="overview")
        yield Footer(show_command_palette=False)

    def retranslate(self) -> None:
        super().retranslate()
        from govtui.page.overview import overview

        if self.app.index is None:
            return
        self.query_one(PageView).show_again(overview(self._below.voice, read_only=self.app.library.read_only))

    def index_changed(self) -> None:
        self.retranslate()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.dismiss(message.key)


def screen(below: BrowseScreen) -> OverviewScreen:
    """The screen over the list."""
    return OverviewScreen(below)
