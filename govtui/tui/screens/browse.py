"""The browse screen: kinds, a list, and a reader beside it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer

from govtui.i18n.mistakes import mistake_sentence
from govtui.index.ask import parse
from govtui.index.query import ALL, Index, Order, View
from govtui.tui.commands import bindings
from govtui.tui.history import History, Place
from govtui.tui.localized import LocalizedScreen
from govtui.tui.widgets.kinds import KindTabs
from govtui.tui.widgets.list_header import ListHeader
from govtui.tui.widgets.masthead import Masthead
from govtui.tui.widgets.page_view import PageView
from govtui.tui.widgets.record_list import RecordList
from govtui.tui.widgets.search import SearchBar, SearchInput

if TYPE_CHECKING:
    from govtui.model.record import Record
    from govtui.page.page import Page
    from govtui.page.voice import Voice

WIDE = 100
"""The width in cells from which list and reader stand side by side."""

WARM = 0.12
"""Seconds after the first list at which the reader is filled: by then the footer is painted, too."""

READINGS = ("same", "other", "both")
"""What is read: as the interface, the other language, both."""


class BrowseScreen(LocalizedScreen):
    """One list, one reader; everything it shows is asked of the index or read from the file."""

    BINDINGS = bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__(id="browse")
        self.kind: str = ALL
        self.order: Order = "name"
        self.text = ""
        self.reading = "same"
        self.shown = ""
        self.total = 0
        self.mistake = ""
        """What is wrong with the filter, in words."""
        self._history = History()
        self._painted = False

    def compose(self) -> ComposeResult:
        yield Masthead()
        yield KindTabs()
        yield SearchBar()
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield ListHeader()
                yield RecordList()
            yield PageView(id="reader")
        yield Footer(show_command_palette=False)

    @property
    def in_hand(self) -> str:
        """The key of the record that a command means: the one that is read, else the one under the list's cursor."""
        reading = self.query_one("#reader", PageView).has_focus or self.has_class("-reading")
        return self.shown if reading else self.query_one(RecordList).key or self.shown

    # languages

    @property
    def reading_languages(self) -> tuple[str, ...]:
        """The languages that records are read in, the one that names are given in first."""
        languages = list(self.app.library.settings.languages)
        interface = self.app.language if self.app.language in languages else languages[0]
        others = [language for language in languages if language != interface]
        match self.reading:
            case "other" if others:
                return (others[0],)
            case "both" if others:
                return (interface, others[0])
        return (interface,)

    @property
    def voice(self) -> Voice:
        """How pages are put into words now."""
        from govtui.page.voice import Voice

        app, index = self.app, self.app.index
        assert index is not None, "a page is asked for before there is an index"

        def record(id: str) -> Record | None:
            card = index.card(id)
            return app.registry.entry(card.path).record if card else None

        return Voice(app.translator, self.reading_languages, index, app.registry.manifest, record)

    @property
    def view(self) -> View:
        """The list as it is asked for now."""
        return View(self.kind, self.text, self.order, self.reading_languages[0], self.app.language)

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh_list(self.query_one(RecordList).key or self.shown, follow=not self.shown)
        if self.shown:
            self._compose_shown(again=True)

    def index_changed(self) -> None:
        gone = self.app.index is not None and self.app.index.card(self.shown) is None
        self.refresh_list(self.query_one(RecordList).key or self.shown, follow=gone)
        if self.shown and self._painted:
            self._compose_shown(again=True)

    # the list

    def refresh_list(self, key: str = "", *, follow: bool = True) -> None:
        """Ask for the list anew, the cursor on the record with this key if it is in it; whether the reader follows it."""
        index = self.app.index
        if index is None:
            return
        result = index.result(self.view)
        self.total = result.total
        self.query_one(KindTabs).show(self.kind, index.counts(self.text))
        self.query_one(SearchBar).count(result.total)
        self.mistake = self._mistake(index)
        self.query_one(ListHeader).refresh()
        self.query_one(Masthead).refresh()
        records = self.query_one(RecordList)
        records.both = self.reading == "both"
        records.marked = parse(self.text).marked
        records.show(result, key, quiet=not follow)

    def _mistake(self, index: Index) -> str:
        found = index.mistakes(self.text) if self.text else ()
        if not found:
            return ""
        first = found[0]
        return mistake_sentence(first.code, first.values, first.start, self.app.translator)

    def search(self, text: str) -> None:
        """Filter by `text`, in the frame of the keystroke that changed it."""
        if text != self.text:
            self.text = text
            self.refresh_list()

    def filter_by(self, line: str) -> None:
        """Filter by a query line that was made, not typed; it stands in the search field, where it can be changed."""
        self.query_one(SearchBar).put(line)
        self.search(line)

    @on(RecordList.Highlighted)
    def _highlighted(self, message: RecordList.Highlighted) -> None:
        if message.key != self.query_one(RecordList).key:
            return  # the cursor has moved on since
        if not self._painted:  # the first list is painted before the reader is warmed: that imports the whole model
            self._painted = True
            self.set_timer(WARM, self._read_highlighted)
        elif message.key and message.key != self.shown:
            self.read(message.key)

    def _read_highlighted(self) -> None:
        key = self.query_one(RecordList).key
        if key and key != self.shown:
            self.read(key)

    @on(RecordList.Opened)
    def _opened(self, message: RecordList.Opened) -> None:
        self._history.leave(self._here())
        self.read(message.key)
        self._enter_reader()

    # the reader

    def read(self, key: str, *, scroll: int = 0, link: int | None = None) -> None:
        """Show a record in the reader, read from its file now."""
        self.shown = key
        page = self._page(key)
        self.query_one("#reader", PageView).show(page, scroll=scroll, link=link)

    def _page(self, key: str) -> Page | None:
        from govtui.page.compose import compose

        card = self.app.index.card(key) if self.app.index else None
        return compose(self.app.registry.entry(card.path), card.key, self.voice) if card else None

    def _compose_shown(self, *, again: bool) -> None:
        page = self._page(self.shown)
        if page is not None and again:
            self.query_one("#reader", PageView).show_again(page)

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.go_to(message.key)

    def go_to(self, key: str) -> None:
        """Read another record, remembering this place; the list's cursor follows if the record is in the list."""
        index = self.app.index
        card = index.card(key) if index else None
        if index is None or card is None:
            return
        self._history.leave(self._here())
        records = self.query_one(RecordList)
        result = index.result(self.view)
        self.read(card.key)
        if (place := result.position(card.key)) is not None:
            records.cursor = place
        self._enter_reader()

    def _enter_reader(self) -> None:
        self._turn_to_reader(True)

    def _leave_reader(self) -> None:
        self._turn_to_reader(False)

    def _turn_to_reader(self, reading: bool) -> None:
        """Give the focus to the reader or to the list; on a narrow screen that shows it and hides the other."""
        self.set_class(reading, "-reading")
        pane = self.query_one("#reader", PageView) if reading else self.query_one(RecordList)
        # A widget that is not displayed takes no focus, and styles follow the class only at the next refresh.
        self.app.stylesheet.update_nodes([self.query_one("#left"), self.query_one("#reader")])
        pane.focus()

    # back and forward

    def _here(self) -> Place:
        records, reader = self.query_one(RecordList), self.query_one("#reader", PageView)
        return Place(
            self.kind,
            self.text,
            self.order,
            records.key,
            records.top,
            self.shown,
            reader.top,
            reader.link,
            reader.has_focus or self.has_class("-reading"),
        )

    def _restore(self, place: Place) -> None:
        self.kind, self.order, self.text = place.kind, place.order, place.text
        self.query_one(SearchBar).put(place.text)
        self.refresh_list(place.cursor, follow=False)
        records = self.query_one(RecordList)
        records.jump(place.list_scroll)
        self._turn_to_reader(place.reading)
        if place.shown:
            self.read(place.shown, scroll=place.reader_scroll, link=place.link)

    def action_back(self) -> None:
        if place := self._history.back(self._here()):
            self._restore(place)
        else:
            self.app.say(self.app.translator.gettext("This is where you began."))

    def action_forward(self) -> None:
        if place := self._history.forward(self._here()):
            self._restore(place)
        else:
            self.app.say(self.app.translator.gettext("There is nothing further on."))

    # commands

    def action_search(self) -> None:
        self.remove_class("-reading")
        self.query_one(SearchBar).open()

    @on(SearchInput.Submitted)
    def _searched(self) -> None:
        self.query_one(RecordList).focus()

    def action_up(self) -> None:
        """Esc: out of the search field, out of the reader, then the filter, then the kind."""
        if isinstance(self.focused, SearchInput):
            bar = self.query_one(SearchBar)
            if self.text:
                bar.put("")
                self.search("")
            else:
                bar.close()
                self.query_one(RecordList).focus()
        elif self.query_one("#reader", PageView).has_focus or self.has_class("-reading"):
            self._leave_reader()
        elif self.text or self.query_one(SearchBar).display:
            self.query_one(SearchBar).close()
            self.search("")
        elif self.kind != ALL:
            self.action_kind(ALL)

    def action_kind(self, kind: str) -> None:
        if kind != self.kind:
            self._history.leave(self._here())
            key = self.query_one(RecordList).key
            self.kind = kind
            self.refresh_list(key)
        self._leave_reader()

    def action_sort(self) -> None:
        self.order = "date" if self.order == "name" else "name"
        self.refresh_list(self.query_one(RecordList).key, follow=False)

    def action_reading(self) -> None:
        self.reading = READINGS[(READINGS.index(self.reading) + 1) % len(READINGS)]
        self.retranslate()

    def action_pane(self, step: int) -> None:
        """Tab: from the search field to the list, from the list to the reader, and round; shift+tab the other way."""
        if isinstance(self.focused, SearchInput):
            self.query_one(RecordList).focus()
        elif self.query_one("#reader", PageView).has_focus:
            self._leave_reader()
        else:
            self._enter_reader()

    def action_zoom(self) -> None:
        self.toggle_class("-zoomed")

    def action_reload(self) -> None:
        self.app.look_again(force=True)
        self.app.say(self.app.translator.gettext("All files were read again."))

    def action_over(self, name: str) -> None:
        """Open the screen that `govtui.tui.screens.<name>` makes, imported only now; if it answers with a record, go there."""
        screen = import_module(f"govtui.tui.screens.{name}").screen(self)
        self.app.push_screen(screen, self._chosen_elsewhere)

    def _chosen_elsewhere(self, key: str | None) -> None:
        if key:
            self.go_to(key)

    def action_palette(self) -> None:
        from govtui.tui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        if action:
            await self.run_action(action)

    def action_quit(self) -> None:
        self.app.exit()
