"""Which data the words and formats come from."""

from __future__ import annotations


def cldr() -> str:
    """The version of Unicode's locale data that Babel carries."""
    from babel.core import get_cldr_version

    return get_cldr_version()
