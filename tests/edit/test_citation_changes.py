"""Citations that are too short get the line that states the rest: which field changes, and to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from small import record

from govtui.edit.citation_changes import citation_changes
from govtui.model.evidence import Verdict, facts
from govtui.store.codec import loads
from govtui.store.field_edits import changed

LINES = ["Đã họp.", "Bản tin", "Ngày 5/8/2022, Bộ Nội vụ tổ chức.", "12 dự án, 97 nước."]
DATED = {"action": "adopted", "date": "2022-08-05", "source": "s"}


class Texts:
    def lines(self, source: str) -> Sequence[str] | None:
        return LINES if source in ("s", "t") else None

    def sha256(self, source: str) -> str | None:
        return None


class Known:
    def names(self, target: str) -> Sequence[str]:
        return ("Bộ Nội vụ",) if target == "moha" else ()

    def language(self, source: str) -> str:
        return "vi"

    def all_names(self) -> frozenset[str]:
        return frozenset()


def made(muted: Sequence[str] = (), **fields: Any) -> list[tuple[str, object]]:
    one = record("a", "declaration", **{"sources": None, **fields})
    changes = citation_changes(one, facts(one, Texts(), Known()), muted=muted)
    return [(change.path, change.value) for change in changes]


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({"steps": [{**DATED, "at": "L3"}]}, []),
        ({"steps": [{**DATED, "at": "L1"}]}, [("steps.adopted.at", "L1, L3")]),
        ({"steps": [{**DATED, "at": "L2", "by": ["moha"]}]}, [("steps.adopted.at", "L2-L3")]),
        # own words, in both languages at once, and a relation: citations of their own
        (
            {
                "summary": {"vi": "Họp năm 2022.", "en": "Held in 2022."},
                "relations": {"concerns": ["moha"]},
                "sources": [{"ref": "s", "at": "L1", "for": ["summary", "relations"]}],
            },
            [("sources.+", {"ref": "s", "at": "L3", "for": ["summary", "relations.concerns.moha"]})],
        ),
        # a citation of that line alone is there already
        (
            {
                "summary": {"vi": "Họp năm 2022."},
                "sources": [{"ref": "s", "at": "L1", "for": ["summary"]}, {"ref": "s", "at": "L3", "for": ["type"]}],
            },
            [("sources.2.for", ["type", "summary"])],
        ),
        # but not one for what somebody said, or with a quotation
        (
            {
                "summary": {"vi": "Họp năm 2022."},
                "sources": [
                    {"ref": "s", "at": "L1", "for": ["summary"]},
                    {"ref": "s", "at": "L3", "for": ["type"], "quote": "Bộ Nội vụ tổ chức"},
                ],
            },
            [("sources.+", {"ref": "s", "at": "L3", "for": ["summary"]})],
        ),
        # the lines of a table are those of its cells: a dateline has numbers, too
        (
            {"progress": [{"as_of": "2022-08", "source": "s", "at": "L4", "rows": [{"planned": 12}]}]},
            [("sources.+", {"ref": "s", "at": "L3", "for": ["progress.1.as_of"]})],
        ),
        # a quotation that a citation gives
        (
            {"sources": [{"ref": "s", "at": "L1", "for": ["type"], "quote": "97 nước"}]},
            [("sources.s.at", "L1, L4")],
        ),
        # a place of free form is not looked up, so nothing is known to be missing
        ({"steps": [{**DATED, "at": "p. 4"}]}, []),
    ],
)
def test_what_changes(fields: dict[str, Any], changes: list[tuple[str, object]]) -> None:
    assert made(**fields) == changes


def test_muted_fields_stay() -> None:
    assert made(muted=["steps.adopted.date"], steps=[{**DATED, "at": "L1"}]) == []


TEXT = """schema = 2
kind = "declaration"
id = "a"
type = "agenda"
status = "unknown"
name.vi = "a"
summary.vi = "Họp năm 2022."

[[steps]]
action = "adopted"
date = "2022-08-05"
by = ["moha"]
source = "s"
at = "L1" # ở đây

[[sources]]
ref = "s"
at = "L1"
for = ["summary"]
"""


def test_after_the_changes_the_facts_are_found_and_nothing_is_left_to_change() -> None:
    before, after = (loads(text.encode()).record for text in (TEXT, made_text(TEXT)))
    assert before is not None and after is not None
    held = facts(after, Texts(), Known())
    assert {one.verdict for one in held if one.places} == {Verdict.FOUND}
    assert citation_changes(after, held) == []
    assert 'at = "L1, L3" # ở đây' in made_text(TEXT)


def made_text(text: str) -> str:
    one = loads(text.encode()).record
    assert one is not None
    return changed(text, citation_changes(one, facts(one, Texts(), Known())))
