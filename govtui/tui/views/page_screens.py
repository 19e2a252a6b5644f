"""Screens that are pages: the overview of the registry, figures of the list, a record over another screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.index.api import Index
from govtui.page.charts import charts
from govtui.page.overview import LATEST, Change, Surroundings, overview, overview_columns
from govtui.page.page import DISCREPANCY_LINK, Page
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.page_actions import follow
from govtui.tui.base.page_screen import PageScreen
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.views.timeline_view import TimelineView

if TYPE_CHECKING:
    from govtui.store.history import RecentChanges
    from govtui.tui.base.host import Host


FILES = 40
"""How many changed files are asked for."""

CHANGES = 5
"""How many changes are shown, each of the files of one commit."""

WIDE = 130
"""The width from which the columns stand beside each other."""

HIGHEST = 44
"""The rows that it takes at most: no more than what it holds."""

ROWS, MOST = 24, 10
"""The rows that everything but the events takes, about; how many events before and from today on are shown at most."""


class OverviewScreen(LocalizedModal):
    """What the registry holds and how it stands; answers with the record that was chosen."""

    BINDINGS = [
        Binding("escape,q,o", "dismiss(None)", N_("Close"), id="overview.close"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="overview.pane"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = "#overview"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._changes: Sequence[Change] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="overview-panes"):
            yield PageView(id="overview", whole_lines=True)
            yield PageView(id="overview-beside", whole_lines=True)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        self._look()

    def on_resize(self) -> None:
        self._show()

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def index_changed(self) -> None:
        self._look()
        self._show()

    def _show(self) -> None:
        if self.app.index is None:
            return
        context, read_only, around = self._host.context, self.app.library.read_only, self._around()
        first, second = self.query_one("#overview", PageView), self.query_one("#overview-beside", PageView)
        wide = self.app.size.width >= WIDE
        second.display = wide
        if wide:
            latest = max(LATEST, min(MOST, (self.app.size.height - ROWS) // 3))
            left, right = overview_columns(context, read_only=read_only, around=around, latest=latest)
            first.show_again(left)
            second.show_again(right)
        else:
            if second.has_focus:
                first.focus()
            first.show_again(overview(context, read_only=read_only, around=around))
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Let the box be no higher than what it holds, as that is laid out now."""
        panes = self.query_one("#overview-panes")
        held = max(len(page.lines_said()) for page in self.query(PageView) if page.display)
        panes.styles.max_height = min(HIGHEST, held + panes.styles.gutter.height)

    def _around(self) -> Surroundings:
        from govtui.user import drafts, views

        root = self.app.library.root
        if not self.app.remembers:
            return Surroundings(self._changes)
        try:
            saved = [view.name for view in views.load(root)]
        except views.BrokenViews:
            saved = []
        kept = dict.fromkeys("" if draft.key == drafts.NEW else draft.key for draft in drafts.left(root))
        return Surroundings(self._changes, saved, list(kept))

    # what changed lately

    def _look(self) -> None:
        """Ask git, or the files, in a thread."""
        self.run_worker(self._ask, thread=True, group="lately", exclusive=True)

    def _ask(self) -> None:
        from govtui.edit.file_history import decides
        from govtui.store.history import recent_changes

        found = recent_changes(self.app.library.root, FILES, partial(decides, self.app.registry))
        self.app.call_from_thread(self._looked, found)

    def _looked(self, found: RecentChanges) -> None:
        if self in self.app.screen_stack and self.app.index is not None:  # it may have been closed meanwhile
            self._changes = list(grouped(found, self.app.index))[:CHANGES]
            self._show()

    # moving

    def action_pane(self) -> None:
        first, second = self.query_one("#overview", PageView), self.query_one("#overview-beside", PageView)
        (second if first.has_focus and second.display else first).focus()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        follow(self, self._host, message.key)


def grouped(found: RecentChanges, index: Index) -> Sequence[Change]:
    """What changed together, by the records that are there still."""
    out = [Change(_keys(found.pending, index), None)]
    for (when, author, subject), files in groupby(found.files, lambda file: (file.when, file.author, file.subject)):
        out.append(Change(_keys([file.path for file in files], index), when, author, subject))
    return [change for change in out if change.keys]


def _keys(paths: Sequence[str], index: Index) -> list[str]:
    """The records in these files, as far as a file is called as its record is."""
    cards = [(path, index.card(path.rpartition("/")[2].removesuffix(".toml"))) for path in paths]
    return [card.key for path, card in cards if card and card.path == path]


class FiguresScreen(PageScreen):
    """The figures of the list: counts, and charts of which a bar leads to the list of what it counts."""

    BINDINGS = [Binding("escape,q,F", "dismiss(None)", N_("Close"), id="figures.close")]
    PAGE_ID, WHOLE_LINES = "figures", True

    def page(self) -> Page | None:
        if self.app.index is None:
            return None
        return charts(self._host.view, self._host.context, TimelineView.today(), self._host.current_key)


class PreviewScreen(PageScreen):
    """A record read over another screen, to come back to that; a link, or one key, leads to it in the list."""

    BINDINGS = [
        Binding("escape,q", "dismiss(None)", N_("Close"), id="peek.close"),
        Binding("right", "go", N_("Go to the record"), id="peek.go"),
    ]
    PAGE_ID = "peek"

    def __init__(self, host: Host, key: str) -> None:
        PageScreen.__init__(self, host)
        self._key = key

    def page(self) -> Page | None:
        from govtui.page.compose import compose

        card = self.app.index.card(self._key) if self.app.index else None
        if card is None:
            self.dismiss(None)
            return None
        return compose(self.app.registry.entry(card.path), card.key, self._host.context)

    def follow(self, link: str) -> None:
        if link.startswith(DISCREPANCY_LINK):
            field = link.removeprefix(DISCREPANCY_LINK)
            self._host.open("sources", self._chosen, key=self._key, field=field)
        else:
            self.dismiss(link)

    def _chosen(self, key: object) -> None:
        """A record or a field was chosen among what the sources say, or none."""
        if key:
            self.dismiss(key)

    def action_go(self) -> None:
        self.dismiss(self._key)
