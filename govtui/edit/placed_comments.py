"""Comments carried from one text into another: each is put above the field or table in the other text that it spoke of.

In a merge of two records they come from the record that goes; a splice that removes an item may lose some, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govtui.edit.literal_merge import comments_in
from govtui.store.toml_cst import Path
from govtui.store.toml_units import Unit, comments, lines_of, units

END: Path = ("",)
"""In place of a path: the end of the text."""


class PlacedComment(NamedTuple):
    """A comment, from its # on, with keys and indices of what it stands at."""

    path: Path
    text: str


def comments_at(text: str) -> Iterator[PlacedComment]:
    """Yield every comment of a text that is TOML, in its order."""
    split = units(text)
    for unit in split.rows:
        yield from (PlacedComment(unit.path, one) for one in _own(unit))
    yield from (PlacedComment(END, one) for one in _remarks(split.tail))


def _own(unit: Unit) -> list[str]:
    inside = comments_in(unit.value) if "#" in unit.value else ()
    return [*_remarks(unit.above), *inside, *_remarks(unit.behind), *_remarks(unit.below)]


def _remarks(text: str) -> list[str]:
    return [line.strip() for line in lines_of(text) if line.strip().startswith("#")]


def lost(before: str, after: str) -> list[PlacedComment]:
    """Return the comments of one version of a text that a later one lacks."""
    missing = Counter(comments(before)) - Counter(comments(after))
    found = []
    for one in comments_at(before) if missing else ():
        if missing[one.text]:
            missing[one.text] -= 1
            found.append(one)
    return found


def with_comments(text: str, found: Sequence[PlacedComment]) -> tuple[str, list[PlacedComment]]:
    """Put comments above what they speak of, and return the text with those that found no place.

    What is not there has its comments at the table around it. One that stands there already is not repeated.
    """
    split, end = units(text), "\r\n" if "\r\n" in text else "\n"
    above: dict[int, list[str]] = {}
    at_end: list[str] = []
    without: list[PlacedComment] = []
    for one in found:
        if one.path == END:
            if one.text not in (*_remarks(split.tail), *at_end):
                at_end.append(one.text)
            continue
        place = _place(split.rows, one.path)
        if place is None:
            without.append(one)
        elif one.text not in (*_own(split.rows[place]), *above.get(place, ())):
            above.setdefault(place, []).append(one.text)
    out = [split.mark]
    for n, unit in enumerate(split.rows):
        indent = unit.head[: len(unit.head) - len(unit.head.lstrip())]
        added = "".join(f"{indent}{line}{end}" for line in above.get(n, ()))
        out += [unit.above, added, unit.text[len(unit.above) :]]
    whole = "".join(out) + split.tail
    if at_end:
        whole = f"{whole}{'' if whole.endswith(chr(10)) or not whole else end}{end}" + "".join(
            f"{line}{end}" for line in at_end
        )
    return whole, without


def _place(rows: Sequence[Unit], path: Path) -> int | None:
    """Return the unit at a path, else the first inside it, else that of what is around it; None where that is the record."""
    while path:
        inside = [n for n, unit in enumerate(rows) if unit.path[: len(path)] == path]
        if inside:
            return next((n for n in inside if rows[n].path == path), inside[0])
        if len(path) == 2 and isinstance(path[1], int):  # the item is gone, and its neighbours are other things
            return None
        path = path[:-1]
    return None
