"""The matrix of who says what as a table: a row for each thing, a column for each source, and a cursor on one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.i18n.formats import number
from govtui.page.source_matrix import Cell, MatrixRow, RowKind
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, width
from govtui.text.wrap import wrapped
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.safe_text import segment, strip

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp

CELL = 22
"""The least cells of a column: its cursor, its sign, and its value."""

TWO = 54
"""The least cells of a table that always shows two sources."""

LABEL = 25
"""The most cells of the labels of rows, where there is room for no more than the columns."""

WIDEST_LABEL = 40
"""The most cells of the labels where all sources are in sight."""

HIGHEST = {RowKind.DIFFERS: 3, RowKind.ADDS: 2, RowKind.AGREES: 1}
"""The most lines of a row."""

TRIANGLE = 3
"""The first cells of the line that folds, which a click switches at once."""

SILENT = "–"
"""In the cell of a source that says nothing of it."""


class Columns(NamedTuple):
    """Which columns are in sight, and how wide."""

    label: int
    cell: int
    first: int
    """The first source in sight."""
    shown: int
    """How many sources are in sight."""

    def start(self, column: int) -> int:
        """Return the first cell of a source's column."""
        return 1 + self.label + (column - self.first) * self.cell


class TableRow(NamedTuple):
    """A row of the table: one of the matrix, the line that folds those of one source, or a sentence."""

    row: MatrixRow | None
    words: str = ""
    folds: bool = False

    @property
    def is_said(self) -> bool:
        """Whether it is a sentence, on which no cursor stands."""
        return self.row is None and not self.folds


def columns_in(cells: int, sources: int, label: int, first: int, column: int) -> Columns:
    """Return the columns in sight, with the one of the cursor among them (-1: that is on the labels).

    `label`: the cells of the longest label; `first`: the first source that was in sight.
    """
    most = max(8, min(LABEL, cells // 3))
    least = 2 if cells >= TWO else 1  # one column beside the labels compares nothing
    shown = max(1, min(sources, max(least, (cells - 1 - min(label, most)) // CELL)))
    room = WIDEST_LABEL if shown == sources else most
    named = max(min(most, 20), min(label + 1, room, cells - 1 - shown * CELL))
    first = max(0, min(first, sources - shown))
    if column >= 0:
        first = max(min(first, column), column - shown + 1)
    beyond = 2 if shown < sources else 0  # cells for the sign of what is out of sight
    return Columns(named, max(8, (cells - 1 - beyond - named) // shown), first, shown)


def cell_words(cell: Cell | None) -> str:
    """Return the values of a cell on one line."""
    if cell is None:
        return SILENT
    return ("; " if any("," in value for value in cell.values) else ", ").join(cell.values)


class MatrixHead(OneLine):
    """The line over the table: the numbers and short names of the sources in sight."""

    app: RegistryApp

    COMPONENT_CLASSES = {"matrix--head", "matrix--head-here", "matrix--more"}

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(id="matrix-head")
        self._table = table

    def left(self) -> Sequence[Piece]:
        table = self._table
        columns, names = table.columns, table.names
        before, after = columns.first, len(names) - columns.first - columns.shown
        tr = self.app.translator
        more = f"← {number(before, tr)}  " if before else ""
        if after:
            words = tr.ngettext("{n} more source", "{n} more sources", after).format(n=number(after, tr))
            more += f"→ {words}"
        pieces = [Piece(pad(f" {more}", 1 + columns.label), "matrix--more")]
        for column in range(columns.first, columns.first + columns.shown) if names else ():
            style = "matrix--head-here" if column == table.column else "matrix--head"
            mark = "▌" if column == table.column else " "
            words = mark + clip(names[column], columns.cell - 2)
            pieces.append(Piece(pad(words, columns.cell), style, f"screen.column({column})"))
        return pieces


class MatrixTable(CursorList, can_focus=True):
    """Rows by what they are about; left and right go to the cell of a source, or back to the label."""

    COMPONENT_CLASSES = {
        *("matrix--label", "matrix--value", "matrix--differs", "matrix--adds", "matrix--silent", "matrix--fold"),
        "matrix--said",
    }
    BINDINGS = [
        Binding("enter", "choose", N_("Open this"), id="matrix.choose"),
        Binding("right", "column(1)", N_("Next source"), show=False, id="matrix.next-source"),
        Binding("left", "column(-1)", N_("Previous source"), show=False, id="matrix.previous-source"),
    ]
    KEY_GROUP = "matrix"

    class Highlighted(CursorList.Highlighted):
        """The cursor came to another row."""

    class Chosen(CursorList.Chosen):
        """What the cursor is on is to be opened."""

    class Turned(Message):
        """The cursor came to another source, or to the labels."""

    def __init__(self) -> None:
        super().__init__(id="matrix")
        self.rows: Sequence[TableRow] = ()
        self.sources: Sequence[str] = ()
        self.names: Sequence[str] = ()
        """What stands over each column."""
        self.column = -1
        """The source that the cursor is on; -1: the label."""
        self._first = 0
        self._lines: list[Sequence[Sequence[str]]] = []
        """Of each row its label, then its cells in sight, each in lines."""
        self._ends: list[int] = []
        """The drawn lines up to the end of each row."""

    def show(self, rows: Sequence[TableRow], sources: Sequence[str], names: Sequence[str], cursor: int) -> None:
        """Show these rows, the cursor on one of them; it stays at its source if that is there."""
        here = self.source
        self.rows, self.sources, self.names = rows, sources, names
        self.column = sources.index(here) if here is not None and here in sources else -1
        self.cursor = cursor
        self._first = self.columns.first
        self.renew()

    @property
    def source(self) -> str | None:
        """The source that the cursor is on; None on a label."""
        return self.sources[self.column] if 0 <= self.column < len(self.sources) else None

    @property
    def row(self) -> TableRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def columns(self) -> Columns:
        """The columns in sight."""
        label = max((width(one.row.label) + 1 for one in self.rows if one.row), default=0)
        return columns_in(self.cells, len(self.sources), label, self._first, self.column)

    @property
    def total(self) -> int:
        return len(self.rows)

    def can_stand(self, row: int) -> bool:
        return not self.rows[row].is_said

    def row_at(self, line: int) -> int | None:
        row = bisect_right(self._ends, line)
        return row if line >= 0 and row < self.total and self.can_stand(row) else None

    def line_of(self, row: int) -> int:
        return self._ends[row - 1] if 0 < row <= len(self._ends) else 0

    def keep_cursor_in_sight(self) -> None:
        if self._ends and self.total:
            first = self.line_of(self.cursor)
            self.keep_in_sight(first, min(self.page_lines, self._ends[self.cursor] - first))

    def remeasure(self) -> None:
        self._first = self.columns.first
        self._lines = [self._wrapped(one) for one in self.rows]
        self._ends = list(accumulate(max(map(len, lines)) for lines in self._lines))
        self.measure(self._ends[-1] if self._ends else 0)
        self.keep_cursor_in_sight()

    def on_resize(self) -> None:
        self.remeasure()
        self.refresh()  # rows may take other lines now

    def _wrapped(self, one: TableRow) -> Sequence[Sequence[str]]:
        row, columns = one.row, self.columns
        if row is None:
            return [[one.words]]
        most = HIGHEST[row.kind]
        seen = self.sources[columns.first : columns.first + columns.shown]
        cells = [_clipped(cell_words(row.cells.get(source)), columns.cell - 4, most) for source in seen]
        return [_clipped(row.label, columns.label - 1, most), *cells]

    # moving

    def action_column(self, step: int) -> None:
        """Go to the next source, or the one before; before the first the label."""
        self.turn_to(self.column + step)

    def turn_to(self, column: int) -> None:
        """Go to a source, or to the label (-1); the columns scroll."""
        column = max(-1, min(column, len(self.sources) - 1))
        if column != self.column:
            self.column = column
            self.remeasure()
            self.refresh()
            self.post_message(self.Turned())

    def switches(self, line: int, x: int) -> bool:
        """Go to the cell that is clicked; return True where that was another one, and on the triangle that folds."""
        row = self.row_at(line)
        if row is None or self.rows[row].folds:
            return row is not None and 0 <= x < TRIANGLE
        columns, before = self.columns, self.column
        self.turn_to(-1 if x <= columns.label else columns.first + (x - columns.start(columns.first)) // columns.cell)
        return self.column != before

    def switch(self, line: int) -> None:
        row = self.row_at(line)
        if row is not None and self.rows[row].folds:
            self.enter()

    # drawing

    def render_line(self, y: int) -> Strip:
        self.note_drawn(y)
        line, cells = y + self.top, self.cells
        row = bisect_right(self._ends, line)
        if row >= len(self.rows):
            return Strip.blank(cells, self.ground)
        here = self.cursor == row and self.can_stand(row)
        ground = self.get_component_rich_style("row--resting") if here else self.ground
        return strip(self._segments(row, line - self.line_of(row), here)).adjust_cell_length(cells, ground)

    def _segments(self, number: int, part: int, here: bool) -> Iterator[Segment]:
        one, columns = self.rows[number], self.columns
        row = one.row

        def style(name: str, chosen: bool) -> Style:
            own = self.get_component_rich_style(name, partial=here)
            if not here:
                return own
            if chosen and self.has_focus:
                return own + self.get_component_rich_style("row--cursor")
            return self.get_component_rich_style("row--resting") + own  # which keeps the colour of signs

        mark = "▌" if here and self.column < 0 and not part else " "
        if row is None:
            chosen = here
            name = "matrix--fold" if one.folds else "matrix--said"
            yield segment(pad(clip(f"{mark}{one.words}", self.cells), self.cells), style(name, chosen))
            return
        label, *seen = self._lines[number]
        words = label[part] if part < len(label) else ""
        yield segment(mark + pad(words, columns.label), style("matrix--label", here and self.column < 0))
        for column, lines in enumerate(seen, columns.first):
            chosen = here and column == self.column
            cell = row.cells.get(self.sources[column])
            sign = cell.sign if cell is not None else ""
            yield segment("▌" if chosen and not part else " ", style("matrix--label", chosen))
            yield segment(pad("" if part else sign, 2), style(self._sign_style(row), chosen))
            name = "matrix--silent" if cell is None else "matrix--value"
            words = lines[part] if part < len(lines) else ""
            yield segment(pad(words, columns.cell - 3), style(name, chosen))
        if not part and (beyond := self._sign_beyond(row, columns)):
            yield segment(f" {beyond}", style(self._sign_style(row), chosen=False))

    def _sign_beyond(self, row: MatrixRow, columns: Columns) -> str:
        """Return the sign of a cell of a row that is out of sight; empty where there is none."""
        seen = range(columns.first, columns.first + columns.shown)
        beyond = (row.cells.get(source) for n, source in enumerate(self.sources) if n not in seen)
        return next((cell.sign for cell in beyond if cell is not None and cell.sign), "")

    @staticmethod
    def _sign_style(row: MatrixRow) -> str:
        if row.kind is not RowKind.DIFFERS:
            return "matrix--adds"
        return "matrix--silent" if row.problem and row.problem.muted else "matrix--differs"


def _clipped(text: str, cells: int, most: int) -> Sequence[str]:
    """Return a text in at most so many lines of so many cells; what has no room is left out with a sign of it."""
    cells = max(1, cells)
    text = " ".join(safe_text(text, multiline=False).split())
    if most == 1 or cells < 8:
        return [clip(text, cells)]
    lines = wrapped(text, cells)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], clip(rest, cells)]
