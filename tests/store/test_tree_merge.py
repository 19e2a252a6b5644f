"""Merging in git's object store: what is told of a merge, what is committed, and the one step that touches files."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import date
from pathlib import Path

import pytest
from clones import BRANCH, Clone, Shared, shared
from noting_git import forbidden, note_git
from repository import BO, FOLDER, organization

from govtui.store.history import History
from govtui.store.lock import save_lock
from govtui.store.network import NotShared
from govtui.store.remote import fetch, programs, proposal_name, propose, push, set_upstream, standing
from govtui.store.tree_merge import (
    Blob,
    Stages,
    changed_files,
    commit_tree,
    fast_forward,
    merge_bases,
    merge_tree,
)

PATH = f"{FOLDER}/{BO}"


@pytest.fixture
def both(tmp_path: Path) -> Shared:
    return shared(tmp_path)


@pytest.fixture
def lan(both: Shared) -> Clone:
    return both.clone("lan")


def _committed(clone: Clone, on: str, **files: str | None) -> str:
    """Commit files of the work tree's top on a branch that begins where the remote's does; None removes one."""
    if clone.git("branch", "--list", on):
        clone.git("checkout", "--quiet", on)
    else:
        clone.git("checkout", "--quiet", "--no-track", "-b", on, f"origin/{BRANCH}")
    for name, text in files.items():
        place = clone.top / {"bo": PATH}.get(name, name)
        if text is None:
            place.unlink()
        else:
            place.write_text(text, encoding="utf-8")
    clone.commit(on)
    return clone.head()


def _state(clone: Clone) -> tuple[str, str, str]:
    return (
        clone.git("status", "--porcelain=v2", "--branch", "--untracked-files=all"),
        clone.git("for-each-ref"),
        clone.git("ls-files", "--stage"),
    )


def _read(clone: Clone, blob: Blob | None) -> str:
    return clone.git("cat-file", "blob", blob.name) if blob else ""


# -- looking and merging ---------------------------------------------------------------------------------------------


def test_what_one_side_changed_is_told_by_file_in_the_whole_repository(lan: Clone) -> None:
    base = lan.head()
    (lan.top / "chạy").write_text("x")
    lan.commit("x")
    (lan.top / "chạy").chmod(0o755)
    (lan.top / "nối").symlink_to("chạy")
    lan.write("organizations/mới\n.toml", "x")
    (lan.root / BO).unlink()
    lan.commit("y")
    lan.git("config", "diff.relative", "true")
    found = {one.path: one for one in changed_files(History(lan.root), base, lan.head())}
    assert {*found} == {"chạy", "nối", PATH, f"{FOLDER}/organizations/mới\n.toml"}
    assert found[PATH].after is None and found[PATH].before is not None
    assert _read(lan, found[PATH].before) == lan.git("show", f"{base}:{PATH}")
    modes = {path: one.after.mode for path, one in found.items() if one.after}
    assert modes == {"chạy": "100755", "nối": "120000", f"{FOLDER}/organizations/mới\n.toml": "100644"}
    assert changed_files(History(lan.root), base, base) == ()


def test_edits_that_are_apart_are_merged_and_nothing_of_the_clone_is_touched(lan: Clone) -> None:
    one = _committed(lan, "một", bo=organization("bo", "Bộ Một"))
    two = _committed(lan, "hai", ghi="chú")
    before = _state(lan)
    found = merge_tree(History(lan.root), one, two)
    assert found.stages == {} and found.unplaced == ()
    assert lan.git("ls-tree", "-r", "--name-only", "-z", found.tree).split("\0")[:-1] == [
        "ghi",
        PATH,
        f"{FOLDER}/registry.toml",
    ]
    assert lan.git("show", f"{found.tree}:{PATH}") == organization("bo", "Bộ Một")
    assert _state(lan) == before


def test_a_file_in_conflict_is_told_with_its_versions_from_the_top_of_the_work_tree(lan: Clone) -> None:
    base = lan.head()
    one = _committed(lan, "một", bo=organization("bo", "Bộ Một"))
    two = _committed(lan, "hai", bo=organization("bo", "Bộ Hai"))
    found = merge_tree(History(lan.root), one, two)
    assert [*found.stages] == [PATH]
    stages = found.stages[PATH]
    assert [_read(lan, blob) for blob in stages] == [
        lan.git("show", f"{base}:{PATH}"),
        organization("bo", "Bộ Một"),
        organization("bo", "Bộ Hai"),
    ]
    assert found.unplaced == ()
    assert ("CONFLICT (contents)", (PATH,)) in [(told.kind, told.paths) for told in found.told]
    assert merge_bases(History(lan.root), one, two) == (base,)


def test_a_file_that_one_side_removed_and_one_that_it_renamed(lan: Clone) -> None:
    one = _committed(lan, "một", bo=None)
    two = _committed(lan, "hai", bo=organization("bo", "Bộ Hai"))
    assert merge_tree(History(lan.root), one, two).stages[PATH].ours is None
    lan.git("checkout", "--quiet", "-b", "ba", f"origin/{BRANCH}")
    lan.git("mv", PATH, f"{FOLDER}/organizations/bo-moi.toml")
    lan.commit("Đổi tên")
    moved = merge_tree(History(lan.root), lan.head(), two)
    assert moved.stages == {}
    assert lan.git("show", f"{moved.tree}:{FOLDER}/organizations/bo-moi.toml") == organization("bo", "Bộ Hai")


def test_two_nearest_ancestors_are_both_named_and_merged_first(lan: Clone) -> None:
    one = _committed(lan, "một", a="1\n")
    two = _committed(lan, "hai", b="1\n")
    lan.git("merge", "--quiet", "--no-edit", one)
    lan.git("checkout", "--quiet", "một")
    lan.git("merge", "--quiet", "--no-edit", two)
    one, two = lan.head("một"), lan.head("hai")
    assert len(merge_bases(History(lan.root), one, two)) == 2
    assert merge_tree(History(lan.root), one, two).stages == {}


def test_histories_without_a_common_ancestor_are_not_merged(lan: Clone) -> None:
    mine = lan.head()
    lan.git("checkout", "--quiet", "--orphan", "khác")
    lan.commit("Từ đầu")
    assert merge_bases(History(lan.root), mine, lan.head()) == ()
    with pytest.raises(NotShared) as refused:
        merge_tree(History(lan.root), mine, lan.head())
    assert refused.value.code == "apart"


def test_a_git_that_does_not_know_how_to_merge_trees_is_told(
    lan: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.environ["PATH"]
    script = tmp_path / "git"
    usage = "usage: git merge-tree <base-tree> <branch1> <branch2>"
    told = f'for word; do [ "$word" != merge-tree ] || {{ echo "{usage}" >&2; exit 129; }}; done\n'
    script.write_text(f'#!/bin/sh\n{told}PATH="{real}" exec git "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{real}")
    with pytest.raises(NotShared) as refused:
        merge_tree(History(lan.root), "HEAD", "HEAD")
    assert refused.value.code == "old_git"


def test_no_driver_filter_or_hook_runs_while_merging_and_committing(lan: Clone, tmp_path: Path) -> None:
    one = _committed(lan, "một", bo=organization("bo", "Bộ Một"))
    two = _committed(lan, "hai", bo=organization("bo", "Bộ Hai"))
    trap = f"touch {tmp_path}/trap; false"
    for name in ("merge.a=b.driver", "merge.c.driver", "filter.c.clean", "filter.c.smudge", "filter.c.process"):
        lan.git("config", name, trap)
    lan.git("config", "merge.renormalize", "true")
    lan.git("config", "merge.default", "c")
    (lan.top / ".git" / "info" / "attributes").write_text("*.toml merge=a=b filter=c\n")
    for name in ("post-merge", "reference-transaction", "post-index-change", "pre-commit", "pre-merge-commit"):
        lan.hook(name, trap)
    history = History(lan.root)
    found = merge_tree(history, one, two)
    assert [*found.stages] == [PATH]
    assert found.tree and commit_tree(history, found.tree, {PATH: b"x"}, [one, two], "Gộp")
    assert not (tmp_path / "trap").exists()


# -- committing ------------------------------------------------------------------------------------------------------


def test_a_tree_is_committed_with_some_files_replaced_and_others_gone(lan: Clone) -> None:
    (lan.top / "chạy").write_text("x")
    (lan.top / "chạy").chmod(0o755)
    one = _committed(lan, "một", bo=organization("bo", "Bộ Một"))
    lan.git("config", "filter.c.clean", "sed s/x/y/")
    lan.git("config", "core.autocrlf", "input")
    (lan.top / ".gitattributes").write_text("* text eol=crlf filter=c\n")
    (lan.root / BO).write_text("đang sửa")
    before = _state(lan)
    replaced = {"chạy": b"x\r\n", PATH: None, "mới/\tđây\n": b"\xff", "không có": None}
    history = History(lan.root)
    made = commit_tree(history, one, replaced, ["HEAD", f"origin/{BRANCH}"], "  Gộp\n\nhai bên ")
    listed = [line.split(" ", 2) for line in lan.git("ls-tree", "-r", "-z", made).split("\0")[:-1]]
    assert {line[2].partition("\t")[2]: line[0] for line in listed} == {
        "chạy": "100755",
        "mới/\tđây\n": "100644",
        f"{FOLDER}/registry.toml": "100644",
    }
    assert history.text_at(made, "chạy") == b"x\r\n"
    assert lan.git("log", "-1", "--format=%P%n%an <%ae>%n%B", made).strip().split("\n") == [
        f"{one} {lan.head(f'origin/{BRANCH}')}",
        "Nguyễn Thị Lan <lan@example.org>",
        "Gộp",
        "",
        "hai bên",
    ]
    assert _state(lan) == before
    assert lan.git("fsck", "--strict", "--no-dangling") == ""


def test_who_commits_is_never_made_up(lan: Clone) -> None:
    lan.git("config", "--unset", "user.email")
    with pytest.raises(NotShared) as refused:
        commit_tree(History(lan.root), "HEAD^{tree}", {}, ["HEAD"], "Gộp")
    assert refused.value.code == "no_name"


# -- moving forward --------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(both: Shared, lan: Clone) -> str:
    """A commit that is ahead of what lan has checked out; it changes "bo" and adds another record."""
    minh = both.clone("minh")
    minh.write(BO, organization("bo", "Bộ Một"))
    minh.write("organizations/mới.toml", organization("moi"))
    minh.commit("Một")
    minh.git("push", "--quiet")
    history = History(lan.root)
    upstream = standing(history).upstream
    assert upstream
    return fetch(history, upstream)


def test_the_branch_moves_forward_with_its_files_and_the_owners_hooks_run(
    lan: Clone, newer: str, tmp_path: Path
) -> None:
    lan.git("config", "filter.c.smudge", "sed s/Bộ/BO/")
    (lan.top / ".git" / "info" / "attributes").write_text("bo.toml filter=c\n")
    lan.hook("post-merge", f"touch {tmp_path}/ran")
    untouched = (lan.root / "registry.toml").stat()
    fast_forward(History(lan.root), newer, BRANCH)
    assert lan.head() == newer
    assert "BO Một" in (lan.root / BO).read_text()
    assert (lan.root / "organizations/mới.toml").read_text() == organization("moi")
    now = (lan.root / "registry.toml").stat()
    assert (now.st_ino, now.st_mtime_ns) == (untouched.st_ino, untouched.st_mtime_ns)
    assert (tmp_path / "ran").exists()


def test_files_with_uncommitted_changes_are_named_and_nothing_moves(lan: Clone, newer: str) -> None:
    lan.write(BO, "đang sửa")
    lan.write("organizations/mới.toml", "mới viết")
    lan.write("organizations/khác.toml", "không vướng")
    before = _state(lan)
    lan.git("config", "merge.autostash", "true")
    lan.git("config", "rebase.autostash", "true")
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newer)
    assert (refused.value.code, refused.value.paths) == ("in_the_way", (PATH, f"{FOLDER}/organizations/mới.toml"))
    assert _state(lan) == before
    assert (lan.root / BO).read_text() == "đang sửa"


def test_a_file_that_git_ignores_is_in_the_way_and_not_written_over(lan: Clone) -> None:
    lan.write("organizations/mới.toml", organization("mới"))
    lan.commit("Mới")
    newest = lan.head()
    lan.git("reset", "--quiet", "--hard", "HEAD^")
    mine = lan.write("organizations/mới.toml", organization("mới", "Của tôi"))
    (lan.top / ".git/info/exclude").write_text("*.toml\n")
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newest)
    assert refused.value.code == "in_the_way" and refused.value.paths[0].endswith("mới.toml")
    assert "Của tôi" in mine.read_text(encoding="utf-8") and lan.head() != newest


def test_what_is_put_into_the_index_is_in_the_way_too(lan: Clone, newer: str) -> None:
    lan.write(BO, "đang sửa")
    lan.git("add", PATH)
    lan.git("checkout-index", "--force", PATH)
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newer)
    assert (refused.value.code, refused.value.paths) == ("in_the_way", (PATH,))


def test_a_folder_with_new_files_that_would_become_a_file_is_in_the_way(lan: Clone) -> None:
    (lan.top / "phụ").mkdir()
    (lan.top / "phụ" / "a").write_text("a")
    lan.commit("Thư mục")
    lan.git("rm", "-r", "--quiet", "phụ")
    (lan.top / "phụ").write_text("tệp")
    lan.commit("Tệp")
    newest = lan.head()
    lan.git("reset", "--quiet", "--hard", "HEAD^")
    (lan.top / "phụ" / "mới").write_text("chưa ghi")
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newest)
    assert (refused.value.code, refused.value.paths) == ("in_the_way", ("phụ",))
    assert (lan.top / "phụ" / "mới").read_text() == "chưa ghi"


def test_uncommitted_changes_elsewhere_are_carried_along(lan: Clone, newer: str) -> None:
    lan.write("registry.toml", 'schema = 2\nlanguages = ["vi"]\n')
    lan.write("organizations/khác.toml", "mới viết")
    fast_forward(History(lan.root), newer)
    assert lan.git("status", "--porcelain", "-z").split("\0")[:-1] == [
        f" M {FOLDER}/registry.toml",
        f"?? {FOLDER}/organizations/khác.toml",
    ]


def test_a_branch_that_has_moved_on_or_is_another_one_is_left_alone(lan: Clone, newer: str) -> None:
    lan.write("organizations/khác.toml", "x")
    lan.commit("Meanwhile")
    for branch in (BRANCH, ""):
        with pytest.raises(NotShared) as refused:
            fast_forward(History(lan.root), newer, branch)
        assert refused.value.code == "moved"
    lan.git("checkout", "--quiet", "-b", "khác", f"{newer}^")
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newer, BRANCH)
    assert (refused.value.code, lan.head()) == ("moved", lan.head(f"{newer}^"))


def test_options_that_the_settings_give_every_merge_do_not_count(lan: Clone, newer: str) -> None:
    lan.git("config", f"branch.{BRANCH}.mergeOptions", "--squash --no-commit -s ours")
    lan.git("config", "merge.ff", "false")
    fast_forward(History(lan.root), newer)
    assert lan.head() == newer and lan.git("status", "--porcelain") == ""


def test_a_branch_without_commits_takes_those_of_the_remote(both: Shared, lan: Clone, newer: str) -> None:
    lan.git("symbolic-ref", "HEAD", "refs/heads/mới")
    lan.git("rm", "-r", "--quiet", "--cached", ".")
    for path in (BO, "registry.toml"):
        (lan.root / path).unlink()
    fast_forward(History(lan.root), newer)
    assert lan.head() == newer and lan.git("status", "--porcelain") == ""


@pytest.mark.parametrize("place", ["../nơi khác", "cây khác"])
def test_a_branch_that_another_work_tree_has_checked_out_stays(lan: Clone, newer: str, place: str) -> None:
    """Its files would stay behind: to commit them there would take back what was received."""
    lan.git("worktree", "add", "--quiet", "--force", place, BRANCH)
    other = (lan.top / place).resolve()
    prefix = lan.root.relative_to(lan.top)
    for root, elsewhere in ((lan.root, other), (other / prefix, lan.top.resolve())):
        with pytest.raises(NotShared) as refused:
            fast_forward(History(root), newer)
        assert (refused.value.code, refused.value.output) == ("branch_elsewhere", str(elsewhere))
    shutil.rmtree(other)
    fast_forward(History(lan.root), newer)
    assert lan.head() == newer


def test_moving_forward_waits_for_saves_and_saves_for_it(
    lan: Clone, newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govtui.store.lock.PATIENCE", 0.1)
    taken, done = threading.Event(), threading.Event()

    def save() -> None:
        with save_lock(lan.root):
            taken.set()
            done.wait(30)

    saving = threading.Thread(target=save)
    saving.start()
    taken.wait(30)
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newer)
    done.set()
    saving.join()
    assert refused.value.code == "busy"
    fast_forward(History(lan.root), newer)
    assert lan.head() == newer


def test_another_git_at_work_is_told(lan: Clone, newer: str) -> None:
    (lan.top / ".git" / "index.lock").touch()
    with pytest.raises(NotShared) as refused:
        fast_forward(History(lan.root), newer)
    assert refused.value.code == "busy"


# -- never -----------------------------------------------------------------------------------------------------------


def test_sharing_never_forces_deletes_or_throws_away(
    both: Shared, lan: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = note_git(tmp_path / "git", monkeypatch)
    minh, history = both.clone("minh"), History(lan.root)
    for clone, name in ((minh, "Bộ Một"), (lan, "Bộ Hai")):
        clone.write(BO, organization("bo", name))
        clone.commit(name)
    minh.git("push", "--quiet")
    begun = len(noted.calls())
    upstream = set_upstream(history, "origin", BRANCH)
    assert standing(history).upstream == upstream and programs(history).found == ()
    with pytest.raises(NotShared):
        push(history, upstream, "HEAD")
    mine, theirs = lan.head(), fetch(history, upstream)
    base = merge_bases(history, mine, theirs)[0]
    assert len(changed_files(history, base, theirs)) == 1
    merged = merge_tree(history, mine, theirs)
    replaced = {path: organization("bo", "Bộ Ba").encode() for path in merged.stages}
    made = commit_tree(history, merged.tree, replaced, [mine, theirs], "Gộp")
    lan.write(BO, "đang sửa")
    with pytest.raises(NotShared):
        fast_forward(history, made)
    lan.write(BO, organization("bo", "Bộ Hai"))
    fast_forward(history, made)
    both.hook("update", f"[ $1 != refs/heads/{BRANCH} ]")
    with pytest.raises(NotShared):
        push(history, upstream, made)
    propose(history, upstream, made, proposal_name(history, date(2026, 11, 30)))
    both.hook("update", "")
    push(history, upstream, made)
    calls = noted.calls()[begun:]
    assert {"fetch", "push", "merge-tree", "commit-tree", "merge", "ls-remote"} <= noted.commands()
    assert [why for call in calls if (why := forbidden(call))] == []


@pytest.mark.parametrize(
    "words",
    [
        ["reset", "--hard"], ["-c", "a=b", "stash"], ["push", "--force-with-lease=x:", "o", "a:b"], ["push", "o", "+a:b"],
        ["push", "o", ":b"], ["fetch", "o", "+a:b"], ["fetch", "--prune", "o"], ["update-ref", "-d", "x"], ["clean", "-f"],
        ["checkout", "-f"], ["rebase"], ["branch", "-D", "x"], ["merge", "--autostash", "x"], ["-C", "x", "--no-pager", "rm", "y"],
    ],
)  # fmt: skip
def test_what_is_never_asked_of_git_is_found_in_its_words(words: list[str]) -> None:
    assert forbidden(words)


def test_stages_are_named_as_git_numbers_them() -> None:
    assert Stages._fields == ("base", "ours", "theirs")
