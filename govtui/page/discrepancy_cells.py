"""Discrepancies that are not of statements, as a row of the matrix: sums, shares, dates in no possible order, a part outside its whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govtui.i18n.field_labels import field_name
from govtui.i18n.formats import number
from govtui.model.field_paths import citations_for, value_at
from govtui.model.measures_over_time import status_rows
from govtui.model.problem import Problem
from govtui.model.progress import Counts, ProgressRow
from govtui.model.record import Declaration, Record
from govtui.page.figures import row_words
from govtui.page.present import PathStyle, path_words
from govtui.page.progress_discrepancies import row_key
from govtui.page.render_context import RenderContext
from govtui.page.statement_words import measure_words


def label_of(problem: Problem, record: Record, context: RenderContext) -> str:
    """Return the thing that a discrepancy is about, in a few words."""
    tr, values = context.tr, problem.values
    if problem.code == "progress_back":
        return measure_words(str(values["item"]), record, context)
    if problem.code == "party_order":
        return context.name_or_text(str(values["who"]))
    counts, status = _counts_at(problem, record)
    if counts is not None:
        about = row_words(counts, {}, context) if isinstance(counts, ProgressRow) else tr.gettext("Stated as the total")
        return f"{about}: {_status_words(status, context)}" if status else about
    return path_words(record.kind, problem.field, context, PathStyle.QUALIFIED, record)


def cells_of(problem: Problem, record: Record, context: RenderContext) -> Mapping[str, tuple[Sequence[str], bool]]:
    """Return by source what is said in words, and whether it is what is at odds; "": no source is named."""
    found: dict[str, tuple[Sequence[str], bool]] = {}
    said = _values(problem, record, context)
    for source in _sources(problem, record) or [""]:
        found[source] = (said, True)
    counts, _ = _counts_at(problem, record)
    if isinstance(counts, ProgressRow) and isinstance(record, Declaration):
        for other in record.progress:
            for row in other.rows:
                if row is not counts and row_key(row) == row_key(counts) and other.source not in found:
                    found[other.source or ""] = (_sum_words(row.stated, row.itemised, context), False)
    return found


def _sources(problem: Problem, record: Record) -> Sequence[str]:
    """Return the sources of what is at odds."""
    path = problem.field
    while path:
        if source := getattr(value_at(record, path), "source", None):
            return [source]
        path = path.rpartition(".")[0]
    return [one.ref for one in citations_for(record, problem.field)]


def _sum_words(stated: int | None, itemised: int | None, context: RenderContext) -> Sequence[str]:
    """Return the number that is stated, and the sum of those that are listed: "18", "Σ 15"."""
    told = (("", stated), ("Σ ", itemised))
    return [f"{sign}{number(value, context.tr)}" for sign, value in told if value is not None]


def _values(problem: Problem, record: Record, context: RenderContext) -> Sequence[str]:
    """Return what is at odds, in words."""
    tr, values = context.tr, problem.values
    match problem.code:
        case "sum_differs" | "total_differs":
            return _sum_words(int(values["stated"]), int(values["itemised"]), context)
        case "percent_off":
            given, computed = (number(float(values[name]), tr) for name in ("given", "computed"))
            return [tr.gettext("{given}% given, {computed}% computed").format(given=given, computed=computed)]
        case "party_order":
            party = value_at(record, problem.field.rpartition(".")[0])
            names = [str(values[name]) for name in ("early", "late")]
            return [f"{field_name('parties', name, tr)}: {context.date(getattr(party, name))}" for name in names]
        case "progress_back" if isinstance(record, Declaration):
            return _statuses(problem, record, context)
        case "part_outside_whole" if record.main_date:
            whole = context.record(str(values["whole"]))
            dates = [context.date(record.main_date)]
            if whole is not None and whole.main_date:
                dates.append(f"{context.name_or_text(whole.id)}: {context.date(whole.main_date)}")
            return dates
    return ()


def _statuses(problem: Problem, record: Declaration, context: RenderContext) -> Sequence[str]:
    """Return how far a measure was at two days."""
    rows = {one.path: one for told in status_rows(record).values() for one in told}
    told = [rows.get(path) for path in (str(problem.values["before"]), problem.field.removesuffix(".status"))]
    return [
        f"{context.date(one.table.as_of)}: {context.label('measure.status', one.row.status)}"
        for one in told
        if one and one.row.status and one.table.as_of
    ]


def _counts_at(problem: Problem, record: Record) -> tuple[Counts | ProgressRow | None, str]:
    """Return the numbers that a discrepancy is about, and the status where it is about one of them."""
    path = problem.field
    while path:
        if isinstance(here := value_at(record, path), Counts | ProgressRow):
            return here, problem.field.removeprefix(path).rpartition(".")[2]
        path = path.rpartition(".")[0]
    return None, ""


def _status_words(status: str, context: RenderContext) -> str:
    return field_name("rows", "stated", context.tr) if status == "stated" else context.label("progress.status", status)
