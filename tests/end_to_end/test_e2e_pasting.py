"""Several lines pasted through a real terminal, as it brackets them, into every field of one line over the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Program

from govtui.i18n.translator import LANGUAGES

PASTED = "\x1b[200~\nhội nghị\r\n\tlần hai\x1b[201~"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_pasted_over_the_list_are_joined_by_a_blank(program: Program, records: Path, language: str) -> None:
    with program.open("--lang", language, records) as browser:
        browser.started()
        browser.search("unpog-sdg-contest")
        for keys in ("/\x15", ":", "V", ",", "b/"):
            for key in keys:
                browser.send(key)
                browser.settle(0.1)
            browser.send(PASTED)
            browser.wait_for("hội nghị lần hai")
            browser.send("\x15")  # all of it is gone, and nothing more
            browser.wait_gone("hội nghị lần hai")
            browser.press("\x1b\x1b" if keys == "b/" else "\x1b")
            browser.settle(0.1)
        assert browser.left() == 0
