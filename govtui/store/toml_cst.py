"""A TOML text as what can be spliced: its sections, pairs and values, each with the bytes that it takes (tree-sitter)."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import rtoml
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

# -- Where each field stands in a TOML text, by tree-sitter: tolerant of errors, so broken files are located too -------
#
# Columns that tree-sitter counts are bytes; the ones given here are characters, 1-based as editors show them.


Key = str | int
Path = tuple[Key, ...]

DEPTH = 32
"""How deep values are followed; deeper ones are placed at their container."""

_NEAR = 64
"""Bytes from the start of a line: nearly all that is asked for stands there."""


class Position(NamedTuple):
    line: int
    column: int


class Field(NamedTuple):
    """One key in the text: where the key stands, where its value stands, and the bytes the value takes."""

    path: Path
    key: Position
    value: Position
    start: int
    end: int


@cache
def parser() -> Parser:
    """tree-sitter's parser of TOML."""
    return Parser(Language(tree_sitter_toml.language()))


class Positions:
    """The fields of one text by their path; array items by their index."""

    def __init__(self, text: str, below: Callable[[str], bool] = lambda key: True) -> None:
        """`below`: which of the text's first keys are looked into."""
        self._raw = text.encode("utf-8", "replace")
        self._below = below
        self._lines = self._raw.split(b"\n")
        self._starts: dict[int, Sequence[int] | None] = {}
        tree = parser().parse(self._raw)
        self.fields: dict[Path, Field] = {}
        for field in self._document(tree.root_node):
            self.fields.setdefault(field.path, field)
        self._root = tree.root_node

    def find(self, path: Path) -> Field | None:
        """The field at `path`, else the nearest field that encloses it."""
        for length in range(len(path), 0, -1):
            if field := self.fields.get(path[:length]):
                return field
        return None

    def position(self, node: Node) -> Position:
        """Where a node begins."""
        row, byte = node.start_point
        if byte < _NEAR and self._lines[row][:byte].isascii():
            return Position(row + 1, byte + 1)
        if row not in self._starts:  # once a line: one line may hold a hundred thousand values
            self._starts[row] = _character_starts(self._lines[row])
        starts = self._starts[row]
        return Position(row + 1, (byte if starts is None else bisect_left(starts, byte)) + 1)

    def _document(self, root: Node) -> Iterator[Field]:
        arrays: dict[Path, int] = {}
        for node in root.children:
            kind = node.type
            if kind == "pair":
                if self._below(_first_part(node.child(0))):
                    yield from self._pair(node, (), 0)
            elif kind in ("table", "table_array_element"):
                key = next((child for child in node.named_children if child.type.endswith("_key")), None)
                if key is None or not self._below(_first_part(key)):
                    continue
                prefix = resolved(_key(key), arrays)
                for length in range(1, len(prefix)):  # [name.vi] is where `name` stands, too
                    yield self._field(prefix[:length], key, key)
                if kind == "table_array_element":
                    yield self._field(prefix, key, key)
                    arrays[prefix] = arrays.get(prefix, -1) + 1
                    prefix = (*prefix, arrays[prefix])
                yield self._field(prefix, key, key)
                for child in node.children:
                    if child.type == "pair":
                        yield from self._pair(child, prefix, 0)

    def _pair(self, node: Node, prefix: Path, depth: int) -> Iterator[Field]:
        children = [child for child in node.children if child.type not in ("=", "comment")]
        if not children:
            return
        key = children[0]
        value = children[-1] if len(children) > 1 else key
        path = (*prefix, *_key(key))
        for length in range(len(prefix) + 1, len(path)):  # a.b = 1 makes the table `a`
            yield self._field(path[:length], key, value)
        yield self._field(path, key, value)
        yield from self._value(value, path, depth + 1)

    def _value(self, node: Node, path: Path, depth: int) -> Iterator[Field]:
        if depth > DEPTH:
            return
        if node.type == "inline_table":
            for child in node.children:
                if child.type == "pair":
                    yield from self._pair(child, path, depth)
        elif node.type == "array":
            items = [child for child in node.children if child.is_named and child.type != "comment"]
            for index, child in enumerate(items):
                yield self._field((*path, index), child, child)
                yield from self._value(child, (*path, index), depth + 1)

    def _field(self, path: Path, key: Node, value: Node) -> Field:
        return Field(
            path,
            self.position(key),
            self.position(value),
            value.start_byte,
            value.end_byte,
        )


def resolved(path: Path, arrays: dict[Path, int]) -> Path:
    """A table header's path with the index of the array item it belongs to."""
    out: Path = ()
    for part in path[:-1]:
        out = (*out, part)
        if out in arrays:
            out = (*out, arrays[out])
    return (*out, *path[-1:])


def key_nodes(node: Node) -> list[Node]:
    """The parts of a key, the first DEPTH of them. A dotted key nests as deep as it has parts, so no recursion."""
    parts = []
    while node.type == "dotted_key":
        parts.append(node.children[-1])
        node = node.children[0]
    return [node, *reversed(parts)][:DEPTH]


def _key(node: Node) -> Path:
    return tuple(map(key_part, key_nodes(node)))


def key_part(node: Node) -> str:
    """One part of a key as it is meant: without its quotation marks."""
    text = node.text.decode("utf-8", "replace") if node.text else ""
    if node.type == "quoted_key":
        try:
            return str(rtoml.loads(f"v = {text}")["v"])
        except (rtoml.TomlParsingError, ValueError):
            return text.strip("\"'")
    return text


def _first_part(key: Node | None) -> str:
    return key_part(key_nodes(key)[0]) if key else ""


def _character_starts(line: bytes) -> Sequence[int] | None:
    """The bytes at which the characters of a line begin; None where each byte is one."""
    return None if line.isascii() else [n for n, byte in enumerate(line) if byte & 0xC0 != 0x80]


Span = tuple[int, int]


@dataclass(slots=True)
class Value:
    """A value as it is written: a scalar, an array with its items, an inline table with its pairs."""

    path: Path
    start: int
    end: int
    kind: str
    """tree-sitter's name of it: string, array, inline_table, integer …"""
    pairs: list[Pair] = dataclasses.field(default_factory=list)
    items: list[Value] = dataclasses.field(default_factory=list)

    @property
    def inner(self) -> Iterator[Value]:
        """The values in it."""
        yield from self.items
        yield from (pair.value for pair in self.pairs)


@dataclass(slots=True)
class Pair:
    """`a.b = value`: the path of the value, and where each part of the key stands."""

    path: Path
    keys: list[Span]
    value: Value

    @property
    def start(self) -> int:
        return self.keys[0][0]

    @property
    def end(self) -> int:
        return self.value.end


@dataclass(slots=True)
class Section:
    """A header with the pairs below it; the first section of a text has no header. `array`: it is one `[[item]]`."""

    path: Path
    start: int
    end: int
    array: bool = False
    keys: list[Span] = dataclasses.field(default_factory=list)
    pairs: list[Pair] = dataclasses.field(default_factory=list)

    @property
    def last(self) -> int:
        """The byte behind the last thing said in it."""
        return self.pairs[-1].end if self.pairs else self.end


class Outline:
    """The sections of one text. Array items in paths are indices."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.sections = [Section((), 0, 0)]
        arrays: dict[Path, int] = {}
        for node in parser().parse(raw).root_node.children:
            if node.type == "pair":
                self._add(node, self.sections[0])
            elif node.type in ("table", "table_array_element"):
                self._section(node, arrays)

    @property
    def headed(self) -> list[Section]:
        """The sections that have a header."""
        return self.sections[1:]

    @property
    def pairs(self) -> Iterator[tuple[Section, Pair]]:
        """Every pair that stands on lines of its own, with its section."""
        for section in self.sections:
            for pair in section.pairs:
                yield section, pair

    def section(self, path: Path) -> Section | None:
        """The section whose header names `path`; the first one for the record itself."""
        return next((section for section in self.sections if section.path == path), None)

    def value(self, path: Path) -> Value | None:
        """The value written for `path`; None where it is made of sections or dotted keys, or is not there."""
        found = self.around(path)
        return found if found and found.path == path else None

    def around(self, path: Path) -> Value | None:
        """The innermost array, inline table or value that is at `path` or has it inside."""
        here = next((pair.value for _, pair in self.pairs if within(path, pair.path)), None)
        while here is not None and here.path != path:
            inner = next((value for value in here.inner if within(path, value.path)), None)
            if inner is None:
                break
            here = inner
        return here

    def line_start(self, at: int) -> int:
        """Where the line with the byte `at` begins."""
        return self.raw.rfind(b"\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line after that with the byte `at` begins; the text's end for the last one."""
        end = self.raw.find(b"\n", at)
        return len(self.raw) if end < 0 else end + 1

    def line_before(self, start: int) -> bytes | None:
        """The line that ends at `start`, stripped; None at the beginning of the text."""
        return self.raw[self.line_start(start - 1) : start].strip() if start > 0 else None

    def commented_start(self, start: int) -> int:
        """Where the comments begin that stand right above the line at `start`; itself for none."""
        ends = (end for section in self.sections for end in (section.end, *(pair.end for pair in section.pairs)))
        floor = max((end for end in ends if end <= start), default=0)  # a line of a text may begin with # too
        while (above := self.line_before(start)) is not None and above.startswith(b"#"):
            if self.line_start(start - 1) < floor:
                break
            start = self.line_start(start - 1)
        return start

    def _section(self, node: Node, arrays: dict[Path, int]) -> None:
        key = next((child for child in node.children if child.type.endswith("_key")), None)
        if key is None:
            return
        parts, spans = _keys(key)
        path = resolved(parts, arrays)
        array = node.type == "table_array_element"
        if array:
            arrays[path] = arrays.get(path, -1) + 1
            path = (*path, arrays[path])
        close = next((child for child in node.children if child.type in ("]", "]]")), key)
        section = Section(path, node.start_byte, close.end_byte, array, spans)
        self.sections.append(section)
        for child in node.children:
            if child.type == "pair":
                self._add(child, section)

    def _add(self, node: Node, section: Section) -> None:
        if pair := _pair(node, section.path, 0):
            section.pairs.append(pair)


def within(path: Path, outer: Path) -> bool:
    """Whether `path` is `outer` or stands inside it."""
    return path[: len(outer)] == outer


def _pair(node: Node, prefix: Path, depth: int) -> Pair | None:
    children = [child for child in node.children if child.type not in ("=", "comment")]
    if len(children) < 2:
        return None
    parts, spans = _keys(children[0])
    path = (*prefix, *parts)
    return Pair(path, spans, _value(children[-1], path, depth + 1))


def _value(node: Node, path: Path, depth: int) -> Value:
    value = Value(path, node.start_byte, node.end_byte, node.type)
    if depth > DEPTH:
        return value
    if node.type == "inline_table":
        value.pairs = [pair for child in node.children if child.type == "pair" and (pair := _pair(child, path, depth))]
    elif node.type == "array":
        items = [child for child in node.children if child.is_named and child.type != "comment"]
        value.items = [_value(child, (*path, place), depth + 1) for place, child in enumerate(items)]
    return value


def _keys(node: Node) -> tuple[Path, list[Span]]:
    """The parts of a key, and where they stand."""
    nodes = key_nodes(node)
    return tuple(map(key_part, nodes)), [(part.start_byte, part.end_byte) for part in nodes]


# -- Which parts of a TOML text are what, for colouring it while it is edited: tree-sitter's grammar, and a query ove --


PARTS = ("comment", "string", "number", "boolean", "date", "key", "table", "sign")
"""What the query tells apart."""

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
"""The parts, in tree-sitter's query language."""


@cache
def language() -> Language:
    """The grammar of TOML."""
    return Language(tree_sitter_toml.language())
