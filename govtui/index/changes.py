"""What changed in a registry's folders since an index was made of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govtui.index.schema import kept, path_of, sealed, unsealed
from govtui.store.location import MANIFEST
from govtui.store.survey import Folder, files_of, items, look, survey


@dataclass
class Changes:
    """Files that may have changed, and the folders as they are to be remembered."""

    suspects: dict[str, bool] = field(default_factory=dict)
    """Path to whether there is such a file now. Its content may be the same after all."""
    folders: dict[str, bytes | None] = field(default_factory=dict)
    """Signatures that are not what they were; None: the folder is gone."""

    def __bool__(self) -> bool:
        return bool(self.suspects or self.folders)


def signatures(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The folders as they were read."""
    found = connection.execute("SELECT path, signature FROM folder")
    return {path_of(path): unsealed(signature) for path, signature in found}


def remember(connection: sqlite3.Connection, folders: Mapping[str, bytes | None]) -> None:
    """Keep how folders are now."""
    rows = [(kept(path), sealed(now)) for path, now in folders.items() if now is not None]
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?)", rows)
    gone = [(kept(path),) for path, now in folders.items() if now is None]
    connection.executemany("DELETE FROM folder WHERE path = ?", gone)


def compared(before: Mapping[str, bytes], now: Iterable[Folder], gone: Collection[str]) -> Changes:
    """Folders as they were held against folders as they are; `gone` are those that are no more.

    A file that changed within the last seconds is always a suspect: its time does not tell whether it changed again.
    """
    changes = Changes()
    for folder in now:
        signature, old = folder.signature, before.get(folder.path)
        racy = (
            {path for path, stamp in items(folder).items() if stamp[1] >= 0 and not stamp[2]} if _racy(folder) else ()
        )
        changes.suspects |= dict.fromkeys(racy, True)
        if signature == old:
            continue
        changes.folders[folder.path] = signature
        was = items(Folder(folder.path, files_of(old))) if old is not None else {}
        are = items(folder)
        changes.suspects |= {path: path in are for path in was.keys() | are.keys() if was.get(path) != are.get(path)}
    for path in gone:
        changes.folders[path] = None
        changes.suspects |= dict.fromkeys(items(Folder(path, files_of(before[path]))), False)
    changes.suspects.pop(MANIFEST, None)
    return changes


def _racy(folder: Folder) -> bool:
    return any(not changed for _, _, changed, _ in folder.files)


def all_changes(before: Mapping[str, bytes], root: Path) -> Changes:
    """What changed anywhere."""
    now = list(survey(root))
    return compared(before, now, before.keys() - {folder.path for folder in now})


def changes_at(before: Mapping[str, bytes], root: Path, paths: Iterable[str]) -> Changes:
    """What changed in the folders around some paths, and in those that came or went there."""
    now: dict[str, Folder] = {}
    gone: set[str] = set()
    for path in sorted({_around(path, before) for path in paths}):
        if path in now or path in gone:
            continue
        now[path], inside = look(root, path)
        known = {other for other in before if other and other.rpartition("/")[0] == path}
        for new in set(inside) - known:
            now |= {folder.path: folder for folder in survey(root, new)}
        for lost in known - set(inside):
            gone |= {other for other in before if other == lost or other.startswith(f"{lost}/")}
    return compared(before, [folder for path, folder in now.items() if path not in gone], gone)


def _around(path: str, before: Mapping[str, bytes]) -> str:
    """The innermost folder around a path that was there before."""
    folder = path.rpartition("/")[0]
    while folder and folder not in before:
        folder = folder.rpartition("/")[0]
    return folder
