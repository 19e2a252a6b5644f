"""The problems of a registry in groups and windows: each of them once, whichever way they are grouped."""

from __future__ import annotations

from functools import cache
from typing import Literal

import pytest
from samples import SAMPLE
from small import RECORDS

from govtui.index.api import View
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.problem import Problem
from govtui.store.registry import Registry

By = Literal["code", "record"]


@cache
def index(name: str) -> SqliteIndex:
    return build(Registry(RECORDS if name == "bundled" else SAMPLE))


def listed(name: str, by: By, text: str = "", *, muted: bool = True, step: int = 3) -> list[Problem]:
    """All of them, window by window."""
    out = []
    for group in index(name).problem_groups(text, by, muted=muted):
        found = [
            one
            for start in range(0, group.size, step)
            for one in index(name).problem_window(group, start, start + step, text, by, muted=muted)
        ]
        assert len(found) == group.size and max(one.problem.severity for one in found) == group.severity
        for one in found:
            if by == "code":
                assert (one.problem.code, one.problem.severity) == (group.name, group.severity)
            else:
                assert one.key == group.name
        out += [one.problem for one in found]
    return out


def plain(problems: list[Problem]) -> list[str]:
    return sorted(map(repr, problems))


@pytest.mark.parametrize("by", ["code", "record"])
@pytest.mark.parametrize("name", ["bundled", "sample"])
def test_every_problem_is_in_one_group_once(name: str, by: By) -> None:
    every = list(index(name).problems())
    assert plain(listed(name, by)) == plain(every)
    assert plain(listed(name, by, muted=False)) == plain([one for one in every if not one.muted])


@pytest.mark.parametrize("by", ["code", "record"])
def test_a_query_leaves_the_problems_of_its_records(by: By) -> None:
    kept = {row.key for row in index("sample").result(_view("kind:event")).window(0, 999)}
    found = listed("sample", by, "kind:event")
    assert found and plain(found) == plain([p for key in kept for p in index("sample").problems(key)])


def test_groups_stand_worst_first_and_within_one_by_file_and_line() -> None:
    groups = index("sample").problem_groups(muted=True)
    assert [-group.severity for group in groups] == sorted(-group.severity for group in groups)
    for group in groups:
        places = [
            (one.problem.path, one.problem.line) for one in index("sample").problem_window(group, 0, 999, muted=True)
        ]
        assert places == sorted(places)


def _view(text: str) -> View:
    return View(text=text)
