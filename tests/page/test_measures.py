"""Measures as a tree of commitments and milestones, and how far they are as one table of measures by days."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from hypothesis import given, settings
from hypothesis import strategies as st
from matrices import at_length
from small import registry, table

from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.index.cache import build
from govtui.model.vocabulary import VOCABULARIES
from govtui.page.charts import charts
from govtui.page.compose import compose
from govtui.page.layout import lay_out, plain
from govtui.page.linear import linear
from govtui.page.measure_statuses import METERS
from govtui.page.page import Page
from govtui.page.parallel import parallel
from govtui.store.registry import Registry


def measure(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "text": {"vi": f"Việc {key}", "en": f"Work {key}"}, **fields}


def at_day(day: str, source: str = "s", **statuses: str) -> dict[str, Any]:
    """A table with the status of measures; a row cites the line of its number."""
    rows = [
        {"item": key.replace("_", "-"), "status": status, "at": f"L{n}"}
        for n, (key, status) in enumerate(statuses.items(), 1)
    ]
    return {"as_of": day, "source": source, "rows": rows}


PLAN: dict[str, Any] = {
    "areas": [{"key": "1", "name": {"vi": "Minh bạch", "en": "Openness"}}],
    "measures": [
        measure("c1", area="1", lead="ministry", partners=["school", "ngo"], date="2023-01/2024-12"),
        measure("c2", lead="ministry"),
        measure("c1-m1", within="c1", date="../2023-06", source="s", at="L4"),
        measure("c1-m1-a", within="c1-m1"),
    ],
    "progress": [
        at_day("2024-06", c1="substantial", c2="limited"),
        at_day("2023-12", c1="limited", c1_m1="completed", c2="substantial"),
        at_day("2024-06", "t", c2="completed"),
    ],
}


def files(root: Path, *more: dict[str, Any], **fields: Any) -> Registry:
    bodies = [
        ("ministry", "Bộ Nội vụ", "The Ministry"),
        ("school", "Học viện", "The Academy"),
        ("ngo", "Hội", "The NGO"),
    ]
    return registry(
        root,
        *(table(id, name={"vi": vi, "en": en}) for id, vi, en in bodies),
        *(table(id, "source") for id in ("s", "t")),
        table("plan", "declaration", **fields),
        *more,
    )


def page_of(held: Registry, language: str = "en", id: str = "plan") -> Page:
    entry = held.entry(f"declarations/{id}.toml")
    assert entry.record is not None, entry.problems
    return compose(entry, id, context_of(held, build(held), language))


def lines(page: Page, section: str, cells: int = 100) -> list[str]:
    shown = lay_out(page, cells)
    return [
        line.text.replace("\u00a0", " ").rstrip() for line in shown if line.section == section and line.text.strip()
    ]


class TestTree:
    def test_milestones_stand_below_their_measure_with_who_leads_and_by_when(self, tmp_path: Path) -> None:
        assert lines(page_of(files(tmp_path, **PLAN)), "measures")[1:] == [
            "•  Work c1",
            "   Jan 2023–Dec 2024 · Lead agency: The Ministry · Partners: The Academy; The NGO ·",
            "   Area: 1. Openness",
            "  •  Work c1-m1 ¹ line 4",
            "     until Jun 2023",
            "    •  Work c1-m1-a",
            "•  Work c2",
            "   Lead agency: The Ministry",
        ]

    def test_levels_are_headings_and_a_whole_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        given = [
            measure("a", level="national"),
            measure("b", level="regional", within="lost"),
            measure("c", level="national", within="b"),
        ]
        assert lines(page_of(files(tmp_path, measures=given)), "measures")[1:] == [
            "National level",
            "•  Work a",
            "Regional level",
            "•  Work b · Part of: “lost”",
            "  •  Work c · Level: National level",
        ]

    def test_an_organization_has_the_texts_whose_measures_it_leads_or_takes_part_in(self, tmp_path: Path) -> None:
        held = files(tmp_path, **PLAN)
        index = build(held)
        for id, heading in (("ministry", "Leads measures of"), ("school", "Partner in measures of")):
            page = compose(held.entry(f"organizations/{id}.toml"), id, context_of(held, index, "en"))
            assert f"{heading}\n  § plan" in plain(page)


class TestStatuses:
    def test_every_status_has_a_sign_of_its_own(self) -> None:
        assert set(METERS) == set(VOCABULARIES["measure.status"])
        assert len({sign for _, sign in METERS.values()}) == len(METERS)

    def test_days_stand_in_order_of_time_once_each_and_what_is_at_odds_is_marked(self, tmp_path: Path) -> None:
        shown = lines(page_of(files(tmp_path, **PLAN)), "progress")
        start = shown.index("Dec 2023 Jun 2024")
        assert shown[start - 1].split("   ") == ["███ completed", "██░ substantial", "█░░ limited"]
        assert " ".join(" ".join(shown[start + 1 :]).split()) == (
            "█░░ ██░ • Work c1 Dec 2023 limited [line 1] → Jun 2024 substantial ¹ line 1"
            " ███ – • Work c1-m1 Dec 2023 completed [line 2]"
            " ██░ █░░≠ • Work c2"
            " Dec 2023 substantial [line 3] → Jun 2024 limited ¹ line 2 → Jun 2024 completed ² line 1"
            " ≠ Sources differ on how far the measure “Work c2” was as of June 2024: limited (s) and completed (t)."
            " ≠ By the same source “Work c2” was “substantial” as of December 2023 and “limited” as of June 2024."
        )
        bullets = [line.index("•") for line in shown if "•" in line]
        assert bullets == [18, 20, 18], "milestones are set in, signs stand in columns"

    def test_what_a_measure_is_part_of_is_there_though_no_table_tells_of_it(self, tmp_path: Path) -> None:
        held = files(tmp_path, measures=PLAN["measures"], progress=[at_day("2023", c1_m1_a="limited")])
        shown = lines(page_of(held), "progress")
        assert [line.split("•")[-1].strip() for line in shown if "•" in line] == [
            "Work c1",
            "Work c1-m1",
            "Work c1-m1-a",
        ]

    def test_measures_of_the_text_that_is_implemented_have_their_wording(self, tmp_path: Path) -> None:
        report = table(
            "report",
            "declaration",
            relations={"implements": ["plan"]},
            progress=[at_day("2024", c1="completed", lost="limited")],
        )
        shown = lines(page_of(files(tmp_path, report, **PLAN), id="report"), "progress")
        assert "███  • Work c1" in shown and "█░░  • “lost”" in shown

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_numbers_and_statuses_stand_in_one_table_and_sums_are_of_numbers(
        self, tmp_path: Path, language: str
    ) -> None:
        cells = [
            {"area": "1", "stated": 12, "completed": 7, "ongoing": 5},
            {"area": "none", "stated": 3, "completed": 3},
        ]
        both = at_day("2024-06", c1="completed", c2="limited")
        both["rows"] += [
            *cells,
            {"item": "c2", "status": "limited", "area": "1", "stated": 2, "completed": 1, "ongoing": 1},
        ]
        held = files(tmp_path, areas=PLAN["areas"], measures=PLAN["measures"], progress=[both])
        shown = plain(page_of(held, language), 80)
        tr = load(language)
        total = f"{tr.pgettext('progress', 'Sum')} ᶜ"
        assert [line.split()[2:] for line in shown.splitlines() if line.strip().startswith(total)] == [
            ["17", "11", "6"]
        ]
        for status in ("completed", "limited"):
            assert label("measure.status", status, tr) in shown

    def test_a_table_of_statuses_alone_has_no_bars_no_sums_and_no_other_legend(self, tmp_path: Path) -> None:
        shown = lines(page_of(files(tmp_path, **PLAN)), "progress")
        assert not any("ᶜ" in line or "all" in line.split() for line in shown)
        assert shown[1:4] == ["As of Jun 2024 ¹", "As of Dec 2023 ¹", "As of Jun 2024 ²"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_figures_draw_the_same_table_with_the_last_status_in_words(self, tmp_path: Path, language: str) -> None:
        held, tr = files(tmp_path, **PLAN), load(language)
        context = context_of(held, build(held), language)
        page = charts(View(language=language, words=language), context, datetime.date(2025, 1, 1))
        shown = lines(page, "progress plan", 120)
        work = {"vi": "Việc", "en": "Work"}[language]
        drawn = [" ".join(line.split()) for line in shown if "•" in line]
        assert drawn == [
            f"█░░ ██░ • {work} c1 · {label('measure.status', 'substantial', tr)}",
            f"███ – • {work} c1-m1 · {label('measure.status', 'completed', tr)}",
            f"██░ █░░≠ • {work} c2 · {label('measure.status', 'limited', tr)}",
        ]
        assert shown[1].endswith("¹ ²") and len([line for line in shown if "plan" in line]) == 1

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_further_days_stand_in_a_table_of_their_own_level_in_both_languages(
        self, tmp_path: Path, language: str
    ) -> None:
        days = [
            at_day(f"{year}", c1="limited", **({"c2": "completed"} if year > 2023 else {}))
            for year in range(2020, 2026)
        ]
        held = files(tmp_path, measures=PLAN["measures"], progress=days)
        shown = lines(page_of(held, language), "progress", 80)
        first, second = shown.index("2020 2021 2022"), shown.index("2023 2024 2025")
        work = {"vi": "Việc", "en": "Work"}[language]
        assert [line for line in shown[first:second] if "•" in line] == [f"█░░  █░░  █░░  • {work} c1"]
        assert [line for line in shown[second:] if "•" in line] == [
            f"█░░  █░░  █░░  • {work} c1",
            f"–    ███  ███  • {work} c2",
        ]
        assert parallel(
            held.entry("declarations/plan.toml"), "plan", context_of(held, build(held), language), ("vi", "en")
        )

    def test_it_is_heard_without_signs(self, tmp_path: Path) -> None:
        page = page_of(files(tmp_path, **PLAN))
        heard = [line.replace("\u00a0", " ") for line in linear(page, load("en"), lambda link: False).lines]
        assert "- Work c1" in heard
        assert any(line.startswith("Dec 2023 limited [line 1] → Jun 2024") for line in heard)
        assert not any("█" in line for line in heard)

    def test_two_languages_stand_level(self, tmp_path: Path) -> None:
        held = files(tmp_path, **PLAN)
        both = parallel(held.entry("declarations/plan.toml"), "plan", context_of(held, build(held), "vi"), ("vi", "en"))
        shown = [" ".join(line.text.split()) for line in lay_out(both, 140)]
        assert "• Việc c1 │ • Work c1" in shown
        assert "đến 6/2023 │ until Jun 2023" in shown
        assert "Việc c1 │ Work c1" in shown  # below its signs

    def test_both_sides_of_what_is_at_odds_stand_beside_the_rows_of_the_matrix(self, tmp_path: Path) -> None:
        held = files(tmp_path, **PLAN)
        found = at_length(held, "plan", context_of(held, build(held), "en"))
        assert found is not None
        shown = [" ".join(line.text.split()) for line in lay_out(found, 100)]
        assert "As of December 2023 │ As of June 2024" in shown and "substantial │ limited" in shown
        assert (
            shown[shown.index("¹ s, line 2") + 1] == "limited" and shown[shown.index("² t, line 1") + 1] == "completed"
        )


STATUSES = st.sampled_from([*VOCABULARIES["measure.status"], None])
DAYS = st.sampled_from(["2023", "2023-06", "2023-12", "2024/2025", "2024-06-30", None])


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(DAYS, st.lists(st.tuples(st.sampled_from("abcx"), STATUSES), max_size=4)), min_size=1, max_size=6
    ),
    st.integers(20, 120),
)
def test_whatever_is_told_is_in_words_on_the_page_within_its_width(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str | None, list[tuple[str, str | None]]]], cells: int
) -> None:
    progress = []
    for day, rows in told:
        items = [{"item": key, **({"status": status} if status else {})} for key, status in rows]
        progress.append({"rows": items, **({"as_of": day} if day else {})})
    given = [measure("a"), measure("b", within="a"), measure("c", within="b")]
    held = files(tmp_path_factory.mktemp("r"), measures=given, progress=progress)
    page, tr = page_of(held), load("en")
    shown = lay_out(page, cells)
    assert all(len(line.text) <= cells for line in shown)
    words = " ".join(plain(page, 200).split())
    for _, rows in told:
        for key, status in rows:
            assert (f"“{key}”" if key == "x" else f"Work {key}") in words
            assert status is None or label("measure.status", status, tr) in words
