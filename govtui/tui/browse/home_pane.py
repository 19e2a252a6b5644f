"""Home: what can be done here, what was being done, and what is new, in the place of list and reader.

Its first frame needs the counts alone; whatever else it says is asked for when that is painted (`HomePane.fill`).
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterator, Sequence
from datetime import date as Day
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from govtui import __version__
from govtui.index.api import ALL
from govtui.page.home import EMPTY, TASKS, HomeRow, HomeSection, fallen_back, shared, tasks, without_records
from govtui.tui.base.footer import command_key
from govtui.tui.base.line_list import Piece
from govtui.tui.browse.home_list import HomeList
from govtui.tui.browse.pane_head import PaneHead

if TYPE_CHECKING:
    from govtui.page.home_sections import Change
    from govtui.store.history import RecentChanges, WorkState
    from govtui.tui.browse.browser import Browser

LEFT, RIGHT = "home", "home-beside"
"""The ids of the lists: at the left, or the only one; and the one beside it."""

ORDER = ("merge", "errors", "unfinished", "coming", "events", "changes", "holdings")
"""The sections below the tasks."""

BESIDE = ORDER[3:]
"""Those that stand at the right where there are two columns."""

LATEST, MOST, FEW = 4, 10, 3
"""How many events of a section, and how many changes, are shown in a low terminal; and of events in any."""

LOW, HIGH = 26, 30
"""The rows that all but the events take, about; and those from which on one column has room for everything."""

FILLING = "home"
"""The group of the worker that asks for what takes a while."""

QUICK, PAUSE = 0.02, 0.02
"""Seconds that asking may keep a key waiting, about, and seconds for keys after that."""


class HomeHead(PaneHead):
    """The head of a column."""

    def __init__(self, pane: str) -> None:
        super().__init__()
        self.PANE = pane

    @property
    def _is_alone(self) -> bool:
        return not self.screen.query_one(HomePane).is_wide

    @property
    def _version(self) -> str:
        return f"govtui {__version__}"

    def said(self) -> Sequence[Piece]:
        tr, library = self.screen.app.translator, self.screen.app.library
        if self.PANE == RIGHT:
            return [self.note(self._version)]
        out = [self.title(tr.pgettext("pane", "Home"))]
        if library.read_only:
            out.append(self.note(" · " + tr.gettext("read-only")))
        return out

    def right(self) -> Sequence[Piece]:
        return [self.note(f"{self._version} ")] if self.PANE == LEFT and self._is_alone else ()


class HomePane(Horizontal):
    """Home; seen with the class -home of the screen."""

    screen: Browser

    def __init__(self) -> None:
        super().__init__(id="home-pane")
        self._notes: dict[str, HomeRow] = {}
        """What is said beside the tasks, by their ids."""
        self._made: dict[str, HomeSection] = {}
        """The sections that are known, by their ids."""
        self._asked: tuple[Any, ...] = ()
        """What they were asked for: index, language, languages of reading, day."""
        self._steps: Iterator[None] | None = None
        """What is still to be asked."""
        self._changes: Sequence[Change] = ()
        self._state: WorkState | None = None
        """What waits to be committed and sent; None where that is not known, or there is no git."""

    def compose(self) -> ComposeResult:
        with Vertical(id="home-left"):
            yield HomeHead(LEFT)
            yield HomeList(LEFT)
        with Vertical(id="home-right"):
            yield HomeHead(RIGHT)
            yield HomeList(RIGHT)

    def on_mount(self) -> None:
        self.retranslate()

    def on_resize(self) -> None:
        self._show()
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        """A column that is hidden has lost the focus."""
        if self.screen.at_home and self.screen.focused not in self.lists:
            self.lists[0].focus()

    @property
    def is_wide(self) -> bool:
        """Whether there are two columns: from 140 cells; in half of less neither tasks nor names could be read."""
        return not any(map(self.screen.has_class, ("-slim", "-narrow", "-wide", "-wider")))

    @property
    def is_furnished(self) -> bool:
        """Whether its lists are mounted."""
        return bool(self.query(HomeList))

    @property
    def lists(self) -> Sequence[HomeList]:
        """The lists that are seen."""
        both = [self.query_one(f"#{LEFT}", HomeList), self.query_one(f"#{RIGHT}", HomeList)]
        return both if self.is_wide else both[:1]

    @property
    def has_cursor(self) -> HomeList:
        """The list that has the focus, or would have it."""
        return next((one for one in self.query(HomeList) if one.has_focus), self.lists[0])

    def retranslate(self) -> None:
        """Say everything in the interface's language; where it is not seen, when it is shown again."""
        if not self.screen.at_home:
            return
        if self.screen.is_painted:
            self.fill()
        else:
            self._show()

    def turn(self) -> None:
        """Give the focus to the other column, where there are rows in it."""
        here = self.has_cursor
        there = next((one for one in self.lists if one is not here and one.row), here)
        there.focus()

    def forget(self) -> None:
        """Ask for everything anew at the next filling: the registry changed."""
        self._asked = ()

    def show_again(self) -> None:
        """Show what is known, since what waits for a decision is known anew."""
        self._show()

    def _show(self) -> None:
        if not self.is_furnished:
            return
        if self.screen.at_home:
            self.screen.show_counts()
        height = self.screen.app.size.height
        most = {**dict.fromkeys(("coming", "events"), max(LATEST, min(MOST, (height - LOW) // 2)))}
        if height < HIGH and not self.is_wide:
            most |= {"changes": FEW, "holdings": 0}
        sections = [*self._notices(), self._tasks(), *self._said()]
        sections = [one._replace(rows=one.rows[: most.get(one.id, len(one.rows))]) for one in sections]
        beside = [one for one in sections if one.id in BESIDE] if self.is_wide else []
        self.query_one(f"#{LEFT}", HomeList).show([one for one in sections if one not in beside])
        self.query_one(f"#{RIGHT}", HomeList).show(beside)

    def _tasks(self) -> HomeSection:
        app = self.screen.app
        index, tr = app.index, app.translator
        keys = {id: command_key(id, app) for id in TASKS}
        off: dict[str, str] = {}
        if index is None or not index.whole:
            off |= dict.fromkeys(("timeline", "problems", "translate"), tr.gettext("Reading the files…"))
        if app.library.read_only:
            off["translate"] = tr.gettext("read-only")
        instead = {"new": "" if app.library.looked_in else "init"} if app.library.read_only else {}
        if self._state is None or app.library.read_only:
            instead["share"] = ""
        else:
            self._notes["share"] = shared(len(self._state.files), self._state.distance, tr)
        return tasks(keys, tr, notes=self._notes, off=off, only=EMPTY if self._is_empty else (), instead=instead)

    @property
    def _is_empty(self) -> bool:
        """Whether the registry is known to have no records."""
        index = self.screen.app.index
        return index is not None and index.whole and not index.counts()[ALL]

    def _notices(self) -> Iterator[HomeSection]:
        library, tr = self.screen.app.library, self.screen.app.translator
        if library.looked_in is not None:
            yield fallen_back(str(library.looked_in), command_key("new", self.screen.app), tr)
        if self._is_empty:
            yield without_records(str(library.root), tr)

    def fill(self) -> None:
        """Ask for what is said beside and below the tasks: at once as much as takes no time, the rest in the pauses between keys."""
        index = self.screen.app.index
        if index is None or not index.listed:
            self._show()
            return
        from govtui.page.home_sections import unfinished

        now = datetime.now().astimezone()
        self._made["unfinished"] = unfinished(self.screen.unfinished(), self.screen.context, now)
        asked = (index, self.screen.app.language, self.screen.reading_languages, Day.today())  # noqa: DTZ011 (the reader's own day)
        if asked != self._asked:
            self._asked, self._steps = asked, self._filling()
            self.workers.cancel_group(self, FILLING)
        self._take_steps()
        if self._steps is not None:
            self.run_worker(self._fill_in_pauses(), group=FILLING, exclusive=True)

    def _take_steps(self) -> None:
        """Take steps until one is seen to take long; show what is known then."""
        start = monotonic()
        while self._steps is not None and monotonic() - start < QUICK:
            if next(self._steps, "done") == "done":
                self._steps = None
        self._show()

    async def _fill_in_pauses(self) -> None:
        while self._steps is not None:
            await sleep(PAUSE)
            self._take_steps()

    def _filling(self) -> Iterator[None]:
        """Ask for one thing after the other."""
        from govtui.page import home_sections as made

        context, today = self.screen.context, self._asked[-1]
        whole = context.index.whole
        self._made["errors"] = made.errors(context)
        self._made["holdings"] = made.holdings(context)
        if whole:
            self._notes["problems"] = made.at_odds(context)
            self._notes["translate"] = made.untranslated(context)
        yield
        around = made.events_around(context, today, MOST)
        for section in made.events(around, context):
            self._made[section.id] = section
        yield
        self._notes["timeline"] = made.in_time(context, today)
        yield
        self._notes["search"] = made.examples(around, context)

    def _said(self) -> Iterator[HomeSection]:
        """Yield the sections below the tasks, as far as they are known."""
        index = self.screen.app.index
        if not self.screen.is_painted or index is None or not index.listed:
            return
        from govtui.page import home_sections as made

        changes = made.changes(self._changes, self.screen.context, datetime.now().astimezone())
        settling, tr = self.screen.app.settling, self.screen.app.translator
        merge = made.to_decide(len(settling.waiting), settling.end, tr)
        sections = {**self._made, "merge": merge, "changes": changes}
        yield from (sections[id] for id in ORDER if id in sections)

    # what changed lately

    def look_for_changes(self) -> None:
        """Ask git, or the files, in a thread."""
        self.run_worker(self._look, thread=True, group="lately", exclusive=True)

    def _look(self) -> None:
        from govtui.tui.browse.recent_changes import look

        self.app.call_from_thread(self._looked, look(self.screen.app))

    def _looked(self, found: RecentChanges) -> None:
        from govtui.tui.browse.recent_changes import grouped

        if not self.is_attached or self.screen.app.index is None:
            return
        self._state = found.state
        self.screen.show_distance(found.state.distance if found.state else None)
        self._changes = grouped(found, self.screen.app.index)
        self._show()
