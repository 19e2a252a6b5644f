"""The values of query fields that begin as somebody typed, and how many of some documents have each: for completion."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from pyroaring import BitMap

from govtui.i18n.query_labels import PEOPLE
from govtui.index.query_fields import QueryFields, texts_of
from govtui.index.read.linked import Linked, beginning, people_condition
from govtui.index.read.snapshot import weak_lru_cache
from govtui.index.schema import LAST
from govtui.text.beginnings import Beginnings
from govtui.text.fold import folded_words, words
from govtui.text.person_names import name_key

Value = tuple[str, str]
"""A field, and the key of one of its values: behind the name of types there may stand kinds, too."""

FEW = 300
"""Up to how many records it is looked up whether their names begin so, or only a word in them."""


class Begun(NamedTuple):
    """A value that begins so. They sort by rank."""

    inside: bool
    """Whether it does with a word inside its name only."""
    less: int
    """How many of the documents have it, negated."""
    place: int
    value: Value


class Person(NamedTuple):
    """Somebody, by the key of the name."""

    name: str
    said: tuple[str, ...]
    """The forms of the name, folded."""
    docs: BitMap


class BegunValues:
    """Looks values up by their beginnings; cached while the index stays the same."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        fields: Callable[[], QueryFields],
        values: Callable[[str], Mapping[str, BitMap]],
        linked: Linked,
    ) -> None:
        """`values`: the stored values of a facet, with their documents."""
        self._connection, self._fields, self._values, self._linked = connection, fields, values, linked
        self.beginnings = weak_lru_cache(self._read_beginnings, 64)
        self._links = weak_lru_cache(self._read_links, 4)
        self._people = weak_lru_cache(self._read_people, 4)

    def docs(self, field: str, typed: str) -> BitMap:
        """Return the documents with a value of a facet that begins so (a star in a query line)."""
        stored = self._values(field)
        return BitMap().union(*(stored[value] for _, value in self.beginnings(field).find(typed)))

    def has(self, field: str, typed: str) -> bool:
        """Whether any value begins so."""
        words_ = self._fields().vocabulary
        if words_.has_vocabulary(field):
            return bool(words_.values_beginning(field, typed))
        if field == "id" or self._takes_records(field) or field in PEOPLE:
            return bool(self._linked.documents(field, f"{typed}*"))
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
        if field in PEOPLE:
            return self._of_people(field, typed, among, limit)
        if self._takes_records(field):
            return self._records(field, typed, among, limit)
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
        fields = self._fields()
        return field == "source" or field in fields.links or fields.value_type(field) == "reference"

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

    def _records(self, field: str, typed: str, among: BitMap, limit: int) -> Sequence[Begun]:
        """Return records by the words of their names and ids; beside them countries, and bodies that are no records."""
        by_doc, others = self._links(field)
        asked = bool(words(typed))
        begun = self._linked.begun(typed) if asked else None
        if typed.strip() and not asked:
            return ()
        counts: Counter[int] = Counter()
        for doc in by_doc if begun is None else begun & BitMap(by_doc):
            if n := among.intersection_cardinality(by_doc[doc]):
                counts[doc] = n
        first = self._named_so(typed, counts) if asked and len(counts) <= FEW else BitMap()
        ranked = nsmallest(limit, ((doc not in first, -n, doc) for doc, n in counts.items()))
        keys = self._keys([doc for *_, doc in ranked])
        found = [Begun(inside, less, doc, (field, keys[doc])) for inside, less, doc in ranked if doc in keys]
        is_said = beginning(typed) if asked else (lambda _: True)
        countries = {*self._linked.countries(typed)} if asked else {*others}
        for place, (value, docs) in enumerate(others.items()):
            if (value in countries or is_said(value)) and (n := among.intersection_cardinality(docs)):
                found.append(Begun(False, -n, place, (field, value)))
        return nsmallest(limit, found)

    def _read_links(self, field: str) -> tuple[Mapping[int, BitMap], Mapping[str, BitMap]]:
        """Return the documents that each record finds as a value of a field, and those that other values find."""
        fields = self._fields()
        if field not in fields.links or field in fields.facets or field == "source":
            stored = self._values(field)
            docs = self._docs_of(stored)
            return {doc: stored[id] for id, doc in docs.items()}, {}
        pairs = self._linked.pairs(field)
        out: dict[int, BitMap] = {}
        for value, doc in zip(pairs.values, pairs.docs, strict=True):
            if value not in out:
                out[value] = BitMap()
            out[value].add(doc)
        return out, pairs.others

    def _docs_of(self, ids: Iterable[str]) -> Mapping[str, int]:
        sql = "SELECT key, doc FROM rec WHERE key IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(sql, (json.dumps([*ids]),)))

    def _keys(self, docs: Sequence[int]) -> Mapping[int, str]:
        sql = "SELECT doc, key FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(sql, (json.dumps([*docs]),)))

    def _named_so(self, typed: str, docs: Iterable[int]) -> BitMap:
        """Return those of the documents of which a name or the id begins so."""
        start, id = f"\n {folded_words(typed)}", typed.strip().casefold()
        sql = "SELECT doc, key, called FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(sql, (json.dumps([*docs]),))
        return BitMap(doc for doc, key, called in rows if start in called or key.startswith(id))

    # people

    def _of_people(self, field: str, typed: str, among: BitMap, limit: int) -> Sequence[Begun]:
        is_said = beginning(typed) if words(typed) else (lambda _: True)
        start = folded_words(typed)
        people = self._people(field)
        found: dict[str, bool] = {}
        for one in people.values():
            if any(map(is_said, one.said)):
                found[name_key(one.name)] = any(said.startswith(start) for said in one.said)
        counted = (
            Begun(not itself, -n, place, (field, people[key].name))
            for place, (key, itself) in enumerate(found.items())
            if key in people and (n := among.intersection_cardinality(people[key].docs))
        )
        return nsmallest(limit, counted)

    def _read_people(self, field: str) -> Mapping[str, Person]:
        """Return everybody in a role by the key of the name."""
        sql = f"SELECT key, name, words, doc FROM named WHERE role {people_condition(field)}"  # noqa: S608
        names: dict[str, Counter[str]] = {}
        said: dict[str, dict[str, None]] = {}
        docs: dict[str, BitMap] = {}
        for key, name, folded, doc in self._connection.execute(sql):
            names.setdefault(key, Counter())[name] += 1
            said.setdefault(key, {})[folded] = None
            docs.setdefault(key, BitMap()).add(doc)
        return {
            key: Person(max(counter, key=lambda one: (counter[one], one)), tuple(said[key]), docs[key])
            for key, counter in names.items()
            if not key.startswith("=")
        }
