"""Runs of eight words, hashed: how the tests know a sentence of the five texts without the texts being shipped."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

LENGTH = 8
"""Words in a run. Shorter runs are names and set phrases, which anybody may use."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”]*”")


def runs(text: str) -> Iterator[str]:
    """Every run of LENGTH words in `text`, in lower case, joined by single spaces."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return (" ".join(words[start : start + LENGTH]) for start in range(len(words) - LENGTH + 1))


def hashed(run: str) -> str:
    """The run as tests/data/source-shingles.txt has it: ten hex digits of SHA-256."""
    return hashlib.sha256(run.encode()).hexdigest()[:10]


def unquoted(text: str) -> str:
    """`text` without what stands in curly quotation marks: a quotation is marked as one and may be as printed."""
    return _QUOTED.sub(" ¶ ¶ ¶ ", text)
