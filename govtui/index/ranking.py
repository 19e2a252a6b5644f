"""The best of what was found: what is called just that, then names that begin with it, then names that have it whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from pyroaring import BitMap

from govtui.index.ask import Ask
from govtui.index.bitmaps import Order
from govtui.text.fold import fold, folded_words

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
    rows = connection.execute(f"SELECT doc, names FROM rec WHERE doc IN ({marks})")  # noqa: S608
    names = {doc: [f" {folded_words(name)}" for name in json.loads(raw).values()] for doc, raw in rows}

    def rank(one: tuple[int, int]) -> tuple[int, int]:
        said = names.get(one[1], [])
        if any(name.startswith(f" {text}") for name in said for text in wanted):
            return (one[0], 0)
        return (one[0], 1 if any(f" {text}" in name for name in said for text in wanted) else 2)

    return [doc for _, doc in sorted(docs, key=rank)]


def _wanted(ask: Ask) -> list[str]:
    """The words of the query in a row, without accents; and as they would be if they were typed without an input method."""
    plain = " ".join(word.folded[0] for word in ask.words)
    typed = " ".join(fold(word.typed[0].rstrip("12345")) if word.typed else word.folded[0] for word in ask.words)
    return list(dict.fromkeys((plain, typed)))
