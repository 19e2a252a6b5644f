"""Bringing an index up to date with some changed files, in place and within one transaction: as if it were made anew.

A changed file is a new document; all that is known of the old one is taken out. Then what other records are is settled
anew where it may have changed: whose an id is, where a former id leads, and what is wrong with whom (affected.py).
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count

from pyroaring import BitMap

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index import amend, schema, write
from govtui.index.affected import Circumstances
from govtui.index.bitmaps import frozen, thawed
from govtui.index.disk import DiskIndex
from govtui.index.judge import judged
from govtui.index.known import Others
from govtui.index.orders import STORED, Keys, Placed
from govtui.index.reading import Read, read, tag_of
from govtui.index.terms import Terms
from govtui.model.problem import Problem, Severity
from govtui.store.files import printable, stem_of
from govtui.store.registry import Entry, Registry
from govtui.text.fold import fold

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
        before = Circumstances(self._connection, ids, former, dead.keys())
        gone = self._remove(dead)
        write.write_rows(self._connection, [(doc, one.known.id, one) for doc, one in new.items()])
        write.write_typed(
            self._connection,
            {(one.known.kind, one.known.type): {lang: words[0] for lang, words in one.known.words.items()}
             for one in new.values() if one.known.type},
        )  # fmt: skip
        for id in sorted(ids):
            self._settle(id)
        self._lead(ids | before.former)
        self._alive = (self._alive - BitMap(dead)) | BitMap(new)
        after = Circumstances(self._connection, ids, before.former, new.keys())
        affected = before.affects(after) | new.keys()
        if len(affected) > len(new) + most:
            raise schema.TooMuch
        come: defaultdict[amend.Facet, BitMap] = defaultdict(BitMap)
        for doc, one in new.items():
            self._terms.add(doc, one.known.terms)
            for facet in (*one.known.facets, *write.order_facets(one.known)):
                come[facet].add(doc)
        lost = self._judge(affected, come)
        amend.amend_terms(self._connection, gone, self._terms.folded())
        amend.amend_facets(self._connection, BitMap(dead), lost, come)
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

    def _judge(self, affected: Iterable[int], come: defaultdict[amend.Facet, BitMap]) -> Mapping[amend.Facet, BitMap]:
        """Check documents anew; the facets that they are to be taken out of."""
        index = DiskIndex(self._connection, self._registry.root, lent=True)
        others = Others(index, self._registry)
        lost: defaultdict[amend.Facet, BitMap] = defaultdict(BitMap)
        found: dict[int, Sequence[Problem]] = {}
        for doc in sorted(affected):
            entry = self._entries.get(doc)
            if entry is None:
                row = self._connection.execute("SELECT path FROM rec WHERE doc = ?", (doc,)).fetchone()
                entry = self._registry.entry(schema.path_of(row[0]))
            found[doc] = judged(index, self._registry, entry, others)
            for facet in _PROBLEM_FACETS:
                lost[facet].add(doc)
            for facet in write.problem_facets(found[doc]):
                come[facet].add(doc)
        self._connection.executemany("DELETE FROM problem WHERE doc = ?", [(doc,) for doc in found])
        self._connection.executemany("UPDATE rec SET severity = 0, ambiguous = 0 WHERE doc = ?", [(d,) for d in found])
        ambiguous = {doc for doc in found if self._is_ambiguous(others, doc)}
        write.write_judgement(self._connection, found, ambiguous)
        write.write_problems(self._connection, [(doc, problem) for doc, told in found.items() for problem in told])
        return lost

    def _is_ambiguous(self, others: Others, doc: int) -> bool:
        """Whether another record of its kind has a name of this one."""
        row = self._connection.execute("SELECT kind, names FROM rec WHERE doc = ? AND readable", (doc,)).fetchone()
        return row is not None and any(others.share(row[0], fold(name)) for name in json.loads(row[1]).values())

    def _judge_registry(self) -> bool:
        """Tell anew what is wrong with the registry as a whole; whether it is something else than before."""
        general = write.problem_rows((-1, p) for p in (*self._registry.manifest_problems, *self._registry.stray()))
        sql = "SELECT * FROM problem WHERE doc = -1 ORDER BY rowid"
        if self._connection.execute(sql).fetchall() == general:
            return False
        self._connection.execute("DELETE FROM problem WHERE doc = -1")
        self._connection.executemany(write.PROBLEM, general)
        return True

    def _arrange(self, dead: Iterable[int], new: Mapping[int, Read]) -> None:
        bits, placed = BitMap(dead), cache(self._placed)

        def key_in(order: str) -> amend.KeyOf:
            @cache
            def key(doc: int) -> Keys:
                return placed(doc).key(order)

            return key

        for order in STORED:
            amend.amend_order(self._connection, order, bits, new, key_in(order))

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
