"""The words of the texts of some documents: what each says, and which documents have it."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from pyroaring import BitMap

from govtui.index.schema import FIELDS, TEXT
from govtui.text.fold import forms, keys

Token = tuple[str, str, list[int]]
"""A word as it stands in texts, between white space: without accents; what it says, without punctuation, too (no word or
several); and the documents whose texts have it, as often as they do. Plain, since C takes plain tuples apart at once."""

_FOLDED, _SAID = itemgetter(0), itemgetter(1)  # with `map`, a loop over tokens stays in C


def folded(text: Iterable[Token]) -> str:
    """A text without accents (text.fold.fold)."""
    return " ".join(filter(None, map(_FOLDED, text)))


def said(text: Iterable[Token]) -> str:
    """What a text says, without its punctuation (text.fold.folded_words)."""
    return " ".join(filter(None, map(_SAID, text)))


_END = "\0"
"""Stands between texts that are read as one. It is no word; where somebody writes it, it only ends a line, too."""

_BETWEEN = f" {_END} "


class _Tokens(dict[str, Token]):
    """The tokens of one field of the index."""

    def __missing__(self, text: str) -> Token:
        token = self[text] = (*forms(text), [])
        return token


def _no_tokens() -> dict[int, _Tokens]:
    tokens = {field: _Tokens() for field in FIELDS}
    tokens[TEXT][_END] = ("", "\n", [])
    return tokens


class Terms:
    """The postings of some documents, gathered by raw word; folded once for each distinct word when they are written.

    A word is looked up once, when its text is read: both its folded form and the list of its documents stand there.
    """

    def __init__(self) -> None:
        self._tokens = _no_tokens()

    def read(self, field: int, text: str) -> list[Token]:
        """The words of a text that belongs to a field of the index."""
        return list(map(self._tokens[field].__getitem__, text.split()))

    def read_lines(self, texts: Iterable[str]) -> list[Token]:
        """The words of some texts of the last field, with one between them that says the end of a line: at once, for there
        are many."""
        return self.read(TEXT, _BETWEEN.join(texts))

    def add(self, doc: int, found: Iterable[Token]) -> None:
        """A document with the words of its texts (of `read`)."""
        for token in found:
            token[2].append(doc)

    def __len__(self) -> int:
        """How many words are held."""
        return sum(map(len, self._tokens.values()))

    def folded(self) -> dict[tuple[str, str, int], BitMap]:
        """(folded, as typed, field) to documents. What was gathered is handed over: nothing is left."""
        gathered, self._tokens = self._tokens, _no_tokens()
        out: dict[tuple[str, str, int], list[int]] = {}
        for field, tokens in gathered.items():
            while tokens:
                text, (_, _, docs) = tokens.popitem()
                found = keys(text)
                for key in found:
                    known = out.setdefault((*key, field), docs)
                    if known is not docs:
                        known += docs
                    elif len(found) > 1:
                        out[*key, field] = docs[:]  # its own: more may be added to it
        return {term: BitMap(docs) for term, docs in out.items()}
