"""Coverage: what is to be translated, most important first, beside how far the records are translated.

Enter opens the translation of the record at the field; when it is saved, the next task waits under the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.reactive import reactive

from govtui.i18n.edit_texts import state_words
from govtui.i18n.formats import number
from govtui.index.api import QueueItem
from govtui.model.kinds import kind_sign
from govtui.text.markers import N_, NP_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import Window, WindowList
from govtui.tui.base.filtered import FilteredScreen
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.page_view import PageView

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import Host, RegistryApp


NOTES = (
    ("missing", NP_("queue", "{n} missing")),
    ("stale", NP_("queue", "{n} out of date")),
    ("unverified", NP_("queue", "{n} unverified")),
)
"""State, and its words for several texts."""


class QueueList(WindowList):
    """A task a line: the field, the record, what is to be done, how many records link to it."""

    app: RegistryApp

    COMPONENT_CLASSES = {"queue--field", "queue--name", "queue--note", "queue--word"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.context: RenderContext | None = None
        self._unverified = False
        self._window: Window[QueueItem] = Window()
        self._anchor: QueueItem | None = None
        """The task that somebody moved to last: the cursor comes back to it when it is listed again."""

    def ask(self, text: str, unverified: bool, context: RenderContext) -> None:
        """List what a query leaves; the cursor stays on its task, or, where that is done, comes to the next one."""
        stay, self.context = [one for one in (self._anchor, self.item) if one is not None], context
        index, self._unverified = context.index, unverified
        self._window = Window(
            index.queue_length(text, unverified=unverified),
            lambda first, end: index.queue_window(first, end, text, unverified=unverified),
        )
        rows = (index.queue_position(one, text, unverified=unverified) for one in stay)
        self.cursor = next((row for row in rows if row is not None), self.cursor)
        self.renew()

    def moved(self) -> None:
        self._anchor = self.item
        super().moved()

    @property
    def total(self) -> int:
        return self._window.total

    @property
    def item(self) -> QueueItem | None:
        """The task under the cursor."""
        return self._item(self.cursor)

    def _item(self, row: int) -> QueueItem | None:
        return self._window.row(row, self.top, self.page_lines)

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        item, context = self._item(line), self.context
        if item is None or context is None:
            return ()
        tr = context.tr
        parts = [
            tr.pgettext("queue", words).format(n=number(count, tr)) if count > 1 else state_words(state, tr)
            for state, words in NOTES
            if (count := getattr(item, state)) and (state != "unverified" or self._unverified)
        ]
        note = ", ".join(parts)
        field = fields_in_words(item, context)
        direction = f"→{item.target}"
        links = f"←{number(item.links, tr)}".rjust(6)
        lead = max(12, min(26, cells // 6))
        room = cells - lead - width(direction) - width(note) - width(links) - 8
        return (
            Piece(f" {pad(field, lead)} ", "queue--field"),
            Piece(f"{direction} ", "queue--word"),
            Piece(f"{kind_sign(item.kind)} ", "queue--word"),
            Piece(pad(clip(context.text_of(item.name), room), max(0, room)), "queue--name"),
            Piece(f" {note} ", "queue--note"),
            Piece(links, "queue--word"),
        )


def fields_in_words(item: QueueItem, context: RenderContext) -> str:
    """Return the names of the fields that a task is about."""
    return ", ".join(context.field(field) for field in item.fields)


class QueueHead(OneLine):
    """What the screen is, how much is to do, and of which records."""

    COMPONENT_CLASSES = {"head--name", "head--path", "head--1"}
    app: RegistryApp

    tasks: reactive[int] = reactive(0)
    note: reactive[str] = reactive("")

    def left(self) -> Sequence[Piece]:
        tr = self.app.translator
        words = tr.ngettext("{n} to translate", "{n} to translate", self.tasks)
        title = tr.gettext("Translation coverage")
        return [
            Piece(f" {title}  ", "head--name"),
            Piece(f" {words.format(n=number(self.tasks, tr))}", "head--1"),
        ]

    def right(self) -> Sequence[Piece]:
        return [Piece(f"{self.note} ", "head--path", "screen.filter")]


BESIDE = 130
"""The width in cells from which queue and shares stand side by side."""


class CoverageScreen(FilteredScreen):
    """A queue and a page of bars; Tab goes from one to the other."""

    BINDINGS = [
        Binding("tab,shift+tab", "other", N_("Shares"), id="coverage.other"),
        Binding("f", "filter", N_("Narrow or widen"), id="coverage.filter"),
        Binding("right", "go", N_("Read"), id="coverage.go"),
        Binding("escape,q", "dismiss(None)", N_("Close"), id="coverage.close"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (BESIDE, "-beside")]
    AUTO_FOCUS = "QueueList"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.begin(host)
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
        from govtui.page.page import Paragraph, Section, Span

        index, tr, context = self.app.index, self.app.translator, self._host.context
        if index is None:
            return
        text = self.query_line
        shares = index.coverage(text)
        queue = self._queue
        unknown = sum(one.unverified for one in shares)
        queue.empty = (
            tr.gettext("Nothing is missing or out of date.") if index.whole else tr.gettext("Reading the files…")
        )
        if unknown and not self._unverified:
            words = tr.ngettext(
                "f shows {n} text that nobody has verified.", "f shows {n} texts that nobody has verified.", unknown
            )
            queue.empty += " " + words.format(n=number(unknown, tr))
        queue.ask(text, self._unverified, context)
        head = self.query_one(QueueHead)
        head.tasks = queue.total
        head.note = self.note(*[tr.gettext("with those nobody has verified")] * self._unverified)
        head.refresh()
        page = replace(coverage(shares, context, text), title=())  # which stands in the head
        if not index.whole:
            page = replace(page, sections=[Section("all", "", [Paragraph((Span(tr.gettext("Reading the files…")),))])])
        self.query_one(PageView).show_again(page)

    # translating

    @on(QueueList.Chosen)
    def _chosen(self) -> None:
        item = self._queue.item
        if item is None:
            return
        if self._host.open(
            "translate", self._came_back, key=item.key, languages=(item.source, item.target), at=item.fields
        ):
            self._working = item

    def _came_back(self, _: object) -> None:
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
        context = self._host.context
        words = self.app.translator.gettext("Next: {field}, {name}. Enter opens it.")
        self.app.say(words.format(field=fields_in_words(item, context), name=context.text_of(item.name)))

    # other commands

    def action_go(self) -> None:
        if (item := self._queue.item) is not None:
            self.leave_for(item.key, next(iter(item.fields), ""))

    def action_filter(self) -> None:
        """Widen step by step, then narrow again: what nobody has verified comes in, then what the list leaves out."""
        if self._unverified and self._host.text.strip():
            self._filtered = not self._filtered
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
