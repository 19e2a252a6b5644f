"""Laying a page out for a width: wrapping by cells, hanging indents, stacked bars. Every text is made safe here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from govtui.page.page import Bar, Beside, Block, Gap, Page, Pair, Paragraph, Raw, Role, Span, proportional
from govtui.page.pairs import pair_lines
from govtui.page.wrapping import space as _space
from govtui.page.wrapping import wrapped as _wrap
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, pieces, width

BAR_SHARE = 0.45
"""The part of a line's width that a bar takes at most."""

ROOM_BESIDE = 60
"""Cells from which two things stand side by side."""

PROSE = 84
"""Cells of the longest line of running text: longer ones are hard to read, however wide the page is."""

ROOM_FOR_WORDS = 28
"""Cells beside a bar in which its words are wrapped; where there are fewer, they stand below it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the laid-out page, no wider than asked for; `field` is the path of what is read on it."""

    spans: tuple[Span, ...] = ()
    section: str = ""
    field: str = ""
    pair: int = 0
    """The pair of texts that it belongs to, counted from 1: a link that stands in both of them is one link."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def lay_out(page: Page, cells: int) -> list[Line]:
    """The lines of `page` at a width of `cells` (at least 20)."""
    cells = max(20, cells)
    lines = [Line(spans, "title") for spans in _wrap(page.title, cells, cells)]
    for paragraph in page.under_title:
        lines += [replace(line, section="title") for line in _block(paragraph, cells)]
    pairs = 0
    for section in page.sections:
        if section.name != "title":  # where it is a section, it is set off by the empty title above it
            lines.append(Line())
        if section.heading:
            heading = clip(safe_text(section.heading, multiline=False), cells - 2)
            rule = "─" * max(0, cells - width(heading) - 1)
            lines.append(Line((Span(heading, Role.HEADING), Span(f" {rule}", Role.RULE)), section.name))
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
            yield from _paragraph(block, cells)
        case Bar():
            yield from _bar(block, cells)
        case Raw():
            yield from _raw(block, cells)
        case Beside():
            yield from _beside(block, cells)


def _paragraph(block: Paragraph, cells: int) -> Iterator[Line]:
    lead = safe_text(block.lead, multiline=False)
    indent = min(block.indent, cells // 4)
    hang = max(block.lead_width, width(lead) + 1 if lead else 0)
    if hang > cells // 2 - indent:
        if lead:
            for spans in _wrap((Span(lead, block.lead_role),), cells - indent, cells - indent):
                yield Line((*_space(indent), *spans), field=block.field)
        lead, hang = "", 2
    margin = indent + hang
    head = (*_space(indent), Span(pad(lead, hang), block.lead_role)) if lead else _space(margin)
    room = min(cells - margin, PROSE)
    for spans in _wrap(block.spans, room, room):
        yield Line((*head, *spans), field=block.field)
        head = _space(margin)


def _beside(block: Beside, cells: int) -> Iterator[Line]:
    room = (cells - 3) // 2 if cells >= ROOM_BESIDE else cells
    left = [line for paragraph in block.left for line in _paragraph(paragraph, room)]
    right = [line for paragraph in block.right for line in _paragraph(paragraph, room)]
    if room == cells:
        yield from (*left, Line((Span("─" * min(12, cells), Role.RULE),)), *right)
        return
    for one, other in zip_longest(left, right, fillvalue=Line()):
        filled = Span(" " * (room - width(one.text)))
        yield Line((*one.spans, filled, Span(" │ ", Role.RULE), *other.spans), field=one.field or other.field)


def _bar(block: Bar, cells: int) -> Iterator[Line]:
    figure = block.figure if block.indent + len(block.figure) + 2 <= cells else ""
    number = "–" if block.total is None else figure or str(block.total)
    number = f" {number:>4} "
    label = safe_text(block.label.text, multiline=False)
    column = max(block.label_width, width(label))
    if block.indent + column + len(number) > cells - 4:
        for wrapped in _wrap((replace(block.label, text=label),), cells - block.indent, cells - block.indent):
            yield Line((*_space(block.indent), *wrapped), field=block.field)
        label, column = "", 0
    head = block.indent + column + len(number)
    room = max(0, min(int(cells * BAR_SHARE), cells - head))
    longest = min(room, max(block.scale, sum(value for *_, value in block.parts)))
    bar = [
        Span(sign * drawn, role)
        for (role, sign, _), drawn in zip(
            block.parts, proportional([value for *_, value in block.parts], block.scale, longest), strict=True
        )
        if drawn
    ]
    spans = [*_space(block.indent), replace(block.label, text=pad(label, column)), Span(number, Role.STRONG), *bar]
    words = safe_text(block.words, multiline=False)
    column = head + longest + 2
    beside = bool(words) and (cells - column >= ROOM_FOR_WORDS or column + width(words) <= cells)
    said = list(_wrap((Span(words, Role.MUTED),), cells - column, cells - column)) if beside else []
    if said:
        used = sum(len(span.text) for span in bar)
        spans += [Span(" " * (longest + 2 - used)), *said.pop(0)]
    yield Line(tuple(spans), field=block.field)
    for wrapped in said:
        yield Line((*_space(column), *wrapped), field=block.field)
    if words and not beside:
        margin = min(head, cells // 2)
        for wrapped in _wrap((Span(words, Role.MUTED),), cells - margin, cells - margin):
            yield Line((*_space(margin), *wrapped), field=block.field)


def _raw(block: Raw, cells: int) -> Iterator[Line]:
    rows = block.text.split("\n")
    digits = len(str(len(rows)))
    for number, row in enumerate(rows, 1):
        safe = safe_text(row.rstrip("\r"), multiline=False).replace("\t", "    ")
        for part, piece in enumerate(pieces(safe, max(8, cells - digits - 1)) or [""]):
            yield Line((Span(f"{number if not part else '':>{digits}} ", Role.MUTED), Span(piece, Role.CODE)))


# -- A page as plain text, for pipes and the command line --------------------------------------------------------------


def plain(page: Page, cells: int = 80) -> str:
    """The page's lines at a width of `cells`, without trailing blanks, ending in a newline."""
    text = "\n".join(line.text.rstrip() for line in lay_out(page, cells)) + "\n"
    return text.replace("\u00a0", " ")  # it has done its work: lines are broken


# -- Finding a place of a page again in another layout of it: what stood at the top, or where a field is read ----------


class Anchor(NamedTuple):
    """A line by what it says: the section and field it belongs to, which run of such lines it is in, and how far down."""

    section: str
    field: str
    run: int
    offset: int


def anchor_of(lines: Sequence[Line], top: int) -> Anchor | None:
    """What stands on line `top`, so that it can be found in another layout; None for the beginning of a page."""
    if not 0 < top < len(lines):
        return None
    line = lines[top]
    start = top
    while start and _same(lines[start - 1], line):
        start -= 1
    earlier = sum(_begins(lines, number, line) for number in range(start))
    return Anchor(line.section, line.field, earlier, top - start)


def place_of(lines: Sequence[Line], anchor: Anchor | None) -> int:
    """The line on which an anchor stands; the top when there is no such thing (any more)."""
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
    """The first line on which a field is read, or that which comes nearest: a part of it, what it is a part of.

    Where problems are listed, fields are named, not read; None where the field is not even there.
    """
    best: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        if (closeness := _closeness(line, path)) and (best is None or closeness > best[0]):
            best = (closeness, number)
    return best[1] if best else None


def heading_from(lines: Sequence[Line], top: int, step: int) -> int:
    """The line of the next heading below line `top` (step 1) or above it (-1), else the end or the start."""
    headings = [n for n, line in enumerate(lines) if line.spans and line.spans[0].role == Role.HEADING]
    if step > 0:
        return next((line for line in headings if line > top), len(lines))
    return next((line for line in reversed(headings) if line < top), 0)


def _closeness(line: Line, path: str) -> int:
    """0 for a line of another field; more the more exactly it is the one."""
    if not line.field or not path:
        return 0
    listed = line.section == "problems"
    if line.field == path:
        return 2 if listed else 10_000
    if line.field.startswith(f"{path}."):
        return 0 if listed else 9_000
    common = 0
    for one, other in zip(line.field.split("."), path.split("."), strict=False):
        if one != other:
            break
        common += 1
    return 0 if listed or not common else 1 + 2 * common


def _same(one: Line, other: Line) -> bool:
    return (one.section, one.field) == (other.section, other.field)


def _begins(lines: Sequence[Line], number: int, like: Line) -> bool:
    """Whether a run of lines of the same section and field as `like` begins on line `number`."""
    return _same(lines[number], like) and (not number or not _same(lines[number - 1], like))
