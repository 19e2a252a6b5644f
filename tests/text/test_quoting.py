"""Quotations: a slice of a text stands in it; one without an inner word, or with another accent, does not."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govtui.text.fold import tonekey
from govtui.text.quoting import nearest, stands

WORDS = [
    "được",
    "Người",
    "đứng",
    "đầu",
    "các",
    "nước",
    "ASEAN",
    "thông",
    "qua",
    "tạm",
    "thời",
    "năm",
    "2021",
    "hoà",
    "hòa",
    "quý",
    "Quí",
    "nền",
    "công",
    "vụ",
    "21",
    "và",
    "(OECD),",
    "“mở”",
]
texts = st.lists(st.sampled_from(WORDS), min_size=3, max_size=30)


@given(texts, st.data())
def test_a_slice_of_words_stands_in_its_text(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    assert stands(quote, " ".join(words))
    assert stands(unicodedata.normalize("NFD", quote).upper(), "\u00a0 ".join(words))


@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=12, unique_by=tonekey))
def test_a_quotation_without_an_inner_word_does_not_stand(words: list[str]) -> None:
    text = " ".join(words)
    for inner in range(1, len(words) - 1):
        quote = " ".join(words[:inner] + words[inner + 1 :])
        assume(quote not in text)
        assert not stands(quote, text)


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("công vụ", "nền công vu", False),
        ("hoà", "hòa bình", True),
        ("hoa", "hòa bình", False),
        ("kỹ năng", "Kĩ năng", True),
        ("UNPOG - Incheon", "UNPOG–Incheon", True),
        ("( OECD )", "(OECD)", True),
        ("‘mở’ , rộng", "“mở”, rộng", True),
        ("được … năm 2021", "được thông qua năm 2021", True),
        ("năm 2021 … được", "được thông qua năm 2021", False),
        ("được [văn kiện] thông", "được thông qua", True),
        ("thông quan", "được thông qua", False),
        ("PSTI", "sáng kiến (PSTIs)", True),
        ("năm 20", "năm 2022", False),
        ("hông qua", "được thông qua", False),
        ("…", "được", False),
    ],
)
def test_what_is_forgiven(quote: str, text: str, expected: bool) -> None:
    assert stands(quote, text) is expected


def test_the_nearest_line_shows_the_difference() -> None:
    found = nearest("tổ chức Minh bạch Quốc tế", ["Không có gì", "Ông làm ở tổ chức Minh bạch quốc kế Hàn Quốc"])
    assert found is not None
    assert found.number == 2
    assert "[-tế-]" in found.difference


def test_no_line_is_near_a_quotation_of_other_words() -> None:
    assert nearest("phát triển bền vững", ["Không có gì", ""]) is None
