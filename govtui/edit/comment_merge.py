"""Merging the comments and blank lines that stand at one place of three texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govtui.edit.line_merge import merged_runs
from govtui.store.toml_units import lines_of


class Remark(NamedTuple):
    """What stands at one place: lines over a field, or the rest of its line."""

    base: str
    mine: str
    theirs: str


class _Line(NamedTuple):
    """A comment, with the blank lines before it."""

    blank: str
    text: str


def merged_remarks(remark: Remark, *, lines: bool) -> str | None:
    """What the three make together; None where both changed the same comment in different ways.

    `lines`: comments on lines of their own, of which both sides may have put in some; theirs stand first then. Blank lines
    and spaces never clash: theirs stand where both changed them.
    """
    base, mine, theirs = remark
    if same_text(mine, theirs) or same_text(mine, base):
        return theirs
    if same_text(theirs, base):
        return mine
    old, one, other = map(bare, remark)
    if one in (other, old):
        return theirs
    if other == old:
        return mine
    return _merged_lines(remark) if lines else None


def _merged_lines(remark: Remark) -> str | None:
    rows = [_taken_apart(text) for text in remark]
    blanks = [{line.text.strip(): line.blank for line in row} for row, _ in rows]
    out: list[_Line] = []
    for old, one, other in merged_runs(*([line.text.strip() for line in row] for row, _ in rows)):
        if one == other or other == old:
            found = one
        elif one == old:
            found = other
        elif not old:  # both only put some in
            extra = list((Counter(one) - Counter(other)).elements())
            found = [*other, *extra]
        else:
            return None
        for text in found:
            known = [side.get(text) for side in blanks]
            blank = known[1] if known[2] is None or known[2] == known[0] else known[2]
            whole = next(
                line.text for row, _ in (rows[2], rows[1], rows[0]) for line in row if line.text.strip() == text
            )
            out.append(_Line(blank or "", whole))
    ends = [end for _, end in rows]
    end = ends[1] if ends[2] == ends[0] else ends[2]
    return written([part for line in out for part in line] + [end])


def _taken_apart(text: str) -> tuple[list[_Line], str]:
    """The comments of a text, and the blank lines behind the last."""
    out: list[_Line] = []
    blank = ""
    for line in lines_of(text):
        if line.strip():
            out.append(_Line(blank, line))
            blank = ""
        else:
            blank += line
    return out, blank


def written(parts: Iterable[str]) -> str:
    """Parts of a text one after another, each on a line of its own."""
    out = ""
    pieces: list[str] = []
    for part in filter(None, parts):
        if out and not out.endswith("\n"):
            pieces.append("\n")
        pieces.append(part)
        out = part
    return "".join(pieces)


def bare(text: str) -> str:
    """The lines of a text that are not blank, each without the space around it."""
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for the way their lines end."""
    return one == other or one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
