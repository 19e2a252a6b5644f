"""Completion under the query line: what may stand at the caret, by field, with live counts; and the line that tells how to take it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.strip import Strip

from govtui.page.offered_words import OfferWords, Told
from govtui.text.markers import N_
from govtui.text.width import clip, width
from govtui.tui.base.line_list import LEFT, LineView, OneLine, Piece
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.kept_lines import KeepsLines
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.index.query_api import Offer
    from govtui.tui.browse.browser import Browser

MOST = 60
"""Offers at most: more are found by another letter."""

LOW = 20
"""Lines of a screen below which less room is taken."""
ROOM, LOW_ROOM = 8, 3
"""Lines that offers and hint take at most; below LOW lines of screen the hint gives way first."""

OTHERS = 9
"""Lines of the screen that offers leave to head, tabs, query line, list and footer, however low it is."""

INDENT = 3
"""Cells before the names of fields: where the query line begins."""
LABEL = 30
"""Cells that the name of a field takes at most."""
NOTHING = -1
"""The place of the choice when nothing is chosen."""


class Cell(NamedTuple):
    """An offer on a line."""

    start: int
    """From the left edge, in cells."""
    words: str
    note: str
    """Its count; of a field an example. Empty where there is no room."""
    place: int
    """Among the offers."""

    @property
    def end(self) -> int:
        return self.start + width(self.words) + width(self.note)


class Line(NamedTuple):
    """A line of offers of one field, whose name stands before the first of them."""

    label: str
    cells: tuple[Cell, ...] = ()


def flow(told: Sequence[Told], cells: int) -> list[Line]:
    """Lay offers out in lines of so many cells; those of a field begin a line, behind its name or, in little room, below it."""
    margin = INDENT + min(LABEL, max((width(one.field) for one in told), default=0)) + INDENT
    beside = margin <= cells // 2
    if not beside:
        margin = 2 * INDENT
    out: list[Line] = []
    field = None
    for place, one in enumerate(told):
        note = one.note if width(one.note) <= cells // 3 else clip(one.note, cells // 3)
        words = clip(one.words, max(4, cells - margin - 1 - width(note)))
        if one.field != field:
            field = one.field
            out.append(Line(clip(field, LABEL if beside else cells - 2 * INDENT)))
            if not beside:
                out.append(Line(""))
        here = out[-1].cells
        start = here[-1].end + width(_BETWEEN) if here else margin
        if here and start + width(words) + width(note) >= cells:
            here, start = (), margin
            out.append(Line(""))
        out[-1] = Line(out[-1].label, (*here, Cell(start, words, note, place)))
    return out


_BETWEEN = " · "


class OfferLines(LineView):
    """The offers, in lines; the field keeps the focus."""

    screen: Browser

    COMPONENT_CLASSES = {"offers--field", "offers--words", "offers--note", "offers--chosen"}

    def __init__(self) -> None:
        super().__init__(id="offers")
        self.can_focus = False
        self.told: Sequence[Told] = ()
        self.lines: list[Line] = []
        self.chosen = NOTHING

    def show(self, told: Sequence[Told], chosen: int) -> None:
        """Show offers, each as its field, words and note, with one of them chosen."""
        changed = told != self.told
        self.told, self.chosen = told, chosen
        self.lay_out()
        if changed:
            self.jump(0)
        self.keep_choice_in_sight()
        draw(self)

    def choose(self, chosen: int) -> None:
        """Choose another offer."""
        self.chosen = chosen
        self.keep_choice_in_sight()
        draw(self)

    def lay_out(self) -> None:
        """Lay the offers out in the room that there is."""
        self.lines = flow(self.told, self.screen.size.width - 1)
        self.measure(len(self.lines))

    def keep_choice_in_sight(self) -> None:
        line = next((n for n, line in enumerate(self.lines) if any(c.place == self.chosen for c in line.cells)), 0)
        self.keep_in_sight(line)

    def on_resize(self) -> None:
        self.lay_out()
        self.keep_choice_in_sight()

    def offer_at(self, line: int, x: int) -> int:
        """Return the place of the offer at a cell of a line (of all lines); NOTHING where there is none."""
        cells = self.lines[line].cells if 0 <= line < len(self.lines) else ()
        return next((cell.place for cell in cells if cell.start <= x < cell.end), NOTHING)

    def render_line(self, y: int) -> Strip:
        line, cells = y + self.top, self.cells
        if line >= len(self.lines):
            return Strip.blank(cells, self.ground)
        label, offered = self.lines[line]
        pieces = [Piece(" " * INDENT, "offers--words"), Piece(clip(label, cells - 2 * INDENT), "offers--field")]
        at = INDENT + width(pieces[1].text)
        for number_, cell in enumerate(offered):
            if number_:
                pieces.append(Piece(_BETWEEN, "offers--note"))
            else:
                pieces.append(Piece(" " * (cell.start - at), "offers--words"))
            if cell.place == self.chosen:
                pieces.append(Piece(cell.words + cell.note, "offers--chosen"))
            else:
                pieces += [Piece(cell.words, "offers--words"), Piece(cell.note, "offers--note")]
        parts = [segment(piece.text, self.get_component_rich_style(piece.style)) for piece in pieces]
        return strip(parts).adjust_cell_length(cells, self.ground)

    async def on_click(self, event: events.Click) -> None:
        """Take the offer that was clicked."""
        at = event.get_content_offset_capture(self)
        place = self.offer_at(at.y + self.top, at.x)
        if event.button == LEFT and place != NOTHING and isinstance(self.parent, Completion):
            self.parent.take(place)


class OfferHint(OneLine):
    """How an offer is taken, and how it can be written, too."""

    screen: Browser
    COMPONENT_CLASSES = {"offers--hint"}

    def __init__(self) -> None:
        super().__init__(id="offer-hint")
        self.also = ""

    def left(self) -> Sequence[Piece]:
        tr = self.screen.app.translator
        if self.also:
            words = tr.gettext("Tab accept · ↓ choose · can also be written: {query}").format(query=self.also)
        else:
            words = tr.gettext("Tab accept · ↓ choose")
        return [Piece(" " * INDENT + clip(words, self.size.width - INDENT - 1), "offers--hint")]


class Completion(KeepsLines, Vertical):
    """Under the query line while something can be completed there. It takes room from the list, and gives it back."""

    screen: Browser

    def __init__(self) -> None:
        super().__init__(id="completion")
        self.field: Completes | None = None
        """The query line, once it was typed into."""
        self._offers: Sequence[Offer] = ()
        self._words: OfferWords | None = None
        self._chosen = NOTHING
        self._asked = False
        """Whether Tab asked for these offers."""
        self._refused: str | None = None
        """The line up to the part that was offered for when Esc closed the offers: there they come back by Tab only."""

    def compose(self) -> ComposeResult:
        yield OfferLines()
        yield OfferHint()

    def on_mount(self) -> None:
        self.display = False

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
            self.close()
            return
        self._offers, self._asked = found, wider
        self._words = OfferWords(line, app.index, app.translator)
        self._chosen = NOTHING
        self._show()

    def _show(self) -> None:
        assert self._words is not None, "offers are shown in words"
        lines = self.query_one(OfferLines)
        lines.show([self._words.told(one) for one in self._offers], self._chosen)
        self._take_room(len(lines.lines))
        self._hint()

    def _hint(self) -> None:
        assert self._words is not None, "offers are shown in words"
        hint = self.query_one(OfferHint)
        hint.also = self._words.also(self._offers[max(0, self._chosen)])
        hint.renew()

    def _take_room(self, lines: int) -> None:
        """Take as many lines as are needed, and allowed; the screen is laid out anew only where that is another number."""
        high = self.screen.size.height
        most = max(1, min(ROOM if high >= LOW else LOW_ROOM, high - OTHERS))
        shown = min(lines, most - 1 if high >= LOW else most)
        hint, view = self.query_one(OfferHint), self.query_one(OfferLines)
        hint.display = shown < most
        for widget, height in ((view, shown), (self, shown + (shown < most))):
            if widget.styles.height is None or widget.styles.height.value != height:
                widget.styles.height = height
        self.display = True

    def on_resize(self) -> None:
        """Keep within the room that another screen has."""
        if self.is_open:
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.is_open:
            self._take_room(len(self.query_one(OfferLines).lines))

    def retranslate(self) -> None:
        """Say the offers in the interface's language, keeping the choice."""
        if self.is_open and self.field is not None and self.screen.app.index is not None:
            app = self.screen.app
            self._words = OfferWords(self.field.value, self.screen.app.index, app.translator)
            self._show()

    def close(self) -> None:
        """Offer nothing; the list has its room again."""
        self._offers, self._chosen, self._asked = (), NOTHING, False
        self.display = False

    def refuse(self) -> None:
        """Close the offers, and keep them closed while the same part of the line is typed."""
        if self._offers and self.field is not None:
            self._refused = self.field.value[: self._offers[0].start]
        self.close()

    def step(self, by: int) -> bool:
        """Choose the next offer, or the one before; before the first is none. Whether there is one to go to."""
        place = self._chosen + by
        if not NOTHING <= place < len(self._offers):
            return False
        self._chosen = place
        self.query_one(OfferLines).choose(place)
        self._hint()
        return True

    def take(self, place: int | None = None) -> None:
        """Write an offer into the line, by default the one that is chosen, else the first; the caret goes behind it."""
        place = max(0, self._chosen) if place is None else place
        if self.field is None or self._words is None or place >= len(self._offers):
            return
        taken = self._words.taken(self._offers[place])
        self.close()
        self.field.replace(taken.text, taken.start, taken.end)
        caret = taken.start + len(taken.text)
        self.field.cursor_position = caret + (not taken.text.endswith(" "))


class Completes(ImeInput):
    """Mixin for the field of a query line: while something is offered, arrows choose, Enter and Tab take, Esc closes."""

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
        """Take what is offered; where nothing is, offer all that may stand here. Raises SkipAction where that is nothing."""
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
