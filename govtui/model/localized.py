"""Text in several languages: language tags and localized tables. How one is read is in reading.py."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from govtui.text.nfc import nfc

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
"""The shapes of BCP 47 that records use: a language, then subtags ("vi", "en", "zh-Hant")."""


def _normal(value: str) -> str:
    # A file with CRLF says the same as one with LF: digests and comparisons must not see the difference.
    value = nfc(value.replace("\r\n", "\n"))
    if not value or value.isspace():
        raise PydanticCustomError("blank_text", "text is blank")
    return value


def _language_keys(value: dict[str, str]) -> dict[str, str]:
    for tag in value:
        if not LANGUAGE_TAG.match(tag):
            raise PydanticCustomError("not_a_language", "not a language tag: {tag}", {"tag": tag})
    if not value:
        raise PydanticCustomError("no_language", "a localized text needs at least one language")
    return value


Text = Annotated[str, AfterValidator(_normal)]
"""A text as records keep it: NFC, lines ended by LF, not blank."""

LocalizedText = Annotated[dict[str, Text], AfterValidator(_language_keys)]
"""Language tag to text; at least one language; nothing but languages (`id` is Indonesian)."""
