"""The two lines over a timeline's rows: the names of decades, years or months, and a rule with their edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from govtui.i18n.formats import number
from govtui.page.timeline import scale
from govtui.text.markers import N_
from govtui.text.width import clip, pad
from govtui.tui.drawn import segment

if TYPE_CHECKING:
    from govtui.tui.app import GovtuiApp
    from govtui.tui.widgets.timeline_view import TimelineView

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
