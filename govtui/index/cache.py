"""An index kept on disk between runs: opened at once, then held against the files, and brought up to date with them.

A few changed files are taken in in place, in one transaction of SQLite's rollback journal (schema.py says why no WAL). Where
there is no index, or one made from something else, or where too much changed, a new one is built beside the old one and put
in its place by renaming. So a crash, or several processes at once, leave a whole index behind: the old one or a new one.

Before a new file takes the place, its builder holds the old one locked, so that nobody is writing into it: a journal that
was left beside a file that is another one by now would be taken for that one's.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govtui.index import schema
from govtui.index.api import ALL, Progress
from govtui.index.cache_files import (
    Changes,
    CheckContext,
    all_changes,
    beside,
    cache_folder,
    can_be_used,
    changes_at,
    is_busy,
    is_ours,
    known_folders,
    program,
    put_in_place,
    remember,
    sweep,
)
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.schema import TooMuch
from govtui.store.files import Unreadable, etag, read
from govtui.store.location import MANIFEST
from govtui.store.scan import survey

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.store.registry import Registry

__all__ = ["IndexCache", "UnusableIndex", "build", "cache_folder", "preview", "sqlite_version"]

SMALL = 600
"""Up to how many files a registry is read at once: about half a second."""


class UnusableIndex(Exception):
    """The place that somebody named for an index holds something else, or can be neither read nor written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class _Seen(NamedTuple):
    """Which state of which file an index was opened at."""

    inode: int
    generation: object


class IndexCache:
    """The index of one registry on disk, or in memory where nothing can be written."""

    def __init__(self, root: Path, place: Path | None = None) -> None:
        """`place`: the file, if it is not to be in the user's cache. Raises UnusableIndex where it cannot be used."""
        self._root = root
        self._place = place or schema.place_of(root, cache_folder())
        if place is not None and not (is_ours(place) and can_be_used(place)):
            raise UnusableIndex(place)
        self._in_memory: CheckContext | None = None
        """The folders that an index in memory was made from."""
        self._seen: _Seen | None = None
        self._beside: Path | None = None
        self._glance: SqliteIndex | None = None
        """The first records, while there are no rows in the file that is being built."""
        self._lock = threading.RLock()
        self._program = program(root)

    @property
    def place(self) -> Path:
        """The file."""
        return self._place

    def open(self) -> SqliteIndex | None:
        """The index as it was left, if it is whole and of this version; whether the files still say so is not asked here."""
        with suppress(sqlite3.Error, OSError, ValueError, TypeError):
            if connection := self._connected():
                return self._index(connection)
        return None

    def is_small(self) -> bool:
        """Whether all files can be read before anyone notices."""
        seen = 0
        for folder in survey(self._root):
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
        """Hold the index against the files; one to go on with if anything changed, else None.

        `only`: paths from the registry's folder where something may have changed; None: look at all folders. What others
        wrote into the index meanwhile is a change, too. May be called in any thread; the index that was given before is
        not touched, and forgets by itself what is true no longer.
        """
        with self._lock:
            if self._seen is None:
                sweep(self._place)
            if self._in_memory is not None:
                changed = force or bool(all_changes(self._in_memory, self._root).folders)
                return self._index(self._built(progress)) if changed else None
            if not force and self._is_kept_up(only):
                return self._reopened()
            return self._index(self._built(progress))

    def _reopened(self) -> SqliteIndex | None:
        """The index as it is now; None where that is what was given before."""
        with suppress(sqlite3.Error, OSError, ValueError, TypeError):
            if connection := self._connected():
                if self._seen == self._state(connection):
                    connection.close()
                    return None
                return self._index(connection)
        return None

    # bringing it up to date

    def _is_kept_up(self, only: Iterable[str] | None) -> bool:
        """Bring the file up to date; False where it has to be made anew."""
        paths = None if only is None else list(only)
        try:
            with suppress(OSError):
                for _ in range(3):  # unless each time another file takes its place
                    if (kept := self._brought_up(paths)) is not None:
                        return kept
        except sqlite3.Error as error:
            return is_busy(error)  # somebody else is at it: the next look will tell
        except (ValueError, TypeError, KeyError, TooMuch):
            return False
        return False

    def _brought_up(self, paths: Sequence[str] | None) -> bool | None:
        """None where the file was exchanged meanwhile, False where it is no index of today."""
        connection = self._connected()
        if connection is None:
            return False
        with closing(connection):
            before = known_folders(connection)
            changes = self._changes(before, paths)
            if not changes.folders and not self._differ(connection, changes):
                return True
        return self._updated(before, changes, paths)

    def _changes(self, before: CheckContext, paths: Sequence[str] | None) -> Changes:
        return all_changes(before, self._root) if paths is None else changes_at(before, self._root, paths)

    def _differ(self, connection: sqlite3.Connection, changes: Changes) -> bool:
        """Whether a file of which only its content can tell is another one now."""
        if not changes.suspects:
            return False
        from govtui.index.write.update import differ
        from govtui.store.registry import Registry

        return differ(connection, Registry(self._root), changes.suspects)

    def _updated(self, before: CheckContext, changes: Changes, paths: Sequence[str] | None) -> bool | None:
        """Take in what changed, in one transaction."""
        from govtui.index.write.update import Update
        from govtui.store.registry import Registry

        if not self._place.is_file():
            return False
        inode = self._place.stat().st_ino
        with closing(schema.connect(self._place)) as connection:
            # What is written waits in memory, so that readers are shut out only at the end and for a moment.
            connection.execute("PRAGMA cache_spill = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                if self._place.stat().st_ino != inode:
                    return None
                if not schema.is_current(connection, self._stamp()):
                    return False
                now = known_folders(connection)
                if now.digests != before.digests:  # somebody else took in something meanwhile
                    changes = self._changes(now, paths)
                Update(connection, Registry(self._root)).run(changes.suspects)
                remember(connection, changes.folders)
                connection.execute("COMMIT")
                return True
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    # making it anew

    def _built(self, progress: Progress = lambda done, total: None) -> sqlite3.Connection:
        """On disk, or in memory where no file can be made, or none be written to its end. Raises Ended."""
        with suppress(OSError, sqlite3.Error):
            return self._made_on_disk(progress)
        from govtui.index.write.build import write

        connection = schema.connect(":memory:")
        self._in_memory = CheckContext.of(write(connection, self._root, self._stamp(), progress))
        self._glance = None
        return connection

    def _made_on_disk(self, progress: Progress) -> sqlite3.Connection:
        small = self.is_small()
        if not small:
            self._show_some(progress)
        new = beside(self._place, threading.get_ident())
        from govtui.index.write.build import write_apart, write_here

        try:
            write = write_here if small else write_apart
            self._beside = new
            write(new, self._root, self._stamp(), progress)
            self._glance = None
            return put_in_place(new, self._place)
        finally:
            self._beside = None
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def _show_some(self, progress: Progress) -> None:
        """Something to look at before the first rows are in the file."""
        from govtui.store.registry import Registry

        self._glance = preview(Registry(self._root))
        progress(0, 0)

    def growing(self) -> SqliteIndex | None:
        """What is known so far of the index that is being built, in the order of the files; None when there is nothing."""
        beside = self._beside
        if beside is not None and beside.is_file():
            with suppress(sqlite3.Error, OSError, ValueError):
                growing = SqliteIndex(schema.connect(beside, read_only=True))
                if growing.counts()[ALL]:
                    return growing
        return self._glance

    # opening it

    def _connected(self) -> sqlite3.Connection | None:
        """A connection to the file for reading, if it is a whole index with today's stamp. Raises sqlite3.Error."""
        if not self._place.is_file():
            return None
        if self._place.stat().st_size % schema.PAGE:  # SQLite takes what is missing of the last page for zeros
            raise schema.Damaged("size")
        connection = schema.connect(self._place, read_only=True)
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
        self._seen = self._state(connection)
        return index

    def _state(self, connection: sqlite3.Connection) -> _Seen | None:
        if not _file_of(connection):
            return None
        return _Seen(self._place.stat().st_ino, schema.meta(connection, "generation"))

    def _renewed(self, error: Exception) -> sqlite3.Connection | None:
        """Another connection in place of one that failed: over the same file where that is sound, else over a new one.

        Called by an index wherever it is used, so it waits for nobody.
        """
        name = getattr(error, "sqlite_errorname", "")
        if is_busy(error):
            return None
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):  # somebody died while writing
            with suppress(sqlite3.Error, OSError, ValueError):
                if connection := self._connected():
                    return connection
        return self._built()

    def _stamp(self) -> str:
        """What the index is made from beside the records: the program, its words, CLDR, the registry's manifest."""
        try:
            manifest = etag(read(self._root, MANIFEST))
        except Unreadable as error:
            manifest = error.code
        return f"{self._program}|{manifest}"


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2] or "")


def sqlite_version() -> str:
    """Return the version of the SQLite library."""
    return sqlite3.sqlite_version


# -- indexes in memory -----------------------------------------------------------------------------------------------

PREVIEWED = 50
"""How many files are read for a preview: a screenful."""


def build(registry: Registry, translators: Sequence[Translator] | None = None) -> SqliteIndex:
    """Build an index of all files in memory. Nothing that a file holds raises: an unreadable one is a record with problems."""
    from govtui.index.write.build import write_all

    connection = schema.connect(":memory:")
    schema.create(connection, "")
    write_all(connection, registry, translators)
    return SqliteIndex(connection, registry.root)


def preview(registry: Registry) -> SqliteIndex:
    """Build an index of the first files in memory, to be shown while all are read."""
    from govtui.i18n.translator import LANGUAGES, load
    from govtui.index.write import populate
    from govtui.index.write.shard import Shard

    connection = schema.connect(":memory:")
    schema.create(connection, "")
    populate.write_settings(connection, registry.manifest)
    first = Shard(registry, [load(language) for language in LANGUAGES])
    paths = (found.path for found in registry.files())
    first.take(0, list(islice((path for path in paths if registry.folder_kind(path)), PREVIEWED)))
    populate.insert(connection, first.rows()[0])
    return SqliteIndex(connection, registry.root)
