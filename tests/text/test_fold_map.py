from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syllables import syllables

from govtui.text.fold import fold, fold_map, original_span

SENTENCES = st.lists(
    syllables | st.sampled_from(["Straße", "Æsir", "CO₂", "A/RES/69/1", "\u200b", "漢字"]), max_size=6
).flatmap(lambda parts: st.sampled_from([" ", "\u00a0", " \n ", ", "]).map(lambda gap: gap.join(parts)))
TEXTS = SENTENCES | SENTENCES.map(lambda text: unicodedata.normalize("NFD", text)) | st.text()


def marked(text: str, wanted: str) -> str:
    """`text` with «» around the first match, the way a list highlights it."""
    folded, origins = fold_map(text)
    start = folded.index(wanted)
    begin, end = original_span(text, origins, start, start + len(wanted))
    return f"{text[:begin]}«{text[begin:end]}»{text[end:]}"


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("Nghị quyết về đổi mới", "doi moi", "Nghị quyết về «đổi mới»"),
        ("  Đổi \u00a0\n mới", "doi moi", "  «Đổi \u00a0\n mới»"),
        ("Hauptstraße 5", "str", "Haupt«str»aße 5"),
        ("Hauptstraße 5", "ss", "Hauptstra«ß»e 5"),
        ("Hauptstraße 5", "s", "Haupt«s»traße 5"),
        ("Encyclopædia", "ae", "Encyclop«æ»dia"),
        ("quý/kỹ", "ki", "quý/«kỹ»"),
        ("a \u200b b", "a b", "«a \u200b b»"),
        ("Vi\u00adệt Nam", "viet", "«Vi\u00adệt» Nam"),
    ],
)
def test_a_match_in_the_folded_text_is_shown_in_the_original(text: str, wanted: str, shown: str) -> None:
    assert marked(text, wanted) == shown


def test_a_match_covers_whole_letters_of_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Cải cách, đổi mới")
    assert marked(text, "doi") == unicodedata.normalize("NFD", "Cải cách, «đổi» mới")
    assert marked(text, "c") == unicodedata.normalize("NFD", "«C»ải cách, đổi mới")
    assert marked(text, "ca") == unicodedata.normalize("NFD", "«Cả»i cách, đổi mới")


def test_marks_between_letters_belong_to_the_letter_before() -> None:
    assert fold_map("e\u0302\u0301a") == ("ea", [0, 3])
    assert fold_map("ǽ\u0301b") == ("aeb", [0, 0, 2])
    assert fold_map("æ\u0301b") == ("aeb", [0, 0, 2])


def test_spaces_come_from_the_beginning_of_their_run() -> None:
    assert fold_map("a \u00a0b\n") == ("a b", [0, 1, 3])
    assert fold_map("") == ("", [])


@given(TEXTS)
def test_the_map_is_of_the_same_folded_text_and_never_goes_back(text: str) -> None:
    folded, origins = fold_map(text)
    assert folded == fold(text)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(TEXTS)
def test_each_origin_is_the_beginning_of_what_folds_to_its_character(text: str) -> None:
    folded, origins = fold_map(text)
    for index, character in enumerate(folded):
        begin, end = original_span(text, origins, index, index + 1)
        if character == " ":
            assert text[begin].isspace()
        else:
            # A letter alone is a word, whose y is i.
            assert character.replace("y", "i") in fold(text[begin:end]).replace("y", "i")


@given(TEXTS, st.data())
def test_the_slice_of_a_match_folds_to_at_least_the_match(text: str, data: st.DataObject) -> None:
    folded, origins = fold_map(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    begin, stop = original_span(text, origins, start, end)
    assert 0 <= begin <= stop <= len(text)
    wanted = folded[start:end].strip().replace("i", "y")
    assert wanted in fold(text[begin:stop]).replace("i", "y")
