"""Find records by what they are called: by a whole name, or by most of its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from pyroaring import BitMap

from govtui.index.api import Card
from govtui.index.bitmaps import from_blob
from govtui.index.read.rows import CARD, RecordReader, card_of, db_text
from govtui.index.read.snapshot import consistent_read
from govtui.index.schema import ALIAS, NAME
from govtui.text.fold import folded_words

SHARED = 0.6
"""The part of the words of the longer of two names that both have, from which on they are similar."""

_LOOKED_AT = 50
"""How many of the records that have the two rarest words of a name are compared with it."""


class NearNameReader(RecordReader):
    """Records with a name, or with one that is like it."""

    if TYPE_CHECKING:  # given by SqliteIndex
        _facet: Callable[[str, str], BitMap]

    @consistent_read
    def called(self, kind: str, names: Collection[str]) -> Sequence[Card]:
        wanted = json.dumps([db_text(folded_words(name)) for name in names if folded_words(name)])
        docs = "SELECT doc FROM call WHERE folded IN (SELECT value FROM json_each(?))"
        sql = f"SELECT {CARD} FROM rec WHERE doc IN ({docs}) AND kind = ? ORDER BY key"  # noqa: S608
        return [card_of(row) for row in self.connection.execute(sql, (wanted, kind))]

    @consistent_read
    def similar(self, kind: str, names: Collection[str]) -> Sequence[Card]:
        best: dict[int, float] = {}
        for name in names:
            wanted = frozenset(folded_words(db_text(name)).split())
            docs = self._with_rarest(kind, wanted) if len(wanted) > 1 else ()
            for doc, called in self._calls(docs).items():
                share = max(len(wanted & one) / max(len(wanted), len(one)) for one in called)
                if share >= SHARED:
                    best[doc] = max(share, best.get(doc, 0.0))
        keys = self.keys_of(best)
        found = sorted((-share, keys[doc]) for doc, share in best.items() if doc in keys)
        return self.cards([key for _, key in found])

    def _with_rarest(self, kind: str, words: Collection[str]) -> Sequence[int]:
        """Return the first records of a kind that have the two rarest of some words in their names."""
        of_kind = self._facet("kind", kind)
        having: dict[str, BitMap] = {}
        sql = "SELECT fold, docs FROM post WHERE fold IN (SELECT value FROM json_each(?)) AND field IN (?, ?)"
        for word, docs in self.connection.execute(sql, (json.dumps([*words]), NAME, ALIAS)):
            having[word] = having.get(word, BitMap()) | from_blob(docs)
        rarest = sorted(filter(None, (docs & of_kind for docs in having.values())), key=len)[:2]
        return list((rarest[0] & rarest[1])[:_LOOKED_AT]) if len(rarest) == 2 else ()

    def _calls(self, docs: Sequence[int]) -> Mapping[int, list[frozenset[str]]]:
        """Return the words of each name of documents."""
        found: dict[int, list[frozenset[str]]] = {}
        sql = f"SELECT doc, folded FROM call WHERE doc IN ({','.join(map(str, docs))})"  # noqa: S608
        for doc, folded in self.connection.execute(sql) if docs else ():
            found.setdefault(doc, []).append(frozenset(folded.split()))
        return found
