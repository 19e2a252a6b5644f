"""Renderers of figures and progress tables: stacked bars, with what does not add up marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import number, percent
from govtui.model.checks.figures import areas_of
from govtui.model.fields import FieldSpec, parts
from govtui.model.problem import Problem, Severity
from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration, Record
from govtui.page.field_blocks import further_blocks, further_spans, item_blocks, note_blocks
from govtui.page.measure_statuses import status_blocks
from govtui.page.page import DISCREPANCY_LINK, Bar, Block, Gap, Paragraph, Role, Span, legend_spans
from govtui.page.present import key_words
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext

SIGNS = {
    "completed": (Role.DONE, "█"),
    "ongoing": (Role.ONGOING, "▓"),
    "completed_or_ongoing": (Role.DONE, "▓"),
    "recurring": (Role.RECURRING, "▒"),
    "planned": (Role.PLANNED, "░"),
    "cancelled": (Role.CANCELLED, "·"),
}
"""Role and sign of each status: the sign alone tells them apart, without colour."""

UNEXPLAINED = (Role.UNEXPLAINED, "?")

NBSP = "\u00a0"


def legend(table: ProgressTable, context: RenderContext) -> list[Span]:
    """Return the signs that a table is drawn with, and their meanings."""
    used = {status for row in table.rows for status, value in row.parts if value}
    signs = [(*drawn, context.label("progress.status", status)) for status, drawn in SIGNS.items() if status in used]
    if any(row.unexplained > 0 for row in table.rows):
        signs.append((*UNEXPLAINED, context.tr.gettext("unexplained")))
    return legend_spans(signs)


def area_names(record: Declaration, context: RenderContext) -> dict[str, str]:
    """Return area key to name: the record's own areas, or those of the text it implements."""
    return {key: context.text_of(name) for key, name in areas_of(record, context.record).items()}


def area_heading(area: str, areas: dict[str, str], context: RenderContext) -> Paragraph:
    """Return the line over an area's rows."""
    if area == "none":
        title, lead = areas.get(area) or context.tr.gettext("Not matched to any area"), "–"
    else:
        title, lead = areas.get(area) or context.tr.gettext("Area {key}").format(key=area), f"{area}."
    return Paragraph((Span(title),), lead, Role.STRONG, lead_width=3)


def framework(under: str | None, context: RenderContext) -> Span:
    """Return the framework of a row, short, with a link; "all" where it has none."""
    if under is None:
        return Span(context.tr.gettext("all"))
    name = context.name(under)
    return Span(acronym(under) if context.index.card(under) else name.text, name.role, name.link)


def acronym(id: str) -> str:
    """Return a short form of an id for a narrow column: "accsm-plus-3" is "ACCSM+3"."""
    return id.upper().replace("-PLUS-", "+").replace("-", " ")


def row_words(row: ProgressRow, areas: Mapping[str, str], context: RenderContext) -> str:
    """Return what a row is about, on one line; `areas` has the names of those areas that are to have theirs."""
    parts = []
    if row.area == "none":
        parts.append(context.tr.gettext("Not matched to any area"))
    elif row.area is not None:
        key = context.tr.gettext("Area {key}").format(key=row.area)
        parts.append(f"{key}: {areas[row.area]}" if areas.get(row.area) else key)
    if row.under:
        parts.append(acronym(row.under))
    if row.item:
        parts.append(context.tr.gettext("Measure {key}").format(key=row.item))
    return " · ".join(parts) or context.tr.gettext("all")


def size(row: Counts | ProgressRow) -> int:
    """Return the length of a row's bar, as a number."""
    return max(row.stated or 0, row.itemised or 0)


def drawn_parts(row: ProgressRow) -> list[tuple[Role, str, int]]:
    """Return role, sign and number of the parts of a row's bar, the unexplained rest last."""
    parts = [(*SIGNS[status], value) for status, value in row.parts if value]
    return [*parts, (*UNEXPLAINED, row.unexplained)] if row.unexplained > 0 else parts


def part_words(row: Counts | ProgressRow, context: RenderContext) -> list[str]:
    """Return the parts in words, with their shares as the source gives them; of some it gives the share alone."""
    shares = {status: percent(share, context.tr) for status, share in row.percent.items()}
    out = []
    for status, value in row.parts:
        words = f"{number(value, context.tr)} {context.label('progress.status', status)}"
        out.append(f"{words} ({shares[status]})" if status in shares else words)
    alone = [status for status in shares if getattr(row, status, None) is None]
    return out + [f"{shares[status]} {key_words('progress.status', status, context)}" for status in alone]


def is_computed(row: Counts | ProgressRow) -> bool:
    """Whether the number of a row is the sum of its parts, which no source states."""
    return row.stated is None and len(row.parts) > 1


def computed_words(row: Counts | ProgressRow, context: RenderContext) -> str:
    """Return the sum of the parts of a row, with the words that it is one."""
    # L10N: A sum that no source states: "35 (computed)".
    words = context.tr.gettext("{number} (computed)")
    return words.format(number=number(row.itemised or 0, context.tr)).replace(" ", NBSP)


def problems_under(problems: Sequence[Problem], path: str) -> list[Problem]:
    """Return the discrepancies of the field at `path` and of its parts."""
    return [one for one in problems if one.severity == Severity.DISCREPANCY and f"{one.field}.".startswith(f"{path}.")]


def figures(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the single figures."""
    for figure in record.figures:
        counted = number(figure.value, context.tr)
        if figure.counted:
            # L10N: A number that the registry counted in what a source lists: "6 (counted)".
            counted = context.tr.gettext("{number} (counted)").format(number=counted)
        value = context.label("figure.bound", figure.bound or "exact").format(number=counted)
        spans: list[Span] = [Span(value, Role.STRONG), Span(" " + key_words("figure.what", figure.what, context))]
        shown = ("what", "value", "bound", "counted")
        path = f"figures.{figure.key or figure.what}"
        yield from item_blocks(spec, figure, context, path, spans=spans, shown=shown)


def progress(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the progress tables."""
    if not isinstance(record, Declaration):
        return
    areas, problems = area_names(record, context), context.index.problems(record.id)
    for position, table in enumerate(record.progress, 1):
        # a series of statuses is one table below; here is only what it was told by
        close = position > 1 and not (numbered(table) or numbered(record.progress[position - 2]))
        yield from [Gap()] * (position > 1 and not close)
        yield from _table(spec, table, f"progress.{table.key or position}", areas, problems, context)
    if statuses := list(status_blocks(record, problems, context)):
        yield from (Gap(), *statuses)


def numbered(table: ProgressTable) -> list[tuple[int, ProgressRow]]:
    """Return the rows of a table with numbers, each with its position; a row that only names a measure has none."""
    return [
        (position, row)
        for position, row in enumerate(table.rows, 1)
        if not row.item or row.stated is not None or row.parts or row.percent
    ]


def _table(
    spec: FieldSpec,
    table: ProgressTable,
    field: str,
    areas: dict[str, str],
    problems: Sequence[Problem],
    context: RenderContext,
) -> Iterator[Block]:
    head: list[Span] = []
    if table.as_of:
        head.append(Span(context.tr.gettext("As of {date}").format(date=context.date(table.as_of)), Role.STRONG))
    if table.unit:
        head.append(Span((" · " if head else "") + key_words("progress.unit", table.unit, context)))
    shown = ("key", "as_of", "unit", "source", "at", "said_by", "note", "stated", "rows")
    head = further_spans(spec, table, shown, context, head)
    yield Paragraph((*head, *context.citation(table.source, table.at, table.said_by)), field=field)
    if table.note:
        yield from note_blocks(table.note, context, field)
        yield Gap()
    yield from further_blocks(spec, table, shown, context, field)
    rows = numbered(table)
    if spans := legend(table, context):
        yield Paragraph(spans, field=field)
    scale = max((size(row) for _, row in rows), default=0)
    labels = {position: row_label(row, context) for position, row in rows}
    widest = max((len(span.text) for span in labels.values()), default=0)
    area, shared = None, ""
    for position, row in rows:
        if row.area is not None and row.area != area:
            area, shared = row.area, _shared_place(row.area, table, context)
            heading = area_heading(area, areas, context)
            place = [Span(f" [{shared}]", Role.MUTED)] if shared else []
            yield replace(heading, spans=(*heading.spans, *place))
        path = f"{field}.rows.{position}"
        own_place = "" if shared else _place_in_table(row, table, context)
        yield _bar(row, labels[position], widest, scale, path, own_place, context)
        further = further_spans(parts(spec)["rows"], row, (*_bars(row), "source", "at", "said_by"), context)
        is_cited = bool(row.said_by or row.source) and not _is_of(row, table)
        cited = context.citation(row.source, row.at, row.said_by) if is_cited else ()
        if further or is_cited:  # of two languages side by side only one has the citation
            yield Paragraph((*further, *cited), indent=2, field=path)
        yield from further_blocks(parts(spec)["rows"], row, _bars(row), context, path)
        for problem in problems_under(problems, path):
            link = Span(problem_sentence(problem, context), Role.DISCREPANCY, DISCREPANCY_LINK + problem.field)
            yield Paragraph((link,), "≠", Role.DISCREPANCY, indent=2, field=path)
    if table.stated is not None:
        yield _stated(parts(spec)["stated"], table.stated, f"{field}.stated", context)
    yield from _totals(table, context)


def _shared_place(area: str, table: ProgressTable, context: RenderContext) -> str:
    """Return where all rows of an area stand in the source of the table; "" where they stand in several places."""
    places = {_place_in_table(row, table, context) for row in table.rows if row.area == area}
    return places.pop() if len(places) == 1 else ""


def _place_in_table(row: ProgressRow, table: ProgressTable, context: RenderContext) -> str:
    return context.locator(row.at) if row.at and _is_of(row, table) else ""


def _is_of(row: ProgressRow, table: ProgressTable) -> bool:
    """Whether a row is told by the source of its table, which the head of the table names."""
    return row.source in (None, table.source) and row.said_by in (None, table.said_by)


_BARS = ("area", "under", "stated", *STATUSES, "percent")
"""The parts of a row that its bar and the words beside it show."""


def _bars(row: ProgressRow) -> tuple[str, ...]:
    """Return the same with those that the table of measures shows."""
    return (*_BARS, "item", "status") if row.item else _BARS


def row_label(row: ProgressRow, context: RenderContext) -> Span:
    """Return the framework of a row, or the measure whose parts it counts."""
    return Span(row.item) if row.item and row.under is None else framework(row.under, context)


def _stated(spec: FieldSpec, counts: Counts, path: str, context: RenderContext) -> Paragraph:
    """Return the totals that the source states."""
    words = [number(counts.stated, context.tr)] if counts.stated is not None else []
    words += part_words(counts, context)
    spans = [Span(f"{field_label(spec, context.tr)}: ", Role.LABEL), Span(" · ".join(words))]
    return Paragraph(further_spans(spec, counts, _BARS, context, spans), field=path)


def _bar(row: ProgressRow, label: Span, widest: int, scale: int, path: str, place: str, context: RenderContext) -> Bar:
    """Return the bar of a row; `place`: where it stands in the source of its table."""
    words = " · ".join(part.replace(" ", NBSP) for part in part_words(row, context))
    if place:
        words = f"{words} [{place.replace(' ', NBSP)}]".lstrip()
    total = row.stated if row.stated is not None else row.itemised
    figure = number(total, context.tr) if total is not None else ""
    if is_computed(row):
        figure = computed_words(row, context)
    return Bar(label, widest, total, drawn_parts(row), scale, words, path, figure=figure)


def _totals(table: ProgressTable, context: RenderContext) -> Iterator[Block]:
    """Yield the sums over all rows of each framework, which are computed here."""
    tr = context.tr
    counted = [row for _, row in numbered(table)]
    frameworks = dict.fromkeys(row.under for row in counted)
    if len(counted) <= len(frameworks):
        return
    words = []
    for under in frameworks:
        rows = [row for row in counted if row.under == under]
        text = tr.gettext("{framework} {stated} stated, {itemised} itemised").format(
            framework=acronym(under) if under else "",
            stated=number(sum(row.stated or 0 for row in rows), tr),
            itemised=number(sum(row.itemised or 0 for row in rows), tr),
        )
        words.append(text)
    text = tr.gettext("Computed totals: {totals}.").format(totals="; ".join(words))
    yield Paragraph((Span(text, Role.MUTED),), "Σ", Role.MUTED, lead_width=3)
