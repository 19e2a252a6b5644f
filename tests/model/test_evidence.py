"""Facts are held against the lines that they cite; what is wrong has a code, a place and a way to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import pytest
from small import record

from govtui.model.cited_lines import Use, unheld, unrecorded, uses
from govtui.model.evidence import Line, Verdict, facts
from govtui.model.evidence_problems import findings
from govtui.model.record import Source

TEXT = """Hội nghị lần thứ 5 tại Hà Nội

Ngày 05/8/2022, Bộ Nội vụ khai mạc Hội nghị.
Sáng 5/8, hơn 600 đại biểu của sáu nước đã dự.
Các đại biểu nhất trí tăng cường hợp tác về công vụ giữa các nước thành viên trong thời gian tới.
Đại dịch COVID-19 đã qua.
"""
LINES = TEXT.splitlines()


class Texts:
    """One text, of the source "s"."""

    def lines(self, source: str) -> Sequence[str] | None:
        return LINES if source == "s" else None

    def sha256(self, source: str) -> str | None:
        return sha256(TEXT.encode()).hexdigest() if source == "s" else None


class Known:
    def names(self, target: str) -> Sequence[str]:
        return {"moha": ("Bộ Nội vụ", "Ministry of Home Affairs"), "mofa": ("Bộ Ngoại giao",)}.get(target, ())

    def language(self, source: str) -> str:
        return "vi"

    def all_names(self) -> frozenset[str]:
        return frozenset({"Bộ Nội vụ"})


def figure(**fields: Any) -> dict[str, Any]:
    return {"figures": [{"what": "participants", "value": 600, "source": "s", "at": "L4", **fields}]}


def step(**fields: Any) -> dict[str, Any]:
    return {"steps": [{"action": "adopted", "source": "s", "at": "L4", **fields}]}


def held(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    one = record("a", kind, **{"sources": None, **fields})
    return [(problem.code, problem.field) for problem in findings(one, Texts(), Known())]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (figure(), []),
        (figure(value=6), []),
        (figure(value=601), [("value_nowhere", "figures.participants.value")]),
        (figure(value=601, counted=True), []),
        (figure(value=5, at="L3"), []),
        (figure(value=600, at="L3"), [("value_elsewhere", "figures.participants.value")]),
        (figure(at="L9"), [("no_such_place", "figures.participants.at")]),
        (figure(at="L2"), [("no_such_place", "figures.participants.at")]),
        (figure(at="p. 14", value=7), []),
        (figure(source="other", value=7), []),
        (figure(quote="hơn 600 đại biểu"), []),
        (figure(quote="HƠN 600 … nước"), []),
        (figure(quote="hơn 600 đại biêu"), [("quote_nowhere", "figures.participants.quote")]),
        (figure(quote="nhất trí"), [("quote_elsewhere", "figures.participants.quote")]),
        (figure(at="L5", value=5, quote=LINES[4] + " " + LINES[4]), None),
    ],
)
def test_figures_and_quotations(fields: Mapping[str, Any], found: list[tuple[str, str]] | None) -> None:
    codes = held("event", fields)
    if found is None:
        assert "long_quote" in {code for code, _ in codes}
    else:
        assert codes == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (step(date="2022-08-05", at="L3"), []),
        (step(date="2022-08-05"), [("value_elsewhere", "steps.adopted.date")]),
        (step(date="2022-08-06", at="L3"), [("value_nowhere", "steps.adopted.date")]),
        (step(date="2022-08-05") | {"sources": [{"ref": "s", "at": "L3", "for": ["steps"]}]}, []),
        (step(by=["moha"], at="L3"), []),
        (step(by=["moha"]), [("value_elsewhere", "steps.adopted.by.moha")]),
        (step(by=["mofa"]), [("value_nowhere", "steps.adopted.by.mofa")]),
        (step(events=["some-event"]), []),
    ],
)
def test_dates_and_names(fields: Mapping[str, Any], found: list[tuple[str, str]]) -> None:
    assert held("declaration", fields) == found


def test_a_short_citation_is_mended_by_the_one_line_that_tells_the_rest() -> None:
    one = record("a", "declaration", sources=None, **step(date="2022-08-05"))
    (fact,) = (fact for fact in facts(one, Texts(), Known()) if fact.path == "steps.adopted.date")
    assert (fact.verdict, fact.missing, fact.better) == (Verdict.ELSEWHERE, ("2022",), (Line("s", 3),))


def test_a_quotation_that_stands_nowhere_is_shown_beside_the_nearest_line() -> None:
    one = record("a", "event", sources=None, **figure(quote="hơn 600 đại biểu của bảy nước"))
    (problem,) = findings(one, Texts(), Known())
    assert (problem.values["line"], problem.values["difference"]) == (
        "s L4",
        "hơn 600 đại biểu của [-bảy-]{+sáu+} nước",
    )


COPY = "Họ nhất trí tăng cường hợp tác về công vụ giữa các nước thành viên."


@pytest.mark.parametrize(
    ("summary", "copied"),
    [
        (COPY, True),
        ("Họ “nhất trí tăng cường hợp tác về công vụ giữa các nước thành viên”.", False),
        ("Họ nhất trí tăng cường hợp tác về công vụ.", True),
        ("Họ nhất trí tăng cường hợp tác trong các ngành.", False),
    ],
)
def test_own_words_are_not_those_of_the_source(summary: str, copied: bool) -> None:
    fields = {"summary": {"vi": summary}, "sources": [{"ref": "s", "at": "L5", "for": ["summary"]}]}
    assert held("event", fields) == ([("copied_words", "summary.vi")] if copied else [])


def test_what_somebody_compared_is_muted() -> None:
    checked = [{"code": "value_nowhere", "field": "figures.participants.value"}]
    one = record("a", "event", sources=None, checked=checked, **figure(value=601))
    assert [problem.muted for problem in findings(one, Texts(), Known())] == [True]


def source(**fields: Any) -> Source:
    one = record("s", "source", **fields)
    assert isinstance(one, Source)
    return one


def test_a_text_that_changed_is_told() -> None:
    changed = source(sha256="0" * 64)
    assert [problem.code for problem in findings(changed, Texts(), Known())] == ["text_changed"]
    same = source(sha256=sha256(TEXT.encode()).hexdigest())
    assert list(findings(same, Texts(), Known())) == []


def test_lines_that_no_record_has() -> None:
    one = record(
        "a", "event", sources=[{"ref": "s", "at": "L3-L5", "for": ["name", "summary"]}, {"ref": "s"}], **figure(at="L6")
    )
    cited = list(uses(one, Texts()))
    assert {use.line.number for use in cited} == {3, 4, 5, 6}
    assert Use(Line("s", 6), "a", "figures.participants") in cited
    assert Use(Line("s", 4), "a", "summary") in cited
    assert unrecorded(source(), Texts(), cited) == [1]
    left_out = source(unrecorded=[{"at": "L1", "why": "heading"}, {"at": "L5", "why": "aside"}])
    assert unrecorded(left_out, Texts(), cited) == []
    words = {"a": "Hội nghị ngày 5/8/2022 của sáu nước, 600 đại biểu"}
    assert list(unheld(source(), Texts(), cited, words.__getitem__)) == [(6, "COVID-19")]
