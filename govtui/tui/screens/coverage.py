"""Coverage: what is to be translated, most important first, beside how far the records are translated.

Enter opens the translation of the record at the field; when it is saved, the next task waits under the cursor.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import number
from govtui.text.markers import N_
from govtui.tui.narrowed import NarrowedModal
from govtui.tui.widgets.key_bar import KeyBar
from govtui.tui.widgets.page_view import PageView
from govtui.tui.widgets.queue_list import QueueHead, QueueList, fields_in_words

if TYPE_CHECKING:
    from govtui.index.api import QueueItem
    from govtui.tui.screens.browse import BrowseScreen

BESIDE = 130
"""The width in cells from which queue and shares stand side by side."""


class CoverageScreen(NarrowedModal):
    """A queue and a page of bars; Tab goes from one to the other."""

    BINDINGS = [
        Binding("tab,shift+tab", "other", N_("Shares"), id="coverage.other"),
        Binding("v", "verify", N_("Unverified"), id="coverage.verify"),
        Binding("f", "filter", N_("Filter"), show=False, id="coverage.filter"),
        Binding("o,ô", "go", N_("Read"), id="coverage.go"),
        Binding("escape,q,c", "dismiss(None)", N_("Close"), id="coverage.close"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (BESIDE, "-beside")]
    AUTO_FOCUS = "QueueList"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self.begin(below)
        self._unverified = False
        self._new = True
        self._working: QueueItem | None = None
        """The task whose translation is open, or was just saved."""

    def compose(self) -> ComposeResult:
        yield QueueHead()
        with Horizontal(id="coverage-panes"):
            yield QueueList("queue-list")
            yield PageView(id="coverage-page")
        yield KeyBar()

    @property
    def _queue(self) -> QueueList:
        return self.query_one(QueueList)

    def retranslate(self) -> None:
        super().retranslate()
        self.ask()
        if self._new and not self._queue.total and self.app.size.width < BESIDE:
            self.action_other()  # nothing to do: how far everything is says more
        self._new = False

    def index_changed(self) -> None:
        self.ask()
        if self._working is not None and self.app.screen is self:
            self._offer_next()

    def ask(self) -> None:
        from govtui.page.coverage import coverage

        index, tr, voice = self.app.index, self.app.translator, self._below.voice
        if index is None:
            return
        text = self.query_line
        shares = index.coverage(text)
        queue = self._queue
        unknown = sum(one.unverified for one in shares)
        queue.waiting = (
            tr.gettext("Nothing is missing or out of date.") if index.whole else tr.gettext("Reading the files…")
        )
        if unknown and not self._unverified:
            words = tr.ngettext(
                "v shows {n} text that nobody has verified.", "v shows {n} texts that nobody has verified.", unknown
            )
            queue.waiting += " " + words.format(n=number(unknown, tr))
        queue.ask(text, self._unverified, voice)
        head = self.query_one(QueueHead)
        head.tasks = queue.total
        head.note = self.note(*[tr.gettext("with those nobody has verified")] * self._unverified)
        head.refresh()
        page = replace(coverage(shares, voice, text), title=())  # which stands in the head
        self.query_one(PageView).show_again(page)

    # translating

    @on(QueueList.Chosen)
    def _chosen(self) -> None:
        from govtui.tui.translating import begin

        item = self._queue.item
        if item is None:
            return
        editor = begin(self._below, item.key, (item.source, item.target), item.fields)
        if editor is not None:
            self._working = item
            self.app.push_screen(editor, lambda _: self._came_back())

    def _came_back(self) -> None:
        """The translation was left. If it was saved, the index will say so in a moment; if not, nothing is offered."""
        self.set_timer(FORGET, self._forget)

    def _forget(self) -> None:
        self._working = None

    def _offer_next(self) -> None:
        """The task that was open is done, or has less to do: say which one Enter opens now."""
        index, done = self.app.index, self._working
        self._working = None
        item = self._queue.item
        if index is None or done is None or item is None:
            return
        voice = self._below.voice
        words = self.app.translator.gettext("Next: {field}, {name}. Enter opens it.")
        self.app.say(words.format(field=fields_in_words(item, voice), name=voice.one(item.name)))

    # other commands

    def action_go(self) -> None:
        if (item := self._queue.item) is not None:
            self.leave_for(item.key, next(iter(item.fields), ""))

    def action_verify(self) -> None:
        self._unverified = not self._unverified
        self.ask()

    def action_other(self) -> None:
        """To the shares, or back to the queue; where only one has room, that one is shown."""
        page = self.query_one(PageView)
        shares = not page.has_focus
        self.set_class(shares, "-shares")
        self.app.stylesheet.update_nodes([page, self._queue])
        (page if shares else self._queue).focus()


FORGET = 2.0
"""Seconds after leaving a translation in which its saving is still awaited."""


def screen(below: BrowseScreen) -> CoverageScreen:
    """The screen over the list."""
    return CoverageScreen(below)
