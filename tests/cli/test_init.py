"""`govtui init` begins a registry, or completes one: what is there stays, and what it writes is right at once."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forking import Runner
from small import registry, table, write

from govtui.edit import registry_files
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.kinds import KINDS
from govtui.store import saving
from govtui.store.location import MANIFEST
from govtui.store.merge_driver import UNSET, driver_state

Run = Callable[..., Any]

FOLDERS = [kind.folder for kind in KINDS.values()]
SCHEMAS = [f"schema/{name}.json" for name in (*KINDS, "registry")]
OTHERS = [
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".taplo.toml",
    ".vscode/settings.json",
    "README.md",
    MANIFEST,
]
ALL = sorted([*(f"{folder}/.gitkeep" for folder in FOLDERS), *SCHEMAS, *OTHERS])


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def items(done: Any) -> list[dict[str, Any]]:
    """The lines of a document of changes."""
    document = json.loads(done.out)
    assert (document["is"], document["of"], document["total"]) == ("list", "change", len(document["items"]))
    return list(document["items"])


def test_an_empty_folder_becomes_a_registry_without_a_problem(govtui: Run, tmp_path: Path) -> None:
    root = tmp_path / "sổ tay"
    done = govtui("init", root, "--yes", "--name-en", "Handbook")
    assert (done.status, done.err) == (0, "")
    assert files(root) == ALL
    assert all(path in done.out for path in ALL)
    manifest = tomllib.loads((root / MANIFEST).read_text(encoding="utf-8"))
    assert manifest == {
        "schema": 2,
        "languages": ["vi", "en"],
        "source_language": "vi",
        "name": {"en": "Handbook"},
    }
    checked = govtui("check", root, "--strict")
    assert checked.status == 0 and "Error: 0" in checked.out
    again = govtui("init", root, "--yes")
    assert again.status == 0 and again.out == f"Nothing is missing in {root}.\n"


def test_the_example_and_the_workflows_are_right_at_once(govtui: Run, tmp_path: Path) -> None:
    assert govtui("init", tmp_path / "a", "--sample", "--ci", "github", "--ci", "gitlab", "--yes").status == 0
    checked = govtui("check", tmp_path / "a", "--strict")
    assert checked.status == 0 and checked.out.startswith("2 records.")
    made = files(tmp_path / "a")
    assert {*registry_files.CI.values(), *registry_files.SAMPLE} < {*made}
    assert "organizations/.gitkeep" not in made and "events/.gitkeep" in made
    for path in registry_files.CI.values():
        assert registry_files.ENTRY in (tmp_path / "a" / path).read_text(encoding="utf-8")


def test_editors_find_a_schema_for_each_folder(govtui: Run, tmp_path: Path) -> None:
    assert govtui("init", tmp_path / "a", "--yes").status == 0
    root = tmp_path / "a"
    taplo = tomllib.loads((root / ".taplo.toml").read_text(encoding="utf-8"))
    rules = {rule["include"][0]: rule["schema"]["path"] for rule in taplo["rule"]}
    assert {*rules} == {*taplo["include"]} == {*(f"{folder}/**/*.toml" for folder in FOLDERS), MANIFEST}
    code = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert code["[toml]"] == {"editor.formatOnSave": False}
    assert code["evenBetterToml.taplo.configFile.enabled"] is True  # it reads those rules
    assert sorted(rules.values()) == sorted(f"./{path}" for path in SCHEMAS)
    for path in SCHEMAS:
        assert json.loads((root / path).read_text(encoding="utf-8"))["$schema"].endswith("2020-12/schema")


def test_the_readme_speaks_every_language_of_the_registry_and_names_it_as_text(govtui: Run, tmp_path: Path) -> None:
    name = "[x](http://y) *<b>*"
    assert govtui("init", tmp_path / "a", "--yes", "--name-vi", name).status == 0
    said = (tmp_path / "a" / "README.md").read_text(encoding="utf-8")
    assert said.startswith("# \\[x\\](http://y) \\*\\<b\\>\\*\n")
    assert all(f"## {own}" in said for own in LANGUAGES.values())
    assert govtui("init", tmp_path / "b", "--yes", "--languages", "en").status == 0
    assert "Tiếng Việt" not in (tmp_path / "b" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_terminal_names_are_asked_and_the_list_is_shown_first(
    server: Runner, tmp_path: Path, language: str
) -> None:
    tr = load(language)
    yes = tr.gettext("y")
    ran = server.run(["init", "a", "--lang", language], terminal=True, cwd=tmp_path, typed=f"Sổ tay của Vụ\n\n{yes}\n")
    assert ran.status == 0, ran.out.decode()
    said = ran.out.decode()
    asked, shown = said.index(tr.gettext("Write these files?")), said.index("  registry.toml")
    assert shown < asked
    names = tomllib.loads((tmp_path / "a" / MANIFEST).read_text(encoding="utf-8"))["name"]
    assert names == {"vi": "Sổ tay của Vụ", "en": "a"}
    ran = server.run(["init", "b", "--lang", language], terminal=True, cwd=tmp_path, typed=f"x\ny\n{tr.gettext('n')}\n")
    assert ran.status == 1 and not (tmp_path / "b").exists()


def test_in_a_pipe_nothing_is_written_without_yes(govtui: Run, tmp_path: Path) -> None:
    done = govtui("init", tmp_path / "a")
    assert done.status == 1 and "--yes" in done.err and not (tmp_path / "a").exists()
    assert items(govtui("init", tmp_path / "a", "--json"))[0]["refused"] == "yes_needed"
    dry = govtui("init", tmp_path / "a", "--dry-run", "--json")
    assert dry.status == 0 and [one["path"] for one in items(dry)] != [] and not (tmp_path / "a").exists()
    assert {one["saved"] for one in items(dry)} == {False}


def test_for_programs_a_line_a_file_and_the_same_bytes_in_every_language(govtui: Run, tmp_path: Path) -> None:
    write(tmp_path, "a/README.md", "x\n")
    write(tmp_path, "b/README.md", "x\n")
    vi, en = (
        govtui("init", tmp_path / name, "--yes", "--json", "--lang", name2)
        for name, name2 in (("a", "vi"), ("b", "en"))
    )
    assert vi.out == en.out
    found = {one["path"]: one for one in items(en)}
    assert sorted(found) == ALL
    assert {path for path, one in found.items() if not one["saved"]} == {"README.md"}
    assert found["README.md"]["refused"] == "file_exists"
    lines = [json.loads(line) for line in govtui("init", tmp_path / "a", "--jsonl").out.splitlines()]
    assert [one["is"] for one in lines] == ["change"] * len(ALL)


def test_what_is_there_stays_and_what_it_lacks_is_said(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path / "a", table("s", "source"), table("o")).root
    mine = {
        ".gitattributes": "*.pdf binary\norganizations/**/*.toml -text\n",
        ".gitignore": "/.govtui\n",
        ".vscode/settings.json": "{}\n",
        ".pre-commit-config.yaml": "repos: []\n",
        MANIFEST: (root / MANIFEST).read_text(),
    }
    for path, text in mine.items():
        write(root, path, text)
    found = {one["path"]: one for one in items(govtui("init", root, "--yes", "--json"))}
    assert {path: (root / path).read_text() for path in mine} == mine
    assert found[".gitattributes"]["lacks"] == [
        "organizations/**/*.toml merge=govtui",
        *(f"{one}/**/*.toml text eol=lf merge=govtui" for one in FOLDERS[1:]),
    ]
    assert found[".vscode/settings.json"]["lacks"] == ["evenBetterToml.taplo.configFile.enabled", "editor.formatOnSave"]
    assert found[".pre-commit-config.yaml"]["lacks"] == ["entry: govtui check --every"]
    assert "lacks" not in found[".gitignore"]
    assert "organizations/.gitkeep" not in found and found["events/.gitkeep"]["saved"]
    said = govtui("init", root, "--yes")
    assert said.status == 0
    assert ".gitattributes is there and stays as it is. It lacks: organizations/**/*.toml merge=govtui" in said.out
    assert "govtui doctor --fix" in said.out
    assert "To be added to .pre-commit-config.yaml:\n  - repo: local\n    hooks:\n" in said.out


def test_git_is_not_told_to_change_line_ends_of_a_folder_that_has_others(govtui: Run, tmp_path: Path) -> None:
    root = registry(tmp_path / "a", table("s", "source"), table("e", "event")).root
    place = root / "events" / "e.toml"
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    done = govtui("init", root, "--yes")
    attributes = (root / ".gitattributes").read_text()
    assert "\nevents/**/*.toml merge=govtui\n" in attributes
    assert "\nsources/**/*.toml text eol=lf merge=govtui\n" in attributes
    assert "Files in events/ have Windows line ends" in done.out


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--template=", tmp_path / "clone"], check=True)
    return tmp_path / "clone"


def test_in_a_clone_git_is_set_to_merge_records_by_field_and_it_is_said_how_to_take_that_out(
    govtui: Run, work_tree: Path
) -> None:
    config = work_tree / ".git" / "config"
    before = config.read_text()
    dry = govtui("init", work_tree / "data", "--dry-run")
    assert "merge.govtui.driver = command -v govtui" in dry.out and config.read_text() == before
    done = govtui("init", work_tree / "data", "--yes")
    assert (done.status, done.err) == (0, "")
    assert driver_state(work_tree / "data").state == "set"
    assert f"To undo this: {UNSET}" in done.out
    assert "doctor --fix" not in done.out.partition("Next steps")[2]
    subprocess.run(UNSET.split(), cwd=work_tree, check=True)
    assert config.read_text() == before
    again = govtui("init", work_tree / "data")
    assert again.status == 0 and driver_state(work_tree / "data").state == "not_set", "nobody was asked"
    lines = items(govtui("init", work_tree / "data", "--yes", "--json"))
    assert [one["path"] for one in lines if one["saved"]] == ["../.git/config"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_terminal_the_settings_are_asked_for_and_may_be_declined(
    server: Runner, work_tree: Path, language: str
) -> None:
    tr = load(language)
    yes, no = tr.gettext("y"), tr.gettext("n")
    args = ["init", "data", "--languages", "en", "--lang", language]
    ran = server.run(args, terminal=True, cwd=work_tree, typed=f"\n{yes}\n{no}\n")
    assert ran.status == 0 and tr.gettext("Have git merge records by field in this clone?") in ran.out.decode()
    assert (work_tree / "data" / MANIFEST).exists() and driver_state(work_tree / "data").state == "not_set"
    ran = server.run(args, terminal=True, cwd=work_tree, typed=f"{yes}\n")
    assert ran.status == 0 and driver_state(work_tree / "data").state == "set"


def test_another_driver_of_our_name_is_shown_and_stays(govtui: Run, work_tree: Path) -> None:
    command = ["git", "config", "--local", "merge.govtui.driver", "mine \x1b[31m%A"]
    subprocess.run(command, cwd=work_tree, check=True)
    done = govtui("init", work_tree, "--yes")
    assert done.status == 0 and "another command, which stays as it is: mine ␛[31m%A" in done.out
    found = driver_state(work_tree)
    assert (found.state, found.command) == ("other", command[-1])


def test_settings_that_cannot_be_written_are_told_and_the_files_are_there(govtui: Run, work_tree: Path) -> None:
    (work_tree / ".git" / "config.lock").touch()
    done = govtui("init", work_tree, "--yes")
    assert done.status == 2 and "could not write the settings of this clone: error: could not lock" in done.err
    assert (work_tree / MANIFEST).exists()


def test_hook_and_workflow_stand_where_git_and_its_server_look_for_them(govtui: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = govtui("init", tmp_path / "data", "--ci", "github", "--yes", "--json")
    paths = {one["path"] for one in items(done)}
    assert {"../.pre-commit-config.yaml", "../.github/workflows/govtui.yml", ".gitattributes"} < paths
    top = {path for path in files(tmp_path) if not path.startswith("data/")}
    assert top == {".pre-commit-config.yaml", ".github/workflows/govtui.yml"}


def test_without_pre_commit_the_steps_that_come_next_have_git_itself_check(
    govtui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "a" / ".git" / "hooks").mkdir(parents=True)
    hook = tmp_path / "a" / ".git" / "hooks" / "pre-commit"
    done = govtui("init", tmp_path / "a" / "b c", "--yes")
    steps = done.out[done.out.index("Next steps:") :].splitlines()[1:]
    given = [step for step in steps if step.split()[0] in ("cd", "printf", "chmod")]
    subprocess.run(["/bin/sh", "-ec", "\n".join(given)], check=True, env={"PATH": "/usr/bin:/bin"})
    assert hook.read_text() == "#!/bin/sh\nexec govtui check --every\n" and os.access(hook, os.X_OK)
    # a hook that is there is somebody's, and is not written over
    assert "pre-commit install" in govtui("init", tmp_path / "a" / "d", "--yes").out
    program = write(tmp_path, "bin/pre-commit", "#!/bin/sh\n")
    program.chmod(0o755)
    hook.unlink()
    assert "pre-commit install" in govtui("init", tmp_path / "a" / "e", "--yes").out


# what is refused


@pytest.mark.parametrize(
    ("there", "folder", "code", "status"),
    [
        ({"a/pyproject.toml": "[project]\n"}, "a", "other_toml", 1),
        ({"a/x/settings.toml": "not TOML"}, "a", "other_toml", 1),
        ({"a/registry.toml": '[registry]\nurl = "x"\n'}, "a", "other_manifest", 1),
        ({"a/registry.toml": "schema = 2\n"}, "a/b/c", "inside_registry", 1),
        ({"a/records/registry.toml": "schema = 2\n"}, "a", "registry_below", 1),
        ({"a": "a file"}, "a", "not_a_folder", 2),
        ({"a": "a file"}, "a/b", "not_a_folder", 2),
        ({}, "a" * 300, "name_too_long", 2),
    ],
)
def test_where_no_registry_can_be_nothing_is_written_and_it_is_said_why(
    govtui: Run, tmp_path: Path, there: dict[str, str], folder: str, code: str, status: int
) -> None:
    for path, text in there.items():
        write(tmp_path, path, text)
    said = {}
    for language in LANGUAGES:
        done = govtui("init", folder, "--yes", "--lang", language, cwd=tmp_path)
        assert (done.status, done.out) == (status, "")
        said[language] = done.err
    assert said["vi"] != said["en"] and str(tmp_path) in said["vi"]
    assert [one["refused"] for one in items(govtui("init", folder, "--yes", "--json", cwd=tmp_path))] == [code]
    assert files(tmp_path) == sorted(there)


def test_records_of_an_older_form_or_broken_ones_are_no_reason_to_refuse(govtui: Run, tmp_path: Path) -> None:
    write(tmp_path, "a/events/e.toml", 'schema = 1\nkind = "event"\n')
    write(tmp_path, "a/events/broken.toml", "[[[")
    assert govtui("init", tmp_path / "a", "--yes").status == 0


def test_a_folder_that_cannot_be_written_to_is_named(
    govtui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govtui.edit.new_registry.is_writable", lambda folder: False)
    done = govtui("init", tmp_path / "a", "--yes")
    assert (done.status, done.out) == (2, "") and f"The folder {tmp_path} cannot be written to." in done.err


def test_a_full_disk_leaves_whole_files_and_the_same_command_writes_the_rest(
    govtui: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, room, real = tmp_path / "a", [6], saving.write

    def full(handle: int, raw: bytes) -> None:
        room[0] -= 1
        if room[0] < 0:
            os.write(handle, raw[: len(raw) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle, raw)

    monkeypatch.setattr(saving, "write", full)
    done = govtui("init", root, "--yes")
    assert done.status == 2 and "The disk is full" in done.err and "6 of 16 files were written" in done.err
    half = files(root)
    assert len(half) == 6 and MANIFEST in half
    room[0] = 0
    told = items(govtui("init", root, "--yes", "--json"))
    assert {one.get("refused") for one in told if one["path"] not in half} == {"disk_full_here"}
    room[0] = 99
    assert govtui("init", root, "--yes").status == 0 and files(root) == ALL


@pytest.mark.parametrize("given", ["x_y", ",", "vi;en"])
def test_languages_that_are_none_are_a_mistake_in_the_command(govtui: Run, tmp_path: Path, given: str) -> None:
    done = govtui("init", tmp_path / "a", "--yes", "--languages", given)
    assert done.status == 2 and not (tmp_path / "a").exists()


def test_a_link_that_leads_elsewhere_is_not_followed(govtui: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "schema").symlink_to(tmp_path / "elsewhere")
    done = govtui("init", tmp_path / "a", "--yes")
    assert done.status == 2 and files(tmp_path / "elsewhere") == []
