"""What is made of a text piece by piece is what is made of it as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.text.fold import fold, folded_words, forms, keys, tonekey, unaccented, words, y_as_i
from govtui.text.romanise import slug

PIECES = st.one_of(
    st.text(st.sampled_from("aăâAĐđêơýỳyYquQ\u0301\u0300\u0302\u031b\u0323-.,_()“”019²½ﬁßœ\u00ad\u200b№"), max_size=8),
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True),
).map(lambda text: "".join(text.split()))


@given(PIECES)
def test_the_forms_of_a_piece_are_its_folds(piece: str) -> None:
    assert forms(piece) == (fold(piece), folded_words(piece))


@given(PIECES)
def test_a_piece_has_a_key_for_each_of_its_words(piece: str) -> None:
    assert keys(piece) == [(fold(word), tonekey(word)) for word in words(piece)]


@given(st.lists(PIECES, max_size=4))
def test_a_slug_is_made_of_the_words_without_accents(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert slug(text) == "-".join(unaccented(word) for word in words(text))
    # What slugs once were: search keys, with y as i. Paths that were written so are still found.
    assert y_as_i(slug(text)) == "-".join(fold(word) for word in words(text))


@pytest.mark.parametrize("plane", range(17))
def test_so_is_every_single_character(plane: int) -> None:
    for code in range(plane << 16, (plane << 16) + 0x10000, 1 if plane < 1 else 13):
        piece = "".join(chr(code).split())
        assert forms(piece) == (fold(piece), folded_words(piece))
        assert keys(piece) == [(fold(word), tonekey(word)) for word in words(piece)]
