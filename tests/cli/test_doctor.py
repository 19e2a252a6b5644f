"""`govtui doctor` says how govtui does here and what to do about it; nothing that it looks at makes it fail."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from repository import Repository, organization
from terminal import Terminal

from govtui.cli import doctor_environment
from govtui.cli.doctor_page import HEADINGS
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.kinds import KINDS
from govtui.store.merge_driver import UNSET
from govtui.store.watching import Watching

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "kho")
    made.write("organizations/bo.toml", organization("bo"))
    made.commit("Thêm")
    return made


def checks(done: Any) -> dict[str, dict[str, Any]]:
    """What was found, by name."""
    document = json.loads(done.out)
    assert (document["is"], document["of"], document["total"]) == ("list", "finding", len(document["items"]))
    assert all(one["state"] != "bad" for one in document["items"]) is (done.status == 0)
    return {one["name"]: one for one in document["items"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_told_in_the_language_of_the_user(govtui: Run, repository: Repository, language: str) -> None:
    done = govtui("doctor", repository.root, "--lang", language)
    assert (done.status, done.err) == (0, "")
    tr = load(language)
    headings = [line.split(" ─")[0] for line in done.out.splitlines() if " ─" in line]
    assert headings == [tr.pgettext("doctor", heading) for heading in HEADINGS.values()]
    others = [load(other).gettext("All is well.") for other in LANGUAGES if other != language]
    assert not any(other in done.out for other in others)
    assert max(map(len, done.out.splitlines())) <= 80


def test_for_programs_each_finding_has_a_name_a_state_and_a_value(govtui: Run, repository: Repository) -> None:
    found = checks(govtui("doctor", repository.root, "--json"))
    assert {name.partition(".")[0] for name in found} == set(HEADINGS)
    assert all(one["state"] in ("ok", "warn", "bad") for one in found.values())
    assert found["registry.files"]["value"] == 1
    assert found["git.standing"]["value"] == "ready"
    assert found["watching.method"]["value"] == "inotify"
    assert found["disk.free"]["value"] > 0


def test_what_lies_about_is_told_with_what_to_do(
    govtui: Run, repository: Repository, environ: Mapping[str, str]
) -> None:
    from govtui.user import drafts

    (repository.root / "organizations" / ".x-1-1.govtui-tmp").touch()
    repository.write("organizations/hỏng.toml", "id = \n")
    for days in (0, 89, 91):
        draft = drafts.begin(repository.root, "bo", "cũ", "tag")
        with mock.patch("govtui.user.drafts.time.time", return_value=time.time() - days * 86_400):
            assert drafts.keep(draft, "mới")
        drafts.leave(draft)
    try:
        found = checks(govtui("doctor", repository.root, "--json"))
        said = govtui("doctor", repository.root).out
    finally:
        shutil.rmtree(drafts.folder(), ignore_errors=True)
    assert found["left.temporary"]["value"] == 1
    assert found["left.drafts"]["value"] == 3 and found["left.old_drafts"]["value"] == 1
    assert found["registry.problems"]["state"] == "warn" and "→ govtui check lists them." in said
    assert found["registry.problems"]["value"]["errors"] > 0
    assert all(words in said for words in ("→ From a save in progress", "→ “govtui drafts show N”"))


def test_git_that_cannot_commit_and_a_registry_without_git_are_told(govtui: Run, repository: Repository) -> None:
    repository.git("config", "--unset", "user.name")
    found = checks(govtui("doctor", repository.root, "--json"))
    assert (found["git.commit"]["state"], found["git.commit"]["value"]) == ("warn", "no_name")
    shutil.rmtree(repository.top / ".git")
    found = checks(govtui("doctor", repository.root, "--json"))
    assert (found["git.standing"]["state"], found["git.standing"]["value"]) == ("ok", "no_work_tree")


@pytest.mark.parametrize("why", ["network", "watch_limit", "instance_limit", "failed"])
def test_why_files_are_looked_at_and_not_watched_is_told(
    govtui: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setattr("govtui.cli.doctor_registry.trial", lambda root: Watching("polling", why, "nfs4"))
    found = checks(govtui("doctor", repository.root, "--json"))["watching.method"]
    assert (found["state"], found["value"]) == ("ok" if why == "network" else "warn", why)


def test_a_full_disk_is_bad_and_the_exit_status_says_so(
    govtui: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_environment, "OUT", 2**60)
    done = govtui("doctor", repository.root, "--json")
    assert done.status == 1
    assert checks(done)["disk.free"]["state"] == "bad"


def test_folders_that_others_may_read_are_told(govtui: Run, repository: Repository, environ: Mapping[str, str]) -> None:
    state = Path(environ["XDG_STATE_HOME"]) / "govtui"
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o755)
    assert checks(govtui("doctor", repository.root, "--json"))["folders.state"]["state"] == "warn"
    state.chmod(0o700)
    assert checks(govtui("doctor", repository.root, "--json"))["folders.state"]["state"] == "ok"


def test_the_index_is_fresh_when_nothing_changed_since(govtui: Run, repository: Repository) -> None:
    values = [checks(govtui("doctor", repository.root, "--json"))["index.fresh"]["value"] for _ in range(2)]
    assert values == [False, True]


def test_nothing_secret_is_told(govtui: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "bí-mật-123")
    monkeypatch.setenv("SSH_CONNECTION", "203.0.113.7 22 198.51.100.2 22")
    repository.git("config", "remote.origin.url", "https://lan:bi-mat@example.org/kho")
    out = govtui("doctor", repository.root, "--json").out + govtui("doctor", repository.root).out
    assert not any(secret in out for secret in ("bí-mật-123", "203.0.113.7", "bi-mat"))


def test_without_a_registry_the_sentence_is_that_of_every_command(govtui: Run, tmp_path: Path) -> None:
    assert govtui("doctor", tmp_path / "không có").status == 2


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"terminal.colours": 2**24, "terminal.clipboard": True}),
        ({"TERM": "linux"}, {"terminal.colours": 8, "terminal.clipboard": False}),
        ({"TERM": "tmux-256color", "TMUX": "x", "NO_COLOR": "1"}, {"terminal.colours": 1, "terminal.clipboard": True}),
        ({"TERM": "tmux-256color", "TMUX": "x", "PATH": "/nowhere"}, {"terminal.clipboard": False}),
        ({"TERM": "dumb"}, {"terminal.term": "dumb"}),
    ],
)
def test_in_a_terminal_its_size_and_abilities_are_told(
    repository: Repository, environ: dict[str, str], expected: dict[str, object], tmp_path: Path
) -> None:
    home = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    argv = [sys.executable, "-m", "govtui", "doctor", "--json", "--lang", "en", str(repository.root)]
    (tmp_path / "tmux").touch(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    with Terminal(argv, cols=400, rows=250, env={**home, "PYTHONPATH": str(ROOT), "PATH": path, **environ}) as it:
        it.wait_exit()
        found = {one["name"]: one.get("value") for one in json.loads(re.sub(r"\r\n", "\n", it.raw.decode()))["items"]}
    assert found["terminal.size"] == [400, 250] if environ["TERM"] != "dumb" else True
    assert {name: found[name] for name in expected} == expected


def test_a_clone_without_a_hook_is_told_how_to_get_one(govtui: Run, repository: Repository) -> None:
    told = checks(govtui("doctor", repository.root, "--json"))["git.hook"]
    hook = repository.top / ".git" / "hooks" / "pre-commit"
    assert (told["value"], told["state"]) == (False, "ok")
    (repository.top / ".pre-commit-config.yaml").write_text("repos: []\n")  # it is wanted
    assert checks(govtui("doctor", repository.root, "--json"))["git.hook"]["state"] == "warn"
    words = "".join(govtui("doctor", repository.root).out.split())
    assert f"{hook}withtheline:execgovtuicheck--every" in words and "pre-commitinstall" in words
    repository.hook("pre-commit", "exec true")
    assert checks(govtui("doctor", repository.root, "--json"))["git.hook"]["value"] is True
    repository.git("config", "core.hooksPath", "elsewhere")
    assert checks(govtui("doctor", repository.root, "--json"))["git.hook"]["value"] is False


# the files for git, hooks and editors


def test_what_is_missing_for_git_and_editors_is_told_and_added(govtui: Run, repository: Repository) -> None:
    root = repository.root
    (root / ".gitattributes").write_bytes(b"*.pdf binary\r\n")
    (root / ".gitignore").write_text("*.bak")  # without a line feed at its end
    found = checks(govtui("doctor", root, "--json"))
    assert found["files.git"]["state"] == "warn" and {*found["files.git"]["value"]["lacks"]} == {
        ".gitattributes",
        ".gitignore",
    }
    assert found["files.hook"]["value"]["missing"] == ["../../.pre-commit-config.yaml"]
    assert len(found["files.editors"]["value"]["missing"]) == 7 and found["files.editors"]["state"] == "ok"
    refused = govtui("doctor", root, "--fix")
    assert refused.status == 1 and "--yes" in refused.err and "+.govtui/" in refused.out
    assert not (root / ".taplo.toml").exists()
    fixed = govtui("doctor", root, "--fix", "--yes", "--jsonl")
    lines = [json.loads(line) for line in fixed.out.splitlines()]
    assert fixed.status == 0 and {one["saved"] for one in lines} == {True}
    assert {".gitattributes", ".gitignore", ".taplo.toml", "../../.pre-commit-config.yaml"} < {
        one["path"] for one in lines
    }
    assert (root / ".gitignore").read_text() == "*.bak\n.govtui/\n"
    attributes = (root / ".gitattributes").read_bytes()
    assert attributes.startswith(b"*.pdf binary\r\norganizations/**/*.toml text eol=lf merge=govtui\r\n")
    assert not (root / "README.md").exists(), "whether there is one is not the program's business"
    found = checks(govtui("doctor", root, "--json"))
    assert all(not any(found[f"files.{part}"]["value"].values()) for part in ("git", "hook", "editors"))
    again = govtui("doctor", root, "--fix")
    assert (again.status, again.out) == (0, f"Nothing is missing in {root}.\n")


def test_merging_by_field_is_told_and_set_and_older_attributes_get_a_line_more(
    govtui: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository.root
    old = "".join(f"{kind.folder}/**/*.toml text eol=lf\n" for kind in KINDS.values())
    (root / ".gitattributes").write_text(old)
    (root / "events").mkdir()
    (root / "events" / "e.toml").write_bytes(b"# CRLF\r\n")
    found = checks(govtui("doctor", root, "--json"))["git.merge"]
    assert (found["state"], found["value"]) == ("ok", "not_set"), "the attributes do not ask for it yet"
    assert govtui("doctor", root, "--fix", "--yes").status == 0
    assert (root / ".gitattributes").read_text() == old + "".join(
        f"{kind.folder}/**/*.toml merge=govtui\n" for kind in KINDS.values()
    )
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert "Merge by field: set in this clone." in govtui("doctor", root).out
    monkeypatch.setattr("shutil.which", lambda name: None)
    found = checks(govtui("doctor", root, "--json"))["git.merge"]
    assert (found["state"], found["value"]) == ("warn", "no_program")
    repository.git(*UNSET.split()[1:])
    found = checks(govtui("doctor", root, "--json"))["git.merge"]
    assert (found["state"], found["value"]) == ("warn", "not_set"), "the attributes ask for it"
    refused = govtui("doctor", root, "--fix")
    assert refused.status == 1 and "merge.govtui.name = records by field (govtui)" in refused.out
    lines = [json.loads(line) for line in govtui("doctor", root, "--fix", "--yes", "--jsonl").out.splitlines()]
    assert [(one["path"], one["saved"]) for one in lines] == [("../../.git/config", True)]
    repository.git("config", "merge.govtui.driver", "other")
    assert checks(govtui("doctor", root, "--json"))["git.merge"]["value"] == "other"


def test_fix_needs_a_registry_that_can_be_written(
    govtui: Run, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert govtui("doctor", repository.root, "--yes").status == 2
    monkeypatch.setattr("govtui.cli.session.is_writable", lambda folder: False)
    refused = govtui("doctor", repository.root, "--fix", "--yes", "--json")
    assert refused.status == 2 and json.loads(refused.out)["items"][0]["refused"] == "read_only"
    assert "files.git" not in checks(govtui("doctor", repository.root, "--json"))


def test_the_same_is_found_in_every_language(govtui: Run, repository: Repository) -> None:
    govtui("doctor", repository.root, "--json")  # which brings the index up to date
    vi, en = (checks(govtui("doctor", repository.root, "--json", "--lang", one)) for one in ("vi", "en"))
    del vi["disk.free"], en["disk.free"]  # which is another every second
    assert vi == en
