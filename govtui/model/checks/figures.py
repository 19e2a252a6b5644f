"""Checks of progress tables: whether parts add up to what the source states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from govtui.model.checks.context import CheckContext
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem, Severity
from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.model.vocabulary import UNALLOCATED


def areas_of(record: Declaration, find: Callable[[str], Record | None]) -> dict[str, dict[str, str]]:
    """Return area keys with their names: of the record, else of the text that it implements. `find` gives records by id."""
    for holder in chain([record], map(find, record.relations.get("implements", []))):
        if isinstance(holder, Declaration) and holder.areas:
            return {area.key: area.name for area in holder.areas}
    return {}


def figure_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`sum_differs`, `total_differs` and `percent_off` (discrepancies); `unknown_area` and `cell_twice` (warnings)."""
    if record.kind != "declaration" or not record.progress:
        return
    areas = areas_of(record, context.record)
    for name, table in item_paths("progress", record.progress):
        cells = set()
        for number, row in enumerate(table.rows, 1):
            field = f"{name}.rows.{number}"
            yield from _sums(row, field, row.area or "", row.under or "")
            if row.area and row.area != UNALLOCATED and row.area not in areas:
                yield Problem("unknown_area", Severity.WARNING, field=field, values={"area": row.area})
            if (row.area, row.under) in cells:
                values = {"area": row.area or "", "under": row.under or ""}
                yield Problem("cell_twice", Severity.WARNING, field=field, values=values)
            cells.add((row.area, row.under))
        yield from _totals(table, name)


def _sums(counts: Counts | ProgressRow, field: str, area: str, under: str) -> Iterator[Problem]:
    if counts.unexplained and counts.stated is not None and counts.itemised is not None:
        sums = {"stated": counts.stated, "itemised": counts.itemised, "unexplained": counts.unexplained}
        values: dict[str, str | int] = {**sums, "area": area, "under": under}
        yield Problem("sum_differs", Severity.DISCREPANCY, field=field, values=values)
    for status, given, share in counts.percent_off:
        values = {"status": status, "given": f"{given:g}", "computed": f"{share:.1f}"}
        yield Problem("percent_off", Severity.DISCREPANCY, field=f"{field}.percent.{status}", values=values)


def _totals(table: ProgressTable, name: str) -> Iterator[Problem]:
    if table.stated is None:
        return
    yield from _sums(table.stated, f"{name}.stated", "", "")
    for status in ("stated", *STATUSES):
        total = getattr(table.stated, status)
        parts = [value for row in table.rows if (value := getattr(row, status)) is not None]
        if total is not None and parts and total != sum(parts):
            values = {"status": status, "stated": total, "itemised": sum(parts)}
            yield Problem("total_differs", Severity.DISCREPANCY, field=f"{name}.stated.{status}", values=values)
