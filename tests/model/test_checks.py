"""Every check on good and on bad data, and what mutes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from small import RECORDS, Around, record

import govtui.model.checks
from govtui.i18n.problem_texts import PROBLEMS
from govtui.model.checks import check
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.translations import digest
from govtui.store.codec import loads
from govtui.store.manifest import Manifest

SOURCE = record("s", "source")
OTHER_SOURCE = record("t", "source")
UN = record("un")
ASEAN = record("asean")
SUMMIT = record("summit", "event", date="2021-10-26/2021-10-28")
GOALS = record(
    "goals",
    "declaration",
    areas=[{"key": "1", "name": {"vi": "một", "en": "one"}}],
    measures=[{"key": "c9", "text": {"vi": "chín", "en": "nine"}}],
)

CLUB = record("club", members=[{"who": "country:VN"}, {"who": "a", "date": "1977/.."}])
TITLE = record("title-only", "source", seen="title")
LEFT_OUT = record(
    "left-out", "source", unrecorded=[{"at": "L33", "why": "caption"}, {"at": "L40-L42", "why": "heading"}]
)

NEW = record("new-decree", "declaration", status="in_force", relations={"replaces": ["a"]})

AROUND = (SOURCE, OTHER_SOURCE, UN, ASEAN, SUMMIT, GOALS, CLUB, TITLE, LEFT_OUT, NEW)


LABEL = {"vi": "Nhãn", "en": "Label"}
OWN = Manifest.model_validate(
    {
        "vocabulary": {"x_line": {"staff": LABEL, "travel": LABEL}},
        "fields": {
            "organization": {
                "budget": {"type": "number", "label": LABEL},
                "line": {"type": "key", "label": LABEL, "vocabulary": "x.line"},
            }
        },
    }
)
"""A registry with fields of its own."""


def found(one: Record, *others: Record, **around: Any) -> list[Problem]:
    return list(check(one, Around(one, *AROUND, *others, **{"manifest": OWN} | around)))


class Case(NamedTuple):
    severity: Severity
    field: str
    bad: dict[str, Any]
    good: list[dict[str, Any]]
    """Each as `bad` would have to be; nothing is wrong with it."""
    kind: str = "organization"
    values: dict[str, str | int] | None = None


W, D, E = Severity.WARNING, Severity.DISCREPANCY, Severity.ERROR


def step(action: str, source: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "source": source, **more}


def days(value: int, source: str, **more: Any) -> dict[str, Any]:
    return {"what": "days", "value": value, "source": source, **more}


def claim(field: str, value: Any) -> list[dict[str, Any]]:
    return [{"field": field, "value": value, "source": "t"}]


def rows(*cells: dict[str, Any], **stated: Any) -> list[dict[str, Any]]:
    return [{"rows": list(cells), **({"stated": stated} if stated else {})}]


def measure(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "text": {"vi": key, "en": key}, **more}


def at_day(day: str, status: str, source: str = "s") -> dict[str, Any]:
    """A table that says how far the measure c1 is."""
    return {"as_of": day, "source": source, "rows": [{"item": "c1", "status": status}]}


CASES: dict[str, Case] = {
    # vocabulary
    "unknown_vocabulary_key": Case(
        E,
        "type",
        {"type": "minstry"},
        [{"type": "ministry"}],
        values={"given": "minstry", "vocabulary": "organization.type", "near": "ministry"},
    ),
    "symbol_form": Case(
        W,
        "symbol",
        {"symbol": "E/2014 L.30/Rev.1"},
        [{"symbol": "E/2014/L.30/Rev.1"}, {"symbol": "Quyết định 52/QĐ"}, {}],
        "declaration",
        {"given": "E/2014 L.30/Rev.1", "standard": "E/2014/L.30/Rev.1"},
    ),
    # the life of a text
    "party_order": Case(
        D,
        "parties.country:VN.in_force",
        {"parties": [{"who": "country:VN", "signed": "2016-04-22", "in_force": "2015"}]},
        [
            {"parties": [{"who": "country:VN", "signed": "2016-04-22", "in_force": "2016"}]},
            {"parties": [{"who": "country:VN", "signed": "2016-04-22", "in_force": "2016-04-22", "ratified": "2017"}]},
            {"parties": [{"who": "country:VN", "in_force": "2015"}, {"who": "country:SG", "signed": "2016"}]},
            {"parties": [{"who": "country:VN", "signed": "XXXX-04-22", "in_force": "2015"}]},
        ],
        "declaration",
        {"who": "country:VN", "early": "in_force", "late": "signed", "date": "2015", "other_date": "2016-04-22"},
    ),
    "force_outdated": Case(
        W,
        "status",
        {"status": "in_force"},
        [{"status": "partly_in_force"}, {"status": "superseded"}, {}],
        "declaration",
        {"other": "new-decree"},
    ),
    # own fields
    "own_field_type": Case(
        E,
        "x.budget",
        {"x": {"budget": "12"}},
        [{"x": {"budget": 12}}, {"x": {"budget": 1.5}}, {"x": {"private": "12"}}],
        values={"expected": "number", "near": ""},
    ),
    "own_field_unknown_key": Case(
        E,
        "x.line",
        {"x": {"line": "travels"}},
        [{"x": {"line": "travel"}}],
        values={"given": "travels", "vocabulary": "x.line", "near": "travel"},
    ),
    # links
    "inverse_typed": Case(
        W,
        "relations.has_part",
        {"relations": {"has_part": ["un"]}},
        [{"relations": {"part_of": ["un"]}}],
        values={"inverse": "has_part", "relation": "part_of"},
    ),
    "unknown_relation": Case(
        E,
        "relations.part_off",
        {"relations": {"part_off": ["un"]}},
        [{"relations": {"cooperates_with": ["un"]}}],
        values={"given": "part_off", "near": "part_of"},
    ),
    "relation_not_of_kind": Case(
        W,
        "relations.hosted_by",
        {"relations": {"hosted_by": ["un"]}},
        [{"relations": {"overseen_by": ["un"]}}],
        values={"relation": "hosted_by", "kind": "organization"},
    ),
    "dangling": Case(
        W,
        "relations.part_of.unn",
        {"relations": {"part_of": ["unn"]}},
        [{"relations": {"part_of": ["un"]}}, {"relations": {"member_of": ["country:SG"]}}],
        values={"target": "unn"},
    ),
    "wrong_kind": Case(
        W,
        "relations.part_of.summit",
        {"relations": {"part_of": ["summit"]}},
        [{"relations": {"established_by": ["summit", "goals"]}}],
        values={"target": "summit", "kind": "event"},
    ),
    "cycle": Case(
        W,
        "relations.part_of",
        {"relations": {"part_of": ["a"]}},
        [{"relations": {"part_of": ["un", "asean"]}}],
        values={"cycle": "a → a"},
    ),
    "told_twice": Case(
        W,
        "relations.member_of.club",
        {"relations": {"member_of": ["club", "un"]}},
        [
            {"relations": {"member_of": ["un"]}},
            {"relations": {"part_of": ["club"]}},
            {"claims": claim("relations.member_of", "club")},  # another source may well say it, too
            {"relations": {"cooperates_with": ["club"]}},
        ],
        values={"other": "club"},
    ),
    "no_citation": Case(W, "sources", {"sources": None}, [{"sources": [{"ref": "s"}]}]),
    "cites_nothing": Case(
        W,
        "sources.s.for.founded",
        {"sources": [{"ref": "s", "for": ["name.vi", "founded"]}]},
        [{"founded": "2006", "sources": [{"ref": "s", "for": ["name", "founded", "status", "name.en"]}]}],
        values={"field": "founded"},
    ),
    "place_in_title": Case(
        W,
        "sources.title-only.at",
        {"sources": [{"ref": "title-only", "at": "L3", "for": ["name"]}]},
        [{"sources": [{"ref": "title-only", "for": ["name"]}, {"ref": "s", "at": "L3"}]}],
        values={"at": "L3", "source": "title-only"},
    ),
    "recorded_after_all": Case(
        W,
        "figures.days.at",
        {"figures": [days(2, "left-out", at="L9, L39-L41")]},
        [
            {"figures": [days(2, "left-out", at="L34-L39")]},
            {"figures": [days(2, "left-out", at="¶33")]},
            {"figures": [days(2, "left-out")]},
            {"figures": [days(2, "s", at="L33")]},
        ],
        values={"at": "L40-L41", "source": "left-out"},
    ),
    # what is missing
    "nobody_named": Case(
        E,
        "participants.1",
        {"participants": [{"count": 3}]},
        [{"participants": [{"who": "un"}, {"text": {"vi": "Đoàn", "en": "A delegation"}}, {"who": "country:BN"}]}],
        "event",
    ),
    "nothing_claimed": Case(
        E,
        "claims.founded",
        {"claims": [{"field": "founded", "source": "t"}]},
        [{"claims": [{"field": "founded", "source": "t", **said}]} for said in ({"value": "2006"}, {"quote": "năm 2006"})],
    ),
    "place_without_source": Case(
        W,
        "aims.one.at",
        {"aims": [{"key": "one", "text": {"vi": "x", "en": "x"}, "at": "L5"}], "sources": [{"ref": "s", "at": "L4-L6", "for": ["aims"]}]},
        [
            {"aims": [{"key": "one", "text": {"vi": "x", "en": "x"}, "at": "L5", "source": "s"}]},
            {"aims": [{"key": "one", "text": {"vi": "x", "en": "x"}}]},
        ],
        values={"at": "L5", "near": "s"},
    ),
    "date_without_meaning": Case(
        W,
        "date",
        {"date": "2022", "steps": [step("noted", "s", date="2022"), step("adopted", "s", date="2021")]},
        [{"date": "2022", "date_of": "noted"}, {"steps": [step("noted", "s", date="2022")]}],
        "declaration",
        {"near": "noted"},
    ),
    "unknown_gap": Case(
        W,
        "gaps.plce",
        {"gaps": ["plce"]},
        [{"gaps": ["place", "founded", "money", "place.city", "relations.mandated_by", "figures.days", "terms.chair"]}],
        values={"given": "plce", "near": "place"},
    ),
    "gap_filled": Case(
        W,
        "gaps.founded",
        {"gaps": ["place", "founded"], "founded": "2006"},
        [
            {"gaps": ["founded"], "claims": claim("founded", "2006")},  # another source fills no gap
            {"gaps": ["members"], "members": [{"who": "country:BN"}]},  # some are named
            {"gaps": ["figures.countries"], "figures": [days(2, "s")]},
            {"gaps": ["status"], "status": "unknown"},
        ],
        values={"field": "founded"},
    ),
    "official_uncited": Case(
        W,
        "review.name_en",
        {"review": {"name_vi": "official", "name_en": "official"}, "sources": [{"ref": "s", "for": ["name.vi"]}]},
        [
            {"review": {"name_en": "official"}, "sources": [{"ref": "s"}, {"ref": "t", "for": ["status", "name.en"]}]},
            {"review": {"name_vi": "official", "name_en": "official"}, "sources": [{"ref": "s", "for": ["name"]}]},
            {"review": {"name_vi": "usual", "name_en": "translated"}},
        ],
        values={"language": "en"},
    ),
    "seen_unknown": Case(W, "seen", {"seen": None}, [{"seen": "excerpt"}], "source"),
    # keys of items
    "unknown_key_ref": Case(
        E,
        "participants.un.within",
        {"participants": [{"who": "un", "within": "vn-delegaton"}, {"key": "vn-delegation", "who": "asean"}]},
        [
            {"participants": [{"who": "un", "within": "all"}, {"key": "all", "who": "asean"}]},
            {"participants": [{"who": "un", "head": "hoa"}], "people": [{"key": "hoa", "name": "Trần Hoa", "role": "participant"}]},
            {"participants": [{"who": "un", "head": "tran-hoa"}], "people": [{"name": "Trần Hoa", "role": "participant"}]},
        ],
        "event",
        {"given": "vn-delegaton", "field": "participants", "near": "vn-delegation", "sure": 1},
    ),
    "item_cycle": Case(
        W,
        "participants.b.within",
        {"participants": [
            {"key": "a", "who": "un", "within": "b"}, {"key": "b", "who": "asean", "within": "c"},
            {"key": "c", "who": "country:BN", "within": "b"},
        ]},
        [{"participants": [{"key": "a", "who": "un", "within": "b"}, {"key": "b", "who": "asean"}]}],
        "event",
        {"cycle": "b → c → b"},
    ),
    "likely_duplicate": Case(
        W, "name", {"name": {"vi": "UN", "en": "x"}}, [{"name": {"vi": "Liên hợp quốc", "en": "y"}}], values={"other": "un"}
    ),
    # figures
    "sum_differs": Case(
        D,
        "progress.1.rows.2",
        {"progress": rows({"area": "none", "stated": 1, "planned": 1}, {"stated": 18, "planned": 10, "completed": 5})},
        [{"progress": rows({"stated": 25, "planned": 14, "completed": 7, "ongoing": 1, "recurring": 3}, {"area": "none"})}],
        "declaration",
        {"stated": 18, "itemised": 15, "unexplained": 3, "area": "", "under": ""},
    ),
    "total_differs": Case(
        D,
        "progress.1.stated.completed",
        {"progress": rows({"area": "none", "completed": 2}, {"completed": 3}, completed=6)},
        [{"progress": rows({"area": "none", "completed": 2}, {"completed": 3}, completed=5)}, {"progress": rows(completed=5)}],
        "declaration",
        {"status": "completed", "stated": 6, "itemised": 5},
    ),
    "percent_off": Case(
        D,
        "progress.1.rows.1.percent.completed",
        {"progress": rows({"stated": 3, "completed": 1, "planned": 2, "percent": {"completed": 34}})},
        [{"progress": rows({"stated": 3, "completed": 1, "planned": 2, "percent": {"completed": 33}})}],
        "declaration",
        {"status": "completed", "given": "34", "computed": "33.3"},
    ),
    "unknown_area": Case(
        W,
        "progress.1.rows.1",
        {"progress": rows({"area": "2", "stated": 1}), "relations": {"implements": ["goals"]}},
        [
            {"progress": rows({"area": "1"}, {"area": "none"}, {}), "relations": {"implements": ["goals"]}},
            {"progress": rows({"area": "2"}), "areas": [{"key": "2", "name": {"vi": "x", "en": "x"}}]},
        ],
        "declaration",
        {"area": "2"},
    ),
    "cell_twice": Case(
        W,
        "progress.1.rows.2",
        {"progress": rows({"area": "none", "under": "un"}, {"area": "none", "under": "un"})},
        [{"progress": rows({"area": "none", "under": "un"}, {"area": "none", "under": "asean"}, {"area": "none"})}],
        "declaration",
        {"area": "none", "under": "un"},
    ),
    "unknown_item": Case(
        W,
        "progress.1.rows.2.item",
        {"measures": [measure("c1")], "progress": rows({"item": "c1", "status": "limited"}, {"item": "c-1"})},
        [
            {"measures": [measure("c1")], "progress": rows({"item": "c1"}, {"area": "none", "stated": 1})},
            {"progress": rows({"item": "c9"}), "relations": {"implements": ["goals"]}},
            {"measures": [measure("c1")], "progress": rows({"item": "c9"}, {"item": "c1"}), "relations": {"implements": ["goals"]}},
        ],
        "declaration",
        {"item": "c-1", "near": "c1"},
    ),
    "progress_back": Case(
        D,
        "progress.2.rows.1.status",
        {"measures": [measure("c1")], "progress": [at_day("2023-12", "substantial"), at_day("2024-06", "limited")]},
        [
            {"measures": [measure("c1")], "progress": [at_day("2023-12", "limited"), at_day("2024-06", "limited")]},
            {"measures": [measure("c1")], "progress": [at_day("2024-06", "limited"), at_day("2023-12", "not_started")]},
            {"measures": [measure("c1")], "progress": [at_day("2023", "completed"), at_day("2023-12", "limited")]},
            {"measures": [measure("c1")], "progress": [at_day("2023", "completed"), at_day("2024", "limited", "t")]},
            {"measures": [measure("c1")], "progress": [at_day("2023", "completed"), at_day("2024", "withdrawn")]},
            {"measures": [measure("c1")], "progress": [at_day("2023", "withdrawn"), at_day("2024", "not_started")]},
        ],
        "declaration",
        {
            "item": "c1", "was": "substantial", "now": "limited", "other_date": "2023-12", "date": "2024-06",
            "before": "progress.1.rows.1",
        },
    ),
    # disagreement
    "sources_disagree": Case(
        D,
        "claims.date",
        {"date": "2015-09-09", "claims": claim("date", "2016")},
        [
            {"date": "XXXX-09-09", "claims": claim("date", "2015-09-09")},  # only more exact
            {"date": "2015", "claims": claim("date", "2015-09-09/2015-09-10")},
            {"claims": claim("date", "2016")},  # fills a gap
            {"summary": {"vi": "x", "en": "x"}, "claims": claim("summary.vi", "lời khác")},  # says it otherwise
            {"summary": {"vi": "x", "en": "x"}, "claims": claim("summary", "lời khác")},
            {"relations": {"hosted_by": ["un", "asean"]}, "claims": claim("relations.hosted_by", ["asean", "un"])},
            {"figures": [days(2, "s")], "claims": claim("figures.days.value", 2)},
        ],
        "event",
        {
            "field": "date", "slot": "date", "slots": "date", "paths": "date claims.date", "count": 2,
            "value": "2015-09-09", "other_value": "2016", "other_source": "t",
        },
    ),
    "part_outside_whole": Case(
        D,
        "date",
        {"date": "2021-10-29", "relations": {"part_of": ["summit"]}},
        [
            {"date": "2021-10-28", "relations": {"part_of": ["summit"]}},
            {"date": "2021-10", "relations": {"part_of": ["summit"]}},
            {"date": "XXXX-11-01", "relations": {"part_of": ["summit"]}},
            {"date": "2021-10-29", "relations": {"held_beside": ["summit"]}},
        ],
        "event",
        {"date": "2021-10-29", "whole": "summit", "whole_date": "2021-10-26/2021-10-28"},
    ),
    # language
    "untranslated": Case(
        W,
        "summary",
        {"summary": {"vi": "x"}},
        [{"summary": {"vi": "x", "en": "x"}}, {"summary": {"vi": "x", "en": "x", "ko": "x"}}, {}],
        values={"language": "en"},
    ),
    "stale_translation": Case(
        W,
        "name",
        {"translations": [{"field": "name", "from": "vi", "to": "en", "digest": digest("an older name")}]},
        [
            {"name": {"vi": "ấ", "en": "x"}, "translations": [{"field": "name", "from": "vi", "to": "en", "digest": digest("ấ")}]},
            {"name": {"vi": "x", "en": "y"}},  # no entry: not known
            {"translations": [{"field": "note", "from": "vi", "to": "en", "digest": "0"}]},
        ],
        values={"language": "en", "source": "vi"},
    ),
}  # fmt: skip


def codes_in_the_code() -> set[str]:
    package = Path(govtui.model.checks.__file__).parent
    text = "".join(file.read_text() for file in package.glob("*.py"))
    return set(re.findall(r'(?:Problem|_discrepancy)\(\s*"(\w+)"', text))


def test_every_check_is_tried_here() -> None:
    assert set(CASES) == codes_in_the_code()


@pytest.mark.parametrize("code", CASES)
def test_every_check_has_a_sentence(code: str) -> None:
    assert PROBLEMS[code]


@pytest.mark.parametrize(("code", "case"), CASES.items(), ids=CASES)
def test_bad_data_is_told(code: str, case: Case) -> None:
    problems = [one for one in found(record("a", case.kind, **case.bad)) if one.code == code]
    [problem] = problems
    assert (problem.severity, problem.field, problem.record) == (case.severity, case.field, "a")
    assert dict(problem.values) == (case.values or {})
    assert not problem.muted


@pytest.mark.parametrize(
    ("case", "good"),
    [(case, good) for case in CASES.values() for good in case.good],
    ids=[f"{code}-{number}" for code, case in CASES.items() for number, _ in enumerate(case.good, 1)],
)
def test_good_data_is_not(case: Case, good: dict[str, Any]) -> None:
    assert found(record("a", case.kind, **good)) == []


@pytest.mark.parametrize(("code", "case"), CASES.items(), ids=CASES)
def test_an_entry_in_checked_mutes_it_and_leaves_it_there(code: str, case: Case) -> None:
    def muted(**entry: str) -> list[bool]:
        bad = record("a", case.kind, **case.bad, checked=[{"code": code, **entry}])
        return [one.muted for one in found(bad) if one.code == code]

    assert muted() == [True]
    assert muted(field=case.field) == [True]
    assert muted(field="elsewhere") == [False]


def test_an_entry_in_checked_mutes_only_its_code() -> None:
    bad = record("a", type="minstry", sources=None, checked=[{"code": "no_citation"}])
    assert {one.code: one.muted for one in found(bad)} == {"unknown_vocabulary_key": False, "no_citation": True}


class TestMoreOfTheSame:
    def test_a_key_of_the_registrys_own_vocabulary_is_known(self) -> None:
        class Own(Around):
            def knows(self, vocabulary: str, key: str) -> bool:
                return (vocabulary, key) == ("organization.type", "guild") or super().knows(vocabulary, key)

        assert list(check(record("a", type="guild"), Own(SOURCE))) == []

    def test_every_vocabulary_of_a_record_is_looked_up(self) -> None:
        event = record(
            "a",
            "event",
            type="z",
            status="z",
            frequency="z",
            part_of_day="z",
            aka=[{"text": "x", "type": "z"}],
            people=[{"name": "x", "role": "z"}],
            figures=[{"what": "z", "value": 1, "bound": "z"}],
            review={"state": "z", "name_en": "z"},
        )
        assert [one.field for one in found(event)] == [
            "type", "frequency", "status", "part_of_day", "aka.x.type", "people.x.role", "figures.z.what",
            "figures.z.bound", "review.state", "review.name_en",
        ]  # fmt: skip
        text = record(
            "a",
            "declaration",
            steps=[{"action": "z"}, {"action": "z"}],
            measures=[{"key": "m", "level": "z", "text": {"vi": "x", "en": "x"}}],
            progress=[{"unit": "z"}, {"rows": [{"item": "m"}, {"item": "m", "area": "none", "status": "z"}]}],
        )
        assert [one.field for one in found(text)] == [
            "steps.z.action", "steps.2.action", "measures.m.level", "progress.1.unit", "progress.2.rows.2.status",
        ]  # fmt: skip
        assert [one.field for one in found(record("a", terms=[{"type": "z"}]))] == ["terms.z.type"]

    def test_a_measure_stands_once_in_a_table_for_each_area_and_framework(self) -> None:
        twice = [{"item": "c1", "status": "limited"}, {"item": "c1", "status": "completed"}]
        text = record("a", "declaration", measures=[measure("c1")], progress=rows(*twice))
        [problem] = found(text)
        assert (problem.code, problem.field) == ("cell_twice", "progress.1.rows.2")
        assert problem.values["measure"] == "c1"
        apart = [
            {"item": "c1", "status": "limited"},
            {"item": "c2", "status": "limited"},
            {"item": "c1", "area": "none"},
        ]
        assert found(record("a", "declaration", measures=[measure("c1"), measure("c2")], progress=rows(*apart))) == []

    def test_milestones_name_a_measure_of_the_same_text_and_areas_of_the_one_it_implements_too(self) -> None:
        fields = {"measures": [measure("c1"), measure("c1-m1", within="c1", area="1"), measure("x", within="c2")]}
        text = record("a", "declaration", **fields, relations={"implements": ["goals"]})
        [problem] = found(text)
        assert (problem.code, problem.field) == ("unknown_key_ref", "measures.x.within")
        [alone, _] = found(record("a", "declaration", **fields))
        assert (alone.code, alone.field, alone.values["field"]) == ("unknown_key_ref", "measures.c1-m1.area", "areas")

    def test_measures_that_are_part_of_each_other_are_told(self) -> None:
        [problem] = found(record("a", "declaration", measures=[measure("b", within="c"), measure("c", within="b")]))
        assert (problem.code, problem.values["cycle"]) == ("item_cycle", "b → c → b")

    def test_lead_and_partners_must_be_organizations_that_exist(self) -> None:
        given = [measure("c1", lead="x", partners=["un", "summit"])]
        assert [(one.code, one.field) for one in found(record("a", "declaration", measures=given))] == [
            ("dangling", "measures.c1.lead"),
            ("wrong_kind", "measures.c1.partners.summit"),
        ]

    def test_a_symbol_is_looked_at_among_the_identifiers_too(self) -> None:
        assert [one.field for one in found(record("a", identifiers={"un_symbol": "a/res/69/327"}))] == [
            "identifiers.un_symbol"
        ]

    def test_a_record_that_cannot_be_read_is_not_dangling(self) -> None:
        assert found(record("a", relations={"part_of": ["broken"]}), unreadable=["broken"]) == []

    def test_the_same_missing_record_is_told_at_each_place_that_names_it(self) -> None:
        people = [{"name": "A", "role": "chair", "org": "x"}, {"name": "B", "role": "chair", "org": "x"}]
        assert [(one.code, one.field) for one in found(record("a", people=people))] == [
            ("dangling", "people.a.org"),
            ("dangling", "people.b.org"),
        ]

    def test_a_missing_adopter_is_told_once_though_it_is_two_references(self) -> None:
        assert [one.code for one in found(record("a", "declaration", steps=[step("adopted", "s", by=["x"])]))] == [
            "dangling"
        ]

    def test_what_is_named_in_an_inverse_must_exist_too(self) -> None:
        assert [one.code for one in found(record("a", relations={"has_part": ["x"]}))] == ["inverse_typed", "dangling"]

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            ("event", {"series": {"id": "un"}}),
            ("declaration", {"steps": [{"action": "adopted", "events": ["un"]}]}),
            ("organization", {"terms": [{"type": "chair", "org": "summit"}]}),
            ("organization", {"terms": [{"type": "mandate", "under": "summit"}]}),
            ("organization", {"people": [{"name": "x", "role": "chair", "on_behalf_of": "s"}]}),
            ("organization", {"figures": [{"what": "days", "value": 1, "source": "un"}]}),
            ("declaration", {"progress": [{"rows": [{"under": "goals"}]}]}),
            ("source", {"publisher": "summit"}),
        ],
    )
    def test_every_reference_has_a_kind_that_it_wants(self, kind: str, fields: dict[str, Any]) -> None:
        assert [one.code for one in found(record("a", kind, **fields))] == ["wrong_kind"]

    def test_a_long_circle_is_told_with_its_members(self) -> None:
        b, c = (record(id, relations={"part_of": [target]}) for id, target in (("b", "c"), ("c", "a")))
        [problem] = found(record("a", relations={"part_of": ["b"]}), b, c)
        assert problem.values == {"cycle": "a → b → c → a"}

    def test_a_circle_elsewhere_does_not_hold_up_the_check(self) -> None:
        b, c = (record(id, relations={"part_of": [target]}) for id, target in (("b", "c"), ("c", "b")))
        assert found(record("a", relations={"part_of": ["b"]}), b, c) == []

    def test_a_source_needs_no_citation(self) -> None:
        assert found(record("a", "source")) == []

    def test_the_same_name_of_a_source_is_told_at_its_title(self) -> None:
        twins = [record(id, "source", title={"vi": "Bản tin", "en": id}) for id in ("a", "b")]
        assert [(one.code, one.field) for one in found(*twins)] == [("likely_duplicate", "title")]

    def test_names_are_the_same_without_their_accents(self) -> None:
        other = record("b", name={"vi": "Bo noi vu", "en": "y"})
        assert [one.values["other"] for one in found(record("a", name={"vi": "Bộ Nội vụ", "en": "x"}), other)] == ["b"]

    def test_parts_that_exceed_the_whole_do_not_add_up_either(self) -> None:
        [problem] = found(record("a", "declaration", progress=rows({"stated": 10, "planned": 12})))
        assert (problem.code, problem.values["unexplained"]) == ("sum_differs", -2)

    def test_a_stated_total_whose_own_parts_differ_is_told(self) -> None:
        [problem] = found(record("a", "declaration", progress=[{"stated": {"stated": 5, "planned": 4}}]))
        assert (problem.code, problem.field) == ("sum_differs", "progress.1.stated")

    def test_a_table_with_a_key_is_named_by_it(self) -> None:
        table = {"key": "moha", "rows": [{"stated": 2, "planned": 1}]}
        assert [one.field for one in found(record("a", "declaration", progress=[table]))] == ["progress.moha.rows.1"]

    @pytest.mark.parametrize("value", [["un"], "un", ["un", "asean", "club"]])
    def test_a_claim_of_other_targets_contradicts_nobody(self, value: Any) -> None:
        fields = {"relations": {"hosted_by": ["un", "asean"]}, "claims": claim("relations.hosted_by", value)}
        assert found(record("a", "event", **fields)) == []

    def test_a_claim_of_another_identifier_disagrees(self) -> None:
        fields = {"identifiers": {"wikidata": "Q1"}, "claims": claim("identifiers.wikidata", "Q2")}
        assert [one.code for one in found(record("a", **fields))] == ["sources_disagree"]

    def test_a_claim_that_is_no_date_disagrees_with_a_date(self) -> None:
        assert [one.code for one in found(record("a", "event", date="2015", claims=claim("date", "năm ngoái")))] == [
            "sources_disagree"
        ]

    def test_two_claims_of_one_field_are_one_group(self) -> None:
        claims = claim("date", "2016") + claim("date", "2017")
        [problem] = found(record("a", "event", date="2015", claims=claims))
        assert (problem.spot, problem.values["count"], problem.values["more"]) == ("claims.1", 3, 1)

    def test_a_source_prints_its_title_itself(self) -> None:
        assert list(found(record("a", "source", review={"name_vi": "official", "name_en": "official"}))) == []

    @pytest.mark.parametrize(
        ("given", "near"),
        [
            ("places", "place"),
            ("organized_by", "relations.organized_by"),  # a relation without its table
            ("relations.organised_by", "relations.organized_by"),
            ("figures.person", "figures"),  # no key of what is counted
            ("monney", "money"),
            ("review", ""),
            ("x.private", ""),
        ],
    )
    def test_what_is_no_gap_is_told_with_the_nearest(self, given: str, near: str) -> None:
        [problem] = found(record("a", "event", gaps=[given]))
        assert (problem.code, problem.values["near"]) == ("unknown_gap", near)

    @pytest.mark.parametrize(
        ("fields", "gap"),
        [
            ({"place": {"country": "VN"}}, "place"),
            ({"relations": {"organized_by": ["un"]}}, "relations.organized_by"),
            ({"participants": [{"who": "un"}]}, "relations.attended_by"),  # computed
            ({"agenda": [{"key": "one", "text": {"vi": "x", "en": "x"}}]}, "agenda"),
            ({"figures": [days(2, "s")]}, "figures.days"),
        ],
    )
    def test_a_gap_may_be_filled_by_whatever_a_record_has(self, fields: dict[str, Any], gap: str) -> None:
        assert [one.code for one in found(record("a", "event", gaps=[gap], **fields))] == ["gap_filled"]

    @pytest.mark.parametrize(
        ("fields", "where"),
        [
            ({"outcomes": [{"key": "o", "act": "agreed", "agenda": "two", "text": {"vi": "x", "en": "x"}}]}, "outcomes.o.agenda"),
            ({"remarks": [{"key": "r", "person": "hoa", "text": {"vi": "x", "en": "x"}}]}, "remarks.r.person"),
        ],
    )  # fmt: skip
    def test_outcomes_and_remarks_name_items_that_are_there(self, fields: dict[str, Any], where: str) -> None:
        [problem] = found(record("a", "event", **fields))
        assert (problem.code, problem.severity, problem.field) == ("unknown_key_ref", E, where)
        held = {
            "agenda": [{"key": "two", "text": {"vi": "x", "en": "x"}}],
            "people": [{"name": "Hoa", "role": "chair"}],
        }
        assert list(found(record("a", "event", **held, **fields))) == []

    @pytest.mark.parametrize(
        ("given", "near", "sure"),
        [
            ("Trần Hoa", "hoa", True),  # a name in place of the key
            ("tran-hoa", "hoa", True),
            ("lan", "lan-2", False),  # two are like it
            ("somebody", "", False),
        ],
    )
    def test_the_item_that_was_meant_is_offered(self, given: str, near: str, sure: bool) -> None:
        people = [
            {"key": key, "name": name, "role": "participant"}
            for key, name in (("hoa", "Trần Hoa"), ("lan-1", "Lê Lan"), ("lan-2", "Vũ Lan"))
        ]
        [problem] = found(record("a", "event", people=people, participants=[{"who": "un", "head": given}]))
        assert (problem.code, problem.values["near"], "sure" in problem.values) == ("unknown_key_ref", near, sure)

    def test_each_circle_of_items_is_told_once_and_one_of_a_single_item_too(self) -> None:
        held = [{"key": key, "who": "un", "within": of} for key, of in ("aa", "bc", "cb", "db")]
        found_here = found(record("a", "event", participants=held))
        assert [(one.field, one.values["cycle"]) for one in found_here] == [
            ("participants.a.within", "a → a"),
            ("participants.b.within", "b → c → b"),
        ]

    def test_a_row_has_the_source_of_its_table(self) -> None:
        for table, wrong in (({"source": "s"}, []), ({}, ["progress.1.rows.1.at"])):
            tables = [{**table, "rows": [{"area": "none", "stated": 1, "at": "L3"}]}]
            assert [one.field for one in found(record("a", "declaration", progress=tables))] == wrong

    def test_no_source_is_offered_where_several_cover_the_place_or_none_has_it_inside(self) -> None:
        alias = [{"text": "x", "type": "acronym", "at": "L9"}]
        for sources in (
            [{"ref": "s", "at": "L1", "for": ["aka"]}],
            [{"ref": "s", "for": ["aka"]}, {"ref": "t", "for": ["aka"]}],
        ):
            [problem] = found(record("a", aka=alias, sources=sources))
            assert (problem.code, problem.values) == ("place_without_source", {"at": "L9", "near": ""})

    def test_each_language_of_the_registry_is_wanted(self) -> None:
        problems = found(record("a"), languages=("vi", "en", "ko"))
        assert [(one.code, one.field, one.values["language"]) for one in problems] == [("untranslated", "name", "ko")]


def test_the_real_plan_of_action_has_exactly_one_row_that_does_not_add_up() -> None:
    def real(path: str) -> Record:
        one = loads((RECORDS / path).read_bytes()).record
        assert one is not None
        return one

    plan = real("declarations/asean-poa-civil-service-2022.toml")
    text = real("declarations/asean-declaration-civil-service-2021.toml")
    sums = [
        one for one in check(plan, Around(plan, text)) if one.code in ("sum_differs", "total_differs", "percent_off")
    ]
    assert [(one.field, one.values["stated"], one.values["itemised"]) for one in sums] == [
        ("progress.1.rows.3", 18, 15)
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("signed", "ratified"), ("signed", "in_force"), ("in_force", "withdrawn")]
)
def test_each_two_dates_of_a_party_that_have_an_order_are_compared(first: str, second: str) -> None:
    party = {"who": "country:VN", first: "2016", second: "2015-12-31"}
    [problem] = [one for one in found(record("b", "declaration", parties=[party])) if one.code == "party_order"]
    assert problem.field == f"parties.country:VN.{second}"


@pytest.mark.parametrize(
    ("status", "relation", "warns"),
    [
        ("in_force", "repeals", True),
        ("partly_in_force", "replaces", True),
        ("amended", "replaces", True),
        ("not_in_force", "replaces", False),
        ("repealed", "replaces", False),
        ("in_force", "amends", False),
    ],
)
def test_only_what_has_effect_ends_another_text(status: str, relation: str, warns: bool) -> None:
    other = record("o", "declaration", status=status, relations={relation: ["b"]})
    told = [one for one in found(record("b", "declaration", status="in_force"), other) if one.code == "force_outdated"]
    assert [one.values["other"] for one in told] == ["o"] * warns
