"""The timeline: what the records in the list tell of time, on one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import quoted
from govtui.i18n.labels import label
from govtui.page.timeline import in_full, legend
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.views.page_screens import PeekScreen
from govtui.tui.views.timeline_axis import TimelineScale
from govtui.tui.views.timeline_view import FieldRef, TimelineView

if TYPE_CHECKING:
    from govtui.index.api import Dated, View
    from govtui.tui.browse.screen import BrowseScreen

_LEFT: WeakKeyDictionary[BrowseScreen, tuple[View, str, FieldRef, Dated | None]] = WeakKeyDictionary()
"""Where the timeline was left: of which view, with which record in hand."""


class TimelineScreen(LocalizedModal):
    """Answers with the record that was chosen, or None."""

    BINDINGS = [Binding("escape,q,t", "close", N_("Close"), id="timeline.close")]
    AUTO_FOCUS = "#timeline"

    def __init__(self, host: BrowseScreen) -> None:
        super().__init__()
        self._below = host
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
        view, host, index = self._view, self._below, self.app.index
        left = _LEFT.get(host)
        self._begun = True
        if left and left[:2] == (host.view, host.current_record):
            view.return_to(*left[2:])
            return
        place = view.dates.position(host.current_record) if view.dates and index else None
        if place is None:
            view.action_today()
        else:
            view.point_at(place)
        view.fit()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        index, host = self.app.index, self._below
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
        self.query_one("#timeline-fact", MessageLabel).say(in_full(fact, self._below.context) if fact else " ")
        self.query_one(TimelineScale).refresh()

    # leaving

    @on(TimelineView.Chosen)
    def _opened(self, message: TimelineView.Chosen) -> None:
        """Read the record over the timeline, to come back to the same place."""
        self._keep()
        self.app.push_screen(PeekScreen(self._below, message.key), self._read)

    def _read(self, key: str | None) -> None:
        if key:
            self.dismiss(key)

    def action_close(self) -> None:
        self._keep()
        self.dismiss(None)

    def _keep(self) -> None:
        if self._begun:
            _LEFT[self._below] = (self._below.view, self._below.current_record, self._view.spot, self._view.chosen)


def screen(host: BrowseScreen) -> TimelineScreen:
    """The screen over the list."""
    return TimelineScreen(host)
