"""Read a TOML text as plain data, and compare such data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from math import isfinite
from typing import Any, NamedTuple

import rtoml

from govtui.text.nfc import nfc


class NotToml(ValueError):
    """The text is not TOML."""


def parsed(text: str) -> dict[str, Any]:
    """Parse a text, with or without a byte order mark. Raises NotToml."""
    try:
        data: dict[str, Any] = rtoml.loads(text.removeprefix("\ufeff"))
    except (rtoml.TomlParsingError, ValueError, RecursionError) as error:
        raise NotToml(str(error)) from None
    return data


_LONGEST_POINTER = 256
"""The longest pointer that is noted, in characters: a file may have 20,000 dates below a key of 100,000."""


class PlainTables(NamedTuple):
    """The tables of a file as plain data for JSON."""

    data: dict[str, Any]
    """Dates, times, NaN and infinity as texts; all texts in NFC."""
    unquoted: list[str]
    """JSON pointers (RFC 6901) to the texts in `data` that are no texts in the file, in its order."""


def plain_tables(raw: bytes) -> PlainTables:
    """Parse a file as plain data for JSON. Raises NotToml."""
    unquoted: list[str] = []
    try:
        data: dict[str, Any] = _plain(parsed(raw.decode()), "", unquoted)
    except UnicodeDecodeError as error:
        raise NotToml(str(error)) from None
    return PlainTables(data, unquoted)


def with_unquoted(data: dict[str, Any], unquoted: Iterable[str]) -> None:
    """Put the values back into plain data that JSON has only as texts. Raises ValueError for a pointer to no such text."""
    for pointer in unquoted:
        *way, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        here: Any = data
        try:
            for step in way:
                here = here[_key(here, step)]
            value = parsed(f"v = {here[_key(here, last)]}")["v"]
        except (LookupError, TypeError) as error:
            raise ValueError(pointer) from error
        if not _text_of(value):
            raise ValueError(pointer)
        if isinstance(value, datetime.datetime) and (offset := value.utcoffset()) is not None:
            value = value.replace(tzinfo=datetime.timezone(offset))  # rtoml's own zones cannot be pickled
        here[_key(here, last)] = value


def _key(here: Any, step: str) -> str | int:
    return int(step) if isinstance(here, list) else step


def _plain(value: Any, pointer: str, unquoted: list[str]) -> Any:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, dict):
        return {
            key: _plain(one, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", unquoted)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_plain(one, f"{pointer}/{place}", unquoted) for place, one in enumerate(value)]
    text = _text_of(value)
    if text and len(pointer) <= _LONGEST_POINTER:
        unquoted.append(pointer)
    return text or value


def _text_of(value: Any) -> str:
    """Return a value that JSON lacks as text; "" for others."""
    if isinstance(value, float):
        return "" if isfinite(value) else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else ""


def same(one: Any, other: Any) -> bool:
    """Return whether two values are equal and of one type (1 is not 1.0, nor true); CRLF equals LF."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other) or (one != one and other != other)


def copied(data: Any) -> Any:
    """Return a deep copy of tables and lists."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data
