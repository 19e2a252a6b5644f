"""The index as an SQLite file: its tables, version, default path, and how it is opened.

It is derived from the registry's files: whatever is wrong with it (another version, damage, a crash while it was written),
it is thrown away and built again.

Connections use SQLite's rollback journal (`journal_mode = DELETE`). WAL would need memory shared between processes, which
network file systems do not give; with the rollback journal the file is safe on NFS wherever its locks work. Who opens it
after a writer was killed rolls back what was left half done; so it is opened for writing where it may be written, and
only `query_only` keeps readers from it.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from pathlib import Path

from govtui.store.files import etag

VERSION = 26
"""Increase it whenever tables, or what is written into them, change."""

TABLES = """
CREATE TABLE meta (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE rec (
  doc INTEGER PRIMARY KEY, key TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, path TEXT NOT NULL,
  readable INTEGER NOT NULL, severity INTEGER NOT NULL, ambiguous INTEGER NOT NULL,
  names TEXT NOT NULL, words TEXT NOT NULL, date TEXT NOT NULL, country TEXT NOT NULL, number INTEGER, tag TEXT NOT NULL,
  called TEXT NOT NULL, status TEXT NOT NULL, symbol TEXT NOT NULL
);
CREATE INDEX rec_key ON rec (key);
CREATE TABLE call (folded TEXT NOT NULL, doc INTEGER NOT NULL);
CREATE TABLE former (id TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claim (id TEXT, doc INTEGER, PRIMARY KEY (id, doc)) WITHOUT ROWID;
CREATE TABLE typed (kind TEXT, type TEXT, words TEXT NOT NULL, PRIMARY KEY (kind, type)) WITHOUT ROWID;
CREATE TABLE ref (
  target TEXT NOT NULL, type TEXT NOT NULL, source INTEGER NOT NULL, field TEXT NOT NULL, quality TEXT NOT NULL,
  told_by TEXT NOT NULL
);
CREATE TABLE problem (
  doc INTEGER NOT NULL, severity INTEGER NOT NULL, muted INTEGER NOT NULL, code TEXT NOT NULL,
  path TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE INDEX problem_doc ON problem (doc);
CREATE TABLE addition (doc INTEGER PRIMARY KEY, n INTEGER NOT NULL, claims TEXT NOT NULL);
CREATE TABLE post (fold TEXT, surface TEXT, field INTEGER, docs BLOB NOT NULL, PRIMARY KEY (fold, surface, field)) WITHOUT ROWID;
CREATE TABLE said (doc INTEGER PRIMARY KEY, folded TEXT NOT NULL);
CREATE TABLE told (doc INTEGER PRIMARY KEY, facts BLOB NOT NULL);
CREATE TABLE pre (prefix TEXT, field INTEGER, docs BLOB NOT NULL, PRIMARY KEY (prefix, field)) WITHOUT ROWID;
CREATE TABLE facet (dim TEXT, value TEXT, docs BLOB NOT NULL, PRIMARY KEY (dim, value)) WITHOUT ROWID;
CREATE TABLE ord (name TEXT, chunk INTEGER, n INTEGER NOT NULL, docs BLOB NOT NULL, PRIMARY KEY (name, chunk)) WITHOUT ROWID;
CREATE TABLE fact (
  doc INTEGER NOT NULL, part INTEGER NOT NULL, place INTEGER NOT NULL, last INTEGER NOT NULL,
  what TEXT NOT NULL, value TEXT NOT NULL, number INTEGER, edtf TEXT NOT NULL, told_by TEXT NOT NULL
);
CREATE TABLE named (
  key TEXT NOT NULL, role TEXT NOT NULL, words TEXT NOT NULL, name TEXT NOT NULL, doc INTEGER NOT NULL, told_by TEXT NOT NULL
);
CREATE TABLE inherited (doc INTEGER PRIMARY KEY, date TEXT NOT NULL, whole TEXT NOT NULL, words TEXT NOT NULL);
CREATE TABLE folder (path TEXT PRIMARY KEY, digest BLOB NOT NULL, signature BLOB NOT NULL) WITHOUT ROWID;
"""
"""
rec      one row a record: what a list shows, names and words as JSON by language; `tag` of the content it was read from;
         `called`: the words of its names, folded, each name after a line feed and a space, for ranking; `status` and `symbol` as its file has them
call     each full name of a record, folded and without punctuation: id, names, other names, acronyms, symbols
former   redirects: a former id, to the key of the record that has it now
claim    every former id that a document claims, redirected or not
typed    the words of each kind (type empty) and type, as JSON by language of the interface
ref      references to `target` (an id) from the document `source`; `quality`: its qualifiers, separated by spaces;
         `told_by`: the source, where a claim alone says so
problem  a problem as JSON, and what it is counted and sorted by; doc -1: of the whole registry
addition  the claims of a record that add to it (model.disagreements.additions): how many, and as JSON place, field and source of each
post     postings, a term to documents: `fold` without accents, `surface` as tonekey, `field` 0 name, 1 alias, 2 text, 3 claim
said     all texts that search finds, folded, each on a line with a space before and behind every word: for phrases
told     the facts of a document that may answer a query, as compressed JSON (write/stored_facts.py), with a checksum
pre      unions of short prefixes that many terms share; of prefixes as typed for `field` + TYPED
facet    facet and value to documents
ord      an order of all documents, in chunks of 32-bit numbers; `n` documents in the chunk
fact     dated facts (write.timeline_facts.Fact); `told_by`: the source, where a claim says so, or the whole, of which an
         event without a date has it
named    who is named in words: people, and bodies without a record (write.named.Named); `words` with a space before and
         behind each; `told_by` as in ref
inherited  the date of each event that has it of the event `whole` that it is part of (write/inherited.py); its words for
         lists as JSON by language of the interface
folder   the signature of each folder when it was read (store.scan), to see what changed; a digest of it
meta     stamp (what it is made from), done, settings, fields (query_fields: fields, references, own vocabulary), references (their types in reading order, as
         JSON, each with its inverse), told (what items are called and refer to, for `told`), alive (the documents there are), next (the number of the next new document),
         generation (increased with every change); without `done` lists, facets and names are complete where there is
         `alive`, and texts, references, facts and problems are not
`docs` are serialized roaring bitmaps, but for `ord`; they and the signatures have a checksum before them.
A document that changes gets a new number, and all rows and bits of the old one are taken out.
"""

LONGEST_SHORT = 366
"""Days that the last day of most facts is after the first: facts that touch a date are then found near it."""

LASTING = f"part = 0 AND (last - place > {LONGEST_SHORT} OR edtf < '/')"
"""The facts that last longer, or have no beginning ("../2030")."""

OF_MONTHS = "part = 0 AND last - place BETWEEN 31 AND 363"
"""The facts that last longer than a month, and less than a year: few."""

LIST_INDEXES = ("CREATE INDEX call_folded ON call (folded)",)
"""Created when the rows of lists are in."""

INDEXES = (
    "CREATE INDEX rec_id ON rec (id)",
    "CREATE INDEX rec_path ON rec (path)",
    "CREATE INDEX call_doc ON call (doc)",
    "CREATE INDEX claim_doc ON claim (doc)",
    "CREATE INDEX ref_target ON ref (target)",
    "CREATE INDEX ref_source ON ref (source)",
    # By type, for all of a type at once; citations are most of all references, and are counted as a facet.
    "CREATE INDEX ref_type ON ref (type, target, source, told_by) WHERE type != 'cited_source'",
    "CREATE INDEX named_key ON named (key, role)",
    "CREATE INDEX named_doc ON named (doc)",
    "CREATE INDEX problem_code ON problem (severity, code)",
    "CREATE INDEX fact_time ON fact (part, place, last, doc)",
    "CREATE INDEX fact_doc ON fact (doc)",
    f"CREATE INDEX fact_lasting ON fact (last, place, edtf, doc) WHERE {LASTING}",
    f"CREATE INDEX fact_months ON fact (place, last, doc) WHERE {OF_MONTHS}",
    "CREATE INDEX fact_year_less ON fact (edtf, doc) WHERE part = 1",
)
"""Created when all rows are in; most serve updates."""

APPLICATION = 0x676F7674
"""SQLite's application_id ("govt"), which tells an index of govtui from other databases."""

PAGE = 8192
"""Bytes of a page of the file."""

INTERNAL = "."
"""The facet for the index itself: `cycle`, `limits`, `links`, `dated`, `placed`, `progress`, cities and venues, translations, claimed
statuses, dates, paths of fields."""

BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})
"""The `sqlite_errorname`s of another connection's writing."""


class DamagedIndexError(sqlite3.DatabaseError):
    """The file does not hold what was written."""


class TooManyChangesError(Exception):
    """So much changed, or depends on what changed, that a new build takes less time than an update."""


CHECKSUM = 4
"""Bytes of a checksum (CRC-32)."""


def with_checksum(raw: bytes) -> bytes:
    """Return bytes with their checksum before them."""
    return zlib.crc32(raw).to_bytes(CHECKSUM, "big") + raw


def without_checksum(blob: object) -> bytes:
    """Return the bytes after their checksum. Raises DamagedIndexError where it does not match."""
    if not isinstance(blob, bytes) or zlib.crc32(memoryview(blob)[CHECKSUM:]) != int.from_bytes(blob[:CHECKSUM], "big"):
        raise DamagedIndexError("checksum")
    return blob[CHECKSUM:]


def default_path(root: Path, cache: Path) -> Path:
    """Return the path of the index of the registry at `root` below the user's cache folder."""
    digest = etag(os.fsencode(os.path.realpath(root)))[:16]
    return cache / "index" / f"{digest}.sqlite"


def create(connection: sqlite3.Connection, stamp: str) -> None:
    """Create the tables in an empty database, and write the stamp of what it is made from."""
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.executescript(TABLES)
    connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (stamp,))


UNREAD = "?"
"""Begins the tag of a file that could not be read, before the reasons."""


def to_db_path(path: str) -> str | bytes:
    """Return a path as SQLite can hold it: text, or bytes where it is not UTF-8."""
    raw = os.fsencode(path)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def from_db_path(value: str | bytes) -> str:
    """Return the path that `to_db_path` was given."""
    return os.fsdecode(value)


def connect(path: Path | str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database file, or ":memory:"; with `read_only` an existing one, for reading only."""
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
    """Return a value of `meta`; None where there is none."""
    row = connection.execute("SELECT v FROM meta WHERE k = ?", (name,)).fetchone()
    return row[0] if row else None


def is_current(connection: sqlite3.Connection, stamp: str) -> bool:
    """Whether the file is a whole index with this stamp. Raises sqlite3.Error where it is no database."""
    return meta(connection, "stamp") == stamp and meta(connection, "done") == 1


# -- what postings are of --------------------------------------------------------------------------------------------

NAME, ALIAS, TEXT, CLAIM = 0, 1, 2, 3
"""Where a word stands: in a name, in another name or id, in a text, in what another source says; the rank of a hit."""

FIELDS = (NAME, ALIAS, TEXT, CLAIM)

SHORT, SHORT_TYPED = 4, 2
"""The longest prefixes whose unions may be stored: folded, and as typed."""

TYPED = len(FIELDS)
"""Added to a field in `pre`: the prefix is as typed."""

LAST = "\U0010ffff"
"""Sorts after every letter."""

TONES = "12345"
"""The digits that `tonekey` ends a word with, one for each tone."""


def is_stored_as_typed(prefix: str) -> bool:
    """Whether the union of a prefix as typed may be stored: not with a tone, which may follow later letters."""
    return len(prefix) <= SHORT_TYPED and (prefix[-1:] not in TONES or prefix.isdecimal())


# -- what internal facets and facts are of ---------------------------------------------------------------------------

CLAIMED = "claimed/status/"
"""The prefix of the internal facets for statuses that a record has from claims alone."""

BODIES = ("publisher", "step_by", "adopted_by", "issued_by", "attended_by")
"""The roles in `named` of bodies, types of references: words may stand in place of a record there."""

HELD_AT = "at/"
"""The prefix of the internal facets of cities and venues: their folded words, a space before and behind each."""

LINKING = "links"
"""The internal facet of records that refer to others by more than citing them; what a claim alone says is none of it."""

LIMITING = "limits"
"""The internal facet of sources of which not every place may be cited (model.checks.cited_sources)."""

PATHS = "path/"
"""The prefix of the internal facets of fields: "path/founded", "path/terms.mandate", "path/overseen_by" (read/answers.py)."""

TRANSLATION = "tr/"
"""The prefix of the internal facets that count texts by state of translation (read/coverage.py)."""

DATED, YEAR_LESS, UNDATED = 0, 1, 2
"""The parts of a timeline: facts by day, those without a year by month and day, those without a date."""
