"""Words that a text shares with a line of others: runs of eight syllables or more, quotations and known names apart.

Found by shingles (Broder 1997) of eight syllables, which are about five Vietnamese words: fewer are shared by chance, or
are the name of an office.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from govtui.text.fold import tonekey, words

LEAST = 8
"""Syllables in a row that count as copied."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
_BREAK = ""
"""Stands for what is left out: no line has it."""

_Phrase = tuple[str, ...]
_Shingles = Mapping[_Phrase, frozenset[int]]


class Run(NamedTuple):
    """Syllables in a row that stand in one line, too."""

    words: str
    """As the text has them."""
    length: int
    """In syllables."""
    source: str
    """The text that has the line."""
    line: int
    """From 1."""


class PrintedTexts:
    """The lines of several texts, by their names, that own words are held against."""

    def __init__(self, texts: Mapping[str, Sequence[str]], names: frozenset[str]) -> None:
        """`names`: what may be called as it is called; known names are not copied."""
        self._shingles = {source: _shingles(tuple(lines)) for source, lines in texts.items()}
        self._names = names

    def copied(self, text: str) -> Iterator[Run]:
        """Yield each stretch that a text shares with lines, once: of runs that overlap the longest.

        What it quotes, and what is a name, is not copied.
        """
        said: list[str] = []
        for part in _QUOTED.split(text):
            said += [*words(part), _BREAK]
        tokens = list(map(tonekey, said))
        if not any(
            tuple(tokens[at : at + LEAST]) in known for known in self._shingles.values() for at in _starts(tokens)
        ):
            return
        tokens = _masked(tokens, _phrases_of_names(self._names))
        best, longest, until = _NOTHING, range(0), 0
        for at in _starts(tokens):
            for source, known in self._shingles.items():
                if not (shared := known.get(tuple(tokens[at : at + LEAST]))):
                    continue
                end = at + LEAST
                while more := shared & known.get(tuple(tokens[end - LEAST + 1 : end + 1]), frozenset()):
                    shared, end = more, end + 1
                if at >= until and longest:
                    yield best
                    longest = range(0)
                if end - at > len(longest):
                    longest = range(at, end)
                    best = Run(" ".join(said[at:end]), end - at, source, min(shared))
                until = max(until, end)
        if longest:
            yield best


_NOTHING = Run("", 0, "", 0)


def _starts(tokens: Sequence[str]) -> range:
    return range(len(tokens) - LEAST + 1)


@lru_cache(maxsize=64)
def _shingles(lines: tuple[str, ...]) -> _Shingles:
    """Return every LEAST syllables in a row with the lines that have them."""
    found: defaultdict[_Phrase, set[int]] = defaultdict(set)
    for number, line in enumerate(lines, 1):
        tokens = list(map(tonekey, words(line)))
        for at in range(len(tokens) - LEAST + 1):
            found[tuple(tokens[at : at + LEAST])].add(number)
    return {phrase: frozenset(numbers) for phrase, numbers in found.items()}


@lru_cache(maxsize=2)
def _phrases_of_names(names: frozenset[str]) -> Mapping[str, Sequence[_Phrase]]:
    """Return names of two syllables or more by their first, the longest before others."""
    found: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for name in names:
        if len(phrase := tuple(map(tonekey, words(name)))) > 1:
            found[phrase[0]].append(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}


def _masked(tokens: Sequence[str], names: Mapping[str, Sequence[_Phrase]]) -> list[str]:
    """Return the syllables with those of names replaced by breaks, the longest name that fits first."""
    out: list[str] = []
    while len(out) < len(tokens):
        at = len(out)
        fitting = (name for name in names.get(tokens[at], ()) if tuple(tokens[at : at + len(name)]) == name)
        found = next(fitting, None)
        out += [_BREAK] * len(found) if found else [tokens[at]]
    return out
