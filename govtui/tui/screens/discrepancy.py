"""The discrepancies of one record as a page: both sides side by side, with their sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from govtui.page.page import DISCREPANCY_LINK, Page
from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from govtui.tui.screens.browse import BrowseScreen


class DiscrepancyScreen(LocalizedModal):
    """Answers with the record that was chosen: a source, a body, the record itself."""

    BINDINGS = [Binding("escape,q,D,Đ", "dismiss(None)", N_("Close"), id="discrepancy.close")]
    AUTO_FOCUS = "PageView"

    def __init__(self, below: BrowseScreen, key: str, field: str) -> None:
        super().__init__()
        self._below, self._key, self._field = below, key, field

    def compose(self) -> ComposeResult:
        yield PageView(id="discrepancy")
        yield KeyBar()

    def on_mount(self) -> None:
        if self._field:
            self.call_after_refresh(lambda: self.query_one(PageView).show_field(self._field))

    def retranslate(self) -> None:
        super().retranslate()
        if (page := composed(self._below, self._key)) is not None:
            self.query_one(PageView).show_again(page)

    def index_changed(self) -> None:
        self.retranslate()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.dismiss(message.key)


def composed(below: BrowseScreen, key: str) -> Page | None:
    """The page of a record's discrepancies as its file is now; None where it has none."""
    from govtui.page.discrepancy import page

    app = below.app
    card = app.index.card(key) if app.index else None
    return page(app.registry.entry(card.path), card.key, below.voice) if card else None


def opened(below: BrowseScreen, key: str, field: str, then: Callable[[object], None]) -> None:
    """Open the page at a field; where there is none, say so."""
    app = below.app
    if composed(below, key) is None:
        app.say(app.translator.gettext("This record has no discrepancies."))
    else:
        app.push_screen(DiscrepancyScreen(below, key, field), then)


def follow(below: BrowseScreen, link: str) -> None:
    """Open the page that a link of the reader leads to (page.page.DISCREPANCY_LINK)."""

    def chosen(key: object) -> None:
        if isinstance(key, str):
            below.go_to(key)

    opened(below, below.shown, link.removeprefix(DISCREPANCY_LINK), chosen)


def screen(below: BrowseScreen) -> LocalizedModal | None:
    """Those of the record in hand; where it has none, the list of all problems."""
    from govtui.tui.screens.problems import ProblemsScreen

    if composed(below, below.in_hand) is None:
        app = below.app
        app.say(app.translator.gettext("This record has no discrepancies."))
        return ProblemsScreen(below)
    return DiscrepancyScreen(below, below.in_hand, "")
