"""Renderer of progress tables: rows by area or measure, a group of columns for each framework, and their sums.

The page of a record, the screen of figures and every export have the same table. What is computed is marked, what does not
add up is marked and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import number, percent
from govtui.model.fields import FieldSpec, parts
from govtui.model.measures_over_time import measures_of
from govtui.model.problem import Problem, Severity
from govtui.model.progress import STATUSES, Counts, ProgressRow, ProgressTable
from govtui.model.record import Declaration
from govtui.model.vocabulary import UNALLOCATED
from govtui.page.field_blocks import further_blocks, further_spans
from govtui.page.figures import area_names, framework, row_words
from govtui.page.page import (
    COMPUTED,
    DISCREPANCY_LINK,
    FIELD_LINK,
    PAGE_LINK,
    Block,
    ColumnGroup,
    Paragraph,
    Role,
    Span,
    Spans,
    Table,
    TableRow,
    joined_spans,
)
from govtui.page.present import key_words
from govtui.page.problem_words import problem_at_field, problem_line, problem_sentence
from govtui.page.progress_numbers import Numbers, numbered, numbers_of, place_of_row, sum_of
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_SIGNS
from govtui.text.markers import NP_

HEADS = {
    # L10N: Heads of narrow columns of numbers: of the activities of a plan "stated", "completed", "ongoing", …
    "stated": NP_("progress.head", "stated"),
    "completed": NP_("progress.head", "done"),
    "ongoing": NP_("progress.head", "now"),
    "completed_or_ongoing": NP_("progress.head", "done/now"),
    "recurring": NP_("progress.head", "recur"),
    "planned": NP_("progress.head", "plan"),
    "cancelled": NP_("progress.head", "cancelled"),
}

_COUNTED = ("area", "under", "stated", *STATUSES, "percent", "source", "at", "said_by")
"""The parts of a row that its cells, the names of rows and the lines below them show."""

_MARK = SEVERITY_SIGNS[Severity.DISCREPANCY]


class _Key(NamedTuple):
    """What rows are about that stand on one line; of equal ones the second has the number 1."""

    area: str | None
    item: str | None
    number: int = 0


class NumberTable:
    """A progress table as blocks of a page."""

    def __init__(
        self,
        spec: FieldSpec,
        table: ProgressTable,
        path: str,
        record: Declaration,
        problems: Sequence[Problem],
        context: RenderContext,
        *,
        at_home: bool,
    ) -> None:
        self._spec, self._table, self._path, self._record = spec, table, path, record
        self._problems = [one for one in problems if one.severity is Severity.DISCREPANCY]
        self._context, self._tr, self._at_home = context, context.tr, at_home
        self._counted = numbered(table)
        self._frameworks = list(dict.fromkeys(row.under for _, row in self._counted))
        self._rows: dict[_Key, dict[str | None, tuple[int, ProgressRow]]] = {}
        for position, row in self._counted:
            again = 0
            while row.under in self._rows.setdefault(_Key(row.area, row.item, again), {}):
                again += 1
            self._rows[_Key(row.area, row.item, again)][row.under] = (position, row)
        everything = [row for _, row in self._counted] + ([table.stated] if table.stated else [])
        told = {status for row in everything for status in (*dict(row.parts), *row.percent)}
        self._statuses = [*(status for status in STATUSES if status in told), *sorted(told - set(STATUSES))]
        self._states = any(row.stated is not None for row in everything)
        self._adds_up = self._states or any(len(row.parts) > 1 for row in everything)
        self._columns = [*(["stated"] if self._adds_up else []), *self._statuses]
        self._areas = area_names(record, context)

    def blocks(self) -> Iterator[Block]:
        """Yield the table of the rows, and the totals of several frameworks, which belong to none of them."""
        if self._columns and self._counted:
            yield self._table_of_rows()
        else:  # rows without a number
            yield from self._legend()
            for position, row in self._counted:
                yield from self._below(row, f"{self._path}.rows.{position}")
        if self._columns and self._table.stated is not None and len(self._frameworks) != 1:
            yield self._grouped(list(self._totals([None])), [ColumnGroup((), self._width)])

    # the table

    @property
    def _width(self) -> int:
        """How many columns a group has: what is stated, each status, and what is at odds."""
        return len(self._columns) + 1

    def _table_of_rows(self) -> Table:
        rows: list[TableRow] = []
        for key, of_frameworks in self._rows.items():
            rows += self._rows_of(key, of_frameworks)
        single = len(self._frameworks) == 1
        if len(self._counted) > len(self._frameworks) or (single and self._table.stated is not None):
            rows += self._totals(self._frameworks)
        heads = [(framework(under, self._context),) for under in self._frameworks]
        no_head = single and self._frameworks[0] is None
        groups = [ColumnGroup(() if no_head else head, self._width) for head in heads]
        return self._grouped(rows, groups, list(self._legend()))

    def _grouped(
        self, rows: Sequence[TableRow], groups: Sequence[ColumnGroup], legend: Sequence[Paragraph] = ()
    ) -> Table:
        of_one = [*map(self._head, self._columns), ""]
        names = [*map(self._name, self._columns), self._tr.pgettext("figures", "Difference")]
        first = self._first_head() if legend or len(rows) > 2 else ""
        heads, count = [first, *of_one * len(groups)], len(of_one)
        marked = any(COMPUTED in span.text for row in rows for cell in row.cells for span in cell)
        return Table(
            heads,
            rows,
            indent=1,
            field=self._path,
            names=[first, *names * len(groups)],
            numbers={place for place in range(1, len(heads)) if place % count},
            groups=groups,
            notes=[self._note()] * marked,
            legend=legend,
        )

    def _first_head(self) -> str:
        """Return the head of the column that names the rows."""
        fields = parts(parts(self._spec)["rows"])
        if all(key.item for key in self._rows) and not any(key.area for key in self._rows):
            return field_label(fields["item"], self._tr)
        return field_label(fields["area"], self._tr) if any(key.area for key in self._rows) else ""

    def _head(self, column: str) -> str:
        if column == "stated" and not self._states:
            # L10N: Head of a narrow column: the sum of the numbers beside it, which no source states.
            return self._tr.pgettext("progress.head", "sum")
        if column in HEADS:
            return self._tr.pgettext("progress.head", HEADS[column])
        return key_words("progress.status", column, self._context)

    def _name(self, column: str) -> str:
        return self._head(column) if column == "stated" else key_words("progress.status", column, self._context)

    def _note(self) -> Paragraph:
        """Return what the mark of computed numbers means."""
        words = self._tr.gettext("added up by the program, not stated by the source")
        return Paragraph((Span(f"{COMPUTED} {words}", Role.MUTED),), indent=1)

    # rows

    def _rows_of(self, key: _Key, of_frameworks: Mapping[str | None, tuple[int, ProgressRow]]) -> Iterator[TableRow]:
        """Yield the numbers of rows on one line, and below them the percentages that sources give."""
        cells: list[Spans] = []
        shares: list[Spans] = []
        fields: list[str] = []
        below: list[Paragraph] = []
        for under in self._frameworks:
            if under not in of_frameworks:
                cells += [()] * self._width
                shares += [()] * self._width
                fields.append("")
                continue
            position, row = of_frameworks[under]
            path = f"{self._path}.rows.{position}"
            found = self._found(path)
            fields.append(path)
            cells += self._cells(numbers_of(row), path, found)
            shares += self._shares(row, path, found)
            below += self._below(row, path)
        name = self._words(key)
        yield TableRow([self._key(key), *cells], fields=fields, below=() if any(shares) else below, name=name)
        if any(shares):
            # L10N: Names the row of percentages below a row of numbers: "Area 2, share".
            share = self._tr.pgettext("progress", "share")
            names = (*name, Span(f", {share}" if name else share))
            yield TableRow([(Span("%", Role.MUTED),), *shares], fields=fields, below=below, name=names, silent="")

    def _key(self, key: _Key) -> Spans:
        """Return the keys that name a row, each with a link to what it is."""
        out: list[Spans] = []
        if key.area == UNALLOCATED:
            # L10N: Names a row of a table by areas: of activities that the source matches to no area. At most 9 letters.
            out.append((Span(self._tr.pgettext("area", "none")),))
        elif key.area is not None:
            out.append((Span(key.area, Role.LINK, self._place_of("areas", key.area)),))
        if key.item:
            out.append((Span(key.item, Role.LINK, self._place_of("measures", key.item)),))
        if not out and len(self._rows) > 1:
            return (Span(self._tr.gettext("all")),)
        return joined_spans(out, Span(" · "))

    def _place_of(self, field: str, key: str) -> str:
        """Return the link to an area or measure: on this page, else to the text that is implemented and has it."""
        for holder in (self._record.id, *self._record.relations.get("implements", [])):
            record = self._record if holder == self._record.id else self._context.record(holder)
            if any(one.key == key for one in getattr(record, field, ())):
                if record is self._record and self._at_home:
                    return f"{PAGE_LINK}{field}.{key}"
                card = self._context.index.card(holder)
                return f"{card.key}{FIELD_LINK}{field}.{key}" if card else ""
        return ""

    def _words(self, key: _Key) -> Spans:
        if key.area is None and key.item is None and len(self._rows) == 1:
            return ()
        return (Span(row_words(ProgressRow(area=key.area, item=key.item), {}, self._context)),)

    def _cells(self, numbers: Numbers, path: str, found: Sequence[Problem], *, total: bool = False) -> list[Spans]:
        """Return the cells of a group: what is stated, each status, and what is at odds in words."""
        role = Role.STRONG if total else Role.PLAIN
        cells = []
        if self._adds_up:
            cells.append(self._number(numbers.stated, path, f"{path}.stated", found, role, computed=numbers.computed))
        for status in self._statuses:
            cells.append(self._number(numbers.parts.get(status), "", f"{path}.{status}", found, role))
        off = numbers.unexplained
        if not off:
            return [*cells, ()]
        # L10N: Beside a number that does not add up: by how much its parts fall short of it, or exceed it. At most 9 letters.
        words = self._tr.pgettext("figures", "{n} short") if off > 0 else self._tr.pgettext("figures", "{n} over")
        role = Role.DISCREPANCY if found else Role.MUTED
        return [*cells, (Span(words.format(n=number(abs(off), self._tr)), role),)]

    def _number(
        self,
        value: int | None,
        row: str,
        path: str,
        found: Sequence[Problem],
        role: Role,
        *,
        computed: bool = False,
    ) -> Spans:
        if value is None:
            return ()
        words = number(value, self._tr) + COMPUTED * computed
        at_odds = next((one for one in found if one.field in (row, path)), None)
        if at_odds is None or not path:
            return (Span(words, role),)
        return (Span(f"{_MARK} {words}", Role.DISCREPANCY, self._leads(at_odds.field)),)

    def _shares(self, row: Counts | ProgressRow, path: str, found: Sequence[Problem]) -> list[Spans]:
        """Return the percentages that a source gives for a row."""
        cells: list[Spans] = [()] * self._adds_up
        for status in self._statuses:
            if (share := row.percent.get(status)) is None:
                cells.append(())
                continue
            field, words = f"{path}.percent.{status}", percent(share, self._tr)
            off = any(one.field == field for one in found)
            link = self._leads(field) if off else ""
            cells.append((Span(f"{_MARK} {words}" if off else words, Role.DISCREPANCY if off else Role.MUTED, link),))
        return [*cells, ()] if any(cells) else [()] * self._width

    def _found(self, path: str) -> list[Problem]:
        """Return the discrepancies of the field at `path` and of its parts; a muted one is no longer at odds."""
        return [one for one in self._problems if f"{one.field}.".startswith(f"{path}.") and not one.muted]

    def _sentences(self, path: str) -> Iterator[Paragraph]:
        """Yield what is at odds at `path`, but for its sum, which its cells say; what is muted quietly."""
        several = len(self._frameworks) > 1
        for one in self._problems:
            if not f"{one.field}.".startswith(f"{path}.") or one.code == "sum_differs":
                continue
            text = (
                problem_at_field(one, "declaration", self._context) if several else problem_sentence(one, self._context)
            )
            if one.muted:
                checked = self._tr.gettext("(checked)")
                yield Paragraph((Span(f"{text} {checked}", Role.MUTED),), field=path)
            else:
                yield problem_line(one, text, link=self._leads(one.field))

    def _below(self, row: ProgressRow, path: str) -> Iterator[Paragraph]:
        """Yield what stands below a row: parts without a cell, and what is at odds besides its sum."""
        shown = (*_COUNTED, "item", "status") if row.item else _COUNTED
        spec = parts(self._spec)["rows"]
        if spans := further_spans(spec, row, shown, self._context):
            yield Paragraph(spans, indent=2, field=path)
        yield from further_blocks(spec, row, shown, self._context, path)
        yield from self._sentences(path)

    def _leads(self, path: str) -> str:
        """Return the link of what is at odds: to what the sources say of the field at `path`, else to the record."""
        return DISCREPANCY_LINK + path if self._at_home else self._context.name(self._record.id).link

    # totals

    def _totals(self, frameworks: Sequence[str | None]) -> Iterator[TableRow]:
        """Yield the totals that the source states, and the sums over all rows, which are computed here."""
        stated, path = self._table.stated, f"{self._path}.stated"
        spec = parts(self._spec)["stated"]
        whole = len(frameworks) == 1
        if stated is not None and whole:
            found = self._found(path)
            cells, shares = self._cells(numbers_of(stated), path, found, total=True), self._shares(stated, path, found)
            label = field_label(spec, self._tr)
            below = list(self._sentences(path))
            # L10N: Names the row of totals that a source states; the computed one is called “Sum”.
            name = (Span(self._tr.pgettext("progress", "Total"), Role.STRONG),)
            yield TableRow([name, *cells], path, () if any(shares) else below, name=(Span(label),))
            if any(shares):
                share = self._tr.pgettext("progress", "share")
                names = (Span(f"{label}, {share}"),)
                yield TableRow([(Span("%", Role.MUTED),), *shares], path, below, name=names, silent="")
        if len(self._counted) <= len(frameworks):
            return
        cells = []
        for under in frameworks:
            rows = [row for _, row in self._counted if whole or row.under == under]
            cells += self._cells(sum_of(rows), "", (), total=True)
        # L10N: Names the row of sums that the program adds up.
        words = self._tr.pgettext("progress", "Sum")
        yield TableRow(
            [(Span(f"{words} {COMPUTED}", Role.STRONG),), *cells], self._path, name=(Span(words), Span(COMPUTED))
        )

    # names of rows

    def _legend(self) -> Iterator[Paragraph]:
        """Yield what the rows are about, with the places in the source where these stand."""
        leads = {key: "".join(span.text for span in self._key(key)) for key in self._rows}
        measures = measures_of(self._record, self._context.record)
        for key, of_frameworks in self._rows.items():
            named = []
            if key.area == UNALLOCATED:
                named.append(self._areas.get(key.area) or self._tr.gettext("Not matched to any area"))
            elif key.area in self._areas:
                named.append(self._areas[key.area])
            if key.item in measures:
                named.append(self._context.text_of(measures[key.item].text))
            cited = list(self._cited(of_frameworks))
            if named or cited:
                spans = [Span(" · ".join(named), Role.MUTED), *(span for spans in cited for span in spans)]
                field = f"{self._path}.rows.{next(iter(of_frameworks.values()))[0]}"
                widest = max(map(len, leads.values())) + 2
                yield Paragraph(spans, leads[key], Role.MUTED, 1, widest, field)

    def _cited(self, of_frameworks: Mapping[str | None, tuple[int, ProgressRow]]) -> Iterator[Spans]:
        """Yield where rows stand, as far as they do not stand where their table does; once if they stand together."""
        places = {under: place_of_row(row, self._table) for under, (_, row) in of_frameworks.items()}
        if not any(places.values()):
            return
        together = len(set(places.values())) == 1
        for under, place in list(places.items())[: 1 if together else None]:
            head = [] if together else [Span(f" · {framework(under, self._context).text}", Role.MUTED)]
            yield (*head, *self._context.citation(*place)) if place else ()
