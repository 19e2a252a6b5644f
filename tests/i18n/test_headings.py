"""What stands over a group of problems."""

from __future__ import annotations

import re

import pytest

from govtui.i18n.problem_texts import HEADINGS, heading
from govtui.i18n.problems import SENTENCES
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.dates import DATE_CODES
from govtui.text.width import width

CODES = sorted({*SENTENCES, *(f"date_{code}" for code in DATE_CODES)})
ROOM = 44
"""Cells: on a screen of 80 the code has room behind it."""
AS_THEY_ARE = {"no_manifest"}
"""A file's name is in no language."""


def test_every_problem_code_has_a_heading_and_nothing_else_has() -> None:
    assert sorted(HEADINGS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_heading_is_a_few_words_in_each_language_and_no_code(code: str) -> None:
    said = [heading(code, load(language)) for language in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES)
    for words in said:
        assert words[0].isupper()
        assert words[-1].isalnum() or words[-1] == ")"
        assert 1 < width(words) <= ROOM
        assert code in AS_THEY_ARE or not re.search(r"[a-z]_[a-z]", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_have_the_same_heading(language: str) -> None:
    tr = load(language)
    assert len({heading(code, tr) for code in CODES}) == len(CODES)


def test_a_code_of_another_version_stands_for_itself() -> None:
    assert heading("of_tomorrow", load("vi")) == "of_tomorrow"
