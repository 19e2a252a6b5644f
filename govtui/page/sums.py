"""A progress table whose figures do not add up, in numbers: what is stated, what is listed, what lies between."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govtui.i18n.formats import number
from govtui.model.item_names import named
from govtui.model.problem import Problem
from govtui.model.progress import Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.page.page import Block, Gap, Paragraph, Role, Span
from govtui.page.progress_words import acronym, area_names
from govtui.page.voice import Voice

Stated = Callable[[str | None, str | None, str, Record, Voice], Iterator[Paragraph]]
_LEAD = 30
"""Cells before the figures."""


def blocks(problem: Problem, record: Declaration, voice: Voice, stated: Stated) -> Iterator[Block]:
    """The figures of one discrepancy, its source, and what other tables of the record have for the same row."""
    for name, table in named("progress", record.progress):
        if f"{problem.field}.".startswith(f"{name}."):
            yield from _in_table(problem, problem.field[len(name) + 1 :], table, record, voice)
            yield Gap()
            yield from stated(table.source, table.at, name, record, voice)
            for note in voice.read(table.note, Role.MUTED):
                yield Paragraph(note, field=f"{name}.note")
            yield from _elsewhere(problem, table, record, voice, stated)


def _in_table(problem: Problem, place: str, table: ProgressTable, record: Declaration, voice: Voice) -> Iterator[Block]:
    first, *rest = place.split(".")
    if first == "rows" and rest and rest[0].isdigit() and int(rest[0]) <= len(table.rows):
        row = table.rows[int(rest[0]) - 1]
        yield Paragraph((Span(_row_words(row, record, voice), Role.STRONG),), field=problem.field)
        yield from _counts(row, problem, voice)
    elif first == "stated" and table.stated is not None:
        if problem.code == "total_differs" and rest:
            yield from _total(table, rest[0], problem, record, voice)
        else:
            yield from _counts(table.stated, problem, voice)


def _counts(counts: Counts | ProgressRow, problem: Problem, voice: Voice) -> Iterator[Block]:
    """One row: its parts, their sum, what is stated; or a share that was given beside the one that the figures make."""
    tr = voice.tr
    off = {status: (given, share) for status, given, share in counts.percent_off}
    for status, value in counts.parts:
        tail = ""
        if problem.code == "percent_off" and status == problem.field.rpartition(".")[2] and status in off:
            given, share = off[status]
            tail = "  " + tr.gettext("{given}% given, {computed}% computed").format(
                given=number(given, voice.tr), computed=number(round(share, 1), voice.tr)
            )
        yield _line(voice.label("progress.status", status), value, voice, problem, tail=tail)
    if counts.itemised is not None:
        yield _line(tr.gettext("Itemised together"), counts.itemised, voice, problem, Role.STRONG, lead="Σ")
    if counts.stated is not None:
        yield _line(tr.gettext("Stated by the source"), counts.stated, voice, problem, Role.STRONG)
    if counts.unexplained:
        yield _line(tr.gettext("Unexplained"), counts.unexplained, voice, problem, Role.UNEXPLAINED, lead="≠")


def _total(table: ProgressTable, status: str, problem: Problem, record: Declaration, voice: Voice) -> Iterator[Block]:
    """A total beside the rows that it is the total of."""
    tr, total = voice.tr, 0
    for row in table.rows:
        value: int | None = getattr(row, status, None)
        if value is not None:
            total += value
            yield _line(_row_words(row, record, voice), value, voice, problem)
    stated: int = getattr(table.stated, status, None) or 0
    yield _line(tr.gettext("The rows together"), total, voice, problem, Role.STRONG, lead="Σ")
    yield _line(tr.gettext("Stated as the total"), stated, voice, problem, Role.STRONG)
    yield _line(tr.pgettext("figures", "Difference"), stated - total, voice, problem, Role.UNEXPLAINED, lead="≠")


def _line(
    words: str, value: int, voice: Voice, problem: Problem, role: Role = Role.PLAIN, *, lead: str = "", tail: str = ""
) -> Paragraph:
    label = f"{lead or ' '} {words}"
    spans = [Span(number(value, voice.tr).rjust(8, "\u00a0"), role), *([Span(tail, Role.DISCREPANCY)] if tail else [])]
    return Paragraph(spans, label, lead_width=_LEAD, field=problem.field)


def _row_words(row: ProgressRow, record: Declaration, voice: Voice) -> str:
    parts = []
    if row.area == "none":
        parts.append(voice.tr.gettext("Not matched to any area"))
    elif row.area is not None:
        key = voice.tr.gettext("Area {key}").format(key=row.area)
        name = area_names(record, voice).get(row.area)
        parts.append(f"{key}: {name}" if name else key)
    if row.under:
        parts.append(acronym(row.under))
    return " · ".join(parts) or voice.tr.gettext("all")


def _elsewhere(
    problem: Problem, table: ProgressTable, record: Declaration, voice: Voice, stated: Stated
) -> Iterator[Block]:
    """The same row in other tables of the record."""
    place = problem.field.rpartition("rows.")[2]
    if not place.isdigit() or int(place) > len(table.rows):
        return
    row = table.rows[int(place) - 1]
    for name, other in named("progress", record.progress):
        for one in other.rows if other is not table else ():
            if (one.area, one.under) == (row.area, row.under):
                yield Gap()
                yield Paragraph((Span(voice.tr.gettext("Another table has, for the same"), Role.STRONG),), field=name)
                yield from _counts(one, problem, voice)
                yield from stated(other.source, other.at, name, record, voice)
                for note in voice.read(other.note, Role.MUTED):
                    yield Paragraph(note, field=f"{name}.note")
