"""The records of a result that are in hand; the marked ones, whatever the list shows meanwhile, and the list of them alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from govtui.index.api import Result, Row
from govtui.tui.base.cursor_list import Window


class Marks:
    """Keys of records in the order in which they were marked."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = dict.fromkeys(keys)
        self._cleared: dict[str, None] = {}
        self.last = ""
        """The key that was marked or unmarked last: where a range begins."""

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def toggle(self, key: str) -> None:
        """Mark a record, or unmark it."""
        self._put(key, key not in self._keys)
        self.last = key

    def add(self, keys: Iterable[str]) -> None:
        """Mark several."""
        for key in keys:
            self._put(key, True)
            self.last = key

    def invert(self, keys: Iterable[str]) -> None:
        """Mark those of some records that are not marked, and unmark the others."""
        for key in keys:
            self._put(key, key not in self._keys)

    def clear(self) -> None:
        """Unmark all; once more brings them back, as long as nothing else was marked."""
        self._keys, self._cleared = ({}, self._keys) if self._keys else (self._cleared, {})
        self.last = ""

    def _put(self, key: str, marked: bool) -> None:
        self._cleared = {}
        if marked:
            self._keys[key] = None
        else:
            self._keys.pop(key, None)


class MarkedResult:
    """The marked rows of a result, in its order (index.query.Result)."""

    def __init__(self, result: Result, marks: Iterable[str]) -> None:
        self._result, self._marks = result, [*marks]
        self._places = sorted(result.places(self._marks).values())
        self.total = len(self._places)

    def window(self, start: int, stop: int) -> Sequence[Row]:
        out: list[Row] = []
        wanted = enumerate(self._places[max(0, start) : max(0, stop)])
        for _, run in groupby(wanted, lambda one: one[1] - one[0]):  # rows that stand together are asked for together
            places = [place for _, place in run]
            out += self._result.window(places[0], places[-1] + 1)
        return out

    def position(self, key: str) -> int | None:
        place = self._result.position(key)
        if place is None:
            return None
        at = bisect_left(self._places, place)
        return at if at < self.total and self._places[at] == place else None

    def keys(self, start: int, stop: int) -> Sequence[str]:
        every = self._result.keys(0, self._result.total)
        return [every[place] for place in self._places[max(0, start) : max(0, stop)] if place < len(every)]

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        here = {place: at for at, place in enumerate(self._places)}
        return {key: here[place] for key, place in self._result.places(keys).items() if place in here}

    def next_disputed(self, key: str, step: int, among: Collection[str] | None = None) -> str:
        marks = self._marks if among is None else [mark for mark in self._marks if mark in among]
        return self._result.next_disputed(key, step, marks)


class Rows(Window[Row]):
    """The rows of a result."""

    def __init__(self, result: Result | None = None) -> None:
        super().__init__()
        self._result = result
        if result is not None:
            self.total, self.fetch = result.total, result.window

    def position(self, key: str) -> int | None:
        """Return where a record stands; None when it is not in the result."""
        return self._result.position(key) if self._result else None

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        """Return where these records stand, as far as they are in the result."""
        return self._result.places(keys) if self._result else {}

    def keys(self, start: int, stop: int) -> Sequence[str]:
        """Return the keys of the rows from `start` up to `stop`."""
        return self._result.keys(start, stop) if self._result else ()

    def next_disputed(self, key: str, step: int) -> str:
        """Return the key of the nearest record behind (1) or before (-1) one on which sources disagree; empty where there is none."""
        return self._result.next_disputed(key, step) if self._result else ""

    def after(self, row: int) -> Sequence[str]:
        """Return the keys of the rows in hand behind a row, the nearest first; then those before it."""
        return [one.key for one in self.neighbours(row) if one.key]
