"""Sync between clones over file://: what others changed is told, merged, sent; what is refused leaves everything as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from clones import BRANCH, Clone, Shared, shared
from repository import BO, FOLDER, Repository, organization

from govtui.edit import syncing as module
from govtui.edit.branch_merge import Side
from govtui.edit.syncing import Merged, NotSynced, Pushed, Received, Step, Syncing, synced
from govtui.i18n.translator import load
from govtui.store import git as git_module
from govtui.store.git import GitFailed
from govtui.store.network import NotShared
from govtui.store.registry import Registry

EN = load("en")


@pytest.fixture
def world(tmp_path: Path) -> Shared:
    return shared(tmp_path)


def of(clone: Clone) -> Syncing:
    return Syncing(Registry(clone.root))


def sync(clone: Clone) -> module.Synced:
    return synced(of(clone), EN)


def refused(clone: Clone, work: Callable[[], object], code: str) -> NotShared:
    """What `work` is refused with, which leaves the clone as it was."""
    before = clone.state()
    with pytest.raises(NotShared) as found:
        work()
    assert found.value.code == code, found.value.output
    assert clone.state() == before
    return found.value


# done


def test_what_one_side_has_is_taken_or_sent_and_then_there_is_nothing_to_do(world: Shared) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    minh.write("organizations/moi.toml", organization("moi", "Mới"))
    minh.commit("Thêm")
    done = sync(minh)
    assert done.pushed is not None and (done.received.commits, done.pushed.commits) == (0, 2)
    assert world.git("rev-parse", BRANCH).strip() == minh.head()
    told: list[Step] = []
    done = synced(of(lan), EN, told.append)
    assert [type(step) for step in told] == [Received, Merged, Pushed]
    assert (done.received.commits, done.received.authors) == (2, ("Minh",)) or done.received.authors == (
        "Nguyễn Thị Minh",
    )
    new, changed = sorted(done.received.records, key=lambda one: one.change == "changed")
    assert (new.path, new.change, new.name("vi")) == ("organizations/moi.toml", "new", "Mới")
    assert [(one.path, one.before, one.after) for one in changed.differences] == [
        ("name.vi", "Bộ Nội vụ", "Bộ Nội vụ mới")
    ]
    assert done.pushed is not None and done.pushed.commits == 0
    assert lan.head() == minh.head() and lan.read(BO) == minh.read(BO) and not lan.git("status", "--porcelain")
    before = lan.state()
    done = sync(lan)
    assert done.pushed is not None and (done.received.commits, done.pushed.commits) == (0, 0) and lan.state() == before


def test_two_edits_of_one_record_come_together_on_both_sides(world: Shared) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, '"active"', '"inactive"')
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    done = synced(of(lan), load("vi"))
    assert done.merged.records == (BO,) and done.pushed is not None and done.pushed.commits == 2
    assert '"inactive"' in lan.read(BO) and "Bộ Nội vụ mới" in lan.read(BO)
    assert lan.git("log", "-1", "--format=%s").startswith("Gộp 1 lần ghi của ")
    sync(minh)
    assert minh.read(BO) == lan.read(BO) and minh.head() == lan.head() == world.git("rev-parse", BRANCH).strip()


@pytest.mark.parametrize("folder", ["-x", "a\nb", ":(top)*"])
def test_a_registry_whose_folder_has_an_odd_name_is_merged_as_any(world: Shared, folder: str) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    lan.git("mv", FOLDER, f"./{folder}")
    lan.commit("Dời")
    lan.git("push", "--quiet")
    minh.git("pull", "--quiet", "--ff-only")
    lan.root, minh.root = lan.top / folder, minh.top / folder
    minh.git("config", "user.name", "Minh" * 1000)
    minh.edit(BO, '"active"', '"inactive"')
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    assert sync(lan).merged.records == (BO,) and '"inactive"' in lan.read(BO)
    assert len(lan.git("log", "-1", "--format=%s")) < 200


def test_a_field_that_both_changed_waits_until_it_is_decided(world: Shared) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, "Bộ Nội vụ", "Bộ Một")
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Hai")
    before, pushed = lan.state(), world.git("rev-parse", BRANCH)
    steps = of(lan)
    done = synced(steps, EN)
    assert done.pushed is None and lan.state() == before and world.git("rev-parse", BRANCH) == pushed
    (one,) = done.merged.undecided
    with pytest.raises(NotSynced, match="undecided"):
        steps.forward(done.merged)
    raw = lan.read(BO).replace("Bộ Hai", "Bộ Ba").encode()
    done = synced(steps, EN, decided={one.path: raw})
    assert done.pushed is not None and lan.read(BO).encode() == raw


def test_a_decision_holds_only_for_the_versions_that_were_asked_about(world: Shared) -> None:
    """While Lan decides, Minh sends another change of the same record: it must not be overwritten unseen."""
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, "Bộ Nội vụ", "Bộ Một")
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Hai")
    (lan.top / "README.md").write_text("Lan\n")
    lan.commit("Đọc")
    steps = of(lan)
    (one,) = synced(steps, EN).merged.undecided
    (minh.top / "README.md").write_text("Minh\n")
    minh.edit(BO, '"active"', '"inactive"')
    sync(minh)
    decided = {one.path: lan.read(BO).encode()}
    again = synced(steps, EN, decided=decided, files={"README.md": Side.MINE})
    assert again.pushed is None and [each.path for each in again.merged.undecided] == [BO]
    assert [file.path for file in again.merged.files] == ["README.md"]
    done = synced(steps, EN, decided=decided, files={"README.md": Side.MINE})
    assert done.pushed is not None and (lan.top / "README.md").read_text() == "Lan\n"


def test_whoever_is_slower_takes_in_what_was_sent_meanwhile(world: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    minh.edit(BO, '"active"', '"inactive"')
    rounds = []
    push = Syncing.push

    def slower(steps: Syncing) -> Pushed:
        if steps.registry.root == lan.root:
            rounds.append(1)
            if len(rounds) == 1:
                sync(minh)
        return push(steps)

    monkeypatch.setattr(Syncing, "push", slower)
    done = sync(lan)
    assert len(rounds) == 2 and done.pushed is not None and '"inactive"' in lan.read(BO)


def test_it_ends_after_some_rounds(world: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = world.clone("lan")
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    monkeypatch.setattr(module, "ROUNDS", 2)
    monkeypatch.setattr(Syncing, "push", lambda steps: (_ for _ in ()).throw(NotShared("behind")))
    refused(lan, lambda: sync(lan), "overtaken")


def test_the_first_sync_with_an_empty_remote_sends_everything(world: Shared, tmp_path: Path) -> None:
    lan = world.clone("lan")
    empty = tmp_path / "trống.git"
    Repository.run(tmp_path, "init", "--quiet", "--bare", "--template=", str(empty))
    lan.git("remote", "add", "khác", str(empty))
    steps = of(lan)
    steps.share_with("khác", "chung")
    done = synced(steps, EN)
    assert (
        (done.received.theirs, done.pushed) == ("", Pushed(2, steps.standing().upstream, ""))
        if steps.standing().upstream
        else False
    )
    assert Repository.run(empty, "rev-parse", "chung").strip() == lan.head()


def test_a_clone_that_has_no_commit_yet_begins_with_what_others_sent(world: Shared, tmp_path: Path) -> None:
    Repository.run(tmp_path, "init", "--quiet", "--bare", "--template=", f"--initial-branch={BRANCH}", "mới.git")
    Repository.run(tmp_path, "clone", "--quiet", "mới.git", "hoa")
    hoa = Clone(tmp_path / "hoa")
    hoa.root.mkdir(parents=True)
    hoa.write("organizations/riêng.toml", organization("rieng"))
    refused(hoa, lambda: synced(of(hoa), EN, uncommitted_stay=True), "no_commits")
    lan = world.clone("lan", str(tmp_path / "mới.git"))
    lan.git("update-ref", "-d", f"refs/remotes/origin/{BRANCH}")
    sync(lan)
    done = synced(of(hoa), EN, uncommitted_stay=True)
    assert (done.received.commits, hoa.head(), done.pushed and done.pushed.commits) == (2, lan.head(), 0)
    assert hoa.read(BO) == lan.read(BO) and hoa.git("status", "--porcelain").startswith("??")


# proposing


def test_a_proposal_leaves_the_clone_and_its_branch_as_they_are(world: Shared) -> None:
    lan = world.clone("lan")
    refused(lan, lambda: of(lan).propose(), "nothing")
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    refused(lan, lambda: of(lan).propose("..bad"), "bad_name")
    before, pushed = lan.state(), world.git("rev-parse", BRANCH)
    made = of(lan).propose("tên-mới")
    assert (made.branch, made.commits, made.known) == ("proposals/tên-mới-1", 1, False)
    assert lan.state() == before and world.git("rev-parse", BRANCH) == pushed
    assert world.git("rev-parse", made.branch).strip() == lan.head()
    assert of(lan).propose("tên-mới").known
    assert of(lan).propose(" Sửa địa chỉ ").branch == "proposals/sua-dia-chi-1", "words, not the name of a branch"


def test_what_the_remote_declines_can_be_proposed(world: Shared) -> None:
    lan = world.clone("lan")
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    world.hook("update", f'[ "$1" = refs/heads/{BRANCH} ] || exit 0\necho "Nhánh được bảo vệ"; exit 1')
    found = refused(lan, lambda: sync(lan), "declined")
    assert "Nhánh được bảo vệ" in found.output
    assert of(lan).propose().branch.startswith("proposals/")


# refused


def test_uncommitted_records_are_listed_and_nothing_is_done(world: Shared) -> None:
    lan = world.clone("lan")
    lan.write(BO, organization("bo", "Chưa ghi"))
    assert refused(lan, lambda: sync(lan), "uncommitted").paths == (BO,)


def test_an_uncommitted_file_that_others_changed_is_in_the_way_and_one_that_they_did_not_is_none(world: Shared) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, '"active"', '"inactive"')
    minh.write("organizations/moi.toml", organization("moi"))
    minh.commit("Thêm")
    sync(minh)
    lan.write(BO, organization("bo", "Chưa ghi"))
    lan.write("organizations/moi.toml", organization("moi", "Của Lan"))

    def go() -> object:
        return synced(of(lan), EN, uncommitted_stay=True)

    assert refused(lan, go, "in_the_way").paths == tuple(f"{FOLDER}/{path}" for path in (BO, "organizations/moi.toml"))
    lan.git("checkout", "--quiet", "--", ".")
    (lan.root / "organizations/moi.toml").rename(lan.root / "organizations/khac.toml")
    go()
    assert lan.head() == minh.head() and (lan.root / "organizations/khac.toml").exists()


def _detached(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--detach")


def _merging(clone: Clone) -> None:
    (clone.top / ".git" / "MERGE_HEAD").write_text(clone.head())


def _without_remote(clone: Clone) -> None:
    clone.git("remote", "remove", "origin")


def _without_upstream(clone: Clone) -> None:
    clone.git("branch", "--quiet", "--unset-upstream")


def _without_commits(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--orphan", BRANCH + "-mới")
    clone.git("rm", "--quiet", "-r", "--cached", ".")
    clone.git("config", f"branch.{BRANCH}-mới.remote", "origin")
    clone.git("config", f"branch.{BRANCH}-mới.merge", f"refs/heads/{BRANCH}")


def _apart(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--orphan", "riêng")
    clone.git("commit", "--quiet", "--message", "Riêng")
    clone.git("branch", "--quiet", "--set-upstream-to", f"origin/{BRANCH}")


def _gone(clone: Clone) -> None:
    clone.git("remote", "set-url", "origin", "/nowhere/at-all.git")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_detached, "detached"),
        (_merging, "under_way"),
        (_without_remote, "no_remote"),
        (_without_upstream, "no_upstream"),
        (_without_commits, "in_the_way"),
        (_apart, "apart"),
        (_gone, "no_repository"),
    ],
)
def test_where_nothing_can_be_shared_that_is_said_and_nothing_is_done(
    world: Shared, spoil: Callable[[Clone], None], code: str
) -> None:
    lan = world.clone("lan")
    spoil(lan)
    refused(lan, lambda: synced(of(lan), EN, uncommitted_stay=True), code)


def test_a_shallow_clone_that_lacks_where_both_began_says_so(world: Shared, tmp_path: Path) -> None:
    minh = world.clone("minh")
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", world.remote.as_uri(), "nông")
    shallow = Clone(tmp_path / "nông")
    shallow.git("config", "user.name", "Lan")
    shallow.git("config", "user.email", "lan@example.org")
    shallow.edit(BO, "Bộ Nội vụ", "Bộ Nông")
    other = minh.git("commit-tree", "HEAD~1^{tree}", "-p", "HEAD~1", "-m", "Khác").strip()
    world.git("fetch", "--quiet", str(minh.top), other)
    world.git("update-ref", f"refs/heads/{BRANCH}", other)
    refused(shallow, lambda: sync(shallow), "shallow")


def test_who_commits_must_be_known_before_anything_is_merged(world: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, '"active"', '"inactive"')
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    lan.git("config", "--unset", "user.name")
    refused(lan, lambda: sync(lan), "no_name")


def test_somebody_who_stops_it_finds_everything_as_it_was(world: Shared) -> None:
    lan = world.clone("lan")
    stop = threading.Event()
    stop.set()
    refused(lan, lambda: synced(Syncing(Registry(lan.root), stop), EN), "stopped")


@pytest.mark.parametrize("calls", [13, 29])
def test_where_git_fails_before_the_branch_moves_all_is_as_before_and_the_next_sync_does_it(
    world: Shared, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    lan, minh = world.clone("lan"), world.clone("minh")
    minh.edit(BO, '"active"', '"inactive"')
    sync(minh)
    lan.edit(BO, "Bộ Nội vụ", "Bộ Nội vụ mới")
    before, made = lan.state(), []
    real = git_module.subprocess.Popen

    def failing(argv: list[str], *args: object, **settings: object) -> object:
        made.append(argv)
        if len(made) == calls:
            raise OSError(12, "no memory")
        return real(argv, *args, **settings)

    with monkeypatch.context() as patch:
        patch.setattr(git_module.subprocess, "Popen", failing)
        with pytest.raises((NotShared, GitFailed)):
            sync(lan)
    assert lan.state() == before
    done = sync(lan)
    assert done.pushed is not None and '"inactive"' in lan.read(BO) and "Bộ Nội vụ mới" in lan.read(BO)
