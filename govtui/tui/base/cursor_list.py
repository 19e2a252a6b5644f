"""Lines with a cursor on one of them: how the cursor moves, and what a click does. The one rule of clicks stands here."""

from __future__ import annotations

from textual import events

from govtui.tui.base.line_list import LEFT, LineView


class CursorList(LineView):
    """Places in an order, each of one line or more, with a cursor on one of them.

    A click puts the cursor on a place, and a click on the place that has it does what Enter does there: so does a double
    click. What is switched where it stands is switched by the first click: a box is ticked, a triangle opens its group.
    A list that did not have the focus takes it with the first click, and nothing else is done on the place with the cursor.
    """

    cursor: int = 0
    """The place that the cursor is on."""
    _came = False
    """Whether the mouse button that is down brought the focus here."""

    @property
    def total(self) -> int:
        """How many places there are."""
        raise NotImplementedError

    @property
    def place_height(self) -> int:
        """How many lines each place takes."""
        return 1

    def place_at(self, line: int) -> int | None:
        """The place that a line (from 0, of all lines) belongs to; None where the cursor cannot stand."""
        place = line // self.place_height
        return place if 0 <= place < self.total else None

    # moving

    def go(self, place: int) -> None:
        """Put the cursor on a place, or on the nearest that there is; whoever wants to know of it is told."""
        before, self.cursor = self.cursor, max(0, min(place, self.total - 1))
        self.keep_cursor_in_sight()
        self.refresh()
        if self.cursor != before:
            self.moved()

    def moved(self) -> None:
        """The cursor came to another place: tell those who want to know."""

    def keep_cursor_in_sight(self) -> None:
        """Scroll as little as needed to see the place with the cursor."""
        self.keep_in_sight(self.cursor * self.place_height, self.place_height)

    def remeasure(self) -> None:
        """The places, or the room for them, are others."""
        self.measure(self.total * self.place_height)
        self.keep_cursor_in_sight()

    def action_move(self, step: int) -> None:
        self.go(self.cursor + step)

    def action_page(self, pages: int) -> None:
        self.go(self.cursor + pages * max(1, self.page_lines - 1))

    def action_end(self, place: int) -> None:
        self.go(place if place >= 0 else self.total - 1)

    def on_resize(self) -> None:
        self.remeasure()

    # the mouse

    def enter(self) -> None:
        """Do what Enter does on the place with the cursor."""

    def switches(self, line: int, x: int) -> bool:
        """Whether a click on a line (of all lines) at a cell from the left edge switches something that stands there."""
        return False

    def switch(self, line: int) -> None:
        """Switch what stands on a line; the cursor is there already."""
        self.enter()

    def mark(self) -> None:
        """Do what a click with Ctrl or Alt does on the place that it put the cursor on: mark it, where things are marked."""

    def focus_on_click(self) -> bool:
        self._came = self.screen.focused is not self  # asked when a button goes down, just before the focus is given
        return super().focus_on_click()

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset_capture(self)  # what is clicked in the padding beside a line means the line
        line = at.y + self.top
        place = self.place_at(line) if 0 <= at.y < self.page_lines else None
        if place is None or event.button != LEFT:
            return
        again = place == self.cursor and not self._came
        self._came = False
        self.go(place)
        if event.ctrl or event.meta:
            self.mark()
        elif self.switches(line, at.x):
            self.switch(line)
        elif again:
            self.enter()
