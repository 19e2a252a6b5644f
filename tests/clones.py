"""A bare remote with clones of it, for tests of sharing: the ministry of repository.py, pushed once and copied."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from repository import FOLDER, Repository, ministry

BRANCH = "chính"


class Clone(Repository):
    """A clone with a registry in it."""

    def __init__(self, top: Path) -> None:
        self.top, self.root = top, top / FOLDER

    def head(self, ref: str = "HEAD") -> str:
        """The commit that a ref names; "" for none."""
        return self.git("rev-parse", "--verify", "-q", f"{ref}^{{commit}}", check=False).strip()

    def read(self, path: str) -> str:
        """Read a file of the registry."""
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str, message: str = "Sửa") -> None:
        """Replace words that stand once in a file of the registry, and commit it."""
        text = self.read(path)
        assert text.count(old) == 1, text
        self.write(path, text.replace(old, new))
        self.commit(message)

    def state(self) -> dict[str, object]:
        """Everything that a refusal leaves as it was: work tree, index, branch."""
        places = (place for place in sorted(self.top.rglob("*")) if place.is_file())
        files = {place.relative_to(self.top).as_posix(): place.read_bytes() for place in places}
        return {
            "files": {
                name: raw for name, raw in files.items() if not name.startswith(".git/") and "/.govtui/" not in name
            },
            "index": self.git("ls-files", "--stage"),
            "status": self.git("status", "--porcelain"),
            "branch": (self.git("symbolic-ref", "-q", "HEAD", check=False), self.head()),
        }


class Shared:
    """A bare remote, `remote`, and clones beside it."""

    def __init__(self, top: Path) -> None:
        self.top, self.remote = top, top / "máy chủ.git"

    def clone(self, name: str, url: str = "") -> Clone:
        """Make another clone, whose commits are by whoever it is named after."""
        shutil.copytree(_template() / "lan", self.top / name, symlinks=True)
        made = Clone(self.top / name)
        settings = made.top / ".git" / "config"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(
            text.replace(str(_template() / self.remote.name), url or str(self.remote)).replace("Lan", name.title()),
            encoding="utf-8",
        )
        return made

    def git(self, *words: str) -> str:
        """Run git in the remote."""
        return Repository.run(self.remote, *words)

    def hook(self, name: str, script: str) -> None:
        """Put a hook in the remote; "" takes it away."""
        place = self.remote / "hooks" / name
        if not script:
            place.unlink()
            return
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\n{script}\n")
        place.chmod(0o755)


def shared(top: Path) -> Shared:
    """A remote that has the ministry: one record, "bo", whose name was changed once."""
    top.mkdir(parents=True, exist_ok=True)
    made = Shared(top)
    shutil.copytree(_template() / made.remote.name, made.remote, symlinks=True)
    return made


@cache
def _template() -> Path:
    top = Path(tempfile.mkdtemp(prefix="govtui-tests-clones-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    lan = ministry(top / "lan")
    lan.git("checkout", "--quiet", ".")
    remote = top / Shared(top).remote.name
    Repository.run(top, "init", "--quiet", "--template=", "--bare", f"--initial-branch={BRANCH}", os.fspath(remote))
    lan.git("remote", "add", "origin", os.fspath(remote))
    lan.git("push", "--quiet", "--set-upstream", "origin", BRANCH)
    return top
