"""Checks of progress tables: whether parts add up to what the source states, and how far measures are over time."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from govtui.model.checks.context import CheckContext
from govtui.model.date_agreement import surely_before
from govtui.model.item_names import item_paths
from govtui.model.measures_over_time import StatusRow, areas_of, measures_of, status_rows
from govtui.model.problem import Problem, Severity
from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.model.vocabulary import UNALLOCATED


def figure_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`sum_differs`, `total_differs`, `percent_off`, `progress_back` (discrepancies); `unknown_area`, `unknown_item` and
    `cell_twice` (warnings).
    """
    if record.kind != "declaration" or not record.progress:
        return
    areas = areas_of(record, context.record)
    yield from _unknown_items(record, context)
    for name, table in item_paths("progress", record.progress):
        cells = set()
        for number, row in enumerate(table.rows, 1):
            field = f"{name}.rows.{number}"
            yield from _sums(row, field, row.area or "", row.under or "")
            if row.area and row.area != UNALLOCATED and row.area not in areas:
                yield Problem("unknown_area", Severity.WARNING, field=field, values={"area": row.area})
            if (row.area, row.under, row.item) in cells:
                values = {"area": row.area or "", "under": row.under or ""}
                values |= {"measure": row.item} if row.item else {}
                yield Problem("cell_twice", Severity.WARNING, field=field, values=values)
            cells.add((row.area, row.under, row.item))
        yield from _totals(table, name)
    yield from _falling_back(record)


def _unknown_items(record: Declaration, context: CheckContext) -> Iterator[Problem]:
    """Yield rows that name no measure, with the nearest one."""
    rows = [
        (f"{name}.rows.{number}.item", row.item)
        for name, table in item_paths("progress", record.progress)
        for number, row in enumerate(table.rows, 1)
        if row.item
    ]
    own = {measure.key for measure in record.measures}
    if all(item in own for _, item in rows):
        return
    measures = measures_of(record, context.record)
    for field, item in rows:
        if item not in measures:
            near = difflib.get_close_matches(item, measures, 1)
            values = {"item": item, "near": near[0] if near else ""}
            yield Problem("unknown_item", Severity.WARNING, field=field, values=values)


RANKS = {status: rank for rank, status in enumerate(("not_started", "limited", "substantial", "completed"))}
"""The statuses of a measure by how far it is; one that was withdrawn is neither before nor behind another."""


def _falling_back(record: Declaration) -> Iterator[Problem]:
    """Yield statuses behind the one that the same source gives for an earlier day."""
    for item, rows in status_rows(record).items():
        last: dict[str, StatusRow] = {}
        for one in rows:
            if one.row.status not in RANKS or not one.table.as_of:
                continue
            before = last.get(one.source)
            if before and before.table.as_of and surely_before(before.table.as_of, one.table.as_of):
                was, now = str(before.row.status), str(one.row.status)
                if RANKS[now] < RANKS[was]:
                    dates = {"other_date": before.table.as_of.text, "date": one.table.as_of.text}
                    values = {"item": item, "was": was, "now": now, "before": before.path, **dates}
                    yield Problem("progress_back", Severity.DISCREPANCY, field=f"{one.path}.status", values=values)
            last[one.source] = one


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
