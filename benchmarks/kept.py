"""Made-up data that is kept from run to run, outside the repository: <cache>/<version>/<size>/registry, peers, home."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from benchmarks import generate

_HERE = Path(__file__).parent
_SOURCES = (
    "made.py",
    "dates.py",
    "records.py",
    "parts.py",
    "sentences.py",
    "vocabulary.py",
    "generate.py",
    "peers/data.py",
)


def default_folder() -> Path:
    """The user's cache folder for benchmarks."""
    return Path(platformdirs.user_cache_dir("govtui", appauthor=False)) / "benchmarks"


def version() -> str:
    """Changes whenever the generator or its words do, so that data made by another one is not taken."""
    digest = hashlib.sha256()
    for path in [*(_HERE / name for name in _SOURCES), *sorted((_HERE / "words").iterdir())]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


@dataclass(frozen=True)
class Data:
    """One registry of so many made-up records, and what belongs to it."""

    size: int
    root: Path

    @property
    def registry(self) -> Path:
        return self.root / "registry"

    @property
    def peers(self) -> Path:
        return self.root / "peers"

    @property
    def home(self) -> Path:
        """The home folder of measured programs: their caches, and so an index, survive from run to run."""
        return self.root / "home"

    def fresh_home(self) -> Path:
        """The same, emptied: no index, no cache, no choices."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        return self.home


def data(folder: Path, size: int, *, peers: bool = False) -> Data:
    """The data of this size, made if it is not there whole; data that another generator made is removed."""
    found = Data(size, folder / version() / str(size))
    _made(folder, found.registry, lambda: generate.write(size, found.registry))
    if peers:
        _made(folder, found.peers, lambda: generate.write_peers(size, found.peers))
    found.home.mkdir(exist_ok=True)
    return found


def _made(folder: Path, place: Path, make: Callable[[], object]) -> None:
    done = place.with_name(f"{place.name}.done")
    if done.exists():
        return
    for old in folder.glob("[0-9a-f]" * 8):
        if old.name != version():
            shutil.rmtree(old)
    say(f"making {place} …")
    start = time.perf_counter()
    shutil.rmtree(place, ignore_errors=True)
    make()
    os.sync()  # what is not on the disk yet cannot be dropped from memory for a cold run
    done.touch()
    say(f"… {time.perf_counter() - start:.1f} s")


def say(line: str) -> None:
    """What is being done, on standard error."""
    print(line, file=sys.stderr, flush=True)


def forget(folders: Iterable[Path]) -> None:
    """Drop the contents of all files below the folders from the page cache, as if they had not been read since the boot.

    Needs no privilege. Folders and inodes stay in memory, and so do pages that a running process has mapped.
    """
    for folder in folders:
        for path in folder.rglob("*") if folder.is_dir() else [folder]:
            if path.is_file() and not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(handle)
