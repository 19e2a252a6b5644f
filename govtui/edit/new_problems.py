"""The problems that a change adds to a record, as against those that it had before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from govtui.edit.plain_data import Data, plain
from govtui.edit.record_diff import FieldDifference
from govtui.model.field_paths import locate
from govtui.model.path_overlap import overlap
from govtui.model.problem import Problem, Severity
from govtui.store.diff_ranges import match_items
from govtui.store.registry import Entry

Place = tuple[str | int, ...]
"""The place of a problem: keys and indices before the change; NEW and an index for an added item."""

NEW = "+"

_FOR_ALL = frozenset({"", "kind", "schema"})
"""Fields that decide how all others are read."""


def new_problems(before: str, after: str, old: Sequence[Problem], now: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems (`now`) of `after` that `before` did not have (`old`), or with other values.

    Fields are compared by what they are, not by position: an added item makes no problem of the others new.
    """
    return _added(before, after, old, now, lambda one: tuple(sorted(one.values.items())))


def introduced_errors(
    before: Entry, after: Entry, old: Sequence[Problem], now: Sequence[Problem], differences: Sequence[FieldDifference]
) -> tuple[Problem, ...]:
    """Return the errors that a change introduces: those with a code and field that no problem had before.

    A file that is no record is not checked to its end: an error that shows once something is mended was there before,
    unless it is in a changed field; a text that was no TOML cannot become worse.
    """
    if plain(before.text) is None:
        return ()
    errors = [one for one in now if one.severity == Severity.ERROR]
    found = _added(before.text, after.text, old, errors, lambda one: ())
    changed = {one.path for one in differences}
    if before.record is not None or changed & _FOR_ALL:
        return found
    return tuple(one for one in found if any(overlap(one.field, path) for path in changed))


def _added(
    before: str, after: str, old: Sequence[Problem], now: Sequence[Problem], values: Callable[[Problem], object]
) -> tuple[Problem, ...]:
    """Return the problems of `now` that `old` lacks, by code, field and `values`; duplicates are counted."""
    was, places = plain(before), _Places(plain(before), plain(after))
    known = Counter((one.code, _path(was, one.field), values(one)) for one in old)
    out = []
    for one in now:
        what = (one.code, places.before(one.field), values(one))
        if known[what]:
            known[what] -= 1
        else:
            out.append(one)
    return tuple(out)


def _path(data: Data, field: str) -> Place:
    """Return the place of a field by keys and indices; the part of the path that is not there as it is."""
    path, rest = locate(data, field)
    return (*path, rest) if path else (field,)


class _Places:
    """Maps places of a record to those before a change."""

    def __init__(self, before: Data, after: Data) -> None:
        self._before = before
        self._after = after
        self._pairs: dict[Place, dict[int, int]] = {}

    def before(self, field: str) -> Place:
        """Return the place, in the old data, of a field of the new data."""
        out: Place = ()
        old, new, name = self._before, self._after, ""
        *path, rest = _path(new, field)
        for part in path:
            place: str | int | None = part
            if isinstance(part, int) and isinstance(old, list):
                if out not in self._pairs:
                    self._pairs[out] = {m: n for n, m in match_items(name, old, new).items()}
                place = self._pairs[out].get(part)
            out += (NEW, part) if place is None else (place,)
            try:
                old = None if place is None else old[place]
            except (LookupError, TypeError):
                old = None
            new, name = new[part], str(part)
        return (*out, rest)
