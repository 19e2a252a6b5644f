"""How far measures are over time: who says what for a day, what falls back, and whom measures name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import Around, record, registry, table

from govtui.index.api import View
from govtui.index.cache import build
from govtui.model.checks import check
from govtui.model.disagreements import groups
from govtui.model.problem import Problem
from govtui.model.references import references
from govtui.store.renaming import rename

TEXT = {"vi": "Mở cổng dữ liệu", "en": "Open a data portal"}


def measure(key: str = "c1", **fields: Any) -> dict[str, Any]:
    return {"key": key, "text": TEXT, **fields}


def at_day(day: str | None, source: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"source": source, "rows": list(rows), **({"as_of": day} if day else {})}


def status(of: str, **more: Any) -> dict[str, Any]:
    return {"item": "c1", "status": of, **more}


def problems(code: str, *tables: dict[str, Any]) -> list[Problem]:
    one = record("a", "declaration", measures=[measure()], progress=list(tables))
    return [problem for problem in check(one, Around(one, *SOURCES)) if problem.code == code]


SOURCES = [record(id, "source") for id in ("s", "t", "u")]


class TestStatements:
    @pytest.mark.parametrize(
        ("tables", "differ"),
        [
            ([at_day("2024", "s", status("limited")), at_day("2024", "t", status("completed"))], True),
            ([at_day("2024", "s", status("limited")), at_day("2024", "t", status("limited"))], False),
            ([at_day("2024", "s", status("limited")), at_day("2025", "t", status("completed"))], False),
            ([at_day(None, "s", status("limited")), at_day(None, "t", status("completed"))], True),
            ([at_day("2024", "s", status("limited"), status("completed", source="t"))], False),  # a cell twice
            (
                [
                    {**at_day("2024", "s", status("limited")), "unit": "activity"},
                    {**at_day("2024", "t", status("completed")), "unit": "project"},
                ],
                True,
            ),
            (
                [at_day("2024", "s", status("limited")), at_day("2024", "t", status("withdrawn", item="c2"))],
                False,
            ),
        ],
    )
    def test_sources_differ_on_how_far_a_measure_was_on_one_day(
        self, tables: list[dict[str, Any]], differ: bool
    ) -> None:
        fields = {"measures": [measure(), measure("c2")], "progress": tables}
        assert bool(groups(record("a", "declaration", **fields))) is differ

    def test_a_group_names_measure_day_and_both_sources_with_the_places_of_rows(self) -> None:
        one, other = at_day("2024-06", "s", status("limited", at="L2")), at_day("2024-06", "t", status("completed"))
        [problem] = problems("sources_disagree", {**one, "at": "L1-L9"}, {**other, "at": "L7"})
        assert dict(problem.values) == {
            "item": "c1", "vocabulary": "measure.status", "as_of": "2024-06", "value": "limited", "other_value": "completed",
            "slot": "progress.measure.2024-06.c1.status", "slots": "progress.measure.2024-06.c1.status",
            "paths": "progress.1.rows.1 progress.2.rows.1", "count": 2,
            "source": "s", "other_source": "t", "at": "L2", "other_at": "L7",
        }  # fmt: skip

    def test_a_checked_entry_for_its_slot_mutes_it(self) -> None:
        one = record(
            "a",
            "declaration",
            measures=[measure()],
            progress=[at_day("2024", "s", status("limited")), at_day("2024", "t", status("completed"))],
            checked=[{"code": "sources_disagree", "field": "progress.measure.2024.c1.status"}],
        )
        assert [problem.muted for problem in check(one, Around(one, *SOURCES))] == [True]

    def test_numbers_of_one_area_are_compared_apart_from_the_measures_that_rows_name(self) -> None:
        def counted(n: int, **more: Any) -> dict[str, Any]:
            return {"area": "none", "stated": n, **more}

        same = [at_day("2024", "s", counted(3, item="c1")), at_day("2024", "t", counted(4))]
        assert problems("sources_disagree", *same) == []
        [problem] = problems("sources_disagree", same[0], at_day("2024", "t", counted(4, item="c1")))
        assert (problem.values["value"], problem.values["other_value"]) == (3, 4)


RANKS = ["not_started", "limited", "substantial", "completed"]


@given(
    st.lists(
        st.tuples(st.integers(2000, 2006), st.sampled_from("st"), st.sampled_from([*RANKS, "withdrawn"])),
        unique_by=lambda one: one[:2],
        max_size=8,
    )
)
def test_a_measure_falls_back_exactly_where_the_same_source_said_more_for_the_day_before(
    told: list[tuple[int, str, str]],
) -> None:
    found = problems("progress_back", *(at_day(str(year), source, status(one)) for year, source, one in told))
    wanted = set()
    for source in "st":
        ranked = sorted(
            (year, RANKS.index(one), n) for n, (year, by, one) in enumerate(told, 1) if by == source and one in RANKS
        )
        wanted |= {f"progress.{b[2]}.rows.1.status" for a, b in zip(ranked, ranked[1:], strict=False) if b[1] < a[1]}
    assert {problem.field for problem in found} == wanted and len(found) == len(wanted)


def test_a_row_has_the_source_of_its_own_before_that_of_its_table() -> None:
    tables = [at_day("2023", "s", status("completed", source="u")), at_day("2024", "u", status("limited"))]
    assert len(problems("progress_back", *tables)) == 1
    tables[0]["rows"][0]["source"] = "t"
    assert problems("progress_back", *tables) == []


class TestReferences:
    PLAN = table("plan", "declaration", measures=[measure(lead="m", partners=["n", "m"], within="c0"), measure("c0")])

    def test_lead_and_partners_are_references(self) -> None:
        one = record("plan", "declaration", measures=self.PLAN["measures"])
        found = [(one.type, one.target, one.field) for one in references(one) if one.type != "cited_source"]
        assert found == [
            ("measure_lead", "m", "measures.c1.lead"),
            ("measure_partner", "n", "measures.c1.partners.n"),
            ("measure_partner", "m", "measures.c1.partners.m"),
        ]

    def test_they_follow_when_a_body_is_renamed(self, tmp_path: Path) -> None:
        files = registry(tmp_path, table("m"), table("n"), table("s", "source"), self.PLAN)
        rename(files.root, "m", "home-affairs", ["organizations/m.toml", "declarations/plan.toml"])
        held = files.entry("declarations/plan.toml").record
        assert held is not None and held.kind == "declaration"
        assert (held.measures[0].lead, held.measures[0].partners) == ("home-affairs", ["n", "home-affairs"])


class TestTimeline:
    def test_dated_measures_stand_on_it_by_their_wording_and_others_do_not(self, tmp_path: Path) -> None:
        given = [
            measure(date="2024-03-15"),
            measure("c2", date="../2023-06"),
            measure("c3"),
            measure("c4", date="XXXX-05"),
        ]
        plan = table("plan", "declaration", period="2023/2025", measures=given)
        dates = build(registry(tmp_path, table("s", "source"), plan)).dates(View("declaration"))
        found = [(one.what, one.date, one.value) for one in dates.window(0, 9)]
        words = '{"en": "Open a data portal", "vi": "Mở cổng dữ liệu"}'
        assert found == [
            ("period", "2023/2025", ""),
            ("measures", "../2023-06", words),
            ("measures", "2024-03-15", words),
            ("measures", "XXXX-05", words),
        ]
        assert dates.undated == 0

    def test_what_another_source_says_of_their_date_stands_on_it_too(self, tmp_path: Path) -> None:
        claims = [{"field": "measures.c1.date", "value": "2025", "source": "s"}]
        plan = table("plan", "declaration", date="2022", measures=[measure(date="2024")], claims=claims)
        dates = build(registry(tmp_path, table("s", "source"), plan)).dates(View("declaration"))
        assert [(one.what, one.date, one.by) for one in dates.window(0, 9)] == [
            ("date", "2022", ""),
            ("measures", "2024", ""),
            ("measures", "2025", "s"),
        ]
