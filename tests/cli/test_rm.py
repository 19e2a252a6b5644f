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
    told = json.loads(rm("--json", "a").out)
    assert (told["saved"], told["refused"]) == (False, "referred_to")
    assert told["incoming"] == [{"type": "organized_by", "record": "e", "field": "relations.organized_by.a"}]
    assert rm("--insist", "a").status == 0
    assert not (root / "organizations" / "a.toml").exists()


def test_vietnamese_is_spoken_to_whoever_wants_it(rm: Run) -> None:
    done = rm("a", lang="vi")
    assert done.out.startswith("    Diễn đàn · Đơn vị tổ chức · e") and "nên chưa xóa" in done.err
