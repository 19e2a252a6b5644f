"""Finding a place of a page again in another layout of it: what stood at the top, or where a field is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtui.page.layout import Line
from govtui.page.page import Role


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
