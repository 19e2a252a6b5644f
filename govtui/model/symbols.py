"""UN document symbols: their standard form, and what a symbol says of its document.

Rules: the UN library's guide to document symbols: parts joined by "/" without spaces; "L." marks a draft of
limited distribution; "Rev.", "Add.", "Corr.", "Amend." modify a text.
"""

from __future__ import annotations

import re

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
