"""Texts by language: language tags, the normal form of a text, and which language stands in for a missing one.

Imports no Pydantic: the first list shows names by the fallback rule. The validated types stand in value_types.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govtui.text.nfc import nfc

TAG = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
LANGUAGE_TAG = re.compile(rf"{TAG}\Z")
"""The shapes of BCP 47 that records use: a language, then subtags ("vi", "en", "zh-Hant")."""

NOT_BLANK = r"[^\s\x1c-\x1f]"
"""One character that is not white space as `str.isspace` has it, as a pattern for Python, Rust and JavaScript."""


def normal(value: str) -> str:
    """Return a text in the form that records keep: NFC, lines ended by LF. It may be blank."""
    # A file with CRLF says the same as one with LF: digests and comparisons must not see the difference.
    return nfc(value.replace("\r\n", "\n"))


class ShownText(NamedTuple):
    """A localized text in the language that it is shown in."""

    text: str
    language: str
    missing: bool
    """Whether the wanted language is missing, so that this one stands in and must be marked."""


def with_fallback(
    text: Mapping[str, str] | None, wanted: str, others: Iterable[str] = ("vi", "en")
) -> ShownText | None:
    """Return `text` in the `wanted` language, else in the first of `others` that it has, else in any; None for no text."""
    if not text:
        return None
    if wanted in text:
        return ShownText(text[wanted], wanted, False)
    for language in others:
        if language in text:
            return ShownText(text[language], language, True)
    language = next(iter(text))
    return ShownText(text[language], language, True)


def text_in(text: Mapping[str, str] | None, wanted: str) -> str:
    """Return the words alone of `with_fallback`; empty where there is no text."""
    shown = with_fallback(text, wanted)
    return shown.text if shown else ""
