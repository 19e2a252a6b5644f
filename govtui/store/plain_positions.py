"""Locate the fields of a plainly written TOML text by regular expressions, without a tree.

Where a record is TOML but not valid this takes a third less than tree-sitter, and a registry may hold any number of those.
In a text that is TOML a line that begins with a bare key and `=` is a pair, and one that begins with a bare key in brackets is
a header, unless it is part of a string of several lines or of an array in an array. Where there may be such a thing, or a key
is quoted, nothing is found: toml_cst.Document tells.
"""

from __future__ import annotations

import re
from functools import lru_cache

from govtui.store.toml_cst import Key, Path, Position, resolved

_MORE = r"(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*"
_LINE = re.compile(
    rf"""^[ \t]*(?:
        (?P<open>\[\[?)[ \t]*(?:
            (?P<header>(?!(?:true|false|inf|nan)\b)[A-Za-z_][A-Za-z0-9_-]*{_MORE})[ \t]*\]
          | (?P<odd>)                              # an array in an array, or a header with quotation marks or figures
        )
      | (?P<key>[A-Za-z0-9_-]+{_MORE})[ \t]*=[ \t]*
      | (?P<quoted>["'])
    )""",
    re.VERBOSE | re.MULTILINE,
)


_BARE = re.compile("[A-Za-z0-9_-]+")


def first_pair(text: str, key: str) -> tuple[Position, Position] | None:
    """Locate a top-level key and its value in a text that is TOML.

    Returns None where it is no pair before all tables and quoted keys, or a string of several lines may hold what looks like one.
    """
    if '"""' in text or "'''" in text or not _BARE.fullmatch(key):
        return None
    found = _first_pair(key).search(text)
    if found is None or found["key"] is None:
        return None
    start, end = found.start("key"), found.end()
    line, before = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start)
    return Position(line, start - before), Position(line, end - before)


@lru_cache(maxsize=1024)
def _first_pair(key: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:(?P<key>{key})[ \t]*=[ \t]*|[\[\"'])", re.MULTILINE)


class PlainPositions:
    """Positions of keys and values by path; array items by their index. Empty where the text is not plain."""

    def __init__(self, text: str) -> None:
        self.key: dict[Path, Position] = {}
        self.value: dict[Path, Position] = {}
        if '"""' not in text and "'''" not in text and not self._read(text):
            self.key.clear()
            self.value.clear()

    def _read(self, text: str) -> bool:
        """Return whether all of it is plain."""
        arrays: dict[Path, int] = {}
        table: Path = ()
        line, begin = 1, 0
        for found in _LINE.finditer(text):
            if found["odd"] is not None or found["quoted"]:
                return False
            group = "header" if found["open"] else "key"
            start = found.start(group)
            line += text.count("\n", begin, start)
            begin = start
            column = start - text.rfind("\n", 0, start)
            here = Position(line, column)
            parts: tuple[Key, ...] = tuple(part.strip(" \t") for part in found[group].split("."))
            if group == "header":
                table = resolved(parts, arrays)
                for length in range(1, len(table)):
                    self._put(table[:length], here, here)
                if found["open"] == "[[":
                    self._put(table, here, here)
                    arrays[table] = arrays.get(table, -1) + 1
                    table = (*table, arrays[table])
                self._put(table, here, here)
                continue
            value = Position(line, column + found.end() - start)
            path = (*table, *parts)
            for length in range(len(table) + 1, len(path) + 1):
                self._put(path[:length], here, value)
        return True

    def _put(self, path: Path, key: Position, value: Position) -> None:
        self.key.setdefault(path, key)
        self.value.setdefault(path, value)
