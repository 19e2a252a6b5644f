"""What a mistyped id may have meant: looked up by its words and letters, so that it costs as little among many records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pyroaring import BitMap

from govtui.index.bitmaps import thawed
from govtui.index.near import nearest_terms
from govtui.index.schema import ALIAS, LAST
from govtui.text.fold import fold

FEW = 500
"""So many ids are compared one by one."""

LEAST = 0.75
"""How alike two ids must be (difflib's ratio)."""


def nearest_id(id: str, connection: sqlite3.Connection) -> str:
    """The id most like one that no record has; "" where none is alike.

    In a large registry only ids with a slip of one letter, or with all words of this one but one, are thought of.
    """
    from difflib import get_close_matches  # not for the first list

    ids = [row[0] for row in connection.execute("SELECT id FROM rec LIMIT ?", (FEW + 1,))]
    if len(ids) > FEW:
        if slips := nearest_terms(id, _Ids(connection)):
            return slips[0]
        ids = list(_alike(id, connection))
    return next(iter(get_close_matches(id, ids, 1, LEAST)), "")


def _alike(id: str, connection: sqlite3.Connection) -> Iterator[str]:
    """Ids that have all words of one but one, the first FEW."""
    words = [_having(word, connection) for word in dict.fromkeys(id.split("-")) if word]
    for left_out in range(len(words)):
        rest = words[:left_out] + words[left_out + 1 :]
        docs = BitMap.intersection(*rest) if rest else BitMap()
        marks = ",".join(map(str, docs[:FEW]))
        yield from (row[0] for row in connection.execute(f"SELECT id FROM rec WHERE doc IN ({marks})"))  # noqa: S608 (numbers)


def _having(word: str, connection: sqlite3.Connection) -> BitMap:
    rows = connection.execute("SELECT docs FROM post WHERE fold = ? AND field = ?", (fold(word), ALIAS))
    return BitMap.union(BitMap(), *(thawed(docs) for (docs,) in rows))


class _Ids:
    """The ids of an index as near.Terms."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def has(self, term: str) -> bool:
        return self._connection.execute("SELECT 1 FROM rec WHERE id = ?", (term,)).fetchone() is not None

    def letters_after(self, beginning: str) -> Iterator[str]:
        place, end, last = len(beginning), beginning + LAST, beginning
        sql = "SELECT min(id) FROM rec WHERE id > ? AND id < ?"
        while (found := self._connection.execute(sql, (last, end)).fetchone()[0]) is not None:
            yield found[place]
            last = beginning + found[place] + LAST
