"""Where each field stands in a TOML text, by tree-sitter: tolerant of errors, so broken files are located too.

Columns that tree-sitter counts are bytes; the ones given here are characters, 1-based as editors show them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import rtoml
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

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
