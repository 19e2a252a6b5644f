"""The two lines over a timeline's rows: the names of decades, years or months, and a rule with their edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from govtui.i18n.formats import number
from govtui.page.timeline import scale
from govtui.text.markers import N_
from govtui.text.width import clip, pad
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.safe_text import segment

if TYPE_CHECKING:
    from govtui.tui.app import GovtuiApp
    from govtui.tui.views.timeline_view import TimelineView


ZOOM_WORDS = {"decade": N_("by decades"), "year": N_("by years"), "month": N_("by months")}


class TimelineScale(Widget):
    """Follows a TimelineView, which says when it moved."""

    app: GovtuiApp
    DEFAULT_CSS = "TimelineScale { height: 2; width: 1fr; }"
    COMPONENT_CLASSES = {"scale--labels", "scale--rule", "scale--head"}

    def __init__(self, view: TimelineView) -> None:
        super().__init__()
        self._view = view

    def retranslate(self) -> None:
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self._view.action_zoom(-1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel zooms here, in terminals that keep it with Ctrl for themselves."""
        self._view.action_zoom(1)

    def render_line(self, y: int) -> Strip:
        view = self._view
        layout, cells = view.layout, self.size.width
        lines = scale(view.zoom, view.left, layout.axis, view.today(), self.app.translator)
        head = pad("  " + self._head(), layout.before_axis) if not y else " " * layout.before_axis
        parts = [
            segment(head, self.get_component_rich_style("scale--head")),
            segment(lines[y], self.get_component_rich_style("scale--rule" if y else "scale--labels")),
        ]
        return Strip(parts).adjust_cell_length(cells, self.rich_style)

    def _head(self) -> str:
        tr, dates = self.app.translator, self._view.dates
        count = dates.dated + dates.year_less if dates else 0
        words = tr.ngettext("{n} date", "{n} dates", count).format(n=number(count, tr))
        return clip(f"{words} · {tr.gettext(ZOOM_WORDS[self._view.zoom])}", max(0, self._view.layout.before_axis - 2))


# -- Lines along an axis that the wheel scrolls, zooms and shifts ------------------------------------------------------


class ZoomedLines(CursorList):
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
        place = self.row_at(event.get_content_offset_capture(self).y + self.top)
        if place is not None:
            self.cursor = place
        if zooms:
            self.action_zoom(-step)
        else:
            self.action_pan(step)
