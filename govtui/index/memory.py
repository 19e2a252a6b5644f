"""The index in memory: enough for registries of some thousand records."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from govtui.index.query import ALL, Card, Incoming, Row, View
from govtui.model.localized import read
from govtui.model.problem import Problem
from govtui.model.vocabulary import KINDS
from govtui.text.fold import fold, query_forms, tonekey, words


class Words(NamedTuple):
    """What a row says beside the name, in one interface language."""

    type: str
    date: str
    place: str


class Searched(NamedTuple):
    """Folded words of a record, each with a space before and after it; `exact` keeps tones and shapes."""

    exact: str
    name: str
    alias: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One record, or one file that is not one, as the index keeps it."""

    key: str
    id: str
    kind: str
    type: str
    path: str
    readable: bool
    severity: int
    names: Mapping[str, str]
    words: Mapping[str, Words]
    sort_names: Mapping[str, str]
    date: str
    date_key: object
    year_less: bool
    country: str
    number: int | None
    ambiguous: bool
    searched: Searched
    problems: tuple[Problem, ...]


class MemoryResult:
    """A view's records in its order (index.query.Result)."""

    def __init__(self, items: Sequence[Item], view: View) -> None:
        self._items = items
        self._view = view
        self._positions: dict[str, int] | None = None

    @property
    def total(self) -> int:
        return len(self._items)

    def window(self, start: int, stop: int) -> Sequence[Row]:
        return [_row(item, self._view) for item in self._items[max(0, start) : max(0, stop)]]

    def position(self, key: str) -> int | None:
        if self._positions is None:
            self._positions = {item.key: n for n, item in enumerate(self._items)}
        return self._positions.get(key)


def _row(item: Item, view: View) -> Row:
    reading = read(item.names, view.language)
    other = next((text for language, text in item.names.items() if language not in ("", view.language)), "")
    type_, date, place = item.words.get(view.words) or next(iter(item.words.values()))
    if reading is None:
        return Row(item.key, item.kind, item.severity, item.key, "", "", type_, date, place)
    missing = reading.language if reading.missing else ""
    other = "" if reading.missing else other
    return Row(item.key, item.kind, item.severity, reading.text, missing, other, type_, date, place)


class MemoryIndex:
    """Everything in lists and dictionaries (index.query.Index)."""

    def __init__(
        self,
        items: Sequence[Item],
        incoming: Mapping[str, Sequence[Incoming]],
        former: Mapping[str, str],
        problems: Sequence[Problem],
    ) -> None:
        self._items = {item.key: item for item in items}
        self._incoming = incoming
        self._former = former
        self._problems = sorted(problems, key=lambda problem: problem.order)
        self._result = lru_cache(maxsize=32)(self._make_result)

    def counts(self, text: str = "") -> Mapping[str, int]:
        found = Counter(
            item.kind for item in self._items.values() if not text.strip() or _tier(item, _asked(text)) is not None
        )
        return {ALL: found.total(), **{kind: found[kind] for kind in KINDS}}

    def types(self) -> Mapping[tuple[str, str], int]:
        return Counter((item.kind, item.type) for item in self._items.values())

    def result(self, view: View) -> MemoryResult:
        return self._result(view)

    def _make_result(self, view: View) -> MemoryResult:
        items = [item for item in self._items.values() if view.kind in (ALL, item.kind)]
        language = view.language if view.language in ("vi", "en") else "en"
        items.sort(key=lambda item: (item.sort_names[language], item.id, item.key))
        if view.order == "date":
            items = _by_date(items)
        if view.text.strip():
            asked = _asked(view.text)
            tiers = [(tier, n) for n, item in enumerate(items) if (tier := _tier(item, asked)) is not None]
            items = [items[n] for _, n in (sorted(tiers) if view.order == "name" else tiers)]
        return MemoryResult(items, view)

    def card(self, id: str) -> Card | None:
        item = self._items.get(self._former.get(id, id))
        return _card(item) if item else None

    def incoming(self, id: str) -> Sequence[Incoming]:
        return self._incoming.get(id, ())

    def nearest(self, id: str) -> str:
        near = difflib.get_close_matches(id, [item.id for item in self._items.values()], 1, 0.75)
        return near[0] if near else ""

    def events(self, limit: int) -> Sequence[Card]:
        dated = [i for i in self._items.values() if i.kind == "event" and i.date_key is not None and not i.year_less]
        return [_card(item) for item in _by_date(sorted(dated, key=lambda item: item.sort_names["vi"]))[:limit]]

    def problems(self, key: str = "") -> Sequence[Problem]:
        if not key:
            return self._problems
        item = self._items.get(key)
        return item.problems if item else ()


def _by_date(items: Sequence[Item]) -> list[Item]:
    """Latest first; then the year-less ones, by month and day; then the undated."""
    dated = [item for item in items if item.date_key is not None]
    with_year = sorted((i for i in dated if not i.year_less), key=lambda i: i.date_key, reverse=True)  # type: ignore[arg-type,return-value]
    without = sorted((i for i in dated if i.year_less), key=lambda i: i.date_key)  # type: ignore[arg-type,return-value]
    return [*with_year, *without, *(item for item in items if item.date_key is None)]


def _card(item: Item) -> Card:
    return Card(
        item.key,
        item.id,
        item.kind,
        item.type,
        item.names,
        item.country,
        item.path,
        item.readable,
        item.ambiguous,
        item.date,
        item.number,
    )


class _Asked(NamedTuple):
    """A query: for each word the patterns of which one must occur, folded and as typed; and the whole as a phrase."""

    folded: tuple[tuple[str, ...], ...]
    exact: tuple[str, ...]
    phrase: str


@lru_cache(maxsize=64)
def _asked(text: str) -> _Asked:
    typed = words(text)
    whole, last = typed[:-1], typed[-1:]
    folded = (
        *((f" {fold(word)} ",) for word in whole),
        *(tuple(f" {form}" for form in query_forms(word)) for word in last),
    )
    exact = (*(f" {tonekey(word)} " for word in whole), *(f" {tonekey(word)}" for word in last))
    return _Asked(folded, exact, " " + " ".join(fold(word) for word in typed))


def _tier(item: Item, asked: _Asked) -> int | None:
    """How well a record matches: 0 best; None not at all. Every word must occur, the last one at least in its beginning."""
    where = item.searched
    in_name = asked.phrase in where.name
    if all(word in where.exact for word in asked.exact):
        return 0 if in_name else 1
    if in_name:
        return 2
    texts = where.name
    for tier, more in ((3, where.alias), (4, where.text), (5, "")):
        if all(any(form in texts for form in forms) for forms in asked.folded):
            return tier
        texts += more
    return None
