"""The hook that a registry's own repository can use: well formed, and what it runs judges that repository's records."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from small import registry, table, write

from govtui.i18n.translator import LANGUAGES, load

ROOT = Path(__file__).resolve().parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"

_LINE = re.compile(r"(?P<first>- |  )(?P<key>[a-z_]+): (?P<value>[^\s#&*!|>%@`\"'{\[].*)\Z")


def hooks() -> list[dict[str, str]]:
    """The hooks of the file: flat tables of plain words, which is all of YAML that it needs."""
    out: list[dict[str, str]] = []
    for line in HOOKS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        assert match, line
        assert ": " not in match["value"]
        assert " #" not in match["value"]
        if match["first"] == "- ":
            out.append({})
        assert match["key"] not in out[-1]
        out[-1][match["key"]] = match["value"]
    return out


def test_there_is_one_hook_with_all_that_pre_commit_asks_for() -> None:
    (hook,) = hooks()
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert hook["id"] == "govtui-check"
    assert hook["language"] == "python"  # installed from pyproject.toml, where the command of the entry is named
    assert f'\n{hook["entry"].split()[0]} = "' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert hook["pass_filenames"] == "false"  # one file shows its faults only beside the others


def test_it_runs_when_a_record_or_the_manifest_changes_and_not_for_other_files() -> None:
    files = re.compile(hooks()[0]["files"])
    assert all(files.search(path) for path in ("events/a.toml", "records/events/a.toml", "registry.toml"))
    assert not any(files.search(path) for path in ("README.md", "events/a.toml.bak", "toml"))


class Repository:
    """A git repository with the hook's entry as its pre-commit hook, as pre-commit would run it but for the network."""

    def __init__(self, folder: Path, environ: Mapping[str, str], entry: str) -> None:
        self.folder = folder / "repository"
        tools = folder / "bin"
        tools.mkdir()
        govtui = tools / "govtui"
        govtui.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govtui "$@"\n', encoding="utf-8")
        govtui.chmod(0o755)
        kept = {name: value for name, value in environ.items() if not name.startswith("GIT_")}
        self._environ = kept | {
            "PATH": f"{tools}{os.pathsep}{environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        self.git("init", "-q", str(self.folder), cwd=folder)
        self.hook(entry)

    def hook(self, entry: str) -> None:
        """Have git run this before each commit."""
        hook = self.folder / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\nexec {entry}\n", encoding="utf-8")
        hook.chmod(0o755)

    def git(self, *args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        named = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *args]
        return subprocess.run(
            named, cwd=cwd or self.folder, env=self._environ, capture_output=True, encoding="utf-8", timeout=60
        )

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Add everything, and commit it if the hook lets it pass."""
        assert self.git("add", "-A").returncode == 0
        return self.git("commit", "-q", "-m", "records")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
@pytest.mark.parametrize("below", [".", "records", "data", "dữ liệu/sổ của Bộ"])
def test_a_commit_with_an_error_is_refused_and_one_without_passes(
    environ: Mapping[str, str], tmp_path: Path, below: str
) -> None:
    repository = Repository(tmp_path, environ, hooks()[0]["entry"])
    root = repository.folder / below
    registry(root, table("s", "source"), table("e", "event", type="sumit"))
    refused = repository.commit()
    assert refused.returncode == 1
    assert "events/e.toml:4:8: Error [unknown_vocabulary_key]" in refused.stdout + refused.stderr
    assert repository.git("rev-parse", "-q", "--verify", "HEAD").returncode != 0
    # a discrepancy is shown, but it is the sources' and no reason to refuse
    registry(root, table("e", "event", type="summit"))
    registry(root, table("p", "declaration", progress=[{"rows": [{"stated": 18, "completed": 15}]}]))
    passed = repository.commit()
    assert (passed.returncode, passed.stderr.count("Traceback")) == (0, 0)
    assert "18 stated, 15 itemised, 3 unexplained." in passed.stdout + passed.stderr
    assert repository.git("rev-parse", "-q", "--verify", "HEAD").returncode == 0
    write(root, "registry.toml", "schema = 2\n")
    assert repository.commit().returncode == 1


# what `init` writes


def written_entry(top: Path) -> str:
    """The command of the hook in the settings of pre-commit, which has the form of the project's own."""
    lines = (top / ".pre-commit-config.yaml").read_text(encoding="utf-8").splitlines()
    found = dict(line.strip().removeprefix("- ").split(": ", 1) for line in lines if ": " in line)
    own = hooks()[0]
    assert {name: found[name] for name in ("entry", "id", "files", "pass_filenames")} == {
        name: own[name] for name in ("entry", "id", "files", "pass_filenames")
    }
    assert (found["repo"], found["language"]) == ("local", "system")  # it works without a network
    return found["entry"]


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
@pytest.mark.parametrize("below", [".", "data"])
def test_a_registry_begun_with_init_is_checked_at_each_commit(
    govtui: Callable[..., Any], environ: Mapping[str, str], tmp_path: Path, below: str
) -> None:
    repository = Repository(tmp_path, environ, "true")
    root = repository.folder / below
    assert govtui("init", root, "--yes").status == 0
    repository.hook(written_entry(repository.folder))
    assert repository.commit().returncode == 0, "an empty registry is one"
    assert repository.git("check-attr", "eol", f"{below}/events/e.toml").stdout.endswith("eol: lf\n")
    run = partial(govtui, "new", "source", "--type", "web_page", "--registry", root, "seen=full")
    assert run("--name-vi", "Trang", "--name-en", "Page").status == 0
    write(root, "events/e.toml", tomli_w.dumps(table("e", "event", type="sumit", sources=[{"ref": "trang"}])))
    refused = repository.commit()
    assert refused.returncode == 1 and "events/e.toml:4:8: Error" in refused.stdout + refused.stderr
    write(root, "events/e.toml", tomli_w.dumps(table("e", "event", sources=[{"ref": "trang"}])))
    passed = repository.commit()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert ".govtui" not in repository.git("ls-files").stdout


# which registries the hook finds


@pytest.fixture
def repository(environ: Mapping[str, str], tmp_path: Path) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    return Repository(tmp_path, environ, hooks()[0]["entry"])


def test_each_registry_of_the_work_tree_is_judged_and_named(repository: Repository) -> None:
    registry(repository.folder / "data", table("s", "source"), table("e", "event", type="sumit"))
    registry(repository.folder / "dữ liệu" / "năm 2022", table("s", "source"), table("f", "event", type="sumit"))
    registry(repository.folder / "sạch", table("s", "source"))
    done = repository.commit()
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "data/events/e.toml:4:8: Error [unknown_vocabulary_key]" in said
    assert "dữ liệu/năm 2022/events/f.toml:4:8: Error [unknown_vocabulary_key]" in said
    assert "sạch: 1 record. Error: 0" in said
    registry(repository.folder / "data", table("e", "event"))
    assert repository.commit().returncode == 1  # the other one still has an error
    registry(repository.folder / "dữ liệu" / "năm 2022", table("f", "event"))
    assert repository.commit().returncode == 0


def test_a_file_of_that_name_of_another_program_is_passed_over(repository: Repository) -> None:
    write(repository.folder, "docker/registry.toml", '[registry]\nurl = "https://example.org"\n[x]\nschema = 1\n')
    write(repository.folder, "docker/events/e.toml", "no record\n")
    none = repository.commit()
    assert none.returncode == 1  # git's own for a hook that failed; the entry ends with 2, see below
    assert "There is no registry in this git work tree" in none.stdout + none.stderr
    registry(repository.folder / "data", table("s", "source"))
    assert repository.commit().returncode == 0


def test_a_manifest_that_is_broken_is_told_not_passed_over(repository: Repository) -> None:
    registry(repository.folder / "data", table("s", "source"), manifest="schema = 2\nname = {\n")
    done = repository.commit()
    assert done.returncode == 1
    assert "data/registry.toml:" in done.stdout + done.stderr


def test_a_commit_from_a_folder_below_is_judged_as_well(repository: Repository) -> None:
    root = registry(repository.folder / "data", table("s", "source"), table("e", "event", type="sumit")).root
    assert repository.git("add", "-A").returncode == 0
    done = repository.git("commit", "-q", "-m", "records", cwd=root / "events")
    assert done.returncode == 1 and "data/events/e.toml:4:8: Error" in done.stdout + done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_from_below_none_and_without_git(
    govtui: Callable[..., Any], repository: Repository, tmp_path: Path, language: str
) -> None:
    tr = load(language)
    none = tr.gettext(
        "There is no registry in this git work tree: git keeps no registry.toml with “schema” in it. A new one is added with “git add”."
    )
    run = partial(govtui, "check", "--every", "--lang", language)
    repository.folder.mkdir(exist_ok=True)
    assert run(cwd=repository.folder) == (2, "", f"govtui: {none}\n")
    outside = tr.gettext("There is no git work tree here, so there is no registry to be found in it.")
    assert run(cwd=tmp_path) == (2, "", f"govtui: {outside}\n")
    root = registry(repository.folder / "a" / "b", table("s", "source"), table("e", "event", type="sumit")).root
    repository.git("add", "-A")
    below = run(cwd=root / "events")
    assert below.status == 1 and below.out.startswith(f"{root}/events/e.toml:4:8: ")
    assert [row["path"] for row in json.loads(run("--json", cwd=root.parent).out)["items"]] == ["b/events/e.toml"]
    assert run("data", cwd=root).status == run("--registry", root, cwd=root).status == 2
    (root / "registry.toml").unlink()  # for git it is still there
    assert run(cwd=repository.folder) == (2, "", f"govtui: {none}\n")
