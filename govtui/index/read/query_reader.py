"""Query lines: parsing, mistakes, corrections, completion, blame, answers (query_api.Queries)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyroaring import BitMap

from govtui.index.api import ALL
from govtui.index.query import Correction, Mistake, Query
from govtui.index.query_api import Answers
from govtui.index.query_fields import texts_of
from govtui.index.read.mistakes import mistakes_of
from govtui.index.read.rows import RecordReader
from govtui.index.read.search import corrections
from govtui.index.read.snapshot import consistent_read, weak_lru_cache
from govtui.text.fold import fold

if TYPE_CHECKING:
    from govtui.index.query_api import Blame, Offer
    from govtui.index.query_fields import QueryFields
    from govtui.index.read.answer_lookups import AnswerLookups
    from govtui.index.read.begun_values import BegunValues
    from govtui.index.read.completion import Engine
    from govtui.index.read.linked import Linked
    from govtui.index.read.search import Postings


class QueryReader(RecordReader):
    """What an index tells of query lines."""

    if TYPE_CHECKING:  # given by SqliteIndex
        listed: bool
        whole: bool
        _alive: BitMap
        _begun: Callable[[], BegunValues]
        _facet: Callable[[str, str], BitMap]
        _fields: Callable[[], QueryFields]
        _linked: Linked
        _parsed: Callable[[str], Query]
        _postings: Postings
        _values: Callable[[str], Mapping[str, BitMap]]

        def named(self, field: str, words: str) -> Sequence[str]: ...
        def _is_linked(self, dim: str) -> bool: ...
        def _matching(self, text: str) -> BitMap: ...

    def forget(self) -> None:
        super().forget()
        self._lookups = weak_lru_cache(self._make_lookups, 1)

    @consistent_read
    def query(self, text: str) -> Query:
        return self._parsed(text)

    @consistent_read
    def mistakes(self, text: str) -> Sequence[Mistake]:
        query = self._parsed(text)
        if not query.spans:
            return query.mistakes
        return mistakes_of(text, query, self._fields(), self._maybe, self._near)

    def _maybe(self, dim: str, value: str) -> BitMap:
        """Return the documents that may have a value, as far as files were read."""
        return self._facet(dim, value) if self.whole or not self._is_linked(dim) else self._alive

    def _near(self, dim: str, value: str) -> str:
        """Return the value of a query field most like one that no record has; empty where none is like it."""
        if dim in ("id", "source") or self._is_linked(dim):
            return self._linked.names.near(dim, value) if self.whole else ""
        words, known = self._fields().vocabulary, dict[str, str]()
        for one in self._values(dim):
            labels = words.value_labels(dim, one) if words.has_vocabulary(dim) else ()
            for text in (*texts_of(one).values(), *labels):
                known.setdefault(fold(text), text)
        return next((known[like] for like in get_close_matches(fold(value), list(known), 1)), "")

    @consistent_read
    def corrected(self, text: str) -> Sequence[Correction]:
        return corrections(self._parsed(text), self._postings, self._alive, self._facet)

    @consistent_read
    def offers(self, line: str, caret: int, limit: int, *, kind: str = ALL, asked: bool = False) -> Sequence[Offer]:
        from govtui.index.read.completion import offers  # not for the first list

        return offers(line, caret, limit, self._engine(kind), asked=asked) if self.listed else ()

    @consistent_read
    def starred(self, line: str, caret: int) -> str:
        from govtui.index.read.completion import starred  # not for the first list

        return starred(line, caret, self._engine(ALL)) if ":" in line and self.listed else line

    def _engine(self, kind: str) -> Engine:
        from govtui.index.read.completion import Engine

        def matching(line: str) -> BitMap:
            docs = self._matching(line)
            return docs if kind == ALL else docs & self._facet("kind", kind)

        return Engine(self._fields(), self._parsed, matching, self.named, self._begun(), self._facet)

    def _make_begun(self) -> BegunValues:
        from govtui.index.read.begun_values import BegunValues  # not for the first list
        from govtui.index.read.link_counts import LinkCounts

        counts = LinkCounts(self.connection, self._linked, self._postings)
        return BegunValues(self.connection, self._fields, self._values, self._linked, counts)

    @consistent_read
    def blame(self, text: str, kind: str) -> Blame:
        from govtui.index.read.blame import blame  # for empty lists only

        query, mistakes = self._parsed(text), self.mistakes(text)
        among = self._alive if kind == ALL else self._facet("kind", kind)
        return blame(text, query, mistakes, self._parsed, self._postings, self._alive, self._facet, among)

    @consistent_read
    def answers(self, text: str, limit: int) -> Answers:
        if not self.whole or not text.strip():
            return Answers()
        from govtui.index.read.answers import answers  # not for the first list

        return answers(self._parsed(text), limit, self._lookups())

    def _make_lookups(self) -> AnswerLookups:
        from govtui.index.read.answer_lookups import AnswerLookups

        return AnswerLookups(self.connection, self._postings, self._fields, self._facet, self._alive)
