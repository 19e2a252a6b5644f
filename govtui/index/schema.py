"""The index as an SQLite file: its tables, its version, where it stands, and how it is opened.

It is derived from the registry's files. Whatever is wrong with it (another version, a broken file, a crash while it was
written), it is thrown away and made again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

VERSION = 2
"""Raised whenever tables, or what is written into them, change."""

TABLES = """
CREATE TABLE meta (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE rec (
  doc INTEGER PRIMARY KEY, key TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, path TEXT NOT NULL,
  readable INTEGER NOT NULL, severity INTEGER NOT NULL, ambiguous INTEGER NOT NULL,
  names TEXT NOT NULL, words TEXT NOT NULL, date TEXT NOT NULL, country TEXT NOT NULL, number INTEGER
);
CREATE INDEX rec_key ON rec (key);
CREATE TABLE call (folded TEXT NOT NULL, doc INTEGER NOT NULL);
CREATE INDEX call_folded ON call (folded);
CREATE TABLE former (id TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ref (target TEXT NOT NULL, type TEXT NOT NULL, source INTEGER NOT NULL, field TEXT NOT NULL);
CREATE INDEX ref_target ON ref (target);
CREATE TABLE problem (doc INTEGER NOT NULL, severity INTEGER NOT NULL, muted INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX problem_doc ON problem (doc);
CREATE TABLE post (fold TEXT, surface TEXT, field INTEGER, docs BLOB NOT NULL, PRIMARY KEY (fold, surface, field)) WITHOUT ROWID;
CREATE TABLE said (doc INTEGER PRIMARY KEY, folded TEXT NOT NULL);
CREATE TABLE pre (prefix TEXT, field INTEGER, docs BLOB NOT NULL, PRIMARY KEY (prefix, field)) WITHOUT ROWID;
CREATE TABLE facet (dim TEXT, value TEXT, docs BLOB NOT NULL, PRIMARY KEY (dim, value)) WITHOUT ROWID;
CREATE TABLE ord (name TEXT, chunk INTEGER, n INTEGER NOT NULL, docs BLOB NOT NULL, PRIMARY KEY (name, chunk)) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY, signature BLOB NOT NULL) WITHOUT ROWID;
"""
"""
rec      one row a record: what a list shows, names and words as JSON by language
call     what a record is called, whole and folded: id, names, acronyms, symbols
ref      references that arrive at `target` (an id) from the document `source`
problem  a problem as JSON; doc -1: of the whole registry
post     term to documents: `fold` without accents, `surface` as tonekey, `field` 0 name, 1 alias, 2 text
said     all that search looks at, folded, each text on a line with a space before and behind every word: for phrases
pre      unions of short prefixes that many terms share
facet    the values of a facet to their documents
ord      an order of all documents, in chunks of 32-bit numbers; `n` documents in the chunk
folder   the files of each folder as they were when they were read (store.survey), to see what changed
Every `docs` is a serialized roaring bitmap, but for `ord`.
"""


def place_of(root: Path, cache: Path) -> Path:
    """Where the index of the registry at `root` stands below the user's cache folder."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    return cache / "index" / f"{digest}.sqlite"


def create(connection: sqlite3.Connection, stamp: str) -> None:
    """Make the tables in an empty database and mark it with the stamp of what it is made from."""
    connection.executescript(TABLES)
    connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (stamp,))


def kept(path: str) -> str | bytes:
    """A path as SQLite can keep it: its text, or its bytes where they are not UTF-8."""
    raw = os.fsencode(path)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def path_of(kept: str | bytes) -> str:
    """The path that was kept."""
    return os.fsdecode(kept)


def connect(path: Path | str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database file. The rollback journal is kept (no WAL): it needs no shared memory, so it is safe on NFS too."""
    if path == ":memory:":
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    else:
        mode = "ro" if read_only else "rwc"
        uri = Path(path).absolute().as_uri() + f"?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10, check_same_thread=False)
    connection.execute("PRAGMA cache_size = -8000")
    return connection


def is_current(path: Path, stamp: str) -> bool:
    """Whether the file is a whole index with this stamp."""
    if not path.is_file():
        return False
    with suppress(sqlite3.Error):
        connection = connect(path, read_only=True)
        try:
            row = connection.execute("SELECT v FROM meta WHERE k = 'stamp'").fetchone()
            done = connection.execute("SELECT v FROM meta WHERE k = 'done'").fetchone()
            return bool(row == (stamp,) and done == (1,))
        finally:
            connection.close()
    return False
