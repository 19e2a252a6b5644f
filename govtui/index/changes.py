"""What changed in a registry's folders since an index was made of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from govtui.index.schema import kept, path_of, sealed, unsealed
from govtui.store.location import MANIFEST
from govtui.store.scan import Folder, files_of, items, look, survey


@dataclass
class Changes:
    """Files that may have changed, and the folders as they are to be remembered."""

    suspects: dict[str, bool] = field(default_factory=dict)
    """Path to whether there is such a file now. Its content may be the same after all."""
    folders: dict[str, bytes | None] = field(default_factory=dict)
    """Signatures that are not what they were; None: the folder is gone."""

    def __bool__(self) -> bool:
        return bool(self.suspects or self.folders)


class Known(NamedTuple):
    """The folders as they were when they were read. What no longer is as it was is asked for in full, and nothing else:
    the signatures of a large registry fill megabytes."""

    digests: dict[str, bytes]
    """Path to a digest of the signature."""
    signature: Callable[[str], bytes]

    @classmethod
    def of(cls, signatures: Mapping[str, bytes]) -> Known:
        """From signatures that are at hand."""
        return cls({path: digest(signature) for path, signature in signatures.items()}, signatures.__getitem__)


def digest(signature: bytes) -> bytes:
    """What tells a signature from others."""
    import hashlib  # not for the first list

    return hashlib.blake2b(signature, digest_size=16).digest()  # in Python's own code the quickest


def known_folders(connection: sqlite3.Connection) -> Known:
    """The folders as they were read, as the index has them; signatures can be asked for as long as the connection is open."""

    def signature(path: str) -> bytes:
        return unsealed(connection.execute("SELECT signature FROM folder WHERE path = ?", (kept(path),)).fetchone()[0])

    return Known({path_of(path): of for path, of in connection.execute("SELECT path, digest FROM folder")}, signature)


def remember(connection: sqlite3.Connection, folders: Mapping[str, bytes | None]) -> None:
    """Keep how folders are now."""
    rows = ((kept(path), digest(now), sealed(now)) for path, now in folders.items() if now is not None)
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", rows)
    gone = [(kept(path),) for path, now in folders.items() if now is None]
    connection.executemany("DELETE FROM folder WHERE path = ?", gone)


def compared(before: Known, now: Iterable[Folder], gone: Collection[str]) -> Changes:
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
        was = items(Folder(folder.path, files_of(before.signature(folder.path)))) if old is not None else {}
        are = items(folder)
        changes.suspects |= {path: path in are for path in was.keys() | are.keys() if was.get(path) != are.get(path)}
    for path in gone:
        changes.folders[path] = None
        changes.suspects |= dict.fromkeys(items(Folder(path, files_of(before.signature(path)))), False)
    changes.suspects.pop(MANIFEST, None)
    return changes


def all_changes(before: Known, root: Path) -> Changes:
    """What changed anywhere."""
    missing = set(before.digests)

    def seen() -> Iterator[Folder]:
        for folder in survey(root):  # one after another: all at once would fill the memory
            missing.discard(folder.path)
            yield folder

    return compared(before, seen(), missing)


def changes_at(before: Known, root: Path, paths: Iterable[str]) -> Changes:
    """What changed in the folders around some paths, and in those that came or went there."""
    now: dict[str, Folder] = {}
    gone: set[str] = set()
    folders = before.digests
    for path in sorted({_around(path, folders) for path in paths}):
        if path in now or path in gone:
            continue
        now[path], inside = look(root, path)
        known = {other for other in folders if other and other.rpartition("/")[0] == path}
        for new in set(inside) - known:
            now |= {folder.path: folder for folder in survey(root, new)}
        for lost in known - set(inside):
            gone |= {other for other in folders if other == lost or other.startswith(f"{lost}/")}
    return compared(before, [folder for path, folder in now.items() if path not in gone], gone)


def _around(path: str, before: Collection[str]) -> str:
    """The innermost folder around a path that was there before."""
    folder = path.rpartition("/")[0]
    while folder and folder not in before:
        folder = folder.rpartition("/")[0]
    return folder
