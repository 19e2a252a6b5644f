"""Update an index in place with changed files, in one transaction; it is then as if built anew.

A changed file is a new document; all that is known of the old one is taken out. Then what depends on other records is
recomputed: id ownership, redirects of former ids, cross-record problems (crosscheck.Dependencies).
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import count
from typing import Any

from pyroaring import BitMap

from govtui.i18n.translator import LANGUAGES, load
from govtui.index import schema
from govtui.index.api import Index
from govtui.index.bitmaps import CHUNK, chunk_blob, chunked, from_blob, to_blob
from govtui.index.entry_checks import IndexContext, check_entry, claim, own_key
from govtui.index.schema import FIELDS, SHORT, TYPED, TooManyChangesError, without_checksum
from govtui.index.write import inherited, populate
from govtui.index.write.crosscheck import Dependencies
from govtui.index.write.ingest import IndexedEntry, index_entry, tag_at
from govtui.index.write.orders import STORED, Keys, SortableRow
from govtui.index.write.populate import GAP, write_order
from govtui.index.write.postings import prefixes
from govtui.index.write.terms import Terms
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold, query_forms

Term = tuple[str, str, int]
Facet = tuple[str, str]
KeyOf = Callable[[int], Any]
"""The sort key of a document in an order."""

MAX_CHANGES = 5000
"""Rebuild when more files changed than this, or than MAX_CHANGED_SHARE of all."""

MAX_CHANGED_SHARE = 1 / 3
"""Rebuild when more of the files changed."""


_NONE = BitMap()


def _write_docs(
    connection: sqlite3.Connection, table: str, key: tuple[object, ...], before: BitMap, docs: BitMap
) -> None:
    """Write the documents of a row if they changed; delete a row without any, but for `pre`."""
    if docs == before:
        return
    if docs or table == "pre":
        marks = ", ".join("?" * len(key))
        connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks}, ?)", (*key, to_blob(docs)))  # noqa: S608
    else:
        where = " AND ".join(f"{column} = ?" for column in _KEYS[table])
        connection.execute(f"DELETE FROM {table} WHERE {where}", key)  # noqa: S608


_KEYS = {"post": ("fold", "surface", "field"), "facet": ("dim", "value")}


def _update_terms(connection: sqlite3.Connection, dead: Mapping[str, BitMap], terms: Mapping[Term, BitMap]) -> None:
    """Take dead documents (by folded word) out of postings and prefix unions, and put new `terms` in.

    A term without documents goes away, so that nothing corrects a typing error to a word that no record has.
    """
    new: defaultdict[str, dict[tuple[str, int], BitMap]] = defaultdict(dict)
    for (folded, surface, field), docs in terms.items():
        new[folded][surface, field] = docs
    for folded in dead.keys() | new.keys():
        gone, come = dead.get(folded, _NONE), new.get(folded, {})
        rows = connection.execute("SELECT surface, field, docs FROM post WHERE fold = ?", (folded,))
        stored = {(surface, field): from_blob(blob) for surface, field, blob in rows}
        for key in stored.keys() | come.keys():
            before = stored.get(key, _NONE)
            _write_docs(connection, "post", (folded, *key), before, (before - gone) | come.get(key, _NONE))
    _update_prefixes(connection, dead, terms)


def _update_prefixes(connection: sqlite3.Connection, dead: Mapping[str, BitMap], terms: Mapping[Term, BitMap]) -> None:
    gone: defaultdict[tuple[str, int], BitMap] = defaultdict(BitMap)
    come: defaultdict[tuple[str, int], BitMap] = defaultdict(BitMap)
    for folded, docs in dead.items():
        for length in range(1, min(SHORT, len(folded)) + 1):
            for field in FIELDS:
                gone[folded[:length], field] |= docs
    lost: dict[tuple[str, int], BitMap] = {}  # from unions of prefixes as typed, whose terms begin so without accents
    for key in connection.execute("SELECT prefix, field FROM pre WHERE field >= ?", (TYPED,)):
        for form in query_forms(key[0]):
            if (form, key[1] - TYPED) in gone:
                lost[key] = lost.get(key, _NONE) | gone[form, key[1] - TYPED]
    gone |= lost
    for (folded, surface, field), docs in terms.items():
        for prefix in prefixes(folded, surface, field):
            come[prefix] |= docs
    for key in gone.keys() | come.keys():
        row = connection.execute("SELECT docs FROM pre WHERE prefix = ? AND field = ?", key).fetchone()
        if row is not None:
            before = from_blob(row[0])
            _write_docs(connection, "pre", key, before, (before - gone.get(key, _NONE)) | come.get(key, _NONE))


def _update_facets(
    connection: sqlite3.Connection, dead: BitMap, gone: Mapping[Facet, BitMap], come: Mapping[Facet, BitMap]
) -> None:
    """Take dead documents out of all facets, `gone` out of theirs, and put `come` in."""
    left = dict(come)
    for *key, blob in connection.execute("SELECT dim, value, docs FROM facet").fetchall():
        facet, before = (key[0], key[1]), from_blob(blob)
        after = (before - dead - gone.get(facet, _NONE)) | left.pop(facet, _NONE)
        _write_docs(connection, "facet", facet, before, after)
    for facet, docs in left.items():
        _write_docs(connection, "facet", facet, _NONE, docs)


def _update_order(connection: sqlite3.Connection, name: str, dead: BitMap, new: Iterable[int], key: KeyOf) -> None:
    """Take dead documents out of an order and insert new ones."""
    rows = connection.execute("SELECT chunk, docs FROM ord WHERE name = ? ORDER BY chunk", (name,)).fetchall()
    numbers = [number for number, _ in rows]
    chunks: list[array[int]] = []
    touched: set[int] = set()
    for place, (_, raw) in enumerate(rows):
        chunk = array("I")
        chunk.frombytes(without_checksum(raw))
        if dead and dead.intersect(BitMap(chunk)):
            chunk = array("I", [doc for doc in chunk if doc not in dead])
            touched.add(place)
        chunks.append(chunk)
    filled = [place for place, chunk in enumerate(chunks) if chunk]
    wanted = sorted((key(doc), doc) for doc in new)
    if not filled:
        _rewrite(connection, name, [doc for _, doc in wanted])
        return
    for where, doc in wanted:
        at = bisect_left(filled, where, key=lambda place: key(chunks[place][-1]))
        place = filled[min(at, len(filled) - 1)]
        chunks[place].insert(bisect_left(chunks[place], where, key=key), doc)
        touched.add(place)
    for place in touched:
        room = numbers[place + 1] - numbers[place] if place + 1 < len(numbers) else GAP * len(chunks[place])
        if not _write_chunk(connection, name, numbers[place], room, chunks[place]):
            _rewrite(connection, name, [doc for chunk in chunks for doc in chunk])
            return


def _write_chunk(connection: sqlite3.Connection, name: str, number: int, room: int, chunk: array[int]) -> bool:
    """Write a chunk, split if it doubled, before the next chunk's number; return False where there is no room."""
    parts = [chunk] if len(chunk) <= 2 * CHUNK else list(chunked(chunk))
    if len(parts) > room:
        return False
    connection.execute("DELETE FROM ord WHERE name = ? AND chunk = ?", (name, number))
    step = min(GAP, room // len(parts))
    rows = [(name, number + nth * step, len(part), chunk_blob(part)) for nth, part in enumerate(parts) if part]
    connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)
    return True


def _rewrite(connection: sqlite3.Connection, name: str, docs: Sequence[int]) -> None:
    connection.execute("DELETE FROM ord WHERE name = ?", (name,))
    write_order(connection, name, docs)


def differ(connection: sqlite3.Connection, registry: Registry, suspects: Mapping[str, bool]) -> bool:
    """Whether any of these files (path to whether it exists) has other content than the index was made from."""
    for path, there in suspects.items():
        if registry.folder_kind(path):
            row = connection.execute("SELECT tag FROM rec WHERE path = ?", (schema.to_db_path(path),)).fetchone()
            if there != (row is not None) or (row and row[0] != tag_at(registry, path)):
                return True
    return False


class Update:
    """One update, within a transaction that the caller opens, and commits or rolls back."""

    def __init__(self, connection: sqlite3.Connection, registry: Registry, reader: Callable[[], Index]) -> None:
        """`reader` opens the index over this connection, in the state that the transaction is in."""
        self._connection, self._registry, self._reader = connection, registry, reader
        self._translators = [load(language) for language in LANGUAGES]
        self._alive = from_blob(schema.meta(connection, "alive"))
        self._entries: dict[int, Entry] = {}
        self._terms = Terms()

    def run(self, suspects: Mapping[str, bool]) -> bool:
        """Take in the files that changed among the suspects (path to whether it exists); return whether any did.

        Raises TooManyChangesError, and sqlite3.Error where the index is damaged.
        """
        most = min(MAX_CHANGES, max(int(len(self._alive) * MAX_CHANGED_SHARE), 100))
        dead, new = self._read(suspects, most)
        strays = any(not self._registry.folder_kind(path) for path in suspects)
        if not (strays and self._check_registry()) and not dead and not new:
            return False
        if dead or new:
            self._take_in(dead, new, most)
        self._connection.execute("UPDATE meta SET v = v + 1 WHERE k = 'generation'")
        return True

    def _read(self, suspects: Mapping[str, bool], most: int) -> tuple[dict[int, str], dict[int, IndexedEntry]]:
        """Return dead documents with their ids, and new ones."""
        dead: dict[int, str] = {}
        new: dict[int, IndexedEntry] = {}
        fresh = count(int(str(schema.meta(self._connection, "next"))))
        for path, there in suspects.items():
            if not self._registry.folder_kind(path):
                continue
            sql = "SELECT doc, id, tag FROM rec WHERE path = ?"
            row = self._connection.execute(sql, (schema.to_db_path(path),)).fetchone()
            if there:
                if row and row[2] == tag_at(self._registry, path):
                    continue
                entry, doc = self._registry.entry(path), next(fresh)
                new[doc] = index_entry(entry, self._registry.manifest, self._translators, self._terms)
                self._entries[doc] = entry
            if row:
                dead[row[0]] = row[1]
            if len(dead.keys() | new.keys()) > 2 * most:
                raise TooManyChangesError
        return dead, new

    def _take_in(self, dead: Mapping[int, str], new: Mapping[int, IndexedEntry], most: int) -> None:
        listed = {doc: one.listed for doc, one in new.items()}
        ids = {*dead.values(), *(one.fields.id for one in listed.values())}
        former = {id for one in listed.values() for id in one.former_ids}
        before = Dependencies(self._connection, ids, former, dead.keys())
        gone = self._remove(dead)
        rows = populate.list_rows([(doc, one.fields.id, one) for doc, one in listed.items()])
        populate.insert_lists(self._connection, rows)
        populate.insert_texts(self._connection, populate.text_rows((doc, one.texts) for doc, one in new.items()))
        populate.write_typed(
            self._connection,
            {(one.fields.kind, one.fields.type): {lang: words[0] for lang, words in one.fields.words.items()}
             for one in listed.values() if one.fields.type},
        )  # fmt: skip
        for id in sorted(ids):
            self._assign_keys(id)
        self._write_redirects(ids | before.former)
        self._alive = (self._alive - BitMap(dead)) | BitMap(new)
        limiting = [doc for doc, one in listed.items() if one.limits]
        after = Dependencies(self._connection, ids, before.former, new.keys(), limiting)
        affected = before.affects(after) | new.keys()
        if len(affected) > len(new) + most:
            raise TooManyChangesError
        come: defaultdict[Facet, BitMap] = defaultdict(BitMap)
        for doc, one in new.items():
            fields, texts = one.listed.fields, one.texts.fields
            self._terms.add(doc, (*fields.terms, *texts.terms))
            for facet in (*fields.facets, *populate.order_facets(fields), *texts.facets):
                come[facet].add(doc)
        lost = self._check(affected, come)
        asked = ids | before.former
        moved = inherited.update(self._connection, new, asked, self._record, self._translators, lost, come)
        _update_terms(self._connection, gone, self._terms.folded())
        _update_facets(self._connection, BitMap(dead), lost, come)
        self._update_orders(dead, new, moved)
        self._connection.execute("UPDATE meta SET v = ? WHERE k = 'alive'", (to_blob(self._alive),))
        if new:
            self._connection.execute("UPDATE meta SET v = ? WHERE k = 'next'", (max(new) + 1,))

    def _record(self, doc: int) -> Record | None:
        return self._entry(doc).record

    def _entry(self, doc: int) -> Entry:
        """Return the entry of a document."""
        if doc in self._entries:
            return self._entries[doc]
        row = self._connection.execute("SELECT path FROM rec WHERE doc = ?", (doc,)).fetchone()
        return self._registry.entry(schema.from_db_path(row[0]))

    def _remove(self, dead: Iterable[int]) -> Mapping[str, BitMap]:
        """Delete the rows of documents; return them by folded word, to be taken out of the postings."""
        gone: defaultdict[str, list[int]] = defaultdict(list)
        for doc in dead:
            for (said,) in self._connection.execute("SELECT folded FROM said WHERE doc = ?", (doc,)):
                for word in set(said.split()):
                    gone[word].append(doc)
            for table, column in _ROWS.items():
                self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (doc,))  # noqa: S608
        return {word: BitMap(docs) for word, docs in gone.items()}

    def _assign_keys(self, id: str) -> None:
        """Give an id to the file with the best claim to it, and the others keys of their own."""
        sql = "SELECT path, readable, doc, key FROM rec WHERE id = ?"
        found = (
            (claim(id, schema.from_db_path(path), readable=readable), doc, key)
            for path, readable, doc, key in self._connection.execute(sql, (id,))
        )
        for place, ((_, _, path), doc, key) in enumerate(sorted(found)):
            wanted = own_key(path, partial(self._is_taken, doc)) if place else id
            if wanted != key:
                self._connection.execute("UPDATE rec SET key = ? WHERE doc = ?", (wanted, doc))

    def _is_taken(self, doc: int, key: str) -> object:
        return self._connection.execute("SELECT 1 FROM rec WHERE key = ? AND doc != ?", (key, doc)).fetchone()

    def _write_redirects(self, ids: Iterable[str]) -> None:
        """Redirect those of the ids that are former ones and that no record has now."""
        for id in sorted(ids):
            self._connection.execute("DELETE FROM former WHERE id = ?", (id,))
            if self._connection.execute("SELECT 1 FROM rec WHERE key = ?", (id,)).fetchone():
                continue
            sql = "SELECT path, key FROM claim JOIN rec USING (doc) WHERE claim.id = ? AND key = rec.id"
            claims = [(schema.from_db_path(path).split("/"), key) for path, key in self._connection.execute(sql, (id,))]
            if claims:
                self._connection.execute("INSERT INTO former VALUES (?, ?)", (id, min(claims)[1]))

    def _check(self, affected: Iterable[int], come: defaultdict[Facet, BitMap]) -> defaultdict[Facet, BitMap]:
        """Check documents again; return the facets that they are to be taken out of."""
        index = self._reader()
        context = IndexContext(index, self._registry)
        lost: defaultdict[Facet, BitMap] = defaultdict(BitMap)
        found: dict[int, Sequence[Problem]] = {}
        for doc in sorted(affected):
            entry = self._entry(doc)
            found[doc] = check_entry(index, self._registry, entry, context)
            for facet in _PROBLEM_FACETS:
                lost[facet].add(doc)
            for facet in populate.problem_facets(found[doc]):
                come[facet].add(doc)
        self._connection.executemany("DELETE FROM problem WHERE doc = ?", [(doc,) for doc in found])
        self._connection.executemany("UPDATE rec SET severity = 0, ambiguous = 0 WHERE doc = ?", [(d,) for d in found])
        ambiguous = {doc for doc in found if self._is_ambiguous(context, doc)}
        populate.write_severities(self._connection, found, ambiguous)
        populate.write_problems(self._connection, [(doc, problem) for doc, some in found.items() for problem in some])
        return lost

    def _is_ambiguous(self, context: IndexContext, doc: int) -> bool:
        """Whether another record of its kind has a name of this one."""
        row = self._connection.execute("SELECT kind, names FROM rec WHERE doc = ? AND readable", (doc,)).fetchone()
        return row is not None and any(context.is_ambiguous(row[0], fold(name)) for name in json.loads(row[1]).values())

    def _check_registry(self) -> bool:
        """Write the problems of the registry as a whole; return whether they changed."""
        general = populate.problem_rows((-1, p) for p in (*self._registry.manifest_problems, *self._registry.stray()))
        sql = "SELECT * FROM problem WHERE doc = -1 ORDER BY rowid"
        if self._connection.execute(sql).fetchall() == general:
            return False
        self._connection.execute("DELETE FROM problem WHERE doc = -1")
        self._connection.executemany(populate.PROBLEM, general)
        return True

    def _update_orders(self, dead: Iterable[int], new: Iterable[int], moved: Iterable[int]) -> None:
        """`moved`: documents with another inherited date."""
        bits, every, sortable = BitMap(dead), BitMap(new), cache(self._sortable)

        def key_in(order: str) -> KeyOf:
            @cache
            def key(doc: int) -> Keys:
                return sortable(doc).key(order)

            return key

        for order in STORED:
            others = BitMap(moved) if order.startswith("date:") else _NONE
            _update_order(self._connection, order, bits | others, every | others, key_in(order))

    def _sortable(self, doc: int) -> SortableRow:
        sql = (
            "SELECT id, kind, names, coalesce(inherited.date, rec.date), rec.words, path"
            " FROM rec LEFT JOIN inherited USING (doc) WHERE doc = ?"
        )
        row = self._connection.execute(sql, (doc,)).fetchone()
        if row is None:
            raise schema.DamagedIndexError("order")
        return SortableRow.of(row)


_ROWS = {
    "rec": "doc",
    "call": "doc",
    "claim": "doc",
    "ref": "source",
    "problem": "doc",
    "addition": "doc",
    "said": "doc",
    "told": "doc",
    "fact": "doc",
    "named": "doc",
    "inherited": "doc",
}
"""Tables with rows of a document, and the column with its number."""

_PROBLEM_FACETS = [
    *(("has", severity.name.lower()) for severity in Severity),
    ("has", "problem"),
    ("has", "checked"),
    (schema.INTERNAL, "cycle"),
]
