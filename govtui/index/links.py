"""Links between records, read from the index: what arrives at one, what leaves it, what has none, and what leads nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from pyroaring import BitMap

from govtui.index.bitmaps import Order
from govtui.index.query import CITED, Dangling, Incoming, Outgoing
from govtui.index.rows import text_of
from govtui.index.steady import Steady, remembering, steady


@cache
def _qualities(kept: str) -> frozenset[str]:
    return frozenset(kept.split())


def _least(found: dict[int, Incoming], doc: int, one: Incoming) -> None:
    """Of several references of one record the one with the fewest reservations (it may use a former id, too)."""
    if len(one.quality) < len(found.setdefault(doc, one).quality):
        found[doc] = one


class Links(Steady):
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

    @steady
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

    @steady
    def outgoing(self, key: str) -> Sequence[Outgoing]:
        """By type in the order of the relations, then as they are written; of several to one target the first."""
        # The order is made here: asked for it, SQLite reads the whole table in its order.
        sql = "SELECT rowid, type, target, field, quality FROM ref WHERE source = (SELECT doc FROM rec WHERE key = ?)"
        found: dict[tuple[str, str], Outgoing] = {}
        for _, type_, target, field, quality in sorted(self.connection.execute(sql, (text_of(key),))):
            found.setdefault((type_, target), Outgoing(type_, target, field, _qualities(quality)))
        return sorted(found.values(), key=lambda one: self._place(one.type))

    @steady
    def orphans(self, language: str) -> Sequence[str]:
        """The keys of the records that neither link nor are linked to, by name; citations are no links but for sources."""
        linked = {doc for (doc,) in self.connection.execute("SELECT source FROM ref WHERE type != ?", (CITED,))}
        sql = "SELECT DISTINCT rec.doc FROM ref JOIN rec ON rec.key = target WHERE ref.type != ? OR rec.kind = 'source'"
        linked |= {doc for (doc,) in self.connection.execute(sql, (CITED,))}
        sql = "SELECT DISTINCT rec.doc FROM former JOIN ref ON target = former.id JOIN rec ON rec.key = former.key"
        linked |= {doc for (doc,) in self.connection.execute(sql)}
        keys = {doc: key for doc, key in self.connection.execute("SELECT doc, key FROM rec") if doc not in linked}
        order = self._order(f"name:{language if language in ('vi', 'en') else 'en'}")
        return [keys[doc] for doc in order.window(BitMap(keys), 0, len(keys))]

    @steady
    def dangling(self) -> Sequence[Dangling]:
        """Every reference to an id that no record has or had, by that id."""
        sql = (
            "SELECT target, rec.key, ref.type, field FROM ref JOIN rec ON rec.doc = source"
            " WHERE NOT EXISTS (SELECT 1 FROM rec AS there WHERE there.key = target)"
            " AND target NOT IN (SELECT id FROM former) AND target NOT GLOB 'country:*' ORDER BY target, rec.key, field"
        )
        return [Dangling(*row) for row in self.connection.execute(sql)]
