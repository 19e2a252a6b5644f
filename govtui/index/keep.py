"""An index kept on disk between runs: opened at once, then held against the files, and made anew when they changed.

The file is never written in place. A new index is built beside it and put in its place by renaming, so a crash, or several
processes that build at once, leave a whole index behind: the old one or a new one.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from govtui import __version__
from govtui.index import schema
from govtui.index.disk import DiskIndex
from govtui.store.location import MANIFEST
from govtui.store.survey import Folder, survey

Progress = Callable[[int, int], None]

SMALL = 600
"""Up to how many files a registry is read at once: about half a second."""


def cache_folder() -> Path:
    """Where indexes are kept unless someone names another place."""
    return Path(platformdirs.user_cache_dir("govtui", appauthor=False))


class KeptIndex:
    """The index of one registry on disk, or in memory where nothing can be written."""

    def __init__(self, root: Path, place: Path | None = None) -> None:
        self._root = root
        self._place = place or schema.place_of(root, cache_folder())
        self._seen: Mapping[str, bytes] | None = None
        self._beside: Path | None = None

    @property
    def place(self) -> Path:
        """The file."""
        return self._place

    def open(self) -> DiskIndex | None:
        """The index as it was left, if it is whole and of this version; whether the files still say so is not asked here."""
        if not schema.is_current(self._place, self._stamp()):
            return None
        with suppress(sqlite3.Error):
            return DiskIndex(schema.connect(self._place, read_only=True))
        return None

    def is_small(self) -> bool:
        """Whether all files can be read before anyone notices."""
        seen = 0
        for folder in survey(self._root):
            seen += len(folder.files)
            if seen > SMALL:
                return False
        return True

    def refreshed(self, progress: Progress = lambda done, total: None, *, force: bool = False) -> DiskIndex | None:
        """Hold the index against the files; a new one if anything changed, else None."""
        folders = list(survey(self._root))
        signatures = {folder.path: folder.signature for folder in folders}
        if not force and self._stored() == signatures:
            return None
        return self._built(folders, progress)

    def _stored(self) -> Mapping[str, bytes] | None:
        if self._seen is not None:
            return self._seen
        if not schema.is_current(self._place, self._stamp()):
            return None
        with suppress(sqlite3.Error):
            connection = schema.connect(self._place, read_only=True)
            try:
                found = connection.execute("SELECT path, signature FROM folder")
                return {schema.path_of(path): signature for path, signature in found}
            finally:
                connection.close()
        return None

    def _built(self, folders: Sequence[Folder], progress: Progress) -> DiskIndex:
        from govtui.index.build import fill
        from govtui.store.registry import Registry

        beside = self._beside = self._place.with_name(f"{self._place.name}.{os.getpid()}.new")
        signatures = {folder.path: folder.signature for folder in folders}
        try:
            self._place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.unlink(missing_ok=True)
            connection = schema.connect(beside)
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
        except (OSError, sqlite3.Error):
            connection = schema.connect(":memory:")
        try:
            schema.create(connection, self._stamp())
            kept = [(schema.kept(path), signature) for path, signature in signatures.items()]
            connection.executemany("INSERT INTO folder VALUES (?, ?)", kept)
            fill(connection, Registry(self._root), None, progress)
            if _file_of(connection):
                connection.close()
                beside.replace(self._place)
                self._sweep()
                self._seen = None
                return DiskIndex(schema.connect(self._place, read_only=True))
            self._seen = signatures
            return DiskIndex(connection)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        finally:
            self._beside = None

    def growing(self) -> DiskIndex | None:
        """What is known so far of the index that is being built, in the order of the files; None when there is nothing."""
        beside = self._beside
        if beside is None or not beside.is_file():
            return None
        with suppress(sqlite3.Error):
            return DiskIndex(schema.connect(beside, read_only=True))
        return None

    def _sweep(self) -> None:
        """Remove what processes that no longer run left half built."""
        for left in self._place.parent.glob(f"{self._place.name}.*.new"):
            pid = left.name.removesuffix(".new").rpartition(".")[2]
            with suppress(OSError):
                if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                    left.unlink()

    def _stamp(self) -> str:
        """What the index is made from beside the records: the program, its words, CLDR, the registry's manifest."""
        parts = [str(schema.VERSION), __version__, os.path.realpath(self._root)]
        package = Path(__file__).parent.parent
        words = [*package.glob("locales/*/LC_MESSAGES/*.mo"), *package.parent.glob("locales/*/LC_MESSAGES/*.po")]
        babel = find_spec("babel")  # found, not imported; its files change with its version and so with CLDR's
        origin = [Path(babel.origin)] if babel and babel.origin else []
        for path in (*sorted(words), *origin, self._root / MANIFEST):
            with suppress(OSError):
                status = path.stat()
                parts.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
        return "|".join(parts)


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2] or "")
