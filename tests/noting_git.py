"""A git that notes the words that it is called with, and what sharing may never ask of git."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FORBIDDEN = frozenset(
    {"reset", "clean", "stash", "rebase", "checkout", "switch", "restore", "rm", "gc", "prune", "filter-branch"}
)
"""Commands of git that throw something away, or may."""

OPTIONS = {
    "push": ("-f", "--force", "-d", "--delete", "--mirror", "--prune", "--all", "--tags"),
    "fetch": ("-f", "--force", "-p", "--prune", "-P", "--prune-tags", "--update-head-ok", "--all"),
    "branch": ("-f", "--force", "-d", "-D", "--delete", "-M", "-C"),
    "tag": ("-f", "--force", "-d", "--delete"),
    "update-ref": ("-d", "--stdin"),
    "merge": ("--autostash", "--squash", "--abort"),
    "commit": ("--amend",),
    "read-tree": ("--reset", "-u"),
    "remote": ("rm", "remove", "prune"),
    "symbolic-ref": ("-d", "--delete"),
    "worktree": ("remove", "prune"),
}
"""Options of the others that do. Those that begin like these count, too: --force-with-lease."""


def forbidden(words: list[str]) -> str:
    """Why git may not be called with these words while sharing; "" if it may."""
    rest = _without_settings(words)
    command, given = rest[0], rest[1:]
    if command in FORBIDDEN:
        return command
    for word in given:
        if word in OPTIONS.get(command, ()) or any(
            word.startswith(option) for option in OPTIONS.get(command, ()) if option.startswith("--force")
        ):
            return f"{command} {word}"
        if command in ("push", "fetch") and word.startswith(("+", ":")):
            return f"{command} {word}"
    return ""


def _without_settings(words: list[str]) -> list[str]:
    """The words from git's command on."""
    at = 0
    while words[at].startswith("-"):
        at += 2 if words[at] in ("-c", "-C") else 1
    return words[at:]


class Noted:
    """The calls of git since it began to note them."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def calls(self) -> list[list[str]]:
        """The words of each call."""
        text = os.fsdecode(self._file.read_bytes()) if self._file.exists() else ""
        return [call.split("\0")[:-1] for call in text.split("\0\n")[:-1] if call] if text else []

    def commands(self) -> set[str]:
        """The commands that git was called with."""
        return {_without_settings(call)[0] for call in self.calls()}


def note_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Noted:
    """Put a git first in the PATH that notes its words and does as git does."""
    real = shutil.which("git")
    assert real is not None
    folder.mkdir(parents=True, exist_ok=True)
    script, file = folder / "git", folder / "noted"
    script.write_text(
        f"#!/bin/sh\nprintf '%s\\0' \"$@\" '' >> '{file}'\nprintf '\\n' >> '{file}'\nexec {real} \"$@\"\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return Noted(file)


@contextmanager
def never_forced() -> Iterator[None]:
    """Within it whoever asks git what sharing may never ask fails, in this process and in those that it forks."""
    real = subprocess.Popen

    class Looked(real):  # type: ignore[misc, valid-type]
        def __init__(self, args: Any, *rest: Any, **named: Any) -> None:
            if args[0] == "git" and named.get("start_new_session"):  # the program's own calls
                assert not forbidden([*args[1:]]), args
            super().__init__(args, *rest, **named)

    subprocess.Popen = Looked  # type: ignore[misc]
    try:
        yield
    finally:
        subprocess.Popen = real  # type: ignore[misc]
