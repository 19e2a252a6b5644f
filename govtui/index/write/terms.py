"""Tokenize texts into words, and gather the documents of each word."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from pyroaring import BitMap

from govtui.index.schema import CLAIM, FIELDS, TEXT
from govtui.text.fold import forms, keys

Token = tuple[str, str, list[int]]
"""A word between white space, folded; the same without punctuation (no word or several); its documents.

They are listed once for each occurrence. A plain tuple: C unpacks it fastest."""

_FOLDED, _SAID = itemgetter(0), itemgetter(1)  # with `map`, a loop over tokens stays in C


def folded(text: Iterable[Token]) -> str:
    """Return a text without accents (text.fold.fold)."""
    return " ".join(filter(None, map(_FOLDED, text)))


def said(text: Iterable[Token]) -> str:
    """Return a text without accents and punctuation (text.fold.folded_words)."""
    return " ".join(filter(None, map(_SAID, text)))


_END = "\0"
"""Separates texts that are read as one. It is no word; in a text it only ends a line, too."""

_BETWEEN = f" {_END} "


class _Tokens(dict[str, Token]):
    """The tokens of one field (schema.FIELDS)."""

    def __missing__(self, text: str) -> Token:
        token = self[text] = (*forms(text), [])
        return token


def _no_tokens() -> dict[int, _Tokens]:
    tokens = {field: _Tokens() for field in FIELDS}
    for field in (TEXT, CLAIM):
        tokens[field][_END] = ("", "\n", [])
    return tokens


class Terms:
    """The postings of some documents by raw word, which is folded once, when the postings are written.

    A word is looked up once, when its text is read: its token has both its folded form and the list of its documents.
    """

    def __init__(self) -> None:
        self._tokens = _no_tokens()

    def read(self, field: int, text: str) -> list[Token]:
        """Return the tokens of a text of a field."""
        return list(map(self._tokens[field].__getitem__, text.split()))

    def read_lines(self, field: int, texts: Iterable[str]) -> list[Token]:
        """Return the tokens of texts of the field TEXT or CLAIM, with an end of line between two."""
        return self.read(field, _BETWEEN.join(texts))

    def add(self, doc: int, found: Iterable[Token]) -> None:
        """Add a document to the tokens of its texts."""
        for token in found:
            token[2].append(doc)

    def __len__(self) -> int:
        """The number of distinct words."""
        return sum(map(len, self._tokens.values()))

    def folded(self) -> dict[tuple[str, str, int], BitMap]:
        """Return (folded, as typed, field) to documents, and forget all words."""
        gathered, self._tokens = self._tokens, _no_tokens()
        out: dict[tuple[str, str, int], list[int]] = {}
        for field, tokens in gathered.items():
            while tokens:
                text, (_, _, docs) = tokens.popitem()
                if not docs:  # looked up only
                    continue
                found = keys(text)
                for key in found:
                    known = out.setdefault((*key, field), docs)
                    if known is not docs:
                        known += docs
                    elif len(found) > 1:
                        out[*key, field] = docs[:]  # its own: more may be added to it
        return {term: BitMap(docs) for term, docs in out.items()}
