"""Words that a text shares with a line of another: runs of eight syllables or more, quotations and known names apart.

Eight syllables are about five Vietnamese words: fewer are shared by chance, or are the name of an office.
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


class Run(NamedTuple):
    """Syllables in a row that stand in one line, too."""

    words: str
    """As the text has them."""
    length: int
    """In syllables."""
    line: int
    """From 1."""


def copied(text: str, lines: tuple[str, ...], names: frozenset[str]) -> Iterator[Run]:
    """Yield the longest runs that a text shares with single lines; what it quotes, and what is a name, is not copied."""
    known = _phrases_of_lines(lines)
    said: list[str] = []
    for part in _QUOTED.split(text):
        said += [*words(part), _BREAK]
    tokens = list(map(tonekey, said))
    if not any(tuple(tokens[at : at + LEAST]) in known for at in range(len(tokens) - LEAST + 1)):
        return
    tokens = _masked(tokens, _phrases_of_names(names))
    at = 0
    while at <= len(tokens) - LEAST:
        shared = known.get(tuple(tokens[at : at + LEAST]), frozenset())
        if not shared:
            at += 1
            continue
        end = at + LEAST
        while end < len(tokens) and (more := shared & known.get(tuple(tokens[end - LEAST + 1 : end + 1]), frozenset())):
            shared, end = more, end + 1
        yield Run(" ".join(said[at:end]), end - at, min(shared))
        at = end


@lru_cache(maxsize=64)
def _phrases_of_lines(lines: tuple[str, ...]) -> Mapping[_Phrase, frozenset[int]]:
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
