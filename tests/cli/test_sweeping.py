"""What commands that were killed leave is swept: by those that save, where they save, and by check and doctor everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from small import registry, table, write

from govtui.store import temporary

Run = Callable[..., Any]

FOLDERS = ("organizations", "sources", ".govtui", "events/2022")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "registry"
    registry(root, table("a"), table("b"), table("s", "source"))
    return root


def left_behind(root: Path) -> list[Path]:
    """A temporary file in each folder, of a process that is gone."""
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    temporary._next_sweep.clear()
    return [write(root, f"{folder}/.{temporary._HOST}-{gone}-0.govtui-tmp", b"half") for folder in FOLDERS]


@pytest.mark.parametrize(
    ("command", "swept"),
    [
        (("set", "a", "status=active"), ["organizations"]),
        (("rename", "a", "c"), ["organizations", ".govtui"]),
        (("rm", "a"), ["organizations"]),
        (("check",), FOLDERS),
        (("doctor",), FOLDERS),
        (("show", "a"), []),
    ],
    ids=lambda value: value[0] if value else "nothing",
)
def test_a_command_sweeps_where_it_writes(
    govtui: Run, root: Path, command: Sequence[str], swept: Sequence[str]
) -> None:
    files = left_behind(root)
    living = write(root, f"organizations/.{temporary._HOST}-{os.getpid()}-9.govtui-tmp", b"half")
    where = [root] if command[0] in ("check", "doctor") else ["--registry", root]
    done = govtui(*command, *where)
    assert done.status == 0, done
    gone = [file.parent.relative_to(root).as_posix() for file in files if not file.exists()]
    assert gone == [folder for folder in FOLDERS if folder in swept]
    assert living.exists()
