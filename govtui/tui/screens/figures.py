"""Figures: what the list holds, counted and drawn; a bar leads to the list of what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.page.charts import plots
from govtui.text.markers import N_
from govtui.tui.following import follow
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView
from govtui.tui.widgets.timeline_view import TimelineView

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


class FiguresScreen(LocalizedModal):
    """Answers with the record that was chosen, or None."""

    BINDINGS = [Binding("escape,q,F", "dismiss(None)", N_("Close"), id="figures.close")]
    AUTO_FOCUS = "PageView"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        yield PageView(id="figures", whole_lines=True)
        yield KeyBar()

    def retranslate(self) -> None:
        super().retranslate()
        if self.app.index is not None:
            page = plots(self._below.view, self._below.voice, TimelineView.today(), self._below.in_hand or "")
            self.query_one(PageView).show_again(page)

    def index_changed(self) -> None:
        self.retranslate()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        follow(self, self._below, message.key)


def screen(below: BrowseScreen) -> FiguresScreen:
    """The screen over the list."""
    return FiguresScreen(below)
