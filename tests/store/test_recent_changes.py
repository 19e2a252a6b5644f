"""What changed lately in a registry: by git, each file once, latest first; without git by the times of files."""

from __future__ import annotations

import os
import time
from pathlib import Path

from repository import Repository, organization

from govtui.store.history import RecentChanges
from govtui.store.history import recent_changes as asked


def recent_changes(root: Path, limit: int, *decided: tuple[str, str]) -> RecentChanges:
    """What changed lately, where these merges, by path and the beginning of what was said of them, decided something."""
    return asked(
        root,
        limit,
        lambda path, commit: (path, Repository.run(root, "log", "-1", "--format=%s", commit).strip()) in decided,
    )


def test_git_tells_the_latest_commit_of_each_file_with_what_was_said_of_it(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    for id in ("a", "b", "é"):
        made.write(f"organizations/{id}.toml", organization(id))
    made.write("registry.toml", "schema = 2\n")
    made.commit("Một")
    made.write("organizations/b.toml", organization("b", "Sở"))
    made.commit("Hai: “b”\t\x01")
    (made.root / "organizations" / "a.toml").unlink()
    made.commit("Ba")
    made.write("organizations/é.toml", organization("é", "Cục"))
    found = recent_changes(made.root, 10)
    assert found.source == "git"
    assert [(file.path, file.subject.split(":")[0]) for file in found.files] == [
        ("organizations/b.toml", "Hai"),
        ("organizations/a.toml", "Một"),
        ("organizations/é.toml", "Một"),
    ]
    assert all(file.author and file.when.tzinfo for file in found.files)
    assert found.pending == ("organizations/é.toml",)
    assert len(recent_changes(made.root, 1).files) == 1


def test_a_merge_changed_what_it_decided_and_a_shallow_clone_changed_nothing(tmp_path: Path) -> None:
    made = Repository(tmp_path / "kho")
    for id in ("a", "b"):
        made.write(f"organizations/{id}.toml", organization(id))
    made.commit("Một")
    made.git("checkout", "--quiet", "-b", "nhánh")
    for id in ("a", "b"):
        made.write(f"organizations/{id}.toml", organization(id, "Nhánh"))
    made.commit("Ở nhánh")
    made.git("checkout", "--quiet", "chính")
    made.write("organizations/a.toml", organization("a", "Chính"))
    made.write("organizations/b.toml", organization("b", "Bộ", "inactive"))
    made.commit("Ở chính")
    made.git("merge", "--quiet", "nhánh", check=False)
    made.write("organizations/a.toml", organization("a", "Khác"))
    made.write("organizations/b.toml", organization("b", "Nhánh", "inactive"))
    made.commit("Hợp nhất")
    found = recent_changes(made.root, 10, ("organizations/a.toml", "Hợp nhất"))
    assert [(one.path[14], one.subject) for one in found.files][0] == ("a", "Hợp nhất")
    assert {one.subject for one in found.files if one.path[14] == "b"} < {"Ở nhánh", "Ở chính"}
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{made.top}", str(clone))
    assert recent_changes(clone / "hồ sơ" / "records", 10)[:3] == ("git", (), ())
    made.write("organizations/b.toml", organization("b", "Sau"))
    made.commit("Sau")
    Repository.run(clone, "pull", "--quiet")
    assert [(one.path[14], one.subject) for one in recent_changes(clone / "hồ sơ" / "records", 10).files] == [
        ("b", "Sau")
    ]


def test_only_what_lies_in_the_registry_is_told_by_its_path_there(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write("elsewhere.toml", "x = 1\n")
    made.write("sub/organizations/a.toml", organization("a"))
    made.commit("Một")
    assert [file.path for file in recent_changes(made.root / "sub", 10).files] == ["organizations/a.toml"]


def test_a_registry_without_commits_or_without_git_goes_by_its_files(tmp_path: Path) -> None:
    root = tmp_path / "plain"
    for days, id in enumerate("abc", 1):
        path = root / "organizations" / f"{id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(organization(id), encoding="utf-8")
        os.utime(path, (time.time() - days * 86400,) * 2)
    found = recent_changes(root, 2)
    assert (found.source, [file.path for file in found.files]) == (
        "files",
        ["organizations/a.toml", "organizations/b.toml"],
    )
    assert 0.9 < (time.time() - found.files[0].when.timestamp()) / 86400 < 1.1
    made = Repository(tmp_path / "fresh")
    made.write("organizations/a.toml", organization("a"))
    assert recent_changes(made.root, 5).source == "files"
    assert recent_changes(tmp_path / "nowhere", 5).files == ()
