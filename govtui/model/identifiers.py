"""Identifiers: record ids (slugs), country targets, UN document symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from govtui.model.localized import TAG
from govtui.model.pydantic_compat import FAST
from govtui.model.record_ids import ID_LENGTH, SLUG, is_record_id
from govtui.model.schema import ValueType

__all__ = [
    "COUNTRY_TARGET",
    "ID_LENGTH",
    "PATTERNS",
    "CountryCode",
    "Key",
    "RecordId",
    "Target",
    "country_of",
    "is_record_id",
]

_COUNTRY_CODE = "[A-Z]{2}"
_COUNTRY = f"country:({_COUNTRY_CODE})"
COUNTRY_TARGET = re.compile(rf"{_COUNTRY}\Z")
"""A relation may point at a country instead of a record: named by CLDR, never dangling."""

_KEY = "[a-z0-9]+([_-][a-z0-9]+)*"

PATTERNS: Mapping[ValueType, str] = {
    ValueType.REFERENCE: f"^({SLUG})$",
    ValueType.TARGET: f"^({SLUG}|{_COUNTRY})$",
    ValueType.KEY: f"^{_KEY}$",
    ValueType.COUNTRY: f"^{_COUNTRY_CODE}$",
    ValueType.LANGUAGE: f"^{TAG}$",
    ValueType.FIELD_PATH: r"^[a-z][a-z0-9_]*(\.[A-Za-z0-9_:-]+)*$",
}
"""The forms of identifiers as regular expressions that Python, Rust and JavaScript read alike."""


class _Form:
    """The form of a text; the error `not_an_id` where it has another.

    Pydantic's own code looks at it: a record has half a dozen, and calling a function of Python for each takes longer.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = core_schema.str_schema(pattern=self._pattern, max_length=ID_LENGTH)
        told = core_schema.custom_error_schema(form, "not_an_id", custom_error_message="not a record id")
        return core_schema.chain_schema([handler(source), told], metadata={FAST: form})


RecordId = Annotated[str, _Form(PATTERNS[ValueType.REFERENCE]), ValueType.REFERENCE]
"""The stem of a record's file: lower-case ASCII words joined by hyphens, at most 80 characters."""

Target = Annotated[str, _Form(PATTERNS[ValueType.TARGET]), ValueType.TARGET]
"""What a relation points at: a record id, or `country:XX`."""

Key = Annotated[str, StringConstraints(pattern=PATTERNS[ValueType.KEY], max_length=ID_LENGTH), ValueType.KEY]
"""A key of a vocabulary or of an item in a list."""

CountryCode = Annotated[str, StringConstraints(pattern=PATTERNS[ValueType.COUNTRY]), ValueType.COUNTRY]
"""ISO 3166-1 alpha-2."""


def country_of(target: str) -> str | None:
    """The country code of a `country:XX` target; None for a record id."""
    match = COUNTRY_TARGET.match(target)
    return match[1] if match else None


# -- UN document symbols: their standard form, and what a symbol says of its document ----------------------------------
#
# Rules: the UN library's guide to document symbols: parts joined by "/" without spaces; "L." marks a draft of
# limited distribution; "Rev.", "Add.", "Corr.", "Amend." modify a text.


_SYMBOL = re.compile(r"(?:A|S|E|ST|T)/[A-Z0-9][A-Z0-9./ -]*\Z", re.IGNORECASE)
_PARTS = re.compile(r"\s*/\s*|\s+")
_SUFFIX = re.compile(r"^(L|PV|SR|REV|ADD|CORR|AMEND|CONF|SUMMARY)\.?\s*(\d+)", re.IGNORECASE)
_CASING = {
    "l": "L.",
    "pv": "PV.",
    "sr": "SR.",
    "rev": "Rev.",
    "add": "Add.",
    "corr": "Corr.",
    "amend": "Amend.",
    "conf": "CONF.",
}


def standard_form(symbol: str) -> str | None:
    """The standard form of a UN symbol ("E/2014 L.30/Rev.1" gives "E/2014/L.30/Rev.1"); None when it is not one."""
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
