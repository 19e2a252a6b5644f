"""Watch a registry's files for changes: by inotify where that tells, else by scanning now and then.

The kernel tells (inotify, through watchfiles) of local file systems, one watch a folder. It does not tell of what other
machines do to a network file system, and it has limits; then scans are needed, and `Watching.why` says why.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from govtui.store.files import WALK_DEPTH
from govtui.store.location import MANIFEST

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

Found = Callable[[frozenset[str] | None], None]
"""Called with the files that may have changed, by path from the registry's folder; None: scan all of them."""

Why = Literal["", "network", "watch_limit", "instance_limit", "failed"]

GATHER = 300
"""Milliseconds for which changes are gathered while more of them come."""

STEP = 60
"""Milliseconds without a change before the gathered ones are reported; stopping takes as long."""

QUICK_LOOK, SLOW_LOOK = 2.0, 30.0
"""Seconds between two scans without inotify, where scans are quick and where they are slow."""

SAFETY = 60.0
"""Seconds between two scans with inotify, for links to files elsewhere and events lost by a full queue."""

GRACE = 0.25
"""Seconds in which a removed file may come back: many programs save by putting another file in its place."""

MANY = 500
"""The most changed files that are reported one by one: a scan is quicker for more."""

NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "9p", "ceph", "lustre", "glusterfs", "gpfs", "beegfs",
    "orangefs", "ocfs2", "gfs2", "davfs", "sshfs", "vboxsf", "prl_fs", "virtiofs", "drvfs",
})  # fmt: skip
"""File systems (named as in /proc/self/mountinfo) that others may write to without this kernel's knowing."""

_LOCAL_FUSE = frozenset(
    {"fuse.fuse-overlayfs", "fuse.overlayfs", "fuseblk", "fuse.ntfs-3g", "fuse.gocryptfs", "fuse.bindfs"}
)


class Watching(NamedTuple):
    """How a registry is watched: by what, why not by inotify, and how many folders."""

    method: Literal["inotify", "polling"]
    why: Why = ""
    file_system: str = ""
    folders: int = 0


def file_system(place: Path, mountinfo: str | None = None) -> str:
    """Return the name of the file system of `place`, such as "ext4" or "nfs4"; "" where that is not known."""
    if mountinfo is None:
        try:
            mountinfo = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return ""
    real, best, name = os.path.realpath(place), -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kind[0]:
            continue
        point = _unescaped(fields[4])
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:  # of two at the same place the later one hides the earlier
            best, name = len(point), kind[0]
    return name


def _unescaped(path: str) -> str:
    for code, letter in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        path = path.replace(code, letter)
    return path


def is_network(name: str) -> bool:
    """Return whether others may change files there without this kernel's knowing."""
    return name in NETWORK or (name.startswith("fuse") and name not in _LOCAL_FUSE)


def watched_folders(root: str) -> list[str]:
    """Return the registry's folders that can be watched: those that store.scan enters and that may be read."""
    found, waiting = [], [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = [one.path for one in entries if one.name[0] != "." and one.is_dir(follow_symlinks=False)]
        except OSError:
            continue
        found.append(folder)
        if depth < WALK_DEPTH:
            waiting += [(path, depth + 1) for path in inside]
    return found


def trial(root: Path) -> Watching:
    """Return how this registry would be watched now: open a watch and close it."""
    watcher = Watcher(root, lambda paths: None)
    watch = watcher.opened()
    if watch is not None:
        watch.close()
    return watcher.watching


class Watcher:
    """Watches a registry in a thread, and calls `found` in it with what may have changed.

    It never fails: where there is no inotify, `found(None)` is called now and then.
    """

    def __init__(self, root: Path, found: Found, *, slow: Callable[[], bool] = lambda: False) -> None:
        self._root = root
        self._real = os.path.realpath(root)
        self._found = found
        self._slow = slow
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._folders: frozenset[str] = frozenset()
        self.watching = Watching("polling", "failed")

    def start(self) -> None:
        """Start the thread, once and when there is time: it imports watchfiles."""
        self._thread = threading.Thread(target=self._run, name="govtui-watching", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread, within some STEP: it must not outlive the interpreter, which it would crash."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2)

    def opened(self) -> RustNotify | None:
        """Open a watch on every folder; return None where that fails: `watching` says why."""
        name = file_system(self._root)
        if is_network(name):
            self.watching = Watching("polling", "network", name)
            return None
        try:
            from watchfiles._rust_notify import RustNotify

            folders = watched_folders(self._real)
            if not folders:
                raise FileNotFoundError(self._real)
            # Errors of permission must not be passed over here: watchfiles would pass over the limit of watches, too.
            watch = RustNotify(folders, False, False, 300, False, False)
        except Exception as error:
            self.watching = Watching("polling", _why(str(error)), name)
            return None
        self._folders = frozenset(folders)
        self.watching = Watching("inotify", "", name, len(folders))
        return watch

    def _run(self) -> None:
        while not self._stop.is_set():
            watch = self.opened()
            if watch is None:
                self._poll()
                continue
            try:
                self._found(None)  # what changed before the watch was there
                self._listen(watch)
            except Exception:
                self.watching = self.watching._replace(method="polling", why="failed", folders=0)
                self._poll()
            finally:
                with suppress(Exception):
                    watch.close()

    def _poll(self) -> None:
        """Have all files scanned, again and again; return after a while, so that inotify is tried again."""
        waited = 0.0
        while waited < SLOW_LOOK:
            pause = SLOW_LOOK if self._slow() else QUICK_LOOK
            if self._stop.wait(pause):
                return
            waited += pause
            self._found(None)

    def _listen(self, watch: RustNotify) -> None:
        """Report changes until the folders are others, or it is time to stop."""
        waiting: set[str] = set()
        while not self._stop.is_set():
            changes = watch.watch(GATHER, STEP, int(SAFETY * 1000) if not waiting else int(GRACE * 1000), self._stop)
            if not isinstance(changes, set) and changes != "timeout":
                return
            if changes == "timeout" and not waiting:
                self._found(None)
                continue
            paths, folders = self._read(path for _, path in changes) if isinstance(changes, set) else (set(), False)
            if folders:
                return  # `_run` watches the folders that there are now, and has all files scanned
            if not waiting and any(not os.path.lexists(f"{self._real}/{path}") for path in paths):
                waiting = paths
                continue
            paths |= waiting
            waiting = set()
            if paths:
                everything = MANIFEST in paths or len(paths) > MANY
                self._found(None if everything else frozenset(paths))

    def _read(self, changes: Iterable[str]) -> tuple[set[str], bool]:
        """Return the registry's files among some changed paths, and whether its folders are others now."""
        files, folders = set(), False
        for path in changes:
            relative = path.removeprefix(self._real).lstrip("/")
            if any(part.startswith(".") for part in relative.split("/")):
                continue  # what is hidden is no record: temporary files, git's own folder
            if path in self._folders or (not relative.endswith(".toml") and Path(path).is_dir()):
                folders = True
            elif relative.endswith(".toml"):
                files.add(relative)
        return files, folders


def _why(output: str) -> Why:
    if "watch limit" in output or "MaxFilesWatch" in output or "No space left" in output:
        return "watch_limit"
    return "instance_limit" if "Too many open files" in output else "failed"
