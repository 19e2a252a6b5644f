"""The context of a cursor in a TOML text, for completion: its table, its field, key or value.

A scan of the tokens up to the cursor, not a parse: while somebody types, the text is hardly ever valid TOML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Part = Literal["key", "header", "value", "block", "comment"]

Names = tuple[str, ...]

_TOKEN = re.compile(
    r'''(?P<block>"""(?s:.*?)(?:"""|\Z)|\'\'\'(?s:.*?)(?:\'\'\'|\Z))
      | (?P<string>"(?:\\.|[^"\\\n])*(?:"|(?=\n)|\Z|\\)|'[^'\n]*(?:'|(?=\n)|\Z))
      | (?P<comment>\#[^\n]*)
      | (?P<word>[^\s"'\#=\[\]{},.]+)
      | (?P<line>\n)
      | (?P<sign>[=\[\]{},.])
      | (?P<space>[^\S\n]+)''',
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in a text. Paths are names without indices: ("steps", "by")."""

    part: Part
    """block: in a text of several lines."""
    table: Names
    """The table of a key at this position; of a header, the names before the last dot."""
    path: Names
    """The field at the position; the table where there is none yet."""
    prefix: str
    """The part of the key or value before the cursor, without a quotation mark."""
    start: int
    end: int
    """The range that a completion replaces: the whole word or string, quotation marks included."""
    closed: bool = False
    """Whether a header has its closing bracket already."""


class _Scan:
    """The state of the scan: what the text so far has opened and not closed."""

    def __init__(self) -> None:
        self.header: Names = ()
        self.key: list[str] = []
        self.mode: Literal["key", "header", "value"] = "key"
        self.around: list[tuple[str, Names]] = []
        """Open brackets ("[" or "{"), each with the path of its field."""

    @property
    def table(self) -> Names:
        inline = next((path for sign, path in reversed(self.around) if sign == "{"), None)
        return self.header if inline is None else inline

    def line(self) -> None:
        if self.around:
            return  # arrays go on, and broken text counts as one
        self.mode, self.key = "key", []

    def sign(self, sign: str, fresh: bool) -> None:
        """Read a sign; `fresh`: it is the first on its line."""
        if self.mode == "header":
            if sign == "]":
                self.header = tuple(self.key)
            return
        if sign == "[" and self.mode == "key" and (fresh or not self.key):
            self.mode, self.key, self.around = "header", [], []
        elif sign == "=" and self.mode == "key":
            self.mode = "value"
        elif sign in "[{" and self.mode == "value":
            self.around.append((sign, (*self.table, *self.key)))
            if sign == "{":
                self.mode, self.key = "key", []
        elif sign in "]}" and self.around:
            _, path = self.around.pop()
            self.key = list(path[len(self.table) :])
            self.mode = "value"
        elif sign == "," and self.around and self.around[-1][0] == "{":
            self.mode, self.key = "key", []


def cursor_at(text: str, offset: int) -> Cursor:
    """Return the context of the character offset of a cursor."""
    scan, fresh, here = _Scan(), True, offset
    for found in _TOKEN.finditer(text):
        kind, start, end = found.lastgroup or "", found.start(), found.end()
        if start >= offset:
            break
        touched = start < offset <= end
        if kind == "comment" and touched:
            return Cursor("comment", scan.table, _path(scan), "", here, here)
        if kind == "block" and touched and (offset < end or not _closed(found[0])):
            return Cursor("block", scan.table, _path(scan), text[start + 3 : offset], start, end)
        if kind == "string" and touched:
            return _at(scan, text, offset, start, end, quoted=1)
        if kind == "word" and touched:
            return _at(scan, text, offset, start, end, quoted=0)
        if kind == "line":
            scan.line()
            fresh = True
            continue
        if kind == "sign":
            if fresh and found[0] == "[" and scan.around and _is_header(text, start):
                scan.around, scan.mode = [], "key"  # an array that was never closed ends where a table begins
                scan.key = []
            scan.sign(found[0], fresh)
        elif kind in ("word", "string") and scan.mode in ("key", "header"):
            scan.key.append(found[0].strip("\"'"))
        if kind not in ("space", "comment"):
            fresh = False
    return _at(scan, text, offset, offset, offset, quoted=0)


def _at(scan: _Scan, text: str, offset: int, start: int, end: int, *, quoted: int) -> Cursor:
    whole = text[start:end].strip("\"'")
    prefix = text[start + quoted : offset][: len(whole)]
    if scan.mode == "value":
        return Cursor("value", scan.table, _path(scan), prefix, start, end)
    if scan.mode == "header":
        closed = text[end : end + 1] == "]"
        return Cursor(
            "header", tuple(scan.key), (*scan.key, whole) if whole else tuple(scan.key), prefix, start, end, closed
        )
    table = (*scan.table, *scan.key)
    if scan.key and start > 0 and text[start - 1] not in ".":
        return Cursor("comment", scan.table, table, "", offset, offset)  # after a key nothing but "=" can come
    return Cursor("key", table, (*table, whole) if whole else table, prefix, start, end)


def _path(scan: _Scan) -> Names:
    if scan.mode == "value" or scan.mode == "key":
        return (*scan.table, *scan.key)
    return tuple(scan.key)


def _closed(token: str) -> bool:
    """Whether a string has its closing quotation mark."""
    mark = token[:3] if token[:3] in ('"""', "'''") else token[0]
    return len(token) >= 2 * len(mark) and token.endswith(mark)


def _is_header(text: str, start: int) -> bool:
    """Whether a line that begins with a bracket is a table header rather than part of a list."""
    line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
    return re.match(r"\[\[?\s*[\w.\-\"' ]+\]?\]?\s*(#.*)?$", line) is not None and "," not in line
