"""Screens that are pages: figures of the list, discrepancies of a record, a record over another screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from govtui.page.charts import charts
from govtui.page.page import DISCREPANCY_LINK, Page
from govtui.text.markers import N_
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.page_screen import PageScreen
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.views.timeline_view import TimelineView

if TYPE_CHECKING:
    from govtui.tui.base.host import Host


class FiguresScreen(PageScreen):
    """The figures of the list: counts, and charts of which a bar leads to the list of what it counts."""

    BINDINGS = [Binding("escape,q,F", "dismiss(None)", N_("Close"), id="figures.close")]
    PAGE_ID, WHOLE_LINES = "figures", True

    def page(self) -> Page | None:
        if self.app.index is None:
            return None
        return charts(self._host.view, self._host.context, TimelineView.today(), self._host.current_key)


class DiscrepancyScreen(PageScreen):
    """The discrepancies of one record: both sides of each, with their sources."""

    BINDINGS = [Binding("escape,q,m", "dismiss(None)", N_("Close"), id="discrepancy.close")]
    PAGE_ID = "discrepancy"

    def __init__(self, host: Host, key: str, field: str) -> None:
        """`field`: the path of the field that the page opens at; empty for its beginning."""
        PageScreen.__init__(self, host)
        self._key, self._field = key, field

    def on_mount(self) -> None:
        if self._field:
            self.call_after_refresh(lambda: self.page_view.show_field(self._field))

    def page(self) -> Page | None:
        from govtui.page.discrepancy import page

        card = self.app.index.card(self._key) if self.app.index else None
        return page(self.app.registry.entry(card.path), card.key, self._host.context) if card else None


def discrepancies(host: Host, key: str = "", field: str = "") -> LocalizedModal:
    """Make the page of a record's discrepancies, of the current one if none is named. Raises CannotOpen where it has none."""
    from govtui.page.discrepancy import page

    app = host.app
    card = app.index.card(key or host.current_key) if app.index else None
    if card and page(app.registry.entry(card.path), card.key, host.context) is not None:
        return DiscrepancyScreen(host, card.key, field)
    tr = app.translator
    is_whole = app.index is not None and app.index.whole
    nothing = tr.gettext("No source of this record says otherwise.") if is_whole else tr.gettext("Reading the files…")
    raise CannotOpen(nothing)


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
            self._host.open("discrepancies", self._chosen, key=self._key, field=field)
        else:
            self.dismiss(link)

    def _chosen(self, key: object) -> None:
        """A record was chosen on the page of discrepancies, or none."""
        if key:
            self.dismiss(key)

    def action_go(self) -> None:
        self.dismiss(self._key)
