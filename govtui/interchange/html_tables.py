"""Tables and bars of a page as tables of HTML: captions, heads with their scopes, what stands below rows and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from govtui.interchange.html_elements import Html, element, html
from govtui.interchange.html_spans import Anchors, Inline
from govtui.page.page import Bar, Block, Spans, Table, TableRow
from govtui.page.tables import cell, groups_of, short_heads

WIDE, WIDE_OF_WORDS = 5, 2
"""Columns above which a table, of numbers or of words, may be wider than a phone, so that it scrolls by itself."""


class _Group(NamedTuple):
    """A group of columns that is shown: its number, its common head, its columns."""

    number: int
    head: Spans
    places: Sequence[int]


class Tables:
    """Tables as HTML."""

    def __init__(self, inline: Inline, anchors: Anchors, blocks: Callable[[Sequence[Block]], Html]) -> None:
        """`blocks`: makes HTML of what stands below a row."""
        self._inline, self._anchors, self._blocks = inline, anchors, blocks

    def table(self, table: Table, caption: Spans) -> Html:
        """Return a table under its caption, then its notes, and its legend as terms."""
        kept = [
            place
            for place, head in enumerate(table.heads)
            if not place or head or any(row.cells[place] for row in table.rows)
        ]
        groups = _groups(table, kept)
        is_grouped = any(group.head for group in groups)
        name = element("caption", self._inline.html(caption)) if caption else None
        head = element("thead", [element("tr", row) for row in self._heads(table, groups, is_grouped)])
        body = element("tbody", [row for one in table.rows for row in self._row(table, one, kept, groups)])
        numbers = "numbers" if table.numbers else None
        made = element("table", name, head, body, class_=numbers)
        words = self._inline.text_of(caption)
        if len(kept) > (WIDE if table.numbers else WIDE_OF_WORDS):
            named = {"role": "region", "aria_label": words} if words else {}
            made = element("div", made, class_="scroll", tabindex="0", **named)
        notes = [element("p", one.lead, self._inline.html(one.spans), class_="note") for one in table.notes]
        if told := short_heads(table):
            notes.append(element("p", told, class_="note"))
        legend = [
            (element("dt", one.lead.strip()), element("dd", self._inline.html(one.spans))) for one in table.legend
        ]
        return html([made, notes, element("dl", legend, class_="legend") if legend else None])

    def _heads(self, table: Table, groups: Sequence[_Group], is_grouped: bool) -> Iterator[list[Html]]:
        first = _head(table.heads[0], rowspan="2" if is_grouped else None)
        named = [_head(table.heads[place]) for group in groups for place in group.places]
        if is_grouped:
            common = [
                element("th", self._inline.html(group.head), colspan=str(len(group.places)), scope="colgroup")
                if group.head
                else element("td", colspan=str(len(group.places)))
                for group in groups
            ]
            yield [first, *common]
            yield named
        else:
            yield [first, *named]

    def _row(self, table: Table, row: TableRow, kept: Sequence[int], groups: Sequence[_Group]) -> Iterator[Html]:
        id = self._anchors.take(row.field)
        firsts = {group.places[0]: row.fields[group.number] for group in groups if row.fields}
        cells = [
            element("td", self._inline.html(cell(table, row, place)), id=self._anchors.take(firsts.get(place, "")))
            for place in kept[1:]
        ]
        first = self._inline.html(row.cells[0])
        yield element("tr", element("th", first, scope="row") if first else element("td"), cells, id=id)
        if row.below:
            yield element("tr", element("td", self._blocks(row.below), colspan=str(len(kept))), class_="below")

    def bars(self, bars: Sequence[Bar], caption: Spans) -> Html:
        """Return rows of numbers as a table: a name, its number, what its parts are in words."""
        rows = [
            element(
                "tr",
                element("th", self._inline.html((bar.label,)), scope="row"),
                element("td", "–" if bar.total is None else bar.figure or str(bar.total)),
                element("td", bar.words) if any(one.words for one in bars) else None,
                id=self._anchors.take(bar.field),
            )
            for bar in bars
        ]
        name = element("caption", self._inline.html(caption)) if caption else None
        return element("table", name, element("tbody", rows), class_="numbers")


def _head(text: str, rowspan: str | None = None) -> Html:
    return element("th", text, scope="col", rowspan=rowspan) if text else element("td", rowspan=rowspan)


def _groups(table: Table, kept: Sequence[int]) -> list[_Group]:
    """Return the common heads with the columns below each that are shown."""
    out: list[_Group] = []
    first = 1
    for number, group in enumerate(groups_of(table)):
        places = [place for place in range(first, first + group.columns) if place in kept]
        first += group.columns
        if places:
            out.append(_Group(number, group.head, places))
    return out
