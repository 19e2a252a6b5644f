"""A translator's queue: texts of records that lack a translation or whose translation is old, most important first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from govtui.i18n.edit_texts import state_words
from govtui.i18n.formats import number
from govtui.index.api import QueueItem
from govtui.model.kinds import kind_sign
from govtui.text.markers import NP_
from govtui.text.width import clip, pad, width
from govtui.tui.widgets.line import OneLine, Piece
from govtui.tui.widgets.window_list import WindowList

if TYPE_CHECKING:
    from govtui.page.render_context import Voice
    from govtui.tui.app import GovtuiApp

CHUNK = 64
"""Tasks that are asked for together."""

NOTES = (
    ("missing", NP_("queue", "{n} missing")),
    ("stale", NP_("queue", "{n} out of date")),
    ("unverified", NP_("queue", "{n} unverified")),
)
"""A state, and its words where it is that of several texts."""


class QueueList(WindowList):
    """A task a line: the field, the record, what is to be done, how many records link to it."""

    app: GovtuiApp

    COMPONENT_CLASSES = {"queue--field", "queue--name", "queue--note", "queue--word"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.voice: Voice | None = None
        self.waiting = ""
        """What is said when there is nothing to do."""
        self._text, self._unverified, self._length = "", False, 0
        self._found: dict[int, Sequence[QueueItem]] = {}
        self._anchor: QueueItem | None = None
        """The task that somebody moved to last: the cursor comes back to it when it is listed again."""

    def ask(self, text: str, unverified: bool, voice: Voice, *, onward: bool = False) -> None:
        """List what a query leaves; the cursor stays on its task, or, where that is done, comes to the next one.

        `onward`: the task under the cursor was just worked on, so that the one after it is next.
        """
        stay, self.voice = [one for one in (self._anchor, self.item) if one is not None], voice
        self._text, self._unverified, self._found = text, unverified, {}
        self._length = voice.index.queue_length(text, unverified=unverified)
        places = (voice.index.queue_position(one, text, unverified=unverified) for one in stay)
        place = next((place for place in places if place is not None), None)
        if place is not None:
            self.cursor = place + 1 if onward and place + 1 < self._length else place
        self.renewed()

    def moved(self) -> None:
        self._anchor = self.item
        super().moved()

    @property
    def total(self) -> int:
        return self._length

    @property
    def item(self) -> QueueItem | None:
        """The task under the cursor."""
        return self._item(self.cursor)

    def _item(self, place: int) -> QueueItem | None:
        if self.voice is None or not 0 <= place < self._length:
            return None
        chunk = place // CHUNK * CHUNK
        if chunk not in self._found:
            index = self.voice.index
            self._found[chunk] = index.queue_window(chunk, chunk + CHUNK, self._text, unverified=self._unverified)
        found = self._found[chunk]
        return found[place - chunk] if place - chunk < len(found) else None

    def empty(self) -> str:
        return self.waiting

    def pieces(self, place: int, cells: int) -> Sequence[Piece]:
        item, voice = self._item(place), self.voice
        if item is None or voice is None:
            return ()
        tr = voice.tr
        parts = [
            tr.pgettext("queue", words).format(n=number(count, tr)) if count > 1 else state_words(state, tr)
            for state, words in NOTES
            if (count := getattr(item, state)) and (state != "unverified" or self._unverified)
        ]
        note = ", ".join(parts)
        field = fields_in_words(item, voice)
        direction = f"→{item.target}"
        links = f"←{number(item.links, tr)}".rjust(6)
        lead = max(12, min(26, cells // 6))
        room = cells - lead - width(direction) - width(note) - width(links) - 8
        return (
            Piece(f" {pad(field, lead)} ", "queue--field"),
            Piece(f"{direction} ", "queue--word"),
            Piece(f"{kind_sign(item.kind)} ", "queue--word"),
            Piece(pad(clip(voice.one(item.name), room), max(0, room)), "queue--name"),
            Piece(f" {note} ", "queue--note"),
            Piece(links, "queue--word"),
        )


def fields_in_words(item: QueueItem, voice: Voice) -> str:
    """Which texts of the record a task is about."""
    return ", ".join(voice.field(field) for field in item.fields)


class QueueHead(OneLine):
    """What the screen is, how much is to do, and of which records."""

    COMPONENT_CLASSES = {"head--name", "head--path", "head--1"}
    app: GovtuiApp

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
