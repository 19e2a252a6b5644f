"""Deal out what a search without this index needs: postings, names, facets, over records numbered in the order of their names.

Rows are read in pieces, each in one snapshot, so that a large index is never held. A record that changes while one reads is left out.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from govtui.index.api import View
from govtui.index.bitmaps import from_blob
from govtui.index.query_api import Posting
from govtui.index.read.rows import RecordReader
from govtui.index.read.snapshot import consistent_read

if TYPE_CHECKING:
    from govtui.index.read.result import SqliteResult

PIECE = 2000
"""Rows of a table that are read at once."""


class SqliteSearchData:
    """The search data of a language (query_api.SearchData)."""

    def __init__(self, reader: RecordReader, keys: Sequence[str], published: Collection[str] | None) -> None:
        """`keys`: of all records, by name; `published`: those that are dealt out, None for all."""
        self._reader = reader
        self.keys = keys if published is None else [key for key in keys if key in published]
        docs = reader.docs_of(self.keys)
        self.keys = [key for key in self.keys if key in docs]
        self._docs = BitMap(docs.values())
        self._is_part = published is not None
        self._place = array("i", [-1]) * (max(docs.values(), default=0) + 1)
        for place, key in enumerate(self.keys):
            self._place[docs[key]] = place

    def _places(self, docs: BitMap) -> list[int]:
        """Return the places of those of the documents that are dealt out, in order."""
        return sorted(map(self._place.__getitem__, docs & self._docs))

    def postings(self) -> Iterator[Posting]:
        sql = (
            "SELECT fold, surface, field, docs FROM post WHERE (fold, surface, field) > (?, ?, ?)"
            " ORDER BY fold, surface, field LIMIT ?"
        )
        for fold, surface, field, blob in self._rows(sql, ("", "", -1), 3):
            if places := self._places(from_blob(blob)):
                yield Posting(fold, surface, field, places)

    def called(self) -> Iterator[tuple[str, Sequence[int]]]:
        sql = "SELECT folded, doc FROM call WHERE (folded, doc) > (?, ?) ORDER BY folded, doc LIMIT ?"
        for folded, rows in groupby(self._rows(sql, ("", -1), 2), itemgetter(0)):
            if places := self._places(BitMap(doc for _, doc in rows)):
                yield folded, places

    def _rows(self, sql: str, start: tuple[Any, ...], width: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table in the order of its first `width` columns."""
        while rows := self._read(sql, (*start, PIECE)):
            yield from rows
            start = rows[-1][:width]

    def _read(self, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return self._reader.read_consistently(lambda: self._reader.connection.execute(sql, values).fetchall())

    def having(self, dim: str) -> Iterator[tuple[str, Sequence[int]]]:
        sql = "SELECT value, docs FROM facet WHERE dim = ? ORDER BY value"
        for value, blob in self._read(sql, (dim,)):
            if places := self._places(from_blob(blob)):
                yield value, places

    def touching(self, year: str) -> Sequence[int]:
        from govtui.index.read.dated import touching  # only for who deals out

        return self._places(self._reader.read_consistently(lambda: touching(self._reader.connection, year)))


class SearchDataReader(RecordReader):
    """Deals out search data."""

    if TYPE_CHECKING:  # given by SqliteIndex

        def result(self, view: View) -> SqliteResult: ...

    @consistent_read
    def search_data(self, language: str, published: Collection[str] | None = None) -> SqliteSearchData:
        named = self.result(View(language=language, words=language))
        return SqliteSearchData(self, named.keys(0, named.total), published)
