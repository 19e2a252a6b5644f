"""What a branch has that its upstream lacks: counted with what is uncommitted, and named commit by commit."""

from __future__ import annotations

from pathlib import Path

import pytest
from clones import Clone, shared
from repository import BO, Repository, organization

from govtui.store.git import GitFailed
from govtui.store.history import AheadBehind, ChangedFile, History, ahead_behind, recent_changes
from govtui.store.unsent_commits import unsent_commits


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Two commits that wait, and one of somebody else that was fetched."""
    remote = shared(tmp_path)
    lan, made = remote.clone("lan"), remote.clone("minh")
    lan.edit(BO, 'status = "active"', 'status = "inactive"', "Của Lan")
    lan.git("push", "--quiet")
    made.edit(BO, 'vi = "Bộ Nội vụ"', 'vi = "Bộ Một"', "Một \x1b[31m")
    made.write("organizations/sở\n.toml", organization("so"))
    (made.top / "ngoài.txt").write_text("ở ngoài\n", encoding="utf-8")
    made.commit("Hai")
    made.git("fetch", "--quiet")
    return made


def test_changes_and_distance_are_one_answer_of_git(clone: Clone) -> None:
    clone.write(BO, organization("bo", "Khác"))
    state = History(clone.root).work_state()
    assert state == ((ChangedFile(BO, "changed"),), AheadBehind(2, 1))
    assert recent_changes(clone.root, 9, lambda path, commit: True).state == state
    assert ahead_behind(clone.root) == AheadBehind(2, 1)


def test_the_commits_that_wait_are_named_the_latest_first_with_the_files_of_the_registry(clone: Clone) -> None:
    found = unsent_commits(History(clone.root))
    assert [(one.subject, one.paths) for one in found] == [
        ("Hai", ("organizations/sở\n.toml",)),
        ("Một \x1b[31m", (BO,)),
    ]
    assert {one.author for one in found} == {"Nguyễn Thị Minh"} and found[0].commit == clone.head()
    assert len(unsent_commits(History(clone.root), 1)) == 1


@pytest.mark.parametrize("change", [("branch", "--unset-upstream"), ("checkout", "--quiet", "--detach"), ()])
def test_without_an_upstream_nothing_is_known(clone: Clone, change: tuple[str, ...]) -> None:
    if change:
        clone.git(*change)
    else:
        clone.git("update-ref", "-d", "refs/remotes/origin/chính")
    assert ahead_behind(clone.root) is None
    assert History(clone.root).work_state().distance is None
    with pytest.raises(GitFailed):
        unsent_commits(History(clone.root))


def test_without_commits_or_git_nothing_is_known(tmp_path: Path) -> None:
    empty = Repository(tmp_path / "rỗng")
    assert History(empty.root).work_state().distance is None
    assert ahead_behind(empty.root) is None and ahead_behind(tmp_path) is None
    assert recent_changes(tmp_path, 9, lambda path, commit: True).state is None
