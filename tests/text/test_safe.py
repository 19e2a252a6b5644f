from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syllables import syllables

from govtui.text.safe import UNSAFE, drop_unsafe, safe_text

HOSTILE = st.text(
    st.sampled_from("aệ\t\n\r\x00\x1b\x7f\x9b\u202e\u2066\u200b\u200d\ufeff\u2028\u0301\ufe0f\U000e0041\udcff")
    | st.characters()
)
# Signs of other scripts that Unicode calls format characters and that are drawn.
DRAWN = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
VARIATION_SELECTORS = [0x180B, 0x180C, 0x180D, 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;PWNED\x07", "␛]0;PWNED␇"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\x9b31m", "⟨009B⟩31m"),
        ("abc\u202edef\u202c", "abc⟨202E⟩def⟨202C⟩"),
        ("x\u200by\ufeff", "x⟨200B⟩y⟨FEFF⟩"),
        ("tag\U000e0041", "tag⟨E0041⟩"),
        ("bad\udcff name", "bad⟨DCFF⟩ name"),
        ("one\r\ntwo\rthree\n", "one\ntwo␍three\n"),
        ("a\tb\n\tc", "a   b\n    c"),
        ("Vi\u00adệt", "Vi⟨00AD⟩ệt"),
    ],
)
def test_what_must_not_be_sent_is_shown(text: str, shown: str) -> None:
    assert safe_text(text) == shown


def test_one_line_stays_one_line() -> None:
    assert safe_text("a\r\nb\n\tc\u2028d\x0be\x85", multiline=False) == "a⏎b⏎ c⟨2028⟩d␋e⟨0085⟩"


@pytest.mark.parametrize(
    "text", ["", "plain", "Đổi mới", unicodedata.normalize("NFD", "Nghị quyết"), "“A” – ½ 漢字 नि ☎\ufe0f"]
)
def test_clean_text_is_returned_as_it_is(text: str) -> None:
    assert safe_text(text) is text
    assert drop_unsafe(text) == text


def test_every_control_and_format_character_is_unsafe_and_no_other_visible_one() -> None:
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        unsafe = UNSAFE.fullmatch(chr(code)) is not None
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            assert unsafe == (chr(code) not in "\t\n" and code not in DRAWN), hex(code)
        elif code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            assert unsafe, hex(code)  # noncharacters
        elif category not in ("Cn", "Mn", "Lo"):
            assert not unsafe, hex(code)


def test_each_unsafe_character_is_shown_by_the_one_layer_and_dropped_by_the_other() -> None:
    for character in filter(UNSAFE.fullmatch, map(chr, range(sys.maxunicode + 1))):
        assert safe_text(character) not in ("", character)
        assert drop_unsafe(character) == ""


def test_fillers_and_the_grapheme_joiner_are_unsafe_though_unicode_calls_them_letters_and_marks() -> None:
    assert all(UNSAFE.fullmatch(filler) for filler in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def test_combining_marks_and_variation_selectors_are_kept() -> None:
    for code in [*range(0x300, 0x34F), *range(0x350, 0x370), *range(0x1AB0, 0x1ACF), *VARIATION_SELECTORS]:
        assert safe_text("x" + chr(code)) == "x" + chr(code)
        assert drop_unsafe("x" + chr(code)) == "x" + chr(code)


@given(HOSTILE)
def test_nothing_unsafe_is_left(text: str) -> None:
    for shown in (safe_text(text), safe_text(text, multiline=False), drop_unsafe(text)):
        assert UNSAFE.search(shown) is None
        assert "\t" not in shown
    assert not set("\n\t") & set(safe_text(text, multiline=False))
    assert not set("\n\t") & set(drop_unsafe(text))


@given(HOSTILE)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    for multiline in (True, False):
        once = safe_text(text, multiline=multiline)
        assert safe_text(once, multiline=multiline) == once
    assert drop_unsafe(drop_unsafe(text)) == drop_unsafe(text)
    assert drop_unsafe(safe_text(text, multiline=False)) == safe_text(text, multiline=False)


@given(HOSTILE)
def test_dropping_only_leaves_out(text: str) -> None:
    left = iter(text)
    assert all(character in left for character in drop_unsafe(text))


@given(st.lists(syllables).map(" ".join))
def test_vietnamese_is_never_touched(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert safe_text(written) == drop_unsafe(written) == written
