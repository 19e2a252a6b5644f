"""Drafts: what was typed is kept for whoever typed it, and for nobody else."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govtui.user import drafts

KEEP = """
import sys
from pathlib import Path
from govtui.user import drafts
drafts.keep(Path(sys.argv[1]), sys.argv[2], sys.argv[3], "gốc", "tag")
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "govtui" / "drafts"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process with a draft of "a" and the text "khác", still running."""
    argv = [sys.executable, "-c", KEEP, str(tmp_path), "a", "khác"]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "kept\n"
    yield process
    process.kill()
    process.communicate()


def test_a_draft_is_found_with_its_base_until_it_is_dropped(tmp_path: Path) -> None:
    assert drafts.find(tmp_path, "a") is None
    assert drafts.keep(tmp_path, "a", "một", "gốc", "tag")
    assert drafts.keep(tmp_path, "a", "một hai \ud800", "gốc", "tag")
    draft = drafts.find(tmp_path, "a")
    assert draft is not None
    assert (draft.key, draft.text, draft.base_text, draft.tag) == ("a", "một hai \ud800", "gốc", "tag")
    assert drafts.find(tmp_path, "b") is None and drafts.find(tmp_path / "x", "a") is None
    drafts.drop(tmp_path, "a")
    assert drafts.find(tmp_path, "a") is None and drafts.all(tmp_path) == []


def test_drafts_are_readable_by_nobody_else(tmp_path: Path, state: Path) -> None:
    before = os.umask(0)
    try:
        drafts.keep(tmp_path, "a", "x", "", "")
    finally:
        os.umask(before)
    (file,) = state.iterdir()
    assert (stat.S_IMODE(state.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def test_a_registry_is_the_same_by_every_way_that_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "link").symlink_to("registry")
    drafts.keep(tmp_path / "link", "a", "x", "", "")
    assert drafts.find(tmp_path / "registry", "a") is not None


def test_all_drafts_of_a_registry_are_listed_latest_first_one_a_record(tmp_path: Path) -> None:
    for key, text, tag in (("a", "1", "t1"), ("b", "2", "t"), ("a", "3", "t2")):
        drafts.keep(tmp_path, key, text, "", tag)
    assert [(draft.key, draft.text) for draft in drafts.all(tmp_path)] == [("a", "3"), ("b", "2")]


def test_the_draft_of_a_process_that_lives_is_its_own(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    assert drafts.find(tmp_path, "a") is None and drafts.all(tmp_path) == []
    drafts.keep(tmp_path, "a", "của tôi", "gốc", "tag")
    drafts.drop(tmp_path, "a")
    other.kill()
    other.wait()
    draft = drafts.find(tmp_path, "a")
    assert draft is not None and draft.text == "khác"
    drafts.drop(tmp_path, "a")
    assert drafts.all(tmp_path) == []


def test_a_process_that_only_has_the_number_of_a_dead_one_has_no_draft(
    tmp_path: Path, state: Path, other: subprocess.Popen[str]
) -> None:
    (file,) = state.iterdir()
    file.write_text(json.dumps(json.loads(file.read_text()) | {"born": "1"}))
    assert drafts.find(tmp_path, "a") is not None


def test_a_draft_of_another_machine_is_left_alone_until_it_is_quiet(tmp_path: Path, state: Path) -> None:
    drafts.keep(tmp_path, "a", "x", "", "")
    (file,) = state.iterdir()
    data = json.loads(file.read_text()) | {"host": "elsewhere"}
    file.write_text(json.dumps(data))
    assert drafts.find(tmp_path, "a") is None
    file.write_text(json.dumps(data | {"when": data["when"] - drafts.QUIET - 1}))
    assert drafts.find(tmp_path, "a") is not None


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'{"key": 1}', b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_draft_is_passed_over(tmp_path: Path, state: Path, raw: bytes) -> None:
    drafts.keep(tmp_path, "a", "x", "", "")
    (file,) = state.iterdir()
    file.write_bytes(raw)
    assert drafts.find(tmp_path, "a") is None


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path, state: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_text("a file where the folder should be")
    assert not drafts.keep(tmp_path, "a", "x", "", "")
    assert drafts.all(tmp_path) == []
