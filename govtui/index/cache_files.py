"""The file of an index: its path, stamp and replacement; and the registry's files that changed since."""

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
from govtui.i18n.translator import LANGUAGES
from govtui.index import schema
from govtui.index.schema import APPLICATION, BUSY, from_db_path, to_db_path, with_checksum, without_checksum
from govtui.store.location import MANIFEST
from govtui.store.scan import Folder, files_from, items, scan_folder, scan_folders

PACKAGE = Path(__file__).parent.parent
"""The folder of the program, with its catalogs and models."""


def cache_folder() -> Path:
    """Return the folder of indexes whose path nobody chose."""
    return Path(platformdirs.user_cache_dir("govtui", appauthor=False))


def program_stamp(root: Path) -> str:
    """Return the part of the stamp that the program gives: its version, catalogs, CLDR, the schema of records."""
    return "|".join((str(schema.VERSION), __version__, os.path.realpath(root), ",".join(LANGUAGES), *program_files()))


@cache
def program_files() -> tuple[str, ...]:
    """Return size and time of the catalogs, of CLDR and of the modules of model, which the first list does not import.

    Cached: a running program goes on with those it began with.
    """
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
    """Whether an error only says that another connection is writing."""
    return getattr(error, "sqlite_errorname", "") in BUSY


def path_of_new(path: Path, number: int) -> Path:
    """Return where this process builds a new file (`number`: of the thread)."""
    return path.with_name(f"{path.name}.{os.getpid()}-{number}.new")


def lists_of_new(new: Path) -> Path:
    """Return where a builder keeps the lists of a new file while it writes texts into that."""
    return new.with_name(f"{new.name.removesuffix('.new')}-lists.new")


def sweep(path: Path) -> None:
    """Remove unfinished files of processes that no longer run."""
    with suppress(OSError):
        for left in path.parent.glob(f"{path.name}.*.new"):
            pid = left.name.removesuffix(".new").rpartition(".")[2].partition("-")[0]
            if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                left.unlink(missing_ok=True)


def replace_index(new: Path, path: Path) -> sqlite3.Connection:
    """Move a new file over an old one; return a connection to it."""
    sweep(path)
    try:
        with _locked(path):
            new.replace(path)
        return schema.connect(path, read_only=True)
    except sqlite3.OperationalError:  # another process is updating the old one, for long: it will be right
        connection = schema.connect(new, read_only=True)
        schema.meta(connection, "done")
        new.unlink()
        return connection


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep others from writing into the file; unfinished transactions are rolled back."""
    connection = None
    try:
        if path.exists():
            connection = schema.connect(path)
            connection.execute("BEGIN EXCLUSIVE")  # rolls back what a killed writer left
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter: a message of SQLite's about bytes that rotted
        if is_busy(error):
            raise
        path.unlink(missing_ok=True)  # no database: nobody can be writing into it
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    try:
        yield
    finally:
        if connection:
            connection.close()


def is_usable(path: Path) -> bool:
    """Whether a file can be made there, or exists and can be read."""
    if os.path.isdir(path):  # noqa: PTH112 (never raises)
        return False
    return os.access(path.parent, os.W_OK | os.X_OK) or os.access(path, os.R_OK)


def is_ours(path: Path) -> bool:
    """Whether a file may be replaced by an index: it is one by its header, or empty, or missing."""
    try:
        with path.open("rb") as stream:
            head = stream.read(72)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not head or (head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION.to_bytes(4, "big"))


# -- what changed in the registry's folders --------------------------------------------------------------------------


@dataclass
class Changes:
    """Files that may have changed, and folders that did."""

    suspects: dict[str, bool] = field(default_factory=dict)
    """Path to whether the file exists now. Its content may be the same after all."""
    folders: dict[str, bytes | None] = field(default_factory=dict)
    """Path to the new signature; None: the folder is gone."""


class FolderStates(NamedTuple):
    """The folders when they were read. Signatures are read one by one: those of a large registry fill megabytes."""

    digests: dict[str, bytes]
    """Path to a digest of the signature."""
    signature: Callable[[str], bytes]

    @classmethod
    def of(cls, signatures: Mapping[str, bytes]) -> FolderStates:
        """Return the states of folders with these signatures."""
        return cls({path: digest(signature) for path, signature in signatures.items()}, signatures.__getitem__)


def digest(signature: bytes) -> bytes:
    """Return a digest of a signature."""
    import hashlib  # not for the first list

    return hashlib.blake2b(signature, digest_size=16).digest()  # the quickest that does not need OpenSSL


def known_folders(connection: sqlite3.Connection) -> FolderStates:
    """Return the folder states in an index; signatures can be read while the connection is open."""

    def signature(path: str) -> bytes:
        return without_checksum(
            connection.execute("SELECT signature FROM folder WHERE path = ?", (to_db_path(path),)).fetchone()[0]
        )

    return FolderStates(
        {from_db_path(path): digest for path, digest in connection.execute("SELECT path, digest FROM folder")},
        signature,
    )


def remember(connection: sqlite3.Connection, folders: Mapping[str, bytes | None]) -> None:
    """Write the signatures of folders as they are now."""
    rows = ((to_db_path(path), digest(now), with_checksum(now)) for path, now in folders.items() if now is not None)
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", rows)
    gone = [(to_db_path(path),) for path, now in folders.items() if now is None]
    connection.executemany("DELETE FROM folder WHERE path = ?", gone)


def _compared(before: FolderStates, now: Iterable[Folder], gone: Collection[str]) -> Changes:
    """Compare folders as they were with folders as they are; `gone` is read after all of `now`.

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


def all_changes(before: FolderStates, root: Path) -> Changes:
    """Return all changes below the registry's folder."""
    missing = set(before.digests)

    def seen() -> Iterator[Folder]:
        for folder in scan_folders(root):  # one after another: all at once would fill the memory
            missing.discard(folder.path)
            yield folder

    return _compared(before, seen(), missing)


def changes_at(before: FolderStates, root: Path, paths: Iterable[str]) -> Changes:
    """Return the changes in the folders of some paths, and in folders that came or went there."""
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
    return _compared(before, [folder for path, folder in now.items() if path not in gone], gone)


def _around(path: str, before: Collection[str]) -> str:
    """Return the innermost folder around a path that existed before."""
    folder = path.rpartition("/")[0]
    while folder and folder not in before:
        folder = folder.rpartition("/")[0]
    return folder
