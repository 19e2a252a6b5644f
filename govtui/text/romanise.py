"""Romanisation: names written in a-z and digits, for ids and field paths.

Vietnamese loses its accents, and đ becomes d, as on passports and in domain names; every other letter stays. The search
keys of `fold` also write y as i: "quản lý" is found by "quan li", but written quan-ly.
"""

from __future__ import annotations

from govtui.text.fold import unaccented, words
from govtui.text.remembered import Remembered


def slug(text: str) -> str:
    """Return the words of a text without accents, joined by hyphens: "Lý Văn Thúy" is "ly-van-thuy".

    Letters of other scripts stay as they are, in small letters.
    """
    return "-".join(filter(None, map(_slug, text.split())))


_slug = Remembered(lambda token: "-".join(map(unaccented, words(token)))).__getitem__
"""Of one token: the syllables of names repeat, the names do not."""
