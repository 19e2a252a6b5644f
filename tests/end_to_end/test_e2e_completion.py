"""Completion in real shells, by real keys: what is typed, Tab, and the line that stands there then."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import small
from terminal import Terminal

from govtui.cli.shells import SCRIPTS
from govtui.index import schema
from govtui.index.cache import IndexCache

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "%% "

STARTS = {
    "bash": (
        ["bash", "--norc", "--noprofile"],
        f"PS1='{PROMPT}'; bind 'set bell-style none'; eval \"$(govtui completion bash)\"",
    ),
    "zsh": (
        ["zsh", "-f"],
        f"PS1='{PROMPT.replace('%', '%%')}'; unsetopt beep; autoload -Uz compinit; compinit -u -D; "
        'eval "$(govtui completion zsh)"',
    ),
    "fish": (
        ["fish", "--no-config"],
        f"function fish_prompt; echo -n '{PROMPT}'; end; govtui completion fish | source",
    ),
}
"""How each shell is started without anybody's settings, and what is typed first."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a registry in `so`, its kept index, and `govtui` in `bin`."""
    home = tmp_path_factory.mktemp("completion")
    root = home / "so"
    office = {"vi": "Văn phòng Dự án", "en": "Project Office"}
    small.registry(
        root,
        small.table("s", "source"),
        small.table("unpog", name=office, place={"country": "VN"}),
        small.table("wto-1", name={"vi": "Đối tác Một", "en": "Partner One"}),
        small.table("wto-2", name={"vi": "Đối tác Hai", "en": "Partner Two"}),
    )
    file = schema.default_path(root, home / "cache" / "govtui")
    file.parent.mkdir(parents=True)
    assert IndexCache(root, file).refreshed(force=True)
    program = home / "bin" / "govtui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m govtui "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return home


class Shell(Terminal):
    """A shell that completes govtui."""

    def completed(self, line: str, into: str) -> None:
        """Type a line, Tab and a letter, which shows whether there is a space before it; then throw the line away."""
        self.send(f"govtui {line}\tX")
        self.wait_for(lambda: f"{PROMPT}govtui {into}X" in self.text().splitlines())
        self.clear()

    def clear(self) -> None:
        self.send("\x15\x0c")
        self.wait_for(lambda: self.text().strip() == PROMPT.strip())


@contextmanager
def started(name: str, home: Path, at: str = "so") -> Iterator[Shell]:
    """Start a shell in a folder of the home, with its script loaded; skip loudly where there is no such shell."""
    argv, first = STARTS[name]
    if shutil.which(name) is None:
        missing = f"NO {name.upper()} HERE: COMPLETION WAS NOT TRIED IN IT"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folders = {f"XDG_{what}_HOME": str(home / what.lower()) for what in ("CACHE", "CONFIG", "STATE", "DATA")}
    env = folders | {
        "HOME": str(home),
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "LANGUAGE": "vi",
    }
    with Shell(argv, cols=100, rows=30, env=env, cwd=home / at) as shell:
        shell.wait_for(lambda: bool(shell.text().strip()))
        shell.send(f"{first}; clear\r")
        shell.wait_for(lambda: shell.text().strip() == PROMPT.strip())
        yield shell


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_tab_completes_commands_ids_fields_and_values(name: str, home: Path) -> None:
    with started(name, home) as shell:
        shell.completed("compl", "completion ")
        shell.completed("doctor reg", "doctor registry.toml ")
        shell.completed("show un", "show unpog ")
        shell.completed("set unpog sta", "set unpog status=")
        shell.completed("set unpog status=i", "set unpog status=inactive ")
        shell.completed("search country:V", "search country:VN ")
        shell.completed("search 'partner country:V", "search 'partner country:VN' ")
        if name != "bash":  # which has no place for names
            shell.send("govtui show wto\t\t")
            shell.wait_for("Đối tác Một")


@pytest.mark.parametrize("name", ["bash", "zsh"])  # fish shows only what has the letters that were typed
def test_ids_are_found_by_names_that_are_typed_without_accents(name: str, home: Path) -> None:
    with started(name, home) as shell:
        shell.completed("show van", "show unpog ")
        shell.completed("show 'van phong d", "show 'unpog' ")
        shell.send("govtui show doi\t\t")
        shell.wait_for(lambda: "wto-1" in shell.text() and "wto-2" in shell.text())
        line = next(line for line in reversed(shell.text().splitlines()) if line.startswith(f"{PROMPT}govtui"))
        assert line.rstrip() == f"{PROMPT}govtui show doi"  # what the ids have in common does not take the place of it


def test_nothing_is_offered_where_there_is_no_index_nor_a_word_said(home: Path) -> None:
    (home / "new" / "organizations").mkdir(parents=True, exist_ok=True)
    with started("bash", home, at="new") as shell:
        shell.completed("show un", "show un")
        assert len(list((home / "cache" / "govtui").rglob("*.sqlite"))) == 1
