"""The browse screen: kinds, a list, and a reader beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.events import Mount

from govtui.index.api import ALL
from govtui.tui.base.command import availability
from govtui.tui.base.host import READINGS, Target, reading_languages
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.screen import MOVED
from govtui.tui.browse.navigation import Place
from govtui.tui.browse.places_screen import PlacesScreen
from govtui.tui.browse.record_list import RecordList
from govtui.tui.browse.session import state_of
from govtui.tui.commands import COMMANDS, bindings
from govtui.tui.screens import make, unavailable

if TYPE_CHECKING:
    from govtui.index.query_api import Fact
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.page_view import PageView


WARM = 0.03
"""Seconds after the first paint at which the other panes come and the reader is filled."""


_FIELD_OF = {"sources": "field", "source-text": "field", "fields": "path"}
"""Screens that are about a field of a record, and how they are given its path."""

KEEP = 3.0
"""Seconds between two looks at whether what is open must be kept anew for the next start."""


class BrowseScreen(PlacesScreen):
    """One list, one reader; everything it shows is asked of the index or read from the file."""

    BINDINGS = [*bindings(), MOVED]

    def __init__(self) -> None:
        super().__init__(id="browse")
        self._kept: object = None

    # opening and leaving

    @on(Mount)
    async def _open(self) -> None:
        """Before anything is shown: as it was when this registry was left."""
        if self.app.remembers:
            from govtui.user import session

            await self.begin(session.load(self.app.library.root))
            self.set_interval(KEEP, self.keep)
        if named := self.app.library.named:
            await self.open_named(named)
        self.call_after_refresh(self.set_timer, WARM, self._show_all)

    async def _show_all(self) -> None:
        """The first list, or home, is painted."""
        await self.mount_panes()
        if not self.at_home:
            self.begin_to_read()
        await self.app.let_keys_pass()
        self.app.collect_garbage()
        self.is_painted = True
        self.shared()
        self.tell_resumed()
        self.app.settling.look()

    def keep(self) -> None:
        """Keep what is open, if it changed. Done again and again: a connection that breaks says nothing before."""
        if self.app.remembers and self.furnished and (state := state_of(self)) != self._kept:
            from govtui.user import session

            session.save(self.app.library.root, state)
            self._kept = state

    def begin_to_read(self) -> None:
        """Fill the reader, with what was read when this registry was left if it is still there."""
        place, index = self.opening, self.app.index
        self.began = bool(self.listing.records.key)
        self.reader.read_again()
        if place and index and index.card(place.shown) and not self.shown:
            self.read_at(place)
            if place.reading and self.pane == "list" and self.listing.records.has_focus:
                self.turn_to("reader")
        elif (key := self.listing.records.key) and key != self.shown:
            self.read(key)

    # languages

    @property
    def reading_languages(self) -> tuple[str, ...]:
        """The languages that records are read in, the one that names are given in first."""
        return reading_languages(self.app.library.settings.languages, self.app.language, self.reading)

    @property
    def context(self) -> RenderContext:
        """How pages are put into words now."""
        return self.app.context(self.reading_languages)

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh_list(self.listing.records.key, follow=None if self.shown else True)
        if self.furnished:
            self.reader.read_again()

    def index_changed(self) -> None:
        gone = self.app.index is not None and self.app.index.card(self.shown) is None
        self.app.settling.index_changed()
        if self.is_painted:
            self.app.settling.look()
        self.listing.follow_changes()
        self.refresh_list(self.listing.records.key, follow=gone or None)
        if self.furnished:
            self.reader.read_again()
        self.renew_home()
        self.refresh_bindings()  # what can be edited may be so now

    def conflicts_changed(self) -> None:
        self.listing.records.refresh()
        if self.furnished and self.shown:
            self.reader.read_again()
        if home := self.home:
            home.show_again()
            if self.at_home:
                home.look_for_changes()  # settling is a change, too

    def build_progressed(self) -> None:
        self.listing.renew_head()
        if self.furnished:
            self.renew_query()

    # the list

    def refresh_list(self, stay: str = "", *, follow: bool | None = True) -> None:
        """Ask for the list anew (ListPane.ask)."""
        self.listing.ask(stay, follow=follow)

    def search(self, text: str) -> None:
        """Filter by `text`, in the frame of the keystroke that changed it."""
        self.listing.search(text)

    def filter_by(self, line: str) -> None:
        """Filter by a query line that was made, not typed; it stands in the search field, where it can be changed."""
        self.search(line)
        self.search_bar.put(line)

    @on(RecordList.Highlighted)
    def _highlighted(self, message: RecordList.Highlighted) -> None:
        if message.key != self.listing.records.key:
            return  # the cursor has moved on since
        if not self.furnished or self.at_home:
            return  # the first list is painted before the reader is there: that imports the whole model
        if not self.began:
            self.begin_to_read()
        elif message.key != self.shown:
            self.read(message.key)
        if fact := self.listing.records.fact:
            self.reader.show_field(fact.place)

    @on(RecordList.Opened)
    def _opened(self, message: RecordList.Opened) -> None:
        if self.app.settling.decide(message.key):
            return
        self.leave()
        self.read(message.key)
        self.turn_to("reader")

    # the reader

    def read_again(self) -> None:
        """Show the same record anew, from its file as it is now."""
        self.reader.read_again()

    def read(self, key: str) -> None:
        """Show a record in the reader, read from its file now."""
        self.began = True
        self.reader.read(key)

    def read_at(self, place: Place) -> None:
        """Show the record of a place as it was read there."""
        self.began = True
        self.reader.read(place.shown, scroll=place.reader_scroll, link=place.link, opened=place.opened.split())

    def on_screen_resume(self) -> None:
        if self.furnished:
            self.reader.last_change.forget()  # something may have been committed

    def action_field_history(self) -> None:
        """Open the history by field, at the field of which the head of the reader says who last changed it."""
        self.open("history", key=self.shown, field=self.reader.last_change.field)

    def on_page_view_followed(self, message: PageView.Followed) -> None:
        self.follow(message.key)

    def follow(self, link: str) -> None:
        """Go where a link of the reader leads: to a record, or to a discrepancy of this one."""
        from govtui.page.page import DECIDE_LINK, DISCREPANCY_LINK, link_target

        if link.startswith(DECIDE_LINK):
            self.app.settling.decide(link.removeprefix(DECIDE_LINK))
        elif link.startswith(DISCREPANCY_LINK):
            self.open("sources", key=self.shown, field=link.removeprefix(DISCREPANCY_LINK))
        else:
            self.go_to(*link_target(link))

    @property
    def has_past(self) -> bool:
        """Whether there is a place to go back to."""
        return self.history.has_past

    @property
    def has_future(self) -> bool:
        """Whether there is a place to go forward to."""
        return self.history.has_future

    def go_to(self, key: str, field: str = "") -> None:
        """Read another record, remembering this place, at a field if one is named; the list's cursor follows if it can."""
        index = self.app.index
        card = index.card(key) if index else None
        if index is None or card is None:
            return
        self.leave()
        self.read(card.key)
        self.listing.records.point_at(card.key)
        self.turn_to("reader")
        if field:
            self.reader.show_field(field)

    # commands

    def action_search(self) -> None:
        self.leave_home()
        self.remove_class("-reading", "-choosing")
        self.search_bar.open()

    def on_input_submitted(self) -> None:
        self.action_to_found()

    def action_to_found(self) -> None:
        """From the search field to the list, which chooses the record under its cursor."""
        self.search_bar.keep()
        self.listing.choose(self.listing.records.key)
        self.listing.records.focus()

    async def action_up(self) -> None:
        """Esc: out of the search field, of the reader or the facets, then all but the marked, the filter, the kind, the marks; then home."""
        if self.is_typing:
            self.search_bar.give_up()
        elif self.at_home:
            pass  # it never leaves the program
        elif self.pane != "list":
            self._to_list()
        elif self.listing.only_marked:
            self.listing.action_only_marked()
        elif self.text:
            self.leave()
            self.filter_by("")
        elif self.kind != ALL:
            self.action_kind(ALL)
        elif self.listing.marks:
            self.listing.action_clear_marks()
        else:
            await self.show_home()

    def action_kind(self, kind: str) -> None:
        if kind != self.kind or self.at_home:
            self.leave()
            if self.at_home:  # which is about the whole registry
                self.filter_by("")
            self.listing.kind = kind
            self.refresh_list()
        self.turn_to("list")

    def action_list(self, action: str, *parameters: object) -> None:
        """Something that is done in the list, wherever the focus is: an action of ListPane."""
        if self.at_home:
            command = next((one for one in COMMANDS if one.action.startswith(f"list('{action}'")), None)
            if command and (why := availability(command, self)):
                self.app.say(why)
                return
            self.turn_to("list")
        getattr(self.listing, f"action_{action}")(*parameters)

    def action_reading(self) -> None:
        self.reading = READINGS[(READINGS.index(self.reading) + 1) % len(READINGS)]
        self.retranslate()

    def action_reload(self) -> None:
        self.app.refresh_index(force=True, asked=True)

    def action_open(self, name: str) -> None:
        self.open(name)

    def open(self, name: str, then: Callable[[Any], object] | None = None, **given: object) -> bool:
        """Open a screen by its name (host.Host.open)."""
        given = given or self._about_answer(name)
        if name == "fields" and self.app.settling.decide(str(given.get("key") or self.current_key)):
            return True
        try:
            if name == "remove" and self.answer:
                raise CannotOpen(self.listing.not_a_record)
            if why := "" if "key" in given else unavailable(name, self):  # a command is about the current record
                raise CannotOpen(
                    why, self.app.edit_session.offer(name) if why == self.app.edit_session.refusal() else ""
                )
            screen = make(name, self, **given)
        except CannotOpen as error:
            if not (error.offer and self.open(error.offer)):  # which says why by itself
                self.app.say(str(error))
            return False
        self.app.push_screen(screen, cast("Callable[[Any], None]", then or self._answered))
        return True

    @property
    def answer(self) -> Fact | None:
        """The answer that a command means: the one under the list's cursor."""
        return None if self.is_reading else self.listing.records.fact

    def _about_answer(self, name: str) -> dict[str, object]:
        """Return what a screen is to be about where an answer is meant: its field."""
        fact, part = self.answer, _FIELD_OF.get(name)
        return {"key": fact.key, part: fact.field} if fact and part else {}

    def _answered(self, answer: str | Target | None) -> None:
        if isinstance(answer, Target):
            self.go_to(*answer)
        elif answer:
            self.follow(answer)

    def action_palette(self) -> None:
        self.show_commands(typing=True)

    def show_commands(self, *, typing: bool = False) -> None:
        """Open the list of commands and keys, with the caret in its field or on what works here, and run what is chosen."""
        self.open("commands", self._run_command, typing=typing)

    async def _run_command(self, action: str | None) -> None:
        if action == "quit":
            await self.app.action_quit()  # the command is named, so the user wants out, not back
        elif action:
            await self.run_action(action)

    # what pages and other screens lead to

    def ask(self, line: str) -> None:
        """Show the list that a query line selects, of all kinds, remembering this place."""
        self.leave()
        self.listing.kind = ALL
        if line == self.text:
            self.refresh_list()
        self.filter_by(line)
        self.turn_to("list")

    def show_view(self, place: int) -> None:
        """Show the list of a saved view, by its place among them; nothing where it is gone."""
        from govtui.tui.browse.saved_views import show_saved
        from govtui.user import views

        with suppress(views.BrokenViews):
            saved = views.load(self.app.library.root)
            if place < len(saved):
                show_saved(self, saved[place])

    def written(self, key: str, now: str = "") -> None:
        """Choose a record in the list that was just written (ListPane.written)."""
        self.listing.written(key, now)
        self.app.settling.written(key)

    async def action_quit(self) -> None:
        """q: from the reader back to the list, from the list home, and from there out."""
        if self.at_home:
            self.app.leave()
        elif self.pane == "list":
            await self.show_home()
        else:
            self._to_list()

    def _to_list(self) -> None:
        """Out of the reader or the facets."""
        self.remove_class("-facets" if self.pane == "facets" else "-reading")
        self.turn_to("list")
