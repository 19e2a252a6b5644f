"""The records that lists are made of: by key what decides the bytes of a row, its kind and the letter it stands under."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from govtui.index.api import Result, View
from govtui.model.localized import text_in
from govtui.site.list_rows import WINDOW
from govtui.site.paging import PAGE
from govtui.site.site_file import Site

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The tones of Vietnamese: they make no letter of its alphabet, as circumflex, breve and horn do."""

DIGITS = "0–9"
OTHERS = "…"
"""What stands for letters in the jumps of a list: of names that begin with a digit, and of those without letters."""


class Listed(NamedTuple):
    """What lists know of a record."""

    kind: str
    inputs: bytes
    """A digest of what its rows are made from."""
    letters: Sequence[str]
    """The first letter of its name in each language of the site that is made."""


class ListPage(NamedTuple):
    """A page of a list: positions in the result, of which some may not be on the site."""

    start: int
    stop: int
    before: int
    """How many rows of the list stand on earlier pages."""
    rows: int
    inputs: str


def listed_records(site: Site, disputed: Collection[str]) -> Mapping[str, Listed]:
    """Return the records of the site by key; `disputed`: those on which sources disagree."""
    out: dict[str, Listed] = {}
    result = site.index.result(View())
    within = _inherited_dates(site)
    for start in range(0, result.total, WINDOW):
        keys = [key for key in result.keys(start, start + WINDOW) if site.has(key)]
        for card in site.index.cards(keys):
            told = repr((tuple(card), within.get(card.key, ""), card.key in disputed))
            digest = blake2b(told.encode(errors="surrogatepass"), digest_size=8).digest()
            named = {one: text_in(card.name, one) or card.key for one in site.languages}
            out[card.key] = Listed(card.kind, digest, tuple(first_letter(named[one], one) for one in named))
    return out


def _inherited_dates(site: Site) -> Mapping[str, str]:
    """Return the dates that events have of their whole: of all that a row shows they alone stand in another file."""
    result = site.index.result(View("event"))
    windows = (result.window(start, start + WINDOW) for start in range(0, result.total, WINDOW))
    return {row.key: row.within for window in windows for row in window if row.within}


def list_pages(records: Mapping[str, Listed], result: Result, size: int = PAGE) -> tuple[int, list[ListPage]]:
    """Return how many records of a result are on the site, and the pages of their list; one page where there are none."""
    keys = result.keys(0, result.total)
    pages: list[ListPage] = []
    start, rows, count, inputs = 0, 0, 0, blake2b(digest_size=12)
    for position, key in enumerate(keys):
        if (record := records.get(key)) is None:
            continue
        if rows == size:
            pages.append(ListPage(start, position, count - rows, rows, inputs.hexdigest()))
            start, rows, inputs = position, 0, blake2b(digest_size=12)
        rows, count = rows + 1, count + 1
        inputs.update(record.inputs)
    pages.append(ListPage(start, len(keys), count - rows, rows, inputs.hexdigest()))
    return count, pages


class Letter(NamedTuple):
    """A letter, and where the first record under it stands."""

    letter: str
    place: int
    """In the whole list."""
    page: int
    """The number of the page."""


def letters(
    records: Mapping[str, Listed], result: Result, pages: Sequence[ListPage], language: int
) -> Sequence[Letter]:
    """Return the letters under which the records of a list in the order of names stand; `language`: which of Listed.letters."""
    seen: dict[str, int] = {}
    for place, key in enumerate(key for key in result.keys(0, result.total) if key in records):
        seen.setdefault(records[key].letters[language], place)
    starts = [page.before for page in pages]
    return [Letter(letter, place, bisect_right(starts, place)) for letter, place in seen.items()]


@lru_cache(maxsize=1 << 12)
def _letter(character: str, language: str) -> str:
    marks = unicodedata.normalize("NFD", character.upper()[:1])
    kept = [mark for mark in marks[1:] if language == "vi" and mark not in _TONES]
    return unicodedata.normalize("NFC", marks[0] + "".join(kept))


def first_letter(name: str, language: str) -> str:
    """Return the letter of the alphabet of a language under which a name stands: "Ủy ban" under U, "Ấn Độ" under Â."""
    for character in name:
        if character.isdigit():
            return DIGITS
        if character.isalpha():
            return _letter(character, language)
    return OTHERS
