"""Locate the fields of a plainly written TOML text by regular expressions, without a tree.

Where a record is TOML but not valid this takes a third less than tree-sitter, and a registry may hold any number of those.
In a text that is TOML a line that begins with a bare key and `=` is a pair, and one that begins with a bare key in brackets is
a header, unless it is part of a string of several lines or of an array in an array. Where there may be such a thing, or a key
is quoted, nothing is found: toml_cst.Document tells.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from govtui.store.toml_cst import Path, Position, resolved

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


class Location(NamedTuple):
    key: Position
    value: Position


def first_pair(text: str, key: str) -> Location | None:
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
    return Location(Position(line, start - before), Position(line, end - before))


@lru_cache(maxsize=1024)
def _first_pair(key: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:(?P<key>{key})[ \t]*=[ \t]*|[\[\"'])", re.MULTILINE)


def plain_positions(text: str) -> dict[Path, Location]:
    """Return the locations of pairs and headers by path, or nothing where not all is plain."""
    found: dict[Path, Location] = {}
    if '"""' in text or "'''" in text:
        return found
    arrays: dict[Path, int] = {}
    table: Path = ()
    line, begin = 1, 0
    for match in _LINE.finditer(text):
        if match["odd"] is not None or match["quoted"]:
            return {}
        group = "header" if match["open"] else "key"
        start = match.start(group)
        line += text.count("\n", begin, start)
        begin = start
        column = start - text.rfind("\n", 0, start)
        parts = tuple(part.strip(" \t") for part in match[group].split("."))
        if group == "key":
            path: Path = (*table, *parts)
            here = Location(Position(line, column), Position(line, column + match.end() - start))
            first = len(table) + 1
        else:
            table = resolved(parts, arrays)
            if match["open"] == "[[":
                arrays[table] = arrays.get(table, -1) + 1
                table = (*table, arrays[table])
            path, here, first = table, Location(Position(line, column), Position(line, column)), 1
        for length in range(first, len(path) + 1):
            found.setdefault(path[:length], here)
    return found
