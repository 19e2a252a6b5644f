"""What qualifies a reference: a claim as its only word, an end that has passed, statements that differ."""

from __future__ import annotations

import datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import Around, record

from govtui.model.checks import check
from govtui.model.dates import PartialDate
from govtui.model.field_paths import value_at
from govtui.model.fields import path_of
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import MODELS
from govtui.model.references import ended, references
from govtui.model.relations import (
    CITED_SOURCE,
    CLAIMED,
    DISPUTED,
    FORMER,
    PLAIN,
    PROVISIONAL,
    Reference,
    as_of,
    least_qualified,
)


def claims(field: str, value: Any, source: str = "t") -> list[dict[str, Any]]:
    return [{"field": field, "source": source} | ({} if value is None else {"value": value})]


def told(kind: str, field: str, value: Any, **fields: Any) -> list[tuple[str, str]]:
    """Type and target of the references that a claim makes."""
    whole = record("a", kind, claims=claims(field, value), **fields)
    found = [one for one in references(whole) if CLAIMED in one.quality]
    assert found == [one for one in references(whole) if one.told_by]
    assert all(one.told_by == "t" for one in found)
    assert [value_at(whole, one.field) for one in found] == [one.target for one in found]
    return [(one.type, one.target) for one in found]


@pytest.mark.parametrize(
    ("kind", "field", "value", "found"),
    [
        ("event", "relations.part_of", "b", [("part_of", "b")]),
        ("event", "relations.organized_by", ["b", "2030-c"], [("organized_by", "b"), ("organized_by", "2030-c")]),
        ("event", "relations.organized_by.c", "b", [("organized_by", "b")]),
        ("organization", "relations.member_of", ["country:SG", "b"], [("member_of", "country:SG"), ("member_of", "b")]),
        ("organization", "members", ["country:CN", "b"], [("member", "country:CN"), ("member", "b")]),
        ("organization", "members", "country:CN", [("member", "country:CN")]),
        ("organization", "members.b.who", "c", [("member", "c")]),
        ("event", "participants", ["country:BN"], [("attended_by", "country:BN")]),
        ("event", "participants.guests.who", "b", [("attended_by", "b")]),
        ("event", "series.id", "b", [("series", "b")]),
        ("event", "people.lan.org", "b", [("person_org", "b")]),
        ("organization", "terms.chair-21.org", "b", [("term_org", "b")]),
        ("declaration", "steps.adopted.by", ["b", "c"], [("step_by", "b"), ("step_by", "c")]),
        ("declaration", "steps.adopted.events", "b", [("step_at", "b")]),
        ("declaration", "parties", ["country:VN", "b"], [("party", "country:VN"), ("party", "b")]),
        ("declaration", "relations.amends", "b", [("amends", "b")]),
        ("source", "publisher", "b", [("publisher", "b")]),
        ("source", "publisher", "Bộ Nội vụ", []),
        ("event", "relations.organized_by", "Bộ Nội vụ", []),
        ("event", "relations.organized_by", ["Bộ Nội vụ", "b"], [("organized_by", "b")]),
        ("event", "relations.organized_by", None, []),
        ("event", "date", "2021", []),
        ("event", "status", "held", []),
        ("event", "place.country", "SG", []),
        ("event", "place.online", True, []),
        ("event", "agenda", "b", []),
        ("event", "note.vi", "b", []),
        ("event", "summary", {"vi": "b"}, []),
        ("event", "x.host", "b", []),
        ("event", "no.such.field", "b", []),
    ],
)
def test_a_claim_refers_as_the_field_does_that_it_is_about(
    kind: str, field: str, value: Any, found: list[tuple[str, str]]
) -> None:
    assert told(kind, field, value) == found


def paths() -> list[tuple[str, str, str]]:
    """Kind, path and type of every field that refers to records, with items by position."""
    out = []
    for kind in MODELS:
        for way, spec in BUILT_IN.walk(kind):
            if spec.about.refers is None:
                continue
            here = ""
            for one in way:
                here += f"{one.name}.1." if one.is_items else f"{one.name}."
            out.append((kind, here + spec.name, spec.about.refers.type))
            assert path_of(way, spec)
    return out


@pytest.mark.parametrize(("kind", "path", "type"), paths())
def test_every_field_that_refers_can_be_claimed(kind: str, path: str, type: str) -> None:
    assert told(kind, path, "b") == [(type, "b")]


def test_what_claims_refer_to_stands_before_what_is_cited() -> None:
    whole = record("a", relations={"part_of": ["b"]}, claims=claims("relations.part_of", "c"))
    assert [(one.type, one.target) for one in references(whole)] == [
        ("part_of", "b"), ("part_of", "c"), (CITED_SOURCE, "s"), (CITED_SOURCE, "t")
    ]  # fmt: skip


def test_several_claims_of_one_field_know_where_they_stand() -> None:
    several = claims("relations.part_of", "b") + claims("relations.part_of", ["c", "d"], "u")
    whole = record("a", claims=several)
    found = [one for one in references(whole) if one.told_by]
    assert [(one.target, one.told_by) for one in found] == [("b", "t"), ("c", "u"), ("d", "u")]
    assert [value_at(whole, one.field) for one in found] == ["b", "c", "d"]


def test_both_a_claim_and_the_value_that_it_denies_are_disputed() -> None:
    whole = record(
        "a", terms=[{"key": "chair", "type": "chair", "org": "b"}], claims=claims("terms.chair.org", "c")
    )  # fmt: skip
    assert {one.target: one.quality for one in references(whole) if one.type == "term_org"} == {
        "b": {DISPUTED},
        "c": {CLAIMED, DISPUTED},
    }


def test_holders_of_one_term_that_sources_name_differently_are_disputed() -> None:
    terms = [
        {"key": "one", "type": "chair", "number": 21, "org": "b", "source": "s"},
        {"key": "two", "type": "chair", "number": 21, "org": "c", "source": "t"},
        {"key": "next", "type": "chair", "number": 22, "org": "d", "source": "t"},
    ]
    found = references(record("a", terms=terms))
    assert {one.target: one.quality for one in found if one.type == "term_org"} == {
        "b": {DISPUTED}, "c": {DISPUTED}, "d": PLAIN,
    }  # fmt: skip


# one of several references between the same records

QUALITIES = [
    PLAIN,
    frozenset({PROVISIONAL}),
    frozenset({PROVISIONAL, DISPUTED}),
    frozenset({FORMER}),
    frozenset({CLAIMED}),
    frozenset({CLAIMED, DISPUTED}),
]


@pytest.mark.parametrize(("one", "other"), list(permutations(QUALITIES, 2)))
def test_the_record_s_own_word_counts_before_a_claim_and_what_lasts_before_what_ended(
    one: frozenset[str], other: frozenset[str]
) -> None:
    both = [
        Reference("part_of", "b", field, quality, "t" * (CLAIMED in quality))
        for field, quality in (("first", one), ("second", other))
    ]
    [found] = least_qualified(both).values()
    wanted = min(QUALITIES.index(one), QUALITIES.index(other))
    assert found.quality == QUALITIES[wanted]
    assert found.told_by == "t" * (CLAIMED in found.quality)
    assert found.field == "first"


# what ended

TODAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("date", "is_over"),
    [
        ("1977/2025", True),
        ("../2025", True),
        ("2020/2026-11-28", True),
        ("2020/2026-11-29", False),  # today still
        ("2020/2026-11", False),
        ("2020/2026", False),
        ("2020/202X", False),
        ("2020/2025?", True),
        ("2026-12/2030", False),
        ("1977/..", False),
        ("1977", False),  # a day, month or year tells no end
        ("2025-01-01", False),
        ("XXXX-09-09/XXXX-09-10", False),
    ],
)
def test_a_membership_is_former_when_the_last_day_that_it_may_have_is_over(date: str, is_over: bool) -> None:
    quality = ended(PartialDate.parse(date), TODAY)
    assert as_of(quality, TODAY) == ({FORMER} if is_over else PLAIN)


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@given(start=days, length=st.integers(0, 20_000), then=days, now=days)
def test_what_was_kept_on_one_day_is_right_on_a_later_one(
    start: datetime.date, length: int, then: datetime.date, now: datetime.date
) -> None:
    then, now = sorted((then, now))
    date = PartialDate.parse(f"{start}/{start + datetime.timedelta(length)}")
    kept = ended(date, then) | {PROVISIONAL}
    assert as_of(kept, now) == as_of(ended(date, now) | {PROVISIONAL}, now)
    assert as_of(kept, now) <= {FORMER, PROVISIONAL}


def test_members_and_holders_of_terms_are_former_and_others_are_not() -> None:
    long_ago = "1990/1995"
    body = record(
        "a",
        members=[
            {"who": "b", "date": long_ago},
            {"who": "c", "date": "1990/.."},
            {"who": "d"},
            {"key": "observer", "who": "e", "date": long_ago, "capacity": "observer"},
            {"key": "member", "who": "e", "date": "1996/.."},
        ],
        terms=[{"type": "chair", "org": "f", "under": "g", "date": long_ago}],
    )
    found = least_qualified(references(body))
    assert {target for (_, target), one in found.items() if FORMER in one.quality} == {"b", "f"}


def test_a_membership_that_is_to_end_is_no_qualified_one_before() -> None:
    body = record("a", members=[{"who": "b", "date": "2020/9998"}])
    [one] = [one for one in references(body) if one.type == "member"]
    assert as_of(one.quality, TODAY) == PLAIN
    assert as_of(one.quality, datetime.date(9999, 1, 1)) == {FORMER}


# what claims do not do


def test_claimed_parts_make_no_cycle_and_claimed_memberships_are_not_told_twice() -> None:
    whole = record("whole", claims=claims("relations.part_of", "part", "s"))
    part = record("part", relations={"part_of": ["whole"], "member_of": ["club"]})
    club = record("club", claims=claims("members", ["part"], "s"))
    around = Around(whole, part, club, record("s", "source"))
    assert [problem.code for one in (whole, part, club) for problem in check(one, around)] == []


@pytest.mark.parametrize(
    ("field", "value", "codes"),
    [
        ("relations.part_of", "nobody", {("dangling", "claims.relations.part_of.value")}),
        ("relations.part_of", ["b", "nobody"], {("dangling", "claims.relations.part_of.value.nobody")}),
        ("relations.part_of", "s", {("wrong_kind", "claims.relations.part_of.value")}),
        ("members", ["country:SG", "nobody"], {("dangling", "claims.members.value.nobody")}),
        ("members", ["country:SG", "b"], set()),
        ("terms.1.org", "nobody", {("dangling", "claims.terms.1.org.value")}),
    ],
)
def test_a_claim_that_leads_nowhere_is_told_at_its_value(field: str, value: Any, codes: set[tuple[str, str]]) -> None:
    one = record("a", claims=claims(field, value, "s"))
    around = Around(one, record("b"), record("s", "source"))
    assert {(problem.code, problem.field) for problem in check(one, around)} == codes
