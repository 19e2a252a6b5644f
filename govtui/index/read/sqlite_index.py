"""The index in SQLite (api.Index): lists, counts, facets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from govtui.i18n.query_labels import PEOPLE
from govtui.i18n.translator import LANGUAGES
from govtui.index.api import ALL, CITED, Card, FoundLine, Settings, View
from govtui.index.bitmaps import Order, chunk_blob, chunked, from_blob
from govtui.index.query import STAR, Query, highlights
from govtui.index.query_fields import BUILT_IN, DATE, ORDER, WITHIN, QueryFields, matching, query_fields
from govtui.index.query_parser import parse
from govtui.index.read.coverage import TranslationReader
from govtui.index.read.elsewhere import Filters, marked
from govtui.index.read.linked import Linked
from govtui.index.read.near_names import NearNameReader
from govtui.index.read.problems_query import ProblemReader
from govtui.index.read.query_reader import QueryReader
from govtui.index.read.ranking import best
from govtui.index.read.result import Found, Run, SqliteResult, groups_by_words
from govtui.index.read.rows import LinkReader, db_text
from govtui.index.read.search import Postings, as_read, filtered, tiers
from govtui.index.read.search_data import SearchDataReader
from govtui.index.read.snapshot import Renew, consistent_read, weak_lru_cache
from govtui.index.read.suggestions import nearest_id
from govtui.index.schema import INTERNAL, LAST, meta
from govtui.model.kinds import KINDS
from govtui.model.localized import with_fallback
from govtui.text.fold import fold, query_forms

if TYPE_CHECKING:
    from govtui.index.read.timeline import SqliteDates


class SqliteIndex(ProblemReader, TranslationReader, QueryReader, NearNameReader, SearchDataReader, LinkReader):
    """Everything is read from the database when it is needed; bitmaps are cached."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        root: Path | None = None,
        renew: Renew | None = None,
        *,
        lent: bool = False,
    ) -> None:
        """`root`: the registry's folder, which snippets are read from."""
        self._root = root
        super().__init__(connection, renew, lent=lent)

    def forget(self) -> None:
        super().forget()
        self.whole = meta(self.connection, "done") == 1
        self._postings = Postings(self.connection, whole=self.whole)
        self._order = weak_lru_cache(self._read_order, 8)
        self._facet = weak_lru_cache(self._read_facet, 4096)
        self._parsed = weak_lru_cache(self._parse, 256)
        self._tiers = weak_lru_cache(self._find, 8)
        self._values = weak_lru_cache(self._read_values, 32)
        self._sizes = weak_lru_cache(self._read_sizes, 1)
        self._groups = weak_lru_cache(self._read_groups, 8)
        self._fields = weak_lru_cache(self._read_fields, 1)
        self._begun = weak_lru_cache(self._make_begun, 1)
        self._linked = Linked(self.connection, self._postings, self._fields)
        alive = meta(self.connection, "alive")
        self.listed = alive is not None
        self._alive = from_blob(alive) if self.listed else self._docs_where("1")

    def _docs_where(self, where: str, *values: str) -> BitMap:
        return BitMap(doc for (doc,) in self.connection.execute(f"SELECT doc FROM rec WHERE {where}", values))  # noqa: S608

    @property
    @consistent_read
    def settings(self) -> Settings:
        raw = meta(self.connection, "settings")
        data: dict[str, Any] = json.loads(str(raw)) if raw else {"name": {}, "languages": ["vi", "en"]}
        return Settings(data["name"], tuple(data["languages"]), data.get("is_of_earlier_schema", False))

    @property
    @consistent_read
    def fields(self) -> QueryFields:
        return self._fields()

    def _read_fields(self) -> QueryFields:
        raw = meta(self.connection, "fields")
        return query_fields(raw) if isinstance(raw, str) else BUILT_IN

    # finding

    @consistent_read
    def result(self, view: View) -> SqliteResult:
        return SqliteResult(self, view, self.found)

    def found(self, view: View) -> Found:
        """Return the documents of a view. To be called within `read_consistently`."""
        language = _known(view.language)
        by_name = self._order(f"name:{language}")
        ranked = view.order == "name" and not view.reverse
        tiers = self._tiers(view.text, view.kind, ranked)
        if ranked and view.kind == ALL and view.text.strip():
            sources = self._facet("kind", "source")  # of one tier behind what they tell of, as in the whole list
            tiers = [part for tier in tiers for part in (tier - sources, tier & sources) if part]
        if ranked:
            head: Sequence[int] = ()
            asked = self._parsed(view.text)
            if self.listed and any(one.words for one in asked.alternatives):
                query = as_read(asked, self._postings)
                head = best(self.connection, query, tiers, by_name, self._postings)
            first = BitMap(head)
            return Found(head, [Run(tier - first if first else tier, by_name) for tier in tiers])
        docs = tiers[0] if tiers else BitMap()
        if view.order == "name" or not self.listed:
            return Found((), [Run(docs, by_name, view.reverse)])
        if view.order in ("date", "place"):
            order = self._order(f"{view.order}:{language if view.order == 'date' else _known(view.words)}")
            if not view.reverse:
                return Found((), [Run(docs, order)])
            valued = docs & self._facet(INTERNAL, "dated" if view.order == "date" else "placed")
            return Found((), [Run(valued, order, True), Run(docs - valued, order)])
        groups, last = self._groups(view.order, _known(view.words))
        runs = [Run(docs & group, by_name, view.reverse) for group in (groups[::-1] if view.reverse else groups)]
        return Found((), [run for run in (*runs, Run(docs & last, by_name)) if run.docs])

    def _read_groups(self, order: str, language: str) -> tuple[list[BitMap], BitMap]:
        groups = groups_by_words(self.connection, self._facet, order, language)
        return groups, self._alive - BitMap.union(*groups) if groups else self._alive

    @consistent_read
    def dates(self, view: View) -> SqliteDates:
        from govtui.index.read.timeline import SqliteDates  # not for the first list

        return SqliteDates(self, view, self._docs)

    @consistent_read
    def progressing(self, view: View, limit: int) -> Sequence[str]:
        docs = self._docs(view) & self._facet(INTERNAL, "progress")
        found = self._order(f"name:{_known(view.language)}").window(docs, 0, limit)
        return [row.key for row in self.rows(found, view)]

    def _docs(self, view: View) -> BitMap:
        tiers = self._tiers(view.text, view.kind, False)
        return tiers[0] if tiers else BitMap()

    @consistent_read
    def first_from(self, view: View, typed: str) -> int | None:
        language = _known(view.language)
        if not self.listed or not fold(typed):
            return None

        def key(doc: int) -> str:
            row = self.connection.execute("SELECT names FROM rec WHERE doc = ?", (doc,)).fetchone()
            reading = with_fallback(json.loads(row[0]), language)
            return fold(reading.text) if reading else ""

        begun = BitMap()
        for form in query_forms(typed):
            begun |= self._order(f"fold:{language}").between(form, form + LAST, key)
        return self.found(view).first(begun)

    def asked_elsewhere(self, text: str) -> Filters:
        return marked(self._parsed(text)) if text and self.listed else {}

    def linked_elsewhere(self, text: str, docs: BitMap) -> BitMap:
        return self._linked.elsewhere(self._parsed(text), docs) if ":" in text and self.whole else BitMap()

    def _parse(self, line: str) -> Query:
        return parse(line, self._fields(), self) if line else parse(line)

    def named(self, field: str, words: str) -> Sequence[str]:
        """Return the values of a field that words mean as a whole (query_values.Lookup)."""
        fields = self._fields()
        if field in ("id", "source") or self._is_linked(field):
            return self._linked.names.named(field, words)
        if fields.has_texts(field):
            return [words] if matching(self._values(field).keys(), words) else []
        return [value] if self._facet(field, value := words.casefold()) else []

    def _find(self, line: str, kind: str, ranked: bool) -> list[BitMap]:
        if kind != ALL:  # lists of one kind, the counts of all and the facets share one search
            of_kind = self._facet("kind", kind)
            return [here for tier in self._tiers(line, ALL, ranked) if (here := tier & of_kind)]
        if ranked:
            return tiers(self._parsed(line), self._postings, self._alive, self._facet)
        found = self._tiers(line, ALL, True)
        return found if len(found) < 2 else [BitMap.union(*found)]

    @consistent_read
    def counts(self, text: str = "") -> Mapping[str, int]:
        together = self._matching(text)
        by_kind = {kind: self._facet("kind", kind).intersection_cardinality(together) for kind in KINDS}
        return {ALL: len(together), **by_kind}

    @consistent_read
    def facets(self, text: str, dims: Collection[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        query = self._parsed(text)
        whole = self._matching(text)
        out: dict[str, dict[str, int]] = {}
        for dim in self._sizes() if dims is None else dims:
            docs = self._matching_without(query, dim) if dim in query.filters else whole
            if self._is_linked(dim):
                out[dim] = dict.fromkeys(query.filters.get(dim, ()), 0) | dict(self._begun().links.counted(dim, docs))
                continue
            values = self._values(dim)
            counts = map(docs.intersection_cardinality, values.values())
            chosen = self._fields().chosen(dim, values, query.filters[dim]) if dim in query.filters else ()
            out[dim] = {value: count for value, count in zip(values, counts, strict=True) if count or value in chosen}
        return out

    @consistent_read
    def value_counts(self, view: View, dims: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        docs = self._docs(view)
        return {
            dim: self._begun().links.every(dim, docs) if self._is_linked(dim) else self._counted(dim, docs)
            for dim in dims
        }

    def _counted(self, dim: str, docs: BitMap) -> Mapping[str, int]:
        found = ((value, docs.intersection_cardinality(having)) for value, having in self._values(dim).items())
        return {value: count for value, count in found if count}

    def _is_linked(self, dim: str) -> bool:
        """Whether a query field takes records or people, and is no stored facet."""
        fields = self._fields()
        return dim in PEOPLE or (dim not in (*ORDER, *fields.facets) and dim in fields.links)

    @consistent_read
    def facet_sizes(self) -> Mapping[str, int]:
        return self._sizes()

    def _read_sizes(self) -> Mapping[str, int]:
        sql = "SELECT dim, count(*) FROM facet WHERE dim != ? GROUP BY dim"
        return dict(self.connection.execute(sql, (INTERNAL,)))

    def _matching(self, text: str) -> BitMap:
        found = self._tiers(text, ALL, False)
        return found[0] if found else BitMap()

    def _matching_without(self, query: Query, dim: str) -> BitMap:
        filters = {name: values for name, values in query.filters.items() if name != dim}
        if not (query.words or query.phrases or query.groups or query.excluded):
            return filtered(filters, self._alive, self._facet)
        return BitMap().union(*tiers(replace(query, filters=filters), self._postings, self._alive, self._facet))

    def _read_values(self, dim: str) -> Mapping[str, BitMap]:
        rows = self.connection.execute("SELECT value, docs FROM facet WHERE dim = ?", (dim,))
        return {value: from_blob(docs) for value, docs in rows}

    def _read_facet(self, dim: str, value: str) -> BitMap:
        """Return the documents with a value of a query field: the one place where its meaning is looked up."""
        value = db_text(value)
        if dim in (DATE, WITHIN):
            from govtui.index.read.dated import touching, within  # not for the first list

            return (touching if dim == DATE else within)(self.connection, value)
        if dim in ("source", CITED) and value.endswith(STAR):
            return self._begun().docs(dim, value[:-1])
        if dim in ("id", "source", *PEOPLE):
            return self._linked.documents(dim, value)
        row = self.connection.execute("SELECT docs FROM facet WHERE dim = ? AND value = ?", (dim, value)).fetchone()
        if row is None and dim == "kind" and not self.listed:
            return self._docs_where("kind = ?", value)
        if row is None and dim not in ORDER and dim != INTERNAL:
            fields = self._fields()
            if dim == "place" or (dim in fields.links and (dim not in fields.facets or value.endswith(STAR))):
                return self._linked.documents(dim, value)
            if not value.endswith(STAR):
                return self._read_alike(dim, value)
        if row is None and value.endswith(STAR):
            return self._begun().docs(dim, value[:-1])
        return from_blob(row[0]) if row else BitMap()

    def _read_alike(self, dim: str, value: str) -> BitMap:
        """Return the documents of a full date, or of a text without accents."""
        fields = self._fields()
        if fields.value_type(dim) == "date":
            from govtui.index.read.dated import touching_own  # not for the first list

            return touching_own(self.connection, dim, value)
        values = self._values(dim) if fields.has_texts(dim) else {}
        return BitMap().union(*(values[one] for one in matching(values.keys(), value)))

    def _read_order(self, name: str) -> Order:
        if not self.listed:
            return Order(map(chunk_blob, chunked(list(self._alive))))

        connection = self.connection  # not self, which holds the order

        def chunks(limit: int, offset: int) -> Iterable[bytes]:
            sql = "SELECT docs FROM ord WHERE name = ? ORDER BY chunk LIMIT ? OFFSET ?"
            return [row[0] for row in connection.execute(sql, (name, limit, offset))]

        return Order(chunks(1, 0), lambda: chunks(-1, 1))

    # records

    @consistent_read
    def nearest(self, id: str) -> str:
        if not self.listed:
            return ""
        return nearest_id(id, self.connection)

    @consistent_read
    def types(self) -> Mapping[tuple[str, str], int]:
        if not self.listed:
            sql = "SELECT kind, type, count(*) FROM rec GROUP BY kind, type"
            return {(kind, type_): count for kind, type_, count in self.connection.execute(sql)}
        out: dict[tuple[str, str], int] = {}
        for kind in KINDS:
            rest = docs = self._facet("kind", kind) & self._alive
            for (type_,) in self.connection.execute("SELECT type FROM typed WHERE kind = ? AND type != ''", (kind,)):
                has = docs & self._facet("type", type_)
                rest = rest - has
                if has:
                    out[kind, type_] = len(has)
            if rest:
                out[kind, ""] = len(rest)
        return out

    def snippet(self, key: str, text: str, language: str) -> str:
        card, words = self.card(key), highlights(self.query(text), self.corrected(text))
        if card is None or self._root is None or not words:
            return ""
        from govtui.index.read.snippet import snippet

        return snippet(self._root, card, words, language)

    def found_lines(self, cards: Sequence[Card], text: str, language: str) -> Sequence[FoundLine]:
        words = highlights(self.query(text), self.corrected(text))
        if self._root is None or not words:
            return [FoundLine()] * len(cards)
        from govtui.index.read.snippet import found_line

        return [found_line(self._root, card, words, language) for card in cards]


def _known(language: str) -> str:
    """Return the language whose stored order serves for one."""
    return language if language in LANGUAGES else "en"
