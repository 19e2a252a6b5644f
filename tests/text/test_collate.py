from __future__ import annotations

import functools
import itertools
import string
import unicodedata
from collections.abc import Callable

import icu
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds, seeded
from syllables import LETTERS, syllables

from govtui.text.collate import _LETTERS, _MARKS, _OTHER_LATIN, _SYMBOLS, sort_key

LANGUAGES = ["vi", "en"]
BOTH = pytest.mark.parametrize("language", LANGUAGES)
PUNCTUATION = "-/()&.,'‘’“”\"–—:;!?…%§°#*@+=<>|~_[]{}$€₫"
ALPHABET = [*LETTERS, *string.ascii_letters, *string.digits, *"    \u00a0\n", *PUNCTUATION]
ACCENTED = list("éèüñçøœæßłāÅŠžðþőÆØÇǿǖﬁıħ")

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Ủy Ưng Ông Ân Ấn Ăng Đào Đoàn Âu"
MIDDLE = "Văn Thị Đức Hữu Minh Ngọc Thanh Xuân Hoà Hòa Quý Quí Ánh Đình Thuỳ Thùy"
GIVEN = "An Ân Ấn Bà Bá Bạ Cường Dũng Đạt Đức Hoa Hòa Hoá Họa Kỳ Kì Lan Lãn Mỹ Ơn Tú Từ Tứ Tự Uyên Ước Ý Yến yến AN"
BODIES = "Bộ Ban Sở Cục Vụ Viện Hội đồng Ủy ban Uỷ ban Đảng Quốc hội Liên hợp quốc Học viện"
NOUNS = """
    Agenda agenda AGENDA Résumé resume Resume résumé Coöperation cooperation co-operation Co-operation role rôle
    Development Développement naïve naive café Cafe cafés façade U.S. US UN U.N. people’s people's “Plan” Plan plan
"""


def _oracle(language: str) -> Callable[[str, str], int]:
    collator = icu.Collator.createInstance(icu.Locale(language))
    collator.setStrength(icu.Collator.TERTIARY)
    return collator.compare


ICU = {language: _oracle(language) for language in LANGUAGES}


def compare(language: str, one: str, other: str) -> int:
    left, right = sort_key(one, language), sort_key(other, language)
    return (left > right) - (left < right)


def assert_order_of_icu(language: str, names: list[str]) -> None:
    by_icu = sorted(names, key=functools.cmp_to_key(ICU[language]))
    for one, other in itertools.pairwise(by_icu):
        # Neighbours decide the whole order; where ICU sees a tie, so must the key, or a binary search would differ.
        assert compare(language, one, other) == ICU[language](one, other), (one, other)


def vietnamese_names() -> list[str]:
    chance = seeded("Vietnamese names")
    names = [" ".join(map(chance.choice, (FAMILY.split(), MIDDLE.split(), GIVEN.split()))) for _ in range(2000)]
    names += [
        f"{chance.choice(BODIES.split())} {chance.choice(GIVEN.split()).lower()} {chance.choice(GIVEN.split())}"
        for _ in range(1000)
    ]
    names += [
        f"Nghị quyết {chance.randint(1, 120)}-NQ/{chance.choice(['TW', 'CP', 'QH', 'UBTVQH'])}" for _ in range(300)
    ]
    names += [f"Điều {number} ({letter}), khoản {number}" for number in range(1, 30) for letter in "aăâbcdđeê"]
    return names


def english_titles() -> list[str]:
    chance = seeded("English titles")
    links = ["of", "and", "&", "-", "–", "/", ",", "for the", "(2030)", "No. 5", "no. 12", "…", "+"]
    titles = [
        f"{chance.choice(NOUNS.split())}{chance.choice([' ', '  ', ''])}{chance.choice(links)} {chance.choice(NOUNS.split())}"
        for _ in range(2000)
    ]
    return titles + [f"A/RES/{session}/{number}" for session in range(65, 80) for number in (1, 7, 12, 70, 123, 327)]


@BOTH
def test_names_stand_in_the_order_of_cldr(language: str) -> None:
    names = list(dict.fromkeys(vietnamese_names() + english_titles()))
    assert len(names) > 3000
    assert_order_of_icu(language, names)
    assert_order_of_icu(language, [unicodedata.normalize("NFD", name) for name in names])
    assert_order_of_icu(language, names[:800] + [name.swapcase() for name in names[:800]])


@BOTH
def test_all_pairs_of_a_mixed_list_agree_with_cldr(language: str) -> None:
    chance = seeded("pairs")
    names = chance.sample(vietnamese_names(), 120) + chance.sample(english_titles(), 120) + ACCENTED
    for one, other in itertools.combinations(names, 2):
        assert compare(language, one, other) == ICU[language](one, other), (one, other)


@BOTH
def test_every_single_letter_and_symbol_stands_where_cldr_puts_it(language: str) -> None:
    latin = [
        chr(code) for block in (range(0x20, 0x180), range(0x1E00, 0x1E99), range(0x1EA0, 0x1EFA)) for code in block
    ]
    drawn = [character for character in latin if unicodedata.category(character) not in ("Cc", "Cf")]
    # Styled forms of one character are not told apart as CLDR does.
    plain = [character for character in drawn if not unicodedata.decomposition(character).startswith("<")]
    assert_order_of_icu(language, [*dict.fromkeys([*plain, *_SYMBOLS, *"‘’‚‛“”„‟", *_LETTERS])])
    assert_order_of_icu(language, [first + second for first in "aæoœsßdđðøåÆØẞ" for second in "adefgorsßtz’'"])


@BOTH
def test_every_mark_stands_where_cldr_puts_it(language: str) -> None:
    assert_order_of_icu(language, [base + mark for mark in _MARKS for base in ("x", "xy", "X")])


@BOTH
@settings(max_examples=rounds(400))
@given(st.text(st.sampled_from(ALPHABET), max_size=8), st.text(st.sampled_from(ALPHABET), max_size=8), st.booleans())
def test_any_two_strings_compare_as_in_icu(language: str, one: str, other: str, decompose: bool) -> None:
    if decompose:
        one = unicodedata.normalize("NFD", one)
    assert compare(language, one, other) == ICU[language](one, other)


@BOTH
@settings(max_examples=rounds(400))
@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=8), st.data())
def test_strings_that_differ_in_one_place_compare_as_in_icu(language: str, one: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(one) - 1))
    other = one[:place] + data.draw(st.sampled_from(ALPHABET + ACCENTED)) + one[place + 1 :]
    assert compare(language, one, other) == ICU[language](one, other)


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("vi", "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y"),
        ("vi", "ma|mà|mả|mã|má|mạ|má b|Mạ b|mă"),
        ("vi", "bả|bá cáo|bà con|bạc|Đa|đà|e"),  # letters of the whole string before any tone
        ("vi", "dừa|đa|Đà Nẵng|em"),
        ("en", "cote|coté|côte|côté|z|Z|Ž"),
        ("en", "resume|Resume|résumé|Résumé|resumes"),
        ("en", "da|đa|dá b|Đa c|e"),
        ("en", " |_|-|,|;|:|!|?|.|'|\"|(|)|[|]|{|}|@|*|/|&|#|%|+|<|=|>|~|$|0|1|9|a|A|b|z"),
    ],
)
def test_the_order_written_out(language: str, ordered: str) -> None:
    names = ordered.split("|") if "|" in ordered else ordered.split()
    shuffled = names[:]
    seeded("names").shuffle(shuffled)
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


def test_other_scripts_follow_latin_by_code_point_and_small_before_capital() -> None:
    ordered = ["zz", "þ", "ʭ", "Ω", "где", "Где", "ж", "हि", "日本"]
    names = ordered[::-1]
    assert sorted(names, key=lambda name: sort_key(name, "en")) == ordered


def test_unknown_symbols_stand_between_known_ones_and_digits() -> None:
    assert sort_key("₿", "vi") < sort_key("⌘", "vi") < sort_key("☎", "vi") < sort_key("0", "vi")


def test_the_weights_leave_room_for_letters_that_weigh_as_themselves() -> None:
    assert _OTHER_LATIN < "\u0370"
    assert sort_key("ʭ", "en") < sort_key("ȸ", "en") < sort_key("α", "en")


@BOTH
@given(st.text())
def test_the_key_is_blind_to_the_normal_form_and_fit_for_a_database(language: str, text: str) -> None:
    key = sort_key(text, language)
    assert key == sort_key(unicodedata.normalize("NFD", text), language)
    assert "\0" not in key
    assert key.count("\x01") == 2


@BOTH
@given(st.text(st.sampled_from(ALPHABET)), st.text(st.sampled_from(ALPHABET)))
def test_invisible_characters_weigh_nothing(language: str, before: str, after: str) -> None:
    assert sort_key(before + "\u200b" + after, language) == sort_key(before + after, language)


@given(syllables, syllables)
def test_a_word_sorts_before_what_begins_with_it(one: str, other: str) -> None:
    for language in LANGUAGES:
        assert sort_key(one, language) < sort_key(f"{one} {other}", language)
        assert sort_key(one, language) < sort_key(one + other, language)
