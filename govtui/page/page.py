"""What a page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a piece of text is to its reader; the screen gives each its look, and meaning never rests on colour alone."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    STRONG = "strong"
    MUTED = "muted"
    RULE = "rule"
    """A line that parts what stands around it; it says nothing."""
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
    """The accent of a kind, as of the three that follow; its sign stands in model/kinds.py."""
    DECLARATION = "declaration"
    EVENT = "event"
    SOURCE = "source"
    REMOVED = "removed"
    """What stood in an earlier version."""
    ADDED = "added"
    """What stands in a later one."""


DISCREPANCY_LINK = "≠"
"""What a link begins with that leads to the page of the record's discrepancies, there to the field that follows."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one role; `link` is the key of the record it leads to, or begins with DISCREPANCY_LINK."""

    text: str
    role: Role = Role.PLAIN
    link: str = ""


Spans = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is wrapped; after the first line it hangs under what follows the `lead` (a label, a bullet)."""

    spans: Spans
    lead: str = ""
    lead_role: Role = Role.LABEL
    indent: int = 0
    lead_width: int = 0
    """Cells that the lead is filled to, so that the texts of neighbouring paragraphs stand under one another."""
    field: str = ""
    """The path of the field that is read here, for jumping to it and editing it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of stacked numbers: `parts` in drawing order, drawn to the scale of the whole table."""

    label: Span
    label_width: int
    total: int | None
    parts: Sequence[tuple[Role, str, int]]
    """Role, sign and number of each part."""
    scale: int
    """The largest total of the table."""
    words: str
    """The parts in words."""
    field: str = ""
    indent: int = 2
    figure: str = ""
    """The total as the language writes it; without it, in plain digits."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Lines shown as they stand, wrapped by cells, with their numbers."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two things held against each other: side by side where there is room, else one under the other."""

    left: Sequence[Paragraph]
    right: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in two languages, read in parallel: two columns, or one under the other where that is narrow.

    `right` is None for what is the same in both: it stands across. What both sides lack is an empty line of the pair.
    """

    left: Spans
    right: Spans | None
    lead: str = ""
    """A label, which stands once, or a bullet, which stands on both sides (up to BULLET cells)."""
    lead_role: Role = Role.LABEL
    indent: int = 0
    lead_width: int = 0
    field: str = ""
    tags: tuple[str, str] = ("", "")
    """What tells the languages apart where one stands under the other."""


BULLET = 4
"""The most cells that a lead takes which is no label."""

Block = Paragraph | Bar | Raw | Gap | Beside | Pair


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `name` is stable over languages."""

    name: str
    heading: str
    blocks: Sequence[Block] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one record, whole."""

    key: str
    title: Spans
    under_title: Sequence[Paragraph]
    sections: Sequence[Section]


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
