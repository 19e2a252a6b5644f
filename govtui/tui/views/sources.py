"""Who says what: the matrix of a record, and what the row under the cursor rests on."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from govtui.i18n.formats import number
from govtui.i18n.problems import checked_words
from govtui.page.compose import compose
from govtui.page.page import Page, Role, Span
from govtui.page.source_matrix import (
    MatrixRow,
    RowKind,
    SourceMatrix,
    column_names,
    details,
    matrix_text,
    source_details,
    source_matrix,
)
from govtui.text.markers import N_
from govtui.text.width import clip
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.host import Target
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.message import CannotOpen
from govtui.tui.base.page_view import PageView
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.commands import bindings
from govtui.tui.textual_compat import clipboard
from govtui.tui.views.copy import DONE
from govtui.tui.views.matrix_table import MatrixHead, MatrixTable, TableRow

if TYPE_CHECKING:
    from govtui.model.record import Record
    from govtui.tui.base.host import Host

BESIDE = 120
"""The width in cells from which what a row rests on stands beside the table, not below it."""

TABLE_SHARE = 0.6
"""The most of the height that the table takes where that stands below it."""

HEAD_LINES, OTHER_LINES = 2, 2
"""The lines of the head of the table; those of the title and the footer."""


class MatrixTitle(OneLine):
    """The line over the screen: what it is, of which record, and how many places differ."""

    COMPONENT_CLASSES = {"title--name", "title--differs", "title--adds"}

    heading = ""
    counts: Sequence[tuple[str, str]] = ()
    """Style and words of what is counted."""

    def left(self) -> Sequence[Piece]:
        room = self.size.width - 2 - sum(len(words) + 2 for _, words in self.counts)
        return [Piece(f" {clip(self.heading, room)}", "title--name")]

    def right(self) -> Sequence[Piece]:
        return [Piece(f"{words}  ", style) for style, words in self.counts]


class SourcesScreen(LocalizedModal):
    """A row for each thing, a column for each source; answers with the record that was chosen, or the field of one."""

    BINDINGS = [
        Binding("e,f4", "edit_field", N_("Edit"), id="matrix.field"),
        Binding("y", "copy_table", N_("Copy the table"), id="matrix.copy"),
        Binding("b", "links", N_("Links"), id="matrix.links"),
        Binding("x", "source_text", N_("Source text"), show=False, id="matrix.source-text"),
        Binding("escape,q,m", "dismiss(None)", N_("Close"), id="matrix.close"),
        Binding("tab,shift+tab", "other", N_("Other pane"), show=False, id="matrix.other"),
        *bindings("undo", "redo"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-under"), (BESIDE, "-beside")]
    AUTO_FOCUS = "MatrixTable"

    def __init__(self, host: Host, key: str = "", field: str = "") -> None:
        """`field`: the path of the field whose row it opens at. Raises CannotOpen where no source is named."""
        super().__init__()
        self._host = host
        self._key, self._field = key or host.current_key, field
        if not key and host.is_reading and host.shown == self._key and not field:
            self._field = host.reader.field_in_hand[0] if host.reader.field_in_hand[1] else ""
        self._record: Record | None = None
        self._matrix = SourceMatrix((), (), ())
        self._open: bool | None = None
        """Whether the rows of what agrees are unfolded; None: where there are no others."""
        self._read()
        tr = host.app.translator
        if self._record is None:
            raise CannotOpen(tr.gettext("This record cannot be read, so it cannot be held against its sources."))
        if not (self._matrix.rows or self._record.sources):
            raise CannotOpen(tr.gettext("This record names no source, so there is nothing to compare."))

    def compose(self) -> ComposeResult:
        table = MatrixTable()
        yield MatrixTitle(id="matrix-title")
        with Horizontal(id="matrix-panes"):
            with Vertical(id="matrix-pane"):
                yield MatrixHead(table)
                yield table
            yield PageView(id="matrix-page")
        yield KeyBar()

    @property
    def table(self) -> MatrixTable:
        return self.query_one(MatrixTable)

    def _read(self) -> None:
        """Read the record as it is now; it stays as it was where it is gone, or cannot be read."""
        app, context = self._host.app, self._host.context
        card = app.index.card(self._key) if app.index else None
        entry = app.registry.entry(card.path) if card else None
        if card is None or entry is None or entry.record is None:
            return
        self._key, self._record = card.key, entry.record
        order = compose(entry, card.key, context).sources
        self._matrix = source_matrix(entry.record, card.key, context, order)

    # what is shown

    def on_mount(self) -> None:
        if self._field:
            at = self._matrix.row_of(self._field)
            if at < len(self._matrix.rows) and self._matrix.rows[at].kind is RowKind.AGREES:
                self._open = True
        super().on_mount()
        if self._field:
            self.table.go_to(self._place_of(self._matrix.row_of(self._field)))
            self._explain()

    def retranslate(self) -> None:
        super().retranslate()
        self._read()
        self._show()

    def index_changed(self) -> None:
        self._read()
        self._show()

    def on_resize(self) -> None:
        # A table of automatic height would take all of its lines, of which the pane cut off the last: it did not scroll.
        panes = self.size.height - OTHER_LINES
        is_beside = self.size.width >= BESIDE
        self.table.styles.max_height = None if is_beside else max(1, int(panes * TABLE_SHARE) - HEAD_LINES)
        self.query_one(MatrixHead).refresh()

    def _show(self) -> None:
        """Show the matrix as it is now; the cursor stays on its row."""
        context, table, matrix = self._host.context, self.table, self._matrix
        rows = self._rows()
        here = table.row
        at = table.cursor
        if here is not None:
            same = [n for n, one in enumerate(rows) if _identity(one) == _identity(here)]
            at = next(iter(same), at)
        at = min(at, max(0, len(rows) - 1))
        while at < len(rows) - 1 and rows[at].is_said:
            at += 1
        table.show(rows, matrix.sources, column_names(matrix, context), at)
        self.query_one(MatrixHead).refresh()
        title = self.query_one(MatrixTitle)
        assert self._record is not None
        words = self.app.translator.gettext("Compare sources")
        title.heading = f"{words} · {context.text_of(self._record.label)}"
        title.counts = self._counts()
        title.refresh()
        self._explain()

    def _counts(self) -> Sequence[tuple[str, str]]:
        tr, rows = self.app.translator, self._matrix.rows
        differing = [one for one in rows if one.kind is RowKind.DIFFERS]
        muted = sum(one.problem.muted for one in differing if one.problem)
        told = [
            ("title--differs", "≠", len(differing) - muted),
            ("title--adds", "+", sum(one.kind is RowKind.ADDS for one in rows)),
        ]
        counts = [(style, f"{sign} {number(count, tr)}") for style, sign, count in told if count]
        return [*counts, *[("title--adds", checked_words(muted, tr))] * bool(muted)]

    def _rows(self) -> list[TableRow]:
        """Return the rows of the table: what agrees is folded into one line where there is anything else."""
        tr, matrix = self.app.translator, self._matrix
        first = [TableRow(one) for one in matrix.rows if one.kind is not RowKind.AGREES]
        rest = [TableRow(one) for one in matrix.rows if one.kind is RowKind.AGREES]
        said = []
        if not any(one.kind is RowKind.DIFFERS and not (one.problem and one.problem.muted) for one in matrix.rows):
            is_whole = self.app.index is not None and self.app.index.whole
            words = tr.gettext("No disagreements.") if is_whole else tr.gettext("Reading the files…")
            said = [TableRow(None, words)]
        if not rest:
            return [*said, *first]
        is_open = not first if self._open is None else self._open
        n = len(rest)
        words = tr.ngettext(
            "{n} field that only one source states, or on which sources agree",
            "{n} fields that only one source states, or on which sources agree",
            n,
        ).format(n=number(n, tr))
        return [*said, *first, TableRow(None, f"{'▾' if is_open else '▸'} {words}", folds=True), *rest * is_open]

    def _place_of(self, row: int) -> int:
        """Return the row of the table that shows a row of the matrix."""
        wanted = self._matrix.rows[row] if row < len(self._matrix.rows) else None
        return next((n for n, one in enumerate(self.table.rows) if one.row is wanted and wanted), 0)

    @on(MatrixTable.Highlighted)
    def _highlighted(self) -> None:
        self._explain(again=False)

    @on(MatrixTable.Turned)
    def _turned(self) -> None:
        self.query_one(MatrixHead).refresh()
        self._explain(again=False)

    def _explain(self, *, again: bool = True) -> None:
        """Show what the row under the cursor rests on."""
        view, record, context, here = self.query_one(PageView), self._record, self._host.context, self.table.row
        assert record is not None
        if here is not None and here.row is not None:
            sections = details(here.row, self._matrix.order, record, context)
            title = here.row.label
        else:
            sections = source_details(self._matrix, context)
            title, sections = sections[0].heading, [replace(sections[0], heading="")]
        # What stands first is not set off from the title.
        first = replace(sections[0], name="title")
        page = Page("", (Span(title, Role.TITLE),), (), [first, *sections[1:]])
        if again:
            view.show_again(page)
        else:
            view.show(page)

    # what can be done

    @on(MatrixTable.Chosen)
    def _chosen(self) -> None:
        """Open the source of the column with the cursor, or the field in the record; or fold and unfold."""
        here, source = self.table.row, self.table.source
        if here is None:
            return
        if here.row is None:
            self._open = not any(one.row is not None and one.row.kind is RowKind.AGREES for one in self.table.rows)
            self._show()
        elif source:
            self.dismiss(source)
        else:
            self.dismiss(Target(self._key, here.row.field))

    def action_column(self, column: int) -> None:
        self.table.turn_to(column)

    @property
    def _here(self) -> MatrixRow | None:
        return self.table.row.row if self.table.row else None

    def action_edit_field(self) -> None:
        """The form of the field that the row is about; of the column with the cursor what that source says."""
        if (row := self._here) is not None:
            self._host.open("fields", lambda _: None, key=self._key, path=self._path(row))

    def _path(self, row: MatrixRow) -> str:
        """Return the path of what the source under the cursor says, else of the row."""
        told = [one.path for one in row.told if one.source == self.table.source]
        return told[0] if told else row.field

    def action_links(self) -> None:
        self._host.open("links", self._went, key=self._key)

    def _went(self, key: object) -> None:
        if key:
            self.dismiss(key)

    def action_source_text(self) -> None:
        row = self._here
        field = self._path(row) if row else ""
        self._host.open("source-text", lambda _: None, key=self._key, field=field, source=self.table.source or "")

    async def action_copy_table(self) -> None:
        """Copy all rows of the matrix as text, the cells with tabs between them."""
        text = matrix_text(self._matrix, self._host.context)
        try:
            result = await clipboard.copy(self.app, text, os.environ)
        except ValueError:
            self.app.say_too_long()
        else:
            what = self.app.translator.gettext("the table")
            self.app.say(self.app.translator.gettext(DONE[result]).format(what=what))

    def action_other(self) -> None:
        page = self.query_one(PageView)
        (self.table if page.has_focus else page).focus()

    @on(PageView.Followed)
    def _followed(self, message: PageView.Followed) -> None:
        self.dismiss(message.key)


def _identity(one: TableRow) -> object:
    """Return what stays of a row in another language, and after a change."""
    return (one.row.kind, one.row.field) if one.row else one.folds
