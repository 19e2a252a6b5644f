"""The concrete syntax tree of a TOML text (tree-sitter): tables, pairs and values with their bytes.

tree-sitter goes on after errors, so broken files have a tree, too. Spans are bytes of UTF-8; a Position is a line and a column
in characters, both from 1 as editors show them. Array items are in paths by their index.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import rtoml

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser, Query

Key = str | int
Path = tuple[Key, ...]
Span = tuple[int, int]

DEPTH = 32
"""How deep values, and the parts of keys, are followed."""

PARTS = ("comment", "string", "number", "boolean", "date", "key", "table", "sign")
"""The captures of QUERY, for colours."""

QUERY = """
(comment) @comment
(string) @string
[(integer) (float)] @number
(boolean) @boolean
[(offset_date_time) (local_date_time) (local_date) (local_time)] @date
(pair [(bare_key) (quoted_key) (dotted_key)] @key)
(table [(bare_key) (quoted_key) (dotted_key)] @table)
(table_array_element [(bare_key) (quoted_key) (dotted_key)] @table)
["[" "]" "[[" "]]" "{" "}" "=" "," "."] @sign
"""


class Position(NamedTuple):
    line: int
    column: int


class Field(NamedTuple):
    """Where a field stands: its key (of an item: its value), and its value from `start` to `end`; bytes."""

    key: int
    start: int
    end: int


@cache
def language() -> Language:
    """Return tree-sitter's grammar of TOML."""
    import tree_sitter_toml  # here and below: whoever asks for plain positions alone does without
    from tree_sitter import Language

    return Language(tree_sitter_toml.language())


@cache
def parser() -> Parser:
    """Return tree-sitter's parser of TOML."""
    from tree_sitter import Parser

    return Parser(language())


@cache
def _comment_query() -> Query:
    from tree_sitter import Query

    return Query(language(), "(comment) @comment")


@dataclass(slots=True)
class Value:
    """A scalar, an array with items, or an inline table with pairs. `kind`: tree-sitter's node type."""

    path: Path
    start: int
    end: int
    kind: str
    pairs: Sequence[Pair] = ()
    items: Sequence[Value] = ()


@dataclass(slots=True)
class Pair:
    """`a.b = value`: the path of the value, and the span of each part of the key."""

    path: Path
    keys: Sequence[Span]
    value: Value

    @property
    def start(self) -> int:
        return self.keys[0][0]

    @property
    def end(self) -> int:
        return self.value.end


@dataclass(slots=True)
class Table:
    """A header with the pairs below it; the path of an `[[item]]` ends in its index. No `keys`: no header."""

    path: Path
    start: int
    end: int
    keys: Sequence[Span] = ()
    pairs: list[Pair] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The end of the last pair, or of the header."""
        return self.pairs[-1].end if self.pairs else self.end

    def values(self) -> Iterator[tuple[Pair | None, Value]]:
        """Yield every value in document order, with its pair; None for the item of an array."""
        waiting: list[tuple[Pair | None, Value]] = [(pair, pair.value) for pair in reversed(self.pairs)]
        while waiting:
            pair, value = waiting.pop()
            yield pair, value
            if value.items:
                waiting += [(None, item) for item in reversed(value.items)]
            elif value.pairs:
                waiting += [(one, one.value) for one in reversed(value.pairs)]


class Document:
    """One TOML text, parsed once, when its tree is asked for; as bytes: UTF-8 without a byte order mark."""

    def __init__(self, text: str | bytes) -> None:
        self.raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
        self._characters: dict[int, Sequence[int]] = {}

    @cached_property
    def _root(self) -> Node:
        return parser().parse(self.raw).root_node

    # tables

    @cached_property
    def tables(self) -> list[Table]:
        """The tables in document order; the first one, of the record itself, has no header."""
        return self._tables()

    @property
    def headed(self) -> Sequence[Table]:
        return self.tables[1:]

    @property
    def pairs(self) -> Iterator[tuple[Table, Pair]]:
        """Every pair that stands on lines of its own, with its table."""
        return ((table, pair) for table in self.tables for pair in table.pairs)

    def table(self, path: Path) -> Table | None:
        """Return the table with this path."""
        return next((table for table in self.tables if table.path == path), None)

    def _tables(self, first: str | None = None) -> list[Table]:
        """Read the tables, or only those below the key `first`, or one that begins with it and a dot."""
        tables = [Table((), 0, 0)]
        arrays: dict[Path, int] = {}
        for node in self._root.children:
            kind = node.type
            if kind == "pair":
                if first is None or _begins_with(node.children[0], first):
                    tables[0].pairs.append(_pair(node, (), 0))
            elif kind in ("table", "table_array_element"):
                children = node.children
                key = next((child for child in children if child.type.endswith("_key")), None)
                if key is None or not (first is None or _begins_with(key, first)):
                    continue
                parts, spans = _keys(key)
                path = resolved(parts, arrays)
                if kind == "table_array_element":
                    arrays[path] = arrays.get(path, -1) + 1
                    path = (*path, arrays[path])
                close = next((child for child in children if child.type in ("]", "]]")), key)
                pairs = [_pair(child, path, 0) for child in children if child.type == "pair"]
                tables.append(Table(path, node.start_byte, close.end_byte, spans, pairs))
        return tables

    # values and fields

    def value(self, path: Path) -> Value | None:
        """Return the value written for `path`; None where it is made of tables or dotted keys, or is not there."""
        found = self.around(path)
        return found if found and found.path == path else None

    def around(self, path: Path) -> Value | None:
        """Return the innermost array, inline table or value that is at `path` or has it inside."""
        here = next((pair.value for _, pair in self.pairs if within(path, pair.path)), None)
        while here is not None and here.path != path:
            members = (*here.items, *(pair.value for pair in here.pairs))
            inner = next((value for value in members if within(path, value.path)), None)
            if inner is None:
                break
            here = inner
        return here

    def fields(self, first: str | None = None) -> dict[Path, Field]:
        """Return the fields where they first stand; only those below `first` take a fraction of the time."""
        found: dict[Path, Field] = {}
        for table in self.tables if first is None else self._tables(first):
            path = table.path
            if path:
                header = Field(table.keys[0][0], table.keys[0][0], table.keys[-1][1])
                for length in range(1, len(path) + 1):  # [name.vi] is where `name` stands, too
                    found.setdefault(path[:length], header)
            for pair, value in table.values():
                path = value.path
                if pair is None:
                    found.setdefault(path, Field(value.start, value.start, value.end))
                    continue
                here = Field(pair.keys[0][0], value.start, value.end)
                for length in range(len(path) - len(pair.keys) + 1, len(path) + 1):  # a.b = 1 makes the table `a`
                    found.setdefault(path[:length], here)
        return found

    @cached_property
    def _all_fields(self) -> dict[Path, Field]:
        return self.fields()

    def find(self, path: Path) -> Field | None:
        """Return the field at `path`, else the nearest field that encloses it."""
        fields = self._all_fields
        return next((fields[path[:length]] for length in range(len(path), 0, -1) if path[:length] in fields), None)

    def comments(self) -> list[Span]:
        """Return the spans of all comments, in order."""
        from tree_sitter import QueryCursor

        found = QueryCursor(_comment_query()).captures(self._root).get("comment", [])
        return sorted((node.start_byte, node.end_byte) for node in found)

    # lines

    def position(self, at: int) -> Position:
        """Return the line and column of the byte `at`."""
        line = bisect_right(self._line_starts, at)
        start = self._line_starts[line - 1]
        if line not in self._characters:  # once a line: one line may hold a hundred thousand values
            whole = self.raw[start : self.line_end(at)]
            self._characters[line] = [n for n, byte in enumerate(whole) if byte & 0xC0 != 0x80]
        return Position(line, bisect_left(self._characters[line], at - start) + 1)

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return [0, *(found.end() for found in re.finditer(b"\n", self.raw))]

    def line_start(self, at: int) -> int:
        """Return where the line with the byte `at` begins."""
        return self.raw.rfind(b"\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line after that with the byte `at` begins; the text's end for the last one."""
        end = self.raw.find(b"\n", at)
        return len(self.raw) if end < 0 else end + 1

    def line_before(self, start: int) -> bytes | None:
        """Return the line that ends at `start`, stripped; None at the beginning of the text."""
        return self.raw[self.line_start(start - 1) : start].strip() if start > 0 else None

    def commented_start(self, start: int) -> int:
        """Return the start of the comments right above the line with the byte `start`, or of that line."""
        start = self.line_start(start)
        ends = (end for table in self.tables for end in (table.end, *(pair.end for pair in table.pairs)))
        floor = max((end for end in ends if end <= start), default=0)  # a line of a text may begin with # too
        while (above := self.line_before(start)) is not None and above.startswith(b"#"):
            if self.line_start(start - 1) < floor:
                break
            start = self.line_start(start - 1)
        return start


def within(path: Path, outer: Path) -> bool:
    """Return whether `path` is `outer` or stands inside it."""
    return path[: len(outer)] == outer


def resolved(path: Path, arrays: dict[Path, int]) -> Path:
    """Return a header's path with the indices of items; `arrays`: the last index of each list so far."""
    out: Path = ()
    for part in path[:-1]:
        out = (*out, part)
        if out in arrays:
            out = (*out, arrays[out])
    return (*out, *path[-1:])


def _pair(node: Node, prefix: Path, depth: int) -> Pair:
    key, *_, value = (child for child in node.children if child.type != "comment")
    parts, spans = _keys(key)
    path = (*prefix, *parts)
    return Pair(path, spans, _value(value, path, depth + 1))


def _value(node: Node, path: Path, depth: int) -> Value:
    kind = node.type
    value = Value(path, node.start_byte, node.end_byte, kind)
    if depth > DEPTH:
        return value
    if kind == "inline_table":
        value.pairs = [_pair(child, path, depth) for child in node.children if child.type == "pair"]
    elif kind == "array":
        items = [child for child in node.children if child.is_named and child.type != "comment"]
        value.items = [_value(child, (*path, index), depth + 1) for index, child in enumerate(items)]
    return value


def _keys(node: Node) -> tuple[Path, list[Span]]:
    """Return the parts of a key, the first DEPTH of them, and their spans."""
    nodes = _key_nodes(node)
    return tuple(map(_key_part, nodes)), [(part.start_byte, part.end_byte) for part in nodes]


def _key_nodes(node: Node) -> list[Node]:
    """Return the parts of a key. A dotted key nests as deep as it has parts, so no recursion."""
    parts = []
    while node.type == "dotted_key":
        parts.append(node.children[-1])
        node = node.children[0]
    return [node, *reversed(parts)][:DEPTH]


def _key_part(node: Node) -> str:
    """Return one part of a key without its quotation marks and escapes."""
    text = node.text.decode("utf-8", "replace") if node.text else ""
    if node.type == "quoted_key":
        try:
            return str(rtoml.loads(f"v = {text}")["v"])
        except (rtoml.TomlParsingError, ValueError):
            return text.strip("\"'")
    return text


def _begins_with(key: Node, first: str) -> bool:
    part = _key_part(_key_nodes(key)[0])
    return part == first or part.startswith(f"{first}.")
