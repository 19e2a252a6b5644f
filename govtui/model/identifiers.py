"""Identifiers: record ids, country targets, and the pattern of each type of identifier. Symbols of documents: symbols.py.

Imports no Pydantic: commands that print ids, and files that carry them, need no record. The validated types stand in
value_types.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from govtui.model.localized import TAG
from govtui.model.schema import ValueType

ID_LENGTH = 80
"""The longest id or key, in characters."""

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_COUNTRY_CODE = "[A-Z]{2}"
_COUNTRY = f"country:({_COUNTRY_CODE})"

PATTERNS: Mapping[ValueType, str] = {
    ValueType.REFERENCE: f"^({_SLUG})$",
    ValueType.TARGET: f"^({_SLUG}|{_COUNTRY})$",
    ValueType.KEY: "^[a-z0-9]+([_-][a-z0-9]+)*$",
    ValueType.COUNTRY: f"^{_COUNTRY_CODE}$",
    ValueType.LANGUAGE: f"^{TAG}$",
    ValueType.FIELD_PATH: r"^[a-z][a-z0-9_]*(\.[A-Za-z0-9_:-]+)*$",
}
"""Regular expressions that Python, Rust and JavaScript read alike. A record id is lower-case ASCII words joined by hyphens."""

_RECORD_ID = re.compile(rf"{_SLUG}\Z")
_COUNTRY_TARGET = re.compile(rf"{_COUNTRY}\Z")


def is_record_id(value: str) -> bool:
    """Whether a text has the form of a record id."""
    return len(value) <= ID_LENGTH and _RECORD_ID.match(value) is not None


def country_of(target: str) -> str | None:
    """Return the country code of a `country:XX` target, which stands in place of a record; None for a record id."""
    match = _COUNTRY_TARGET.match(target)
    return match[1] if match else None
