"""The timeline: what the records in the list tell of time, on one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget

from govtui.i18n.formats import number, quoted
from govtui.i18n.labels import label
from govtui.page.timeline import in_full, legend, scale
from govtui.text.markers import N_
from govtui.text.width import clip, pad
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.safe_text import segment
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.views.page_screens import PreviewScreen
from govtui.tui.views.timeline_view import AxisPosition, TimelineView

if TYPE_CHECKING:
    from govtui.index.api import Dated, View
    from govtui.tui.base.host import Host, RegistryApp

_LEFT: WeakKeyDictionary[Host, tuple[View, str, AxisPosition, Dated | None]] = WeakKeyDictionary()
"""Where the timeline was left: of which view, with which record in hand."""


ZOOM_WORDS = {"decade": N_("by decades"), "year": N_("by years"), "month": N_("by months")}


class TimelineScale(Widget):
    """Follows a TimelineView, which says when it moved."""

    app: RegistryApp
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


class TimelineScreen(LocalizedModal):
    """Answers with the record that was chosen, or None."""

    BINDINGS = [Binding("escape,q,t", "close", N_("Close"), id="timeline.close")]
    AUTO_FOCUS = "#timeline"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._begun = False

    def compose(self) -> ComposeResult:
        view = TimelineView()
        with Horizontal(id="timeline-head"):
            yield MessageLabel(id="timeline-title")
            yield MessageLabel(id="timeline-signs")
        yield TimelineScale(view)
        yield view
        yield MessageLabel(id="timeline-fact")
        yield KeyBar()

    @property
    def _view(self) -> TimelineView:
        return self.query_one(TimelineView)

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Where one was, if the list is the same and no other record is in hand; else at the record in hand, else today."""
        view, host, index = self._view, self._host, self.app.index
        left = _LEFT.get(host)
        self._begun = True
        if left and left[:2] == (host.view, host.current_key):
            view.return_to(*left[2:])
            return
        place = view.dates.position(host.current_key) if view.dates and index else None
        if place is None:
            view.action_today()
        else:
            view.point_at(place)
        view.fit()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        index, host = self.app.index, self._host
        if index is None:
            return
        self._view.show(index.dates(host.view), host.context)
        tr = self.app.translator
        asked = [tr.gettext("Timeline"), label("kinds", host.kind, tr)]
        if host.text.strip():
            asked.append(quoted(host.text.strip()))
        self.query_one("#timeline-title", MessageLabel).say(" · ".join(asked))
        self.query_one("#timeline-signs", MessageLabel).say(legend(tr))
        self._tell()

    def index_changed(self) -> None:
        self.retranslate()

    @on(TimelineView.Moved)
    def _tell(self) -> None:
        """Say in full what stands under the cursor."""
        fact = self._view.chosen
        self.query_one("#timeline-fact", MessageLabel).say(in_full(fact, self._host.context) if fact else " ")
        self.query_one(TimelineScale).refresh()

    # leaving

    @on(TimelineView.Chosen)
    def _opened(self, message: TimelineView.Chosen) -> None:
        """Read the record over the timeline, to come back to the same place."""
        self._keep()
        self.app.push_screen(PreviewScreen(self._host, message.key), self._read)

    def _read(self, key: str | None) -> None:
        if key:
            self.dismiss(key)

    def action_close(self) -> None:
        self._keep()
        self.dismiss(None)

    def _keep(self) -> None:
        if self._begun:
            _LEFT[self._host] = (self._host.view, self._host.current_key, self._view.position, self._view.chosen)
