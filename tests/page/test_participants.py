"""Who took part in an event, as a tree of delegations and their parts; members with their capacity and time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from hypothesis import given
from hypothesis import strategies as st
from small import record, registry, table

from govtui.index.cache import build
from govtui.model.fields import fields
from govtui.model.record import Event
from govtui.page.bodies import participants
from govtui.page.compose import compose
from govtui.page.layout import lay_out
from govtui.store.registry import Registry


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return registry(tmp_path_factory.mktemp("bare"), table("s", "source"))


def lines(root: Path, section: str, kind: str, language: str = "en", **held: Any) -> list[str]:
    files = registry(
        root,
        table("s", "source"),
        table("school", name={"vi": "Học viện", "en": "The Academy"}),
        table("t", kind, **held),
    )
    entry = files.entry(f"{kind}s/t.toml")
    assert entry.record is not None, entry.problems
    page = compose(entry, "t", context_of(files, build(files), language))
    shown = (line.text for line in lay_out(page, 200) if line.section == section)
    return [line.replace("\u00a0", " ") for line in shown if line.strip()]


def test_parts_of_a_delegation_stand_below_it_with_what_is_known_of_each(tmp_path: Path) -> None:
    shown = lines(
        tmp_path,
        "participants",
        "event",
        people=[{"key": "hoa", "name": "Trần Hoa", "role": "delegate"}],
        participants=[
            {"who": "school", "within": "all", "count": 1},
            {"who": "country:BN", "capacity": "observer"},
            {
                "key": "all",
                "text": {"vi": "Đoàn Việt Nam", "en": "The Vietnamese delegation"},
                "head": "hoa",
                "count": 1200,
                "source": "s",
                "at": "L9",
            },
        ],
    )
    assert shown[1:] == [
        "•  Brunei Darussalam · observer",
        "•  The Vietnamese delegation · 1,200 people · Head of delegation: Trần Hoa ¹ line 9",
        "  •  The Academy · 1 person",
    ]


def test_a_whole_that_is_not_there_is_named(tmp_path: Path) -> None:
    [_, line] = lines(tmp_path, "participants", "event", participants=[{"who": "school", "within": "lost"}])
    assert line == "•  The Academy · Part of: “lost”"


def test_members_have_capacity_and_time(tmp_path: Path) -> None:
    shown = lines(
        tmp_path,
        "members",
        "organization",
        members=[
            {"who": "country:CA", "capacity": "dialogue_partner", "date": "1977/..", "source": "s", "at": "L22"},
            {"who": "school"},
        ],
    )
    assert shown[0].startswith("Members 2 ──")
    assert [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in shown[1:]] == [
        ["Who", "Capacity", "Date"],
        ["Canada", "dialogue partner", "since 1977"],
        ["¹ line 22"],
        ["The Academy", "member", "–"],
    ]


def test_members_of_whom_nothing_more_is_known_are_a_list_under_their_common_source(tmp_path: Path) -> None:
    held = [{"who": who, "source": "s", "at": "L22"} for who in ("country:CA", "school")]
    shown = lines(tmp_path, "members", "organization", members=held)
    assert shown[1:] == ["2 members ¹ line 22", "•  Canada", "•  The Academy"]


@pytest.mark.parametrize(("language", "heading"), [("vi", "Thành viên (được nêu tên)"), ("en", "Members (named)")])
def test_a_list_that_is_a_gap_does_not_claim_to_be_complete(tmp_path: Path, language: str, heading: str) -> None:
    held: dict[str, Any] = {"members": [{"who": "country:CA"}], "gaps": ["members"]}
    assert lines(tmp_path, "members", "organization", language, **held)[0].startswith(f"{heading} 1 ──")


def test_participants_that_are_a_gap_are_those_named(tmp_path: Path) -> None:
    held: dict[str, Any] = {"participants": [{"who": "country:CA"}], "gaps": ["participants"]}
    assert lines(tmp_path, "participants", "event", **held)[0].startswith("Participants (named) 1 ──")


names = st.sampled_from("abcdef")


@given(st.dictionaries(names, st.none() | names | st.just("gone"), min_size=1))
def test_each_stands_once_however_they_are_parts_of_each_other(bare: Registry, within: dict[str, str | None]) -> None:
    held = [
        {"key": key, "text": {"en": f"group {key}"}, **({"within": of} if of else {})} for key, of in within.items()
    ]
    event = record("t", "event", participants=held)
    context = context_of(bare, build(bare), "en")
    blocks = list(participants(fields(Event)["participants"], event, context))
    assert sorted(getattr(block, "field", "") for block in blocks) == sorted(f"participants.{key}" for key in within)
