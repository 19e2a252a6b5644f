from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syllables import LETTERS, TONELESS, TONES, syllables, toned

from govtui.text.fold import fold, tonekey, y_as_i

VIETNAMESE = st.lists(syllables, min_size=1, max_size=6).map(" ".join)
ANY = st.text() | st.text(st.characters(max_codepoint=0x24F, blacklist_categories=["Cs"]))
KEYS = pytest.mark.parametrize("key", [fold, tonekey])

SAME = [
    *[("hòa", "hoà"), ("thủy", "thuỷ"), ("Hóa", "Hoá"), ("khỏe", "khoẻ"), ("họa", "hoạ"), ("tùy", "tuỳ")],
    *[("loà", "lòa"), ("lũy", "luỹ"), ("xóa", "xoá"), ("quý", "quí"), ("kỹ", "kĩ"), ("Lý", "Lí"), ("mỹ", "mĩ")],
    *[
        ("tỷ", "tỉ"),
        ("sỹ", "sĩ"),
        ("y tế", "i tế"),
        ("hy vọng", "hi vọng"),
        ("Bắc Kỳ", "bắc  kì"),
        ("QUY ĐỊNH", "qui định"),
    ],
]
DIFFERENT_WITH_TONES = [
    *[("thúy", "thúi"), ("tay", "tai"), ("hòa", "hóa"), ("mây", "mâi"), ("huy", "hui"), ("tuy", "tui")],
    *[("đội", "đổi"), ("ma", "má"), ("đa", "da"), ("bàn", "bán"), ("cay", "cai"), ("ngày", "ngài")],
]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đổi mới", "doi moi"),
        ("Đổi quý", "doi qui"),
        ("Nghị quyết số 18-NQ/TW", "nghi quyet so 18-nq/tw"),
        ("Ðà Nẵng, Ɖắk Lắk", "da nang, dak lak"),  # U+00D0 and U+0189 for Đ
        ("S0\u00a0và\u2003S2\n\n S4 ", "s0 va s2 s4"),
        ("Straße, Łódź, Tromsø, Encyclopædia", "strasse, lodz, tromso, encyclopaedia"),
        ("Alþingi, Œuvre, Ħal Luqa, Diyarbakır, Ŧ", "althingi, oeuvre, hal luqa, diyarbakir, t"),
        ("CO₂ và m², điều ①", "co2 va m2, dieu 1"),
        ("№ 5, ½, ™", "№ 5, ½, ™"),
        ("Vi\u00adệt\u200b Nam\ufeff", "viet nam"),
        ("Йошкар Ола, Αθήνα", "иошкар ола, αθηνα"),
        ("", ""),
        (" \u00a0 ", ""),
    ],
)
def test_fold_is_what_a_reader_types_without_any_accent(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đổi mới", "đôi2 mơi4"),
        ("hòa hoà", "hoa1 hoa1"),
        ("(Quý), quí/Kỹ", "(qui4), qui4/ki3"),
        ("thủy thuỷ thúi", "thuy2 thuy2 thui4"),
        ("Ðường COP26", "đương1 cop26"),
        ("résumé", "resume44"),
        ("Vi\u00adệt", "viêt5"),
    ],
)
def test_tonekey_keeps_the_shapes_and_the_tones(text: str, key: str) -> None:
    assert tonekey(text) == key


@KEYS
@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_variants_share_every_key(key, one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_WITH_TONES)
def test_different_words_have_different_tonekeys(one: str, other: str) -> None:
    assert tonekey(one) != tonekey(other)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_folds_as_its_decomposition_says(letter: str) -> None:
    base = unicodedata.normalize("NFD", letter)[0].lower().replace("đ", "d")
    bare = "i" if base == "y" else base  # a word y is i
    assert fold(letter) == fold(unicodedata.normalize("NFD", letter)) == bare
    assert fold("x" + letter + "x") == "x" + base + "x"
    without_tone = "".join(c for c in unicodedata.normalize("NFD", letter.lower()) if c not in TONES.values())
    assert tonekey("x" + letter + "x").rstrip("12345") == "x" + unicodedata.normalize("NFC", without_tone) + "x"


def test_the_tone_digits_stand_in_the_order_of_the_alphabet() -> None:
    assert [tonekey(toned("m", "a", tone)) for tone in TONES] == ["ma1", "ma2", "ma3", "ma4", "ma5"]
    assert tonekey("ma") == "ma"


def test_two_spelled_syllables_share_a_tonekey_only_where_they_are_one_word_written_with_i_or_y() -> None:
    letters_and_tone: dict[str, set[tuple[str, str]]] = {}
    for onset, rime in TONELESS:
        for tone in ("ngang", *TONES):
            letters = onset + rime
            spelling = letters[:-1] + "i" if letters.endswith("y") and rime in ("y", "uy") else letters
            letters_and_tone.setdefault(tonekey(toned(onset, rime, tone)), set()).add((spelling, tone))
    assert len(letters_and_tone) > 20_000
    assert {key: found for key, found in letters_and_tone.items() if len(found) > 1} == {}


@KEYS
@given(VIETNAMESE | ANY)
def test_a_key_is_blind_to_the_normal_form(key, text: str) -> None:
    assert key(unicodedata.normalize("NFD", text)) == key(unicodedata.normalize("NFC", text)) == key(text)


@KEYS
@given(VIETNAMESE)
def test_a_key_is_blind_to_case(key, text: str) -> None:
    assert key(text.upper()) == key(text.title()) == key(text)


@given(VIETNAMESE | ANY)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE | ANY)
def test_the_strict_key_refines_the_loose_one(text: str) -> None:
    assert without_digits(fold(tonekey(text))) == without_digits(fold(text))


def without_digits(key: str) -> str:
    return "".join(c for c in key if c not in "12345")


@KEYS
@given(st.lists(VIETNAMESE | ANY, max_size=4))
def test_a_key_is_made_of_the_keys_of_its_words(key, texts: list[str]) -> None:
    assert key("\u00a0 ".join(texts)) == " ".join(filter(None, map(key, texts)))


@given(VIETNAMESE | ANY)
def test_no_key_holds_white_space_but_single_spaces_inside(text: str) -> None:
    assert fold(text).split() == [word for word in fold(text).split(" ") if word]
    assert fold(text) == fold(text).strip()


@given(VIETNAMESE)
def test_fold_agrees_with_the_slow_definition(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    assert fold(text) == " ".join(y_as_i(word.replace("đ", "d")) for word in bare.split())


def test_no_single_character_breaks_the_laws() -> None:
    for code in range(sys.maxunicode + 1):
        if 0x3400 <= code < 0xF900 or code >= 0x20000:
            continue  # ideographs, Hangul syllables, surrogates, private use, unassigned planes
        character = chr(code)
        key = fold(character)
        assert fold(key) == key, hex(code)
        assert without_digits(fold(tonekey(character))) == without_digits(key), hex(code)
        assert fold(unicodedata.normalize("NFD", character)) == key, hex(code)


@given(st.text("bcdđghklmnprstvxquyai -_1"))
def test_y_as_i_keeps_the_length_and_other_letters(text: str) -> None:
    changed = y_as_i(text)
    assert len(changed) == len(text)
    assert all(new == old or (old, new) == ("y", "i") for old, new in zip(text, changed, strict=True))


@settings(max_examples=20)
@given(st.integers(min_value=1_000, max_value=100_000))
def test_a_huge_word_is_folded_like_any_other(length: int) -> None:
    assert fold("Đ" * length) == "d" * length
