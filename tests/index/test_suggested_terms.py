"""What a mistyped word may have meant is found letter by letter, and is what comparing it with every term finds."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from govtui.index.read.suggestions import MOST, SHORTEST, Terms, nearest_terms

a_term = st.text("abđ1", min_size=1, max_size=7)


def terms_of(terms: set[str]) -> Terms:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE post (fold TEXT PRIMARY KEY)")
    connection.executemany("INSERT INTO post VALUES (?)", [(term,) for term in terms])
    return Terms(connection, "post", "fold")


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
    assert nearest_terms(word, terms_of(terms)) == tuple(near[:MOST])


@given(st.text("abđ1", max_size=SHORTEST - 1), st.sets(a_term, max_size=30))
def test_short_words_are_never_corrected(word: str, terms: set[str]) -> None:
    assert nearest_terms(word, terms_of(terms)) == ()
