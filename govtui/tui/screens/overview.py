"""The overview: the registry as a page; two columns where there is room for both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Footer

from govtui.i18n.marks import N_
from govtui.index.query import Index
from govtui.page.overview import Change, Surroundings, overview, overview_columns
from govtui.tui.following import follow
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from govtui.store.lately import Lately
    from govtui.tui.screens.browse import BrowseScreen

FILES = 40
"""How many changed files are asked for."""

CHANGES = 5
"""How many changes are shown, each of the files of one commit."""

WIDE = 130
"""The width from which the columns stand beside each other."""


class OverviewScreen(LocalizedModal):
    """What the registry holds and how it stands; answers with the record that was chosen."""

    BINDINGS = [
        Binding("escape,q,o,ô", "dismiss(None)", N_("Close"), id="overview.close"),
        Binding("tab,shift+tab", "pane", N_("Other pane"), show=False, id="overview.pane"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = "#overview"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self._below = below
        self._changes: Sequence[Change] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="overview-panes"):
            yield PageView(id="overview")
            yield PageView(id="overview-beside")
        yield Footer(show_command_palette=False)

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
        voice, read_only, around = self._below.voice, self.app.library.read_only, self._around()
        first, second = self.query_one("#overview", PageView), self.query_one("#overview-beside", PageView)
        wide = self.app.size.width >= WIDE
        second.display = wide
        if wide:
            left, right = overview_columns(voice, read_only=read_only, around=around)
            first.show_again(left)
            second.show_again(right)
        else:
            if second.has_focus:
                first.focus()
            first.show_again(overview(voice, read_only=read_only, around=around))

    def _around(self) -> Surroundings:
        from govtui.user import drafts, views

        root = self.app.library.root
        if not self.app.remembers:
            return Surroundings(self._changes)
        try:
            saved = [view.name for view in views.load(root)]
        except views.BrokenViews:
            saved = []
        return Surroundings(self._changes, saved, [draft.key for draft in drafts.all(root)])

    # what changed lately

    def _look(self) -> None:
        """Ask git, or the files, in a thread."""
        self.run_worker(self._ask, thread=True, group="lately", exclusive=True)

    def _ask(self) -> None:
        from govtui.store.lately import lately

        found = lately(self.app.library.root, FILES)
        self.app.call_from_thread(self._looked, found)

    def _looked(self, found: Lately) -> None:
        if self.is_mounted and self.app.index is not None:
            self._changes = list(grouped(found, self.app.index))[:CHANGES]
            self._show()

    # moving

    def action_pane(self) -> None:
        first, second = self.query_one("#overview", PageView), self.query_one("#overview-beside", PageView)
        (second if first.has_focus and second.display else first).focus()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        follow(self, self._below, message.key)


def grouped(found: Lately, index: Index) -> Sequence[Change]:
    """What changed together, by the records that are there still."""
    out = [Change(_keys(found.pending, index), None)]
    for (when, author, subject), files in groupby(found.files, lambda file: (file.when, file.author, file.subject)):
        out.append(Change(_keys([file.path for file in files], index), when, author, subject))
    return [change for change in out if change.keys]


def _keys(paths: Sequence[str], index: Index) -> list[str]:
    """The records in these files, as far as a file is called as its record is."""
    cards = [(path, index.card(path.rpartition("/")[2].removesuffix(".toml"))) for path in paths]
    return [card.key for path, card in cards if card and card.path == path]


def screen(below: BrowseScreen) -> OverviewScreen:
    """The screen over the list."""
    return OverviewScreen(below)
