"""The panes of the source screen: facts with their signs, the text of a source, the facts of one of its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.model.kinds import KINDS
from govtui.page.evidence import FactRow, Sign
from govtui.page.source_lines import Mark, SourceText, use_words
from govtui.text.markers import N_
from govtui.text.phrases import Part, Place
from govtui.text.width import clip, pad, width
from govtui.text.wrap import line_spans
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.finding import FIND_KEYS, FindsText
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.safe_text import segment, strip

if TYPE_CHECKING:
    from govtui.model.cited_lines import Use
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp

SIGN_STYLES = {Sign.HELD: "fact--held", Sign.WRONG: "fact--wrong", Sign.OPEN: "fact--open"}
MARK_STYLES = {
    Mark.CITED: "text--cited",
    Mark.OPEN: "text--open",
    Mark.LEFT_OUT: "text--open",
    Mark.NOTHING: "text--open",
}
LABEL = 18
"""The most cells of the column of fields."""


class PaneHead(OneLine):
    """The line over a pane, marked where the pane has the focus."""

    COMPONENT_CLASSES = {"pane--here", "pane--elsewhere"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._words = ""
        self._here = False

    def show(self, words: str, *, here: bool) -> None:
        """Show these words; `here`: the pane has the focus."""
        self._words, self._here = words, here
        self.renew()

    def left(self) -> Sequence[Piece]:
        style = "pane--here" if self._here else "pane--elsewhere"
        return (Piece("▌" if self._here else " ", style), Piece(clip(self._words, self.size.width - 1), style))


class FactList(CursorList, can_focus=True):
    """What a record states, one line each: sign, field, value or what is wrong with it, place."""

    COMPONENT_CLASSES = {*SIGN_STYLES.values(), "fact--label", "fact--value", "fact--place"}
    BINDINGS = [Binding("enter", "choose", N_("To the text"), id="facts.choose")]

    class Highlighted(CursorList.Highlighted):
        """The cursor came to another fact."""

    class Chosen(CursorList.Chosen):
        """The text of a fact is asked for."""

    def __init__(self) -> None:
        super().__init__(id="facts")
        self.rows: Sequence[FactRow] = ()

    def show(self, rows: Sequence[FactRow], cursor: int) -> None:
        """Show these facts, the cursor on one of them."""
        self.rows, self.cursor = rows, cursor
        self.renew()

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def row(self) -> FactRow | None:
        """The fact under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        row = self.rows[line]
        label = min(LABEL, cells * 3 // 10)
        place = clip(row.places, max(6, cells // 4))
        room = max(0, cells - 3 - label - 1 - width(place) - 2)
        said = row.stated(row.note if row.sign is Sign.WRONG else row.value)
        style = "fact--wrong" if row.sign is Sign.WRONG else "fact--value"
        note = f" ({row.note})" if row.sign is Sign.OPEN and row.note else ""
        if width(said) + width(note) > room:
            note = ""
        said = clip(said, room)
        again = line > self.top and self.rows[line - 1].label == row.label
        return (
            Piece(f" {row.sign} ", SIGN_STYLES[row.sign]),
            Piece(pad("" if again else row.label, label) + " ", "fact--label"),
            Piece(said, style),
            Piece(pad(note, max(0, room - width(said))) + " ", "fact--open"),
            Piece(place + " ", "fact--place"),
        )


class TextLines(FindsText, CursorList, can_focus=True):
    """The lines of a source's text, wrapped, each with its number and mark; what tells the chosen fact is marked in them."""

    COMPONENT_CLASSES = {*MARK_STYLES.values(), "text--line", "text--number", "text--support", "text--match"}
    BINDINGS = [
        Binding("enter", "choose", N_("Its facts"), id="source.facts"),
        Binding("a", "leave_out", N_("Leave out…"), id="source.leave-out"),
        Binding("n", "open_line(1)", N_("Next not recorded"), show=False, id="source.next-open"),
        Binding("N", "open_line(-1)", N_("Previous not recorded"), show=False, id="source.previous-open"),
        *(one for one in FIND_KEYS if one.id in ("find.open", "find.end")),  # n and N go to hits where there are some
    ]

    class Highlighted(CursorList.Highlighted):
        """The cursor came to another line."""

    class Chosen(CursorList.Chosen):
        """The facts of the line are asked for."""

    class LeftOut(Message):
        """The line under the cursor is to be left out on purpose."""

    def __init__(self) -> None:
        super().__init__(id="source-lines")
        self.text: SourceText | None = None
        self._spans: list[list[tuple[int, int]]] = []
        """Of each line of the text, the lines that it is drawn on."""
        self._ends: list[int] = []
        """The drawn lines up to the end of each line."""
        self._width = 0
        self._support: frozenset[int] = frozenset()
        self._telling: Callable[[str], Sequence[tuple[int, int]]] = lambda line: ()

    def show(self, text: SourceText | None) -> None:
        """Show a text; of the same source the cursor stays on its line."""
        same = self.text is not None and text is not None and self.text.id == text.id and self.text.lines == text.lines
        self.text = text
        if same:
            self.refresh()
            return
        self.cursor, self._width = 0, 0
        self._support = frozenset()
        self.renew()
        self.jump(0)

    def point_at(self, lines: Sequence[int], telling: Callable[[str], Sequence[tuple[int, int]]]) -> None:
        """Mark these lines and go to the first; `telling` returns what is marked within one."""
        self._support, self._telling = frozenset(lines), telling
        if lines and self.text is not None:
            self.cursor = min(min(lines), len(self.text.lines)) - 1
            self._show_lines(min(lines), max(lines))
            self.moved()
        self.refresh()

    def _show_lines(self, first: int, last: int) -> None:
        """Bring some lines into sight, with what stands before them as long as there is room."""
        if not self.size or not self._ends:
            return
        top, end = self.line_of(first - 1), self._ends[min(last, len(self._ends)) - 1]
        if self.top <= top and end <= self.top + self.page_lines:
            return
        before = min(self.page_lines // 4, max(0, self.page_lines - (end - top)))
        self.jump(max(0, top - before))

    @property
    def line(self) -> int:
        """The number of the line under the cursor, from 1; 0 where there is no text."""
        return self.cursor + 1 if self.total else 0

    @property
    def total(self) -> int:
        return len(self.text.lines) if self.text else 0

    @property
    def _gutter(self) -> int:
        return max(3, len(str(self.total))) + 4

    def row_at(self, line: int) -> int | None:
        row = bisect_right(self._ends, line)
        return row if line >= 0 and row < self.total else None

    def line_of(self, row: int) -> int:
        return self._ends[row - 1] if 0 < row <= len(self._ends) else 0

    def keep_cursor_in_sight(self) -> None:
        if self._ends and self.total:
            self.keep_in_sight(self.line_of(self.cursor), min(self.page_lines, len(self._spans[self.cursor])))

    def remeasure(self) -> None:
        cells = max(8, self.cells - self._gutter - 1)
        if self._width != cells:
            self._width = cells
            self._spans = [line_spans(line, cells) for line in self.text.lines] if self.text else []
            self._ends = list(accumulate(map(len, self._spans)))
        self.measure(self._ends[-1] if self._ends else 0)
        self.keep_cursor_in_sight()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("choose", "leave_out", "open_line", "find"):
            return self.total > 0
        return self.find_action_works(action)

    def action_leave_out(self) -> None:
        self.post_message(self.LeftOut())

    def action_open_line(self, step: int) -> None:
        """Go to the next hit of what was looked for, else to the next line that no record cites; or to the one before."""
        if self.finding is not None:
            self.action_find_next(step)
            return
        found = self.text.open_lines if self.text else []
        beyond = [line for line in found if (line > self.line if step > 0 else line < self.line)]
        if beyond:
            self.go_to((beyond[0] if step > 0 else beyond[-1]) - 1)
        else:
            self.app.say(self.app.translator.gettext("No further line that is not recorded."))

    # drawing

    def render_line(self, y: int) -> Strip:
        self.note_drawn(y)
        drawn, cells = y + self.top, self.cells
        row = self.row_at(drawn)
        if row is None or self.text is None:
            return Strip.blank(cells, self.ground)
        here = self.cursor_style(drawn) if row == self.cursor else ""
        ground = self.get_component_rich_style(here) if here else self.ground
        part = drawn - self.line_of(row)
        start, end = self._spans[row][part]
        line = strip(self._segments(row, part, here))
        marked = self.with_marks(line, row, self.text.lines[row][start:end], self._gutter, start)
        return marked.adjust_cell_length(cells, ground)

    # finding: lines are those of the text

    def searched(self) -> Sequence[Sequence[Part]]:
        lines = self.text.lines if self.text else ()
        return [[Part(number, 0, line)] for number, line in enumerate(lines)]

    def line_here(self) -> int:
        return self.cursor

    def is_seen(self, line: int) -> bool:
        return self.top <= self.line_of(line) < self.top + self.page_lines

    def see_found(self, places: Sequence[Place]) -> None:
        """Put the cursor on the line of a hit."""
        self.go_to(places[0].line)

    def place_now(self) -> tuple[int, int]:
        return self.cursor, self.top

    def return_to(self, place: object) -> None:
        if isinstance(place, tuple):
            cursor, top = place
            self.go_to(cursor)
            self.jump(top)

    def _style(self, name: str, here: str) -> Style:
        """Return the style of a component; on the ground of the cursor all is drawn alike, but what is marked is underlined."""
        own = self.get_component_rich_style(name, partial=bool(here))
        if not here:
            return own
        ground = self.get_component_rich_style(here)
        return ground + own if here == "row--resting" else own + ground

    def _segments(self, row: int, part: int, here: str) -> Iterator[Segment]:
        assert self.text is not None

        def style(name: str) -> Style:
            return self._style(name, here)

        number, mark = row + 1, self.text.mark(row + 1)
        supports = number in self._support
        wide = self._gutter - 3
        told = f" {number:>{wide - 1}} " if not part else " " * (wide + 1)
        yield segment(told, style("text--support" if supports else "text--number"))
        yield segment(f"{mark} ", style("text--support" if supports else MARK_STYLES[mark]))
        line = self.text.lines[row]
        start, end = self._spans[row][part]
        match, at = style("text--match"), start
        for first, last in self._telling(line) if supports else ():
            first, last = max(first, start), min(last, end)
            if first < last:
                yield segment(line[at:first], style("text--line"))
                yield segment(line[first:last], match)
                at = last
        yield segment(line[at:end], style("text--line"))


class LineFacts(CursorList, can_focus=True):
    """The fields of all records that cite the line under the cursor."""

    COMPONENT_CLASSES = {"use--sign", "use--name", "use--field"}
    BINDINGS = [Binding("enter", "choose", N_("Open the record"), id="line.choose")]
    EMPTY_LINE = 0
    app: RegistryApp

    class Highlighted(CursorList.Highlighted):
        """The cursor came to another fact of the line."""

    class Chosen(CursorList.Chosen):
        """A record is to be opened at the fact."""

    def __init__(self, context: Callable[[], RenderContext]) -> None:
        super().__init__(id="line-facts")
        self.uses: Sequence[Use] = ()
        self._speaking = context
        self._records: dict[str, Record | None] = {}
        """Those in sight, as they were read: items are called by what they hold."""

    def show(self, uses: Sequence[Use]) -> None:
        """Show these; the cursor stays where there is as much as before."""
        if uses != self.uses:
            self.uses, self.cursor = uses, 0
        self._records.clear()
        self.renew()

    @property
    def total(self) -> int:
        return len(self.uses)

    @property
    def use(self) -> Use | None:
        """The one under the cursor."""
        return self.uses[self.cursor] if 0 <= self.cursor < len(self.uses) else None

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        context, use = self._speaking(), self.uses[line]
        card = context.index.card(use.record)
        if use.record not in self._records:
            self._records[use.record] = context.record(use.record)
        name, field = use_words(use, self._records[use.record], context)
        sign = KINDS[card.kind].sign if card and card.kind in KINDS else "→"
        if line > self.top and self.uses[line - 1].record == use.record:
            sign = name = " "
        field = clip(field, max(8, cells // 2))
        name = clip(name, max(0, cells - 3 - width(field) - 3))
        gap = " " * max(1, cells - 3 - width(name) - width(field) - 1)
        return Piece(f" {sign} ", "use--sign"), Piece(name, "use--name"), Piece(f"{gap}{field} ", "use--field")
