"""The remote of a registry: how the clone stands to it, fetching, pushing, proposing; what would run meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from clones import BRANCH, Clone, Shared, shared
from repository import BO, Repository, organization

from govtui.store.history import History
from govtui.store.network import NotShared
from govtui.store.remote import (
    Program,
    fetch,
    programs,
    proposal_name,
    propose,
    push,
    remote_branches,
    remotes,
    set_upstream,
    standing,
)
from govtui.store.tree_merge import commit_tree, fast_forward, merge_tree

DAY = date(2026, 11, 30)


@pytest.fixture
def both(tmp_path: Path) -> Shared:
    return shared(tmp_path)


@pytest.fixture
def lan(both: Shared) -> Clone:
    return both.clone("lan")


def _state(clone: Repository) -> str:
    return standing(History(clone.root)).state


def _edited(clone: Clone, name: str) -> str:
    clone.write(BO, organization("bo", name))
    clone.commit(name)
    return clone.head()


def test_a_clone_tells_its_upstream_and_how_far_both_sides_are_without_asking_the_network(
    both: Shared, lan: Clone
) -> None:
    minh, history = both.clone("minh"), History(lan.root)
    upstream = standing(history).upstream
    assert upstream == ("origin", BRANCH, str(both.remote), (), f"refs/remotes/origin/{BRANCH}")
    _edited(minh, "Bộ Một")
    minh.git("push", "--quiet")
    _edited(lan, "Bộ Hai")
    _edited(lan, "Bộ Ba")
    before = standing(history)
    assert (before.state, before.branch, before.ahead, before.behind, before.fetched) == ("ready", BRANCH, 2, 0, True)
    assert fetch(history, upstream) == minh.head()
    after = standing(history)
    assert (after.ahead, after.behind) == (2, 1)
    assert remote_branches(history, "origin") == (BRANCH,)


@pytest.mark.parametrize(
    ("prepare", "state"),
    [
        (lambda clone: clone.git("checkout", "--quiet", "--detach"), "detached"),
        (lambda clone: (clone.top / ".git" / "MERGE_HEAD").write_text(clone.head()), "under_way"),
        (lambda clone: clone.git("branch", "--quiet", "--unset-upstream"), "no_upstream"),
        (lambda clone: clone.git("checkout", "--quiet", "-b", "khác"), "no_upstream"),
        (lambda clone: clone.git("checkout", "--quiet", "-b", "khác", "--track", BRANCH), "no_upstream"),
        (lambda clone: clone.git("remote", "remove", "origin"), "no_remote"),
        (lambda clone: clone.git("checkout", "--quiet", "--orphan", "mới"), "no_upstream"),
        (lambda clone: clone.git("symbolic-ref", "HEAD", "refs/heads/mới"), "no_upstream"),
    ],
)
def test_what_keeps_a_clone_from_being_shared_is_told(
    lan: Clone, prepare: Callable[[Clone], object], state: str
) -> None:
    prepare(lan)
    found = standing(History(lan.root))
    assert found.state == state
    assert found.upstream is None or state != "no_upstream"
    assert found.operation == ("merge" if state == "under_way" else "")
    assert [one.name for one in found.remotes] == ([] if state == "no_remote" else ["origin"])


def test_a_folder_without_git_and_a_clone_without_commits_are_told(both: Shared, tmp_path: Path) -> None:
    (tmp_path / "ngoài").mkdir()
    assert standing(History(tmp_path / "ngoài")).state == "no_work_tree"
    new = Repository(tmp_path / "mới")
    assert _state(new) == "no_remote"
    new.git("remote", "add", "origin", str(both.remote))
    assert _state(new) == "no_upstream"
    history = History(new.root)
    upstream = set_upstream(history, "origin", BRANCH)
    assert not standing(history).fetched
    there = fetch(history, upstream)
    assert there == both.git("rev-parse", BRANCH).strip()
    found = standing(history)
    assert (found.state, found.fetched) == ("no_commits", True)


def test_a_git_too_old_to_merge_is_told_only_where_there_is_something_to_merge(
    both: Shared, lan: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govtui.store.remote.git_version", lambda history: (2, 34))
    minh, history = both.clone("minh"), History(lan.root)
    _edited(minh, "Bộ Một")
    minh.git("push", "--quiet")
    assert (upstream := standing(history).upstream)
    fetch(history, upstream)
    assert _state(lan) == "ready"
    _edited(lan, "Bộ Hai")
    assert _state(lan) == "old_git"


def test_an_upstream_is_set_for_a_branch_that_the_remote_may_not_have_yet(both: Shared, lan: Clone) -> None:
    lan.git("checkout", "--quiet", "-b", "dự=thảo")
    history = History(lan.root)
    upstream = set_upstream(history, "origin", "dự=thảo")
    assert standing(history).upstream == upstream
    assert fetch(history, upstream) == ""
    commit = _edited(lan, "Bộ Mới")
    push(history, upstream, commit)
    assert both.git("rev-parse", "dự=thảo").strip() == commit
    found = standing(history)
    assert (found.state, found.ahead, found.behind, found.fetched) == ("ready", 0, 0, True)


def test_an_upstream_that_cannot_be_is_refused(lan: Clone) -> None:
    history = History(lan.root)
    for remote, branch, code in (
        ("nơi khác", BRANCH, "unknown_remote"),
        ("origin", "a..b", "bad_name"),
        ("origin", "-f", "bad_name"),
    ):
        with pytest.raises(NotShared) as refused:
            set_upstream(history, remote, branch)
        assert refused.value.code == code


def test_several_remotes_are_named_with_addresses_that_hold_no_password(lan: Clone) -> None:
    lan.git("remote", "add", "bản sao", "https://lan:bí-mật@git.example.org/a.git", check=False)
    lan.git("config", "remote.kho.url", "https://lan:bi-mat@git.example.org/a.git")
    lan.git("config", "remote.kho.pushurl", "ssh://lan:bi-mat@git.example.org/a.git")
    lan.git("config", "remote.-f.url", "/x")
    history = History(lan.root)
    assert [one for one in remotes(history) if one.name != "origin"] == [("kho", "https://git.example.org/a.git")]
    upstream = set_upstream(history, "kho", BRANCH)
    assert (upstream.address, upstream.pushed_to) == (
        "https://git.example.org/a.git",
        ("ssh://lan@git.example.org/a.git",),
    )


def test_all_addresses_are_shown_that_git_will_connect_to(lan: Clone) -> None:
    lan.git("remote", "set-url", "--add", "origin", "https://two.example/b.git")
    history = History(lan.root)
    (first, second) = lan.git("remote", "get-url", "--push", "--all", "origin").split("\n")[:2]
    assert (found := standing(history).upstream) and found.addresses == (first, second)
    lan.git("config", f"branch.{BRANCH}.remote", "https://known.example/a.git")
    lan.git("config", "url.ssh://other.example/.insteadOf", "https://known.example/")
    assert (found := standing(history).upstream) and found.addresses == ("ssh://other.example/a.git",)
    lan.git("config", "url.ssh://third.example/.pushInsteadOf", "https://known.")
    assert (found := standing(history).upstream)
    assert found.addresses == ("ssh://other.example/a.git", "ssh://third.example/example/a.git")


def test_a_branch_that_is_gone_from_the_remote_is_told_and_what_was_fetched_of_it_is_kept(
    both: Shared, lan: Clone
) -> None:
    history, before = History(lan.root), lan.head(f"refs/remotes/origin/{BRANCH}")
    lan.git("config", "fetch.prune", "true")
    upstream = standing(history).upstream
    assert upstream
    both.git("branch", "--quiet", "-m", BRANCH, "khác")
    with pytest.raises(NotShared) as refused:
        fetch(history, upstream)
    assert refused.value.code == "no_branch"
    assert lan.head(f"refs/remotes/origin/{BRANCH}") == before


def test_whoever_was_slower_is_told_so_and_changes_nothing(both: Shared, lan: Clone) -> None:
    minh, history = both.clone("minh"), History(lan.root)
    theirs = _edited(minh, "Bộ Một")
    minh.git("push", "--quiet")
    mine = _edited(lan, "Bộ Hai")
    upstream = standing(history).upstream
    assert upstream
    for _ in range(2):  # knowing it or not
        with pytest.raises(NotShared) as refused:
            push(history, upstream, mine)
        assert refused.value.code == "behind"
        assert both.git("rev-parse", BRANCH).strip() == theirs
        fetch(history, upstream)


@pytest.mark.parametrize("hook", ["pre-receive", "update"])
def test_a_push_that_the_remote_declines_tells_its_own_words(both: Shared, lan: Clone, hook: str) -> None:
    both.hook(hook, 'echo "Nhánh được bảo vệ: xin gửi đề xuất"; exit 1')
    history = History(lan.root)
    upstream = standing(history).upstream
    assert upstream
    with pytest.raises(NotShared) as refused:
        push(history, upstream, _edited(lan, "Bộ Hai"))
    assert refused.value.code == "declined"
    assert refused.value.output.splitlines()[0] == "Nhánh được bảo vệ: xin gửi đề xuất"
    both.hook(hook, "")
    both.hook("post-receive", 'echo "Cảm ơn"')
    assert push(history, upstream, lan.head()) == "Cảm ơn"
    assert standing(history).ahead == 0


def test_a_mirror_and_what_the_settings_push_beside_are_left_alone(both: Shared, lan: Clone) -> None:
    both.git("branch", "khác")
    lan.git("config", "remote.origin.mirror", "true")
    lan.git("config", "push.followTags", "true")
    lan.git("tag", "-a", "v1", "-m", "v1")
    history = History(lan.root)
    upstream = standing(history).upstream
    assert upstream
    push(history, upstream, _edited(lan, "Bộ Hai"))
    fetch(history, upstream)
    assert both.git("for-each-ref", "--format=%(refname)").split() == [f"refs/heads/{BRANCH}", "refs/heads/khác"]


def test_a_proposal_is_a_new_branch_of_the_remote_and_nothing_else(both: Shared, lan: Clone) -> None:
    both.hook("update", f'[ "$1" != refs/heads/{BRANCH} ]')
    both.hook("post-receive", "echo 'Mở yêu cầu gộp: https://git.example.org/mr/1'")
    history, name = History(lan.root), proposal_name(History(lan.root), DAY)
    assert name == "nguyen-thi-lan-2026-11-30"
    upstream, remote_head = standing(history).upstream, both.git("rev-parse", BRANCH)
    assert upstream
    commit = _edited(lan, "Bộ Hai")
    before = (lan.git("for-each-ref"), lan.git("status", "--porcelain=v2", "--branch"))
    made = propose(history, upstream, commit, name)
    assert made == (f"proposals/{name}-1", "Mở yêu cầu gộp: https://git.example.org/mr/1", False)
    assert propose(history, upstream, commit, name) == (f"proposals/{name}-1", "", True)
    other = propose(history, upstream, f"{remote_head.strip()}", name)
    assert other.branch == f"proposals/{name}-2"
    assert both.git("rev-parse", made.branch).strip() == commit
    assert both.git("rev-parse", BRANCH) == remote_head
    refs = [line for line in lan.git("for-each-ref").splitlines() if "proposals/" not in line]
    assert (refs, lan.git("status", "--porcelain=v2", "--branch")) == (before[0].splitlines(), before[1])


def test_a_shallow_clone_stands_fetches_and_pushes(both: Shared, tmp_path: Path) -> None:
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{both.remote}", "nông")
    clone, minh = Clone(tmp_path / "nông"), both.clone("minh")
    clone.git("config", "user.name", "N")
    clone.git("config", "user.email", "n@example.org")
    theirs = _edited(minh, "Bộ Một")
    minh.git("push", "--quiet")
    history = History(clone.root)
    upstream = standing(history).upstream
    assert upstream
    assert fetch(history, upstream) == theirs
    assert standing(history).behind == 1
    clone.git("merge", "--quiet", "--ff-only", theirs)
    commit = _edited(clone, "Bộ Hai")
    push(history, upstream, commit)
    assert both.git("rev-parse", BRANCH).strip() == commit


def test_a_clone_that_takes_the_remotes_branches_as_its_own_keeps_them(both: Shared, lan: Clone) -> None:
    minh, history = both.clone("minh"), History(lan.root)
    both.git("branch", "khác", BRANCH)
    minh.git("push", "--quiet", "origin", f"{_edited(minh, 'Bộ Một')}:refs/heads/khác")
    lan.git("branch", "khác", _edited(lan, "Bộ Hai"))
    lan.git("config", "remote.origin.fetch", "+refs/heads/*:refs/heads/*")
    upstream = set_upstream(history, "origin", "khác")
    assert fetch(history, upstream) == minh.head()
    assert lan.head("khác") == lan.head() != minh.head()


def test_a_partial_clone_gets_what_it_merges_and_writes(both: Shared, tmp_path: Path) -> None:
    both.git("config", "uploadpack.allowFilter", "true")
    both.git("config", "uploadpack.allowAnySHA1InWant", "true")
    minh = both.clone("minh")
    Repository.run(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{both.remote}", "phần")
    clone = Clone(tmp_path / "phần")
    clone.git("config", "user.name", "P")
    clone.git("config", "user.email", "p@example.org")
    theirs = _edited(minh, "Bộ Một")
    minh.git("push", "--quiet")
    mine = _edited(clone, "Bộ Hai")
    history = History(clone.root)
    upstream = standing(history).upstream
    assert upstream and fetch(history, upstream) == theirs
    found = merge_tree(history, mine, theirs)
    (path,) = found.stages
    assert [isinstance(history.texts([one.name])[one.name], bytes) for one in found.stages[path] if one] == [True] * 3
    made = commit_tree(history, found.tree, {path: organization("bo", "Bộ Ba").encode()}, [mine, theirs], "Gộp")
    fast_forward(history, made)
    assert clone.git("status", "--porcelain") == "" and "Bộ Ba" in (clone.root / BO).read_text()


def test_the_programs_that_sharing_would_run_are_named_and_none_is_run(lan: Clone, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in (
        "core.sshCommand", "credential.helper", "credential.https://git.example.org.helper", "filter.a=b.smudge",
        "filter.lfs.process", "remote.origin.uploadpack", "core.editor", "diff.external",
    ):  # fmt: skip
        lan.git("config", name, f"touch {ran} #{name}")
    for name in ("pre-push", "post-merge", "commit-msg"):
        lan.hook(name, f"touch {ran}")
    history = History(lan.root)
    found = programs(history)
    assert [(one.kind, one.name) for one in found.found] == [
        ("credential", "credential.helper"),
        ("credential", "credential.https://git.example.org.helper"),
        ("filter", "filter.a=b.smudge"),
        ("filter", "filter.lfs.process"),
        ("hook", "post-merge"),
        ("hook", "pre-push"),
        ("remote", "remote.origin.uploadpack"),
        ("ssh", "core.sshcommand"),
    ]
    assert Program("ssh", "core.sshcommand", f"touch {ran} #core.sshCommand", "local") in found.found
    by_file = programs(history, "/srv/a.git")
    assert {one.kind for one in by_file.found} == {"filter", "hook", "remote"}
    assert {one.kind for one in programs(history, "lan@host:a.git").found} == {"filter", "hook", "remote", "ssh"}
    assert {one.kind for one in programs(history, "https://h/a").found} == {"credential", "filter", "hook", "remote"}
    lan.git("config", "gpg.program", f"touch {ran}")
    assert programs(history) == found
    lan.git("config", "merge.verifySignatures", "true")
    assert ("gpg", "gpg.program") in [(one.kind, one.name) for one in programs(history).found]
    assert not ran.exists()


def test_a_clone_that_borrows_objects_runs_nothing_that_is_not_named(both: Shared, lan: Clone, tmp_path: Path) -> None:
    (lan.top / ".git/objects/info").mkdir(exist_ok=True)
    (lan.top / ".git/objects/info/alternates").write_text(f"{both.remote / 'objects'}\n", encoding="utf-8")
    lan.git("config", "core.alternateRefsCommand", f"touch {tmp_path / 'ran'} #")
    other = both.clone("minh")
    other.edit(BO, "Ministry", "Bộ Minh")
    other.git("push", "--quiet")
    history = History(lan.root)
    upstream = standing(history).upstream
    assert upstream is not None and fetch(history, upstream) == other.head()
    assert programs(history).found == () and not (tmp_path / "ran").exists()


def test_the_digest_of_programs_changes_with_each_of_them_and_with_the_address(
    lan: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, address = History(lan.root), "ssh://host/a.git"
    digests = [programs(history, address).digest, programs(history, "ssh://other/a.git").digest]
    lan.hook("pre-push", "exit 0")
    digests.append(programs(history, address).digest)
    lan.hook("pre-push", "exit 1")
    digests.append(programs(history, address).digest)
    lan.git("config", "core.sshCommand", "ssh -i key")
    digests.append(programs(history, address).digest)
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -v")
    digests.append(programs(history, address).digest)
    assert len({*digests}) == len(digests)
    assert programs(history, address).digest == digests[-1]
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)
