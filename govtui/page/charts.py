"""Charts of the records that a query finds: events by year, declarations by type and status, organizations by country.

Above them their progress tables. Signs and numbers say all of it, without colour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date as Day
from itertools import chain

from govtui.i18n.countries import country_name
from govtui.i18n.formats import number
from govtui.index.api import ALL, ELSEWHERE, View
from govtui.index.query_format import with_values
from govtui.model.dates import PartialDate
from govtui.model.item_names import item_paths
from govtui.model.record import Declaration
from govtui.page.home import LIST
from govtui.page.measure_statuses import status_blocks
from govtui.page.page import Bar, Block, Gap, Page, Paragraph, Role, Section, Span, filled, joined_spans
from govtui.page.progress import table_blocks, table_head
from govtui.page.progress_numbers import numbered
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES
from govtui.page.source_list import with_sources
from govtui.text.collate import sort_key
from govtui.text.width import clip, width

FULL = "█"
MOST_YEARS = 40
"""Years above which decades are counted."""

MOST = 20
"""Values that are drawn; the others are summed up."""

MOST_TABLES = 20
"""Records with progress tables that are shown."""

LABEL = 36
"""Cells of the longest name before a bar."""


def charts(view: View, context: RenderContext, today: Day, first: str = "") -> Page:
    """Return the page of the records of a view; the progress of the record `first`, the current one, comes first."""
    context = context.on_page()
    tr, counts = context.tr, _Counts(view, context)
    kinds = context.index.query(view.text).filters.get("kind") or (
        (view.kind,) if view.kind != ALL else tuple(KIND_ROLES)
    )
    under = []
    if line := view.text.strip():
        under.append(Paragraph((Span(tr.gettext("Filter: {query}").format(query=line), Role.MUTED),)))
    sections = list(_progress(view, first, kinds, context))
    if "event" in kinds:
        sections.append(Section("years", tr.gettext("Events by year"), list(counts.years(today))))
    if "declaration" in kinds:
        sections += [
            Section("types", tr.gettext("Declarations by type and status"), list(counts.types())),
            Section("statuses", tr.gettext("Declarations by status"), list(counts.statuses())),
        ]
    if "organization" in kinds:
        sections.append(Section("countries", tr.gettext("Organizations by country"), list(counts.countries())))
    sections = filled(with_sources(sections, None, context))
    if not sections:
        nothing = tr.gettext("Nothing in this list can be counted. Esc goes back to the list to choose another.")
        sections = [Section("nothing", "", [Paragraph((Span(nothing),))])]
    order = context.numbers.order if context.numbers else ()
    return Page("", (Span(tr.gettext("Figures"), Role.TITLE),), under, sections, sources=order)


def _progress(view: View, first: str, kinds: Collection[str], context: RenderContext) -> Iterator[Section]:
    """Yield the progress tables: of the record `first`, then of others of the view, those with most to tell first."""
    found = context.index.progressing(view, MOST_TABLES + 1) if "declaration" in kinds else []
    others = [key for key in found[:MOST_TABLES] if key != first]
    for key in filter(None, (first, *sorted(others, key=lambda key: -_rows(key, context)))):
        yield Section(f"progress {key}", context.tr.gettext("Progress"), list(progress_blocks(key, context)))
    if len(found) > MOST_TABLES:
        words = context.tr.gettext("Only the first {n} progress tables are drawn.").format(
            n=number(MOST_TABLES, context.tr)
        )
        yield Section("more", "", [Paragraph((Span(words, Role.MUTED),))])


def _rows(key: str, context: RenderContext) -> int:
    record = context.record(key)
    return sum(len(table.rows) for table in record.progress) if isinstance(record, Declaration) else 0


_Row = tuple[str, int, str, str]
"""Name, number, query line behind the name, words behind the bar."""


class _Counts:
    """Counts of a view's records by facet, as bars that lead to the list of what they count."""

    def __init__(self, view: View, context: RenderContext) -> None:
        self._view, self._context, self._tr = view, context, context.tr
        self._query = context.index.query(view.text)
        self._filters = self._query.filters

    def _line(self, kind: str, **values: str | tuple[str, ...]) -> str:
        """Return the query line of the view's records of a kind, narrowed by values of facets."""
        fields = self._context.index.fields
        asked = {dim: (value,) if isinstance(value, str) else value for dim, value in values.items()}
        return with_values(self._view.text, self._query, {"kind": (kind,), **asked}, fields)

    def _of(self, kind: str, dim: str, **values: str) -> Mapping[str, int]:
        """Return how many records of a kind have each value of a facet, within the view's own filter of it."""
        wanted = self._filters.get(dim)
        found = self._context.index.facets(self._line(kind, **values), [dim])[dim]
        return {value: count for value, count in found.items() if count and (not wanted or value in wanted)}

    def _bars(self, rows: Sequence[_Row], role: Role, *, sort: bool = True) -> Iterator[Bar]:
        tr = self._tr
        rows = sorted(rows, key=lambda row: (-row[1], sort_key(row[0], tr.language))) if sort else rows
        column = min(LABEL, max((width(name) for name, *_ in rows), default=0))
        scale = max((count for _, count, *_ in rows), default=0)
        for name, count, line, words in rows:
            label = Span(clip(name, LABEL), Role.LINK if count else Role.MUTED, f"{LIST}{line}" if count else "")
            parts = [(role, FULL, count)] if count else []
            yield Bar(label, column, count, parts, scale, words, figure=number(count, tr))

    def _note(self, count: int, words: str) -> Iterator[Block]:
        """Yield how many records are not in the chart, and why."""
        if count > 0:
            yield Paragraph((Span(words.format(n=number(count, self._tr)), Role.MUTED),), indent=2)

    def years(self, today: Day) -> Iterator[Block]:
        view, tr = self._view, self._tr
        dates = self._context.index.dates(View("event", self._line("event"), language=view.language, words=view.words))
        counts = {int(year): count for year, count in self._of("event", "year").items()}
        if counts and dates.dated:  # an open end reaches into a distant future
            last_begin = PartialDate.parse(dates.window(dates.dated - 1, dates.dated)[0].date).earliest()
            latest = max(today, last_begin or today)
            counts = {year: count for year, count in counts.items() if year <= latest.year}
        if counts:
            dim, step, suffix, last = "year", 1, "", max(counts)
            if last - min(counts) >= MOST_YEARS:
                dim, step, suffix = "decade", 10, "s"
                counts = {int(ten): n for ten, n in self._of("event", dim).items() if int(ten) <= last}
            years = range(min(counts), max(counts) + 1, step)
            rows = [(str(n), counts.get(n, 0), self._line("event", **{dim: f"{n}{suffix}"}), "") for n in years]
            yield from self._bars(rows, Role.EVENT, sort=False)
            if sum(counts.values()) > dates.dated:
                words = tr.gettext("An event of several years is counted in each of them.")
                yield Paragraph((Span(words, Role.MUTED),), indent=2)
            if n := dates.elsewhere():
                words = tr.ngettext(
                    "{n} date counted here is from another source, or of the whole that the event is part of.",
                    "{n} dates counted here are from other sources, or of the wholes that events are part of.",
                    n,
                )
                yield Paragraph((Span(words.format(n=number(n, tr)), Role.MUTED),), ELSEWHERE, Role.MUTED, indent=2)
        n = dates.year_less
        yield from self._note(n, tr.ngettext("Year unknown: {n} event", "Year unknown: {n} events", n))
        yield from self._note(dates.undated, tr.ngettext("No date: {n} event", "No date: {n} events", dates.undated))

    def types(self) -> Iterator[Block]:
        rows = []
        for type_, count in self._of("declaration", "type").items():
            parts = []
            for status, n in _ranked(self._of("declaration", "status", type=type_)):
                words = self._context.label("declaration.status", status)
                parts.append(f"{number(n, self._tr)}\u00a0{words[:1].lower()}{words[1:]}")
            name = self._context.label("declaration.type", type_)
            rows.append((name, count, self._line("declaration", type=type_), " · ".join(parts)))
        yield from self._bars(rows, Role.DECLARATION)

    def statuses(self) -> Iterator[Block]:
        label = self._context.label
        rows = [
            (label("declaration.status", status), count, self._line("declaration", status=status), "")
            for status, count in self._of("declaration", "status").items()
        ]
        yield from self._bars(rows, Role.DECLARATION)
        if sum(count for _, count, *_ in rows) > self._context.index.counts(self._line("declaration")).get(ALL, 0):
            words = self._tr.gettext("A text to which another source gives another status is counted under each.")
            yield Paragraph((Span(words, Role.MUTED),), ELSEWHERE, Role.MUTED, indent=2)

    def countries(self) -> Iterator[Block]:
        """Yield organizations by the country that they have their place in, not by others that they name."""
        tr = self._tr
        counts = self._of("organization", "place")
        ranked = _ranked(counts)
        rows = [
            (country_name(code, tr) or code, count, self._line("organization", place=code), "")
            for code, count in ranked[:MOST]
        ]
        yield from self._bars(rows, Role.ORGANIZATION)
        yield from self._note(sum(count for _, count in ranked[MOST:]), tr.gettext("In other countries: {n}"))
        if rows:
            total = self._context.index.counts(self._line("organization")).get(ALL, 0)
            placed = self._context.index.counts(self._line("organization", place=tuple(counts))).get(ALL, 0)
            yield from self._note(total - placed, tr.gettext("No country given: {n}"))


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


# progress tables


def progress_blocks(key: str, context: RenderContext) -> Iterator[Block]:
    """Yield the progress tables of a record; nothing when it cannot be read."""
    record, spec = context.record(key), context.schema.named("progress")
    if not isinstance(record, Declaration) or spec is None:
        return
    problems = context.index.problems(key)
    blocks: list[list[Block]] = []
    for name, table in item_paths("progress", record.progress):
        if not numbered(table) and any(row.item for row in table.rows):
            continue
        head = joined_spans([[context.name(key)], table_head(spec, table, context)], Span(" · "))
        rows = table_blocks(spec, table, name, record, problems, context, at_home=False)
        blocks.append([Paragraph(head), *rows])
    if statuses := list(status_blocks(record, problems, context, cites=False)):
        sources = dict.fromkeys(table.source for table in record.progress if any(row.item for row in table.rows))
        cited = chain.from_iterable(context.citation(source) for source in sources)
        blocks.append([Paragraph((context.name(key), *cited)), *statuses])
    for place, several in enumerate(blocks):
        yield from [Gap()] * bool(place)
        yield from several
