"""What a mistyped word may have meant is found letter by letter, and is what comparing it with every term finds."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from govtui.index.read.suggestions import MOST, SHORTEST, nearest_terms

a_term = st.text("abđ1", min_size=1, max_size=7)


class Listed:
    """Terms in a set."""

    def __init__(self, terms: set[str]) -> None:
        self.terms = terms

    def has(self, term: str) -> bool:
        return term in self.terms

    def letters_after(self, beginning: str) -> Iterator[str]:
        place = len(beginning)
        yield from sorted({term[place] for term in self.terms if term.startswith(beginning) and len(term) > place})


def one_slip(one: str, other: str) -> bool:
    """Whether a letter left out, put in, replaced or swapped with its neighbour makes one word of the other."""
    slips = {one[:n] + one[n + 1 :] for n in range(len(one))}
    slips |= {one[:n] + one[n : n + 2][::-1] + one[n + 2 :] for n in range(len(one) - 1)}
    for letter in set(other):
        slips |= {one[:n] + letter + one[n + 1 :] for n in range(len(one))}
        slips |= {one[:n] + letter + one[n:] for n in range(len(one) + 1)}
    return other in slips - {one}


@given(st.text("abđ1", min_size=SHORTEST, max_size=6), st.sets(a_term, max_size=30))
def test_the_nearest_terms_are_those_at_one_slip(word: str, terms: set[str]) -> None:
    near = [term for term in terms if one_slip(word, term)]
    near.sort(key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))
    assert nearest_terms(word, Listed(terms)) == tuple(near[:MOST])


@given(st.text("abđ1", max_size=SHORTEST - 1), st.sets(a_term, max_size=30))
def test_short_words_are_never_corrected(word: str, terms: set[str]) -> None:
    assert nearest_terms(word, Listed(terms)) == ()
