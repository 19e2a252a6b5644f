"""The index in SQLite, read: lists, counts, facets, links, problems (index.query.Index)."""

from __future__ import annotations

import difflib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from govtui.index.ask import Ask, Mistake, parse
from govtui.index.bitmaps import Order, chunked
from govtui.index.query import ALL, Card, Incoming, Row, Settings, View
from govtui.index.ranking import best
from govtui.index.schema import path_of
from govtui.index.search import Postings, filtered, tiers

if TYPE_CHECKING:
    from govtui.model.problem import Problem

_KINDS = ("organization", "declaration", "event", "source")
_CARD = "key, id, kind, type, names, country, path, readable, ambiguous, date, number"
_ROW = "doc, key, kind, severity, type, names, words"


class DiskResult:
    """The documents of a view, in its order (index.query.Result).

    First the head, then tier after tier; within a tier, by the order.
    """

    def __init__(
        self, index: DiskIndex, view: View, head: Sequence[int], found: Sequence[BitMap], order: Order
    ) -> None:
        self._index, self._view, self._order = index, view, order
        self._head = list(head)
        first = BitMap(self._head)
        self._tiers = [tier - first for tier in found] if first else list(found)
        self.total = len(self._head) + sum(map(len, self._tiers))

    def window(self, start: int, stop: int) -> Sequence[Row]:
        return self._index.rows(self.docs(start, stop), self._view)

    def docs(self, start: int, stop: int) -> list[int]:
        """The numbers of the documents from `start` up to `stop`."""
        start, stop = max(0, start), min(max(0, stop), self.total)
        out = self._head[start:stop]
        before = len(self._head)
        for tier in self._tiers:
            if before >= stop:
                break
            if before + len(tier) > start:
                out += self._order.window(tier, max(0, start - before), stop - before)
            before += len(tier)
        return out

    def position(self, key: str) -> int | None:
        doc = self._index.doc_of(key)
        if doc in self._head:
            return self._head.index(doc)
        before = len(self._head)
        for tier in self._tiers:
            if doc is not None and (place := self._order.position(tier, doc)) is not None:
                return before + place
            before += len(tier)
        return None


class DiskIndex:
    """Everything is asked of the database when it is needed; bitmaps that were asked for are remembered."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._forget()

    def _forget(self) -> None:
        """Start anew after the database was changed."""
        self._postings = Postings(self.connection)
        self._order = lru_cache(maxsize=8)(self._read_order)
        self._facet = lru_cache(maxsize=4096)(self._read_facet)
        self._tiers = lru_cache(maxsize=32)(self._find)
        self._values = lru_cache(maxsize=32)(self._read_values)
        row = self.connection.execute("SELECT v FROM meta WHERE k = 'alive'").fetchone()
        self.whole = row is not None
        if row:
            self._alive = BitMap.deserialize(row[0])
        else:
            self._alive = BitMap(doc for (doc,) in self.connection.execute("SELECT doc FROM rec"))

    @cached_property
    def settings(self) -> Settings:
        row = self.connection.execute("SELECT v FROM meta WHERE k = 'settings'").fetchone()
        data: dict[str, Any] = json.loads(row[0]) if row else {"name": {}, "languages": ["vi", "en"]}
        return Settings(data["name"], tuple(data["languages"]))

    # finding

    def result(self, view: View) -> DiskResult:
        found = self._tiers(view.text, view.kind, view.order == "name")
        language = view.language if view.language in ("vi", "en") else "en"
        order = self._order(f"{view.order}:{language}")
        ranked = view.order == "name" and parse(view.text).words
        head = best(self.connection, parse(view.text), found, order) if ranked else ()
        return DiskResult(self, view, head, found, order)

    def _find(self, line: str, kind: str, ranked: bool) -> list[BitMap]:
        ask = parse(line)
        allowed = self._alive if kind == ALL else self._alive & self._facet("kind", kind)
        found = tiers(ask, self._postings, allowed, self._facet)
        if ranked or len(found) < 2:
            return found
        together = BitMap()
        for tier in found:
            together |= tier
        return [together]

    def counts(self, text: str = "") -> Mapping[str, int]:
        together = self._together(text)
        by_kind = {kind: self._facet("kind", kind).intersection_cardinality(together) for kind in _KINDS}
        return {ALL: len(together), **by_kind}

    def facets(self, text: str) -> Mapping[str, Mapping[str, int]]:
        """The counts of every value of every facet among what a query leaves, its own choice in that facet left out."""
        ask = parse(text)
        whole = self._together(text)
        out: dict[str, dict[str, int]] = {}
        for dim, values in self._values().items():
            docs = whole
            if dim in ask.filters:
                docs = self._without(ask, dim)
            counted = ((value, bits.intersection_cardinality(docs)) for value, bits in values.items())
            out[dim] = {value: count for value, count in counted if count or value in ask.filters.get(dim, ())}
        return out

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """What is wrong with a query line: what cannot be understood, and values that no record has."""
        ask = parse(text)
        found = list(ask.mistakes)
        for (dim, value), (start, end) in ask.places.items():
            if dim in ("type", "status", "source", "kind") and not self._facet(dim, value):
                near = difflib.get_close_matches(value, self._values().get(dim, {}), 1)
                values = {"field": dim, "value": value, "near": near[0] if near else ""}
                found.append(Mistake("no_such_value", start, end, values))
        return sorted(found, key=lambda mistake: mistake.start)

    def _together(self, text: str) -> BitMap:
        together = BitMap()
        for tier in self._tiers(text, ALL, True):
            together |= tier
        return together

    def _without(self, ask: Ask, dim: str) -> BitMap:
        bare = replace(ask, filters={name: values for name, values in ask.filters.items() if name != dim})
        together = BitMap()
        for tier in tiers(bare, self._postings, self._alive, self._facet):
            together |= tier
        return together if ask.words or ask.phrases else filtered(bare.filters, self._alive, self._facet)

    def _read_values(self) -> Mapping[str, Mapping[str, BitMap]]:
        out: dict[str, dict[str, BitMap]] = {}
        for dim, value, docs in self.connection.execute("SELECT dim, value, docs FROM facet"):
            out.setdefault(dim, {})[value] = BitMap.deserialize(docs)
        return out

    def _read_facet(self, dim: str, value: str) -> BitMap:
        row = self.connection.execute("SELECT docs FROM facet WHERE dim = ? AND value = ?", (dim, value)).fetchone()
        if row is None and dim == "kind" and not self.whole:
            return BitMap(doc for (doc,) in self.connection.execute("SELECT doc FROM rec WHERE kind = ?", (value,)))
        return BitMap.deserialize(row[0]) if row else BitMap()

    def _read_order(self, name: str) -> Order:
        if not self.whole:
            return Order(chunk.tobytes() for chunk in chunked(list(self._alive)))
        rows = self.connection.execute("SELECT docs FROM ord WHERE name = ? ORDER BY chunk", (name,))
        return Order(row[0] for row in rows)

    # records

    def rows(self, docs: Sequence[int], view: View) -> list[Row]:
        """The rows of some documents, in that order."""
        marks = ",".join(map(str, docs))
        found = {row[0]: row for row in self.connection.execute(f"SELECT {_ROW} FROM rec WHERE doc IN ({marks})")}  # noqa: S608
        return [_row(found[doc], view) for doc in docs if doc in found]

    def doc_of(self, key: str) -> int | None:
        """The number of the document with this key."""
        row = self.connection.execute("SELECT doc FROM rec WHERE key = ?", (_text(key),)).fetchone()
        return row[0] if row else None

    def card(self, id: str) -> Card | None:
        sql = f"SELECT {_CARD} FROM rec WHERE key = ?"  # noqa: S608
        row = self.connection.execute(sql, (_text(id),)).fetchone()
        if row is None:
            former = self.connection.execute("SELECT key FROM former WHERE id = ?", (_text(id),)).fetchone()
            row = self.connection.execute(sql, former).fetchone() if former else None
        return _card(row) if row else None

    def incoming(self, id: str) -> Sequence[Incoming]:
        """By type in the order of the relations, then by name."""
        from govtui.model.relations import reference_order

        id = _text(id)
        ids = [id, *(row[0] for row in self.connection.execute("SELECT id FROM former WHERE key = ?", (id,)))]
        marks = ",".join("?" * len(ids))
        sql = f"SELECT ref.type, doc, key, field FROM ref JOIN rec ON doc = source WHERE target IN ({marks})"  # noqa: S608
        by_type: dict[str, dict[int, Incoming]] = {}
        for type_, doc, key, field in self.connection.execute(sql, ids):
            by_type.setdefault(type_, {}).setdefault(doc, Incoming(type_, key, field))
        out: list[Incoming] = []
        for type_ in sorted(by_type, key=reference_order):
            found = by_type[type_]
            out += [found[doc] for doc in self._order("name:vi").window(BitMap(found), 0, len(found))]
        return out

    def nearest(self, id: str) -> str:
        ids = [row[0] for row in self.connection.execute("SELECT id FROM rec")]
        near = difflib.get_close_matches(id, ids, 1, 0.75)
        return near[0] if near else ""

    def types(self) -> Mapping[tuple[str, str], int]:
        sql = "SELECT kind, type, count(*) FROM rec GROUP BY kind, type"
        return {(kind, type_): count for kind, type_, count in self.connection.execute(sql)}

    def events(self, limit: int) -> Sequence[Card]:
        dated = self._facet("kind", "event") & self._facet("dated", "year")
        docs = self._order("date:vi").window(dated & self._alive, 0, limit)
        found = {doc: row for doc, *row in self.connection.execute(
            f"SELECT doc, {_CARD} FROM rec WHERE doc IN ({','.join(map(str, docs))})"  # noqa: S608
        )}  # fmt: skip
        return [_card(found[doc]) for doc in docs]

    def problems(self, key: str = "") -> Sequence[Problem]:
        from govtui.model.problem import Problem, Severity

        if key:
            doc = self.doc_of(key)
            rows = self.connection.execute("SELECT data FROM problem WHERE doc = ?", (-1 if doc is None else doc,))
        else:
            rows = self.connection.execute("SELECT data FROM problem")
        out = []
        for (data,) in rows:
            values = json.loads(data)
            out.append(Problem(**{**values, "severity": Severity(values["severity"])}))
        return sorted(out, key=lambda problem: problem.order)


def _text(id: str) -> str:
    """An id as it may be asked for: an argument of a command need not be UTF-8."""
    return id.encode("utf-8", "replace").decode()


def _row(row: Sequence[Any], view: View) -> Row:
    _, key, kind, severity, type_, names_json, words_json = row
    names: dict[str, str] = json.loads(names_json)
    spoken = json.loads(words_json)
    type_words, date, place = spoken.get(view.words) or next(iter(spoken.values()))
    if view.language in names:
        name, missing = names[view.language], ""
        other = next((text for language, text in names.items() if language not in ("", view.language)), "")
    else:
        language = next((one for one in ("vi", "en") if one in names), next(iter(names), ""))
        name, missing, other = names.get(language, key), language, ""
    return Row(key, kind, severity, name, missing, other, type_words, date, place)


def _card(row: Sequence[Any]) -> Card:
    key, id_, kind, type_, names, country, path, readable, ambiguous, date, number = row
    told = json.loads(names)
    return Card(key, id_, kind, type_, told, country, path_of(path), bool(readable), bool(ambiguous), date, number)
