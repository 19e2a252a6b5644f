"""A real git repository with a registry in a folder of it, for tests of its past."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

WHO = {"GIT_AUTHOR_DATE": "2024-05-06T07:08:09+07:00", "GIT_COMMITTER_DATE": "2024-05-06T07:08:09+07:00"}

FOLDER = "hồ sơ/records"
"""The registry in the work tree."""

SETTINGS = """
[user]
	name = Nguyễn Thị Lan
	email = lan@example.org
[maintenance]
	auto = false
"""
"""Written, not set: a process each. Nor does every commit start another one that looks whether there is something to pack."""


class Repository:
    """`top` is the work tree, `root` the registry in it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.root = top / FOLDER
        (self.root / "organizations").mkdir(parents=True)
        self.write("registry.toml", 'schema = 2\nlanguages = ["vi", "en"]\n')
        self.git("init", "--quiet", "--template=", "--initial-branch=chính")
        (top / ".git" / "info").mkdir()
        with (top / ".git" / "config").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)

    @classmethod
    def at(cls, top: Path) -> Self:
        """The repository that is there already."""
        made = cls.__new__(cls)
        made.top, made.root = top, top / FOLDER
        return made

    def git(self, *words: str, check: bool = True) -> str:
        environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | WHO
        done = subprocess.run(["git", *words], cwd=self.top, env=environ, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    @staticmethod
    def run(folder: Path, *words: str) -> str:
        """Run git in any folder."""
        environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | WHO
        return subprocess.run(
            ["git", *words], cwd=folder, env=environ, capture_output=True, text=True, check=True
        ).stdout

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
        f'schema = 2\nkind = "organization"\nid = "{id}"\ntype = "ministry"\nstatus = "{status}"\n'
        f'\n[name]\nvi = "{name}"\nen = "Ministry"\n'
    )


BO = "organizations/bo.toml"
"""The file of the organization "bo"."""


def ministry(top: Path) -> Repository:
    """A repository of one record, "bo": created, called otherwise, and inactive now, which is not committed.

    The message of the second commit would turn a terminal red.
    """
    shutil.copytree(_ministry(), top, dirs_exist_ok=True)
    return Repository.at(top)


@cache
def _ministry() -> Path:
    """Make that repository, once a process."""
    top = Path(tempfile.mkdtemp(prefix="govtui-tests-ministry-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    made = Repository(top)
    made.write(BO, organization("bo", "Bộ cũ"))
    made.commit("Thêm")
    made.write(BO, organization("bo", "Bộ Nội vụ"))
    made.commit("Đổi tên \x1b[31mđỏ")
    made.write(BO, organization("bo", "Bộ Nội vụ", "inactive"))
    return top


def branched(repository: Repository) -> Repository:
    """The ministry with two branches that gave it another name each, and their merge, which gave it a third one."""
    repository.commit("Ngừng")
    repository.git("checkout", "--quiet", "-b", "nhánh")
    repository.write(BO, organization("bo", "Bộ Một", "inactive"))
    repository.commit("Ở nhánh")
    repository.git("checkout", "--quiet", "chính")
    repository.write(BO, organization("bo", "Bộ Hai"))
    repository.commit("Ở chính")
    repository.git("merge", "--quiet", "nhánh", check=False)
    repository.write(BO, organization("bo", "Bộ Ba"))
    repository.commit("Gộp nhánh")
    return repository


class Committed(NamedTuple):
    """A commit that `imported` makes: its parents by number, the files that it changes (None: removes), by path."""

    parents: Sequence[int]
    files: Mapping[str, str | None]
    author: str = "Lan"


def imported(top: Path, commits: Sequence[Committed]) -> list[str]:
    """Make a repository of these commits at once, the last one checked out as the branch `main`; their hashes."""
    lines = bytearray()
    for n, one in enumerate(commits):
        who = f"{one.author} <x@example.org> {1_700_000_000 + n * 60} +0700"
        text = f"commit refs/heads/c{n}\nmark :{n + 1}\nauthor {who}\ncommitter {who}\ndata <<.\nc{n}\n.\n"
        text += "".join(f"{'merge' if place else 'from'} :{parent + 1}\n" for place, parent in enumerate(one.parents))
        for path, held in one.files.items():
            if held is None:
                text += f"D {path}\n"
            else:
                text += f"M 100644 inline {path}\ndata {len(held.encode())}\n{held}\n"
        lines += text.encode()
    top.mkdir(parents=True, exist_ok=True)
    environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    for words, given in (
        (["init", "--quiet", "--template=", "--initial-branch=main"], b""),
        (["fast-import", "--quiet", "--export-marks=.git/marks"], bytes(lines)),
        (["reset", "--quiet", "--hard", f"c{len(commits) - 1}"], b""),
    ):
        subprocess.run(["git", *words], cwd=top, env=environ, input=given, check=True)
    marks = (line.split() for line in (top / ".git" / "marks").read_text().splitlines())
    return [hash for _, hash in sorted((int(mark[1:]), hash) for mark, hash in marks)]
