"""Keys of people's names: folded, without the titles before them, and without the order of their parts.

"TS. Chu Tuấn Tú", "Chu Tuan Tu" and "Tu, Chu Tuan" have one key. A family name stands first in Vietnamese and last in
English, so texts in both languages have the same person in either order.
"""

from __future__ import annotations

from functools import lru_cache

from govtui.text.fold import fold, words

_TITLES = frozenset(
    [
        "ông",
        "bà",
        "cô",
        "ts",
        "ths",
        "tskh",
        "pgs",
        "gs",
        "bs",
        "ks",
        "ls",
        "đc",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "madam",
        "hon",
        "honourable",
    ]
)
"""One word, lower case. None that is a name, too: Ong, Ba, Anh and Chi stand first in English."""

_DOUBLE_TITLES = frozenset({("đồng", "chí"), ("h", "e"), ("tiến", "sĩ"), ("giáo", "sư"), ("thạc", "sĩ")})


def without_titles(name: str) -> str:
    """Return a folded name without the titles before it: 'TS. Chu Tuấn Tú' -> 'chu tuan tu'."""
    found = words(name)
    said = [word.casefold() for word in found]
    first = 0
    while first < len(said) - 1:
        if tuple(said[first : first + 2]) in _DOUBLE_TITLES and first + 2 < len(said):
            first += 2
        elif said[first] in _TITLES:
            first += 1
        else:
            break
    return " ".join(map(fold, found[first:]))


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """Return the key of a name: its words without titles, sorted."""
    return " ".join(sorted(without_titles(name).split()))


def keys_of_typed(name: str) -> list[str]:
    """Return the keys that a typed name may have, best first; a position may stand before it.

    'Bộ trưởng Phạm Thị Thanh Trà' -> with all words, then without the first ones as long as two are left.
    """
    whole = sorted(map(fold, words(name)))
    spoken = without_titles(name).split()
    shorter = [" ".join(sorted(spoken[first:])) for first in range(1, len(spoken) - 1)]
    return list(dict.fromkeys(filter(None, (name_key(name), " ".join(whole), *shorter))))
