"""Problems are counted in one way: in places and in records, muted ones nowhere, wherever a count is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from drive import WIDE, Play, Rehearsal, drive
from small import registry, table, write

from govtui.i18n.labels import label
from govtui.i18n.translator import load
from govtui.index.cache import IndexCache, build
from govtui.store.registry import Registry
from govtui.tui.browse.facet_pane import choices
from govtui.tui.views.problem_list import ProblemHead, ProblemList
from govtui.tui.views.problems import ProblemsScreen

Run = Callable[..., Any]
SEVERITIES = ("error", "discrepancy", "warning")


def figures(*values: int, what: str = "days") -> list[dict[str, Any]]:
    return [{"key": f"{what}-{n}", "what": what, "value": n, "source": f"s{n}"} for n in values]


def records() -> list[dict[str, Any]]:
    """Three disagreements in two records and one muted; one warning, two muted, one error; one record has only muted ones."""
    sources = [table(f"s{n}", "source") for n in (1, 2)]
    muted = [{"code": "figures_disagree", "field": "figures.days-1"}, {"code": "dangling"}]
    return [
        table("s", "source"),
        *sources,
        table("both", figures=[*figures(1, 2), *figures(1, 2, what="years")]),
        table("one", figures=figures(1, 2), relations={"part_of": ["nowhere"]}),
        table("muted", figures=figures(1, 2), relations={"part_of": ["a", "b"]}, checked=muted),
        table("wrong", type="nonsense"),
    ]


EXPECTED = {"error": (1, 1), "discrepancy": (3, 2), "warning": (1, 1)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return registry(tmp_path / "registry", *records()).root


class Shown(NamedTuple):
    """The counts by severity that a text has: "Discrepancy: 10 places in 6 records"."""

    text: str
    language: str

    def counts(self) -> dict[str, tuple[int, int]]:
        out = {}
        for severity in SEVERITIES:
            word = label("severity", severity, load(self.language))
            found = re.search(rf"{word}: (\d+)(?:\s+\w+\s+\w+\s+(\d+))?", self.text)
            if found and found[1] != "0":
                out[severity] = (int(found[1]), int(found[2] or 0))
        return out


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_counts_alike(root: Path, govtui: Run, language: str) -> None:
    for command in (["check", root], ["doctor", "--registry", root]):
        done = govtui(*command, "--lang", language)
        assert Shown(done.out, language).counts() == EXPECTED, command
    told = json.loads(govtui("doctor", "--registry", root, "--json").out)
    [problems] = [one for one in told["checks"] if one["name"] == "registry.problems"]
    assert problems["value"]["errors"] == 1
    for severity, (places, having) in EXPECTED.items():
        listed = json.loads(govtui("check", root, "--format", "json").out)
        assert sum(one["severity"] == severity and not one["muted"] for one in listed) == places
        assert len(govtui("search", "--registry", root, "--ids", f"has:{severity}").out.split()) == having
    assert govtui("search", "--registry", root, "--ids", "has:checked").out.split() == ["muted"]
    assert "muted" not in govtui("search", "--registry", root, "--ids", "has:problem").out.split()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_overview_in_a_pipe_counts_alike(root: Path, apart: Run, language: str) -> None:
    done = apart("--plain", "--lang", language, root, stdin="o\nq\n")
    assert Shown(done.out, language).counts() == EXPECTED


def test_a_check_of_one_code_or_one_file_counts_what_it_prints(root: Path, govtui: Run) -> None:
    assert Shown(govtui("check", root, "--only", "sources_disagree").out, "en").counts() == {"discrepancy": (3, 2)}
    assert Shown(govtui("check", root / "organizations" / "both.toml").out, "en").counts() == {"discrepancy": (2, 1)}


def test_the_problems_screen_and_the_facets_count_alike(root: Path) -> None:
    app = Rehearsal(Registry(root), "en")

    async def scenario(play: Play) -> None:
        index = play.app.index
        assert index is not None
        found = {one.value: one.n for one in choices(index, "", unfolded=("has",)) if one.dim == "has"}
        assert {name: found.get(name) for name in EXPECTED} == {name: having for name, (_, having) in EXPECTED.items()}
        assert found["checked"] == 1
        await play.press("exclamation_mark")
        assert isinstance(play.app.screen, ProblemsScreen)
        head = play.app.screen.query_one(ProblemHead)
        for _ in range(2):  # also while muted ones are listed
            assert {SEVERITIES[3 - severity]: count for severity, *count in head.counts} == {
                name: list(count) for name, count in EXPECTED.items()
            }
            await play.press("f6")
        assert "≠ 3 places in 2 records" in "".join(piece.text for piece in head.left())
        listed = play.app.screen.query_one(ProblemList)
        drawn = "\n".join("".join(p.text for p in listed.pieces(row, 100)) for row in range(listed.total))
        assert re.search(r"Statements that differ.*3 places in 2 records", drawn) or "3 places in 2 records" in drawn

    drive(scenario, app, size=WIDE)


def test_the_counts_are_those_of_a_new_index_after_an_edit(root: Path, tmp_path: Path) -> None:
    kept = IndexCache(root, tmp_path / "index.sqlite")
    index = kept.refreshed()
    assert index is not None
    assert {name: tuple(index.tally()[name]) for name in EXPECTED} == EXPECTED
    import tomli_w

    write(
        root,
        "organizations/one.toml",
        tomli_w.dumps(table("one", figures=figures(1, 2), checked=[{"code": "figures_disagree"}])),
    )
    index = kept.refreshed()
    assert index is not None
    fresh = build(Registry(root))
    for text in ("", "has:checked", "kind:organization"):
        assert index.tally(text) == fresh.tally(text)
        assert index.facets(text)["has"] == fresh.facets(text)["has"]
    assert {name: tuple(count) for name, count in index.tally().items() if name in EXPECTED} == {
        "error": (1, 1), "discrepancy": (2, 1)
    }  # fmt: skip
    assert tuple(index.tally()["checked"]) == (4, 2)
