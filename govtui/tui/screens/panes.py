"""The panes of the browse screen: which there are, which has the focus, and what a command means by it."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal

from govtui.index.query import Order, View
from govtui.tui.localized import LocalizedScreen
from govtui.tui.widgets.facet_pane import FacetPane
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.kinds import KindTabs
from govtui.tui.widgets.list_pane import ListPane
from govtui.tui.widgets.masthead import Masthead
from govtui.tui.widgets.reader_pane import ReaderPane
from govtui.tui.widgets.search import SearchBar, SearchInput

Pane = Literal["list", "facets", "reader"]

WIDTHS = [(0, "-slim"), (64, "-narrow"), (100, "-wide"), (130, "-broad")]
"""From how many cells on which panes stand side by side; styles/app.tcss says which."""


class PanesScreen(LocalizedScreen):
    """A list, the facets it can be narrowed by, a reader."""

    CSS_PATH = None
    """All that it needs is in the app's own."""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "#list"

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield KindTabs()
        yield SearchBar()
        with Horizontal(id="panes"):
            yield ListPane()
            yield FacetPane()
            yield ReaderPane()
        yield KeyBar()

    # what is shown

    @property
    def listing(self) -> ListPane:
        """The list with what it is asked for."""
        return self.query_one(ListPane)

    @property
    def reader(self) -> ReaderPane:
        """The record that is read."""
        return self.query_one(ReaderPane)

    @property
    def facets(self) -> FacetPane:
        """What the list can be narrowed by; seen with the class -facets."""
        return self.query_one(FacetPane)

    @property
    def search_bar(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def kind(self) -> str:
        return self.listing.kind

    @property
    def text(self) -> str:
        """The query line."""
        return self.listing.text

    @property
    def order(self) -> Order:
        return self.listing.order

    @property
    def view(self) -> View:
        """The list as it is asked for now."""
        return self.listing.view

    @property
    def shown(self) -> str:
        """The key of the record in the reader; empty when there is none."""
        return self.reader.key

    @property
    def in_hand(self) -> str:
        """The key of the record that a command means: the one that is read, else the one under the list's cursor."""
        return self.shown if self.is_reading else self.listing.records.key or self.shown

    @property
    def marked(self) -> tuple[str, ...]:
        """The keys of the records that are marked, in the order of the list; without marks, of the one in hand."""
        return self.listing.marked or ((self.in_hand,) if self.in_hand else ())

    @property
    def is_reading(self) -> bool:
        """Whether one is in the reader, not in the list."""
        return self.reader.has_focus or self.has_class("-reading")

    def turn_to(self, pane: Pane) -> None:
        """Give the focus to a pane; on a narrow screen that shows it and hides another."""
        self.set_class(pane == "reader", "-reading")
        self.set_class(pane == "facets", "-choosing")
        panes = {"list": self.listing, "reader": self.reader, "facets": self.facets}
        # A widget that is not displayed takes no focus, and styles follow the class only at the next refresh.
        self.app.stylesheet.update_nodes(list(panes.values()))
        {"list": self.listing.records, "reader": self.reader, "facets": self.facets.values}[pane].focus()

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it before the search field."""
        if self.is_reading:
            return "reader"
        return "facets" if self.facets.values.has_focus else "list"

    def action_pane(self, step: int) -> None:
        """Tab: from the search field to the list, then to the facets if they are open, to the reader, and round; or back."""
        panes: list[Pane] = ["list", "facets", "reader"] if self.has_class("-facets") else ["list", "reader"]
        if isinstance(self.focused, SearchInput):
            self.turn_to("list")
        else:
            self.turn_to(panes[(panes.index(self.pane) + step) % len(panes)])

    def action_turn_to(self, pane: Pane) -> None:
        self.turn_to(pane)

    def action_facets(self) -> None:
        """Open the facets and go there; from there, close them."""
        if self.has_class("-facets") and self.pane == "facets":
            self.remove_class("-facets")
            self.turn_to("list")
        else:
            self.add_class("-facets")
            self.facets.show()
            self.turn_to("facets")

    def action_zoom(self) -> None:
        self.toggle_class("-zoomed")
