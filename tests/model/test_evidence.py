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


def remark(**fields: Any) -> dict[str, Any]:
    given = {"key": "r", "person": "hoa", "text": {"vi": "Có 600 người dự"}, "source": "s", "at": "L4", **fields}
    return {"people": [{"key": "hoa", "name": "Trần Hoa", "role": "chair"}], "remarks": [given]}


def outcome(**fields: Any) -> dict[str, Any]:
    given = {"key": "o", "act": "agreed", "text": {"vi": "Hợp tác"}, "source": "s", "at": "L5", **fields}
    return {"outcomes": [given]}


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
        (remark(), []),
        (remark(quote="hơn 600 đại biểu"), []),
        (remark(quote="hơn 601 đại biểu"), [("quote_nowhere", "remarks.r.quote")]),
        (remark(at="L5"), [("value_elsewhere", "remarks.r.text.vi")]),
        (remark(on_behalf_of="moha", at="L3-L4"), []),
        (remark(on_behalf_of="moha"), [("value_elsewhere", "remarks.r.on_behalf_of")]),
        (remark(on_behalf_of="mofa"), [("value_nowhere", "remarks.r.on_behalf_of")]),
        (remark(text={"vi": f"Bà nói: {LINES[4]}"}), [("copied_words", "remarks.r.text.vi")]),
        (outcome(), []),
        (outcome(quote="tăng cường hợp tác"), []),
        (outcome(quote="Đại dịch"), [("quote_elsewhere", "outcomes.o.quote")]),
        (outcome(by=["moha"]), [("value_elsewhere", "outcomes.o.by.moha")]),
        (outcome(text={"vi": "12 nước hợp tác"}), [("value_nowhere", "outcomes.o.text.vi")]),
        (outcome(text={"vi": LINES[4]}), [("copied_words", "outcomes.o.text.vi")]),
    ],
)
def test_figures_quotations_and_what_was_said_or_agreed(
    fields: Mapping[str, Any], found: list[tuple[str, str]] | None
) -> None:
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


# -- the line that states the rest ---------------------------------------------------------------------------------------


class Pages:
    """Texts by the ids of their sources."""

    def __init__(self, **texts: list[str]) -> None:
        self._texts = texts

    def lines(self, source: str) -> Sequence[str] | None:
        return self._texts.get(source)

    def sha256(self, source: str) -> str | None:
        return None


def better(lines: list[str], **fields: Any) -> list[tuple[str, list[int]]]:
    """Where the rest of each fact of a declaration that is cited too short stands, by its path."""
    held = facts(record("a", "declaration", **{"sources": None, **fields}), Pages(s=lines), Known())
    return [(one.path, [line.number for line in one.better]) for one in held if one.verdict is Verdict.ELSEWHERE]


def summed(text: str) -> dict[str, Any]:
    return {"summary": {"vi": text}, "sources": [{"ref": "s", "at": "L1", "for": ["summary"]}]}


@pytest.mark.parametrize(
    ("lines", "fields", "expected"),
    [
        # the shortest line, and all of them where several are
        (["Đã họp.", "Năm 2022 đã họp ở Huế.", "Năm 2022."], summed("Họp năm 2022."), [3]),
        (["Đã họp.", "Năm 2022.", "Họp 2022."], summed("Họp năm 2022."), [2, 3]),
        # a number that is no date is none of a date, and the other way round
        (["Cộng lại.", "Ngày 15/6/2021.", "Có 15 hoạt động đã xong."], summed("Cộng được 15."), [3]),
        (["Cộng lại.", "Ngày 15/6/2021."], summed("Cộng được 15."), []),
        (["Đã họp.", "Có 15 hoạt động, 6 nước.", "Họp ngày 15/6 tại Huế."], summed("Họp ngày 15/6."), [3]),
        # a single digit is on many lines, and number words are words of much else
        (["Đã họp.", "(2) Hội nghị."], summed("Diễn đàn thứ 2."), []),
        (["Đã họp.", "Hai mươi mốt nước."], summed("21 nước."), []),
        # of lines that tell it those that the record cites already
        (
            ["Đã thông qua.", "Sáng 5/8/2022, Bộ Nội vụ tổ chức.", "Bộ Nội vụ."],
            step(by=["moha"], at="L1") | {"sources": [{"ref": "s", "at": "L2", "for": ["name"]}]},
            [2],
        ),
        (["Đã thông qua.", "Sáng 5/8/2022, Bộ Nội vụ tổ chức.", "Bộ Nội vụ."], step(by=["moha"], at="L1"), [3]),
        # of a person's institution those that name the person
        (
            ["Bà Hoa nói.", "Bộ Nội vụ.", "Bà Hoa, Bộ trưởng Bộ Nội vụ, khai mạc."],
            {"people": [{"name": "Hoa", "role": "speaker", "org": "moha", "source": "s", "at": "L1"}]},
            [3],
        ),
    ],
)
def test_the_line_that_states_the_rest(lines: list[str], fields: dict[str, Any], expected: list[int]) -> None:
    (found,) = better(lines, **fields)
    assert found[1] == expected


def test_what_no_line_states_is_told_apart_from_what_another_states() -> None:
    one = record("a", "declaration", **{"sources": None, **summed("Năm 2022 có 97 nước.")})
    (problem,) = findings(one, Pages(s=["Đã họp.", "Năm 2022."]), Known())
    assert (problem.code, problem.values["given"]) == ("value_nowhere", "97")


def test_an_institution_is_not_named_within_a_word() -> None:
    class Short(Known):
        def names(self, target: str) -> Sequence[str]:
            return ("TT",)

    one = record("a", "declaration", sources=None, **step(by=["tt"], at="L1"))
    for line, code in (("Ở Seattle.", ["value_nowhere"]), ("Theo (TT).", []), ("TT", [])):
        assert [problem.code for problem in findings(one, Pages(s=[line]), Short())] == code


@pytest.mark.parametrize(
    ("alias", "codes"),
    [
        ({"type": "alias", "at": "L1"}, ["quote_nowhere"]),
        ({"type": "alias"}, []),  # another form of what the source prints
        ({"type": "as_printed"}, ["quote_nowhere"]),
        ({"type": "translation", "at": "L1"}, []),
    ],
)
def test_a_name_is_held_against_its_source_if_it_is_given_as_printed(alias: dict[str, str], codes: list[str]) -> None:
    one = record("a", "declaration", sources=None, aka=[{"text": "Tên khác", "lang": "vi", "source": "s", **alias}])
    assert [problem.code for problem in findings(one, Pages(s=["Tên."]), Known())] == codes


def test_words_that_stand_in_a_text_which_the_record_does_not_cite_are_copied_too() -> None:
    one = record("a", "declaration", sources=None, summary={"vi": COPY})
    assert [problem.code for problem in findings(one, Texts(), Known())] == []
    assert [problem.code for problem in findings(one, Texts(), Known(), beside=["s", "gone"])] == ["copied_words"]


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


@pytest.mark.parametrize(
    ("line", "codes"),
    [("Signed on 6 May 2010.", []), ("Signed in May 2010.", ["value_nowhere"]), ("2010.", ["value_nowhere"])],
)
def test_a_month_in_words_excuses_its_number(line: str, codes: list[str]) -> None:
    one = record("a", "declaration", **{"sources": None, **summed("Ký ngày 06/5/2010.")})
    assert [problem.code for problem in findings(one, Pages(s=[line]), Known())] == codes
