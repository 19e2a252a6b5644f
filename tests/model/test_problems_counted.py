"""How many problems a matter makes: one group is one problem, however many records, figures or steps are in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from small import Around, record

from govtui.i18n.problems import sentence
from govtui.i18n.translator import load
from govtui.model.checks import check
from govtui.model.problem import Problem
from govtui.model.record import Record

MANY = 24


def counted(*records: Record) -> Counter[str]:
    return Counter(problem.code for one in records for problem in check(one, Around(*records)))


def events(*fields: dict[str, Any]) -> list[Record]:
    name = {"vi": "Hội nghị thường niên", "en": "Annual conference"}
    return [record(f"e{n:02}", "event", name=name, **more) for n, more in enumerate(fields)]


def place(country: str) -> dict[str, Any]:
    return {"place": {"country": country}}


class TestNamesakes:
    def test_many_events_of_one_name_are_one_warning(self) -> None:
        assert counted(*events(*[{}] * MANY))["likely_duplicate"] == 1

    def test_it_names_a_few_of_the_others_and_counts_the_rest(self) -> None:
        records = events(*[{}] * MANY)
        [problem] = [p for p in check(records[0], Around(*records)) if p.code == "likely_duplicate"]
        assert dict(problem.values) == {"other": "e01", "others": "e01, e02, e03", "more": MANY - 4}
        for language in ("vi", "en"):
            told = sentence(problem, load(language))
            assert "e01, e02, e03" in told
            assert "20" in told

    @pytest.mark.parametrize(
        ("countries", "warnings"),
        [
            (["VN", "KR"], 0),
            (["VN", "VN"], 1),
            (["VN", ""], 1),
            (["VN", "KR", ""], 2),
            (["VN", "VN", "KR", "KR"], 2),
            (["", "", ""], 1),
            (["VN", "KR", "SG"], 0),
        ],
    )
    def test_records_of_different_countries_are_not_the_same_thing(self, countries: list[str], warnings: int) -> None:
        records = events(*[place(country) if country else {} for country in countries])
        assert counted(*records)["likely_duplicate"] == warnings

    def test_records_that_share_both_names_are_told_once(self) -> None:
        names = [{"vi": "a", "en": "b"}, {"vi": "a", "en": "b"}, {"vi": "a", "en": "c"}]
        records = [record(f"o{n}", name=name) for n, name in enumerate(names)]
        assert counted(*records)["likely_duplicate"] == 1


class TestStatements:
    def test_many_figures_of_one_thing_are_one_disagreement(self) -> None:
        figures = [{"what": "days", "value": n, "source": f"s{n}"} for n in range(MANY)]
        [problem] = self.disagreements(record("a", figures=figures))
        assert (problem.code, problem.values["more"]) == ("sources_disagree", MANY - 2)
        assert "22" in sentence(problem, load("en"))

    def test_figures_of_different_things_are_told_each(self) -> None:
        figures = [{"what": what, "value": n, "source": f"s{n}"} for what in ("days", "years") for n in range(3)]
        assert [p.values["what"] for p in self.disagreements(record("a", figures=figures))] == ["days", "years"]

    def test_many_steps_at_one_event_are_one_disagreement(self) -> None:
        actions = ["adopted", "noted", "endorsed", "provisionally_adopted"] * 6
        steps = [{"action": action, "events": ["e"], "source": f"s{n}"} for n, action in enumerate(actions)]
        assert [p.code for p in self.disagreements(record("a", "declaration", steps=steps))] == ["sources_disagree"]

    def test_many_actors_of_one_step_are_one_disagreement(self) -> None:
        steps = [{"action": "adopted", "by": [f"o{n}"], "source": f"s{n}"} for n in range(MANY)]
        [problem] = self.disagreements(record("a", "declaration", steps=steps))
        assert (problem.code, problem.values["more"]) == ("sources_disagree", MANY - 2)

    @staticmethod
    def disagreements(one: Record) -> list[Problem]:
        return [p for p in check(one, Around(one)) if p.code.endswith("_disagree")]


def test_what_a_long_circle_says_does_not_grow_with_it() -> None:
    ids = [f"o{n:03}" for n in range(100)]
    records = [record(id, relations={"part_of": [ids[(n + 1) % 100]]}) for n, id in enumerate(ids)]
    found = [p for p in check(records[0], Around(*records)) if p.code == "cycle"]
    assert [str(p.values["cycle"]).count("→") for p in found] == [7]
    assert str(found[0].values["cycle"]).startswith("o000 → o001 →")
    assert str(found[0].values["cycle"]).endswith("o099 → o000")
