"""What a line of a list and a card are made of: the columns of `rec`, and these as values."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import CITED, Card, Dangling, Incoming, Outgoing, Row, View
from govtui.index.bitmaps import Order
from govtui.index.read.snapshot import SnapshotReader, consistent_read, remembering
from govtui.index.schema import path_of
from govtui.text.fold import fold, folded_words

if TYPE_CHECKING:
    from govtui.model.checks.namesakes import Namesake


CARD = "key, id, kind, type, names, country, path, readable, ambiguous, date, number"
ROW = "doc, key, kind, severity, type, names, words"


def text_of(id: str) -> str:
    """An id as it may be asked for: an argument of a command need not be UTF-8."""
    return id.encode("utf-8", "replace").decode()


def row_of(row: Sequence[Any], view: View) -> Row:
    """A line, in the languages of a view, from the columns ROW."""
    _, key, kind, severity, type_, names_json, words_json = row
    names: dict[str, str] = json.loads(names_json)
    spoken = json.loads(words_json)
    type_words, date, place = spoken.get(view.words) or next(iter(spoken.values()))
    name, missing = name_of(names, view.language, key)
    others = (text for language, text in names.items() if language not in ("", view.language))
    other = next(others, "") if view.language in names else ""
    return Row(key, kind, severity, name, missing, other, type_words, date, place)


def name_of(names: Mapping[str, str], language: str, key: str) -> tuple[str, str]:
    """A name in a language, else in another one and which that is; without any the record's key."""
    if language in names:
        return names[language], ""
    missing = next((one for one in ("vi", "en") if one in names), next(iter(names), ""))
    return names.get(missing, key), missing


def card_of(row: Sequence[Any]) -> Card:
    """A card, from the columns CARD."""
    key, id_, kind, type_, names, country, path, readable, ambiguous, date, number = row
    told = json.loads(names)
    return Card(key, id_, kind, type_, told, country, path_of(path), bool(readable), bool(ambiguous), date, number)


# -- Single records as the index knows them: their rows in lists, their numbers and keys, what they are called now -----


class Cards(SnapshotReader):
    """Documents have numbers, which mean nothing when the index was changed; records have keys."""

    def rows(self, docs: Sequence[int], view: View) -> list[Row]:
        """The rows of some documents, in that order."""
        marks = ",".join(map(str, docs))
        found = {row[0]: row for row in self.connection.execute(f"SELECT {ROW} FROM rec WHERE doc IN ({marks})")}  # noqa: S608
        return [row_of(found[doc], view) for doc in docs if doc in found]

    def doc_of(self, key: str) -> int | None:
        """The number of the document with this key."""
        row = self.connection.execute("SELECT doc FROM rec WHERE key = ?", (text_of(key),)).fetchone()
        return row[0] if row else None

    def keys_of(self, docs: Iterable[int]) -> dict[int, str]:
        """The keys of documents by their numbers."""
        sql = f"SELECT doc, key FROM rec WHERE doc IN ({','.join(map(str, docs))})"  # noqa: S608
        return dict(self.connection.execute(sql).fetchall())

    def docs_of(self, keys: Iterable[str]) -> dict[str, int]:
        """The numbers of documents by their keys, as far as there are any."""
        asked = json.dumps([text_of(key) for key in keys])
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
        row = self.connection.execute(sql, (text_of(id),)).fetchone()
        if row is None:
            former = self.connection.execute("SELECT key FROM former WHERE id = ?", (text_of(id),)).fetchone()
            row = self.connection.execute(sql, former).fetchone() if former else None
        return card_of(row) if row else None

    @consistent_read
    def namesakes(self, kind: str, name: str) -> Sequence[Namesake]:
        from govtui.model.checks.namesakes import Namesake  # not for the first list

        sql = "SELECT DISTINCT key, path, country, names FROM call JOIN rec USING (doc) WHERE folded = ? AND kind = ? AND readable"  # noqa: E501
        found = self.connection.execute(sql, (folded_words(name), kind))
        return [
            Namesake(path_of(path), key, country)
            for key, path, country, raw in found
            if name in map(fold, json.loads(raw).values())
        ]


# -- Links between records, read from the index: what arrives at one, what leaves it, what has none, and what leads n --


@cache
def _qualities(kept: str) -> frozenset[str]:
    return frozenset(kept.split())


def _least(found: dict[int, Incoming], doc: int, one: Incoming) -> None:
    """Of several references of one record the one with the fewest reservations (it may use a former id, too)."""
    if len(one.quality) < len(found.setdefault(doc, one).quality):
        found[doc] = one


class Links(SnapshotReader):
    """The part of an index that knows who names whom (index.query.Index)."""

    _order: Callable[[str], Order]

    def forget(self) -> None:
        super().forget()
        self._places = remembering(self._read_places, 1)

    def _read_places(self) -> Mapping[str, int]:
        """Where references of a type stand among others; those of an inverse that someone typed stand with the relation."""
        row = self.connection.execute("SELECT v FROM meta WHERE k = 'references'").fetchone()
        pairs: list[tuple[str, str]] = json.loads(row[0]) if row else []
        inverses = {inverse: place for place, (_, inverse) in enumerate(pairs)}
        return inverses | {type_: place for place, (type_, _) in enumerate(pairs)}

    def _place(self, type_: str) -> tuple[int, str]:
        places = self._places()
        return places.get(type_, len(places)), type_

    @consistent_read
    def incoming(self, id: str) -> Sequence[Incoming]:
        """By type in the order of the relations, then by name."""
        id = text_of(id)
        ids = [id, *(row[0] for row in self.connection.execute("SELECT id FROM former WHERE key = ?", (id,)))]
        marks = ",".join("?" * len(ids))
        sql = f"SELECT ref.type, doc, key, field, quality FROM ref JOIN rec ON doc = source WHERE target IN ({marks})"  # noqa: S608
        by_type: dict[str, dict[int, Incoming]] = {}
        for type_, doc, key, field, quality in self.connection.execute(sql, ids):
            _least(by_type.setdefault(type_, {}), doc, Incoming(type_, key, field, _qualities(quality)))
        out: list[Incoming] = []
        for type_ in sorted(by_type, key=self._place):
            found = by_type[type_]
            out += [found[doc] for doc in self._order("name:vi").window(BitMap(found), 0, len(found))]
        return out

    @consistent_read
    def outgoing(self, key: str) -> Sequence[Outgoing]:
        """By type in the order of the relations, then as they are written; of several to one target the first."""
        # The order is made here: asked for it, SQLite reads the whole table in its order.
        sql = "SELECT rowid, type, target, field, quality FROM ref WHERE source = (SELECT doc FROM rec WHERE key = ?)"
        found: dict[tuple[str, str], Outgoing] = {}
        for _, type_, target, field, quality in sorted(self.connection.execute(sql, (text_of(key),))):
            found.setdefault((type_, target), Outgoing(type_, target, field, _qualities(quality)))
        return sorted(found.values(), key=lambda one: self._place(one.type))

    @consistent_read
    def orphans(self, language: str) -> Sequence[str]:
        """The keys of the records that neither link nor are linked to, by name; citations are no links but for sources."""
        linked = {doc for (doc,) in self.connection.execute("SELECT source FROM ref WHERE type != ?", (CITED,))}
        sql = "SELECT DISTINCT rec.doc FROM ref JOIN rec ON rec.key = target WHERE ref.type != ? OR rec.kind = 'source'"
        linked |= {doc for (doc,) in self.connection.execute(sql, (CITED,))}
        sql = "SELECT DISTINCT rec.doc FROM former JOIN ref ON target = former.id JOIN rec ON rec.key = former.key"
        linked |= {doc for (doc,) in self.connection.execute(sql)}
        keys = {doc: key for doc, key in self.connection.execute("SELECT doc, key FROM rec") if doc not in linked}
        order = self._order(f"name:{language if language in LANGUAGES else 'en'}")
        return [keys[doc] for doc in order.window(BitMap(keys), 0, len(keys))]

    @consistent_read
    def dangling(self) -> Sequence[Dangling]:
        """Every reference to an id that no record has or had, by that id."""
        sql = (
            "SELECT target, rec.key, ref.type, field FROM ref JOIN rec ON rec.doc = source"
            " WHERE NOT EXISTS (SELECT 1 FROM rec AS there WHERE there.key = target)"
            " AND target NOT IN (SELECT id FROM former) AND target NOT GLOB 'country:*' ORDER BY target, rec.key, field"
        )
        return [Dangling(*row) for row in self.connection.execute(sql)]
