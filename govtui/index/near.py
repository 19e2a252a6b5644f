"""What a mistyped word may have meant: terms at a distance of one slip of the fingers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""

MOST = 8


class Terms(Protocol):
    """The terms of an index, in the order of their code points."""

    def has(self, term: str) -> bool: ...

    def letters_after(self, beginning: str) -> Iterator[str]:
        """The letters that follow a beginning in some term, each once."""


def nearest_terms(word: str, terms: Terms) -> tuple[str, ...]:
    """The terms that differ from `word` by one letter left out, put in, replaced, or swapped with its neighbour.

    Nothing but such words is looked up, letter by letter as far as any term begins so: some hundred questions, however many
    terms there are.
    """
    if len(word) < SHORTEST:
        return ()
    near = {term for term in _slips(word, terms) if term != word and terms.has(term)}
    return tuple(sorted(near, key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))[:MOST])


def _slips(word: str, terms: Terms) -> Iterator[str]:
    """Words that are one slip away from `word` and may be terms."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        letters = list(terms.letters_after(before))
        if not letters:
            return
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
