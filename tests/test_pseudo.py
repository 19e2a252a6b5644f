from __future__ import annotations

import re
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pseudo import LETTERS, PseudoTranslator, leaks, pseudo, words
from rich.cells import cell_len

VIETNAMESE = set("aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ")


def test_each_letter_has_a_look_alike_of_its_own_that_is_one_cell_and_no_vietnamese_letter() -> None:
    assert set(LETTERS) == set(string.ascii_letters)
    assert len(set(LETTERS.values())) == 52
    for letter, like in LETTERS.items():
        assert len(like) == 1 and not like.isascii()
        assert cell_len(like) == 1
        assert unicodedata.is_normalized("NFC", like)
        assert like.isupper() == letter.isupper() and like.isalpha()
        assert like.lower() not in VIETNAMESE


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Save {name}", "Şȧṽḗ {name}"),
        ("{n:>5} of {total!r}", "{n:>5} ǿƒ {total!r}"),
        ("{{not a field}} {x:{width}}", "{{ƞǿŧ ȧ ƒīḗŀḓ}} {x:{width}}"),
        ("%(count)d files, %s", "%(count)d ƒīŀḗş, %s"),
        ("[b]Bold[/b] [@click=app.open]go[/] \\[no]", "[b]Ɓǿŀḓ[/b] [@click=app.open]ɠǿ[/] \\[ƞǿ]"),
        ("[bold red]!![/] [link='x']x[/link]", "[bold red]!![/] [link='x']ẋ[/link]"),
        ("[no text] [PATH]", "[ƞǿ ŧḗẋŧ] [ƤȦŦĦ]"),
        ("", ""),
    ],
)
def test_placeholders_and_markup_are_kept_and_all_other_letters_exchanged(message: str, shown: str) -> None:
    assert pseudo(message) == shown


@given(text=st.text(alphabet=st.characters(blacklist_characters="{}%[]\\")))
def test_a_text_without_placeholders_keeps_its_length_and_has_no_ascii_letter(text: str) -> None:
    assert len(pseudo(text)) == len(text)
    assert not re.search("[A-Za-z]", pseudo(text))


def test_the_translator_answers_in_the_pseudo_language_and_remembers_what_it_was_asked() -> None:
    tr = PseudoTranslator()
    assert tr.language == "qps"
    assert tr.gettext("Save") == pseudo("Save")
    assert tr.pgettext("month", "May") == pseudo("May")
    assert tr.ngettext("{n} day", "{n} days", 1) == pseudo("{n} day")
    assert tr.npgettext("span", "{n} day", "{n} days", 2) == pseudo("{n} days")
    assert tr.gettext("") == ""
    assert tr.asked == {("", "Save"), ("month", "May"), ("", "{n} day"), ("span", "{n} day")}


def test_a_word_that_did_not_come_from_a_catalog_leaks_once() -> None:
    screen = pseudo("Open the record ") + "Hard coded, coded Nghị 2018 ^q"
    assert leaks(screen, set()) == ["Hard", "coded", "Nghị", "q"]
    assert leaks(screen, {"Hard", "coded", "Nghị", "q"}) == []


def test_words_of_the_records_shown_do_not_leak_in_either_normal_form() -> None:
    title = "Nghị quyết số 5"
    assert leaks(unicodedata.normalize("NFD", title), set(words(title))) == []


def test_a_word_cut_off_by_an_ellipsis_may_be_the_beginning_of_an_allowed_one() -> None:
    assert leaks("Declara…", {"Declaration"}) == []
    assert leaks("Declara …", {"Declaration"}) == ["Declara"]
    assert leaks("Declara…", {"Event"}) == ["Declara"]
