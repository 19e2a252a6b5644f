"""The line of a record in which a query's words stand, outside its name: for showing under a hit.

Read from the file when it is asked for: the texts of 100,000 records would add a third to the index, and only the rows in
sight are asked about (benchmarks: about 0.2 ms a record).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Card
from govtui.index.field_getters import searched_texts, words_in
from govtui.model.fields import FieldSpec
from govtui.store.registry import Registry
from govtui.text.fold import fold, words

LENGTH = 160
"""Characters of a snippet, the marks of what is left out included."""

BEFORE = 40
"""About so many of them stand before the first word that was looked for."""

_MORE = "…"
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…;](?=\s)|(?=\n)|\Z)")
_WORD = re.compile(r"\S+")

Marked = Sequence[tuple[str, bool]]


def snippet(root: Path, card: Card, marked: Marked, language: str) -> str:
    """The sentence that has most of the query's words, as it was written; empty where the name has all that are anywhere."""
    named = {form for name in card.name.values() for form in _found(name, marked)}
    best, most = "", 0
    for text in _texts(root, card.path, language):
        for sentence in _SENTENCE.findall(text):
            found = _found(sentence, marked)
            if found - named and len(found) > most:
                best, most = sentence, len(found)
    return _clipped(" ".join(best.split()), marked) if best else ""


def _found(text: str, marked: Marked) -> set[str]:
    """The forms of the query's words that stand in a text."""
    folded = [fold(word) for word in words(text)]
    return {form for form, goes_on in marked if any(w.startswith(form) if goes_on else w == form for w in folded)}


def _clipped(sentence: str, marked: Marked) -> str:
    """The part of a sentence around the first word that was looked for, cut between words."""
    if len(sentence) <= LENGTH:
        return sentence
    spans = [found.span() for found in _WORD.finditer(sentence)]
    first = next((start for start, stop in spans if _found(sentence[start:stop], marked)), 0)
    begin = next((start for start, _ in spans if start >= first - BEFORE), 0) if first > BEFORE else 0
    room = LENGTH - (len(_MORE) + 1 if begin else 0)
    end = len(sentence)
    if end - begin > room:
        room -= len(_MORE) + 1
        end = max((stop for _, stop in spans if stop - begin <= room), default=begin + room)
    before = f"{_MORE} " if begin else ""
    return before + sentence[begin:end] + (f" {_MORE}" if end < len(sentence) else "")


def _texts(root: Path, path: str, language: str) -> Iterator[str]:
    """What search looks at, as it was written: first what is in the language, then what is in none, then the rest."""
    registry = _registry(root)
    record = registry.entry(path).record
    if record is None:
        return
    manifest = registry.manifest

    def in_words(spec: FieldSpec, value: object) -> Iterable[str]:
        # Catalogs are loaded for the few values that need them: the other language's takes longer than all else here.
        speakers = [load(one) for one in sorted(LANGUAGES, key=language.__ne__)]
        return words_in(manifest, speakers)(spec, value)

    found = [*searched_texts(record, manifest.record_schema, in_words)]
    for wanted in (language, ""):
        yield from (text for tag, text in found if tag == wanted)
    yield from (text for tag, text in found if tag not in ("", language))


@lru_cache(maxsize=4)
def _registry(root: Path) -> Registry:
    return Registry(root)
