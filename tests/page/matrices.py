"""Matrices of who says what, and all that stands beside their rows, as tests look at them."""

from __future__ import annotations

from govtui.model.record import Record
from govtui.page.compose import compose
from govtui.page.page import Page
from govtui.page.render_context import RenderContext
from govtui.page.source_matrix import RowKind, SourceMatrix, details, source_matrix
from govtui.store.registry import Registry


def matrix_of(files: Registry, id: str, context: RenderContext) -> tuple[SourceMatrix, Record]:
    """Return the matrix of a record, and the record."""
    card = context.index.card(id)
    assert card is not None
    entry = files.entry(card.path)
    assert entry.record is not None
    return source_matrix(entry.record, id, context, compose(entry, id, context).sources), entry.record


def at_length(files: Registry, id: str, context: RenderContext, kind: RowKind = RowKind.DIFFERS) -> Page | None:
    """Return what stands beside all rows of a kind, one after another; None where there is no such row."""
    return rows_at_length(*matrix_of(files, id, context), context, kind)


def rows_at_length(matrix: SourceMatrix, record: Record, context: RenderContext, kind: RowKind) -> Page | None:
    """The same of a matrix that is at hand."""
    rows = [row for row in matrix.rows if row.kind is kind]
    sections = [one for row in rows for one in details(row, matrix.order, record, context)]
    return Page(record.id, (), (), sections) if rows else None
