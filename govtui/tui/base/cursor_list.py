"""Lists: the one table of keys that move in them, the one rule of clicks, and the rows of a long list that are in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from govtui.text.markers import N_
from govtui.text.width import clip
from govtui.tui.base.line_list import LEFT, LineView, Piece
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.textual_compat.bindings import rename_bindings
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from govtui.tui.base.host import RegistryApp

    _Node = DOMNode
else:
    # A plain class at run time: as a subclass of DOMNode it would stand before the widgets' own methods.
    _Node = object

Row = TypeVar("Row")

NAVIGATION: list[Binding] = [
    Binding("down,j", "move_by(1)", N_("Down"), show=False, id="move.down"),
    Binding("up,k", "move_by(-1)", N_("Up"), show=False, id="move.up"),
    Binding("pagedown", "page(1)", N_("Page down"), show=False, id="move.page-down"),
    Binding("pageup", "page(-1)", N_("Page up"), show=False, id="move.page-up"),
    Binding("ctrl+d", "page(0.5)", N_("Half a page down"), show=False, id="move.half-down"),
    Binding("ctrl+u", "page(-0.5)", N_("Half a page up"), show=False, id="move.half-up"),
    Binding("home,g", "move_to(0)", N_("First"), show=False, id="move.first"),
    Binding("end,G", "move_to(-1)", N_("Last"), show=False, id="move.last"),
]
"""The keys of every list, and of every text that is scrolled. A list declares only what it adds."""

UNDER_FIELD: list[Binding] = [
    Binding("down,ctrl+n", "move_by(1)", N_("Down"), show=False, id="move.down"),
    Binding("up,ctrl+p", "move_by(-1)", N_("Up"), show=False, id="move.up"),
    Binding("pagedown", "page(1)", N_("Page down"), show=False, id="move.page-down"),
    Binding("pageup", "page(-1)", N_("Page up"), show=False, id="move.page-up"),
]
"""Those of a list under a field: the field takes letters, and moves its caret by the other keys."""


class _Navigated(_Node):
    """Mixin for what has the bindings of `NAVIGATION` or `UNDER_FIELD`."""

    app: RegistryApp

    KEY_GROUP: ClassVar[str] = ""
    """What the ids of its own keys begin with. With "list", `list.down` in the user's keys goes before `move.down`, here only."""
    TYPES: ClassVar[bool] = False
    """Whether letters are typed into a field here, so that they cannot move anything."""

    def on_mount(self) -> None:
        if chosen := self.app.keymap.by_id:
            rename_bindings(self, lambda id: self._id_here(id, chosen))

    def _id_here(self, id: str, chosen: Mapping[str, str]) -> str | None:
        group, _, move = id.partition(".")
        own = f"{self.KEY_GROUP}.{move}" if group == "move" and f"{self.KEY_GROUP}.{move}" in chosen else id
        letters_only = group == "move" and all(len(key) == 1 for key in chosen.get(own, "pagedown").split(","))
        return None if self.TYPES and letters_only else own


class ScrolledLines(_Navigated, LineView):
    """Lines that are read: the keys of a list scroll them."""

    BINDINGS: ClassVar[list[BindingType]] = [*NAVIGATION]

    @property
    def row_height(self) -> int:
        """How many lines each row takes."""
        return 1

    def page_step(self, pages: float) -> int:
        """Return how many lines so many pages are: one page is the rows in sight less one, everywhere."""
        rows = self.page_lines // self.row_height
        step = max(1, rows - 1 if abs(pages) == 1 else int(rows * abs(pages)))
        return (step if pages > 0 else -step) * self.row_height

    def go_to_line(self, line: int) -> None:
        """Make a line the first in sight, as far as there are lines below it."""
        self.jump(line)

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        """Return what stands on a line (of all lines) that is so many cells wide."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        line, cells = y + self.top, self.cells
        if line >= self.virtual_size.height:
            return Strip.blank(cells, self.ground)
        parts = [segment(piece.text, self.get_component_rich_style(piece.style)) for piece in self.pieces(line, cells)]
        return strip(parts).adjust_cell_length(cells, self.ground)

    def action_move_by(self, step: int) -> None:
        self.go_to_line(self.top + step)

    def action_move_to(self, end: int) -> None:
        """Go to the beginning (0) or to the end (-1)."""
        self.go_to_line(self.virtual_size.height if end else 0)

    def action_page(self, pages: float) -> None:
        self.go_to_line(self.top + self.page_step(pages))


class CursorList(ScrolledLines):
    """Rows in an order, of one line or more each, with a cursor on one of them.

    A click puts the cursor on a row, and a click on the row that has it does what Enter does there: so does a double
    click. What is switched where it stands is switched by the first click: a box is ticked, a triangle opens its group.
    A list that did not have the focus takes it with the first click, and nothing else is done on the row with the cursor.
    """

    COMPONENT_CLASSES = {"row--cursor", "row--resting", "row--empty"}
    EMPTY_LINE: ClassVar[int] = 1
    """The line in sight on which `empty` stands."""

    class Highlighted(Message):
        """The cursor came to another row."""

    class Chosen(Message):
        """Enter was pressed on the row under the cursor, or it was clicked again."""

    cursor: int = 0
    """The row that the cursor is on."""
    empty: str = ""
    """What is said where there is no row."""
    _focused_by_click = False
    """Whether the mouse button that is down brought the focus here."""

    @property
    def total(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def first(self) -> int:
        """The number of the first row."""
        return 0

    def can_stand(self, row: int) -> bool:
        """Whether the cursor can stand on a row: not where that is a heading."""
        return True

    def row_at(self, line: int) -> int | None:
        """Return the row of a line (from 0, of all lines); None where the cursor cannot stand."""
        row = line // self.row_height
        return row if 0 <= row < self.total and self.can_stand(row) else None

    def line_of(self, row: int) -> int:
        """Return the first line of a row."""
        return row * self.row_height

    # moving

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest that there is; `moved` is called where that is another."""
        before, self.cursor = self.cursor, max(self.first, min(row, self.total - 1))
        self.keep_cursor_in_sight()
        draw(self)
        if self.cursor != before:
            self.moved()

    def moved(self) -> None:
        """Tell those who want to know that the cursor came to another row."""
        self.post_message(self.Highlighted())

    def keep_cursor_in_sight(self) -> None:
        """Scroll as little as needed to see the row with the cursor."""
        self.keep_in_sight(self.line_of(self.cursor), self.row_height)

    def remeasure(self) -> None:
        """Measure the rows anew: they, or the room for them, are others."""
        self.measure(self.total * self.row_height)
        self.keep_cursor_in_sight()

    def renew(self) -> None:
        """Show other rows; the cursor stays within them."""
        self.cursor = max(self.first, min(self.cursor, self.total - 1))
        self.remeasure()
        self.refresh()

    def retranslate(self) -> None:
        """Draw the rows anew: their words are fetched then."""
        self.refresh()

    def on_resize(self) -> None:
        self.remeasure()

    def action_move_by(self, step: int) -> None:
        row = self.cursor
        for _ in range(abs(step)):
            row = self._next(row, 1 if step > 0 else -1)
        self.go_to(row)

    def action_move_to(self, end: int) -> None:
        self.go_to(self._next(self.total, -1) if end else self._next(self.first - 1, 1))

    def action_page(self, pages: float) -> None:
        step = self.page_step(pages)
        line = max(0, min(self.line_of(self.cursor) + step, self.virtual_size.height - 1))
        back = -1 if step > 0 else 1
        while (row := self.row_at(line)) is None and (line - self.line_of(self.cursor)) * back < 0:
            line += back
        self.go_to(self._next(self.cursor, -back) if row in (None, self.cursor) else row)

    def _next(self, row: int, direction: int) -> int:
        """Return the next row on which the cursor can stand; the same where there is none."""
        following = row + direction
        while self.first <= following < self.total and not self.can_stand(following):
            following += direction
        return following if self.first <= following < self.total else row

    # choosing, and the mouse

    def action_choose(self) -> None:
        if self.total:
            self.post_message(self.Chosen())

    def enter(self) -> None:
        """Do what Enter does on the row with the cursor."""
        self.action_choose()

    def switches(self, line: int, x: int) -> bool:
        """Whether a click on a line (of all lines) at a cell from the left edge switches something that stands there."""
        return False

    def switch(self, line: int) -> None:
        """Switch what stands on a line; the cursor is there already."""
        self.enter()

    def mark(self) -> None:
        """Do what a click with Ctrl or Alt does on the row that it put the cursor on: mark it, where rows are marked."""

    def focus_on_click(self) -> bool:
        self._focused_by_click = self.screen.focused is not self  # asked just before the focus is given
        return super().focus_on_click()

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset_capture(self)  # what is clicked in the padding beside a line means the line
        line = at.y + self.top
        row = self.row_at(line) if 0 <= at.y < self.page_lines else None
        if row is None or event.button != LEFT:
            return
        again = row == self.cursor and not self._focused_by_click
        self._focused_by_click = False
        self.go_to(row)
        if event.ctrl or event.meta:
            self.mark()
        elif self.switches(line, at.x):
            self.switch(line)
        elif again:
            self.enter()

    # drawing

    def cursor_style(self, line: int) -> str:
        """Return the component class of a line of the row with the cursor; empty where that looks like the others."""
        return "row--cursor" if self.has_focus else "row--resting"

    def render_line(self, y: int) -> Strip:
        self.note_drawn(y)
        line, cells = y + self.top, self.cells
        if not self.total:
            words = segment(
                clip(f" {self.empty}", cells) if y == self.EMPTY_LINE else "",
                self.get_component_rich_style("row--empty"),
            )
            return strip([words]).adjust_cell_length(cells, self.ground)
        here = self.cursor_style(line) if self.row_at(line) == self.cursor else ""
        if not here:
            return super().render_line(y)
        over = self.get_component_rich_style(here)
        return strip(segment(piece.text, over) for piece in self.pieces(line, cells)).adjust_cell_length(cells, over)


class WindowList(CursorList, can_focus=True):
    """A list of a screen of its own: Enter opens what the cursor is on."""

    BINDINGS = [Binding("enter", "choose", N_("Open"), id="window.choose")]
    KEY_GROUP = "window"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)


class MovesList(_Navigated):
    """Mixin for a screen or a field with the keys of a list that never has the focus itself."""

    TYPES = True

    def moved_list(self) -> ScrolledLines:
        """Return the list that is moved."""
        return self.query_one(CursorList)

    def action_move_by(self, step: int) -> None:
        self.moved_list().action_move_by(step)

    def action_move_to(self, end: int) -> None:
        self.moved_list().action_move_to(end)

    def action_page(self, pages: float) -> None:
        self.moved_list().action_page(pages)


class Window(Generic[Row]):
    """The rows of a long list that were fetched last: those in sight, then some around them, too, which a scroll needs next."""

    def __init__(self, total: int = 0, fetch: Callable[[int, int], Sequence[Row]] = lambda first, end: ()) -> None:
        """`fetch`: Return the rows from the first one up to another."""
        self.total = total
        self.fetch = fetch
        self._rows: Sequence[Row] = ()
        self._first = 0

    def forget(self) -> None:
        """Fetch rows anew when they are needed: for a list of another size."""
        self._rows = ()

    def in_hand(self, row: int) -> Row | None:
        """Return a row if it has been fetched already."""
        at = row - self._first
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def row(self, row: int, top: int, sight: int) -> Row | None:
        """Return a row of a list that shows at most `sight` rows from row `top` on; None where there is none."""
        if not 0 <= row < self.total:
            return None
        if not self._first <= row < self._first + len(self._rows):
            first = top if top <= row < top + sight else row - sight // 2
            around = sight // 2 if self._rows else 0
            self._first = max(0, first - around)
            self._rows = self.fetch(self._first, first + sight + around)
        at = row - self._first
        return self._rows[at] if at < len(self._rows) else None

    def neighbours(self, row: int) -> Sequence[Row]:
        """Return the rows in hand behind a row, the nearest first; then those before it."""
        at = row - self._first
        return (*self._rows[at + 1 :], *reversed(self._rows[:at])) if 0 <= at < len(self._rows) else ()
