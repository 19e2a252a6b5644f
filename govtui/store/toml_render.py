"""Render values and records as TOML, by tomli-w, with the layout that records have by hand.

Fields stand in their canonical order. A string that gets another value keeps the letters, escapes and line breaks that did
not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import tomli_w

from govtui.model.fields import fields, fields_at
from govtui.model.record import FILE_ORDER, MODELS
from govtui.model.relations import RELATIONS
from govtui.store.diff_ranges import changed_letters
from govtui.store.toml_cst import Path
from govtui.store.toml_values import NotToml, parsed, same
from govtui.text.nfc import nfc

ROWS = frozenset({"rows"})
"""Lists with a table on each line: they read as a table, and differ as one."""

_LINE = 100
"""Letters of an inline table in x, at most."""

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_LANGUAGES = ("vi", "en")


# canonical order


def ordered(kind: str, path: Path, keys: Iterable[str]) -> list[str]:
    """Return the keys of the table at `path` of a record in canonical order, unknown ones last."""
    rank = {key: index for index, key in enumerate(canonical(kind, path))}
    return sorted(keys, key=lambda key: rank.get(key, len(rank)))


def canonical(kind: str, path: Path) -> Sequence[str]:
    """Return the schema's keys for the table at `path`, in order; languages where it has none."""
    if not path:
        return record_order(kind)
    if path == ("relations",):
        return tuple(RELATIONS)
    known = fields_at(MODELS[kind], path) if kind in MODELS else {}
    return tuple(known) or _LANGUAGES


@cache
def record_order(kind: str, file_order: Sequence[str] = FILE_ORDER) -> Sequence[str]:
    """Return the order of a record's fields; others than in `file_order` follow the last value, or table."""
    order = list(file_order)
    known = fields(MODELS[kind]) if kind in MODELS else {}
    for name, spec in known.items():
        if name not in order:
            alike = [index for index, one in enumerate(order) if one in known and known[one].is_plain == spec.is_plain]
            order.insert(max(alike, default=len(order) - 1) + 1, name)
    return order


# values and tables


def normal(value: Any) -> Any:
    """Return a value as records keep it: every text, keys too, in NFC with lines ended by LF."""
    if isinstance(value, str):
        return nfc(value.replace("\r\n", "\n"))
    if isinstance(value, Mapping):
        return {normal(key): normal(one) for key, one in value.items()}
    return [normal(one) for one in value] if isinstance(value, list | tuple) else value


def key_text(key: str) -> str:
    """Render a key, bare where it may be."""
    return key if _BARE.match(key) else tomli_w.dumps({key: 0})[: -len(" = 0\n")]


def value_text(value: Any, name: str = "", kind: str = "", path: Path = ()) -> str:
    """Render a value: tables inline, a text of several lines as a block.

    `name`: the key of the value; `kind` and `path`: of the record, and where in it the value stands, for the order of keys.
    """
    if isinstance(value, Mapping):
        pairs = [
            f"{key_text(key)} = {value_text(value[key], key, kind, (*path, key))}" for key in ordered(kind, path, value)
        ]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, list):
        items = [value_text(item, "", kind, (*path, index)) for index, item in enumerate(value)]
        if name in ROWS and value:
            return "[\n" + "".join(f"  {item},\n" for item in items) + "]"
        return f"[{', '.join(items)}]"
    if isinstance(value, str) and "\n" in value:
        return _whole('"""', value, "\n", below=True)
    text: str = tomli_w.dumps({"v": value})
    return text[len("v = ") : -1]


def rendered(data: Mapping[str, Any], *, exact: bool = False) -> str:
    """Render a new record: fields in canonical order, localized texts and lists of tables below headers.

    Leaves out what is empty (no text, no item, no language), unless it is to be `exact`. Raises NotToml for what TOML cannot express.
    """
    whole = normal(data) if exact else filled(normal(data))
    try:
        text = _rendered(whole)
        text.encode()
    except (TypeError, AttributeError, UnicodeEncodeError, RecursionError) as error:
        raise NotToml(str(error)) from None
    if not same(parsed(text), whole):
        raise NotToml("read again, the text says something else")
    return text


def _rendered(whole: Mapping[str, Any]) -> str:
    kind = str(whole.get("kind", ""))
    keys = ordered(kind, (), whole)
    plain = [key for key in keys if not has_header(whole[key])]
    parts = [pairs_text({key: whole[key] for key in plain}, kind, ())] if plain else []
    for key in keys:
        if key not in plain:
            parts += tables_text(key, whole[key], kind)
    return "\n".join(parts)


def has_header(value: Any) -> bool:
    """Return whether a field of a record stands below a header of its own: a table, or a list of tables."""
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
    )


def tables_text(key: str, value: Any, kind: str) -> list[str]:
    """Render a field of a record with its header: `[name]`, or `[[aka]]` for each item; `[x.ror]` for what is long in x."""
    if isinstance(value, Mapping):
        wide = [name for name, one in value.items() if key == "x" and _is_wide(one)]
        short = {name: one for name, one in value.items() if name not in wide}
        parts = [f"[{key_text(key)}]\n{pairs_text(short, kind, (key,))}"] if short or not wide else []
        return parts + [f"[{key}.{key_text(name)}]\n{pairs_text(value[name], kind, (key, name))}" for name in wide]
    return [f"[[{key_text(key)}]]\n{pairs_text(item, kind, (key, index))}" for index, item in enumerate(value)]


def _is_wide(value: Any) -> bool:
    """Return whether a table is too long for a line: what an import had no place for."""
    return isinstance(value, Mapping) and len(value_text(value)) > _LINE


def pairs_text(table: Mapping[str, Any], kind: str, path: Path, *, prefix: str = "", aligned: bool = True) -> str:
    """Render a table's pairs, a line each, `aligned`: with their signs of equality below one another.

    A localized text with line breaks becomes dotted keys, since an inline table should stay on one line.
    """
    pairs: list[tuple[str, str]] = []
    for key in ordered(kind, path, table):
        value, below = table[key], (*path, key)
        if isinstance(value, Mapping) and any(isinstance(one, str) and "\n" in one for one in value.values()):
            pairs += [
                (f"{prefix}{key_text(key)}.{key_text(one)}", value_text(value[one], one, kind, (*below, one)))
                for one in ordered(kind, below, value)
            ]
        else:
            pairs.append((f"{prefix}{key_text(key)}", value_text(value, key, kind, below)))
    width = max((len(key) for key, value in pairs if "\n" not in value), default=0) if aligned else 0
    return "".join(f"{key if chr(10) in value else key.ljust(width)} = {value}\n" for key, value in pairs)


def filled(data: Any) -> Any:
    """Return the data without what is empty; an item of a list stays, whatever it is."""
    if isinstance(data, Mapping):
        return {key: value for key, one in data.items() if (value := filled(one)) not in ("", [], {}, None)}
    return [filled(one) for one in data] if isinstance(data, list) else data


# strings

_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(?:([btnfre"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_JOINED = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")
"""A backslash at the end of a line, and the white space that it swallows."""
_OPENING = re.compile(r"\r?\n")
"""The line break behind the opening quotation marks of a block, which is no part of the text."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NEW = -1
"""`at` of a piece that was not in the old string."""


class _Piece(NamedTuple):
    """One letter of the string and its `source`; without a letter: a joined line end."""

    letter: str
    source: str
    at: int
    """Offset in the old string, or _NEW."""


def with_value(literal: str, value: str, newline: str) -> str:
    """Render `value` in the style of the string `literal`, with only the letters that differ anew.

    A block stays a block, a literal string stays one while `value` allows it; a one-line string that gets its first line
    break becomes a block. `value` has LF at the end of lines, `newline` is that of the text.
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


def _pieces(body: str, *, escapes: bool) -> list[_Piece]:
    """Split what stands between the quotation marks; a CR LF is one letter, LF, however it is written."""
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
    """Return what stands between the quotation marks, with only the letters replaced that differ."""
    letters = [piece for piece in pieces if piece.letter]
    joins: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.letter:
            joins.append([])
        else:
            joins[-1].append(piece)
    out: list[_Piece] = []
    done = 0
    length = len(letters)
    changes = changed_letters("".join(piece.letter for piece in letters), value)
    for start, end, first, last in (*changes, (length, length, len(value), len(value))):
        for n in range(done, start):
            out += [*joins[n], letters[n]]
        if end > start:  # what is put in, and replaces nothing, stands at the end of the line before
            out += joins[start]
        out += [_Piece(letter, _written(letter, quote, newline), _NEW) for letter in value[first:last]]
        done = end
    return _sewn([*out, *joins[-1]], quote, sum(len(piece.source) for piece in pieces))


def _sewn(pieces: list[_Piece], quote: str, length: int) -> str:
    """Join the pieces, mended where two meet that were apart in the old string of this `length`."""
    out: list[_Piece] = []
    join: _Piece | None = None
    for piece in pieces:
        if not piece.letter:
            join = join or piece
        elif join and piece.source[0] in " \t":  # which it would swallow: it goes behind that
            out.append(piece)
        else:
            if (
                join
                and piece.source[0] not in "\r\n"
                and (_stood_behind(join, out) or (out and out[-1].source not in ("\n", "\r\n")))
            ):
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
    """Return whether a piece stood right behind the last of these in the old string, too."""
    if not before:
        return piece.at == 0
    return _NEW not in (piece.at, before[-1].at) and before[-1].at + len(before[-1].source) == piece.at


def _whole(quote: str, value: str, newline: str, *, below: bool) -> str:
    """Write a whole string; a block begins on the line `below` its quotation marks, or where it has to."""
    written = _sewn([_Piece(letter, _written(letter, quote, newline), _NEW) for letter in value], quote, 0)
    below = len(quote) == 3 and (below or written[:1] in ("\r", "\n"))
    return f"{quote}{newline if below else ''}{written}{quote}"


def _written(letter: str, quote: str, newline: str) -> str:
    """Return the source of a letter between these quotation marks; in a block, `_sewn` escapes them."""
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
