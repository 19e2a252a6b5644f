"""The words of the texts of some documents: what each says, and which documents have it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import repeat
from operator import itemgetter

from pyroaring import BitMap

from govtui.index.search import FIELDS
from govtui.text.fold import forms, keys

Token = tuple[str, str, list[int]]
"""A word as it stands in texts, between white space: without accents; what it says, without punctuation, too (no word or
several); and the documents whose texts have it, as often as they do. Plain, since C takes plain tuples apart at once."""

_FOLDED, _SAID, _DOCS = map(itemgetter, range(3))  # with `map`, a loop over tokens stays in C


def folded(text: Iterable[Token]) -> str:
    """A text without accents (text.fold.fold)."""
    return " ".join(filter(None, map(_FOLDED, text)))


def said(text: Iterable[Token]) -> str:
    """What a text says, without its punctuation (text.fold.folded_words)."""
    return " ".join(filter(None, map(_SAID, text)))


class _Tokens(dict[str, Token]):
    """The tokens of one field of the index."""

    def __missing__(self, text: str) -> Token:
        token = self[text] = (*forms(text), [])
        return token


class Terms:
    """The postings of some documents, gathered by raw word; folded once for each distinct word when they are written.

    A word is looked up once, when its text is read: both its folded form and the list of its documents stand there.
    """

    def __init__(self) -> None:
        self._tokens = {field: _Tokens() for field in FIELDS}

    def read(self, field: int, text: str) -> list[Token]:
        """The words of a text that belongs to a field of the index."""
        return list(map(self._tokens[field].__getitem__, text.split()))

    def add(self, doc: int, found: Iterable[Token]) -> None:
        """A document with the words of its texts (of `read`)."""
        deque(map(list.append, map(_DOCS, found), repeat(doc)), maxlen=0)

    def folded(self) -> dict[tuple[str, str, int], BitMap]:
        """(folded, as typed, field) to documents. What was gathered is handed over: nothing is left."""
        out: dict[tuple[str, str, int], list[int]] = {}
        for field, raw in self._tokens.items():
            while raw:
                text, (_, _, docs) = raw.popitem()
                for key in keys(text):
                    term = (*key, field)
                    if term in out:
                        out[term] += docs
                    else:
                        out[term] = docs[:]
        return {term: BitMap(docs) for term, docs in out.items()}
