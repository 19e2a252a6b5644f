"""Words are broken into lines that fit; nothing is lost on the way."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from govtui.text.width import is_narrow, width
from govtui.text.wrap import broken, wrapped

WORDS = st.text(st.sampled_from("aăế Đ会議\u0301 "), max_size=120)
CELLS = st.integers(8, 40)


@given(WORDS, CELLS, st.integers(0, 4))
@example("\u0301 aa会会会", 8, 0)
@example("会 \u0301 aa会会", 8, 2)
def test_every_line_fits_and_all_words_are_there(text: str, cells: int, hang: int) -> None:
    lines = wrapped(text, cells, hang=hang)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(WORDS, CELLS)
def test_a_broken_text_is_the_text(text: str, cells: int) -> None:
    lines = broken(text, cells)
    assert "".join(lines) == text
    assert all(width(line) <= cells for line in lines)


def test_following_lines_hang() -> None:
    assert wrapped("một hai ba bốn năm", 9, hang=2) == ["một hai", "  ba bốn", "  năm"]
    assert wrapped("", 9) == [""]


def test_what_counts_as_narrow_takes_one_cell_a_character_for_textual_too() -> None:
    narrow = [character for character in map(chr, range(0x110000)) if is_narrow(character)]
    assert all(cell_len(character) == 1 and width(character * 2) == 2 for character in narrow)
    assert all(width(character + "\u0301") == 1 for character in narrow)  # counted one by one
    assert len(narrow) > 1000
    assert is_narrow("Hội nghị “đổi mới” — 2026 ▁█…")
    assert not is_narrow("e\u0301") and not is_narrow("会") and not is_narrow("\u00ad")
