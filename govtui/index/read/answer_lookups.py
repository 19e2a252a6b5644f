"""What answers look up in the index: bitmaps of words, paths and names, stored facts, names of other ends."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from pyroaring import BitMap

from govtui.index.query import Word
from govtui.index.query_fields import DATE, QueryFields
from govtui.index.read.asked_line import AskedWord
from govtui.index.read.names import marks
from govtui.index.read.search import Filter, Postings
from govtui.index.read.told_facts import Data, ItemSchema, country_words, facts_in, item_schema
from govtui.index.schema import ALIAS, CLAIM, INTERNAL, LAST, NAME, PATHS, TEXT, meta
from govtui.model.identifiers import country_of
from govtui.text.fold import folded_words

_Value = TypeVar("_Value")


class Name:
    """What a record is called."""

    def __init__(self, key: str, calls: Collection[str], words: str) -> None:
        """`words`: of type, main date and place, as JSON by language."""
        self.key, self.calls, self._words = key, frozenset(calls), words
        self.names = frozenset(word for call in calls for word in call.split())
        """Words of its names, acronyms and ids."""

    @cached_property
    def about(self) -> frozenset[str]:
        """Words of its type, main date and place, in the languages of the interface."""
        texts = [text for texts in json.loads(self._words).values() for text in texts]
        return frozenset(word for text in texts for word in folded_words(text).split())


class Subject(NamedTuple):
    """A record that a fact may be about."""

    name: Name
    asked: frozenset[int]
    """The words of the line that name a field which it has."""
    typed: frozenset[int]
    """Those that name its kind or type."""


MOST_KNOWN = 500
"""Records of which names and facts are remembered, for the next key."""


PHRASE = 3
"""Words of a line from which it may be a part of a name."""

MOST_NAMING = 5000
"""References that are read to find who names what a line names."""


class AnswerLookups:
    """Looks things up for answers in one state of an index."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        postings: Postings,
        fields: Callable[[], QueryFields],
        facet: Filter,
        alive: BitMap,
    ) -> None:
        self._connection, self.postings, self.fields, self.facet, self.alive = (
            connection,
            postings,
            fields,
            facet,
            alive,
        )
        self._names: dict[int, Name] = {}
        self._rows: dict[int, Data] = {}

    def is_name(self, typed: Sequence[Word]) -> bool:
        """Whether a line is all that a record is called."""
        before = "".join(f"{word.folded[0]} " for word in typed[:-1])
        said = [before + form for form in typed[-1].folded] if typed else []
        sql = f"SELECT 1 FROM call WHERE folded IN ({marks(said)}) LIMIT 1"  # noqa: S608 (question marks)
        return self._connection.execute(sql, said).fetchone() is not None

    def begins_name(self, typed: Sequence[Word]) -> bool:
        """Whether a line is the beginning of a name."""
        before = "".join(f"{word.folded[0]} " for word in typed[:-1])
        for form in typed[-1].folded if typed else ():
            said = f"{before}{form}" if typed[-1].unfinished else f"{before}{form} "
            if self._connection.execute(_BEGUN, (said, said + LAST, f"\n {said}")).fetchone():
                return True
        return False

    def is_in_name(self, typed: Sequence[Word]) -> bool:
        """Whether words stand side by side in a name, as "mục tiêu phát triển bền vững" in "Các mục tiêu phát triển bền vững"."""
        if len(typed) < PHRASE:
            return False
        docs = self.alive
        for one in typed:
            docs = docs & self.postings.documents(one, False, NAME)
        said = " ".join(one.folded[0] for one in typed) + ("" if typed[-1].unfinished else " ")
        sql = "SELECT 1 FROM rec WHERE doc IN (SELECT value FROM json_each(?)) AND instr(called || ' ', ?) LIMIT 1"
        asked = (json.dumps([*docs[:MOST_KNOWN]]), f" {said}")
        return bool(docs) and self._connection.execute(sql, asked).fetchone() is not None

    # bitmaps

    def named(self, one: AskedWord) -> BitMap:
        """Return the documents with a word in a name."""
        return self._with(one, (NAME, ALIAS))

    def with_word(self, one: AskedWord) -> BitMap:
        """Return the documents with a word anywhere."""
        found = self._with(one, (NAME, ALIAS, TEXT, CLAIM))
        if one.word.date and (dated := self.facet(DATE, one.word.date)):
            found = found | dated
        return found

    def _with(self, one: AskedWord, fields: Sequence[int]) -> BitMap:
        words = (one.word, *one.others)
        return BitMap().union(*(self.postings.documents(word, False, field) for word in words for field in fields))

    def having(self, paths: Iterable[str]) -> BitMap:
        """Return the documents that have any of these paths."""
        return BitMap().union(*(self.facet(INTERNAL, PATHS + path) or BitMap() for path in paths))

    def of_type(self, path: str) -> BitMap:
        """Return the documents of a kind or type ("type/forum")."""
        dim, _, value = path.partition("/")
        return self.facet(dim, value) or BitMap()

    def called(self, said: str) -> BitMap:
        """Return the documents with a whole name."""
        rows = self._connection.execute("SELECT doc FROM call WHERE folded = ?", (said,))
        return BitMap(doc for (doc,) in rows)

    # rows

    def names(self, docs: Collection[int]) -> Mapping[int, Name]:
        """Return what some documents are called."""
        return _remembered(self._names, docs, self._read_names)

    def _read_names(self, docs: Collection[int]) -> Iterator[tuple[int, Name]]:
        calls: defaultdict[int, list[str]] = defaultdict(list)
        wanted = json.dumps([*docs])
        sql = "SELECT doc, folded FROM call WHERE doc IN (SELECT value FROM json_each(?))"
        for doc, folded in self._connection.execute(sql, (wanted,)):
            calls[doc].append(folded)
        for doc, former in self._connection.execute(f"SELECT doc, id FROM claim WHERE doc IN {_EACH}", (wanted,)):
            calls[doc].append(folded_words(former))
        sql = "SELECT doc, key, words FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        for doc, key, words in self._connection.execute(sql, (wanted,)):
            yield doc, Name(key, calls[doc], words)

    def rows(self, docs: Collection[int]) -> Mapping[int, Data]:
        """Return the stored facts of some documents; empty where there are none."""
        return _remembered(self._rows, docs, self._read_rows)

    def _read_rows(self, docs: Collection[int]) -> Iterator[tuple[int, Data]]:
        sql = "SELECT doc, facts FROM told WHERE doc IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(sql, (json.dumps([*docs]),)).fetchall())
        for doc in docs:
            yield doc, facts_in(found[doc]) if doc in found else {}

    def items(self) -> ItemSchema:
        """Return what is known of items without the models."""
        return item_schema(str(meta(self._connection, "told")))

    def disputed(self, docs: Collection[int]) -> Mapping[int, Sequence[str]]:
        """Return the paths on which sources disagree, but for what was compared with the source."""
        sql = (
            "SELECT doc, data FROM problem WHERE doc IN (SELECT value FROM json_each(?))"
            " AND code = 'sources_disagree' AND muted = 0"
        )
        out: defaultdict[int, list[str]] = defaultdict(list)
        for doc, data in self._connection.execute(sql, (json.dumps([*docs]),)):
            values = json.loads(data)["values"]
            out[doc] += f"{values.get('paths', '')} {values.get('field', '')}".split()
        return out

    def names_of_targets(self, targets: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the words of the names of other ends, by id."""
        out: defaultdict[str, set[str]] = defaultdict(set)
        sql = (
            "SELECT wanted.value, folded FROM json_each(?) AS wanted LEFT JOIN former ON former.id = wanted.value"
            " JOIN rec ON rec.key = coalesce(former.key, wanted.value) JOIN call ON call.doc = rec.doc"
        )
        for target, folded in self._connection.execute(sql, (json.dumps([*targets]),)):
            out[target].update(folded.split())
        for target in targets:
            if code := country_of(target):
                out[target] |= country_words(code)
        return {target: frozenset(words) for target, words in out.items()}

    def ids(self, docs: BitMap) -> dict[str, int]:
        """Return the ids that lead to documents, former ones too."""
        wanted = json.dumps([*docs])
        sql = "SELECT key, doc FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(sql, (wanted,)).fetchall())
        sql = "SELECT former.id, doc FROM rec JOIN former USING (key) WHERE doc IN (SELECT value FROM json_each(?))"
        return found | dict(self._connection.execute(sql, (wanted,)).fetchall())

    def naming(self, ids: Collection[str], types: Collection[str] | None) -> list[tuple[str, int]]:
        """Return the references to ids, as target and document: of some types, or of all but citations."""
        sql = "SELECT target, source FROM ref WHERE target IN (SELECT value FROM json_each(?))"
        values = [json.dumps([*ids])]
        if types is None:
            sql += " AND type != 'cited_source'"
        else:
            sql += " AND type IN (SELECT value FROM json_each(?))"
            values.append(json.dumps([*types]))
        sql += f" LIMIT {MOST_NAMING}"
        return self._connection.execute(sql, values).fetchall()


def _remembered(
    known: dict[int, _Value], docs: Collection[int], read: Callable[[Collection[int]], Iterable[tuple[int, _Value]]]
) -> Mapping[int, _Value]:
    """Return what is known of documents; what is not yet is read."""
    if len(known) > MOST_KNOWN:
        known.clear()
    if new := [doc for doc in docs if doc not in known]:
        known.update(read(new))
    return known


_EACH = "(SELECT value FROM json_each(?))"

_BEGUN = (
    "SELECT 1 FROM (SELECT doc FROM call WHERE folded > ? AND folded < ? LIMIT 50) JOIN rec USING (doc)"
    " WHERE instr(called, ?) LIMIT 1"
)
"""Whether a name begins so; an id or another name may."""
