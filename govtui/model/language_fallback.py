"""The fallback rule: which language a text is shown in when the wanted one is missing. Without pydantic: lists need it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


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


def text_in(text: Mapping[str, str] | None, wanted: str) -> str:
    """No more than the text; empty where there is none."""
    if text and wanted in text:
        return text[wanted]
    reading = read(text, wanted)
    return reading.text if reading else ""
