"""Random edits of a record's text, for laws about merging: two people who each make a few, of fixed seeds.

An edit is a splice of the text: a value, a comment, a pair, an item, a table put in, changed, taken out or moved, a list laid
out anew. What is put in has a number of its own, so that it is seen when it is lost. Where no splice of one touches one of the
other, all of them together make the text that a merge has to give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from small import FILES

from govtui.edit.plain_data import is_set
from govtui.store.toml_cst import Document, Pair, Table, Value, within
from govtui.store.toml_values import NotToml, parsed

NEAR = 500
"""Bytes around one place in which both edit, in six of ten pairs."""

TRIES = 400

Splice = tuple[int, int, bytes]


@dataclass
class Edits:
    """Edits of one text, chosen by chance."""

    text: str
    random: Random
    numbers: Iterator[int]
    centre: int | None = None
    """Where all edits are near; None for anywhere."""
    splices: list[Splice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.raw = self.text.encode()
        self.document, self.comments = _taken_apart(self.raw)
        self.places: list[tuple[Table, Pair | None]] = []
        for table in self.document.tables:
            self.places += [(table, None)] if table.keys else []
            self.places += [(table, pair) for pair in table.pairs]

    def make(self, count: int) -> str:
        """Make so many edits, or as many as fit; the text with them."""
        for _ in range(TRIES):
            if len(self.splices) >= count:
                break
            table, pair = self.random.choice(self.places)
            start = pair.start if pair else table.start
            if self.centre is not None and abs(start - self.centre) > NEAR:
                continue
            made = self.random.choice(KINDS)(self, table, pair)
            if made and self._fits(made):
                self.splices.append(made)
        return spliced(self.text, self.splices)

    def _fits(self, made: Splice) -> bool:
        start, end, _ = made
        near = self.centre is None or abs(start - self.centre) < NEAR
        return near and all(end < a or b < start for a, b, _ in self.splices)

    @property
    def number(self) -> int:
        return next(self.numbers)

    def lines(self, table: Table, pair: Pair | None) -> tuple[int, int]:
        """Where the lines of a pair or a header begin and end."""
        start, end = (pair.start, pair.end) if pair else (table.start, table.end)
        return self.document.line_start(start), self.document.line_end(end)

    def whole(self, table: Table) -> tuple[int, int] | None:
        """The lines of an item that has no tables of its own, with the comments over it."""
        if len(table.path) != 2 or not isinstance(table.path[-1], int):
            return None
        if any(within(one.path, table.path) and one is not table for one in self.document.headed):
            return None
        start = self.document.commented_start(self.document.line_start(table.start))
        return start, self.document.line_end(table.last)


Kind = Callable[[Edits, Table, Pair | None], Splice | None]


def another_value(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    if pair is None or pair.value.kind not in ("string", "inline_table", "array"):
        return None
    start, end = pair.value.start, pair.value.end
    if any(start <= place < end for place, _ in edits.comments):
        return None
    raw = edits.raw[start:end]
    words = [m for m in re.finditer(rb"[\w-]{3,}", raw) if not raw[m.end() :].lstrip(b" .").startswith(b"=")]
    if not words:
        return None
    word = edits.random.choice(words)
    return start + word.start(), start + word.end(), b"X%dX" % edits.number


def comment_behind(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    end = pair.end if pair else table.end
    rest = edits.raw[end : edits.document.line_end(end)]
    return (end, end, b"  # T%d remark" % edits.number) if rest and not rest.strip() else None


def comment_above(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    start, _ = edits.lines(table, pair)
    return start, start, b"# O%d own line\n" % edits.number + b"\n" * (edits.random.random() < 0.2)


def comment_out(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    if not edits.comments:
        return None
    start, end = edits.random.choice(edits.comments)
    line = edits.document.line_start(start)
    if not edits.raw[line:start].strip():
        return line, edits.document.line_end(end), b""
    while edits.raw[start - 1 : start] in (b" ", b"\t"):
        start -= 1
    return start, end, b""


def another_comment(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    if not edits.comments:
        return None
    start, end = edits.random.choice(edits.comments)
    return start, end, b"# C%d changed" % edits.number


def pair_out(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    return (*edits.lines(table, pair), b"") if pair and len(table.pairs) > 1 else None


def pair_in(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    if pair is None:
        return None
    _, end = edits.lines(table, pair)
    number = edits.number
    comment = b"  # P%d" % number if edits.random.random() < 0.4 else b""
    return end, end, b'x%d = "v%d"%s\n' % (number, number, comment)


def item_in(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    if len(table.path) != 2 or not isinstance(table.path[-1], int):
        return None
    end, number = edits.document.line_end(table.last), edits.number
    name = str(table.path[0]).encode()
    return end, end, b'\n# S%d new\n[[%s]]\nkey = "k%d"\nat = "L%d"\n' % (number, name, number, number)


def item_out(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    place = edits.whole(table)
    return (*place, b"") if place and table.path[1] != 0 else None


def items_swapped(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    one = edits.whole(table)
    following = edits.document.table((table.path[0], int(table.path[1]) + 1)) if one else None
    other = edits.whole(following) if following else None
    if one is None or other is None or other[0] < one[1] or not edits.raw[: other[1]].endswith(b"\n"):
        return None
    raw = edits.raw
    return one[0], other[1], raw[other[0] : other[1]] + raw[one[1] : other[0]] + raw[one[0] : one[1]]


def value_in(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    items = _texts(pair)
    if not items:
        return None
    item = edits.random.choice(items)
    return item.end, item.end, b', "N%d"' % edits.number


def value_out(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    items = pair.value.items if pair else []
    if len(items) < 2:
        return None
    n = edits.random.randrange(len(items))
    return (items[n].start, items[n + 1].start, b"") if n + 1 < len(items) else (items[n - 1].end, items[n].end, b"")


def list_laid_out(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    items = _texts(pair)
    if not pair or not items or b"\n" in edits.raw[pair.value.start : pair.value.end]:
        return None
    lines = b"[\n"
    for item in items:
        comment = b"  # A%d" % edits.number if edits.random.random() < 0.5 else b""
        lines += b"    " + edits.raw[item.start : item.end] + b"," + comment + b"\n"
    return pair.value.start, pair.value.end, lines + b"]"


def sign_moved(edits: Edits, table: Table, pair: Pair | None) -> Splice | None:
    if pair is None:
        return None
    start = pair.keys[-1][1]
    end = edits.raw.find(b"=", start)
    return start, end, b"   " if edits.raw[start:end] != b"   " else b" "


KINDS: list[Kind] = [
    *(another_value, another_value, another_value, comment_behind, comment_behind, comment_above, comment_above),
    *(comment_out, another_comment, pair_out, pair_in, item_in, item_out, items_swapped),
    *(value_in, value_out, list_laid_out, sign_moved),
]


def _texts(pair: Pair | None) -> list[Value]:
    """The items of an array of texts."""
    items = pair.value.items if pair and pair.value.kind == "array" else []
    return items if all(item.kind == "string" for item in items) else []


@cache
def _taken_apart(raw: bytes) -> tuple[Document, list[tuple[int, int]]]:
    """A text as a tree, and where its comments are."""
    document = Document(raw)
    return document, document.comments()[::-1]


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with all of these, none of which touches another."""
    raw = text.encode()
    for start, end, new in sorted(splices, key=lambda one: one[:2], reverse=True):
        raw = raw[:start] + new + raw[end:]
    return raw.decode()


# pairs


@dataclass(frozen=True)
class EditPair:
    """Two edits of one text."""

    base: str
    mine: str
    theirs: str
    expected: str | None
    """The text with both, where they are apart: no splice of one touches one of the other or is in the same value."""


@cache
def _shipped() -> list[str]:
    return [path.read_bytes().decode() for path in FILES]


def edit_pairs(count: int, seed: int, texts: list[str] | None = None) -> Iterator[EditPair]:
    """So many pairs of edits, one to five a side, over the records that ship; the same for the same seed."""
    chance = Random(seed)
    texts = texts or _shipped()
    numbers = iter(range(1, 1_000_000))
    while count:
        base = chance.choice(texts)
        centre = chance.randrange(len(base.encode())) if chance.random() < 0.6 else None
        sides = [Edits(base, chance, numbers, centre) for _ in range(2)]
        mine, theirs = (side.make(chance.randint(1, 5)) for side in sides)
        if not all(side.splices for side in sides) or not (_is_toml(mine) and _is_toml(theirs)):
            continue
        expected = spliced(base, sides[0].splices + sides[1].splices) if _apart(*sides) else None
        if expected is not None and not _is_toml(expected):
            continue
        count -= 1
        yield EditPair(base, mine, theirs, expected)


def _is_toml(text: str) -> bool:
    try:
        return bool(parsed(text))
    except NotToml:
        return False


def _apart(one: Edits, other: Edits) -> bool:
    scalars = list(_scalars(one.document))
    return not any(
        not (a[1] < b[0] or b[1] < a[0]) or any(start <= a[0] < end and start <= b[0] < end for start, end in scalars)
        for a in one.splices
        for b in other.splices
    )


def _scalars(document: Document) -> Iterator[tuple[int, int]]:
    for table in document.tables:
        for _, value in table.values():
            if not value.items and not value.pairs:
                yield value.start, value.end


# what has to be there


def due(base: Counter[str], mine: Counter[str], theirs: Counter[str]) -> Counter[str]:
    """How often each thing is due in a merge by three-way counting."""
    return Counter(
        {one: min(max(mine[one], theirs[one]), max(0, mine[one] + theirs[one] - base[one])) for one in mine | theirs}
    )


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def unordered(value: Any, path: str = "") -> Any:
    """Data with the lists whose order means nothing sorted."""
    if isinstance(value, dict):
        return {key: unordered(inner, f"{path}.{key}".lstrip(".")) for key, inner in value.items()}
    if isinstance(value, list):
        items = [unordered(inner, path) for inner in value]
        return sorted(items) if is_set(path) and all(isinstance(one, str) for one in items) else items
    return value
