"""Areas and measures of a text, and the rows of progress tables that say how far a measure is, over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from govtui.model.dates import PartialDate
from govtui.model.declaration_parts import Measure
from govtui.model.item_names import item_paths
from govtui.model.progress import ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record


def areas_of(record: Declaration, find: Callable[[str], Record | None]) -> dict[str, dict[str, str]]:
    """Return area keys with their names: of the record, else of the text that it implements. `find` gives records by id."""
    for holder in chain([record], map(find, record.relations.get("implements", []))):
        if isinstance(holder, Declaration) and holder.areas:
            return {area.key: area.name for area in holder.areas}
    return {}


def measures_of(record: Record, find: Callable[[str], Record | None]) -> dict[str, Measure]:
    """Return the measures of a record by key, then those of the texts that it implements. `find` gives records by id."""
    found: dict[str, Measure] = {}
    for holder in chain([record], map(find, record.relations.get("implements", []))):
        if isinstance(holder, Declaration):
            found = {measure.key: measure for measure in holder.measures} | found
    return found


class StatusRow(NamedTuple):
    """A row that says how far a measure is, with what its table says for all rows."""

    path: str
    row: ProgressRow
    table: ProgressTable

    @property
    def source(self) -> str:
        return self.row.source or self.table.source or ""


def status_rows(record: Declaration) -> dict[str, list[StatusRow]]:
    """Return the rows that name a measure, by its key, in order of their day; without a day last."""
    found: defaultdict[str, list[StatusRow]] = defaultdict(list)
    for name, table in item_paths("progress", record.progress):
        for number, row in enumerate(table.rows, 1):
            if row.item:
                found[row.item].append(StatusRow(f"{name}.rows.{number}", row, table))
    for rows in found.values():
        rows.sort(key=lambda one: by_day(one.table.as_of))
    return found


def by_day(date: PartialDate | None) -> tuple[bool, int]:
    """Return a sort key: the first day that a date may be (proleptic ordinal); no date comes last."""
    first = date.earliest() if date and not date.year_less else None
    return first is None, first.toordinal() if first else 0
