"""Data as JSON text that is the same to a parser and harmless to a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govtui.text.safe import UNSAFE


def json_text(data: object, indent: int | None = None) -> str:
    """Return JSON with every unsafe character escaped. Dates, NaN and infinity, which JSON lacks, become texts."""
    import json  # most runs of the program print none

    def dumped(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)

    try:
        text = dumped(data)
    except ValueError:  # JSON has neither infinity nor NaN
        text = dumped(_finite(data))
    return UNSAFE.sub(lambda found: json.dumps(found.group())[1:-1], text)


def _plain(value: Any) -> object:
    """Return a value that JSON lacks as text: a date in ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if abs(value) < float("inf") else str(value)
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    return list(map(_finite, value)) if isinstance(value, list | tuple) else value
