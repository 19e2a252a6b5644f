"""Format the TOML text of a record: tables and keys in canonical order, NFC, LF, a blank line between tables.

Each key and header moves with the comments above, behind and below it. No value is written anew: strings, numbers, arrays and
the columns of = stay as they are, but for NFC. The result is read again, and refused if it says anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, TypeVar

from govtui.store.toml_cst import Document, Key, Pair, Path, Value
from govtui.store.toml_render import canonical, normal
from govtui.store.toml_units import Unit, comments, lines_of, units
from govtui.store.toml_values import NotToml, parsed, same
from govtui.text.nfc import nfc

_MARK = "\ufeff"
_END = re.compile(r"(?:\n[ \t]*)*\Z")
"""The last line feed, and the blank lines behind it."""


class CannotFormat(ValueError):
    """Formatting the text would lose something: `code` is data_differ or comment_lost."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def formatted(text: str, kind: str) -> str:
    """Return the text of a record of `kind` as `govtui fmt` writes it, without byte order mark.

    Raises NotToml for a text that is none, CannotFormat.
    """
    before = parsed(text)
    plain = text.removeprefix(_MARK)
    new = _in_order(_END.sub("\n", nfc(plain.replace("\r\n", "\n")), count=1), kind)
    if new == text:
        return text
    try:
        is_same = same(normal(parsed(new)), normal(before))
    except NotToml:
        is_same = False
    if not is_same:
        raise CannotFormat("data_differ")
    if Counter(comments(new)) != Counter(map(nfc, comments(plain))):
        raise CannotFormat("comment_lost")
    return new


def _in_order(text: str, kind: str) -> str:
    whole = units(text)
    rows, tail = list(whole.rows), whole.tail
    if not rows:
        return text
    head, rows[0] = _without_head(rows[0])
    if _is_comment(tail):  # nothing sets it apart from the last unit
        rows[-1], tail = replace(rows[-1], below=rows[-1].below + tail), ""
    out: list[Unit] = []
    for table in _walk(_tree(rows), kind):
        pairs = [_with_ordered_keys(pair, kind) for pair in _sorted(table.pairs, kind, table.path)]
        if pairs and pairs[0].path != table.pairs[0].path:
            pairs[0] = _without_gap(pairs[0])
        out += [_set_apart(table.header), *pairs] if table.header else pairs
    return head + _joined(out) + tail


# order


@dataclass(slots=True)
class _Table:
    """A table: its header, unless only tables inside make it, its pairs, and the tables inside by key."""

    path: Path
    header: Unit | None = None
    pairs: list[Unit] = field(default_factory=list)
    inside: dict[Key, _Table] = field(default_factory=dict)


def _tree(rows: Iterable[Unit]) -> _Table:
    root = table = _Table(())
    for unit in rows:
        if not unit.header:
            table.pairs.append(unit)
            continue
        table = root
        for length, key in enumerate(unit.path, 1):
            table = table.inside.setdefault(key, _Table(unit.path[:length]))
        table.header = unit
    return root


def _walk(table: _Table, kind: str) -> Iterator[_Table]:
    """Yield a table and those inside it, parents first, in canonical order; what is unknown comes last, as it came."""
    yield table
    ranks = _ranks(kind, table.path)
    for key in sorted(table.inside, key=lambda key: ranks.get(key, len(ranks))):
        yield from _walk(table.inside[key], kind)


def _ranks(kind: str, path: Path) -> Mapping[Key, int]:
    return _ranks_at(kind, tuple(0 if isinstance(key, int) else key for key in path))


@lru_cache(maxsize=1024)
def _ranks_at(kind: str, path: Path) -> Mapping[Key, int]:
    return {key: index for index, key in enumerate(canonical(kind, path))}


class _Keyed(Protocol):
    @property
    def path(self) -> Path: ...


_Member = TypeVar("_Member", bound=_Keyed)


def _sorted(members: Sequence[_Member], kind: str, path: Path) -> list[_Member]:
    """Return pairs of the table at `path` in canonical order; dotted keys of one table come to stand together."""
    firsts: dict[Path, int] = {}
    for member in members:
        for length in range(len(path) + 1, len(member.path) + 1):
            firsts.setdefault(member.path[:length], len(firsts))

    def place(member: _Member) -> list[tuple[int, int]]:
        ranks = ((length, _ranks(kind, member.path[:length])) for length in range(len(path), len(member.path)))
        return [(rank.get(member.path[length], len(rank)), firsts[member.path[: length + 1]]) for length, rank in ranks]

    return sorted(members, key=place)


def _with_ordered_keys(pair: Unit, kind: str) -> Unit:
    """Return a pair whose value has the keys of inline tables in canonical order; arrays are left as they are."""
    if not pair.value.startswith("{"):
        return pair
    document = Document(f"v = {pair.value}")
    table = document.value(("v",))
    if table is None or table.end != len(document.raw):
        return pair
    return replace(pair, value=_with_keys(document.raw, table, kind, pair.path).decode())


def _with_keys(raw: bytes, value: Value, kind: str, path: Path) -> bytes:
    """Return the source of a value, which stands at `path` of the record."""
    if value.kind != "inline_table" or not value.pairs:
        return raw[value.start : value.end]
    depth = len(value.path)
    placed = [_Placed(pair, (*path, *pair.path[depth:])) for pair in value.pairs]
    written = [
        raw[one.pair.start : one.pair.value.start] + _with_keys(raw, one.pair.value, kind, one.path)
        for one in _sorted(placed, kind, path)
    ]
    ends = [value.start, *(pair.end for pair in value.pairs)]
    starts = [*(pair.start for pair in value.pairs), value.end]
    between = [raw[end:start] for end, start in zip(ends, starts, strict=True)]
    if any(b"#" in one for one in between):  # a comment would come to stand at another key
        return raw[value.start : value.end]
    return b"".join(part for both in zip(between, [*written, b""], strict=True) for part in both)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A pair of an inline table with its path in the record."""

    pair: Pair
    path: Path


# blank lines


def _is_comment(text: str) -> bool:
    return text.lstrip(" \t").startswith("#")


def _is_blank(line: str) -> bool:
    return not line.strip()


def _without_head(first: Unit) -> tuple[str, Unit]:
    """Split off the comments at the beginning of a file that a blank line sets apart from its first unit."""
    lines = lines_of(first.above)
    end = max((n for n, line in enumerate(lines, 1) if _is_blank(line)), default=0)
    return "".join(_without_blanks(lines[:end])), replace(first, above="".join(lines[end:]))


def _without_blanks(lines: list[str]) -> list[str]:
    """Return lines without the blank ones at the beginning."""
    return lines[next((n for n, line in enumerate(lines) if not _is_blank(line)), len(lines)) :]


def _without_gap(pair: Unit) -> Unit:
    """Return a pair that comes to stand first in its table without the blank lines over it.

    They stay where a blank line follows, too: the comment between would be one of the header.
    """
    lines = _without_blanks(lines_of(pair.above))
    return pair if any(map(_is_blank, lines)) else replace(pair, above="".join(lines))


def _set_apart(header: Unit) -> Unit:
    """Return a header with one blank line over it and its comments, and no two of them between."""
    lines = ["\n"]
    for line in lines_of(header.above):
        if not _is_blank(line):
            lines.append(line)
        elif lines[-1] != "\n":
            lines.append("\n")
    return replace(header, above="".join(lines))


def _joined(rows: Sequence[Unit]) -> str:
    """Join units; a blank line keeps the comments below one from those above the next."""
    rows = [replace(rows[0], above="".join(_without_blanks(lines_of(rows[0].above)))), *rows[1:]]
    parts = [rows[0].text]
    for before, unit in pairwise(rows):
        is_apart = unit.above and _is_blank(lines_of(unit.above)[0])
        parts.append(f"\n{unit.text}" if before.below and not is_apart else unit.text)
    return "".join(parts)
