"""The best of what was found: what is called just that, then names that begin with it, then names that have it whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from pyroaring import BitMap

from govtui.index.ask import Ask
from govtui.index.bitmaps import Order
from govtui.text.fold import fold

HEAD = 100
"""How many documents are put in order by what their names say; the rest follow tier by tier."""


def best(connection: sqlite3.Connection, ask: Ask, found: Sequence[BitMap], order: Order) -> list[int]:
    """The first documents of a ranked result, at most HEAD, in order."""
    wanted = _wanted(ask)
    together = BitMap.union(*found) if found else BitMap()
    marks = ",".join("?" * len(wanted))
    rows = connection.execute(f"SELECT doc FROM call WHERE folded IN ({marks})", wanted)  # noqa: S608
    taken = BitMap(doc for (doc,) in rows if doc in together)
    docs = [(-1, doc) for tier in found for doc in order.window(tier & taken, 0, HEAD)][:HEAD]
    for number, tier in enumerate(found):
        if len(docs) >= HEAD:
            break
        docs += [(number, doc) for doc in order.window(tier - taken, 0, HEAD - len(docs))]
    marks = ",".join(str(doc) for _, doc in docs)
    has = " OR ".join(["instr(called, ?)"] * len(wanted))
    sql = f"SELECT doc, CASE WHEN {has} THEN 0 WHEN {has} THEN 1 ELSE 2 END FROM rec WHERE doc IN ({marks})"  # noqa: S608
    said = dict(connection.execute(sql, [*(f"\n {text}" for text in wanted), *(f" {text}" for text in wanted)]))
    return [doc for _, doc in sorted(docs, key=lambda one: (one[0], said.get(one[1], 2)))]


def _wanted(ask: Ask) -> list[str]:
    """The words of the query in a row, without accents; and as they would be if they were typed without an input method."""
    plain = " ".join(word.folded[0] for word in ask.words)
    typed = " ".join(fold(word.typed[0].rstrip("12345")) if word.typed else word.folded[0] for word in ask.words)
    return list(dict.fromkeys((plain, typed)))
