"""The figures in the registry's own README, in both languages: they are those of its records."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bundled import RECORDS, records
from small import shipped_index

from govtui.model.record import Declaration, Source

VIETNAMESE, _, ENGLISH = (RECORDS / "README.md").read_text(encoding="utf-8").partition("\n---\n")

KINDS = Counter(record.kind for record in records().values())
SEEN = Counter(record.seen for record in records().values() if isinstance(record, Source))
DATED = [record for record in records().values() if isinstance(record, Declaration) and record.date]


def said(pattern: str, text: str) -> list[int]:
    """The numbers where the README says this; a number is written as `#`."""
    match = re.search(pattern.replace("#", r"(\d+)").replace(" ", r"\s+"), text)
    assert match, pattern
    return [int(number) for number in match.groups()]


def test_how_many_records_of_which_kind_there_are() -> None:
    counts = [len(records()), *(KINDS[kind] for kind in ("organization", "declaration", "event", "source"))]
    vietnamese = r"# bản ghi song ngữ, .*: # tổ chức, # văn kiện, # sự kiện và # nguồn"
    english = r"# bilingual records, .*: # organizations, # declarations and instruments, # events and # sources"
    assert said(vietnamese, VIETNAMESE) == said(english, ENGLISH) == counts


def test_how_much_of_the_sources_was_seen() -> None:
    assert said(
        r"\(năm văn bản\), `\"excerpt\"` trích đoạn \(# trang\), `\"title\"` chỉ nhan đề \(# nguồn\)", VIETNAMESE
    ) == [
        SEEN["excerpt"],
        SEEN["title"],
    ]
    assert said(r"\(the five texts\), `\"excerpt\"` \(# pages\) or `\"title\"` \(# sources\)", ENGLISH) == [
        SEEN["excerpt"],
        SEEN["title"],
    ]
    assert {"full": 5, "excerpt": SEEN["excerpt"], "title": SEEN["title"]} == SEEN
    full = [record for record in records().values() if isinstance(record, Source) and record.seen == "full"]
    assert all(record.file and record.sha256 for record in full)


def test_every_text_with_a_date_says_what_it_is_the_date_of() -> None:
    assert said("cả # văn kiện có ngày", VIETNAMESE) == said("all # texts with a date", ENGLISH) == [len(DATED)]
    assert [record.id for record in DATED if not record.date_of] == []


def test_how_many_discrepancies_and_warnings_check_finds() -> None:
    tally = shipped_index().tally()
    found = tally["discrepancy"].places
    assert said("liệt kê # chỗ không khớp", VIETNAMESE) == said("lists # discrepancies", ENGLISH) == [found]
    assert all(tally[severity].places == 0 for severity in ("warning", "error") if severity in tally)


@pytest.mark.parametrize("text", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_the_fields_it_names_are_in_use(text: str) -> None:
    files = "\n".join(path.read_text(encoding="utf-8") for path in RECORDS.rglob("*.toml"))
    for name in ("seen", "file", "sha256", "said_by", "quote", "counted", "date_of", "by_text", "at", "source"):
        assert f"`{name}" in text, name
        assert re.search(rf"\b{name} *=", files), name
    for name in ("participants", "members", "checked", "sources"):
        assert f"`[[{name}]]`" in text and f"[[{name}]]" in files, name
