"""Single records as the index knows them: their rows in lists, their numbers and keys, what they are called now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from govtui.index.query import Card, Row, View
from govtui.index.rows import CARD, ROW, card_of, row_of, text_of
from govtui.index.schema import path_of
from govtui.index.steady import Steady, steady
from govtui.text.fold import fold, folded_words

if TYPE_CHECKING:
    from govtui.model.checks.namesakes import Namesake


class Cards(Steady):
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

    @steady
    def still(self, keys: Collection[str]) -> Sequence[str]:
        here = self.docs_of(keys)
        cards = ((key, None if key in here else self.card(key)) for key in keys)
        return [card.key if card else key for key, card in cards if card or key in here]

    @steady
    def card(self, id: str) -> Card | None:
        sql = f"SELECT {CARD} FROM rec WHERE key = ?"  # noqa: S608
        row = self.connection.execute(sql, (text_of(id),)).fetchone()
        if row is None:
            former = self.connection.execute("SELECT key FROM former WHERE id = ?", (text_of(id),)).fetchone()
            row = self.connection.execute(sql, former).fetchone() if former else None
        return card_of(row) if row else None

    @steady
    def namesakes(self, kind: str, name: str) -> Sequence[Namesake]:
        from govtui.model.checks.namesakes import Namesake  # not for the first list

        sql = "SELECT DISTINCT key, path, country, names FROM call JOIN rec USING (doc) WHERE folded = ? AND kind = ? AND readable"  # noqa: E501
        found = self.connection.execute(sql, (folded_words(name), kind))
        return [
            Namesake(path_of(path), key, country)
            for key, path, country, raw in found
            if name in map(fold, json.loads(raw).values())
        ]
