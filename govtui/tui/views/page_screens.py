"""Screens that are pages: figures of the list, a record over another screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from govtui.page.charts import charts
from govtui.page.page import DISCREPANCY_LINK, Page
from govtui.text.markers import N_
from govtui.tui.base.page_screen import PageScreen
from govtui.tui.views.timeline_view import TimelineView

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class FiguresScreen(PageScreen):
    """The figures of the list: counts, and charts of which a bar leads to the list of what it counts."""

    BINDINGS = [Binding("escape,q,F", "dismiss(None)", N_("Close"), id="figures.close")]
    PAGE_ID, WHOLE_LINES = "figures", True
    WIDEST = 130  # tables have the names of their rows beside them

    def page(self) -> Page | None:
        if self.app.index is None:
            return None
        return charts(self._host.view, self._host.context, TimelineView.today(), self._host.current_key)


class PreviewScreen(PageScreen):
    """A record read over another screen, to come back to that; a link, or one key, leads to it in the list."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Close"), id="peek.close"),
        Binding("right", "go", N_("Go to the record"), id="peek.go"),
    ]
    PAGE_ID = "peek"

    def __init__(self, host: Host, key: str) -> None:
        PageScreen.__init__(self, host)
        self._key = key

    def page(self) -> Page | None:
        from govtui.page.compose import compose

        card = self.app.index.card(self._key) if self.app.index else None
        if card is None:
            self.dismiss(None)
            return None
        return compose(self.app.registry.entry(card.path), card.key, self._host.context)

    def follow(self, link: str) -> None:
        if link.startswith(DISCREPANCY_LINK):
            field = link.removeprefix(DISCREPANCY_LINK)
            self._host.open("sources", self._chosen, key=self._key, field=field)
        else:
            self.dismiss(link)

    def _chosen(self, key: object) -> None:
        """A record or a field was chosen among what the sources say, or none."""
        if key:
            self.dismiss(key)

    def action_go(self) -> None:
        self.dismiss(self._key)
