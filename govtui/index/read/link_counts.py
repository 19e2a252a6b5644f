"""Count values of query fields that take records and people, among documents: facets, completion."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from heapq import nlargest

from pyroaring import BitMap

from govtui.i18n.query_labels import CHAIR, PEOPLE
from govtui.index.read.linked import Linked
from govtui.index.read.names import begins, condition_of_roles
from govtui.index.read.search import Postings
from govtui.index.schema import CLAIM, TEXT
from govtui.text.fold import words
from govtui.text.person_names import name_key

MOST = 200
"""Values that are returned at most: those with most documents."""

CANDIDATES = 1000
"""Values at most that are counted, those with most documents among all."""

SAMPLE = 2500
"""Documents at most that are asked whom they name; of more, every so many of them."""


class LinkCounts:
    """Values of query fields that take records and people, with how many documents have each."""

    def __init__(self, connection: sqlite3.Connection, linked: Linked, postings: Postings) -> None:
        self._connection, self._linked, self._postings = connection, linked, postings

    def counted(self, field: str, docs: BitMap, typed: str = "") -> Mapping[str, int]:
        """Return the values of a field with how many of the documents have each, most first; MOST at most.

        `typed`: only values of which words begin so, as with a star.
        """
        if not self._postings.whole:
            return {}
        found = self._people(field, docs, typed) if field in PEOPLE else self._links(field, docs, typed)
        return dict(nlargest(MOST, found.items(), key=lambda one: one[1]))

    def every(self, field: str, docs: BitMap) -> Mapping[str, int]:
        """Return all values of a field with how many of the documents have each, however many there are."""
        if not self._postings.whole:
            return {}
        if field in PEOPLE:
            people = Counter(key for key, _ in self._named(field, docs, ""))
            return {name: people[key] for key, name in self._linked.names.shown(field, people).items()}
        links = self._linked.links(field)
        counts = {doc: count for doc, numbers in links.of_records.items() if (count := _count(numbers, docs))}
        others = {name: count for name, numbers in links.of_others.items() if (count := _count(numbers, docs))}
        return {key: counts[doc] for doc, key in self._keys(list(counts))} | others

    def _links(self, field: str, docs: BitMap, typed: str) -> Mapping[str, int]:
        links = self._linked.links(field)
        chosen = BitMap(links.of_records)
        if words(typed):
            chosen &= self._linked.names.begun(typed)
        if len(docs) <= SAMPLE < len(chosen):
            chosen &= self._linked.named_by(field, docs)
        most = nlargest(CANDIDATES, chosen, key=lambda doc: len(links.of_records[doc]))
        counts = {doc: count for doc in most if (count := _count(links.of_records[doc], docs))}
        best = nlargest(MOST, counts, key=counts.__getitem__)
        found = {key: counts[doc] for doc, key in self._keys(best)}
        is_meant = self._linked.names.beginning(typed)
        for name, of_name in links.of_others.items():
            if (not words(typed) or is_meant(name)) and (count := _count(of_name, docs)):
                found[name] = count
        return found

    def _keys(self, docs: list[int]) -> Iterator[tuple[int, str]]:
        sql = "SELECT doc, key FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        yield from self._connection.execute(sql, (json.dumps(docs),))

    def _people(self, field: str, docs: BitMap, typed: str) -> Mapping[str, int]:
        among = docs & self._said(typed) if words(typed) and field != CHAIR else docs
        step = len(among) // SAMPLE + 1
        sample = among if step == 1 else BitMap(list(among)[::step])
        counts = Counter(key for key, _ in self._named(field, sample, typed))
        best = dict(counts.most_common(MOST))
        found: dict[str, int] = {}
        for key, name in self._linked.names.shown(field, best).items():
            found[name] = best[key] if step == 1 else docs.intersection_cardinality(self._linked.documents(field, name))
        return found

    def _said(self, typed: str) -> BitMap:
        """Return the documents in whose texts or claims these words stand, where names of people are, too."""
        return self._postings.with_words(typed, (TEXT, CLAIM))

    def _named(self, field: str, docs: BitMap, typed: str) -> set[tuple[str, int]]:
        """Return people, by the key of the name shown, and chairs, each with its documents among these."""
        said, values = begins(typed) if words(typed) else ("1", [])
        of_docs = f"SELECT key, name, doc FROM named WHERE doc IN (SELECT value FROM json_each(?)) AND {condition_of_roles(field)}"  # noqa: E501, S608
        chosen = json.dumps([*docs])
        rows = self._connection.execute(f"{of_docs} AND {said}", (chosen, *values))
        found = {(key if key.startswith("=") else name_key(name), doc) for key, name, doc in rows}
        if field == CHAIR and words(typed):
            targets = {*self._linked.chairing(typed)}
            rows = self._connection.execute(f"{of_docs} AND key >= '=' AND key < '>'", (chosen,))
            found |= {(key, doc) for key, name, doc in rows if name in targets}
        return found


def _count(numbers: str, docs: BitMap) -> int:
    return docs.intersection_cardinality(BitMap(map(int, numbers.split(","))))
