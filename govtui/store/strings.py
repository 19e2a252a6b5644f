"""A string of TOML with other words in it: what did not change keeps its place, its escapes and its line breaks."""

from __future__ import annotations

import re
from typing import NamedTuple

from govtui.store.data import NotToml, parsed

_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(?:([btnfre"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_JOINED = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")
"""A backslash at the end of a line, and the white space that it swallows."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_QUOTES = re.compile(r'"{2,}|^"|"$')


class _Unit(NamedTuple):
    letter: str
    start: int
    end: int


def with_value(literal: str, value: str, newline: str) -> str:
    """The string `literal` as it is written, holding `value` (lines ended by LF) in its own style.

    A block stays a block, a literal string stays one while `value` allows it; a one-line string that gets its first line
    break becomes a block. `newline` is the text's own end of a line.
    """
    quote = literal[:3] if literal[:3] in ('"""', "'''") else literal[:1]
    units = _units(literal, quote)
    breaks = any(unit.letter == "\n" for unit in units)
    if len(quote) == 3 or breaks or "\n" not in value:
        found = _spliced(literal, quote, units, value, newline)
        if _holds(found, value):
            return found
        if quote[0] == "'" and _fits_literal(value, quote):
            found = _whole(literal, quote, value, newline)
            if _holds(found, value):
                return found
    return _whole(literal, '"""' if len(quote) == 3 or "\n" in value else '"', value, newline)


def block(value: str) -> str:
    """A text of several lines as a block that begins on the line below."""
    return _whole('""', '"""', value, "\n")


def _units(literal: str, quote: str) -> list[_Unit]:
    """Each letter that the string holds with the characters that write it."""
    at, end = len(quote), len(literal) - len(quote)
    block, escapes = len(quote) == 3, quote[0] == '"'
    if block and (opening := re.compile(r"\r?\n").match(literal, at)):
        at = opening.end()
    out = []
    while at < end:
        letter, after = literal[at], at + 1
        if letter == "\\" and escapes:
            if escape := _ESCAPE.match(literal, at):
                letter, after = _escaped(escape), escape.end()
            elif joined := _JOINED.match(literal, at):
                at = joined.end()
                continue
        elif literal.startswith("\r\n", at):
            letter, after = "\n", at + 2
        out.append(_Unit(letter, at, after))
        at = after
    return out


def _escaped(escape: re.Match[str]) -> str:
    short, *codes = escape.groups()
    return _SHORT[short] if short else chr(int(next(code for code in codes if code), 16))


def _spliced(literal: str, quote: str, units: list[_Unit], value: str, newline: str) -> str:
    """The string with only the letters replaced that differ."""
    old = [unit.letter for unit in units]
    first = 0
    while first < min(len(old), len(value)) and old[first] == value[first]:
        first += 1
    last = 0
    while last < min(len(old), len(value)) - first and old[-1 - last] == value[-1 - last]:
        last += 1
    middle = _written(value[first : len(value) - last], quote, newline)
    before = units[first - 1].end if first else _body_start(literal, quote)
    if first + last == len(old):
        start = end = before
    else:
        start, end = units[first].start, units[len(old) - last - 1].end
        if middle[:1].isspace():  # a joined line before it would swallow that
            start = before
    return literal[:start] + middle + literal[end:]


def _body_start(literal: str, quote: str) -> int:
    opening = re.compile(r"\r?\n").match(literal, len(quote)) if len(quote) == 3 else None
    return opening.end() if opening else len(quote)


def _whole(literal: str, quote: str, value: str, newline: str) -> str:
    """The string written anew in a style; a block begins on the line below, unless the old one did not."""
    written = _written(value, quote, newline)
    below = len(quote) == 3 and (literal[:3] != quote or literal[3:4] in ("\r", "\n") or written[:1] in ("\r", "\n"))
    return f"{quote}{newline if below else ''}{written}{quote}"


def _written(value: str, quote: str, newline: str) -> str:
    """Letters as they are written between these quotation marks."""
    if quote[0] == "'":
        return value.replace("\n", newline)
    out = value.replace("\\", "\\\\")
    if quote == '"':
        out = out.replace('"', '\\"').replace("\n", "\\n")
    else:
        out = _QUOTES.sub(lambda found: found[0].replace('"', '\\"'), out)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", out).replace("\n", newline)


def _fits_literal(value: str, quote: str) -> bool:
    if quote == "'" and ("'" in value or "\n" in value):
        return False
    return "'''" not in value and not value.endswith("'") and not _CONTROL.search(value)


def _holds(literal: str, value: str) -> bool:
    try:
        return str(parsed(f"v = {literal}")["v"]).replace("\r\n", "\n") == value
    except (NotToml, KeyError):
        return False
