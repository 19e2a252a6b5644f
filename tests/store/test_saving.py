"""A save is whole or not at all, over what was read or not at all; what a file is besides its content stays."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small import write

from govtui.store import lock, saving, temporary
from govtui.store.files import Unreadable, etag
from govtui.store.lock import Busy, open_lock, own_folder, save_lock, try_lock
from govtui.store.saving import Changed, NotConfirmed, NotSaved, create, move, remove, replace, sweep

OLD, NEW = b"old\n", b"new, and longer\n"
TAG = etag(OLD)
NAME = "events/e.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, NAME, OLD)
    return tmp_path


def names(root: Path) -> list[str]:
    """Every file but govtui's own."""
    paths = (path.relative_to(root) for path in root.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(path.as_posix() for path in paths if path.parts[0] != ".govtui")


def test_a_save_replaces_what_was_read(root: Path) -> None:
    replace(root, NAME, NEW, TAG)
    assert (root / NAME).read_bytes() == NEW
    assert names(root) == [NAME]


def test_a_save_over_something_else_is_refused(root: Path) -> None:
    for act in (lambda: replace(root, NAME, NEW, etag(b"")), lambda: remove(root, NAME, etag(b"")), lambda: move(root, NAME, "events/f.toml", etag(b""))):  # fmt: skip
        with pytest.raises(Changed) as refused:
            act()
        assert (refused.value.path, refused.value.gone) == (NAME, False)
    assert (root / NAME).read_bytes() == OLD
    assert names(root) == [NAME]


def test_a_save_over_a_file_that_is_gone_is_refused_and_says_so(root: Path) -> None:
    for act in (lambda: replace(root, "events/x.toml", NEW, TAG), lambda: remove(root, "events/x.toml", TAG)):
        with pytest.raises(Changed) as refused:
            act()
        assert refused.value.gone
    assert names(root) == [NAME]


def test_an_editor_without_our_lock_is_noticed_up_to_the_rename(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vim(handle: int, raw: bytes) -> None:
        (root / NAME).write_bytes(b"vim's\n")
        os.write(handle, raw)

    monkeypatch.setattr(saving, "write", vim)
    with pytest.raises(Changed):
        replace(root, NAME, NEW, TAG)
    assert (root / NAME).read_bytes() == b"vim's\n"
    assert names(root) == [NAME]


def test_a_new_file_never_takes_the_place_of_another(root: Path) -> None:
    for there in (NAME, "events/dangling.toml", "events/folder.toml"):
        (root / "events" / "dangling.toml").unlink(missing_ok=True)
        (root / "events" / "dangling.toml").symlink_to("nowhere")
        (root / "events" / "folder.toml").mkdir(exist_ok=True)
        with pytest.raises(FileExistsError):
            create(root, there, NEW)
    assert (root / NAME).read_bytes() == OLD
    assert names(root) == ["events/dangling.toml", NAME]


def test_a_new_file_makes_its_folders_and_is_as_open_as_they_are(root: Path) -> None:
    root.chmod(0o2775)
    before = os.umask(0o022)
    try:
        create(root, "sources/2024/s.toml", NEW)
    finally:
        os.umask(before)
    assert (root / "sources/2024/s.toml").read_bytes() == NEW
    assert (root / "sources/2024/s.toml").stat().st_mode & 0o777 == 0o664
    assert (root / "sources/2024").stat().st_mode & 0o7777 == 0o2775
    assert names(root) == [NAME, "sources/2024/s.toml"]


def test_a_file_is_removed(root: Path) -> None:
    remove(root, NAME, TAG)
    assert names(root) == []


def test_a_file_moves_to_a_name_that_nobody_has(root: Path) -> None:
    write(root, "events/there.toml", b"x")
    with pytest.raises(FileExistsError):
        move(root, NAME, "events/there.toml", TAG)
    move(root, NAME, "events/f.toml", TAG)
    move(root, NAME, "events/f.toml", TAG)  # once more is no harm
    assert names(root) == ["events/f.toml", "events/there.toml"]


def test_a_move_that_left_both_names_is_ended_by_the_same_move(root: Path) -> None:
    os.link(root / NAME, root / "events/f.toml")
    move(root, NAME, "events/f.toml", TAG)
    assert names(root) == ["events/f.toml"]
    assert (root / "events/f.toml").read_bytes() == OLD


def test_without_hard_links_names_are_given_without_overwriting(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(temporary.os, "link", no_links)
    create(root, "events/f.toml", NEW)
    with pytest.raises(FileExistsError):
        create(root, NAME, NEW)
    assert (root / "events/f.toml").read_bytes() == NEW
    assert (root / NAME).read_bytes() == OLD


def test_links_stay_and_what_they_point_at_is_written(root: Path) -> None:
    link = root / "events/link.toml"
    link.symlink_to("e.toml")
    replace(root, "events/link.toml", NEW, TAG)
    assert os.readlink(link) == "e.toml"
    assert (root / NAME).read_bytes() == NEW
    remove(root, "events/link.toml", etag(NEW))
    assert names(root) == [NAME]


def test_nothing_outside_the_registry_is_written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    write(outside, "o.toml", OLD)
    (root / "events/out.toml").symlink_to(outside / "o.toml")
    (root / "sources").symlink_to(outside)
    for act in (
        lambda: replace(root, "events/out.toml", NEW, TAG),
        lambda: remove(root, "events/out.toml", TAG),
        lambda: create(root, "sources/s.toml", NEW),
        lambda: create(root, "../beside.toml", NEW),
    ):
        with pytest.raises(Unreadable, match="link_outside"):
            act()
    assert (outside / "o.toml").read_bytes() == OLD
    assert names(outside) == ["o.toml"]


def test_mode_and_attributes_stay(root: Path) -> None:
    (root / NAME).chmod(0o640)
    try:
        os.setxattr(root / NAME, "user.note", b"x")
        attributes = True
    except OSError:
        attributes = False
    replace(root, NAME, NEW, TAG)
    assert (root / NAME).stat().st_mode & 0o7777 == 0o640
    assert not attributes or os.getxattr(root / NAME, "user.note") == b"x"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to others")
def test_owner_and_group_stay_where_they_can_be_set(root: Path) -> None:
    os.chown(root / NAME, 65534, 65533)
    replace(root, NAME, NEW, TAG)
    assert ((root / NAME).stat().st_uid, (root / NAME).stat().st_gid) == (65534, 65533)


def test_other_names_of_a_file_keep_the_old_text(root: Path) -> None:
    os.link(root / NAME, root / "kept")
    replace(root, NAME, NEW, TAG)
    assert (root / "kept").read_bytes() == OLD


# what the system refuses


def failing(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only_folder"),
        (errno.EACCES, "read_only_folder"),
        (errno.ENAMETOOLONG, "name_too_long"),
        (errno.EIO, "io_error"),
    ],
)
def test_what_the_system_refuses_has_a_code_and_leaves_the_old_file(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    monkeypatch.setattr(saving, "write", failing(number))
    with pytest.raises(NotSaved) as refused:
        replace(root, NAME, NEW, TAG)
    assert (refused.value.code, refused.value.path, refused.value.errno) == (code, NAME, number)
    assert refused.value.values == {"path": NAME, "reason": os.strerror(number)}
    assert (root / NAME).read_bytes() == OLD
    assert names(root) == [NAME]


def test_a_folder_that_does_not_confirm_is_told_of_and_the_file_is_new(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "fsync_folder", failing(errno.EIO))
    with pytest.raises(NotConfirmed) as doubtful:
        replace(root, NAME, NEW, TAG)
    assert (doubtful.value.code, doubtful.value.path) == ("not_confirmed", NAME)
    assert (root / NAME).read_bytes() == NEW


def test_a_name_too_long_is_refused(root: Path) -> None:
    with pytest.raises(NotSaved) as refused:
        create(root, f"events/{'x' * 300}.toml", NEW)
    assert refused.value.code == "name_too_long"
    create(root, f"events/{'y' * 250}.toml", NEW)  # the temporary name is no longer than that


@pytest.fixture
def nobody(root: Path) -> Iterator[None]:
    """Another user, who may look at the registry."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    modes = [(path, path.stat().st_mode) for path in (*root.parents, root) if path.stat().st_uid == 0]
    for path, mode in modes:
        path.chmod(mode & 0o7777 | 0o055)
    os.seteuid(65534)
    yield
    os.seteuid(0)
    for path, mode in modes:
        path.chmod(mode & 0o7777)


def test_who_may_not_write_is_told_so(root: Path, nobody: None) -> None:
    for act, code in (
        (lambda: replace(root, NAME, NEW, TAG), "no_permission"),
        (lambda: remove(root, NAME, TAG), "no_permission"),
        (lambda: create(root, "events/f.toml", NEW), "read_only_folder"),
    ):
        with pytest.raises(NotSaved) as refused:
            act()
        assert refused.value.code == code
    assert names(root) == [NAME]


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], capture_output=True).returncode:  # fmt: skip
        pytest.skip("NO REAL FULL DISK WAS TRIED: this user may not mount one")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_a_real_full_disk_keeps_the_old_file_whole(tiny: Path) -> None:
    write(tiny, NAME, OLD)
    for act in (
        lambda: replace(tiny, NAME, bytes(100_000), TAG),
        lambda: create(tiny, "events/f.toml", bytes(100_000)),
    ):
        with pytest.raises(NotSaved) as refused:
            act()
        assert refused.value.code == "disk_full"
    assert (tiny / NAME).read_bytes() == OLD
    assert names(tiny) == [NAME]
    replace(tiny, NAME, NEW, TAG)
    assert (tiny / NAME).read_bytes() == NEW


# the folder that govtui keeps, and its lock


def test_the_own_folder_is_ignored_by_git_and_as_open_as_the_registry(root: Path) -> None:
    root.chmod(0o2775)
    replace(root, NAME, NEW, TAG)
    own = root / ".govtui"
    assert (own / ".gitignore").read_text() == "*\n"
    assert own.stat().st_mode & 0o7777 == 0o2775
    assert {path.name: path.stat().st_mode & 0o777 for path in own.iterdir()} == {".gitignore": 0o664, "lock": 0o664}


@pytest.mark.parametrize("there", ["file", "link"])
def test_without_a_folder_of_our_own_the_content_alone_guards(
    root: Path, there: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    if there == "file":
        (root / ".govtui").write_text("")
    else:
        (root / ".govtui").symlink_to(elsewhere)
    assert own_folder(root) is None
    with save_lock(root) as locked:
        assert not locked
    replace(root, NAME, NEW, TAG)
    with pytest.raises(Changed):
        replace(root, NAME, OLD, TAG)
    assert list(elsewhere.iterdir()) == []


def test_a_lock_that_is_never_given_back_is_waited_for_but_not_for_ever(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with save_lock(root) as locked:
        assert locked
        with pytest.raises(Busy), save_lock(root):
            pass
        with pytest.raises(NotSaved) as refused:
            replace(root, NAME, NEW, TAG)
    assert refused.value.code == "busy"
    replace(root, NAME, NEW, TAG)


def test_a_lock_goes_with_its_process(root: Path) -> None:
    ready, says = os.pipe()
    child = os.fork()
    if not child:
        with save_lock(root):
            os.write(says, b"x")
            time.sleep(60)
        os._exit(0)
    assert os.read(ready, 1) == b"x"
    folder = own_folder(root)
    assert folder is not None
    handle = open_lock(folder / "lock")
    assert not try_lock(handle)
    os.kill(child, 9)
    os.waitpid(child, 0)
    assert try_lock(handle)
    os.close(handle)


# what saves that never ended leave


def test_temporary_files_of_processes_that_are_gone_are_swept(root: Path) -> None:
    host = temporary._HOST
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    kept = [
        f"events/.{host}-{os.getpid()}-0.govtui-tmp",
        f"events/.00000000-{gone}-0.govtui-tmp",
        "events/x.govtui-tmp",
    ]
    swept = [
        f"events/.{host}-{gone}-7.govtui-tmp",
        f".govtui/.{host}-{gone}-8.govtui-tmp",
        "events/.e.toml.abc.govtui-tmp",
    ]
    for path in (*kept, *swept):
        write(root, path, b"half")
    os.utime(root / swept[-1], (time.time() - 7200,) * 2)
    assert sweep(root) == sorted(swept)
    assert names(root) == sorted([NAME, *kept])
    assert sweep(root) == []
    assert host not in socket.gethostname()


def left_behind(root: Path, folder: str) -> str:
    """A temporary file of a process that was killed."""
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    path = f"{folder}/.{temporary._HOST}-{gone}-7.govtui-tmp"
    write(root, path, b"half")
    return path


def test_whatever_writes_sweeps_the_folder_that_it_wrote_to_and_no_other(root: Path) -> None:
    elsewhere, mine = left_behind(root, "organizations"), f"events/.{temporary._HOST}-{os.getpid()}-0.govtui-tmp"
    write(root, mine, b"half")
    writing: list[Callable[[], None]] = [
        lambda: create(root, "events/new.toml", b"a = 1\n"),
        lambda: replace(root, "events/new.toml", b"a = 2\n", etag(b"a = 1\n")),
        lambda: move(root, "events/new.toml", "events/newer.toml", etag(b"a = 2\n")),
        lambda: remove(root, "events/newer.toml", etag(b"a = 2\n")),
    ]
    for one in writing:
        temporary._next_sweep.clear()
        swept = left_behind(root, "events")
        one()
        assert not (root / swept).exists()
    assert (root / elsewhere).exists() and (root / mine).exists()


def test_a_row_of_saves_does_not_look_through_its_folder_each_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(temporary, "SHARE", 1_000_000)
    monkeypatch.setattr(temporary, "_swept", lambda folder, names: asked.append(folder) or [])
    for n in range(20):
        create(root, f"events/{n}.toml", b"")
    assert len(asked) == 1
