"""The form of a record's id. Imports nothing, so that a command that only prints ids does not pay for pydantic."""

from __future__ import annotations

import re

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
"""Lower-case ASCII words joined by hyphens."""

_RECORD_ID = re.compile(rf"{SLUG}\Z")
ID_LENGTH = 80


def is_record_id(value: str) -> bool:
    """Whether a text has the form of a record id."""
    return len(value) <= ID_LENGTH and _RECORD_ID.match(value) is not None
