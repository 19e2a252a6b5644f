"""Look up values of query fields by their beginnings, counted among some documents: for completion."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from pyroaring import BitMap

from govtui.i18n.query_labels import PEOPLE
from govtui.i18n.query_words import INVERSE
from govtui.index.api import CITED
from govtui.index.query_fields import PLACE, QueryFields, texts_of
from govtui.index.read.link_counts import LinkCounts
from govtui.index.read.linked import Linked
from govtui.index.read.snapshot import weak_lru_cache
from govtui.index.schema import LAST
from govtui.text.beginnings import Beginnings
from govtui.text.fold import folded_words, words

Value = tuple[str, str]
"""A field, and the key of one of its values: behind the name of types there may stand kinds, too."""

FEW = 300
"""Up to how many records it is looked up whether their names begin so, or only a word in them."""


class Begun(NamedTuple):
    """A value with the beginning that was typed; values sort by rank."""

    inside: bool
    """Whether it does with a word inside its name only."""
    less: int
    """How many of the documents have it, negated."""
    place: int
    value: Value


class Stored(NamedTuple):
    """A record that is a value of a facet."""

    id: str
    docs: BitMap
    """The documents with this value."""


class BegunValues:
    """Looks values up by their beginnings; cached while the index stays the same."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        fields: Callable[[], QueryFields],
        values: Callable[[str], Mapping[str, BitMap]],
        linked: Linked,
        counts: LinkCounts,
    ) -> None:
        """`values`: the stored values of a facet, with their documents."""
        self._connection, self._fields, self._values = connection, fields, values
        self._linked, self.links = linked, counts
        self.beginnings = weak_lru_cache(self._read_beginnings, 64)
        self._records_of = weak_lru_cache(self._read_records, 4)

    def docs(self, field: str, typed: str) -> BitMap:
        """Return the documents with a value of a facet that begins so (a star in a query line)."""
        if self._takes_records(field):
            records = self._records_of(field)
            return BitMap().union(*(records[doc].docs for doc in self._begun(records, typed)))
        stored = self._values(field)
        return BitMap().union(*(stored[value] for _, value in self.beginnings(field).find(typed)))

    def has(self, field: str, typed: str) -> bool:
        """Whether any value that records have begins so."""
        known = self._fields().vocabulary
        if field == PLACE and self._linked.names.held_at(f"{typed}*"):
            return True
        if known.has_vocabulary(field):
            return any(value in self._values(dim) for dim, value in known.values_beginning(field, typed))
        if field == "id" or field in PEOPLE or field == INVERSE + CITED:
            return bool(self._linked.documents(field, f"{typed}*"))
        if self._is_stored(field):
            return bool(self._begun(self._records_of(field), typed))
        if self._takes_records(field):
            links = self._linked.links(field)
            is_meant = self._linked.names.beginning(typed)
            return bool(self._begun(links.of_records, typed)) or any(map(is_meant, links.of_others))
        return bool(self.beginnings(field).find(typed))

    def stored(self, field: str, typed: str) -> Sequence[str]:
        """Return the values of a facet that are called so."""
        return [value for _, value in self.beginnings(field).whole(typed)]

    def counted(self, field: str, typed: str, among: BitMap, limit: int) -> Sequence[Begun]:
        """Return the first of the values that begin so and that some of the documents have: those whose name does come first,
        then those that most documents have."""
        if self._fields().vocabulary.has_vocabulary(field):
            found = self._fields().vocabulary.values_beginning(field, typed)
            return self._ranked(found, among, limit)
        if field == "id":
            return self._ids(typed, among, limit)
        if field in PEOPLE or self._takes_records(field):
            return self._named(field, typed, among, limit)
        return self._ranked(self.beginnings(field).find(typed), among, limit)

    def commonest(self, field: str, among: BitMap) -> str:
        """Return the stored value of a facet that most of the documents have; empty where none has any."""
        counts = ((among.intersection_cardinality(docs), value) for value, docs in self._values(field).items())
        n, value = max(counts, key=lambda one: one[0], default=(0, ""))
        return value if n else ""

    def _ranked(self, found: Mapping[Value, bool], among: BitMap, limit: int) -> Sequence[Begun]:
        stored = {field: self._values(field) for field in {field for field, _ in found}}
        counted = (
            Begun(not itself, -n, place, value)
            for place, (value, itself) in enumerate(found.items())
            if (docs := stored[value[0]].get(value[1])) and (n := among.intersection_cardinality(docs))
        )
        return nsmallest(limit, counted)

    def _read_beginnings(self, field: str) -> Beginnings[Value]:
        fields = self._fields()
        if fields.has_texts(field):
            return Beginnings(((field, value), texts_of(value).values()) for value in self._values(field))
        decades = field == "decade"
        return Beginnings(((field, value), (value, f"{value}s" if decades else value)) for value in self._values(field))

    # records

    def _takes_records(self, field: str) -> bool:
        return self._is_stored(field) or field in self._fields().links

    def _is_stored(self, field: str) -> bool:
        """Whether the values of a field are ids of records that are stored as a facet."""
        return field in ("source", CITED) or self._fields().value_type(field) == "reference"

    def _begun(self, records: Collection[int], typed: str) -> BitMap:
        """Return those of some records, by document, of which a name or the id begins so."""
        return self._linked.names.begun(typed) & BitMap(records) if words(typed) else BitMap(records)

    def _ids(self, typed: str, among: BitMap, limit: int) -> Sequence[Begun]:
        start = typed.strip().casefold()
        sql = "SELECT doc, key FROM rec WHERE key >= ? AND key < ? ORDER BY key"
        found: list[Begun] = []
        for doc, key in self._connection.execute(sql, (start, start + LAST)):
            if doc in among:
                found.append(Begun(False, -1, len(found), ("id", key)))
            if len(found) == limit:
                break
        return found

    def _named(self, field: str, typed: str, among: BitMap, limit: int) -> Sequence[Begun]:
        """Return records, people, countries and bodies by the words of their names and ids."""
        if typed.strip() and not words(typed):
            return ()
        if self._is_stored(field):
            counts = self._stored_records(field, typed, among)
        elif field == INVERSE + CITED:
            counts = self._one_by_one(field, typed, among)
        else:
            counts = self.links.counted(field, among, typed)
        first = self._named_so(typed, counts) if words(typed) and len(counts) <= FEW else ()
        ranked = (
            Begun(value not in first, -n, place, (field, value)) for place, (value, n) in enumerate(counts.items())
        )
        return nsmallest(limit, ranked)

    def _stored_records(self, field: str, typed: str, among: BitMap) -> Mapping[str, int]:
        records = self._records_of(field)
        found = (records[doc] for doc in self._begun(records, typed))
        return {one.id: n for one in found if (n := among.intersection_cardinality(one.docs))}

    def _one_by_one(self, field: str, typed: str, among: BitMap) -> Mapping[str, int]:
        """Count the records whose names begin so one by one, not all citations; None where there are many."""
        chosen = self._linked.names.begun(typed) if words(typed) else BitMap()
        ids = self._linked.names.keys(chosen) if len(chosen) <= FEW else []
        counted = ((id, among.intersection_cardinality(self._linked.documents(field, id))) for id in ids)
        return {id: n for id, n in counted if n}

    def _read_records(self, field: str) -> Mapping[int, Stored]:
        """Return the records that are values of a facet, by their documents; former ids count for the record."""
        stored = self._values("source" if field == CITED else field)
        ids = json.dumps([*stored])
        sql = "SELECT doc, key, key FROM rec WHERE key IN (SELECT value FROM json_each(?))"
        formerly = "SELECT doc, key, former.id FROM former JOIN rec USING (key) WHERE former.id IN (SELECT value FROM json_each(?))"
        out: dict[int, Stored] = {}
        for doc, key, id in self._connection.execute(f"{sql} UNION ALL {formerly}", (ids, ids)):
            out[doc] = Stored(key, out[doc].docs | stored[id] if doc in out else stored[id])
        return out

    def _named_so(self, typed: str, values: Iterable[str]) -> Collection[str]:
        """Return those of some ids and names that begin so, by the names of the records, too."""
        start, id = folded_words(typed), typed.strip().casefold()
        found = {value for value in values if value.startswith(id) or folded_words(value).startswith(start)}
        sql = "SELECT key, called FROM rec WHERE key IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(sql, (json.dumps([*values]),))
        return found | {key for key, called in rows if f"\n {start}" in called}
