"""The numbers of a progress table: of a row, and of the sum of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable


class Numbers(NamedTuple):
    """The numbers of a row, or of a sum of rows, as they are shown."""

    stated: int | None
    parts: Mapping[str, int]
    computed: bool = False
    """Whether `stated` is the sum of the parts, which no source states."""

    @property
    def unexplained(self) -> int:
        """What is stated less the sum of the parts; 0 when either is missing."""
        return self.stated - sum(self.parts.values()) if self.stated is not None and self.parts else 0


def numbered(table: ProgressTable) -> list[tuple[int, ProgressRow]]:
    """Return the rows of a table with numbers, each with its position; a row that only names a measure has none."""
    return [
        (position, row)
        for position, row in enumerate(table.rows, 1)
        if not row.item or row.stated is not None or row.parts or row.percent
    ]


def numbers_of(row: Counts | ProgressRow) -> Numbers:
    """Return the numbers of a row, with the sum of its parts where the source states none."""
    if row.stated is None:
        return Numbers(row.itemised, dict(row.parts), row.itemised is not None)
    return Numbers(row.stated, dict(row.parts))


def sum_of(rows: Sequence[ProgressRow]) -> Numbers:
    """Return the sum of rows; a number that none of them has stays absent."""
    given = [numbers_of(row) for row in rows]
    stated = [one.stated for one in given if one.stated is not None]
    sums = {
        status: sum(one.parts.get(status, 0) for one in given)
        for status in STATUSES
        if any(status in one.parts for one in given)
    }
    return Numbers(sum(stated) if stated else None, sums)


def place_of_row(row: ProgressRow, table: ProgressTable) -> tuple[str | None, str | None, str | None] | None:
    """Return what a row cites beside its table: another source, or another place in the same; None for nothing."""
    if row.source in (None, table.source) and row.said_by in (None, table.said_by):
        return (table.source, row.at, None) if row.at and row.at != table.at else None
    return (row.source, row.at, row.said_by)
