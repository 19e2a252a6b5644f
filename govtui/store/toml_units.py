"""Split a TOML text into units: headers and pairs, each with the comments and blank lines at it.

The units joined are the text again, byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from govtui.store.toml_cst import Document, Path

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Unit:
    """A header (`[name]`, `[[aka]]`) or a pair (`key = value`) with what stands at it."""

    path: Path
    header: bool
    above: str
    """Blank lines and comments over it."""
    head: str
    """Indent, key and sign of equality with the spaces around; or the whole header."""
    value: str
    """Its source; "" for a header."""
    behind: str
    """From the value, or the header, to the end of the line."""
    below: str = ""
    """Comments right under it that a blank line sets apart from what follows."""

    @property
    def text(self) -> str:
        return self.above + self.head + self.value + self.behind + self.below


class Units(NamedTuple):
    """A whole text: a byte order mark or nothing, its units, and what stands below the last one."""

    mark: str
    rows: tuple[Unit, ...]
    tail: str

    @property
    def text(self) -> str:
        return self.mark + "".join(unit.text for unit in self.rows) + self.tail


@lru_cache(maxsize=4)  # those of a merge
def _document(text: str) -> Document:
    """Parse a text, once for its units and its comments."""
    return Document(text)


@lru_cache(maxsize=8)  # while somebody decides between two texts they are merged again and again
def units(text: str) -> Units:
    """Split a text. Of a text that is not TOML, what is not understood stands in `above` or in the tail."""
    mark = _MARK if text.startswith(_MARK) else ""
    document = _document(text.removeprefix(_MARK))
    raw = document.raw
    found = []  # start, end, start of the value, path, whether it is a header
    for table in document.tables:
        if table.keys:
            found.append((table.start, table.end, table.end, table.path, True))
        found += [(pair.start, pair.end, pair.value.start, pair.path, False) for pair in table.pairs]
    rows: list[Unit] = []
    at = 0

    def above(first: int) -> str:
        """Return what stands before the byte `first`; comments right below the last unit go to that."""
        gap = raw[at:first].decode()
        if not rows:
            return gap
        lines = lines_of(gap)
        count = next((n for n, line in enumerate(lines) if not line.strip().startswith("#")), 0)
        if count:
            rows[-1] = replace(rows[-1], below="".join(lines[:count]))
        return "".join(lines[count:])

    for start, end, value, path, header in found:
        first, last = document.line_start(start), document.line_end(end)
        if first < at:  # two on one line, which TOML has not
            continue
        parts = (raw[first:value].decode(), raw[value:end].decode(), raw[end:last].decode())
        rows.append(Unit(path, header, above(first), *parts))
        at = last
    tail = above(len(raw))
    return Units(mark, tuple(rows), tail)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of an array on a line of its own, with the comments at it."""

    above: str
    indent: str
    value: str
    comma: bool
    behind: str


class ItemLines(NamedTuple):
    """The source of an array with an item a line: the bracket's line, the items, what stands below them."""

    opening: str
    items: list[ItemLine]
    closing: str


def item_lines(value: str) -> ItemLines | None:
    """Split the source of an array; return None where its items do not stand one a line."""
    if not value.startswith("[") or "\n" not in value:
        return None
    document = Document(f"v = {value}")
    raw, array = document.raw, document.value(("v",))
    if array is None or array.kind != "array" or not array.items:
        return None
    at = opening = document.line_end(array.start)
    items = []
    for item in array.items:
        first, last = document.line_start(item.start), document.line_end(item.end)
        if first < at or raw[first : item.start].strip() or last > array.end:
            return None
        rest = raw[item.end : last].decode()
        comma = rest.lstrip(" \t").startswith(",")
        behind = rest.lstrip(" \t").removeprefix(",") if comma else rest
        if not _is_remark(behind):
            return None
        above = raw[at:first].decode()
        if not all(map(_is_remark, above.split("\n"))):  # a comma by itself
            return None
        items.append(
            ItemLine(above, raw[first : item.start].decode(), raw[item.start : item.end].decode(), comma, behind)
        )
        at = last
    closing = raw[at : array.end].decode()
    *lines, bracket = closing.split("\n")
    if bracket.strip() != "]" or not all(map(_is_remark, lines)):
        return None
    return ItemLines(raw[array.start : opening].decode(), items, closing)


def _is_remark(line: str) -> bool:
    """Return whether a line has nothing but a comment, or nothing at all."""
    return not (bare := line.strip()) or bare.startswith("#")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, which are LF or CRLF alone (str.splitlines knows more)."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


@lru_cache(maxsize=16)
def comments(text: str) -> Sequence[str]:
    """Return every comment of a text in document order, from its # to the end of its line, stripped.

    A text that is not TOML has the comments that tree-sitter still recognises.
    """
    if "#" not in text:
        return []
    document = _document(text.removeprefix(_MARK))
    spans = document.comments()
    return [document.raw[start:end].decode().strip() for start, end in spans]
