"""The problems of a registry in groups and windows: each of them once, whichever way they are grouped; what adds, and orphans."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from samples import SAMPLE
from small import RECORDS, registry, table

from govtui.index.api import View
from govtui.index.cache import build
from govtui.index.problem_api import Count, ProblemGroup
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.problem import Problem
from govtui.store.registry import Registry

By = Literal["code", "record"]
CHECKED = ProblemGroup("severity", "checked")


@cache
def index(name: str) -> SqliteIndex:
    return build(Registry(RECORDS if name == "bundled" else SAMPLE))


def window(name: str, group: ProblemGroup, text: str = "", step: int = 3) -> list[Problem]:
    """All problems of a group, window by window."""
    out: list[Problem] = []
    while found := index(name).problem_window(group, len(out), len(out) + step, text):
        out += [one.problem for one in found]
    return out


def listed(name: str, by: By, text: str = "") -> list[Problem]:
    """All unmuted problems, group by group."""
    out = []
    for group in index(name).problem_groups(text, by):
        found = window(name, group, text)
        assert len(found) == group.places and max((one.severity for one in found), default=0) == group.severity
        if by == "code":
            assert {(one.code, int(one.severity)) for one in found} == {(group.name, group.severity)}
            assert len({one.record for one in found if one.record}) == group.records
        out += found
    return out


def plain(problems: list[Problem]) -> list[str]:
    return sorted(map(repr, problems))


@pytest.mark.parametrize("by", ["code", "record"])
@pytest.mark.parametrize("name", ["bundled", "sample"])
def test_every_unmuted_problem_is_in_one_group_once_and_all_others_are_checked(name: str, by: By) -> None:
    every = list(index(name).problems())
    assert plain(listed(name, by)) == plain([one for one in every if not one.muted])
    assert plain(window(name, CHECKED)) == plain([one for one in every if one.muted])


@pytest.mark.parametrize("by", ["code", "record"])
def test_a_query_leaves_the_problems_of_its_records(by: By) -> None:
    found = index("sample").result(View(text="kind:event"))
    kept = [row.key for row in found.window(0, found.total)]
    of_events = listed("sample", by, "kind:event")
    assert of_events
    assert plain(of_events) == plain([p for key in kept for p in index("sample").problems(key) if not p.muted])


def test_groups_stand_worst_first_and_within_one_by_file_and_line() -> None:
    groups = index("sample").problem_groups()
    assert [-group.severity for group in groups] == sorted(-group.severity for group in groups)
    for group in groups:
        places = [(one.path, one.line) for one in window("sample", group)]
        assert places == sorted(places)


@pytest.mark.parametrize("name", ["bundled", "sample"])
def test_the_groups_of_severities_have_what_the_tally_counts_links_to_nothing_apart(name: str) -> None:
    tally = index(name).tally()
    for severity in ("error", "discrepancy", "warning"):
        apart = tally.get("dangling", Count()).places if severity == "warning" else 0
        found = window(name, ProblemGroup("severity", severity))
        assert len(found) == tally.get(severity, Count()).places - apart
        assert "dangling" not in {one.code for one in found}


# additions


def claim(field: str, value: object = None, **more: object) -> dict[str, object]:
    return {"field": field, "source": "s2", **({} if value is None else {"value": value}), **more}


CLAIMS: dict[str, tuple[dict[str, Any], list[dict[str, object]], list[int]]] = {
    "fills a gap": ({}, [claim("founded", "2001")], [1]),
    "is more exact": ({"founded": "2001"}, [claim("founded", "2001-05")], [1]),
    "says the same": ({"founded": "2001"}, [claim("founded", "2001")], []),
    "says another thing": ({"founded": "2001"}, [claim("founded", "2003")], []),
    "is contradicted by another claim": ({}, [claim("founded", "2001"), claim("founded", "2002"), claim("url", "https://x.org")], [3]),
    "names some of a list": ({"relations": {"part_of": ["o", "p"]}}, [claim("relations.part_of", "p")], []),
    "names more than a list": ({"relations": {"part_of": ["o"]}}, [claim("relations.part_of", ["o", "p"])], [1]),
    "quotes without a value": ({"founded": "2001"}, [claim("founded", quote="in the year of the move")], [1]),
}  # fmt: skip


@pytest.mark.parametrize("case", CLAIMS)
def test_a_claim_adds_where_it_says_what_the_record_neither_says_nor_contradicts(case: str, tmp_path: Path) -> None:
    fields, claims, wanted = CLAIMS[case]
    sources = [table(id, "source") for id in ("s", "s2")]
    files = registry(tmp_path, *sources, table("o"), table("p"), table("a", **fields, claims=claims))
    found = build(files)
    assert [one.place for one in found.additions(0, 9)] == wanted
    assert found.tally()["addition"] == Count(len(wanted), bool(wanted))
    assert found.tally(only=["dangling"]).keys() & {"addition"} == set()


@pytest.mark.parametrize("text", ["", "kind:event", "unpog", "has:discrepancy"])
def test_additions_come_in_windows_by_file_and_those_of_a_record_by_themselves(text: str) -> None:
    bundled = index("bundled")
    every = bundled.additions(0, 999, text)
    assert len(every) == bundled.tally(text)["addition"].places
    for size in (1, 7):
        windows = [one for at in range(0, len(every), size) for one in bundled.additions(at, at + size, text)]
        assert windows == list(every)
    assert not bundled.additions(len(every), len(every) + 5, text)
    of_records = [one for key in dict.fromkeys(one.key for one in every) for one in bundled.additions(0, 99, key=key)]
    assert of_records == list(every)
    by_record = {group.name: group.additions for group in bundled.problem_groups(text, "record") if group.additions}
    assert by_record == {key: sum(one.key == key for one in every) for key in {one.key for one in every}}


# records without links


def test_orphans_neither_link_nor_are_linked_to_and_citing_is_no_link(tmp_path: Path) -> None:
    files = registry(
        tmp_path,
        table("alone"),
        table("from", relations={"part_of": ["to"]}),
        table("to"),
        table("named", former_ids=["old"]),
        table("names", relations={"part_of": ["old"]}),
        table("unread", "source"),
    )
    found = build(files)
    assert found.orphans("vi") == ["alone", "unread"]  # "s" is cited
    assert found.orphan_count() == 2 and found.orphan_count("kind:source") == 1
    assert found.orphans("vi", "kind:source") == ["unread"]
    assert found.orphans("vi", "", 1, 2) == ["unread"] and found.orphans("en", "", 2, 9) == []


# from one record on which sources disagree to the next


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(order="date"),
        View(order="date", reverse=True),
        View(order="type", words="en"),
        View(kind="event", order="place"),
        View(text="asean"),
        View(text="kind:declaration"),
    ],
    ids=repr,
)
def test_the_next_disputed_record_is_the_next_of_the_list_that_has_the_facet(view: View) -> None:
    found = index("bundled").result(view)
    keys = list(found.keys(0, found.total))
    whole = index("bundled").result(View(text="has:discrepancy"))
    disputed = {*whole.keys(0, whole.total)}
    for at, key in enumerate(keys):
        assert found.next_disputed(key, 1) == next((one for one in keys[at + 1 :] if one in disputed), "")
        assert found.next_disputed(key, -1) == next((one for one in keys[:at][::-1] if one in disputed), "")
    assert disputed & {*keys}
    assert found.next_disputed("nobody", 1) == next(one for one in keys if one in disputed)
    assert found.next_disputed("nobody", -1) == ""
    assert found.next_disputed(keys[0], 1, among=[]) == ""
