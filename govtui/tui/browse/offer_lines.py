"""The offers under a query line, laid out in lines by field, and the hint below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from govtui.page.offered_words import OfferLine
from govtui.text.width import clip, width
from govtui.tui.base.line_list import LEFT, LineView, OneLine, Piece
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser

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


def flow(told: Sequence[OfferLine], cells: int) -> list[Line]:
    """Lay offers out in lines of so many cells; each field begins a line with its name."""
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

    COMPONENT_CLASSES = {"offers--field", "offers--words", "offers--note", "offers--chosen", "offers--hint"}

    class Taken(Message):
        """An offer was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__(id="offers")
        self.can_focus = False
        self.told: Sequence[OfferLine] = ()
        self.lines: list[Line] = []
        self.chosen = NOTHING
        self.hint = ""
        """What is said under the last offer, where there is more room than offers."""

    def show(self, told: Sequence[OfferLine], chosen: int) -> None:
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
            hint = hint_piece(self.hint if line == len(self.lines) else "", cells)
            return strip([segment(hint.text, self.get_component_rich_style(hint.style))]).adjust_cell_length(
                cells, self.ground
            )
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
        if event.button == LEFT and place != NOTHING:
            self.post_message(self.Taken(place))


class OfferHint(OneLine):
    """How an offer is taken, and how it can be written, too: on the last line, where the offers take all others."""

    COMPONENT_CLASSES = {"offers--hint"}

    def __init__(self) -> None:
        super().__init__(id="offer-hint")
        self.words = ""

    def left(self) -> Sequence[Piece]:
        return [hint_piece(self.words, self.size.width)]


def hint_piece(words: str, cells: int) -> Piece:
    """Return the hint as it is drawn, under the offers."""
    return Piece(" " * INDENT + clip(words, max(0, cells - INDENT - 1)) if words else "", "offers--hint")
