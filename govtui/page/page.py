"""Pages and their parts: sections, blocks and spans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The meaning of a span; the screen gives each its look, and no meaning rests on colour alone."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    STRONG = "strong"
    MUTED = "muted"
    RULE = "rule"
    LINK = "link"
    BROKEN = "broken"
    """A link to something missing or unreadable."""
    DISCREPANCY = "discrepancy"
    ERROR = "error"
    WARNING = "warning"
    CODE = "code"
    DONE = "done"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    UNEXPLAINED = "unexplained"
    ORGANIZATION = "organization"
    """The accent of a kind, like the three that follow; its sign is in model/kinds.py."""
    DECLARATION = "declaration"
    EVENT = "event"
    SOURCE = "source"
    REMOVED = "removed"
    ADDED = "added"
    CITATION = "citation"
    """The number of a source, which leads to the sources at the foot of the page."""
    ELSEWHERE = "elsewhere"
    """What another source says beside a value."""


DISCREPANCY_LINK = "≠"
"""Before the path of a field in a link to what the sources say of it."""

PAGE_LINK = "#"
"""Before the path of a field in a link to its place on the same page."""

FIELD_LINK = "//"
"""Between the key of a record and the path of a field in a link to that field; keys, which may be paths, have no such sign."""

FOLD_LINK = "▸"
"""Before the name of a section in the link that opens it, or folds it again."""

DECIDE_LINK = "⇋"
"""Before the key of a record in a link to the decision that a merge left."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one role; `link` is the key of a record, or begins with one of the signs above.

    `url` is the address that the text is, or is a part of where it was wrapped; layout finds it (wrapping.py). `lang` is the
    language of the text where it may be another than that of the page.
    """

    text: str
    role: Role = Role.PLAIN
    link: str = ""
    url: str = ""
    lang: str = ""


Spans = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Wrapped text, hanging behind its `lead` (a label, a bullet)."""

    spans: Spans
    lead: str = ""
    lead_role: Role = Role.LABEL
    indent: int = 0
    lead_width: int = 0
    """Cells that the lead is padded to, so that texts of neighbouring paragraphs align."""
    field: str = ""
    """The path of the field that is shown, for jumping to it and editing it."""
    beside: Sequence[Spans] = ()
    """What other sources say of the field: each begins with its sign, `+` or `≠`; right of the text, else below it."""


@dataclass(frozen=True, slots=True)
class Card:
    """The facts of a record that are asked for most, in a box: a paragraph a row, its label as `lead`."""

    rows: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of stacked numbers, drawn to the scale of the whole table."""

    label: Span
    label_width: int
    total: int | None
    parts: Sequence[tuple[Role, str, int]]
    """Role, sign and number of each part, in drawing order."""
    scale: int
    """The largest total of the table."""
    words: str
    field: str = ""
    indent: int = 2
    figure: str = ""
    """The total in the format of the language; empty: plain digits."""


COMPUTED = "ᶜ"
"""Behind a number that is computed here: no source states it. In a column it stands behind the others."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, and what stands below it: sources, notes."""

    cells: Sequence[Spans]
    """As many as the table has columns; the first names the row, an empty one says nothing."""
    field: str = ""
    below: Sequence[Paragraph] = ()
    fields: Sequence[str] = ()
    """The path of the field in each group of columns, "" where a group has none; empty: `field` is that of all."""
    name: Spans = ()
    """What names the row in words; empty: the first cell."""
    silent: str = "·"
    """What an empty cell of a column of numbers shows: that the source does not give it; 0 is a number that it gives."""


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Neighbouring columns of a table under a common head; they stay beside each other."""

    head: Spans
    columns: int
    """How many; the first column of the table, which names the rows, is in no group."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short values under heads; where the columns have no room, each row is a line of its own (tables.py).

    Groups of columns stand side by side as far as they have room, else one below the other, each with the first column.
    """

    heads: Sequence[str]
    rows: Sequence[TableRow]
    indent: int = 2
    field: str = ""
    names: Sequence[str] = ()
    """The heads in full, for where no columns are drawn: words, Markdown; empty: `heads`."""
    numbers: Collection[int] = ()
    """Columns of numbers, counted from 0: flush right, an empty cell shows `silent` of its row."""
    groups: Sequence[ColumnGroup] = ()
    notes: Sequence[Paragraph] = ()
    """What stands directly below it: what its signs mean."""
    legend: Sequence[Paragraph] = ()
    """What the names of rows stand for: beside the table where there is room, else below its notes."""

    @property
    def full_heads(self) -> Sequence[str]:
        """The heads for where no columns are drawn."""
        return self.names or self.heads


@dataclass(frozen=True, slots=True)
class Raw:
    """Lines of a file, wrapped by cells, with their numbers."""

    text: str
    signs: Sequence[str] = ()
    """What stands before each line in place of its number: the signs of a diff."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two blocks compared: side by side where there is room, else one under the other."""

    left: Sequence[Paragraph]
    right: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in two languages, in two columns, or one under the other where it is narrow.

    `right` is None for what is the same in both, which stands across. A pair of empty sides is an empty line.
    """

    left: Spans
    right: Spans | None
    lead: str = ""
    """A label, which is shown once, or a bullet (up to BULLET cells), which is shown on both sides."""
    lead_role: Role = Role.LABEL
    indent: int = 0
    lead_width: int = 0
    field: str = ""
    tags: tuple[str, str] = ("", "")
    """The languages, shown where one side stands under the other."""


BULLET = 4
"""Cells of the longest lead that is no label."""

Block = Paragraph | Card | Bar | Table | Raw | Gap | Beside | Pair


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its blocks; `name` is the same in every language."""

    name: str
    heading: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    count: int = 0
    """How many items it has, said behind the heading; 0: not said."""
    folded: bool = False
    """Whether a screen shows the heading alone until it is opened; texts (`show`, exports) have all of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a record (its `key`), or of a registry (an empty key)."""

    key: str
    title: Spans
    under_title: Sequence[Paragraph]
    sections: Sequence[Section]
    head: Spans = ()
    """What stands over it in a pane: the kind's sign, and what it is a page of."""
    sources: Sequence[str] = ()
    """The ids of the sources in the order of their numbers on the page, from 1."""


def link_target(link: str) -> tuple[str, str]:
    """Return the key of the record that a link leads to, and the path of the field there; empty for the record itself."""
    key, _, field = link.partition(FIELD_LINK)
    return key, field


def filled(sections: Iterable[Section]) -> list[Section]:
    """Return the sections that have blocks."""
    return [section for section in sections if section.blocks]


def legend_spans(signs: Iterable[tuple[Role, str, str]]) -> list[Span]:
    """Return the signs of bars (role, sign, words) with their meanings; a sign and its words stay on one line."""
    parts = [
        (Span(sign * 2, role), Span(f"\u00a0{words}".replace(" ", "\u00a0"), Role.MUTED)) for role, sign, words in signs
    ]
    return joined_spans(parts, Span("   ", Role.MUTED))


def joined_spans(parts: Iterable[Spans], between: Span) -> list[Span]:
    """Return the spans of the parts that are not empty, with `between` between them."""
    out: list[Span] = []
    for part in filter(None, parts):
        out += (between, *part) if out else part
    return out


def proportional(values: Sequence[int], scale: int, cells: int) -> list[int]:
    """Return the cells of each part of a bar, at most `cells` together; a part that is not 0 has one at least.

    `scale` is the number that fills the bar; up to `cells` a number is as many cells.
    """
    whole = max(scale, sum(values))
    if whole <= cells:
        return list(values)
    drawn = [max(1, (2 * value * cells + whole) // (2 * whole)) if value else 0 for value in values]
    while sum(drawn) > cells:
        drawn[drawn.index(max(drawn))] -= 1
    return drawn
