"""Query fields that take records, people and places: the documents that are linked to what a value names."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from govtui.i18n.query_labels import CHAIR, PEOPLE
from govtui.index.api import CITED
from govtui.index.bitmaps import from_blob
from govtui.index.query import STAR, Query
from govtui.index.query_fields import PLACE, QueryFields
from govtui.index.read.elsewhere import asked_links
from govtui.index.read.names import Names, begins, condition_of_roles, marks
from govtui.index.read.rows import db_text, with_former
from govtui.index.read.search import Postings
from govtui.index.read.snapshot import weak_lru_cache
from govtui.index.schema import LAST
from govtui.text.fold import folded_words, words
from govtui.text.person_names import name_key

if TYPE_CHECKING:
    from govtui.i18n.query_words import Link


class Links(NamedTuple):
    """All links of a query field: documents by value, as numbers with commas between them."""

    of_records: Mapping[int, str]
    """By the document of the record that is named."""
    of_others: Mapping[str, str]
    """By country, by an id that no record has, by a name in words."""

    def documents(self, records: BitMap, is_meant: Callable[[str], bool]) -> BitMap:
        """Return what these records find, and the other values that are meant."""
        found = [self.of_records[doc] for doc in records & BitMap(self.of_records)]
        found += [docs for name, docs in self.of_others.items() if is_meant(name)]
        return BitMap(map(int, ",".join(found).split(","))) if found else BitMap()


class Linked:
    """Links between records, for queries; cached while the index stays the same."""

    def __init__(self, connection: sqlite3.Connection, postings: Postings, fields: Callable[[], QueryFields]) -> None:
        self._connection, self._postings, self._fields = connection, postings, fields
        self.names = Names(connection, postings, fields)
        self._links = weak_lru_cache(self._read_links, 4)
        self.own = weak_lru_cache(self._own, 256)
        self._is_claimed = weak_lru_cache(self._has_claims, 64)

    # -- what a value finds --------------------------------------------------------------------------------------------

    def documents(self, field: str, value: str, *, own: bool = False) -> BitMap:
        """Return the documents with a value of `id`, `person`, a role, `source`, `place` but countries, or a field of `QueryFields.links`.

        `value`: the id of a record (a former one, too), `country:XX`, the name of a person, or with a star at its end the
        beginning of words of ids and names. `own`: without what claims alone say.
        """
        if field in ("id", "source"):
            return self._called(value) if field == "id" else self._citing(value)
        if field == PLACE:
            return self.names.held_at(value)
        if not self._postings.whole:
            return BitMap()
        if field in PEOPLE:
            return self._with_people(field, value, own)
        link = self._fields().links.get(field)
        return self._linked(field, link, value, own) if link else BitMap()

    def _own(self, field: str, value: str) -> BitMap:
        """Return the documents with a value but for those that claims alone give it."""
        return self.documents(field, value, own=True)

    def _has_claims(self, field: str) -> bool:
        """Whether any claim gives a record a value of a field."""
        if field in PEOPLE:
            sql = f"SELECT 1 FROM named WHERE {condition_of_roles(field)} AND told_by != '' LIMIT 1"  # noqa: S608
            return self._connection.execute(sql).fetchone() is not None
        types = [type for some in self._types(self._fields().links[field]) for type in some]
        return any(
            self._connection.execute(
                f"SELECT 1 FROM ref WHERE {_of_type(type)} AND told_by != '' LIMIT 1", (type,)
            ).fetchone()  # noqa: S608
            for type in types
        )

    def elsewhere(self, query: Query, docs: BitMap) -> BitMap:
        """Return those of the documents that a query finds by links or people that claims alone give them."""
        links, out = self._fields().links, BitMap()
        for pairs in asked_links(query, lambda field: field in links or field in PEOPLE):
            if any(self._is_claimed(field) for field, _ in pairs):
                out |= docs - BitMap().union(*(self.own(*pair) for pair in pairs))
        return out

    def _docs(self, sql: str, *values: object) -> BitMap:
        return BitMap(doc for (doc,) in self._connection.execute(sql, values))

    def _called(self, value: str) -> BitMap:
        id = db_text(value).casefold()
        if not id.endswith(STAR):
            key = self.names.key(value)
            return self._docs("SELECT doc FROM rec WHERE key = ?", key) if key else BitMap()
        span = (id[:-1], id[:-1] + LAST)
        found = self._docs("SELECT doc FROM rec WHERE key >= ? AND key < ?", *span)
        sql = "SELECT doc FROM former JOIN rec USING (key) WHERE former.id >= ? AND former.id < ?"
        return found | self._docs(sql, *span)

    def _citing(self, value: str) -> BitMap:
        if value.endswith(STAR):
            sources = self._docs("SELECT doc FROM rec WHERE kind = 'source'") & self.names.begun(value[:-1])
            ids = self.names.ids(sources)
        else:
            ids = with_former(self._connection, self.names.key(value) or value)
        sql = "SELECT docs FROM facet WHERE dim = 'source' AND value IN (SELECT value FROM json_each(?))"
        return BitMap().union(*(from_blob(docs) for (docs,) in self._connection.execute(sql, (json.dumps(ids),))))

    def _with_people(self, field: str, value: str, own: bool) -> BitMap:
        where = condition_of_roles(field) + (" AND told_by = ''" if own else "")
        if value == STAR:
            return self._docs(f"SELECT doc FROM named WHERE {where}")  # noqa: S608
        if value.endswith(STAR):
            said, values = begins(value[:-1])
            targets = self.chairing(value[:-1]) if field == CHAIR else ()
        else:
            said, values = "key = ?", [name_key(value)]
            key = self.names.key(value)
            targets = with_former(self._connection, key) if key else (db_text(value),)
        found = self._docs(f"SELECT doc FROM named WHERE {where} AND {said}", *values)  # noqa: S608
        if field == CHAIR and targets:
            sql = f"SELECT doc FROM named WHERE {where} AND key IN (SELECT '=' || value FROM json_each(?))"  # noqa: S608
            found |= self._docs(sql, json.dumps([*targets]))
        return found

    def chairing(self, typed: str) -> Sequence[str]:
        """Return the bodies and countries that chair and of which a name begins so, as they stand in records."""
        sql = (
            "SELECT DISTINCT name, rec.doc FROM named LEFT JOIN former ON former.id = name"
            " LEFT JOIN rec ON rec.key = coalesce(former.key, name)"
            " WHERE named.key >= '=' AND named.key < '>' AND role = ?"
        )
        begun, is_country = self.names.begun(typed), self.names.beginning(typed)
        found = self._connection.execute(sql, (CHAIR,))
        return [name for name, doc in found if (is_country(name) if doc is None else doc in begun)]

    def _linked(self, field: str, link: Link, value: str, own: bool) -> BitMap:
        if value.endswith(STAR):
            return self._linked_to_begun(field, value, own)
        key = self.names.key(value)
        out, into = self._types(link)
        told = " AND told_by = ''" if own else ""
        if CITED not in (*out, *into):
            told += f" AND type != '{CITED}'"  # the index of types is of all others
        ids = with_former(self._connection, key or value)
        sql = f"SELECT source FROM ref WHERE target IN ({marks(ids)}) AND type IN ({marks(out)}){told}"  # noqa: S608
        found = self._docs(sql, *ids, *out)
        if into and key:
            named = f"SELECT target FROM ref WHERE source = (SELECT doc FROM rec WHERE key = ?) AND type IN ({marks(into)}){told}"  # noqa: E501, S608
            found |= self._docs(f"SELECT doc FROM rec WHERE key IN ({named})", key, *into)  # noqa: S608
            sql = f"SELECT doc FROM former JOIN rec USING (key) WHERE former.id IN ({named})"  # noqa: S608
            found |= self._docs(sql, key, *into)
        if not link.inverse:
            found |= self._docs("SELECT doc FROM named WHERE key = ? AND role = ?", folded_words(value), link.type)
        return found

    def _linked_to_begun(self, field: str, value: str, own: bool) -> BitMap:
        links = self._links(field, own)
        if not words(value):
            return links.documents(BitMap(links.of_records), lambda name: True)
        return links.documents(self.names.begun(value[:-1]), self.names.beginning(value[:-1]))

    # -- links of a field ----------------------------------------------------------------------------------------------

    def links(self, field: str) -> Links:
        """Return all links of a field of `QueryFields.links`."""
        return self._links(field, False)

    def named_by(self, field: str, docs: BitMap) -> BitMap:
        """Return the records that are values of a field for some documents: their documents."""
        out, into = self._types(self._fields().links[field])
        chosen = json.dumps([*docs])
        sql = f"SELECT DISTINCT target FROM ref WHERE source IN (SELECT value FROM json_each(?)) AND type IN ({marks(out)})"  # noqa: E501, S608
        ids = json.dumps([id for (id,) in self._connection.execute(sql, (chosen, *out))])
        found = self._docs("SELECT doc FROM rec WHERE key IN (SELECT value FROM json_each(?))", ids)
        sql = "SELECT doc FROM former JOIN rec USING (key) WHERE former.id IN (SELECT value FROM json_each(?))"
        found |= self._docs(sql, ids)
        if into:
            sql = f"SELECT source FROM ref WHERE target IN (SELECT value FROM json_each(?)) AND type IN ({marks(into)})"  # noqa: S608
            found |= self._docs(sql, json.dumps(self.names.ids(docs)), *into)
        return found

    def _types(self, link: Link) -> tuple[Sequence[str], Sequence[str]]:
        """Return the types of the references by which documents are found: those that they make, and that lead to them.

        An inverse that somebody typed stands in files in place of its relation, and says the same from the other end.
        """
        inverse = self.names.inverses().get(link.type, "")
        typed = (inverse,) if inverse else ()
        return (typed, (link.type,)) if link.inverse else ((link.type,), typed)

    def _read_links(self, field: str, own: bool) -> Links:
        link = self._fields().links[field]
        out, into = self._types(link)
        records: defaultdict[int, list[str]] = defaultdict(list)
        others: defaultdict[str, list[str]] = defaultdict(list)
        for type in out:
            where = _of_type(type, own=own)
            sql = f"SELECT target, rec.doc, group_concat(source) FROM ref LEFT JOIN rec ON key = target WHERE {where} GROUP BY target"  # noqa: E501, S608
            for target, doc, docs in self._connection.execute(sql, (type,)).fetchall():
                if doc is not None or (doc := self._formerly(target)) is not None:
                    records[doc].append(docs)
                else:
                    others[target].append(docs)
        for type in into:
            where = _of_type(type, own=own)
            sql = f"SELECT source, rec.doc, target FROM ref LEFT JOIN rec ON key = target WHERE {where}"  # noqa: S608
            for source, doc, target in self._connection.execute(sql, (type,)).fetchall():
                if doc is None:
                    doc = self._formerly(target)
                if doc is not None:
                    records[source].append(str(doc))
        if not link.inverse:
            sql = "SELECT name, group_concat(doc) FROM named WHERE role = ? GROUP BY name"
            for name, docs in self._connection.execute(sql, (link.type,)).fetchall():
                others[name].append(docs)
        return Links(
            {doc: ",".join(docs) for doc, docs in records.items()},
            {name: ",".join(docs) for name, docs in others.items()},
        )

    def _formerly(self, id: str) -> int | None:
        """Return the document to which a former id leads."""
        sql = "SELECT doc FROM former JOIN rec USING (key) WHERE former.id = ?"
        row = self._connection.execute(sql, (id,)).fetchone()
        return int(row[0]) if row else None


def _of_type(type: str, *, own: bool = False) -> str:
    """Return the condition for references of a type (a parameter), by the index of types where that has it."""
    indexed = "" if type == CITED else f" AND ref.type != '{CITED}'"
    return f"ref.type = ?{indexed}" + (" AND told_by = ''" if own else "")
