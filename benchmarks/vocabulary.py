"""The words that made-up records are written with, in Vietnamese and English, and how often each is drawn.

The lists stand in words/*.txt, what is drawn most often first. None of it is a fact about anybody.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import ceil
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from govtui.text.fold import fold

WORDS = Path(__file__).parent / "words"
PLACES = 30_000
NAMES = 30_000
"""How many made-up place names, and foreign proper names, there are; all differ when folded."""

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_STOPS = ("c", "ch", "p", "t")
_BEFORE_FRONT_VOWELS = {"c": "k", "g": "gh", "ng": "ngh"}

Item = TypeVar("Item")


class Pair(NamedTuple):
    """The same said in both languages."""

    vi: str
    en: str


class Country(NamedTuple):
    """A country by its ISO 3166-1 alpha-2 code, and cities of it."""

    code: str
    name: Pair
    cities: tuple[Pair, ...]


class Drawer(Generic[Item]):
    """Draws items as words are used: the r-th in proportion to 1 / (r + FLAT) (Zipf and Mandelbrot), the last ones too."""

    FLAT = 5

    def __init__(self, items: Sequence[Item], first: int = 4_096) -> None:
        """`first`: how many times the first item lies in the drawer."""
        share = first * (1 + self.FLAT)
        self._drawer = [item for rank, item in enumerate(items, 1) for _ in range(ceil(share / (rank + self.FLAT)))]
        self._size = len(self._drawer)

    def __call__(self, rng: random.Random) -> Item:
        return self._drawer[int(rng.random() * self._size)]


def _lines(name: str) -> Iterator[list[str]]:
    for line in (WORDS / f"{name}.txt").read_text("utf-8").splitlines():
        yield line.split(" | ")


@cache
def pairs(name: str) -> tuple[Pair, ...]:
    """A list of words: fields, qualities, verbs, objects, tails, jobs."""
    return tuple(Pair(vi, en) for vi, en in _lines(name))


@cache
def forms(kind: str) -> tuple[tuple[str, Pair], ...]:
    """How records of a kind are named, by type; a type may stand there more than once."""
    return tuple((type_, Pair(vi, en)) for type_, vi, en in _lines(f"{kind}_forms"))


@cache
def countries() -> tuple[Country, ...]:
    """Countries, those of ASEAN first."""
    out = []
    for code, vi, en, cities in _lines("countries"):
        named = [city.split("=") for city in cities.split(", ")]
        out.append(Country(code, Pair(vi, en), tuple(Pair(city[0], city[-1]) for city in named)))
    return tuple(out)


@cache
def _names() -> dict[str, str]:
    out: defaultdict[str, str] = defaultdict(str)
    section = ""
    for line in (WORDS / "names.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        else:
            out[section] += f" {line}"
    return dict(out)


def listed(name: str) -> list[str]:
    """The single words of a section of words/names.txt: parts of names, statuses, goals."""
    return list(dict.fromkeys(_names()[name].split()))


@cache
def provinces() -> tuple[Pair, ...]:
    """The provinces of Viet Nam as they were from 2008 to 2025."""
    return tuple(Pair(name.strip(), unmarked(name.strip())) for name in _names()["provinces"].split(","))


def unmarked(text: str) -> str:
    """`text` as English writes Vietnamese names: no tones, no shapes."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def places() -> tuple[Pair, ...]:
    """PLACES names of communes that do not exist; two thirds from the syllables that such names are made of, others rarer."""
    usual = [f"{first} {second}" for first, second in product(listed("place_syllables"), repeat=2) if first != second]
    rng = random.Random(1)
    rng.shuffle(usual)
    rare = [syllable.capitalize() for syllable in spelled_syllables()]
    odd = (f"{rng.choice(rare)} {rng.choice(rare)}" for _ in iter(int, 1))
    mixed = (name for three in zip(usual[::2], usual[1::2], odd, strict=False) for name in three)
    return tuple(Pair(name, unmarked(name)) for name in _distinct(mixed, odd, PLACES))


@cache
def proper_names() -> tuple[str, ...]:
    """NAMES names of foreign people, towns and foundations that do not exist, such as "Kelinmark"."""
    parts = [_names()[name].split() for name in ("latin_heads", "latin_middles", "latin_tails")]
    rng = random.Random(2)
    made = ("".join(rng.choice(part) for part in parts) for _ in iter(int, 1))
    return tuple(_distinct(made, made, NAMES))


def _distinct(names: Iterator[str], more: Iterator[str], count: int) -> list[str]:
    found: dict[str, str] = {}
    for source in (names, more):
        for name in source:
            if len(found) == count:
                break
            found.setdefault(fold(name), name)
    return list(found.values())


@cache
def spelled_syllables() -> tuple[str, ...]:
    """What Vietnamese spelling allows: some thirteen thousand syllables, of which the language uses about half."""
    return tuple(dict.fromkeys(_spelled()))


def _spelled() -> Iterator[str]:
    for onset, rime in product(_names()["onsets"].split(), _names()["rimes"].split()):
        if (onset == "qu" and rime[0] not in "aăâeêyơ") or (onset == "gi" and rime[0] in "iy"):
            continue
        start = _BEFORE_FRONT_VOWELS.get(onset, onset) if rime[0] in "eêiy" else onset
        for tone in _TONES[4:] if rime.endswith(_STOPS) else _TONES:
            yield toned(start, rime, tone)


def toned(onset: str, rime: str, tone: str) -> str:
    """The syllable with its tone on the last shaped vowel; without one on the last vowel before a consonant, else the first."""
    vowels = [at for at, letter in enumerate(rime) if letter in _VOWELS]
    shaped = [at for at in vowels if rime[at] in "ăâêôơư"]
    at = (shaped[-1] if shaped else vowels[0] if rime[-1] in _VOWELS else vowels[-1]) + 1
    return unicodedata.normalize("NFC", onset + rime[:at] + tone + rime[at:])
