"""A merge base for two versions of a record whose real one is unknown: with it, whatever differs is a clash."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.edit.alignment import align
from govtui.edit.plain_data import MISSING, Data, is_tables, plain, same
from govtui.store.toml_render import rendered

UNKNOWN = "\x00"
"""The value of unknown fields: no record has it, so that each side counts as having changed or removed it."""

MARK = "unknown"
"""A key that is added to an item that one side has: so the other removed what this one changed."""


def unknown_base(mine: str, theirs: str) -> str:
    """Return a text that has what both have, and of everything else a value that neither has; "" where one is no TOML."""
    one, other = plain(mine), plain(theirs)
    if one is None or other is None:
        return ""
    return rendered(_table(one, other))


def _table(mine: dict[str, Data], theirs: dict[str, Data]) -> dict[str, Data]:
    return {
        key: _value(key, mine.get(key, MISSING), theirs.get(key, MISSING)) for key in dict.fromkeys((*mine, *theirs))
    }


def _value(name: str, mine: Data, theirs: Data) -> Data:
    if same(mine, theirs):
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _table(mine, theirs)
    if is_tables(mine) and is_tables(theirs):
        return _tables(name, mine, theirs)
    return UNKNOWN


def _tables(name: str, mine: Sequence[Data], theirs: Sequence[Data]) -> Data:
    pairs = align(name, mine, theirs)
    common = [pairs[n] for n in sorted(pairs)]
    if common != sorted(common):  # no order differs from both where there are two, so the list is chosen as a whole
        return UNKNOWN
    both = [_table(item, theirs[pairs[n]]) if n in pairs else _removed(item) for n, item in enumerate(mine)]
    return both + [_removed(item) for n, item in enumerate(theirs) if n not in common]


def _removed(item: Data) -> Data:
    """Return an item as one that its side changed and the other removed."""
    return {**item, MARK: UNKNOWN}
