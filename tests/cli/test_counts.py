"""Problems are counted in one way: in places and in records, muted ones nowhere, wherever a count is shown."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w
from drive import WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from small import RECORDS, registry, shipped_index, table, write

from govtui.i18n.labels import label
from govtui.i18n.problems import count_words, counted, disagreement_words
from govtui.i18n.translator import load
from govtui.index.cache import IndexCache, build
from govtui.index.problem_api import counts_of
from govtui.page.layout import plain
from govtui.page.overview import overview
from govtui.store.registry import Registry
from govtui.tui.browse.facet_pane import choices
from govtui.tui.views.problem_list import ProblemList

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
    [problems] = [one for one in told["items"] if one["name"] == "registry.problems"]
    assert problems["value"]["errors"] == 1
    for severity, (places, having) in EXPECTED.items():
        listed = json.loads(govtui("check", root, "--json").out)["items"]
        assert sum(one["severity"] == severity and not one["muted"] for one in listed) == places
        assert len(govtui("search", "--registry", root, "--ids", f"has:{severity}").out.split()) == having
    assert govtui("search", "--registry", root, "--ids", "has:checked").out.split() == ["muted"]
    assert "muted" not in govtui("search", "--registry", root, "--ids", "has:problem").out.split()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_overview_in_a_pipe_counts_alike(root: Path, forked: Run, language: str) -> None:
    done = forked("--plain", "--lang", language, root, stdin="o\nq\n")
    assert Shown(done.out, language).counts() == EXPECTED


def test_a_check_of_one_code_or_one_file_counts_what_it_prints(root: Path, govtui: Run) -> None:
    assert Shown(govtui("check", root, "--only", "sources_disagree").out, "en").counts() == {"discrepancy": (3, 2)}
    assert Shown(govtui("check", root / "organizations" / "both.toml").out, "en").counts() == {"discrepancy": (2, 1)}


def within_one_source() -> list[dict[str, Any]]:
    """One disagreement within one source: its figure stands there twice, with two values."""
    twice = [{"key": f"days-{n}", "what": "days", "value": n, "source": "s1"} for n in (1, 2)]
    return [table("s", "source"), table("s1", "source"), table("one", figures=twice)]


def plain_count(root: Path) -> dict[str, tuple[int, int]]:
    """Count the unmuted problems of a registry one by one."""
    found = [one for one in build(Registry(root)).problems() if not one.muted]
    out = {}
    for severity in SEVERITIES:
        own = [one for one in found if one.severity.name.lower() == severity]
        if own:
            out[severity] = (len(own), len({one.path for one in own}))
    return out


async def counted_on_screen(play: Play, expected: Mapping[str, tuple[int, int]]) -> None:
    """Compare what home, tabs, facets and the list of problems count."""
    index = play.app.index
    assert index is not None
    facets = {one.value: one.n for one in choices(index, "", unfolded=("has",)) if one.dim == "has"}
    shown = plain(overview(play.browse.context, read_only=False), 100)
    for name in SEVERITIES:
        places, having = expected.get(name, (0, 0))
        assert facets.get(name, 0) == having, "facets"
        assert index.counts(f"has:{name}")["all"] == having, "tabs"
        words = count_words(places, having, load("en"))
        assert not places or words in shown, "home"
        listed = (
            problem for problem in index.problems() if problem.severity.name.lower() == name and not problem.muted
        )
        assert sum(1 for _ in listed) == places
    await play.press("exclamation_mark")
    found = play.app.screen.query_one(ProblemList)
    groups = {group.sort: tuple(group.count) for group in found.headings}
    if "warning" not in groups:  # where all are links to nothing, their group has them
        groups["warning"] = groups["dangling"]
    assert {name: groups.get(name, (0, 0)) for name in SEVERITIES} == {
        name: expected.get(name, (0, 0)) for name in SEVERITIES
    }
    drawn = "\n".join("".join(piece.text for piece in found.pieces(row, 100)) for row in range(found.total))
    for name, (places, having) in expected.items():
        assert " · ".join(counted(places, having, load("en"))) in drawn, name
    await play.press("s")
    by_record = [group for group in found.headings if group.sort == "record" and group.severity == 2]
    assert len(by_record) <= expected.get("discrepancy", (0, 0))[1]
    await play.press("s", "q")


def counted_by_commands(root: Path, govtui: Run, expected: Mapping[str, tuple[int, int]]) -> None:
    for command in (["check", root], ["doctor", "--registry", root]):
        assert Shown(govtui(*command, "--lang", "en").out, "en").counts() == expected, command


@pytest.mark.parametrize("state", ["some muted", "within one source", "bundled"])
def test_all_that_shows_a_count_shows_the_same_also_after_edits_and_where_nothing_can_be_saved(
    state: str, tmp_path: Path, govtui: Run
) -> None:
    root = tmp_path / "registry"
    if state == "bundled":
        shutil.copytree(RECORDS, root)
    else:
        registry(root, *(records() if state == "some muted" else within_one_source()))
    expected = plain_count(root)
    wanted = {"some muted": EXPECTED, "within one source": {"discrepancy": (1, 1)}, "bundled": expected}[state]
    assert expected == wanted and "discrepancy" in expected
    file = root / "organizations" / "made.toml"
    places, having = expected["discrepancy"]
    with_one_more = {**expected, "discrepancy": (places + 1, having + 1)}
    source = next((root / "sources").glob("*.toml")).stem

    def edit(now: Mapping[str, tuple[int, int]]) -> None:
        if now is expected:
            file.unlink()
            return
        claims = [{"field": "founded", "value": f"200{n}", "source": source} for n in (1, 2)]
        made = table("made", name={"vi": "Mới", "en": "New"}, claims=claims, sources=[{"ref": source}])
        write(root, "organizations/made.toml", tomli_w.dumps(made))

    async def scenario(play: Play) -> None:
        await counted_on_screen(play, expected)
        for now in (with_one_more, expected):
            edit(now)
            before = play.app.index
            play.app.refresh_index(force=True)
            await play.until(lambda before=before: play.app.index is not before and not play.app.is_refreshing)  # type: ignore[misc]
            await counted_on_screen(play, now)

    drive(scenario, Rehearsal(Registry(root, read_only=True), "en"), size=WIDE)
    for now in (with_one_more, expected):
        edit(now)
        counted_by_commands(root, govtui, now)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_said_of_disagreements_and_additions_names_places_and_records(root: Path, language: str) -> None:
    said = disagreement_words(build(Registry(root)).tally(), load(language))
    assert said == {"vi": "≠ 3 chỗ ở 2 bản ghi", "en": "≠ 3 places in 2 records"}[language]
    bundled = shipped_index().tally()
    assert bundled["addition"].places
    words = {"vi": f"· + {bundled['addition'].places} điều", "en": f"· + {bundled['addition'].places} additions"}
    assert disagreement_words(bundled, load(language)).endswith(words[language])
    assert disagreement_words({}, load(language)) == ""


def test_problems_that_no_index_has_are_counted_as_an_index_counts() -> None:
    for root in (SAMPLE, RECORDS):
        index = build(Registry(root))
        tally = {name: count for name, count in index.tally().items() if count.places and name != "addition"}
        assert counts_of(index.problems()) == tally


def test_the_counts_are_those_of_a_new_index_after_an_edit(root: Path, tmp_path: Path) -> None:
    kept = IndexCache(root, tmp_path / "index.sqlite")
    index = kept.refreshed()
    assert index is not None
    assert {name: tuple(index.tally()[name]) for name in EXPECTED} == EXPECTED
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
