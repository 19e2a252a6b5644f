"""Numbers: single figures, and progress tables as stacked bars with what does not add up marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.numbers import number
from govtui.i18n.quotes import quoted
from govtui.model.parts import Figure
from govtui.model.problem import Problem, Severity
from govtui.model.progress import ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.page.page import DISCREPANCY_LINK, Bar, Block, Gap, Paragraph, Role, Section, Span
from govtui.page.problem_words import problem_sentence
from govtui.page.progress_words import (
    NBSP,
    acronym,
    area_heading,
    area_names,
    drawn_parts,
    framework,
    legend,
    part_words,
    size,
)
from govtui.page.voice import Voice


def sections(record: Record, voice: Voice) -> Iterator[Section]:
    """The single figures, then the progress tables."""
    yield Section(
        "figures", voice.field("figures"), [block for figure in record.figures for block in _figure(figure, voice)]
    )
    if isinstance(record, Declaration):
        areas = area_names(record, voice)
        blocks: list[Block] = []
        for position, table in enumerate(record.progress, 1):
            blocks += [Gap()] * bool(blocks)
            blocks += _table(table, table.key or str(position), areas, voice.index.problems(record.id), voice)
        yield Section("progress", voice.field("progress"), blocks)


def _figure(figure: Figure, voice: Voice) -> Iterator[Block]:
    value = voice.label("figure.bound", figure.bound or "exact").format(number=number(figure.value, voice.tr))
    spans: list[Span] = [Span(value, Role.STRONG), Span(" " + voice.label("figure.what", figure.what))]
    if figure.text:
        spans.append(Span(f" · {quoted(figure.text)}", Role.MUTED))
    field = f"figures.{figure.key or figure.what}"
    yield Paragraph((*spans, *voice.cited(figure.source, figure.at)), "•", Role.MUTED, lead_width=3, field=field)
    for note in voice.read(figure.note, Role.MUTED):
        yield Paragraph(note, indent=3, field=f"{field}.note")


def _table(
    table: ProgressTable, name: str, areas: dict[str, str], problems: Sequence[Problem], voice: Voice
) -> Iterator[Block]:
    head: list[Span] = []
    if table.as_of:
        head.append(Span(voice.tr.gettext("As of {date}").format(date=voice.date(table.as_of)), Role.STRONG))
    if table.unit:
        head.append(Span((" · " if head else "") + voice.label("progress.unit", table.unit)))
    field = f"progress.{name}"
    yield Paragraph((*head, *voice.cited(table.source, table.at)), field=field)
    for note in voice.read(table.note, Role.MUTED):
        yield Paragraph(note, field=f"{field}.note")
    if table.note:
        yield Gap()
    yield Paragraph(legend(table, voice), field=field)
    scale = max((size(row) for row in table.rows), default=0)
    labels = [framework(row.under, voice) for row in table.rows]
    widest = max((len(span.text) for span in labels), default=0)
    area: str | None = None
    for position, row in enumerate(table.rows, 1):
        if row.area is not None and row.area != area:
            area = row.area
            yield area_heading(area, areas, voice)
        path = f"{field}.rows.{position}"
        yield _bar(row, labels[position - 1], widest, scale, path, voice)
        for problem in problems:
            if problem.severity == Severity.DISCREPANCY and f"{problem.field}.".startswith(f"{path}."):
                text = problem_sentence(problem, voice)
                said = Span(text, Role.DISCREPANCY, DISCREPANCY_LINK + problem.field)
                yield Paragraph((said,), "≠", Role.DISCREPANCY, indent=2, field=path)
    yield from _totals(table, voice)


def _bar(row: ProgressRow, label: Span, widest: int, scale: int, path: str, voice: Voice) -> Bar:
    words = [part.replace(" ", NBSP) for part in part_words(row, voice)]
    total = row.stated if row.stated is not None else row.itemised
    figure = number(total, voice.tr) if total is not None else ""
    return Bar(label, widest, total, drawn_parts(row), scale, " · ".join(words), path, figure=figure)


def _totals(table: ProgressTable, voice: Voice) -> Iterator[Block]:
    """The sums over all rows of each framework; computed here, and said to be."""
    frameworks = dict.fromkeys(row.under for row in table.rows)
    if len(table.rows) <= len(frameworks):
        return
    words = []
    for under in frameworks:
        rows = [row for row in table.rows if row.under == under]
        stated = sum(row.stated or 0 for row in rows)
        itemised = sum(row.itemised or 0 for row in rows)
        text = voice.tr.gettext("{framework} {stated} stated, {itemised} itemised").format(
            framework=acronym(under) if under else "",
            stated=number(stated, voice.tr),
            itemised=number(itemised, voice.tr),
        )
        words.append(text)
    text = voice.tr.gettext("Computed totals: {totals}.").format(totals="; ".join(words))
    yield Paragraph((Span(text, Role.MUTED),), "Σ", Role.MUTED, lead_width=3)
