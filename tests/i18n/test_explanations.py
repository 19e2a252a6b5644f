"""What a user is told about a problem when the sentence is not enough."""

from __future__ import annotations

import re

import pytest

from govtui.i18n.problem_reasons import EXPLANATIONS, explanation
from govtui.i18n.problems import SENTENCES
from govtui.i18n.translator import load
from govtui.model.dates import DATE_CODES

CODES = sorted({*SENTENCES, *(f"date_{code}" for code in DATE_CODES)})


def said(code: str, language: str) -> str:
    text = explanation(code, load(language))
    assert text is not None
    return text


def toml(text: str) -> list[str]:
    """What a text quotes of a file, in any order: values in straight quotation marks, headers, inline tables."""
    return sorted(re.findall(r'"[^"\s]+"|\[{1,2}[a-z_.]+\]{1,2}|\{[^}]*\}', text))


def test_every_problem_code_is_explained_and_nothing_else_is() -> None:
    assert sorted(EXPLANATIONS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_is_one_paragraph_in_each_language(code: str) -> None:
    texts = [said(code, language) for language in ("en", "vi")]
    assert texts[0] != texts[1]
    for text in texts:
        assert len(text) >= 80
        assert text == " ".join(text.split())
        assert text.endswith(".")


@pytest.mark.parametrize("code", CODES)
def test_what_is_quoted_of_a_file_is_the_same_in_both_languages(code: str) -> None:
    assert toml(said(code, "en")) == toml(said(code, "vi"))


def test_no_two_codes_share_a_paragraph() -> None:
    for language in ("en", "vi"):
        assert len({said(code, language) for code in CODES}) == len(CODES)


def test_a_code_that_does_not_exist_has_no_explanation() -> None:
    assert explanation("no_such_code", load("en")) is None
