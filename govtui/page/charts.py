"""Charts of the records that a query finds: events by year, declarations by type and status, organizations by country.

Below them their progress tables, frameworks side by side under each area. Signs and numbers say all of it, without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day
from itertools import chain

from govtui.i18n.countries import country_name
from govtui.i18n.formats import number
from govtui.index.api import ALL, View
from govtui.index.query_parser import format_query, parse, without_fields
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem, Severity
from govtui.model.progress import STATUSES, ProgressRow, ProgressTable
from govtui.model.record import Declaration
from govtui.page.figures import (
    NBSP,
    area_heading,
    area_names,
    drawn_parts,
    framework,
    legend,
    part_words,
    problems_under,
    size,
)
from govtui.page.overview import LIST
from govtui.page.page import Bar, Block, Gap, Page, Paragraph, Role, Section, Span, joined_spans, proportional
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES, SEVERITY_SIGNS
from govtui.text.collate import sort_key
from govtui.text.width import clip, pad, width

FULL = "█"
MOST_YEARS = 40
"""Years above which decades are counted."""

MOST = 20
"""Values that are drawn; the others are summed up."""

MOST_TABLES = 20
"""Records with progress tables that are shown."""

LABEL = 36
"""Cells of the longest name before a bar."""

BAR = 16
"""Cells of the longest bar of a framework: two stand beside each other on 80 columns."""


def charts(view: View, context: RenderContext, today: Day, first: str = "") -> Page:
    """Return the page of the records of a view; the progress of the record `first`, the current one, comes first."""
    tr = context.tr
    asked = parse(view.text, context.index.fields).filters.get("kind") or (
        (view.kind,) if view.kind != ALL else tuple(KIND_ROLES)
    )
    under = []
    if line := view.text.strip():
        under.append(Paragraph((Span(tr.gettext("Filter: {query}").format(query=line), Role.MUTED),)))
    sections = [_progress(first, context)]
    if "event" in asked:
        sections.append(Section("years", tr.gettext("Events by year"), list(_years(view, context, today))))
    if "declaration" in asked:
        sections += [
            Section("types", tr.gettext("Declarations by type and status"), list(_types(view, context))),
            Section("statuses", tr.gettext("Declarations by status"), list(_statuses(view, context))),
        ]
    if "organization" in asked:
        sections.append(Section("countries", tr.gettext("Organizations by country"), list(_countries(view, context))))
    if "declaration" in asked:
        found = context.index.progressing(view, MOST_TABLES + 1)
        sections += [_progress(key, context) for key in found[:MOST_TABLES] if key != first]
        if len(found) > MOST_TABLES:
            words = tr.gettext("Only the first {n} progress tables are drawn.").format(n=number(MOST_TABLES, tr))
            sections.append(Section("more", "", [Paragraph((Span(words, Role.MUTED),))]))
    sections = [section for section in sections if section.blocks]
    if not sections:
        nothing = tr.gettext("Nothing in this list can be counted. Esc goes back to the list to choose another.")
        sections = [Section("nothing", "", [Paragraph((Span(nothing),))])]
    return Page("", (Span(tr.gettext("Figures"), Role.TITLE),), under, sections)


def _progress(key: str, context: RenderContext) -> Section:
    """Return the section of a record's progress tables, if it has any."""
    return Section(
        f"progress {key}", context.tr.gettext("Progress"), list(progress_blocks(key, context)) if key else []
    )


def _line(view: View, kind: str, context: RenderContext, **values: str) -> str:
    """The query line of a view's records of a kind, narrowed by values of facets."""
    fields = context.index.fields
    filters = {**parse(view.text, fields).filters, "kind": (kind,), **{dim: (value,) for dim, value in values.items()}}
    return format_query(without_fields(view.text, fields), filters, fields)


def _counts(view: View, kind: str, dim: str, context: RenderContext, **values: str) -> Mapping[str, int]:
    """How many records of a kind have each value; what the view itself asks of this field stays asked."""
    wanted = parse(view.text, context.index.fields).filters.get(dim)
    found = context.index.facets(_line(view, kind, context, **values), [dim])[dim]
    return {value: count for value, count in found.items() if count and (not wanted or value in wanted)}


def _total(view: View, kind: str, context: RenderContext) -> int:
    return context.index.counts(_line(view, kind, context)).get(ALL, 0)


def _bars(
    found: Sequence[tuple[str, int, str, str]], role: Role, context: RenderContext, *, sort: bool = True
) -> Iterator[Bar]:
    """Yield a bar for each name, number, query line and words."""
    rows = sorted(found, key=lambda one: (-one[1], sort_key(one[0], context.tr.language))) if sort else found
    column = min(LABEL, max((width(name) for name, *_ in rows), default=0))
    scale = max((count for _, count, *_ in rows), default=0)
    for name, count, line, words in rows:
        label = Span(clip(name, LABEL), Role.LINK if count else Role.MUTED, f"{LIST}{line}" if count else "")
        figure = number(count, context.tr)
        yield Bar(label, column, count, [(role, FULL, count)] if count else [], scale, words, figure=figure)


def _without(count: int, words: str, context: RenderContext) -> Iterator[Block]:
    """Yield how many records are not in the chart, and why."""
    if count > 0:
        yield Paragraph((Span(words.format(n=number(count, context.tr)), Role.MUTED),), indent=2)


def _years(view: View, context: RenderContext, today: Day) -> Iterator[Block]:
    dates = context.index.dates(View("event", _line(view, "event", context), language=view.language, words=view.words))
    counts = {int(year): count for year, count in _counts(view, "event", "year", context).items()}
    if counts and dates.dated:
        latest = Day.fromordinal(max(today.toordinal(), _begins(dates.window(dates.dated - 1, dates.dated)[0].date)))
        counts = {year: count for year, count in counts.items() if year <= latest.year}
    if counts:
        dim = "year"
        if max(counts) - min(counts) >= MOST_YEARS:
            dim = "decade"
            last = max(counts)
            counts = {int(ten): n for ten, n in _counts(view, "event", dim, context).items() if int(ten) <= last}
        step = 10 if dim == "decade" else 1
        rows = [
            (
                str(year),
                counts.get(year, 0),
                _line(view, "event", context, **{dim: f"{year}s" if step == 10 else str(year)}),
                "",
            )
            for year in range(min(counts), max(counts) + 1, step)
        ]
        yield from _bars(rows, Role.EVENT, context, sort=False)
        if sum(counts.values()) > dates.dated:
            words = context.tr.gettext("An event of several years is counted in each of them.")
            yield Paragraph((Span(words, Role.MUTED),), indent=2)
    tr = context.tr
    yield from _without(
        dates.year_less, tr.ngettext("Year unknown: {n} event", "Year unknown: {n} events", dates.year_less), context
    )
    yield from _without(dates.undated, tr.ngettext("No date: {n} event", "No date: {n} events", dates.undated), context)


def _begins(edtf: str) -> int:
    from govtui.model.dates import PartialDate

    day = PartialDate.parse(edtf).earliest()
    return day.toordinal() if day else 1


def _types(view: View, context: RenderContext) -> Iterator[Block]:
    rows = []
    for type_, count in _counts(view, "declaration", "type", context).items():
        line = _line(view, "declaration", context, type=type_)
        statuses = sorted(
            _counts(view, "declaration", "status", context, type=type_).items(), key=lambda one: (-one[1], one[0])
        )
        words = " · ".join(f"{number(n, context.tr)}\u00a0{_status(status, context)}" for status, n in statuses)
        rows.append((context.label("declaration.type", type_), count, line, words))
    yield from _bars(rows, Role.DECLARATION, context)


def _status(status: str, context: RenderContext) -> str:
    """Return a status inside a line."""
    words = context.label("declaration.status", status)
    return words[:1].lower() + words[1:]


def _statuses(view: View, context: RenderContext) -> Iterator[Block]:
    counts = _counts(view, "declaration", "status", context)
    rows = [
        (context.label("declaration.status", status), count, _line(view, "declaration", context, status=status), "")
        for status, count in counts.items()
    ]
    yield from _bars(rows, Role.DECLARATION, context)


def _countries(view: View, context: RenderContext) -> Iterator[Block]:
    counts = _counts(view, "organization", "country", context)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    rows = [
        (country_name(code, context.tr) or code, count, _line(view, "organization", context, country=code), "")
        for code, count in ranked[:MOST]
    ]
    yield from _bars(rows, Role.ORGANIZATION, context)
    rest = sum(count for _, count in ranked[MOST:])
    tr = context.tr
    others = tr.gettext("In other countries: {n}")
    yield from _without(rest, others, context)
    missing = _total(view, "organization", context) - sum(counts.values())
    if rows:
        yield from _without(missing, tr.gettext("No country given: {n}"), context)


# progress tables, frameworks side by side


def progress_blocks(key: str, context: RenderContext) -> Iterator[Block]:
    """Yield the progress tables of a record, frameworks side by side; nothing when it cannot be read."""
    record = context.record(key)
    if not isinstance(record, Declaration):
        return
    areas = area_names(record, context)
    problems = context.index.problems(key)
    for place, (name, table) in enumerate(item_paths("progress", record.progress)):
        yield from [Gap()] * bool(place)
        head = [context.name(key)]
        if table.as_of:
            head.append(Span(" · " + context.tr.gettext("As of {date}").format(date=context.date(table.as_of))))
        if table.unit:
            head.append(Span(" · " + context.label("progress.unit", table.unit)))
        yield Paragraph((*head, *context.cited(table.source, table.at)))
        yield Paragraph(legend(table, context))
        yield from _compared(table, name, areas, problems, context)
        yield from map(Paragraph, context.read(table.note, Role.MUTED))


def _compared(
    table: ProgressTable, name: str, areas: dict[str, str], problems: Sequence[Problem], context: RenderContext
) -> Iterator[Block]:
    frameworks = list(dict.fromkeys(row.under for row in table.rows))
    scale = max((size(row) for row in table.rows), default=0)
    column = max((width(framework(under, context).text) for under in frameworks), default=0)
    for area in dict.fromkeys(row.area for row in table.rows):
        rows = [(n, row) for n, row in enumerate(table.rows, 1) if row.area == area]
        if area is not None:
            yield area_heading(area, areas, context)
        found = {n: problems_under(problems, f"{name}.rows.{n}") for n, _ in rows}
        yield _side_by_side([_cell(row, scale, column, bool(found[n]), context) for n, row in rows])
        words = [f"{framework(row.under, context).text} {_row_words(row, context)}" for _, row in rows if row.parts]
        yield Paragraph((Span("; ".join(words), Role.MUTED),), indent=3)
        for problem in chain.from_iterable(found.values()):
            text = (Span(problem_sentence(problem, context), Role.DISCREPANCY),)
            yield Paragraph(text, SEVERITY_SIGNS[Severity.DISCREPANCY], Role.DISCREPANCY, indent=3)
    yield from _totals(table, frameworks, column, context)


def _side_by_side(rows: Sequence[Iterator[Span]]) -> Paragraph:
    return Paragraph(joined_spans(map(list, rows), Span(" ")), indent=3)


def _totals(
    table: ProgressTable, frameworks: Sequence[str | None], column: int, context: RenderContext
) -> Iterator[Block]:
    """Yield the sums over all areas, which are computed here; those that a source states stand among the problems."""
    if len(table.rows) <= len(frameworks):
        return
    sums = [_sum([row for row in table.rows if row.under == under]) for under in frameworks]
    scale = max((size(row) for row in sums), default=0)
    yield Paragraph((Span(context.tr.gettext("All areas, added up here")),), "Σ", Role.STRONG, lead_width=3)
    yield _side_by_side([_cell(row, scale, column, row.unexplained != 0, context) for row in sums])
    words = [f"{framework(row.under, context).text} {_row_words(row, context)}" for row in sums]
    yield Paragraph((Span("; ".join(words), Role.MUTED),), indent=3)


def _sum(rows: Sequence[ProgressRow]) -> ProgressRow:
    """Return the sum of rows of one framework; a number that none of them has stays absent."""
    values: dict[str, object] = {"under": rows[0].under}
    for field in ("stated", *STATUSES):
        given = [value for row in rows if (value := getattr(row, field)) is not None]
        values[field] = sum(given) if given else None
    return ProgressRow.model_validate(values)


def _cell(row: ProgressRow, scale: int, column: int, wrong: bool, context: RenderContext) -> Iterator[Span]:
    """Yield name, number and bar of a framework: one word to wrapping, so that it stands whole beside or below others."""
    total = row.stated if row.stated is not None else row.itemised
    shown = "–" if total is None else number(total, context.tr)
    mark = SEVERITY_SIGNS[Severity.DISCREPANCY] if wrong else NBSP
    yield Span(pad(framework(row.under, context).text, column).replace(" ", NBSP) + NBSP, Role.LABEL)
    yield Span(shown.rjust(4, NBSP), Role.STRONG)
    yield Span(f"{mark}{NBSP}", Role.DISCREPANCY if wrong else Role.PLAIN)
    parts = drawn_parts(row)
    cells = proportional([value for *_, value in parts], scale, BAR)
    for (role, sign, _), length in zip(parts, cells, strict=True):
        yield Span(sign * length, role)
    yield Span(NBSP * (BAR - sum(cells) + 2))


def _row_words(row: ProgressRow, context: RenderContext) -> str:
    words = part_words(row, context)
    if row.parts and row.unexplained:
        unexplained = context.tr.gettext("unexplained")
        words.append(f"{number(row.unexplained, context.tr)} {unexplained}")
    return ", ".join(words)
