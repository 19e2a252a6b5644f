"""The sentence of a record that has most of a query's words, to be shown under a hit.

Read from the file on demand: the texts of 100,000 records would add a third to the index, and only the rows in sight need
it (benchmarks: about 0.2 ms a record).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from govtui.i18n.field_labels import according_to
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import ELSEWHERE, Card, FoundLine
from govtui.index.field_getters import claimed_texts, searched_texts, words_in
from govtui.model.fields import FieldSpec
from govtui.store.registry import Registry
from govtui.text.fold import fold, words

LENGTH = 160
"""Characters of a snippet, ellipses included."""

BEFORE = 40
"""About how many of them precede the first word of the query."""

_MORE = "…"
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…;](?=\s)|(?=\n)|\Z)")
_WORD = re.compile(r"\S+")

Words = Sequence[tuple[str, bool]]
"""See query.Query.highlights."""


def snippet(root: Path, card: Card, wanted: Words, language: str) -> str:
    """Return the sentence that has most of the query's words; empty where the name has all that occur.

    Where words stand in claims alone, it is the claim that has most of these, with its source before it.
    """
    sentence, said_in = _best(root, card, wanted, language)
    if not said_in:
        return _clipped(sentence, wanted)
    said_by = f"{ELSEWHERE} {according_to(said_in, load(language))}"
    return f"{said_by}: {_clipped(sentence, wanted, LENGTH - len(said_by) - 2)}"


def found_line(root: Path, card: Card, wanted: Words, language: str) -> FoundLine:
    """Return that sentence without words of the interface, and the source that says it. Of equally good ones in several
    languages it is that in `language`."""
    sentence, said_in = _best(root, card, wanted, language)
    return FoundLine(_clipped(sentence, wanted), said_in)


def _best(root: Path, card: Card, wanted: Words, language: str) -> tuple[str, str]:
    """Return the whole sentence, and the source where only a claim has it."""
    named = {form for name in card.name.values() for form in _found(name, wanted)}
    texts, claims = _texts(root, card.path, language)
    found_in = [_found(text, wanted) for text in texts]
    best, most, said_in = "", 0, ""
    if claims:
        known = named.union(_found(card.id, wanted), *found_in)
        for source, text in claims:
            for sentence in _SENTENCE.findall(text):
                if len(found := _found(sentence, wanted) - known) > most:
                    best, most, said_in = sentence, len(found), source
    if not best:
        for text, at_most in zip(texts, found_in, strict=True):
            if len(at_most) <= most or at_most <= named:
                continue  # none of its sentences has more than all of it
            for sentence in _SENTENCE.findall(text):
                found = _found(sentence, wanted)
                if found - named and len(found) > most:
                    best, most = sentence, len(found)
    return " ".join(best.split()), said_in


def _found(text: str, wanted: Words) -> set[str]:
    """Return the words of the query that are in a text."""
    folded = [fold(word) for word in words(text)]
    return {form for form, goes_on in wanted if any(w.startswith(form) if goes_on else w == form for w in folded)}


def _clipped(sentence: str, wanted: Words, length: int = LENGTH) -> str:
    """Return the part of a sentence around the first word of the query, cut between words."""
    if len(sentence) <= length:
        return sentence
    spans = [found.span() for found in _WORD.finditer(sentence)]
    first = next((start for start, stop in spans if _found(sentence[start:stop], wanted)), 0)
    begin = next((start for start, _ in spans if start >= first - BEFORE), 0) if first > BEFORE else 0
    room = length - (len(_MORE) + 1 if begin else 0)
    end = len(sentence)
    if end - begin > room:
        room -= len(_MORE) + 1
        end = max((stop for _, stop in spans if stop - begin <= room), default=begin + room)
    before = f"{_MORE} " if begin else ""
    return before + sentence[begin:end] + (f" {_MORE}" if end < len(sentence) else "")


def _texts(root: Path, path: str, language: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return all texts that search finds, as written, and those of claims, each with its source.

    Those in the language come first, those in none, then the rest.
    """
    registry = _registry(root)
    record = registry.entry(path).record
    if record is None:
        return [], []
    manifest = registry.manifest

    def in_words(spec: FieldSpec, value: object) -> Iterable[str]:
        # Catalogs are loaded for the few values that need them: the other language's takes longer than all else here.
        translators = [load(one) for one in sorted(LANGUAGES, key=language.__ne__)]
        return words_in(manifest, translators)(spec, value)

    def rank(tag: str) -> int:
        return 0 if tag == language else 1 if tag == "" else 2

    own = sorted(searched_texts(record, manifest.record_schema, in_words), key=lambda one: rank(one[0]))
    claims = sorted(claimed_texts(record, manifest.record_schema, in_words), key=lambda one: rank(one[1]))
    return [text for _, text in own], [(source, text) for source, _, text in claims]


@lru_cache(maxsize=4)
def _registry(root: Path) -> Registry:
    return Registry(root, for_pages=True)
