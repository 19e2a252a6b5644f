"""The step from schema 1 to schema 2, as edits of the plain data of a record or of registry.toml.

Plain data in, plain data out, and the standard library alone: the loader migrates old records in memory before they are
validated, and `govtui migrate` splices the same edits into their texts (store/migrating.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from govtui.model.data_edits import Data, Edit, apply, copied
from govtui.model.migration_steps import CURRENT, OLD, Found, Undecided
from govtui.model.migration_steps import STEPS as _STEPS

STEPS: Final = tuple(_STEPS)
"""The names of the steps, in the order in which they are taken."""


def is_old(data: Mapping[str, Any]) -> bool:
    """Return whether data are those of schema 1."""
    return data.get("schema") == OLD


def newer_schema(data: Mapping[str, Any]) -> int:
    """Return the schema of data that only a later version of govtui can read; 0 for all others."""
    schema = data.get("schema")
    return schema if isinstance(schema, int) and schema > CURRENT else 0


def migrate(data: Data) -> Data:
    """Return the data in the current schema; the very same data where they are not those of schema 1."""
    if not is_old(data):
        return data
    new: Data = copied(data)
    for _ in _walk(new, STEPS):
        pass
    return new


def edits(data: Data, only: str = "") -> list[Edit]:
    """Return the edits that bring data of schema 1 to schema 2, or those of one step; none for other data.

    The schema itself changes last, and by itself only where no other step has anything left to do.
    """
    return [found for found in _found(data, only) if not isinstance(found, Undecided)]


def undecided(data: Data, only: str = "") -> list[Undecided]:
    """Return what a person must decide in data of schema 1, of all steps or of one."""
    return [found for found in _found(data, only) if isinstance(found, Undecided)]


def applied(data: Data, changes: Iterable[Edit]) -> Data:
    """Return the data after these edits."""
    new: Data = copied(data)
    for edit in changes:
        apply(new, edit)
    return new


def _found(data: Data, only: str) -> list[Edit | Undecided]:
    if not is_old(data):
        return []
    new: Data = copied(data)
    if not only:
        return list(_walk(new, STEPS))
    if only != "schema":
        return list(_walk(new, (only,)))
    others = _walk(copied(data), [step for step in STEPS if step != only])
    return [] if any(not isinstance(found, Undecided) for found in others) else list(_walk(new, (only,)))


def _walk(data: Data, steps: Iterable[str]) -> Found:
    """Yield what the steps find, applying the edits of each to `data` before the next one looks."""
    for step in steps:
        for found in list(_STEPS[step](data)):
            if not isinstance(found, Undecided):
                apply(data, found)
            yield found
