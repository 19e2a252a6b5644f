"""Home: what can be done here, what was being done, and what is new, in the place of list and reader.

Its first frame needs the counts alone; whatever else it says is asked for when that is painted (`HomePane.fill`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message

from govtui import __version__
from govtui.index.api import ALL
from govtui.page.home import EMPTY, TASKS, HomeRow, HomeSection, fallen_back, tasks, without_records
from govtui.page.page import Role
from govtui.text.markers import N_
from govtui.text.width import clip, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.key_names import key_name
from govtui.tui.base.line_list import Piece
from govtui.tui.base.themes import kind_rules
from govtui.tui.browse.pane_head import PaneHead
from govtui.tui.commands import COMMANDS

if TYPE_CHECKING:
    from govtui.page.home_sections import Change
    from govtui.store.history import RecentChanges
    from govtui.tui.base.host import RegistryApp
    from govtui.tui.browse.panes import PanesScreen

LEFT, RIGHT = "home", "home-beside"
"""The ids of the lists: at the left, or the only one; and the one beside it."""

BESIDE = ("coming", "events", "changes", "holdings")
"""The sections that stand at the right where there are two columns."""

INDENT, SIGN, GAP = 3, 3, 3
"""Cells before the signs, from a sign to what is said, and before a note."""

HEADING = "─"

MANY = " · "
"""Between things of which those without room are left out from the end."""


def command_key(id: str, app: RegistryApp) -> str:
    """Return the first key of a command, as people read it."""
    keys = app.keymap.by_id.get(f"command.{id}") or next(one.keys for one in COMMANDS if one.id == id)
    return key_name(keys.partition(",")[0], app.translator)


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


class HomeList(CursorList, can_focus=True):
    """The rows of a column. Headings and blank lines are lines on which the cursor cannot stand."""

    screen: PanesScreen

    DEFAULT_CSS = kind_rules("HomeList", "home")
    COMPONENT_CLASSES = {
        "home--words",
        "home--off",
        "home--heading",
        "home--rule",
        "home--key",
        *(f"home--{role}" for role in Role),
    }
    BINDINGS = [
        Binding("enter", "choose", N_("Open"), show=False, id="home.open"),
        Binding("o", "screen.home", N_("To the list"), show=False, id="home.close"),
        Binding("left,right", "screen.pane(1)", N_("Other column"), show=False, id="home.column"),
    ]
    KEY_GROUP = "home"

    class Opened(Message):
        """A row is to be opened."""

        def __init__(self, row: HomeRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._lines: Sequence[tuple[HomeSection, HomeRow | None]] = ()
        """Each line with its section; without a row it is the heading, or, without a section's title, blank."""

    def show(self, sections: Sequence[HomeSection]) -> None:
        """Show these sections, the cursor on the row that leads where it led before."""
        before = self.row
        blank = HomeSection("", "", ())
        lines: list[tuple[HomeSection, HomeRow | None]] = []
        for section in sections:
            if section.rows:
                apart = bool(lines) and section.id != "errors"
                lines += [(blank, None)] * apart + [(section, None)] * bool(section.title)
                lines += [(section, row) for row in section.rows]
        self._lines = lines
        same = (n for n, (_, row) in enumerate(lines) if row and before and row.link == before.link)
        self.cursor = next(same, self._next(-1, 1))
        self.renew()

    @property
    def rows(self) -> Sequence[HomeRow]:
        """The rows, without headings."""
        return [row for _, row in self._lines if row]

    @property
    def row(self) -> HomeRow | None:
        """The row under the cursor."""
        return self._lines[self.cursor][1] if self.cursor < len(self._lines) else None

    @property
    def total(self) -> int:
        return len(self._lines)

    def can_stand(self, row: int) -> bool:
        one = self._lines[row][1]
        return one is not None and bool(one.link)

    def switches(self, line: int, x: int) -> bool:
        return True  # a row of home is there to be opened: the first click does

    def action_choose(self) -> None:
        if self.row and self.row.link:
            self.post_message(self.Opened(self.row))

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        section, row = self._lines[line]
        if row is None:
            return _heading(section.title, cells) if section.title else ()
        return list(_row(section, row, cells))


def _heading(title: str, cells: int) -> Sequence[Piece]:
    words = clip(f" {title} ", cells)
    return [Piece(words, "home--heading"), Piece(HEADING * (cells - width(words)), "home--rule")]


def _row(section: HomeSection, row: HomeRow, cells: int) -> Iterator[Piece]:
    """Yield sign, lead, words and note of a row in so many cells."""
    off = row.is_off
    yield Piece(" " * INDENT, "home--words")
    is_task = section.id == "tasks"
    style = "home--off" if off else "home--key" if is_task else f"home--{row.role}"
    signs = max(SIGN, 2 + max(width(one.sign) for one in section.rows))
    yield Piece(row.sign + " " * (signs - width(row.sign)), style)
    room = cells - INDENT - signs - 1
    leads = max(width(one.lead) for one in section.rows)
    if leads:
        yield Piece(row.lead + " " * (leads + 2 - width(row.lead)), f"home--{Role.LABEL}")
        room -= leads + 2
    words, note = row.words, row.note
    match section.notes:
        case "column":
            column = max(width(one.words) for one in section.rows) + GAP
            words = words + " " * (column - width(words)) if note else words
            words, note = clip(words, room), _fit(note, room - column)
        case "right" if note:
            words = clip(words, max(room - width(note) - GAP, room // 3))
            note = clip(note, max(0, room - width(words) - GAP))
            words += " " * (room - width(words) - width(note))
        case _ if note:
            note = clip(note, max(room - width(words) - GAP, 2 * room // 5))
            words = _fit(words, room - width(note) - GAP) + " " * GAP
        case _ if row.role == Role.CODE:
            while width(words) > room:
                words = f"…{words.lstrip('…')[1:]}"
        case _:
            words = _fit(words, room)
    yield Piece(words, "home--off" if off else "home--words")
    yield Piece(note, "home--off" if off else f"home--{row.note_role}")


def _fit(words: str, cells: int) -> str:
    """Return words in so many cells: of several things the first ones, and an ellipsis."""
    if width(words) <= cells:
        return words
    parts = words.split(MANY)
    while len(parts) > 1 and width(MANY.join(parts) + f"{MANY}…") > cells:
        parts.pop()
    whole = MANY.join(parts) + f"{MANY}…"
    return whole if len(parts) > 1 or width(whole) <= cells else clip(words, max(0, cells))


class HomePane(Horizontal):
    """Home; seen with the class -home of the screen."""

    screen: PanesScreen

    def __init__(self) -> None:
        super().__init__(id="home-pane")
        self._notes: Mapping[str, HomeRow] = {}
        self._more: Sequence[HomeSection] = ()
        self._changes: Sequence[Change] = ()

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
        """Whether there are two columns."""
        return not (self.screen.has_class("-slim") or self.screen.has_class("-narrow"))

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

    def renew(self) -> None:
        """Say anew what is known at once."""
        self._show()

    def _show(self) -> None:
        if not self.is_furnished:
            return
        sections = [*self._notices(), self._tasks(), *self._more]
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
            off |= dict.fromkeys(("translate", "new"), tr.gettext("read-only"))
        return tasks(keys, tr, notes=self._notes, off=off, only=EMPTY if self._is_empty else ())

    @property
    def _is_empty(self) -> bool:
        """Whether the registry is known to have no records."""
        index = self.screen.app.index
        return index is not None and index.whole and not index.counts()[ALL]

    def _notices(self) -> Iterator[HomeSection]:
        library, tr = self.screen.app.library, self.screen.app.translator
        if library.looked_in is not None:
            yield fallen_back(str(library.looked_in), tr)
        if self._is_empty:
            yield without_records(str(library.root), tr)

    def fill(self) -> None:
        """Ask for what is said beside and below the tasks."""
        from govtui.page import home_sections as made

        app = self.screen.app
        index = app.index
        if index is None or not index.listed:
            self._show()
            return
        context, today = self.screen.context, Day.today()  # noqa: DTZ011 (the reader's own day is meant)
        self._notes = made.notes(context, today)
        self._more = [
            made.errors(context),
            made.unfinished(self.screen.unfinished(), context, datetime.now().astimezone()),
            *made.events(context, today),
            made.changes(self._changes, context, datetime.now().astimezone()),
            made.holdings(context),
        ]
        self._show()

    # what changed lately

    def look_for_changes(self) -> None:
        """Ask git, or the files, in a thread."""
        self.run_worker(self._look, thread=True, group="lately", exclusive=True)

    def _look(self) -> None:
        from govtui.tui.browse.recent_changes import look

        self.app.call_from_thread(self._looked, look(self.screen.app))

    def _looked(self, found: RecentChanges) -> None:
        from govtui.tui.browse.recent_changes import grouped

        if self.is_attached and self.screen.app.index is not None:
            self._changes = grouped(found, self.screen.app.index)
            self.fill()
