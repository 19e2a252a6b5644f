"""The list of records: only the rows in sight are fetched and drawn, whatever the size of the result."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer

from govtui.index.api import Result, Row
from govtui.model.kinds import KINDS
from govtui.model.problem import Severity
from govtui.text.markers import N_, NP_
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import FoundWords, found_spans, segments
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.base.themes import kind_rules
from govtui.tui.browse.answer_rows import NO_ANSWERS, AnswerRows, cited
from govtui.tui.browse.row_layout import ONE_LINE, Cell, Columns, columns, has_snippet, line_of, row_of_decision
from govtui.tui.browse.selection import Rows
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.index.query_api import Fact
    from govtui.tui.base.host import RegistryApp
    from govtui.tui.browse.browser import Browser, Way
    from govtui.tui.browse.empty_list import EmptyLine


PAUSE = 0.12
"""Seconds without a key after which files are read, for what a search found in them and for the reader; letters do not wait for it."""


class RecordList(CursorList, can_focus=True):
    """The rows of a result; the record under the cursor is read beside it."""

    app: RegistryApp
    screen: Browser

    DEFAULT_CSS = kind_rules("RecordList", "list")
    COMPONENT_CLASSES = {
        "list--name",
        "list--word",
        "list--mark",
        "list--match",
        "list--sign",
        *(f"list--{kind}" for kind in KINDS),
        "list--cursor-word",
        "list--rule",
    }
    BINDINGS = [Binding("enter", "open", N_("Read"), show=False, id="list.open")]
    KEY_GROUP = "list"

    cursor = reactive(0, repaint=False, init=False)

    class Highlighted(CursorList.Highlighted):
        """The cursor came to another record."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Opened(Message):
        """The record under the cursor is to be read."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="list")
        self.rows = Rows()
        self.answers = NO_ANSWERS
        """What stands above the records; its rows have numbers below 0."""
        self._row_layout, self._laid_in = columns(80, height=2), 80
        self.lines = 0
        """How many lines somebody wants each row to take; 0: as many as suit the terminal."""
        self.empty_lines: Sequence[EmptyLine] = ()
        """What the list says where it has no rows; its ways on are rows of it."""
        self.begin_at = 0
        """The line to be first in sight when the list gets its first size."""
        self.both = False
        """Whether the name in the other language stands in the second line."""
        self.marked: FoundWords = ()
        """Folded words of the filter, marked in the names."""
        self.marks: Container[str] = ()
        """Keys of records that someone marked."""
        self._snippets: dict[str, str] = {}
        self._pause: Timer | None = None
        self._told = True
        """Whether those who want to know have been told of the record under the cursor."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a list without rows, and without ways on, Enter is off."""
        return None if action == "open" and not (self.total or self.first) else super().check_action(action, parameters)

    @property
    def footer_words(self) -> Mapping[str, str]:
        """What the last line says of a key, by its id, where that is something else now (base.footer)."""
        return {"list.open": NP_("footer", "Select")} if any(line.way for line in self.empty_lines) else {}

    # what is shown

    def show(self, result: Result, at: int, answers: AnswerRows = NO_ANSWERS, *, follow: bool | None = True) -> None:
        """Show another result, under its answers, the cursor on a row.

        `follow`: whether others are told of the record under the cursor; None: if it is another than before.
        While somebody types, they are told in the first pause: what they do about it must not delay the next letter.
        """
        before = self.key
        self.rows, self.answers, self._snippets = Rows(result), answers, {}
        self._stop_looking()
        if self.marked or answers.first:
            self._look_soon()
        self._measure()
        if self.rows.total or answers.first:
            self.set_reactive(RecordList.cursor, at)
        self.keep_cursor_in_sight()
        self.draw_changed()
        if follow is None:
            follow = self.key != before
        self._told = self._told and not follow
        if not self._told and not self.marked:
            self._announce()

    @property
    def key(self) -> str:
        """The key of the record under the cursor, of an answer that of the record which states it; empty in an empty list."""
        if fact := self.fact:
            return fact.key
        row = self._row(self.cursor)
        return row.key if row else ""

    @property
    def fact(self) -> Fact | None:
        """The answer under the cursor."""
        line = self.answers.answer(self.cursor)
        return line.fact if line else None

    def turn(self) -> None:
        """Let each row take two lines instead of one, or one instead of two; what was first in sight stays so."""
        first, wanted = self._first_record, 1 if self.row_height > 1 else 2
        self.lines = 0 if wanted == self._usual_lines else wanted
        self._measure()
        if first:
            self.jump(self.line_of(first))
        self.keep_cursor_in_sight()
        self.refresh()

    def point_at(self, key: str) -> bool:
        """Choose the record with this key. Returns False, and the cursor stays, where it is not in the list."""
        at = self.position(key)
        if at is not None:
            self.cursor = at
        self.screen.listing.choose(key)
        return at is not None

    def position(self, key: str) -> int | None:
        """Return the row of a record; None when it is not in the list."""
        return self.rows.position(key)

    def retranslate(self) -> None:
        """Do nothing: rows come in words, and the screen shows a new result after a change of language."""

    @property
    def _usual_lines(self) -> int:
        return 1 if self.app.size.width >= ONE_LINE and not self.both else 2  # the other name stands in the second line

    @property
    def row_layout(self) -> Columns:
        """The columns of a row in the width that the list has: its first frame comes before it is told of that."""
        if self.size and self._laid_in != self.cells:
            self._laid_in = self.cells
            self._row_layout = columns(self._laid_in, height=self._row_layout.height)
        return self._row_layout

    def _measure(self) -> None:
        before, self._laid_in = self._row_layout, self.cells
        self._row_layout = columns(self._laid_in, height=self.lines or self._usual_lines)
        if self._row_layout != before:
            self.screen.listing.renew_head()  # the heads stand over the columns
        way, self.empty_lines = self._way(self.cursor), ()
        if not (self.rows.total or self.answers.first):
            from govtui.tui.browse.empty_list import empty_lines  # not for the first list

            self.empty_lines = empty_lines(self.screen, self.cells)
            same = (n for n, line in enumerate(self.empty_lines) if way and line.way == way)
            self.set_reactive(RecordList.cursor, next(same, self._next(-1, 1)))
        self.measure(self.line_of(self.total))

    def _row(self, at: int) -> Row | None:
        if not 0 <= at < self.rows.total:
            return None
        row = self.rows.in_hand(at) or self.rows.row(at, self._first_record, self._rows_in_sight)
        left = row and self.app.settling.left(row.key, is_readable=row.severity < Severity.ERROR)
        return row_of_decision(row, left, self._row_layout, self.app.translator) if row and left else row

    @property
    def _first_record(self) -> int:
        """The number of the first record in sight."""
        return max(0, self.top - self.answers.height) // self.row_height

    @property
    def _rows_in_sight(self) -> int:
        return self.page_lines // self.row_height + 2

    # drawing

    def held(self, y: int) -> Hashable:
        line = y + self.top
        if line < self.answers.height:
            return self.answers, self.answers.at(line), self._holds_cursor(line), self.has_focus
        at, part = divmod(line - self.answers.height, self.row_height)
        row = self._row(at)
        if row is None:
            return self._empty(at), at == self.cursor, self.has_focus
        snippet = self._snippet(row)
        found = self.marked if snippet else () if part else found_spans(row.name, self.marked)
        here = (self.has_focus,) if at == self.cursor else ()
        return part, row, snippet, tuple(found), row.key in self.marks, here, self.both

    def _empty(self, line: int) -> EmptyLine | None:
        """Return what stands on a line of a list without rows."""
        return self.empty_lines[line] if 0 <= line < len(self.empty_lines) else None

    def _way(self, line: int) -> Way | None:
        """Return where a line of a list without rows leads on to."""
        empty = self._empty(line)
        return empty.way if empty else None

    def can_stand(self, row: int) -> bool:
        return bool(self.rows.total) or row < 0 or self._way(row) is not None

    def render_line(self, y: int) -> Strip:
        self.note_drawn(y)
        line, cells = y + self.top, self.cells
        if line < self.answers.height:
            return self._answer_strip(line)
        at, part = divmod(line - self.answers.height, self.row_height)
        row = self._row(at)
        if row is None:
            return self._empty_strip(at)
        marked, snippet = row.key in self.marks, self._snippet(row)
        parts = line_of(self.row_layout, row, part, snippet, self.marked, marked=marked, both=self.both)
        drawn = strip(one for cell in parts if cell.text for one in self._segments(cell, at))
        return drawn.adjust_cell_length(cells, self._style("name", at))

    def _holds_cursor(self, line: int) -> bool:
        return self.row_at(line) == self.cursor

    def _answer_strip(self, line: int) -> Strip:
        """Return a line of an answer, or the rule under all."""
        place, cells = self.answers.at(line), self.cells
        if place is None:
            return strip(
                [segment(" " + "─" * (cells - 2), self.get_component_rich_style("list--rule"))]
            ).adjust_cell_length(cells, self.ground)
        row, part = place
        drawn = strip(one for cell in self.answers.cells(row, part, cells) for one in self._segments(cell, row))
        return drawn.adjust_cell_length(cells, self._style("name", row))

    def _empty_strip(self, line: int) -> Strip:
        empty, way = self._empty(line), self._way(line)
        style = self._style("name", line) if way else self.get_component_rich_style("row--empty")
        words = f"  {'› ' if way else ''}{empty.words}" if empty else ""
        return strip([segment(words, style)]).adjust_cell_length(self.cells, style if way else self.ground)

    def _snippet(self, row: Row) -> str:
        """Return the text around the filter's words, if they are not in the name and were looked for already."""
        if self.marked and row.key and row.key not in self._snippets:
            self._look_soon()
        return self._snippets.get(row.key, "") if self.marked else ""

    @property
    def is_looking(self) -> bool:
        """Whether snippets and the reader are still to follow."""
        return self._pause is not None

    def _look_soon(self) -> None:
        self._pause = self._pause or self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        """Find the snippets of the rows in sight, in the other name or in the files; the reader follows with its marks."""
        self._stop_looking()
        self.screen.reader.mark(self.marked)
        if self.answers.first:
            self.answers = cited(self.answers, self.screen.context)
        first = self._first_record
        for at in range(first, first + self._rows_in_sight):
            row = self._row(at)
            if row is not None and row.key not in self._snippets:
                untold = not found_spans(row.name, self.marked) and has_snippet(self.row_layout, row)
                other = row.other if found_spans(row.other, self.marked) else ""
                self._snippets[row.key] = (other or self.screen.listing.snippet(row.key)) if untold else ""
        self.draw_changed()
        if not self._told:
            self._announce()

    def _stop_looking(self) -> None:
        if self._pause:
            self._pause.stop()
        self._pause = None

    def _segments(self, cell: Cell, at: int) -> Iterator[Segment]:
        """Yield a piece of a row; what the filter found is marked in names and snippets."""
        style = self._style(cell.part, at)
        if not self.marked or cell.part not in ("name", "text"):
            return iter((segment(cell.text, style),))
        match = self.get_component_rich_style("list--match", partial=True)
        if at == self.cursor:
            match = Style(underline=True)
        return segments(cell.text, style, match, self.marked)

    def _style(self, part: str, row: int) -> Style:
        if row != self.cursor:
            style = f"list--{'word' if part == 'text' else part}"
        elif not self.has_focus:
            style = "row--resting"
        else:
            style = "list--cursor-word" if part in ("mark", "word", "text") else "row--cursor"
        return self.get_component_rich_style(style)

    # moving

    @property
    def total(self) -> int:
        return self.rows.total or len(self.empty_lines)

    @property
    def first(self) -> int:
        return self.answers.first

    @property
    def row_height(self) -> int:
        return self.row_layout.height if self.rows.total else 1

    def row_at(self, line: int) -> int | None:
        if line < self.answers.height:
            place = self.answers.at(line)
            return place[0] if place else None
        return super().row_at(line - self.answers.height)

    def line_of(self, row: int) -> int:
        return self.answers.line_of(row) if row < 0 else self.answers.height + row * self.row_height

    def keep_cursor_in_sight(self) -> None:
        self.keep_in_sight(self.line_of(self.cursor), self._lines_of(self.cursor))

    def _lines_of(self, row: int) -> int:
        return self.line_of(row + 1) - self.line_of(row)

    def watch_cursor(self, old: int, new: int) -> None:
        self.keep_cursor_in_sight()
        for row in (old, new):
            draw(self, Region(0, self.line_of(row) - self.top, self.cells, self._lines_of(row)))
        self._announce()

    def _announce(self) -> None:
        self._told = True
        self.post_message(self.Highlighted(self.key))

    def go_to(self, row: int) -> None:
        self.cursor = max(self.first, min(row, self.total - 1))
        if self.cursor >= 0:
            self.screen.listing.choose(self.key)

    def enter(self) -> None:
        self.action_open()

    def mark(self) -> None:
        self.screen.listing.action_mark(onward=False)

    def switches(self, line: int, x: int) -> bool:
        return not (self.rows.total or self.answers.first)

    def action_open(self) -> None:
        if self.cursor < 0:
            self.screen.listing.open_answer(self.fact)
        elif not self.rows.total:
            if way := self._way(self.cursor):
                self.screen.listing.take(way)
        elif self.key:
            self.screen.listing.choose(self.key)
            self.post_message(self.Opened(self.key))

    def remeasure(self) -> None:
        self.rows.forget()
        self._measure()
        if self.begin_at:
            self.jump(self.begin_at)
            self.begin_at = 0
        self.keep_cursor_in_sight()
        self.refresh()
