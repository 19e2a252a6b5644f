"""What a mistyped word may have meant: terms at a distance of one slip of the fingers."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""

MOST = 8


def nearest_terms(word: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The terms that differ from `word` by one letter left out, put in, replaced, or swapped with its neighbour."""
    if len(word) < SHORTEST:
        return ()
    found = [term for term in terms if abs(len(term) - len(word)) <= 1 and one_slip(word, term)]
    return tuple(sorted(found, key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))[:MOST])


def one_slip(one: str, other: str) -> bool:
    """Whether two words are at a Damerau-Levenshtein distance of exactly one."""
    if one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    rest, longer = one[start:], other[start:]
    if len(rest) < len(longer):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])
