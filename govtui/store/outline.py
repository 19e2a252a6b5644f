"""A TOML text as what can be spliced: its sections, pairs and values, each with the bytes that it takes (tree-sitter)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from govtui.store.positions import DEPTH, Path, key_nodes, key_part, parser, resolved

Span = tuple[int, int]


@dataclass(slots=True)
class Value:
    """A value as it is written: a scalar, an array with its items, an inline table with its pairs."""

    path: Path
    start: int
    end: int
    kind: str
    """tree-sitter's name of it: string, array, inline_table, integer …"""
    pairs: list[Pair] = field(default_factory=list)
    items: list[Value] = field(default_factory=list)

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
    keys: list[Span] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

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
