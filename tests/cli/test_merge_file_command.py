"""`govtui merge-file` writes MINE as a whole, tells what is in conflict, and takes the fields of the registry that a file is in."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from repository import organization
from small import write

from govtui.cli.merge_file_run import Asked, asked_by_git, merge_files
from govtui.edit.merge_file import Marks
from govtui.store.line_merging import conflict_style, merged_by_lines

Run = Callable[..., Any]

BASE = organization("bo", status="unknown")
MINE = organization("bo", status="active")
THEIRS = organization("bo", status="inactive").replace('"Ministry"', '"The Ministry"')


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three files, in conflict in one field; the current folder."""
    for name, text in (("base", BASE), ("mine", MINE), ("theirs", THEIRS)):
        write(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    return tmp_path


def test_fields_of_one_side_are_written_to_mine_and_nothing_is_said(govtui: Run, files: Path) -> None:
    write(files, "theirs", BASE.replace('"Ministry"', '"The Ministry"'))
    (files / "mine").chmod(0o640)
    done = govtui("merge-file", "base", "mine", "theirs", cwd=files)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (files / "mine").read_text() == MINE.replace('"Ministry"', '"The Ministry"')
    assert stat.S_IMODE((files / "mine").stat().st_mode) == 0o640
    assert sorted(path.name for path in files.iterdir()) == ["base", "mine", "theirs"]


@pytest.mark.parametrize(("size", "marker"), [(7, "<<<<<<< HEAD"), (11, "<<<<<<<<<<< HEAD")])
def test_a_conflict_is_status_1_and_the_fields_are_named(govtui: Run, files: Path, size: int, marker: str) -> None:
    done = govtui(
        "merge-file", "base", "mine", "theirs", "org/a.toml", "--marker-size", size, "-L", "HEAD", "-L", "%S", cwd=files
    )
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "govtui: org/a.toml: changed differently on both sides: status. Both versions are in the file.\n"
    )
    text = (files / "mine").read_text()
    line = 'status = "unknown"'
    assert f"{marker}\n{line.replace('unknown', 'active')}\n" in text and f"{'>' * size} theirs\n" in text


def test_check_writes_nothing_and_json_has_the_three_values(govtui: Run, files: Path) -> None:
    done = govtui("merge-file", "base", "mine", "theirs", "--check", cwd=files)
    assert done.status == 1 and "status:" in done.out and '"inactive"' in done.out
    done = govtui("merge-file", "base", "mine", "theirs", "--check", "--jsonl", cwd=files)
    line = json.loads(done.out)
    assert (done.status, line["saved"], line["in_conflict"]) == (1, False, True)
    assert line["clashes"] == [{"field": "status", "base": "unknown", "mine": "active", "theirs": "inactive"}]
    assert (files / "mine").read_text() == MINE
    assert (
        govtui("merge-file", "base", "base", "theirs", "--check", cwd=files).out
        == "It can be merged without conflicts.\n"
    )


def test_what_is_no_record_is_merged_by_lines_and_it_is_said_why(govtui: Run, files: Path) -> None:
    write(files, "mine", "[broken\n" + BASE)
    done = govtui("merge-file", "base", "mine", "theirs", cwd=files)
    assert done.status == 0
    assert done.err == "govtui: mine was merged by lines, not by field: it is not TOML on one of the sides.\n"
    assert (files / "mine").read_text() == "[broken\n" + THEIRS


def test_a_file_that_cannot_be_read_or_written_leaves_mine_as_it_was(
    govtui: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = govtui("merge-file", "nowhere", "mine", "theirs", cwd=files)
    assert done.status == 2 and "nowhere could not be read or written" in done.err

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device", "mine")

    monkeypatch.setattr("govtui.cli.merge_file_run.write", full)
    assert govtui("merge-file", "base", "mine", "theirs", cwd=files).status == 2
    assert (files / "mine").read_text() == MINE
    assert sorted(path.name for path in files.iterdir()) == ["base", "mine", "theirs"]


@pytest.mark.parametrize("manifest", ["there", "in_conflict", "gone"])
def test_own_fields_are_those_of_the_registry_around_the_path(files: Path, manifest: str) -> None:
    declared = '[fields.all.partners]\ntype = "reference"\nlabel = { en = "Partners" }\nrepeated = true\n'
    texts = {"there": "schema = 2\n" + declared, "in_conflict": f"<<<<<<< ours\nschema = 2\n{declared}"}
    if manifest in texts:
        write(files, "data/registry.toml", texts[manifest])
    for name, partners in (("base", '["a"]'), ("mine", '["a", "b"]'), ("theirs", '["a", "c"]')):
        write(files, name, f"schema = 2\n[x]\npartners = {partners}\n")
    asked = asked_by_git(["base", "mine", "theirs", "data/organizations/n.toml"])
    assert asked is not None
    status = merge_files(asked)
    text = (files / "mine").read_text()
    if manifest == "there":
        assert (status, text) == (0, 'schema = 2\n[x]\npartners = ["a", "c", "b"]\n')
    else:  # a private note is a value of its own
        assert status == 1 and 'partners = ["a", "b"]\n=======\npartners = ["a", "c"]\n' in text


def test_the_words_of_git_are_understood_without_click_and_no_others() -> None:
    assert asked_by_git(["--marker-size=9", "-L", "HEAD", "-L", "-x", "o", "a", "b", "-p"]) is None
    assert asked_by_git(["--marker-size=9", "-L", "HEAD", "-L", "-x", "o", "a", "b", "p q"]) == Asked(
        "o", "a", "b", "p q", size=9, names=("HEAD", "-x")
    )
    for words in (
        ["o", "a"],
        ["--check", "o", "a", "b"],
        ["--marker-size=0", "o", "a", "b"],
        ["o", "a", "b", "c", "d"],
    ):
        assert asked_by_git(words) is None


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_the_style_of_conflicts_is_that_of_the_work_tree(
    files: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    subprocess.run(["git", "init", "--quiet", "--template=", files], check=True)
    write(files, "gitconfig", f"[merge]\n\tconflictStyle = {style}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(files / "gitconfig"))
    assert conflict_style(files) == style
    lines = merged_by_lines(files, b"a\n", b"b\n", b"c\n", Marks())
    assert lines is not None and lines.in_conflict and (b"|||||||" in lines.raw) == (style != "merge")
    assert merge_files(Asked("base", "mine", "theirs")) == 1
    assert ('||||||| base\nstatus = "unknown"\n' in (files / "mine").read_text()) == (style != "merge")
