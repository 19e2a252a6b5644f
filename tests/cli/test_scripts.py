"""govtui in pipelines of a shell: one command's lines are the next one's input, and a reader may leave."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from small import registry, table

SECONDS = 60

Shell = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = [table(f"r-{n:03}", name={"vi": f"Bản ghi {n}", "en": f"Record {n}"}) for n in range(300)]
    lost = table("lac", relations={"part_of": ["khong-co"]})
    return registry(tmp_path_factory.mktemp("scripts"), *made, lost, table("s", "source")).root


@pytest.fixture
def shell(environ: Mapping[str, str], root: Path) -> Shell:
    """Run a line of bash, in which `govtui` is the program; its status is the first that is not 0."""
    govtui = f'govtui() {{ {shlex.quote(sys.executable)} -m govtui "$@"; }}; set -o pipefail; '

    def run(line: str) -> subprocess.CompletedProcess[str]:
        env = {**environ, "GOVTUI_REGISTRY": str(root), "PATH": os.environ["PATH"]}
        return subprocess.run(
            ["bash", "-c", govtui + line], env=env, capture_output=True, encoding="utf-8", timeout=SECONDS
        )

    return run


def test_as_many_ids_are_printed_as_there_are_records(shell: Shell, root: Path) -> None:
    done = shell('govtui search "" --ids | wc -l')
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == len(list(root.glob("*/*.toml"))) == 302


def test_lines_of_one_command_are_what_the_next_one_shows(shell: Shell) -> None:
    done = shell("govtui search --jsonl --limit 20 ghi | govtui show - --json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert (document["of"], document["total"]) == ("full", 20)
    assert all(item["data"]["id"] == item["id"] for item in document["items"])


def test_problems_lead_to_their_records(shell: Shell) -> None:
    done = shell("govtui check --only dangling --jsonl | govtui show - --json")
    assert done.returncode == 0  # a dangling reference is a warning
    assert [item["id"] for item in json.loads(done.stdout)["items"]] == ["lac"]


def test_a_reader_that_leaves_ends_it(shell: Shell) -> None:
    done = shell('govtui search --jsonl "" | head -n 1')
    assert done.returncode == 141 and done.stderr == ""
    assert json.loads(done.stdout)["is"] == "record"
