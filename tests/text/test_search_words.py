from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syllables import syllables

from govtui.text.fold import fold, query_forms, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A/RES/69/327", ["A", "RES", "69", "327"]),
        ("Nghị quyết số 18-NQ/TW (2017)", ["Nghị", "quyết", "số", "18", "NQ", "TW", "2017"]),
        ("E/CN.6/2018/L.5; COP26", ["E", "CN", "6", "2018", "L", "5", "COP26"]),
        ("“Đổi mới” – l’Homme, snake_case", ["Đổi", "mới", "l", "Homme", "snake", "case"]),
        ("1.234.567 đồng", ["1", "234", "567", "đồng"]),
        ("Vi\u00adệt\u00a0Nam", ["Việt", "Nam"]),
        ("CO₂ № 5 ½", ["CO₂", "5", "½"]),
        ("हिन्दी བོད་ཡིག ไทย", ["हिन्दी", "བོད", "ཡིག", "ไทย"]),
        ("\u0301 -- …", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text() | st.lists(syllables).map("/".join))
def test_every_word_has_a_key_and_no_normal_form_changes_the_words(text: str) -> None:
    found = words(text)
    assert all(map(fold, found))
    assert words(unicodedata.normalize("NFD", text)) == found
    assert words(" ".join(found)) == found


@given(st.text())
def test_splitting_and_folding_go_in_either_order(text: str) -> None:
    assert [part for word in words(text) for part in words(fold(word))] == words(fold(text))


@pytest.mark.parametrize(
    ("typed", "prefixes"),
    [
        ("My", ("mi", "my")),
        ("Kỳ", ("ki", "ky")),
        ("quy", ("qui", "quy")),
        ("đổi", ("doi",)),
        ("Hay", ("hay",)),
        ("18-NQ/ly", ("18-nq/li", "18-nq/ly")),
        ("", ("",)),
    ],
)
def test_an_unfinished_word_is_looked_up_with_and_without_the_i_y_rule(typed: str, prefixes: tuple[str, ...]) -> None:
    assert query_forms(typed) == prefixes


@pytest.mark.parametrize("name", ["Myanmar", "Mỹ", "Kyrgyzstan", "quyết", "Lý", "Symposium", "Ủy ban", "Đổi"])
def test_a_name_is_found_by_every_beginning_of_it(name: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, name)
        for length in range(1, len(written) + 1):
            assert any(fold(name).startswith(prefix) for prefix in query_forms(written[:length]))


@given(syllables)
def test_the_first_form_is_the_key_of_the_whole_word(word: str) -> None:
    first, *rest = query_forms(word)
    assert first == fold(word)
    assert all(len(other) == len(first) and other != first for other in rest)
