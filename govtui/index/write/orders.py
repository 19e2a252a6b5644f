"""The stored orders of lists, and their sort keys.

By language: `name` (sources after all else), `date` (its own, else inherited: latest first, then dates without a year by month and day, then none),
`place` (by its words, none last) and `fold` (names without accents, for search by prefix). Equal records follow by name, then id, then path. `kind`
and `type` have few values; read/result.py makes these orders from facets.
"""

from __future__ import annotations

import json
import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

from govtui.i18n.translator import LANGUAGES
from govtui.index.schema import from_db_path
from govtui.index.write.extract import ListFields
from govtui.model.dates import PartialDate
from govtui.model.localized import with_fallback
from govtui.text.collate import sort_key
from govtui.text.fold import fold

Keys = tuple[Any, ...]
"""A sort key; comparable within one order only."""

LAST_KIND = "source"
"""The kind whose records stand behind all others by name: who looks for a thing looks for it before what was written of it."""

HELD = 4096
"""How many keys are held until they are packed."""

STORED = tuple(f"{name}:{language}" for language in LANGUAGES for name in ("name", "date", "place", "fold"))

_place_key = lru_cache(maxsize=1 << 16)(sort_key)


@dataclass
class SortableRow:
    """The columns of a row that its sort keys are made of."""

    id: str
    kind: str
    names: Mapping[str, str]
    date: str
    """EDTF, its own or inherited; or empty."""
    places: Mapping[str, str]
    """The words of its place by language of the interface."""
    path: list[str]
    _by_name: dict[str, Keys] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Sequence[Any]) -> SortableRow:
        """Make it of the columns id, kind, names, date, words, path of `rec`."""
        id, kind, names, date, words, path = row
        places = {language: spoken[2] for language, spoken in json.loads(words).items()}
        return cls(id, kind, json.loads(names), date, places, from_db_path(path).split("/"))

    def key(self, order: str) -> Keys:
        """Return the sort key in an order."""
        name, _, language = order.partition(":")
        if name == "date":
            return (*_date_key(self.date), self._name_key(language))
        if name == "place":
            return (*_place_keys(self.places.get(language, ""), language), self._name_key(language))
        return self._name_key(language) if name == "name" else (fold(self._called(language)), self.id, self.path)

    def _called(self, language: str) -> str:
        reading = with_fallback(self.names, language)
        return reading.text if reading else ""

    def _name_key(self, language: str) -> Keys:
        if language not in self._by_name:
            name = sort_key(self._called(language), language)
            self._by_name[language] = (self.kind == LAST_KIND, name, self.id, self.path)
        return self._by_name[language]


@lru_cache(maxsize=1 << 14)
def _date_key(text: str) -> tuple[int, str]:
    date = PartialDate.parse(text) if text else None
    return _day_key(date.sort_key(), date.year_less) if date else _day_key("", False)


_BACKWARDS = {code: 0x7F - code for code in range(0x7F)}


_NO_DAY = (2, "")


def _day_key(day: str, year_less: bool) -> tuple[int, str]:
    """Return the key of a PartialDate.sort_key, which is ASCII, or of none."""
    if not day:
        return _NO_DAY
    return (1, day) if year_less else (0, day.translate(_BACKWARDS) + "\x7f")


def _place_keys(words: str, language: str) -> tuple[int, str]:
    return (0, _place_key(words, language)) if words else (1, "")


def _packed(key: str, rest: bytes) -> bytes:
    """Return bytes that sort by key, then by the id and number after it. UTF-8 sorts as code points do."""
    if "\0" in key:
        return key.encode("utf-8", "surrogatepass").replace(b"\0", b"\0\xff") + rest
    return key.encode("utf-8", "surrogatepass") + rest


_AFTER_ALL = b"\xff"
"""What no UTF-8 begins with, and sorts after it."""


def _doc(key: bytes) -> int:
    return int.from_bytes(key[-4:], "big")


class _PackedKeys:
    """The keys of one order, packed: with hundreds of thousands of files each byte counts."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._packed: list[bytes] = []
        self.add = self._held.append

    def pack(self) -> list[bytes]:
        """Return all keys, in marshalled pieces."""
        if self._held:
            self._held.sort()  # merging sorted parts is soon done
            self._packed.append(marshal.dumps(self._held))
            self._held.clear()
        return self._packed


class OrderKeys:
    """The sort keys of a shard. Documents are numbered in order of paths."""

    def __init__(self) -> None:
        self._names = {language: _PackedKeys() for language in LANGUAGES}
        self._folds = {language: _PackedKeys() for language in LANGUAGES}
        self._count = 0
        self._places: dict[str, dict[str, list[int]]] = {language: {} for language in LANGUAGES}
        self._dates: dict[tuple[str, bool], list[int]] = {}

    def add(self, doc: int, known: ListFields) -> None:
        """Add the keys of one document."""
        rest = b"\0%b\0%b" % (known.id.encode("utf-8", "surrogatepass"), doc.to_bytes(4, "big"))
        before = _AFTER_ALL if known.kind == LAST_KIND else b""
        for language in LANGUAGES:
            self._names[language].add(before + _packed(known.sort_names[language], rest))
            self._folds[language].add(_packed(known.sort_folds[language], rest))
            place = known.words[language][2] if language in known.words else ""
            self._places[language].setdefault(place, []).append(doc)
        self._dates.setdefault((known.date_key, known.year_less), []).append(doc)
        self._count += 1
        if self._count % HELD == 0:
            self._pack()

    def _pack(self) -> tuple[dict[str, list[bytes]], ...]:
        return tuple([{language: keys.pack() for language, keys in all.items()} for all in (self._names, self._folds)])

    def plain(self) -> tuple[Any, ...]:
        """Return all keys, to be sent to another process."""
        dates = {_day_key(*day): docs for day, docs in self._dates.items()}
        return (*self._pack(), self._places, dates)


class AllOrders:
    """The sort keys of all documents, from which the orders are made."""

    def __init__(self) -> None:
        self._shards: list[tuple[Any, ...]] = []

    def join(self, plain: tuple[Any, ...]) -> None:
        """Add the keys of a shard."""
        self._shards.append(plain)

    def made(self, inherited: Mapping[int, str]) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield every order with its name; drop the keys on the way. `inherited`: dates (EDTF) that documents have of others."""
        names, folds, places, dates = zip(*self._shards, strict=True)
        self._shards = []
        by_day = _together(dates)
        if inherited:
            by_day[_NO_DAY] = [doc for doc in by_day[_NO_DAY] if doc not in inherited]
            for doc, edtf in inherited.items():
                by_day.setdefault(_date_key(edtf), []).append(doc)
        days = sorted(by_day.items())
        for language in LANGUAGES:
            by_name = _merged(shard.pop(language) for shard in names)
            rank = _places_in(by_name).__getitem__
            yield f"name:{language}", by_name
            yield f"fold:{language}", _merged(shard.pop(language) for shard in folds)
            yield f"date:{language}", _grouped(days, rank)
            where: dict[Keys, list[int]] = {}
            for words, docs in _together(shard[language] for shard in places).items():
                where.setdefault(_place_keys(words, language), []).extend(docs)
            yield f"place:{language}", _grouped(sorted(where.items()), rank)


def _merged(shards: Iterable[Iterable[bytes]]) -> array[int]:
    """Return the documents of packed keys, in order."""
    keys: list[bytes] = []
    for packed in chain.from_iterable(shards):
        keys += marshal.loads(packed)  # noqa: S302 (made by `pack`)
    keys.sort()
    return array("I", map(_doc, keys))


def _places_in(order: Sequence[int]) -> array[int]:
    """Return the position by document in an order of all."""
    out = array("I", order)
    for place, doc in enumerate(order):
        out[doc] = place
    return out


def _together(shards: Iterable[Mapping[Any, list[int]]]) -> dict[Any, list[int]]:
    out: dict[Any, list[int]] = {}
    for shard in shards:
        for value, docs in shard.items():
            out.setdefault(value, []).extend(docs)
    return out


def _grouped(groups: Iterable[tuple[Keys, list[int]]], rank: Callable[[int], int]) -> list[int]:
    """Return the documents group after group, within a group by `rank`."""
    return [doc for _, docs in groups for doc in sorted(docs, key=rank)]
