"""`govtui rm ID`: a record removed; one that others refer to only if somebody insists."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small import registry, table

Run = Callable[..., Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "registry"
    event = table("e", "event", name={"vi": "Diễn đàn", "en": "Forum"}, relations={"organized_by": ["a"]})
    registry(root, table("a"), event, table("s", "source"))
    return root


@pytest.fixture
def rm(govtui: Run, root: Path) -> Run:
    return lambda *args, lang="en": govtui("rm", *args, "--registry", root, "--lang", lang)


def test_a_record_that_nobody_refers_to_is_removed(rm: Run, root: Path) -> None:
    assert rm("--dry-run", "e").out == "events/e.toml would be removed.\n"
    assert (root / "events" / "e.toml").exists()
    done = rm("e")
    assert (done.status, done.out, done.err) == (0, "Removed events/e.toml.\n", "")
    assert not (root / "events" / "e.toml").exists()
    assert rm("e").status == 2


def test_what_refers_to_it_is_shown_and_keeps_it_unless_somebody_insists(rm: Run, root: Path) -> None:
    done = rm("a")
    assert done.status == 1
    assert done.out == "    Forum · Organized by · e (relations.organized_by.a)\n"
    assert "Other records refer to this one, so it was not removed." in done.err
    assert (root / "organizations" / "a.toml").exists()
    [told] = json.loads(rm("--json", "a").out)["items"]
    assert (told["record"], told["saved"], told["refused"]) == ("a", False, "referred_to")
    [reference] = told["incoming"]
    assert (reference["type"], reference["from"], reference["field"]) == (
        "organized_by",
        "e",
        "relations.organized_by.a",
    )
    assert rm("--insist", "a").status == 0
    assert not (root / "organizations" / "a.toml").exists()


def test_vietnamese_is_spoken_to_whoever_wants_it(rm: Run) -> None:
    done = rm("a", lang="vi")
    assert done.out.startswith("    Diễn đàn · Đơn vị tổ chức · e") and "nên chưa xóa" in done.err


def test_several_go_as_one_and_come_back_with_one_undo(rm: Run, root: Path, govtui: Run) -> None:
    before = files(root)
    done = rm("a", "e")
    assert done.status == 2 and "--yes" in done.err and files(root) == before
    assert rm("a", "s", "--yes").status == 1, "the event refers to one of them"
    assert files(root) == before
    done = rm("organizations/a.toml", "E", "--yes", "--jsonl")
    assert [json.loads(line)["saved"] for line in done.out.splitlines()] == [True, True]
    assert set(files(root)) == {"registry.toml", "sources/s.toml"}
    assert govtui("undo", "--registry", root).status == 0
    assert files(root) == before


def test_all_that_a_query_finds_can_be_looked_at_first(rm: Run, root: Path) -> None:
    done = rm("--where", "kind:event,organization", "--dry-run")
    assert (done.status, done.err) == (0, "")
    assert sorted(done.out.splitlines()) == [
        "events/e.toml would be removed.",
        "organizations/a.toml would be removed.",
    ]
    assert rm("--where", "kind:nothing", "--yes").status == 2
    assert (root / "events" / "e.toml").exists()


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}
