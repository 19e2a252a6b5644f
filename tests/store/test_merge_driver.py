"""git with our merge driver: the true command in its settings, the true program on the path, or none, or one that fails."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from repository import BO, Repository, organization

from govtui.edit.registry_files import attribute_lines
from govtui.store.merge_driver import COMMAND, SETTINGS, UNSET, driver_state, set_driver, settings_file

PROGRAM = Path(sys.executable).with_name("govtui")

MINE = organization("bo", "Bộ của Lan").replace('"active"', '"active"  # of 2024')
THEIRS = organization("bo").replace('en = "Ministry"', 'en = "The Ministry"')
BOTH = MINE.replace('en = "Ministry"', 'en = "The Ministry"')
"""git cannot merge them by lines: the names stand on neighbouring lines."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with the driver, two branches that changed different fields of a record, and a third that met both."""
    one = Repository(tmp_path_factory.mktemp("driver"))
    one.write(".gitattributes", "\n".join(attribute_lines()) + "\n")
    one.write(BO, organization("bo"))
    one.commit("Thêm")
    one.git("checkout", "--quiet", "-b", "góp-ý")
    one.write(BO, THEIRS)
    one.commit("Minh sửa tên tiếng Anh")
    one.git("checkout", "--quiet", "-b", "khác", "HEAD~1")
    one.write(BO, organization("bo", "Bộ của Minh"))
    one.commit("Minh sửa tên")
    one.git("checkout", "--quiet", "chính")
    one.write(BO, MINE)
    one.commit("Lan sửa tên")
    set_driver(one.root)
    return one.top


@pytest.fixture
def clone(made: Path, tmp_path: Path) -> Repository:
    shutil.copytree(made, tmp_path / "clone", symlinks=True)
    return Repository.at(tmp_path / "clone")


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder on the path in which govtui is; the true one, until a test puts another there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("git", "sh", "grep"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    (folder / "govtui").symlink_to(PROGRAM)
    monkeypatch.setenv("PATH", str(folder))
    yield folder / "govtui"


def text(clone: Repository) -> str:
    return (clone.root / BO).read_bytes().decode()


def unmerged(clone: Repository) -> bool:
    return bool(clone.git("ls-files", "--unmerged"))


def test_edits_of_neighbouring_fields_are_merged_comments_included(clone: Repository) -> None:
    clone.git("merge", "--quiet", "--no-edit", "góp-ý")
    assert text(clone) == BOTH
    assert clone.git("status", "--porcelain") == ""


def test_so_they_are_in_a_rebase_when_picked_reverted_or_taken_out_of_a_stash(clone: Repository) -> None:
    clone.git("branch", "một")
    clone.git("rebase", "--quiet", "góp-ý")
    assert text(clone) == BOTH
    clone.git("revert", "--no-edit", "HEAD~1")
    assert text(clone) == MINE
    clone.git("reset", "--quiet", "--hard", "một")
    clone.git("cherry-pick", "góp-ý")
    assert text(clone) == BOTH
    clone.git("checkout", "--quiet", "HEAD~2")
    clone.write(BO, MINE)
    clone.git("stash", "--quiet")
    clone.git("checkout", "--quiet", "góp-ý")
    clone.git("stash", "pop", "--quiet")
    assert text(clone) == BOTH


def test_a_field_that_both_changed_is_one_line_of_each_between_markers(clone: Repository) -> None:
    clone.git("merge", "--quiet", "góp-ý", "--no-edit")
    assert clone.git("merge", "khác", check=False)
    assert unmerged(clone)
    both = '<<<<<<< ours\nvi = "Bộ của Lan"\n=======\nvi = "Bộ của Minh"\n>>>>>>> theirs'
    assert text(clone) == BOTH.replace('vi = "Bộ của Lan"', both)


def test_a_clone_without_the_settings_loses_nothing_by_the_attributes(clone: Repository) -> None:
    clone.git(*UNSET.split()[1:])
    clone.git("merge", "góp-ý", check=False)
    assert unmerged(clone)
    assert 'vi = "Bộ của Lan"' in text(clone) and 'en = "The Ministry"' in text(clone)


FAILING = {
    "is not there": None,
    "fails": "exit 1",
    "cannot run": "exit 2",
    "is killed": "kill -9 $$",
    "does not know the command": "exit 127",
}


@pytest.mark.parametrize("how", FAILING)
def test_where_the_program_does_not_merge_git_does_and_mine_is_not_left_alone(
    clone: Repository, program: Path, how: str
) -> None:
    program.unlink()
    if (script := FAILING[how]) is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    clone.git("merge", "khác", check=False)
    assert unmerged(clone)
    assert (
        "<<<<<<< ours\n" in text(clone) and 'vi = "Bộ của Lan"' in text(clone) and 'vi = "Bộ của Minh"' in text(clone)
    )
    clone.git("reset", "--quiet", "--hard")
    clone.git("checkout", "--quiet", "-b", "ba", "góp-ý")
    clone.write("organizations/vu.toml", organization("vu"))
    clone.commit("Khác")
    clone.git("merge", "--quiet", "--no-edit", "góp-ý")
    assert not unmerged(clone)


def test_a_program_that_was_killed_behind_its_work_has_lost_nothing(clone: Repository, program: Path) -> None:
    program.unlink()
    program.write_text(f'#!/bin/sh\n"{PROGRAM}" "$@"\nkill -9 $$\n')
    program.chmod(0o755)
    clone.git("merge", "--quiet", "--no-edit", "góp-ý", check=False)  # git merges what it finds once more
    assert unmerged(clone)
    assert 'vi = "Bộ của Lan"' in text(clone) and 'en = "The Ministry"' in text(clone)
    clone.git("reset", "--quiet", "--hard")
    clone.git("merge", "--quiet", "khác", check=False)
    assert unmerged(clone)
    assert text(clone).count("<<<<<<< ") == text(clone).count('vi = "Bộ của Minh"') == 1


def test_a_record_that_was_renamed_on_one_side_is_merged_under_its_new_name(clone: Repository) -> None:
    clone.git("mv", str(clone.root / BO), str(clone.root / "organizations/bo-noi-vu.toml"))
    clone.commit("Đổi tên tệp")
    clone.git("merge", "--quiet", "--no-edit", "góp-ý")
    assert (clone.root / "organizations/bo-noi-vu.toml").read_text(encoding="utf-8") == BOTH


def test_a_record_that_both_added_has_what_they_agree_in_once(clone: Repository) -> None:
    new = "organizations/vu.toml"
    for branch, name in (("góp-ý", "Vụ Một"), ("chính", "Vụ Hai")):
        clone.git("checkout", "--quiet", branch)
        clone.write(new, organization("vu", name) + ("# của Lan\n" if branch == "chính" else ""))
        clone.commit(name)
    clone.git("merge", "--quiet", "góp-ý", check=False)
    both = '<<<<<<< ours\nvi = "Vụ Hai"\n=======\nvi = "Vụ Một"\n>>>>>>> theirs'
    found = (clone.root / new).read_text(encoding="utf-8")
    assert found == organization("vu", "Vụ").replace('vi = "Vụ"', both) + "# của Lan\n"


@pytest.mark.parametrize("in_conflict", [False, True])
def test_branches_that_were_merged_into_each_other_lose_nothing(clone: Repository, in_conflict: bool) -> None:
    """git merges the two first ancestors before: where these are in conflict, their merge is no TOML."""
    other = "khác" if in_conflict else "góp-ý"
    clone.git("branch", "một")
    clone.git("merge", "--quiet", "--no-edit", other, check=False)
    if in_conflict:
        clone.write(BO, MINE)
        clone.commit("Giữ của Lan")
    clone.git("checkout", "--quiet", other)
    clone.git("merge", "--quiet", "--no-edit", "một", check=False)
    if in_conflict:
        clone.write(BO, organization("bo", "Bộ của Minh"))
        clone.commit("Giữ của Minh")
    clone.write(BO, text(clone).replace('"ministry"', '"agency"'))
    clone.commit("Phân loại")
    clone.git("checkout", "--quiet", "chính")
    clone.write(BO, text(clone) + "# cuối\n")
    clone.commit("Ghi chú")
    clone.git("merge", "--quiet", "--no-edit", other, check=False)
    found = text(clone)
    assert unmerged(clone) == in_conflict
    if in_conflict:
        assert "Bộ của Lan" in found and "Bộ của Minh" in found
    else:
        assert found == BOTH.replace('"ministry"', '"agency"') + "# cuối\n"


# -- settings ----------------------------------------------------------------------------------------------------------


def test_a_clone_says_how_it_is_set(clone: Repository) -> None:
    assert driver_state(clone.root).state == "set"
    assert settings_file(clone.root).samefile(clone.top / ".git" / "config")
    clone.git(*UNSET.split()[1:])
    assert driver_state(clone.root).state == "not_set"
    clone.git("config", "--local", "merge.govtui.driver", "other %A")
    found = driver_state(clone.root)
    assert (found.state, found.command) == ("other", "other %A")
    set_driver(clone.root)
    (clone.root / ".gitattributes").write_text("events/**/*.toml merge=govtui\norganizations/** merge=union\n")
    found = driver_state(clone.root)
    assert (found.state, found.command, found.folders) == ("no_attributes", COMMAND, ("events",))
    assert driver_state(clone.top.parent).state == "no_git"


def test_a_registry_in_a_submodule_has_the_settings_of_that(
    clone: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:{os.defpath}")  # git submodule is a script
    outer = tmp_path / "outer"
    for words in (
        ["init", "--quiet", "outer"],
        ["-C", "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet"],
    ):
        more = ["add", str(clone.top), "data"] if "submodule" in words else []
        Repository.run(tmp_path, *words, *more)
    root = next((outer / "data").glob("*/records"))
    assert driver_state(root).state == "not_set"
    set_driver(root)
    assert driver_state(root).state == "set"
    assert settings_file(root).samefile(outer / ".git" / "modules" / "data" / "config")
    assert driver_state(outer).state == "not_set"


def test_a_linked_work_tree_has_the_settings_of_its_clone_and_the_users_own_are_left_alone(
    clone: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "gitconfig"
    own.write_text("[user]\n\tname = Lan\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    clone.git(*UNSET.split()[1:])
    clone.git("config", "extensions.worktreeConfig", "true")
    clone.git("worktree", "add", "--quiet", "../hai", "góp-ý")
    linked = next((tmp_path / "hai").glob("*/records"))
    set_driver(linked)
    assert [driver_state(root).state for root in (clone.root, linked)] == ["set", "set"]
    assert settings_file(linked).samefile(clone.top / ".git" / "config")
    assert own.read_text() == "[user]\n\tname = Lan\n"
    for name, value in SETTINGS.items():
        assert Repository.run(linked, "config", "--local", "--get", name) == f"{value}\n"
    assert os.environ["GIT_CONFIG_GLOBAL"] == str(own)
