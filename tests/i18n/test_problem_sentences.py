"""Problems as sentences: their values in words of the language."""

from __future__ import annotations

import pytest

from govtui.i18n.problems import sentence
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.problem import Problem, Severity


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_total_of_all_statuses_is_called_by_its_label(language: str) -> None:
    tr = load(language)
    values = {"status": "stated", "stated": 40, "itemised": 39}
    told = sentence(Problem("total_differs", Severity.DISCREPANCY, values=values), tr, str)
    assert f"“{tr.pgettext('field', 'Stated')}”" in told
    assert "“stated”" not in told
