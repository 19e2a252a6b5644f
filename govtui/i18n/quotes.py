"""Quotation marks within quotation marks: “… ‘…’ …”."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SINGLE = re.compile("‘([^‘’“”]*)’")
_WHOLE = re.compile("“([^“”]*)”")
_OPENED, _CLOSED = "\ue000", "\ue001"
"""Stand for the double marks while the single ones are turned."""
_TURNED = str.maketrans({"“": "‘", "”": "’", _OPENED: "“", _CLOSED: "”"})


def in_quotes(text: str) -> str:
    """`text` as it stands between “ ”: its own “ ” become ‘ ’, and a ‘ ’ within those “ ”; an apostrophe stays.

    A pair of marks round the whole of `text` is left out: the marks between which it stands take its place.
    """
    if "“" not in text and "”" not in text:
        return text
    if whole := _WHOLE.fullmatch(text):
        return whole[1]
    return _SINGLE.sub(f"{_OPENED}\\1{_CLOSED}", text).translate(_TURNED)


def quoted(text: str) -> str:
    """`text` between “ ”, with its own quotation marks turned."""
    return f"“{in_quotes(text)}”"


def quoted_values(message: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values of a message, those that it puts between “ ” made fit to stand there."""
    return {
        name: in_quotes(value) if isinstance(value, str) and f"“{{{name}}}”" in message else value
        for name, value in values.items()
    }
