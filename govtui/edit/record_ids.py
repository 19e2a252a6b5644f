"""Ids proposed for new records, and the existing records with the same or similar names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from govtui.index.api import Card, Index, View
from govtui.model.identifiers import ID_LENGTH, is_record_id
from govtui.model.record import Record
from govtui.text.fold import fold, tonekey, unaccented, words
from govtui.text.romanise import slug

SHORT = 40
"""Length of a proposed id, cut at a word: ids are typed, cited and read in paths."""

NEARLY = 0.86
"""Similarity of two folded names (ratio of difflib) from which on they count as similar."""

MOST = 8

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)\Z", re.IGNORECASE)
_VIETNAMESE_ORDINAL = re.compile(r"\s*\blần thứ (\d+|[IVXLC]+)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]{2,20})\)\s*\Z")
_STOP_WORDS = {
    "en": frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]),
    "vi": frozenset(map(tonekey, ["các", "cho", "của", "do", "là", "một", "những", "tại", "trong", "và", "về", "với"])),
}
"""Stop words of ids by language, with their accents: "về" is one, "vệ" is not."""

_OF_A_STATE = frozenset(("government", "ministry", "ministry_unit", "government_agency"))
"""Types of organization with ids that begin with the country: every country has a ministry of justice."""


def proposed_id(
    name: Mapping[str, str] | str,
    kind: str,
    taken: Callable[[str], bool] | Collection[str],
    data: Mapping[str, Any] | None = None,
) -> str:
    """Propose a free, short id for a record of this name.

    The id of the series with the number in it (apgf-3); else an acronym of the name or in `data`, the record's other
    fields; else the words of the English name, or of the Vietnamese. The number of a meeting comes last ("21st ACCSM SOM"
    is accsm-som-21), so that a series stands together in a list; bodies of a state begin with its country (vn-…); a source
    ends with its year. `taken`: the ids in use, to which -2, -3 … is added.
    """
    names = {"en": name} if isinstance(name, str) else dict(name)
    language = next((one for one in ("en", "vi") if names.get(one)), next(iter(names), "en"))
    base = _base(names.get(language, ""), language, kind, data or {}) or slug(kind)
    is_taken = taken if callable(taken) else taken.__contains__
    if not is_taken(base):
        return base
    return next(id for n in count(2) if not is_taken(id := numbered(base, n)))


def numbered(base: str, number: int) -> str:
    """Return an id with a number behind it, as long as an id may be."""
    return f"{base[: ID_LENGTH - 1 - len(str(number))].rstrip('-')}-{number}"


def _base(name: str, language: str, kind: str, data: Mapping[str, Any]) -> str:
    series = data.get("series")
    if isinstance(series, Mapping) and is_record_id(str(series.get("id"))) and isinstance(series.get("number"), int):
        return f"{series['id']}-{series['number']}"
    base = _acronym(name, data) or _words(name, language)
    if not base:
        return ""
    place = data.get("place")
    country = str(place.get("country", "")).lower() if isinstance(place, Mapping) else ""
    if kind == "organization" and data.get("type") in _OF_A_STATE and is_record_id(country):
        base = f"{country}-{base.removeprefix(country + '-')}"
    year = str(data.get("published", ""))[:4]
    return f"{_cut(base, SHORT - 5)}-{year}" if kind == "source" and year.isdecimal() else _cut(base)


def _acronym(name: str, data: Mapping[str, Any]) -> str:
    """Return the record's acronym ("… Forum (APGF)", or among its other names); "" for none."""
    found = _IN_BRACKETS.search(name)
    given = [found[1]] if found and _is_acronym(found[1]) else []
    aka = data.get("aka")
    for alias in aka if isinstance(aka, list) else []:
        if isinstance(alias, Mapping) and alias.get("type") == "acronym":
            given.append(str(alias.get("text", "")))
    return next(filter(None, (_ascii(slug(text)) for text in given)), "")


def _words(name: str, language: str) -> str:
    numbers = _VIETNAMESE_ORDINAL.findall(name)
    plain = _VIETNAMESE_ORDINAL.sub("", name).replace("+", " plus ")
    tokens = words(plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("'", ""))
    kept = []
    is_stop_word = _stop_word_test(tokens, language)
    for place, word in enumerate(tokens):
        if ordinal := _ORDINAL.match(word):
            numbers.append(ordinal[1])
        elif not is_stop_word(place, word):
            kept.append(word)
    written = _ascii("-".join(unaccented(word) for word in kept or tokens))
    behind = "".join(f"-{unaccented(number)}" for number in numbers)
    return _cut(written, SHORT - len(behind)) + behind if written else behind.strip("-")


def _stop_word_test(tokens: Sequence[str], language: str) -> Callable[[int, str], bool]:
    """Return the predicate for stop words of a name: (position, word).

    A stop word with a capital is part of a name ("Huỳnh Tịnh Của", "Tỉnh An Giang"), unless it begins the whole name or
    stop words have capitals throughout ("Convention On The Rights Of The Child").
    """
    small = _STOP_WORDS.get(language, frozenset())
    inside = [word for word in tokens[1:] if tonekey(word) in small]
    throughout = all(word[:1].isupper() for word in inside) and (len(inside) > 1 or all(map(str.isupper, tokens)))

    def is_stop_word(place: int, word: str) -> bool:
        if tonekey(word) not in small:
            return False
        if place == 0:  # the article "an" stands before vowels only; An Giang is a province
            return word != "An" or tokens[1:2] == [] or fold(tokens[1])[:1] in "aeiouh"
        return word[:1].islower() or throughout

    return is_stop_word


def _is_acronym(text: str) -> bool:
    return any(letter.isupper() for letter in text) and text == text.upper() and len(text.split()) <= 2


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def _cut(text: str, length: int = SHORT) -> str:
    """Cut a text at a word; a single long word is cut inside. "viet-nam" is not halved."""
    if len(text) <= length:
        return text
    cut = text[: length + 1].rpartition("-")[0] or text[:length].strip("-")
    return cut.removesuffix("-viet") if text.removeprefix(cut).startswith("-nam") else cut


def alike(index: Index, names: Iterable[str]) -> list[Card]:
    """Return the records with one of these names or a similar one, best first; acronyms count as names."""
    wanted = {fold(name) for name in names} - {""}
    ranked = []
    for place, card in enumerate(_candidates(index, wanted)):
        ratio = max((_likeness(one, other) for one in wanted for other in _folded_names(card)), default=0.0)
        if ratio >= NEARLY or _has_alias(index, card, wanted):
            ranked.append((-ratio, place, card))
    return [card for *_, card in sorted(ranked, key=lambda one: one[:2])[:MOST]]


def duplicates(
    cards: Sequence[Card], names: Iterable[str], kind: str, record: Callable[[Card], Record | None]
) -> list[Card]:
    """Return the records of a kind with exactly one of these names, or an acronym that is one of them."""
    wanted = {fold(name) for name in names} - {""}

    def is_same(card: Card) -> bool:
        if card.kind != kind:
            return False
        found = record(card)
        acronyms = [alias.text for alias in found.aka if alias.type == "acronym"] if found else []
        return bool(wanted & ({fold(name) for name in acronyms} | set(_folded_names(card))))

    return [card for card in cards if is_same(card)]


def _folded_names(card: Card) -> list[str]:
    return [fold(name) for name in card.name.values()]


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _candidates(index: Index, wanted: Iterable[str]) -> Iterator[Card]:
    seen = set()
    for name in wanted:
        tokens = words(name)
        # all the words; and, for names that differ in one, those without the first or without the last
        for some in dict.fromkeys((tuple(tokens), tuple(tokens[1:]), tuple(tokens[:-1]))):
            if not some:
                continue
            line = " ".join(some) + " "  # a space: the last word is whole
            for row in index.result(View(text=line)).window(0, 20):
                if row.key not in seen and (card := index.card(row.key)):
                    seen.add(row.key)
                    yield card


def _has_alias(index: Index, card: Card, wanted: Iterable[str]) -> bool:
    """Whether a search for one of the names, in acronyms and other names too, finds this record first."""
    for name in wanted:
        if len(words(name)) == 1:
            head = index.result(View(text=f"{name} ")).window(0, 1)
            if head and head[0].key == card.key:
                return True
    return False
