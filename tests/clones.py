"""A bare remote over file://, and clones of it with a registry, for tests of sharing. Built once, copied for each test."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.repository import BO, Repository, organization

FOLDER = "records"
"""The registry in the work tree."""

SETTINGS = """
[user]
	name = {name}
	email = {mail}@example.org
[maintenance]
	auto = false
"""

PLAN = "events/plan.toml"

RECORD = """\
schema = 2
kind = "organization"
id = "un"
type = "un_entity"
status = "active"

[name]
vi = "Liên hợp quốc"
en = "United Nations"

[summary]
vi = "Một tổ chức quốc tế."
"""
UN = "organizations/un.toml"


class Clone(Repository):
    """A clone of the remote; `top` is its work tree, `root` the registry in it."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.root = top / FOLDER

    def read(self, path: str) -> str:
        """Read a file of the registry."""
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str, message: str = "Sửa") -> None:
        """Replace words of a file, once, and commit it."""
        text = self.read(path)
        assert text.count(old) == 1, text
        self.write(path, text.replace(old, new))
        self.commit(message)

    def head(self, ref: str = "HEAD") -> str:
        return self.git("rev-parse", ref).strip()

    def state(self) -> dict[str, object]:
        """Everything that a refusal must leave as it is: work tree, index, branch."""
        files = {
            path.relative_to(self.top).as_posix(): path.read_bytes()
            for path in sorted(self.top.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.top).parts[:1] and ".govtui" not in path.parts
        }
        return {
            "files": files,
            "index": self.git("ls-files", "--stage"),
            "status": self.git("status", "--porcelain"),
            "head": self.git("symbolic-ref", "HEAD") + self.git("rev-parse", "-q", "--verify", "HEAD", check=False),
            "stash": self.git("stash", "list"),
        }


class Clones:
    """`remote` is bare; Lan and Minh have a clone each, with the records BO and UN."""

    def __init__(self, top: Path) -> None:
        shutil.copytree(_made(), top, dirs_exist_ok=True, symlinks=True)
        self.top = top
        self.remote = top / "remote.git"
        self.lan, self.minh = Clone(top / "lan"), Clone(top / "minh")
        for clone in (self.lan, self.minh):
            settings = clone.top / ".git" / "config"
            settings.write_text(settings.read_text().replace("REMOTE", self.remote.as_uri()))

    def pushed(self, ref: str = "main") -> str:
        """Return the commit of a branch of the remote."""
        return Repository.run(self.remote, "rev-parse", ref).strip()


@cache
def _made() -> Path:
    """Make them, once a process."""
    top = Path(tempfile.mkdtemp(prefix="govtui-tests-clones-"))
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    remote, lan = top / "remote.git", Clone(top / "lan")
    Repository.run(top, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", str(remote))
    lan.top.mkdir()
    lan.git("init", "--quiet", "--template=", "--initial-branch=main")
    _set(lan, "Lan")
    lan.write("registry.toml", 'schema = 2\nlanguages = ["vi", "en"]\n')
    lan.write(BO, organization("bo", "Bộ Nội vụ"))
    lan.write(UN, RECORD)
    (lan.top / "README.md").write_text("Sổ đăng ký\n")
    lan.commit("Bắt đầu")
    lan.git("push", "--quiet", remote.as_uri(), "main")
    lan.git("update-ref", "refs/remotes/origin/main", "HEAD")
    shutil.copytree(lan.top, top / "minh", symlinks=True)
    settings = top / "minh" / ".git" / "config"
    settings.write_text(settings.read_text().replace("Lan", "Minh").replace("lan@", "minh@"))
    return top


def _set(clone: Clone, name: str) -> None:
    with (clone.top / ".git" / "config").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(name=name, mail=name.lower()))
        settings.write('[remote "origin"]\n\turl = REMOTE\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n')
        settings.write('[branch "main"]\n\tremote = origin\n\tmerge = refs/heads/main\n')
