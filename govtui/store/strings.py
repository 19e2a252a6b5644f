"""A string of TOML with other words in it: what did not change keeps its place, its escapes and its line breaks."""

from __future__ import annotations

import re
from typing import NamedTuple

from govtui.store.data import NotToml, parsed
from govtui.store.runs import changed_letters

_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(?:([btnfre"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_JOINED = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")
"""A backslash at the end of a line, and the white space that it swallows."""
_OPENING = re.compile(r"\r?\n")
"""The line break right behind the opening quotation marks of a block, which is no part of the text."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
NEW = -1
"""The place of a piece that was not in the old string."""


class _Piece(NamedTuple):
    """One letter that the string holds, as it is written; or, without a letter, a joined line end."""

    letter: str
    source: str
    at: int
    """Where it was written in the old string, or NEW."""


def with_value(literal: str, value: str, newline: str) -> str:
    """The string `literal` as it is written, holding `value` (lines ended by LF) in its own style.

    Only the letters that differ are written anew. A block stays a block, a literal string stays one while `value` allows
    it; a one-line string that gets its first line break becomes a block. `newline` is the text's own end of a line.
    """
    quote = literal[:3] if literal[:3] in ('"""', "'''") else literal[:1]
    body = literal[len(quote) : len(literal) - len(quote)]
    opening = (found[0] if (found := _OPENING.match(body)) else "") if len(quote) == 3 else ""
    pieces = _pieces(body[len(opening) :], escapes=quote[0] == '"')
    if len(quote) == 1 and "\n" in value and not any(piece.letter == "\n" for piece in pieces):
        quote, opening = quote * 3, newline
    spliced = _spliced(pieces, value, quote, newline)
    if spliced[:1] in ("\r", "\n") and not opening:
        opening = newline
    written = f"{quote}{opening}{spliced}{quote}"
    if _holds(written, value):
        return written
    return _whole('"""' if len(quote) == 3 else '"', value, newline, below=bool(opening))


def block(value: str) -> str:
    """A text of several lines as a block that begins on the line below."""
    return _whole('"""', value, "\n", below=True)


def _pieces(body: str, *, escapes: bool) -> list[_Piece]:
    """What stands between the quotation marks, in order; a CR LF is one letter, LF, however it is written."""
    out: list[_Piece] = []
    at = 0
    while at < len(body):
        letter, after = body[at], at + 1
        if letter == "\\" and escapes:
            if escape := _ESCAPE.match(body, at):
                letter, after = _escaped(escape), escape.end()
            elif joined := _JOINED.match(body, at):
                letter, after = "", joined.end()
        if letter == "\n" and out and out[-1].letter == "\r":
            at = out.pop().at
        out.append(_Piece(letter, body[at:after], at))
        at = after
    return out


def _escaped(escape: re.Match[str]) -> str:
    short, *codes = escape.groups()
    return _SHORT[short] if short else chr(int(next(code for code in codes if code), 16))


def _spliced(pieces: list[_Piece], value: str, quote: str, newline: str) -> str:
    """What stands between the quotation marks, with only the letters replaced that differ."""
    letters = [piece for piece in pieces if piece.letter]
    joins: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.letter:
            joins.append([])
        else:
            joins[-1].append(piece)
    out: list[_Piece] = []
    done = 0
    for start, end, first, last in changed_letters("".join(piece.letter for piece in letters), value):
        for n in range(done, start):
            out += [*joins[n], letters[n]]
        if end > start:  # what is put in, and replaces nothing, stands at the end of the line before
            out += joins[start]
        out += [_Piece(letter, _written(letter, quote, newline), NEW) for letter in value[first:last]]
        done = end
    for n in range(done, len(letters)):
        out += [*joins[n], letters[n]]
    return _sewn([*out, *joins[-1]], quote, sum(len(piece.source) for piece in pieces))


def _sewn(pieces: list[_Piece], quote: str, length: int) -> str:
    """The pieces written one after another, mended where two meet that did not stand together in the `length` before."""
    out: list[_Piece] = []
    join: _Piece | None = None
    for piece in pieces:
        if not piece.letter:
            join = join or piece
        elif join and piece.source[0] in " \t":  # which it would swallow: it goes behind that
            out.append(piece)
        else:
            if join and piece.source[0] not in "\r\n" and (_stood_behind(join, out) or not _ends_line(out)):
                out.append(join)
            join = None
            out.append(piece)
    if join and join.at + len(join.source) == length:
        out.append(join)
    if quote == '"""':
        for n, piece in enumerate(out):
            is_last = n == len(out) - 1 and piece.at + 1 != length
            after_quote = n > 0 and out[n - 1].source == '"' and not _stood_behind(piece, out[n - 1 : n])
            if piece.source == '"' and (is_last or after_quote):
                out[n] = piece._replace(source='\\"')
    return "".join(piece.source for piece in out)


def _stood_behind(piece: _Piece, before: list[_Piece]) -> bool:
    """Whether a piece stood where it stands now: right behind the last of these in the old string, too."""
    if not before:
        return piece.at == 0
    return NEW not in (piece.at, before[-1].at) and before[-1].at + len(before[-1].source) == piece.at


def _ends_line(pieces: list[_Piece]) -> bool:
    """Whether what follows these begins a line anyway."""
    return not pieces or pieces[-1].source in ("\n", "\r\n")


def _whole(quote: str, value: str, newline: str, *, below: bool) -> str:
    """A string that is written anew; a block begins on the line `below` its quotation marks, or has to."""
    written = _sewn([_Piece(letter, _written(letter, quote, newline), NEW) for letter in value], quote, 0)
    below = len(quote) == 3 and (below or written[:1] in ("\r", "\n"))
    return f"{quote}{newline if below else ''}{written}{quote}"


def _written(letter: str, quote: str, newline: str) -> str:
    """A letter as it is written between these quotation marks. In a block a quotation mark is left to _sewn."""
    if letter == "\n":
        return "\\n" if quote == '"' else newline
    if quote[0] == "'":
        return letter
    if letter == "\\" or letter == quote:
        return f"\\{letter}"
    return f"\\u{ord(letter):04x}" if _CONTROL.match(letter) else letter


def _holds(literal: str, value: str) -> bool:
    try:
        return str(parsed(f"v = {literal}")["v"]).replace("\r\n", "\n") == value
    except (NotToml, KeyError):
        return False
