"""The browse screen with home in it: when that is shown, where its rows lead, and what it says of open work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtui.tui.browse.header import KindTabs
from govtui.tui.browse.navigation import Place
from govtui.tui.browse.panes import PanesScreen
from govtui.tui.browse.session import needs_panes, reopen

if TYPE_CHECKING:
    from govtui.page.home_sections import Unfinished
    from govtui.store.history import AheadBehind
    from govtui.tui.browse.browser import Pane
    from govtui.tui.browse.home_list import HomeList
    from govtui.tui.browse.home_pane import HomePane


RESUMED = 5.0
"""Seconds for which the head of the list says since when what is open was left."""


class HomeScreen(PanesScreen):
    """Home stands in the place of list and reader, which stay as they are under it."""

    began = False
    """Whether something was put into the reader."""
    _before_home: Pane = "list"
    """The pane to go back to from home."""
    opening: Place | None = None
    """Where to begin: where one was when this registry was left, or at the record that was named."""
    _in_hand_at: datetime | None = None
    """When what is open was left before this start; None once list or reader were in hand again."""

    @property
    def home(self) -> HomePane | None:
        """The pane; None before it was shown once."""
        from govtui.tui.browse.home_pane import HomePane

        return next(iter(self.query(HomePane)), None)

    @property
    def home_key(self) -> str:
        """The key of the record under home's cursor; empty where that is on a task, or on something else."""
        home = self.home
        row = home.has_cursor.row if home and home.is_furnished else None
        return row.link if row and ":" not in row.link else ""

    # coming and going

    async def begin(self, state: Mapping[str, Any]) -> None:
        """Begin where one was, by what was kept of it; at home where nothing was open, or where the user wants it always."""
        from govtui.user import choices, session

        if needs_panes(state):
            await self.mount_panes()
        place = self.opening = reopen(self, state)
        self._in_hand_at = session.when(state)
        if place is None or not place.has_begun or choices.value_of("start", choices.load()) == "home":
            self._before_home = "reader" if place and place.reading else "list"
            await self.show_home()
        else:
            self.resumed_at = self._in_hand_at

    def tell_resumed(self) -> None:
        """Say in the head of the list since when what is open was left, for a while."""
        if self.resumed_at is not None:
            self.listing.renew_head()
            self.set_timer(RESUMED, self._stop_telling)

    def _stop_telling(self) -> None:
        self.resumed_at = None
        self.listing.renew_head()

    async def open_named(self, id: str) -> None:
        """Begin in the reader, at the record with this id; where there is none, say so."""
        index = self.app.index
        card = index.card(id) if index else None
        if card is None:
            self.call_after_refresh(
                self.app.say, self.app.translator.gettext("There is no record “{id}”.").format(id=id)
            )
            return
        self.opening = Place(shown=card.key, cursor=card.key, anchor=card.key, reading=True)
        self.listing.choose(card.key)
        if self.at_home:
            self.leave_home()
            self.listing.records.focus()

    async def show_home(self) -> None:
        """Show home, with the focus in it."""
        from govtui.tui.browse.home_pane import HomePane

        home = self.home
        if home is None:
            home = HomePane()
            await self.mount(home, before="#panes")
        if not self.at_home and self.is_painted:
            self._before_home, self._in_hand_at = self.pane, None
        self.remove_class("-reading", "-choosing")
        self.add_class("-home")
        if self.furnished:
            self.search_bar.display = False  # home is about the whole registry
        self.app.stylesheet.update_nodes([home, *home.walk_children()])
        home.has_cursor.focus()
        self.fill_home(anew=True)

    def show_home_soon(self) -> None:
        """Show home as soon as what is being done is done."""
        self.call_later(self.show_home)

    def leave_home(self) -> bool:
        """Show list and reader again, and return True if they were not shown; whoever calls this gives the focus to one of them."""
        if not self.at_home:
            return False
        self.remove_class("-home")
        self.app.stylesheet.update_nodes([self.query_one("#panes")])
        if self.furnished:
            self.search_bar.put(self.text)
        self.show_counts()
        return True

    def show_counts(self) -> None:
        """Show how many records of each kind there are: at home of all, else of those that the line finds."""
        kind, text = ("", "") if self.at_home else (self.kind, self.text)
        if (index := self.app.index) is not None:
            self.query_one(KindTabs).show(kind, index.counts(text))

    def turn_to(self, pane: Pane) -> None:
        was_home = self.leave_home()
        super().turn_to(pane)
        if pane != "reader" and (was_home or not self.began) and (key := self.listing.records.key):
            if not self.began:
                self.begin_to_read()
            elif key != self.shown:
                self.read(key)

    async def action_home(self) -> None:
        """o: home, and from there back to where one was."""
        if not self.at_home:
            await self.show_home()
        elif self._before_home == "reader" and (place := self.opening) and not self.began:
            self.go(place)
        else:
            self.turn_to(self._before_home)

    def turn_column(self) -> None:
        """Give the focus to the other column of home."""
        if home := self.home:
            home.turn()

    # what it says

    def fill_home(self, *, anew: bool = False) -> None:
        """Ask for what home says beside and below the tasks, where it is seen; `anew`: also for what changed lately."""
        if self.at_home and self.is_painted and (home := self.home):
            home.fill()
            if anew:
                home.look_for_changes()
                self.app.settling.look()

    def renew_home(self) -> None:
        """The registry changed, or more of it was read."""
        if home := self.home:
            home.forget()
        self.shared()

    # how far from the upstream branch

    def shared(self) -> None:
        """Ask how far the branch is from its upstream: with what home asks of git where that is seen, else that alone."""
        if self.at_home:
            self.fill_home(anew=True)
        elif self.is_painted and self.app.index is not None and self.app.index.whole:
            root = self.app.library.root
            self.run_worker(lambda: self._measure(root), thread=True, group="distance", exclusive=True)

    def _measure(self, root: Path) -> None:
        from govtui.store import history

        self.app.call_from_thread(self.show_distance, history.ahead_behind(root))

    def show_distance(self, distance: AheadBehind | None) -> None:
        """Say in the masthead how far the branch is from its upstream."""
        if distance != self.distance and self.is_attached:
            self.distance = distance
            self.renew_heads()

    def unfinished(self) -> Unfinished:
        """Return what was being done here."""
        from govtui.page.home_sections import Unfinished

        drafts, views = self._kept_work()
        shown = self.shown if self.began else self.opening.shown if self.opening else ""
        reading = shown if self.listing.anchor else ""
        return Unfinished(reading, self._in_hand_at, self.text.strip(), drafts, views)

    def _kept_work(self) -> tuple[list[tuple[str, datetime]], list[str]]:
        """Return the drafts of this registry, latest first, and the names of saved views; nothing where nothing is kept."""
        from govtui.user import drafts, views

        root = self.app.library.root
        if not self.app.remembers:
            return [], []
        try:
            saved = [view.name for view in views.load(root)]
        except views.BrokenViews:
            saved = []
        latest: dict[str, datetime] = {}
        for draft in drafts.left(root):
            latest.setdefault("" if draft.key == drafts.NEW else draft.key, datetime.fromtimestamp(draft.when, UTC))
        return list(latest.items()), saved

    # where its rows lead

    async def on_home_list_opened(self, message: HomeList.Opened) -> None:
        from govtui.page.home import COMMAND, LIST, PLACE, SCREEN, VIEW

        row = message.row
        before, colon, rest = row.link.partition(":")
        if not colon:
            if row.link == (self.opening and self.opening.shown) and not self.began and self.opening:
                self.leave()
                self.go(self.opening._replace(reading=True))
            elif row.link == self.shown:  # where it was read, not from its beginning
                self.leave()
                self.turn_to("reader")
            else:
                self.go_to(row.link)
        elif (kind := before + colon) == COMMAND:
            await self.run_command(rest)
        elif kind == LIST:
            self.ask(rest)
        elif kind == SCREEN:
            self.open(rest)
        elif kind == VIEW:
            self.show_view(int(rest))
        elif kind == PLACE:
            self.turn_to("list")

    async def run_command(self, id: str) -> None:
        """Run a command by its id, as its key does."""
        from govtui.tui.commands import COMMANDS

        await self.run_action(next(one.run for one in COMMANDS if one.id == id))

    if TYPE_CHECKING:  # BrowseScreen has them

        def begin_to_read(self) -> None: ...
        def ask(self, line: str) -> None: ...
        def show_view(self, place: int) -> None: ...
        def read(self, key: str) -> None: ...
