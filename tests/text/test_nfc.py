from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syllables import LETTERS

from govtui.text.nfc import is_nfc, nfc

MARKED = st.text(st.sampled_from("aeiouyAEOUxđ \u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0308\u0327"))


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_has_one_form_in_whatever_order_its_marks_were_typed(letter: str) -> None:
    base, *marks = decomposed(letter)
    for order in itertools.permutations(marks):
        assert nfc(base + "".join(order)) == letter
    assert is_nfc(letter)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("ỏ\u0302", "ổ"),
        ("Đo\u0309\u0302i mơ\u0301i", "Đổi mới"),
        ("à\u0306", "ằ"),
        ("Ế", "Ế"),
        ("E\u0301\u0302", "Ế"),
        ("a\u0341\u0302", "ấ"),  # the deprecated tone mark U+0341
        ("ạ\u0302", "ậ"),
    ],
)
def test_a_tone_before_the_shape_of_its_vowel_is_repaired(broken: str, whole: str) -> None:
    assert nfc(broken) == whole


@pytest.mark.parametrize("other", ["y\u0301\u0302", "ö\u0302", "ẽ\u0306", "ń\u0302", "ā\u0302", "ồ\u0302"])
def test_marks_that_vietnamese_does_not_combine_are_left_in_their_order(other: str) -> None:
    composed = unicodedata.normalize("NFC", other)
    assert nfc(other) == composed
    assert is_nfc(composed)


def test_a_misplaced_tone_is_not_canonical_though_unicode_calls_it_nfc() -> None:
    assert unicodedata.is_normalized("NFC", "ỏ\u0302")
    assert not is_nfc("ỏ\u0302")
    assert not is_nfc(decomposed("Đổi"))
    assert is_nfc("Đổi mới, 2018") and is_nfc("plain") and is_nfc("")


@given(MARKED | st.text())
def test_the_canonical_form_is_reached_at_once_and_is_what_is_nfc_accepts(text: str) -> None:
    once = nfc(text)
    assert nfc(once) == once
    assert is_nfc(once)
    assert is_nfc(text) == (once == text)


@given(MARKED | st.text())
def test_canonically_equivalent_texts_have_one_form(text: str) -> None:
    assert nfc(decomposed(text)) == nfc(text)


def test_lone_surrogates_of_broken_file_names_pass() -> None:
    assert nfc("a\udcff\u0301") == "a\udcff\u0301"
