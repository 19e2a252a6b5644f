"""Layout of a page for a width: hanging indents, the box of facts, stacked bars, and places found again in another layout.

Every text is made safe here or in wrapping.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from govtui.page.card_layout import card_lines
from govtui.page.page import (
    FOLD_LINK,
    Bar,
    Beside,
    Block,
    Card,
    Gap,
    Page,
    Pair,
    Paragraph,
    Raw,
    Role,
    Span,
    Table,
    proportional,
)
from govtui.page.paragraph_layout import ROOM_FOR_WORDS, Drawn, indented, paragraph_lines
from govtui.page.section_heads import closed_lines, head_line, is_closed, runs
from govtui.page.tables import table_lines, table_width
from govtui.page.wrapping import pair_lines, space, wrapped
from govtui.text.safe import safe_text
from govtui.text.width import pad, pieces, width

BAR_SHARE = 0.45
"""The largest share of a line's width that a bar takes."""

_DIFF_ROLES = {"+": Role.ADDED, "−": Role.REMOVED}
"""Roles of the lines of a diff by their signs."""

ROOM_BESIDE = 60
"""Cells from which two blocks stand side by side."""


BESIDE_TABLE, ROOM_FOR_LEGEND = 4, 44
"""Cells between a table and its legend, and those of the narrowest legend that stands beside it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, no wider than asked for; `field` is the path of the field on it."""

    spans: tuple[Span, ...] = ()
    section: str = ""
    field: str = ""
    pair: int = 0
    """The number of its pair of texts, from 1: a link in both of them is one link."""
    fields: tuple[str, ...] = ()
    """The paths of all fields on it, where it has several: the cells of a table."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    def field_of(self, link: str) -> str:
        """Return the path of the field that a link on it is about: of several the one that it names."""
        return next((one for one in self.fields if f"{one}." in f"{link}."), self.field)


def lay_out(page: Page, cells: int, opened: Collection[str] | None = None) -> list[Line]:
    """Return the lines of `page` at a width of `cells` (at least 20).

    `opened`: the names of the folded sections that are shown whole, the others by their heads alone; None shows all, as texts do.
    """
    cells = max(20, cells)
    title = wrapped(page.title, cells, cells) if page.title or not page.head else ()
    lines = [Line(spans, "title") for spans in title]
    for paragraph in page.under_title:
        lines += [replace(line, section="title") for line in _block(paragraph, cells)]
    pairs = 0
    for section, *others in runs(page.sections, opened):
        if section.name != "title":  # where it is a section, it is set off by the empty title above it
            lines.append(Line())
        if is_closed(section, opened):
            lines += [Line(spans, first.name) for first, spans in closed_lines((section, *others), cells)]
            continue
        if section.heading:
            lines.append(Line(head_line(section, cells, folds=opened is not None), section.name))
        for block in section.blocks:
            if isinstance(block, Pair):
                pairs += 1
                lines += [Line(spans, section.name, block.field, pairs) for spans in pair_lines(block, cells)]
                continue
            lines += [replace(line, section=section.name) for line in _block(block, cells)]
    return lines


def _block(block: Block, cells: int) -> Iterator[Line]:
    match block:
        case Gap():
            yield Line()
        case Paragraph():
            yield from _drawn(paragraph_lines(block, cells))
        case Card():
            yield from _drawn(card_lines(block, cells))
        case Bar():
            yield from _bar(block, cells)
        case Table():
            yield from _table(block, cells)
        case Raw():
            yield from _raw(block, cells)
        case Beside():
            yield from _beside(block, cells)


def _drawn(lines: Iterable[Drawn]) -> Iterator[Line]:
    return (Line(spans, field=field) for spans, field in lines)


def _beside(block: Beside, cells: int) -> Iterator[Line]:
    room = (cells - 3) // 2 if cells >= ROOM_BESIDE else cells
    left = [line for paragraph in block.left for line in _drawn(paragraph_lines(paragraph, room))]
    right = [line for paragraph in block.right for line in _drawn(paragraph_lines(paragraph, room))]
    if room == cells:
        yield from (*left, Line((Span("─" * min(12, cells), Role.RULE),)), *right)
        return
    for one, other in zip_longest(left, right, fillvalue=Line()):
        filled = Span(" " * (room - width(one.text)))
        yield Line((*one.spans, filled, Span(" │ ", Role.RULE), *other.spans), field=one.field or other.field)


def _table(block: Table, cells: int) -> Iterator[Line]:
    lines: list[Line] = []
    for one in table_lines(block, cells):
        if isinstance(one, Paragraph):
            lines += _drawn(paragraph_lines(one, cells))
        else:
            fields = tuple(filter(None, one.fields))
            lines.append(Line(tuple(one.spans), field=fields[0] if fields else "", fields=fields[1:] and fields))
    drawn = table_width(block, cells)
    room = cells - drawn - BESIDE_TABLE if drawn else 0
    beside = room >= ROOM_FOR_LEGEND
    room = room if beside else cells
    legend = [line for paragraph in block.legend for line in _drawn(paragraph_lines(paragraph, room))]
    if not beside:
        yield from (*lines, *legend)
        return
    for left, right in zip_longest(lines, legend, fillvalue=Line()):
        filled = Span(" " * (drawn + BESIDE_TABLE - width(left.text)))
        # a line is that of its row, whatever is explained beside it
        yield replace(
            left if left.spans else right, spans=(*left.spans, *([filled, *right.spans] if right.spans else []))
        )


def _bar(block: Bar, cells: int) -> Iterator[Line]:
    figure = block.figure if block.indent + len(block.figure) + 2 <= cells else ""
    number = "–" if block.total is None else figure or str(block.total)
    number = f" {number:>4} "
    label = safe_text(block.label.text, multiline=False)
    column = max(block.label_width, width(label))
    if block.indent + column + len(number) > cells - 4:
        yield from _drawn(indented((replace(block.label, text=label),), block.indent, cells, block.field))
        label, column = "", 0
    head = block.indent + column + len(number)
    values = [value for *_, value in block.parts]
    room = max(0, min(int(cells * BAR_SHARE), cells - head))
    longest = min(room, max(block.scale, sum(values)))
    lengths = proportional(values, block.scale, longest)
    bar = [Span(sign * drawn, role) for (role, sign, _), drawn in zip(block.parts, lengths, strict=True) if drawn]
    spans = [*space(block.indent), replace(block.label, text=pad(label, column)), Span(number, Role.STRONG), *bar]
    words = safe_text(block.words, multiline=False)
    column = head + longest + 2
    beside = bool(words) and (cells - column >= ROOM_FOR_WORDS or column + width(words) <= cells)
    margin = column if beside else min(head, cells // 2)
    below = list(_drawn(indented((Span(words, Role.MUTED),), margin, cells, block.field))) if words else []
    if beside and below:
        first = below.pop(0).spans[bool(margin) :]
        spans += [Span(" " * (longest + 2 - sum(len(span.text) for span in bar))), *first]
    yield Line(tuple(spans), field=block.field)
    yield from below


def _raw(block: Raw, cells: int) -> Iterator[Line]:
    rows = block.text.split("\n")
    leads = block.signs or [str(number) for number in range(1, len(rows) + 1)]
    digits = max(map(width, leads))
    for lead, row in zip(leads, rows, strict=True):
        role = _DIFF_ROLES.get(lead, Role.MUTED) if block.signs else Role.CODE
        safe = safe_text(row.rstrip("\r"), multiline=False).replace("\t", "    ")
        for part, piece in enumerate(pieces(safe, max(8, cells - digits - 1)) or [""]):
            yield Line(
                (Span(f"{lead if not part else '':>{digits}} ", role if block.signs else Role.MUTED), Span(piece, role))
            )


def plain(page: Page, cells: int = 80) -> str:
    """Return a page as plain text for pipes: lines of at most `cells`, without trailing blanks, ending in a newline."""
    text = "\n".join(line.text.rstrip() for line in lay_out(page, cells)) + "\n"
    return text.replace("\u00a0", " ")  # lines are broken: it is no longer needed


# places in another layout


class Anchor(NamedTuple):
    """A line by its section and field, the number of the run of such lines, and the offset in the run."""

    section: str
    field: str
    run: int
    offset: int


def anchor_of(lines: Sequence[Line], top: int) -> Anchor | None:
    """Return an anchor of line `top`, to find it in another layout; None for the beginning of a page."""
    if not 0 < top < len(lines):
        return None
    line = lines[top]
    start = top
    while start and _same(lines[start - 1], line):
        start -= 1
    earlier = sum(_begins(lines, number, line) for number in range(start))
    return Anchor(line.section, line.field, earlier, top - start)


def place_of(lines: Sequence[Line], anchor: Anchor | None) -> int:
    """Return the line of an anchor; 0 when it is not there (any more)."""
    if anchor is None:
        return 0
    seen = -1
    for number, line in enumerate(lines):
        if (line.section, line.field) != (anchor.section, anchor.field):
            continue
        if _begins(lines, number, line):
            seen += 1
        if seen == anchor.run:
            inside = 0
            following = lines[number : number + anchor.offset + 1]
            while inside + 1 < len(following) and _same(following[inside + 1], line):
                inside += 1
            return number + inside
    return 0


def line_of(lines: Sequence[Line], path: str) -> int | None:
    """Return the first line of a field, else of a part of it or of what it is part of; None where there is none.

    Lines of the problems come last: they only name the field.
    """
    best: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        if (closeness := _closeness(line, path)) and (best is None or closeness > best[0]):
            best = (closeness, number)
    return best[1] if best else None


def heads_of(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """Return the line and the section of each head on a page, in order; folded sections may stand several on a line."""
    out: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        if line.spans and line.spans[0].role == Role.HEADING:
            folded = [span.link.removeprefix(FOLD_LINK) for span in line.spans if span.link.startswith(FOLD_LINK)]
            out += [(number, name) for name in folded or (line.section,)]
    return out


def _closeness(line: Line, path: str) -> int:
    """Return 0 for a line of another field; more the nearer it is."""
    return max(_closeness_of(field, path, line.section == "problems") for field in line.fields or (line.field,))


def _closeness_of(field: str, path: str, listed: bool) -> int:
    if not field or not path:
        return 0
    if field == path:
        return 2 if listed else 10_000
    if field.startswith(f"{path}."):
        return 0 if listed else 9_000
    common = 0
    for one, other in zip(field.split("."), path.split("."), strict=False):
        if one != other:
            break
        common += 1
    return 0 if listed or not common else 1 + 2 * common


def _same(one: Line, other: Line) -> bool:
    return (one.section, one.field) == (other.section, other.field)


def _begins(lines: Sequence[Line], number: int, like: Line) -> bool:
    """Return whether a run of lines of the section and field of `like` begins on line `number`."""
    return _same(lines[number], like) and (not number or not _same(lines[number - 1], like))
