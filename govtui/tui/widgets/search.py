"""The search field: filters the list in the frame of the keystroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import number
from govtui.text.markers import N_
from govtui.tui.drawn import Underlined, plain
from govtui.tui.private.ime import ImeInput
from govtui.tui.widgets.line import OneLine, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govtui.tui.screens.browse import BrowseScreen


class SearchInput(ImeInput):
    """Tells the screen of every change at once: a message would miss the frame that shows the keystroke."""

    screen: BrowseScreen

    COMPONENT_CLASSES = {"search--fault"}
    BINDINGS = [Binding("down", "screen.to_found", N_("To the list"), show=False, id="search.down")]

    def __init__(self) -> None:
        super().__init__(id="query")
        self.highlighter = Underlined(self._fault_style, self._faults)

    def _fault_style(self) -> Style:
        return self.get_component_rich_style("search--fault", partial=True)

    def _faults(self) -> list[tuple[int, int]]:
        """Where the query is wrong."""
        return [(mistake.start, mistake.end) for mistake in self.screen.listing.mistakes]

    def watch_value(self, value: str) -> None:
        if self.is_mounted:
            self.screen.search(value)

    def retranslate(self) -> None:
        self.placeholder = plain(self.screen.app.translator.gettext("Name, acronym, place, text…"))


class _Mark(OneLine):
    COMPONENT_CLASSES = {"search--mark"}

    def left(self) -> Sequence[Piece]:
        return [Piece(" / ", "search--mark")]


class _Count(OneLine):
    COMPONENT_CLASSES = {"search--count"}
    screen: BrowseScreen

    def left(self) -> Sequence[Piece]:
        tr, total = self.screen.app.translator, self.screen.listing.total
        words = tr.ngettext("{n} found", "{n} found", total).format(n=number(total, tr))
        return [Piece(f" {words}", "search--count")]


class SearchBar(Horizontal):
    """Shown while something is typed or filtered by."""

    def compose(self) -> ComposeResult:
        yield _Mark(id="mark")
        yield SearchInput()
        yield _Count(id="count")

    def on_mount(self) -> None:
        self.display = False

    def open(self) -> None:
        """Show the field and type into it."""
        self.display = True
        self.query_one(SearchInput).focus()

    def close(self) -> None:
        """Empty the field and put it away."""
        self.query_one(SearchInput).value = ""
        self.display = False

    def put(self, text: str) -> None:
        """Show this filter; put the field away if there is none."""
        self.query_one(SearchInput).value = text
        if not self.query_one(SearchInput).has_focus:
            self.display = bool(text)

    def renew(self) -> None:
        """Show how many records the filter leaves now."""
        self.query_one("#count", _Count).renew()
