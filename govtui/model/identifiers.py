"""Identifiers: record ids (slugs), country targets, UN document symbols."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

RECORD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
ID_LENGTH = 80
COUNTRY_TARGET = re.compile(r"country:([A-Z]{2})\Z")
"""A relation may point at a country instead of a record: named by CLDR, never dangling."""


def is_record_id(value: str) -> bool:
    """Whether a text has the form of a record id."""
    return len(value) <= ID_LENGTH and RECORD_ID.match(value) is not None


def _record_id(value: str) -> str:
    if not is_record_id(value):
        raise PydanticCustomError("not_an_id", "not a record id: {value}", {"value": value})
    return value


def _target(value: str) -> str:
    return value if COUNTRY_TARGET.match(value) else _record_id(value)


RecordId = Annotated[str, AfterValidator(_record_id)]
"""The stem of a record's file: lower-case ASCII words joined by hyphens, at most 80 characters."""

Target = Annotated[str, AfterValidator(_target)]
"""What a relation points at: a record id, or `country:XX`."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=ID_LENGTH)]
"""A key of a vocabulary or of an item in a list."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""


def country_of(target: str) -> str | None:
    """The country code of a `country:XX` target; None for a record id."""
    match = COUNTRY_TARGET.match(target)
    return match[1] if match else None
