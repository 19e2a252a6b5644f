"""Read a TOML text as plain data, and compare such data."""

from __future__ import annotations

from typing import Any

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


def plain_tables(raw: bytes) -> dict[str, Any]:
    """Parse a file as plain data for JSON: dates and times as texts in ISO 8601, all texts in NFC. Raises NotToml."""
    try:
        data: dict[str, Any] = _plain(parsed(raw.decode()))
    except UnicodeDecodeError as error:
        raise NotToml(str(error)) from None
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


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
