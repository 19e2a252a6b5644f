"""The orders that lists may stand in, and the keys that they are made by.

Stored, by language: `name`, `date` (latest first, then those without a year by month and day, then those without a date),
`place` (by its words, those without a place last) and `fold` (by the name without accents, for finding by how it begins).
Equal ones stand by name, then id, then path. `kind` and `type` have few values and are put together from facets (result.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from govtui.index.analyse import SORTED_LANGUAGES, Analysed
from govtui.index.schema import path_of
from govtui.model.dates import PartialDate
from govtui.model.reading import read
from govtui.text.collate import sort_key
from govtui.text.fold import fold

Keys = tuple[Any, ...]
"""Compared with other keys of the same order only."""

STORED = tuple(f"{name}:{language}" for language in SORTED_LANGUAGES for name in ("name", "date", "place", "fold"))

_place_key = lru_cache(maxsize=1 << 16)(sort_key)


@dataclass
class Placed:
    """What the place of a document in every order depends on."""

    id: str
    names: Mapping[str, str]
    date: str
    """In EDTF; empty: none."""
    places: Mapping[str, str]
    """The words of its place by language of the interface."""
    path: list[str]
    _by_name: dict[str, Keys] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Sequence[Any]) -> Placed:
        """From what `rec` has: id, names, date, words, path."""
        id, names, date, words, path = row
        places = {language: spoken[2] for language, spoken in json.loads(words).items()}
        return cls(id, json.loads(names), date, places, path_of(path).split("/"))

    def key(self, order: str) -> Keys:
        """Where it stands in an order."""
        name, _, language = order.partition(":")
        if name == "date":
            return (*_date_key(self.date), self._name_key(language))
        if name == "place":
            return (*_place_keys(self.places.get(language, ""), language), self._name_key(language))
        return self._name_key(language) if name == "name" else (fold(self._called(language)), self.id, self.path)

    def _called(self, language: str) -> str:
        reading = read(self.names, language)
        return reading.text if reading else ""

    def _name_key(self, language: str) -> Keys:
        if language not in self._by_name:
            self._by_name[language] = (sort_key(self._called(language), language), self.id, self.path)
        return self._by_name[language]


@lru_cache(maxsize=1 << 14)
def _date_key(text: str) -> tuple[int, tuple[int, ...]]:
    if not text:
        return (2, ())
    date = PartialDate.parse(text)
    key = tuple(map(ord, date.sort_key()))
    return (1, key) if date.year_less else (0, (*(-code for code in key), 1))


def _place_keys(words: str, language: str) -> tuple[int, str]:
    return (0, _place_key(words, language)) if words else (1, "")


class Orders:
    """The sort keys of all documents, from which every order is made at once. Documents are numbered in order of paths."""

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[str, str, int]]] = {language: [] for language in SORTED_LANGUAGES}
        self._folds: dict[str, list[tuple[str, str, int]]] = {language: [] for language in SORTED_LANGUAGES}
        self._places: dict[str, dict[str, list[int]]] = {language: {} for language in SORTED_LANGUAGES}
        self._dates: dict[str, list[int]] = {}

    def add(self, doc: int, known: Analysed) -> None:
        """One document."""
        for language in SORTED_LANGUAGES:
            self._names[language].append((known.sort_names[language], known.id, doc))
            self._folds[language].append((known.sort_folds[language], known.id, doc))
            place = known.words[language][2] if language in known.words else ""
            self._places[language].setdefault(place, []).append(doc)
        self._dates.setdefault(known.date, []).append(doc)

    def plain(self) -> tuple[Any, ...]:
        """All that it holds, as it goes to another process."""
        for keys in (*self._names.values(), *self._folds.values()):
            keys.sort()  # what is put together from parts in order is soon in order
        return (self._names, self._folds, self._places, self._dates)

    def join(self, plain: tuple[Any, ...]) -> None:
        """Take in what another holds."""
        names, folds, places, dates = plain
        for language in SORTED_LANGUAGES:
            self._names[language] += names[language]
            self._folds[language] += folds[language]
            for place, docs in places[language].items():
                self._places[language].setdefault(place, []).extend(docs)
        for date, docs in dates.items():
            self._dates.setdefault(date, []).extend(docs)

    def made(self) -> Iterator[tuple[str, list[int]]]:
        """Every order with its name."""
        dates = sorted(self._dates, key=_date_key)
        for language in SORTED_LANGUAGES:
            by_name = [doc for _, _, doc in sorted(self._names[language])]
            rank = dict(zip(by_name, range(len(by_name)), strict=True)).__getitem__
            yield f"name:{language}", by_name
            yield f"fold:{language}", [doc for _, _, doc in sorted(self._folds[language])]
            yield f"date:{language}", _grouped(dates, self._dates, _date_key, rank)
            places = self._places[language]

            def key(words: str, language: str = language) -> tuple[int, str]:
                return _place_keys(words, language)

            yield f"place:{language}", _grouped(sorted(places, key=key), places, key, rank)


def _grouped(values: list[str], groups: Mapping[str, list[int]], key: Any, rank: Any) -> list[int]:
    """The documents value after value; values with the same key are one group; within a group by `rank`."""
    out: list[int] = []
    together: list[int] = []
    last = None
    for value in values:
        if (now := key(value)) != last:
            out += sorted(together, key=rank)
            together = []
            last = now
        together += groups[value]
    return out + sorted(together, key=rank)
