"""Rows of records as text, one a line in columns: sign, id, date, type and name.

Only names are cut, and these on a terminal alone: they stand last, so that a long id or date only moves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govtui.cli.limited import ANY_WIDTH, line_cells, rows_to
from govtui.cli.session import Session
from govtui.index.api import Result, Row
from govtui.model.kinds import kind_sign
from govtui.text.safe import safe_text
from govtui.text.width import clip, width

SAMPLE = 5000
"""Records of which the ids decide how wide their column is."""

GAP = "  "
DATE, TYPE = 12, 24
"""Cells of the columns of dates and types."""

ROOMY = 110
"""Cells of a line from which types have room."""

NAME = 10
"""Cells that are left for a name at least; with fewer it stands below the id."""


class Columns(NamedTuple):
    """Cells of the columns before the name; 0 for none."""

    id: int
    date: int
    type: int
    line: int | None
    """Of the whole line; None where it may be as long as it is."""


def print_rows(session: Session, result: Result, stop: int) -> None:
    """Print the first `stop` rows of a result."""
    columns = _columns(session, result, stop)
    for row in rows_to(result, stop):
        for line in _lines(row, columns):
            session.out.line(line)


def _columns(session: Session, result: Result, stop: int) -> Columns:
    widest = max((width(_one_line(key)) for key in result.keys(0, min(stop, SAMPLE))), default=0)
    cells = line_cells(session)
    if cells == ANY_WIDTH:
        return Columns(widest, DATE, TYPE, None)
    return Columns(min(widest, cells * 3 // 8), DATE, TYPE if cells >= ROOMY else 0, cells)


def _lines(row: Row, columns: Columns) -> Iterator[str]:
    type_, date, _ = row.columns
    id = f"{kind_sign(row.kind)} {_one_line(row.key)}"
    before = _filled(id, columns.id + 2) + GAP
    for cells, value in ((columns.date, date), (columns.type, type_)):
        before += _filled(_one_line(value), cells) + GAP if cells else ""
    name = _one_line(row.name) + (f" [{row.missing}]" if row.missing else "")
    if columns.line is None:
        yield before + name
    elif (room := columns.line - width(before)) >= NAME:
        yield before + clip(name, room)
    else:
        yield id
        yield clip(GAP + GAP.join(filter(None, (_one_line(date), name))), columns.line)


def _filled(text: str, cells: int) -> str:
    """Return a text filled with blanks to `cells`; a longer one whole."""
    return text + " " * (cells - width(text))


def _one_line(text: str) -> str:
    return safe_text(text, multiline=False)
