"""Which record of the registry an imported one is: by its keys, its id, its place in a source cited before; or perhaps by name.

A name alone decides nothing: "Bộ Nội vụ" is a ministry of two countries. It makes candidates that somebody is asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from govtui.edit.plain_data import plain
from govtui.index.api import ALL, Card, Index
from govtui.model.imported import ForeignId, ImportedRecord
from govtui.model.kinds import name_field
from govtui.store.field_edits import value_in
from govtui.store.files import read_all
from govtui.store.registry import Registry

_AT_ONCE = 200
"""How many files are read before the first of them is looked at."""

_CANDIDATES = 8
"""The most records that somebody is asked about."""


class Match(NamedTuple):
    """What the registry has of an imported record."""

    card: Card | None = None
    """The record that it is."""
    candidates: tuple[str, ...] = ()
    """Keys of records that it may be, best first."""


Known = Mapping[ForeignId, Sequence[str]]
"""Keys of an import to the records of the registry that have them: several where they are no keys after all."""


def known_keys(registry: Registry, index: Index, wanted: Collection[ForeignId]) -> Known:
    """Read all files once, and parse those that may have one of these keys."""
    paths: defaultdict[str, set[str]] = defaultdict(set)
    for path, value in wanted:
        if path != "id":
            paths[path].add(value)
    found: defaultdict[ForeignId, list[str]] = defaultdict(list)
    if not paths or not index.counts()[ALL]:
        return found
    words = {path: _word(path).encode() for path in paths}
    for file, raw in _contents(registry, only="source" if paths.keys() <= _OF_SOURCES else ""):
        held = [path for path, word in words.items() if word in raw]
        data = plain(raw.decode("utf-8", "replace")) if held else None
        for path in held if data else ():
            value = value_in(data, path)
            if isinstance(value, str | int) and str(value) in paths[path] and (card := _card(index, file)):
                found[ForeignId(path, str(value))].append(card.key)
    return found


_OF_SOURCES = frozenset({"url", "sha256"})
"""Keys that only sources have."""


def _word(path: str) -> str:
    """Return the word that a file has wherever it has a value at this path."""
    parts = path.split(".")
    return parts[1] if len(parts) > 1 else path


def _contents(registry: Registry, only: str) -> Iterator[tuple[str, bytes]]:
    """Yield the paths of all files of records, or of those of one kind, with their bytes."""
    paths = (
        found.path
        for found in registry.files()
        if found.error is None and (kind := registry.folder_kind(found.path)) and only in ("", kind)
    )
    while some := list(islice(paths, _AT_ONCE)):
        for path, raw in zip(some, read_all(registry.root, some), strict=True):
            if isinstance(raw, bytes):
                yield path, raw


def _card(index: Index, path: str) -> Card | None:
    """Return the record of a file; None where it lost its id to another."""
    card = index.card_at(path)
    return card if card and card.key == card.id else None


class Matcher:
    """Matches imported records with those of one registry."""

    def __init__(self, registry: Registry, index: Index, known: Known, source: str, *, is_same_file: bool) -> None:
        """`source`: the id of the record of the imported file, where it was imported before; `is_same_file`: to the byte."""
        self._registry, self._index, self._known, self._source = registry, index, known, source
        self._is_same_file = is_same_file
        self._counts = index.counts()

    def match(self, record: ImportedRecord) -> Match:
        """Return the record that an imported one is, or those that it may be."""
        if not self._counts.get(record.kind):
            return Match()
        keys = dict.fromkeys(key for one in record.keys for key in self._known.get(one, ()))
        cards = [card for card in self._index.cards(list(keys)) if card.kind == record.kind]
        if len(cards) == 1:
            return Match(cards[0])
        if cards:
            return Match(None, tuple(card.key for card in cards))
        if record.id:
            card = self._index.card(record.id)
            if card and card.key == card.id and card.kind == record.kind:
                return Match(card)
            if record.restored:  # its id is what it is
                return Match()
        return self._by_name(record)

    def _by_name(self, record: ImportedRecord) -> Match:
        given = names(record)
        if not given:
            return Match()
        texts = list(given.values())
        place = record.data.get("place")
        country = str(place.get("country") or "") if isinstance(place, Mapping) else ""
        found = {card.key: card for card in self._index.called(record.kind, texts)}
        found |= {card.key: card for card in self._index.similar(record.kind, texts)} | found
        near = [card for card in found.values() if not (country and card.country and card.country != country)]
        if self._source:
            places = {card.key: self._cited_places(card) for card in near}
            if cited := [card for card in near if record.place in places[card.key]]:
                return Match(cited[0]) if len(cited) == 1 else Match(None, tuple(card.key for card in cited))
            if self._is_same_file:  # the others came from other places of it
                near = [card for card in near if not places[card.key]]
        return Match(None, tuple(card.key for card in near[:_CANDIDATES] if card.key == card.id))

    def _cited_places(self, card: Card) -> set[object]:
        """Return the places of the file that a record cites: it came from there, or was said to be the same thing."""
        data = plain(self._registry.entry(card.path).text) or {}
        told = [one for name in ("sources", "claims") for one in _tables(data.get(name))]
        return {one.get("at") for one in told if self._source in (one.get("ref"), one.get("source"))}


def _tables(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def names(record: ImportedRecord) -> dict[str, str]:
    """Return what an imported record is called, by language."""
    value = record.data.get(name_field(record.kind))
    return {tag: text for tag, text in value.items() if isinstance(text, str)} if isinstance(value, Mapping) else {}


def answer_key(record: ImportedRecord) -> str:
    """Return the name under which a record is answered for: "ror:00pjdza24", else its place."""
    if not record.keys:
        return record.place
    path, value = record.keys[0]
    return f"{_word(path)}:{value}"
