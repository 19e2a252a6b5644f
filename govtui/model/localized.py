"""Text in several languages: language tags, localized tables, and the fallback rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from govtui.text.nfc import nfc

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
"""The shapes of BCP 47 that records use: a language, then subtags ("vi", "en", "zh-Hant")."""


def _normal(value: object) -> object:
    # A file with CRLF says the same as one with LF: digests and comparisons must not see the difference.
    return nfc(value.replace("\r\n", "\n")) if isinstance(value, str) else value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank_text", "text is blank")
    return value


def _language_keys(value: dict[str, str]) -> dict[str, str]:
    for tag in value:
        if not LANGUAGE_TAG.match(tag):
            raise PydanticCustomError("not_a_language", "not a language tag: {tag}", {"tag": tag})
    if not value:
        raise PydanticCustomError("no_language", "a localized text needs at least one language")
    return value


Text = Annotated[str, BeforeValidator(_normal), AfterValidator(_not_blank)]
"""A text as records keep it: NFC, lines ended by LF, not blank."""

LocalizedText = Annotated[dict[str, Text], AfterValidator(_language_keys)]
"""Language tag to text; at least one language; nothing but languages (`id` is Indonesian)."""


class Reading(NamedTuple):
    """A localized text as it is shown to someone who asked for one language."""

    text: str
    language: str
    """The language the text is in."""
    missing: bool
    """Whether the wanted language was absent, so that another one stands in and must be marked."""


def read(text: Mapping[str, str] | None, wanted: str, others: Iterable[str] = ("vi", "en")) -> Reading | None:
    """`text` in the `wanted` language, else in the first of `others` that exists, else in any; None when there is no text."""
    if not text:
        return None
    if wanted in text:
        return Reading(text[wanted], wanted, False)
    for language in others:
        if language in text:
            return Reading(text[language], language, True)
    language = next(iter(text))
    return Reading(text[language], language, True)
