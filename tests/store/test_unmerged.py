"""What git has left unmerged: three versions under the real names of the sides, settled file by file, then finished."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from merging import MINE, MOI, NEWEST, THEIRS, VU, WAYS, merge, pop_stash, rebase_by_patches, two_branches
from repository import BO, FOLDER, Repository, organization

from govtui.store.committing import NotCommitted
from govtui.store.history import History
from govtui.store.unmerged import SideName, Unmerged, finish_merge, settle, unmerged

BRANCH, OTHER = SideName("branch", "chính"), SideName("branch", "góp-ý")
LAN, MINH = ("Lan sửa", "Nguyễn Thị Lan"), ("Minh sửa", "Nguyễn Thị Lan")


def left(repository: Repository) -> Unmerged:
    found = unmerged(History(repository.root))
    assert found is not None
    return found


def named(history: History, blob: str) -> str:
    """The name that a version gives to its record; "" where it is not there."""
    text = history.texts([blob]).get(blob, b"")
    assert isinstance(text, bytes)
    return next(
        (line.removeprefix('vi = "').rstrip('"') for line in text.decode().split("\n") if line[:4] == "vi ="), ""
    )


@pytest.mark.parametrize(
    ("way", "mine", "theirs", "names"),
    [
        ("merge", BRANCH, OTHER, (MINE, THEIRS)),
        ("rebase", SideName("commit", "…", *LAN), OTHER, (MINE, THEIRS)),
        ("cherry-pick", BRANCH, SideName("commit", "…", *MINH), (MINE, THEIRS)),
        ("revert", BRANCH, SideName("before", "…", *LAN), (NEWEST, "Bộ")),
        ("am", BRANCH, SideName("commit", "", *MINH), (MINE, THEIRS)),
        ("stash", SideName("stash"), OTHER, (MINE, THEIRS)),
    ],
)
def test_mine_is_what_this_user_brings_whatever_git_calls_it(
    way: str, mine: SideName, theirs: SideName, names: tuple[str, str], tmp_path: Path
) -> None:
    repository = two_branches(tmp_path / "x")
    WAYS[way](repository)
    found, history = left(repository), History(repository.root)
    assert found.operation == way
    assert [side._replace(name="…") if len(side.name) == 8 else side for side in (found.mine, found.theirs)] == [
        mine,
        theirs,
    ]
    one, other = found.sides(found.records[BO])
    assert (named(history, one), named(history, other)) == names
    assert found.others == ()
    if way != "revert":
        assert found.waiting == (BO, MOI, VU)
        assert found.records[MOI].base == ""
        one, other = found.sides(found.records[VU])
        assert (one, named(history, other)) == ("", "Vụ")


def test_a_rebase_by_patches_is_one_too(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    rebase_by_patches(repository)
    found = left(repository)
    assert (found.operation, found.theirs, found.mine.subject) == ("rebase", OTHER, "Lan sửa")
    assert named(History(repository.root), found.sides(found.records[BO])[0]) == MINE


def test_nothing_is_left_where_nothing_is_under_way(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    assert unmerged(History(repository.root)) is None
    assert unmerged(History(tmp_path)) is None
    with pytest.raises(NotCommitted) as refused:
        finish_merge(History(repository.root))
    assert refused.value.code == "nothing"


def test_files_are_settled_one_by_one_and_the_index_of_others_stays(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    history = History(repository.root)
    (repository.top / "ghi chú.txt").write_text("của người khác")
    repository.git("add", "ghi chú.txt")
    repository.write(BO, organization("bo", "Bộ Ba"))
    settle(history, [BO])
    assert left(repository).waiting == (MOI, VU)
    (repository.root / VU).unlink()
    settle(history, [VU])
    with pytest.raises(NotCommitted) as refused:
        finish_merge(history)
    assert (refused.value.code, refused.value.output) == ("clash", MOI)
    repository.write(MOI, organization("moi", "Mới"))
    settle(history, [MOI])
    assert left(repository).can_be_finished
    commit = finish_merge(history)
    assert repository.git("log", "-1", "--format=%H %P %B") == (
        f"{commit} {repository.git('rev-parse', 'HEAD^1').strip()} {repository.git('rev-parse', 'góp-ý').strip()}"
        " Merge branch 'góp-ý' into chính\n\n"
    )
    assert repository.git("status", "--porcelain") == ""
    assert repository.git("show", f"HEAD:{FOLDER}/{BO}") == organization("bo", "Bộ Ba")
    assert repository.git("ls-tree", "HEAD", f"{FOLDER}/{VU}") == ""
    assert unmerged(history) is None


def test_a_merge_is_not_finished_with_markers_that_git_was_told_are_merged(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    repository.git("add", "--all")
    before, head = repository.git("status", "--porcelain"), repository.git("rev-parse", "HEAD")
    assert left(repository).can_be_finished
    with pytest.raises(NotCommitted) as refused:
        finish_merge(History(repository.root))
    assert refused.value.code == "markers" and BO in refused.value.output.split(", ")
    assert (repository.git("status", "--porcelain"), repository.git("rev-parse", "HEAD")) == (before, head)


def test_hooks_and_filters_run_when_a_merge_is_finished_and_a_refusal_changes_nothing(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    for path in (BO, MOI, VU):
        repository.write(path, organization(path[14:-5]))
    settle(History(repository.root), [BO, MOI, VU])
    repository.hook("pre-commit", "echo Không được >&2; exit 1")
    with pytest.raises(NotCommitted) as refused:
        finish_merge(History(repository.root))
    assert (refused.value.code, refused.value.output) == ("hook", "Không được")
    assert left(repository).can_be_finished
    repository.hook("pre-commit", "exit 0")
    assert finish_merge(History(repository.root))


def test_other_files_in_conflict_are_not_records_and_keep_a_merge_from_being_finished(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    for branch in ("góp-ý", "chính"):
        repository.git("checkout", "--quiet", branch)
        (repository.top / "đọc.txt").write_text(branch)
        repository.write("registry.toml", f'schema = 2\nlanguages = ["vi", "en"]\n# {branch}\n')
        repository.commit(branch)
    merge(repository)
    found = left(repository)
    assert found.waiting == (BO, MOI, VU)
    assert found.others == (f"{FOLDER}/registry.toml", "đọc.txt") or found.others == (
        "đọc.txt",
        f"{FOLDER}/registry.toml",
    )
    settle(History(repository.root), found.waiting)
    with pytest.raises(NotCommitted) as refused:
        finish_merge(History(repository.root))
    assert "đọc.txt" in refused.value.output
    assert not left(repository).can_be_finished


def test_what_both_sides_removed_waits_for_nobody(tmp_path: Path) -> None:
    """Each side gave a record another name: git has the old file, too, in its base alone."""
    repository = two_branches(tmp_path / "x")
    names = [f"organizations/vu-{name}.toml" for name in ("lan", "minh")]
    for name in names:
        repository.git("checkout", "--quiet", "-b", name, "chính~1")
        repository.git("mv", f"{FOLDER}/{VU}", f"{FOLDER}/{name}")
        repository.commit("đổi mã")
    repository.git("merge", "--quiet", names[0], check=False)
    found = left(repository)
    assert (found.waiting, [*found.records]) == (tuple(names), [*names, VU])
    settle(History(repository.root), names)
    assert left(repository).can_be_finished
    assert finish_merge(History(repository.root))
    paths = repository.git("ls-tree", "-r", "--name-only", "-z", "HEAD", f"{FOLDER}/organizations/").split("\0")[:-1]
    assert paths == [f"{FOLDER}/{path}" for path in (BO, *names)]


def test_in_another_work_tree_its_own_merge_is_found(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    repository.git("worktree", "add", "--quiet", "-b", "riêng", str(tmp_path / "y"), "chính")
    Repository.run(tmp_path, "-C", "y", "config", "user.name", "Lan")
    subprocess.run(["git", "merge", "--quiet", "góp-ý"], cwd=tmp_path / "y", capture_output=True, check=False)
    assert unmerged(History(repository.root)) is None
    found = unmerged(History(tmp_path / "y" / FOLDER))
    assert found is not None
    assert (found.operation, found.mine.name, found.theirs.name) == ("merge", "riêng", "góp-ý")
    assert found.waiting == (BO, MOI, VU)


def test_what_was_fetched_is_called_as_its_remote_has_it(tmp_path: Path) -> None:
    """Both branches are called "chính": the other one is that of origin."""
    elsewhere = two_branches(tmp_path / "x")
    Repository.run(tmp_path, "clone", "--quiet", "x", "y")
    made = Repository.at(tmp_path / "y")
    made.git("config", "user.name", "Minh")
    made.git("config", "user.email", "minh@example.org")
    for one, name in ((elsewhere, "Bộ Một"), (made, "Bộ Hai")):
        one.write(BO, organization("bo", name))
        one.commit(name)
    made.git("-c", "pull.rebase=false", "pull", "--quiet", check=False)
    found = left(made)
    assert (found.mine.name, found.theirs.name) == ("chính", "origin/chính")
    made.git("merge", "--abort")
    made.git("-c", "pull.rebase=true", "pull", "--quiet", check=False)
    found = left(made)
    assert (found.operation, found.mine.subject, found.theirs.name) == ("rebase", "Bộ Hai", "origin/chính")


def test_a_stash_of_what_is_gone_here_is_mine_without_markers_to_tell_so(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    pop_stash(repository)
    for path in (BO, MOI):
        repository.write(path, organization(path[14:-5]))
    settle(History(repository.root), [BO, MOI])
    found = left(repository)
    assert (found.operation, found.waiting, found.exchanged) == ("stash", (VU,), True)
    assert not found.sides(found.records[VU])[0]


def test_settling_while_git_runs_elsewhere_says_so(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    lock = repository.top / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(NotCommitted) as refused:
        settle(History(repository.root), [BO])
    assert refused.value.code == "busy"
    os.unlink(lock)
    assert BO in left(repository).waiting


def test_a_squashed_merge_and_a_branch_with_changes_of_ones_own_tell_their_sides_by_their_markers(
    tmp_path: Path,
) -> None:
    repository = two_branches(tmp_path / "x")
    repository.git("merge", "--quiet", "--squash", "góp-ý", check=False)
    found = left(repository)
    assert (found.operation, found.mine, found.theirs, found.exchanged) == ("other", BRANCH, OTHER, False)
    repository.git("reset", "--quiet", "--hard")
    repository.git("clean", "--quiet", "--force")
    repository.write(BO, organization("bo", NEWEST))
    repository.git("checkout", "--quiet", "--merge", "góp-ý", check=False)
    found = left(repository)
    assert (found.operation, found.mine, found.theirs, found.exchanged) == ("other", SideName(""), OTHER, True)
    assert named(History(repository.root), found.sides(found.records[BO])[0]) == NEWEST
