"""The file of an index on disk: where it stands, what it is made from, and how a new one takes the place of an old one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import platformdirs

from govtui import __version__
from govtui.index import schema
from govtui.index.schema import APPLICATION, BUSY, kept, path_of, sealed, unsealed
from govtui.store.location import MANIFEST
from govtui.store.scan import Folder, files_from, items, scan_folder, scan_folders

PACKAGE = Path(__file__).parent.parent
"""The folder of the program, with its catalogs and models."""


def cache_folder() -> Path:
    """Where indexes are kept unless someone names another place."""
    return Path(platformdirs.user_cache_dir("govtui", appauthor=False))


def program(root: Path) -> str:
    """What the index of a registry is made from beside its files, as long as the program runs: itself, its words, CLDR, and the
    schema of records."""
    return "|".join((str(schema.VERSION), __version__, os.path.realpath(root), *parts_of_the_program()))


@cache
def parts_of_the_program() -> tuple[str, ...]:
    """The catalogs, CLDR and the models, each by size and time: asked once, as a running program goes on with those it began
    with. What the models say of fields cannot be asked: the first list does without them."""
    words = [*PACKAGE.glob("locales/*/LC_MESSAGES/*.mo"), *PACKAGE.parent.glob("locales/*/LC_MESSAGES/*.po")]
    babel = find_spec("babel")  # found, not imported; its files change with its version and so with CLDR's
    origin = [Path(babel.origin)] if babel and babel.origin else []
    parts = []
    for path in (*sorted(words), *origin, *sorted(PACKAGE.glob("model/*.py"))):
        with suppress(OSError):
            status = path.stat()
            parts.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
    return tuple(parts)


def is_busy(error: Exception) -> bool:
    """Whether it only says that somebody else is writing."""
    return getattr(error, "sqlite_errorname", "") in BUSY


def beside(place: Path, number: int) -> Path:
    """Where this process builds a new file."""
    return place.with_name(f"{place.name}.{os.getpid()}-{number}.new")


def sweep(place: Path) -> None:
    """Remove what processes that no longer run left half built."""
    with suppress(OSError):
        for left in place.parent.glob(f"{place.name}.*.new"):
            pid = left.name.removesuffix(".new").rpartition(".")[2].partition("-")[0]
            if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                left.unlink(missing_ok=True)


def put_in_place(new: Path, place: Path) -> sqlite3.Connection:
    """Let a new file take the place; a connection to it."""
    sweep(place)
    try:
        with _held(place):
            new.replace(place)
        return schema.connect(place, read_only=True)
    except sqlite3.OperationalError:  # somebody is writing into the old one, and long; they will have it right
        connection = schema.connect(new, read_only=True)
        schema.meta(connection, "done")
        new.unlink()
        return connection


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """Within this nobody writes into the file at `place`, and nothing is left of what somebody did not finish."""
    connection = None
    try:
        if place.exists():
            connection = schema.connect(place)
            connection.execute("BEGIN EXCLUSIVE")  # takes back what a killed writer left, if there is any of it
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter: a message of SQLite's about bytes that rotted
        if is_busy(error):
            raise
        place.unlink(missing_ok=True)  # no database: nobody can be writing into it
        place.with_name(f"{place.name}-journal").unlink(missing_ok=True)
    try:
        yield
    finally:
        if connection:
            connection.close()


def can_be_used(place: Path) -> bool:
    """Whether a file can be made there, or is there and can be read."""
    if os.path.isdir(place):  # noqa: PTH112 (never raises)
        return False
    return os.access(place.parent, os.W_OK | os.X_OK) or os.access(place, os.R_OK)


def is_ours(path: Path) -> bool:
    """Whether a file is, by its head, an index of govtui, or empty, or not there: what may be replaced by a new index."""
    try:
        with path.open("rb") as stream:
            head = stream.read(72)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not head or (head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION.to_bytes(4, "big"))


# -- What changed in a registry's folders since an index was made of them ----------------------------------------------


@dataclass
class Changes:
    """Files that may have changed, and the folders as they are to be remembered."""

    suspects: dict[str, bool] = field(default_factory=dict)
    """Path to whether there is such a file now. Its content may be the same after all."""
    folders: dict[str, bytes | None] = field(default_factory=dict)
    """Signatures that are not what they were; None: the folder is gone."""

    def __bool__(self) -> bool:
        return bool(self.suspects or self.folders)


class CheckContext(NamedTuple):
    """The folders as they were when they were read. What no longer is as it was is asked for in full, and nothing else:
    the signatures of a large registry fill megabytes."""

    digests: dict[str, bytes]
    """Path to a digest of the signature."""
    signature: Callable[[str], bytes]

    @classmethod
    def of(cls, signatures: Mapping[str, bytes]) -> CheckContext:
        """From signatures that are at hand."""
        return cls({path: digest(signature) for path, signature in signatures.items()}, signatures.__getitem__)


def digest(signature: bytes) -> bytes:
    """What tells a signature from others."""
    import hashlib  # not for the first list

    return hashlib.blake2b(signature, digest_size=16).digest()  # in Python's own code the quickest


def known_folders(connection: sqlite3.Connection) -> CheckContext:
    """The folders as they were read, as the index has them; signatures can be asked for as long as the connection is open."""

    def signature(path: str) -> bytes:
        return unsealed(connection.execute("SELECT signature FROM folder WHERE path = ?", (kept(path),)).fetchone()[0])

    return CheckContext(
        {path_of(path): of for path, of in connection.execute("SELECT path, digest FROM folder")}, signature
    )


def remember(connection: sqlite3.Connection, folders: Mapping[str, bytes | None]) -> None:
    """Keep how folders are now."""
    rows = ((kept(path), digest(now), sealed(now)) for path, now in folders.items() if now is not None)
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", rows)
    gone = [(kept(path),) for path, now in folders.items() if now is None]
    connection.executemany("DELETE FROM folder WHERE path = ?", gone)


def compared(before: CheckContext, now: Iterable[Folder], gone: Collection[str]) -> Changes:
    """Folders as they were held against folders as they are; `gone` are those that are no more
    (looked at when all others were).

    A file that changed within the last seconds is always a suspect: its time does not tell whether it changed again.
    """
    changes = Changes()
    for folder in now:
        signature, old = folder.signature, before.digests.get(folder.path)
        racy = {path for path, stamp in items(folder).items() if stamp[1] >= 0 and not stamp[2]} if folder.racy else ()
        changes.suspects |= dict.fromkeys(racy, True)
        if old is not None and digest(signature) == old:
            continue
        changes.folders[folder.path] = signature
        was = items(Folder(folder.path, files_from(before.signature(folder.path)))) if old is not None else {}
        are = items(folder)
        changes.suspects |= {path: path in are for path in was.keys() | are.keys() if was.get(path) != are.get(path)}
    for path in gone:
        changes.folders[path] = None
        changes.suspects |= dict.fromkeys(items(Folder(path, files_from(before.signature(path)))), False)
    changes.suspects.pop(MANIFEST, None)
    return changes


def all_changes(before: CheckContext, root: Path) -> Changes:
    """What changed anywhere."""
    missing = set(before.digests)

    def seen() -> Iterator[Folder]:
        for folder in scan_folders(root):  # one after another: all at once would fill the memory
            missing.discard(folder.path)
            yield folder

    return compared(before, seen(), missing)


def changes_at(before: CheckContext, root: Path, paths: Iterable[str]) -> Changes:
    """What changed in the folders around some paths, and in those that came or went there."""
    now: dict[str, Folder] = {}
    gone: set[str] = set()
    folders = before.digests
    for path in sorted({_around(path, folders) for path in paths}):
        if path in now or path in gone:
            continue
        now[path], inside = scan_folder(root, path)
        known = {other for other in folders if other and other.rpartition("/")[0] == path}
        for new in set(inside) - known:
            now |= {folder.path: folder for folder in scan_folders(root, new)}
        for lost in known - set(inside):
            gone |= {other for other in folders if other == lost or other.startswith(f"{lost}/")}
    return compared(before, [folder for path, folder in now.items() if path not in gone], gone)


def _around(path: str, before: Collection[str]) -> str:
    """The innermost folder around a path that was there before."""
    folder = path.rpartition("/")[0]
    while folder and folder not in before:
        folder = folder.rpartition("/")[0]
    return folder
