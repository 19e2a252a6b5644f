"""The past of a registry is what git says, under every name a file had, whatever its settings; a commit is of what was named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from living import PATIENCE, ends
from repository import Repository, organization

from govtui.store import version_graph
from govtui.store.committing import NotCommitted, author, commit
from govtui.store.files import RECORD_SIZE
from govtui.store.git import GitFailed, environment, git
from govtui.store.history import ChangedFile, History, recent_changes

BO = "organizations/bo.toml"


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One record, committed."""
    made = Repository(tmp_path / "kho")
    made.write(BO, organization("bo"))
    made.commit("Thêm bộ")
    return made


# what git tells


def test_the_versions_of_a_file_come_newest_first_with_who_when_and_why(repository: Repository) -> None:
    repository.write(BO, organization("bo", "Bộ Nội vụ"))
    repository.commit("Sửa tên: “Bộ Nội vụ”\n\nTheo nguồn mới.")
    new, old = History(repository.root).versions(BO).items
    assert (new.subject, old.subject) == ("Sửa tên: “Bộ Nội vụ”", "Thêm bộ")
    assert (new.author, new.when.isoformat()) == ("Nguyễn Thị Lan", "2024-05-06T07:08:09+07:00")
    texts = [History(repository.root).text_at(one.commit, one.path) for one in (new, old)]
    assert texts == [organization("bo", "Bộ Nội vụ").encode(), organization("bo").encode()]


def test_a_file_is_followed_through_renames_and_through_what_git_was_told_to_hide(repository: Repository) -> None:
    repository.git("config", "diff.renames", "false")
    repository.git("config", "log.follow", "false")
    (repository.root / BO).rename(repository.root / "organizations" / "bộ [1].toml")
    repository.commit("Đổi tên tệp")
    path = "organizations/bộ [1].toml"
    repository.write(path, organization("bo", "Bộ mới"))
    repository.commit("Sửa")
    history = History(repository.root)
    versions = history.versions(path).items
    assert [one.subject for one in versions] == ["Sửa", "Đổi tên tệp", "Thêm bộ"]
    assert [one.path.rpartition("/")[2] for one in versions] == ["bộ [1].toml", "bộ [1].toml", "bo.toml"]
    assert all(history.text_at(one.commit, one.path) for one in versions)


def test_a_file_that_was_removed_and_came_back_has_a_version_without_a_text(repository: Repository) -> None:
    (repository.root / BO).unlink()
    repository.commit("Xóa")
    repository.write(BO, organization("bo", "Bộ khác hẳn"))
    repository.commit("Lập lại")
    history = History(repository.root)
    versions = history.versions(BO).items
    assert [one.subject for one in versions] == ["Lập lại", "Xóa", "Thêm bộ"]
    assert [history.text_at(one.commit, one.path) is None for one in versions] == [False, True, False]


def test_a_merge_is_no_stumbling_block(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "nhánh")
    repository.write(BO, organization("bo", "Bộ nhánh"))
    repository.commit("Ở nhánh")
    repository.git("checkout", "--quiet", "chính")
    repository.write("organizations/so.toml", organization("so", "Sở"))
    repository.commit("Ở chính")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Hợp nhất", "nhánh")
    history = History(repository.root)
    versions = history.versions(BO).items
    assert [one.subject for one in versions if one.subject != "Hợp nhất"] == ["Ở nhánh", "Thêm bộ"]
    assert all(history.text_at(one.commit, one.path) for one in versions)


def subjects(root: Path, path: str = BO) -> list[str]:
    return [one.subject for one in History(root).versions(path).items]


def test_each_version_knows_its_nearest_ancestors_that_touch_the_file(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "nhánh")
    repository.write("organizations/so.toml", organization("so"))
    repository.commit("không chạm")
    repository.write(BO, organization("bo", "Một"))
    repository.commit("Ở nhánh")
    repository.git("checkout", "--quiet", "chính")
    repository.write(BO, organization("bo", "Bộ", "inactive"))
    repository.commit("Ở chính")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Hợp nhất", "nhánh", check=False)
    repository.write(BO, organization("bo", "Một", "inactive"))
    repository.commit("Hợp nhất")
    for setting in ("log.follow", "log.showSignature"):
        repository.git("config", setting, "true")
    history = History(repository.root)
    by = {one.subject: one for one in history.versions(BO).items}
    assert list(by)[0] == "Hợp nhất" and set(by) == {"Hợp nhất", "Ở chính", "Ở nhánh", "Thêm bộ"}
    assert by["Hợp nhất"].parents == (by["Ở chính"].commit, by["Ở nhánh"].commit)
    assert by["Ở nhánh"].parents == by["Ở chính"].parents == (by["Thêm bộ"].commit,)
    assert by["Thêm bộ"].parents == () and not by["Thêm bộ"].cut
    held = history.texts([one.blob for one in by.values()])
    assert held[by["Ở nhánh"].blob] == organization("bo", "Một").encode()


def test_replaced_objects_and_grafts_are_no_history(repository: Repository) -> None:
    for name in ("Một", "Hai"):
        repository.write(BO, organization("bo", name))
        repository.commit(name)
    told = History(repository.root).versions(BO)
    assert [one.subject for one in told.items] == ["Hai", "Một", "Thêm bộ"]
    head = repository.git("rev-parse", "HEAD").strip()
    repository.git("replace", "--graft", "HEAD")
    assert History(repository.root).versions(BO) == told
    repository.git("replace", "-d", head)
    (repository.top / ".git" / "info" / "grafts").write_text(f"{head}\n")
    assert History(repository.root).versions(BO) == told
    blob, other = told.items[0].blob, told.items[2].blob
    repository.git("replace", blob, other)
    assert History(repository.root).texts([blob])[blob] == organization("bo", "Hai").encode()


def test_a_work_tree_beside_the_first_and_a_submodule_have_their_history(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "cây"))
    assert subjects(tmp_path / "cây" / "hồ sơ" / "records") == ["Thêm bộ"]
    outer = Repository(tmp_path / "ngoài")
    words = ("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(repository.top), "con")
    outer.git(*words)
    outer.commit("Thêm con")
    assert subjects(outer.top / "con" / "hồ sơ" / "records") == ["Thêm bộ"]
    shallow = tmp_path / "nông"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(shallow))
    repository.write(BO, organization("bo", "Sau"))
    repository.commit("Sau")
    Repository.run(shallow, "fetch", "--quiet", "--depth=1", "origin", "chính")
    Repository.run(shallow, "worktree", "add", "--quiet", "--detach", str(tmp_path / "cây nông"), "origin/chính")
    found = History(tmp_path / "cây nông" / "hồ sơ" / "records").versions(BO).items
    assert [(one.subject, one.cut) for one in found] == [("Sau", True)]


def test_links_folders_and_other_repositories_in_the_place_of_the_file_are_no_versions_of_it(
    repository: Repository, tmp_path: Path
) -> None:
    place = repository.root / BO
    target = repository.write("organizations/đích.toml", organization("bo", "Đích"))
    place.unlink()
    place.symlink_to("/etc/hostname")
    repository.commit("Liên kết ra ngoài")
    place.unlink()
    place.symlink_to(target.name)
    repository.commit("Liên kết bên trong")
    place.unlink()
    place.mkdir()
    (place / "x").write_text("x")
    repository.commit("Thư mục")
    (place / "x").unlink()
    place.rmdir()
    head = repository.git("rev-parse", "HEAD").strip()
    at = f"hồ sơ/records/{BO}"
    repository.git("rm", "-r", "--quiet", "--cached", at)
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},{at}")
    repository.git("commit", "--quiet", "--message", "Kho con")
    repository.git("rm", "--quiet", "--cached", at)
    repository.write(BO, organization("bo"))
    repository.commit("Tệp")
    found = History(repository.root).versions(BO).items
    assert [one.subject for one in found][:5] == [
        "Tệp",
        "Kho con",
        "Thư mục",
        "Liên kết bên trong",
        "Liên kết ra ngoài",
    ]
    assert [bool(one.blob) for one in found[:5]] == [True, False, False, True, False]
    text = History(repository.root).texts([found[3].blob])[found[3].blob]
    assert text == organization("bo", "Đích").encode()  # as the registry reads it


def test_names_that_were_set_right_and_paths_with_unusual_letters(repository: Repository) -> None:
    (repository.top / ".mailmap").write_text("Trần Văn Bình <lan@example.org>\n", encoding="utf-8")
    path = "organizations/ :(top)*?[a] “bộ”\t'\"\\.toml"
    repository.write(path, organization("bo"))
    repository.commit("Lạ\tlùng")
    (found,) = History(repository.root).versions(path).items
    assert (found.author, found.subject, bool(found.blob)) == ("Trần Văn Bình", "Lạ\tlùng", True)
    assert History(repository.root).versions("organizations/a\nb.toml").items == ()


def test_older_versions_than_are_listed_are_said_to_be_there(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        repository.write(BO, organization("bo", f"Bộ {n}"))
        repository.commit(str(n))
    assert not History(repository.root).versions(BO).more
    monkeypatch.setattr(version_graph, "MOST", 3)
    found = History(repository.root).versions(BO)
    assert ([one.subject for one in found.items], found.more) == (["3", "2", "1"], True)
    assert list(found.beyond) == list(found.items[-1].parents) and all(found.beyond.values())
    monkeypatch.setattr(version_graph, "MOST", 5)
    assert (len(History(repository.root).versions(BO).items), History(repository.root).versions(BO).more) == (5, False)
    monkeypatch.setattr(version_graph, "BYTES", len(organization("bo", "Bộ 0").encode()) * 2)
    assert (len(History(repository.root).versions(BO).items), History(repository.root).versions(BO).more) == (2, True)


def test_a_tree_that_is_not_in_this_copy_is_told_and_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.write(BO, organization("bo", "Sau"))
    repository.commit("Sau")
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", "--filter=tree:0", f"file://{repository.top}", str(clone))
    with pytest.raises(GitFailed) as failed:
        History(clone / "hồ sơ" / "records").versions(BO)
    assert failed.value.code == "incomplete"


def test_what_is_not_committed_is_told_by_file_below_the_registry_only(repository: Repository) -> None:
    repository.write("organizations/cũ.toml", organization("cu"))
    repository.commit("Thêm nữa")
    history = History(repository.root)
    assert history.changed_files() == ()
    repository.write(BO, organization("bo", "Khác"))
    repository.write("organizations/mới \n.toml", organization("moi"))
    repository.write("organizations/.bo.toml.x.govtui-tmp", "")
    repository.write("organizations/.an.toml", "")
    (repository.root / "organizations/cũ.toml").unlink()
    (repository.top / "ngoài.toml").write_text("a = 1\n")
    assert history.changed_files() == (
        ChangedFile(BO, "changed"),
        ChangedFile("organizations/cũ.toml", "removed"),
        ChangedFile("organizations/mới \n.toml", "new"),
    )
    assert history.changed_files(BO) == (ChangedFile(BO, "changed"),)
    assert [(one.path, one.added, one.removed) for one in history.counted([BO])] == [(BO, 1, 1)]
    assert history.committed(BO) == organization("bo").encode()


def test_a_large_blob_is_not_read_whole(repository: Repository) -> None:
    repository.write(BO, "#" * (RECORD_SIZE * 8))
    repository.commit("To")
    version = History(repository.root).versions(BO).items[0]
    text = History(repository.root).text_at(version.commit, version.path)
    assert text is not None and len(text) == RECORD_SIZE + 1


# where there is none


def test_no_git_no_work_tree_and_no_commit_are_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "không"
    bare.mkdir()
    assert History(bare).standing == "no_work_tree"
    assert History(tmp_path / "nowhere").standing == "no_work_tree"
    empty = Repository(tmp_path / "rỗng")
    assert (History(empty.root).standing, History(empty.root).versions(BO).items) == ("ready", ())
    monkeypatch.setenv("PATH", str(bare))
    assert History(empty.root).standing == "no_program"
    with pytest.raises(NotCommitted) as refused:
        commit(History(empty.root), ["registry.toml"], "Ghi")
    assert refused.value.code == "no_program"


def test_the_folder_of_git_itself_is_no_work_tree(repository: Repository) -> None:
    assert History(repository.top / ".git").standing == "no_work_tree"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_work_tree_of_somebody_else_is_not_read(repository: Repository) -> None:
    for place in (repository.top, repository.top / ".git"):
        os.chown(place, 12345, 12345)
    assert History(repository.root).standing == "not_trusted"


# what is not run


def test_looking_runs_nothing_that_the_repository_names(repository: Repository, tmp_path: Path) -> None:
    (repository.root / BO).rename(repository.root / "organizations" / "cũ.toml")
    repository.commit("Tên cũ")
    (repository.root / "organizations" / "cũ.toml").rename(repository.root / BO)
    repository.commit("Tên mới")
    trap = tmp_path / "trap"
    script = tmp_path / "trap.sh"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> "{trap}"\ncat\n')
    script.chmod(0o755)
    for name in (
        "core.fsmonitor", "diff.external", "core.pager", "pager.log", "pager.status", "pager.diff", "diff.trap.textconv",
        "diff.trap.command", "filter.trap.clean", "filter.trap.smudge", "core.sshCommand", "core.editor",
        "core.alternateRefsCommand", "gpg.program", "merge.trap.driver", "filter.a=b.clean", "filter.a=b.process",
    ):  # fmt: skip
        repository.git("config", name, str(script))
    repository.git("config", "log.showSignature", "true")
    (repository.top / ".gitattributes").write_text(
        "*.toml diff=trap filter=trap merge=trap\nregistry.toml filter=a=b\n"
    )
    repository.write("registry.toml", 'schema = 2\nlanguages = ["en", "vi"]\n')
    for name in ("post-index-change", "pre-commit", "reference-transaction"):
        repository.hook(name, f'echo hook >> "{trap}"')
    repository.write(BO, organization("bo", "Sửa"))
    history = History(repository.root)
    found = history.versions(BO).items
    assert [one.subject for one in found] == ["Tên mới", "Tên cũ", "Thêm bộ"] and history.texts([found[0].blob])
    assert history.changed_files(BO) and history.committed(BO) and author(history)
    assert recent_changes(repository.root, 5, lambda path, commit: False).source == "git"
    assert history.counted([BO])
    assert not trap.exists(), trap.read_text()


def test_git_is_given_no_terminal_no_prompt_and_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"GIT_DIR": "/x", "GIT_INDEX_FILE": "/y", "GIT_AUTHOR_NAME": "Lan", "PAGER": "less", "GPG_TTY": "/dev/tty"}
    found = environment(given | {"PATH": "/bin"})
    assert not {"GIT_DIR", "GIT_INDEX_FILE", "PAGER", "GPG_TTY"} & set(found)
    assert (found["GIT_AUTHOR_NAME"], found["PATH"], found["GIT_TERMINAL_PROMPT"]) == ("Lan", "/bin", "0")


def test_git_that_does_not_answer_is_ended_with_what_it_started(repository: Repository, tmp_path: Path) -> None:
    alias = f"alias.hang=!sleep 60 & echo $! > {tmp_path}/pid; wait"
    for seconds in (0.5, 5, PATIENCE):  # on a busy machine git takes a while to start what hangs
        with pytest.raises(GitFailed) as failed:
            git(repository.root, "hang", settings=("-c", alias), seconds=seconds)
        assert failed.value.code == "took_too_long"
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text():
            break
    assert ends(int((tmp_path / "pid").read_text()))


def test_a_commit_is_named_by_its_hash_and_not_by_an_option(repository: Repository) -> None:
    for name in ("--output=/tmp/x", "-p", "chính", ""):
        with pytest.raises(ValueError, match="no commit"):
            History(repository.root).text_at(name, BO)


# committing


def test_a_commit_is_of_the_named_files_only_and_leaves_the_index_of_others(repository: Repository) -> None:
    repository.write("organizations/khác.toml", organization("khac"))
    repository.write("organizations/mới.toml", organization("moi"))
    (repository.top / "ghi chú.txt").write_text("a")
    repository.git("add", "ghi chú.txt")
    repository.write(BO, organization("bo", "Bộ Nội vụ"))
    history = History(repository.root)
    made = commit(history, [BO, "organizations/mới.toml"], "  Sửa “bo”\n\n# không phải chú thích\n")
    assert repository.git("log", "-1", "--format=%H%n%an%n%B").split("\n")[:5] == [
        made, "Nguyễn Thị Lan", "Sửa “bo”", "", "# không phải chú thích",
    ]  # fmt: skip
    files = repository.git("-c", "core.quotePath=false", "show", "--name-only", "--format=", made).split("\n")
    assert sorted(filter(None, files)) == [
        "hồ sơ/records/organizations/bo.toml",
        "hồ sơ/records/organizations/mới.toml",
    ]
    status = repository.git("-c", "core.quotePath=false", "status", "--porcelain").splitlines()
    assert sorted(status) == ['?? "hồ sơ/records/organizations/khác.toml"', 'A  "ghi chú.txt"']


def test_a_removed_file_is_committed_as_removed(repository: Repository) -> None:
    (repository.root / BO).unlink()
    commit(History(repository.root), [BO], "Xóa")
    assert History(repository.root).changed_files() == ()
    assert BO not in repository.git("-c", "core.quotePath=false", "ls-files")


def test_the_hooks_of_the_repository_run_and_may_refuse(repository: Repository) -> None:
    repository.hook("pre-commit", "echo 'thiếu nguồn' >&2; exit 1")
    repository.write("organizations/mới.toml", organization("moi"))
    before = repository.git("status", "--porcelain")
    with pytest.raises(NotCommitted) as refused:
        commit(History(repository.root), ["organizations/mới.toml"], "Thêm")
    assert (refused.value.code, refused.value.output) == ("hook", "thiếu nguồn")
    assert repository.git("status", "--porcelain") == before
    repository.hook("pre-commit", "exit 0")
    repository.hook("commit-msg", 'echo "Đã duyệt" >> "$1"')
    commit(History(repository.root), ["organizations/mới.toml"], "Thêm")
    assert "Đã duyệt" in repository.git("log", "-1", "--format=%B")


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda repo: repo.git("config", "--unset", "user.name"), "no_name"),
        (lambda repo: repo.git("config", "--unset", "user.email"), "no_name"),
        (lambda repo: (repo.top / ".git" / "MERGE_HEAD").write_text(repo.git("rev-parse", "HEAD")), "under_way"),
        (lambda repo: (repo.top / ".git" / "rebase-merge").mkdir(), "under_way"),
        (lambda repo: (repo.top / ".git" / "index.lock").touch(), "busy"),
        (lambda repo: repo.write(BO, organization("bo")), "nothing"),
    ],
)
def test_what_stands_in_the_way_of_a_commit_is_told(repository: Repository, prepare: object, code: str) -> None:
    head = repository.git("rev-parse", "HEAD")
    repository.write(BO, organization("bo", "Bộ Nội vụ"))
    prepare(repository)  # type: ignore[operator]
    with pytest.raises(NotCommitted) as refused:
        commit(History(repository.root), [BO], "Sửa")
    assert refused.value.code == code
    assert repository.git("rev-parse", "HEAD") == head


def test_a_clash_of_a_merge_is_not_committed(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "nhánh")
    repository.write(BO, organization("bo", "Một"))
    repository.commit("Một")
    repository.git("checkout", "--quiet", "chính")
    repository.write(BO, organization("bo", "Hai"))
    repository.commit("Hai")
    repository.git("merge", "nhánh", check=False)
    assert History(repository.root).changed_files() == (ChangedFile(BO, "clash"),)
    with pytest.raises(NotCommitted) as refused:
        commit(History(repository.root), [BO], "Sửa")
    assert (refused.value.code, refused.value.output) == ("under_way", "merge")


def test_a_commit_that_cannot_be_signed_asks_nobody(repository: Repository) -> None:
    repository.git("config", "commit.gpgSign", "true")
    repository.git("config", "gpg.program", "false")
    repository.write(BO, organization("bo", "Sửa"))
    with pytest.raises(NotCommitted) as refused:
        commit(History(repository.root), [BO], "Sửa")
    assert refused.value.code == "signing"
