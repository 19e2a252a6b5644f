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
from govtui.tui.base.inputs import Words
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.views.page_screens import PeekScreen
from govtui.tui.views.timeline_axis import TimelineScale
from govtui.tui.views.timeline_view import Spot, TimelineView

if TYPE_CHECKING:
    from govtui.index.api import Dated, View
    from govtui.tui.browse.screen import BrowseScreen

_LEFT: WeakKeyDictionary[BrowseScreen, tuple[View, str, Spot, Dated | None]] = WeakKeyDictionary()
"""Where the timeline was left: of which view, with which record in hand."""


class TimelineScreen(LocalizedModal):
    """Answers with the record that was chosen, or None."""

    BINDINGS = [Binding("escape,q,t", "close", N_("Close"), id="timeline.close")]
    AUTO_FOCUS = "#timeline"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self._below = below
        self._begun = False

    def compose(self) -> ComposeResult:
        view = TimelineView()
        with Horizontal(id="timeline-head"):
            yield Words(id="timeline-title")
            yield Words(id="timeline-signs")
        yield TimelineScale(view)
        yield view
        yield Words(id="timeline-fact")
        yield KeyBar()

    @property
    def _view(self) -> TimelineView:
        return self.query_one(TimelineView)

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Where one was, if the list is the same and no other record is in hand; else at the record in hand, else today."""
        view, below, index = self._view, self._below, self.app.index
        left = _LEFT.get(below)
        self._begun = True
        if left and left[:2] == (below.view, below.in_hand):
            view.return_to(*left[2:])
            return
        place = view.dates.position(below.in_hand) if view.dates and index else None
        if place is None:
            view.action_today()
        else:
            view.point_at(place)
        view.fit()

    # what is shown

    def retranslate(self) -> None:
        super().retranslate()
        index, below = self.app.index, self._below
        if index is None:
            return
        self._view.show(index.dates(below.view), below.voice)
        tr = self.app.translator
        asked = [tr.gettext("Timeline"), label("kinds", below.kind, tr)]
        if below.text.strip():
            asked.append(quoted(below.text.strip()))
        self.query_one("#timeline-title", Words).say(" · ".join(asked))
        self.query_one("#timeline-signs", Words).say(legend(tr))
        self._tell()

    def index_changed(self) -> None:
        self.retranslate()

    @on(TimelineView.Moved)
    def _tell(self) -> None:
        """Say in full what stands under the cursor."""
        fact = self._view.chosen
        self.query_one("#timeline-fact", Words).say(in_full(fact, self._below.voice) if fact else " ")
        self.query_one(TimelineScale).refresh()

    # leaving

    @on(TimelineView.Opened)
    def _opened(self, message: TimelineView.Opened) -> None:
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
            _LEFT[self._below] = (self._below.view, self._below.in_hand, self._view.spot, self._view.chosen)


def screen(below: BrowseScreen) -> TimelineScreen:
    """The screen over the list."""
    return TimelineScreen(below)
