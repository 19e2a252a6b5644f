"""A text field shows every character of a file safely and gives the file's text back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govtui.text.safe import UNSAFE
from govtui.text.standins import Placeholders
from govtui.text.width import width

PRIVATE = st.characters(min_codepoint=0xE000, max_codepoint=0xE010)
HOSTILE = st.sampled_from("\x00\x07\x0b\x1b\x7f\x85\x9b\u00ad\u200b\u2028\u202e\u2066\ufeff\U000e0041\r\n\t")
TEXTS = st.text(st.one_of(st.characters(), HOSTILE, PRIVATE))


@given(TEXTS)
def test_what_was_hidden_comes_back_as_it_was(text: str) -> None:
    stand_ins = Placeholders(text)
    assert stand_ins.shown_again(stand_ins.hidden(text)) == text


@given(TEXTS, TEXTS)
def test_what_is_typed_later_comes_back_too_but_for_its_line_ends(text: str, typed: str) -> None:
    stand_ins = Placeholders(text)
    kept, added = stand_ins.hidden(text), stand_ins.hidden(typed, typed=True)
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    assert stand_ins.shown_again(kept + added) == text + lines.replace("\n", stand_ins.line_end)


@given(TEXTS)
def test_nothing_unsafe_is_held_or_drawn_and_each_character_stands_for_one(text: str) -> None:
    stand_ins = Placeholders(text)
    held = stand_ins.hidden(text)
    drawn = stand_ins.drawn(held)
    assert not UNSAFE.search(held)
    assert not UNSAFE.search(drawn)
    assert len(drawn) == len(held)
    assert width(drawn) == width(held)


@given(TEXTS)
def test_a_text_field_breaks_the_lines_only_where_the_file_does(text: str) -> None:
    stand_ins = Placeholders(text)
    held = stand_ins.hidden(text)
    assert len(held.splitlines()) == len(held.removesuffix("\n").split("\n") if held else [])


def test_a_file_of_crlf_lines_is_edited_as_lines() -> None:
    stand_ins = Placeholders("a = 1\r\nb = 2\r\n")
    assert stand_ins.hidden("a = 1\r\nb = 2\r\n") == "a = 1\nb = 2\n"
    assert stand_ins.shown_again("a = 1\nb = 3\n") == "a = 1\r\nb = 3\r\n"


def test_a_carriage_return_among_line_feeds_is_a_character_that_is_seen() -> None:
    stand_ins = Placeholders("a = 1\r\nb = 2\n")
    held = stand_ins.hidden("a = 1\r\nb = 2\n")
    assert stand_ins.drawn(held) == "a = 1␍\nb = 2\n"
    assert stand_ins.meant(held[5]) == "\r"
    assert stand_ins.meant("a") == "a"
