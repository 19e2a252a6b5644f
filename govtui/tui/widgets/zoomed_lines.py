"""Lines along an axis that the wheel scrolls, zooms and shifts."""

from __future__ import annotations

from textual import events

from govtui.tui.widgets.cursor_lines import CursorLines


class ZoomedLines(CursorLines):
    """The wheel scrolls; with Ctrl or Alt it zooms, and with Shift, or turned aside, it goes along the axis.

    Both are done from the place under the mouse, to which the cursor comes.
    """

    def action_zoom(self, step: int) -> None:
        """Nearer (above 0) or farther."""
        raise NotImplementedError

    def action_pan(self, step: int) -> None:
        """Further on along the axis, or back."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._turned(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._turned(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._turned(event, 1, aside=True)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._turned(event, -1, aside=True)

    def _turned(self, event: events.MouseEvent, step: int, *, aside: bool = False) -> None:
        zooms = (event.ctrl or event.meta) and not aside
        if not zooms and not event.shift and not aside:
            return
        event.stop()
        event.prevent_default()
        place = self.place_at(event.get_content_offset_capture(self).y + self.top)
        if place is not None:
            self.cursor = place
        if zooms:
            self.action_zoom(-step)
        else:
            self.action_pan(step)
