"""The rows of a result, as far as they were asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from govtui.index.api import Result, Row


class Rows:
    """Fetches what is in sight of another result; then some rows around it, too, as a list that is scrolled needs them next."""

    def __init__(self, result: Result | None = None) -> None:
        self._result = result
        self._rows: Sequence[Row] = ()
        self._first = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return self._result.total if self._result else 0

    def forget(self) -> None:
        """Fetch rows anew when they are needed: for a list of another size."""
        self._rows = ()

    def row(self, place: int, top: int, sight: int) -> Row | None:
        """The row at a place, in a list that shows at most `sight` rows from place `top` on; None where there is none."""
        if self._result is None or not 0 <= place < self._result.total:
            return None
        if not self._first <= place < self._first + len(self._rows):
            first = top if top <= place < top + sight else place - sight // 2
            around = sight // 2 if self._rows else 0
            self._first = max(0, first - around)
            self._rows = self._result.window(self._first, first + sight + around)
        return self._rows[place - self._first]

    def after(self, place: int) -> Sequence[str]:
        """The keys of the rows at hand behind a place, the nearest first; then of those before it."""
        at = place - self._first
        if not 0 <= at < len(self._rows):
            return ()
        return [row.key for row in (*self._rows[at + 1 :], *reversed(self._rows[:at])) if row.key]

    def position(self, key: str) -> int | None:
        """Where a record stands; None when it is not in the result."""
        return self._result.position(key) if self._result else None

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        """Where these records stand, as far as they are in the result."""
        return self._result.places(keys) if self._result else {}

    def keys(self, start: int, stop: int) -> Sequence[str]:
        """The keys of the rows from `start` up to `stop`."""
        return self._result.keys(start, stop) if self._result else ()
