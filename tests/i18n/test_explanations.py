"""What a user is told about a problem when the sentence is not enough."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from govtui.i18n.explanations import EXPLANATIONS, explanation
from govtui.i18n.problems import SENTENCES
from govtui.i18n.translator import load
from govtui.model.dates import DATE_CODES

FRAGMENT = Path(__file__).resolve().parents[2] / "locales" / "fragments" / "explanations.vi.tsv"
CODES = sorted({*SENTENCES, *(f"date_{code}" for code in DATE_CODES)})


def test_every_problem_code_is_explained_and_nothing_else_is() -> None:
    assert sorted(EXPLANATIONS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_is_a_paragraph_in_each_language(code: str) -> None:
    english, vietnamese = explanation(code, load("en")), explanation(code, load("vi"))
    assert english is not None and vietnamese is not None
    assert english != vietnamese
    for text in (english, vietnamese):
        assert len(text) >= 80
        assert text == " ".join(text.split())  # one paragraph, which the command line wraps
        assert text.endswith((".", "]."))


def test_no_two_codes_share_a_paragraph() -> None:
    assert len(set(EXPLANATIONS.values())) == len(EXPLANATIONS)


def test_a_code_that_does_not_exist_has_no_explanation() -> None:
    assert explanation("no_such_code", load("en")) is None


def test_toml_examples_are_the_same_in_both_languages() -> None:
    """An example that was changed in one language only would teach its readers something else."""
    with FRAGMENT.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row[1].replace("\\\\", "\\") for row in rows] == list(EXPLANATIONS.values())
    for _context, english, vietnamese in rows:
        assert sorted(_quoted(english)) == sorted(_quoted(vietnamese))


def _quoted(text: str) -> list[str]:
    """What stands between straight quotation marks, in pairs."""
    return text.split('"')[1::2]
