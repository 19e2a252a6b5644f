"""The offers under the query line, by field and with live counts, and their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size

from govtui.page.offered_words import OfferWords
from govtui.text.markers import N_
from govtui.tui.browse.offer_lines import NOTHING, OfferHint, OfferLines
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.kept_lines import KeepsLines
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.index.query_api import Offer
    from govtui.tui.browse.browser import Browser

MOST = 60
"""Offers at most: more are found by another letter."""

PAUSE = 0.5
"""Seconds without a key after which lines that are not needed any more are given back."""

LOW = 20
"""Lines of a screen below which less room is taken."""
ROOM, LOW_ROOM = 8, 3
"""Lines that offers and hint take at most; below LOW lines of screen the hint gives way first."""

OTHERS = 9
"""Lines of the screen that offers leave to head, tabs, query line, list and footer, however low it is."""


class Completion(KeepsLines, Vertical):
    """The offers under the query line; they take room from the list while there are any."""

    screen: Browser

    def __init__(self) -> None:
        super().__init__(id="completion")
        self.field: Completes | None = None
        """The query line, once it was typed into."""
        self._offers: Sequence[Offer] = ()
        self._words: OfferWords | None = None
        self._chosen = NOTHING
        self._room = 0
        """The lines that offers have."""
        self._laid_in = Size(0, 0)
        """The size of the screen that the room was taken in."""
        self._asked = False
        """Whether Tab asked for these offers."""
        self._refused: str | None = None
        """The line before the part for which Esc closed the offers: there only Tab brings them back."""

    def compose(self) -> ComposeResult:
        yield OfferLines()
        yield OfferHint()

    def on_mount(self) -> None:
        self.display = False
        self.give_back = self.set_interval(PAUSE, self._give_back, pause=True)

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return bool(self._offers)

    @property
    def has_choice(self) -> bool:
        """Whether an offer was chosen."""
        return self._chosen != NOTHING

    def follow(self, field: Completes, *, asked: bool = False) -> None:
        """Offer what may stand at the caret now, in the frame of whatever moved it; `asked`: by Tab, anywhere."""
        app, self.field = self.screen.app, field
        if app.index is None:
            return
        line, caret = field.value, field.cursor_position
        wider = asked or self._asked
        found = app.index.offers(line, caret, MOST, kind=self.screen.listing.kind, asked=wider) if line or asked else ()
        if found and wider and not asked and found[0].start == caret:
            found = ()  # nothing is left of what was asked for
        if found and not asked and line[: found[0].start] == self._refused:
            found = ()
        elif found or asked:
            self._refused = None
        if not found:
            self._empty()
            return
        self._words = OfferWords(line, app.index, app.translator)
        self._offers, self._asked = self._words.distinct(found), wider
        self._chosen = NOTHING
        self._show()

    def _show(self) -> None:
        assert self._words is not None, "offers are shown in words"
        lines = self.query_one(OfferLines)
        lines.show([self._words.told(one) for one in self._offers], self._chosen)
        if not self._fits(at_once=False):
            self.give_back.reset()
        self._hint()

    def _hint(self) -> None:
        """Say how the chosen offer is taken, under the last one, or on the line that is left for it."""
        words, tr = "", self.screen.app.translator
        if self._words and self._offers:
            if also := self._words.also(self._offers[max(0, self._chosen)]):
                words = tr.gettext("Tab accept · ↓ choose · can also be written: {query}").format(query=also)
            else:
                words = tr.gettext("Tab accept · ↓ choose")
        lines, hint = self.query_one(OfferLines), self.query_one(OfferHint)
        inside = len(lines.lines) < self._room
        lines.hint, hint.words = (words, "") if inside else ("", words)
        hint.renew()
        draw(lines)

    def _fits(self, *, at_once: bool) -> bool:
        """Take as many lines as are needed, and allowed. Return False where fewer are needed than are taken.

        Those are given back by themselves (`at_once`) when nobody has typed for a moment: all that stands below moves, which
        takes longer than a key may.
        """
        self._laid_in = self.screen.size
        high, lines = self._laid_in.height, len(self.query_one(OfferLines).lines)
        most = max(1, min(ROOM if high >= LOW else LOW_ROOM, high - OTHERS))
        room = min(lines, most - 1 if high >= LOW else most)
        if self.display and not at_once and room < self._room <= most:
            return False
        self._room = room
        hint, view = self.query_one(OfferHint), self.query_one(OfferLines)
        hint.display = room < most
        for widget, height in ((view, room), (self, room + (room < most))):
            if widget.styles.height is None or widget.styles.height.value != height:
                widget.styles.height = height
        self.display = True
        return True

    def _give_back(self) -> None:
        """Give lines that are not needed back to the list."""
        self.give_back.pause()
        if self._offers:
            self._fits(at_once=True)
            self._hint()
        else:
            self.display = False

    def _empty(self) -> None:
        """Offer nothing, but keep the room for a moment: a letter that fits no value is often taken back."""
        if self._offers:
            self._offers, self._chosen, self._asked = (), NOTHING, False
            self.query_one(OfferLines).show((), NOTHING)
            self._hint()
            self.give_back.reset()

    def on_resize(self) -> None:
        """Keep within the room that another screen has; it may have become lower or narrower."""
        if self.is_open and self._laid_in != self.screen.size:
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.is_open:
            self._fits(at_once=True)
            self._hint()

    def retranslate(self) -> None:
        """Say the offers in the interface's language, keeping the choice."""
        if self.is_open and self.field is not None and self.screen.app.index is not None:
            app = self.screen.app
            self._words = OfferWords(self.field.value, self.screen.app.index, app.translator)
            self._show()

    def close(self) -> None:
        """Offer nothing; the list has its room again."""
        self._offers, self._chosen, self._asked = (), NOTHING, False
        self.give_back.pause()
        self.display = False

    def refuse(self) -> None:
        """Close the offers, and keep them closed while the same part of the line is typed."""
        if self._offers and self.field is not None:
            self._refused = self.field.value[: self._offers[0].start]
        self.close()

    def on_offer_lines_taken(self, message: OfferLines.Taken) -> None:
        message.stop()
        self.take(message.place)

    def step(self, by: int) -> bool:
        """Choose the next offer, or the one before. Returns False where there is none."""
        place = self._chosen + by
        if not NOTHING <= place < len(self._offers):
            return False
        self._chosen = place
        self.query_one(OfferLines).choose(place)
        self._hint()
        return True

    def take(self, place: int | None = None) -> None:
        """Write an offer into the line (None: the chosen one, else the first), the caret behind it."""
        place = max(0, self._chosen) if place is None else place
        if self.field is None or self._words is None or place >= len(self._offers):
            return
        taken = self._words.taken(self._offers[place])
        self.close()
        self.field.replace(taken.text, taken.start, taken.end)
        caret = taken.start + len(taken.text)
        self.field.cursor_position = caret + (not taken.text.endswith(" "))


class Completes(ImeInput):
    """Mixin for a query field: arrows choose an offer, Enter and Tab accept it, Esc closes."""

    screen: Browser

    BINDINGS = [Binding("tab", "complete", N_("Suggestions"), id="search.complete")]

    @property
    def completion(self) -> Completion | None:
        """What is offered under the line; None before the screen is furnished."""
        return next(iter(self.screen.query(Completion)), None)

    def complete(self, *, asked: bool = False) -> None:
        """Offer what may stand at the caret now: to be called whenever the line or the caret changed."""
        if (completion := self.completion) is None:
            return
        if self.has_focus and (asked or not self.fresh):
            completion.follow(self, asked=asked)
        else:
            completion.close()

    fresh = False
    """Whether the next letter takes the place of the line: then nothing is offered for what stands there."""
    is_replacing = False
    """Whether the value is new, but the caret not yet in its place."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace value[start:end], and offer what may stand there then."""
        self.is_replacing = True
        try:
            super().replace(text, start, end)
        finally:
            self.is_replacing = False
        self.complete()

    def watch_selection(self) -> None:
        if self.is_mounted and not self.is_replacing:
            self.complete()

    def on_blur(self) -> None:
        if completion := self.completion:
            completion.close()

    def action_complete(self) -> None:
        """Accept an offer, or offer all that may stand here. Raises SkipAction where that is nothing."""
        completion = self.completion
        if completion is None:
            raise SkipAction
        if completion.is_open:
            completion.take()
            return
        self.complete(asked=True)
        if not completion.is_open:
            raise SkipAction

    async def on_key(self, event: events.Key) -> None:
        """Take the keys of the offers, before any binding, while there are some."""
        completion = self.completion
        if completion is not None and completion.is_open and self._is_of(event.key, completion):
            event.stop()
            event.prevent_default()

    @staticmethod
    def _is_of(key: str, completion: Completion) -> bool:
        match key:
            case "down":
                return completion.step(1)
            case "up":
                return completion.has_choice and completion.step(-1)
            case "enter" if completion.has_choice:
                completion.take()
                return True
            case "escape":
                completion.refuse()
                return True
        return False
