"""Bringing an index up to date with some changed files, in place and within one transaction: as if it were made anew.

A changed file is a new document; all that is known of the old one is taken out. Then what other records are is settled
anew where it may have changed: whose an id is, where a former id leads, and what is wrong with whom (affected.py).
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any

from pyroaring import BitMap

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import schema
from govtui.index.bitmaps import CHUNK, chunked, frozen, packed, thawed
from govtui.index.read.search import prefixes
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.schema import FIELDS, SHORT, TYPED, unsealed
from govtui.index.write import populate
from govtui.index.write.check_context import Others, judged
from govtui.index.write.crosscheck import Dependencies
from govtui.index.write.ingest import Read, read, tag_of
from govtui.index.write.orders import STORED, Keys, Placed
from govtui.index.write.populate import GAP, write_order
from govtui.index.write.terms import Terms
from govtui.model.problem import Problem, Severity
from govtui.store.files import printable, stem_of
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold, query_forms

# -- Taking documents out of postings, facets and orders that are written, and putting others in -----------------------


Term = tuple[str, str, int]
Facet = tuple[str, str]
KeyOf = Callable[[int], Any]
"""Where a document stands in an order."""


def amend_terms(connection: sqlite3.Connection, dead: Mapping[str, BitMap], terms: Mapping[Term, BitMap]) -> None:
    """Postings and unions of prefixes: without the `dead` (by folded word), with the new ones of `terms`.

    A term without documents goes away, so that nothing corrects a typing error to a word that no record has.
    """
    new: defaultdict[str, dict[tuple[str, int], BitMap]] = defaultdict(dict)
    for (folded, surface, field), docs in terms.items():
        new[folded][surface, field] = docs
    for folded in dead.keys() | new.keys():
        gone, come = dead.get(folded, BitMap()), new.get(folded, {})
        rows = connection.execute("SELECT surface, field, docs FROM post WHERE fold = ?", (folded,)).fetchall()
        for surface, field, blob in rows:
            docs = thawed(blob)
            after = (docs - gone) | come.pop((surface, field), BitMap())
            if not after:
                sql = "DELETE FROM post WHERE fold = ? AND surface = ? AND field = ?"
                connection.execute(sql, (folded, surface, field))
            elif after != docs:
                sql = "UPDATE post SET docs = ? WHERE fold = ? AND surface = ? AND field = ?"
                connection.execute(sql, (frozen(after), folded, surface, field))
        rest = ((folded, surface, field, frozen(docs)) for (surface, field), docs in come.items())
        connection.executemany("INSERT INTO post VALUES (?, ?, ?, ?)", rest)
    _amend_prefixes(connection, dead, terms)


def _amend_prefixes(connection: sqlite3.Connection, dead: Mapping[str, BitMap], terms: Mapping[Term, BitMap]) -> None:
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
                lost[key] = lost.get(key, BitMap()) | gone[form, key[1] - TYPED]
    gone |= lost
    for (folded, surface, field), docs in terms.items():
        for prefix in prefixes(folded, surface, field):
            come[prefix] |= docs
    for key in gone.keys() | come.keys():
        row = connection.execute("SELECT docs FROM pre WHERE prefix = ? AND field = ?", key).fetchone()
        if row is not None:
            docs = thawed(row[0])
            after = (docs - gone.get(key, BitMap())) | come.get(key, BitMap())
            if after != docs:
                sql = "UPDATE pre SET docs = ? WHERE prefix = ? AND field = ?"
                connection.execute(sql, (frozen(after), *key))


def amend_facets(
    connection: sqlite3.Connection, dead: BitMap, gone: Mapping[Facet, BitMap], come: Mapping[Facet, BitMap]
) -> None:
    """Facets: without the dead anywhere, and without and with some documents in some of them."""
    nothing = BitMap()
    left = dict(come)
    for dim, value, blob in connection.execute("SELECT dim, value, docs FROM facet").fetchall():
        docs = thawed(blob)
        after = (docs - dead - gone.get((dim, value), nothing)) | left.pop((dim, value), nothing)
        if not after:
            connection.execute("DELETE FROM facet WHERE dim = ? AND value = ?", (dim, value))
        elif after != docs:
            connection.execute("UPDATE facet SET docs = ? WHERE dim = ? AND value = ?", (frozen(after), dim, value))
    rows = ((dim, value, frozen(docs)) for (dim, value), docs in left.items() if docs)
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


def amend_order(connection: sqlite3.Connection, name: str, dead: BitMap, new: Iterable[int], key: KeyOf) -> None:
    """An order without the dead and with new documents at their places; `key` tells where one stands.

    A chunk that has grown to twice its size is cut in two; one that is empty goes away.
    """
    rows = connection.execute("SELECT chunk, docs FROM ord WHERE name = ? ORDER BY chunk", (name,)).fetchall()
    numbers = [number for number, _ in rows]
    chunks: list[array[int]] = []
    touched: set[int] = set()
    for place, (_, raw) in enumerate(rows):
        chunk = array("I")
        chunk.frombytes(unsealed(raw))
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
    """Write one chunk, or its parts, into the numbers up to the next chunk's; False where there are too few."""
    parts = [chunk] if len(chunk) <= 2 * CHUNK else list(chunked(chunk))
    if len(parts) > room:
        return False
    connection.execute("DELETE FROM ord WHERE name = ? AND chunk = ?", (name, number))
    step = min(GAP, room // len(parts))
    rows = [(name, number + nth * step, len(part), packed(part)) for nth, part in enumerate(parts) if part]
    connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)
    return True


def _rewrite(connection: sqlite3.Connection, name: str, docs: Sequence[int]) -> None:
    connection.execute("DELETE FROM ord WHERE name = ?", (name,))
    write_order(connection, name, docs)


MOST = 5000
"""Up to how many files are taken in one by one, if they are no more than SHARE of all; above that all is made anew."""

SHARE = 3
"""A third."""


def differ(connection: sqlite3.Connection, registry: Registry, suspects: Mapping[str, bool]) -> bool:
    """Whether any of these files has another content than the index was made from. Writes nothing."""
    for path, there in suspects.items():
        if registry.folder_kind(path):
            row = connection.execute("SELECT tag FROM rec WHERE path = ?", (schema.kept(path),)).fetchone()
            if there != (row is not None) or (row and row[0] != tag_of(registry.entry(path))):
                return True
    return False


class Update:
    """One update, within a transaction that is open already; whoever opened it commits it or takes it back."""

    def __init__(
        self, connection: sqlite3.Connection, registry: Registry, translators: Sequence[Translator] | None = None
    ) -> None:
        self._connection, self._registry = connection, registry
        self._translators = translators or [load(language) for language in LANGUAGES]
        self._alive = thawed(schema.meta(connection, "alive"))
        self._entries: dict[int, Entry] = {}
        self._terms = Terms()

    def run(self, suspects: Mapping[str, bool]) -> bool:
        """Take in the files that changed among those that may have (path to whether it is there); whether any did.

        Raises schema.TooMuch, and sqlite3.Error where the index is damaged.
        """
        most = min(MOST, max(len(self._alive) // SHARE, 100))
        dead, new = self._read(suspects, most)
        strays = any(not self._registry.folder_kind(path) for path in suspects)
        if not (strays and self._judge_registry()) and not dead and not new:
            return False
        if dead or new:
            self._take_in(dead, new, most)
        self._connection.execute("UPDATE meta SET v = v + 1 WHERE k = 'generation'")
        return True

    def _read(self, suspects: Mapping[str, bool], most: int) -> tuple[dict[int, str], dict[int, Read]]:
        """Documents that are no more, with their ids, and new ones."""
        dead: dict[int, str] = {}
        new: dict[int, Read] = {}
        fresh = count(int(str(schema.meta(self._connection, "next"))))
        for path, there in suspects.items():
            if not self._registry.folder_kind(path):
                continue
            sql = "SELECT doc, id, tag FROM rec WHERE path = ?"
            row = self._connection.execute(sql, (schema.kept(path),)).fetchone()
            if there:
                entry = self._registry.entry(path)
                if row and row[2] == tag_of(entry):
                    continue
                doc = next(fresh)
                new[doc] = read(entry, self._registry.manifest, self._translators, self._terms)
                self._entries[doc] = entry
            if row:
                dead[row[0]] = row[1]
            if len(dead.keys() | new.keys()) > 2 * most:
                raise schema.TooMuch
        return dead, new

    def _take_in(self, dead: Mapping[int, str], new: Mapping[int, Read], most: int) -> None:
        ids = {*dead.values(), *(one.known.id for one in new.values())}
        former = {id for one in new.values() for id in one.former_ids}
        before = Dependencies(self._connection, ids, former, dead.keys())
        gone = self._remove(dead)
        populate.write_rows(self._connection, [(doc, one.known.id, one) for doc, one in new.items()])
        populate.write_typed(
            self._connection,
            {(one.known.kind, one.known.type): {lang: words[0] for lang, words in one.known.words.items()}
             for one in new.values() if one.known.type},
        )  # fmt: skip
        for id in sorted(ids):
            self._settle(id)
        self._lead(ids | before.former)
        self._alive = (self._alive - BitMap(dead)) | BitMap(new)
        after = Dependencies(self._connection, ids, before.former, new.keys())
        affected = before.affects(after) | new.keys()
        if len(affected) > len(new) + most:
            raise schema.TooMuch
        come: defaultdict[Facet, BitMap] = defaultdict(BitMap)
        for doc, one in new.items():
            self._terms.add(doc, one.known.terms)
            for facet in (*one.known.facets, *populate.order_facets(one.known)):
                come[facet].add(doc)
        lost = self._judge(affected, come)
        amend_terms(self._connection, gone, self._terms.folded())
        amend_facets(self._connection, BitMap(dead), lost, come)
        self._arrange(dead, new)
        self._connection.execute("UPDATE meta SET v = ? WHERE k = 'alive'", (frozen(self._alive),))
        if new:
            self._connection.execute("UPDATE meta SET v = ? WHERE k = 'next'", (max(new) + 1,))

    def _remove(self, dead: Iterable[int]) -> Mapping[str, BitMap]:
        """Take out the rows of documents; their words, to be taken out of the postings."""
        gone: defaultdict[str, list[int]] = defaultdict(list)
        for doc in dead:
            for (said,) in self._connection.execute("SELECT folded FROM said WHERE doc = ?", (doc,)):
                for word in set(said.split()):
                    gone[word].append(doc)
            for table, column in _ROWS.items():
                self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (doc,))  # noqa: S608
        return {word: BitMap(docs) for word, docs in gone.items()}

    def _settle(self, id: str) -> None:
        """Give an id to the file with the best claim to it, and the others a key of their own."""
        sql = "SELECT doc, key, path, readable FROM rec WHERE id = ?"
        found = []
        for doc, key, raw, readable in self._connection.execute(sql, (id,)):
            path = schema.path_of(raw)
            found.append(((not readable, id != stem_of(path), path), doc, key))
        for place, ((_, _, path), doc, key) in enumerate(sorted(found)):
            wanted = self._free_key(path, doc) if place else id
            if wanted != key:
                self._connection.execute("UPDATE rec SET key = ? WHERE doc = ?", (wanted, doc))

    def _free_key(self, path: str, doc: int) -> str:
        shown = printable(path)
        for n in count(1):
            key = shown if n == 1 else f"{shown} ({n})"
            sql = "SELECT 1 FROM rec WHERE key = ? AND doc != ?"
            if not self._connection.execute(sql, (key, doc)).fetchone():
                return key
        raise AssertionError

    def _lead(self, ids: Iterable[str]) -> None:
        """Settle where these ids lead if they are former ones and nobody has them now."""
        for id in sorted(ids):
            self._connection.execute("DELETE FROM former WHERE id = ?", (id,))
            if self._connection.execute("SELECT 1 FROM rec WHERE key = ?", (id,)).fetchone():
                continue
            sql = "SELECT path, key FROM claim JOIN rec USING (doc) WHERE claim.id = ? AND key = rec.id"
            claims = [(schema.path_of(path).split("/"), key) for path, key in self._connection.execute(sql, (id,))]
            if claims:
                self._connection.execute("INSERT INTO former VALUES (?, ?)", (id, min(claims)[1]))

    def _judge(self, affected: Iterable[int], come: defaultdict[Facet, BitMap]) -> Mapping[Facet, BitMap]:
        """Check documents anew; the facets that they are to be taken out of."""
        index = SqliteIndex(self._connection, self._registry.root, lent=True)
        others = Others(index, self._registry)
        lost: defaultdict[Facet, BitMap] = defaultdict(BitMap)
        found: dict[int, Sequence[Problem]] = {}
        for doc in sorted(affected):
            entry = self._entries.get(doc)
            if entry is None:
                row = self._connection.execute("SELECT path FROM rec WHERE doc = ?", (doc,)).fetchone()
                entry = self._registry.entry(schema.path_of(row[0]))
            found[doc] = judged(index, self._registry, entry, others)
            for facet in _PROBLEM_FACETS:
                lost[facet].add(doc)
            for facet in populate.problem_facets(found[doc]):
                come[facet].add(doc)
        self._connection.executemany("DELETE FROM problem WHERE doc = ?", [(doc,) for doc in found])
        self._connection.executemany("UPDATE rec SET severity = 0, ambiguous = 0 WHERE doc = ?", [(d,) for d in found])
        ambiguous = {doc for doc in found if self._is_ambiguous(others, doc)}
        populate.write_judgement(self._connection, found, ambiguous)
        populate.write_problems(self._connection, [(doc, problem) for doc, told in found.items() for problem in told])
        return lost

    def _is_ambiguous(self, others: Others, doc: int) -> bool:
        """Whether another record of its kind has a name of this one."""
        row = self._connection.execute("SELECT kind, names FROM rec WHERE doc = ? AND readable", (doc,)).fetchone()
        return row is not None and any(others.share(row[0], fold(name)) for name in json.loads(row[1]).values())

    def _judge_registry(self) -> bool:
        """Tell anew what is wrong with the registry as a whole; whether it is something else than before."""
        general = populate.problem_rows((-1, p) for p in (*self._registry.manifest_problems, *self._registry.stray()))
        sql = "SELECT * FROM problem WHERE doc = -1 ORDER BY rowid"
        if self._connection.execute(sql).fetchall() == general:
            return False
        self._connection.execute("DELETE FROM problem WHERE doc = -1")
        self._connection.executemany(populate.PROBLEM, general)
        return True

    def _arrange(self, dead: Iterable[int], new: Mapping[int, Read]) -> None:
        bits, placed = BitMap(dead), cache(self._placed)

        def key_in(order: str) -> KeyOf:
            @cache
            def key(doc: int) -> Keys:
                return placed(doc).key(order)

            return key

        for order in STORED:
            amend_order(self._connection, order, bits, new, key_in(order))

    def _placed(self, doc: int) -> Placed:
        sql = "SELECT id, names, date, words, path FROM rec WHERE doc = ?"
        row = self._connection.execute(sql, (doc,)).fetchone()
        if row is None:
            raise schema.Damaged("order")
        return Placed.of(row)


_ROWS = {"rec": "doc", "call": "doc", "claim": "doc", "ref": "source", "problem": "doc", "said": "doc", "fact": "doc"}
"""Where a document has rows of its own, by the column that names it."""

_PROBLEM_FACETS = [
    *(("has", severity.name.lower()) for severity in Severity),
    ("has", "problem"),
    ("has", "checked"),
    (schema.INTERNAL, "cycle"),
]
