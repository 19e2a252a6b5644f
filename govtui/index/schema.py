"""The index as an SQLite file: its tables, its version, where it stands, and how it is opened.

It is derived from the registry's files. Whatever is wrong with it (another version, a broken file, a crash while it was
written), it is thrown away and made again.

Every connection keeps SQLite's rollback journal (`journal_mode = DELETE`). WAL would need memory shared between processes,
which network file systems do not give; with the rollback journal the file is safe on NFS wherever its locks work. Whoever
opens the file after a writer was killed rolls back what that one left half done; for that the file is opened for writing
where it may be written, and only asked not to (`query_only`).
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from pathlib import Path

from govtui.store.files import etag

VERSION = 13
"""Raised whenever tables, or what is written into them, change."""

TABLES = """
CREATE TABLE meta (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE rec (
  doc INTEGER PRIMARY KEY, key TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, path TEXT NOT NULL,
  readable INTEGER NOT NULL, severity INTEGER NOT NULL, ambiguous INTEGER NOT NULL,
  names TEXT NOT NULL, words TEXT NOT NULL, date TEXT NOT NULL, country TEXT NOT NULL, number INTEGER, tag TEXT NOT NULL,
  called TEXT NOT NULL
);
CREATE INDEX rec_key ON rec (key);
CREATE TABLE call (folded TEXT NOT NULL, doc INTEGER NOT NULL);
CREATE TABLE former (id TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claim (id TEXT, doc INTEGER, PRIMARY KEY (id, doc)) WITHOUT ROWID;
CREATE TABLE typed (kind TEXT, type TEXT, words TEXT NOT NULL, PRIMARY KEY (kind, type)) WITHOUT ROWID;
CREATE TABLE ref (
  target TEXT NOT NULL, type TEXT NOT NULL, source INTEGER NOT NULL, field TEXT NOT NULL, quality TEXT NOT NULL
);
CREATE TABLE problem (
  doc INTEGER NOT NULL, severity INTEGER NOT NULL, muted INTEGER NOT NULL, code TEXT NOT NULL,
  path TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE INDEX problem_doc ON problem (doc);
CREATE TABLE post (fold TEXT, surface TEXT, field INTEGER, docs BLOB NOT NULL, PRIMARY KEY (fold, surface, field)) WITHOUT ROWID;
CREATE TABLE said (doc INTEGER PRIMARY KEY, folded TEXT NOT NULL);
CREATE TABLE pre (prefix TEXT, field INTEGER, docs BLOB NOT NULL, PRIMARY KEY (prefix, field)) WITHOUT ROWID;
CREATE TABLE facet (dim TEXT, value TEXT, docs BLOB NOT NULL, PRIMARY KEY (dim, value)) WITHOUT ROWID;
CREATE TABLE ord (name TEXT, chunk INTEGER, n INTEGER NOT NULL, docs BLOB NOT NULL, PRIMARY KEY (name, chunk)) WITHOUT ROWID;
CREATE TABLE fact (
  doc INTEGER NOT NULL, part INTEGER NOT NULL, place INTEGER NOT NULL, last INTEGER NOT NULL,
  what TEXT NOT NULL, value TEXT NOT NULL, number INTEGER, edtf TEXT NOT NULL
);
CREATE TABLE folder (path TEXT PRIMARY KEY, digest BLOB NOT NULL, signature BLOB NOT NULL) WITHOUT ROWID;
"""
"""
rec      one row a record: what a list shows, names and words as JSON by language; `tag` of the content it was read from;
         `called`: the words of its names, folded, each name behind a line end and a space, for ranking
call     what a record is called, whole, folded and without punctuation: id, names, acronyms, symbols
former   an id that a record once had, to the key of the record that it leads to now
claim    every former id that a document claims, whether it leads there or not
typed    the words of each kind (type empty) and type, as JSON by language of the interface
ref      references that arrive at `target` (an id) from the document `source`; `quality`: what qualifies them, in words
problem  a problem as JSON, and what it is counted and sorted by; doc -1: of the whole registry
post     term to documents: `fold` without accents, `surface` as tonekey, `field` 0 name, 1 alias, 2 text
said     all that search looks at, folded, each text on a line with a space before and behind every word: for phrases
pre      unions of short prefixes that many terms share; of prefixes as typed for `field` + search.TYPED
facet    the values of a facet to their documents
ord      an order of all documents, in chunks of 32-bit numbers; `n` documents in the chunk
fact     what a record tells of time (index.facts.Fact)
folder   the files of each folder as they were when they were read (store.survey), to see what changed; a digest of that
Every `docs` is a serialized roaring bitmap, but for `ord`; they and the signatures are sealed with a checksum.
meta     stamp (what it is made from), done, settings, fields (index.query_fields), references (their types in the order in
         which links are read, as JSON, each with its inverse), alive (the documents there are), next (the next new
         document), generation (counted up with every change)
A document that changes gets a new number; all that is known of the old one is taken out.
"""

INDEXES = (
    "CREATE INDEX rec_id ON rec (id)",
    "CREATE INDEX rec_path ON rec (path)",
    "CREATE INDEX call_folded ON call (folded)",
    "CREATE INDEX call_doc ON call (doc)",
    "CREATE INDEX claim_doc ON claim (doc)",
    "CREATE INDEX ref_target ON ref (target)",
    "CREATE INDEX ref_source ON ref (source)",
    "CREATE INDEX problem_code ON problem (severity, code)",
    "CREATE INDEX fact_time ON fact (part, place, last, doc)",
    "CREATE INDEX fact_doc ON fact (doc)",
)
"""Made when the rows are in: what changes are found and taken back by."""

APPLICATION = 0x676F7674
"""Tells an index of govtui from other people's databases (SQLite's application_id: "govt")."""


PAGE = 8192
"""Bytes of a page of the file."""

INTERNAL = "."
"""The facet of what only the index itself asks for: `cycle`, `dated`, `placed`."""


BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
"""What SQLite calls it when somebody else is writing (`sqlite_errorname`)."""


class Damaged(sqlite3.DatabaseError):
    """What the file holds is not what was written."""


class TooMuch(Exception):
    """So much changed, or depends on what changed, that an index is sooner made anew than brought up to date."""


SEAL = 4
"""Bytes of the checksum before what is sealed."""


def sealed(raw: bytes) -> bytes:
    """Bytes with a checksum before them."""
    return zlib.crc32(raw).to_bytes(SEAL, "big") + raw


def unsealed(blob: object) -> bytes:
    """The bytes that were sealed. Raises Damaged where they are not the same."""
    if not isinstance(blob, bytes) or zlib.crc32(memoryview(blob)[SEAL:]) != int.from_bytes(blob[:SEAL], "big"):
        raise Damaged("checksum")
    return blob[SEAL:]


def place_of(root: Path, cache: Path) -> Path:
    """Where the index of the registry at `root` stands below the user's cache folder."""
    digest = etag(os.fsencode(os.path.realpath(root)))[:16]
    return cache / "index" / f"{digest}.sqlite"


def create(connection: sqlite3.Connection, stamp: str) -> None:
    """Make the tables in an empty database and mark it with the stamp of what it is made from."""
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
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
    """Open a database file, or ":memory:"; with `read_only` one that exists, for nothing but reading."""
    if path == ":memory:":
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    else:
        mode = "rwc"
        if read_only:
            mode = "rw" if os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK) else "ro"
        uri = Path(path).absolute().as_uri() + f"?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT, check_same_thread=False)
    try:
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cache_size = -2000")
    except BaseException:
        connection.close()
        raise
    return connection


WAIT = 10
"""Seconds to wait for another process that writes."""


def meta(connection: sqlite3.Connection, name: str) -> object:
    """One of the values in `meta`; None where it is not there."""
    row = connection.execute("SELECT v FROM meta WHERE k = ?", (name,)).fetchone()
    return row[0] if row else None


def is_current(connection: sqlite3.Connection, stamp: str) -> bool:
    """Whether the file is a whole index with this stamp. Raises sqlite3.Error where it is no database at all."""
    return meta(connection, "stamp") == stamp and meta(connection, "done") == 1


# -- what a posting is of ---------------------------------------------------------------------------------------------

NAME, ALIAS, TEXT = 0, 1, 2
"""Where a word stands: in a name, in another name or id, in a text; the rank of a hit."""

FIELDS = (NAME, ALIAS, TEXT)

SHORT, SHORT_TYPED = 4, 2
"""Prefixes up to this length may have their unions stored: without accents, and as typed."""

TYPED = len(FIELDS)
"""Added to a field: what is stored for prefixes as typed."""

LAST = "\U0010ffff"
"""After every letter that a word can have."""
