"""Single records as the index knows them: their rows in lists, their numbers and keys, what they are called now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from govtui.index.query import Card, Row, View
from govtui.index.rows import CARD, ROW, card_of, row_of, text_of
from govtui.index.steady import Steady, steady
from govtui.text.fold import fold, folded_words


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
    def namesakes(self, kind: str, names: Collection[str]) -> Collection[str]:
        """The keys of the readable records of a kind that have one of these folded names in some language."""
        said = {folded_words(name) for name in names}
        marks = ",".join("?" * len(said))
        sql = f"SELECT DISTINCT key, names FROM call JOIN rec USING (doc) WHERE folded IN ({marks}) AND kind = ? AND readable"  # noqa: S608, E501
        found = self.connection.execute(sql, (*said, kind))
        return {key for key, raw in found if any(fold(name) in names for name in json.loads(raw).values())}
