"""Contradictions: statements on one thing that differ, across sources and within one, each matter once."""

from __future__ import annotations

from typing import Any

import pytest
from small import Around, record

from govtui.i18n.problems import sentence
from govtui.i18n.translator import load
from govtui.model.checks import check
from govtui.model.disagreements import groups
from govtui.model.problem import Problem
from govtui.model.references import references

ADOPTED = {"action": "adopted", "events": ["e"], "source": "s", "at": "L22", "key": "first"}
NOTED = {"action": "noted", "events": ["e"], "source": "s", "at": "L48", "key": "second"}


def people(value: int, source: str, **more: Any) -> dict[str, Any]:
    return {"what": "participants", "value": value, "bound": "over", "source": source, **more}


def sent(count: int, source: str, **more: Any) -> dict[str, Any]:
    return {"key": f"k{count}{source}", "who": "country:VN", "count": count, "source": source, **more}


def step(action: str = "adopted", **more: Any) -> dict[str, Any]:
    return {"action": action, "source": "s", **more}


def party(**dates: Any) -> dict[str, Any]:
    return {"who": "un", "source": "s", **dates}


def slots(kind: str, **fields: Any) -> list[tuple[str, ...]]:
    return [tuple(group.slots) for group in groups(record("a", kind, **fields))]


def problems(kind: str, **fields: Any) -> list[Problem]:
    made = record("a", kind, **fields)
    found = check(made, Around(made))
    return [one for one in found if one.code == "sources_disagree"]


def test_one_source_that_gives_two_numbers_contradicts_itself() -> None:
    [group] = groups(record("a", "event", figures=[people(600, "s", at="L28"), people(900, "s", at="L31")]))
    assert group.within and group.slot == "figures.participants"
    assert [one.at for one in group.statements] == ["L28", "L31"]


def test_one_source_that_says_adopted_and_noted_of_one_meeting_contradicts_itself() -> None:
    [group] = groups(record("a", "declaration", steps=[ADOPTED, NOTED]))
    assert group.within and group.slot == "outcome@e"


def test_what_the_same_items_say_of_two_meetings_is_one_group() -> None:
    both = [{**ADOPTED, "events": ["e", "f"]}, {**NOTED, "events": ["e", "f"]}]
    assert slots("declaration", steps=both) == [("outcome@e", "outcome@f")]


@pytest.mark.parametrize(
    ("kind", "fields", "differ"),
    [
        ("event", {"figures": [people(600, "s"), people(600, "t")]}, []),
        ("event", {"figures": [people(600, "s"), {**people(600, "t"), "bound": "about"}]}, ["figures.participants"]),
        ("event", {"participants": [sent(10, "s"), sent(12, "t")]}, ["participants.country:VN"]),
        ("event", {"participants": [sent(10, "s"), sent(10, "t"), {"who": "country:VN"}]}, []),
        (
            "event",
            {"participants": [sent(10, "s"), sent(2, "t", within="all"), {"key": "all", "text": {"en": "x"}}]},
            [],
        ),
        ("event", {"date": "2015", "claims": [{"field": "date", "value": "2015-09", "source": "s"}]}, []),
        ("event", {"date": "2015", "claims": [{"field": "date", "quote": "năm ngoái", "source": "s"}]}, []),
        ("event", {"claims": [{"field": "date", "value": "2014", "source": s} for s in "st"]}, []),
        ("event", {"claims": [{"field": "date", "value": f"201{n}", "source": "s"} for n in (4, 8)]}, ["date"]),
        ("declaration", {"steps": [step(by=["un"]), step(by=["asean"])]}, ["by.adopted"]),
        ("declaration", {"steps": [step(by=["un"]), step(by_text={"en": "ministers"})]}, ["by.adopted"]),
        ("declaration", {"steps": [step(by_text={"en": "heads"}), step(by_text={"en": "ministers"})]}, []),
        ("declaration", {"steps": [step(by=["un"], events=["e"]), step(by=["asean"], events=["f"])]}, []),
        ("declaration", {"steps": [step(date="2021"), step(date="2022")]}, ["when.adopted"]),
        ("declaration", {"steps": [step(date="2021", events=["e"]), step(date="2022", events=["f"])]}, []),
        ("declaration", {"date": "2021", "date_of": "adopted", "steps": [step(date="2022")]}, ["when.adopted"]),
        ("declaration", {"date": "2022", "date_of": "adopted", "steps": [step(date="2022-05")]}, []),
        ("declaration", {"date": "2021", "date_of": "signed", "steps": [step("signed", date="2022")]}, ["when.signed"]),
        ("declaration", {"steps": [step("signed", date="2021"), step("signed", date="2022")]}, []),  # by two parties
        ("declaration", {"steps": [step("issued", by=["un"]), step("issued", by=["asean"])]}, ["by.issued"]),
        ("declaration", {"steps": [step("issued", date="2021"), step("issued", date="2022")]}, ["when.issued"]),
        ("declaration", {"steps": [step("signed", by=["un"]), step("signed", by=["asean"])]}, []),
        ("declaration", {"parties": [party(signed="2016"), party(signed="2017")]}, ["parties.un.signed"]),
        ("declaration", {"parties": [party(signed="2016"), party(signed="2016-04", ratified="2017")]}, []),
        ("declaration", {"parties": [party(signed="2016"), {"who": "asean", "signed": "2017"}]}, []),
        (
            "organization",
            {"terms": [{"type": "chair", "number": 21, "org": org, "source": "s"} for org in ("un", "asean")]},
            ["terms.chair.21.org"],
        ),
        (
            "organization",
            {"terms": [{"type": "chair", "number": 21, "org": "un"}, {"type": "chair", "number": 21, "person": "An"}]},
            [],
        ),
        ("organization", {"terms": [{"type": "chair", "number": n, "org": f"o{n}"} for n in (1, 2)]}, []),
        (
            "declaration",
            {"progress": [{"source": s, "rows": [{"stated": n}]} for s, n in (("s", 2), ("t", 3))]},
            ["progress.....stated"],
        ),
    ],
)
def test_what_differs(kind: str, fields: dict[str, Any], differ: list[str]) -> None:
    assert [slot for [slot] in slots(kind, **fields)] == differ


def test_what_a_source_says_twice_is_disputed_as_a_reference() -> None:
    steps = [{**ADOPTED, "by": ["un"]}, NOTED]
    found = [one for one in references(record("a", "declaration", steps=steps)) if one.type == "adopted_by"]
    assert [set(one.quality) for one in found] == [{"disputed"}]


@pytest.mark.parametrize(
    ("language", "begins"), [("en", "One source says two things about"), ("vi", "Cùng một nguồn nêu khác nhau")]
)
def test_a_sentence_says_where_one_source_says_what(language: str, begins: str) -> None:
    [problem] = problems("event", figures=[people(600, "s", at="L28"), people(900, "s", at="L31")])
    words = sentence(problem, load(language))
    assert problem.values["within"] == 1 and problem.values["count"] == 2
    assert words.startswith(begins) and "L28" in words and "L31" in words


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "về số người “country:VN” cử đi: 10 (s) và 12 (t)"), ("en", "on how many people “country:VN” sent: 10 (s) and 12 (t)")],
)  # fmt: skip
def test_a_sentence_says_who_sent_how_many(language: str, words: str) -> None:
    [problem] = problems("event", participants=[sent(10, "s"), sent(12, "t")])
    assert problem.field == "participants.k10s"
    assert words in sentence(problem, load(language))


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("sources_disagree", "figures.participants"),
        ("figures_disagree", "figures.second"),
        ("sources_disagree", "figures.first"),
        ("sources_disagree", None),
    ],
)
def test_a_group_is_muted_by_its_slot_or_the_path_of_any_statement(code: str, field: str | None) -> None:
    figures = [people(600, "s", key="first"), people(900, "s", key="second")]
    checked = [{"code": code, **({"field": field} if field else {})}]
    assert [one.muted for one in problems("event", figures=figures, checked=checked)] == [True]


def test_another_field_mutes_nothing() -> None:
    figures = [people(600, "s"), people(900, "s")]
    checked = [{"code": "sources_disagree", "field": "date"}]
    assert [one.muted for one in problems("event", figures=figures, checked=checked)] == [False]
