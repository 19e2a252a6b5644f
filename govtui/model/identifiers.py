"""Identifiers: record ids, country targets, UN document symbols, and the pattern of each type of identifier.

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


# UN document symbols, by the UN library's guide: parts joined by "/" without spaces; "L." marks a draft of limited
# distribution; "Rev.", "Add.", "Corr.", "Amend." modify a text.
_SYMBOL = re.compile(r"(?:A|S|E|ST|T)/[A-Z0-9][A-Z0-9./ -]*\Z", re.IGNORECASE)
_PARTS = re.compile(r"\s*/\s*|\s+")
_SUFFIX = re.compile(r"^(L|PV|SR|REV|ADD|CORR|AMEND|CONF|SUMMARY)\.?\s*(\d+)", re.IGNORECASE)
_CASING = {form[:-1].lower(): form for form in ("L.", "PV.", "SR.", "Rev.", "Add.", "Corr.", "Amend.", "CONF.")}


def standard_form(symbol: str) -> str | None:
    """Return the standard form of a UN symbol ("E/2014 L.30/Rev.1" is "E/2014/L.30/Rev.1"); None when it is not one."""
    text = symbol.strip()
    if not _SYMBOL.match(text):
        return None
    out = []
    for part in _PARTS.split(text):
        if not part:
            return None
        match = _SUFFIX.match(part)
        out.append(_CASING.get(match[1].lower(), f"{match[1]}.") + match[2] if match else part.upper())
    return "/".join(out)
