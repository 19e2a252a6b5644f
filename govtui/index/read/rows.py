"""Read single records: rows of lists, cards, keys and document numbers, references."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from govtui.index.api import Card, Incoming, Outgoing, Row, View
from govtui.index.bitmaps import Order
from govtui.index.read import elsewhere
from govtui.index.read.snapshot import SnapshotReader, consistent_read, weak_lru_cache
from govtui.index.schema import UNREAD, from_db_path, to_db_path
from govtui.model.relations import PLAIN, as_of, is_surer
from govtui.text.fold import fold, folded_words

if TYPE_CHECKING:
    from govtui.model.checks.namesakes import Namesake


CARD = "key, id, kind, type, names, country, path, readable, ambiguous, date, number, status, symbol, tag, severity"
ROW = "doc, key, kind, severity, type, names, words, date, country"


def db_text(id: str) -> str:
    """Return an id that was asked for as SQLite can compare it: an argument of a command need not be UTF-8."""
    return id.encode("utf-8", "replace").decode()


def with_former(connection: sqlite3.Connection, id: str) -> list[str]:
    """Return an id with the former ids that lead to it."""
    id = db_text(id)
    return [id, *(row[0] for row in connection.execute("SELECT id FROM former WHERE key = ?", (id,)))]


def row_of(row: Sequence[Any], view: View) -> Row:
    """Make a row, in the languages of a view, of the columns ROW."""
    _, key, kind, severity, type_, names_json, words_json, _, _ = row
    names: dict[str, str] = json.loads(names_json)
    type_words, date, place = words_in(words_json, view)
    name, missing = name_of(names, view.language, key)
    others = (text for language, text in names.items() if language not in ("", view.language))
    other = next(others, "") if view.language in names else ""
    return Row(key, kind, severity, name, missing, other, type_words, date, place)


def words_in(words_json: str, view: View) -> Any:
    """Return what stands in the column `words`, JSON by language, for the language of the interface."""
    spoken = json.loads(words_json)
    return spoken.get(view.words) or next(iter(spoken.values()))


def name_of(names: Mapping[str, str], language: str, key: str) -> tuple[str, str]:
    """Return the name in a language, else in another and which; the key where there is no name."""
    if language in names:
        return names[language], ""
    missing = next((one for one in ("vi", "en") if one in names), next(iter(names), ""))
    return names.get(missing, key), missing


def card_of(row: Sequence[Any]) -> Card:
    """Make a card of the columns CARD."""
    key, id_, kind, type_, names, country, path, readable, ambiguous, date, number, status, symbol, tag, severity = row
    names, path = json.loads(names), from_db_path(path)
    tag = "" if tag.startswith(UNREAD) else tag
    is_known = bool(readable), bool(ambiguous)
    return Card(key, id_, kind, type_, names, country, path, *is_known, date, number, status, symbol, tag, severity)


class RecordReader(SnapshotReader):
    """Rows, cards, keys and document numbers. A number means nothing once the index was changed, a key does."""

    if TYPE_CHECKING:  # given by SqliteIndex
        _facet: Any

    def disputed(self) -> BitMap:
        """Return the documents on which sources disagree."""
        return self._facet("has", "discrepancy")  # type: ignore[no-any-return]

    def rows(self, docs: Sequence[int], view: View) -> list[Row]:
        """Return the rows of documents, in that order."""
        marks = ",".join(map(str, docs))
        found = {row[0]: row for row in self.connection.execute(f"SELECT {ROW} FROM rec WHERE doc IN ({marks})")}  # noqa: S608
        here = [doc for doc in docs if doc in found]
        rows = [row_of(found[doc], view) for doc in here]
        undated = [doc for doc, row in zip(here, rows, strict=True) if row.kind == "event" and not row.date]
        if within := self._within(undated):
            rows = [
                row._replace(within=words_in(within[doc], view)) if doc in within else row
                for row, doc in zip(rows, here, strict=True)
            ]
        if asked := self.asked_elsewhere(view.text):
            told = self._told(here, asked, view.words)
            rows = [self._marked(row, found[doc], asked, told) for row, doc in zip(rows, here, strict=True)]
        if linked := self.linked_elsewhere(view.text, BitMap(here)):
            rows = [
                row._replace(elsewhere=("type", *row.elsewhere))
                if doc in linked and "type" not in row.elsewhere
                else row
                for row, doc in zip(rows, here, strict=True)
            ]
        return rows

    def _told(self, docs: Sequence[int], asked: elsewhere.Filters, language: str) -> Mapping[int, str]:
        """Return the documents of which another source, or the whole, has the date asked for, and none of their own dates is it.

        With the words of a claim's date; of the whole's, which the row has, it is empty.
        """
        out: dict[int, str] = {}
        for dates in elsewhere.asked_dates(asked):
            from govtui.index.read.dated import told_elsewhere, words_of  # not for the first list

            for doc, (edtf, is_of_whole) in told_elsewhere(self.connection, docs, dates).items():
                out.setdefault(doc, "" if is_of_whole else words_of(edtf, language))
        return out

    def _within(self, docs: Sequence[int]) -> Mapping[int, str]:
        """Return the words of inherited dates, as JSON by language, of those of the documents that have one."""
        if not docs:
            return {}
        sql = f"SELECT doc, words FROM inherited WHERE doc IN ({','.join(map(str, docs))})"  # noqa: S608
        return dict(self.connection.execute(sql).fetchall())

    def asked_elsewhere(self, text: str) -> elsewhere.Filters:
        """Return those filters of a query for which a row may get the mark of what another source says."""
        return {}

    def linked_elsewhere(self, text: str, docs: BitMap) -> BitMap:
        """Return those of the documents that a query finds by a link that a claim alone makes."""
        return BitMap()

    def _marked(self, row: Row, columns: Sequence[Any], asked: elsewhere.Filters, told: Mapping[int, str]) -> Row:
        doc, *_, date, country = columns
        if elsewhere.is_status_elsewhere(doc, asked, self._facet):
            row = row._replace(elsewhere=("type",))
        if doc in told or elsewhere.is_date_elsewhere(date, asked):
            row = row._replace(elsewhere=(*row.elsewhere, "date"), told=told.get(doc, ""))
        if elsewhere.is_place_elsewhere(country, asked):
            row = row._replace(elsewhere=(*row.elsewhere, "place"))
        return row

    def doc_of(self, key: str) -> int | None:
        """Return the number of the document with this key."""
        row = self.connection.execute("SELECT doc FROM rec WHERE key = ?", (db_text(key),)).fetchone()
        return row[0] if row else None

    def keys_of(self, docs: Iterable[int]) -> dict[int, str]:
        """Return the keys of documents by number."""
        sql = f"SELECT doc, key FROM rec WHERE doc IN ({','.join(map(str, docs))})"  # noqa: S608
        return dict(self.connection.execute(sql).fetchall())

    def docs_of(self, keys: Iterable[str]) -> dict[str, int]:
        """Return the numbers of documents by key, without keys that no record has."""
        asked = json.dumps([db_text(key) for key in keys])
        sql = "SELECT key, doc FROM rec WHERE key IN (SELECT value FROM json_each(?))"
        return dict(self.connection.execute(sql, (asked,)).fetchall())

    @consistent_read
    def still(self, keys: Collection[str]) -> Sequence[str]:
        here = self.docs_of(keys)
        cards = ((key, None if key in here else self.card(key)) for key in keys)
        return [card.key if card else key for key, card in cards if card or key in here]

    @consistent_read
    def card(self, id: str) -> Card | None:
        sql = f"SELECT {CARD} FROM rec WHERE key = ?"  # noqa: S608
        row = self.connection.execute(sql, (db_text(id),)).fetchone()
        if row is None:
            former = self.connection.execute("SELECT key FROM former WHERE id = ?", (db_text(id),)).fetchone()
            row = self.connection.execute(sql, former).fetchone() if former else None
        return card_of(row) if row else None

    @consistent_read
    def former_ids(self) -> Mapping[str, str]:
        return dict(self.connection.execute("SELECT id, key FROM former").fetchall())

    @consistent_read
    def card_at(self, path: str) -> Card | None:
        sql = f"SELECT {CARD} FROM rec WHERE path = ?"  # noqa: S608
        row = self.connection.execute(sql, (to_db_path(path),)).fetchone()
        return card_of(row) if row else None

    @consistent_read
    def cards(self, keys: Sequence[str]) -> Sequence[Card]:
        asked = json.dumps([db_text(key) for key in keys])
        sql = f"SELECT {CARD} FROM rec WHERE key IN (SELECT value FROM json_each(?))"  # noqa: S608
        found = {row[0]: card_of(row) for row in self.connection.execute(sql, (asked,))}
        return [found[key] for key in map(db_text, keys) if key in found]

    @consistent_read
    def namesakes(self, kind: str, name: str) -> Sequence[Namesake]:
        from govtui.model.checks.namesakes import Namesake  # not for the first list

        sql = "SELECT DISTINCT key, path, country, names FROM call JOIN rec USING (doc) WHERE folded = ? AND kind = ? AND readable"  # noqa: E501
        found = self.connection.execute(sql, (folded_words(name), kind))
        return [
            Namesake(from_db_path(path), key, country)
            for key, path, country, raw in found
            if name in map(fold, json.loads(raw).values())
        ]


@cache
def _stored(quality: str) -> frozenset[str]:
    return frozenset(quality.split())


def _qualities(stored: str) -> frozenset[str]:
    """Return the qualities of a reference as of today: a cached index may be older than the end of a membership."""
    if not stored:
        return PLAIN
    return as_of(_stored(stored), datetime.date.today())  # noqa: DTZ011 (the reader's own day is meant)


class LinkReader(SnapshotReader):
    """References between records."""

    _order: Callable[[str], Order]

    def forget(self) -> None:
        super().forget()
        self._ranks = weak_lru_cache(self._read_ranks, 1)

    def _read_ranks(self) -> Mapping[str, int]:
        """Return the reading order of reference types; an inverse in a file has its relation's rank."""
        row = self.connection.execute("SELECT v FROM meta WHERE k = 'references'").fetchone()
        pairs: list[tuple[str, str]] = json.loads(row[0]) if row else []
        inverses = {inverse: rank for rank, (_, inverse) in enumerate(pairs)}
        return inverses | {type_: rank for rank, (type_, _) in enumerate(pairs)}

    def _rank(self, type_: str) -> tuple[int, str]:
        ranks = self._ranks()
        return ranks.get(type_, len(ranks)), type_

    @consistent_read
    def naming(self, id: str, types: Collection[str]) -> Sequence[str]:
        # Asked during updates, too, when orders are not written yet.
        ids = with_former(self.connection, id)
        targets, kinds = (",".join("?" * len(one)) for one in (ids, types))
        where = f"target IN ({targets}) AND ref.type IN ({kinds}) AND told_by = ''"
        sql = f"SELECT DISTINCT key FROM ref JOIN rec ON doc = source WHERE {where}"  # noqa: S608
        return sorted(key for (key,) in self.connection.execute(sql, (*ids, *types)))

    @consistent_read
    def incoming(self, id: str) -> Sequence[Incoming]:
        ids = with_former(self.connection, id)
        marks = ",".join("?" * len(ids))
        columns = "ref.type, doc, key, field, quality, told_by"
        sql = f"SELECT {columns} FROM ref JOIN rec ON doc = source WHERE target IN ({marks})"  # noqa: S608
        by_type: dict[str, dict[int, Incoming]] = {}
        for type_, doc, key, field, quality, told_by in self.connection.execute(sql, ids):
            one, found = Incoming(type_, key, field, _qualities(quality), told_by), by_type.setdefault(type_, {})
            # Of several references of one record the surest; it may use a former id, too.
            if (first := found.setdefault(doc, one)) is not one and is_surer(one, first):
                found[doc] = one
        out: list[Incoming] = []
        for type_ in sorted(by_type, key=self._rank):
            found = by_type[type_]
            out += [found[doc] for doc in self._order("name:vi").window(BitMap(found), 0, len(found))]
        return out

    @consistent_read
    def outgoing(self, key: str) -> Sequence[Outgoing]:
        # Sorted here: with ORDER BY, SQLite reads the whole table in that order. Of several to one target the first.
        columns = "rowid, type, target, field, quality, told_by"
        sql = f"SELECT {columns} FROM ref WHERE source = (SELECT doc FROM rec WHERE key = ?)"  # noqa: S608
        found: dict[tuple[str, str], Outgoing] = {}
        for _, type_, target, field, quality, told_by in sorted(self.connection.execute(sql, (db_text(key),))):
            found.setdefault((type_, target), Outgoing(type_, target, field, _qualities(quality), told_by))
        return sorted(found.values(), key=lambda one: self._rank(one.type))
