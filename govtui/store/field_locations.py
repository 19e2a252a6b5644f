"""From a field's path to its line and column in the file."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import rtoml

from govtui.store.parse_errors import FieldNames
from govtui.store.plain_positions import first_pair
from govtui.store.toml_cst import Path, Position, Positions


class FieldLocations:
    """Where the fields of one text stand, by their path ("areas.2.name.en"); found when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._below: dict[str, dict[str, Position]] = {}

    def find(self, field: str) -> Position:
        """Line and column (1-based) of the value at `field`, else of the nearest field around it, else of the start."""
        parts = field.split(".")
        if len(parts) == 1 and (begin := pair_begin(self._text, field) or table_begin(self._text, field)):
            return begin
        by_path = self._by_path(parts[0])
        for length in range(len(parts), 0, -1):
            if found := by_path.get(".".join(parts[:length])):
                return found
        return Position(1, 1)

    def _by_path(self, first: str) -> dict[str, Position]:
        """The fields whose paths begin so: all of a text takes several times as long."""
        if first not in self._below:
            self._below[first] = self._found(first)
        return self._below[first]

    def _found(self, first: str) -> dict[str, Position]:
        fields = Positions(self._text, lambda key: key == first or key.startswith(f"{first}.")).fields
        out: dict[str, Position] = {}
        for path, field in fields.items():
            out.setdefault(self._named(path), field.value)
        for path, field in fields.items():  # a key that is a number ("areas.2") goes before a position
            out.setdefault(".".join([str(part + 1) if isinstance(part, int) else part for part in path]), field.value)
        return out

    def _named(self, path: Path) -> str:
        return self._names.path(path) if int in map(type, path) else ".".join(map(str, path))

    @cached_property
    def _names(self) -> FieldNames:
        """What items of lists are called."""
        try:
            data: Any = rtoml.loads(self._text)
        except (rtoml.TomlParsingError, ValueError, RecursionError):
            data = {}
        return FieldNames(data)


def pair_begin(text: str, key: str) -> Position | None:
    """Where the value of a first key stands in a text that is TOML, if that is plain to see; as `table_begin`."""
    found = first_pair(text, key)
    return found[1] if found else None


_HEADER = re.compile(
    r"\n[ \t]*\[\[?[ \t]*"
    r"(?:(?P<quoted>[\"'])|(?!(?:true|false|inf|nan)\b)(?P<first>[A-Za-z_][A-Za-z0-9_-]*)[ \t]*[.\]])"
)
"""What a table begins with. An array in an array may begin a line, too, but no value is a bare word except those four."""


def table_begin(text: str, key: str) -> Position | None:
    """Where the table, or the list of tables, of a first key begins in a text that is TOML, if that is plain to see.

    tree-sitter takes ten times as long. None where only it can tell: the key may be something else than a header, or a line
    may begin in the middle of a string.
    """
    if '"""' in text or "'''" in text:
        return None
    lines = f"\n{text}"
    looked_before = False
    for header in _HEADER.finditer(lines):
        if header["quoted"]:
            return None
        if not looked_before and re.search(rf"\n[ \t]*(?:[\"']|{re.escape(key)}\b)", lines[: header.start()]):
            return None  # a pair before all tables
        looked_before = True
        if header["first"] == key:
            start = header.start("first")
            return Position(lines.count("\n", 0, start), start - lines.rindex("\n", 0, start))
    return None
