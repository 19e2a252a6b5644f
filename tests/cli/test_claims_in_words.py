"""What `check` and `show` print of claims is in words: no keys, no values of Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table
from told_problems import told

Run = Callable[..., Any]

CLAIMS: list[tuple[str, Any, dict[str, str]]] = [
    ("frequency", "biennial", {"vi": "hai năm một lần", "en": "every two years"}),
    ("part_of_day", "afternoon", {"vi": "buổi chiều", "en": "afternoon"}),
    ("place.country", "KR", {"vi": "Hàn Quốc", "en": "Republic of Korea"}),
    ("place.online", True, {"vi": "có", "en": "yes"}),
    ("date", "2021-05", {"vi": "tháng 5 năm 2021", "en": "May 2021"}),
    ("status", "cancelled", {"vi": "Đã hủy", "en": "Cancelled"}),
    ("figures.days.value", 5339, {"vi": "5.339", "en": "5,339"}),
    ("series.id", "moha", {"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}),
]


SHORT = {"place.online": {"vi": "trực tuyến", "en": "online"}, "date": {"vi": "5/2021", "en": "May 2021"}}
"""What stands beside the field on a page, where that is shorter."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    event = table(
        "e",
        "event",
        status="held",
        date="1999",
        part_of_day="morning",
        frequency="annual",
        place={"country": "TH", "online": False},
        series={"id": "e", "number": 1},
        figures=[{"what": "days", "value": 2, "source": "s"}],
        claims=[{"field": field, "value": value, "source": "s"} for field, value, _ in CLAIMS],
    )
    moha = table("moha", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"})
    return registry(tmp_path, table("s", "source"), moha, event).root


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_another_source_says_is_printed_in_words(root: Path, govtui: Run, language: str) -> None:
    _, rows = told(govtui, root, "--only", "sources_disagree", language=language)
    messages = {row["values"]["field"]: row["message"] for row in rows}
    shown = govtui("show", "e", "--registry", root, "--lang", language).out.replace("\u00a0", " ")
    listed = govtui("check", root, "--only", "sources_disagree", "--lang", language).out
    for field, value, words in CLAIMS:
        assert words[language] in messages[field]
        assert f"≠ {SHORT.get(field, words)[language]} [1]" in shown
        assert f"{words[language]} (s)" in listed
        if words[language] != value:
            assert f" {value} (s)" not in listed + shown
