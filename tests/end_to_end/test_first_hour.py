"""docs/first-hour.*: walked from an empty folder to the end, with the program, git and the hook as its reader has them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documented_shell import Shell, Step, steps
from forking import Runner

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


def environment(folder: Path, language: str) -> dict[str, str]:
    """Make an empty home and a folder with `govtui`, and return the environment of somebody who has nothing else."""
    tools, home = folder / "bin", folder / "home"
    tools.mkdir()
    home.mkdir()
    program = tools / "govtui"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -X utf8 -m govtui "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    locale = {"en": "en_US.UTF-8", "vi": "vi_VN.UTF-8"}[language]
    return {"HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT), "LANG": locale, "COLUMNS": "100"}


def hold(told: list[Step], ended: list[list[int]], said: list[str], begun: Path) -> None:
    """Hold what the page says against what was said, and what was made."""
    for step, statuses, out in zip(told, ended, said, strict=True):
        assert list(zip(step.lines, statuses, strict=True)) == [(line, line.status) for line in step.lines], out
        assert [line for line in step.shown if line not in out] == [], out
    root = begun / "so-tay"
    records = [
        path
        for path in root.glob("*/*.toml")
        if path.parent.name in ("sources", "organizations", "declarations", "events")
    ]
    assert len(records) == 10
    assert all('status = "held"' in path.read_text("utf-8") for path in records if path.parent.name == "events")
    assert subprocess.check_output(["git", "status", "--short"], cwd=root) == b""
    assert len(subprocess.check_output(["git", "log", "--format=%h"], cwd=root).split()) == 3


def test_every_line_does_what_the_page_says(tmp_path: Path) -> None:
    told = steps(ROOT / "docs" / "first-hour.en.md")
    begun = tmp_path / "empty"
    begun.mkdir()
    script = [
        f"{{ {line.text}\n}} >>{tmp_path}/out-{number} 2>&1; echo $? >>{tmp_path}/ended-{number}"
        for number, step in enumerate(told)
        for line in step.lines
    ]
    subprocess.run(
        ["bash", "-c", "\n".join(script)], cwd=begun, env=environment(tmp_path, "en"),
        stdin=subprocess.DEVNULL, timeout=SECONDS, check=True,
    )  # fmt: skip
    ended = [[*map(int, (tmp_path / f"ended-{number}").read_text().split())] for number in range(len(told))]
    said = [(tmp_path / f"out-{number}").read_text("utf-8") for number in range(len(told))]
    hold(told, ended, said, begun)


def test_the_vietnamese_page_shows_what_its_reader_sees(tmp_path: Path) -> None:
    told = steps(ROOT / "docs" / "first-hour.vi.md")
    begun = tmp_path / "empty"
    begun.mkdir()
    environ = environment(tmp_path, "vi")
    with Runner(environ) as runner:
        shell = Shell(runner, begun, environ)
        ran = [[shell.run(line.text) for line in step.lines] for step in told]
    ended = [[one.status for one in step] for step in ran]
    hold(told, ended, ["".join(one.out for one in step) for step in ran], begun)
