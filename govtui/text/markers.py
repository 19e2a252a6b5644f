"""Markers that make a message known to the extraction (tools/catalogs.py) and do nothing else.

Nothing is translated when a module is imported: a table of labels marks its messages here, and the code that shows
one asks the translator of that moment.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 (the name that gettext tools know)
    """Mark `message` for the catalogs and return it unchanged; show it later with ``tr.gettext(message)``."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802
    """Mark `message` under `context` and return the message; show it later with ``tr.pgettext(context, message)``."""
    return message
