"""Which problems of a record a change brings, and which were there before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from govtui.edit.plain_data import Data, plain
from govtui.edit.record_diff import FieldDifference
from govtui.model.problem import Problem, Severity
from govtui.store.diff_ranges import paired
from govtui.store.field_edits import real_path
from govtui.store.registry import Entry

Label = tuple[str | int, ...]
"""The place of a problem by keys and indices of the text before the change; NEW and an index for an item that came."""

NEW = "+"

_FOR_ALL = frozenset({"", "kind", "schema"})
"""Fields on which it depends what is read of all others."""


def new_problems(before: str, after: str, old: Sequence[Problem], now: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of the text `after` that `before` did not have, or not with these values.

    Fields are compared by what they are, not by where they stand: an item put in makes no problem of the others new.
    """
    return _beyond(before, after, old, now, lambda one: tuple(sorted(one.values.items())))


def introduced_errors(
    before: Entry, after: Entry, old: Sequence[Problem], now: Sequence[Problem], differences: Sequence[FieldDifference]
) -> tuple[Problem, ...]:
    """The errors that a change brings: those whose code and field had none before it.

    What was no record was not read to its end. An error that comes to light when something is mended was there, unless it
    is in a field that changed; a text that was no TOML cannot become worse.
    """
    if plain(before.text) is None:
        return ()
    errors = [one for one in now if one.severity == Severity.ERROR]
    found = _beyond(before.text, after.text, old, errors, lambda one: ())
    changed = {one.path for one in differences}
    if before.record is not None or changed & _FOR_ALL:
        return found
    return tuple(one for one in found if any(_touches(one.field, path) for path in changed))


def _beyond(
    before: str, after: str, old: Sequence[Problem], now: Sequence[Problem], values: Callable[[Problem], object]
) -> tuple[Problem, ...]:
    """The problems of `now` that are not among `old` by code, field and `values`, each as often as it is there."""
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


def _path(data: Data, field: str) -> Label:
    """The place of a field by keys and indices; what of it is not there as it is."""
    path, rest = real_path(data, field)
    return (*path, rest) if path else (field,)


class _Places:
    """Where the fields of a record stood before a change."""

    def __init__(self, before: Data, after: Data) -> None:
        self._before = before
        self._after = after
        self._pairs: dict[Label, dict[int, int]] = {}

    def before(self, field: str) -> Label:
        """The place of a field of the new data as the old have it."""
        out: Label = ()
        old, new, name = self._before, self._after, ""
        *path, rest = _path(new, field)
        for part in path:
            place: str | int | None = part
            if isinstance(part, int) and isinstance(old, list):
                if out not in self._pairs:
                    self._pairs[out] = {m: n for n, m in paired(name, old, new).items()}
                place = self._pairs[out].get(part)
            out += (NEW, part) if place is None else (place,)
            try:
                old = None if place is None else old[place]
            except (LookupError, TypeError):
                old = None
            new, name = new[part], str(part)
        return (*out, rest)


def _touches(path: str, changed: str) -> bool:
    """Whether a field is one that changed, one around it or one in it."""
    return f"{path}.".startswith(f"{changed}.") or f"{changed}.".startswith(f"{path}.")
