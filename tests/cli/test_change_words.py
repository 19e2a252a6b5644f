"""Two values beside each other show where they differ."""

from __future__ import annotations

import pytest

from govtui.cli.change_words import shown_pair
from govtui.edit.plain_data import MISSING
from govtui.text.width import width

LONG = "The next round of the ASEAN Cooperation on Civil Service Matters, held in Brunei"


@pytest.mark.parametrize(
    ("before", "after", "cells", "one", "other"),
    [
        ("a", "b", 56, '"a"', '"b"'),
        (MISSING, ["x"], 56, "—", '["x"]'),
        (LONG, f"{LONG}.", 56, '… in Brunei"', '… in Brunei."'),
        (LONG, LONG.replace("Civil", "Public"), 28, "… Cooperation on Civil Serv…", "… Cooperation on Public Ser…"),
        (LONG, f"Not {LONG}", 28, '"The next round of the ASEA…', '"Not The next round of the …'),
        ("a" * 80, "a" * 79 + "b", 28, '"' + "a" * 26 + "…", '"' + "a" * 26 + "…"),
    ],
)
def test_long_texts_that_begin_alike_are_shown_from_where_they_differ(
    before: object, after: object, cells: int, one: str, other: str
) -> None:
    found = shown_pair(before, after, cells)
    assert found == (one, other) and max(map(width, found)) <= cells
