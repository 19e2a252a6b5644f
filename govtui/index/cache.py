"""The index of a registry on disk: opened at once, then compared with the files, and updated.

A few changed files are taken in in place, in one transaction of SQLite's rollback journal (schema.py says why no WAL). Where
there is no index, or one made from something else, or where too much changed, a new one is built beside the old one and
renamed over it. So a crash, or several processes at once, leave a whole index behind: the old one or a new one.

Before a new file replaces the old one, its builder locks the old one, so that nobody is writing into it: a journal that was
left beside a file that was replaced would be taken for the new one's.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govtui.index import cache_files, schema
from govtui.index.api import ALL, Progress
from govtui.index.cache_files import Changes, FolderStates, cache_folder, program_files
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.schema import TooManyChangesError
from govtui.store.files import Unreadable, etag, read
from govtui.store.location import MANIFEST
from govtui.store.scan import scan_folders

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.store.registry import Registry

__all__ = ["CannotUseIndex", "IndexCache", "build", "cache_folder", "preview", "program_files", "sqlite_version"]

SMALL = 600
"""Up to how many files a registry is read at once: about half a second."""

BETWEEN_LOOKS = 1.0
"""Seconds between two looks at rows that are being written: whoever reads them keeps the writer waiting (SQLite's locks)."""

PREVIEWED = 50
"""How many files are read for a preview: a screenful."""


class CannotUseIndex(Exception):
    """The path that somebody chose for an index holds something else, or can be neither read nor written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class _State(NamedTuple):
    """The state of the file that an index was opened in."""

    inode: int
    generation: object


class IndexCache:
    """The index of one registry on disk, or in memory where nothing can be written."""

    def __init__(self, root: Path, path: Path | None = None) -> None:
        """`path`: of the file, if it is not to be in the user's cache. Raises CannotUseIndex."""
        self._root = root
        self._path = path or schema.default_path(root, cache_folder())
        if path is not None and not (cache_files.is_ours(path) and cache_files.is_usable(path)):
            raise CannotUseIndex(path)
        self._in_memory: FolderStates | None = None
        """The folders that an index in memory was built from."""
        self._opened: _State | None = None
        self._new: Path | None = None
        """The file that is being built."""
        self._preview: SqliteIndex | None = None
        """The first records, while the file that is being built has no rows."""
        self._grown: SqliteIndex | None = None
        """The file that is being built, as it was looked at last."""
        self._look_again = 0.0
        """When it is looked at next (time.monotonic)."""
        self._lists: SqliteIndex | None = None
        """The complete lists, while texts are being read."""
        self._lock = threading.RLock()
        self._program = cache_files.program_stamp(root)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def open(self) -> SqliteIndex | None:
        """Open the index as it was left, if it is whole and of this version, without comparing it with the files."""
        with suppress(sqlite3.Error, OSError, ValueError, TypeError):
            if connection := self._connected():
                return self._index(connection)
        return None

    def is_small(self) -> bool:
        """Whether all files can be read before anyone notices."""
        seen = 0
        for folder in scan_folders(self._root):
            seen += len(folder.files)
            if seen > SMALL:
                return False
        return True

    def refreshed(
        self,
        progress: Progress = lambda done, total: None,
        *,
        force: bool = False,
        only: Iterable[str] | None = None,
    ) -> SqliteIndex | None:
        """Bring the index up to date with the files; return it if anything changed, else None.

        `only`: paths from the registry's folder where something may have changed; None for all folders. What other processes
        wrote into the index is a change, too. May be called in any thread; the index that was returned before is not
        touched, and drops by itself what is no longer true.
        """
        with self._lock:
            if self._opened is None:
                cache_files.sweep(self._path)
            if self._in_memory is not None:
                changed = force or bool(cache_files.all_changes(self._in_memory, self._root).folders)
                return self._index(self._built(progress)) if changed else None
            if not force and self._is_updated(only):
                return self._reopened()
            return self._index(self._built(progress))

    def _reopened(self) -> SqliteIndex | None:
        """Open the index as it is now; return None where it is what was returned before."""
        with suppress(sqlite3.Error, OSError, ValueError, TypeError):
            if connection := self._connected():
                if self._opened == self._state(connection):
                    connection.close()
                    return None
                return self._index(connection)
        return None

    # updating

    def _is_updated(self, only: Iterable[str] | None) -> bool:
        """Update the file; return False where it must be built anew."""
        paths = None if only is None else list(only)
        try:
            with suppress(OSError):
                for _ in range(3):  # unless the file is replaced each time
                    if (updated := self._try_update(paths)) is not None:
                        return updated
        except sqlite3.Error as error:
            return cache_files.is_busy(error)  # another process is updating it: the next refresh will tell
        except (ValueError, TypeError, KeyError, TooManyChangesError):
            return False
        return False

    def _try_update(self, paths: Sequence[str] | None) -> bool | None:
        """Update the file; return None where it was replaced meanwhile, False where it is no current index."""
        connection = self._connected()
        if connection is None:
            return False
        with closing(connection):
            before = cache_files.known_folders(connection)
            changes = self._changes(before, paths)
            if not changes.folders and not self._differ(connection, changes):
                return True
        return self._updated(before, changes, paths)

    def _changes(self, before: FolderStates, paths: Sequence[str] | None) -> Changes:
        return (
            cache_files.all_changes(before, self._root)
            if paths is None
            else cache_files.changes_at(before, self._root, paths)
        )

    def _differ(self, connection: sqlite3.Connection, changes: Changes) -> bool:
        """Whether a file changed whose time does not tell."""
        if not changes.suspects:
            return False
        from govtui.index.write.update import differ
        from govtui.store.registry import Registry

        return differ(
            connection, Registry(self._root, for_pages=True), changes.suspects
        )  # the bytes alone are compared

    def _updated(self, before: FolderStates, changes: Changes, paths: Sequence[str] | None) -> bool | None:
        """Write the changes in one transaction; return as `_try_update`."""
        from govtui.index.write.update import Update
        from govtui.store.registry import Registry

        if not self._path.is_file():
            return False
        inode = self._path.stat().st_ino
        with closing(schema.connect(self._path)) as connection:
            # What is written waits in memory, so that readers are shut out only at the end and for a moment.
            connection.execute("PRAGMA cache_spill = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                if self._path.stat().st_ino != inode:
                    return None
                if not schema.is_current(connection, self._stamp()):
                    return False
                now = cache_files.known_folders(connection)
                if now.digests != before.digests:  # another process updated it meanwhile
                    changes = self._changes(now, paths)
                reader = partial(SqliteIndex, connection, self._root, lent=True)
                Update(connection, Registry(self._root), reader).run(changes.suspects)
                cache_files.remember(connection, changes.folders)
                connection.execute("COMMIT")
                return True
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    # building

    def _built(self, progress: Progress = lambda done, total: None) -> sqlite3.Connection:
        """Build on disk, or in memory where no file can be made or written to its end. Raises BuilderKilledError."""
        with suppress(OSError, sqlite3.Error):
            return self._built_on_disk(progress)
        from govtui.index.write.build import build_into

        connection = schema.connect(":memory:")
        self._in_memory = FolderStates.of(build_into(connection, self._root, self._stamp(), progress))
        self._preview = None
        return connection

    def _built_on_disk(self, progress: Progress) -> sqlite3.Connection:
        from govtui.index.write.build import build_file, build_file_apart

        is_small = self.is_small()
        if not is_small:
            self._show_preview(progress)
        new = cache_files.path_of_new(self._path, threading.get_ident())
        try:
            self._new = new
            (build_file if is_small else build_file_apart)(new, self._root, self._stamp(), progress)
            self._preview = None
            return cache_files.replace_index(new, self._path)
        finally:
            self._new = self._lists = self._grown = None
            with suppress(OSError):
                for left in (new, cache_files.lists_of_new(new)):
                    left.unlink(missing_ok=True)

    def _show_preview(self, progress: Progress) -> None:
        """Have something to look at before the first rows are in the file."""
        from govtui.store.registry import Registry

        self._preview = preview(Registry(self._root))
        progress(0, 0)

    def growing(self) -> SqliteIndex | None:
        """Open the unfinished index that is being built; None when it is empty.

        First in the order of files, and the same again for a while; then with complete lists (`SqliteIndex.listed`), and the
        same each time.
        """
        new = self._new
        if new is not None and self._lists is None:
            with suppress(sqlite3.Error, OSError, ValueError):
                lists = cache_files.lists_of_new(new)
                if lists.is_file():
                    self._lists = SqliteIndex(schema.connect(lists, read_only=True), self._root)
        if self._lists is not None:
            return self._lists
        if new is not None and time.monotonic() >= self._look_again and new.is_file():
            with suppress(sqlite3.Error, OSError, ValueError):
                growing = SqliteIndex(schema.connect(new, read_only=True))
                if growing.counts()[ALL]:
                    self._grown = growing
                    self._look_again = time.monotonic() + BETWEEN_LOOKS
        return self._grown or self._preview

    # opening

    def _connected(self) -> sqlite3.Connection | None:
        """Connect for reading, if the file is a whole index with the current stamp. Raises sqlite3.Error."""
        if not self._path.is_file():
            return None
        if self._path.stat().st_size % schema.PAGE:  # SQLite takes what is missing of the last page for zeros
            raise schema.DamagedIndexError("size")
        connection = schema.connect(self._path, read_only=True)
        try:
            if schema.is_current(connection, self._stamp()):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _index(self, connection: sqlite3.Connection) -> SqliteIndex:
        index = SqliteIndex(connection, self._root, self._renewed)
        self._opened = self._state(connection)
        return index

    def _state(self, connection: sqlite3.Connection) -> _State | None:
        if not connection.execute("PRAGMA database_list").fetchone()[2]:  # in memory
            return None
        return _State(self._path.stat().st_ino, schema.meta(connection, "generation"))

    def _renewed(self, error: Exception) -> sqlite3.Connection | None:
        """Replace a connection that failed: by one to the same file where it is sound, else to a new one.

        An index calls this wherever it is used, so it waits for nobody.
        """
        name = getattr(error, "sqlite_errorname", "")
        if cache_files.is_busy(error):
            return None
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):  # a writer was killed
            with suppress(sqlite3.Error, OSError, ValueError):
                if connection := self._connected():
                    return connection
        return self._built()

    def _stamp(self) -> str:
        """Return what the index is made from beside the records: the program, its catalogs, CLDR, the manifest."""
        try:
            manifest = etag(read(self._root, MANIFEST))
        except Unreadable as error:
            manifest = error.code
        return f"{self._program}|{manifest}"


def build(registry: Registry, translators: Sequence[Translator] | None = None) -> SqliteIndex:
    """Build an index of all files in memory. No file raises: an unreadable one is a record with problems."""
    from govtui.index.write.build import write_index

    connection = schema.connect(":memory:")
    schema.create(connection, "")
    write_index(connection, registry, translators)
    return SqliteIndex(connection, registry.root)


def preview(registry: Registry) -> SqliteIndex:
    """Build an index of the first files in memory, to be shown while all are read."""
    from govtui.i18n.translator import LANGUAGES, load
    from govtui.index.write import populate
    from govtui.index.write.shard import Shard

    connection = schema.connect(":memory:")
    schema.create(connection, "")
    populate.write_settings(connection, registry)
    first = Shard(registry, [load(language) for language in LANGUAGES])
    paths = (found.path for found in registry.files() if registry.folder_kind(found.path))
    rows, _ = first.read_lists(0, registry.entries_at(list(islice(paths, PREVIEWED))))
    populate.insert_lists(connection, rows)
    return SqliteIndex(connection, registry.root)


def sqlite_version() -> str:
    """Return the version of the SQLite library."""
    return sqlite3.sqlite_version
