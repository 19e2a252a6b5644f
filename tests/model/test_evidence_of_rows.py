"""Rows of a progress table are held against their own lines: a number that is off by one is seen nearly always."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from small import record

from govtui.edit.citation_changes import citation_changes
from govtui.model.cited_lines import uses
from govtui.model.evidence import Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.record import Record
from govtui.text.numerals import numbers

AREAS = 8
NUMBERS = ("stated", "completed", "ongoing", "planned")


class Report:
    """A made-up report, the source "s": of each area a line with what is planned and one with what was done."""

    def __init__(self, seed: int) -> None:
        chance = Random(seed)
        self.cells = [[chance.randint(1, 20) for _ in NUMBERS] for _ in range(AREAS)]
        self.text = ["Báo cáo tình hình thực hiện kế hoạch", ""]
        for place, (stated, completed, ongoing, planned) in enumerate(self.cells):
            name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
            self.text += [
                f"Lĩnh vực {name} có {stated} hoạt động, trong đó {planned} hoạt động sẽ triển khai.",
                f"Lĩnh vực {name} đã hoàn thành {completed} hoạt động, đang triển khai {ongoing} hoạt động.",
            ]

    def lines(self, source: str) -> Sequence[str] | None:
        return self.text if source == "s" else None

    def sha256(self, source: str) -> str | None:
        return None

    def rows(self, *, own_lines: bool) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for place, cells in enumerate(self.cells):
            row = {"area": f"a{place}", **dict(zip(NUMBERS, cells, strict=True))}
            rows.append({**row, "at": f"L{3 + 2 * place}-L{4 + 2 * place}"} if own_lines else row)
        return rows


class Known:
    def names(self, target: str) -> Sequence[str]:
        return {"ministry": ("Bộ Nội vụ",), "academy": ("Học viện",)}.get(target, ())

    def language(self, source: str) -> str:
        return "vi"

    def all_names(self) -> frozenset[str]:
        return frozenset()


def plan(rows: list[dict[str, Any]], **table: Any) -> Record:
    last = 2 + 2 * AREAS
    return record("a", "declaration", progress=[{"source": "s", "at": f"L3-L{last}", **table, "rows": rows}])


def seen(report: Report, *, own_lines: bool) -> tuple[int, int]:
    """How many numbers off by one are raised, of how many; those that are right never are."""
    found = total = 0
    for place in range(AREAS):
        for name in NUMBERS:
            for off in (-1, 1):
                rows = report.rows(own_lines=own_lines)
                rows[place][name] += off
                raised = [problem.field for problem in findings(plan(rows), report, Known())]
                assert set(raised) <= {f"progress.1.rows.{place + 1}.{name}"}
                found, total = found + len(raised), total + 1
    return found, total


@pytest.mark.parametrize("seed", [1, 2])
def test_a_row_with_lines_of_its_own_is_compared_with_them_alone(seed: int) -> None:
    report = Report(seed)
    assert list(findings(plan(report.rows(own_lines=True)), report, Known())) == []
    found, total = seen(report, own_lines=True)
    hidden = sum(
        value + off in set().union(*(numbers(line) for line in report.text[2 + 2 * place : 4 + 2 * place]))
        for place, cells in enumerate(report.cells)
        for value in cells
        for off in (-1, 1)
    )
    assert found == total - hidden, "only a number that the same two lines tell of another cell hides a fault"
    assert found > 0.7 * total
    assert seen(report, own_lines=False)[0] < 0.6 * found, "the lines of a whole table hide many of them"


def test_its_place_is_one_in_the_source_of_its_table() -> None:
    report = Report(1)
    one = plan(report.rows(own_lines=True))
    [fact] = [fact for fact in facts(one, report, Known()) if fact.path == "progress.1.rows.2.stated"]
    assert [(place.source, place.at, place.lines) for place in fact.places] == [("s", "L5-L6", (5, 6))]
    assert fact.verdict is Verdict.FOUND
    used = {use.line.number for use in uses(one, report) if use.path == "progress.1.rows.2"}
    assert used == {5, 6}
    rows = report.rows(own_lines=True)
    rows[0]["at"] = "L99"
    wrong = [(problem.code, problem.field) for problem in findings(plan(rows), report, Known())]
    assert ("no_such_place", "progress.1.rows.1.at") in wrong


def test_a_row_may_be_of_another_source_than_its_table() -> None:
    report = Report(1)
    rows = report.rows(own_lines=True)
    rows[0] |= {"source": "other", "stated": 99}
    assert list(findings(plan(rows), report, Known())) == []


def test_a_place_that_is_too_short_becomes_longer_in_its_row() -> None:
    report = Report(1)
    report.cells[0][1] = 77
    report.text[3] = "Lĩnh vực A đã hoàn thành 77 hoạt động."
    rows = [{"area": "a0", "completed": 77, "at": "L3"}]
    one = plan(rows)
    held = facts(one, report, Known())
    [change] = citation_changes(one, held)
    assert (change.path, change.value) == ("progress.1.rows.1.at", "L3-L4")


def test_who_leads_a_measure_is_looked_for_in_its_lines() -> None:
    report = Report(1)
    report.text[0] = "Bộ Nội vụ chủ trì, hạn tháng 6 năm 2024."
    measure = {"key": "c", "text": {"vi": "Việc"}, "source": "s", "at": "L1", "date": "../2024-06"}
    one = record("a", "declaration", measures=[{**measure, "lead": "ministry", "partners": ["academy"]}])
    assert [(problem.code, problem.field) for problem in findings(one, report, Known())] == [
        ("value_nowhere", "measures.c.partners.academy")
    ]
