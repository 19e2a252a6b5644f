"""Changes made elsewhere are told within a second, by file, from the kernel; where it cannot tell, files are looked at instead."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from living import PATIENCE
from repository import Repository, organization

from govtui.store import watching
from govtui.store.watching import Watcher, Watching, file_system, is_network, trial

SECOND = 1.0
"""What a change may take to be told; on a machine that does much else besides, tests wait longer before they fail."""
ROOT = Path(__file__).resolve().parents[2]


class Listener:
    """A watcher and what it told, with what is told at the beginning taken away."""

    def __init__(self, root: Path) -> None:
        self.told: queue.Queue[frozenset[str] | None] = queue.Queue()
        self.watcher = Watcher(root, self.told.put)
        self.watcher.start()
        assert self.told.get(timeout=PATIENCE) is None  # what changed before

    def next(self) -> frozenset[str] | None:
        return self.told.get(timeout=PATIENCE)

    def until(self, wanted: set[str]) -> set[str]:
        """Gather what is told until all these files are among it."""
        found: set[str] = set()
        while not wanted <= found:
            found |= self.next() or wanted
        return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "records"
    (root / "organizations" / "sâu").mkdir(parents=True)
    (root / "registry.toml").write_text("schema = 2\n")
    (root / "organizations" / "bo.toml").write_text(organization("bo"), encoding="utf-8")
    return root


@pytest.fixture
def listener(root: Path) -> Iterator[Listener]:
    made = Listener(root)
    assert made.watcher.watching.method == "inotify", made.watcher.watching
    yield made
    made.watcher.stop()


def test_a_file_that_was_written_is_told_by_its_path_within_a_second(root: Path, listener: Listener) -> None:
    start = time.monotonic()
    (root / "organizations" / "sâu" / "mới.toml").write_text("a = 1\n")
    assert listener.next() == {"organizations/sâu/mới.toml"}
    assert time.monotonic() - start < SECOND * 3


def test_saving_by_putting_another_file_in_its_place_is_told_once(root: Path, listener: Listener) -> None:
    place = root / "organizations" / "bo.toml"
    temporary = place.with_name(".bo.toml.x1.govtui-tmp")
    temporary.write_text(organization("bo", "Một"), encoding="utf-8")
    temporary.replace(place)
    assert listener.next() == {"organizations/bo.toml"}
    (root / "organizations" / "cuối.toml").touch()
    assert listener.next() == {"organizations/cuối.toml"}, "the first save was told twice"


def test_saving_as_vim_does_is_told_once_when_the_file_is_there_again(root: Path, listener: Listener) -> None:
    place = root / "organizations" / "bo.toml"
    (place.parent / "4913").touch()
    (place.parent / "4913").unlink()
    place.rename(place.with_name("bo.toml~"))
    threading.Timer(0.15, lambda: place.write_text(organization("bo", "Hai"), encoding="utf-8")).start()
    assert listener.next() == {"organizations/bo.toml"}
    assert place.exists()
    place.with_name("bo.toml~").unlink()
    (root / "organizations" / "cuối.toml").touch()
    assert listener.next() == {"organizations/cuối.toml"}


def test_a_file_that_is_gone_for_good_is_told_too(root: Path, listener: Listener) -> None:
    (root / "organizations" / "bo.toml").unlink()
    assert listener.next() == {"organizations/bo.toml"}


def test_hidden_files_and_others_than_toml_are_not_told(root: Path, listener: Listener) -> None:
    (root / ".govtui").mkdir()
    (root / "organizations" / ".bo.toml.swp").write_text("x")
    (root / "organizations" / "ghi chú.txt").write_text("x")
    (root / "organizations" / "z.toml").touch()
    assert listener.next() == {"organizations/z.toml"}


def test_the_manifest_means_that_anything_may_be_other(root: Path, listener: Listener) -> None:
    (root / "registry.toml").write_text("schema = 2 # x\n")
    assert listener.next() is None


def test_new_folders_are_watched_and_folders_that_go_are_no_stumbling_block(root: Path, listener: Listener) -> None:
    (root / "events" / "2024").mkdir(parents=True)
    assert listener.next() is None
    while listener.watcher.watching.folders != 5:
        listener.next()
    (root / "events" / "2024" / "hop.toml").touch()
    listener.until({"events/2024/hop.toml"})
    shutil.rmtree(root / "events")
    assert listener.next() is None
    (root / "organizations" / "sau.toml").touch()
    listener.until({"organizations/sau.toml"})


def test_a_checkout_of_hundreds_of_files_is_told_in_a_few_words(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    for branch in ("một", "hai"):
        repository.git("checkout", "--quiet", "-b", branch)
        for n in range(200):
            repository.write(f"organizations/o{n}.toml", organization(f"o{n}", branch))
        repository.commit(branch)
    listener = Listener(repository.root)
    try:
        repository.git("checkout", "--quiet", "một")
        last = "organizations/o199.toml"
        told: list[frozenset[str] | None] = []
        while not told or (told[-1] is not None and not any(t and last in t for t in told)):
            told.append(listener.next())
        assert len(told) <= 10, "each file was told for itself"
    finally:
        listener.watcher.stop()


def test_stopping_leaves_no_thread(root: Path) -> None:
    before = {*threading.enumerate()}
    listener = Listener(root)
    [thread] = {*threading.enumerate()} - before
    listener.watcher.stop()
    thread.join(PATIENCE)  # it is done already, but on a machine that does much else besides
    assert not thread.is_alive()


# where the kernel does not tell


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:44 / /mnt/c\\303\\264ng\\040vi\\341\\273\\207c rw - nfs4 máy:/x rw
31 22 0:45 / /mnt/cũ rw - ext4 /dev/sdb1 rw
32 22 0:46 / /mnt/cũ rw - cifs //máy/y rw
33 22 0:47 / /mnt/cũ/trong rw - fuse.sshfs lan@máy: rw
a broken line
"""


@pytest.mark.parametrize(
    ("place", "name", "network"),
    [
        ("/home/lan", "ext4", False),
        ("/mnt/cũ/hồ sơ", "cifs", True),
        ("/mnt/cũ/trong", "fuse.sshfs", True),
        ("/mnt/cũ/trong-khác", "cifs", True),
        ("/mnt/cũng", "ext4", False),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(place: str, name: str, network: bool) -> None:
    assert file_system(Path(place), MOUNTS) == name
    assert is_network(name) is network


def test_blanks_in_the_names_of_mounts_are_read() -> None:
    line = "30 22 0:44 / /mnt/hồ\\040sơ rw - nfs4 máy:/x rw\n"
    assert file_system(Path("/mnt/hồ sơ/records"), line) == "nfs4"


def test_a_network_file_system_is_looked_at_now_and_then(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "file_system", lambda place: "nfs4")
    monkeypatch.setattr(watching, "QUICK_LOOK", 0.01)
    told: queue.Queue[frozenset[str] | None] = queue.Queue()
    watcher = Watcher(root, told.put)
    watcher.start()
    assert [told.get(timeout=PATIENCE) for _ in range(3)] == [None] * 3
    assert watcher.watching == Watching("polling", "network", "nfs4")
    watcher.stop()


def test_where_a_look_takes_long_it_is_had_rarely(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "file_system", lambda place: "nfs4")
    monkeypatch.setattr(watching, "QUICK_LOOK", 0.01)
    told: queue.Queue[frozenset[str] | None] = queue.Queue()
    watcher = Watcher(root, told.put, slow=lambda: True)
    watcher.start()
    with pytest.raises(queue.Empty):
        told.get(timeout=0.3)
    watcher.stop()


def test_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    assert trial(tmp_path / "không có").method == "polling"


def test_when_the_registry_goes_while_it_is_watched_it_is_looked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "QUICK_LOOK", 0.01)
    listener = Listener(root)
    shutil.rmtree(root)
    while listener.watcher.watching.method != "polling":
        listener.next()
    assert listener.next() is None
    listener.watcher.stop()


IN_A_PROCESS = """
import os, resource, sys
from pathlib import Path
from govtui.store import watching
import watchfiles
if sys.argv[2] == "instances":
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    held = []
    try:
        while True:
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        os.close(held.pop())
if sys.argv[2] == "watches":
    Path("/proc/sys/user/max_inotify_watches").write_text("2")
print(watching.trial(Path(sys.argv[1])))
"""


def _in_a_process(root: Path, what: str, *around: str) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(IN_A_PROCESS)
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    argv = [*around, sys.executable, "-c", code, str(root), what]
    return subprocess.run(argv, env=environ, capture_output=True, text=True, timeout=60, check=False)


def test_when_the_system_has_no_watcher_left_that_is_told(root: Path) -> None:
    done = _in_a_process(root, "instances")
    assert "why='instance_limit'" in done.stdout, done.stderr


@pytest.mark.skipif(
    shutil.which("unshare") is None or subprocess.run(["unshare", "-Ur", "true"], capture_output=True).returncode != 0,
    reason="no user namespaces here, in which a limit of our own could be set",
)
def test_when_there_are_more_folders_than_may_be_watched_that_is_told(root: Path) -> None:
    done = _in_a_process(root, "watches", "unshare", "-Ur")
    assert "why='watch_limit'" in done.stdout, done.stderr
