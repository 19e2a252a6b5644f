"""The panes of the browse screen: which there are, which has the focus, and what a command means by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantBlur, DescendantFocus

from govtui.index.api import Order, View
from govtui.tui.base.footer import KeyBar
from govtui.tui.browse.browser import Browser, Pane
from govtui.tui.browse.header import KindTabs, Masthead
from govtui.tui.browse.list_pane import ListPane
from govtui.tui.browse.navigation import History, Place
from govtui.tui.browse.pane_head import PaneHead

if TYPE_CHECKING:
    from govtui.page.home_sections import Unfinished
    from govtui.page.render_context import RenderContext
    from govtui.tui.browse.facet_pane import FacetPane
    from govtui.tui.browse.jump_bar import JumpBar
    from govtui.tui.browse.reader_pane import ReaderPane
    from govtui.tui.browse.search_bar import SearchBar


STYLES = Path(__file__).with_name("browse.tcss")
"""What the first frame does without."""

WIDTHS = [(0, "-slim"), (64, "-narrow"), (100, "-wide"), (120, "-wider"), (140, "-broad"), (180, "-vast")]
"""From how many cells on which panes stand side by side, how wide; tui/app.tcss says which."""


class PanesScreen(Browser):
    """A list, the facets it can be narrowed by, a reader.

    The first frame has the list only: what it does not show is imported, styled and mounted when it is painted (`furnish`),
    unless something is open that needs the others at once.
    """

    CSS_PATH = None
    """All that it needs is in the app's own."""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "#list"
    _before_parallel: tuple[str, bool, Pane] | None = None
    """What was read, whether one pane had the whole width, and the pane in hand, before both languages were read in parallel."""

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield KindTabs()
        with Horizontal(id="panes"):
            yield ListPane()
        yield KeyBar()

    async def mount_panes(self) -> None:
        """Mount what is still missing, and let the keys pass."""
        from govtui.tui.browse.completion import Completion
        from govtui.tui.browse.facet_pane import FacetPane
        from govtui.tui.browse.jump_bar import JumpBar
        from govtui.tui.browse.rail import Rail
        from govtui.tui.browse.reader_pane import Reader
        from govtui.tui.browse.search_bar import SearchBar

        if not self.furnished:
            self.app.stylesheet.read(STYLES)
            self.app.stylesheet.parse()
            with self.app.batch_update():
                await self.mount(SearchBar(), Completion(), after=self.query_one(KindTabs))
                await self.listing.mount(JumpBar(), before=0)
                await self.query_one("#panes").mount(FacetPane(), Reader(), Rail())
            self.furnished = True
            for pane in (self.search_bar, self.jump_bar, self.facets, self.reader):
                self.put_words_on(pane)

    # what is shown

    @property
    def listing(self) -> ListPane:
        """The list with what it is asked for."""
        return self.query_one(ListPane)

    @property
    def reader(self) -> ReaderPane:
        """The record that is read."""
        from govtui.tui.browse.reader_pane import ReaderPane

        return self.query_one(ReaderPane)

    @property
    def facets(self) -> FacetPane:
        """What the list can be narrowed by; seen with the class -facets."""
        from govtui.tui.browse.facet_pane import FacetPane

        return self.query_one(FacetPane)

    @property
    def search_bar(self) -> SearchBar:
        from govtui.tui.browse.search_bar import SearchBar

        return self.query_one(SearchBar)

    @property
    def jump_bar(self) -> JumpBar:
        """The field in which the beginning of a name is typed."""
        from govtui.tui.browse.jump_bar import JumpBar

        return self.query_one(JumpBar)

    @property
    def is_typing(self) -> bool:
        """Whether one is in the search field."""
        return self.focused is not None and self.focused.id == "query"

    @property
    def caret(self) -> int | None:
        """Where the caret stands in the search field; None where nobody types into it."""
        return self.search_bar.field.cursor_position if self.is_typing else None

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
        return self.reader.key if self.furnished else ""

    @property
    def current_key(self) -> str:
        """The key of the record that a command means: the one that is read, else the one under the list's cursor.

        Empty where there is none: whoever looks at an empty list, or at a task of home, means no record.
        """
        if self.at_home:
            return self.home_key
        return self.shown if self.is_reading else self.listing.records.key

    @property
    def listed_key(self) -> str:
        """The key of the record under the list's cursor; empty where the list is empty, or not to be seen."""
        return "" if self.at_home else self.listing.records.key

    @property
    def at_home(self) -> bool:
        """Whether home stands in the place of list and reader."""
        return self.has_class("-home")

    @property
    def marked(self) -> tuple[str, ...]:
        """The keys of the records that are marked, in the order of the list; without marks, of the one in hand."""
        return self.listing.marked or ((self.current_key,) if self.current_key else ())

    @property
    def is_reading(self) -> bool:
        """Whether one is in the reader, not in the list."""
        return self.has_class("-reading") or (self.furnished and self.query_one("#right").has_focus_within)

    @property
    def reads_alone(self) -> bool:
        """Whether the reader has the whole width."""
        return self.has_class("-reading") and any(map(self.has_class, ("-zoomed", "-narrow", "-slim")))

    # what the panes ask of each other

    def renew_query(self) -> None:
        """Draw the search field anew."""
        self.search_bar.renew()

    def show_facets(self) -> None:
        """Count the facets of the list as it is asked for now."""
        self.facets.show()

    def open_jump(self) -> None:
        """Open the field in which the beginning of a name is typed."""
        self.jump_bar.open()

    def renew_heads(self) -> None:
        """Draw the heads of the panes anew where they say something else now, or have the focus, or lost it."""
        for head in (*self.query(PaneHead), self.query_one(Masthead)):
            head.renew()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        self.renew_heads()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A click gives the focus to a pane, too."""
        self.renew_heads()
        if event.widget is not self.focused:
            return  # it has gone on since
        if event.widget is self.listing.records:
            self.remove_class("-reading", "-choosing")
        elif self.furnished:
            self.set_class(self.query_one("#right") in event.widget.ancestors, "-reading")
            self.set_class(event.widget is self.facets.values, "-choosing")

    if TYPE_CHECKING:  # BrowseScreen has them
        history: History

        @property
        def context(self) -> RenderContext: ...
        def leave(self, here: Place | None = None) -> None: ...
        def read_at(self, place: Place) -> None: ...
        def go_to(self, key: str, field: str = "") -> None: ...
        def refresh_list(self, stay: str = "", *, follow: bool | None = True) -> None: ...
        @property
        def home_key(self) -> str: ...
        def show_home_soon(self) -> None: ...
        def turn_column(self) -> None: ...
        def unfinished(self) -> Unfinished: ...

    # places

    @property
    def place(self) -> Place:
        """Where the user is now."""
        asked, records, reader = self.listing, self.listing.records, self.reader
        return Place(
            kind=asked.kind,
            text=asked.text,
            order=asked.order,
            reverse=asked.reverse,
            only_marked=asked.only_marked,
            cursor=records.key,
            list_scroll=records.top,
            shown=self.shown,
            reader_scroll=reader.top,
            link=reader.link,
            opened=" ".join(sorted(reader.opened)),
            reading=self.is_reading,
            anchor=asked.anchor,
            home=self.at_home,
        )

    def ask_as(self, place: Place) -> None:
        """Set what the list is asked for to that of a place; the search field shows it. Nothing is asked yet."""
        asked = self.listing
        asked.kind, asked.text, asked.order, asked.reverse = place.kind, place.text, place.order, place.reverse
        asked.only_marked = place.only_marked
        if self.furnished:
            self.search_bar.put(place.text)

    def go(self, place: Place) -> None:
        """Go to a place: list, cursor and reader as they were there."""
        self.ask_as(place)
        self.listing.choose(place.anchor or place.cursor)
        self.refresh_list(place.cursor, follow=not place.shown)
        self.listing.records.jump(place.list_scroll)
        self.turn_to("reader" if place.reading else "list")
        if place.shown:
            self.read_at(place)
        if place.home:
            self.show_home_soon()

    def turn_to(self, pane: Pane) -> None:
        """Give the focus to a pane; on a narrow screen that shows it and hides another."""
        self.set_class(pane == "reader", "-reading")
        self.set_class(pane == "facets", "-choosing")
        # A widget that is not displayed takes no focus, and styles follow the class only at the next refresh.
        self.app.stylesheet.update_nodes([self.listing, self.facets, self.query_one("#right"), self.reader])
        {"list": self.listing.records, "reader": self.reader, "facets": self.facets.values}[pane].focus()

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it before the search field."""
        if self.at_home:
            return "home"
        if self.is_reading:
            return "reader"
        return "facets" if self.furnished and self.facets.values.has_focus else "list"

    def action_pane(self, step: int) -> None:
        """Tab: from the search field to the list, then to the facets if they are open, to the reader, and round; or back.

        At home: to the other column.
        """
        panes: list[Pane] = ["list", "facets", "reader"] if self.has_class("-facets") else ["list", "reader"]
        if self.at_home:
            self.turn_column()
        elif self.is_typing:
            self.turn_to("list")
        else:
            self.turn_to(panes[(panes.index(self.pane) + step) % len(panes)])

    def action_facets(self) -> None:
        """Open the facets and go there; from there, close them."""
        if self.has_class("-facets") and self.pane == "facets":
            self.remove_class("-facets")
            self.turn_to("list")
        else:
            self.add_class("-facets")
            self.facets.show()
            self.turn_to("facets")

    def action_parallel(self) -> None:
        """Read in both languages, with the reader alone; once more: as it was before."""
        tr = self.app.translator
        if self._before_parallel is not None and self.reading == "both":
            reading, zoomed, pane = self._before_parallel
            self._before_parallel = None
        elif not self.current_key:
            self.app.say(tr.gettext("There is no record to read here."))
            return
        elif len(self.app.library.settings.languages) < 2:
            self.app.say(tr.gettext("This registry has only one language."))
            return
        else:
            if self.at_home:
                self.go_to(self.current_key)
            self._before_parallel = self.reading, self.has_class("-zoomed"), self.pane
            reading, zoomed, pane = "both", True, "reader"
        self.reading = reading
        self.set_class(zoomed, "-zoomed")
        self.turn_to(pane)
        self.retranslate()

    def action_zoom(self) -> None:
        self.toggle_class("-zoomed")
        self.renew_heads()
