"""A real git repository with a registry in a folder of it, for tests of its past."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

WHO = {"GIT_AUTHOR_DATE": "2024-05-06T07:08:09+07:00", "GIT_COMMITTER_DATE": "2024-05-06T07:08:09+07:00"}


class Repository:
    """`top` is the work tree, `root` the registry in it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.root = top / "hồ sơ" / "records"
        (self.root / "organizations").mkdir(parents=True)
        self.write("registry.toml", 'schema = 1\nlanguages = ["vi", "en"]\n')
        self.git("init", "--quiet", "--initial-branch=chính")
        self.git("config", "user.name", "Nguyễn Thị Lan")
        self.git("config", "user.email", "lan@example.org")

    def git(self, *words: str, check: bool = True) -> str:
        environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | WHO
        done = subprocess.run(["git", *words], cwd=self.top, env=environ, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def write(self, path: str, text: str) -> Path:
        """Write a file of the registry."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def commit(self, message: str) -> None:
        """Commit everything as it stands."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def hook(self, name: str, script: str) -> None:
        """Put a hook in the repository."""
        place = self.top / ".git" / "hooks" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\n{script}\n")
        place.chmod(0o755)


def organization(id: str, name: str = "Bộ", status: str = "active") -> str:
    """The text of a record."""
    return (
        f'schema = 1\nkind = "organization"\nid = "{id}"\ntype = "ministry"\nstatus = "{status}"\n'
        f'\n[name]\nvi = "{name}"\nen = "Ministry"\n'
    )
